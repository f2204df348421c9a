"""Diagnostics counted by kind, with the title of each rule, and errors printed in full."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TextIO

from ..diagnostics import Diagnostic, Message, Severity, as_text, say
from ..diagnostics.message import translate as _
from .output import paint_for, tell

SHOWN_ERRORS = 50
SHOWN_PER_KIND = 20
_TITLES = {Severity.ERROR: say("Errors: {count}"), Severity.WARNING: say("Warnings: {count}")}


def number(value: int) -> str:
    """Return 12345 as «12.345» (English: 12,345)."""
    return f"{value:,}".replace(",", _("thousands-mark"))


def decimal(value: float) -> str:
    """Return 4.23 as «4,2» (English: 4.2)."""
    return f"{value:.1f}".replace(".", _("decimal-mark"))


def count_of(diagnostics: Iterable[Diagnostic], severity: Severity) -> int:
    """Return how many diagnostics are of a severity."""
    return sum(diagnostic.severity is severity for diagnostic in diagnostics)


def print_counts(diagnostics: Iterable[Diagnostic], severity: Severity, stream: TextIO) -> None:
    """Print the sum of a severity, then a line for each kind, the most frequent first."""
    kinds = Counter((item.code, item.name) for item in diagnostics if item.severity is severity)
    print(Message(_TITLES[severity].text, {"count": number(kinds.total())}), file=stream)
    digits = max((len(number(count)) for count in kinds.values()), default=0)
    for (code, name), count in sorted(kinds.items(), key=lambda item: (-item[1], item[0])):
        head = f"  {number(count):>{digits}}  {code:<8}"
        tell(f"{head} {title_of(name)}", stream, len(head) + 1)


def title_of(name: str) -> str:
    """Return «Tài liệu in tên người mẫu (sample-persons)»; the bare name where the catalogue has no title."""
    title = _(name)
    return name if title == name else f"{title} ({name})"


def print_errors(diagnostics: Sequence[Diagnostic], root: Path, stream: TextIO, command: str) -> None:
    """Print the first errors in full, say how many there are besides, and the `command` that prints them."""
    errors = [diagnostic for diagnostic in diagnostics if diagnostic.is_error]
    _print_all(errors[:SHOWN_ERRORS], root, stream)
    if len(errors) > SHOWN_ERRORS:
        rest = number(len(errors) - SHOWN_ERRORS)
        tell(f"{say('… and {count} more errors.', count=rest)} {say('See them with: {command}', command=command)}", stream)
        print(file=stream)


def print_everything(diagnostics: Sequence[Diagnostic], root: Path, stream: TextIO, limit: int | None) -> None:
    """Print warnings, at most `limit` of a kind, then all errors: those stand nearest to the prompt."""
    warnings = [diagnostic for diagnostic in diagnostics if not diagnostic.is_error]
    seen: Counter[str] = Counter()
    shown = []
    for diagnostic in warnings:
        seen[diagnostic.code] += 1
        if limit is None or seen[diagnostic.code] <= limit:
            shown.append(diagnostic)
    _print_all(shown, root, stream)
    for code, count in sorted(seen.items()):
        if limit is not None and count > limit:
            rest = number(count - limit)
            line = say("{code}: … and {count} more warnings of this kind; see them with --all", code=code, count=rest)
            tell(line, stream)
    if limit is not None and any(count > limit for count in seen.values()):
        print(file=stream)
    _print_all([diagnostic for diagnostic in diagnostics if diagnostic.is_error], root, stream)


def _print_all(diagnostics: Iterable[Diagnostic], root: Path, stream: TextIO) -> None:
    paint = paint_for(stream)
    for diagnostic in diagnostics:
        print(as_text(diagnostic, root, paint), end="\n\n", file=stream)
