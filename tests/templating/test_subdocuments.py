"""Other Word files printed inside a document: nothing lost, lists begin anew, styles and links come along."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import parse_xml
from docx.shared import Mm
from docxtpl import DocxTemplate
from lxml import etree

from qms_docs.errors import FillError, TemplateError
from qms_docs.templating import SubDocument, compile_template

from . import reading
from .builder import NAME, W_NS, parts_of, template, zipped
from .richness import DOCUMENT, FOOTER, HEADER, WP, letter, links, ours, pictures, png, slim, theirs

W = reading.W
LINK = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink"
GREY = png(40, 30, 128)


def link(document: Any, text: str, address: str) -> None:
    key = document.part.relate_to(address, LINK, is_external=True)
    spaces = f'xmlns:w="{W_NS}" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
    made = f'<w:hyperlink {spaces} r:id="{key}"><w:r><w:t>{text}</w:t></w:r></w:hyperlink>'
    document.add_paragraph()._p.append(parse_xml(made))


def rich(document: Any) -> None:
    document.add_heading("Phụ lục", 1)
    document.add_paragraph("Một & hai <ba>").add_run(" đậm").bold = True
    for text in ("a", "b"):
        document.add_paragraph(text, style="List Number")
    made = document.add_table(2, 2, style="Table Grid")
    made.rows[0].cells[0].text = "ô"
    document.add_picture(io.BytesIO(GREY), width=Mm(30))
    link(document, "cổng", "https://example.vn/?a=1&b=2")
    document.add_paragraph("hết")


SUB = slim(rich)


def by_docxtpl(source: bytes, words: Callable[[DocxTemplate], dict[str, Any]]) -> bytes:
    """docxtpl needs a further package for its sub-documents."""
    pytest.importorskip("docxcompose")
    return theirs(source, words)


def test_text_looks_tables_and_pictures_are_docxtpl_s() -> None:
    source = letter("đầu", "{{p x }}", "cuối")
    made = ours(source, {"x": SubDocument(SUB)})
    model = by_docxtpl(source, lambda tpl: {"x": tpl.new_subdoc(io.BytesIO(SUB))})
    assert reading.text(made) == reading.text(model)
    assert [b for b in reading.body(made) if b[0] == "table"] == [b for b in reading.body(model) if b[0] == "table"]
    assert [b[2] for b in reading.body(made) if b[0] == "p"] == [b[2] for b in reading.body(model) if b[0] == "p"]
    assert pictures(made) == pictures(model)
    assert links(made) == links(model) == [("cổng", "https://example.vn/?a=1&b=2")]
    assert reading.misplaced(made) == []


@pytest.mark.parametrize("place", ["body", "header", "footer", "cell"])
def test_pictures_and_links_in_each_place(place: str) -> None:
    source = letter("{{p x }}") if place == "body" else letter("a", **{place: "{{p x }}"})
    part = {"header": HEADER, "footer": FOOTER}.get(place, DOCUMENT)
    data = ours(source, {"x": SubDocument(SUB)})
    assert len(pictures(data, part)) == 1
    assert links(data, part) == [("cổng", "https://example.vn/?a=1&b=2")]
    assert reading.misplaced(data, part) == []


def test_docxtpl_loses_pictures_and_links_in_headers() -> None:
    model = by_docxtpl(letter("a", header="{{p x }}"), lambda tpl: {"x": tpl.new_subdoc(io.BytesIO(SUB))})
    with pytest.raises(KeyError):
        links(model, HEADER)


def numbers(package: bytes) -> list[tuple[str, str]]:
    """Text and list of each paragraph in a list."""
    found = []
    for each in reading.part(package).iter(f"{W}p"):
        number = each.find(f"{W}pPr/{W}numPr/{W}numId")
        if number is not None:
            found.append(
                (reading.text_of(etree.ElementTree(each).getroot()) or "".join(each.itertext()), str(number.get(f"{W}val")))
            )
    return found


def lists(package: bytes) -> dict[str, tuple[str, bool]]:
    """Shape of each list, and whether it begins anew."""
    root = reading.part(package, "word/numbering.xml")
    return {
        str(each.get(f"{W}numId")): (str(each[0].get(f"{W}val")), each.find(f".//{W}startOverride") is not None)
        for each in root.iter(f"{W}num")
    }


def test_lists_begin_anew_each_time_where_docxtpl_s_go_on() -> None:
    source = letter("{{p x }}", "{%p for one in list %}", "{{p one }}", "{%p endfor %}", "{{p y }}")
    sub, other = SubDocument(SUB), SubDocument(slim(lambda document: document.add_paragraph("c", style="List Number") and None))
    data = ours(source, {"x": sub, "list": [sub, sub], "y": other})
    found = numbers(data)
    assert [text for text, _ in found] == ["a", "b"] * 3 + ["c"]
    assert len({number for _, number in found}) == 4
    assert [found[place][1] == found[place + 1][1] for place in (0, 2, 4)] == [True] * 3
    assert all(lists(data)[number][1] for _, number in found)
    assert len({lists(data)[number][0] for _, number in found[:6]}) == 1

    def again(tpl: DocxTemplate) -> dict[str, Any]:
        one = tpl.new_subdoc(io.BytesIO(SUB))
        return {"x": one, "list": [one, one], "y": one}

    assert len({number for _, number in numbers(by_docxtpl(source, again))}) == 1


def test_a_list_written_into_its_paragraphs() -> None:
    def build(document: Any) -> None:
        numbering = document.part.numbering_part.element
        for text, number in (("a", numbering.num_lst[0].numId), ("b", numbering.num_lst[1].numId)):
            made = document.add_paragraph(text)
            properties = made._p.get_or_add_pPr().get_or_add_numPr()
            properties.get_or_add_numId().val = number
            properties.get_or_add_ilvl().val = 0

    sub = SubDocument(slim(build))
    data = ours(letter("{{p x }}", "{{p x }}"), {"x": sub})
    assert [text for text, _ in numbers(data)] == ["a", "b", "a", "b"]
    assert len({number for _, number in numbers(data)}) == 4


def test_lists_in_a_template_that_has_none() -> None:
    source = template("{{p x }}")
    assert "word/numbering.xml" not in parts_of(source)
    data = compile_template(source, NAME).fill({"x": SubDocument(SUB)})
    assert {number for _, number in numbers(data)} <= set(lists(data))
    assert b"/word/numbering.xml" in parts_of(data)["[Content_Types].xml"]
    assert b'Target="numbering.xml"' in parts_of(data)["word/_rels/document.xml.rels"]


def test_lists_of_the_template_go_on_as_they_were() -> None:
    def more(document: Any) -> None:
        document.add_paragraph("{%p for one in list %}")
        made = document.add_paragraph("{{ one }}")
        properties = made._p.get_or_add_pPr().get_or_add_numPr()
        properties.get_or_add_numId().val = 1
        properties.get_or_add_ilvl().val = 0
        document.add_paragraph("{{p x }}")
        document.add_paragraph("{%p endfor %}")

    source = letter("đầu", more=more)
    data = ours(source, {"x": SubDocument(SUB), "list": ["m", "n"]})
    found = dict(numbers(data))
    assert found["m"] == found["n"] == "1"
    assert {number for _, number in numbers(data)} <= set(lists(data))


def styled(colour: str) -> Callable[[Any], None]:
    def build(document: Any) -> None:
        base = document.styles.add_style("Khung", WD_STYLE_TYPE.PARAGRAPH)
        made = document.styles.add_style("Điều khoản", WD_STYLE_TYPE.PARAGRAPH)
        made.base_style, base.base_style = base, document.styles["Normal"]
        made.font.bold = colour == "đậm"
        mark = document.styles.add_style("Nhấn", WD_STYLE_TYPE.CHARACTER)
        document.add_paragraph("a", style="Điều khoản").add_run("b", style=mark)
        document.add_paragraph("c", style="Heading 1")

    return build


def style_names(package: bytes) -> dict[str, str]:
    """Names of the styles of all paragraphs and runs by their text."""
    opened = docx.Document(io.BytesIO(package))
    found = {p.text: str(p.style.name) for p in opened.paragraphs if p.style is not None}
    return found | {
        r.text: str(r.style.name) for p in opened.paragraphs for r in p.runs if r.style.name != "Default Paragraph Font"
    }


def test_styles_that_the_template_lacks_come_along_with_those_they_are_based_on() -> None:
    data = ours(letter("{{p x }}"), {"x": SubDocument(slim(styled("đậm")))})
    assert style_names(data) | {"ab": "Điều khoản", "b": "Nhấn", "c": "Heading 1"} == style_names(data)
    made = docx.Document(io.BytesIO(data)).styles["Điều khoản"]
    assert made.font.bold and made.base_style.name == "Khung" and made.base_style.base_style.name == "Normal"


def test_styles_of_the_same_name_are_the_template_s() -> None:
    source = letter("{{p x }}", more=styled("đậm"))
    data = ours(source, {"x": SubDocument(slim(styled("nhạt")))})
    assert docx.Document(io.BytesIO(data)).styles["Điều khoản"].font.bold
    assert parts_of(data)["word/styles.xml"] == parts_of(source)["word/styles.xml"]


def test_a_style_whose_id_is_taken_by_another_name_gets_a_new_one() -> None:
    def build(name: str, text: str) -> bytes:
        def write(document: Any) -> None:
            document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH).element.set(f"{W}styleId", "Muc")
            document.add_paragraph(text).style = document.styles[name]

        return slim(write)

    data = ours(
        letter("{{p x }}", "{{p y }}", "{{p x }}"), {"x": SubDocument(build("Mục", "a")), "y": SubDocument(build("Muc", "b"))}
    )
    assert style_names(data) | {"a": "Mục", "b": "Muc"} == style_names(data)


def marked(document: Any) -> None:
    spaces = f'xmlns:w="{W_NS}"'
    body = document.element.body
    body.insert(0, parse_xml(
        f'<w:p {spaces}><w:bookmarkStart w:id="0" w:name="muc_1"/><w:r><w:t>mục</w:t></w:r><w:bookmarkEnd w:id="0"/></w:p>'
    ))  # fmt: skip
    body.insert(1, parse_xml(
        f'<w:p {spaces}><w:hyperlink w:anchor="muc_1"><w:r><w:t>xem</w:t></w:r></w:hyperlink>'
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> REF muc_1 \\h </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>mục</w:t></w:r>'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>'
    ))  # fmt: skip
    document.add_picture(io.BytesIO(GREY))


def test_bookmarks_their_references_and_drawings_stay_apart() -> None:
    source = letter("{{p x }}", "{{p x }}", cell="{{p x }}", header="{{p x }}", more=marked)
    data = ours(source, {"x": SubDocument(slim(marked))})
    names: list[str] = []
    for part in (DOCUMENT, HEADER):
        root = reading.part(data, part)
        ids = [each.get(f"{W}id") for each in root.iter(f"{W}bookmarkStart")]
        assert sorted(ids) == sorted(str(each.get(f"{W}id")) for each in root.iter(f"{W}bookmarkEnd"))
        drawings = [each.get("id") for each in root.iter(f"{WP}docPr")]
        assert len(set(ids)) == len(ids) and len(set(drawings)) == len(drawings)
        own = [str(each.get(f"{W}name")) for each in root.iter(f"{W}bookmarkStart")]
        assert own == [each.get(f"{W}anchor") for each in root.iter(f"{W}hyperlink")]
        assert own == [str(each.text).split()[1] for each in root.iter(f"{W}instrText")]
        names += own
    assert len(set(names)) == len(names) == 5


def test_a_cell_that_ends_with_a_table_gets_its_paragraph() -> None:
    def build(document: Any) -> None:
        document.add_table(1, 1, style="Table Grid").rows[0].cells[0].text = "trong"

    data = ours(letter("{{p x }}", "{{p x }}", cell="{{p x }}"), {"x": SubDocument(slim(build))})
    assert reading.misplaced(data) == []
    assert len(docx.Document(io.BytesIO(data)).tables) == 3


def test_an_empty_file_leaves_sound_cells() -> None:
    data = ours(letter("đầu", "{{p x }}", "cuối", cell="{{p x }}"), {"x": SubDocument(slim(lambda _: None))})
    assert reading.misplaced(data) == []
    assert reading.text(data).startswith("đầu\acuối")


def test_what_the_file_says_about_itself_stays_behind() -> None:
    def build(document: Any) -> None:
        document.sections[0].header.paragraphs[0].text = "đầu trang của tệp"
        document.add_comment(document.add_paragraph("a").runs or document.add_paragraph("b").add_run("c"), "nhận xét")
        document.core_properties.title = "tệp"

    data = ours(letter("{{p x }}"), {"x": SubDocument(slim(build))})
    assert b"commentRange" not in parts_of(data)[DOCUMENT] and b"commentReference" not in parts_of(data)[DOCUMENT]
    assert "đầu trang của tệp" not in "".join(data.decode("utf-8", "replace") for data in parts_of(data).values())
    assert len(list(reading.part(data).iter(f"{W}sectPr"))) == 1


def test_text_that_looks_like_tags_is_text() -> None:
    data = compile_template(letter("{{p x }}"), NAME).fill(
        {"x": SubDocument(slim(lambda d: d.add_paragraph("{{ x }} {% if %}") and None))}
    )
    assert "{{ x }} {% if %}" in reading.text(data)


def test_a_document_of_python_docx_as_it_is_at_the_moment(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_paragraph("một")
    sub = SubDocument(document)
    document.add_paragraph("hai")
    assert reading.text(ours(letter("{{p x }}"), {"x": sub})) == "một"
    document.save(str(tmp_path / "tệp.docx"))
    assert reading.text(ours(letter("{{p x }}"), {"x": SubDocument(tmp_path / "tệp.docx")})) == "một\ahai"


def test_the_same_object_in_two_templates() -> None:
    sub = SubDocument(SUB)
    first, second = letter("{{p x }}"), letter("{{p y }}", header="{{p y }}", more=marked)
    made = ours(first, {"x": sub})
    ours(second, {"y": sub})
    assert ours(first, {"x": sub}) == made == ours(first, {"x": SubDocument(SUB)})


@pytest.mark.parametrize("text", ["{{ x }}", "a {{r x }} b"])
def test_a_sub_document_in_the_wrong_tag_is_refused_with_advice(text: str) -> None:
    with pytest.raises(FillError, match=r"\{\{p … \}\}") as caught:
        compile_template(letter(text), NAME).fill({"x": SubDocument(SUB)})
    assert "word/document.xml" in str(caught.value.location)


def changed(find: str, put: str, part: str = DOCUMENT, source: bytes = SUB) -> bytes:
    parts = parts_of(source)
    assert find.encode() in parts[part]
    return zipped({**parts, part: parts[part].replace(find.encode(), put.encode(), 1)})


BODY = "<w:body>"
REFUSED = {
    "no zip": b"khong phai docx",
    "broken": changed("</w:body>", ""),
    "with a document type": changed("<w:document", "<!DOCTYPE a><w:document"),
    "without body": changed("<w:body>", "<w:x>", source=changed("</w:body>", "</w:x>")),
    "a footnote": changed(BODY, BODY + '<w:p><w:r><w:footnoteReference w:id="1"/></w:r></w:p>'),
    "an endnote": changed(BODY, BODY + '<w:p><w:r><w:endnoteReference w:id="1"/></w:r></w:p>'),
    "two sections": changed(BODY, BODY + "<w:p><w:pPr><w:sectPr/></w:pPr></w:p>"),
    "an unknown relationship": changed(BODY, BODY + '<w:p><w:hyperlink r:id="rId999"/></w:p>'),
    "an embedded file": changed(BODY, BODY + "<w:p><w:r><w:object/></w:r></w:p>"),
    "another file": changed(BODY, BODY + '<w:altChunk r:id="rId1"/>'),
    "a link to a script": changed("https://example.vn/", "javascript:alert", "word/_rels/document.xml.rels"),
    "a link to a file": changed("https://example.vn/", "file:///etc/", "word/_rels/document.xml.rels"),
    "broken styles": changed("<w:styles", "<w:stile", "word/styles.xml"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_files_that_would_lose_something_or_break_are_refused(name: str) -> None:
    with pytest.raises(TemplateError):
        SubDocument(REFUSED[name])


def test_many_printings_are_quick_and_small() -> None:
    source = letter("{%p for one in list %}", "{{p one }}", "{%p endfor %}")
    data = ours(source, {"list": [SubDocument(SUB)] * 50})
    assert len([name for name in parts_of(data) if name.startswith("word/media/qms")]) == 1
    assert len(pictures(data)) == 50
