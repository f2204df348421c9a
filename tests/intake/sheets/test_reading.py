"""Old sheets in the layouts found and near them: every cell, act and row found, every paragraph accounted for."""

from __future__ import annotations

import io
import re
import unicodedata

import docx
import pytest

from qms_docs.intake.sheets.headings import inner_heading, main_heading, without_number
from qms_docs.intake.sheets.model import OldSheet, Part
from qms_docs.intake.sheets.reading import read_sheet
from qms_docs.templating.content import WordLine, read_content
from tests.places import SAMPLES

from .makers import STEPS, Maker

FOLDER = SAMPLES / "iso-sheets"
needs_samples = pytest.mark.skipif(not FOLDER.is_dir(), reason="the sample sheets are not here")


def sample(name: str) -> OldSheet:
    file = FOLDER / f"qt-{name}.docx"
    return read_sheet(read_content(file.read_bytes(), file.name), file.name)


def squeezed(text: str) -> str:
    return re.sub(r"[\s\u200e]+", "", unicodedata.normalize("NFC", text))


def lost(sheet: OldSheet) -> list[str]:
    said = squeezed("".join(each.text for each in sheet.texts()))
    return [line.text for line in sheet.lines if squeezed(line.text) not in said]


def line(text: str, label: str = "", bold: bool = False) -> WordLine:
    return WordLine("word/document.xml", 1, text, label, bold)


# ---- the six samples, counted by hand

COUNTED = {
    # title, code, day, acts, time columns, steps, shared cells, records, words for actor of the first step
    "chung-thuc-ban-sao": ("QT 02/CT-HCTP", "07/7/2025", 5, 2, 3, 1, 1, "Chuyên viên"),
    "chung-thuc-di-chuc": ("QT 02/CX-HCTP", "07/7/2025", 4, 1, 5, 2, 1, "Công chức tiếp nhận tại Trung tâm hành chính công cấp xã"),
    "dang-ky-ket-hon": ("QT 11/CX-HCTP", "07/7/2025", 16, 2, 5, 1, 3, "Cán bộ tiếp nhận hồ sơ tại Trung tâm Phục vụ hành chính công"),
    "dang-ky-khai-sinh": ("QT 01/CX-HCTP", "07/7/2025", 20, 1, 5, 1, 3, "Cán bộ tiếp nhận hồ sơ tại Trung tâm Phục vụ hành chính công"),
    "nuoi-con-nuoi": ("QT 01/CX-HCTP", "09/7/2025", 11, 1, 7, 0, 3, "Cán bộ tiếp nhận hồ sơ tại Trung tâm Phục vụ hành chính công"),
    "xac-nhan-tinh-trang-hon-nhan": ("QT 33/CX-HCTP", "07/7/2025", 18, 2, 5, 0, 3, "Cán bộ tiếp nhận hồ sơ tại Trung tâm Phục vụ hành chính công"),
}  # fmt: skip


@needs_samples
@pytest.mark.parametrize("name", COUNTED)
def test_the_samples_are_read_whole(name: str) -> None:
    sheet = sample(name)
    code, day, acts, columns, steps, shared, records, actor = COUNTED[name]
    assert sheet.is_sheet and lost(sheet) == [] and sheet.left == []
    assert (sheet.agency.text, sheet.code.text, sheet.issue.text, sheet.day.text) == ("SỞ TƯ PHÁP", code, "01", day)
    assert len(sheet.said_in(Part.ACTS)) == acts
    (process,) = sheet.processes
    assert len(process.columns) == columns and len(process.steps) == steps and len(sheet.records) == records
    assert len({(place, time.group) for step in process.steps for place, time in enumerate(step.times) if time.group}) == shared
    assert process.steps[0].actor.text == actor
    assert [signer.stage.text for signer in sheet.signers] == ["Soạn thảo", "Xem xét", "Phê duyệt"]
    assert sheet.signers[2].post.text == "Phó Giám đốc\nSở Tư pháp"


@needs_samples
def test_every_cell_of_a_process_with_two_times_and_a_merged_one() -> None:
    (process,) = sample("dang-ky-ket-hon").processes
    assert [(column.case, column.total) for column in process.columns] == [
        ("không xác minh", "1 ngày làm việc"),
        ("có xác minh", "5 ngày làm việc"),
    ]
    assert [[time.said.text for time in step.times] for step in process.steps] == [
        ["01 ngày", "01 ngày"],
        ["01 ngày", "02 ngày"],
        ["01 ngày", "01 ngày"],
        ["01 ngày", "½ ngày"],
        ["01 ngày", "½ ngày"],
    ]
    assert [step.actor.text for step in process.steps[1:4]] == ["Công chức Tư pháp - Hộ tịch", "Lãnh đạo UBND", "Văn thư UBND"]
    assert process.steps[3].action.text == "Đóng dấu văn bản" and process.steps[2].action.text.count("\n") == 2


@needs_samples
def test_every_row_of_the_records() -> None:
    rows = [(row.number.text, row.name.text, row.retention.text) for row in sample("dang-ky-khai-sinh").records]
    assert rows == [
        ("01", "Bộ hồ sơ theo Mục 5.a", "Vĩnh viễn"),
        ("02", "Sổ đăng ký khai sinh", "Vĩnh viễn"),
        ("03", "Kết quả giải quyết thủ tục hành chính: Giấy khai sinh (bản photo)", "Vĩnh viễn"),
    ]


@needs_samples
def test_headers_and_footers_of_all_sections() -> None:
    margins = sample("dang-ky-khai-sinh").margins
    assert [(each.kind, each.title.text, each.issue.text, each.day.text) for each in margins] == [
        ("footer", "", "2", "07/7/2025"),
        ("header", "Đăng ký khai sinh", "", ""),
        ("footer", "", "1", "03/7/2024"),
        ("header", "Đăng ký khai sinh", "", ""),
    ]


# ---- numbering, layouts

NUMBERINGS = {
    "arabic": (("1. ", "2. ", "3. ", "4. ", "5. ", "6. ", "7. "), ("a. ", "b. ", "c. ", "d. ", "đ. ", "e. ", "g. ", "h. ")),
    "roman": (("I. ", "II. ", "III. ", "IV. ", "V. ", "VI. ", "VII. "), ("1. ", "2. ", "3. ", "4. ", "5. ", "6. ", "7. ", "8. ")),
    "decimal": (
        ("1/ ", "2/ ", "3/ ", "4/ ", "5/ ", "6/ ", "7/ "),
        ("5.1 ", "5.2 ", "5.3 ", "5.4 ", "5.5 ", "5.6 ", "5.7 ", "5.8 "),
    ),
    "closing": (("1) ", "2) ", "3) ", "4) ", "5) ", "6) ", "7) "), ("a) ", "b) ", "c) ", "d) ", "đ) ", "e) ", "g) ", "h) ")),
    "named": (("Mục 1. ", "Mục 2. ", "Mục 3. ", "Mục 4. ", "Mục 5. ", "Mục 6. ", "Mục 7. "), ("",) * 8),
    "none": (("",) * 7, ("a ", "b ", "c ", "d ", "đ ", "e ", "g ", "h ")),
}


@pytest.mark.parametrize("style", NUMBERINGS)
def test_sections_are_found_in_every_numbering(style: str) -> None:
    main, inner = NUMBERINGS[style]
    sheet = Maker(numbers=main, inner=inner).sheet()
    assert [section.part for section in sheet.sections] == [
        Part.PURPOSE, Part.SCOPE, Part.REFERENCES, Part.DEFINITIONS, Part.CONTENT, Part.DOSSIER, Part.SETS, Part.LIMIT, Part.SUBJECTS,
        Part.RESULTS, Part.FEES, Part.ACTS, Part.PROCESS, Part.TEMPLATES, Part.RECORDS,
    ]  # fmt: skip
    assert len(sheet.processes[0].steps) == 4 and len(sheet.records) == 2 and lost(sheet) == []


@pytest.mark.parametrize(
    ("text", "number", "title"),
    [("5.2. Nội dung", "5.2", "Nội dung"), ("đ) Kết quả", "đ", "Kết quả"), ("c Đối tượng", "c", "Đối tượng"), ("IV- Viết tắt", "IV", "Viết tắt"),
     ("vi phạm hành chính", "", "vi phạm hành chính"), ("Mục 5: Nội dung", "5", "Nội dung"), ("g.Tên mẫu đơn", "g", "Tên mẫu đơn")],
)  # fmt: skip
def test_numbers_in_front_of_titles(text: str, number: str, title: str) -> None:
    assert without_number(text) == (number, title)


@pytest.mark.parametrize(
    "text",
    ["Kết quả tra cứu được lưu trữ dưới dạng điện tử.", "- Thời gian kiểm tra hồ sơ và lấy ý kiến: 10 ngày", "Lệ phí này được miễn.",
     "- Phí cấp bản sao Trích lục (nếu có yêu cầu): 8.000 đồng", "Hồ sơ gồm có nhiều loại"],
)  # fmt: skip
def test_sentences_that_begin_like_headings_are_none(text: str) -> None:
    assert inner_heading(line(text)) is None and main_heading(line(text)) is None


def test_a_contents_without_a_table_behind_it_ends_where_the_sections_begin() -> None:
    sheet = Maker(contents=("1. MỤC ĐÍCH ........ 2", "2. PHẠM VI ........ 2", "5. NỘI DUNG ........ 3")).sheet()
    assert len(sheet.contents) == 3 and sheet.section(Part.PURPOSE) is not None and lost(sheet) == []
    made = docx.Document()
    made.add_paragraph("Mã hiệu: QT 01\nLần ban hành: 01")
    made.add_paragraph("QUY TRÌNH")
    made.add_paragraph("ĐĂNG KÝ KẾT HÔN")
    made.add_paragraph("MỤC LỤC")
    made.add_paragraph("1. MỤC ĐÍCH")
    made.add_paragraph(
        "Quy định trình tự, cách thức giải quyết hồ sơ hành chính của cơ quan theo tiêu chuẩn quốc gia về chất lượng."
    )
    made.add_paragraph("2. NỘI DUNG")
    made.add_paragraph("2.1. Thời hạn giải quyết: 3 ngày")
    made.add_paragraph("2.2. Căn cứ pháp lý: Luật Hộ tịch năm 2014")
    written = io.BytesIO()
    made.save(written)
    sheet = read_sheet(read_content(written.getvalue(), "x.docx"), "x.docx")
    assert [each.part for each in sheet.sections] == [Part.CONTENTS, Part.PURPOSE, Part.CONTENT, Part.LIMIT, Part.ACTS]
    assert sheet.title.text == "ĐĂNG KÝ KẾT HÔN" and sheet.is_sheet


def test_a_process_that_goes_on_in_a_second_table() -> None:
    maker = Maker(steps=STEPS[:2], notes=())
    made = maker.document()
    first = made.tables[2]
    second = made.add_table(2, 4)
    for row, texts in enumerate(STEPS[2:]):
        for column, text in enumerate(texts):
            second.cell(row, column).text = text
    between = made.add_paragraph()
    first._tbl.addnext(between._p)
    between._p.addnext(second._tbl)
    written = io.BytesIO()
    made.save(written)
    sheet = read_sheet(read_content(written.getvalue(), "x.docx"), "x.docx")
    assert len(sheet.processes) == 1 and [step.number.text for step in sheet.processes[0].steps] == ["1", "2", "3", "4"]


def test_two_rows_of_headings_a_stage_a_sum_and_columns_of_no_known_name() -> None:
    made = Maker().document()
    table = made.tables[2]
    again = made.add_table(6, 6)
    rows = [
        ("TT", "Lưu đồ", "Nội dung công việc", "Người thực hiện", "Thời gian", ""),
        ("", "", "", "", "Thường", "Có xác minh"),
        ("Giai đoạn tiếp nhận", "", "", "", "", ""),
        ("1", "○", "Tổng hợp hồ sơ", "Văn thư", "1 ngày", "2 ngày"),
        ("2", "", "Ký", "Lãnh đạo UBND", "2 giờ", "–"),
        ("", "", "Tổng cộng", "", "1 ngày 2 giờ", "2 ngày"),
    ]
    for row, texts in enumerate(rows):
        for column, text in enumerate(texts):
            if text:
                again.cell(row, column).text = text
    again.cell(0, 4).merge(again.cell(0, 5))
    again.cell(2, 0).merge(again.cell(2, 5))
    table._tbl.addprevious(again._tbl)
    table._tbl.getparent().remove(table._tbl)
    written = io.BytesIO()
    made.save(written)
    sheet = read_sheet(read_content(written.getvalue(), "x.docx"), "x.docx")
    (process,) = sheet.processes
    assert [column.case for column in process.columns] == ["Thường", "Có xác minh"]
    assert [(step.action.text, [time.said.text for time in step.times]) for step in process.steps] == [
        ("Tổng hợp hồ sơ", ["1 ngày", "2 ngày"]),
        ("Ký", ["2 giờ", "–"]),
    ]
    assert [remark.text for remark in process.remarks][:2] == ["Giai đoạn tiếp nhận", "Tổng cộng"]
    assert process.steps[0].more == (("Lưu đồ", process.steps[0].more[0][1]),) and lost(sheet) == []


def test_what_stands_behind_the_records_is_the_annex() -> None:
    sheet = Maker(annex=("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "1. MỤC ĐÍCH", "Thời hạn giải quyết: 9 ngày")).sheet()
    assert len(sheet.said_in(Part.ANNEX)) == 3 and len(sheet.said_in(Part.LIMIT)) == 1
