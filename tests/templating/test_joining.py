"""One Word file of many: each document keeps its headers, its page count, its lists, its looks."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from typing import Any

import docx
import pytest
from docx.document import Document
from docx.enum.section import WD_ORIENT
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Pt
from hypothesis import given, settings
from hypothesis import strategies as st

from qms_docs.errors import TemplateError
from qms_docs.templating.joining import join_documents
from qms_docs.templating.joining_source import JoinedDocument
from tests.ooxml.checker import faults
from tests.places import REPOSITORY


def written(document: Document) -> bytes:
    made = io.BytesIO()
    document.save(made)
    return made.getvalue()


def made(text: str, edit: Callable[[Document], Any] = lambda document: None) -> JoinedDocument:
    """A document of one paragraph, after an edit."""
    document = docx.Document()
    document.add_paragraph(text)
    edit(document)
    return JoinedDocument(f"{text}.docx", written(document), pages=3)


def joined(*documents: JoinedDocument) -> Document:
    data = join_documents(documents)
    # python-docx's own template writes an empty docDefaults language and a zoom that the checker knows.
    assert not [fault for fault in faults(data) if "duplicate" in str(fault) or "missing" in str(fault)]
    return docx.Document(io.BytesIO(data))


def part(data: bytes, name: str) -> str:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return archive.read(name).decode()


def with_strips(header: str | None, footer: str | None) -> Callable[[Document], None]:
    def edit(document: Document) -> None:
        if header:
            document.sections[0].header.paragraphs[0].text = header
        if footer:
            paragraph = document.sections[0].footer.paragraphs[0]
            paragraph.text = footer
            paragraph._p.append(parse_xml(field("NUMPAGES")))

    return edit


def field(instruction: str) -> str:
    text = "<w:t>9</w:t></w:r></w:fldSimple>"
    return f'<w:fldSimple {nsdecls("w")} w:instr=" {instruction} "><w:r>{text}'


def test_each_document_keeps_its_headers_and_none_shows_its_neighbours() -> None:
    whole = joined(made("một", with_strips("Đầu một", "Cuối một ")), made("hai"), made("ba", with_strips(None, "Cuối ba ")))
    headers = [section.header.paragraphs[0].text for section in whole.sections]
    footers = [section.footer.paragraphs[0].text for section in whole.sections]
    assert headers == ["Đầu một", "", ""]
    assert footers == ["Cuối một ", "", "Cuối ba "]
    assert [section.header.is_linked_to_previous for section in whole.sections] == [False] * 3
    assert [paragraph.text for paragraph in whole.paragraphs if paragraph.text] == ["một", "hai", "ba"]


def test_pages_are_counted_document_by_document() -> None:
    data = join_documents([made("một", with_strips("a", "Trang ")), made("hai", with_strips("b", "Trang "))])
    whole = docx.Document(io.BytesIO(data))
    for section in whole.sections:
        numbers = section._sectPr.find(qn("w:pgNumType"))
        assert numbers is not None and numbers.get(qn("w:start")) == "1"
        shown = section.footer.paragraphs[0]._p.xml
        assert "SECTIONPAGES" in shown and "NUMPAGES" not in shown and "<w:t>3</w:t>" in shown


def test_a_document_of_two_sections_names_its_last_page() -> None:
    def edit(document: Document) -> None:
        with_strips("a", "Trang ")(document)
        wide = document.add_section()
        wide.orientation, wide.page_width, wide.page_height = WD_ORIENT.LANDSCAPE, wide.page_height, wide.page_width
        document.add_paragraph("ngang")

    whole = joined(made("một", edit), made("hai"))
    assert [section.orientation for section in whole.sections] == [WD_ORIENT.PORTRAIT, WD_ORIENT.LANDSCAPE, WD_ORIENT.PORTRAIT]
    (end,) = [each for each in whole.element.iter(qn("w:bookmarkStart")) if each.get(qn("w:name")) == "_end_1"]
    assert "ngang" in "".join(end.getparent().itertext())
    assert "PAGEREF _end_1" in whole.sections[0].footer.paragraphs[0]._p.xml
    assert whole.sections[1]._sectPr.find(qn("w:pgNumType")) is None, "the second section goes on counting"


def test_a_table_at_the_end_makes_no_empty_page() -> None:
    whole = joined(made("một", lambda document: document.add_table(1, 1)), made("hai"))
    (last, *_) = [p for p in whole.paragraphs if p._p.find(f"{qn('w:pPr')}/{qn('w:sectPr')}") is not None]
    assert last.text == "" and last.paragraph_format.line_spacing == Pt(1)


def test_counted_lists_begin_anew() -> None:
    def edit(document: Document) -> None:
        document.add_paragraph("đầu", style="List Number")
        document.add_paragraph("sau", style="List Number")

    whole = joined(made("một", edit), made("hai", edit))
    found = []
    for paragraph in whole.paragraphs:
        if paragraph.text in ("đầu", "sau"):
            number = paragraph.style.element.find(f"{qn('w:pPr')}/{qn('w:numPr')}/{qn('w:numId')}")
            found.append((paragraph.text, number.get(qn("w:val"))))
    assert [text for text, _ in found] == ["đầu", "sau"] * 2
    assert found[0][1] == found[1][1] != found[2][1] == found[3][1]
    abstract = {
        each.get(qn("w:numId")): each[0].get(qn("w:val")) for each in whole.part.numbering_part.element.findall(qn("w:num"))
    }
    assert abstract[found[0][1]] != abstract[found[2][1]], "Word would go on counting in the same list"


def test_styles_that_differ_keep_their_looks() -> None:
    def red(document: Document) -> None:
        document.styles["Heading 1"].font.size = Pt(30)
        document.styles["Normal"].font.name = "Arial"
        document.add_heading("Đề mục", 1)

    def plain(document: Document) -> None:
        document.add_heading("Đề mục", 1)

    whole = joined(made("một", plain), made("hai", red), made("ba", plain))
    looks = [paragraph.style for paragraph in whole.paragraphs if paragraph.text == "Đề mục"]
    assert looks[0].style_id == looks[2].style_id == "Heading1" and looks[1].style_id != "Heading1"
    assert looks[1].font.size == Pt(30) and looks[0].font.size != Pt(30)
    texts = {paragraph.text: paragraph.style for paragraph in whole.paragraphs}
    assert texts["hai"].font.name == "Arial" and texts["một"].font.name != "Arial"
    assert texts["một"].style_id == texts["ba"].style_id


def test_what_a_file_takes_for_granted_goes_with_it() -> None:
    def large(document: Document) -> None:
        sizes = document.styles.element.find(f"{qn('w:docDefaults')}/{qn('w:rPrDefault')}/{qn('w:rPr')}/{qn('w:sz')}")
        sizes.set(qn("w:val"), "48")

    whole = joined(made("một"), made("hai", large))
    texts = {paragraph.text: paragraph.style for paragraph in whole.paragraphs}
    assert texts["hai"].font.size == Pt(24) and texts["một"].font.size is None


def test_bookmarks_and_those_who_name_them() -> None:
    def edit(document: Document) -> None:
        paragraph = document.add_paragraph("đích")._p
        for tag, extra in (("w:bookmarkStart", {"w:name": "muc"}), ("w:bookmarkEnd", {})):
            mark = OxmlElement(tag)
            for key, value in ({"w:id": "1"} | extra).items():
                mark.set(qn(key), value)
            paragraph.append(mark)
        document.add_paragraph()._p.append(parse_xml(field(r"PAGEREF muc \h")))

    data = join_documents([made("một", edit), made("hai", edit)])
    text = part(data, "word/document.xml")
    names = re.findall(r'<w:bookmarkStart [^>]*w:name="(muc\w*)"', text)
    assert len(names) == len(set(names)) == 2
    assert re.findall(r"PAGEREF (\w+)", text) == names
    ids = re.findall(r'<w:bookmarkStart [^>]*?w:id="(\d+)"', text)
    assert len(ids) == len(set(ids))


def test_pictures_are_kept_once_and_every_drawing_has_its_number() -> None:
    picture = next((REPOSITORY / "docs").rglob("*.png"))

    def edit(document: Document) -> None:
        document.add_picture(str(picture), width=Pt(20))

    data = join_documents([made("một", edit), made("hai", edit)])
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert len([name for name in archive.namelist() if name.startswith("word/media/")]) == 1
    text = part(data, "word/document.xml")
    numbers = re.findall(r'<wp:docPr id="(\d+)"', text)
    assert len(numbers) == 2 and len(set(numbers)) == 2
    assert docx.Document(io.BytesIO(data)).inline_shapes[1].width == Pt(20)


def test_comments_are_left_out_and_notes_are_refused(english: None) -> None:
    def commented(document: Document) -> None:
        document.add_comment(document.paragraphs[0].runs, "xem lại", author="Nguyễn Văn A")

    data = join_documents([made("một", commented), made("hai")])
    assert "comment" not in part(data, "word/document.xml")
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert not [name for name in archive.namelist() if "comments" in name]

    def chunk(document: Document) -> None:
        document.element.body.insert(0, parse_xml(f'<w:altChunk {nsdecls("w", "r")} r:id="rId99"/>'))
        document.part.rels.add_relationship(
            "http://schemas.openxmlformats.org/officeDocument/2006/relationships/aFChunk", "chunk.html", "rId99", is_external=True
        )

    with pytest.raises(TemplateError, match="altChunk"):
        join_documents([made("một"), made("hai", chunk)])


@pytest.mark.parametrize("broken", [b"", b"PK", b"not a document"], ids=["empty", "cut", "text"])
def test_broken_files_are_named(broken: bytes) -> None:
    with pytest.raises(TemplateError) as told:
        join_documents([made("một"), JoinedDocument("hỏng.docx", broken)])
    assert told.value.location.file == "hỏng.docx"


def test_the_same_documents_give_the_same_bytes() -> None:
    documents = [made("một", with_strips("a", "b")), made("hai"), made("ba", with_strips(None, "c"))]
    assert join_documents(documents) == join_documents(documents)


MAKERS: tuple[Callable[[Document], Any], ...] = (
    lambda document: None,
    with_strips("đầu", None),
    with_strips(None, "cuối "),
    lambda document: document.add_table(2, 2),
    lambda document: document.add_section(),
    lambda document: document.add_paragraph("x", style="List Number"),
    lambda document: setattr(document.settings, "odd_and_even_pages_header_footer", True),
    lambda document: setattr(document.sections[0], "different_first_page_header_footer", True),
)


@settings(max_examples=25, deadline=None)
@given(st.lists(st.sampled_from(range(len(MAKERS))), min_size=1, max_size=6))
def test_any_documents_in_any_order(kinds: list[int]) -> None:
    documents = [made(f"tài liệu {place}", MAKERS[kind]) for place, kind in enumerate(kinds)]
    whole = joined(*documents)
    texts = [paragraph.text for paragraph in whole.paragraphs if paragraph.text.startswith("tài liệu")]
    assert texts == [f"tài liệu {place}" for place in range(len(kinds))]
    alone = [docx.Document(io.BytesIO(document.data)) for document in documents]
    assert len(whole.sections) == sum(len(document.sections) for document in alone)
    place = 0
    for document in alone:
        for section in document.sections:
            own = whole.sections[place]
            assert [p.text for p in own.header.paragraphs] == [p.text for p in section.header.paragraphs] or [""]
            assert own.header.paragraphs[0].text == section.header.paragraphs[0].text
            assert own.footer.paragraphs[0].text == section.footer.paragraphs[0].text
            place += 1
