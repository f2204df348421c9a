"""The commands and their options, declared once the language is known."""

# No `from __future__ import annotations`: typer reads the annotations below, which hold values of their functions.

from datetime import date
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Annotated, Any

import typer

from ..diagnostics.message import translate as _
from ..domain.artifacts import BuildRequest
from . import commands
from .output import PROGRAM
from .usage import SpokenCommand, SpokenGroup
from .values import cores, parse_day, parse_folder, parse_language, parse_subject, parse_workers


def build_app() -> typer.Typer:
    """Return the program in the language in use."""
    app = typer.Typer(cls=SpokenGroup, rich_markup_mode=None, pretty_exceptions_enable=False)
    _add_root(app)
    _add_build(app)
    _add_check(app)
    _add_list(app)
    _add_init(app)
    _add_schema(app)
    return app


def _language() -> Any:
    return typer.Option("--lang", metavar="vi|en", parser=parse_language, help=_("Language: vi or en (also: QMS_DOCS_LANG)."))


def _folder(help_text: str) -> Any:
    return typer.Argument(metavar=_("FOLDER"), parser=parse_folder, show_default=False, help=help_text)


def _workspace() -> Any:
    return _folder(_("Workspace: the folder that holds qms.toml. Default: this folder."))


def _communes() -> Any:
    return typer.Option("--commune", metavar=_("CODE"), help=_("Only the unit of this code; may be repeated."))


def _districts() -> Any:
    help_text = _("Only the units of this (old) district, name or code; may be repeated.")
    return typer.Option("--district", metavar=_("NAME"), help=help_text)


def _day() -> Any:
    metavar = _("YYYY-MM-DD")
    return typer.Option("--as-of", metavar=metavar, parser=parse_day, help=_("The day whose law and units hold. Default: today."))


def _kinds() -> Any:
    help_text = _("Only documents of this kind (see: list kinds); may be repeated.")
    return typer.Option("--kind", metavar=_("KIND"), help=help_text)


def _out() -> Any:
    help_text = _("Where to put the documents. Default: build in the workspace.")
    return typer.Option("--out", metavar=_("FOLDER"), parser=parse_folder, help=help_text)


def _workers() -> Any:
    help_text = _("Processes at work. Default: one per processor.")
    return typer.Option("--workers", metavar=_("N"), parser=parse_workers, help=help_text)


def _json() -> Any:
    return typer.Option("--json", help=_("Print one JSON value for other programs instead of text."))


def _details(help_text: str, epilog: str | None = None) -> dict[str, Any]:
    return {"cls": SpokenCommand, "help": help_text, "epilog": epilog, "options_metavar": _("[OPTIONS]")}


def _version() -> str:
    try:
        return version(PROGRAM)
    except PackageNotFoundError:
        return _("(not installed)")


def _add_root(app: typer.Typer) -> None:
    help_text = _("Make the ISO 9001:2015 document sets of commune-level administrations from checked data.")
    codes = _(
        "Exit codes: 0 done; 1 the data have errors; 2 wrong command; 3 a program is missing; "
        "4 some documents could not be made; 130 interrupted."
    )
    options, command = _("[OPTIONS]"), _("COMMAND …")

    @app.callback(invoke_without_command=True, help=help_text, epilog=codes, options_metavar=options, subcommand_metavar=command)
    def root(
        context: typer.Context,
        show_version: Annotated[bool, typer.Option("--version", help=_("Show the version."))] = False,
        lang: Annotated[str | None, _language()] = None,
    ) -> None:
        if show_version:
            print(PROGRAM, _version())
            raise typer.Exit
        if context.invoked_subcommand is None:
            typer.echo(context.get_help(), err=True)
            raise typer.Exit(2)


def _add_build(app: typer.Typer) -> None:
    help_text = _("Check the data and make the document sets.")
    more = _("A unit whose data have an error gets no document; all others get all of theirs.")
    example = _("Example:") + f' {PROGRAM} build --district "Ba Tri" --as-of 2018-12-31'

    @app.command("build", **_details(f"{help_text}\n\n{more}", example))
    def build(
        workspace: Annotated[Path, _workspace()] = Path(),
        commune: Annotated[list[str] | None, _communes()] = None,
        district: Annotated[list[str] | None, _districts()] = None,
        kind: Annotated[list[str] | None, _kinds()] = None,
        as_of: Annotated[date | None, _day()] = None,
        out: Annotated[Path | None, _out()] = None,
        workers: Annotated[int | None, _workers()] = None,
        as_json: Annotated[bool, _json()] = False,
        lang: Annotated[str | None, _language()] = None,
    ) -> int:
        request = BuildRequest(
            workspace,
            as_of or date.today(),
            (out or workspace / "build").absolute(),
            tuple(commune or ()),
            tuple(district or ()),
            tuple(kind or ()),
            workers or cores(),
        )
        return commands.build_documents(request, as_json)


def _add_check(app: typer.Typer) -> None:
    help_text = _("Say what is wrong in the data; make nothing.")

    @app.command("check", **_details(help_text))
    def check(
        workspace: Annotated[Path, _workspace()] = Path(),
        commune: Annotated[list[str] | None, _communes()] = None,
        district: Annotated[list[str] | None, _districts()] = None,
        as_of: Annotated[date | None, _day()] = None,
        show_all: Annotated[bool, typer.Option("--all", help=_("Print all warnings, not only 20 of each kind."))] = False,
        as_json: Annotated[bool, _json()] = False,
        lang: Annotated[str | None, _language()] = None,
    ) -> int:
        request = (workspace, as_of or date.today(), tuple(commune or ()), tuple(district or ()))
        return commands.check_data(*request, show_all=show_all, as_json=as_json)


def _add_list(app: typer.Typer) -> None:
    help_text = _("List units, procedures, kinds of document or templates.")
    what_help = _("What to list: communes, procedures, kinds or templates.")

    @app.command("list", **_details(help_text))
    def list_(
        what: Annotated[str, typer.Argument(metavar=_("WHAT"), parser=parse_subject, help=what_help)],
        workspace: Annotated[Path, _workspace()] = Path(),
        as_of: Annotated[date | None, _day()] = None,
        district: Annotated[list[str] | None, _districts()] = None,
        as_json: Annotated[bool, _json()] = False,
        lang: Annotated[str | None, _language()] = None,
    ) -> int:
        return commands.list_subject(what, workspace, as_of or date.today(), tuple(district or ()), as_json)


def _add_init(app: typer.Typer) -> None:
    @app.command("init", **_details(_("Make a new workspace with the data that come with the program.")))
    def init(
        folder: Annotated[Path, _folder(_("The new folder; it must not hold anything."))],
        lang: Annotated[str | None, _language()] = None,
    ) -> int:
        return commands.make_workspace(folder)


def _add_schema(app: typer.Typer) -> None:
    @app.command("schema", **_details(_("Write JSON Schemas of the data files, for editors that check while you type.")))
    def schema(
        folder: Annotated[Path, _folder(_("Where to write them."))],
        lang: Annotated[str | None, _language()] = None,
    ) -> int:
        return commands.write_data_schemas(folder)
