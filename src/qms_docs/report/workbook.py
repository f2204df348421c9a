"""What rests on an act as an Excel workbook, to be sorted, filtered and printed.

In: an impact. Out: bytes of an .xlsx, the same for the same impact. Touches: nothing. Needs openpyxl (extra `excel`).
"""

from __future__ import annotations

import io
import re
import zipfile
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, time
from typing import TYPE_CHECKING, Any

from ..diagnostics import say
from ..domain.impact import Impact
from ..domain.law_graph import UsePlace
from ..domain.vietnamese import citation, short_date
from ..errors import MissingProgramError
from .wording import codes_by_subject, places_of, state_of, successor_lines

if TYPE_CHECKING:
    from openpyxl.workbook import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

Value = str | int
_FONT = "Times New Roman"
_ZIP_DAY = (1980, 1, 1, 0, 0, 0)
_MODIFIED = re.compile(rb"(<dcterms:modified[^>]*>)[^<]*")
_LOOKS_LIKE_FORMULA = ("=", "+", "-", "@", "\t")


@dataclass(frozen=True)
class _Table:
    """A sheet: its name, heading, columns with their widths, rows, perhaps a line of sums."""

    name: str
    heading: str
    columns: dict[str, int]
    rows: Sequence[Sequence[Value]]
    sums: dict[str, int] = field(default_factory=dict)


def impact_workbook(found: Impact) -> bytes:
    """Return the workbook; raises MissingProgramError where openpyxl is not installed."""
    try:
        import openpyxl
    except ImportError as cause:
        raise MissingProgramError(
            say("The library openpyxl, which writes Excel files, is missing."), say('Type: pip install "qms-docs[excel]"')
        ) from cause
    book = openpyxl.Workbook()
    del book[book.sheetnames[0]]
    for table in (_summary(found), _procedures(found), _documents(found), _units(found)):
        _write(book, table)
    moment = datetime.combine(found.day, time())
    book.properties.creator = "qms-docs"
    book.properties.title = f"Tác động của văn bản số {found.act.number}"
    book.properties.language = "vi-VN"
    book.properties.created = moment
    written = io.BytesIO()
    book.save(written)
    return _settled(written.getvalue(), moment)


def _summary(found: Impact) -> _Table:
    lines: list[tuple[str, Value]] = [
        ("Văn bản", citation(found.act)),
        ("Tình trạng", state_of(found)),
        *(("Văn bản thay thế", line) for line in successor_lines(found)),
        ("Hạn cập nhật tài liệu", short_date(found.deadline) if found.deadline else "chưa xác định"),
        ("Số thủ tục hành chính", len(found.procedures)),
        ("Số đơn vị", found.communes),
        ("Số tài liệu phải in lại", found.documents),
        ("Số trang A4 (ước tính)", found.pages),
        ("Căn cứ của thời hạn", "Điểm a khoản 4 Điều 4 Quyết định số 19/2014/QĐ-TTg: 03 tháng kể từ ngày văn bản có hiệu lực"),
        ("Cách ước tính", "Số trang theo từng loại tài liệu đã in thử, số bước, giấy tờ và căn cứ của thủ tục"),
    ]
    documents = Counter(paper.kind for paper in found.papers)
    pages: Counter[str] = Counter()
    for paper in found.papers:
        pages[paper.kind] += paper.pages
    lines += [
        (f"Loại tài liệu: {title}", f"{documents[kind]} tài liệu, khoảng {pages[kind]} trang")
        for kind, title in found.kinds.items()
    ]
    return _Table("Tổng hợp", f"Tác động của văn bản số {found.act.number}", {"Nội dung": 48, "Kết quả": 90}, lines)


def _procedures(found: Impact) -> _Table:
    columns = {
        "TT": 5,
        "Mã thủ tục": 13,
        "Tên thủ tục": 46,
        "Lĩnh vực": 18,
        "Chỗ viện dẫn": 24,
        "Bước": 7,
        "Mẫu đơn, tờ khai": 26,
        "Phí, lệ phí": 26,
        "Qua văn bản": 18,
        "Mã hiệu tài liệu": 20,
        "Đơn vị": 8,
        "Tài liệu": 9,
        "Trang (ước tính)": 10,
    }
    codes = codes_by_subject(found)
    rows = [
        (
            number,
            row.subject,
            row.title,
            row.field,
            places_of(row),
            ", ".join(map(str, row.steps)),
            "; ".join(row.details(UsePlace.FORM)),
            "; ".join(row.details(UsePlace.FEE)),
            ", ".join(row.through),
            ", ".join(codes.get(row.subject, ())),
            row.communes,
            row.documents,
            row.pages,
        )
        for number, row in enumerate(found.procedures, 1)
    ]
    return _Table("Thủ tục", "Thủ tục hành chính phải cập nhật", columns, rows)


def _documents(found: Impact) -> _Table:
    names = {unit.code: unit for unit in found.units}
    columns = {
        "TT": 6,
        "Mã đơn vị": 9,
        "Đơn vị": 20,
        "Địa bàn huyện": 16,
        "Mã hiệu": 16,
        "Tên tài liệu": 46,
        "Loại tài liệu": 30,
        "Thủ tục, loại tài liệu": 20,
        "Trang (ước tính)": 10,
        "Đường dẫn": 60,
    }
    rows = [
        (
            number,
            paper.unit,
            names[paper.unit].name,
            names[paper.unit].district,
            paper.code,
            paper.title,
            found.kinds[paper.kind],
            ", ".join(paper.subjects),
            paper.pages,
            paper.path,
        )
        for number, paper in enumerate(found.papers, 1)
    ]
    return _Table("Tài liệu", "Tài liệu phải lập và in lại", columns, rows, {"Trang (ước tính)": found.pages})


def _units(found: Impact) -> _Table:
    columns = {"TT": 6, "Mã đơn vị": 12, "Đơn vị": 34, "Địa bàn huyện": 26, "Thủ tục": 12, "Tài liệu": 12, "Trang (ước tính)": 12}
    rows = [
        (number, unit.code, unit.name, unit.district, unit.procedures, unit.documents, unit.pages)
        for number, unit in enumerate(found.units, 1)
    ]
    return _Table("Đơn vị", "Đơn vị phải cập nhật", columns, rows, {"Tài liệu": found.documents, "Trang (ước tính)": found.pages})


def _write(book: Workbook, table: _Table) -> None:
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


def _set_page(sheet: Worksheet, table: _Table, last: str) -> None:
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


def _settled(data: bytes, moment: datetime) -> bytes:
    """Return the workbook with the days that the library takes from the clock replaced."""
    written = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            part = old.read(name)
            if name == "docProps/core.xml":
                part = _MODIFIED.sub(rb"\g<1>" + moment.strftime("%Y-%m-%dT%H:%M:%SZ").encode(), part)
            entry = zipfile.ZipInfo(name, _ZIP_DAY)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o600 << 16
            new.writestr(entry, part)
    return written.getvalue()
