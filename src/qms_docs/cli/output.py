"""What reaches the terminal: sentences, diagnostics, JSON. Data are never read as markup."""

from __future__ import annotations

import io
import json
import os
import shutil
import sys
import textwrap
from collections.abc import Callable, Sequence
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any, TextIO

from rich.color import ColorSystem
from rich.console import Console
from rich.style import Style

from ..diagnostics import Location, Message

PROGRAM = "qms-docs"
Paint = Callable[[str, str], str]


def program() -> str:
    """Return how the program is called here: by name, or by path where its folder is not on the search path."""
    called = Path(sys.argv[0])
    if called.name != PROGRAM or shutil.which(PROGRAM) is not None:
        return PROGRAM
    return str(called)


def prepare_streams() -> None:
    """Let no character crash the program where the terminal cannot show it."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")


def close_streams(code: int) -> int:
    """Flush; return `code`, also when the reader of a pipe has gone away."""
    try:
        sys.stdout.flush()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return code


def json_wanted(arguments: Sequence[str]) -> bool:
    """True if the command line asks for JSON, be it otherwise right or wrong."""
    options = arguments[: arguments.index("--")] if "--" in arguments else arguments
    return "--json" in options


def installed_version() -> str:
    """Return the version of the program; 0 where it runs without being installed."""
    try:
        return version(PROGRAM)
    except PackageNotFoundError:
        return "0"


def print_json(value: Any) -> None:
    """Write one JSON value to stdout: UTF-8 whatever the terminal speaks, letters as they are."""
    data = (json.dumps(value, ensure_ascii=False, indent=2) + "\n").encode("utf-8", "replace")
    sys.stdout.flush()
    stream = getattr(sys.stdout, "buffer", None)
    if stream is None:
        sys.stdout.write(data.decode("utf-8"))
    else:
        stream.write(data)


def show_trouble(
    fact: Message,
    advice: Message | None,
    as_json: bool,
    label: str | None,
    location: Location | None = None,
    usage: str | None = None,
) -> None:
    """Tell why the run cannot go on: as JSON on stdout, else fact (after `label`) and advice on stderr."""
    text = f"{location}: {fact}" if location else str(fact)
    if as_json:
        print_json({"error": text, "advice": str(advice) if advice else None})
        return
    if usage:
        print(usage, end="\n\n", file=sys.stderr)
    tell(f"{paint_for(sys.stderr)(label, 'bold red')} {text}" if label else text, sys.stderr)
    if advice:
        tell(advice, sys.stderr)


def tell(text: object, stream: TextIO, indent: int = 0) -> None:
    """Print a sentence; on a terminal no word is cut at the edge, and further lines begin at `indent`."""
    line, width = str(text), width_of(stream)
    if width is not None and len(line) > width:
        line = textwrap.fill(
            line, width, subsequent_indent=" " * indent, break_long_words=False, break_on_hyphens=False, replace_whitespace=False
        )
    print(line, file=stream)


def console_for(stream: TextIO) -> Console:
    """Return a console that prints user data as they are: brackets, colons and paths stay."""
    return Console(file=stream, markup=False, highlight=False, emoji=False)


def paint_for(stream: TextIO) -> Paint:
    """Return what colours text for `stream`: nothing where it is no terminal or NO_COLOR is set."""
    console = console_for(stream)
    if not console.is_terminal or console.no_color or console.color_system is None:
        return lambda text, _style: text
    return lambda text, style: Style.parse(style).render(text, color_system=ColorSystem.STANDARD)


def width_of(stream: TextIO) -> int | None:
    """Return the columns of the terminal, None when the output goes elsewhere."""
    return shutil.get_terminal_size().columns if stream.isatty() else None
