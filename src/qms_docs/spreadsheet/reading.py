"""An Excel file of strangers as plain cells; what is too large, locked or unsound is refused before it is unpacked.

In: bytes of an .xlsx or .xlsm. Out: `Book`. Touches: nothing; macros, links and formulas are never run.
"""

from __future__ import annotations

import io
import re
import warnings
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from ..diagnostics import Location, Message, say
from ..errors import MissingProgramError, SpreadsheetError

MAX_FILE = 32 * 2**20
MAX_PARTS = 2_000
MAX_UNPACKED = 160 * 2**20
MAX_CELLS = 200_000
"""Cells with content or look in a whole workbook: a district's data need some 50,000."""
_CHUNK = 2**18
_ENCRYPTED = 0x1
_COMPOUND_FILE = bytes.fromhex("d0cf11e0a1b11ae1")
_CELL = re.compile(rb"<(?:\w+:)?c[\s>/]")
_DOCUMENT_TYPE = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_LONGEST_MARK = 16
_ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")
_XML = re.compile(r"\.(xml|rels|vml)$", re.IGNORECASE)

Value = str | int | float | bool | datetime | date | time | timedelta | None


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell (ô): its value; where a formula stands, its text and the result that Excel kept; `error` is «#REF!» and the like."""

    value: Value
    formula: str | None = None
    error: str | None = None
    number_format: str = "General"


@dataclass(frozen=True)
class Sheet:
    """A sheet (trang tính): cells by row and column, from 1; `merged` holds first row and column, last row and column."""

    name: str
    hidden: bool
    cells: Mapping[tuple[int, int], Cell]
    merged: tuple[tuple[int, int, int, int], ...] = ()

    def at(self, row: int, column: int) -> Value:
        """Return the value of a cell, None where it is empty."""
        cell = self.cells.get((row, column))
        return cell.value if cell else None

    @property
    def rows(self) -> int:
        """The last row with a cell."""
        return max((row for row, _ in self.cells), default=0)

    @property
    def columns(self) -> int:
        """The last column with a cell."""
        return max((column for _, column in self.cells), default=0)

    def place(self, row: int, column: int) -> str:
        """Return the place of a cell as Excel writes it: `Nhân sự!C7`."""
        return f"{self.name}!{letters(column)}{row}"


@dataclass(frozen=True)
class Book:
    """A workbook (sổ tính), its sheets in their order."""

    where: str
    sheets: tuple[Sheet, ...]

    def sheet(self, name: str) -> Sheet | None:
        """Return the sheet called `name`."""
        return next((sheet for sheet in self.sheets if sheet.name == name), None)


def letters(column: int) -> str:
    """Return the letters of a column: 1 is A, 28 is AB."""
    text = ""
    while column > 0:
        column, rest = divmod(column - 1, 26)
        text = chr(ord("A") + rest) + text
    return text


def _refuse(code: str, name: str, where: str, fact: Message, advice: Message) -> SpreadsheetError:
    return SpreadsheetError(code, name, Location(where), fact, advice)


def _broken(where: str) -> SpreadsheetError:
    return _refuse(
        "XLS001",
        "no-workbook",
        where,
        say("This is not an Excel workbook (.xlsx), or it is damaged."),
        say("Open it in Excel or LibreOffice and save it as .xlsx."),
    )


def _too_large(where: str, what: str) -> SpreadsheetError:
    return _refuse(
        "XLS003",
        "workbook-too-large",
        where,
        say("The workbook is larger than this program takes: {what}.", what=what),
        say("Remove rows and sheets that hold no data; a row with only colour or borders counts as well."),
    )


def _locked(where: str) -> SpreadsheetError:
    return _refuse(
        "XLS002",
        "locked-workbook",
        where,
        say("The file is protected by a password, or is an old Excel file (.xls)."),
        say("Remove the password, or save it as .xlsx in Excel."),
    )


def read_book(data: bytes, where: str) -> Book:
    """Return the cells of a workbook; raises SpreadsheetError for one that is none, is locked, unsound or too large.

    Raises MissingProgramError where openpyxl is not installed.
    """
    try:
        import openpyxl
    except ImportError as cause:
        raise MissingProgramError(
            say("The library openpyxl, which reads Excel files, is missing."), say('Type: pip install "qms-docs[excel]"')
        ) from cause
    _look_over(data, where)
    try:
        with warnings.catch_warnings():
            # What openpyxl cannot keep when it saves does not matter here.
            warnings.simplefilter("ignore")
            book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, keep_links=False)
            return Book(where, tuple(_sheets(book)))
    except Exception as cause:
        # A damaged part makes the library raise whatever its code happens to meet.
        raise _broken(where) from cause


def _look_over(data: bytes, where: str) -> None:
    """Unpack by stream and count, before a library holds anything in memory."""
    if len(data) > MAX_FILE:
        raise _too_large(where, f"{len(data) >> 20} MiB")
    if data.startswith(_COMPOUND_FILE):
        raise _locked(where)
    cells = size = 0
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            infos = archive.infolist()
            if len(infos) > MAX_PARTS:
                raise _too_large(where, f"{len(infos)} > {MAX_PARTS}")
            if any(info.flag_bits & _ENCRYPTED for info in infos):
                raise _locked(where)
            for info in infos:
                is_xml = bool(_XML.search(info.filename))
                tail = b""
                with archive.open(info) as stream:
                    while chunk := stream.read(_CHUNK):
                        size += len(chunk)
                        if size > MAX_UNPACKED:
                            raise _too_large(where, f"{info.filename}: > {MAX_UNPACKED >> 20} MiB")
                        if is_xml:
                            _refuse_document_type(tail + chunk, where, info.filename)
                            cells += len(_CELL.findall(tail + chunk)) - len(_CELL.findall(tail))
                            tail = chunk[-_LONGEST_MARK:]
                        if cells > MAX_CELLS:
                            raise _too_large(where, f"> {MAX_CELLS:,}".replace(",", "."))
    except (zipfile.BadZipFile, LookupError, RuntimeError, ValueError, OSError, EOFError, zlib.error) as cause:
        raise _broken(where) from cause


def _refuse_document_type(text: bytes, where: str, part: str) -> None:
    # Excel writes UTF-8; in UTF-16 a document type would not be seen here.
    if _DOCUMENT_TYPE.search(text) or b"\0" in text:
        raise _refuse(
            "XLS004",
            "unsafe-workbook",
            where,
            say("The part {part} brings a document type of its own or is in another encoding.", part=part),
            say("Do not use this file; copy the data into a new workbook."),
        )


def _sheets(book: Any) -> Iterator[Sheet]:
    for sheet in book.worksheets:
        cells, merged = _cells(book, sheet, data_only=False)
        if any(cell.formula for cell in cells.values()):
            kept, _ = _cells(book, sheet, data_only=True)
            cells = {place: _with_result(cell, kept.get(place)) for place, cell in cells.items()}
        yield Sheet(sheet.title, sheet.sheet_state != "visible", cells, merged)


def _with_result(cell: Cell, kept: Cell | None) -> Cell:
    if cell.formula is None or kept is None:
        return cell
    return Cell(kept.value, cell.formula, kept.error, cell.number_format)


def _cells(book: Any, sheet: Any, data_only: bool) -> tuple[dict[tuple[int, int], Cell], tuple[tuple[int, int, int, int], ...]]:
    """Parse a sheet by stream, as the library does for read-only sheets, which keep no merged cells."""
    from openpyxl.worksheet._reader import WorkSheetParser

    found: dict[tuple[int, int], Cell] = {}
    formats = [book._number_formats, book._cell_styles]
    with sheet._get_source() as source:
        parser = WorkSheetParser(
            source, sheet._shared_strings, data_only=data_only, epoch=book.epoch, date_formats=book._date_formats
        )
        for _, row in parser.parse():
            for each in row:
                if each["value"] is None:
                    continue
                found[each["row"], each["column"]] = _cell(each, formats)
        merged = tuple(
            (area.min_row, area.min_col, area.max_row, area.max_col)
            for area in (parser.merged_cells.mergeCell if parser.merged_cells else ())
        )
    return found, merged


def _cell(each: Mapping[str, Any], formats: list[Any]) -> Cell:
    from openpyxl.worksheet.formula import ArrayFormula, DataTableFormula

    value, kind = each["value"], each["data_type"]
    look = _number_format(each.get("style_id") or 0, *formats)
    if isinstance(value, (ArrayFormula, DataTableFormula)):
        return Cell(None, str(getattr(value, "text", "") or "="), None, look)
    if kind == "f":
        return Cell(None, str(value), None, look)
    if kind == "e":
        return Cell(None, None, str(value), look)
    return Cell(_ESCAPE.sub(_unescaped, value) if isinstance(value, str) else value, None, None, look)


def _unescaped(found: re.Match[str]) -> str:
    """Return the sign that Excel writes as `_x000A_`; one that XML cannot hold stays as it is written."""
    sign = chr(int(found[1], 16))
    return sign if sign in "\t\n\r_" or sign.isprintable() else found[0]


def _number_format(style: int, formats: Any, styles: Any) -> str:
    from openpyxl.styles.numbers import BUILTIN_FORMATS, BUILTIN_FORMATS_MAX_SIZE

    number = styles[style].numFmtId if style < len(styles) else 0
    if number < BUILTIN_FORMATS_MAX_SIZE:
        return str(BUILTIN_FORMATS.get(number, "General"))
    own = number - BUILTIN_FORMATS_MAX_SIZE
    return str(formats[own]) if own < len(formats) else "General"
