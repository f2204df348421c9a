"""The Vietnamese filters, in templates as authors write them; the manual's page is part of the test."""

from __future__ import annotations

import json
import re
import unicodedata
from collections import Counter
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qms_docs.domain.words import Word, WordKind
from qms_docs.errors import FillError
from qms_docs.templating.checking import check_template
from qms_docs.templating.filters import FILTERS, title_vi, unbroken, upper_vi

from . import reading
from .builder import compiled, filled, template

PAGE = (Path(__file__).parents[2] / "docs" / "template-filters.md").read_text(encoding="utf-8")
DATA = json.loads(re.findall(r"```json\n(.*?)```", PAGE, re.DOTALL)[0])
NBSP = "\u00a0"


def rows_of(page: str) -> list[tuple[str, str]]:
    """The tags of the tables and what stands beside them."""
    found = re.findall(r"^\| `(\{.*\})` \| (.*) \|$", page, re.MULTILINE)
    return [(typed.replace("\\|", "|"), shown.replace("⍽", NBSP)) for typed, shown in found]


SECTIONS = dict(re.findall(r"^### `(\w+)`\n\n(.*?)(?=^##|\Z)", PAGE, re.MULTILINE | re.DOTALL))
EXAMPLES, REFUSED = (rows_of(half) for half in PAGE.split("## Những gì bị từ chối"))


def shown(tag: str, **words: Any) -> str:
    return reading.text(filled(tag, words=words))


def reason(tag: str, **words: Any) -> str:
    with pytest.raises(FillError) as caught:
        filled("một", tag, words=words)
    assert (caught.value.location.within or "").startswith("word/document.xml¶2 › {")
    assert caught.value.fault == "filter-fails"
    return str(caught.value.fact)


# ---- the page


def test_every_filter_has_its_section_with_examples() -> None:
    assert sorted(SECTIONS) == sorted(FILTERS)
    for name, section in SECTIONS.items():
        examples = rows_of(section)
        assert len(examples) >= 2, name
        assert all(re.search(rf"\|{name}\b", typed) for typed, _ in examples), name


def test_every_example_gives_what_the_page_says() -> None:
    assert [row for section in SECTIONS.values() for row in rows_of(section)] == EXAMPLES
    given_texts = reading.text(filled(*(typed for typed, _ in EXAMPLES), words=DATA)).split("\a")
    assert [text.rstrip() for text in given_texts] == [wanted for _, wanted in EXAMPLES]


@pytest.mark.parametrize(("typed", "told"), REFUSED, ids=[typed for typed, _ in REFUSED])
def test_what_the_page_calls_refused_is_refused_with_that_reason(typed: str, told: str) -> None:
    assert f"{told}." in f"{reason(typed, **DATA)}."


def test_every_filter_is_seen_refusing() -> None:
    assert set(FILTERS) == {name for typed, _ in REFUSED for name in FILTERS if re.search(rf"\|{name}\b", typed)}


def test_every_filter_says_in_one_vietnamese_line_what_it_does() -> None:
    lines = [(function.__doc__ or "").splitlines()[0] for function in FILTERS.values()]
    assert all(line.endswith(".") and len(line) < 100 for line in lines)
    assert max(Counter(lines).values()) == 1


# ---- values


@pytest.mark.parametrize("day", [date(2026, 2, 5), datetime(2026, 2, 5, 23, 59), "2026-02-05", " 05/02/2026 ", "5/2/2026"])
def test_a_day_may_be_given_in_several_ways(day: object) -> None:
    assert shown("{{ day|date_long }}, {{ day|date_short }}", day=day) == "ngày 05 tháng 02 năm 2026, 05/02/2026"


@pytest.mark.parametrize("number", [1250, 1250.0, Decimal("1250.00"), "1250", "1.250", "1.250,00", " 1250 "])
def test_a_number_may_be_given_in_several_ways(number: object) -> None:
    assert shown("{{ n|money }}, {{ n|in_words }}", n=number) == "1.250 đồng, một nghìn hai trăm năm mươi"


@pytest.mark.parametrize(
    "number", ["", "1.25", "1,", "12.50,0", "1 250", "0x10", "1e3", "²", "năm", float("nan"), float("inf"), 10**21]
)
@pytest.mark.parametrize("name", ["money", "in_words", "money_in_words", "ordinal", "roman", "letter"])
def test_what_is_no_clear_number_is_refused(name: str, number: object) -> None:
    assert reason(f"{{{{ n|{name} }}}}", n=number)


@pytest.mark.parametrize("value", [None, True, {"a": 1}, [None], [[]], b"x"])
@pytest.mark.parametrize("name", FILTERS)
def test_nothing_is_printed_for_what_is_no_value(name: str, value: object) -> None:
    assert reason(f"{{{{ x|{name} }}}}", x=value)


@pytest.mark.parametrize("name", FILTERS)
def test_a_word_the_data_do_not_have_is_told_by_its_name(name: str) -> None:
    for tag in (f"{{{{ lạ|{name} }}}}", f"{{% for x in lạ|{name} %}}{{{{ x }}}}{{% endfor %}}"):
        with pytest.raises(FillError) as caught:
            filled(tag, words={})
        assert caught.value.fault == "word-not-in-data"
        assert "lạ" in str(caught.value.fact)


def test_lists_of_nothing_are_nothing() -> None:
    assert shown("[{{ x|join_vi }}{{ x|closed|join }}{{ x|sorted_vi|join }}]", x=[]) == "[]"


def test_a_list_may_come_from_another_filter() -> None:
    people = [{"name": "Đỗ E"}, {"name": "Dương Đ"}]
    assert shown("{{ people|map(attribute='name')|sorted_vi|join_vi }}", people=people) == "Dương Đ và Đỗ E"


def test_entries_of_the_same_name_keep_their_order() -> None:
    people = [{"name": "Bé", "no": 1}, {"name": "An", "no": 2}, {"name": "Bé", "no": 3}]
    assert shown("{% for p in people|sorted_vi('name') %}{{ p.no }}{% endfor %}", people=people) == "213"


def test_a_list_is_not_printed_by_mistake() -> None:
    with pytest.raises(FillError) as caught:
        filled("{{ x|sorted_vi }}", words={"x": ["b", "a"]})
    assert caught.value.fault == "value-not-text"


def test_a_sentence_that_is_too_long_is_refused() -> None:
    assert "100000" in reason("{{ x|join_vi }}", x=["a" * 1000] * 200)


# ---- in the engine


@pytest.mark.parametrize("name", ["upper_vi", "title_vi", "unbroken"])
def test_what_a_filter_gives_is_escaped(name: str) -> None:
    assert shown(f"{{{{ x|{name} }}}}", x="<a> & «b»").lower() == "<a> & «b»"
    assert shown("{{ x|join_vi(y) }}", x=["<w:t>", "&"], y="<b>") == "<w:t> <b> &"


def test_filters_work_in_headers_and_properties() -> None:
    package = filled(
        "x", header="{{ day|date_long|unbroken }}", title="{{ name|upper_vi }}", words={"day": "2026-02-05", "name": "đỗ"}
    )
    assert reading.text(package, "word/header1.xml") == f"ngày{NBSP}05 tháng{NBSP}02 năm{NBSP}2026"
    assert reading.core(package, "title") == "ĐỖ"


def test_objects_of_python_are_not_entered() -> None:
    assert "__class__" in reason("{{ x|sorted_vi('__class__.__name__')|join }}", x=["a"])
    assert "real" in reason("{{ x|sorted_vi('real')|join }}", x=[1])


def test_a_filling_is_the_same_each_time() -> None:
    made = compiled(*(typed for typed, _ in EXAMPLES))
    assert made.fill(DATA) == made.fill(DATA)


def checked(tag: str, folder: Path) -> list[tuple[str, str]]:
    file = folder / "mẫu.docx"
    file.write_bytes(template(tag))
    known = Word("", WordKind.GROUP, members=(Word("x", WordKind.TEXT),))
    return [(each.name, str(each.advice)) for each in check_template(file, known).diagnostics]


def test_the_check_of_templates_knows_the_filters(tmp_path: Path) -> None:
    assert checked("".join(f"{{% set a_{name} = x|{name} %}}" for name in FILTERS), tmp_path) == []
    ((name, hint),) = checked("{{ x|date_lon }}", tmp_path)
    assert name == "unknown-filter"
    assert "date_long" in hint
    ((name, _),) = checked("{{ x|date_long(3) }}", tmp_path)
    assert name == "wrong-filter-arguments"


# ---- what always holds

SIGNS = "nguyễn đ Đ ế ộ ư Điều điểm khoản số năm TCVN ISO mục I 5 12 a \n . - / Ố"
PROSE = st.one_of(st.text(max_size=40), st.lists(st.sampled_from(SIGNS.split(" ")), max_size=12).map(" ".join))


@given(PROSE)
def test_unbroken_changes_nothing_but_blanks(text: str) -> None:
    text, given_text = unicodedata.normalize("NFC", text), unbroken(text)
    assert given_text.replace(NBSP, " ") == text.replace(NBSP, " ")
    assert unbroken(given_text) == given_text


@pytest.mark.parametrize(
    "text", ["số người", "năm nay", "điểm mạnh", "danh mục vi phạm", "phần lớn", "ISO là", "trăm 5", "Đông 5", "chín năm"]
)
def test_other_words_stay_breakable(text: str) -> None:
    assert unbroken(text) == text


@pytest.mark.parametrize(
    "text", ["Khoản 2, Điều 15", "ĐIỀU 5", "điểm đ", "Chương IV", "Phụ lục II", "QCVN 01:2018", "ISO/IEC 17025"]
)
def test_what_is_cited_stays_together(text: str) -> None:
    assert len(unbroken(text).split(" ")) == (2 if "," in text else 1)


@given(st.text("aăâbcdđeêghiklmnoôơpqrstuưvxyáàảãạấầẩẫậắằẳẵặéèẻẽẹếềểễệíìỉĩịóòỏõọốồổỗộớờởỡợúùủũụứừửữựýỳỷỹỵ ", max_size=30))
def test_case_keeps_every_letter_and_mark(text: str) -> None:
    for form in ("NFC", "NFD"):
        assert upper_vi(unicodedata.normalize(form, text)).lower() == text
        titled = title_vi(unicodedata.normalize(form, text.upper()))
        assert titled.lower() == text
        assert all(word[0].isupper() and not any(map(str.isupper, word[1:])) for word in titled.split())
