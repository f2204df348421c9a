"""Joined files of documents made elsewhere: notes, charts, fields, lists and styles of strangers; what is broken is named."""

from __future__ import annotations

import io
import random
import re
from typing import Any

import docx
import pytest
from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from docx.shared import Pt
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from qms_docs.errors import QmsDocsError, TemplateError
from qms_docs.templating.joining import join_documents
from qms_docs.templating.joining_source import JoinedDocument
from tests.ooxml.checker import faults
from tests.templating.strangers import (
    NAMESPACES,
    OFFICE,
    WORD,
    Edit,
    add,
    bookmark,
    field_in_runs,
    noted,
    packed,
    parts_of,
    simple_field,
    stranger,
    with_part,
    with_text,
)

MAIN = "word/document.xml"


def joined(*documents: JoinedDocument) -> dict[str, bytes]:
    data = join_documents(documents)
    assert not faults(data)
    docx.Document(io.BytesIO(data))
    return parts_of(data)


def opened(*documents: JoinedDocument) -> Document:
    return docx.Document(io.BytesIO(join_documents(documents)))


def shown(element: Any) -> str:
    return "".join(each.text or "" for each in element.iter(qn("w:t")))


def codes(parts: dict[str, bytes], name: str = MAIN) -> list[str]:
    """The codes of the fields of a part, those in runs made whole."""
    root = parse_xml(parts[name])
    found, pieces = [], ""
    for each in root.iter(qn("w:fldSimple"), qn("w:instrText"), qn("w:fldChar")):
        if each.tag == qn("w:fldSimple"):
            found.append(each.get(qn("w:instr"), "").strip())
        elif each.tag == qn("w:instrText"):
            pieces += each.text or ""
        elif pieces:
            found.append(pieces.strip())
            pieces = ""
    return found


@pytest.mark.parametrize("kind", ["footnote", "endnote"])
def test_notes_follow_their_words(kind: str) -> None:
    parts = joined(noted("một", kind, "chú một", "chú hai"), stranger("giữa"), noted("ba", kind, "chú ba"))
    notes = {
        each.get(qn("w:id")): shown(each).strip()
        for each in parse_xml(parts[f"word/{kind}s.xml"])
        if each.get(qn("w:type")) is None
    }
    named = [each.get(qn("w:id")) for each in parse_xml(parts[MAIN]).iter(qn(f"w:{kind}Reference"))]
    assert [notes[each] for each in named] == ["chú một", "chú hai", "chú ba"] and len(set(named)) == 3
    lines = re.findall(rb'w:type="(\w+)"', parts[f"word/{kind}s.xml"])
    assert lines == [b"separator", b"continuationSeparator"], "the lines above the notes stand once"
    (restart, none, again) = [
        section.find(f"{qn(f'w:{kind}Pr')}/{qn('w:numRestart')}") for section in parse_xml(parts[MAIN]).iter(qn("w:sectPr"))
    ]
    assert restart.get(qn("w:val")) == again.get(qn("w:val")) == "eachSect" and none is None
    if kind == "endnote":
        assert b'<w:pos w:val="sectEnd"/>' in parts["word/settings.xml"]


def test_endnotes_of_two_sections_stand_at_the_end_of_their_document() -> None:
    document = noted("một", "endnote", "chú")
    text = docx.Document(io.BytesIO(document.data))
    text.add_section()
    text.add_paragraph("cuối")
    made = io.BytesIO()
    text.save(made)
    parts = joined(JoinedDocument("a", made.getvalue()), stranger("hai"))
    put_off = [each.find(qn("w:noEndnote")) is not None for each in parse_xml(parts[MAIN]).iter(qn("w:sectPr"))]
    assert put_off == [True, False, False]


def test_a_chart_comes_with_its_workbook() -> None:
    chart = (
        '<c:chartSpace xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" '
        f'xmlns:r="{OFFICE}"><c:chart/><c:externalData r:id="rId1"/></c:chartSpace>'
    )

    def edit(document: Document) -> None:
        drawing = (
            '<w:r><w:drawing><wp:inline xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing">'
            '<wp:extent cx="100" cy="100"/><wp:docPr id="1" name="c"/><a:graphic '
            'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><a:graphicData uri="u"><c:chart '
            'xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" r:id="rIdXchart"/></a:graphicData></a:graphic>'
            "</wp:inline></w:drawing></w:r>"
        )
        add(document.add_paragraph(), drawing)

    def charted(text: str) -> JoinedDocument:
        kind = "application/vnd.openxmlformats-officedocument.drawingml.chart+xml"
        parts = parts_of(with_part(stranger(text, edit), "chart", "charts/chart1.xml", chart, kind).data)
        parts["word/embeddings/book.bin"] = f"workbook of {text}".encode()
        parts["word/charts/_rels/chart1.xml.rels"] = (
            '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
            f'<Relationship Id="rId1" Type="{OFFICE}/package" Target="../embeddings/book.bin"/></Relationships>'
        ).encode()
        return JoinedDocument(text, packed(parts))

    data = join_documents([charted("một"), charted("hai")])
    whole = docx.Document(io.BytesIO(data))
    books = []
    for each in whole.element.iter("{http://schemas.openxmlformats.org/drawingml/2006/chart}chart"):
        part = whole.part.related_parts[each.get(qn("r:id"))]
        assert part.content_type.endswith("chart+xml")
        books.append(part.rels["rId1"].target_part.blob.decode())
    assert books == ["workbook of một", "workbook of hai"]


def test_links_and_pictures_of_headers_come_along() -> None:
    def edit(document: Document) -> None:
        paragraph = document.sections[0].header.paragraphs[0]
        identity = document.sections[0].header.part.relate_to(
            "https://vi.wikipedia.org/", f"{OFFICE}/hyperlink", is_external=True
        )
        add(paragraph, f'<w:hyperlink r:id="{identity}"><w:r><w:t>nguồn</w:t></w:r></w:hyperlink>')

    whole = opened(stranger("một"), stranger("hai", edit))
    (link,) = whole.sections[1].header._element.iter(qn("w:hyperlink"))
    assert whole.sections[1].header.part.rels[link.get(qn("r:id"))].target_ref == "https://vi.wikipedia.org/"


def test_fields_name_the_bookmarks_of_their_own_document() -> None:
    def edit(document: Document) -> None:
        add(document.add_paragraph("đích"), bookmark("muc") + bookmark("muc_2", 2))
        add(document.add_paragraph(), field_in_runs(" PAGE", "REF mu", "c \\h "))
        add(document.add_paragraph(), simple_field(" REF MUC \\h "))
        add(document.add_paragraph(), field_in_runs(' HYPERLINK \\o "xem" \\l "muc" '))
        add(document.add_paragraph(), simple_field(" = muc + 1 "))
        add(document.add_paragraph(), '<w:hyperlink w:anchor="muc"><w:r><w:t>tới</w:t></w:r></w:hyperlink>')

    parts = joined(stranger("một", edit), stranger("hai", edit))
    names = [each.get(qn("w:name")) for each in parse_xml(parts[MAIN]).iter(qn("w:bookmarkStart"))]
    first, _, second, other = [name for name in names if not name.startswith("_")]
    assert first == "muc" and len({name.lower() for name in names}) == len(names) and second != other
    found = codes(parts)
    assert found[:4] == ["PAGEREF muc \\h", "REF muc \\h", 'HYPERLINK \\o "xem" \\l "muc"', "= muc + 1"]
    assert found[4:] == [
        f"PAGEREF {second} \\h",
        f"REF {second} \\h",
        f'HYPERLINK \\o "xem" \\l "{second}"',
        f"= {second} + 1",
    ]
    assert [e.get(qn("w:anchor")) for e in parse_xml(parts[MAIN]).iter(qn("w:hyperlink"))] == ["muc", second]


def test_contents_and_captions_keep_to_their_document() -> None:
    def edit(document: Document) -> None:
        add(document.add_paragraph(), field_in_runs(' TOC \\o "1-3" \\h '))
        for _ in range(2):
            add(document.add_paragraph("Bảng "), simple_field(" SEQ Bảng \\* ARABIC "))

    found = codes(joined(stranger("một", edit), stranger("hai", edit)))
    first, second = (re.findall(r"\\b (\w+)", code) for code in found if code.startswith("TOC"))
    assert first and second and first != second
    captions = [code for code in found if code.startswith("SEQ")]
    assert ["\\r 1" in code for code in captions] == [False, False, True, False]


def test_what_a_property_says_stays_as_it_was() -> None:
    def edit(document: Document) -> None:
        add(document.add_paragraph(), simple_field(" TITLE ", "Tên của tài liệu hai") + field_in_runs(" AUTHOR ", shown="Bà Hai"))

    parts = joined(stranger("một"), stranger("hai", edit))
    assert not codes(parts) and "Tên của tài liệu haiBà Hai" in shown(parse_xml(parts[MAIN]))


def paged(*edits: Edit, code: tuple[str, ...] = (" NUM", "PAGES "), pages: int | None = None) -> JoinedDocument:
    def footer(document: Document) -> None:
        paragraph = document.sections[0].footer.paragraphs[0]
        paragraph.text = "Trang "
        add(paragraph, field_in_runs(" PAGE "))
        add(paragraph, "<w:r><w:t>/</w:t></w:r>" + field_in_runs(*code, shown="7"))

    return stranger("trang", *edits, footer, pages=pages)


def starting(start: str, kind: str = "decimal") -> Edit:
    def edit(document: Document) -> None:
        section = document.add_section()
        columns = section._sectPr.find(qn("w:cols"))
        columns.addprevious(parse_xml(f'<w:pgNumType {NAMESPACES} w:fmt="{kind}" w:start="{start}"/>'))
        document.add_paragraph("phần sau")

    return edit


@pytest.mark.parametrize(
    ("document", "told"),
    [
        (paged(), ["PAGE", "PAGEREF _end_1"]),
        (paged(code=(" NUMPAGES \\* MERGEFORMAT ",)), ["PAGE", "PAGEREF _end_1 \\* MERGEFORMAT"]),
        (paged(lambda document: document.add_section()), ["PAGE", "PAGEREF _end_1"]),
        (paged(starting("1")), ["PAGE", "=", "PAGEREF _end_1", "+", "PAGEREF _end_1_1", ""]),
        (
            paged(starting("5", "lowerRoman")),
            ["PAGE", "=", "PAGEREF _end_1 \\* Arabic", "+", "PAGEREF _end_1_1 \\* Arabic", "- 4"],
        ),
        (paged(pages=4), ["PAGE", "SECTIONPAGES"]),
        (paged(starting("1"), pages=4), ["PAGE"]),
    ],
    ids=["one", "formatted", "two", "restart", "from-five", "known", "known-restart"],
)
def test_pages_are_those_of_the_document(document: JoinedDocument, told: list[str]) -> None:
    parts = joined(document, stranger("hai"))
    (footer,) = [name for name in parts if name.startswith("word/footer") and b"Trang" in parts[name]]
    assert codes(parts, footer) == told
    assert shown(parse_xml(parts[footer])).endswith("4" if document.pages else "7"), (
        "what was shown stays, or becomes the number that is known"
    )


def strip_texts(whole: Document, kind: str) -> list[list[str]]:
    """Per section, the texts of default and even (or first) headers that the section itself names."""
    found = []
    for section in whole.sections:
        own = {each.get(qn("w:type")): each.get(qn("r:id")) for each in section._sectPr.iter(qn("w:headerReference"))}
        parts = [whole.part.related_parts[own[each]] if each in own else None for each in ("default", kind)]
        found.append([shown(part.element) if part is not None else "—" for part in parts])
    return found


def headed(text: str, *, even: str | None = None, differs: bool = False) -> JoinedDocument:
    def edit(document: Document) -> None:
        document.sections[0].header.paragraphs[0].text = text
        if even is not None:
            document.sections[0].even_page_header.paragraphs[0].text = even
        document.settings.odd_and_even_pages_header_footer = differs

    return stranger(text, edit)


def test_even_pages_of_a_document_that_does_not_tell_them_apart_show_its_header() -> None:
    whole = opened(headed("lẻ", even="chẵn", differs=True), headed("đầu", even="bỏ quên"), stranger("không"))
    assert whole.settings.odd_and_even_pages_header_footer
    assert strip_texts(whole, "even") == [["lẻ", "chẵn"], ["đầu", "đầu"], ["", ""]]
    plain = opened(headed("một"), headed("đầu", even="bỏ quên"))
    assert not plain.settings.odd_and_even_pages_header_footer
    assert strip_texts(plain, "even") == [["một", "—"], ["đầu", "—"]]


def test_first_pages_without_a_header_stay_without() -> None:
    def own(document: Document) -> None:
        document.sections[0].different_first_page_header_footer = True
        document.sections[0].header.paragraphs[0].text = "sau"
        document.sections[0].first_page_header.paragraphs[0].text = "trước"

    def without(document: Document) -> None:
        section = document.sections[0]
        section._sectPr.append(parse_xml(f"<w:titlePg {NAMESPACES}/>"))
        section.header.paragraphs[0].text = "hai"

    assert strip_texts(opened(stranger("một", own), stranger("hai", without)), "first") == [["sau", "trước"], ["hai", ""]]


def test_an_empty_header_takes_no_room_from_narrow_margins() -> None:
    def narrow(document: Document) -> None:
        document.sections[0].top_margin = document.sections[0].bottom_margin = Pt(20)

    section = opened(headed("một"), stranger("hai", narrow)).sections[1]
    assert section.header_distance == section.footer_distance == Pt(17) and section.top_margin == Pt(20)


def numbered(numbering: str, *numbers: str) -> JoinedDocument:
    """A document whose paragraphs bear list numbers, with a numbering of its own."""

    def edit(document: Document) -> None:
        for number in numbers:
            properties = document.add_paragraph("mục")._p.get_or_add_pPr()
            properties.append(parse_xml(f'<w:numPr {NAMESPACES}><w:ilvl w:val="0"/><w:numId w:val="{number}"/></w:numPr>'))

    parts = parts_of(stranger("danh sách", edit).data)
    parts["word/numbering.xml"] = f"<w:numbering {NAMESPACES}>{numbering}</w:numbering>".encode()
    # The lists of python-docx's own styles are not there any more.
    parts["word/styles.xml"] = re.sub(rb"<w:numPr>.*?</w:numPr>", b"", parts["word/styles.xml"], flags=re.DOTALL)
    return JoinedDocument("danh sách", packed(parts))


def pattern(number: int, inner: str = "", extra: str = "") -> str:
    level = f'<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/>{inner}<w:lvlText w:val="%1."/></w:lvl>'
    return f'<w:abstractNum w:abstractNumId="{number}">{extra or level}</w:abstractNum>'


def number(identity: int, of: int) -> str:
    return f'<w:num w:numId="{identity}"><w:abstractNumId w:val="{of}"/></w:num>'


def lists(parts: dict[str, bytes]) -> list[str | None]:
    """Per numbered paragraph the pattern by which it counts."""
    root = parse_xml(parts["word/numbering.xml"])
    of = {each.get(qn("w:numId")): each.find(qn("w:abstractNumId")).get(qn("w:val")) for each in root.findall(qn("w:num"))}
    return [of.get(each.get(qn("w:val"))) for each in parse_xml(parts[MAIN]).iter(qn("w:numId"))]


def test_two_numbers_of_one_list_go_on_counting_together() -> None:
    document = numbered(pattern(0) + number(1, 0) + number(2, 0), "1", "2")
    a, b, c, d = lists(joined(document, document))
    assert a == b and c == d and a != c


def test_a_number_without_a_list_does_not_fall_in_with_a_neighbours() -> None:
    counted = numbered(pattern(0) + number(1, 0), "1")
    found = lists(joined(counted, numbered("", "1"), counted))
    assert found[1] is None and found[0] != found[2] and None not in (found[0], found[2])


def test_a_list_that_borrows_its_levels_keeps_them() -> None:
    lent = pattern(
        0, extra='<w:styleLink w:val="Kiểu"/><w:lvl w:ilvl="0"><w:numFmt w:val="upperRoman"/><w:lvlText w:val="%1"/></w:lvl>'
    )
    parts = joined(stranger("một"), numbered(lent + pattern(1, extra='<w:numStyleLink w:val="Kiểu"/>') + number(1, 1), "1"))
    (own,) = lists(parts)
    (found,) = [e for e in parse_xml(parts["word/numbering.xml"]) if e.get(qn("w:abstractNumId")) == own]
    assert found.find(f"{qn('w:lvl')}/{qn('w:numFmt')}").get(qn("w:val")) == "upperRoman"


def test_a_style_based_on_a_counted_one_begins_anew() -> None:
    def edit(document: Document) -> None:
        style = document.styles.add_style("Điều", WD_STYLE_TYPE.PARAGRAPH)
        style.base_style = document.styles["List Number"]
        document.add_paragraph("điều", style=style)

    def number_of(style: Any) -> str:
        found = style.element.find(f"{qn('w:pPr')}/{qn('w:numPr')}/{qn('w:numId')}")
        return found.get(qn("w:val")) if found is not None else number_of(style.base_style)

    whole = opened(stranger("một", edit), stranger("hai", edit))
    first, second = (number_of(p.style) for p in whole.paragraphs if p.text == "điều")
    assert first != second


def test_one_style_name_under_two_ids() -> None:
    def edit(document: Document) -> None:
        document.styles["Heading 1"].font.size = Pt(40)
        document.add_heading("Đề mục", 1)

    foreign = stranger("hai", edit)
    for part in (MAIN, "word/styles.xml"):
        foreign = with_text(foreign, part, 'w:val="Heading1"', 'w:val="u1"') if part == MAIN else foreign
    foreign = with_text(foreign, "word/styles.xml", 'w:styleId="Heading1"', 'w:styleId="u1"')
    parts = joined(stranger("một"), foreign)
    names = [each.get(qn("w:val")).lower() for each in parse_xml(parts["word/styles.xml"]).iter(qn("w:name"))]
    assert len(names) == len(set(names)), "Word throws one of two styles with one name away"
    whole = opened(stranger("một"), foreign)
    (heading,) = [p for p in whole.paragraphs if p.text == "Đề mục"]
    assert heading.style.font.size == Pt(40)


def test_a_style_that_a_document_lacks_is_not_taken_from_another() -> None:
    def edit(document: Document) -> None:
        document.add_paragraph("thường")._p.get_or_add_pPr().append(parse_xml(f'<w:pStyle {NAMESPACES} w:val="La"/>'))

    def own(document: Document) -> None:
        document.styles.add_style("La", WD_STYLE_TYPE.PARAGRAPH).font.size = Pt(60)
        document.add_paragraph("to", style="La")

    whole = opened(stranger("một", own), stranger("hai", edit))
    sizes = {p.text: p.style.font.size for p in whole.paragraphs if p.text}
    assert sizes["to"] == Pt(60) and sizes["thường"] != Pt(60)


def test_equal_styles_of_later_documents_are_taken_once() -> None:
    def edit(document: Document) -> None:
        document.styles["Normal"].font.size = Pt(9)
        document.add_heading("Đề mục", 1)

    documents = [stranger("một"), *(stranger(f"{place}", edit) for place in range(20))]
    styles = opened(*documents).styles
    assert len([style for style in styles if style.name.startswith("Normal")]) <= 4


def test_tables_keep_their_spacing_where_files_take_other_things_for_granted() -> None:
    def tight(document: Document) -> None:
        defaults = document.styles.element.find(f"{qn('w:docDefaults')}/{qn('w:pPrDefault')}")
        spacing = defaults.find(f"{qn('w:pPr')}/{qn('w:spacing')}")
        spacing.set(qn("w:after"), "0")
        spacing.set(qn("w:line"), "240")

    def grid(document: Document) -> None:
        document.add_table(1, 1, style="Table Grid").cell(0, 0).text = "ô"
        document.add_paragraph("sau bảng")

    whole = opened(stranger("một", tight), stranger("hai", grid))
    (cell,) = whole.tables[0]._cells
    assert cell.paragraphs[0].paragraph_format.space_after == 0, "as the style of the table says"
    (after,) = [p for p in whole.paragraphs if p.text == "sau bảng"]
    assert after.style.paragraph_format.space_after == Pt(10), "as its own file takes for granted"


def test_fonts_of_another_theme_are_written_down() -> None:
    def edit(document: Document) -> None:
        document.add_heading("Đề mục", 1)

    parts = parts_of(stranger("hai", edit).data)
    (theme,) = [name for name in parts if "theme/theme" in name]
    parts[theme] = parts[theme].replace(b'<a:latin typeface="Calibri"', b'<a:latin typeface="Verdana"')
    whole = opened(stranger("một", edit), JoinedDocument("hai", packed(parts)))
    first, second = (p.style.element.rPr.rFonts for p in whole.paragraphs if p.text == "Đề mục")
    assert first.get(qn("w:asciiTheme")) == "majorHAnsi" and second.get(qn("w:asciiTheme")) is None
    assert second.get(qn("w:ascii")) == "Verdana"


def test_macros_objects_and_questions_are_left_out() -> None:
    control = '<w:r><w:object><w:control r:id="rIdXcontrol"/></w:object></w:r>'
    bound = (
        '<w:sdt><w:sdtPr><w:id w:val="5"/><w:dataBinding w:xpath="/a" w:storeItemID="{0}"/></w:sdtPr>'
        "<w:sdtContent><w:r><w:t>giữ</w:t></w:r></w:sdtContent></w:sdt>"
    )
    first = with_part(stranger("một", lambda d: add(d.add_paragraph(), control + bound)), "control", "x.bin", b"x", "a/b")
    first = with_text(first, "[Content_Types].xml", "wordprocessingml.document.main+xml", "wordprocessingml.template.main+xml")
    first = with_text(first, "word/settings.xml", "<w:defaultTabStop", '<w:updateFields w:val="true"/><w:defaultTabStop')
    first = with_part(first, "vbaProject", "vbaProject.bin", b"macro", "application/vnd.ms-office.vbaProject")
    parts = joined(first, stranger("hai", lambda document: add(document.add_paragraph(), bound)))
    assert not [name for name in parts if name.endswith(".bin")] and b"updateFields" not in parts["word/settings.xml"]
    assert b"dataBinding" not in parts[MAIN] and parts[MAIN].count("giữ".encode()) == 2
    assert parts[MAIN].count(b'<w:id w:val="5"/>') == 1
    assert f"{WORD}.document.main+xml".encode() in parts["[Content_Types].xml"]


def test_what_a_reader_may_ignore_is_still_named() -> None:
    mc = "http://schemas.openxmlformats.org/markup-compatibility/2006"
    parts = parts_of(stranger("hai").data)
    root = etree.fromstring(parts[MAIN])
    made = etree.Element(root.tag, nsmap={**root.nsmap, "mc": mc, "q": "urn:q"})
    made.set(f"{{{mc}}}Ignorable", "q")
    made.extend(list(root))
    parts[MAIN] = etree.tostring(made).replace(b"<w:t>", b'<w:t q:own="1">')
    found = etree.fromstring(joined(stranger("một"), JoinedDocument("hai", packed(parts)))[MAIN])
    ignorable = found.get(f"{{{mc}}}Ignorable", "").split()
    assert "q" in ignorable and found.nsmap["q"] == "urn:q"


@pytest.mark.parametrize("part", ["word/styles.xml", "word/numbering.xml", "word/settings.xml", "word/header1.xml"])
@pytest.mark.parametrize("spoilt", [None, b"<w:a", b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'], ids=["gone", "cut", "entity"])
def test_a_broken_part_is_named(part: str, spoilt: bytes | None, english: None) -> None:
    parts = parts_of(headed("hỏng").data)
    if spoilt is None:
        del parts[part]
    else:
        parts[part] = spoilt
    with pytest.raises(TemplateError) as told:
        join_documents([stranger("một"), JoinedDocument("hỏng.docx", packed(parts)), stranger("ba")])
    assert told.value.location.file == "hỏng.docx" and told.value.location.within == part and told.value.advice


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 2**32))
def test_what_is_damaged_is_joined_or_named(seed: int) -> None:
    chance = random.Random(seed)
    parts = dict(DAMAGED)
    for _ in range(chance.randint(1, 3)):
        name = chance.choice(sorted(parts))
        places = list(re.finditer(rb'="([^"]*)"| [\w:]+="[^"]*"|<[\w:]+[^<>]*/>', parts[name]))
        if not places or chance.random() < 0.1:
            del parts[name]
            continue
        found = chance.choice(places)
        new = chance.choice([b"", found[0] * 2, b'="-1"', b'="rId1"', b'="99999999999"'])
        parts[name] = parts[name][: found.start()] + new + parts[name][found.end() :]
    try:
        data = join_documents([stranger("một"), JoinedDocument("hỏng", packed(parts)), stranger("ba")])
    except QmsDocsError:
        return
    texts = [paragraph.text for paragraph in docx.Document(io.BytesIO(data)).paragraphs]
    assert texts[0] == "một" and "ba" in texts


def _damaged() -> dict[str, bytes]:
    def edit(document: Document) -> None:
        document.add_paragraph("x", style="List Number")
        document.add_table(1, 2, style="Table Grid")
        add(document.add_paragraph(), bookmark("muc") + field_in_runs(" PAGEREF muc ") + simple_field(" NUMPAGES "))
        document.sections[0].footer.paragraphs[0].text = "cuối"
        document.add_section()

    document = docx.Document(io.BytesIO(noted("chú", "footnote", "một").data))
    edit(document)
    made = io.BytesIO()
    document.save(made)
    return parts_of(made.getvalue())


DAMAGED = _damaged()
