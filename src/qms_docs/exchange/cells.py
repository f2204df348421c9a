"""The rows of a filled-in sheet: what stands in each cell, or why it cannot be taken.

In: a sheet. Out: `Row` values, diagnostics. Touches: nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from ..diagnostics import Diagnostic, Location, Message, Severity, say
from ..domain.old_encodings import in_unicode, looks_old
from ..domain.text import clean_text
from ..spreadsheet.reading import Sheet
from .codecs import text_of


def told(
    where: str,
    sheet: Sheet,
    place: tuple[int, int] | None,
    code: str,
    name: str,
    severity: Severity,
    fact: Message,
    advice: Message,
) -> Diagnostic:
    """Return a diagnostic at a cell of a sheet, or at the sheet."""
    within = sheet.place(*place) if place else sheet.name
    return Diagnostic(code, name, severity, Location(where, within=within), fact, advice)


@dataclass(frozen=True)
class Row:
    """A row: values by folded heading; `columns` tells where each heading stands."""

    number: int
    values: Mapping[str, Any]
    columns: Mapping[str, int]

    def value(self, heading: str) -> Any:
        """Return what stands under a heading, None for nothing."""
        return self.values.get(heading)

    def text(self, heading: str) -> str:
        """Return it as text, the empty text for nothing."""
        value = self.values.get(heading)
        return "" if value is None else text_of(value)

    def place(self, heading: str) -> tuple[int, int]:
        """Return row and column of the cell under a heading; the first column for an unknown one."""
        return self.number, self.columns.get(heading, 1)


class Grid:
    """A sheet with what is wrong in its cells."""

    def __init__(self, where: str, sheet: Sheet) -> None:
        self.where, self.sheet = where, sheet
        self.wrong: list[Diagnostic] = []

    def tell(
        self, code: str, name: str, severity: Severity, place: tuple[int, int] | None, fact: Message, advice: Message
    ) -> None:
        """Add a diagnostic."""
        self.wrong.append(told(self.where, self.sheet, place, code, name, severity, fact, advice))

    def rows_below(self, head: int, columns: Mapping[str, int]) -> Iterator[Row]:
        """Yield the rows below the headings that hold anything in a known column."""
        spread = self._spread(head, set(columns.values()))
        titles = {column: heading for heading, column in columns.items()}
        rows: dict[int, dict[str, Any]] = {}
        for (row, column), cell in sorted(self.sheet.cells.items()):
            if row > head and column in titles:
                value = self._value(row, column, cell)
                if value is not None:
                    rows.setdefault(row, {})[titles[column]] = value
        for (row, column), (first, _) in spread.items():
            above = rows.get(first, {}).get(titles[column])
            if above is not None:
                rows.setdefault(row, {})[titles[column]] = above
        for row in sorted(rows):
            yield Row(row, rows[row], columns)

    def _value(self, row: int, column: int, cell: Any) -> Any:
        place = (row, column)
        if cell.formula is not None:
            fact = say("The cell holds a formula: {formula}.", formula=str(cell.formula)[:60])
            kept = (
                say("Copy the cell and paste its value: {value}.", value=text_of(cell.value)) if cell.value is not None else None
            )
            self.tell("XLS020", "formula-in-cell", Severity.ERROR, place, fact, kept or say("Write the value itself."))
            return None
        if cell.error is not None:
            fact = say("The cell holds an error of Excel: {error}.", error=cell.error)
            self.tell("XLS021", "error-in-cell", Severity.ERROR, place, fact, say("Write the value itself."))
            return None
        value = cell.value
        if not isinstance(value, str):
            return self._with_zeros(value, cell.number_format)
        if not clean_text(value):
            return None
        if looks_old(value):
            fact = say("«{value}» looks like the old encodings TCVN3 (ABC) or VNI.", value=value[:60])
            advice = say("Did it say «{proposal}»? Type it in Unicode.", proposal=in_unicode(value)[:60])
            self.tell("XLS022", "old-encoding-in-cell", Severity.ERROR, place, fact, advice)
            return None
        return value

    @staticmethod
    def _with_zeros(value: Any, number_format: str) -> Any:
        """A number shown with leading zeros is the text that is shown."""
        zeros = number_format.strip('"')
        if isinstance(value, (int, float)) and not isinstance(value, bool) and zeros and set(zeros) == {"0"} and len(zeros) > 1:
            return f"{int(value):0{len(zeros)}d}" if float(value).is_integer() else value
        return value

    def _spread(self, head: int, known: set[int]) -> dict[tuple[int, int], tuple[int, int]]:
        """Return the cells that a merged one covers, with the cell that holds their value: people merge what repeats."""
        found: dict[tuple[int, int], tuple[int, int]] = {}
        for first, left, last, right in self.sheet.merged:
            if last <= head or not known & set(range(left, min(right, left + 60) + 1)):
                continue
            if left != right or first <= head:
                fact = say("Cells are merged over several columns.")
                self.tell(
                    "XLS023",
                    "merged-cells",
                    Severity.ERROR,
                    (first, left),
                    fact,
                    say("Unmerge them, and write each value into its own cell."),
                )
                continue
            fact = say("Cells are merged over {count} rows; each of them is taken to say the same.", count=last - first + 1)
            self.tell(
                "XLS024", "merged-rows", Severity.WARNING, (first, left), fact, say("Unmerge them where that is not meant.")
            )
            # A merge may cover the sheet down to its end; only rows with other cells matter.
            rows = {row for row, _ in self.sheet.cells if first < row <= last}
            found |= {(row, left): (first, left) for row in rows}
        return found
