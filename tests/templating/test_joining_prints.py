"""Joined files as LibreOffice prints them: page by page what each document prints alone."""

from __future__ import annotations

import io
import re
import shutil
from pathlib import Path

import pypdf
import pytest
from docx.document import Document
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_BREAK
from docx.shared import Pt

from qms_docs.convert import convert
from qms_docs.templating.joining import join_documents
from qms_docs.templating.joining_source import JoinedDocument
from tests.templating.strangers import Edit, add, field_in_runs, noted, simple_field, stranger

needs_office = pytest.mark.skipif(
    not any(shutil.which(name) for name in ("soffice", "libreoffice")), reason="LibreOffice is not installed"
)


def counted(document: Document) -> None:
    """«Trang X/Y» at the foot of every page."""
    paragraph = document.sections[0].footer.paragraphs[0]
    paragraph.text = "Trang "
    add(paragraph, simple_field(" PAGE ") + "<w:r><w:t>/</w:t></w:r>" + field_in_runs(" NUM", "PAGES "))


def headed(text: str, first: str | None = None) -> Edit:
    def edit(document: Document) -> None:
        section = document.sections[0]
        section.header.paragraphs[0].text = text
        if first is not None:
            section.different_first_page_header_footer = True
            section.first_page_header.paragraphs[0].text = first

    return edit


def even(document: Document) -> None:
    document.settings.odd_and_even_pages_header_footer = True
    document.sections[0].even_page_header.paragraphs[0].text = "trang chẵn"


def long(document: Document) -> None:
    for place in range(100):
        document.add_paragraph(f"dòng {place}", style="List Number" if place % 3 else None)


def wide(document: Document) -> None:
    section = document.add_section()
    section.orientation, section.page_width, section.page_height = WD_ORIENT.LANDSCAPE, section.page_height, section.page_width
    document.add_paragraph("ngang")


def table(document: Document) -> None:
    document.add_table(60, 2, style="Table Grid").cell(59, 1).text = "ô cuối"


def empty_last_page(document: Document) -> None:
    document.add_paragraph().add_run().add_break(WD_BREAK.PAGE)
    document.add_paragraph()


def narrow(document: Document) -> None:
    document.sections[0].top_margin = Pt(20)


def large(document: Document) -> None:
    document.styles["Normal"].font.size = Pt(20)
    long(document)


DOCUMENTS = (
    stranger("một", counted, headed("đầu một"), long),
    stranger("hai"),
    stranger("ba", counted, headed("đầu ba", "đầu riêng"), wide),
    stranger("bốn", table),
    stranger("năm", headed("trang lẻ"), even, long),
    stranger("sáu", counted, empty_last_page),
    stranger("bảy", narrow, large),
    noted("tám", "footnote", "chú thích"),
    stranger("chín", counted, headed("đầu chín"), long, pages=4),
)


def printed(folder: Path, documents: dict[str, bytes]) -> dict[str, list[tuple[str, bool]]]:
    """The pages of each document: their text, whether they lie across."""
    files = []
    for name, data in documents.items():
        (folder / f"{name}.docx").write_bytes(data)
        files.append(folder / f"{name}.docx")
    found = {}
    for made in convert(files):
        assert made.reason is None
        pages = pypdf.PdfReader(io.BytesIO(made.data)).pages
        found[made.file.stem] = [(re.sub(r"\s+", " ", p.extract_text()), p.mediabox.width > p.mediabox.height) for p in pages]
    return found


@needs_office
def test_each_document_prints_as_it_does_alone(tmp_path: Path) -> None:
    documents = {each.name.removesuffix(".docx"): each.data for each in DOCUMENTS}
    backwards = tuple(JoinedDocument(each.name, each.data) for each in reversed(DOCUMENTS))
    joined = {"whole": join_documents(DOCUMENTS), "backwards": join_documents(backwards)}
    pages = printed(tmp_path, documents | joined)
    alone = [pages[name] for name in documents]
    assert [page for each in alone for page in each] == pages["whole"]
    assert [page for each in reversed(alone) for page in each] == pages["backwards"]
    labels = [re.findall(r"Trang (\d+/\d+)", text) for text, _ in pages["whole"]]
    assert labels[:4] == labels[-4:] == [["1/4"], ["2/4"], ["3/4"], ["4/4"]]
    assert any(across for _, across in pages["whole"])
