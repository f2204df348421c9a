"""One run of the program: language first, then the command, then the exit code of whatever happened."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence

import typer
from typer.main import get_command

from ..diagnostics import say, use_language
from ..diagnostics.message import translate as _
from ..errors import ExitCode, QmsDocsError
from .app import build_app
from .completion import translate_completion
from .language import language_wanted
from .output import PROGRAM, close_streams, json_wanted, prepare_streams, show_trouble
from .usage import fact_and_advice


def run(argv: Sequence[str] | None) -> int:
    """Return the exit code of the command line `argv`; no error meant for the user leaves as a traceback."""
    arguments = list(sys.argv[1:] if argv is None else argv)
    prepare_streams()
    use_language(language_wanted(arguments, os.environ))
    code = _obey(arguments)
    return close_streams(code)


def _obey(arguments: list[str]) -> int:
    as_json = json_wanted(arguments)
    try:
        command = get_command(build_app())
        translate_completion(command)
        code = command.main(arguments, prog_name=PROGRAM, standalone_mode=False)
    except typer.TyperException as error:
        return _tell_usage(error, as_json)
    except QmsDocsError as error:
        label = None if error.exit_code == ExitCode.INTERRUPTED else _("Error:")
        show_trouble(error.fact, error.advice, as_json, label, getattr(error, "location", None))
        return int(error.exit_code)
    except KeyboardInterrupt:
        code = ExitCode.INTERRUPTED
    if code == ExitCode.INTERRUPTED:  # typer swallows Ctrl-C outside a command and returns its code
        show_trouble(say("Interrupted; nothing was made."), None, as_json, None)
    return int(code or 0)


def _tell_usage(error: typer.TyperException, as_json: bool) -> int:
    fact, advice, usage = fact_and_advice(error)
    show_trouble(fact, advice, as_json, _("Error:"), usage=usage)
    return int(error.exit_code)
