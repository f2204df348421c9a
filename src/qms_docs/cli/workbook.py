"""`qms-docs workbook export|import`: the data of a workspace in Excel, and back."""

# No `from __future__ import annotations`: typer reads the annotations below, which hold values of their functions.

import shlex
import sys
from datetime import date
from pathlib import Path
from typing import Annotated, Any

import typer

from .. import pipeline
from ..diagnostics import as_json as diagnostic_as_json
from ..diagnostics import as_text, say
from ..diagnostics.message import translate as _
from ..errors import ExitCode
from ..pipeline.changes import Change, ChangeKind
from ..pipeline.workbook import ObjectChange, WorkbookImport
from . import options as opt
from .output import print_json, program, tell
from .summary import number
from .taken import change_as_json, print_written
from .usage import SpokenGroup

_KINDS = {
    ChangeKind.ADDED: say("added"),
    ChangeKind.CHANGED: say("changed"),
    ChangeKind.REMOVED: say("removed"),
}
_SIGNS = {ChangeKind.ADDED: "+", ChangeKind.CHANGED: "~", ChangeKind.REMOVED: "-"}
_SHOWN = 40
"""Differences shown of one object; --all shows the others."""


def add_workbook_commands(app: typer.Typer) -> None:
    """Add the group `workbook` to the program."""
    help_text = _("The data of a workspace as an Excel workbook: export to fill in, import back.")
    group = typer.Typer(cls=SpokenGroup, help=help_text, no_args_is_help=True, subcommand_metavar=_("COMMAND …"))
    _add_export(group)
    _add_import(group)
    app.add_typer(group, name="workbook")


def _file(help_text: str) -> Any:
    return typer.Argument(metavar=_("FILE.xlsx"), show_default=False, help=help_text)


def _add_export(group: typer.Typer) -> None:
    subjects = ", ".join(f"{key} ({title})" for key, title in pipeline.subject_titles())
    help_text = _("Write the data into an Excel workbook that anybody can fill in.")
    example = _("Example:") + ' qms-docs workbook export ba-tri.xlsx --district "Ba Tri"'

    @group.command("export", **opt.details(help_text, example))
    def export(
        file: Annotated[Path, _file(_("The workbook to write."))],
        workspace: Annotated[Path, opt.workspace()] = Path(),
        commune: Annotated[list[str] | None, opt.communes()] = None,
        district: Annotated[list[str] | None, opt.districts()] = None,
        subject: Annotated[
            list[str] | None,
            typer.Option("--subject", metavar=_("NAME"), help=_("Only this subject; may be repeated.") + f" {subjects}."),
        ] = None,
        everything: Annotated[bool, typer.Option("--all", help=_("All data, not only what is usually filled in."))] = False,
        as_of: Annotated[date | None, opt.day()] = None,
        force: Annotated[bool, typer.Option("--force", help=_("Overwrite an existing file."))] = False,
        lang: Annotated[str | None, opt.language()] = None,
    ) -> int:
        made = pipeline.export_workbook(
            workspace,
            file.absolute(),
            as_of or date.today(),
            tuple(commune or ()),
            tuple(district or ()),
            tuple(subject or ()),
            everything,
            force,
        )
        print(say("Written: {file}", file=str(file)))
        print(say("{sheets} sheets, {rows} rows. Fill it in, then type:", sheets=number(made.sheets), rows=number(made.rows)))
        print(f"  {program()} workbook import {shlex.quote(str(file))} {shlex.quote(str(workspace))}")
        return ExitCode.OK


def _add_import(group: typer.Typer) -> None:
    help_text = _("Show what a filled-in workbook changes; write it with --apply.")
    more = _("Nothing is written while one cell is wrong.")

    @group.command("import", **opt.details(f"{help_text}\n\n{more}"))
    def import_(
        file: Annotated[Path, _file(_("The filled-in workbook."))],
        workspace: Annotated[Path, opt.workspace()] = Path(),
        apply: Annotated[bool, typer.Option("--apply", help=_("Write the changes into the files of the workspace."))] = False,
        show_all: Annotated[bool, typer.Option("--all", help=_("Show all differences of each object."))] = False,
        as_json: Annotated[bool, opt.json()] = False,
        lang: Annotated[str | None, opt.language()] = None,
    ) -> int:
        found = pipeline.import_workbook(workspace, file, apply)
        if as_json:
            print_json(_as_json(found))
        else:
            _print(found, file, workspace, apply, show_all)
        return ExitCode.DIAGNOSTICS if found.errors else ExitCode.OK


def _as_json(found: WorkbookImport) -> dict[str, object]:
    return {
        "changes": [
            {
                "kind": each.kind.value,
                "subject": each.subject,
                "name": each.name,
                "file": str(each.file),
                "differences": [change_as_json(change) for change in each.changes],
            }
            for each in found.changes
        ],
        "diagnostics": [diagnostic_as_json(each, Path()) for each in found.diagnostics],
        "written": [str(file) for file in found.written],
    }


def _print(found: WorkbookImport, file: Path, workspace: Path, apply: bool, show_all: bool) -> None:
    for each in found.changes:
        _print_object(each, show_all)
    for diagnostic in found.diagnostics:
        print(as_text(diagnostic, Path()))
    counts = {kind: sum(each.kind is kind for each in found.changes) for kind in ChangeKind}
    if not found.changes and not found.errors:
        print(say("The workbook says what the workspace says; nothing changes."))
        return
    print(
        say(
            "{added} objects added, {changed} changed, {removed} removed; {errors} errors.",
            added=number(counts[ChangeKind.ADDED]),
            changed=number(counts[ChangeKind.CHANGED]),
            removed=number(counts[ChangeKind.REMOVED]),
            errors=number(found.errors),
        )
    )
    if found.errors:
        print(say("Nothing is written. Correct the cells named above, save the workbook and run the command again."))
    else:
        again = shlex.join([program(), "workbook", "import", str(file), str(workspace), "--apply"])
        print_written(apply, found.written, again)


def _print_object(each: ObjectChange, show_all: bool) -> None:
    print(f"{_SIGNS[each.kind]} {each.subject}: {each.name} ({_KINDS[each.kind]})")
    if each.kind is ChangeKind.REMOVED:
        return
    for change in each.changes if show_all else each.changes[:_SHOWN]:
        tell(f"    {_SIGNS[change.kind]} {_words(change)}", sys.stdout, 8)
    if not show_all and len(each.changes) > _SHOWN:
        print("    " + str(say("… and {count} more (--all shows them)", count=number(len(each.changes) - _SHOWN))))


def _words(change: Change) -> str:
    if change.kind is ChangeKind.CHANGED:
        return f"{change.path}: «{change.before}» → «{change.after}»"
    return f"{change.path}: «{change.after if change.kind is ChangeKind.ADDED else change.before}»"
