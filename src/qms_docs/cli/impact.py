"""`qms-docs impact`: what rests on an act."""

# No `from __future__ import annotations`: typer reads the annotations below, which hold values of their functions.

import sys
from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from .. import pipeline
from ..diagnostics import Message, say
from ..diagnostics.message import translate as _
from ..domain.law_graph import UsePlace
from ..domain.vietnamese import citation, short_date
from ..errors import ExitCode
from . import options as opt
from .listing import print_table
from .output import print_json
from .summary import number

_PLACES = {
    UsePlace.BASIS: say("legal basis"),
    UsePlace.FORM: say("application form"),
    UsePlace.FEE: say("fee"),
    UsePlace.STEP: say("step {number}"),
    UsePlace.KIND: say("ground of the document"),
    UsePlace.REGIME: say("one-stop forms"),
}


def add_impact_command(app: typer.Typer) -> None:
    """Add `impact` to the program."""
    help_text = _("Show which procedures, documents and communes rest on an act, and what takes its place.")

    @app.command("impact", **opt.details(help_text))
    def impact(
        act: Annotated[str, typer.Argument(metavar=_("ACT"), help=_("Number and symbol, for example 123/2015/NĐ-CP."))],
        workspace: Annotated[Path, opt.workspace()] = Path(),
        commune: Annotated[list[str] | None, opt.communes()] = None,
        district: Annotated[list[str] | None, opt.districts()] = None,
        as_of: Annotated[date | None, opt.day()] = None,
        as_json: Annotated[bool, opt.json()] = False,
        lang: Annotated[str | None, opt.language()] = None,
    ) -> int:
        found = pipeline.impact(workspace, act, as_of or date.today(), tuple(commune or ()), tuple(district or ()))
        if as_json:
            print_json(_as_json(found))
        else:
            _print(found)
        return ExitCode.OK


def _as_json(found: pipeline.Impact) -> dict[str, object]:
    return {
        "act": found.act.id,
        "as_of": found.day.isoformat(),
        "in_force": found.stands,
        "replaced_by": [act.id for act in found.successors],
        "deadline": found.deadline.isoformat() if found.deadline else None,
        "communes": found.communes,
        "documents": found.documents,
        "rows": [
            {
                "procedure" if row.is_procedure else "kind": row.subject,
                "title": row.title,
                "places": [{"act": use.act, "place": use.place.value, "step": use.number or None} for use in row.uses],
                "through": list(row.through),
                "communes": row.communes,
                "documents": row.documents,
            }
            for row in found.rows
        ],
    }


def _place(place: UsePlace, step: int) -> str:
    told = _PLACES[place]
    return str(Message(told.text, {"number": step}))


def _print(found: pipeline.Impact) -> None:
    state = (
        say("in force on {day}", day=short_date(found.day))
        if found.stands
        else say("not in force on {day}", day=short_date(found.day))
    )
    print(f"{citation(found.act)} – {state}")
    for act in found.successors:
        began = short_date(act.effective_from) if act.effective_from else "?"
        print(say("  replaced by: {act}, from {day}", act=citation(act), day=began))
    if found.deadline and found.successors:
        print(
            say(
                "  to be carried into the documents by {day} (19/2014/QĐ-TTg, Article 4)",
                day=short_date(found.deadline),
            )
        )
    print()
    if found.rows:
        titles = [say("Code"), say("Name"), say("Where"), say("Through"), say("Units"), say("Documents")]
        lines = [
            [
                row.subject,
                row.title if len(row.title) <= 60 else row.title[:59] + "…",
                ", ".join(dict.fromkeys(_place(use.place, use.number) for use in row.uses)),
                ", ".join(row.through),
                number(row.communes),
                number(row.documents),
            ]
            for row in found.rows
        ]
        print_table([str(title) for title in titles], lines, sys.stdout)
        print()
    procedures = sum(row.is_procedure for row in found.rows)
    print(
        say(
            "{procedures} procedures, {kinds} kinds of document, {documents} documents of {communes} units rest on it.",
            procedures=number(procedures),
            kinds=number(len(found.rows) - procedures),
            documents=number(found.documents),
            communes=number(found.communes),
        )
    )
