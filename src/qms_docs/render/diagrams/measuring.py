"""How wide and how high a text is in Times New Roman.

In: texts. Out: lengths in points, lines. Touches: nothing. The widths are those of Liberation Serif, which are the same.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import replace
from functools import lru_cache

from ...domain.diagram import Paragraph

LEADING = 1.25
"""Height of a line for each point of letters: room for capitals with two marks."""
_MARGIN = 1.03
"""What a text is taken to be wider, for fonts that differ a little."""
_REGULAR = {
    180: "'",
    200: "|",
    250: " ,.\u00a0",
    278: "/:;\\ijlt",
    333: "!()-I[]`fr’‘",
    350: "•",
    389: "Js",
    400: "°",
    408: '"',
    444: "?acez“”",
    469: "^",
    480: "{}",
    500: "#$*0123456789_bdghknopquvxyđ«»–§",
    529: "ơ",
    541: "~",
    542: "ư",
    556: "FPS",
    564: "+<=>×",
    611: "ELTZ",
    667: "BCR",
    722: "ADGHKNOQUVXYwĐƠ",
    776: "Ư",
    778: "&m",
    833: "%",
    889: "M",
    921: "@",
    944: "W",
    1000: "—…",
}
_BOLD = {
    220: "|",
    250: " ,.\u00a0",
    278: "'/\\il",
    333: "!()-:;[]`fjt’‘",
    350: "•",
    389: "Is",
    394: "{}",
    400: "°",
    444: "cerz",
    500: "#$*0123456789?J_agovxy«»–§“”",
    520: "~",
    554: "ơ",
    555: '"',
    556: "Sbdhknpquđ",
    570: "+<=>×",
    581: "^",
    600: "ư",
    611: "FP",
    667: "BELTZ",
    722: "ACDNRUVXYwĐ",
    778: "GHKOQƠ",
    796: "Ư",
    833: "&m",
    930: "@",
    944: "M",
    1000: "%W—…",
}
_HORNED = {"o": "ơ", "O": "Ơ", "u": "ư", "U": "Ư"}
_HORN = "\u031b"


def _by_letter(table: dict[int, str]) -> dict[str, int]:
    return {letter: width for width, letters in table.items() for letter in letters}


_WIDTHS = {False: _by_letter(_REGULAR), True: _by_letter(_BOLD)}
_UNKNOWN = 1000


def _letter(letter: str, bold: bool) -> int:
    """Return the width of a letter in thousandths; marks above and below a letter add nothing to it."""
    known = _WIDTHS[bold].get(letter)
    if known is None:
        parts = unicodedata.normalize("NFD", letter)
        bare = _HORNED.get(parts[0], parts[0]) if _HORN in parts else parts[0]
        known = _WIDTHS[bold].get(bare, _UNKNOWN)
        _WIDTHS[bold][letter] = known
    return known


@lru_cache(maxsize=16384)
def _word(word: str, bold: bool) -> int:
    return sum(_letter(letter, bold) for letter in word)


def text_width(text: str, size: float = 10, bold: bool = False) -> float:
    """Return the width of a text in one line."""
    return sum(_word(word, bold) for word in text.split(" ")) * size * _MARGIN / 1000 + text.count(" ") * size * _MARGIN / 4


@lru_cache(maxsize=8192)
def wrapped(text: str, width: float, size: float = 10, bold: bool = False) -> tuple[str, ...]:
    """Return the lines of a text in a column, broken at blanks; a word wider than the column is cut, as Word does."""
    lines: list[str] = []
    for part in text.split("\n"):
        line = ""
        for word in filter(None, part.split(" ")):
            longer = f"{line} {word}" if line else word
            if text_width(longer, size, bold) <= width:
                line = longer
                continue
            if line:
                lines.append(line)
            while text_width(word, size, bold) > width and len(word) > 1:
                kept = next((n for n in range(len(word) - 1, 1, -1) if text_width(word[:n], size, bold) <= width), 1)
                lines.append(word[:kept])
                word = word[kept:]
            line = word
        lines.append(line)
    return tuple(lines)


def paragraphs_of(text: str, bold: bool = False) -> tuple[Paragraph, ...]:
    """Return a paragraph for each line of a text."""
    return tuple(Paragraph(line, bold) for line in text.split("\n"))


def tied(paragraphs: Iterable[Paragraph], width: float, size: float = 10) -> tuple[Paragraph, ...]:
    """Return the paragraphs with their last two words kept together where a column would leave the last one alone."""
    return tuple(_tied(each, width, size) for each in paragraphs)


def _tied(paragraph: Paragraph, width: float, size: float) -> Paragraph:
    lines = wrapped(paragraph.text, width, size, paragraph.bold)
    if len(lines) < 2 or " " in lines[-1] or " " not in lines[-2]:
        return paragraph
    before, _, last = paragraph.text.rpartition(" ")
    together = replace(paragraph, text=f"{before}\N{NO-BREAK SPACE}{last}")
    return together if line_count((together,), width, size) == len(lines) else paragraph


def line_count(paragraphs: Iterable[Paragraph], width: float, size: float = 10) -> int:
    """Return how many lines the paragraphs take in a column."""
    return sum(len(wrapped(each.text, width, size, each.bold)) for each in paragraphs)


def text_height(paragraphs: Iterable[Paragraph], width: float, size: float = 10) -> float:
    """Return how high the paragraphs are in a column, in half points upwards."""
    return math.ceil(line_count(paragraphs, width, size) * size * LEADING * 2) / 2


def longest_word(paragraphs: Iterable[Paragraph], size: float = 10) -> float:
    """Return the width of the widest word."""
    return max((text_width(word, size, each.bold) for each in paragraphs for word in re.split("[ \\n]", each.text)), default=0)
