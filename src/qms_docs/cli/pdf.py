"""`qms-docs pdf`: the documents of a build as PDF files."""

# No `from __future__ import annotations`: typer reads the annotations below, which hold values of their functions.

import sys
from typing import Annotated

import typer

from .. import pipeline
from ..diagnostics import say
from ..diagnostics.message import translate as _
from ..errors import ExitCode
from ..storage import Place
from . import options as opt
from .output import print_json, tell
from .progress import progress_bar
from .summary import number
from .values import as_place, cores


def add_pdf_command(app: typer.Typer) -> None:
    """Add `pdf` to the program."""
    help_text = _("Make a PDF file beside every document of a build, with LibreOffice.")
    more = _("PDF files whose Word file has not changed are left as they are.")

    @app.command("pdf", **opt.details(f"{help_text}\n\n{more}"))
    def pdf(
        out: Annotated[str, opt.built(_("Output folder of a build, or s3://…. Default: build."))] = "build",
        commune: Annotated[list[str] | None, opt.communes()] = None,
        archive: Annotated[bool, typer.Option("--archive", help=_("PDF/A-2b, for keeping."))] = False,
        workers: Annotated[int | None, opt.workers()] = None,
        time_limit: Annotated[float, opt.time_limit()] = 60,
        as_json: Annotated[bool, opt.json()] = False,
        lang: Annotated[str | None, opt.language()] = None,
    ) -> int:
        return make_pdfs(
            as_place(out), tuple(commune or ()), workers or cores(), time_limit, archive=archive, json_wanted=as_json
        )


def find_office() -> None:
    """Say at once that LibreOffice is missing, before anything is made."""
    pipeline.find_office()


def make_pdfs(out: Place, communes: tuple[str, ...], workers: int, limit: float, *, archive: bool, json_wanted: bool) -> int:
    """Make the PDF files, tell what was made, return the exit code."""
    with progress_bar(sys.stderr.isatty() and not json_wanted) as progress:
        report = pipeline.make_pdfs(out, communes, workers, limit, archive, progress)
    if json_wanted:
        failed = [{"path": path, "reason": str(reason)} for path, reason in report.failed]
        print_json({"files": report.files, "made": report.made, "pages": report.pages, "failed": failed})
    else:
        for path, reason in report.failed:
            print(f"{path}: {reason}", file=sys.stderr)
        figures = {"made": number(report.made), "files": number(report.files), "pages": number(report.pages)}
        tell(say("PDF files made: {made}; in all {files}, {pages} pages.", **figures), sys.stdout)
        if report.failed:
            tell(say("Without PDF: {count} documents.", count=number(len(report.failed))), sys.stdout)
    return ExitCode.DOCUMENTS_FAILED if report.failed else ExitCode.OK
