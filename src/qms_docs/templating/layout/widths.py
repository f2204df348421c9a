"""How long a text is in Times New Roman: enough to judge a rule under a line of text.

In: text and size. Out: twips. Touches: nothing.
"""

from __future__ import annotations

import unicodedata

_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
_BOLD = dict(
    zip(
        _LETTERS,
        (722, 667, 722, 722, 667, 611, 778, 778, 389, 500, 778, 667, 944, 722, 778, 611, 778, 722, 556, 667, 722, 722, 1000,
         722, 722, 667, 500, 556, 444, 556, 444, 333, 500, 556, 278, 333, 556, 278, 833, 556, 500, 556, 556, 444, 389, 333,
         556, 500, 722, 500, 500, 444),
        strict=True,
    )
)  # fmt: skip
_PLAIN = dict(
    zip(
        _LETTERS,
        (722, 667, 667, 722, 611, 556, 722, 722, 333, 389, 722, 611, 889, 722, 722, 556, 722, 667, 556, 611, 722, 722, 944,
         722, 722, 611, 444, 500, 444, 500, 444, 333, 500, 500, 278, 278, 500, 278, 778, 500, 500, 500, 500, 333, 389, 278,
         500, 500, 722, 500, 500, 444),
        strict=True,
    )
)  # fmt: skip
_SIGNS = {" ": 250, "-": 333, ".": 250, ",": 250, "/": 278, ":": 300, ";": 300, "(": 333, ")": 333, "_": 500, "–": 500}


def width_of(text: str, size: float, bold: bool) -> float:
    """Return the length of a text in twips."""
    table = _BOLD if bold else _PLAIN
    total = 0
    for sign in text:
        base = {"đ": "d", "Đ": "D"}.get(sign) or unicodedata.normalize("NFD", sign)[0]
        total += table.get(base) or _SIGNS.get(base, 500)
    return total / 1000 * size * 20


def lines_of(text: str, size: float, bold: bool, room: float) -> list[float]:
    """Return the lengths of the lines into which a text is broken in a room."""
    lines, line = [], ""
    for word in text.split():
        longer = f"{line} {word}".strip()
        if line and width_of(longer, size, bold) > room:
            lines.append(width_of(line, size, bold))
            longer = word
        line = longer
    return [*lines, width_of(line, size, bold)]
