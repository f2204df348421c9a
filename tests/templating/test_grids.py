"""A table whose columns come and go keeps its width, and its grid is what its cells say."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qms_docs.errors import TemplateError
from qms_docs.templating import compile_template
from tests.ooxml.checker import faults

from . import reading
from .builder import WIDTH, cell, compiled, filled, paragraph, parts_of, row, table, template
from .test_like_docxtpl import by_docxtpl

Widths = list[int]


def assert_sound(package: bytes, total: int = WIDTH, name: str = "word/document.xml") -> None:
    for grid, rows in reading.grids(package, name):
        assert sum(grid) == total
        assert all(width > 0 for width in grid)
        assert all(cells == grid for cells in rows)
    assert reading.misplaced(package, name) == []


def conditional(condition: str, *cells: str) -> list[str]:
    """Cells that stand only when the condition holds, with the two cells that carry the tags."""
    return [cell(f"{{%tc if {condition} %}}"), *cells, cell("{%tc endif %}")]


def looped(width: int, text: str = "{{ i }}") -> list[str]:
    return [cell("{%tc for i in items %}"), cell(text, width=width), cell("{%tc endfor %}")]


def columns(widths: Widths, dropped: set[int], count: int = 2) -> str:
    """A table of these columns, of which some hang on the word `kept`."""
    cells: list[str] = []
    for place, width in enumerate(widths):
        one = cell(f"cột {place}", width=width)
        cells += conditional("kept", one) if place in dropped else [one]
    return table(*[row(*cells)] * count, grid=widths)


@pytest.mark.parametrize(
    ("widths", "dropped", "fitted"),
    [
        ([1000, 2000, 3000, 3000], {0}, [2000, 4000, 3000]),
        ([1000, 2000, 6000], {1}, [1000, 8000]),
        ([3000, 3000, 3000], {2}, [6000, 3000]),
        ([3000, 3000, 3000], {0, 1}, [9000]),
        ([1000, 7000, 1000], {1}, None),
        ([500] * 18, {0, 5, 17}, None),
    ],
)
def test_a_dropped_column_gives_its_width_to_the_others(widths: Widths, dropped: set[int], fitted: Widths | None) -> None:
    made = compiled(columns(widths, dropped), "cuối")
    whole, cut = made.fill({"kept": True}), made.fill({"kept": False})
    assert [grid for grid, _ in reading.grids(whole)] == [widths]
    assert_sound(whole)
    assert_sound(cut)
    ((grid, rows),) = reading.grids(cut)
    assert len(grid) == len(widths) - len(dropped) == len(rows[0])
    assert fitted is None or grid == fitted
    kept = [f"cột {place}" for place in range(len(widths)) if place not in dropped]
    assert reading.rows(cut) == [kept, kept]


@pytest.mark.parametrize("count", [0, 1, 2, 3, 7, 20])
def test_added_columns_share_the_width(count: int) -> None:
    made = table(*[row(cell("đầu", width=2000), *looped(3500), cell("cuối", width=3500))] * 3, grid=[2000, 3500, 3500])
    data = filled(made, words={"items": list(range(count))})
    assert_sound(data)
    ((grid, _),) = reading.grids(data)
    assert len(grid) == count + 2
    assert reading.rows(data) == [["đầu", *map(str, range(count)), "cuối"]] * 3


@settings(max_examples=80, deadline=None, derandomize=True)
@given(widths=st.lists(st.integers(300, 6000), min_size=2, max_size=8), data=st.data())
def test_any_columns_may_be_dropped(widths: Widths, data: st.DataObject) -> None:
    dropped = data.draw(st.sets(st.integers(0, len(widths) - 1), max_size=len(widths) - 1))
    made = compile_template(template(columns(widths, dropped, data.draw(st.integers(1, 4)))))
    for kept in (True, False):
        filled_ = made.fill({"kept": kept})
        assert_sound(filled_, sum(widths))
        ((grid, _),) = reading.grids(filled_)
        assert len(grid) == len(widths) - (0 if kept else len(dropped))


@settings(max_examples=60, deadline=None, derandomize=True)
@given(fixed=st.lists(st.integers(300, 4000), min_size=1, max_size=4), width=st.integers(300, 4000), count=st.integers(0, 12))
def test_any_number_of_columns_may_be_added(fixed: Widths, width: int, count: int) -> None:
    cells = [cell("a", width=w) for w in fixed]
    made = table(*[row(*cells, *looped(width))] * 2, grid=[*fixed, width])
    assert_sound(filled(made, words={"items": ["x"] * count}), sum(fixed) + width)


def test_rows_in_a_loop_keep_to_the_fitted_grid() -> None:
    made = table(
        row(cell("a"), *conditional("kept", cell("b")), cell("c")),
        row("{%tr for i in items %}", "", ""),
        row(cell("{{ i }}"), *conditional("kept", cell("b")), cell("c")),
        row("{%tr endfor %}", "", ""),
    )
    for kept, width in ((True, 3), (False, 2)):
        data = filled(made, words={"kept": kept, "items": ["x", "y", "z"]})
        assert_sound(data)
        assert [len(r) for r in reading.rows(data)] == [width] * 4


def test_each_table_is_fitted_by_itself() -> None:
    still = columns([1000, 8000], set())
    blocks = [columns([3000, 6000], {0}), still, "giữa {{ x }}", columns([2000, 3000, 4000], {1, 2}), still]
    data = filled(*blocks, words={"kept": False, "x": "<!--qms:fit--></w:tbl>"})
    assert_sound(data)
    assert [grid for grid, _ in reading.grids(data)] == [[9000], [1000, 8000], [9000], [1000, 8000]]
    assert b"qms:fit--" not in parts_of(data)["word/document.xml"].replace(b"&lt;!--qms:fit--", b"")


def test_a_table_repeated_by_a_loop_is_fitted_each_time() -> None:
    cells = [cell("a"), *conditional("one.wide", cell("b")), cell("c")]
    data = filled(
        "{%p for one in all %}",
        table(row(*cells)),
        "{%p endfor %}",
        "cuối",
        words={"all": [{"wide": w} for w in (True, False, True)]},
    )
    assert [len(grid) for grid, _ in reading.grids(data)] == [3, 2, 3]
    assert_sound(data)


@pytest.mark.parametrize(("place", "name"), [("header", "word/header1.xml"), ("footer", "word/footer1.xml")])
def test_tables_of_headers_and_footers_are_fitted(place: str, name: str) -> None:
    data = filled(words={"kept": False}, **{place: columns([2000, 3000, 4000], {1}) + paragraph("cuối")})
    assert_sound(data, name=name)
    assert reading.rows(data, name) == [["cột 0", "cột 2"]] * 2


def test_text_that_looks_like_a_grid_is_left_alone() -> None:
    text = '<w:tcW w:w="1" w:type="dxa"/><w:gridCol w:w="1"/></w:tblGrid><w:tr>'
    made = table(row(cell("{{ x }}"), *conditional("kept", cell("b")), cell("c")))
    data = filled(made, words={"kept": False, "x": text})
    assert_sound(data)
    assert reading.rows(data) == [[text, "c"]]


def test_a_table_that_does_not_move_is_not_touched() -> None:
    """Even one whose author drew grid and cells apart: only tables that change are ours to fit."""
    odd = table(row(cell("{{ x }}", width=100), cell("b", width=200)), grid=[4000, 5000])
    assert reading.grids(filled(odd, words={"x": "a"})) == [([4000, 5000], [[100, 200]])]


def test_widths_written_otherwise_are_understood() -> None:
    made = columns([3000, 3000, 3000], {1}).replace('w:w="3000" w:type="dxa"', 'w:type="dxa" w:w="3000.0"')
    assert_sound(filled(made, words={"kept": False}))
    assert_sound(filled(made, words={"kept": True}))


@pytest.mark.parametrize(
    "rows",
    [
        [row(*looped(3000, "{% hm %}chung")), row(*looped(3000))],
        [row(cell("{% colspan items|length %}chung")), row(*looped(3000))],
        [row(cell("a"), *looped(3000), cell("c")), row(cell("chung", properties='<w:gridSpan w:val="3"/>'))],
    ],
    ids=["hm", "colspan", "a span of its own"],
)
@pytest.mark.parametrize("count", [1, 3, 5])
def test_a_table_with_spans_gets_a_column_for_each_place(rows: list[str], count: int) -> None:
    """As many columns as the fullest row has places: what docxtpl does too."""
    source = template(table(*rows))
    words = {"items": list(range(count))}
    ((ours, cells),) = reading.grids(compile_template(source).fill(words))
    ((theirs, _),) = reading.grids(by_docxtpl(source, words))
    assert len(ours) == len(theirs)
    assert sum(ours) == WIDTH
    assert all(sum(widths) <= WIDTH for widths in cells)


@pytest.mark.parametrize("kind", ["auto", "pct", "nil"])
@pytest.mark.parametrize("kept", [True, False])
def test_a_table_of_automatic_widths_is_fitted(kind: str, kept: bool) -> None:
    automatic = columns([3000, 3000, 3000], {1}).replace('w:w="3000" w:type="dxa"', f'w:w="0" w:type="{kind}"')
    ((grid, _),) = reading.grids(filled(automatic, words={"kept": kept}))
    assert len(grid) == 2 + kept
    assert sum(grid) == WIDTH


@pytest.mark.parametrize("width", ["²", "-5", "", "1e9", "12,5", "9" * 400])
def test_a_width_that_is_no_number_does_no_harm(width: str) -> None:
    made = columns([3000, 3000, 3000], {1}).replace('w:w="3000" w:type', f'w:w="{width}" w:type')
    try:
        data = filled(made, words={"kept": False})
    except TemplateError:
        return
    assert reading.rows(data) == [["cột 0", "cột 2"]] * 2


@pytest.mark.parametrize(
    "block",
    [
        table(row("{% colspan 2 %}a", "b"), row("c", "d", "e")),
        table(row("{% cellbg 'D9D9D9' %}a", "b", "c")),
        table(row("{%tr for i in two %}", "", ""), row("{% vm %}a", "b", "{{ i }}"), row("{%tr endfor %}", "", "")),
        table(row("{%tc for i in two %}", "{% hm %}a", "{%tc endfor %}")),
    ],
    ids=["colspan", "cellbg", "vm", "hm"],
)
def test_properties_of_a_cell_stand_in_the_order_of_the_schema(block: str) -> None:
    """docxtpl puts those of its own statements first, before the width."""
    found = faults(filled(block, words={"two": [1, 2]}))
    assert [str(finding) for finding in found if finding.rule == "child-order"] == []
