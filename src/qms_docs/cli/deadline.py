"""`qms-docs deadline`: when the result of a dossier is due."""

# No `from __future__ import annotations`: typer reads the annotations below, which hold values of their functions.

from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from .. import pipeline
from ..diagnostics import say
from ..diagnostics.message import translate as _
from ..domain.vietnamese import short_date
from ..errors import ExitCode
from . import options as opt
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
            for day, reason in end.skipped:
                print(f"    {short_date(day)}: {reason}")
        return ExitCode.OK


def _as_json(end: pipeline.Deadline) -> dict[str, object]:
    return {
        "scenario": end.scenario,
        "due": end.due.isoformat() if end.due else None,
        "skipped": [{"day": day.isoformat(), "reason": reason} for day, reason in end.skipped],
    }
