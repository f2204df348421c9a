"""`qms-docs import tthc`: records of the national database into procedure files."""

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
from ..errors import ExitCode
from ..intake.portal.comparing import RecordChangeKind
from ..pipeline.changes import shown
from ..pipeline.import_portal import PortalImport
from . import options as opt
from .listing import print_table
from .output import print_json, program, tell
from .summary import number
from .taken import change_as_json, print_told, print_written, state_of
from .values import parse_day

_SINCE = {
    RecordChangeKind.RENAMED: say("renamed"),
    RecordChangeKind.REPEALED: say("repealed"),
    RecordChangeKind.REPLACED: say("replaced"),
    RecordChangeKind.DECISION: say("decision changed"),
    RecordChangeKind.LIMIT: say("time limit changed"),
    RecordChangeKind.FEE: say("fee changed"),
    RecordChangeKind.ACTS: say("legal basis changed"),
    RecordChangeKind.DOSSIER: say("dossier changed"),
    RecordChangeKind.FORMS: say("forms changed"),
    RecordChangeKind.OTHER: say("changed"),
}
_NAME = 44
_TOLD = 20
"""Warnings shown; --all shows the others."""


def workspace_option() -> Any:
    """--workspace, for commands whose arguments are the files to take in."""
    return typer.Option("--workspace", metavar=_("FOLDER"), help=_("Workspace: the folder that holds qms.toml."))


def _seen() -> Any:
    help_text = _("The day the records were taken from the portal. Default: today.")
    return typer.Option("--seen", metavar=_("YYYY-MM-DD"), parser=parse_day, help=help_text)


def add_import_portal_command(app: typer.Typer) -> None:
    """Add `import tthc`."""
    help_text = _("Take in records of the national procedure database: lists, workbooks, pages, JSON, decisions in Word.")
    more = _("Shows what was understood and what changed since the last time; writes it with --apply.")
    example = _("Example:") + " qms-docs import tthc ChiTietTTHC_1.001193.doc ban-luu/ --apply"

    @app.command("tthc", **opt.details(f"{help_text}\n\n{more}", example))
    def tthc(
        files: Annotated[list[Path], typer.Argument(metavar=_("FILE|FOLDER …"), show_default=False, help=_("Files or folders."))],
        workspace: Annotated[Path, workspace_option()] = Path(),
        seen: Annotated[date | None, _seen()] = None,
        apply: Annotated[bool, typer.Option("--apply", help=_("Write the changes into the files of the workspace."))] = False,
        show_all: Annotated[bool, typer.Option("--all", help=_("Show all warnings and differences."))] = False,
        as_json: Annotated[bool, opt.json()] = False,
        lang: Annotated[str | None, opt.language()] = None,
    ) -> int:
        found = pipeline.import_portal(workspace, files, seen or date.today(), apply)
        if as_json:
            print_json(_as_json(found))
        else:
            again = [program(), "import", "tthc", *map(str, files), "--workspace", str(workspace), "--apply"]
            _print(found, apply, show_all, shlex.join(again))
        return ExitCode.DIAGNOSTICS if found.errors else ExitCode.OK


def _as_json(found: PortalImport) -> dict[str, object]:
    return {
        "records": [
            {
                "code": each.code,
                "name": each.name,
                "source": each.source,
                "form": each.form,
                "file": str(each.file) if each.file else None,
                "new": each.is_new,
                "refused": each.refused,
                "papers": each.papers,
                "acts": each.acts,
                "limits": each.limits,
                "fees": each.fees,
                "unparsed": each.unparsed,
                "changes": [change_as_json(change) for change in each.changes],
                "since": [
                    {"kind": change.kind.value, "key": change.key, "before": change.before, "after": change.after}
                    for change in each.since
                ],
            }
            for each in found.records
        ],
        "new_acts": [act.number for act in found.new_acts],
        "new_fields": list(found.new_fields),
        "diagnostics": [diagnostic_as_json(each, Path()) for each in found.diagnostics],
        "touched": [{"code": each.code, "communes": each.communes, "documents": each.documents} for each in found.touched],
        "written": [str(file) for file in found.written],
    }


def _print(found: PortalImport, apply: bool, show_all: bool, again: str) -> None:
    if found.records:
        titles = [
            say("Code"),
            say("Name"),
            say("Limits"),
            say("Fees"),
            say("Papers"),
            say("Acts"),
            say("Kept as text"),
            say("File"),
        ]
        rows = [
            [
                each.code,
                shortened(each.name, _NAME),
                number(each.limits),
                number(each.fees),
                number(each.papers),
                number(each.acts),
                number(each.unparsed),
                str(state_of(each.refused, each.is_new, bool(each.changes))),
            ]
            for each in found.records
        ]
        print_table([str(title) for title in titles], rows, sys.stdout)
        print()
    for each in found.records:
        for change in each.since:
            before, after = shown(change.before) or "–", shown(change.after) or "–"
            tell(f"{each.code}: {_SINCE[change.kind]}: «{before}» → «{after}»", sys.stdout, 4)
    for touched in found.touched:
        fact = say("{code}: {documents} documents of {communes} units are to be made again.", code=touched.code,
                   documents=number(touched.documents), communes=number(touched.communes))  # fmt: skip
        print(fact)
    print_told(found.diagnostics, None if show_all else _TOLD)
    _print_end(found, apply, again)


def _print_end(found: PortalImport, apply: bool, again: str) -> None:
    new = sum(each.is_new for each in found.records)
    changed = sum(bool(each.changes) and not each.is_new for each in found.records)
    refused = sum(each.refused for each in found.records)
    print(
        say(
            "{records} records: {new} new procedures, {changed} changed, {refused} not taken; "
            "{acts} new acts, {fields} new fields.",
            records=number(len(found.records)),
            new=number(new),
            changed=number(changed),
            refused=number(refused),
            acts=number(len(found.new_acts)),
            fields=number(len(found.new_fields)),
        )
    )
    print_written(apply, found.written, again if found.records else None)
