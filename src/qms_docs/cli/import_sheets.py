"""`qms-docs import sheets`: old Word sheets into procedure files."""

# No `from __future__ import annotations`: typer reads the annotations below, which hold values of their functions.

import shlex
import sys
from datetime import date
from pathlib import Path
from typing import Annotated, Any

import typer

from .. import pipeline
from ..diagnostics import as_json as diagnostic_as_json
from ..diagnostics import say
from ..diagnostics.message import translate as _
from ..domain.text import shortened
from ..errors import ExitCode, RequestError
from . import options as opt
from .import_portal import workspace_option
from .listing import print_table
from .output import print_json, program, tell
from .summary import number
from .taken import change_as_json, codes_of, print_told, print_written, state_of
from .values import parse_day

_NAME = 40
_TOLD = 15
"""Warnings shown; --all shows the others."""


def match_option() -> Any:
    """--match FILE=CODE, repeatable."""
    help_text = _("The procedure of a file, where its name does not tell it surely; may be repeated.")
    return typer.Option("--match", metavar=_("FILE=CODE"), help=help_text)


def score_option() -> Any:
    """--min-score."""
    return typer.Option(
        "--min-score", min=50.0, max=100.0, help=_("Likeness of names, up to 100, from which a sheet is matched.")
    )


def given_matches(pairs: list[str] | None) -> dict[str, str]:
    """Return file names with the procedures given for them; raises RequestError for one without «=»."""
    found = {}
    for pair in pairs or ():
        file, equals, code = pair.rpartition("=")
        if not equals or not file or not code:
            raise RequestError(say("«{pair}» is not FILE=CODE.", pair=pair), say("For example: --match qt-01.docx=1.001193"))
        found[Path(file.strip()).name] = code.strip()
    return found


def add_import_sheets_command(app: typer.Typer) -> None:
    """Add `import sheets`."""
    help_text = _("Take in old procedure sheets in Word (.docx; .doc, .rtf, .odt through LibreOffice).")
    more = _(
        "Matches each to its national procedure by name, shows what was understood, and writes steps and records with --apply; "
        "--take all takes everything the sheet says."
    )
    example = _("Example:") + " qms-docs import sheets quy-trinh-cu/ --match qt-07.docx=1.000894 --apply"

    @app.command("sheets", **opt.details(f"{help_text}\n\n{more}", example))
    def sheets(
        files: Annotated[list[Path], typer.Argument(metavar=_("FILE|FOLDER …"), show_default=False, help=_("Files or folders."))],
        workspace: Annotated[Path, workspace_option()] = Path(),
        apply: Annotated[bool, typer.Option("--apply", help=_("Write the changes into the files of the workspace."))] = False,
        take: Annotated[
            pipeline.Take,
            typer.Option("--take", help=_("What a procedure that is there already takes: process (steps, records) or all.")),
        ] = pipeline.Take.PROCESS,
        match: Annotated[list[str] | None, match_option()] = None,
        least: Annotated[float, score_option()] = pipeline.MIN_SCORE,
        as_of: Annotated[
            date | None,
            typer.Option(
                "--as-of",
                metavar=_("YYYY-MM-DD"),
                parser=parse_day,
                help=_("The day the acts are looked up for. Default: today."),
            ),
        ] = None,
        show_all: Annotated[bool, typer.Option("--all", help=_("Show all warnings and differences."))] = False,
        as_json: Annotated[bool, opt.json()] = False,
        lang: Annotated[str | None, opt.language()] = None,
    ) -> int:
        found = pipeline.import_sheets(
            workspace, files, as_of or date.today(), apply, take=take, least=least, given=given_matches(match)
        )
        if as_json:
            print_json(_as_json(found))
        else:
            words = [program(), "import", "sheets", *map(str, files), "--workspace", str(workspace)]
            words += [word for pair in match or () for word in ("--match", pair)]
            drift = shlex.join([program(), "drift", *words[3:]])
            words += ["--take", take.value] if take is not pipeline.Take.PROCESS else []
            _print(found, apply, show_all, shlex.join([*words, "--apply"]), drift)
        return ExitCode.DIAGNOSTICS if found.errors else ExitCode.OK


def _as_json(found: pipeline.SheetImport) -> dict[str, object]:
    return {
        "sheets": [
            {
                "source": each.source,
                "title": each.title,
                "sheet_code": each.sheet_code,
                "code": each.match.key if each.match else None,
                "score": each.match.score if each.match else None,
                "likely": [{"code": near.key, "name": near.name, "score": near.score} for near in each.likely],
                "file": str(each.file) if each.file else None,
                "new": each.is_new,
                "refused": each.refused,
                "steps": each.steps,
                "records": each.records,
                "papers": each.papers,
                "acts": each.acts,
                "unparsed": each.kept,
                "changes": [change_as_json(change) for change in each.changes],
            }
            for each in found.sheets
        ],
        "posts": {name: {"position": post.key, "score": post.score} for name, post in found.posts.items()},
        "new_posts": [{"key": post.key, "title": post.title} for post in found.new_posts],
        "new_acts": list(found.new_acts),
        "diagnostics": [diagnostic_as_json(each, Path()) for each in found.diagnostics],
        "drift": [diagnostic_as_json(each, Path()) for each in found.drift],
        "written": [str(file) for file in found.written],
    }


def _print(found: pipeline.SheetImport, apply: bool, show_all: bool, again: str, drift: str) -> None:
    if found.sheets:
        titles = [
            say("File"),
            say("Name"),
            say("Code"),
            say("Score"),
            say("Steps"),
            say("Records"),
            say("Kept as text"),
            say("State"),
        ]
        rows = [
            [
                shortened(Path(each.source).name, 34),
                shortened(each.title, _NAME),
                each.match.key if each.match else "–",
                f"{each.match.score:g}" if each.match else f"({each.likely[0].score:g})" if each.likely else "–",
                number(each.steps),
                number(each.records),
                number(each.kept),
                str(state_of(each.refused, each.is_new, bool(each.changes))),
            ]
            for each in found.sheets
        ]
        print_table([str(title) for title in titles], rows, sys.stdout)
        print()
    guessed = {name: post for name, post in found.posts.items() if post.score < 100}
    if guessed:
        print(say("Posts recognised by likeness:"))
        for name, post in sorted(guessed.items()):
            print(f"  {name} → {post.key} «{post.name}» ({post.score:g})")
    if show_all:
        for each in found.sheets:
            for change in each.changes:
                tell(
                    f"{Path(each.source).name}: {change.path}: «{change.before or '–'}» → «{change.after or '–'}»", sys.stdout, 4
                )
    print_told(found.diagnostics, None if show_all else _TOLD)
    if found.drift:
        print(
            say(
                "Drift in the old sheets: {count} places ({kinds}). To read them, type:",
                count=number(len(found.drift)),
                kinds=codes_of(found.drift),
            )
        )
        print(f"  {drift}")
    _print_end(found, apply, again)


def _print_end(found: pipeline.SheetImport, apply: bool, again: str) -> None:
    changed = sum(bool(each.changes) and not each.is_new for each in found.sheets)
    refused = sum(each.refused for each in found.sheets)
    print(
        say(
            "{sheets} sheets: {new} new procedures, {changed} changed, {refused} not taken; "
            "{posts} new positions, {acts} new acts.",
            sheets=number(len(found.sheets)),
            new=number(sum(each.is_new for each in found.sheets)),
            changed=number(changed),
            refused=number(refused),
            posts=number(len(found.new_posts)),
            acts=number(len(found.new_acts)),
        )
    )
    print_written(apply, found.written, again if any(not each.refused for each in found.sheets) else None)
