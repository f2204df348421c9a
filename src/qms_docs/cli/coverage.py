"""`qms-docs coverage`: the matrix of clauses and documents."""

# No `from __future__ import annotations`: typer reads the annotations below, which hold values of their functions.

import sys
from pathlib import Path
from typing import Annotated

import typer

from .. import pipeline
from ..diagnostics import say
from ..diagnostics.message import translate as _
from ..domain.coverage import ClauseCoverage
from ..errors import ExitCode
from . import options as opt
from .listing import print_table
from .output import print_json


def add_coverage_command(app: typer.Typer) -> None:
    """Add `coverage` to the program."""
    help_text = _("Show which documents answer each clause of the standard; 1 if a clause is neither answered nor excluded.")

    @app.command("coverage", **opt.details(help_text))
    def coverage(
        workspace: Annotated[Path, opt.workspace()] = Path(),
        as_json: Annotated[bool, opt.json()] = False,
        lang: Annotated[str | None, opt.language()] = None,
    ) -> int:
        report = pipeline.coverage(workspace)
        if as_json:
            print_json({"standard": report.standard, "open": len(report.open), "clauses": [_as_json(row) for row in report.rows]})
        else:
            _print(report)
        return ExitCode.DIAGNOSTICS if report.open else ExitCode.OK


def _as_json(row: ClauseCoverage) -> dict[str, object]:
    return {
        "clause": row.clause.number,
        "title": row.clause.vi,
        "kinds": [kind.key for kind in row.kinds],
        "excluded": row.excluded,
        "open": row.is_open,
    }


def _print(report: pipeline.CoverageReport) -> None:
    titles = [str(say("Clause")), str(say("Requirement")), str(say("Documents"))]
    reasons: set[str] = set()
    lines = []
    for row in report.rows:
        lines.append([row.clause.number, row.clause.vi, _answer(row, row.excluded not in reasons)])
        reasons.add(row.excluded)
    print_table(titles, lines, sys.stdout)
    answered = sum(1 for row in report.rows if row.kinds and not row.excluded and not row.is_chapter)
    excluded = sum(1 for row in report.rows if row.excluded)
    print()
    print(
        say(
            "{standard}: {answered} clauses answered, {excluded} excluded with a reason, {open} open.",
            standard=report.standard,
            answered=answered,
            excluded=excluded,
            open=len(report.open),
        )
    )


def _answer(row: ClauseCoverage, with_reason: bool) -> str:
    """Return what stands beside a clause; the reason of an exclusion once, not again for the clauses below it."""
    if row.is_chapter:
        return ""
    if row.excluded:
        return str(say("does not apply: {reason}", reason=row.excluded) if with_reason else say("does not apply"))
    if row.is_open:
        return str(say("NOTHING ANSWERS THIS CLAUSE"))
    codes = [kind.code_pattern.replace("-{field_code}-{number}", "-…").replace("{year}", "…") for kind in row.kinds]
    return ", ".join(codes)
