"""The workbook at the command line: what a newcomer reads, and the codes with which it ends."""

from __future__ import annotations

from pathlib import Path

import openpyxl

from .conftest import Program


def test_out_in_and_written(qms: Program, ba_tri: Path, tmp_path: Path) -> None:
    file = tmp_path / "sổ dữ liệu.xlsx"
    out = qms("workbook", "export", file, ba_tri, "--commune", "29110", "--as-of", "2018-12-01")
    assert (out.code, out.err) == (0, "") and "workbook import" in out.out
    again = qms("workbook", "export", file, ba_tri)
    assert again.code == 4 and "--force" in again.err
    same = qms("workbook", "import", file, ba_tri)
    assert same.code == 0 and "không có gì thay đổi" in same.out
    book = openpyxl.load_workbook(file)
    people = book["Nhân sự"]
    titles = {str(cell.value).rstrip(" *"): cell.column for cell in people[2]}
    people.cell(4, titles["Điện thoại"]).value = "0275 3 850 001"
    book.save(file)
    shown = qms("workbook", "import", file, ba_tri)
    assert shown.code == 0 and "0275 3 850 001" in shown.out and "--apply" in shown.out
    told = qms("workbook", "import", file, ba_tri, "--json").json
    assert [each["kind"] for each in told["changes"]] == ["changed"] and told["written"] == []
    written = qms("workbook", "import", file, ba_tri, "--apply")
    assert written.code == 0 and "Đã ghi 1 tệp" in written.out
    people.cell(4, titles["Họ và tên"]).value = "=A1"
    book.save(file)
    wrong = qms("workbook", "import", file, ba_tri, "--apply")
    assert wrong.code == 1 and "Nhân sự!" in wrong.out and "XLS020" in wrong.out


def test_what_is_not_there_is_told(qms: Program, ba_tri: Path, tmp_path: Path) -> None:
    assert qms("workbook", "import", tmp_path / "không có.xlsx", ba_tri).code == 2
    unknown = qms("workbook", "export", tmp_path / "a.xlsx", ba_tri, "--subject", "people")
    assert unknown.code == 2 and "commune" in unknown.err and not (tmp_path / "a.xlsx").exists()
    assert qms("workbook", "export", tmp_path / "a.xlsx", ba_tri, "--commune", "99999").code == 2
