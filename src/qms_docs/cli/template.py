"""`qms-docs template …`: the commands of those who write templates."""

# No `from __future__ import annotations`: typer reads the annotations below, which hold values of their functions.

import sys
from datetime import date
from pathlib import Path
from typing import Annotated, Any

import typer

from .. import pipeline
from ..diagnostics import Severity, as_json, say
from ..diagnostics.message import translate as _
from ..domain.words import WordKind
from ..errors import ExitCode
from . import options as opt
from .output import print_json
from .restyle import add_restyle_command
from .summary import number, print_counts, print_everything
from .usage import SpokenGroup

_KINDS = {
    WordKind.TEXT: say("text"), WordKind.NUMBER: say("number"), WordKind.TRUTH: say("yes or no"), WordKind.GROUP: say("group"),
    WordKind.LIST: say("list"), WordKind.DRAWING: say("drawing"),
}  # fmt: skip


def _file() -> Any:
    return typer.Argument(metavar=_("FILE"), help=_("The Word template (.docx)."))


def _kind_argument() -> Any:
    return typer.Argument(metavar=_("KIND"), help=_("Kind of document, see: qms-docs list kinds."))


def _kind_option() -> Any:
    return typer.Option("--kind", metavar=_("KIND"), help=_("Kind of document, see: qms-docs list kinds."))


def _annotate() -> Any:
    help_text = _("Write a copy in which the faults stand as Word comments.")
    return typer.Option("--annotate", metavar=_("FILE"), help=help_text)


def _workspace() -> Any:
    return typer.Option("--workspace", metavar=_("FOLDER"), help=_("Folder of the workspace. Default: this folder."))


def add_template_commands(app: typer.Typer) -> None:
    """Add the group `template` to the program."""
    help_text = _("For authors of Word templates: words, check, try, outline.")
    group = typer.Typer(cls=SpokenGroup, help=help_text, no_args_is_help=True)
    _add_words(group)
    _add_check(group)
    _add_try(group)
    _add_outline(group)
    add_restyle_command(group)
    app.add_typer(group, name="template")


def _add_words(group: typer.Typer) -> None:
    @group.command("words", **opt.details(_("List the words a template of a kind may use.")))
    def words(
        kind: Annotated[str, _kind_argument()],
        workspace: Annotated[Path, _workspace()] = Path(),
        as_json_: Annotated[bool, opt.json()] = False,
        lang: Annotated[str | None, opt.language()] = None,
    ) -> int:
        lines = list(pipeline.template_words(workspace, kind).lines())
        if as_json_:
            print_json(
                [{"word": path, "kind": word.kind.value, "title": word.title, "example": word.example} for path, word in lines]
            )
            return ExitCode.OK
        width = max(len(path) for path, _word in lines)
        for path, word in lines:
            example = f" — {word.example}" if word.example and word.kind is not WordKind.GROUP else ""
            print(f"{path:<{width}}  {_KINDS[word.kind]!s:<12} {word.title}{example}")
        return ExitCode.OK


def _add_check(group: typer.Typer) -> None:
    @group.command("check", **opt.details(_("Say all that is wrong in a template, each at its tag.")))
    def check(
        file: Annotated[Path, _file()],
        kind: Annotated[str | None, _kind_option()] = None,
        workspace: Annotated[Path, _workspace()] = Path(),
        unused: Annotated[bool, typer.Option("--unused", help=_("List the words of the kind that are not used."))] = False,
        annotate: Annotated[Path | None, _annotate()] = None,
        as_json_: Annotated[bool, opt.json()] = False,
        lang: Annotated[str | None, opt.language()] = None,
    ) -> int:
        report = pipeline.check_template_file(file, workspace, kind)
        if annotate is not None and report.tags:
            pipeline.annotate_template(report, annotate.absolute())
        if as_json_:
            found = [as_json(item, workspace) for item in report.diagnostics]
            words = {"used": report.used, "unused": report.unused}
            print_json({"file": str(file), "tags": report.tags, "diagnostics": found, **words})
        else:
            print_everything(report.diagnostics, workspace, sys.stdout, None)
            print(say("Checked: {tags} tags, {count} faults.", tags=number(report.tags), count=number(len(report.diagnostics))))
            print_counts(report.diagnostics, Severity.ERROR, sys.stdout)
            if unused:
                print("\n".join(report.unused))
        return ExitCode.DIAGNOSTICS if report.has_errors else ExitCode.OK


def _add_try(group: typer.Typer) -> None:
    @group.command("try", **opt.details(_("Fill a template with the real data of a unit.")))
    def try_(
        file: Annotated[Path, _file()],
        kind: Annotated[str, _kind_option()],
        commune: Annotated[str, typer.Option("--commune", metavar=_("CODE"), help=_("Code of the unit."))],
        procedure: Annotated[str | None, typer.Option("--procedure", metavar=_("CODE"), help=_("Code of the procedure."))] = None,
        workspace: Annotated[Path, _workspace()] = Path(),
        as_of: Annotated[date | None, opt.day()] = None,
        out: Annotated[Path, typer.Option("--out", metavar=_("FILE"), help=_("The file to write."))] = Path("try.docx"),
        lang: Annotated[str | None, opt.language()] = None,
    ) -> int:
        made = pipeline.try_template(file, workspace, kind, commune, as_of or date.today(), out.absolute(), procedure)
        print(say("Filled: {file}", file=str(made)))
        return ExitCode.OK


def _add_outline(group: typer.Typer) -> None:
    @group.command("outline", **opt.details(_("Print a template as lines of text, for reading a change.")))
    def outline(file: Annotated[Path, _file()], lang: Annotated[str | None, opt.language()] = None) -> int:
        print("\n".join(pipeline.outline_template(file)))
        return ExitCode.OK
