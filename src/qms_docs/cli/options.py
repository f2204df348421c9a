"""Options and arguments that several commands share, in the language in use."""

from __future__ import annotations

from typing import Any

import typer

from ..diagnostics.message import translate as _
from .usage import SpokenCommand
from .values import (
    parse_cluster,
    parse_day,
    parse_folder,
    parse_form,
    parse_language,
    parse_place,
    parse_workers,
    parse_workspace,
)


def language() -> Any:
    """--lang."""
    return typer.Option("--lang", metavar="vi|en", parser=parse_language, help=_("Language: vi or en (also: QMS_DOCS_LANG)."))


def folder(help_text: str) -> Any:
    """A folder as an argument."""
    return typer.Argument(metavar=_("FOLDER"), parser=parse_folder, show_default=False, help=help_text)


def workspace() -> Any:
    """The workspace as an argument."""
    help_text = _("Workspace: the folder that holds qms.toml, or s3://…. Default: this folder.")
    return typer.Argument(metavar=_("FOLDER"), parser=parse_workspace, show_default=False, help=help_text)


def built(help_text: str) -> Any:
    """An output folder as an argument."""
    return typer.Argument(metavar=_("FOLDER"), parser=parse_place, show_default=False, help=help_text)


def cluster() -> Any:
    """--cluster."""
    help_text = _("Have a Dask cluster do the work; local:N starts one of N workers here.")
    return typer.Option("--cluster", metavar="tcp://…|local:N", parser=parse_cluster, help=help_text)


def communes() -> Any:
    """--commune."""
    return typer.Option("--commune", metavar=_("CODE"), help=_("Only the unit of this code; may be repeated."))


def districts() -> Any:
    """--district."""
    help_text = _("Only the units of this (old) district, name or code; may be repeated.")
    return typer.Option("--district", metavar=_("NAME"), help=help_text)


def day() -> Any:
    """--as-of."""
    metavar = _("YYYY-MM-DD")
    return typer.Option("--as-of", metavar=metavar, parser=parse_day, help=_("The day whose law and units hold. Default: today."))


def year() -> Any:
    """--year."""
    help_text = _("Only the documents of the yearly cycle, for this year.")
    return typer.Option("--year", metavar=_("YEAR"), min=2000, max=2100, help=help_text)


def force() -> Any:
    """--force."""
    return typer.Option("--force", help=_("Make everything, also what is up to date."))


def prune() -> Any:
    """--prune."""
    return typer.Option("--prune", help=_("Move documents that are made no more to the folder withdrawn; nothing is deleted."))


def form() -> Any:
    """--format."""
    help_text = _("Also make PDF files, with LibreOffice: docx or pdf.")
    return typer.Option("--format", metavar="docx|pdf", parser=parse_form, help=help_text)


def time_limit() -> Any:
    """--time-limit."""
    help_text = _("Seconds a document may take before it is given up; it is tried twice.")
    return typer.Option("--time-limit", metavar=_("SECONDS"), min=1, help=help_text)


def kinds() -> Any:
    """--kind."""
    help_text = _("Only documents of this kind (see: list kinds); may be repeated.")
    return typer.Option("--kind", metavar=_("KIND"), help=help_text)


def out() -> Any:
    """--out."""
    help_text = _("Where to put the documents, a folder or s3://…. Default: build in the workspace.")
    return typer.Option("--out", metavar=_("FOLDER"), parser=parse_place, help=help_text)


def workers() -> Any:
    """--workers."""
    help_text = _("Processes at work. Default: one per processor.")
    return typer.Option("--workers", metavar=_("N"), parser=parse_workers, help=help_text)


def json() -> Any:
    """--json."""
    return typer.Option("--json", help=_("Print one JSON value for other programs instead of text."))


def details(help_text: str, epilog: str | None = None) -> dict[str, Any]:
    """What a command shows of itself."""
    return {"cls": SpokenCommand, "help": help_text, "epilog": epilog, "options_metavar": _("[OPTIONS]")}
