"""`qms-docs explain`: where a printed value comes from."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Program

FILE = """# Nguồn: ví dụ của kiểm thử.
district: "836"
overrides:
  - procedure: 1.000894
    valid_from: 2018-06-01
    reason: Cắt giảm thời hạn theo cam kết
    set:
      time_limits: {verified: {value: 4}}
    delete: {steps: ["1"]}
"""


@pytest.fixture
def differing(ba_tri: Path) -> Path:
    (ba_tri / "overrides").mkdir()
    (ba_tri / "overrides/ba-tri.yaml").write_text(FILE, "utf-8")
    return ba_tri


def explained(qms: Program, workspace: Path, value: str, day: str = "2018-12-01") -> dict[str, dict[str, object]]:
    ended = qms("explain", f"29110/1.000894/{value}", workspace, "--as-of", day, "--json")
    assert ended.code == 0, ended.err
    return {each["path"]: each for each in json.loads(ended.out)}


def test_the_chain_names_layer_file_line_day_and_reason(qms: Program, differing: Path) -> None:
    limit = explained(qms, differing, "time_limit")["time_limits.verified.value"]
    assert limit["value"] == "4"
    nation, district = limit["origins"]  # type: ignore[misc]
    assert (nation["layer"], nation["value"]) == ("nation", "5")
    assert "value: 5" in Path(nation["file"]).read_text("utf-8").splitlines()[nation["line"] - 1]
    assert (district["layer"], district["line"], district["since"]) == ("district", 8, "2018-06-01")
    assert district["reason"] == "Cắt giảm thời hạn theo cam kết"


def test_before_its_first_day_a_difference_is_no_origin(qms: Program, differing: Path) -> None:
    limit = explained(qms, differing, "time_limits.verified.value", "2018-05-31")["time_limits.verified.value"]
    assert limit["value"] == "5" and len(limit["origins"]) == 1  # type: ignore[arg-type]


def test_after_a_step_is_gone_the_others_keep_their_own_lines(qms: Program, differing: Path) -> None:
    for value in explained(qms, differing, "steps.1.action").values():
        (origin,) = value["origins"]  # type: ignore[misc]
        line = Path(origin["file"]).read_text("utf-8").splitlines()[origin["line"] - 1]
        assert str(value["value"])[:20] in line


def test_an_address_that_leads_nowhere_is_told(qms: Program, differing: Path) -> None:
    for address in ("29110", "99999/1.000894/fees", "29110/9.999999/fees", "29110/1.000894/fee_list"):
        ended = qms("explain", address, differing, "--as-of", "2018-12-01")
        assert ended.code == 2 and "Traceback" not in ended.err + ended.out and ended.err.strip()
