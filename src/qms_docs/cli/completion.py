"""Completion in the shell: Typer's two options in the language in use, and the words that come from a workspace."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer
from typer._completion_shared import _get_shell_name, get_completion_script, install
from typer.core import TyperOption

from .. import pipeline
from ..diagnostics import say
from ..diagnostics.message import translate as _
from ..errors import OutputError, QmsDocsError

if TYPE_CHECKING:
    from typer._click import Command, Context, Parameter

SHELLS = ("bash", "zsh", "fish", "powershell", "pwsh")
_VARIABLE = "_QMS_DOCS_COMPLETE"


def translate_completion(command: Command) -> None:
    """Explain the options in our language and let them answer in it."""
    options = {
        "install_completion": (_("Let the shell in use complete the words of this program."), _install),
        "show_completion": (_("Show the script that does so, to copy it."), _show),
    }
    for parameter in command.params:
        if isinstance(parameter, TyperOption) and parameter.name in options:
            parameter.help, parameter.callback = options[parameter.name]
            parameter.metavar = None if parameter.is_flag else "SHELL"


def _shell(value: Any) -> str:
    found = value if isinstance(value, str) else _get_shell_name()
    if found not in SHELLS:
        fact = say("The shell in use is not known: {name}.", name=found or "?")
        advice = say("Run this in one of: {expected}.", expected=", ".join(SHELLS))
        raise typer.BadParameter(f"{fact} {advice}")
    return str(found)


def _install(context: Context, _parameter: Parameter, value: Any) -> Any:
    if not value or context.resilient_parsing:
        return value
    name = context.find_root().info_name
    try:
        shell, path = install(_shell(value), name, _VARIABLE)
    except OSError as cause:
        raise OutputError(
            say("«{path}» cannot be written: {reason}.", path=str(cause.filename), reason=cause.strerror),
            say("Use --show-completion and put the script where your shell finds it."),
        ) from cause
    print(say("Completion for {shell} is written to {path}; it works from the next terminal on.", shell=shell, path=str(path)))
    raise typer.Exit


def _show(context: Context, _parameter: Parameter, value: Any) -> Any:
    if not value or context.resilient_parsing:
        return value
    name = context.find_root().info_name or ""
    print(get_completion_script(prog_name=name, complete_var=_VARIABLE, shell=_shell(value)))
    raise typer.Exit


def act_numbers(ctx: typer.Context, incomplete: str) -> list[str]:
    """Return the acts whose number begins so, in the workspace of the command line; none where it cannot be read."""
    try:
        keys = pipeline.act_keys(ctx.params.get("workspace") or Path())
    except QmsDocsError:
        return []
    return [key for key in keys if key.lower().startswith(incomplete.lower())]
