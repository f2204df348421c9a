"""Tables as sheets of an Excel workbook: headings, borders, widths, set up for A4.

In: `Table` values. Out: bytes of an .xlsx. Touches: nothing. Needs openpyxl (extra `excel`).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any

from .saving import new_book, saved

if TYPE_CHECKING:
    from openpyxl.workbook import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

Value = str | int
_FONT = "Times New Roman"
_LOOKS_LIKE_FORMULA = ("=", "+", "-", "@", "\t")


@dataclass(frozen=True)
class Table:
    """A sheet: its name, heading, columns with their widths in letters, rows, perhaps a line of sums by column."""

    name: str
    heading: str
    columns: dict[str, int]
    rows: Sequence[Sequence[Value]]
    sums: dict[str, int] = field(default_factory=dict)


def tables_workbook(tables: Iterable[Table], title: str, day: date) -> bytes:
    """Return a workbook with a sheet per table, the same bytes for the same tables and day.

    Raises MissingProgramError where openpyxl is not installed.
    """
    book = new_book()
    for table in tables:
        _write(book, table)
    return saved(book, title, day)


def _write(book: Workbook, table: Table) -> None:
    from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
    from openpyxl.utils import get_column_letter

    sheet = book.create_sheet(table.name)
    line = Side(style="thin")
    border = Border(line, line, line, line)
    head = {
        "font": Font(_FONT, 12, bold=True),
        "alignment": Alignment("center", "center", wrap_text=True),
        "border": border,
        "fill": PatternFill("solid", "D9D9D9"),
    }
    wrapped = {"font": Font(_FONT, 12), "alignment": Alignment(vertical="top", wrap_text=True), "border": border}
    count = {"font": Font(_FONT, 12), "alignment": Alignment("center", "top"), "border": border}
    bold = {**wrapped, "font": Font(_FONT, 12, bold=True)}
    _put(sheet, 1, [table.heading], [{"font": Font(_FONT, 14, bold=True)}])
    _put(sheet, 2, list(table.columns), [head] * len(table.columns))
    styles: list[dict[str, Any]] = []
    for place, row in enumerate(table.rows):
        styles = styles or [count if isinstance(value, int) else wrapped for value in row]
        _put(sheet, place + 3, row, styles)
    if table.sums:
        last = ["Tổng số", *(table.sums.get(title, "") for title in list(table.columns)[1:])]
        _put(sheet, len(table.rows) + 3, last, [bold] * len(last))
    for number, width in enumerate(table.columns.values(), 1):
        sheet.column_dimensions[get_column_letter(number)].width = width
    _set_page(sheet, table, get_column_letter(len(table.columns)))


def _put(sheet: Worksheet, line: int, row: Iterable[Value], styles: Sequence[dict[str, Any]]) -> None:
    """Write a row; the first cell of each style carries it, the others borrow its number, which is far quicker."""
    for column, (value, style) in enumerate(zip(row, styles, strict=True), 1):
        # The style of a cell has no public name.
        cell: Any = sheet.cell(line, column, value)
        first = style.get("first")
        if first is None:
            for name, look in style.items():
                setattr(cell, name, look)
            style["first"] = cell
        else:
            cell._style = first._style
        if isinstance(value, str) and value.startswith(_LOOKS_LIKE_FORMULA):
            cell._style = cell._style.__copy__()
            cell.data_type, cell.quotePrefix = "s", True


def _set_page(sheet: Worksheet, table: Table, last: str) -> None:
    from openpyxl.worksheet.header_footer import HeaderFooterItem, _HeaderFooterPart
    from openpyxl.worksheet.properties import PageSetupProperties

    end = len(table.rows) + 2
    sheet.freeze_panes = "A3"
    if len(table.columns) > 2 and table.rows:
        sheet.auto_filter.ref = f"A2:{last}{end}"
    sheet.print_title_rows = "2:2"
    sheet.print_area = f"A1:{last}{end + bool(table.sums)}"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.page_margins.left = sheet.page_margins.right = 0.5
    sheet.page_margins.top = sheet.page_margins.bottom = 0.75
    sheet.oddFooter = HeaderFooterItem(center=_HeaderFooterPart("Trang &P/&N"))
