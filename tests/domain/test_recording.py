"""A filling that reads the same gives the same: what was read decides whether a document is made again."""

from __future__ import annotations

import copy
import random
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.places import REPOSITORY, THEN

from qms_docs.domain.artifacts import BuildRequest
from qms_docs.domain.recording import WatchedDict, changes, is_unchanged, read_of, whole
from qms_docs.load import Workspace
from qms_docs.plan import plan_build, select_communes
from qms_docs.render import Press

LEAVES = st.one_of(st.text(max_size=5), st.integers(), st.booleans(), st.none())
WORDS = st.dictionaries(
    st.text("abc", min_size=1, max_size=2),
    st.recursive(
        LEAVES,
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from("xyz"), inner, max_size=3),
        max_leaves=6,
    ),
    max_size=3,
)


def wander(value: Any, moments: random.Random) -> list[Any]:
    """Read a part of a value in one of many ways, like a template that decides by what it meets; return what was met."""
    met: list[Any] = []
    if isinstance(value, dict):
        for key in ("x", "y", "z", "a", "b", "ab"):
            if moments.random() < 0.6:
                met.append(key in value)
                if key in value and moments.random() < 0.8:
                    met += wander(value[key], moments)
    elif isinstance(value, list):
        way = moments.random()
        if way < 0.4:
            for item in value:
                met += wander(item, moments)
        elif way < 0.7:
            met.append(len(value))
        elif value:
            met += wander(value[-1], moments)
    else:
        met.append(value)
    return met


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(WORDS, WORDS, st.integers(0, 1000))
def test_who_reads_the_same_meets_the_same(before: dict[str, Any], after: dict[str, Any], seed: int) -> None:
    watched = WatchedDict(before)
    met = wander(watched, random.Random(seed))
    assert met == wander(before, random.Random(seed)), "watching changes nothing"
    read = read_of(watched)
    assert is_unchanged(read, before)
    if is_unchanged(read, after):
        assert wander(after, random.Random(seed)) == met


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(WORDS, WORDS)
def test_what_was_read_as_a_whole_notices_every_change(before: dict[str, Any], after: dict[str, Any]) -> None:
    assert is_unchanged(whole(before), after) == (whole(before) == whole(after))


def test_a_dictionary_that_was_gone_through_notices_a_new_key() -> None:
    watched = WatchedDict({"a": {"x": 1}})
    assert list(watched["a"].items()) == [("x", 1)]
    assert not is_unchanged(read_of(watched), {"a": {"x": 1, "y": 2}})
    assert is_unchanged(read_of(watched), {"a": {"x": 1}, "b": 2})


def test_a_key_that_is_not_there_is_not_there_the_second_time_either() -> None:
    watched = WatchedDict({"a": {}})
    for _ in range(2):
        with pytest.raises(KeyError):
            watched["a"]["b"]
        assert watched.get("c") is None and "c" not in watched
    assert is_unchanged(read_of(watched), {"a": {}}) and not is_unchanged(read_of(watched), {"a": {"b": 1}})


def test_changes_name_the_path() -> None:
    words = {"unit": {"name": "Thạnh Phước", "code": "29104"}, "rows": [{"a": "1"}, {"a": "2"}]}
    watched = WatchedDict(words)
    assert watched["unit"]["name"] and [row["a"] for row in watched["rows"]]
    read = read_of(watched)
    words["unit"]["code"] = "29107"  # type: ignore[index]
    assert list(changes(read, words)) == []
    words["rows"][1]["a"] = "3"  # type: ignore[index]
    assert list(changes(read, words)) == [("rows[1].a", "2", "3")]


def leaves(value: Any) -> Iterator[tuple[Any, Any]]:
    if isinstance(value, dict):
        for key, item in value.items():
            yield from [(value, key)] if isinstance(item, str) else leaves(item)
    elif isinstance(value, list):
        for place, item in enumerate(value):
            yield from [(value, place)] if isinstance(item, str) else leaves(item)


@pytest.mark.parametrize("kind", ["procedure_sheet", "manual", "promulgation_decision", "quality_objectives", "control_slip"])
def test_real_documents(workspace: Workspace, kind: str) -> None:
    """Any word of a real document is changed: either the reading differs, or the bytes are the same."""
    request = BuildRequest(REPOSITORY, THEN, REPOSITORY, ("29104",))
    (jobs,) = plan_build(workspace.catalogue, request, select_communes(workspace.catalogue, request)).jobs.values()
    press = Press(workspace.catalogue, workspace.settings, workspace.templates, THEN)
    job = next(job for job in jobs if job.kind == kind)
    template, words = press.template(kind), press.words(job)
    data, read = template.fill_and_record(words)
    assert data == template.fill(words)
    moments = random.Random(kind)
    missed = 0
    for _ in range(60):
        other = copy.deepcopy(words)
        place, key = moments.choice(list(leaves(other)))
        place[key] += " x"
        unread = is_unchanged(read, other)
        assert unread == (template.fill(other) == data) or not unread
        missed += unread
    assert missed < 60
