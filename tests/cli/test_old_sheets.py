"""Old sheets at the command line: what a newcomer reads, what is written, and the codes with which it ends."""

from __future__ import annotations

from pathlib import Path

from docx import Document
from openpyxl import load_workbook

from tests.intake.sheets.makers import RECORDS, Maker

from .conftest import Program


def test_sheets_are_shown_then_written(qms: Program, ba_tri: Path, tmp_path: Path) -> None:
    folder = tmp_path / "quy trình cũ"
    folder.mkdir()
    Maker(footer="Lần ban hành: 2").save(folder / "kết hôn.docx")
    (folder / "thư.docx").write_bytes(b"x")
    words = ("import", "sheets", folder, "--workspace", ba_tri, "--as-of", "2026-09-01")
    shown = qms(*words)
    assert shown.code == 1 and "1.000894" in shown.out and "100" in shown.out and "SHT002" in shown.out
    assert "DRF001: 1" in shown.out and "drift" in shown.out and "--apply" in shown.out
    told = qms(*words, "--json").json
    assert [(each["code"], each["score"], each["steps"]) for each in told["sheets"]] == [("1.000894", 100.0, 4)]
    assert [each["code"] for each in told["drift"]] == ["DRF001"] and told["written"] == []
    written = qms(*words, "--apply", "--all")
    assert written.code == 1 and "Đã ghi 1 tệp" in written.out and "Các bước" in written.out
    assert "as it was" not in qms(*words).out and "như cũ" in qms(*words).out


def test_what_cannot_be_meant_is_refused(qms: Program, ba_tri: Path, tmp_path: Path) -> None:
    file = Maker(title="Đăng ký hôn nhân").save(tmp_path / "qt.docx")
    assert qms("import", "sheets", file, "--workspace", ba_tri).code == 1
    assert qms("import", "sheets", file, "--workspace", ba_tri, "--match", "qt.docx=1.000894").code == 0
    assert qms("import", "sheets", file, "--workspace", ba_tri, "--match", "qt.docx").code == 2
    assert qms("import", "sheets", file, "--workspace", ba_tri, "--match", "khac.docx=1.000894").code == 2
    assert qms("import", "sheets", tmp_path / "không có", "--workspace", ba_tri).code == 2
    assert qms("import", "sheets").code == 2


def test_drift_is_listed_and_reported(qms: Program, ba_tri: Path, tmp_path: Path) -> None:
    records = (*RECORDS, ("3", "Sổ đăng ký khai sinh", "Công chức Tư pháp - Hộ tịch", "Vĩnh viễn"))
    file = Maker(records=records).save(tmp_path / "qt.docx")
    report, book = tmp_path / "r.docx", tmp_path / "r.xlsx"
    ended = qms("drift", file, "--workspace", ba_tri, "--as-of", "2026-09-01", "--docx", report, "--xlsx", book)
    assert ended.code == 1 and "DRF006" in ended.out and "word/document.xml¶" in ended.out
    assert report.is_file() and book.is_file() and "1 chỗ sai lệch" in ended.out
    again = qms("drift", file, "--workspace", ba_tri, "--docx", report)
    assert again.code == 2 and "--force" in again.err
    told = qms("drift", file, "--workspace", ba_tri, "--as-of", "2026-09-01", "--json").json
    assert told["counts"] == {"DRF006": 1}
    assert qms("drift", Maker().save(tmp_path / "b.docx"), "--workspace", ba_tri, "--as-of", "2026-09-01").code == 0
    assert qms("drift", file, "--workspace", ba_tri, "--docx", tmp_path / "không/r.docx").code == 4


def test_files_of_one_name_keep_their_own_findings(qms: Program, ba_tri: Path, tmp_path: Path) -> None:
    for folder in ("an ngãi", "bình thành"):
        (tmp_path / folder).mkdir()
    Maker(footer="Lần ban hành: 3").save(tmp_path / "an ngãi/qt.docx")
    Maker(title="Đăng ký khai sinh", footer="Lần ban hành: 2").save(tmp_path / "bình thành/qt.docx")
    book = tmp_path / "r.xlsx"
    qms("drift", tmp_path, "--workspace", ba_tri, "--as-of", "2026-09-01", "--xlsx", book, "--docx", tmp_path / "r.docx")
    rows = [row for row in load_workbook(book)["Từng chỗ"].iter_rows(values_only=True) if "DRF001" in row]
    assert [row[1] for row in rows] == ["an ngãi/qt.docx", "bình thành/qt.docx"]
    assert "là 3" in rows[0][5] and "là 2" in rows[1][5]
    shown = [paragraph.text for paragraph in Document(str(tmp_path / "r.docx")).paragraphs if "qt.docx" in paragraph.text]
    assert len(shown) == 2 and "an ngãi/qt.docx" in shown[0] and "bình thành/qt.docx" in shown[1]


def test_two_sheets_side_by_side(qms: Program, tmp_path: Path) -> None:
    old, new = Maker().save(tmp_path / "a.docx"), Maker(limit="05 ngày làm việc.").save(tmp_path / "b.docx")
    ended = qms("compare", old, new)
    assert ended.code == 1 and "[-03-] {+05+} ngày làm việc." in ended.out
    assert qms("compare", old, old).code == 0
    told = qms("compare", old, new, "--json").json
    assert [each["part"] for each in told["sections"] if each["differences"]] == ["limit"]
    broken = tmp_path / "c.docx"
    broken.write_bytes(b"x")
    refused = qms("compare", old, broken)
    assert refused.code == 1 and "c.docx" in refused.err and refused.out == ""
    assert qms("compare", old, tmp_path / "d.docx").code == 2
