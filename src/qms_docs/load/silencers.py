"""Comments that silence a rule at one place: `# qms: bỏ qua FEE002: lý do`, on the line or on the line above.

In: files of the workspace. Out: which codes are silenced at which lines. Touches: the files, to read them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

_COMMENT = re.compile(r"#\s*qms:\s*(?:bỏ qua|ignore)\s+([A-Z]{3,4}\d{3})\s*(?::\s*(.*))?$")
_ALONE = re.compile(r"\s*#")
_LEAST_REASON = 10


@dataclass(frozen=True)
class Silencer:
    """A comment: its file and line, the code, the reason, the line it speaks for."""

    file: str
    line: int
    code: str
    reason: str
    target: int

    @property
    def has_reason(self) -> bool:
        """A reason says more than a word."""
        return len(self.reason) >= _LEAST_REASON


def silencers_in(file: str) -> tuple[Silencer, ...]:
    """Return the silencing comments of a file; one alone on its line speaks for the next line."""
    try:
        state = Path(file).stat()
    except OSError:
        return ()
    return _read(file, state.st_mtime_ns, state.st_size)


@lru_cache(maxsize=4096)
def _read(file: str, changed: int, size: int) -> tuple[Silencer, ...]:
    """Return the comments of a file; its time and size tell a changed file from the one read before."""
    try:
        text = Path(file).read_text("utf-8")
    except (OSError, ValueError):
        return ()
    if "qms:" not in text:
        return ()
    found = []
    for number, line in enumerate(text.splitlines(), 1):
        comment = _COMMENT.search(line)
        if comment:
            target = number + 1 if _ALONE.match(line) else number
            found.append(Silencer(file, number, comment[1], (comment[2] or "").strip(), target))
    return tuple(found)


def silencers_of(files: Iterable[str]) -> tuple[Silencer, ...]:
    """Return the silencing comments of the files given, each file once, in their order."""
    return tuple(each for file in dict.fromkeys(files) for each in silencers_in(file))
