"""`qms-docs lint`: Word files against the layout decree."""

# No `from __future__ import annotations`: typer reads the annotations below, which hold values of their functions.

import sys
from pathlib import Path
from typing import Annotated, Any

import typer

from .. import pipeline
from ..diagnostics import Severity, as_json, say
from ..diagnostics.message import translate as _
from ..diagnostics.sarif import as_sarif
from ..errors import ExitCode, RequestError
from . import options as opt
from .output import PROGRAM, installed_version, print_json
from .summary import number, print_counts, print_everything
from .values import parse_layout


def _files() -> Any:
    return typer.Argument(metavar=_("FILE"), help=_("The Word files (.docx)."))


def _layout() -> Any:
    help_text = _("The layout: nd30 or tt01. Default: that of the day on the paper.")
    return typer.Option("--layout", metavar="nd30|tt01", parser=parse_layout, help=help_text)


def _fix() -> Any:
    help_text = _("Write a copy in which what is safe to mend is mended.")
    return typer.Option("--fix", metavar=_("FILE"), help=help_text)


def _sarif() -> Any:
    return typer.Option("--sarif", help=_("Print SARIF 2.1.0 for code hosts and editors."))


def add_lint_command(app: typer.Typer) -> None:
    """Add `lint` to the program."""
    help_text = _("Compare Word files with the layout decree (30/2020/NĐ-CP, before 05/3/2020: 01/2011/TT-BNV).")
    example = _("Example:") + f" {PROGRAM} lint quyet-dinh.docx --fix quyet-dinh-sua.docx"

    @app.command("lint", **opt.details(help_text, example))
    def lint(
        files: Annotated[list[Path], _files()],
        layout: Annotated[str | None, _layout()] = None,
        fix: Annotated[Path | None, _fix()] = None,
        as_json_: Annotated[bool, opt.json()] = False,
        sarif: Annotated[bool, _sarif()] = False,
        lang: Annotated[str | None, opt.language()] = None,
    ) -> int:
        if fix is not None and len(files) > 1:
            raise RequestError(say("--fix takes one file."), say("Give one file and the name of its copy."))
        found = pipeline.fix(files[0], fix.absolute(), layout) if fix is not None else pipeline.lint(files, layout)
        if sarif:
            print_json(as_sarif(found.diagnostics, Path(), pipeline.rule_texts(), PROGRAM, installed_version()))
        elif as_json_:
            told = [as_json(item, Path()) for item in found.diagnostics]
            print_json({"files": [str(file) for file in files], "mended": found.mended, "diagnostics": told})
        else:
            _print(found, fix)
        return ExitCode.DIAGNOSTICS if found.diagnostics else ExitCode.OK


def _print(found: pipeline.LintResult, copy: Path | None) -> None:
    print_everything(found.diagnostics, Path(), sys.stdout, None)
    if copy is not None:
        print(say("Mended: {count}. Written: {file}", count=number(found.mended), file=str(copy)))
    files, count = number(len(found.files)), number(len(found.diagnostics))
    print(say("Looked at: {files} files, {count} departures from the layout.", files=files, count=count))
    for severity in (Severity.WARNING, Severity.ERROR):
        if any(item.severity is severity for item in found.diagnostics):
            print_counts(found.diagnostics, severity, sys.stdout)
