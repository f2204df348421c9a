"""Workbooks of strangers: what stands in the cells, and what is refused before it is unpacked."""

from __future__ import annotations

import io
import subprocess
import sys
import zipfile
from datetime import date, datetime

import openpyxl
import pytest

from qms_docs.errors import SpreadsheetError
from qms_docs.spreadsheet.reading import letters, read_book

# What a workbook may do to the machine: 300 MB, 10 seconds.
_LIMITED = """
import resource, sys
from qms_docs.spreadsheet.reading import read_book
from qms_docs.errors import SpreadsheetError
resource.setrlimit(resource.RLIMIT_CPU, (10, 10))
try:
    read_book(open(sys.argv[1], "rb").read(), sys.argv[1])
except SpreadsheetError as error:
    print(error.diagnostic.code)
# What getrusage tells counts the process that began this one.
peak = next(int(line.split()[1]) / 1024 for line in open("/proc/self/status") if line.startswith("VmHWM"))
print("small" if peak < 300 else f"{peak:.0f} MB")
"""


def book_bytes(book: openpyxl.Workbook) -> bytes:
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def with_part(data: bytes, name: str, content: bytes | None) -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as new:
        for each in old.namelist():
            if each != name:
                new.writestr(each, old.read(each))
        if content is not None:
            new.writestr(name, content)
    return written.getvalue()


@pytest.fixture
def book() -> openpyxl.Workbook:
    made = openpyxl.Workbook()
    sheet = made.active
    sheet.title = "Nhân sự"
    sheet["A1"], sheet["B1"], sheet["C1"], sheet["D1"] = "007", 7, date(2025, 7, 1), "=SUM(B1:B1)"
    sheet["B1"].number_format = "000"
    sheet["E1"] = "#REF!"
    sheet["A2"], sheet["C2"] = True, "gộp"
    sheet.merge_cells("C2:D3")
    made.create_sheet("Ẩn").sheet_state = "veryHidden"
    return made


def test_cells_are_what_stands_in_them(book: openpyxl.Workbook) -> None:
    found = read_book(book_bytes(book), "x.xlsx")
    sheet = found.sheets[0]
    assert (sheet.at(1, 1), sheet.at(1, 2), sheet.at(1, 3), sheet.at(2, 1)) == ("007", 7, datetime(2025, 7, 1), True)
    assert sheet.cells[1, 2].number_format == "000"
    assert (sheet.cells[1, 4].formula, sheet.cells[1, 4].value) == ("=SUM(B1:B1)", None)
    assert (sheet.cells[1, 5].error, sheet.at(1, 5)) == ("#REF!", None)
    assert sheet.merged == ((2, 3, 3, 4),)
    assert [(each.name, each.hidden) for each in found.sheets] == [("Nhân sự", False), ("Ẩn", True)]
    assert sheet.place(1, 28) == "Nhân sự!AB1"


def test_a_formula_keeps_the_result_that_excel_stored(book: openpyxl.Workbook) -> None:
    data = book_bytes(book)
    part = "xl/worksheets/sheet1.xml"
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        stored = archive.read(part).replace(b"<f>SUM(B1:B1)</f><v></v>", b"<f>SUM(B1:B1)</f><v>7</v>")
        stored = stored.replace(b"<f>SUM(B1:B1)</f><v />", b"<f>SUM(B1:B1)</f><v>7</v>")
    cell = read_book(with_part(data, part, stored), "x.xlsx").sheets[0].cells[1, 4]
    assert (cell.formula, cell.value) == ("=SUM(B1:B1)", 7)


def test_days_of_the_1904_system_are_the_days_that_excel_shows(book: openpyxl.Workbook) -> None:
    from openpyxl.utils.datetime import CALENDAR_MAC_1904

    book.epoch = CALENDAR_MAC_1904
    assert read_book(book_bytes(book), "x.xlsx").sheets[0].at(1, 3) == datetime(2025, 7, 1)


@pytest.mark.parametrize(("column", "text"), [(1, "A"), (26, "Z"), (27, "AA"), (702, "ZZ"), (703, "AAA")])
def test_letters_of_columns(column: int, text: str) -> None:
    assert letters(column) == text


def test_what_is_no_workbook_is_told(book: openpyxl.Workbook) -> None:
    data = book_bytes(book)
    entity = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'
    cases = {
        "XLS001": [b"", b"TT;Ten\n1;A\n", data[: len(data) // 2], with_part(data, "xl/workbook.xml", None)],
        "XLS002": [bytes.fromhex("d0cf11e0a1b11ae1") + bytes(600)],
        "XLS004": [
            with_part(data, "xl/sharedStrings.xml", entity),
            with_part(data, "xl/workbook.xml", '<?xml version="1.0" encoding="UTF-16"?><a/>'.encode("utf-16")),
        ],
    }
    for code, files in cases.items():
        for number, file in enumerate(files):
            with pytest.raises(SpreadsheetError) as caught:
                read_book(file, "x.xlsx")
            assert (caught.value.diagnostic.code, number) == (code, number)


def _bomb() -> bytes:
    book = openpyxl.Workbook()
    rows = b'<row r="1">' + b'<c r="A1" t="s"><v>0</v></c>' * 10 + b"</row>"
    head = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
    return with_part(book_bytes(book), "xl/worksheets/sheet1.xml", head + rows * 1_000_000 + b"</sheetData></worksheet>")


def _blanks() -> bytes:
    return with_part(book_bytes(openpyxl.Workbook()), "xl/sharedStrings.xml", b"<sst>" + b" " * (200 * 2**20) + b"</sst>")


def _allowed() -> bytes:
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("Dữ liệu")
    for row in range(19_000):
        sheet.append([f"hàng {row} cột {column}" for column in range(10)])
    return book_bytes(book)


@pytest.mark.slow
@pytest.mark.parametrize(("make", "told"), [(_bomb, "XLS003\nsmall"), (_blanks, "XLS003\nsmall"), (_allowed, "small")])
def test_a_bomb_costs_little(tmp_path, make, told: str) -> None:
    file = tmp_path / "large.xlsx"
    file.write_bytes(make())
    done = subprocess.run([sys.executable, "-c", _LIMITED, file], capture_output=True, text=True, timeout=60)
    assert done.stdout.strip() == told, done.stderr
