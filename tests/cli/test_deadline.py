"""`qms-docs deadline`: the moment a result is due, and the days that do not count."""

from __future__ import annotations

import json
from pathlib import Path

from tests.cli.conftest import Program
from tests.places import REPOSITORY


def asked(qms: Program, code: str, received: str, *more: object, workspace: Path = REPOSITORY) -> dict[str, dict[str, object]]:
    ended = qms("deadline", code, workspace, "--received", received, *more, "--json")
    assert ended.code == 0, ended.err
    return {each["scenario"]: each for each in json.loads(ended.out)["scenarios"]}


def test_three_working_days_over_the_new_year_of_2026(qms: Program) -> None:
    """Off: 1 January, 2 January (worked on the 10th, document 12729/VPCP-KGVX), a weekend."""
    found = asked(qms, "1.004873", "2025-12-30T09:00")["standard"]
    assert found["due"] == "2026-01-06T17:00:00"
    assert [each["day"] for each in found["skipped"]] == ["2026-01-01", "2026-01-02", "2026-01-03", "2026-01-04"]


def test_after_15_hours_a_result_of_the_same_day_is_due_the_next(qms: Program) -> None:
    assert asked(qms, "1.000656", "2018-12-03T14:30")["standard"]["due"] == "2018-12-03T17:00:00"
    assert asked(qms, "1.000656", "2018-12-03T15:30")["standard"]["due"] == "2018-12-04T17:00:00"


def test_the_difference_of_a_unit_counts(qms: Program, small_workspace: Path) -> None:
    folder = small_workspace / "overrides"
    folder.mkdir()
    (folder / "x.yaml").write_text(
        'commune: "29104"\noverrides:\n  - procedure: 1.004873\n    reason: Cam kết của xã\n'
        "    set: {time_limits: {standard: {value: 1}}}\n",
        "utf-8",
    )
    order = ("1.004873", "2018-12-03T09:00")
    assert asked(qms, *order, workspace=small_workspace)["standard"]["due"] == "2018-12-06T17:00:00"
    assert asked(qms, *order, "--commune", "29104", workspace=small_workspace)["standard"]["due"] == "2018-12-04T17:00:00"


def test_mistakes_are_told(qms: Program) -> None:
    for code, received in (("9.999999", "2018-12-03"), ("1.004873", "1999-12-03"), ("1.004873", "hôm nay")):
        ended = qms("deadline", code, REPOSITORY, "--received", received)
        assert ended.code == 2 and ended.err.strip() and "Traceback" not in ended.err
