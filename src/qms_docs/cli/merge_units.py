"""`qms-docs merge-units`: the first data of a commune formed from others."""

# No `from __future__ import annotations`: typer reads the annotations below, which hold values of their functions.

import sys
from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from .. import pipeline
from ..diagnostics import say
from ..diagnostics.message import translate as _
from ..errors import ExitCode
from . import options as opt
from .listing import print_table
from .output import print_json


def add_merge_units_command(app: typer.Typer) -> None:
    """Add `merge-units` to the program."""
    help_text = _("Write the first file of a commune formed from others, with the questions its people must answer.")

    @app.command("merge-units", **opt.details(help_text))
    def merge_units(
        as_of: Annotated[date, opt.day()],
        into: Annotated[str, typer.Option("--into", metavar=_("CODE"), help=_("The code of the new commune."))],
        workspace: Annotated[Path, opt.workspace()] = Path(),
        out: Annotated[Path | None, typer.Option("--out", metavar=_("FILE"), help=_("The file to write."))] = None,
        as_json: Annotated[bool, opt.json()] = False,
        lang: Annotated[str | None, opt.language()] = None,
    ) -> int:
        report = pipeline.draft_unit(workspace, into, as_of, out)
        asked = [
            {"about": each.about, "key": each.key, "question": str(pipeline.question_text(each)), "answers": list(each.answers)}
            for each in report.draft.questions
        ]
        if as_json:
            print_json({"file": str(report.file), "parts": list(report.draft.parts), "questions": asked})
            return ExitCode.OK
        lines = [
            [str(pipeline.question_text(each)) if place == 0 else "", unit, answer]
            for each in report.draft.questions
            for place, (unit, answer) in enumerate(each.answers)
        ]
        if lines:
            print_table([str(say("Question")), str(say("Unit")), str(say("Value"))], lines, sys.stdout)
            print()
        print(say("Written: {file}. Questions: {count}.", file=report.file, count=len(report.draft.questions)))
        return ExitCode.OK
