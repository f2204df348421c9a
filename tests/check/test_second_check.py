"""A second check of the same files says the same, and sees every change."""

from __future__ import annotations

from datetime import date
from importlib import import_module
from pathlib import Path

import pytest

from qms_docs import pipeline
from qms_docs.pipeline import CheckReport, check_report
from tests.places import THEN

COMMUNE = "communes/ben-tre/binh-dai/29104-thanh-phuoc.yaml"


@pytest.fixture
def never(monkeypatch: pytest.MonkeyPatch) -> None:
    """From now on nothing may be looked at again."""

    def refuse(*_: object) -> None:
        raise AssertionError("it looked again")

    monkeypatch.setattr(import_module("qms_docs.pipeline.check"), "check", refuse)


def shown(report: CheckReport) -> list[str]:
    return [f"{d.location}|{d.code}|{d.severity}|{d.fact}|{d.advice}|{d.commune}|{d.procedure}" for d in report.diagnostics]


def spoil(root: Path) -> None:
    file = root / COMMUNE
    file.write_text(file.read_text("utf-8").replace("key: nguyen_van_a,", "key: nguyen_van_q,"), "utf-8")


def test_the_same_is_said_without_looking(small_workspace: Path, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    spoil(small_workspace)
    first = check_report(small_workspace, THEN, cache=tmp_path / "cache")
    request.getfixturevalue("never")
    second = check_report(small_workspace, THEN, cache=tmp_path / "cache")
    assert shown(second) == shown(first) and shown(first)
    assert (second.communes, second.silenced, second.root) == (first.communes, first.silenced, first.root)


def test_it_is_told_in_the_language_of_the_second(small_workspace: Path, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    first = check_report(small_workspace, THEN, cache=tmp_path / "cache")
    assert any("người mẫu" in str(d.fact) for d in first.diagnostics)
    request.getfixturevalue("english")
    second = check_report(small_workspace, THEN, cache=tmp_path / "cache")
    assert any("sample" in str(d.fact) for d in second.diagnostics)


def test_a_workspace_that_moved_has_its_own_places(small_workspace: Path, tmp_path: Path) -> None:
    check_report(small_workspace, THEN, cache=tmp_path / "cache")
    moved = small_workspace.rename(tmp_path / "moved")
    second = check_report(moved, THEN, cache=tmp_path / "cache")
    assert {Path(d.location.file).is_relative_to(moved) for d in second.diagnostics if d.location.file} == {True}


def test_a_change_is_seen(small_workspace: Path, tmp_path: Path) -> None:
    before = check_report(small_workspace, THEN, cache=tmp_path / "cache")
    spoil(small_workspace)
    after = check_report(small_workspace, THEN, cache=tmp_path / "cache")
    assert not before.has_errors and after.has_errors


@pytest.mark.parametrize("name", ["qms.toml", "law/acts/luat.yaml", "templates/kinds.yaml", "system/policy.yaml"])
def test_every_file_counts(small_workspace: Path, tmp_path: Path, name: str, request: pytest.FixtureRequest) -> None:
    check_report(small_workspace, THEN, cache=tmp_path / "cache")
    file = small_workspace / name
    file.write_text(file.read_text("utf-8") + "\n", "utf-8")
    request.getfixturevalue("never")
    with pytest.raises(AssertionError, match="looked again"):
        check_report(small_workspace, THEN, cache=tmp_path / "cache")


def test_another_day_or_unit_is_another_question(small_workspace: Path, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    check_report(small_workspace, THEN, ["29104"], cache=tmp_path / "cache")
    request.getfixturevalue("never")
    with pytest.raises(AssertionError, match="looked again"):
        check_report(small_workspace, date(2018, 12, 2), ["29104"], cache=tmp_path / "cache")
    with pytest.raises(AssertionError, match="looked again"):
        check_report(small_workspace, THEN, ["29107"], cache=tmp_path / "cache")


@pytest.mark.parametrize("rubbish", ["", "[]", "{}", '{"communes": 1, "diagnostics": [{}], "silenced": []}', "null"])
def test_a_broken_cache_is_as_good_as_none(small_workspace: Path, tmp_path: Path, rubbish: str) -> None:
    first = check_report(small_workspace, THEN, cache=tmp_path / "cache")
    (kept,) = (tmp_path / "cache").iterdir()
    kept.write_text(rubbish, "utf-8")
    assert shown(check_report(small_workspace, THEN, cache=tmp_path / "cache")) == shown(first)


def test_a_cache_that_cannot_be_written_is_as_good_as_none(small_workspace: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", "utf-8")
    assert check_report(small_workspace, THEN, cache=tmp_path / "file" / "cache").communes


def test_only_the_last_reports_are_kept(small_workspace: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("qms_docs.pipeline.check_cache._KEPT", 2)
    for day in range(1, 5):
        check_report(small_workspace, date(2018, 12, day), ["29104"], cache=tmp_path / "cache")
    assert len(list((tmp_path / "cache").iterdir())) == 2


def test_the_public_check_keeps_nothing(small_workspace: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QMS_DOCS_CACHE", str(tmp_path / "cache"))
    pipeline.check(small_workspace, THEN)
    assert not (tmp_path / "cache").exists()
