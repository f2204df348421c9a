"""Rules raised, lowered, switched off with a reason; findings silenced at one place."""

from __future__ import annotations

from pathlib import Path

import pytest

from qms_docs import check
from qms_docs.pipeline import CheckResult
from tests.places import THEN

SHEET = "procedures/ho-tich/1.004873-cap-giay-xac-nhan-tinh-trang-hon-nhan.yaml"


def looked(root: Path) -> CheckResult:
    return check(root, as_of=THEN, communes=["29104"])


def levels(result: CheckResult, code: str) -> list[str]:
    return [each.severity.value for each in result.diagnostics if each.code == code]


def put(root: Path, file: str, old: str, new: str) -> None:
    path = root / file
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")


def setting(root: Path, severity: str, reason: str = "Đơn vị đã quyết định") -> None:
    put(root, "qms.toml", "[documents]", f'[checks.PEO001]\nseverity = "{severity}"\nreason = "{reason}"\n\n[documents]')


def test_a_rule_is_raised_and_switched_off(small_workspace: Path) -> None:
    assert levels(looked(small_workspace), "PEO001") == ["warning"]
    setting(small_workspace, "error")
    raised = looked(small_workspace)
    assert levels(raised, "PEO001") == ["error"] and raised.has_errors
    put(small_workspace, "qms.toml", '"error"', '"off"')
    assert levels(looked(small_workspace), "PEO001") == []


def fee_line(root: Path) -> str:
    (found,) = [each for each in looked(root).diagnostics if each.code == "FEE001" and str(root / SHEET) == each.location.file]
    line = found.location.line
    assert line is not None
    return (root / SHEET).read_text("utf-8").splitlines()[line - 1]


@pytest.mark.parametrize("above", [True, False])
def test_a_finding_is_silenced_at_its_line_alone(small_workspace: Path, above: bool) -> None:
    line = fee_line(small_workspace)
    before = levels(looked(small_workspace), "FEE001")
    comment = "# qms: bỏ qua FEE001: chờ nghị quyết của Hội đồng nhân dân tỉnh"
    put(small_workspace, SHEET, line, f"{comment}\n{line}" if above else f"{line}  {comment}")
    result = looked(small_workspace)
    assert len(levels(result, "FEE001")) == len(before) - 1
    assert [each.code for each in result.silenced] == ["FEE001"]
    assert not [each for each in result.diagnostics if each.code.startswith("CHK")]


@pytest.mark.parametrize(
    ("comment", "code"),
    [
        ("# qms: bỏ qua FEE001", "CHK002"),
        ("# qms: ignore FEE001: vậy", "CHK002"),
        ("# qms: bỏ qua FEE009: chờ nghị quyết của tỉnh", "CHK004"),
        ("# qms: bỏ qua TIM001: chờ nghị quyết của tỉnh", "CHK003"),
    ],
)
def test_a_comment_that_does_not_silence_is_told_at_its_line(small_workspace: Path, comment: str, code: str) -> None:
    line = fee_line(small_workspace)
    put(small_workspace, SHEET, line, f"{comment}\n{line}")
    result = looked(small_workspace)
    (told,) = [each for each in result.diagnostics if each.code.startswith("CHK")]
    assert told.code == code
    assert told.location.line is not None
    assert (small_workspace / SHEET).read_text("utf-8").splitlines()[told.location.line - 1] == comment
    assert "FEE001" in [each.code for each in result.diagnostics], "nothing is silenced by it"
