"""`qms-docs impact`: what rests on an act, what takes its place, by when the documents must follow."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from qms_docs.domain.working_time import months_after
from tests.cli.conftest import Program
from tests.places import REPOSITORY

NEW_ACT = """acts:
  - number: 999/2026/NĐ-CP
    kind: nghị định
    title: quy định chi tiết một số điều của luật mới
    issuer: Chính phủ
    signed: 2026-12-15
    effective_from: 2027-03-01
    verified: false
    source: Ví dụ của kiểm thử.
"""


def asked(qms: Program, act: str, *more: object, workspace: Path = REPOSITORY) -> dict[str, Any]:
    ended = qms("impact", act, workspace, *more, "--json")
    assert ended.code == 0, ended.err
    found: dict[str, Any] = json.loads(ended.out)
    return found


def cited(act: str) -> set[str]:
    """The procedures whose file names the act among its grounds."""
    found = set()
    for file in REPOSITORY.glob("procedures/*/*.yaml"):
        data = yaml.safe_load(file.read_text("utf-8"))
        named = [each if isinstance(each, str) else each["act"] for each in data.get("legal_basis", [])]
        if act in named:
            found.add(str(data["code"]))
    return found


def test_what_rests_directly_and_through_an_amending_act(qms: Program) -> None:
    found = asked(qms, "123/2015/NĐ-CP", "--as-of", "2026-11-01", "--commune", "29104")
    direct = {row["procedure"] for row in found["rows"] if "procedure" in row and not row["through"]}
    assert direct and direct <= cited("123/2015/NĐ-CP")
    through = {row["procedure"]: row["through"] for row in found["rows"] if "procedure" in row and row["through"]}
    assert through and not set(through) & cited("123/2015/NĐ-CP")
    assert all("123/2015/NĐ-CP" not in ways and ways for ways in through.values())


def test_in_2018_nothing_rests_on_what_came_later(qms: Program) -> None:
    found = asked(qms, "123/2015/NĐ-CP", "--as-of", "2018-12-01", "--commune", "29104")
    assert found["rows"] and all(not row["through"] for row in found["rows"])
    assert {place["act"] for row in found["rows"] for place in row["places"]} == {"123/2015/NĐ-CP"}


def test_documents_are_those_the_build_would_make(qms: Program, tmp_path: Path) -> None:
    found = asked(qms, "60/2014/QH13", "--as-of", "2018-12-01", "--commune", "29104")
    codes = {row["procedure"] for row in found["rows"] if "procedure" in row}
    ended = qms("build", REPOSITORY, "--commune", "29104", "--as-of", "2018-12-01", "--out", tmp_path, "--workers", "1")
    assert ended.code == 0
    made = json.loads((tmp_path / "manifest.json").read_text("utf-8"))["documents"]
    assert found["documents"] == sum(document["procedure"] in codes for document in made)
    assert found["communes"] == 1


def test_a_new_act_in_place_of_an_old_one_says_what_when_and_for_whom(qms: Program, small_workspace: Path) -> None:
    (small_workspace / "law/acts/new.yaml").write_text("# Nguồn: ví dụ.\n" + NEW_ACT, "utf-8")
    for file in (small_workspace / "law/acts").glob("*.yaml"):
        text = file.read_text("utf-8")
        if "number: 123/2015/NĐ-CP" in text:
            file.write_text(
                text.replace("number: 123/2015/NĐ-CP", "number: 123/2015/NĐ-CP\n    replaced_by: [999/2026/NĐ-CP]", 1), "utf-8"
            )
    found = asked(qms, "123/2015/ND-CP", "--as-of", "2027-03-01", workspace=small_workspace)
    assert found["replaced_by"] == ["999/2026/NĐ-CP"]
    assert found["deadline"] == "2027-06-01"
    codes = {row["procedure"]: row["communes"] for row in found["rows"] if "procedure" in row}
    assert set(codes) >= {"1.001193", "1.004873"}
    assert len(set(codes.values())) == 1
    text = qms("impact", "123/2015/NĐ-CP", small_workspace, "--as-of", "2027-03-01").out
    assert "999/2026/NĐ-CP" in text and "01/6/2027" in text


def test_a_mistyped_number_gets_a_suggestion(qms: Program) -> None:
    ended = qms("impact", "132/2015/NĐ-CP", REPOSITORY, "--as-of", "2018-12-01")
    assert ended.code == 2 and "123/2015/NĐ-CP" in ended.err


@pytest.mark.parametrize(
    ("day", "later"), [("2026-11-30", "2027-02-28"), ("2027-03-01", "2027-06-01"), ("2026-12-31", "2027-03-31")]
)
def test_the_three_months_of_real_days(day: str, later: str) -> None:
    assert months_after(date.fromisoformat(day), 3) == date.fromisoformat(later)
