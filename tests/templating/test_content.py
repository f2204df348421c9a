"""Any Word file as content: merged cells, labels of lists, headers of sections, what a change took away."""

from __future__ import annotations

import io

import docx
import pytest
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from qms_docs.errors import TemplateError
from qms_docs.templating.content import read_content
from tests.places import SAMPLES


def content_of(document: docx.document.Document):
    written = io.BytesIO()
    document.save(written)
    return read_content(written.getvalue(), "x.docx")


def test_a_merged_cell_stands_once_and_is_found_from_all_its_places() -> None:
    document = docx.Document()
    table = document.add_table(3, 4)
    table.cell(0, 0).merge(table.cell(2, 0)).text = "Cơ quan"
    table.cell(0, 1).merge(table.cell(1, 2)).text = "Quy trình"
    table.cell(2, 3).text = "Ngày"
    found = content_of(document).body.tables[0]
    assert (found.rows, found.columns) == (3, 4)
    agency, title = found.at(2, 0), found.at(1, 2)
    assert agency is not None and (agency.text, agency.row, agency.rows, agency.columns) == ("Cơ quan", 0, 3, 1)
    assert title is not None and (title.text, title.rows, title.columns) == ("Quy trình", 2, 2)
    assert found.at(2, 1) is not title
    assert [cell.text for cell in found.row(2)] == ["Cơ quan", "", "", "Ngày"]
    assert found.at(3, 0) is None


def test_absurd_spans_are_held_to_the_columns_of_word() -> None:
    document = docx.Document()
    table = document.add_table(1, 2)
    for cell, many in zip(table.rows[0].cells, ("1000000000", "-4"), strict=True):
        span = OxmlElement("w:gridSpan")
        span.set(qn("w:val"), many)
        cell._tc.get_or_add_tcPr().append(span)
    assert content_of(document).body.tables[0].columns <= 63


def test_labels_of_lists_stand_apart_and_deleted_text_is_gone() -> None:
    document = docx.Document()
    document.add_paragraph("Mục đích", style="List Number")
    paragraph = document.add_paragraph("Phạm vi", style="List Number")
    gone = OxmlElement("w:del")
    run = document.add_paragraph("đã xóa").runs[0]._r
    gone.append(run)
    paragraph._p.append(gone)
    lines = content_of(document).body.lines
    assert [(line.label, line.text) for line in lines[:2]] == [("1.", "Mục đích"), ("2.", "Phạm vi")]
    assert lines[1].place == "word/document.xml¶2"


def test_a_first_page_counts_only_where_the_section_has_one() -> None:
    document = docx.Document()
    section = document.sections[0]
    section.header.paragraphs[0].text = "Tên quy trình"
    section.first_page_header.paragraphs[0].text = "Trang đầu"
    assert [story.text for story in content_of(document).headers] == ["Tên quy trình"]
    section.different_first_page_header_footer = True
    assert [(story.page, story.text) for story in content_of(document).headers] == [
        ("default", "Tên quy trình"),
        ("first", "Trang đầu"),
    ]


def test_tables_in_cells_keep_their_place() -> None:
    document = docx.Document()
    inner = document.add_table(1, 1).cell(0, 0).add_table(1, 1)
    inner.cell(0, 0).text = "trong"
    cell = content_of(document).body.tables[0].at(0, 0)
    assert cell is not None and cell.text == "trong"


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", bytes.fromhex("d0cf11e0a1b11ae1") + bytes(512), b"{\\rtf1 a}"])
def test_no_word_file_is_an_error_with_its_name(data: bytes) -> None:
    with pytest.raises(TemplateError, match=r"x\.docx"):
        read_content(data, "x.docx")


@pytest.mark.skipif(not SAMPLES.is_dir(), reason="the samples are not here")
def test_a_real_sheet_reads_as_it_looks() -> None:
    file = SAMPLES / "iso-sheets/qt-dang-ky-khai-sinh.docx"
    found = read_content(file.read_bytes(), file.name)
    cover, steps = found.body.tables[0], found.body.tables[3]
    assert [cell.text for cell in cover.row(0)] == ["SỞ TƯ PHÁP", "QUY TRÌNH", "Mã hiệu: QT 01/CX-HCTP"]
    shared = steps.at(5, 3)
    assert shared is not None and (shared.text, shared.rows) == ("1 ngày", 5)
    assert [footer.text.splitlines()[-1] for footer in found.footers if footer.text] == ["Lần ban hành: 2", "Lần ban hành: 1"]
