"""`qms-docs impact`: what rests on an act, what takes its place, by when the documents must follow."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import docx
import pytest
import yaml

from qms_docs.domain.artifacts import BuildRequest
from qms_docs.domain.working_time import months_after
from qms_docs.load import load_workspace
from qms_docs.pipeline import BuildResult
from qms_docs.plan import plan_build
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


@pytest.mark.parametrize(("act", "day"), [("60/2014/QH13", "2018-12-01"), ("118/2025/NĐ-CP", "2026-11-01")])
def test_documents_are_those_the_build_would_make(qms: Program, act: str, day: str) -> None:
    found = asked(qms, act, "--as-of", day, "--commune", "29104")
    loaded = load_workspace(REPOSITORY)
    on = date.fromisoformat(day)
    commune = loaded.catalogue.commune_on("29104", on)
    assert commune is not None
    jobs = plan_build(loaded.catalogue, BuildRequest(REPOSITORY, on, REPOSITORY), [commune]).jobs[commune.id]
    procedures = {row["procedure"] for row in found["rows"] if "procedure" in row}
    kinds = {row["kind"] for row in found["rows"] if "kind" in row}
    shared = {each.key for each in loaded.catalogue.shared.values() if procedures & set(each.procedures)}
    wanted = [job.path for job in jobs if job.procedure in procedures or job.kind in kinds or job.shared in shared]
    assert [paper["path"] for paper in found["papers"]] == wanted
    assert found["documents"] == len(wanted) and found["communes"] == 1


def test_every_document_that_names_the_act_is_among_those_to_print_again(qms: Program, packs_then: BuildResult) -> None:
    """The documents of a commune searched for the number: none may be left out."""
    act = "26/2014/TT-BKHCN"
    found = asked(qms, act, "--as-of", "2018-12-01", "--commune", "29104")
    told = {paper["path"] for paper in found["papers"]}
    made = json.loads((packs_then.out / "manifest.json").read_text("utf-8"))["documents"]
    naming = {each["path"] for each in made if each["commune"] == "29104" and act in _text(packs_then.out / each["path"])}
    assert len(naming) > 10
    assert naming - told == set()


def test_estimated_pages_are_near_those_measured(qms: Program) -> None:
    """Printed by LibreOffice, the 44 sheets and 4 shared sheets, 88 forms of procedures of the commune have 437 pages."""
    found = asked(qms, "61/2018/NĐ-CP", "--as-of", "2018-12-01", "--commune", "29104")
    of_kind = {row["kind"]: row["pages_estimated"] for row in found["rows"] if "kind" in row}
    assert of_kind["control_slip"] == pytest.approx(92, rel=0.1)
    assert of_kind["reception_slip"] == pytest.approx(78, rel=0.1)
    text = qms("impact", "61/2018/NĐ-CP", REPOSITORY, "--as-of", "2018-12-01", "--commune", "29104").out
    assert f"khoảng {found['pages_estimated']} trang A4 (ước tính)" in text


def test_steps_and_fees_that_rest_on_the_act_are_named(qms: Program, small_workspace: Path) -> None:
    (file,) = small_workspace.glob("procedures/*/1.001193-*.yaml")
    data = yaml.safe_load(file.read_text("utf-8"))
    data["legal_basis"] = []
    data["steps"][1]["action"] += " theo Điều 15 Luật số 60/2014/QH13"
    data["fees"] = [{"name": "Lệ phí hộ tịch", "status": "amount", "amount": 5000, "act": "60/2014/QH13"}]
    file.write_text(yaml.safe_dump(data, allow_unicode=True), "utf-8")
    found = asked(qms, "60/2014/QH13", "--as-of", "2018-12-01", "--commune", "29104", workspace=small_workspace)
    (row,) = [row for row in found["rows"] if row.get("procedure") == "1.001193"]
    places = {(place["place"], place["step"], place["text"]) for place in row["places"] if place["act"] == "60/2014/QH13"}
    assert ("fee", None, "Lệ phí hộ tịch: 5.000 đồng") in places
    assert any(place == "step" and number == 2 for place, number, _ in places)
    text = qms("impact", "60/2014/QH13", small_workspace, "--as-of", "2018-12-01", "--commune", "29104").out
    assert "Bước 2" in text and "Lệ phí hộ tịch: 5.000 đồng" in text


def test_the_end_of_a_longer_number_is_another_act(qms: Program, small_workspace: Path) -> None:
    (file,) = small_workspace.glob("procedures/*/1.001193-*.yaml")
    data = yaml.safe_load(file.read_text("utf-8"))
    data["steps"][0]["action"] += " theo Nghị định 123/2015/NĐ-CP"
    file.write_text(yaml.safe_dump(data, allow_unicode=True), "utf-8")
    found = asked(qms, "23/2015/NĐ-CP", "--as-of", "2018-12-01", "--commune", "29104", workspace=small_workspace)
    assert all(row.get("procedure") != "1.001193" for row in found["rows"])


def test_a_resolution_on_local_fees_is_felt_in_its_province_only(qms: Program, small_workspace: Path) -> None:
    (file,) = small_workspace.glob("procedures/*/1.001193-*.yaml")
    data = yaml.safe_load(file.read_text("utf-8"))
    data["fees"] = [{"name": "Lệ phí hộ tịch", "status": "local"}]
    file.write_text(yaml.safe_dump(data, allow_unicode=True), "utf-8")
    (small_workspace / "law/acts/new.yaml").write_text("# Nguồn: ví dụ.\n" + NEW_ACT, "utf-8")
    province = small_workspace / "communes/vinh-long/province.yaml"
    fee = "fees:\n  - {procedure: 1.001193, name: Lệ phí hộ tịch, amount: 8000, act: 999/2026/NĐ-CP}"
    province.write_text(province.read_text("utf-8").replace("fees: []", fee), "utf-8")
    found = asked(qms, "999/2026/NĐ-CP", "--as-of", "2027-03-01", workspace=small_workspace)
    assert {row.get("procedure") for row in found["rows"]} >= {"1.001193"}
    assert found["rows"][0]["places"][0]["text"] == "Lệ phí hộ tịch: 8.000 đồng"
    assert asked(qms, "999/2026/NĐ-CP", "--as-of", "2018-12-01", workspace=small_workspace)["rows"] == []


def test_the_new_civil_status_law_says_exactly_what_changes(qms: Program, small_workspace: Path) -> None:
    """The law of 23/4/2026 in force from 01/3/2027: two of the four procedures, every commune, until 01/6/2027."""
    found = asked(qms, "60/2014/QH13", "--as-of", "2027-03-02", workspace=small_workspace)
    assert not found["in_force"] and found["replaced_by"] == ["03/2026/QH16"]
    assert found["deadline"] == "2027-06-01"
    codes = {row["procedure"] for row in found["rows"] if "procedure" in row}
    assert codes == {"1.001193", "1.004873"}
    assert {row["kind"] for row in found["rows"] if "kind" in row} == {"external_documents"}
    listed = json.loads(qms("list", "communes", small_workspace, "--as-of", "2027-03-02", "--json").out)
    assert {unit["code"] for unit in found["units"]} == {unit["code"] for unit in listed}
    assert found["documents"] == len(listed) * (3 * len(codes) + 1)
    text = qms("impact", "60/2014/QH13", small_workspace, "--as-of", "2027-03-02").out
    assert "03/2026/QH16" in text and "01/6/2027" in text
    for unit in listed:
        assert f"{unit['kind']} {unit['name']} ({unit['code']})" in text


def _text(file: Path) -> str:
    paper = docx.Document(str(file))
    return "\n".join(node.text or "" for node in paper.element.body.iter() if node.tag.endswith("}p") or node.tag.endswith("}t"))


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
