"""What a build would make, and why: each document against the journal of the output folder.

In: the documents of a plan, the journal, digests. Out: planned documents with reasons. Touches: reads the states of files.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from ..domain.artifacts import BuildPlan, DocumentJob
from ..domain.recording import WHOLE, Change, changes, read_of_groups
from ..domain.units import Commune
from ..publish import Journal, OutputView, PrintRow, Row
from ..storage import State
from .inputs import Inputs, engine_digest

if TYPE_CHECKING:
    from ..render import Press

_LAW = re.compile(r"(^|\.)(basis|acts?|legal_basis|standard_acts|external|issued_by|regime|form_rows|plan)(\[|\.|$)")


_REMEMBERED = 20_000


class Reason(StrEnum):
    """Vì sao lập lại: why a document would be made, or left."""

    NEW = "new"
    DATA = "data"
    LAW = "law"
    TEMPLATE = "template"
    ENGINE = "engine"
    DISK = "disk"
    FORCED = "forced"
    CURRENT = "current"
    REMOVED = "removed"


@dataclass(frozen=True, slots=True)
class PlannedDocument:
    """A document with the reason to make it or leave it; `changes` are the words that differ, as (path, old, new)."""

    job: DocumentJob
    reason: Reason
    facts: str
    row: Row | None = None
    changes: tuple[Change, ...] = ()

    @property
    def is_due(self) -> bool:
        """True if it is to be made."""
        return self.reason not in (Reason.CURRENT, Reason.REMOVED)


class Planner:
    """Compares the documents of a build with what stands in its output folder, a commune at a time."""

    def __init__(self, inputs: Inputs, journal: Journal, press: Press, output: OutputView, force: bool = False) -> None:
        self._inputs = inputs
        self._journal = journal
        self._press = press
        self._output = output
        self._force = force
        self._gone: list[Row] = []
        self._unchanged: dict[tuple[str, int], Any] = {}
        """Values that are as they were read, by the name of what was read and their identity."""

    def plan(self, plan: BuildPlan, communes: Mapping[str, Commune], day: str) -> Iterator[PlannedDocument]:
        """Yield every document of the plan, in its order."""
        for identity, jobs in plan.jobs.items():
            facts = self._inputs.facts(communes[identity])
            rows = self._journal.rows_of(identity)
            for job in jobs:
                yield self._planned(job, facts, day, rows.pop(job.path, None))
            self._gone += rows.values()
            if len(self._unchanged) > _REMEMBERED:
                self._unchanged.clear()

    def _planned(self, job: DocumentJob, facts: str, day: str, row: Row | None) -> PlannedDocument:
        if row is None or not row.sha256:
            return PlannedDocument(job, Reason.NEW, facts, row)
        if self._force:
            return PlannedDocument(job, Reason.FORCED, facts, row)
        if not is_as_published(self._output, row):
            return PlannedDocument(job, Reason.DISK, facts, row)
        if row.template_sha256 != self._inputs.template(self._press.catalogue.kinds[job.kind].template):
            return PlannedDocument(job, Reason.TEMPLATE, facts, row)
        if row.engine != engine_digest():
            return PlannedDocument(job, Reason.ENGINE, facts, row)
        if row.facts == facts and (row.code, row.title, row.as_of) == (job.code, job.title, day):
            return PlannedDocument(job, Reason.CURRENT, facts, row)
        read = self._journal.read_of(row)
        if read is None:
            return PlannedDocument(job, Reason.DATA, facts, row)
        found = tuple(self._changes(read, self._press.words(job)))
        if not found:
            return PlannedDocument(job, Reason.CURRENT, facts, row)
        is_law = all(_LAW.search(path) for path, _, _ in found)
        return PlannedDocument(job, Reason.LAW if is_law else Reason.DATA, facts, row, found)

    def _changes(self, read: dict[str, tuple[str, Any]], words: dict[str, Any]) -> Iterator[Change]:
        """Yield what differs; what documents of all communes share is compared once."""
        if WHOLE in read:
            yield from changes(read_of_groups({group: tree for group, (_, tree) in read.items()}), words)
            return
        for group, (name, tree) in read.items():
            word, _, key = group.partition("/")
            value = words if not word else words.get(word)
            if key:
                value = value.get(key) if isinstance(value, dict) else None
            known = self._unchanged.get((name, id(value)))
            if known is not None and known is value:
                continue
            whole = tree if not word else {word: {key: tree} if key else tree}
            found = [*changes(whole, words)]
            if not found and isinstance(value, (dict, list)):
                self._unchanged[name, id(value)] = value
            yield from found

    def removed(self, plan: BuildPlan, is_asked: Callable[[Row], bool]) -> Iterator[Row]:
        """Yield the rows of documents that were asked for and are made no more; all of `plan` must have been yielded."""
        yield from (row for row in self._gone if is_asked(row))
        for identity in self._journal.communes():
            if identity not in plan.jobs:
                yield from (row for row in self._journal.rows_of(identity).values() if is_asked(row))


def is_as_published(output: OutputView, row: Row | PrintRow) -> bool:
    """True if the file is there in the state in which it was published; `verify` compares the bytes."""
    return output.state(row.path) == State(row.size, row.stamp)
