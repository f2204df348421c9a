"""Manual pages of what is not a rule on the catalogue: mistakes in the files themselves, silencing comments, failed documents.

In: `file_codes.txt`. Out: `FILE_CODES`. Touches: that file.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from ..diagnostics import Severity
from .page import Page, parse_page


@dataclass(frozen=True)
class FileCode:
    """A code with its name, severity and manual page, told by the reader of the files or by the corridor."""

    code: str
    name: str
    severity: Severity
    page: Page


def _read() -> Iterator[FileCode]:
    text = Path(__file__).with_suffix(".txt").read_text("utf-8")
    for entry in text.split("=== ")[1:]:
        head, _, body = entry.partition("\n")
        code, name, severity = head.split()
        yield FileCode(code, name, Severity(severity), parse_page(body))


FILE_CODES: dict[str, FileCode] = {each.code: each for each in _read()}
