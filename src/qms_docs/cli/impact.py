"""`qms-docs impact`: what rests on an act."""

# No `from __future__ import annotations`: typer reads the annotations below, which hold values of their functions.

import shlex
import sys
from collections import defaultdict
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Annotated, Any

import typer

from .. import pipeline
from ..diagnostics import Message, say
from ..diagnostics.message import translate as _
from ..domain.impact import Impact, ImpactRow
from ..domain.law_graph import UsePlace
from ..domain.text import shortened
from ..domain.vietnamese import citation, short_date
from ..errors import ExitCode
from . import options as opt
from .completion import act_numbers
from .listing import print_table
from .output import print_json, program, tell
from .summary import number

_PLACES = {
    UsePlace.BASIS: say("legal basis"),
    UsePlace.FORM: say("application form"),
    UsePlace.FEE: say("fee"),
    UsePlace.STEP: say("step {number}"),
    UsePlace.TEXT: say("other text"),
    UsePlace.KIND: say("ground of the document"),
    UsePlace.REGIME: say("one-stop forms"),
    UsePlace.LIST: say("list of acts"),
}
_TOLD = (UsePlace.STEP, UsePlace.FEE, UsePlace.FORM)


def add_impact_command(app: typer.Typer) -> None:
    """Add `impact` to the program."""
    help_text = _("Show which procedures, documents and communes rest on an act, and what takes its place.")

    @app.command("impact", **opt.details(help_text))
    def impact(
        act: Annotated[
            str,
            typer.Argument(
                metavar=_("ACT"), help=_("Number and symbol, for example 123/2015/NĐ-CP."), autocompletion=act_numbers
            ),
        ],
        workspace: Annotated[Path, opt.workspace()] = Path(),
        commune: Annotated[list[str] | None, opt.communes()] = None,
        district: Annotated[list[str] | None, opt.districts()] = None,
        as_of: Annotated[date | None, opt.day()] = None,
        xlsx: Annotated[Path | None, _xlsx()] = None,
        letter: Annotated[Path | None, _letter()] = None,
        force: Annotated[bool, typer.Option("--force", help=_("Write over files that are there already."))] = False,
        as_json: Annotated[bool, opt.json()] = False,
        lang: Annotated[str | None, opt.language()] = None,
    ) -> int:
        files = tuple(file.absolute() for file in (xlsx, letter) if file is not None)
        found = pipeline.impact_report(
            workspace,
            act,
            as_of or date.today(),
            tuple(commune or ()),
            tuple(district or ()),
            xlsx=xlsx.absolute() if xlsx else None,
            letter=letter.absolute() if letter else None,
            force=force,
        )
        if as_json:
            print_json(_as_json(found, files))
        else:
            _print(found)
            for file in files:
                print(say("Written: {file}", file=str(file)))
        if found.errors:
            _tell_errors(found, workspace)
        return ExitCode.DIAGNOSTICS if found.errors else ExitCode.OK


def _xlsx() -> Any:
    return typer.Option("--xlsx", metavar=_("FILE.xlsx"), help=_("Write the result into an Excel workbook."))


def _letter() -> Any:
    return typer.Option("--letter", metavar=_("FILE.docx"), help=_("Write a letter to the units: what, until when, who."))


def _tell_errors(found: Impact, workspace: Path) -> None:
    command = shlex.join((program(), "check", str(workspace)))
    fact = say("Something may be missing here: {count} errors in reading the data.", count=number(found.errors))
    tell(f"{fact} {say('See them with: {command}', command=command)}", sys.stderr)


def _as_json(found: Impact, files: tuple[Path, ...]) -> dict[str, object]:
    return {
        "act": found.act.id,
        "as_of": found.day.isoformat(),
        "in_force": found.stands,
        "replaced_by": [act.id for act in found.successors],
        "deadline": found.deadline.isoformat() if found.deadline else None,
        "communes": found.communes,
        "documents": found.documents,
        "pages_estimated": found.pages,
        "rows": [_row_as_json(row) for row in found.rows],
        "units": [asdict(unit) for unit in found.units],
        "papers": [asdict(paper) for paper in found.papers],
        "files": [str(file) for file in files],
    }


def _row_as_json(row: ImpactRow) -> dict[str, object]:
    return {
        "procedure" if row.is_procedure else "kind": row.subject,
        "title": row.title,
        "places": [
            {"act": use.act, "place": use.place.value, "step": use.number or None, "text": use.detail or None} for use in row.uses
        ],
        "through": list(row.through),
        "communes": row.communes,
        "documents": row.documents,
        "pages_estimated": row.pages,
    }


def _place(place: UsePlace, step: int) -> str:
    told = _PLACES[place]
    return str(Message(told.text, {"number": step}))


def _print(found: Impact) -> None:
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
        titles = [say("Code"), say("Name"), say("Where"), say("Through"), say("Units"), say("Documents"), say("Pages")]
        lines = [
            [
                row.subject,
                shortened(row.title, 60),
                ", ".join(dict.fromkeys(_place(use.place, use.number) for use in row.uses)),
                ", ".join(row.through),
                number(row.communes),
                number(row.documents),
                number(row.pages),
            ]
            for row in found.rows
        ]
        print_table([str(title) for title in titles], lines, sys.stdout)
        print()
    _print_details(found)
    procedures = len(found.procedures)
    print(
        say(
            "{procedures} procedures, {kinds} kinds of document, {documents} documents of {communes} units rest on it.",
            procedures=number(procedures),
            kinds=number(len(found.rows) - procedures),
            documents=number(found.documents),
            communes=number(found.communes),
        )
    )
    if found.papers:
        print(say("To print again: about {pages} A4 pages (an estimate).", pages=number(found.pages)))


def _print_details(found: Impact) -> None:
    """Print the texts, fees and forms that rest on the act by procedure, and the units by district."""
    for row in found.procedures:
        named = dict.fromkeys((_place(use.place, use.number), use.detail) for use in row.uses if use.place in _TOLD)
        for place, detail in named:
            tell(f"  {row.subject} · {place}: {detail}", sys.stdout, 4)
    districts: dict[str, list[str]] = defaultdict(list)
    for unit in found.units:
        districts[unit.district].append(f"{unit.name} ({unit.code})")
    for district, units in districts.items():
        tell(f"  {district or '–'}: {', '.join(units)}", sys.stdout, 4)
    if found.rows:
        print()
