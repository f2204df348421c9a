"""Notes, comments, properties, text boxes and content controls: as docxtpl where it fills them, right where it does not."""

from __future__ import annotations

import io
from typing import Any

import docx
import pytest
from docx.document import Document
from docxtpl import DocxTemplate
from lxml import etree

from qms_docs.errors import FillError, TemplateError
from qms_docs.templating import compile_template

from . import reading
from .builder import NAME, W_NS, cell, document_xml, paragraph, parts, parts_of, row, run, table, template, zipped
from .richness import ours, slim

WORDS: dict[str, Any] = {
    "x": "An Hiệp",
    "amp": "A & B <c>",
    "n": 7,
    "yes": True,
    "no": False,
    "people": [{"name": "Lê Á"}, {"name": "Trần Bé"}],
    "lines": "một\nhai\tba",
    "paragraphs": "một\ahai",
}
TEXTS = {
    "a word": ["a {{ x }} b"],
    "signs of XML": ["{{ amp }} {{ n }}"],
    "a condition": ["{% if no %}mất{% else %}còn {{ x }}{% endif %}"],
    "a loop": ["{% for p in people %}{{ p.name }}; {% endfor %}"],
    "paragraphs in a loop": ["{%p for p in people %}", "{{ p.name }}", "{%p endfor %}", "cuối"],
    "a tag over runs": ["<w:p>" + run("a {{ ") + run("x", "<w:b/>") + run(" }} b") + "</w:p>"],
    "runs under a condition": ["<w:p>" + run("{%r if no %}") + run("mất") + run("{%r endif %}") + run("còn") + "</w:p>"],
    "a new line": ["{{ lines }}"],
    "new paragraphs": ["{{ paragraphs }}"],
}
_MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
_WPS = "http://schemas.microsoft.com/office/word/2010/wordprocessingShape"
_A = "http://schemas.openxmlformats.org/drawingml/2006/main"
_VML = "urn:schemas-microsoft-com:vml"
_VT = "http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"


def by_docxtpl(source: bytes, words: dict[str, Any], autoescape: bool = True) -> bytes:
    document = DocxTemplate(io.BytesIO(source))
    document.render(dict(words), autoescape=autoescape)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def blocks(texts: list[str]) -> str:
    return "".join(text if text.startswith("<w:") else paragraph(text) for text in texts)


def with_part(name: str, data: bytes, kind: str, content_type: str, made: dict[str, bytes] | None = None) -> bytes:
    """A template with one part more, related to the document (or to the package, for properties)."""
    made = dict(made or parts("Xã {{ x }}"))
    made[name] = data
    owner = "_rels/.rels" if kind == "custom-properties" else "word/_rels/document.xml.rels"
    target = name if kind == "custom-properties" else name.removeprefix("word/")
    relation = f'<Relationship Id="rIdMore" Type="{_OFFICE}/relationships/{kind}" Target="{target}"/></Relationships>'
    made[owner] = made[owner].replace(b"</Relationships>", relation.encode())
    override = (
        f'<Override PartName="/{name}" ContentType="application/vnd.openxmlformats-officedocument.{content_type}+xml"/></Types>'
    )
    made["[Content_Types].xml"] = made["[Content_Types].xml"].replace(b"</Types>", override.encode())
    return zipped(made)


def notes(kind: str, inner: str) -> bytes:
    """A template with a part of footnotes, endnotes or comments that holds one note."""
    author = ' w:author="Tổ ISO"' if kind == "comment" else ""
    data = f'<w:{kind}s xmlns:w="{W_NS}"><w:{kind} w:id="1"{author}>{inner}</w:{kind}></w:{kind}s>'.encode()
    return with_part(f"word/{kind}s.xml", data, f"{kind}s", f"wordprocessingml.{kind}s")


def note(package: bytes, kind: str) -> list[Any]:
    (found,) = reading.part(package, f"word/{kind}s.xml")
    return reading.blocks(found)


@pytest.mark.parametrize("name", TEXTS)
def test_footnotes_are_docxtpl_s(name: str) -> None:
    source = notes("footnote", blocks(TEXTS[name]))
    made = compile_template(source, NAME).fill(WORDS)
    assert note(made, "footnote") == note(by_docxtpl(source, WORDS), "footnote")


@pytest.mark.parametrize("kind", ["endnote", "comment"])
@pytest.mark.parametrize("name", TEXTS)
def test_endnotes_and_comments_are_filled_as_footnotes_are_where_docxtpl_leaves_their_tags(name: str, kind: str) -> None:
    source = notes(kind, blocks(TEXTS[name]))
    made = compile_template(source, NAME).fill(WORDS)
    assert note(made, kind) == note(by_docxtpl(notes("footnote", blocks(TEXTS[name])), WORDS), "footnote")
    assert "{" in reading.text(by_docxtpl(source, WORDS), f"word/{kind}s.xml")


def test_a_footnote_left_empty_keeps_a_paragraph_where_docxtpl_leaves_none() -> None:
    source = notes("footnote", blocks(["{%p if no %}", "mất", "{%p endif %}"]))
    assert len(note(compile_template(source, NAME).fill(WORDS), "footnote")) == 1
    assert note(by_docxtpl(source, WORDS), "footnote") == []


CORE = ["title", "subject", "author", "comments", "category", "keywords", "content_status", "language", "version", "identifier"]
KNOWN_TO_DOCXTPL = {"title", "subject", "author", "comments", "language", "identifier"}


@pytest.mark.parametrize("name", CORE)
def test_core_properties(name: str) -> None:
    source = slim(lambda document: setattr(document.core_properties, name, "Xã {{ x }} số {{ n }}"))
    made = getattr(docx.Document(io.BytesIO(ours(source, WORDS))).core_properties, name)
    model = getattr(docx.Document(io.BytesIO(by_docxtpl(source, WORDS))).core_properties, name)
    assert made == "Xã An Hiệp số 7"
    assert model == (made if name in KNOWN_TO_DOCXTPL else "Xã {{ x }} số {{ n }}")


def custom(*values: str) -> bytes:
    held = "".join(
        f'<property fmtid="{{D5CDD505-2E9C-101B-9397-08002B2CF9AE}}" pid="{place}" name="Mục {place}">{value}</property>'
        for place, value in enumerate(values, 2)
    )
    data = f'<Properties xmlns="{_OFFICE}/custom-properties" xmlns:vt="{_VT}">{held}</Properties>'.encode()
    return with_part("docProps/custom.xml", data, "custom-properties", "custom-properties")


def test_custom_properties_are_filled_where_docxtpl_leaves_their_tags() -> None:
    source = custom("<vt:lpwstr>Xã {{ x }} {{ amp }}</vt:lpwstr>", "<vt:i4>{{ n }}</vt:i4>", "<vt:lpwstr>{{ lines }}</vt:lpwstr>")

    def values(package: bytes) -> list[str]:
        return ["".join(str(text) for text in each.itertext()) for each in reading.part(package, "docProps/custom.xml")]

    assert values(ours(source, WORDS)) == ["Xã An Hiệp A & B <c>", "7", "một hai ba"]
    assert values(by_docxtpl(source, WORDS))[0] == "Xã {{ x }} {{ amp }}"


def text_box(inner: str) -> str:
    """A text box as Word saves it: twice, for newer and older readers."""
    content = f"<w:txbxContent>{inner}</w:txbxContent>"
    return (
        f'<w:p><w:r><mc:AlternateContent xmlns:mc="{_MC}"><mc:Choice xmlns:wps="{_WPS}" Requires="wps"><w:drawing><wp:inline>'
        '<wp:extent cx="914400" cy="914400"/><wp:docPr id="1" name="hộp"/>'
        f'<a:graphic xmlns:a="{_A}"><a:graphicData uri="{_WPS}"><wps:wsp><wps:cNvSpPr txBox="1"/><wps:spPr/>'
        f"<wps:txbx>{content}</wps:txbx><wps:bodyPr/></wps:wsp></a:graphicData></a:graphic></wp:inline></w:drawing></mc:Choice>"
        f'<mc:Fallback><w:pict><v:shape xmlns:v="{_VML}"><v:textbox>{content}</v:textbox></v:shape></w:pict>'
        "</mc:Fallback></mc:AlternateContent></w:r></w:p>"
    )


def boxes(package: bytes, name: str = "word/document.xml") -> list[list[Any]]:
    return [reading.blocks(each) for each in reading.part(package, name).iter(f"{reading.W}txbxContent")]


@pytest.mark.parametrize("place", ["body", "header", "cell"])
@pytest.mark.parametrize("name", TEXTS)
def test_text_boxes_are_docxtpl_s(name: str, place: str) -> None:
    box = text_box(blocks(TEXTS[name]))
    sources = {
        "body": lambda: template("đầu {{ x }}", box, "cuối {{ n }}"),
        "header": lambda: template("a", header=paragraph("đầu") + box),
        "cell": lambda: template(table(row(cell(box, "{{ n }}"), "b", "c"))),
    }
    source = sources[place]()
    part = "word/header1.xml" if place == "header" else "word/document.xml"
    made, model = compile_template(source, NAME).fill(WORDS), by_docxtpl(source, WORDS)
    assert boxes(made, part) == boxes(model, part)
    assert len(boxes(made, part)) == 2 and boxes(made, part)[0] == boxes(made, part)[1]
    assert reading.text(made, part) == reading.text(model, part)


def test_a_text_box_that_a_loop_repeats() -> None:
    source = template("{%p for p in people %}", text_box(paragraph("{{ p.name }}")), "{%p endfor %}")
    made, model = ours(source, WORDS), by_docxtpl(source, WORDS)
    assert boxes(made) == boxes(model) and len(boxes(made)) == 4


def control(inner: str, properties: str = "") -> str:
    return f'<w:sdt><w:sdtPr><w:alias w:val="Tên"/>{properties}</w:sdtPr><w:sdtContent>{inner}</w:sdtContent></w:sdt>'


RUNS = [name for name in TEXTS if name not in ("paragraphs in a loop", "new paragraphs")]


@pytest.mark.parametrize("name", TEXTS)
def test_content_controls_around_paragraphs_are_docxtpl_s(name: str) -> None:
    source = template("đầu", control(blocks(TEXTS[name])), "cuối {{ n }}")
    made, model = compile_template(source, NAME).fill(WORDS), by_docxtpl(source, WORDS)
    assert reading.text(made) == reading.text(model)
    (ours_held,), (theirs_held,) = (list(reading.part(each).iter(f"{reading.W}sdtContent")) for each in (made, model))
    assert reading.blocks(ours_held) == reading.blocks(theirs_held)


@pytest.mark.parametrize("name", RUNS)
def test_content_controls_around_runs_are_docxtpl_s(name: str) -> None:
    inner = "".join(
        text.removeprefix("<w:p>").removesuffix("</w:p>") if text.startswith("<w:") else run(text) for text in TEXTS[name]
    )
    source = template("<w:p>" + run("trước ") + control(inner) + run(" sau {{ n }}") + "</w:p>")
    made, model = compile_template(source, NAME).fill(WORDS), by_docxtpl(source, WORDS)
    assert reading.text(made) == reading.text(model)
    assert reading.body(made) == reading.body(model)


@pytest.mark.parametrize("name", TEXTS)
def test_content_controls_around_cells_are_docxtpl_s(name: str) -> None:
    inner = control(cell(*TEXTS[name]))
    source = template(table(f"<w:tr>{inner}{cell('b')}{cell('{{ n }}')}</w:tr>"))
    made, model = compile_template(source, NAME).fill(WORDS), by_docxtpl(source, WORDS)
    assert reading.rows(made) == reading.rows(model)
    assert len(reading.rows(made)[0]) == 3


def test_a_control_that_shows_other_data_is_refused_where_docxtpl_fills_it_in_vain() -> None:
    """Word overwrites the text of a bound control when it opens the file."""
    bound = '<w:dataBinding w:xpath="/a" w:storeItemID="{0}"/>'
    with pytest.raises(TemplateError):
        compile_template(template(control(paragraph("{{ x }}"), bound)), NAME)


# ---- where docxtpl is wrong


def test_an_ampersand_is_printed_where_docxtpl_drops_it_unless_asked() -> None:
    source = template("Xã {{ amp }}")
    assert reading.text(compile_template(source).fill({"amp": "A & B"})) == "Xã A & B"
    assert reading.text(by_docxtpl(source, {"amp": "A & B"}, autoescape=False)) == "Xã A  B"


@pytest.mark.parametrize(
    ("value", "printed"), [(None, "None"), (True, "True"), (["a"], "['a']"), ({"a": 1}, "{'a': 1}")], ids=repr
)
def test_python_s_words_are_refused_where_docxtpl_prints_them(value: Any, printed: str) -> None:
    source = template("{{ x }}")
    assert reading.text(by_docxtpl(source, {"x": value})) == printed
    with pytest.raises(FillError):
        compile_template(source).fill({"x": value})


def test_a_missing_word_is_told_where_docxtpl_prints_nothing() -> None:
    source = template("Xã {{ tên }}, {{ xã }}")
    assert reading.text(by_docxtpl(source, {})) == "Xã , "
    with pytest.raises(FillError) as caught:
        compile_template(source, NAME).fill({})
    assert "tên" in str(caught.value) and "xã" in str(caught.value)


def test_braces_in_data_stay_where_docxtpl_rewrites_them() -> None:
    source = template("{{ x }}")
    assert reading.text(compile_template(source).fill({"x": "{_{ a }_} {_% b %_}"})) == "{_{ a }_} {_% b %_}"
    assert reading.text(by_docxtpl(source, {"x": "{_{ a }_} {_% b %_}"})) == "{{ a }} {% b %}"


def test_quotes_inside_a_string_stay_where_docxtpl_makes_them_straight() -> None:
    source = template("{{ “Ông ‘A’” }}")
    assert reading.text(compile_template(source).fill({})) == "Ông ‘A’"
    assert reading.text(by_docxtpl(source, {})) == "Ông 'A'"


def test_a_bookmark_that_begins_inside_a_tag_stays_whole_where_docxtpl_keeps_its_end_alone() -> None:
    begin, end = '<w:bookmarkStart w:id="3" w:name="xa"/>', '<w:bookmarkEnd w:id="3"/>'
    source = template("<w:p>" + run("Xã {{ ") + begin + run("x") + run(" }}") + run(" hết") + end + "</w:p>")

    def marks(package: bytes) -> list[str]:
        found = reading.part(package).iter(f"{reading.W}bookmarkStart", f"{reading.W}bookmarkEnd")
        return [etree.QName(each).localname for each in found]

    assert marks(compile_template(source).fill(WORDS)) == ["bookmarkStart", "bookmarkEnd"]
    assert marks(by_docxtpl(source, WORDS)) == ["bookmarkEnd"]


def test_a_tag_in_deleted_text_is_silent_where_docxtpl_runs_it() -> None:
    deleted = '<w:p><w:del w:id="1"><w:r><w:delText>{{ lạ.sâu }}</w:delText></w:r></w:del>' + run("còn") + "</w:p>"
    assert reading.text(compile_template(template(deleted)).fill({})) == "còn"
    with pytest.raises(Exception, match="lạ"):
        by_docxtpl(template(deleted), {})


@pytest.mark.parametrize("text", ["mất {%p if yes %}", "{%p if yes %}{%p endif %}"])
def test_text_beside_a_paragraph_s_tag_is_told_where_docxtpl_loses_it(text: str) -> None:
    with pytest.raises(TemplateError):
        compile_template(template(text, "còn", "{%p endif %}"), NAME)


def test_two_sections_with_headers_of_their_own() -> None:
    def build(document: Document) -> None:
        document.sections[0].header.paragraphs[0].text = "một {{ x }}"
        document.add_section().header.is_linked_to_previous = False
        document.sections[1].header.paragraphs[0].text = "hai {{ n }}"

    source = slim(build)
    for package in (ours(source, WORDS), by_docxtpl(source, WORDS)):
        opened = docx.Document(io.BytesIO(package))
        assert [section.header.paragraphs[0].text for section in opened.sections] == ["một An Hiệp", "hai 7"]


def test_what_docxtpl_does_not_touch_is_kept_byte_for_byte() -> None:
    source = slim(lambda document: document.add_paragraph("Xã {{ x }}") and None)
    before, after = parts_of(source), parts_of(ours(source, WORDS))
    assert [name for name in before if before[name] != after[name]] == ["word/document.xml"]
    assert list(before) == list(after)


def test_filling_again_gives_the_same_bytes_where_docxtpl_stamps_the_time() -> None:
    source = zipped(parts(replaced={"word/document.xml": document_xml("{{ x }}")}))
    assert compile_template(source).fill(WORDS) == compile_template(source).fill(WORDS)
    assert b"\x00\x00!\x00" in compile_template(source).fill(WORDS)[:20]
