"""The annotated case files of the rules: each spoils the small workspace, and the rule tells the line, or is silent."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from qms_docs import check
from qms_docs.check import all_rules
from qms_docs.check.file_codes import FILE_CODES
from qms_docs.diagnostics import Diagnostic
from tests.places import THEN

CASES = Path(__file__).parent / "cases"
TESTS = Path(__file__).parents[1]
CODES = tuple(sorted(file.stem for file in CASES.glob("*.yaml")))
READ: dict[str, dict[str, Any]] = {code: yaml.safe_load((CASES / f"{code}.yaml").read_text("utf-8")) for code in CODES}


def cases(kind: str) -> list[Any]:
    return [pytest.param(code, case, id=f"{code}-{number}") for code in CODES for number, case in enumerate(READ[code][kind])]


def spoil(root: Path, case: dict[str, Any]) -> None:
    for further in case.get("also", ()):
        spoil(root, further)
    path = root / case["file"]
    if case.get("delete"):
        path.unlink()
    elif "link" in case:
        path.rename(root / "moved.yaml")
        path.symlink_to(case["link"].format(root=root))
    elif "find" in case:
        text = path.read_text("utf-8")
        assert case["find"] in text, f"{case['file']} has no «{case['find']}»"
        text_of, times = case.get("repeat", ("", 0))
        put = case["put"] * case.get("times", 1) + text_of * times
        path.write_text(text.replace(case["find"], put, 1), case.get("encoding", "utf-8"), errors="replace")
    else:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(case["put"], "utf-8")


def found_in(root: Path, code: str, case: dict[str, Any]) -> list[Diagnostic]:
    day = case.get("day", READ[code].get("day", THEN))
    commune = READ[code].get("commune", "29104")
    return list(check(root, as_of=day if isinstance(day, date) else date.fromisoformat(day), communes=[str(commune)]).diagnostics)


def found_after(root: Path, code: str, case: dict[str, Any]) -> list[Diagnostic]:
    spoil(root, case)
    found = found_in(root, code, case)
    if code not in FILE_CODES:
        assert not [each for each in found if each.code.startswith("DATA") and "delete" not in case], "the case itself is broken"
    return [each for each in found if each.code == code]


def line_of(found: Diagnostic, root: Path) -> str:
    place = Path(found.location.file)
    lines = (place if place.is_absolute() else root / place).read_text("utf-8").splitlines()
    return lines[found.location.line - 1] if found.location.line else ""


@pytest.mark.parametrize(("code", "case"), cases("fails"))
def test_the_mistake_is_told_at_its_line(small_workspace: Path, code: str, case: dict[str, Any], english: None) -> None:
    told = found_after(small_workspace, code, case)
    assert told, "nothing is told"
    (found, *_) = [each for each in told if case["fact"] in str(each.fact)] or [None]
    assert found is not None, [str(each.fact) for each in told]
    assert str(found.advice)
    if "at" in case:
        assert case["at"] in line_of(found, small_workspace)


@pytest.mark.parametrize(("code", "case"), cases("passes"))
def test_what_is_right_is_not_told(small_workspace: Path, code: str, case: dict[str, Any]) -> None:
    """Where the sample data themselves are told, `gone` names the procedure that no longer is."""
    if "gone" not in case:
        assert found_after(small_workspace, code, case) == []
        return
    before = [each for each in found_in(small_workspace, code, case) if each.code == code]
    assert case["gone"] in {each.procedure for each in before}
    assert case["gone"] not in {each.procedure for each in found_after(small_workspace, code, case)}


def test_every_rule_has_its_cases() -> None:
    """DOC001 is told by a build: tests/acceptance/test_build.py; what is told of files taken in has tests beside its room."""
    of_workspace = {code for code in FILE_CODES if code.startswith(("DATA", "CHK"))}
    assert set(CODES) == {rule.code for rule in all_rules()} | of_workspace
    assert all(READ[code]["fails"] and READ[code]["passes"] for code in CODES)


def test_every_code_of_files_taken_in_is_told_in_a_test() -> None:
    source = "\n".join(file.read_text("utf-8") for file in TESTS.rglob("*.py"))
    assert [code for code in FILE_CODES if not code.startswith(("DATA", "CHK", "DOC")) and code not in source] == []
