"""Diagnostics as workflow commands, which GitHub shows at their lines in a pull request.

In: diagnostics. Out: lines of text. Touches: nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from .diagnostic import Diagnostic
from .message import translate


def as_github(diagnostics: Iterable[Diagnostic], root: Path) -> Iterator[str]:
    """Yield one command for each diagnostic; files are named from `root`."""
    for item in diagnostics:
        place = item.location.relative_to(root)
        properties = {"file": Path(place.file).as_posix(), "line": place.line, "col": place.column}
        properties["title"] = f"{item.code} {translate(item.name)}"
        told = ",".join(f"{key}={_property(str(value))}" for key, value in properties.items() if value is not None)
        yield f"::{item.severity.value} {told}::{_escaped(f'{item.fact} {item.advice}'.strip())}"


def _escaped(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _escaped(text).replace(":", "%3A").replace(",", "%2C")
