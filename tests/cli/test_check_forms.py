"""`qms-docs check` for editors and pull requests; levels in qms.toml; `explain` with the code of a rule."""

from __future__ import annotations

import json
from pathlib import Path

from tests.cli.conftest import Program


def test_a_reason_is_asked_for(qms: Program, small_workspace: Path) -> None:
    text = (small_workspace / "qms.toml").read_text("utf-8")
    short = '[checks.PEO001]\nseverity = "off"\nreason = "vậy"\n\n[documents]'
    (small_workspace / "qms.toml").write_text(text.replace("[documents]", short, 1), "utf-8")
    ended = qms("check", small_workspace, "--as-of", "2018-12-01")
    assert ended.code != 0 and "reason" in ended.out + ended.err


def test_findings_for_editors_and_pull_requests(qms: Program, small_workspace: Path) -> None:
    order = ("check", small_workspace, "--as-of", "2018-12-01", "--commune", "29104")
    plain = json.loads(qms(*order, "--json").out)["diagnostics"]
    sarif = json.loads(qms(*order, "--sarif").out)["runs"][0]
    assert [each["ruleId"] for each in sarif["results"]] == [each["code"] for each in plain]
    assert all(each["shortDescription"]["text"] and each["help"]["text"] for each in sarif["tool"]["driver"]["rules"])
    lines = qms(*order, "--github").out.strip().splitlines()
    assert len(lines) == len(plain)
    assert all(line.startswith(("::warning file=", "::error file=")) and "%2C" not in line.split("::")[-1] for line in lines)


def test_explain_prints_the_page_of_a_rule(qms: Program) -> None:
    told = qms("explain", "peo005")
    assert told.code == 0 and all(title in told.out for title in ("Kiểm tra gì", "Vì sao", "Ví dụ sai", "Ví dụ đúng", "Cách sửa"))
    missed = qms("explain", "PEO999")
    assert missed.code == 2 and "PEO009" in missed.err
