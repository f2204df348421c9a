"""`qms-docs law add`: a new act, completed from its symbol and written into the file of its kind."""

# No `from __future__ import annotations`: typer reads the annotations below, which hold values of their functions.

from datetime import date
from pathlib import Path
from typing import Annotated, Any

import typer

from .. import pipeline
from ..diagnostics import say
from ..diagnostics.message import translate as _
from ..domain.law import ActKind
from ..domain.vietnamese import citation
from ..errors import ExitCode
from . import options as opt
from .completion import act_numbers
from .output import PROGRAM, print_json
from .values import parse_day


def _text(name: str, metavar: str, help_text: str) -> Any:
    return typer.Option(name, metavar=metavar, help=help_text)


def _acts(name: str, help_text: str) -> Any:
    return typer.Option(name, metavar=_("ACT"), help=help_text, autocompletion=act_numbers)


def _day(name: str, help_text: str) -> Any:
    return typer.Option(name, metavar=_("YYYY-MM-DD"), parser=parse_day, help=help_text)


def add_law_add_command(group: typer.Typer, kind_option: Any) -> None:
    """Add `add` to the group `law`."""
    help_text = _("Write a new act into law/acts, completed from its symbol, and tie it to the acts it replaces and amends.")
    example = _("Example:") + f' {PROGRAM} law add 03/2026/QH16 --title "Luật Hộ tịch" --signed 2026-04-23'
    example += " --effective-from 2027-03-01 --replaces 60/2014/QH13"

    @group.command("add", **opt.details(help_text, example))
    def add(
        act: Annotated[str, typer.Argument(metavar=_("NUMBER"), help=_("Number and symbol, for example 123/2015/NĐ-CP."))],
        workspace: Annotated[Path, opt.workspace()] = Path(),
        kind: Annotated[ActKind | None, kind_option] = None,
        title: Annotated[str | None, _text("--title", _("TEXT"), _("Title as it stands on the act."))] = None,
        issuer: Annotated[str | None, _text("--issuer", _("NAME"), _("Who issued it. Default: what the symbol tells."))] = None,
        signed: Annotated[date | None, _day("--signed", _("Day of signature."))] = None,
        effective_from: Annotated[date | None, _day("--effective-from", _("First day in force."))] = None,
        effective_to: Annotated[date | None, _day("--effective-to", _("Last day in force."))] = None,
        replaces: Annotated[list[str] | None, _acts("--replaces", _("An act it replaces; may be repeated."))] = None,
        amends: Annotated[list[str] | None, _acts("--amends", _("An act it amends; may be repeated."))] = None,
        source: Annotated[str | None, _text("--source", _("TEXT"), _("Where the facts were seen. Default: from memory."))] = None,
        seen: Annotated[date | None, _day("--seen", _("Day on which the source was read."))] = None,
        verified: Annotated[bool, typer.Option("--verified", help=_("Number, days and title were seen in the source."))] = False,
        key: Annotated[str | None, _text("--key", _("KEY"), _("Key, where another province's act has the same number."))] = None,
        dry_run: Annotated[bool, typer.Option("--dry-run", help=_("Show the new lines, write nothing."))] = False,
        as_json: Annotated[bool, opt.json()] = False,
        lang: Annotated[str | None, opt.language()] = None,
    ) -> int:
        facts = {"key": key, "kind": kind, "title": title, "issuer": issuer, "signed": signed}
        facts |= {"effective_from": effective_from, "effective_to": effective_to, "source": source, "seen": seen}
        new = pipeline.NewAct(act, facts | {"verified": verified or None}, tuple(replaces or ()), tuple(amends or ()))
        added = pipeline.add_act(workspace, new, dry_run)
        if as_json:
            print_json(_as_json(added, dry_run))
        else:
            _print(added, dry_run)
        return ExitCode.OK


def _as_json(added: pipeline.AddedAct, dry_run: bool) -> dict[str, Any]:
    return {
        "act": added.act.model_dump(mode="json", exclude_defaults=True),
        "files": [str(file) for file in added.files],
        "diff": added.diff,
        "notes": [str(note) for note in added.notes],
        "written": not dry_run,
    }


def _print(added: pipeline.AddedAct, dry_run: bool) -> None:
    print(citation(added.act))
    if added.completed:
        print(say("Completed from the symbol: {values}", values="; ".join(added.completed)))
    print()
    print(added.diff)
    for note in added.notes:
        print(say("To look at: {note}", note=note))
    if dry_run:
        print(say("Nothing was written (--dry-run)."))
    else:
        print(say("Written: {files}", files=", ".join(str(file) for file in added.files)))
