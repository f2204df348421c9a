"""Every text arrives exactly (after NFC) wherever it is printed, or filling stops and names the part."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from qms_docs.errors import FillError, TemplateError
from qms_docs.templating import CompiledTemplate, compile_template

from . import reading
from .builder import NAME, W_NS, cell, document_xml, paragraph, row, run, table, template

FRAME = "Xã «{{ x }}» hết"
DOCUMENT, HEADER, FOOTER, CORE = "word/document.xml", "word/header1.xml", "word/footer1.xml", "docProps/core.xml"
FOOTNOTES, COMMENTS = "word/footnotes.xml", "word/comments.xml"
_MOVING = table(*[row(cell("{%tc if no %}"), cell("mất"), cell("{%tc endif %}"), cell("a"), cell(FRAME))] * 2)


def _note(part: str, outer: str, inner: str, text: str) -> dict[str, bytes]:
    """A part of notes that holds one note."""
    return {part: f'<w:{outer} xmlns:w="{W_NS}"><w:{inner} w:id="1">{paragraph(text)}</w:{inner}></w:{outer}>'.encode()}


FOOTNOTE = _note(FOOTNOTES, "footnotes", "footnote", FRAME)
COMMENT = _note(COMMENTS, "comments", "comment", FRAME)
# place: (template, part, its text)
PLACES: dict[str, tuple[bytes, str, Callable[[bytes], str]]] = {
    "body": (template(FRAME), DOCUMENT, reading.text),
    "cell": (template(table(row(cell(FRAME), "b", "c"))), DOCUMENT, lambda data: reading.rows(data)[0][0]),
    "cell of moving columns": (template(_MOVING), DOCUMENT, lambda data: reading.rows(data)[1][1]),
    "run of its own look": (
        template(paragraph(run("Xã «"), run("{{ x }}", "<w:b/>"), run("» hết", "<w:i/>"))),
        DOCUMENT,
        reading.text,
    ),
    "loop": (template("{% for one in [x] %}Xã «{{ one }}» hết{% endfor %}"), DOCUMENT, reading.text),
    "header": (template(header=FRAME), HEADER, lambda data: reading.text(data, HEADER)),
    "footer": (template(footer=FRAME), FOOTER, lambda data: reading.text(data, FOOTER)),
    "footnote": (template(replaced=FOOTNOTE), FOOTNOTES, lambda data: reading.text(data, FOOTNOTES)),
    "comment": (template(replaced=COMMENT), COMMENTS, lambda data: reading.text(data, COMMENTS)),
    "title": (template(title=FRAME), CORE, lambda data: reading.core(data, "title")),
}
COMPILED: dict[str, CompiledTemplate] = {place: compile_template(source, NAME) for place, (source, _, _) in PLACES.items()}

# What no Word file can hold: XML forbids them, and DEL is never meant.
FORBIDDEN = re.compile("[\x00-\x06\x08\x0b\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


def visible(value: str, place: str) -> str:
    """What the reader sees of a value: new lines, tabs, paragraphs and pages are kept, in a title they are blanks."""
    value = unicodedata.normalize("NFC", value).replace("\r\n", "\n").replace("\r", "\n")
    return _one_line(value) if place == "title" else value.replace("\f", "\a\f\a")


def _one_line(text: str) -> str:
    return re.sub(r"[\s\a]+", " ", text) if re.search("[\a\t\n\f]", text) else text


def assert_refused(compiled: CompiledTemplate, value: str, parts: set[str]) -> None:
    with pytest.raises(FillError) as caught:
        compiled.fill({"x": value, "no": False})
    told = [error.location for error in (caught.value, *caught.value.others)]
    assert {place.file for place in told} == {NAME}
    assert {(place.within or "").split("¶")[0].split(" › ")[0] for place in told} == parts


def assert_shown(value: str, place: str, shown: str) -> None:
    expected = f"Xã «{visible(value, place)}» hết"
    if place == "title" and re.search("[\a\t\n\f\r]", value):
        # How many blanks stand for a line end in a title is nobody's concern.
        shown, expected = (re.sub(r"\s+", " ", text) for text in (shown, expected))
    assert shown == expected


def assert_arrives(value: str, place: str) -> None:
    _, part, read = PLACES[place]
    if FORBIDDEN.search(value):
        assert_refused(COMPILED[place], value, {part})
    else:
        assert_shown(value, place, read(COMPILED[place].fill({"x": value, "no": False})))


VALUES = [
    "", " ", "  hai đầu  ", "A & B", "a <b> c", "a < b > c", "]]>", "<![CDATA[x]]>", "&amp;", "&lt;b&gt;", "&#0;",
    "&bogus;", "<!-- x -->", "<?xml?>", "{{ 7*7 }}", "{{ x }}", "{% for %}", "{% if 1 %}a{% endif %}", "{# ẩn #}",
    "{{", "}}", "%}", "{_{ a }_}", "{%p if x %}", "{{r x }}", "</w:t></w:r></w:p><w:p><w:r><w:t>chèn",
    '"/><w:br w:type="page"/>', "'\"`", "<!--qms:fit-->", "qms-paragraph", "qms-page", "Trường hợp 1\nTrường hợp 2",
    "cột\tcột", "đoạn\ađoạn", "trang\ftrang", "\n", "\t", "\a", "\f", "\n\n\t\n", "\a\a", "\f\f", "a\r\nb", "a\rb",
    "Đống Đa – Thủ Đức",
    unicodedata.normalize("NFD", "Đống Đa – Thủ Đức"), b"Ti\xea\xecng".decode("cp1258"), "hoà hòa", "Ð Đ Ɖ", "№ … ﬁ",
    "\xa0 nbsp\u202f", "\u200b\u200d\ufeff", "\u202e ngược", "\u2028\u2029\x85", "\x80\x9f", "👩‍👩‍👧 🇻🇳",
    "\U0010fffd\ufdd0", "字" * 500, "=1+1", "../../etc/passwd", "\x00", "a\x08b", "\x0b", "\x1b[31m", "\x1f", "\x7f",
    "\ud800", "\udfff x", "\ufffe", "\uffff",
]  # fmt: skip


@pytest.mark.parametrize("place", PLACES)
def test_awkward_texts(place: str) -> None:
    for value in VALUES:
        assert_arrives(value, place)


HOSTILE = st.lists(st.sampled_from([v for v in VALUES if len(v) < 60]) | st.text(max_size=12), max_size=6).map("".join)


@settings(max_examples=300, deadline=None, derandomize=True)
@given(value=HOSTILE)
@pytest.mark.parametrize("place", PLACES)
def test_any_text(place: str, value: str) -> None:
    assert_arrives(value, place)


EVERYWHERE = compile_template(
    template(FRAME, table(row(cell(FRAME), "b", "c")), header=FRAME, footer=FRAME, title=FRAME, replaced=FOOTNOTE | COMMENT), NAME
)
MANY = [pytest.param(600, id="600"), pytest.param(20_000, id="20000", marks=pytest.mark.slow)]


@pytest.mark.parametrize("count", MANY)
def test_hostile_values_in_seven_places(count: int) -> None:
    """Body, cell, header, footer, footnote, comment and property of one document: nothing is changed in silence."""
    seen = {"arrived": 0, "refused": 0}
    mostly_legal = HOSTILE | HOSTILE.map(lambda text: FORBIDDEN.sub("", text))

    @settings(
        max_examples=count * 3 // 2, deadline=None, derandomize=True, database=None, suppress_health_check=list(HealthCheck)
    )
    @given(value=mostly_legal)
    def each(value: str) -> None:
        if FORBIDDEN.search(value):
            assert_refused(EVERYWHERE, value, {DOCUMENT, HEADER, FOOTER, FOOTNOTES, COMMENTS, CORE})
            seen["refused"] += 1
            return
        data = EVERYWHERE.fill({"x": value})
        shown = f"Xã «{visible(value, 'body')}» hết"
        assert reading.text(data) == f"{shown}\a{shown}\ab\ac"
        for part in (HEADER, FOOTER, FOOTNOTES, COMMENTS):
            assert reading.text(data, part) == shown
        assert_shown(value, "title", reading.core(data, "title"))
        seen["arrived"] += 1

    each()
    print(f"{sum(seen.values())} values × 7 places: {seen['arrived']} arrived, {seen['refused']} refused, 0 changed")
    assert seen["arrived"] >= count and seen["refused"] > count // 20


@settings(max_examples=100, deadline=None, derandomize=True)
@given(texts=st.lists(HOSTILE.filter(lambda text: not FORBIDDEN.search(text)), min_size=2, max_size=2))
def test_all_places_at_once(texts: list[str]) -> None:
    """A value in one part or cell does not disturb its neighbours."""
    first, second = texts
    source = template("{{ a }}", table(row("{{ a }}", "{{ b }}", "giữa")), "{{ b }}", "cuối", header="{{ b }}", footer="{{ a }}")
    data = compile_template(source).fill({"a": first, "b": second})
    seen_first, seen_second = visible(first, "body"), visible(second, "body")
    assert reading.text(data) == "\a".join([seen_first, seen_first, seen_second, "giữa", seen_second, "cuối"])
    assert (reading.text(data, HEADER), reading.text(data, FOOTER)) == (seen_second, seen_first)
    assert reading.misplaced(data) == []


@pytest.mark.parametrize(
    "value",
    [None, True, False, 1.5, b"a", ["a"], ("a",), {"a": 1}, {"a"}, [], {}, object(), print, int],
    ids=lambda value: type(value).__name__,
)
@pytest.mark.parametrize("place", PLACES)
def test_what_is_no_text_is_refused(place: str, value: Any) -> None:
    with pytest.raises(FillError) as caught:
        COMPILED[place].fill({"x": value, "no": False})
    assert caught.value.location.file == NAME
    assert (caught.value.location.within or "").startswith(PLACES[place][1])
    assert caught.value.advice is not None
    assert "«x»" in str(caught.value) and "{" in str(caught.value.location.within)
    assert value is None or type(value).__name__ in str(caught.value)


@pytest.mark.parametrize(("value", "shown"), [(0, "0"), (-5, "-5"), (10**15, "1000000000000000")])
def test_whole_numbers_are_printed(value: int, shown: str) -> None:
    assert COMPILED["body"].fill({"x": value}) == COMPILED["body"].fill({"x": shown})


@pytest.mark.parametrize("name", ["word/footnotes.xml", "word/endnotes.xml", "word/comments.xml"])
def test_notes_are_filled_once(name: str) -> None:
    """docxtpl fills footnotes once for each section, so that data run as a template; comments it leaves alone."""
    two_sections = paragraph("một", properties="<w:sectPr/>")
    note = f'<w:notes xmlns:w="{W_NS}"><w:note>{paragraph(FRAME)}</w:note></w:notes>'.encode()
    data = compile_template(template(two_sections, "hai", replaced={name: note})).fill({"x": "{{ 7*7 }}"})
    assert reading.text(data, name) == "Xã «{{ 7*7 }}» hết"


@pytest.mark.parametrize("name", ["subject", "keywords", "category", "creator"])
def test_every_property_is_filled(name: str) -> None:
    core = (
        '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"'
        f' xmlns:dc="http://purl.org/dc/elements/1.1/"><x:{name} xmlns:x="urn:any">{{{{ x }}}}</x:{name}></cp:coreProperties>'
    )
    data = compile_template(template(replaced={CORE: core.encode()})).fill({"x": "A & <B>"})
    assert reading.core(data, name) == "A & <B>"


@pytest.mark.parametrize("value", ["hai  khoảng", "Điều\u00a05", "a\u2028b", "a\u3000b", " a "])
def test_blanks_of_a_title_are_kept(value: str) -> None:
    assert reading.core(compile_template(template(title="{{ x }}")).fill({"x": value}), "title") == value


def test_a_value_inside_an_attribute() -> None:
    link = b'<Relationships xmlns="urn:r"><Relationship Id="rId1" Target="{{ x }}"/></Relationships>'
    compiled = compile_template(template(replaced={"word/_rels/footnotes.xml.rels": link}), NAME)
    address = "https://vi.dụ/?a=1&b=\"2\"&c='3'<d>"
    (relation,) = reading.part(compiled.fill({"x": address}), "word/_rels/footnotes.xml.rels")
    assert relation.get("Target") == address
    with pytest.raises(FillError, match=r"footnotes\.xml\.rels"):
        compiled.fill({"x": "hai\ndòng"})


FILTERED = ["{{ x|e }}", "{{ 'a' ~ x }}", "{{ x ~ 'a' }}", "{{ [x, 'a']|join(', ') }}", "{{ x|tojson }}"]


@pytest.mark.parametrize("text", FILTERED)
@pytest.mark.parametrize("value", [None, True, ["a"]], ids=repr)
def test_what_is_no_text_does_not_pass_by_a_filter(text: str, value: Any) -> None:
    with pytest.raises(TemplateError):
        compile_template(template(text), NAME).fill({"x": value})


@pytest.mark.parametrize("text", FILTERED)
@pytest.mark.parametrize("value", ["\x00", "\x0b", "\ud800"], ids=ascii)
def test_what_word_cannot_hold_does_not_pass_by_a_filter(text: str, value: str) -> None:
    with pytest.raises(TemplateError):
        compile_template(template(f"a{text}b"), NAME).fill({"x": f"c{value}d"})


@pytest.mark.parametrize("text", ["{{ x|e }}", "{{ x|escape }}", "{{ '' ~ x }}", "{{ [x]|join }}", "{{ [x, '']|join('') }}"])
def test_texts_arrive_through_filters_too(text: str) -> None:
    compiled = compile_template(template(text), NAME)
    for value in ("A & <B>", "a\nb\tc", "a\ab", "a\fb", "e\u0301"):
        assert reading.text(compiled.fill({"x": value})) == visible(value, "body")


@pytest.mark.parametrize(("text", "shown"), [("Xã {{r x }} hết", "Xã A & <B> hết"), ("{{p x }}", "A & <B>")])
def test_plain_text_in_tags_meant_for_made_text(text: str, shown: str) -> None:
    """In docxtpl `{{r }}` and `{{p }}` want RichText; a plain text would stand outside every run, seen by nobody."""
    data = compile_template(template(text)).fill({"x": "A & <B>"})
    assert reading.text(data) == shown
    assert reading.misplaced(data) == []


@pytest.mark.parametrize("around", ['<w:hyperlink w:anchor="a">@</w:hyperlink>', "<w:sdt><w:sdtContent>@</w:sdtContent></w:sdt>"])
def test_breaks_in_links_and_controls(around: str) -> None:
    """A link or a content control cannot be cut in two: the break becomes one that may stand inside."""
    compiled = compile_template(template("<w:p>" + around.replace("@", run("{{ x }}")) + "</w:p>"))
    for value, shown in (("a\ab", "a\nb"), ("a\fb", "a\fb"), ("a\nb\tc", "a\nb\tc")):
        assert reading.text(compiled.fill({"x": value})) == shown


def test_a_line_end_in_the_template_is_a_blank() -> None:
    made = paragraph("Xã", '<w:r><w:t xml:space="preserve">\n</w:t></w:r>', "{{ x }}")
    assert reading.text(compile_template(template(made)).fill({"x": "An"})).split() == ["Xã", "An"]


def test_a_part_in_another_encoding_is_filled() -> None:
    xml = document_xml("Xã {{ x }} ở {{ x }}").decode().replace("UTF-8", "UTF-16").encode("utf-16")
    assert reading.text(compile_template(template(replaced={DOCUMENT: xml})).fill({"x": "Ấp"})) == "Xã Ấp ở Ấp"
