"""A new user with the samples and an empty workspace: five procedures of one commune, built, by the steps of docs/start.md."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import openpyxl
import pytest
from tests.places import NOW, SAMPLES

from qms_docs.domain.artifacts import BuildRequest
from qms_docs.pipeline import build, export_workbook, import_portal, import_sheets, import_workbook, init_workspace

CODES = ("1.001193", "1.000894", "1.004873", "2.000815", "2.001019")
SHEETS = ("dang-ky-khai-sinh", "dang-ky-ket-hon", "xac-nhan-tinh-trang-hon-nhan", "chung-thuc-ban-sao", "chung-thuc-di-chuc")
BEGAN = date(2025, 7, 1)
PEOPLE = ("Nguyễn Văn A", "Trần Thị B", "Lê Văn C")
POSTS = {
    "Chủ tịch Ủy ban nhân dân": 0,
    "Phó Chủ tịch Ủy ban nhân dân": 1,
    "Lãnh đạo Ủy ban nhân dân": 1,
    "Văn thư Ủy ban nhân dân": 2,
    "Công chức Tư pháp - Hộ tịch": 2,
    "Thư ký Ban Chỉ đạo ISO": 2,
    "reception_officer": 2,
    "office_officer": 2,
    "finance_officer": 2,
    "social_officer": 2,
    "land_officer": 2,
    "chuyen_vien": 2,
    "cong_chung_vien": 2,
}


def filled(file: Path) -> None:
    """Fill the workbook as a person does: a line below the last one, by the titles of the columns."""
    book = openpyxl.load_workbook(file)

    def add(title: str, **values: object) -> None:
        sheet = book[title]
        titles = next(row for row in sheet.iter_rows(max_row=6) if row[0].value == "Dòng")
        heads = {str(cell.value).rstrip(" *"): cell.column for cell in titles if cell.value}
        row = sheet.max_row + 1
        for name, value in {"Mã đơn vị": "29104", "Đơn vị có từ ngày": BEGAN, **values}.items():
            sheet.cell(row, heads[name.replace("_", " ")]).value = value

    add("Đơn vị")
    add("Tên đơn vị", Tên_riêng="Thạnh Phước", Loại_đơn_vị="xã", Đơn_vị_cấp_trên="86", Có_hiệu_lực_từ_ngày=BEGAN)
    for name in PEOPLE:
        add("Nhân sự", Họ_và_tên=name)
    for post, who in POSTS.items():
        add("Phân công", Chức_vụ=post, Người_giữ=PEOPLE[who])
    book.save(file)


@pytest.mark.skipif(not SAMPLES.is_dir(), reason="the samples are not here")
def test_five_procedures_of_one_commune_from_nothing(tmp_path: Path) -> None:
    root = init_workspace(tmp_path / "ws", empty=True)
    assert not list(root.glob("procedures/*/*.yaml")) and not list(root.glob("communes/*/*/*.yaml"))
    taken = import_portal(root, [SAMPLES / f"portal-json/{code}.json" for code in CODES], date(2026, 7, 20), apply=True)
    assert taken.errors == 0 and {each.code for each in taken.records} == set(CODES)
    sheets = import_sheets(root, [SAMPLES / f"iso-sheets/qt-{name}.docx" for name in SHEETS], NOW, apply=True)
    assert sheets.errors == 0 and len(sheets.new_posts) == 3
    export_workbook(root, tmp_path / "so.xlsx", NOW)
    filled(tmp_path / "so.xlsx")
    imported = import_workbook(root, tmp_path / "so.xlsx", apply=True)
    assert not any(each.is_error for each in imported.diagnostics)
    result = build(BuildRequest(root, NOW, tmp_path / "out", ("29104",)))
    assert [str(each.fact) for each in result.diagnostics if each.is_error] == [] and result.failed == ()
    made = sorted(file.name for file in (tmp_path / "out").rglob("quy-trinh/*/QT-*.docx"))
    assert len(made) == 5 and len(list((tmp_path / "out").rglob("*.docx"))) > 50
    assert not {each.code for each in result.diagnostics} & {"PRO011"}
