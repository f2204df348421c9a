"""`qms-docs print` and `qms-docs whatis`: binders for officials, and whether a paper is in force."""

# No `from __future__ import annotations`: typer reads the annotations below, which hold values of their functions.

import sys
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from .. import pipeline
from ..diagnostics import say
from ..diagnostics.message import translate as _
from ..domain.vietnamese import short_date
from ..errors import ExitCode, RequestError
from . import options as opt
from .listing import print_table
from .output import print_json, tell
from .summary import number
from .values import as_place, cores, parse_form, parse_place, parse_stamp

_STANDINGS = {
    pipeline.Standing.CURRENT: say("in force"),
    pipeline.Standing.OUTDATED: say("outdated: the document has been made anew"),
    pipeline.Standing.WITHDRAWN: say("withdrawn"),
    pipeline.Standing.UNKNOWN: say("not of this build"),
}


def add_print_command(app: typer.Typer) -> None:
    """Add `print` to the program."""
    help_text = _("Make print-ready binders (PDF) of what was built: cover, contents, bookmarks, QR code on each sheet.")

    @app.command("print", **opt.details(help_text))
    def print_(
        workspace: Annotated[Path, opt.workspace()] = Path(),
        out: Annotated[str | None, opt.out()] = None,
        to: Annotated[
            Path | None, typer.Option("--to", metavar=_("FOLDER"), help=_("Where to put the binders. Default: print."))
        ] = None,
        commune: Annotated[list[str] | None, opt.communes()] = None,
        procedure: Annotated[
            list[str] | None, typer.Option("--procedure", metavar=_("CODE"), help=_("Only the documents of this procedure."))
        ] = None,
        pack: Annotated[
            str | None, typer.Option("--pack", metavar="A-E|TPHT…", help=_("Only a group (A to E) or the sheets of a field."))
        ] = None,
        duplex: Annotated[bool, typer.Option("--duplex", help=_("Each document begins on a right page."))] = False,
        copies: Annotated[int, typer.Option("--copies", min=1, max=99, help=_("How many copies, each with its number."))] = 1,
        stamp: Annotated[
            str | None,
            typer.Option("--stamp", metavar="controlled|expired", parser=parse_stamp, help=_("A stamp on each sheet.")),
        ] = None,
        form: Annotated[
            str,
            typer.Option(
                "--format",
                metavar="pdf|docx",
                parser=parse_form,
                help=_("A PDF (the default), or one Word file in which each document keeps its headers, footers and page count."),
            ),
        ] = "pdf",
        printer: Annotated[
            str | None, typer.Option("--printer", metavar=_("NAME"), help=_("Send it to this printer (CUPS)."))
        ] = None,
        as_json: Annotated[bool, opt.json()] = False,
        lang: Annotated[str | None, opt.language()] = None,
    ) -> int:
        if printer is not None:
            if form == "docx":
                raise RequestError(say("Only PDF binders go to a printer."), say("Leave out --format docx."))
            pipeline.check_printer(printer)
        request = pipeline.PrintRequest(
            workspace,
            as_place(out, workspace),
            (to or Path("print")).absolute(),
            tuple(commune or ()),
            tuple(procedure or ()),
            pack,
            duplex,
            copies,
            stamp,
            cores(),
            form == "docx",
        )
        binders = pipeline.print_binders(request)
        if printer is not None:
            pipeline.send_to_printer([binder.file for binder in binders], printer, duplex)
        if as_json:
            print_json([asdict(binder) | {"file": str(binder.file)} for binder in binders])
            return ExitCode.OK
        for binder in binders:
            figures = {"documents": number(binder.documents), "sheets": number(binder.sheets)}
            tell(say("{file}: {documents} documents, {sheets} sheets", file=str(binder.file), **figures), sys.stdout)
        return ExitCode.OK


def add_whatis_command(app: typer.Typer) -> None:
    """Add `whatis` to the program."""
    help_text = _("Say what a paper is, by its code or the text of its QR code, and whether it is in force.")

    @app.command("whatis", **opt.details(help_text))
    def whatis(
        code: Annotated[str, typer.Argument(metavar=_("CODE"), help=_("Code of a document, or the text of a QR code."))],
        out: Annotated[
            str,
            typer.Option(
                "--out", metavar=_("FOLDER"), parser=parse_place, help=_("Output folder of a build, or s3://…. Default: build.")
            ),
        ] = "build",
        commune: Annotated[str | None, typer.Option("--commune", metavar=_("CODE"), help=_("Only of this unit."))] = None,
        as_json: Annotated[bool, opt.json()] = False,
        lang: Annotated[str | None, opt.language()] = None,
    ) -> int:
        found = pipeline.what_is(as_place(out), code, commune)
        in_force = bool(found) and all(paper.standing is pipeline.Standing.CURRENT for paper in found)
        if as_json:
            print_json([asdict(paper) | {"standing": paper.standing.value} for paper in found])
        elif not found:
            tell(say("No document bears the code «{code}».", code=code), sys.stdout)
        else:
            titles = [
                str(say("Unit")),
                str(say("Code")),
                str(say("State")),
                str(say("Issue.revision")),
                str(say("Made for")),
                str(say("Title")),
            ]
            rows = [
                [
                    paper.commune,
                    paper.code,
                    str(_STANDINGS[paper.standing]),
                    paper.revision,
                    short_date(_day(paper.as_of)),
                    paper.title,
                ]
                for paper in found
            ]
            print_table(titles, rows, sys.stdout)
        return ExitCode.OK if in_force else ExitCode.DIAGNOSTICS


def _day(text: str) -> date:
    return date.fromisoformat(text)
