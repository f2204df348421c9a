"""Files edited by the program: what does not change stays as its author wrote it, and the file says exactly what it shall."""

from __future__ import annotations

import copy
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.places import REPOSITORY

from qms_docs.load.editing import UneditableFileError, edited
from qms_docs.load.scalars import fresh_text, inline, scalar
from qms_docs.load.yaml_text import data_of, node_of, read_yaml

FILES = sorted(
    file
    for folder in ("procedures", "communes/ben-tre/binh-dai", "communes/vinh-long/ba-tri", "system", "law/acts", "law/regimes")
    for file in (REPOSITORY / folder).rglob("*.yaml")
)
NASTY = (
    *("", " ", "007", "no", "~", "null", "1:20", "0.5", "- a", "a: b", "a #b", "# a", "{x}", "[a]", "'", '"', "a\nb", "\n", "\t"),
    *("=1+1", "x\\n", "@a", "&a", "*a", "!a", "|", ">", "%", "`", "a:", ":a", "?", "<<", "\u2028", "é", "a\n\nb", "a \nb"),
)
TEXTS = st.sampled_from(NASTY) | st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
VALUES = st.recursive(
    st.none() | TEXTS,
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["key", "name", "note", "khóa mới"]), inner, max_size=3)
    ),
    max_leaves=6,
)


def says(text: str) -> Any:
    root = node_of(text)
    return None if root is None else data_of(root)


@given(TEXTS)
def test_any_text_on_one_line_stays_what_it_is(text: str) -> None:
    assert says(f"a: {scalar(text)}\n") == {"a": text}
    assert says(f"a: {inline([text, {'b': text}])}\n") == {"a": [text, {"b": text}]}
    assert "\n" not in scalar(text)


@given(st.dictionaries(st.sampled_from("abc"), VALUES))
def test_a_new_file_says_its_values(values: dict[str, Any]) -> None:
    assert says(fresh_text(values, ("Nguồn: x",), "../schemas/a.json")) == values


def test_another_reader_of_yaml_reads_texts_as_texts() -> None:
    values = {"code": "29104", "zeros": "013", "no": "no", "time": "1:20", "name": "Nguyễn Văn A", "empty": None}
    assert yaml.safe_load(fresh_text(values)) == values


def places(data: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    found = [path]
    for key, value in data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ():
        found += places(value, (*path, key))
    return found


def put(data: Any, path: tuple[Any, ...], act: str, value: Any) -> None:
    for step in path[:-1]:
        data = data[step]
    if act == "set":
        data[path[-1]] = value
    elif act == "delete":
        del data[path[-1]]
    elif isinstance(data, list):
        data.insert(path[-1], value)
    else:
        items = list(data.items())
        items.insert([key for key, _ in items].index(path[-1]), ("khóa thêm", value))
        data.clear()
        data.update(items)


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(st.data())
def test_real_files_say_what_they_shall_after_any_change(data: st.DataObject) -> None:
    text = data.draw(st.sampled_from(FILES)).read_text("utf-8")
    before = says(text)
    after = copy.deepcopy(before)
    for _ in range(data.draw(st.integers(1, 4))):
        found = [path for path in places(after) if path]
        if found:
            put(after, data.draw(st.sampled_from(found)), data.draw(st.sampled_from(["set", "delete", "add"])), data.draw(VALUES))
    written = edited(text, after)
    assert says(written) == after
    comments = [line for line in text.splitlines() if line.startswith("#")]
    if isinstance(after, dict) and list(after) == list(before):
        assert [line for line in comments if line not in written] == []


@pytest.mark.parametrize("file", FILES[::17], ids=lambda file: file.name)
def test_nothing_changed_changes_nothing(file: Path) -> None:
    text = file.read_text("utf-8")
    assert edited(text, read_yaml(file)) == text


SAMPLE = """\
# Xã Thạnh Phước
code: "29104"  # mã
names:
  - {name: Thạnh Phước, kind: xã}  # tên cũ
# Người
officials:
  # người thứ nhất
  - {key: a, full_name: Nguyễn Văn A, phone: "0275"}
  - key: b
    # họ tên
    full_name: Trần Thị B
    note: |-
      dòng một
      dòng hai
  - {key: c, full_name: Lê Văn C}
empty: []
last: x
"""


def changed(new: Any, text: str = SAMPLE) -> tuple[list[str], list[str]]:
    """Return the lines that are gone and the lines that are new."""
    written = edited(text, new)
    assert says(written) == new
    old_lines, new_lines = text.splitlines(), written.splitlines()
    return [line for line in old_lines if line not in new_lines], [line for line in new_lines if line not in old_lines]


def test_one_value_is_one_line() -> None:
    new = says(SAMPLE)
    new["officials"][0]["phone"] = "0275 3 123"
    gone, come = changed(new)
    assert come == ["  - {key: a, full_name: Nguyễn Văn A, phone: 0275 3 123}"] and len(gone) == 1
    new = says(SAMPLE)
    new["code"] = "29107"
    assert changed(new)[1] == ['code: "29107"  # mã']


def test_entries_come_and_go_by_themselves() -> None:
    new = says(SAMPLE)
    new["officials"].insert(1, {"key": "d", "full_name": "Phạm Thị D"})
    assert changed(new) == ([], ["  - {key: d, full_name: Phạm Thị D}"])
    new = says(SAMPLE)
    del new["officials"][1]
    gone, come = changed(new)
    assert come == [] and gone[0] == "  - key: b" and len(gone) == 6
    new = says(SAMPLE)
    del new["officials"][1]["key"]
    assert changed(new)[1] == ["  - # họ tên"]


def test_lists_that_were_empty_and_lists_that_become_empty() -> None:
    new = says(SAMPLE)
    new["empty"] = [{"a": "b"}]
    assert changed(new)[1] == ["empty:", "  - {a: b}"]
    new = says(SAMPLE)
    new["officials"] = []
    assert changed(new)[1] == ["officials: []  # người thứ nhất"]


def test_parts_that_mean_the_same_stay_as_they_are_spelled() -> None:
    text = "steps:\n  - {value: 0.50, unit: working_day}  # nửa ngày\n  - {value: 1.0, unit: working_day}\n"
    old = {"steps": [{"value": "0.5", "unit": "working_day"}, {"value": "1", "unit": "working_day"}]}
    new = copy.deepcopy(old)
    new["steps"][1]["value"] = "2"
    assert edited(text, new, old) == text.replace("1.0", "2")


def test_windows_line_ends_and_a_mark_at_the_begin_stay() -> None:
    text = "\ufeffa: 1\r\nb:\r\n  - x\r\n"
    assert edited(text, {"a": "2", "b": ["x", "z"]}) == "\ufeffa: 2\r\nb:\r\n  - x\r\n  - z\r\n"


def test_a_file_that_says_nothing_cannot_be_edited() -> None:
    with pytest.raises(UneditableFileError):
        edited("# chỉ có ghi chú\n", {"a": "b"})
