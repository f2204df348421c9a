"""RichText, RichTextParagraph and Listing: what docxtpl gives, right where it is wrong, refused where it would be lost."""

from __future__ import annotations

import io
from typing import Any

import docx
import docxtpl
import pytest
from lxml import etree
from markupsafe import Markup

from qms_docs import templating
from qms_docs.errors import FillError
from qms_docs.templating import InlineImage, Listing, RichText, RichTextParagraph, compile_template

from . import reading
from .builder import NAME, W_NS, paragraph, template
from .richness import DOCUMENT, FOOTER, HEADER, R, compiled, letter, links, ours, png, relations, theirs

W = reading.W


def looks(package: bytes, part: str = DOCUMENT) -> list[tuple[str, frozenset[tuple[str, str]]]]:
    """Text and look of each run of a part, free of the order of the looks."""
    found = []
    for run in reading.part(package, part).iter(f"{W}r"):
        text = "".join(piece.text or "" for piece in run.iter(f"{W}t"))
        look = run.find(f"{W}rPr")
        pairs = [
            (etree.QName(each).localname, key, value)
            for each in (() if look is None else look)
            for key, value in each.items() or [("", "")]
        ]
        if text:
            found.append(
                (
                    text,
                    frozenset(
                        (name, "" if value == "true" else value)
                        for name, key, value in pairs
                        if key != f"{W}color" and value != "clear"
                    ),
                )
            )
    return found


def refused(source: bytes, words: dict[str, Any], *said: str) -> FillError:
    with pytest.raises(FillError) as caught:
        compiled(source).fill(words)
    assert caught.value.location.file == NAME
    assert caught.value.location.within
    assert caught.value.advice is not None
    for text in said:
        assert text in str(caught.value)
    return caught.value


UNDERLINES = ("single", "double", "thick", "dotted", "dash", "dotDash", "dotDotDash", "wave")
MUCH = {"bold": True, "italic": True, "underline": "wave", "strike": True, "color": "123456", "size": 20, "font": "Arial"}
OPTIONS: list[dict[str, Any]] = [
    {}, {"style": "Strong"}, {"style": "BookTitle", "bold": True}, {"color": "FF0000"}, {"color": "#00ff00"},
    {"highlight": "#FFFF00"}, {"size": 40}, {"subscript": True}, {"superscript": True}, {"bold": True}, {"italic": True},
    {"strike": True}, {"rtl": True}, {"bold": True, "italic": True, "rtl": True}, {"lang": "vi-VN"}, {"font": "Arial"},
    {"font": "eastAsia:Noto Sans"}, {"underline": True}, *({"underline": each} for each in UNDERLINES), MUCH,
]  # fmt: skip


@pytest.mark.parametrize("look", OPTIONS, ids=lambda look: "-".join(map(str, look)) or "none")
def test_each_look_is_docxtpl_s(look: dict[str, Any]) -> None:
    tag = "a {{r x }} b"
    source = letter(tag, header=tag, footer=tag, cell=tag)
    text = "đậm & <rõ>"
    made = ours(source, {"x": RichText(text, **look)})
    model = theirs(source, lambda _: {"x": docxtpl.RichText(text, **look)})
    for part in (DOCUMENT, HEADER, FOOTER):
        assert looks(made, part) == looks(model, part)
        assert reading.text(made, part) == reading.text(model, part)


def test_pieces_and_other_rich_texts_are_added() -> None:
    def build(kind: Any) -> Any:
        inner = kind("trong", italic=True)
        inner.add(" nữa", bold=True)
        outer = kind("ngoài ", color="FF0000")
        outer.add(inner, bold=True)
        outer.add(7)
        outer.add("")
        return outer

    source = letter("Xã {{r x }} hết")
    made, model = ours(source, {"x": build(RichText)}), theirs(source, lambda _: {"x": build(docxtpl.RichText)})
    assert looks(made) == looks(model)
    assert reading.text(made) == "Xã ngoài trong nữa7 hết"


def test_looks_stand_in_the_order_that_the_schema_asks_for_where_docxtpl_s_do_not() -> None:
    rich = RichText("x", style="Strong", color="FF0000", size=20, bold=True, font="Arial", highlight="FFFF00", superscript=True)
    (run,) = [r for r in reading.part(ours(letter("{{r x }}"), {"x": rich})).iter(f"{W}r") if r.find(f"{W}rPr") is not None]
    order = [etree.QName(each).localname for each in run[0]]
    assert order == ["rStyle", "rFonts", "b", "color", "sz", "szCs", "shd", "vertAlign"]
    assert '<w:shd w:fill="FFFF00"/>' in docxtpl.RichText("x", highlight="FFFF00").xml  # no w:val, which the schema asks for
    assert run[0][-2].get(f"{W}val") == "clear"


def test_a_font_for_one_script() -> None:
    """Where docxtpl writes an attribute twice, and a parser that forgives hides it."""
    assert docxtpl.RichText("x", font="cs:Arial").xml.count("w:cs=") == 2
    assert looks(ours(letter("{{r x }}"), {"x": RichText("a", font="cs:Arial")})) == [("a", frozenset({("rFonts", "Arial")}))]


def test_line_ends_in_rich_text() -> None:
    source = letter("a {{r x }} b")
    for text in ("một\nhai\tba", "một\ahai", "một\fhai"):
        made = ours(source, {"x": RichText(text, bold=True)})
        model = theirs(source, lambda _, text=text: {"x": docxtpl.RichText(text, bold=True)})
        assert reading.text(made) == reading.text(model)
        assert reading.misplaced(made) == []


def test_links_get_relationships_of_the_part_in_which_they_are_printed() -> None:
    rich = RichText("Xem ")
    rich.add("cổng", url="https://example.vn/?a=1&b=2", style="Strong")
    rich.add(" hoặc ")
    rich.add("thư", url="mailto:a@b.vn")
    shown = [("cổng", "https://example.vn/?a=1&b=2"), ("thư", "mailto:a@b.vn")]
    data = ours(letter("{{r x }}", "{{r x }}", header="{{r x }}", cell="{{r x }}"), {"x": rich})
    assert links(data) == shown * 3
    assert links(data, HEADER) == shown
    assert sorted(kind for kind, _ in relations(data, HEADER).values()) == ["hyperlink"] * 2
    assert len([kind for kind, _ in relations(data).values() if kind == "hyperlink"]) == 2


def test_docxtpl_puts_all_links_into_the_body_so_that_those_in_headers_lead_nowhere() -> None:
    source = letter(header="{{r x }}")
    model = theirs(source, lambda tpl: {"x": docxtpl.RichText("cổng", url_id=tpl.build_url_id("https://example.vn"))})
    with pytest.raises(KeyError):
        links(model, HEADER)
    assert links(ours(source, {"x": RichText("cổng", url="https://example.vn")}), HEADER) == [("cổng", "https://example.vn")]


def test_a_link_that_the_template_has_may_be_named_by_its_id() -> None:
    def more(document: Any) -> None:
        document.part.relate_to(
            "https://example.vn", "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink", True
        )

    source = letter("{{r x }}", more=more)
    (key,) = [key for key, (kind, _) in relations(source).items() if kind == "hyperlink"]
    assert links(ours(source, {"x": RichText("cổng", url_id=key)})) == [("cổng", "https://example.vn")]
    refused(source, {"x": RichText("cổng", url_id="rId999")}, "rId999", "url")


def test_the_same_object_in_two_templates() -> None:
    rich = RichText("cổng", url="https://example.vn")
    first, second = letter("{{r x }}"), letter("{{r y }}", header="{{r y }}")
    made = ours(first, {"x": rich})
    assert links(ours(second, {"y": rich}), HEADER) == links(made)
    assert ours(first, {"x": rich}) == made


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "file:///etc/passwd", "ftp://a", "http://", "https://a b", "https://a\n", "//a", 7]
)
def test_other_addresses_are_refused(url: Any) -> None:
    refused(letter("{{r x }}"), {"x": RichText("cổng", url=url)}, "https://")


@pytest.mark.parametrize(
    "look",
    [
        {"color": "red"}, {"color": '"/><w:br/>'}, {"color": "12345"}, {"size": "to"}, {"size": 1.5}, {"size": 9999},
        {"underline": "thẳng"}, {"style": 7},
        {"font": 'A"\n'}, {"font": "nơi:Arial"}, {"font": ":"}, {"lang": "vi VN"}, {"highlight": "vàng"}
    ],
    ids=str,
)  # fmt: skip
def test_looks_that_word_does_not_know_are_refused(look: dict[str, Any]) -> None:
    error = refused(
        letter("{{r x }}"), {"x": RichText("a", **look)}, "«x»", next(iter(look)) if "highlight" not in look else "color"
    )
    assert "{{r x }}" in str(error.location)


def test_awkward_names_are_escaped() -> None:
    data = ours(letter("{{r x }}"), {"x": RichText("a", font="A & <B> 'C'")})
    assert {value for _, value in looks(data)[0][1]} == {"A & <B> 'C'"}


def test_styles_are_named_by_id_or_name_and_must_be_there() -> None:
    source = letter("{{r x }}", "{{p y }}")
    for style in ("BookTitle", "Book Title", "book title"):
        assert looks(ours(source, {"x": RichText("a", style=style), "y": ""}))[0][1] == {("rStyle", "BookTitle")}
    # A heading has a twin for runs.
    assert looks(ours(source, {"x": RichText("a", style="Heading1"), "y": ""}))[0][1] == {("rStyle", "Heading1Char")}
    refused(source, {"x": RichText("a", style="Strongg"), "y": ""}, "Strongg", "Strong»")
    refused(source, {"x": "", "y": RichTextParagraph("a", parastyle="Strong")}, "Strong")


def test_paragraphs_are_docxtpl_s() -> None:
    def build(module: Any) -> Any:
        made = module.RichTextParagraph("thường")
        made.add(module.RichText("đậm", bold=True), parastyle="Heading1")
        made.add("mục", parastyle="ListBullet")
        return made

    source = letter("đầu", "{{p x }}", "cuối", header="{{p x }}", cell="{{p x }}")
    made, model = (
        ours(source, {"x": build(templating)}),
        theirs(source, lambda _: {"x": build(docxtpl)}),
    )
    assert reading.body(made) == reading.body(model)
    assert reading.text(made).startswith("đầu\athường\ađậm\amục\acuối")
    assert reading.blocks(reading.part(made, HEADER)) == reading.blocks(reading.part(model, HEADER))
    assert reading.misplaced(made) == []


def test_listing_is_docxtpl_s() -> None:
    text = "một & <hai>\nba\tbốn\anăm\fsáu"
    source = letter("đầu", "{{ x }} sau", "cuối")
    made, model = ours(source, {"x": Listing(text)}), theirs(source, lambda _: {"x": docxtpl.Listing(text)})
    assert reading.body(made) == reading.body(model)
    assert made == ours(source, {"x": text}) == ours(source, {"x": docxtpl.Listing(text)})


def test_a_listing_stands_where_a_text_may() -> None:
    words = {"x": Listing("một & hai")}
    data = ours(letter("{{r x }}|{{ x|upper }}|{{ x ~ '!' }}", "{{p x }}", header="{{ x }}"), words)
    assert reading.text(data) == "một & hai|MỘT & HAI|một & hai!\amột & hai"
    assert reading.text(data, HEADER) == "một & hai"
    titled = compile_template(template(title="{{ x }}"), NAME).fill({"x": Listing("một\nhai & ba")})
    assert reading.core(titled, "title") == "một hai & ba"


WRONG_PLACES = {
    "rich text in a plain tag": ("{{ x }}", RichText("a", bold=True), "{{r … }}"),
    "docxtpl's rich text in a plain tag": ("{{ x }}", docxtpl.RichText("a", bold=True), "{{r … }}"),
    "a paragraph in a plain tag": ("{{ x }}", RichTextParagraph("a"), "{{p … }}"),
    "a paragraph in a run": ("a {{r x }} b", RichTextParagraph("a"), "{{p … }}"),
    "docxtpl's paragraph in a run": ("a {{r x }} b", docxtpl.RichTextParagraph("a"), "{{p … }}"),
    "docxtpl's rich text as a paragraph": ("{{p x }}", docxtpl.RichText("a"), "{{r … }}"),
    "rich text in a filter": ("{{ x|upper }}", RichText("a"), "RichText"),
    "rich text joined": ("{{ 'a' ~ x }}", RichText("a"), "RichText"),
    "rich text in a list joined": ("{{ [x]|join }}", RichText("a"), "RichText"),
    "an image of docxtpl": ("{{ x }}", docxtpl.InlineImage(None, "a.png"), "qms_docs.templating"),
}


@pytest.mark.parametrize("name", WRONG_PLACES)
def test_values_in_the_wrong_tag_are_refused_with_advice(name: str) -> None:
    text, value, advice = WRONG_PLACES[name]
    error = refused(letter("đầu", text), {"x": value}, advice, "«x»")
    assert "word/document.xml" in str(error.location)


def test_rich_text_as_a_paragraph_gets_one() -> None:
    data = ours(letter("đầu", "{{p x }}", cell="{{p x }}"), {"x": RichText("a", bold=True)})
    assert reading.text(data).split("\a")[:3] == ["đầu", "a", "a"]


@pytest.mark.parametrize("value", [RichText("a"), InlineImage(png()), RichTextParagraph("a")], ids=lambda v: type(v).__name__)
def test_properties_and_attributes_hold_no_markup(value: Any) -> None:
    refused(template(title="{{ x }}"), {"x": value}, type(value).__name__)
    field = "<w:p><w:r><w:instrText>HYPERLINK {{ x }}</w:instrText></w:r></w:p>"
    refused(template(field), {"x": value}, type(value).__name__)


class Foreign:
    def __init__(self, xml: str) -> None:
        self.xml = xml

    def __html__(self) -> str:
        return self.xml


RUN = "<w:r><w:t>a</w:t></w:r>"
LINK = f'<w:hyperlink r:id="rId1">{RUN}</w:hyperlink>'
DECLARED = LINK.replace("hyperlink ", f'hyperlink xmlns:r="{R[1:-1]}" ', 1)
UNSOUND = [
    *(("{{r x }}", xml) for xml in ("<w:r><w:t>a</w:r>", "</w:p><w:p>", RUN + "</w:p>", "chữ", RUN + "chữ", "<q:r/>", LINK)),
    *(("{{r x }}", xml) for xml in (DECLARED, "<w:sectPr/>", "&lạ;", "<!DOCTYPE a>", "<w:p/>", RUN + "<w:p/>")),
    *(("{{ x }}", xml) for xml in ("</w:t></w:r><w:r><w:t>", RUN, "a & b")),
    *(("{{p x }}", xml) for xml in (RUN, "<w:tr/>")),
    ("{{ x|upper }}", RUN),
]


@pytest.mark.parametrize(("text", "xml"), UNSOUND)
def test_a_stranger_s_markup_that_would_break_the_part_is_refused(text: str, xml: str) -> None:
    for value in (Foreign(xml), Markup(xml)):
        refused(template("đầu", text), {"x": value})


def test_a_stranger_s_sound_markup_is_printed() -> None:
    data = ours(
        letter("a {{r x }} b", "{{p y }}"),
        {"x": Foreign(f"{RUN}\n<w:r><w:t>một\nhai</w:t></w:r>"), "y": Foreign(f"<w:p>{RUN}</w:p>")},
    )
    assert reading.text(data) == "a amột\nhai b\aa"
    assert reading.misplaced(data) == []


@pytest.mark.parametrize("value", [None, True, 1.5, "a\x00", "\x0b", ["a"]], ids=repr)
def test_what_is_no_text_is_refused_inside_too(value: Any) -> None:
    for text, made in (("{{r x }}", RichText(value)), ("{{p x }}", RichTextParagraph(value)), ("{{ x }}", Listing(value))):
        if value is not None or isinstance(made, Listing):
            refused(letter(text), {"x": made}, "«x»")


def test_all_wrong_values_are_told_in_one_run() -> None:
    source = letter("{{ a }} {{ b }}", "{{r c }}", header="{{ a }}")
    with pytest.raises(FillError) as caught:
        compile_template(source, NAME).fill({"a": RichText("a"), "b": None, "c": RichTextParagraph("a")})
    assert len((caught.value, *caught.value.others)) == 4


def test_looks_and_paths_in_loops() -> None:
    source = letter("{%p for p in people %}", "{{r p.name }}", "{%p endfor %}")
    people = [{"name": RichText("Á", bold=True)}, {"name": RichText("Bé", color="sai")}]
    refused(source, {"people": people}, "people[1].name", "sai")
    people[1]["name"] = RichText("Bé", url="https://example.vn")
    assert [paragraph.text for paragraph in docx.Document(io.BytesIO(ours(source, {"people": people}))).paragraphs] == ["Á", "Bé"]


def test_rich_text_in_notes() -> None:
    note = f'<w:footnotes xmlns:w="{W_NS}"><w:footnote w:id="1">{paragraph("a {{r x }}")}</w:footnote></w:footnotes>'
    data = compile_template(template(replaced={"word/footnotes.xml": note.encode()}), NAME).fill(
        {"x": RichText("cổng", url="https://a.vn")}
    )
    assert links(data, "word/footnotes.xml") == [("cổng", "https://a.vn")]
