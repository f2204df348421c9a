"""How a tag is read as its author typed it, wherever Word has cut it up."""

from __future__ import annotations

import pytest

from qms_docs.errors import FillError, TemplateError
from qms_docs.templating.tags import find_tags, readable
from tests.templating import reading
from tests.templating.builder import cell, compiled, filled, parts_of, row, run, table


@pytest.mark.parametrize(
    ("text", "tags"),
    [
        ("Xã {{ x }} hết", ["{{ x }}"]),
        ("{{ '}}' }} và {% if a == \"%}\" %}", ["{{ '}}' }}", '{% if a == "%}" %}']),
        ("{{ “}}” }}", ["{{ “}}” }}"]),
        ("{# '}} #}{{ y }}", ["{# '}} #}", "{{ y }}"]),
        ("không {đóng} {{ x", ["{{ x"]),
        ("{{ it's }} hết", ["{{ it's }}"]),
    ],
)
def test_tags_are_found_whole(text: str, tags: list[str]) -> None:
    assert [tag.typed for tag in find_tags(text)] == tags


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("{{ “An” }}", '{{ "An" }}'),
        ("{{ “Ông ‘A’” }}", '{{ "Ông \\u2018A\\u2019" }}'),
        ('{{ ‘a "b"’ }}', '{{ "a \\"b\\"" }}'),
        ("{%p if x %}", "{%p if x %}"),
        ("{{r x }}", "{{r (x)|in_run }}"),
        ("{{ x['{%'] }}", "{{ x['\\u007b\\u0025'] }}"),
        ("{{\u00a0x\u00a0}}", "{{ x }}"),
    ],
)
def test_tags_are_made_readable(typed: str, read: str) -> None:
    assert readable(typed) == read


def test_smart_quotes_change_around_strings_and_stay_inside() -> None:
    assert reading.text(filled("{{ “Ông ‘A’” }} và {{ ‘xã’ }}")) == "Ông ‘A’ và xã"


def test_a_bookmark_inside_a_split_tag_stays_whole() -> None:
    start, end = '<w:bookmarkStart w:id="1" w:name="cho"/>', '<w:bookmarkEnd w:id="1"/>'
    data = filled("<w:p>" + run("{{ ") + start + run("x") + end + run(" }} hết") + "</w:p>", words={"x": "An"})
    assert reading.text(data) == "An hết"
    body = parts_of(data)["word/document.xml"]
    assert b"bookmarkStart" in body and b"bookmarkEnd" in body


def test_deleted_text_does_not_speak() -> None:
    deleted = '<w:del w:id="1" w:author="a"><w:r><w:delText>{{ cu }}</w:delText></w:r></w:del>'
    assert reading.text(filled("<w:p>" + deleted + run("{{ x }}") + "</w:p>", words={"x": "An"})) == "An"


@pytest.mark.parametrize(
    "tag", [("{% if x %}", "{% endif %}"), ("{% for i in x %}", "{% endfor %}"), ("{%tc if x %}", "{%tr endif %}")]
)
def test_a_statement_over_cells_is_refused_when_the_template_is_read(tag: tuple[str, str]) -> None:
    with pytest.raises(TemplateError) as caught:
        compiled(table(row(f"{tag[0]}A", "B", "C"), row("D", f"E{tag[1]}", "F")))
    assert not isinstance(caught.value, FillError)
    assert (caught.value.location.within or "").startswith("word/document.xml¶1 › bảng 1, hàng 1, ô 1 › {%")


def test_a_plain_text_in_a_run_tag_gets_a_run() -> None:
    assert reading.text(filled("Xã {{r x }} hết", "{{p x }}", words={"x": "An & Hiệp"})) == "Xã An & Hiệp hết\aAn & Hiệp"


@pytest.mark.parametrize("name", ["random", "safe", "tojson", "xmlattr", "attr", "format", "pprint", "urlize"])
def test_filters_that_let_anything_through_are_not_known(name: str) -> None:
    with pytest.raises(TemplateError, match=name):
        compiled("{{ x|" + name + " }}")


@pytest.mark.parametrize("value", [None, True, ["a"], {"a": 1}])
@pytest.mark.parametrize("tag", ["{{ x }}", "{{ x|e }}", "{{ 'a' ~ x }}", "{{ [x, 'a']|join(', ') }}"])
def test_what_is_no_text_is_refused_however_it_is_printed(tag: str, value: object) -> None:
    with pytest.raises(FillError) as caught:
        filled("một", tag, words={"x": value})
    assert (caught.value.location.within or "").startswith("word/document.xml¶2 › {{")


def test_cells_with_a_condition_may_hold_it() -> None:
    data = filled(table(row(cell("{% if x %}A{% else %}B{% endif %}"), "C", "D")), words={"x": True})
    assert "A" in reading.text(data) and "B" not in reading.text(data)
