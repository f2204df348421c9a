"""Workbooks as consultants fill them in: what they change, what is told at which cell, and that nothing is half written."""

from __future__ import annotations

import io
import shutil
import zipfile
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from qms_docs.exchange.subjects import SUBJECTS
from qms_docs.load import load_workspace
from qms_docs.load.yaml_text import read_yaml
from qms_docs.pipeline import export_workbook, import_workbook
from qms_docs.spreadsheet.forms import FormColumn, FormSheet, Look, forms_workbook
from qms_docs.spreadsheet.reading import read_book
from tests.exchange.instances import NASTY
from tests.places import NOW, THEN

EXPORTED: list[bytes] = []
"""The workbook, made once: the workspace is the same for each test."""
UNIT = "communes/ben-tre/binh-dai/29104-thanh-phuoc.yaml"


@pytest.fixture
def filled(small_workspace: Path, tmp_path: Path) -> Path:
    """The workbook of the district Bình Đại, as it is exported."""
    file = tmp_path / "so.xlsx"
    if not EXPORTED:
        export_workbook(small_workspace, file, THEN, districts=("Bình Đại",))
        EXPORTED.append(file.read_bytes())
    file.write_bytes(EXPORTED[0])
    return file


def state(root: Path) -> dict[str, bytes]:
    return {file.relative_to(root).as_posix(): file.read_bytes() for file in sorted(root.rglob("*")) if file.is_file()}


def column(sheet: Any, title: str) -> int:
    return next(cell.column for cell in sheet[2] if str(cell.value).rstrip(" *") == title)


def row(sheet: Any, **wanted: Any) -> int:
    """Return the first row below the headings with these values."""
    for number in range(4, sheet.max_row + 1):
        if all(sheet.cell(number, column(sheet, title.replace("_", " "))).value == value for title, value in wanted.items()):
            return number
    raise LookupError(wanted)


def change(file: Path, act: Callable[[Any], Any]) -> None:
    book = openpyxl.load_workbook(file)
    act(book)
    book.save(file)


def told(root: Path, file: Path) -> list[tuple[str, str | None]]:
    return [(each.code, each.location.within) for each in import_workbook(root, file).diagnostics]


# ---- there and back


def test_nothing_filled_in_changes_nothing(small_workspace: Path, filled: Path) -> None:
    found = import_workbook(small_workspace, filled, apply=True)
    assert (found.changes, found.diagnostics, found.written) == ((), (), ())


def test_all_data_of_the_workspace_go_there_and_back(small_workspace: Path, tmp_path: Path) -> None:
    file = tmp_path / "tat-ca.xlsx"
    made = export_workbook(small_workspace, file, NOW, everything=True)
    assert made.sheets > 90
    found = import_workbook(small_workspace, file)
    assert [(each.name, each.changes[:2]) for each in found.changes] == []
    assert [each for each in found.diagnostics if each.is_error] == []


def test_the_same_data_give_the_same_bytes(small_workspace: Path, tmp_path: Path) -> None:
    first, second = tmp_path / "a.xlsx", tmp_path / "b.xlsx"
    for file in (first, second):
        export_workbook(small_workspace, file, THEN, communes=("29104",))
    assert first.read_bytes() == second.read_bytes()


def test_no_text_becomes_a_formula_and_every_text_comes_back() -> None:
    columns = (FormColumn("Chữ", "ghi chú", 20, Look.OPTIONAL, choices=NASTY),)
    form = FormSheet("S", "=1+1", columns, [[text] for text in NASTY], ["=2"])
    data = forms_workbook((("=HYPERLINK()",),), [form], {"_x": [["=3", "_x005F_"]]}, "Sổ", date(2026, 1, 1))
    sheet = read_book(data, "x").sheet("S")
    assert sheet is not None and [sheet.at(line, 1) for line in range(4, 4 + len(NASTY))] == list(NASTY)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert not [name for name in archive.namelist() if b"<f>" in archive.read(name) or b't="e"' in archive.read(name)]


def test_what_a_person_sees_in_the_workbook(filled: Path) -> None:
    book = openpyxl.load_workbook(filled)
    assert book.sheetnames[0] == "Hướng dẫn"
    names = {
        "Đơn vị",
        "Nhân sự",
        "Phân công",
        "Chức vụ",
        "Thủ tục áp dụng",
        "Khác biệt địa phương",
        "Lệ phí",
        "Mục tiêu",
        "Rủi ro",
    }
    assert names | {"Bối cảnh - bên ngoài", "Bên quan tâm", "Hồ sơ lưu", "Kế hoạch"} <= set(book.sheetnames)
    assert {sheet.title for sheet in book if sheet.sheet_state == "veryHidden"} == {"_qms", "_danh_muc"}
    for sheet in book:
        if sheet.sheet_state == "visible" and sheet.title != "Hướng dẫn":
            heads = [cell for cell in sheet[2] if cell.value]
            assert heads and all(cell.comment and len(cell.comment.text) > 10 for cell in heads), sheet.title
            assert sheet.protection.sheet and not sheet.protection.password
            assert sheet.page_setup.paperSize == 9
    people = book["Nhân sự"]
    number = row(people, Mã_đơn_vị="29104")
    assert people.cell(number, column(people, "Mã đơn vị")).protection.locked
    assert not people.cell(number, column(people, "Họ và tên")).protection.locked
    assert people.cell(3, 1).value == "Ví dụ" and people.cell(3, column(people, "Họ và tên")).value == "Nguyễn Văn A"
    posts = book["Phân công"]
    assert posts.cell(row(posts, Mã_đơn_vị="29104"), column(posts, "Chức vụ")).value == "Chủ tịch Ủy ban nhân dân (chairman)"
    lists = [rule for rule in posts.data_validations.dataValidation if "_danh_muc" in rule.formula1]
    assert len(lists) >= 2
    assert book["Tên đơn vị"].cell(4, column(book["Tên đơn vị"], "Có hiệu lực đến hết ngày")).number_format == "dd/mm/yyyy"


# ---- what is filled in


def test_a_new_telephone_number_is_one_line_of_one_file(small_workspace: Path, filled: Path) -> None:
    def fill(book: Any) -> None:
        sheet = book["Nhân sự"]
        sheet.cell(
            row(sheet, Mã_đơn_vị="29104", Khóa="pham_thi_d"), column(sheet, "Điện thoại")
        ).value = " 0275  3 851 \u200b007 "

    change(filled, fill)
    before = state(small_workspace)
    found = import_workbook(small_workspace, filled)
    assert state(small_workspace) == before
    ((only,),) = [each.changes for each in found.changes]
    assert (only.before, only.after) == (None, "0275 3 851 007") and "Phạm Thị D" in only.path
    import_workbook(small_workspace, filled, apply=True)
    after = state(small_workspace)
    assert [name for name in before if before[name] != after[name]] == [UNIT]
    old, new = before[UNIT].decode().splitlines(), after[UNIT].decode().splitlines()
    assert [line for line in new if line not in old] == [
        "  - {key: pham_thi_d, full_name: Phạm Thị D, phone: 0275 3 851 007, sample: true}"
    ]
    assert [line for line in old if line.startswith("#")] == [line for line in new if line.startswith("#")]
    assert import_workbook(small_workspace, filled).changes == ()


def test_people_come_and_go_and_are_named_by_their_names(small_workspace: Path, filled: Path) -> None:
    def fill(book: Any) -> None:
        people, posts = book["Nhân sự"], book["Phân công"]
        last = people.max_row + 1
        people.cell(last, column(people, "Mã đơn vị")).value = 29104.0
        people.cell(last, column(people, "Họ và tên")).value = "Nguyễn Văn A"
        people.cell(row(people, Mã_đơn_vị="29104", Khóa="ho_thi_k"), 1).value = "bỏ"
        people.cell(last + 1, column(people, "Mã đơn vị")).value = "29104"
        people.cell(last + 1, column(people, "Họ và tên")).value = "Trần Văn Mới"
        number = row(posts, Mã_đơn_vị="29104", Người_giữ="phan_van_i")
        posts.cell(number, column(posts, "Người giữ")).value = "Trần văn mới"
        posts.cell(number, column(posts, "Chức vụ")).value = "Văn thư Ủy ban nhân dân"
        posts.cell(number, column(posts, "Có hiệu lực từ ngày")).value = "ngày 01 tháng 7 năm 2018"

    change(filled, fill)
    found = import_workbook(small_workspace, filled, apply=True)
    assert [each for each in found.diagnostics if each.is_error] == []
    data = read_yaml(small_workspace / UNIT)
    assert {"key": "nguyen_van_a_2", "full_name": "Nguyễn Văn A"} in data["officials"]
    assert "ho_thi_k" not in [each["key"] for each in data["officials"]]
    assert {"position": "clerk", "official": "tran_van_moi", "valid_from": "2018-07-01"} in data["assignments"]


def test_a_procedure_that_does_not_apply_is_one_word(small_workspace: Path, filled: Path) -> None:
    def fill(book: Any) -> None:
        sheet = book["Thủ tục áp dụng"]
        unit = next(cell.column for cell in sheet[2] if str(cell.value).startswith("29104"))
        sheet.cell(row(sheet, Mã_thủ_tục="2.001019"), unit).value = "không"

    change(filled, fill)
    import_workbook(small_workspace, filled, apply=True)
    assert read_yaml(small_workspace / UNIT)["procedures_excluded"] == ["2.001019"]


def test_a_new_unit_gets_a_file_beside_its_neighbours(small_workspace: Path, filled: Path) -> None:
    def fill(book: Any) -> None:
        units, names = book["Đơn vị"], book["Tên đơn vị"]
        units.cell(units.max_row + 1, column(units, "Mã đơn vị")).value = "29999"
        last = names.max_row + 1
        for title, value in (("Mã đơn vị", "29999"), ("Tên riêng", "Ví Dụ"), ("Loại đơn vị", "Xã"), ("Đơn vị cấp trên", 835)):
            names.cell(last, column(names, title)).value = value

    change(filled, fill)
    found = import_workbook(small_workspace, filled, apply=True)
    assert [each for each in found.diagnostics if each.is_error] == []
    assert [file.name for file in found.written] == ["29999-vi-du.yaml"] and found.written[0].parent.name == "binh-dai"
    loaded = load_workspace(small_workspace)
    assert [each.code for each in loaded.diagnostics] == []
    assert loaded.catalogue.commune_on("29999", THEN) is not None


def test_a_removed_unit_is_shown_and_removed(small_workspace: Path, filled: Path) -> None:
    def fill(book: Any) -> None:
        for name in ("Đơn vị", "Tên đơn vị", "Nhân sự", "Phân công"):
            sheet = book[name]
            for number in range(sheet.max_row, 3, -1):
                if sheet.cell(number, column(sheet, "Mã đơn vị")).value == "29104":
                    sheet.delete_rows(number)

    change(filled, fill)
    found = import_workbook(small_workspace, filled)
    assert [(each.kind.value, each.file.name) for each in found.changes] == [("removed", "29104-thanh-phuoc.yaml")]
    assert (small_workspace / UNIT).is_file()
    import_workbook(small_workspace, filled, apply=True)
    assert not (small_workspace / UNIT).exists()


def test_moved_columns_further_rows_above_and_own_sheets_do_no_harm(small_workspace: Path, filled: Path) -> None:
    def fill(book: Any) -> None:
        sheet = book["Nhân sự"]
        values = [[cell.value for cell in line] for line in sheet.iter_rows()]
        sheet.delete_rows(1, sheet.max_row)
        sheet.append(["Danh sách của huyện"])
        for line in values[1:]:
            sheet.append([line[0], *reversed(line[1:])])
        book.create_sheet("Ghi chú của tôi")["A1"] = "=1+1"

    change(filled, fill)
    found = import_workbook(small_workspace, filled)
    assert found.changes == ()
    assert [(each.code, each.location.within) for each in found.diagnostics] == [("XLS011", "Ghi chú của tôi")]


def test_a_missing_sheet_leaves_its_data_alone(small_workspace: Path, filled: Path) -> None:
    change(filled, lambda book: [book.remove(book[name]) for name in ("Phân công", "Rủi ro", "Mục tiêu - kế hoạch")])
    found = import_workbook(small_workspace, filled)
    assert (found.changes, found.diagnostics) == ((), ())


def cells_of(name: str, title: str, value: Any, **wanted: Any) -> Callable[[Any], None]:
    def fill(book: Any) -> None:
        sheet = book[name]
        sheet.cell(row(sheet, **wanted), column(sheet, title)).value = value

    return fill


MISTAKES: dict[str, tuple[Callable[[Any], Any], str]] = {
    "formula": (cells_of("Nhân sự", "Họ và tên", '="Nguyễn"&" A"', Khóa="pham_thi_d"), "XLS020"),
    "error": (cells_of("Nhân sự", "Điện thoại", "#N/A", Khóa="pham_thi_d"), "XLS021"),
    "tcvn3": (cells_of("Nhân sự", "Họ và tên", "NguyÔn V¨n A", Khóa="pham_thi_d"), "XLS022"),
    "vni": (cells_of("Nhân sự", "Họ và tên", "Nguyeãn Vaên A", Khóa="pham_thi_d"), "XLS022"),
    "no day": (cells_of("Phân công", "Có hiệu lực từ ngày", "31/02/2025", Mã_đơn_vị="29104"), "XLS019"),
    "half a day": (cells_of("Phân công", "Có hiệu lực từ ngày", "7/2025", Mã_đơn_vị="29104"), "XLS019"),
    "time of day": (cells_of("Phân công", "Có hiệu lực từ ngày", datetime(2025, 7, 1, 8, 30), Mã_đơn_vị="29104"), "XLS019"),
    "two readings": (cells_of("Rủi ro", "Khả năng xảy ra", "1.5", Nội_dung=None), "XLS019"),
    "no choice": (cells_of("Tên đơn vị", "Loại đơn vị", "ấp", Mã_đơn_vị="29104"), "XLS019"),
    "no truth": (cells_of("Nhân sự", "Người mẫu", "chắc là có", Khóa="pham_thi_d"), "XLS019"),
    "no key": (cells_of("Nhân sự", "Mã đơn vị", None, Khóa="pham_thi_d"), "XLS017"),
    "no such unit": (cells_of("Nhân sự", "Mã đơn vị", "29998", Khóa="pham_thi_d"), "XLS018"),
    "no such number": (cells_of("Mục tiêu - kế hoạch", "TT mục tiêu", 99, TT_mục_tiêu=1), "XLS018"),
    "twice": (cells_of("Đơn vị", "Mã đơn vị", "29104", Mã_đơn_vị="29107"), "XLS016"),
    "number twice": (cells_of("Mục tiêu", "TT", 1, TT=2), "XLS016"),
    "unknown mark": (cells_of("Nhân sự", "Dòng", "xóa", Khóa="pham_thi_d"), "XLS015"),
    "too long": (cells_of("Nhân sự", "Họ và tên", "a" * 20_001, Khóa="pham_thi_d"), "DATA016"),
    "needed": (cells_of("Nhân sự", "Họ và tên", None, Khóa="pham_thi_d"), "DATA011"),
    "wrong form": (cells_of("Nhân sự", "Khóa", "Phạm Thị D", Khóa="pham_thi_d"), "DATA015"),
    "reversed": (cells_of("Phân công", "Có hiệu lực từ ngày", "01/7/2099", Mã_đơn_vị="29104"), "none"),
    "merged over columns": (lambda book: book["Nhân sự"].merge_cells("D4:F4"), "XLS023"),
    "heading changed": (lambda book: setattr(book["Nhân sự"]["F2"], "value", "Họ tên đầy đủ"), "XLS014"),
    "heading misspelt": (lambda book: setattr(book["Nhân sự"]["F2"], "value", "Họ va tên"), "XLS013"),
    "column deleted": (lambda book: book["Nhân sự"].delete_cols(6), "XLS014"),
    "headings deleted": (lambda book: book["Nhân sự"].delete_rows(1, 3), "XLS012"),
    "other version": (lambda book: setattr(book["_qms"]["A2"], "value", "99"), "XLS010"),
    "no schema": (lambda book: book.remove(book["_qms"]), "XLS010"),
    "scope word": (cells_of("Thủ tục áp dụng", "29104\nxã Thạnh Phước", "có thể", Mã_thủ_tục="2.001019"), "XLS019"),
    "scope heading": (lambda book: setattr(book["Thủ tục áp dụng"]["D2"], "value", "xã Thạnh Phước"), "XLS013"),
}
del MISTAKES["two readings"], MISTAKES["reversed"]


@pytest.mark.parametrize("mistake", MISTAKES)
def test_a_mistake_is_told_at_its_cell_and_nothing_is_written(small_workspace: Path, filled: Path, mistake: str) -> None:
    fill, code = MISTAKES[mistake]
    change(filled, fill)
    before = state(small_workspace)
    found = import_workbook(small_workspace, filled, apply=True)
    wrong = [each for each in found.diagnostics if each.is_error]
    assert code in {each.code for each in wrong}, [(each.code, str(each.fact)) for each in found.diagnostics]
    assert all(each.location.file == str(filled) and each.advice for each in wrong)
    if code not in ("XLS010", "XLS012"):
        assert all("!" in (each.location.within or "") for each in wrong)
    assert state(small_workspace) == before


def test_all_mistakes_are_told_at_once(small_workspace: Path, filled: Path) -> None:
    for name in ("tcvn3", "no day", "no choice", "error", "too long"):
        change(filled, MISTAKES[name][0])
    codes = {code for code, _ in told(small_workspace, filled)}
    assert {"XLS019", "XLS021", "DATA016"} <= codes


def test_merged_rows_mean_the_same_in_each(small_workspace: Path, filled: Path) -> None:
    def fill(book: Any) -> None:
        sheet = book["Nhân sự"]
        first = row(sheet, Mã_đơn_vị="29104")
        sheet.merge_cells(start_row=first, end_row=first + 9, start_column=2, end_column=2)

    change(filled, fill)
    found = import_workbook(small_workspace, filled)
    assert (found.changes, [each.code for each in found.diagnostics]) == ((), ["XLS024"])


def test_numbers_shown_with_zeros_are_what_is_shown(small_workspace: Path, filled: Path) -> None:
    def fill(book: Any) -> None:
        sheet = book["Nhân sự"]
        cell = sheet.cell(row(sheet, Mã_đơn_vị="29104", Khóa="pham_thi_d"), column(sheet, "Điện thoại"))
        cell.value, cell.number_format = 2753, "000000"

    change(filled, fill)
    (only,) = import_workbook(small_workspace, filled).changes
    assert only.changes[0].after == "002753"


def test_the_workbook_of_another_workspace_is_named(small_workspace: Path, filled: Path) -> None:
    settings = small_workspace / "qms.toml"
    settings.write_text(settings.read_text("utf-8").replace('name = "', 'name = "Khác: '), "utf-8")
    assert told(small_workspace, filled) == [("XLS025", None)]


def test_local_differences_never_leave_their_folder(small_workspace: Path, filled: Path) -> None:
    def fill(book: Any) -> None:
        places, entries = book["Nơi có khác biệt"], book["Khác biệt địa phương"]
        for title, value in (("Tệp khác biệt", "../../bi-ghi.yaml"), ("Mã xã", "29104")):
            places.cell(4, column(places, title)).value = value
        for title, value in (
            ("Tệp khác biệt", "../../bi-ghi.yaml"),
            ("TT", 1),
            ("Mã thủ tục", "2.001019"),
            ("Lý do", "Thử"),
            ("Đặt lại", "time_limits › standard › value = 1"),
        ):
            entries.cell(4, column(entries, title)).value = value

    change(filled, fill)
    assert [code for code, _ in told(small_workspace, filled)] == ["XLS026"]

    def mend(book: Any) -> None:
        for name in ("Nơi có khác biệt", "Khác biệt địa phương"):
            book[name].cell(4, column(book[name], "Tệp khác biệt")).value = "overrides/29104.yaml"

    change(filled, mend)
    found = import_workbook(small_workspace, filled, apply=True)
    assert [file.name for file in found.written] == ["29104.yaml"]
    assert read_yaml(found.written[0])["overrides"][0]["set"] == {"time_limits": {"standard": {"value": "1"}}}


# ---- broken files


def parts_of(data: bytes) -> list[str]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return archive.namelist()


def rewritten(data: bytes, name: str, act: Callable[[bytes], bytes | None]) -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as new:
        for each in old.namelist():
            part = act(old.read(each)) if each == name else old.read(each)
            if part is not None:
                new.writestr(each, part)
    return written.getvalue()


PARTS = (
    *("[Content_Types].xml", "xl/workbook.xml", "xl/styles.xml", "xl/_rels/workbook.xml.rels"),
    *("xl/worksheets/sheet2.xml", "xl/worksheets/sheet3.xml", "xl/worksheets/sheet5.xml"),
)
ACTS: dict[str, Callable[[bytes], bytes | None]] = {
    "gone": lambda part: None,
    "empty": lambda part: b"",
    "cut": lambda part: part[: len(part) // 2],
    "noise": lambda part: bytes(range(256)) * 8,
    "other root": lambda part: b'<?xml version="1.0"?><html><body>x</body></html>',
    "entities": lambda part: b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c"><!ENTITY d "&b;&b;">]><a>&d;</a>',
    "words for numbers": lambda part: part.replace(b'r="', b'r="x').replace(b's="', b's="y').replace(b"<v>", b"<v>z"),
    "huge numbers": lambda part: part.replace(b'r="4"', b'r="99999999999"').replace(b"<v>1</v>", b"<v>9e999</v>"),
    "no references": lambda part: part.replace(b' r="', b' q="').replace(b' t="s"', b' t="date"'),
}


@pytest.mark.parametrize("act", ACTS)
@pytest.mark.parametrize("part", PARTS)
def test_a_broken_part_is_no_traceback_and_no_write(filled: Path, small_workspace: Path, part: str, act: str) -> None:
    data = filled.read_bytes()
    assert part in parts_of(data)
    broken = rewritten(data, part, ACTS[act])
    filled.write_bytes(broken)
    before = state(small_workspace)
    found = import_workbook(small_workspace, filled, apply=True)
    if part != "xl/styles.xml" and broken != data and act in ("gone", "empty", "cut", "noise", "entities"):
        assert found.errors or found.changes == (), [each.changes for each in found.changes]
    if found.errors:
        assert state(small_workspace) == before


@pytest.mark.parametrize("size", [0, 1, 100, 5_000])
def test_a_cut_file_is_no_workbook(filled: Path, small_workspace: Path, size: int) -> None:
    filled.write_bytes(filled.read_bytes()[:size])
    assert [code for code, _ in told(small_workspace, filled)] == ["XLS001"]


def test_a_file_of_another_kind_is_no_workbook(small_workspace: Path, tmp_path: Path) -> None:
    for name in ("templates/kinds.yaml", "templates/docx/procedure_sheet.docx"):
        file = tmp_path / "x.xlsx"
        shutil.copy(small_workspace / name, file)
        assert {code for code, _ in told(small_workspace, file)} <= {"XLS001", "XLS010"}


def test_subjects_have_names_of_their_own() -> None:
    names = [table.name for subject in SUBJECTS.values() for table in subject.tables]
    assert len(set(map(str.lower, names))) == len(names) and max(map(len, names)) <= 31
