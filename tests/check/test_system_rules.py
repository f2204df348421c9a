"""Mistakes in the data of the management system: told at their line before anything is made."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from qms_docs import check
from qms_docs.diagnostics import Diagnostic, Severity

THEN = date(2018, 12, 1)
FAMILIES = ("SYS", "STD003", "STD004", "TEM002", "TEM003")


def found_in(root: Path) -> list[Diagnostic]:
    result = check(root, as_of=THEN, communes=["29104"])
    return [found for found in result.diagnostics if found.code.startswith(FAMILIES)]


def spoil(root: Path, file: str, old: str, new: str) -> int:
    """Replace the first `old`; return the line of the change."""
    path = root / file
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")
    return text.split(old)[0].count("\n") + new.split("\0")[0].count("\n") + 1


# (file, what is replaced, by what, code, words of the fact)
CASES = [
    ("system/issues.yaml", "who: [iso_secretary]", "who: [iso_secretery]", "SYS001", "iso_secretery"),
    ("system/processes.yaml", "who: [iso_board", "who: [iso_bord", "SYS001", "iso_bord"),
    ("system/distribution.yaml", "original: iso_secretary", "original: thu_ky", "SYS001", "thu_ky"),
    ("system/parties.yaml", "kinds: [", "kinds: [no_such_kind, ", "SYS001", "no_such_kind"),
    ("system/plan.yaml", "steps_act: 26/2014/TT-BKHCN", "steps_act: 62/2014/TT-BKHCN", "SYS001", "62/2014/TT-BKHCN"),
    ("system/policy.yaml", "{reception_unit}", "{bo_phan_mot_cua}", "SYS002", "{bo_phan_mot_cua}"),
    ("system/policy.yaml", "{agency}", "{effective_on}", "SYS002", "{effective_on}"),
    ("templates/kinds.yaml", 'clauses: ["9.3"]', 'clauses: ["9.3", "9.4"]', "STD003", "9.4"),
    ("qms.toml", 'clause = "8.3"', 'clause = "8.9"', "STD003", "8.9"),
    ("templates/kinds.yaml", "code_pattern: BCTC", "code_pattern: CSCL", "TEM002", "CSCL"),
    ("templates/kinds.yaml", "signer: vice_chairman", "signer: pho_chu_tich", "TEM003", "pho_chu_tich"),
]


@pytest.mark.parametrize(("file", "old", "new", "code", "fact"), CASES, ids=[f"{case[3]}-{case[4]}" for case in CASES])
def test_a_mistake_in_the_systems_data_is_told_at_its_line(
    small_workspace: Path, file: str, old: str, new: str, code: str, fact: str, english: None
) -> None:
    line = spoil(small_workspace, file, old, new)
    (found,) = [found for found in found_in(small_workspace) if found.code == code]
    assert Path(found.location.file) == small_workspace / file
    assert found.location.line is not None and abs(found.location.line - line) <= 1
    assert fact in str(found.fact)
    assert str(found.advice)


def test_records_of_a_year_name_what_the_system_knows(small_workspace: Path, english: None) -> None:
    file = small_workspace / "communes/ben-tre/binh-dai/records/29104-2018.yaml"
    file.parent.mkdir()
    file.write_text(
        """code: "29104"
year: 2018
audit:
  findings:
    - {unit: reception, content: Thiếu phiếu, grade: medium}
    - {unit: kitchen, content: Thiếu phiếu, grade: minor}
""",
        "utf-8",
    )
    found = found_in(small_workspace)
    assert [(each.code, each.location.line, each.commune) for each in found] == [("SYS003", 5, "29104"), ("SYS003", 6, "29104")]
    assert "medium" in str(found[0].fact) and "minor" in str(found[0].fact)


def test_a_file_of_the_system_that_is_missing_is_told_once(small_workspace: Path, english: None) -> None:
    (small_workspace / "system/audit.yaml").unlink()
    (told,) = [
        found for found in check(small_workspace, as_of=THEN, communes=["29104"]).diagnostics if "audit.yaml" in str(found)
    ]
    assert told.severity is Severity.ERROR
    assert not found_in(small_workspace)


def test_a_clause_that_nothing_answers_is_told(small_workspace: Path, english: None) -> None:
    """Without the exclusion of design, 8.3 has no document."""
    spoil(small_workspace, "qms.toml", 'clause = "8.3"', 'clause = "8.3.5"')
    facts = [str(found.fact) for found in found_in(small_workspace) if found.code == "STD004"]
    assert "Clause 8.3.2 has no document and is not excluded." in facts
    assert not any("8.3.5 " in fact for fact in facts)


def test_the_systems_own_data_has_none(small_workspace: Path) -> None:
    assert found_in(small_workspace) == []
