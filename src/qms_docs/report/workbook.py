"""What rests on an act as an Excel workbook, to be sorted, filtered and printed.

In: an impact. Out: bytes of an .xlsx, the same for the same impact. Touches: nothing. Needs openpyxl (extra `excel`).
"""

from __future__ import annotations

from collections import Counter

from ..domain.impact import Impact
from ..domain.law_graph import UsePlace
from ..domain.vietnamese import citation, short_date
from ..spreadsheet.tables import Table, Value, tables_workbook
from .wording import codes_by_subject, places_of, state_of, successor_lines


def impact_workbook(found: Impact) -> bytes:
    """Return the workbook; raises MissingProgramError where openpyxl is not installed."""
    tables = (_summary(found), _procedures(found), _documents(found), _units(found))
    return tables_workbook(tables, f"Tác động của văn bản số {found.act.number}", found.day)


def _summary(found: Impact) -> Table:
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
    return Table("Tổng hợp", f"Tác động của văn bản số {found.act.number}", {"Nội dung": 48, "Kết quả": 90}, lines)


def _procedures(found: Impact) -> Table:
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
    return Table("Thủ tục", "Thủ tục hành chính phải cập nhật", columns, rows)


def _documents(found: Impact) -> Table:
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
    return Table("Tài liệu", "Tài liệu phải lập và in lại", columns, rows, {"Trang (ước tính)": found.pages})


def _units(found: Impact) -> Table:
    columns = {"TT": 6, "Mã đơn vị": 12, "Đơn vị": 34, "Địa bàn huyện": 26, "Thủ tục": 12, "Tài liệu": 12, "Trang (ước tính)": 12}
    rows = [
        (number, unit.code, unit.name, unit.district, unit.procedures, unit.documents, unit.pages)
        for number, unit in enumerate(found.units, 1)
    ]
    return Table("Đơn vị", "Đơn vị phải cập nhật", columns, rows, {"Tài liệu": found.documents, "Trang (ước tính)": found.pages})
