"""The manual page of a rule: the five parts of its docstring.

In: a docstring. Out: `Page`. Touches: nothing.
"""

from __future__ import annotations

import inspect
from collections.abc import Mapping
from dataclasses import dataclass

PARTS = ("Kiểm tra gì", "Vì sao", "Ví dụ sai", "Ví dụ đúng", "Cách sửa")


@dataclass(frozen=True)
class Page:
    """A summary in one line, and the parts by their titles; an example keeps its own indents."""

    summary: str
    parts: Mapping[str, str]

    @property
    def missing(self) -> tuple[str, ...]:
        """The titles of the parts that are not written."""
        return tuple(title for title in PARTS if not self.parts.get(title))


def parse_page(docstring: str | None) -> Page:
    """Return the page that a docstring holds; what is not there is told by `Page.missing`."""
    summary, *lines = inspect.cleandoc(docstring or "").split("\n")
    parts: dict[str, list[str]] = {}
    title = ""
    for line in lines:
        begun, colon, rest = line.partition(":")
        if colon and begun in PARTS:
            title, line = begun, rest.strip()
        if title:
            parts.setdefault(title, []).append(line)
    return Page(summary, {title: inspect.cleandoc("\n".join(["", *body])).strip("\n") for title, body in parts.items()})
