"""What each command does: one call of the pipeline, then the telling of its result."""

from __future__ import annotations

import shlex
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from .. import pipeline
from ..diagnostics import Message, Severity, as_json, say
from ..diagnostics.github import as_github
from ..diagnostics.sarif import RuleText, as_sarif
from ..domain.artifacts import BuildRequest
from ..errors import ExitCode, QmsDocsError
from ..storage import Place
from .cache import cache_folder
from .listing import print_rows, rows_of
from .output import PROGRAM, installed_version, print_json, program, tell
from .progress import progress_bar
from .summary import SHOWN_PER_KIND, count_of, decimal, number, print_counts, print_errors, print_everything

_SHOWN_CODES = 8


class InterruptError(QmsDocsError):
    """The user pressed Ctrl-C."""

    exit_code = ExitCode.INTERRUPTED


@contextmanager
def _interruptible(stands: Message) -> Iterator[None]:
    """Turn Ctrl-C into a sentence that says what stands."""
    try:
        yield
    except KeyboardInterrupt as cause:
        raise InterruptError(say("Interrupted."), stands) from cause


def build_documents(request: BuildRequest, json_wanted: bool) -> int:
    """Make the documents asked for, tell what was made, return the exit code."""
    stands = say(
        "The files in «{out}» are whole, but the sets are not complete; run the same command again.", out=str(request.out)
    )
    with _interruptible(stands), progress_bar(sys.stderr.isatty() and not json_wanted) as progress:
        try:
            result = pipeline.build(request, progress)
        except pipeline.BuildInterrupt as cause:
            made = say("{made} documents are made and stand in «{out}»; run the same command again for the others.")
            values = {"made": number(cause.made), "out": str(request.out)}
            raise InterruptError(say("Interrupted."), Message(made.text, values)) from cause
    if json_wanted:
        print_json(
            {
                "communes": result.communes,
                "documents": result.documents,
                "made": result.made,
                "removed": list(result.removed),
                "withdrawn": list(result.withdrawn),
                "failed": len(result.failed),
                "seconds": result.seconds,
                "out": _shown(result.out),
                "diagnostics": [as_json(item, result.root) for item in result.diagnostics],
            }
        )
    else:
        command = _check_command(request)
        print_errors(result.diagnostics, result.root, sys.stderr, command)
        sys.stderr.flush()
        _tell_build(result, command)
    if result.failed:
        return ExitCode.DOCUMENTS_FAILED
    return ExitCode.DIAGNOSTICS if result.has_errors else ExitCode.OK


def _shown(place: Place) -> str:
    return str(place.absolute()) if isinstance(place, Path) else place


def _check_command(request: BuildRequest) -> str:
    """Return the command that checks what the build was asked for."""
    words = [program(), "check", str(pipeline.home_of(request.workspace)), "--as-of", request.as_of.isoformat()]
    words += [word for code in request.communes for word in ("--commune", code)]
    words += [word for name in request.districts for word in ("--district", name)]
    return shlex.join(words)


def _tell_build(result: pipeline.BuildResult, command: str) -> None:
    figures = {
        "made": number(result.made),
        "documents": number(result.documents),
        "communes": number(result.communes),
        "seconds": decimal(result.seconds),
    }
    all_made = say("Made: {documents} documents for {communes} units in {seconds} seconds.", **figures)
    some_made = say(
        "Made: {made} of {documents} documents for {communes} units in {seconds} seconds; the others are up to date.", **figures
    )
    lines = [some_made if result.made < result.documents else all_made]
    if result.removed:
        lines.append(
            say(
                "Made no more: {count} documents ({path} …); --prune moves them to the folder withdrawn.",
                count=number(len(result.removed)),
                path=result.removed[0],
            )
        )
    if result.withdrawn:
        lines.append(say("Moved to the folder withdrawn: {count} documents.", count=number(len(result.withdrawn))))
    if result.failed:
        lines.append(say("Could not be made: {count} documents.", count=number(len(result.failed))))
    if result.stopped:
        codes = ", ".join(result.stopped[:_SHOWN_CODES]) + (" …" if len(result.stopped) > _SHOWN_CODES else "")
        lines.append(say("Stopped by errors: {count} units ({codes}).", count=number(len(result.stopped)), codes=codes))
    if result.documents:
        lines.append(say("The documents are in: {out}", out=_shown(result.out)))
    for line in lines:
        tell(line, sys.stdout)
    for severity in Severity:
        if count_of(result.diagnostics, severity):
            print_counts(result.diagnostics, severity, sys.stdout)
    if count_of(result.diagnostics, Severity.WARNING):
        tell(say("To read the warnings: {command}", command=command), sys.stdout)


def check_data(
    workspace: Path, day: date, communes: tuple[str, ...], districts: tuple[str, ...], *, show_all: bool, form: str
) -> int:
    """Tell what is wrong in the data, as text, json, sarif or github; return 1 if there are errors."""
    with _interruptible(say("Nothing was changed.")):
        result = pipeline.check_report(workspace, day, communes, districts, cache_folder())
    if form == "json":
        _print_check(result)
    elif form == "sarif":
        texts = {
            code: RuleText(page.summary, page.parts.get(pipeline.HOW_TO_MEND) or page.summary)
            for code, page in pipeline.rule_pages().items()
        }
        print_json(as_sarif(result.diagnostics, result.root, texts, PROGRAM, installed_version()))
    elif form == "github":
        for line in as_github(result.diagnostics, result.root):
            print(line)
    else:
        print_everything(result.diagnostics, result.root, sys.stdout, None if show_all else SHOWN_PER_KIND)
        print(say("Checked: {count} units.", count=number(result.communes)))
        if result.silenced:
            print(say("Silenced in the data: {count}.", count=number(len(result.silenced))))
        for severity in Severity:
            print_counts(result.diagnostics, severity, sys.stdout)
    return ExitCode.DIAGNOSTICS if result.has_errors else ExitCode.OK


def _print_check(result: pipeline.CheckReport) -> None:
    print_json(
        {
            "communes": result.communes,
            "errors": count_of(result.diagnostics, Severity.ERROR),
            "warnings": count_of(result.diagnostics, Severity.WARNING),
            "diagnostics": [as_json(item, result.root) for item in result.diagnostics],
        }
    )


def list_subject(what: str, folder: Path, day: date, districts: tuple[str, ...], json_wanted: bool) -> int:
    """List one kind of fact; return 1 if files that cannot be read make the list incomplete."""
    with _interruptible(say("Nothing was changed.")):
        if what == "communes":
            checked = pipeline.check(folder, day, districts=districts)
            workspace, communes = checked.workspace, checked.communes
        else:
            workspace, communes = pipeline.load(folder), ()
    rows = rows_of(what, workspace.catalogue, workspace.templates, communes, day)
    if json_wanted:
        print_json(rows)
    else:
        print_rows(what, rows, sys.stdout)
    errors = count_of(workspace.diagnostics, Severity.ERROR)
    if errors:
        command = shlex.join((program(), "check", str(folder)))
        count = number(errors)
        fact = say("The list may lack entries: {count} errors in reading the data.", count=count)
        tell(f"{fact} {say('See them with: {command}', command=command)}", sys.stderr)
    return ExitCode.DIAGNOSTICS if errors else ExitCode.OK


def make_workspace(folder: Path, empty: bool = False) -> int:
    """Make a workspace and say what to type next."""
    with _interruptible(say("Delete «{folder}» before you begin again.", folder=str(folder))):
        made = pipeline.init_workspace(folder, empty)
    print(say("The workspace «{folder}» is made. Now type:", folder=str(made)))
    words = ("import tthc … --apply --workspace", "workbook export so.xlsx") if empty else ("check", "build")
    for command in words:
        print(f"  {shlex.quote(program())} {command} {shlex.quote(str(made))}")
    return ExitCode.OK


def write_data_schemas(folder: Path) -> int:
    """Write the schemas and say how many."""
    with _interruptible(say("Run the same command again.")):
        written = pipeline.write_schemas(folder)
    print(say("{count} schema files are written to «{folder}».", count=len(written), folder=str(folder)))
    return ExitCode.OK
