"""Which procedures apply in which unit, as one sheet: a row per procedure, a column per unit.

In: excluded codes by unit. Out: a sheet; and back. Touches: nothing.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ..diagnostics import Diagnostic, Severity, say
from ..domain.text import clean_text
from ..spreadsheet.forms import FormColumn, FormSheet, FormValue, Look
from ..spreadsheet.reading import Book
from .cells import Grid
from .taking import Identity, sheet_named
from .wording import EXAMPLE, NO, YES

SHEET = "Thủ tục áp dụng"
_FIXED = ("Dòng", "Mã thủ tục", "Tên thủ tục")
_HEADING = re.compile(r"(\d{5})(?:\s*\(từ (\d{2})/(\d{2})/(\d{4})\))?")
_CODE = 2


@dataclass(frozen=True)
class ScopeUnit:
    """A unit of the sheet: its identity, its name, the codes of the procedures it does not do."""

    identity: Identity
    name: str
    excluded: tuple[str, ...]

    @property
    def heading(self) -> str:
        """The heading of its column."""
        code, begin = self.identity
        day = f" (từ {begin[8:]}/{begin[5:7]}/{begin[:4]})" if begin else ""
        return f"{code}{day}\n{self.name}"


def scope_sheet(units: Sequence[ScopeUnit], procedures: Mapping[str, str]) -> FormSheet:
    """Return the sheet; `procedures` are codes and names, further codes come from what units exclude."""
    others = sorted({code for unit in units for code in unit.excluded} - set(procedures))
    columns = (
        FormColumn(_FIXED[0], "Để trống; dòng «Ví dụ» không được nhập.", 7, Look.COMPUTED),
        FormColumn(_FIXED[1], "Mã trên Cơ sở dữ liệu quốc gia về thủ tục hành chính.", 13, Look.KEY),
        FormColumn(_FIXED[2], "Chỉ để đọc; chương trình không nhập cột này.", 60, Look.COMPUTED),
        *(
            FormColumn(
                unit.heading,
                "Ghi «không» khi thủ tục không áp dụng tại đơn vị; để trống là có.",
                13,
                Look.OPTIONAL,
                "@",
                (NO,),
                True,
            )
            for unit in units
        ),
    )
    rows = [
        [None, code, procedures.get(code), *(NO if code in unit.excluded else None for unit in units)]
        for code in (*procedures, *others)
    ]
    example: list[FormValue] = [EXAMPLE, "2.000815", "Chứng thực bản sao …", *(NO for _ in units)]
    return FormSheet(SHEET, f"{SHEET}: thủ tục không áp dụng tại từng đơn vị", columns, rows, example)


def take_scope(book: Book) -> tuple[dict[Identity, tuple[set[str], set[str]]], list[Diagnostic]]:
    """Return for each unit of the sheet the codes it excludes and all codes of the sheet, and what is wrong in it."""
    sheet = sheet_named(book, SHEET)
    if sheet is None:
        return {}, []
    grid = Grid(book.where, sheet)
    head = next((row for row in range(1, 12) if str(sheet.at(row, _CODE) or "").rstrip(" *") == _FIXED[1]), None)
    if head is None:
        fact = say("No row of the sheet «{sheet}» holds the headings of its columns.", sheet=sheet.name)
        advice = say("Export the workbook again, and copy the data below the headings.")
        grid.tell("XLS012", "headings-missing", Severity.ERROR, None, fact, advice)
        return {}, grid.wrong
    columns: dict[str, int] = {"code": _CODE}
    units: dict[int, Identity] = {}
    for column in range(len(_FIXED) + 1, sheet.columns + 1):
        text = str(clean_text(str(sheet.at(head, column) or "")))
        found = _HEADING.match(text)
        if found:
            begin = f"{found[4]}-{found[3]}-{found[2]}" if found[2] else ""
            units[column] = (found[1], begin)
            columns[f"u{column}"] = column
        elif text:
            fact = say("The column «{title}» is not known here; it is not read.", title=text)
            advice = say("Begin the heading with the code of the unit, 5 digits.")
            grid.tell("XLS013", "unknown-column", Severity.ERROR, (head, column), fact, advice)
    taken: dict[Identity, tuple[set[str], set[str]]] = {identity: (set(), set()) for identity in units.values()}
    columns["mark"] = 1
    for row in grid.rows_below(head, columns):
        code = row.text("code")
        if row.text("mark") == EXAMPLE or not code:
            continue
        for column, identity in units.items():
            word = row.text(f"u{column}").lower()
            if word not in ("", NO, "khong", "x", YES, "co"):
                fact = say("«{value}» cannot be read here.", value=word[:60])
                advice = say("Write for example: {asked}.", asked=NO)
                grid.tell("XLS019", "cell-misread", Severity.ERROR, row.place(f"u{column}"), fact, advice)
            taken[identity][1].add(code)
            if word in (NO, "khong", "x"):
                taken[identity][0].add(code)
    return taken, grid.wrong
