"""One departure from a rule, with the way to mend it where that is safe.

In: nothing. Out: `Finding`. Touches: nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from ...diagnostics import Message
from .effective import Paragraph
from .paper import Line

Mend = Callable[[], None]


@dataclass(frozen=True, eq=False)
class Finding:
    """A rule by name, the place, what was found there; `mend` changes the parsed part."""

    rule: str
    place: str
    found: Message | str
    mend: Mend | None = None


Findings = Iterator[Finding]


def at(rule: str, line: Line | Paragraph, found: Message | str, mend: Mend | None = None) -> Finding:
    """Return a finding at a line, which is quoted."""
    paragraph = line.paragraph if isinstance(line, Line) else line
    quoted = " ".join(line.text.split())
    shown = f"{paragraph.place} › «{quoted[:57] + '…' if len(quoted) > 60 else quoted}»" if quoted else paragraph.place
    return Finding(rule, shown, found, mend)
