"""What is drawn on a page of a PDF: pieces of text with their boxes, and ruled lines.

In: a page of pypdf, as LibreOffice writes it (simple fonts). Out: `Ink`. Touches: nothing.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from pypdf import PageObject
from pypdf.generic import ContentStream, DictionaryObject

Matrix = tuple[float, float, float, float, float, float]
_ONE: Matrix = (1, 0, 0, 1, 0, 0)
_PAIR = re.compile(r"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]*)>")
_RANGE = re.compile(r"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>")


@dataclass(frozen=True)
class Span:
    """A piece of text on its base line; `mark` is its place in the structure, None for what repeats (headers, footers)."""

    text: str
    left: float
    right: float
    base: float
    size: float
    font: str
    mark: int | None
    upright: bool = True

    @property
    def top(self) -> float:
        return self.base + 0.66 * self.size

    @property
    def bottom(self) -> float:
        return self.base - 0.21 * self.size


@dataclass(frozen=True)
class Rule:
    """A straight line, or the edge of a filled box."""

    left: float
    bottom: float
    right: float
    top: float

    @property
    def stands(self) -> bool:
        return self.right - self.left < 1.5 < self.top - self.bottom


@dataclass
class Ink:
    """All that one page shows."""

    spans: list[Span] = field(default_factory=list)
    rules: list[Rule] = field(default_factory=list)


@dataclass(frozen=True)
class Font:
    """A simple font: the text and the width of each code."""

    name: str
    embedded: bool
    texts: dict[int, str]
    widths: dict[int, float]


def font_of(entry: DictionaryObject) -> Font:
    """Read a font of the page's resources."""
    first = int(entry.get("/FirstChar", 0))
    widths = {first + place: float(width) / 1000 for place, width in enumerate(entry.get("/Widths", []))}
    descriptor = entry.get("/FontDescriptor", DictionaryObject()).get_object()
    embedded = any(f"/FontFile{kind}" in descriptor for kind in ("", "2", "3"))
    source = entry["/ToUnicode"].get_object().get_data().decode("latin-1") if "/ToUnicode" in entry else ""
    return Font(
        str(entry["/BaseFont"]).lstrip("/").partition("+")[2] or str(entry["/BaseFont"]), embedded, _texts(source), widths
    )


@cache
def _texts(source: str) -> dict[int, str]:
    found: dict[int, str] = {}
    for block in re.findall(r"beginbfchar(.*?)endbfchar", source, re.S):
        for code, text in _PAIR.findall(block):
            found[int(code, 16)] = bytes.fromhex(text).decode("utf-16-be")
    for block in re.findall(r"beginbfrange(.*?)endbfrange", source, re.S):
        for low, high, text in _RANGE.findall(block):
            for code in range(int(low, 16), int(high, 16) + 1):
                found[code] = chr(int(text, 16) + code - int(low, 16))
    return found


def times(first: Matrix, then: Matrix) -> Matrix:
    a, b, c, d, e, f = first
    g, h, i, j, k, m = then
    return (a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + m)


class _Pen:
    """Follows the operators of a content stream."""

    def __init__(self, fonts: dict[str, Font]) -> None:
        self.fonts, self.ink = fonts, Ink()
        self.ground, self.kept = _ONE, list[tuple[Matrix, Font | None, float]]()
        self.line, self.text = _ONE, _ONE
        self.font: Font | None = None
        self.size, self.gap, self.word_gap = 0.0, 0.0, 0.0
        self.marks: list[int | None] = []
        self.path: list[tuple[float, float]] = []

    def follow(self, operands: list[Any], operator: str) -> None:
        action = getattr(self, f"_{_ACTIONS[operator]}", None) if operator in _ACTIONS else None
        if action is not None:
            action(operands)

    def _save(self, _: list[Any]) -> None:
        self.kept.append((self.ground, self.font, self.size))

    def _restore(self, _: list[Any]) -> None:
        self.ground, self.font, self.size = self.kept.pop()

    def _transform(self, o: list[Any]) -> None:
        self.ground = times(tuple(map(float, o)), self.ground)  # type: ignore[arg-type]

    def _begin(self, _: list[Any]) -> None:
        self.line = self.text = _ONE

    def _set_font(self, o: list[Any]) -> None:
        self.font, self.size = self.fonts[str(o[0])], float(o[1])

    def _place(self, o: list[Any]) -> None:
        self.line = self.text = tuple(map(float, o))  # type: ignore[assignment]

    def _move(self, o: list[Any]) -> None:
        self.line = self.text = times((1, 0, 0, 1, float(o[0]), float(o[1])), self.line)

    def _set_gap(self, o: list[Any]) -> None:
        self.gap = float(o[0])

    def _set_word_gap(self, o: list[Any]) -> None:
        self.word_gap = float(o[0])

    def _show(self, o: list[Any]) -> None:
        self._show_all([o])

    def _show_all(self, o: list[Any]) -> None:
        assert self.font is not None
        words, width = [], 0.0
        for piece in o[0]:
            if isinstance(piece, (int, float)):
                width -= float(piece) / 1000 * self.size
                continue
            raw = piece if isinstance(piece, bytes) else piece.original_bytes
            for code in raw:
                words.append(self.font.texts.get(code, ""))
                width += self.font.widths.get(code, 0.0) * self.size + self.gap + (self.word_gap if code == 32 else 0)
        start = times(self.text, self.ground)
        self.text = times((1, 0, 0, 1, width, 0), self.text)
        end = times(self.text, self.ground)
        text = "".join(words)
        if text:
            mark, upright = next((m for m in reversed(self.marks) if m is not None), None), abs(start[1]) < 0.01
            size = self.size * abs(start[3] or start[1])
            left, right = sorted((start[4], end[4]))
            self.ink.spans.append(Span(text, left, right, start[5], size, self.font.name, mark, upright))

    def _mark(self, o: list[Any]) -> None:
        known = len(o) > 1 and isinstance(o[1], dict) and "/MCID" in o[1]
        self.marks.append(int(o[1]["/MCID"]) if known else None)

    def _unmark(self, _: list[Any]) -> None:
        self.marks.pop()

    def _point(self, o: list[Any]) -> None:
        x, y = float(o[-2]), float(o[-1])
        a, b, c, d, e, f = self.ground
        self.path.append((a * x + c * y + e, b * x + d * y + f))

    def _box(self, o: list[Any]) -> None:
        x, y, w, h = map(float, o)
        for point in ((x, y), (x + w, y + h)):
            self._point(list(point))

    def _draw(self, _: list[Any]) -> None:
        if self.path:
            across, up = zip(*self.path, strict=True)
            self.ink.rules.append(Rule(min(across), min(up), max(across), max(up)))
        self.path = []

    def _forget(self, _: list[Any]) -> None:
        self.path = []


_ACTIONS = {
    "q": "save", "Q": "restore", "cm": "transform", "BT": "begin", "Tf": "set_font", "Tm": "place", "Td": "move",
    "Tc": "set_gap", "Tw": "set_word_gap", "Tj": "show", "TJ": "show_all", "BMC": "mark", "BDC": "mark", "EMC": "unmark",
    "m": "point", "l": "point", "c": "point", "re": "box", "S": "draw", "s": "draw", "f": "draw", "f*": "draw", "B": "draw",
    "B*": "draw", "b": "draw", "n": "forget",
}  # fmt: skip


def read_ink(page: PageObject, fonts: dict[str, Font]) -> Ink:
    """Follow the drawing of a page; `fonts` are those of its resources by name."""
    contents = page.get_contents()
    if contents is None:
        return Ink()
    pen = _Pen(fonts)
    for operands, operator in ContentStream(contents, page.pdf).operations:
        pen.follow(list(operands), operator.decode())
    return pen.ink
