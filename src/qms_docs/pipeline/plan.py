"""What a build would make, and why; nothing is made."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from ..diagnostics import Diagnostic
from ..domain.artifacts import BuildRequest
from ..publish import Row, look_at
from .build import prepared, survey
from .planning import PlannedDocument, Reason


@dataclass(frozen=True)
class PlanReport:
    """Every document of a build with the reason to make or leave it, those made no more, the units that errors stop."""

    documents: tuple[PlannedDocument, ...]
    removed: tuple[Row, ...]
    stopped: tuple[str, ...]
    diagnostics: tuple[Diagnostic, ...]

    @property
    def counts(self) -> dict[Reason, int]:
        """Number of documents by reason, in the order of the reasons, those without any left out."""
        found = Counter(document.reason for document in self.documents)
        found[Reason.REMOVED] = len(self.removed)
        return {reason: found[reason] for reason in Reason if found[reason]}

    @property
    def due(self) -> Iterator[PlannedDocument]:
        """The documents that would be made."""
        return (document for document in self.documents if document.is_due)


def plan_report(request: BuildRequest) -> PlanReport:
    """Return what a build of the request would make, and why. Raises what a build raises, but touches nothing."""
    before = prepared(request)
    output = look_at(request.out)
    with output.journal_to_look() as journal:
        planned, removed = survey(request, before, output, journal)
        return PlanReport(tuple(planned), tuple(removed), before.stopped, before.checked.diagnostics)
