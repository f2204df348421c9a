"""Real documents to measure with: templates and words as the build uses them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

from qms_docs.domain.artifacts import BuildRequest, DocumentJob
from qms_docs.domain.document import DocumentScope
from qms_docs.load import load_workspace
from qms_docs.plan import plan_build, select_communes
from qms_docs.render import Press
from qms_docs.settings import FlowchartPlace

T = TypeVar("T")
Words = dict[str, Any]

# The communes of the roll-out of 2018, as in `make demo`.
DISTRICTS = ("Bình Đại", "Ba Tri", "Mỏ Cày Nam")


class CannotMeasureError(Exception):
    """The benchmark cannot run, and why, in words for the person at the terminal."""


@dataclass(frozen=True)
class Sheets:
    """The template of the procedure sheet, and the words of some sheets."""

    template: bytes
    name: str
    words: tuple[Words, ...]
    procedures: int
    communes: int


@dataclass(frozen=True)
class Material:
    """A workspace on a day, its press, and the documents its build would make."""

    workspace: Path
    press: Press
    jobs: tuple[DocumentJob, ...]
    communes: tuple[str, ...]

    def template_bytes(self, kind: str) -> bytes:
        """Return the template file of a kind."""
        return (self.press.templates / self.press.catalogue.kinds[kind].template).read_bytes()

    def sheets(self, count: int) -> Sheets:
        """Return `count` procedure sheets, spread over communes and procedures."""
        kind = next(k for k in self.press.catalogue.kinds.values() if k.scope is DocumentScope.PROCEDURE)
        jobs = spread([job for job in self.jobs if job.kind == kind.key], count)
        words = tuple(self.press.words(job) for job in jobs)
        procedures, communes = {job.procedure for job in jobs}, {job.commune for job in jobs}
        return Sheets(self.template_bytes(kind.key), kind.template, words, len(procedures), len(communes))


def spread(items: Sequence[T], count: int) -> tuple[T, ...]:
    """Return `count` of the items (or all, when there are fewer), evenly spread over them."""
    if len(items) <= count:
        return tuple(items)
    return tuple(items[(2 * place + 1) * len(items) // (2 * count)] for place in range(count))


def load_material(workspace: Path, day: date, communes: int | None) -> Material:
    """Return the documents of the roll-out of 2018, or of its first `communes` communes."""
    loaded = load_workspace(workspace)
    if loaded.catalogue.one_stop_on(day) is None or not loaded.catalogue.procedures:
        found = "; ".join(f"{d.location} {d.name}" for d in loaded.diagnostics[:3])
        raise CannotMeasureError(f"The workspace {workspace} holds no complete data for {day}. {found}".rstrip())
    chosen = select_communes(loaded.catalogue, BuildRequest(workspace, day, workspace, districts=DISTRICTS))[:communes]
    plan = plan_build(loaded.catalogue, BuildRequest(workspace, day, workspace), chosen)
    # Drawings are values of ours; the others could not print them.
    sheet = loaded.settings.sheet.model_copy(update={"flowchart": FlowchartPlace.NONE})
    settings = loaded.settings.model_copy(update={"sheet": sheet})
    press = Press(loaded.catalogue, settings, loaded.templates, day)
    jobs = tuple(job for jobs in plan.jobs.values() for job in jobs)
    return Material(workspace, press, jobs, tuple(commune.code for commune in chosen))
