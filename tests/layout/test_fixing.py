"""Mended copies: what is safe is mended, the rest stays as it was; the copy is a sound Word file."""

from __future__ import annotations

import io
from dataclasses import replace

import docx
import pytest

from qms_docs.errors import TemplateError
from qms_docs.templating.layout import fix, lint
from qms_docs.templating.package import pack, read_package, write_package
from tests.layout.papers import Page, decision, package, part
from tests.ooxml.checker import faults


def spoilt() -> bytes:
    paper = decision().on(top=850, left=1134, width=12240, height=15840, first=False, number_size=11)
    paper = paper.having("nation", text="Cộng hòa xã hội chủ nghĩa Việt Nam", size=15, bold=False)
    paper = paper.having("motto", text="Độc Lập – Tự Do – Hạnh Phúc", italic=True)
    paper = paper.having("number", text="Số: 5/QĐ - UBND").having("date", text="Tân Xuân, ngày 5 tháng 2 năm 2026")
    paper = paper.having("basis2", text="Căn cứ Nghị định số 118/2025/NĐ-CP", italic=False)
    paper = paper.having("clause2", font="Arial", size=11, align="left", first=0, colour="FF0000", line=480)
    paper = paper.having("to-head", text="Nơi nhận", size=14).having("to2", text="Sở Khoa học và Công nghệ")
    return paper.having("name", text="TS. Nguyễn Văn A", bold=False).docx()


def test_a_spoilt_paper_is_mended() -> None:
    fixed = fix(spoilt(), "x.docx")
    assert [f"{each.name}: {each.fact}" for each in fixed.left] == []
    assert fixed.mended > 20
    assert fixed.data == fix(spoilt(), "x.docx").data
    assert fix(fixed.data, "x.docx").data == fixed.data
    assert not faults(fixed.data)
    document = docx.Document(io.BytesIO(fixed.data))
    assert round(document.sections[0].page_width.mm) == 210
    text = "\n".join(cell.text for table in document.tables for row in table.rows for cell in row.cells)
    for shown in ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc", "Số: 05/QĐ-UBND", "Nguyễn Văn A"):
        assert shown in text
    assert "ngày 05 tháng 02 năm 2026" in text
    assert "TS." not in text


def test_a_good_paper_stays_byte_for_byte_what_it_says() -> None:
    good = decision().docx()
    fixed = fix(good, "x.docx")
    assert fixed.mended == 0
    assert read_package(fixed.data, "x") == read_package(good, "x")


def test_what_needs_a_person_stays() -> None:
    paper = decision().having("article3", lead="Điều 4. ").having("date", text="Tân Xuân, ngày 31 tháng 4 năm 2026")
    fixed = fix(paper.docx(), "x.docx")
    assert {each.name for each in fixed.left} == {"article-order", "date-calendar"}
    assert not any("--fix" in str(each.advice) for each in fixed.left)


def test_a_blank_number_stays_blank() -> None:
    paper = decision().having("number", text="Số:        /QĐ-UBND")
    assert not lint(paper.docx(), "x.docx")
    wrong = paper.having("number", text="Số       /QĐ-UBND")
    assert {each.name for each in fix(wrong.docx(), "x.docx").left} == {"number-form"}


@pytest.mark.parametrize(
    ("data", "fault"),
    [
        (b"", "no-word-document"),
        (b"not a zip", "no-word-document"),
        (bytes.fromhex("d0cf11e0a1b11ae1") + b"old", "encrypted-file"),
        (write_package([pack("a.xml", b"<a/>")]), "no-word-document"),
        (package("<w:p><w:r>"), "broken-part"),
        (package("", styles="<w:style>"), "broken-part"),
    ],
)
def test_damaged_files_are_named(data: bytes, fault: str) -> None:
    for act in (lint, fix):
        with pytest.raises(TemplateError) as caught:
            act(data, "x.docx")
        assert caught.value.fault == fault


def test_an_empty_paper_tells_what_it_lacks() -> None:
    found = {each.name for each in lint(package("<w:p/>", replace(Page(), number="")), "x.docx")}
    assert {"nation-missing", "motto-missing", "agency-missing", "number-missing", "date-missing", "signature-missing"} <= found


def test_odd_values_stop_nothing() -> None:
    odd = '<w:p><w:pPr><w:jc/><w:ind w:firstLine="x"/><w:spacing w:line="9e99" w:before=""/><w:numPr/></w:pPr>'
    odd += '<w:r><w:rPr><w:sz w:val="big"/><w:rFonts/><w:color/></w:rPr><w:t>Điều 1</w:t></w:r></w:p>'
    odd += "<w:tbl><w:tr><w:tc/></w:tr></w:tbl><w:sectPr><w:pgSz/></w:sectPr>"
    body = odd + "".join(
        f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>" for text in ("a)", "1.", "Nơi nhận:", "Phụ lục", "V/v", "Chương I")
    )
    settings = {"word/numbering.xml": part("numbering", "<w:num/><w:abstractNum><w:lvl/></w:abstractNum>")}
    found = lint(package(body, more=settings), "x.docx")
    assert found
    assert fix(package(body, more=settings), "x.docx").left
