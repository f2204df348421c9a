"""Typer's own words in our languages: the help page, the usage line, wrong command lines.

Typer 0.29 carries a copy of click whose sentences do not go through gettext; they are recognised here and said anew.
What is not recognised is shown as typer says it.
"""

from __future__ import annotations

import re
from difflib import get_close_matches
from typing import TYPE_CHECKING

import typer
from typer.core import TyperArgument, TyperCommand, TyperGroup, TyperOption

from ..diagnostics import Message, say
from ..diagnostics.message import translate as _

if TYPE_CHECKING:
    from typer._click import Command, Context, HelpFormatter, Parameter


def _sentence(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.DOTALL)


_SENTENCES = (
    (_sentence(r"No such option: (?P<name>\S+)(?: \(Possible options: (?P<near>.+)\))?"), say("There is no option «{name}».")),
    (_sentence(r"No such command '(?P<name>.*?)'\.?(?: Did you mean (?P<near>.+)\?)?"), say("There is no command «{name}».")),
    (_sentence(r"Missing argument '(?P<name>.+?)'\..*"), say("The argument {name} is missing.")),
    (_sentence(r"Missing option '(?P<name>.+?)'\..*"), say("The option «{name}» is missing.")),
    (_sentence(r"Missing command\."), say("The command is missing.")),
    (_sentence(r"Option '(?P<name>.+)' requires an argument\."), say("The option «{name}» needs a value.")),
    (_sentence(r"Option '(?P<name>.+)' does not take a value\."), say("The option «{name}» takes no value.")),
    (_sentence(r"Got unexpected extra argument\(s\) \((?P<name>.*)\)"), say("There is one argument too many: {name}.")),
    (_sentence(r"Invalid value for '(?P<name>[^']+)'[^:]*: (?P<reason>.+)"), say("Wrong value for {name}: {reason}")),
    (_sentence(r"Invalid value: (?P<reason>.+)"), say("Wrong value: {reason}")),
)


def fact_and_advice(error: typer.TyperException) -> tuple[Message, Message, str | None]:
    """Return what is wrong with the command line, what to do, and the usage line of the command."""
    fact, near = _fact(error.format_message())
    context = getattr(error, "ctx", None)
    path = context.command_path if context is not None else "qms-docs"
    more = say("For help type: {command} --help", command=path)
    advice = say("Did you mean: {names}?", names=near) if near else more
    return fact, advice, context.get_usage() if context is not None else None


def _fact(text: str) -> tuple[Message, str | None]:
    for pattern, sentence in _SENTENCES:
        if match := pattern.fullmatch(text):
            values = match.groupdict()
            near = (values.pop("near", None) or "").replace("'", "").split(", ")
            nearest = get_close_matches(values.get("name", ""), near, 1)
            return Message(sentence.text, values), nearest[0] if nearest else None
    return say("{reason}", reason=text), None


def _write_usage(command: Command, context: Context, formatter: HelpFormatter) -> None:
    formatter.write_usage(context.command_path, " ".join(command.collect_usage_pieces(context)), _("Usage:") + " ")


def _write_parameters(command: Command, context: Context, formatter: HelpFormatter) -> None:
    shown = [parameter for parameter in command.get_params(context) if not getattr(parameter, "hidden", False)]
    sections = {_("Arguments"): TyperArgument, _("Options"): TyperOption}
    for title, kind in sections.items():
        rows = [_row(parameter) for parameter in shown if isinstance(parameter, kind)]
        if rows:
            with formatter.section(title):
                formatter.write_dl(rows)


def _row(parameter: Parameter) -> tuple[str, str]:
    help_text = getattr(parameter, "help", None) or ""
    if isinstance(parameter, TyperArgument):
        return parameter.display_name_raw, help_text
    names = ", ".join(parameter.opts)
    return f"{names} {parameter.metavar}" if parameter.metavar else names, help_text


def _translated_help_option(option: TyperOption | None) -> TyperOption | None:
    if option is not None:
        option.help = _("Show this help.")
    return option


class SpokenCommand(TyperCommand):
    """A command whose help page is in the language in use."""

    def format_usage(self, ctx: Context, formatter: HelpFormatter) -> None:
        """Write the usage line."""
        _write_usage(self, ctx, formatter)

    def format_options(self, ctx: Context, formatter: HelpFormatter) -> None:
        """Write arguments and options."""
        _write_parameters(self, ctx, formatter)

    def get_help_option(self, ctx: Context) -> TyperOption | None:
        """Return `--help`, explained."""
        return _translated_help_option(super().get_help_option(ctx))


class SpokenGroup(TyperGroup):
    """The program itself, whose help page is in the language in use."""

    def format_usage(self, ctx: Context, formatter: HelpFormatter) -> None:
        """Write the usage line."""
        _write_usage(self, ctx, formatter)

    def format_options(self, ctx: Context, formatter: HelpFormatter) -> None:
        """Write the commands, then the options."""
        commands = [(name, self.commands[name]) for name in self.list_commands(ctx)]
        with formatter.section(_("Commands")):
            formatter.write_dl([(name, (command.help or "").partition("\n")[0]) for name, command in commands])
        _write_parameters(self, ctx, formatter)

    def get_help_option(self, ctx: Context) -> TyperOption | None:
        """Return `--help`, explained."""
        return _translated_help_option(super().get_help_option(ctx))
