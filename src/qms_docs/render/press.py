"""The compiled templates of a process and the catalogue they print from."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

from ..diagnostics import Location, say
from ..domain.artifacts import DocumentJob, RenderedDocument
from ..domain.catalogue import Catalogue
from ..domain.recording import Groups, groups_of
from ..domain.units import Commune
from ..errors import TemplateError
from ..settings import Settings
from ..templating import CompiledTemplate
from ..templating.confinement import ConfinedTemplate, open_template
from ..templating.stencil import Stencils
from .words import CommuneContext, document_words


class Press:
    """Fills the documents of one day. Made once per process, since compiled templates do not pickle."""

    def __init__(
        self,
        catalogue: Catalogue,
        settings: Settings,
        templates: Path,
        day: date,
        year: int | None = None,
        carried: Mapping[str, bytes] | None = None,
        cache: Path | None = None,
    ) -> None:
        """Templates are read from the folder `templates`, or taken from `carried` where that folder is out of reach.

        `cache` is a folder of the user's own in which compiled templates are kept.
        """
        self._carried = carried
        self._cache = cache / "templates" if cache is not None else None
        self.catalogue = catalogue
        self.settings = settings
        self.templates = templates
        self.day = day
        self.year = year if year is not None else day.year
        # Without the other communes: a document cannot depend on a neighbour's facts, nor print them.
        self._shared = replace(catalogue, communes=())
        self._communes = {commune.id: commune for commune in catalogue.communes}
        self._compiled: dict[str, CompiledTemplate | ConfinedTemplate] = {}
        self._stencils = Stencils()
        self._common: dict[Any, Any] = {}
        # One commune is printed at a time; its context serves all its documents.
        self._context = lru_cache(maxsize=4)(self._new_context)

    def _new_context(self, commune: str) -> CommuneContext:
        unit = self._communes[commune]
        return CommuneContext(
            self._shared, self.settings, self.day, self.year, unit, self.catalogue.forerunners(unit), common=self._common
        )

    def template(self, kind: str) -> CompiledTemplate | ConfinedTemplate:
        """Return the template of a kind, ready to be filled; raises TemplateError when its file is missing or unsound."""
        name = self.catalogue.kinds[kind].template
        if name not in self._compiled:
            file = self.templates / name
            try:
                self._compiled[name] = open_template(self._source(name), name, self._cache)
            except OSError as cause:
                raise TemplateError(
                    Location(str(file)),
                    say("The template cannot be read: {reason}.", reason=cause.strerror),
                    say("Put the file there, or correct «template» in kinds.yaml."),
                ) from cause
        return self._compiled[name]

    def _source(self, name: str) -> Path | bytes:
        file = self.templates / name
        return file if self._carried is None else self._carried.get(name, file)

    def words(self, job: DocumentJob) -> dict[str, Any]:
        """Return what the template of the job may print."""
        procedure = None
        if job.procedure:
            national = self.catalogue.procedures[job.procedure]
            procedure = self._shared.procedure_for(self._communes[job.commune], national, self.day)
        context = self._context(job.commune)
        shared = next((group for group in context.shared if group.process.key == job.shared), None)
        return document_words(context, self.catalogue.kinds[job.kind], procedure, shared)

    def render_and_record(self, job: DocumentJob) -> tuple[RenderedDocument, Groups]:
        """Return the document of the job, and what of its words was read; raises FillError when template and data do not fit."""
        template, words = self.template(job.kind), self.words(job)
        if isinstance(template, CompiledTemplate):
            data, read = self._stencils.fill((job.kind, job.procedure, job.shared), template, words)
        else:
            data, whole = template.fill_and_record(words)
            read = groups_of(whole)
        return RenderedDocument(job, data, hashlib.sha256(data).hexdigest()), read

    def render(self, job: DocumentJob) -> RenderedDocument:
        """Return the document of the job; raises FillError when template and data do not fit."""
        data = self.template(job.kind).fill(self.words(job))
        return RenderedDocument(job, data, hashlib.sha256(data).hexdigest())

    def commune(self, identity: str) -> Commune:
        """Return the commune with this identity."""
        return self._communes[identity]
