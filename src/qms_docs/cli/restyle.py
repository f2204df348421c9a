"""`qms-docs template restyle`: one set of styles for all templates."""

# No `from __future__ import annotations`: typer reads the annotations below, which hold values of their functions.

import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from .. import pipeline
from ..diagnostics import Severity, as_json, say
from ..diagnostics.message import translate as _
from ..errors import ExitCode
from . import options as opt
from .output import PROGRAM, print_json
from .summary import number, print_counts, print_everything

if TYPE_CHECKING:
    from ..templating.style_changes import StyleChange

SHOWN = 40
_KINDS = {"added": say("added"), "changed": say("changed"), "removed": say("removed")}


def _templates() -> Any:
    help_text = _("The templates (.docx). Default: all of templates/docx in the workspace.")
    return typer.Argument(metavar=_("TEMPLATE"), help=help_text, show_default=False)


def _workspace() -> Any:
    return typer.Option("--workspace", metavar=_("FOLDER"), help=_("Folder of the workspace. Default: this folder."))


def _base() -> Any:
    help_text = _("The Word file whose styles all templates get. Default: templates/base.docx in the workspace.")
    return typer.Option("--base", metavar=_("FILE"), help=help_text)


def _check() -> Any:
    return typer.Option("--check", help=_("Write nothing; exit code 1 when a template would change."))


def _out() -> Any:
    help_text = _("Put the templates there. Default: each in its own place.")
    return typer.Option("--out", metavar=_("FOLDER"), help=help_text)


def add_restyle_command(group: typer.Typer) -> None:
    """Add `restyle` to the group `template`."""
    help_text = _("Give all templates the styles of one base file.")
    example = _("Example:") + f" {PROGRAM} template restyle --check"

    @group.command("restyle", **opt.details(help_text, example))
    def restyle(
        templates: Annotated[list[Path] | None, _templates()] = None,
        base: Annotated[Path | None, _base()] = None,
        check: Annotated[bool, _check()] = False,
        out: Annotated[Path | None, _out()] = None,
        workspace: Annotated[Path, _workspace()] = Path(),
        as_json_: Annotated[bool, opt.json()] = False,
        lang: Annotated[str | None, opt.language()] = None,
    ) -> int:
        folder = out.absolute() if out is not None else None
        report = pipeline.restyle_templates(templates or (), workspace, base, folder, check)
        if as_json_:
            print_json(_as_json(report, workspace))
        else:
            _print(report, workspace, check)
        return ExitCode.DIAGNOSTICS if check and report.changed else ExitCode.OK


def _as_json(report: pipeline.RestyleReport, workspace: Path) -> dict[str, Any]:
    return {
        "base": str(report.base),
        "changed": report.changed,
        "written": report.written,
        "templates": [
            {
                "file": str(each.file),
                "out": str(each.out),
                "changes": [
                    {
                        "kind": change.kind.value,
                        "style": change.style,
                        "property": change.path,
                        "old": change.old,
                        "new": change.new,
                    }
                    for change in each.changes
                ],
            }
            for each in report.files
        ],
        "diagnostics": [as_json(item, workspace) for item in report.diagnostics],
    }


def _print(report: pipeline.RestyleReport, workspace: Path, check: bool) -> None:
    print_everything(report.diagnostics, workspace, sys.stdout, None)
    lines = list(_table(report))
    for line in lines[:SHOWN]:
        print(line)
    if len(lines) > SHOWN:
        print(say("… and {count} more lines; see them with --json", count=number(len(lines) - SHOWN)))
    if lines:
        print()
    total, changed = number(len(report.files)), number(report.changed)
    if check:
        print(say("Looked at: {total} templates, {count} differ from {base}.", total=total, count=changed, base=str(report.base)))
    else:
        print(say("Looked at: {total} templates, {count} files written.", total=total, count=number(report.written)))
    if report.diagnostics:
        print_counts(report.diagnostics, Severity.WARNING, sys.stdout)


def _table(report: pipeline.RestyleReport) -> Iterator[str]:
    """Yield a line for each difference, with the number of templates it is in."""
    counts = Counter(change for each in report.files for change in each.changes)
    rows = [
        (_(_KINDS[change.kind.value].text), change.style or _("(whole set)"), _what(change), number(counts[change]))
        for change in counts
    ]
    widths = [max((len(row[column]) for row in rows), default=0) for column in range(3)]
    for kind, style, what, count in rows:
        told = say("{count} templates", count=count)
        yield f"  {kind:<{widths[0]}}  {style:<{widths[1]}}  {what:<{widths[2]}}  {told}".rstrip()


def _what(change: "StyleChange") -> str:
    if change.kind.value != "changed":
        return ""
    if not (change.old or change.new):
        return change.title
    return f"{change.title}: {change.old or '–'} → {change.new or '–'}"
