"""Which documents are to be made, for whom, under which name.

In: `Catalogue`, `BuildRequest`. Out: `BuildPlan`. Touches: nothing.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date

from .diagnostics import say
from .domain.artifacts import BuildPlan, BuildRequest, DocumentJob
from .domain.catalogue import Catalogue
from .domain.document import DocumentKind, DocumentScope
from .domain.procedure import ProcedureField
from .domain.shared import SharedGroup
from .domain.text import ascii_slug, tone_folded
from .domain.units import Commune
from .errors import RequestError

NO_DISTRICT = "don-vi-khac"


def district_slug(catalogue: Catalogue, commune: Commune, day: date) -> str:
    """Return the folder of the (old) district of a commune."""
    code = catalogue.district_code(commune, day)
    name = catalogue.district_name(code) if code else None
    return ascii_slug(name) if name else NO_DISTRICT


def _folded(name: str) -> str:
    """Return a district's name as it is compared: without kind, case, tone habit and marks."""
    bare = tone_folded(name)
    for kind in ("huyện ", "quận ", "thị xã ", "thành phố ", "tp. ", "tp "):
        bare = bare.removeprefix(kind)
    return ascii_slug(bare)


def _unknown(what: str, given: str, known: Iterable[str]) -> RequestError:
    near = difflib.get_close_matches(given, list(known), 3, 0.6)
    advice = say("Did you mean: {names}?", names=", ".join(near)) if near else say("See: qms-docs list {what}.", what=what)
    return RequestError(say("«{given}» is not known on this day.", given=given), advice)


def select_communes(catalogue: Catalogue, request: BuildRequest) -> tuple[Commune, ...]:
    """Return the communes asked for that exist on the day, by district and code.

    Raises RequestError for a code or district that does not exist then.
    """
    day = request.as_of
    existing = catalogue.communes_on(day)
    by_code = {commune.code: commune for commune in existing}
    districts = {
        _folded(catalogue.district_name(code) or ""): code for c in existing if (code := catalogue.district_code(c, day))
    }
    for code in request.communes:
        if code not in by_code:
            raise _unknown("communes", code, by_code)
    wanted_districts = set()
    for name in request.districts:
        if name in districts.values():
            wanted_districts.add(name)
        elif _folded(name) in districts:
            wanted_districts.add(districts[_folded(name)])
        else:
            names = {catalogue.district_name(code) or "" for code in districts.values()}
            raise _unknown("communes", name, names)
    chosen = [
        commune
        for commune in existing
        if not (request.communes or request.districts)
        or commune.code in request.communes
        or catalogue.district_code(commune, day) in wanted_districts
    ]
    return tuple(sorted(chosen, key=lambda commune: (district_slug(catalogue, commune, day), commune.code)))


def select_kinds(catalogue: Catalogue, request: BuildRequest) -> tuple[DocumentKind, ...]:
    """Return the kinds asked for, all of them when none is named; raises RequestError for an unknown one."""
    for key in request.kinds:
        if key not in catalogue.kinds:
            raise _unknown("kinds", key, catalogue.kinds)
    asked = [kind for kind in catalogue.made_kinds.values() if not request.kinds or kind.key in request.kinds]
    return tuple(kind for kind in asked if request.year is None or kind.scope is DocumentScope.YEAR)


def plan_build(catalogue: Catalogue, request: BuildRequest, communes: Iterable[Commune]) -> BuildPlan:
    """Return the documents of the communes given, with codes and paths below the output folder."""
    return BuildPlan(_Jobs(catalogue, request, {commune.id: commune for commune in communes}))


class _Jobs(Mapping[str, tuple[DocumentJob, ...]]):
    """The jobs of each commune, never those of all at once: a nation has a million."""

    def __init__(self, catalogue: Catalogue, request: BuildRequest, communes: dict[str, Commune]) -> None:
        self._catalogue, self._request, self._communes = catalogue, request, communes
        self._kinds = select_kinds(catalogue, request)

    def __getitem__(self, identity: str) -> tuple[DocumentJob, ...]:
        request = self._request
        return _jobs(self._catalogue, self._communes[identity], self._kinds, request.as_of, request.cycle_year)

    def __iter__(self) -> Iterator[str]:
        return iter(self._communes)

    def __len__(self) -> int:
        return len(self._communes)

    def __contains__(self, identity: object) -> bool:
        return identity in self._communes


def _jobs(catalogue: Catalogue, commune: Commune, kinds: Iterable[DocumentKind], day: date, year: int) -> tuple[DocumentJob, ...]:
    folder = f"{district_slug(catalogue, commune, day)}/{commune.slug_on(day)}"
    scope = catalogue.scope_on(commune, day)
    shared = catalogue.shared_among(scope)
    covered = {each.code for group in shared if not group.process.separate_sheets for each in group.procedures}
    jobs = []
    for kind in kinds:
        if not catalogue.is_made_for(kind, commune, day):
            continue
        form = catalogue.form_number(kind, day) or ""
        if kind.scope is DocumentScope.SHARED:
            jobs += [_shared_job(catalogue, kind, commune, group, folder) for group in shared]
            continue
        if kind.scope.is_single:
            place = f"{folder}/{kind.folder}" + (f"/{year}" if kind.scope is DocumentScope.YEAR else "")
            jobs.append(_job(kind, commune, None, kind.code_for(year=year, form=form), kind.title, place))
            continue
        for procedure in scope:
            if kind.is_sheet and procedure.code in covered:
                continue
            field = catalogue.fields[procedure.field]
            code = kind.code_for(field.code, procedure.sheet_number, form=form)
            title = procedure.name_on(day)
            place = _field_folder(folder, kind, field)
            jobs.append(_job(kind, commune, procedure.code, code, title, place))
    return tuple(jobs)


def _field_folder(folder: str, kind: DocumentKind, field: ProcedureField) -> str:
    return f"{folder}/{kind.folder}/{field.key.replace('_', '-')}"


def _shared_job(catalogue: Catalogue, kind: DocumentKind, commune: Commune, group: SharedGroup, folder: str) -> DocumentJob:
    process = group.process
    field = catalogue.fields[process.field]
    code = kind.code_for(field.code, process.number)
    return replace(_job(kind, commune, None, code, process.title, _field_folder(folder, kind, field)), shared=process.key)


def _job(kind: DocumentKind, commune: Commune, procedure: str | None, code: str, title: str, folder: str) -> DocumentJob:
    subject = title.removeprefix("Thủ tục ").removeprefix("thủ tục ")
    name = f"{ascii_slug(code).upper()}-{ascii_slug(subject, 50)}.docx"
    return DocumentJob(kind.key, commune.id, procedure, code, title, f"{folder}/{name}")
