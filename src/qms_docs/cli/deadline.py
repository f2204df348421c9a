"""`qms-docs deadline`: when the result of a dossier is due."""

# No `from __future__ import annotations`: typer reads the annotations below, which hold values of their functions.

import sys
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from .. import pipeline
from ..diagnostics import say
from ..diagnostics.message import translate as _
from ..domain.vietnamese import duration_text, short_date
from ..errors import ExitCode
from . import options as opt
from .listing import print_table
from .output import print_json

_FORMATS = ["%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M", "%Y-%m-%d"]


def add_deadline_command(app: typer.Typer) -> None:
    """Add `deadline` to the program."""
    help_text = _("Say when the result of a dossier is due, counted in working days.")

    @app.command("deadline", **opt.details(help_text))
    def deadline(
        procedure: Annotated[str, typer.Argument(metavar=_("PROCEDURE"), help=_("Code of the procedure, for example 1.004873."))],
        received: Annotated[
            datetime,
            typer.Option("--received", formats=_FORMATS, metavar=_("DAY-AND-HOUR"), help=_("When the dossier was received.")),
        ],
        workspace: Annotated[Path, opt.workspace()] = Path(),
        commune: Annotated[
            str | None, typer.Option("--commune", metavar=_("CODE"), help=_("With the differences of this unit."))
        ] = None,
        channel: Annotated[
            str | None, typer.Option("--channel", metavar="direct|online|post", help=_("How it was handed in."))
        ] = None,
        as_json: Annotated[bool, opt.json()] = False,
        lang: Annotated[str | None, opt.language()] = None,
    ) -> int:
        found, ends = pipeline.deadlines(workspace, procedure, received, channel, commune)
        if as_json:
            print_json({"procedure": found.code, "received": received.isoformat(), "scenarios": [_as_json(end) for end in ends]})
            return ExitCode.OK
        print(f"{found.code}  {found.name_on(received.date())}")
        for end in ends:
            told = f"{end.due:%H:%M}, {short_date(end.due.date())}" if end.due else str(say("not known"))
            print(say("{scenario}: the result is due at {moment}", scenario=end.title or say("Result"), moment=told))
            for limit in end.limits:
                if limit.is_known:
                    more = say("prolonged by") if limit.extends_base else say("limit")
                    print(f"    {more}: {duration_text(limit.value, limit.unit)}" + (f" ({limit.note})" if limit.note else ""))
            if end.begins.date() != received.date():
                print(f"    {say('counted from {moment}', moment=_moment(end.begins))}: {_why_later(end, received)}")
            for day, reason in end.skipped:
                print(f"    {short_date(day)}: {reason}")
            if any(step.ends for step in end.steps):
                print()
                print_table(_titles(), [_row(number, step) for number, step in enumerate(end.steps, 1)], sys.stdout)
            print()
        return ExitCode.OK


def _titles() -> list[str]:
    return [str(title) for title in (say("No."), say("Responsible"), say("Begins"), say("Until"), say("Step"))]


def _row(number: int, step: pipeline.StepTime) -> list[str]:
    moments = [_moment(moment) if moment else "–" for moment in (step.begins, step.ends)]
    return [f"{number:02d}", step.actor, *moments, step.action.splitlines()[0]]


def _moment(moment: datetime) -> str:
    return f"{moment:%H:%M}, {short_date(moment.date())}"


def _why_later(end: pipeline.Deadline, received: datetime) -> str:
    cutoff = next((limit.cutoff_hour for limit in end.limits if limit.cutoff_hour is not None), None)
    if cutoff is not None and received.hour >= cutoff:
        return str(say("handed in after {hour} o'clock", hour=cutoff))
    return str(say("the office was closed"))


def _as_json(end: pipeline.Deadline) -> dict[str, object]:
    return {
        "scenario": end.scenario,
        "due": end.due.isoformat() if end.due else None,
        "begins": end.begins.isoformat(),
        "steps": [
            {
                "actor": step.actor,
                "action": step.action,
                "begins": step.begins.isoformat() if step.begins else None,
                "ends": step.ends.isoformat() if step.ends else None,
            }
            for step in end.steps
        ],
        "skipped": [{"day": day.isoformat(), "reason": reason} for day, reason in end.skipped],
    }
