"""Documents whose texts were put into the blanks of another are those that filling gives, byte by byte, reading by reading."""

from __future__ import annotations

import copy
import json
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from qms_docs.domain.artifacts import BuildRequest
from qms_docs.domain.recording import groups_of, read_of_groups
from qms_docs.errors import FillError
from qms_docs.load import Workspace
from qms_docs.plan import plan_build, select_communes
from qms_docs.render import Press
from qms_docs.templating import CompiledTemplate, RichText
from qms_docs.templating.stencil import Stencils
from tests.places import NOW, REPOSITORY, THEN

from .builder import compiled

EVERY_WAY = """
Printed: {{ name }}, {{ unit.name }}, {{ unit.chief.name }}, {{ unit['name'] }}, {{ name }} again
Asked: {% if name == 'Tân Xuân' %}that one{% endif %}{% if unit.note %}{{ unit.note }}{% else %}no note{% endif %}
Filtered: {{ name|upper }} {{ unit.chief.name|lower }} {{ lines|join(', ') }} {{ lines|length }} {{ unit.name ~ name }}
Lines: {% for line in lines %}{{ line }};{% endfor %}{% for line in lines if line != 'b' %}{{ loop.index }} {{ line }}{% endfor %}
Rows: {% for row in rows %}{{ row.a }}{% if row.b is defined %}, {{ row.b }}{% endif %}{% if loop.last %}.{% endif %}{% endfor %}
Neighbours: {% for line in lines %}{% if loop.index0 and loop.previtem == line %}same{% else %}{{ line }}{% endif %}{% endfor %}
Named: {% set other = unit.name %}{{ other }} {% for line in lines %}{% set kept = line %}{{ kept|upper }}{% endfor %}
Items: {% for key, value in unit.chief.items() %}{{ key }} = {{ value }} {% endfor %}{{ rows[0].a }} {{ lines[-1] }} {{ count }}
Missing: {{ unit.nothing|default('–') }} {% if nothing is defined %}{{ nothing }}{% endif %}{{ deep|default('none') }}
"""
TEXTS = st.sampled_from(
    ["Tân Xuân", "An Hòa Tây", "b", "", "x & <y>", "dòng một\ndòng hai", "có\tcột", "Phú\xa0Lễ", "\ue000", "đ\u0300", "a\fb"]
)
ROWS = st.lists(st.fixed_dictionaries({"a": TEXTS}, optional={"b": TEXTS}), min_size=1, max_size=3)
CHIEF = st.fixed_dictionaries({"name": TEXTS}, optional={"title": TEXTS})
UNIT = st.fixed_dictionaries({"name": TEXTS, "note": TEXTS, "chief": CHIEF})
LINES = st.lists(TEXTS, min_size=1, max_size=3)
WORDS = st.fixed_dictionaries(
    {"name": TEXTS, "unit": UNIT, "lines": LINES, "rows": ROWS, "count": st.integers(0, 2)}, optional={"nothing": TEXTS}
)


@pytest.fixture(scope="module")
def every_way() -> CompiledTemplate:
    return compiled(*EVERY_WAY.strip().splitlines(), header="{{ unit.name }}", title="{{ name }}")


def both_ways(stencils: Stencils, template: CompiledTemplate, words: dict[str, Any]) -> None:
    """Fill with stencils and without: the same bytes, the same reading, or the same error."""
    try:
        data, read = template.fill_and_record(words)
    except FillError as cause:
        with pytest.raises(FillError) as other:
            stencils.fill("a", template, words)
        assert str(other.value) == str(cause)
        return
    found, groups = stencils.fill("a", template, words)
    assert found == data == template.fill(words)
    assert groups == groups_of(read)
    assert read_of_groups({word: json.loads(group.text) for word, group in groups.items()}) == read


@settings(suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture], deadline=None, max_examples=60)
@given(st.lists(WORDS, min_size=4, max_size=8), st.data())
def test_any_words_in_any_order(every_way: CompiledTemplate, several: list[dict[str, Any]], data: st.DataObject) -> None:
    stencils = Stencils()
    for words in several:
        if data.draw(st.booleans()):  # much of what follows is the very same
            for key in ("unit", "lines", "rows"):
                if data.draw(st.booleans()):
                    words[key] = several[0][key]
        both_ways(stencils, every_way, words)


def words_of(name: str) -> dict[str, Any]:
    chief = {"name": f"Nguyễn Văn {name}"}
    return {
        "name": name,
        "unit": {"name": name, "note": "", "chief": chief},
        "lines": [name],
        "rows": [{"a": name}],
        "count": 1,
    }


def test_the_third_document_is_not_filled(monkeypatch: pytest.MonkeyPatch) -> None:
    template = compiled("{{ unit.name }}: {% for line in lines %}{{ line }}{% endfor %}")
    stencils = Stencils()
    for name in ("A", "B"):
        stencils.fill("a", template, words_of(name))
    expected = template.fill(words_of("C"))
    monkeypatch.setattr(CompiledTemplate, "_filled", None)
    assert stencils.fill("a", template, words_of("C"))[0] == expected
    with pytest.raises(TypeError):  # another number of lines is another document
        stencils.fill("a", template, words_of("C") | {"lines": ["C", "D"]})


def test_a_full_room_makes_no_more_stencils(monkeypatch: pytest.MonkeyPatch) -> None:
    template = compiled("{{ unit.name }}")
    stencils = Stencils(room=0)
    for name in "ABCD":
        both_ways(stencils, template, words_of(name))
    assert not stencils._kept


def test_documents_met_before_the_room_was_full_make_none_after(monkeypatch: pytest.MonkeyPatch) -> None:
    template = compiled("{{ unit.name }}")
    stencils = Stencils(room=1)
    for name in "AB":
        for key in ("first", "second"):
            stencils.fill(key, template, words_of(name))
    expected = template.fill(words_of("C"))
    assert stencils.fill("second", template, words_of("C"))[0] == expected
    monkeypatch.setattr(CompiledTemplate, "_filled", None)
    assert stencils.fill("first", template, words_of("C"))[0] == expected
    with pytest.raises(TypeError):
        stencils.fill("second", template, words_of("C"))


def test_values_that_bring_markup(every_way: CompiledTemplate) -> None:
    template = compiled("{{ name }} {{r rich }}", "{% for line in lines %}{{ line }}{% endfor %}")
    stencils = Stencils()
    for name in "ABCD":
        both_ways(stencils, template, words_of(name) | {"rich": RichText(name, bold=True)})
        both_ways(stencils, template, words_of(name) | {"rich": RichText("same", bold=True)})


@pytest.mark.parametrize("day", [THEN, NOW])
def test_the_real_documents_of_communes(workspace: Workspace, day: Any) -> None:
    """Whole communes: every document as if it had been filled alone."""
    request = BuildRequest(REPOSITORY, day, REPOSITORY)
    chosen = select_communes(workspace.catalogue, request)
    chosen = [*chosen[:: max(1, len(chosen) // 4)]][:4]
    press = Press(workspace.catalogue, workspace.settings, workspace.templates, day)
    from_blanks = 0
    for jobs in plan_build(workspace.catalogue, request, chosen).jobs.values():
        for job in jobs:
            words = press.words(job)
            document, read = press.render_and_record(job)
            data, whole = press.template(job.kind).fill_and_record(copy.copy(words))  # type: ignore[union-attr]
            assert document.data == data, job.path
            assert read == groups_of(whole), job.path
    kept = press._stencils._kept.values()
    from_blanks = sum(bool(each.stencils) for each in kept)
    assert from_blanks > len(kept) // 2
