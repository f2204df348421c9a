"""`qms-docs impact --xlsx --letter`: the workbook and the letter read back, and what may not be written over."""

from __future__ import annotations

import io
import json
import subprocess
import sys
import zipfile
from collections import Counter
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import docx
import openpyxl
import pytest

from qms_docs.domain.impact import Impact
from qms_docs.pipeline import impact
from qms_docs.report import impact_workbook
from qms_docs.templating.layout import lint
from tests.cli.conftest import Program
from tests.places import REPOSITORY

OLD, NEW, DAY = "60/2014/QH13", "03/2026/QH16", "2027-03-02"
ONE = ("--commune", "29104")
HEADINGS = {
    "Tổng hợp": ["Nội dung", "Kết quả"],
    "Thủ tục": ["TT", "Mã thủ tục", "Tên thủ tục"],
    "Tài liệu": ["TT", "Mã đơn vị", "Đơn vị"],
    "Đơn vị": ["TT", "Mã đơn vị", "Đơn vị"],
}


def asked(qms: Program, act: str, *more: object, workspace: Path = REPOSITORY) -> dict[str, Any]:
    ended = qms("impact", act, workspace, *more, "--json")
    assert ended.code == 0, ended.err
    found: dict[str, Any] = json.loads(ended.out)
    return found


def sheets(file: Path) -> dict[str, list[tuple[Any, ...]]]:
    """The rows of each sheet below its heading and its line of titles."""
    book = openpyxl.load_workbook(file)
    return {sheet.title: list(sheet.iter_rows(min_row=3, values_only=True)) for sheet in book}


def text_of(file: Path) -> str:
    """All that the letter says."""
    paper = docx.Document(str(file))
    tables = [cell.text for table in paper.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(each.text for each in paper.paragraphs), *tables])


@pytest.fixture(scope="module")
def of_2027() -> Impact:
    return impact(REPOSITORY, OLD, date.fromisoformat(DAY), communes=["29104"])


def test_the_workbook_says_the_same_as_the_json(qms: Program, tmp_path: Path) -> None:
    file = tmp_path / "tác động.xlsx"
    found = asked(qms, OLD, "--as-of", DAY, "--district", "Bình Đại", "--xlsx", file)
    assert found["files"] == [str(file)]
    rows = sheets(file)
    assert list(rows) == list(HEADINGS)
    codes = [row["procedure"] for row in found["rows"] if "procedure" in row]
    assert [row[1] for row in rows["Thủ tục"]] == codes
    documents, sums = rows["Tài liệu"][:-1], rows["Tài liệu"][-1]
    assert [row[-1] for row in documents] == [paper["path"] for paper in found["papers"]]
    assert sums[0] == "Tổng số" and sums[-2] == sum(row[-2] for row in documents) == found["pages_estimated"]
    units = {row[1]: row[5] for row in rows["Đơn vị"][:-1]}
    assert units == Counter(row[1] for row in documents)
    told = dict(row[:2] for row in rows["Tổng hợp"])
    assert told["Hạn cập nhật tài liệu"] == "01/6/2027"
    assert NEW in told["Văn bản thay thế"]
    assert told["Số tài liệu phải in lại"] == found["documents"]


def test_the_workbook_is_ready_to_be_printed(of_2027: Impact) -> None:
    book = openpyxl.load_workbook(io.BytesIO(impact_workbook(of_2027)))
    for name, titles in HEADINGS.items():
        sheet = book[name]
        assert [cell.value for cell in sheet[2]][: len(titles)] == titles
        assert sheet.page_setup.orientation == "landscape"
        assert int(sheet.page_setup.paperSize) == 9  # A4
        assert sheet.print_title_rows == "$2:$2"
        assert sheet.freeze_panes == "A3"
        assert sheet.sheet_properties.pageSetUpPr.fitToPage and sheet.page_setup.fitToHeight == 0
        assert all(width.width > 4 for width in sheet.column_dimensions.values())


def test_the_workbook_is_the_same_each_time_and_holds_no_clock(of_2027: Impact) -> None:
    made = impact_workbook(of_2027)
    assert made == impact_workbook(of_2027)
    with zipfile.ZipFile(io.BytesIO(made)) as package:
        assert {entry.date_time for entry in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        core = package.read("docProps/core.xml").decode()
    assert core.count("2027-03-02T00:00:00Z") == 2


@pytest.mark.parametrize("text", ['=HYPERLINK("http://x")', "+1", "-1+2", "@SUM(A1)", "=cmd|' /C calc'!A0"])
def test_no_text_becomes_a_formula(of_2027: Impact, text: str) -> None:
    row = replace(of_2027.rows[0], title=text, field=text)
    book = openpyxl.load_workbook(io.BytesIO(impact_workbook(replace(of_2027, rows=(row,)))))
    cell = book["Thủ tục"]["C3"]
    assert cell.value == text and cell.data_type == "s" and cell.quotePrefix
    assert all(cell.data_type != "f" for sheet in book for line in sheet.iter_rows() for cell in line)


def test_the_letter_of_a_commune_tells_what_until_when_and_who(qms: Program, tmp_path: Path) -> None:
    file = tmp_path / "công văn.docx"
    found = asked(qms, OLD, "--as-of", DAY, *ONE, "--letter", file)
    told = text_of(file)
    assert "XÃ THẠNH PHƯỚC" in told and "TM. ỦY BAN NHÂN DÂN" in told.upper()
    assert "Luật Hộ tịch ngày 20 tháng 11 năm 2014 được thay thế bằng" in told and NEW in told
    assert "chậm nhất ngày 01 tháng 6 năm 2027" in told
    assert "Thư ký Ban Chỉ đạo ISO" in told
    assert f"{found['documents']} tài liệu" in told and "ước tính khoảng" in told
    for row in found["rows"]:
        assert row.get("procedure", row["title"]) in told
    assert "Phụ lục II" not in told
    assert [str(each.fact) for each in lint(file.read_bytes(), file.name)] == []


@pytest.mark.parametrize(
    ("act", "day", "where"),
    [
        (OLD, "2018-12-01", ("--district", "Ba Tri")),
        (OLD, "2027-03-02", ()),
        ("68/2018/NĐ-CP", "2018-12-01", ONE),
        ("118/2025/NĐ-CP", "2026-11-01", ONE),
        ("104/2022/NĐ-CP", "2026-11-01", ("--commune", "29104", "--commune", "29110")),
    ],
    ids=["tt01, a district", "all units", "one procedure", "kinds", "forty procedures"],
)
def test_every_letter_keeps_to_the_layout_of_its_day(
    qms: Program, tmp_path: Path, act: str, day: str, where: tuple[str, ...]
) -> None:
    file = tmp_path / "letter.docx"
    found = asked(qms, act, "--as-of", day, *where, "--letter", file)
    assert qms("lint", file).code == 0
    told = text_of(file)
    assert "{{" not in told and "{%" not in told
    if found["communes"] > 1:
        assert "SỞ KHOA HỌC VÀ CÔNG NGHỆ" in told
        assert all(unit["name"] in told for unit in found["units"])


def test_letters_are_the_same_each_time(qms: Program, tmp_path: Path) -> None:
    files = [tmp_path / "a.docx", tmp_path / "b.docx"]
    for file in files:
        asked(qms, OLD, "--as-of", DAY, *ONE, "--letter", file)
    assert files[0].read_bytes() == files[1].read_bytes()


def test_a_file_that_is_there_stays_unless_forced(qms: Program, tmp_path: Path) -> None:
    there, fresh = tmp_path / "there.docx", tmp_path / "fresh.xlsx"
    there.write_text("của tôi")
    words = ("impact", OLD, REPOSITORY, "--as-of", DAY, *ONE, "--letter", there, "--xlsx", fresh)
    ended = qms(*words)
    assert ended.code == 2 and "there.docx" in ended.err and "--force" in ended.err
    assert there.read_text() == "của tôi" and not fresh.exists()
    ended = qms(*words, "--force")
    assert ended.code == 0 and str(there) in ended.out and fresh.is_file()
    assert "Thạnh Phước" in text_of(there)
    assert {file.name for file in tmp_path.iterdir()} == {"there.docx", "fresh.xlsx"}


def test_a_missing_folder_is_told(qms: Program, tmp_path: Path) -> None:
    ended = qms("impact", OLD, REPOSITORY, "--as-of", DAY, *ONE, "--xlsx", tmp_path / "none/a.xlsx")
    assert ended.code == 4 and "none" in ended.err
    assert not (tmp_path / "none").exists()


def test_no_letter_where_nothing_rests_on_the_act(qms: Program, tmp_path: Path) -> None:
    file = tmp_path / "a.docx"
    ended = qms("impact", "15/2003/QH11", REPOSITORY, "--as-of", "2026-11-01", *ONE, "--letter", file)
    assert ended.code == 2 and not file.exists()


def test_data_that_cannot_be_read_are_told(qms: Program, small_workspace: Path) -> None:
    (file,) = small_workspace.glob("procedures/*/1.001193-*.yaml")
    file.write_text("code: [", "utf-8")
    ended = qms("impact", OLD, small_workspace, "--as-of", DAY)
    assert ended.code == 1 and "qms-docs check" in ended.err
    assert "1.004873" in ended.out and "1.001193" not in ended.out


def test_the_table_comes_without_the_press_and_the_holidays() -> None:
    """They are half of the time of a run; the limit is a second for a district."""
    code = (
        "import sys; from qms_docs.cli import main; main(sys.argv[1:]); "
        "print([name for name in ('qms_docs.render', 'docxtpl', 'openpyxl', 'holidays') if name in sys.modules])"
    )
    command = [sys.executable, "-c", code, "impact", OLD, str(REPOSITORY), "--as-of", "2018-12-01", "--district", "Ba Tri"]
    ended = subprocess.run(command, capture_output=True, text=True, check=True)
    assert ended.stdout.splitlines()[-1] == "[]"
