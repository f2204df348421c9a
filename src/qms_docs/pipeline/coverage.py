"""Which documents answer which clause of the standard, in a workspace."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from ..diagnostics import say
from ..domain.coverage import ClauseCoverage, clause_coverage
from ..errors import RequestError
from ..load import load_workspace


@dataclass(frozen=True)
class CoverageReport:
    """The clauses of the standard, each with the kinds of document that answer it or the reason why it does not apply."""

    standard: str
    rows: tuple[ClauseCoverage, ...]

    @property
    def open(self) -> tuple[ClauseCoverage, ...]:
        """Clauses that nothing answers and nobody has excluded."""
        return tuple(row for row in self.rows if row.is_open)


def coverage(workspace: Path | str) -> CoverageReport:
    """Return the matrix clause × document of the workspace; raises RequestError when its standard is not there."""
    loaded = load_workspace(Path(workspace))
    settings, catalogue = loaded.settings, loaded.catalogue
    standard = catalogue.standards.get(settings.standard)
    if standard is None:
        advice = say("Correct «standard» in qms.toml, or add the standard to the folder of the law.")
        raise RequestError(say("There is no standard «{key}».", key=settings.standard), advice)
    exclusions = {item.clause: item.reason for item in settings.exclusions}
    return CoverageReport(standard.name, clause_coverage(standard, catalogue.made_kinds.values(), exclusions))
