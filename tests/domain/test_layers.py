"""Local differences laid over a procedure: what wins, where it comes from, what is told."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.documents import document_text
from tests.places import THEN

from qms_docs import build, check
from qms_docs.domain.layers import Applied, dumped_on, merged
from qms_docs.domain.overrides import Layer, Override
from qms_docs.load import Workspace, load_workspace

CODE = "1.004873"
DAY = THEN


def laid(workspace: Workspace, *overrides: tuple[Layer, dict[str, Any]], day: date = DAY) -> Any:
    applied = [
        Applied(Override.model_validate({"procedure": CODE, "reason": "Thử", **values}), layer, "f", number)
        for number, (layer, values) in enumerate(overrides)
    ]
    return merged(workspace.catalogue.procedures[CODE], applied, day)


def test_without_a_difference_the_procedure_is_the_very_same(workspace: Workspace) -> None:
    procedure = workspace.catalogue.procedures[CODE]
    assert merged(procedure, [], DAY).procedure is procedure
    past = {"set": {"time_limits": {"standard": {"value": "2"}}}, "valid_to": "2018-11-30"}
    assert laid(workspace, (Layer.PROVINCE, past)).procedure is procedure


def test_the_narrower_layer_wins_whatever_the_order(workspace: Workspace) -> None:
    province = (Layer.PROVINCE, {"set": {"time_limits": {"standard": {"value": "2"}}}})
    commune = (Layer.COMMUNE, {"set": {"time_limits": {"standard": {"value": "1"}}}})
    for order in ((province, commune), (commune, province)):
        made = laid(workspace, *order)
        assert made.procedure.time_limits[0].value == 1
        assert [(change.by.layer, str(change.before), str(change.after)) for change in made.changes] == [
            (Layer.PROVINCE, "3", "2"),
            (Layer.COMMUNE, "2", "1"),
        ]
        assert not made.faults


def test_items_are_changed_deleted_and_inserted_by_key_or_number(workspace: Workspace) -> None:
    national = workspace.catalogue.procedures[CODE]
    made = laid(
        workspace,
        (
            Layer.COMMUNE,
            {
                "set": {"steps": {"2": {"actor": "vice_chairman"}}},
                "delete": {"steps": ["1"]},
                "insert": [{"into": "steps", "after": "1", "item": {"action": "Xác minh tại ấp.", "actor": "clerk"}}],
            },
        ),
    ).procedure
    before = [step for step in national.steps if step.holds_on(DAY)]
    assert len(made.steps) == len(before)
    assert made.steps[0].actor == "vice_chairman" and made.steps[0].action == before[1].action
    assert (made.steps[1].action, made.steps[1].actor) == ("Xác minh tại ấp.", "clerk")
    assert [step.action for step in made.steps[2:]] == [step.action for step in before[2:]]


@pytest.mark.parametrize(
    ("values", "kind", "what"),
    [
        ({"set": {"time_limits": {"urgent": {"value": "2"}}}}, "absent", "urgent"),
        ({"set": {"time_limit": {"standard": {"value": "2"}}}}, "absent", "time_limit"),
        ({"delete": {"steps": ["40"]}}, "absent", "40"),
        ({"insert": [{"into": "papers", "item": {"name": "x"}}]}, "absent", "papers"),
        ({"set": {"time_limits": {"standard": {"value": "3"}}}}, "same", "time_limits.standard.value"),
        ({"set": {"time_limits": {"standard": {"value": "ba"}}}}, "invalid", "ba"),
    ],
)
def test_what_is_wrong_with_a_difference_is_told(workspace: Workspace, values: dict[str, Any], kind: str, what: str) -> None:
    made = laid(workspace, (Layer.PROVINCE, values))
    (fault,) = made.faults
    assert fault.kind == kind and what in fault.what
    if kind == "invalid":
        assert made.procedure is workspace.catalogue.procedures[CODE], "an unsound difference changes nothing"


def test_two_of_one_layer_on_one_value_are_told(workspace: Workspace) -> None:
    two = [(Layer.PROVINCE, {"set": {"time_limits": {"standard": {"value": value}}}}) for value in ("1", "2")]
    assert [fault.kind for fault in laid(workspace, *two).faults] == ["twice"]


_VALUES = st.integers(1, 20).map(str)
_PATCHES = st.fixed_dictionaries(
    {},
    optional={
        "time_limits": st.fixed_dictionaries({"standard": st.fixed_dictionaries({"value": _VALUES})}),
        "sheet_number": _VALUES,
    },
).filter(bool)


def _over(base: dict[str, Any], patch: dict[str, Any]) -> dict[str, Any]:
    return {
        key: _over(base[key], patch[key]) if isinstance(patch.get(key), dict) and key in base else patch.get(key, base.get(key))
        for key in {**base, **patch}
    }


@given(one=_PATCHES, two=_PATCHES)
@settings(max_examples=60, deadline=None)
def test_laying_one_after_the_other_is_laying_both_at_once(
    workspace: Workspace, one: dict[str, Any], two: dict[str, Any]
) -> None:
    """The layers are associative: a province's and a commune's differences may be joined before they are laid."""
    after = laid(workspace, (Layer.PROVINCE, {"set": one}), (Layer.COMMUNE, {"set": two}))
    joined = laid(workspace, (Layer.COMMUNE, {"set": _over(one, two)}))
    assert after.procedure == joined.procedure


@given(patch=_PATCHES)
@settings(max_examples=40, deadline=None)
def test_every_value_that_differs_knows_where_it_comes_from(workspace: Workspace, patch: dict[str, Any]) -> None:
    national = workspace.catalogue.procedures[CODE]
    made = laid(workspace, (Layer.DISTRICT, {"set": patch}))
    before, after = dumped_on(national, DAY), dumped_on(made.procedure, DAY)
    changed = {name for name in after if after[name] != before[name]}
    assert changed <= {change.path[0] for change in made.changes}


# ---- as a user sees it

FILE = """# Nguồn: ví dụ của kiểm thử.
district: "835"
overrides:
  - procedure: 1.004873
    reason: Cắt giảm thời hạn theo cam kết của huyện
    set:
      time_limits: {standard: {value: 2}}
      steps: {2: {durations: {standard: {value: 0.5}}}}
    delete: {steps: ["4"]}
"""


def test_a_districts_difference_is_printed_in_its_communes_alone(small_workspace: Path, tmp_path: Path) -> None:
    def printed(name: str) -> str:
        result = build(small_workspace, as_of=THEN, out=tmp_path / name, communes=["29104"], kinds=["procedure_sheet"])
        assert not result.has_errors, [str(each.fact) for each in result.diagnostics]
        (sheet,) = result.out.rglob("QT-TPHT-33*.docx")
        return document_text(sheet)

    assert "03 ngày làm việc" in printed("a")
    folder = small_workspace / "overrides"
    folder.mkdir()
    (folder / "binh-dai.yaml").write_text(FILE, "utf-8")
    after = printed("b")
    assert "02 ngày làm việc" in after and "03 ngày làm việc" not in after
    assert "Đóng dấu" not in after
    (folder / "binh-dai.yaml").write_text(FILE.replace('"835"', '"836"'), "utf-8")
    assert "03 ngày làm việc" in printed("c"), "another district's"


def test_a_wrong_difference_is_told_at_its_line(small_workspace: Path, english: None) -> None:
    folder = small_workspace / "overrides"
    folder.mkdir()
    (folder / "binh-dai.yaml").write_text(FILE.replace("standard: {value: 2}", "urgent: {value: 2}"), "utf-8")
    found = [each for each in check(small_workspace, as_of=THEN, communes=["29104"]).diagnostics if each.code.startswith("OVR")]
    assert ("OVR001", 7) in [(each.code, each.location.line) for each in found]
    assert "urgent" in str(found[0].fact) and "standard" in str(found[0].advice)


def test_a_file_for_no_place_is_told(small_workspace: Path, english: None) -> None:
    folder = small_workspace / "overrides"
    folder.mkdir()
    (folder / "x.yaml").write_text(FILE.replace('"835"', '"999"'), "utf-8")
    codes = [each.code for each in check(small_workspace, as_of=THEN, communes=["29104"]).diagnostics]
    assert "OVR005" in codes
    (folder / "x.yaml").write_text(FILE.replace('district: "835"', 'district: "835"\nprovince: "83"'), "utf-8")
    assert any("several" in str(each.fact) for each in load_workspace(small_workspace).diagnostics)


def test_steps_longer_than_a_limit_cut_by_a_place_are_told_there(small_workspace: Path, english: None) -> None:
    folder = small_workspace / "overrides"
    folder.mkdir()
    shorter = FILE.split("      steps:")[0]
    (folder / "binh-dai.yaml").write_text(shorter, "utf-8")
    found = [each for each in check(small_workspace, as_of=THEN, communes=["29104"]).diagnostics if each.code == "TIM002"]
    (told,) = found
    assert Path(told.location.file).name == "binh-dai.yaml" and told.location.line == 4
    assert "3" in str(told.fact) and "02" in str(told.fact)
    result = build(small_workspace, as_of=THEN, out=small_workspace / "out", communes=["29104"], kinds=["procedure_sheet"])
    assert result.has_errors and not list(result.out.rglob("*.docx")), "no paper contradicts itself"
