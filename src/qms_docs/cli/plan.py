"""`qms-docs plan` and `qms-docs verify`: what a build would make and why; whether what it made still stands."""

# No `from __future__ import annotations`: typer reads the annotations below, which hold values of their functions.

import sys
from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from .. import pipeline
from ..diagnostics import Severity, as_json, say
from ..diagnostics.message import translate as _
from ..domain.artifacts import BuildRequest
from ..errors import ExitCode
from . import options as opt
from .output import print_json, tell
from .summary import count_of, number
from .values import as_place, parse_workspace

_REASONS = {
    pipeline.Reason.NEW: say("new"),
    pipeline.Reason.DATA: say("data changed"),
    pipeline.Reason.LAW: say("law changed"),
    pipeline.Reason.TEMPLATE: say("template changed"),
    pipeline.Reason.ENGINE: say("program changed"),
    pipeline.Reason.DISK: say("missing or altered on the disk"),
    pipeline.Reason.FORCED: say("asked for again"),
    pipeline.Reason.CURRENT: say("up to date"),
    pipeline.Reason.REMOVED: say("made no more"),
}
_FAULTS = {
    pipeline.Fault.MISSING: say("missing"),
    pipeline.Fault.ALTERED: say("altered after it was made"),
    pipeline.Fault.EXTRA: say("not made by the program"),
    pipeline.Fault.MANIFEST: say("does not say what the journal says"),
    pipeline.Fault.NOT_AS_DATA: say("would come out otherwise from these data"),
    pipeline.Fault.UNMADE: say("planned, but could not be made"),
    pipeline.Fault.CUT_OFF: say("the last build was cut off; run it again"),
}
_SHOWN = 10
_CHANGES = 5
_WIDEST = 60


def add_plan_command(app: typer.Typer) -> None:
    """Add `plan` to the program."""
    help_text = _("Show what a build would make, and why; make nothing.")

    @app.command("plan", **opt.details(help_text))
    def plan(
        workspace: Annotated[Path, opt.workspace()] = Path(),
        commune: Annotated[list[str] | None, opt.communes()] = None,
        district: Annotated[list[str] | None, opt.districts()] = None,
        kind: Annotated[list[str] | None, opt.kinds()] = None,
        as_of: Annotated[date | None, opt.day()] = None,
        year: Annotated[int | None, opt.year()] = None,
        out: Annotated[str | None, opt.out()] = None,
        force: Annotated[bool, opt.force()] = False,
        show_all: Annotated[bool, typer.Option("--all", help=_("Name every document, not only 10 of each reason."))] = False,
        as_json_: Annotated[bool, opt.json()] = False,
        lang: Annotated[str | None, opt.language()] = None,
    ) -> int:
        request = BuildRequest(
            workspace,
            as_of or date.today(),
            as_place(out, workspace),
            tuple(commune or ()),
            tuple(district or ()),
            tuple(kind or ()),
            year=year,
            force=force,
        )
        report = pipeline.plan_report(request)
        if as_json_:
            print_json(_plan_json(report, request))
        else:
            _print_plan(report, show_all)
        return ExitCode.DIAGNOSTICS if count_of(report.diagnostics, Severity.ERROR) else ExitCode.OK


def _plan_json(report: pipeline.PlanReport, request: BuildRequest) -> dict[str, object]:
    return {
        "counts": {reason.value: count for reason, count in report.counts.items()},
        "documents": [
            {
                "path": document.job.path,
                "reason": document.reason.value,
                "changes": [{"word": path, "old": old, "new": new} for path, old, new in document.changes],
            }
            for document in report.documents
        ],
        "removed": [row.path for row in report.removed],
        "stopped": list(report.stopped),
        "diagnostics": [as_json(item, request.workspace) for item in report.diagnostics if item.is_error],
    }


def _print_plan(report: pipeline.PlanReport, show_all: bool) -> None:
    for reason in report.counts:
        if reason is pipeline.Reason.CURRENT:
            continue
        print(f"{str(_REASONS[reason]).capitalize()}: {number(report.counts[reason])}")
        if reason is pipeline.Reason.REMOVED:
            lines: list[tuple[str, tuple[tuple[str, str, str], ...]]] = [(row.path, ()) for row in report.removed]
        else:
            lines = [(document.job.path, document.changes) for document in report.documents if document.reason is reason]
        shown = lines if show_all else lines[:_SHOWN]
        for path, changes in shown:
            print(f"  {path}")
            for word, old, new in changes[:_CHANGES]:
                print(f"      {word}: {_short(old)} → {_short(new)}")
            if len(changes) > _CHANGES:
                print("      " + str(say("… and {count} more", count=number(len(changes) - _CHANGES))))
        if len(lines) > len(shown):
            print("  " + str(say("… and {count} more", count=number(len(lines) - len(shown)))))
        print()
    due = sum(1 for _document in report.due)
    current = report.counts.get(pipeline.Reason.CURRENT, 0)
    tell(say("To make: {due} documents; up to date: {current}.", due=number(due), current=number(current)), sys.stdout)
    if report.stopped:
        tell(
            say(
                "Stopped by errors: {count} units ({codes}).", count=number(len(report.stopped)), codes=", ".join(report.stopped)
            ),
            sys.stdout,
        )


def _short(text: str) -> str:
    plain = " ".join(text.split())
    return f"«{plain if len(plain) <= _WIDEST else plain[: _WIDEST - 1] + '…'}»"


def add_verify_command(app: typer.Typer) -> None:
    """Add `verify` to the program."""
    help_text = _("Compare the files of an output folder with what was made, byte for byte.")

    @app.command("verify", **opt.details(help_text))
    def verify(
        out: Annotated[str, opt.built(_("Output folder of a build, or s3://…. Default: build."))] = "build",
        rerender: Annotated[
            Path | None,
            typer.Option(
                "--rerender",
                metavar=_("WORKSPACE"),
                parser=parse_workspace,
                help=_("Fill every document again from this workspace as well."),
            ),
        ] = None,
        as_json_: Annotated[bool, opt.json()] = False,
        lang: Annotated[str | None, opt.language()] = None,
    ) -> int:
        report = pipeline.verify(as_place(out), rerender)
        if as_json_:
            wrong = [{"path": each.path, "fault": each.fault.value} for each in report.wrong]
            print_json({"documents": report.documents, "filled_again": report.filled_again, "wrong": wrong})
        else:
            for each in report.wrong:
                print(f"{each.path}: {_FAULTS[each.fault]}")
            tell(say("Compared: {count} documents.", count=number(report.documents)), sys.stdout)
            if rerender is not None:
                tell(say("Filled again: {count} documents.", count=number(report.filled_again)), sys.stdout)
            wrong_count = number(len(report.wrong))
            told = say("Wrong: {count} files.", count=wrong_count) if report.wrong else say("All files are as they were made.")
            tell(told, sys.stdout)
        return ExitCode.DIAGNOSTICS if report.wrong else ExitCode.OK
