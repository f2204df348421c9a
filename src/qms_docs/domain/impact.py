"""What rests on an act, as a result: procedures, kinds of document, papers to print again, units, until when.

In: an act, its uses. Out: `Impact`. Touches: nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from .dated import in_force
from .law import LegalAct
from .law_graph import Use, UsePlace
from .procedure import AdministrativeProcedure


@dataclass(frozen=True)
class ImpactRow:
    """A procedure or a kind of document that rests on the act."""

    subject: str
    title: str
    field: str
    is_procedure: bool
    uses: tuple[Use, ...]
    through: tuple[str, ...]
    communes: int
    documents: int
    pages: int

    def details(self, place: UsePlace) -> tuple[str, ...]:
        """Return the forms, fees or texts that rest on the act, each once."""
        return tuple(dict.fromkeys(use.detail for use in self.uses if use.place is place and use.detail))

    @property
    def steps(self) -> tuple[int, ...]:
        """The numbers of the steps whose text names the act."""
        return tuple(dict.fromkeys(use.number for use in self.uses if use.place is UsePlace.STEP))


@dataclass(frozen=True, slots=True)
class ImpactPaper:
    """A document to be made and printed again."""

    path: str
    code: str
    title: str
    kind: str
    unit: str
    subjects: tuple[str, ...]
    pages: int


@dataclass(frozen=True, slots=True)
class ImpactUnit:
    """A unit whose documents rest on the act."""

    code: str
    name: str
    district: str
    procedures: int
    documents: int
    pages: int


@dataclass(frozen=True)
class Impact:
    """What rests on an act on a day, what takes its place, until when the documents must follow."""

    act: LegalAct
    day: date
    stands: bool
    successors: tuple[LegalAct, ...]
    began: date | None
    deadline: date | None
    rows: tuple[ImpactRow, ...]
    units: tuple[ImpactUnit, ...]
    papers: tuple[ImpactPaper, ...]
    kinds: dict[str, str]
    """Titles of the kinds of the papers."""
    errors: int = 0
    """Mistakes in the files of the workspace, for which something may be missing here."""

    @property
    def procedures(self) -> tuple[ImpactRow, ...]:
        """The procedures among the rows."""
        return tuple(row for row in self.rows if row.is_procedure)

    @property
    def communes(self) -> int:
        """Number of units."""
        return len(self.units)

    @property
    def documents(self) -> int:
        """Number of documents, each counted once."""
        return len(self.papers)

    @property
    def pages(self) -> int:
        """A4 pages of the documents, estimated."""
        return sum(paper.pages for paper in self.papers)


def printed_rows(procedure: AdministrativeProcedure, day: date) -> int:
    """Return the lines by which the sheet of a procedure grows: steps, papers of the dossier, grounds."""
    papers = sum(len(in_force(group.items, day)) for group in in_force(procedure.dossier.groups, day))
    return len(in_force(procedure.steps, day)) + papers + len(in_force(procedure.legal_basis, day))
