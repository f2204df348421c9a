"""Rules on people and across procedures: each case file spoils the small workspace, and the rule tells the line."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from qms_docs import check
from qms_docs.diagnostics import Diagnostic
from tests.places import THEN

CODES = ("PEO005", "PEO006", "PEO007", "PEO008", "PEO009", "PRO009", "PRO010", "FEE003")
CASES = Path(__file__).parent / "cases"


def cases(kind: str) -> list[Any]:
    read = {code: yaml.safe_load((CASES / f"{code}.yaml").read_text("utf-8")) for code in CODES}
    return [pytest.param(code, case, id=f"{code}-{n}") for code in CODES for n, case in enumerate(read[code][kind])]


def found_after(root: Path, code: str, case: dict[str, str]) -> list[Diagnostic]:
    path = root / case["file"]
    text = path.read_text("utf-8")
    assert case["find"] in text
    path.write_text(text.replace(case["find"], case["put"], 1), "utf-8")
    found = check(root, as_of=THEN, communes=["29104"]).diagnostics
    assert not [each for each in found if each.code.startswith("DATA")]
    return [each for each in found if each.code == code]


@pytest.mark.parametrize(("code", "case"), cases("fails"))
def test_the_mistake_is_told_at_its_line(small_workspace: Path, code: str, case: dict[str, str], english: None) -> None:
    (found,) = found_after(small_workspace, code, case)
    lines = (small_workspace / case["file"]).read_text("utf-8").splitlines()
    assert Path(found.location.file) == small_workspace / case["file"]
    assert found.location.line is not None and case["at"] in lines[found.location.line - 1]
    assert case["fact"] in str(found.fact)


@pytest.mark.parametrize(("code", "case"), cases("passes"))
def test_what_is_right_is_not_told(small_workspace: Path, code: str, case: dict[str, str]) -> None:
    assert found_after(small_workspace, code, case) == []
