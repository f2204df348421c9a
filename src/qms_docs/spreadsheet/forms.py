"""Workbooks that people fill in: headings with comments, drop-down lists, formats, colours, locked keys.

In: `FormSheet` values. Out: bytes of an .xlsx in which no text is a formula. Touches: nothing. Needs openpyxl (extra `excel`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from .reading import letters
from .saving import new_book, saved

if TYPE_CHECKING:
    from openpyxl.workbook import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

FormValue = str | int | float | date | None
HEAD_ROW, EXAMPLE_ROW, FIRST_ROW = 2, 3, 4
SPARE_ROWS = 2_000
"""Empty rows that have drop-down lists and formats ready."""
_FONT = "Times New Roman"
_LISTS = "_danh_muc"
_LINE = 16.5
"""Points of a line of text."""
_ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")


class Look(StrEnum):
    """What a column asks of the person who fills it in."""

    KEY = "key"
    REQUIRED = "required"
    OPTIONAL = "optional"
    COMPUTED = "computed"


_FILLS = {Look.KEY: "D9D9D9", Look.REQUIRED: "FFE699", Look.OPTIONAL: "DDEBF7", Look.COMPUTED: "EDEDED"}
LOOK_WORDS = {
    Look.KEY: "khóa: không sửa ở dòng đã có, ghi ở dòng mới",
    Look.REQUIRED: "bắt buộc",
    Look.OPTIONAL: "không bắt buộc",
    Look.COMPUTED: "chỉ để đọc, không được nhập lại",
}


@dataclass(frozen=True)
class FormColumn:
    """A column: heading, comment, width in letters, look, number format, what may be chosen; `strict` refuses anything else."""

    title: str
    note: str
    width: int
    look: Look
    number_format: str = "@"
    choices: tuple[str, ...] = ()
    strict: bool = False


@dataclass(frozen=True)
class FormSheet:
    """A sheet to fill in: name, heading, columns, rows that stand already, a row in grey as an example."""

    name: str
    heading: str
    columns: tuple[FormColumn, ...]
    rows: Sequence[Sequence[FormValue]]
    example: Sequence[FormValue]


def escaped(text: str) -> str:
    """Return a text in which Excel takes nothing for one of its escapes (`_x000A_`)."""
    return _ESCAPE.sub(r"_x005F_x\1_", text)


def forms_workbook(
    guide: Sequence[Sequence[str]],
    sheets: Iterable[FormSheet],
    hidden: Mapping[str, Sequence[Sequence[str]]],
    title: str,
    day: date,
) -> bytes:
    """Return a workbook: a guide of lines, the sheets, and hidden sheets of texts; the same bytes for the same content.

    Raises MissingProgramError where openpyxl is not installed.
    """
    book = new_book()
    forms = tuple(sheets)
    _guide(book, guide, forms)
    lists: dict[tuple[str, ...], str] = {}
    for form in forms:
        _form(book, form, lists)
    _lists(book, lists)
    for name, rows in hidden.items():
        sheet = book.create_sheet(name)
        sheet.sheet_state = "veryHidden"
        for line, row in enumerate(rows, 1):
            for column, text in enumerate(row, 1):
                _text(sheet.cell(line, column), text)
    return saved(book, title, day)


def _text(cell: Any, text: str) -> None:
    """Put a text into a cell as a text, whatever it looks like."""
    cell.value = escaped(text)
    cell.data_type = "s"
    cell.quotePrefix = text.startswith(("=", "+", "-", "@", "'"))


def _guide(book: Workbook, lines: Sequence[Sequence[str]], forms: Sequence[FormSheet]) -> None:
    from openpyxl.styles import Alignment, Border, Font, PatternFill, Side

    sheet = book.create_sheet("Hướng dẫn")
    sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].width = 34, 90
    thin = Side(style="thin")
    row = 0
    for line in lines:
        row += 1
        for column, text in enumerate(line, 1):
            cell = sheet.cell(row, column)
            _text(cell, text)
            cell.font = Font(_FONT, 16 if row == 1 else 12, bold=row == 1 or (len(line) > 1 and column == 1))
            cell.alignment = Alignment(vertical="top", wrap_text=row > 1)
        if len(line) == 1 and row > 1:
            sheet.merge_cells(start_row=row, start_column=1, end_row=row, end_column=2)
            sheet.row_dimensions[row].height = 17 * (1 + len(line[0]) // 118)
    row += 1
    for look, words in LOOK_WORDS.items():
        row += 1
        sample = sheet.cell(row, 1, "Màu tiêu đề cột")
        sample.fill, sample.font = PatternFill("solid", _FILLS[look]), Font(_FONT, 12)
        sample.border = Border(thin, thin, thin, thin)
        sheet.cell(row, 2, words).font = Font(_FONT, 12)
    row += 1
    for form in forms:
        row += 1
        name = sheet.cell(row, 1)
        _text(name, form.name)
        name.hyperlink = f"#'{form.name}'!A1"
        name.font = Font(_FONT, 12, underline="single", color="0000FF")
        said = sheet.cell(row, 2)
        _text(said, f"{form.heading.partition(': ')[2]} ({len(form.rows)} dòng)")
        said.font, said.alignment = Font(_FONT, 12), Alignment(wrap_text=True, vertical="top")
    _page(sheet, "portrait")


def _form(book: Workbook, form: FormSheet, lists: dict[tuple[str, ...], str]) -> None:
    from openpyxl.comments import Comment
    from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side

    sheet = book.create_sheet(form.name)
    thin = Side(style="thin", color="808080")
    border = Border(thin, thin, thin, thin)
    last = letters(len(form.columns))
    _text(sheet.cell(1, 1), form.heading)
    sheet.cell(1, 1).font = Font(_FONT, 14, bold=True)
    styles = []
    for place, column in enumerate(form.columns, 1):
        head = sheet.cell(HEAD_ROW, place)
        _text(head, f"{column.title} *" if column.look is Look.REQUIRED else column.title)
        head.font = Font(_FONT, 12, bold=True)
        head.fill, head.border = PatternFill("solid", _FILLS[column.look]), border
        head.alignment = Alignment("center", "center", wrap_text=True)
        head.comment = Comment(
            column.note, "qms-docs", height=40 + 18 * (len(column.note) // 38 + column.note.count("\n")), width=300
        )
        example = sheet.cell(EXAMPLE_ROW, place)
        locked = column.look in (Look.KEY, Look.COMPUTED)
        look = {
            "font": Font(_FONT, 12),
            "border": border,
            "alignment": Alignment(vertical="top", wrap_text=True),
            "protection": Protection(locked=locked),
            "number_format": column.number_format,
        }
        if locked:
            look["fill"] = PatternFill("solid", "F2F2F2")
        for name, value in look.items():
            setattr(example, name, value)
        example.font, example.protection = Font(_FONT, 12, italic=True, color="808080"), Protection(locked=True)
        _put(example, form.example[place - 1])
        dimension: Any = sheet.column_dimensions[letters(place)]
        dimension.width = column.width
        # What is typed into an empty row has the column's own look.
        dimension.number_format, dimension.protection = column.number_format, Protection(locked=False)
        dimension.alignment, dimension.font = Alignment(vertical="top", wrap_text=True), Font(_FONT, 12)
        styles.append(look)
        if column.choices:
            _validate(sheet, column, letters(place), len(form.rows), lists)
    first: list[Any] = [None] * len(styles)
    for line, row in enumerate(form.rows, FIRST_ROW):
        for place, value in enumerate(row):
            cell: Any = sheet.cell(line, place + 1)
            if first[place] is None:
                for name, look_value in styles[place].items():
                    setattr(cell, name, look_value)
                first[place] = cell._style
            else:
                # The style of a cell has no public name; borrowing it is far quicker.
                cell._style = first[place].__copy__() if isinstance(value, str) else first[place]
            _put(cell, value)
        sheet.row_dimensions[line].height = _height(row, form.columns)
    sheet.row_dimensions[HEAD_ROW].height = 2 * _LINE
    sheet.row_dimensions[EXAMPLE_ROW].height = _height(form.example, form.columns)
    sheet.freeze_panes = f"A{EXAMPLE_ROW}"
    sheet.auto_filter.ref = f"A{HEAD_ROW}:{last}{max(len(form.rows) + EXAMPLE_ROW, FIRST_ROW)}"
    protection = sheet.protection
    protection.sheet = True
    protection.formatColumns = protection.formatRows = protection.formatCells = False
    protection.insertRows = protection.sort = protection.autoFilter = False
    sheet.print_title_rows = f"{HEAD_ROW}:{HEAD_ROW}"
    _page(sheet, "landscape")


def _height(row: Sequence[FormValue], columns: Sequence[FormColumn]) -> float:
    """Return the height in which the longest wrapped text of a row is seen; Excel takes 409 points at most."""
    lines = 1
    for value, column in zip(row, columns, strict=True):
        if isinstance(value, str):
            lines = max(lines, sum(1 + len(line) // max(column.width - 2, 1) for line in value.split("\n")))
    return float(min(lines * _LINE, 400))


def _put(cell: Any, value: FormValue) -> None:
    if isinstance(value, str):
        _text(cell, value)
    elif value is not None:
        look = cell.number_format
        cell.value = value
        cell.number_format = look


def _validate(sheet: Worksheet, column: FormColumn, letter: str, rows: int, lists: dict[tuple[str, ...], str]) -> None:
    from openpyxl.worksheet.datavalidation import DataValidation

    where = lists.setdefault(column.choices, letters(len(lists) + 1))
    rule = DataValidation(
        type="list",
        formula1=f"{_LISTS}!${where}$1:${where}${len(column.choices)}",
        allow_blank=True,
        showErrorMessage=column.strict,
        errorTitle="Giá trị không có trong danh sách",
        error="Chọn một giá trị trong danh sách.",
    )
    rule.add(f"{letter}{FIRST_ROW}:{letter}{FIRST_ROW + rows + SPARE_ROWS}")
    sheet.add_data_validation(rule)


def _lists(book: Workbook, lists: Mapping[tuple[str, ...], str]) -> None:
    sheet = book.create_sheet(_LISTS)
    sheet.sheet_state = "veryHidden"
    for column, choices in enumerate(lists, 1):
        for row, text in enumerate(choices, 1):
            _text(sheet.cell(row, column), text)


def _page(sheet: Worksheet, orientation: str) -> None:
    from openpyxl.worksheet.header_footer import HeaderFooterItem, _HeaderFooterPart
    from openpyxl.worksheet.properties import PageSetupProperties

    sheet.page_setup.orientation = "landscape" if orientation == "landscape" else "portrait"
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.page_margins.left = sheet.page_margins.right = 0.5
    sheet.oddFooter = HeaderFooterItem(center=_HeaderFooterPart("&A - trang &P/&N"))
