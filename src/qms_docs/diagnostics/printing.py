"""Diagnostics as a person reads them in a terminal, and as JSON."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from .diagnostic import Diagnostic
from .location import Location
from .message import translate

_SHOWN_LINE = 160


def _source_line(location: Location) -> str | None:
    if location.line is None:
        return None
    try:
        with Path(location.file).open(encoding="utf-8", errors="replace") as file:
            for number, text in enumerate(file, 1):
                if number == location.line:
                    return text.rstrip("\n").replace("\t", "→")
                if number > location.line or number > 200_000:
                    break
    except OSError:
        pass
    return None


def as_text(diagnostic: Diagnostic, root: Path, paint: Callable[[str, str], str] = lambda text, _style: text) -> str:
    """Return the diagnostic as lines for a terminal: place, fact, the author's line with a caret, advice."""
    place = diagnostic.location.relative_to(root)
    level = translate("error") if diagnostic.is_error else translate("warning")
    style = "bold red" if diagnostic.is_error else "bold yellow"
    lines = [
        f"{paint(str(place), 'bold')}: {paint(f'{level} {diagnostic.code}', style)} {diagnostic.name}",
        f"  {diagnostic.fact}",
    ]
    source = _source_line(diagnostic.location)
    if source is not None:
        column = diagnostic.location.column or 1
        start = max(0, column - 1 - _SHOWN_LINE // 2) if len(source) > _SHOWN_LINE else 0
        number = str(diagnostic.location.line)
        lines.append(f"  {number} | {source[start : start + _SHOWN_LINE]}")
        lines.append(f"  {' ' * len(number)} | {' ' * (column - 1 - start)}^")
    if diagnostic.advice is not None:
        lines.append(f"  {paint(translate('advice:'), 'green')} {diagnostic.advice}")
    return "\n".join(lines)


def as_json(diagnostic: Diagnostic, root: Path) -> dict[str, Any]:
    """Return the diagnostic as plain values; `file` is named from the workspace `root`."""
    place = diagnostic.location.relative_to(root)
    return {
        "code": diagnostic.code,
        "name": diagnostic.name,
        "severity": diagnostic.severity.value,
        "file": place.file,
        "line": place.line,
        "column": place.column,
        "within": place.within,
        "message": str(diagnostic.fact),
        "advice": str(diagnostic.advice) if diagnostic.advice else None,
        "commune": diagnostic.commune,
        "procedure": diagnostic.procedure,
    }
