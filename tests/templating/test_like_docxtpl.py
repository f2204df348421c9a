"""The same template and words give what docxtpl gives with autoescape: text, tables and looks."""

from __future__ import annotations

import io
from collections.abc import Mapping
from typing import Any

import docx
import pytest
from docx.document import Document
from docxtpl import DocxTemplate, RichText
from hypothesis import given, settings
from hypothesis import strategies as st

from qms_docs.templating import compile_template

from . import reading
from .builder import NAME, cell, drawn, filled, paragraph, row, run, table, template

WORDS: dict[str, Any] = {
    "x": "An Hiệp",
    "amp": "A & B <c> ]]> \"d\" 'e'",
    "n": 7,
    "yes": True,
    "no": False,
    "nobody": [],
    "people": [
        {"name": "Lê Văn Á", "jobs": ["chủ tịch", "bí thư"]},
        {"name": "Trần Thị Bé", "jobs": []},
        {"name": "Võ Út", "jobs": ["kế toán"]},
    ],
    "commune": {"name": "Bình Đại", "ward": {"name": "Phú Thuận"}},
    "lines": "một\nhai\tba",
    "paragraphs": "một\ahai\nba\abốn",
    "pages": "một\fhai",
    "colour": "FF8800",
    "span": 2,
}
BOLD, ITALIC, CENTRED = "<w:b/>", "<w:i/>", '<w:jc w:val="center"/>'


def by_docxtpl(source: bytes, words: Mapping[str, Any]) -> bytes:
    document = DocxTemplate(io.BytesIO(source))
    document.render(dict(words), autoescape=True)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def assert_alike(source: bytes, words: Mapping[str, Any]) -> None:
    ours, theirs = compile_template(source, NAME).fill(words), by_docxtpl(source, words)
    assert reading.body(ours) == reading.body(theirs)
    for name in ("word/header1.xml", "word/footer1.xml"):
        assert reading.blocks(reading.part(ours, name)) == reading.blocks(reading.part(theirs, name))
    for name in ("title", "subject", "creator", "description"):
        assert reading.core(ours, name) == reading.core(theirs, name)
    assert reading.misplaced(ours) == []


# name: (blocks, the whole text expected; None where only docxtpl is the judge)
PARAGRAPHS: dict[str, tuple[list[str], str | None]] = {
    "a word": (["Xã {{ x }}."], "Xã An Hiệp."),
    "without blanks": (["Xã {{x}}."], "Xã An Hiệp."),
    "a number": (["{{ n }} thủ tục"], "7 thủ tục"),
    "two words side by side": (["{{ x }}{{ n }} {{ x }}"], "An Hiệp7 An Hiệp"),
    "blanks at both ends": (["  {{ x }}  "], "  An Hiệp  "),
    "attributes": (["{{ commune.ward.name }}, {{ commune['name'] }}"], "Phú Thuận, Bình Đại"),
    "an index": (["{{ people[1].name }}"], "Trần Thị Bé"),
    "signs of XML in a value": (["{{ amp }}"], "A & B <c> ]]> \"d\" 'e'"),
    "signs of XML in the template": (["A & B < {{ x }} > \"C\" 'D'"], "A & B < An Hiệp > \"C\" 'D'"),
    "a comparison": (["{% if n > 5 and n < 9 %}đủ{% else %}thiếu{% endif %}"], "đủ"),
    "typographic quotes in a tag": (["{% if x == “An Hiệp” %}đúng{% endif %} {{ ‘chữ’ }}"], "đúng chữ"),
    "if, elif, else": (["{% if no %}1{% elif yes %}2{% else %}3{% endif %}"], "2"),
    "an if expression": (["{{ 'có' if yes else 'không' }}"], "có"),
    "a comment": (["Xã {# ghi chú {{ x }} #}{{ x }}"], "Xã An Hiệp"),
    "a comment alone": (["{# ghi chú #}", "{{ x }}"], "\aAn Hiệp"),
    "a paragraph's comment": (["{#p ghi chú #}", "{{ x }}"], "An Hiệp"),
    "filters": (["{{ x|upper }} {{ people|length }} {{ x|replace('An', 'Tân') }}"], "AN HIỆP 3 Tân Hiệp"),
    "a filter on data": (["{{ people|map(attribute='name')|join('; ') }}"], "Lê Văn Á; Trần Thị Bé; Võ Út"),
    "a default": (["{{ lạ|default('chưa có') }}"], "chưa có"),
    "tests": (["{% if lạ is defined %}có{% else %}chưa{% endif %} {% if n is odd %}lẻ{% endif %}"], "chưa lẻ"),
    "set": (["{% set xã = x ~ ' mới' %}{{ xã }}"], "An Hiệp mới"),
    "with": (["{% with a = n + 1 %}{{ a }}{% endwith %}"], "8"),
    "raw": (["{% raw %}{{ x }} {% if %}{% endraw %} {{ n }}"], "{{ x }} {% if %} 7"),
    "raw over paragraphs": (["{% raw %}{{ a", "chữ", "b }}{% endraw %} {{ n }}"], None),
    "braces kept alone": (["chỉ {_{ a }_}"], "chỉ {{ a }}"),
    "braces kept in a string": (["{{ '{_{' }}{{ '}_}' }}"], "{{}}"),
    "braces in a string": (["{{ '{{ a }}' }} {{ '%}' }}"], "{{ a }} %}"),
    "apostrophes around tags": (["it's {{ x }}, don't “{{ n }}”"], "it's An Hiệp, don't “7”"),
    "blanks of Word in a tag": (["{{\u00a0x\u00a0}}{%\u00a0if yes %} a{% endif %}"], "An Hiệp a"),
    "a tag over a link": (
        ["<w:p>" + run("a {{ ") + '<w:hyperlink w:anchor="b">' + run("x") + "</w:hyperlink>" + run(" }} c") + "</w:p>"],
        "a An Hiệp c",
    ),
    "an inserted tag": (['<w:p><w:ins w:id="1">' + run("{{ x }}") + "</w:ins></w:p>"], "An Hiệp"),
    "a deleted tag": (['<w:p><w:del w:id="1"><w:r><w:delText>{{ x }}</w:delText></w:r></w:del>' + run("a") + "</w:p>"], "a"),
    "braces kept": (["{_{ x }_} và {_% if %_} {{ x }}"], "{{ x }} và {% if %} An Hiệp"),
    "single braces": (["{ x } {x} % } {{ n }} # }"], "{ x } {x} % } 7 # }"),
    "a loop in a line": (["{% for p in people %}{{ loop.index }}. {{ p.name }}; {% endfor %}"], None),
    "a loop with else": (["{% for p in nobody %}{{ p }}{% else %}không ai{% endfor %}"], "không ai"),
    "a loop with if": (["{% for p in people if p.jobs %}{{ p.name }},{% endfor %}"], "Lê Văn Á,Võ Út,"),
    "what loops know": (
        ["{% for p in people %}{{ loop.index0 }}{{ loop.revindex }}/{{ loop.length }}{{ '' if loop.last else ',' }}{% endfor %}"],
        "03/3,12/3,21/3",
    ),
    "nested loops": (
        ["{% for p in people %}{{ p.name }}:{% for j in p.jobs %}{{ loop.index }}{{ j }} {% endfor %}|{% endfor %}"],
        "Lê Văn Á:1chủ tịch 2bí thư |Trần Thị Bé:|Võ Út:1kế toán |",
    ),
    "loop over pairs": (["{% for k, v in commune.ward.items() %}{{ k }}={{ v }}{% endfor %}"], "name=Phú Thuận"),
    "paragraphs in a loop": (
        ["đầu", "{%p for p in people %}", "{{ loop.index }}. {{ p.name }}", "{%p endfor %}", "cuối"],
        "đầu\a1. Lê Văn Á\a2. Trần Thị Bé\a3. Võ Út\acuối",
    ),
    "paragraphs in nested loops": (
        [
            "{%p for p in people %}",
            "{{ p.name }}",
            "{%p for j in p.jobs %}",
            "- {{ j }}",
            "{%p endfor %}",
            "{%p endfor %}",
            "cuối",
        ],
        "Lê Văn Á\a- chủ tịch\a- bí thư\aTrần Thị Bé\aVõ Út\a- kế toán\acuối",
    ),
    "paragraphs under a condition": (["{%p if no %}", "mất", "{%p else %}", "còn", "{%p endif %}", "cuối"], "còn\acuối"),
    "a condition over paragraphs": (["a{% if no %}", "b", "{% endif %}c"], "ac"),
    "a loop over paragraphs": (["a{% for p in people %}{{ p.name }}", "b{% endfor %}c"], None),
    "dashes join paragraphs": (["Xã", "{%- if yes %}", " An", "{%- endif %}", "cuối"], None),
    "dashes on both sides": (["Xã ", "{%- if yes -%}", "An Hiệp", "{%- endif -%}", " cuối"], "Xã An Hiệp cuối"),
    "a dash after": (["{% if yes -%}", "một", "{%- endif %}"], None),
    "dashes in a value tag": (["Xã   {{- x -}}   cuối"], "XãAn Hiệpcuối"),
    "a new line in a value": (["Xã {{ lines }} hết", "sau"], "Xã một\nhai\tba hết\asau"),
    "new paragraphs in a value": (["Xã {{ paragraphs }} hết", "sau"], "Xã một\ahai\nba\abốn hết\asau"),
    "a new page in a value": (["Xã {{ pages }} hết", "sau"], "Xã một\a\f\ahai hết\asau"),
    "breaks in two values": (["{{ paragraphs }}/{{ pages }}"], "một\ahai\nba\abốn/một\a\f\ahai"),
    "breaks keep the looks": (
        [paragraph(run("đầu ", BOLD), run("{{ paragraphs }}{{ pages }}", ITALIC), run(" cuối"), properties=CENTRED)],
        None,
    ),
    "looks are kept": ([paragraph(run("{{ x }}", BOLD), run(" và "), run("{{ n }}", ITALIC), properties=CENTRED)], None),
    "runs under a condition": (
        [paragraph("a", "{%r if yes %}", run("b", BOLD), "{%r endif %}", "c", "{%r if no %}", "d", "{%r endif %}")],
        "abc",
    ),
    "runs in a loop": ([paragraph("{%r for p in people %}", run("{{ p.name }}", BOLD), ",", "{%r endfor %}")], None),
    "a tag over two runs": ([paragraph("{", "{ x }", "}")], "An Hiệp"),
    "a tag over looks": ([paragraph(run("{{ ", BOLD), run("x", ITALIC), " }}")], "An Hiệp"),
    "a condition over runs": ([paragraph("{% i", "f y", "es %", "}có{", "% endif %}")], "có"),
    "a comment over runs": ([paragraph("{", "# x", " #", "}hết {{ x }}")], "hết An Hiệp"),
    "a loop over runs": ([paragraph("{% for p ", "in people %}", run("{{ p.n", BOLD), "ame }}", "{% end", "for %}")], None),
    "proofing marks in a tag": (["<w:p>" + run("{{ ") + '<w:proofErr w:type="spellStart"/>' + run("x }}") + "</w:p>"], "An Hiệp"),
    "data that look like tags": (["{% for t in ['{' ~ '{ 7*7 }' ~ '}'] %}{{ t }}{% endfor %}"], "{{ 7*7 }}"),
}


@pytest.mark.parametrize("name", PARAGRAPHS)
def test_paragraphs(name: str) -> None:
    texts, expected = PARAGRAPHS[name]
    assert_alike(template(*texts), WORDS)
    if expected is not None:
        assert reading.text(filled(*texts, words=WORDS)) == expected


def tag_row(tag: str) -> str:
    """A row that holds a tag alone and goes away."""
    return row(f"{{%tr {tag} %}}", "", "")


def tag_cell(tag: str) -> str:
    """A cell that holds a tag alone and goes away."""
    return cell(f"{{%tc {tag} %}}")


PEOPLE = "for p in people"
LAST = row("a", "b", "c")
TABLES: dict[str, list[str]] = {
    "words in cells": [row("{{ x }}", "{{ amp }}", "{{ lines }}")],
    "several paragraphs in a cell": [row(cell("{{ x }}", "{{ paragraphs }}", "cuối"), "b", "{{ pages }}")],
    "rows in a loop": [
        row("Tên", "Số", "Việc"),
        tag_row(PEOPLE),
        row("{{ p.name }}", "{{ loop.index }}", "{{ p.jobs|join(', ') }}"),
        tag_row("endfor"),
        LAST,
    ],
    "rows in nested loops": [
        tag_row(PEOPLE),
        row("{{ p.name }}", "", ""),
        tag_row("for j in p.jobs"),
        row("", "{{ loop.index }}", "{{ j }}"),
        tag_row("endfor"),
        tag_row("endfor"),
        LAST,
    ],
    "rows under a condition": [
        tag_row("if no"),
        row("mất", "", ""),
        tag_row("else"),
        row("còn", "{{ x }}", ""),
        tag_row("endif"),
    ],
    "a row's comment": [row("{#tr ghi chú #}", "", ""), row("a", "{{ x }}", "c")],
    "rows and conditions": [
        tag_row(PEOPLE),
        tag_row("if p.jobs"),
        row("{{ p.name }}", "{% if loop.first %}đầu{% endif %}", ""),
        tag_row("endif"),
        tag_row("endfor"),
        LAST,
    ],
    "columns in a loop": [row(cell("đầu"), tag_cell(PEOPLE), cell("{{ p.name }}"), tag_cell("endfor"), cell("cuối"))] * 2,
    "columns under a condition": [row(cell("a"), tag_cell("if no"), cell("mất"), tag_cell("endif"), cell("{{ x }}"))] * 2,
    "columns that stay": [row(cell("a"), tag_cell("if yes"), cell("còn"), tag_cell("endif"), cell("{{ x }}"))] * 2,
    "a column's comment": [row(cell("a"), cell("{#tc ghi chú #}"), cell("{{ x }}"))],
    "paragraphs in a cell": [row(cell("{%p for p in people %}", "{{ p.name }}", "{%p endfor %}", "cuối"), "b", "c")],
    "cells merged downwards": [tag_row(PEOPLE), row("{% vm %}chung {{ x }}", "{{ p.name }}", "c"), tag_row("endfor"), LAST],
    "cells merged across": [
        row(tag_cell(PEOPLE), cell("{% hm %}chung"), tag_cell("endfor")),
        row(tag_cell(PEOPLE), cell("{{ p.name }}"), tag_cell("endfor")),
    ],
    "spans merged across": [
        row(tag_cell(PEOPLE), cell("{% hm %}chung", properties='<w:gridSpan w:val="2"/>'), tag_cell("endfor"))
    ],
    "colspan": [row(cell("{% colspan span %}{{ x }}"), "c"), LAST],
    "colspan by a number": [row(cell("{% colspan 3 %}{{ x }}")), LAST],
    "cellbg": [row("{% cellbg colour %}{{ x }}", "b", "{% cellbg '00FF00' %}c")],
    "cellbg over a shade": [
        row(cell("{% cellbg colour %}{{ x }}", properties='<w:shd w:val="clear" w:color="auto" w:fill="111111"/>'), "b", "c")
    ],
    "cellbg in a loop": [
        tag_row(PEOPLE),
        row("{% cellbg 'EEEEEE' if loop.index is odd else 'FFFFFF' %}{{ p.name }}", "b", "c"),
        tag_row("endfor"),
        LAST,
    ],
    "a table in a cell": [
        row(cell(table(tag_row(PEOPLE), row("{{ p.name }}", "b", "c"), tag_row("endfor"), LAST), "{{ x }}"), "b", "c")
    ],
}


@pytest.mark.parametrize("place", ["body", "header", "footer"])
@pytest.mark.parametrize("name", TABLES)
def test_tables(name: str, place: str) -> None:
    made = table(*TABLES[name])
    source = template(made, "cuối") if place == "body" else template(**{place: made + paragraph("cuối")})
    assert_alike(source, WORDS)


def test_rows_and_columns_are_those_expected() -> None:
    numbered = TABLES["rows in a loop"]
    assert reading.rows(filled(table(*numbered), words=WORDS)) == [
        ["Tên", "Số", "Việc"],
        ["Lê Văn Á", "1", "chủ tịch, bí thư"],
        ["Trần Thị Bé", "2", ""],
        ["Võ Út", "3", "kế toán"],
        ["a", "b", "c"],
    ]
    looped = reading.rows(filled(table(*TABLES["columns in a loop"]), words=WORDS))
    assert looped == [["đầu", "Lê Văn Á", "Trần Thị Bé", "Võ Út", "cuối"]] * 2
    assert reading.rows(filled(table(*TABLES["columns under a condition"]), words=WORDS)) == [["a", "An Hiệp"]] * 2


def test_merged_and_coloured_cells_are_those_expected() -> None:
    def cells(name: str) -> list[list[tuple[Any, ...]]]:
        (_, made), *_ = reading.body(filled(table(*TABLES[name]), words=WORDS))
        return [[(span, merge, fill) for _, span, merge, fill, _ in line] for line in made]

    nothing = (None, None, None)
    assert [line[0][1] for line in cells("cells merged downwards")] == ["restart", "continue", "continue", None]
    assert cells("cells merged across") == [[("3", None, None)], [nothing] * 3]
    assert cells("spans merged across") == [[("6", None, None)]]
    assert cells("colspan")[0] == [("2", None, None), nothing]
    assert [fill for _, _, fill in cells("cellbg")[0]] == ["FF8800", None, "00FF00"]
    assert [line[0][2] for line in cells("cellbg in a loop")] == ["EEEEEE", "FFFFFF", "EEEEEE", None]
    assert cells("cellbg over a shade")[0][0] == (None, None, "FF8800")


@pytest.mark.parametrize("text", ["Xã {{ x }}", "{% if no %}a{% else %}{{ amp }}{% endif %}", "{{ lines }}", "{{ paragraphs }}"])
def test_headers_and_footers(text: str) -> None:
    assert_alike(template("Thân {{ x }}", header=text, footer=f"{text} / {{{{ n }}}}"), WORDS)


@pytest.mark.parametrize(
    "title", ["Quy trình {{ x }}", "{{ n }}/{{ x }}", "{% for p in people %}{{ p.name }}, {% endfor %}", "{# ẩn #}Không có thẻ"]
)
def test_properties(title: str) -> None:
    assert_alike(template(title=title), WORDS)


def test_a_value_in_a_property_is_escaped_once_where_docxtpl_does_it_twice() -> None:
    source = template(title="{{ x }}")
    words = {"x": "A & <B>"}
    assert reading.core(compile_template(source).fill(words), "title") == "A & <B>"
    assert reading.core(by_docxtpl(source, words), "title") == "A &amp; &lt;B&gt;"


def test_signs_of_xml_inside_a_tag_are_read_where_docxtpl_trips() -> None:
    assert reading.text(filled("{{ 'a&b<c>' }}{% if '&' in amp %} có{% endif %}", words=WORDS)) == "a&b<c> có"


def test_text_after_a_tag_keeps_its_own_look() -> None:
    """docxtpl prints it in the look of the run in which the tag began."""
    (made, *_) = reading.body(filled(paragraph(run("{{ ", BOLD), run("x", ITALIC), " }} hết"), words=WORDS))
    assert made == ("p", "", (("b=[]", "An Hiệp"), ("", " hết")))


def test_text_made_by_docxtpl_itself() -> None:
    rich = RichText("đậm & <rõ>", bold=True)
    rich.add(" nghiêng", italic=True)
    assert_alike(template(paragraph("a ", "{{r rich }}", " b")), {"rich": rich})


def _letter(document: Document) -> None:
    document.core_properties.title = "Thư {{ commune.name }}"
    document.core_properties.subject = "{{ x }}"
    section = document.sections[0]
    section.header.paragraphs[0].text = "UBND {{ commune.name }}\tsố {{ n }}"
    section.footer.paragraphs[0].text = "{% if yes %}{{ x }}{% endif %}"
    document.add_heading("Quyết định {{ n }}", 1)
    opening = document.add_paragraph("Gửi ")
    opening.add_run("{{ commune.").bold = True
    opening.add_run("name }}").italic = True
    opening.add_run(" {% if amp %}— {{ amp }}{% endif %}")
    document.add_paragraph("{%p for p in people %}")
    document.add_paragraph("{{ p.name }}", style="List Bullet")
    document.add_paragraph("{%p endfor %}")
    made = document.add_table(rows=4, cols=2, style="Table Grid")
    for place, texts in enumerate(
        [("Tên", "Việc"), ("{%tr for p in people %}", ""), ("{{ p.name }}", "{{ p.jobs|length }}"), ("{%tr endfor %}", "")]
    ):
        for written, words in zip(made.rows[place].cells, texts, strict=True):
            written.text = words
    document.add_page_break()
    document.add_paragraph("{{ paragraphs }}")


def test_a_whole_letter_saved_by_python_docx() -> None:
    source = drawn(_letter)
    assert_alike(source, WORDS)
    opened = docx.Document(io.BytesIO(compile_template(source).fill(WORDS)))
    assert [[c.text for c in r.cells] for r in opened.tables[0].rows][1:] == [
        ["Lê Văn Á", "2"],
        ["Trần Thị Bé", "0"],
        ["Võ Út", "1"],
    ]
    assert opened.core_properties.title == "Thư Bình Đại"


SENTENCES = {
    "Xã {{ x }}, số {{ n }}.": "Xã An Hiệp, số 7.",
    "a{% if yes %}b{% else %}c{% endif %}d": "abd",
    "{% for p in people %}{{ p.name }};{% endfor %}": "Lê Văn Á;Trần Thị Bé;Võ Út;",
    "đầu {# ẩn #}{{ commune.ward.name }} cuối": "đầu Phú Thuận cuối",
}


@settings(max_examples=60, deadline=None, derandomize=True)
@given(sentence=st.sampled_from(sorted(SENTENCES)), data=st.data())
def test_tags_may_be_cut_into_runs_anywhere(sentence: str, data: st.DataObject) -> None:
    cuts = sorted(data.draw(st.sets(st.integers(1, len(sentence) - 1), max_size=8)))
    runs = [sentence[a:b] for a, b in zip([0, *cuts], [*cuts, len(sentence)], strict=True)]
    source = template(paragraph(*runs))
    assert reading.text(compile_template(source).fill(WORDS)) == SENTENCES[sentence]
    assert reading.body(compile_template(source).fill(WORDS)) == reading.body(by_docxtpl(source, WORDS))
