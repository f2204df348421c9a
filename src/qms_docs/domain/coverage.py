"""Which documents answer which clause of the standard (ma trận điều khoản × tài liệu).

In: the standard, the kinds that are made, the exclusions. Out: one `ClauseCoverage` per clause. Touches: nothing.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from .document import DocumentKind
from .standard import Clause, Standard


@dataclass(frozen=True)
class ClauseCoverage:
    """A clause, the kinds of document that answer it, and the reason where it does not apply."""

    clause: Clause
    kinds: tuple[DocumentKind, ...]
    excluded: str = ""

    @property
    def is_chapter(self) -> bool:
        """True for 4, 5 … 10, which hold no requirement of their own."""
        return "." not in self.clause.number

    @property
    def is_open(self) -> bool:
        """True if nothing answers the clause and nobody has said why."""
        return not (self.is_chapter or self.kinds or self.excluded)


def clause_coverage(standard: Standard, kinds: Iterable[DocumentKind], exclusions: dict[str, str]) -> tuple[ClauseCoverage, ...]:
    """Return the clauses in their order; `exclusions` gives the reason by clause. A kind that names 9.2 answers 9.2.1 too."""
    kinds = tuple(kinds)
    rows = []
    for clause in standard.clauses:
        above = _with_parents(clause.number)
        reason = next((exclusions[number] for number in above if number in exclusions), "")
        answering = tuple(kind for kind in kinds if any(number in kind.clauses for number in above))
        below = tuple(kind for kind in kinds if any(each.startswith(f"{clause.number}.") for each in kind.clauses))
        rows.append(ClauseCoverage(clause, tuple(dict.fromkeys((*answering, *below))), reason))
    return tuple(rows)


def _with_parents(number: str) -> tuple[str, ...]:
    """Return the number of a clause and of those above it, without the chapter: 9.2.1, 9.2."""
    parts = number.split(".")
    return tuple(".".join(parts[:length]) for length in range(len(parts), 1, -1)) or (number,)
