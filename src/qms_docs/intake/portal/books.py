"""Records in Excel files: the portal's list, the whole database with a sheet per subject, a crawler's list.

In: cells of a workbook. Out: `PortalRecord` values. Touches: nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from ...domain.text import tone_folded
from ...spreadsheet.reading import Book, Sheet
from .record import (
    PortalAct,
    PortalChannel,
    PortalFee,
    PortalGroup,
    PortalPaper,
    PortalRecord,
    PortalResult,
    lines_of,
    plain,
    said,
)

_MAIN = {
    "mã số": "code", "mã tthc": "code", "mã thủ tục": "code", "tên": "name", "tên tthc": "name", "tên thủ tục": "name",
    "tên thủ tục hành chính": "name", "link truy cập": "url", "đường dẫn tra cứu dvcqg": "url", "số quyết định": "decision",
    "ngày quyết định": "decided", "cơ quan ban hành": "promulgator", "lĩnh vực": "field_name", "cấp thực hiện": "level",
    "phân cấp chi tiết": "level", "đối tượng thực hiện": "subjects", "loại tthc": "type", "hình thức quy định": "type",
    "từ khoá": "keywords", "từ khóa": "keywords", "địa chỉ tiếp nhận": "address", "cơ quan thực hiện": "executing",
    "cơ quan có thẩm quyền": "authority", "cơ quan phối hợp": "cooperating", "cơ quan được uỷ quyền": "authorised",
    "cơ quan được ủy quyền": "authorised", "mô tả": "description", "trạng thái": "status",
}  # fmt: skip
_LISTS = frozenset(("subjects", "executing", "cooperating"))
_HEAD_ROWS = 12
_CHILDREN = ("cách thức thực hiện", "trình tự thực hiện", "tphs", "kqth", "ccpl", "tthc")
_CODE_COLUMN, _FIRST_VALUE = 2, 4
_CONDITIONS = 17
"""Column of the conditions in the sheet «TTHC»: index 16 from 0."""


def is_portal_book(book: Book) -> bool:
    """True if a sheet of the workbook has the headings of a list of procedures."""
    return any(_head(sheet) for sheet in book.sheets)


def _folded(value: Any) -> str:
    return tone_folded(plain(value)).replace("\n", " ")


def _head(sheet: Sheet) -> tuple[int, dict[int, str]] | None:
    for row in range(1, _HEAD_ROWS + 1):
        found: dict[int, str] = {}
        for column in range(1, min(sheet.columns, 60) + 1):
            name = _MAIN.get(_folded(sheet.at(row, column)))
            if name and name not in found.values():
                found[column] = name
        if {"code", "name"} <= set(found.values()):
            return row, found
    return None


def read_portal_book(book: Book, source: str) -> Iterator[PortalRecord]:
    """Yield a record per row of the main sheet, with what the sheets beside it say of its code."""
    main = next(((sheet, head) for sheet in book.sheets if (head := _head(sheet)) is not None), None)
    if main is None:
        return
    sheet, (row, columns) = main
    children = {
        _folded(each.name): _rows_by_code(each) for each in book.sheets if each is not sheet and _folded(each.name) in _CHILDREN
    }
    taken: dict[str, set[int]] = {name: set() for name in children}
    for number in range(row + 1, sheet.rows + 1):
        record = _main_row(sheet, number, row, columns, source)
        if record is None:
            continue
        for name, rows in children.items():
            for line in rows.get(record.code, ()):
                if line not in taken[name]:
                    taken[name].add(line)
                    child = next(each for each in book.sheets if _folded(each.name) == name)
                    _child_row(record, name, child, line)
        if children:
            record.says |= set(children)
        yield record


def _main_row(sheet: Sheet, number: int, head: int, columns: Mapping[int, str], source: str) -> PortalRecord | None:
    values = {column: sheet.at(number, column) for column in range(1, sheet.columns + 1) if plain(sheet.at(number, column))}
    if not values:
        return None
    record = PortalRecord(source, sheet.place(number, 1))
    record.says = set(columns.values())
    for column, value in values.items():
        name = columns.get(column)
        text = said(value)
        if name is None:
            title = plain(sheet.at(head, column))
            if title.lower() not in ("stt", "tt", "số tt"):
                record.keep(title or "Ô không có tiêu đề", value, sheet.place(number, column))
        elif name in _LISTS:
            setattr(record, name, lines_of(text))
        elif name == "code":
            record.code = plain(value)
        else:
            setattr(record, name, text)
    return record if record.code or record.name else None


def _rows_by_code(sheet: Sheet) -> dict[str, list[int]]:
    """Return the rows of a sheet by the code they name; a row without one goes with the code above it."""
    found: dict[str, list[int]] = {}
    code = ""
    for row in range(2, sheet.rows + 1):
        code = plain(sheet.at(row, _CODE_COLUMN)) or code
        if code and any((row, column) in sheet.cells for column in range(_FIRST_VALUE, sheet.columns + 1)):
            found.setdefault(code, []).append(row)
    return found


def _child_row(record: PortalRecord, name: str, sheet: Sheet, row: int) -> None:
    cells = [said(sheet.at(row, column)) for column in range(_FIRST_VALUE, max(sheet.columns, _FIRST_VALUE + 8) + 1)]
    used = 0
    if name == "cách thức thực hiện":
        fees = [PortalFee(line) for line in lines_of(cells[2])]
        record.channels.append(PortalChannel(cells[0], cells[1], fees, cells[3], sheet.place(row, _FIRST_VALUE)))
        used = 4
    elif name == "trình tự thực hiện":
        record.sequence += [*lines_of(cells[0]), *lines_of(cells[1])]
        used = 2
    elif name == "tphs":
        _paper(record, cells, sheet, row)
        used = 7
    elif name == "kqth":
        record.results.append(PortalResult(cells[1], cells[0], cells[2], cells[3]))
        used = 4
    elif name == "ccpl":
        record.acts.append(PortalAct(cells[0], cells[1], cells[2], cells[3], cells[4], cells[5]))
        used = 6
    elif name == "tthc":
        record.conditions += lines_of(said(sheet.at(row, _CONDITIONS)))
        for column in range(_FIRST_VALUE, sheet.columns + 1):
            if column != _CONDITIONS:
                record.keep(f"{sheet.name}: {plain(sheet.at(1, column))}", sheet.at(row, column), sheet.place(row, column))
        return
    for offset, text in enumerate(cells[used:], used):
        record.keep(f"{sheet.name}: {plain(sheet.at(1, _FIRST_VALUE + offset))}", text, sheet.place(row, _FIRST_VALUE + offset))


def _paper(record: PortalRecord, cells: list[str], sheet: Sheet, row: int) -> None:
    code, name, kind, issuer, originals, copies, form = cells[:7]
    counts: list[int | None] = []
    for offset, text in ((4, originals), (5, copies)):
        number = text.isascii() and text.isdigit() and len(text) < 4
        counts.append(int(text) if number else None)
        if text and not number:
            record.keep("Thành phần hồ sơ: số bản", text, sheet.place(row, _FIRST_VALUE + offset))
    paper = PortalPaper(name, counts[0], counts[1], lines_of(form), code)
    if not record.groups:
        record.groups.append(PortalGroup(""))
    record.groups[-1].papers.append(paper)
    record.keep("Thành phần hồ sơ: loại", kind, sheet.place(row, _FIRST_VALUE + 2))
    record.keep("Thành phần hồ sơ: cơ quan ban hành", issuer, sheet.place(row, _FIRST_VALUE + 3))
