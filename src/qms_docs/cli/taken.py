"""What the commands that take data in show alike: differences, warnings by code, what is written and how to write it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

from ..diagnostics import Diagnostic, Message, as_text, say
from ..pipeline.changes import Change
from .summary import number


def change_as_json(change: Change) -> dict[str, object]:
    """Return a difference as it stands in JSON."""
    return {"kind": change.kind.value, "path": change.path, "before": change.before, "after": change.after}


def codes_of(diagnostics: Iterable[Diagnostic]) -> str:
    """Return how many diagnostics of each code there are, on one line."""
    return ", ".join(f"{code}: {count}" for code, count in sorted(Counter(each.code for each in diagnostics).items()))


def print_told(diagnostics: Sequence[Diagnostic], most: int | None) -> None:
    """Print all errors, then the warnings, at most so many of them (None: all) with a line that counts the rest by code."""
    warnings = [each for each in diagnostics if not each.is_error]
    for diagnostic in (*(each for each in diagnostics if each.is_error), *warnings[:most]):
        print(as_text(diagnostic, Path()))
    if most is not None and len(warnings) > most:
        kinds = codes_of(warnings)
        print(say("… {count} warnings in all ({kinds}); --all shows them.", count=number(len(warnings)), kinds=kinds))


def state_of(refused: bool, is_new: bool, changed: bool) -> Message:
    """Return what becomes of something taken in, in a word."""
    if refused:
        return say("not taken")
    return say("new") if is_new else say("changed") if changed else say("as it was")


def print_written(apply: bool, written: Sequence[Path], again: str | None) -> None:
    """Print how many files are written, or the command that would write them (None where there is nothing to write)."""
    if apply:
        print(say("{count} files are written.", count=number(len(written))))
    elif again is not None:
        print(say("Nothing is written yet. To write it, type:"))
        print(f"  {again}")
