"""The commands and their options, declared once the language is known."""

# No `from __future__ import annotations`: typer reads the annotations below, which hold values of their functions.

from datetime import date
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Annotated

import typer

from ..diagnostics.message import translate as _
from ..domain.artifacts import BuildRequest
from . import commands
from . import options as opt
from .cache import cache_folder
from .coverage import add_coverage_command
from .deadline import add_deadline_command
from .explain import add_explain_command
from .impact import add_impact_command
from .imports import add_import_commands
from .law import add_law_commands
from .lint import add_lint_command
from .merge_units import add_merge_units_command
from .old_sheets import add_compare_command, add_drift_command
from .output import PROGRAM
from .pdf import add_pdf_command, find_office, make_pdfs
from .plan import add_plan_command, add_verify_command
from .print import add_print_command, add_whatis_command
from .template import add_template_commands
from .usage import SpokenGroup
from .values import as_place, cores, parse_subject
from .workbook import add_workbook_commands


def build_app() -> typer.Typer:
    """Return the program in the language in use."""
    app = typer.Typer(cls=SpokenGroup, rich_markup_mode=None, pretty_exceptions_enable=False)
    _add_root(app)
    _add_build(app)
    _add_check(app)
    _add_list(app)
    add_coverage_command(app)
    add_explain_command(app)
    add_merge_units_command(app)
    add_impact_command(app)
    add_plan_command(app)
    add_pdf_command(app)
    add_print_command(app)
    add_whatis_command(app)
    add_verify_command(app)
    add_law_commands(app)
    add_deadline_command(app)
    _add_init(app)
    _add_schema(app)
    add_import_commands(app)
    add_workbook_commands(app)
    add_drift_command(app)
    add_compare_command(app)
    add_lint_command(app)
    add_template_commands(app)
    return app


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
        lang: Annotated[str | None, opt.language()] = None,
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

    @app.command("build", **opt.details(f"{help_text}\n\n{more}", example))
    def build(
        workspace: Annotated[Path, opt.workspace()] = Path(),
        commune: Annotated[list[str] | None, opt.communes()] = None,
        district: Annotated[list[str] | None, opt.districts()] = None,
        kind: Annotated[list[str] | None, opt.kinds()] = None,
        as_of: Annotated[date | None, opt.day()] = None,
        year: Annotated[int | None, opt.year()] = None,
        out: Annotated[str | None, opt.out()] = None,
        workers: Annotated[int | None, opt.workers()] = None,
        force: Annotated[bool, opt.force()] = False,
        prune: Annotated[bool, opt.prune()] = False,
        time_limit: Annotated[float, opt.time_limit()] = 120,
        cluster: Annotated[str | None, opt.cluster()] = None,
        form: Annotated[str, opt.form()] = "docx",
        as_json: Annotated[bool, opt.json()] = False,
        lang: Annotated[str | None, opt.language()] = None,
    ) -> int:
        request = BuildRequest(
            workspace,
            as_of or date.today(),
            as_place(out, workspace),
            tuple(commune or ()),
            tuple(district or ()),
            tuple(kind or ()),
            workers or cores(),
            year,
            force,
            prune,
            time_limit,
            cluster,
            cache_folder() if cluster is None else None,
        )
        if form == "pdf":
            find_office()
        code = commands.build_documents(request, as_json)
        if form == "pdf" and not as_json:
            made = make_pdfs(request.out, request.communes, request.workers, request.time_limit, archive=False, json_wanted=False)
            code = code or made
        return code


def _add_check(app: typer.Typer) -> None:
    help_text = _("Say what is wrong in the data; make nothing.")

    @app.command("check", **opt.details(help_text))
    def check(
        workspace: Annotated[Path, opt.workspace()] = Path(),
        commune: Annotated[list[str] | None, opt.communes()] = None,
        district: Annotated[list[str] | None, opt.districts()] = None,
        as_of: Annotated[date | None, opt.day()] = None,
        show_all: Annotated[bool, typer.Option("--all", help=_("Print all warnings, not only 20 of each kind."))] = False,
        as_json: Annotated[bool, opt.json()] = False,
        sarif: Annotated[bool, typer.Option("--sarif", help=_("Print SARIF 2.1.0 for code hosts and editors."))] = False,
        github: Annotated[bool, typer.Option("--github", help=_("Print workflow commands of GitHub Actions."))] = False,
        lang: Annotated[str | None, opt.language()] = None,
    ) -> int:
        request = (workspace, as_of or date.today(), tuple(commune or ()), tuple(district or ()))
        form = "json" if as_json else "sarif" if sarif else "github" if github else "text"
        return commands.check_data(*request, show_all=show_all, form=form)


def _add_list(app: typer.Typer) -> None:
    help_text = _("List units, procedures, kinds of document or templates.")
    what_help = _("What to list: communes, procedures, kinds or templates.")

    @app.command("list", **opt.details(help_text))
    def list_(
        what: Annotated[str, typer.Argument(metavar=_("WHAT"), parser=parse_subject, help=what_help)],
        workspace: Annotated[Path, opt.workspace()] = Path(),
        as_of: Annotated[date | None, opt.day()] = None,
        district: Annotated[list[str] | None, opt.districts()] = None,
        as_json: Annotated[bool, opt.json()] = False,
        lang: Annotated[str | None, opt.language()] = None,
    ) -> int:
        return commands.list_subject(what, workspace, as_of or date.today(), tuple(district or ()), as_json)


def _add_init(app: typer.Typer) -> None:
    @app.command("init", **opt.details(_("Make a new workspace with the data that come with the program.")))
    def init(
        folder: Annotated[Path, opt.folder(_("The new folder; it must not hold anything."))],
        empty: Annotated[
            bool,
            typer.Option("--empty", help=_("Without sample communes and procedures: to take in your own (docs/start.md).")),
        ] = False,
        lang: Annotated[str | None, opt.language()] = None,
    ) -> int:
        return commands.make_workspace(folder, empty)


def _add_schema(app: typer.Typer) -> None:
    @app.command("schema", **opt.details(_("Write JSON Schemas of the data files, for editors that check while you type.")))
    def schema(
        folder: Annotated[Path, opt.folder(_("Where to write them."))],
        lang: Annotated[str | None, opt.language()] = None,
    ) -> int:
        return commands.write_data_schemas(folder)
