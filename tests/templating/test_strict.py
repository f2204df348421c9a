"""A template that asks for what is not there, or is cut wrongly, stops with its file, part and paragraph."""

from __future__ import annotations

from typing import Any

import pytest

from qms_docs.errors import FillError, TemplateError
from qms_docs.templating import compile_template

from . import reading
from .builder import NAME, cell, compiled, filled, paragraph, row, run, table, template

WORDS: dict[str, Any] = {"x": "An Hiệp", "commune": {"name": "Bình Đại"}, "people": [{"name": "Á"}, {"name": "Bé"}], "no": False}


def places_of(error: TemplateError) -> tuple[str, str | None]:
    return error.location.file, (error.location.within or "").split(" › ")[0]


# the third paragraph's text: a word of the reason
UNDEFINED = {
    "{{ lạ }}": "lạ",
    "{{ commune.mayor }}": "mayor",
    "{{ commune['mayor'] }}": "mayor",
    "{{ commune.name.first }}": "first",
    "{{ lạ.name }}": "lạ",
    "{{ people[9].name }}": "9",
    "{{ x }} {{ lạ|upper }}": "lạ",
    "{% if lạ %}a{% endif %}": "lạ",
    "{% if lạ == 'a' %}a{% endif %}": "lạ",
    "{% for p in lạ %}a{% endfor %}": "lạ",
    "{% for p in people %}{{ p.age }}{% endfor %}": "age",
    "{% for p in people %}{% endfor %}{{ p }}": "p",
    "{{ lạ ~ 'a' }}": "lạ",
    "{{ lạ + 1 }}": "lạ",
    "{{ people|map(attribute='age')|join }}": "age",
    "{{ X }}": "X",
}


@pytest.mark.parametrize("text", UNDEFINED)
def test_an_unknown_word_is_told_with_its_place(text: str) -> None:
    with pytest.raises(FillError) as caught:
        filled("một", "hai {{ x }}", text, "bốn", words=WORDS)
    assert places_of(caught.value) == (NAME, "word/document.xml¶3")
    assert UNDEFINED[text] in str(caught.value.fact)
    assert caught.value.advice
    assert str(caught.value).startswith(f"{NAME} › word/document.xml¶3 › {{")


@pytest.mark.parametrize("text", ["{% if lạ is defined %}a{% endif %}", "{{ lạ|default('') }}", "{% if no and lạ %}{% endif %}"])
def test_a_template_may_ask_whether_a_word_is_there(text: str) -> None:
    assert reading.text(filled(text, words=WORDS)) in ("", "a")


# the third paragraph's text: a word of the reason
MALFORMED = {
    "{% if %}a{% endif %}": "expression",
    "{{ x y }}": "end of print statement",
    "{{ }}": "Expected an expression",
    "{% for in people %}{% endfor %}": "",
    "{% for p of people %}{% endfor %}": "in",
    "{% unknown %}": "unknown",
    "{% endif %}": "endif",
    "{% if x %}a{% endfor %}": "endfor",
    "{{ x|no_such_filter }}": "no_such_filter",
    "{{ x is no_such_test }}": "no_such_test",
    "{{ x|wordwrap(0) }}": "wordwrap",
    "{{ 'mở }}": "",
    "{{ x ! y }}": "!",
    "{{ (x }}": "",
    "{% block a %}{% endblock %}{% block a %}{% endblock %}": "Block",
    "{{ range(3) }}": "Call",
    "{{ x.1a }}": "",
}


@pytest.mark.parametrize("text", MALFORMED)
def test_a_malformed_tag_is_told_when_the_template_is_read(text: str) -> None:
    with pytest.raises(TemplateError) as caught:
        compiled("một", "hai {{ x }}", text)
    assert places_of(caught.value) == (NAME, "word/document.xml¶3")
    assert MALFORMED[text] in str(caught.value.fact)
    assert caught.value.advice


@pytest.mark.parametrize(
    ("more", "within"),
    [
        ({"header": paragraph("một") + paragraph("{{ lạ }}")}, "word/header1.xml¶2"),
        ({"footer": "{{ lạ }}"}, "word/footer1.xml¶1"),
        ({"title": "{{ lạ }}"}, "docProps/core.xml"),
    ],
)
def test_every_part_is_told_by_its_name(more: dict[str, str], within: str) -> None:
    with pytest.raises(FillError) as caught:
        filled("{{ x }}", words=WORDS, **more)
    assert places_of(caught.value) == (NAME, within)
    with pytest.raises(TemplateError) as caught_early:
        filled("{{ x }}", words=WORDS, **{name: text.replace("lạ }}", "lạ +}}") for name, text in more.items()})
    assert places_of(caught_early.value) == (NAME, within)


def test_paragraphs_are_counted_in_the_template_not_in_the_document() -> None:
    looped = "{% for p in people %}{{ p.name }}{% endfor %}"
    for blocks, number in [
        ([table(row("a", "b", "{{ lạ }}"))], 3),
        ([table(row("a", cell("b", "c", "{{ lạ }}"), "d")), "sau"], 4),
        ([looped, looped, "{{ lạ }}"], 3),
        (["{% for p in people %}", "{{ p.name }}", "{% endfor %}", "{{ lạ }}"], 4),
        ([paragraph("{", "{ x }", "}"), paragraph("{", "{ l", "ạ }", "}")], 2),
        (["một", "{{ x }} {#", "ẩn", "#} {{ lạ }}"], 4),
        (["{%p if x %}", "a", "{%p endif %}", "{{ lạ }}"], 4),
        (["{%p for p in people %}", "{{ p.name }}", "{{ p.lạ }}", "{%p endfor %}"], 3),
        (["một", "{%p if lạ %}", "a", "{%p endif %}"], 2),
        (["một", "<w:p/>", "{{ lạ }}"], 3),
        ([table(row("{%tr if x %}", "", ""), row("a", "b", "{{ lạ }}"), row("{%tr endif %}", "", ""))], 6),
        ([table(row(cell("{%tc if no %}"), cell("{{ lạ }}"), cell("{%tc endif %}"), cell("{{ lạ }}")))], 4),
        (["{# một #}", "hai", "{{ lạ }}"], 3),
        (["một\nmột", "{{ lạ }}"], 2),
    ]:
        with pytest.raises(FillError) as caught:
            filled(*blocks, words=WORDS)
        assert places_of(caught.value) == (NAME, f"word/document.xml¶{number}"), blocks


@pytest.mark.parametrize(
    "text",
    [
        "{{ x + 1 }}",
        "{{ 1 / 0 }}",
        "{{ x() }}",
        "{% for a in 5 %}{% endfor %}",
        "{{ people|sum }}",
        "{% include 'a' %}",
        "{% import 'a' as b %}",
        "{% extends 'a' %}",
        "{{ people|sort }}",
        "{{ x - 1 }}",
        "{{ x }}{{ people|first|first|first|first }}{{ {}[[]] }}",
    ],
)
def test_a_tag_that_fails_is_told_with_its_place(text: str) -> None:
    with pytest.raises(TemplateError) as caught:
        filled("một", text, words=WORDS)
    assert places_of(caught.value) == (NAME, "word/document.xml¶2")


# A tag that opens at one depth and closes at another: sound for one value, broken for the other.
BROKEN = {
    "from a cell to the paragraph after": [table(row("{% if x %}a", "b", "c")), "sau{% endif %}"],
    "from a paragraph to a cell": ["trước{% if x %}", table(row("a{% endif %}", "b", "c"))],
    "else in a cell": ["{% if x %}a{% else %}b", table(row("c{% endif %}", "d", "e"))],
    "from a cell to a table in a cell": [table(row(cell("{% if x %}a", table(row("b{% endif %}", "c", "d")), "e"), "f", "g"))],
    "a paragraph's tag out of its cell": [table(row(cell("{%p if x %}", "a"), "b", "c")), "{%p endif %}"],
    "a row's tag closed by a cell's": [table(row("{%tr if x %}", "", ""), row(cell("a"), cell("{%tc endif %}"), cell("b")))],
    "a column's tag closed by a paragraph's": [table(row(cell("{%tc if x %}"), cell("a"), cell("{%p endif %}", "b")))],
    "from one cell to the next": [table(row("{% if x %}a", "b{% endif %}", "c"))],
    "a loop from one cell to the next": [table(row("{% for i in [x] if i %}a", "b{% endfor %}", "c"))],
    "from one row to the next": [table(row("{% if x %}a", "b", "c"), row("d", "e", "f{% endif %}"))],
    "a column's tag from one row to the next": [
        table(row(cell("{%tc if x %}"), cell("a")), row(cell("a"), cell("{%tc endif %}")))
    ],
    "a row's tag from one table to the next": [table(row("{%tr if x %}", "")), "giữa", table(row("{%tr endif %}", ""))],
    "a run's tag out of its paragraph": [paragraph("a", "{%r if x %}", "b"), "{%p endif %}"],
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_condition_across_depths_is_never_written(name: str) -> None:
    refused = 0
    for value in (True, False):
        try:
            data = compile_template(template(*BROKEN[name]), NAME).fill({"x": value})
        except TemplateError as error:
            refused += 1
            assert error.location.file == NAME
            assert (error.location.within or "").startswith("word/document.xml")
            assert error.advice
        else:
            assert reading.misplaced(data) == []
    assert refused


@pytest.mark.parametrize("count", [0, 2, 3])
def test_a_loop_across_depths_is_never_written(count: int) -> None:
    with pytest.raises(TemplateError):
        filled(table(row("{% for p in people %}a", "b", "c")), "sau{% endfor %}", words={"people": ["a"] * count})


# Statements that cross paragraphs, yet stay where they began.
SOUND = [
    ["{% if x %}a", "b{% endif %}"],
    [table(row(cell("{% if x %}a", "b{% endif %}"), "c", "d"))],
    [table(row(cell("{%p if x %}", "a", "{%p endif %}", "b"), "c", "d"))],
    ["{%p if x %}", table(row("{% if x %}a{% endif %}", "b", "c")), "{%p endif %}"],
    [table(row("{%tr if x %}", ""), row("{% for i in [1] %}a{% endfor %}", "b"), row("{%tr endif %}", ""), row("a", "b"))],
    [paragraph("{% if x %}", f"<w:r><w:pict><w:txbxContent>{paragraph('a')}</w:txbxContent></w:pict></w:r>", "{% endif %}")],
]


@pytest.mark.parametrize("blocks", SOUND)
def test_statements_may_cross_paragraphs_of_one_place(blocks: list[str]) -> None:
    for value in (True, False):
        reading.part(filled(*blocks, "cuối", words={"x": value}))


def test_raw_xml_from_a_filter_cannot_break_the_part() -> None:
    for value in ("a & b", "<b>", "</w:t>", "<w:t>", "&nbsp;", "\x0b", "]]>"):
        with pytest.raises(TemplateError):
            filled("{{ x|safe }}", words={"x": value})
        with pytest.raises(TemplateError):
            filled("{% autoescape false %}{{ x }}{% endautoescape %}", words={"x": value})


def test_a_part_that_is_no_xml_is_told() -> None:
    for broken in (b"<w:document>{{ x }}", b"{{ x }}", b"<a>{{ x }}</b>", b"<a>{{ x }}&nbsp;</a>", b"<w:a>{{ x }}</w:a>"):
        with pytest.raises(TemplateError) as caught:
            compile_template(template(replaced={"word/header1.xml": broken}), NAME).fill({"x": "a"})
        assert places_of(caught.value) == (NAME, "word/header1.xml")


def test_a_failed_filling_leaves_the_template_usable() -> None:
    compiled_ = compiled("{{ x }}", run("{{ y }}"))
    good = compiled_.fill({"x": "a", "y": "b"})
    for bad in ({}, {"x": "a"}, {"x": None, "y": "b"}, {"x": "\x00", "y": "b"}):
        with pytest.raises(FillError):
            compiled_.fill(bad)
    assert compiled_.fill({"x": "a", "y": "b"}) == good


def test_the_mistakes_of_all_parts_come_in_one_run_and_once() -> None:
    made = compiled("{{ một }}", "{{ hai }}", header="{{ ba }}", footer="{{ bốn }} {{ năm }}")
    with pytest.raises(FillError) as caught:
        made.fill({})
    lines = str(caught.value).splitlines()
    assert len(lines) == len(set(lines)) == 5
    assert [word for word in ("một", "hai", "ba", "bốn", "năm") if f"«{word}»" not in str(caught.value)] == []


@pytest.mark.parametrize(
    ("tag", "shown"),
    [
        ("{% for g in x|slice(2) %}[{{ g|join(',') }}]{% endfor %}", "[1,2][3]"),
        ("{% for g in x|batch(2, 0) %}[{{ g|join(',') }}]{% endfor %}", "[1,2][3,0]"),
        ("{% for g in x|batch(linecount=2) %}[{{ g|join(',') }}]{% endfor %}", "[1,2][3]"),
    ],
)
def test_lists_are_cut_into_pieces(tag: str, shown: str) -> None:
    assert reading.text(compiled(tag).fill({"x": [1, 2, 3]})) == shown
    with pytest.raises(FillError, match="1000000000"):
        compiled(tag.replace("2", "1000000000", 1)).fill({"x": [1, 2, 3]})
