"""The door: parse a command line, call one function of the pipeline, show what it returned.

In: arguments, environment, today's date. Out: text, tables or JSON, and an exit code. Touches: the terminal.
"""

from __future__ import annotations

from collections.abc import Sequence


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line (that of the process when `argv` is None) and return the exit code."""
    from .run import run  # typer and rich are loaded only when a command runs

    return run(argv)


__all__ = ["main"]
