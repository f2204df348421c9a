"""A recognised document: its lines by what they are.

In: `Document`. Out: `Line`, `Paper`, text folded for comparison. Touches: nothing.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from functools import cached_property, lru_cache

from .effective import Document, Paragraph, Run
from .widths import width_of

RULE_TEXT = re.compile(r"^[_\-–—=*.\s]*[_\-–—=*]{3,}[_\-–—=*.\s]*$")


@lru_cache(8192)
def fold(text: str) -> str:
    """Return the text without marks, in small letters, with single blanks: «Ủy  BAN» is «uy ban»."""
    plain = "".join(sign for sign in unicodedata.normalize("NFD", text) if not unicodedata.combining(sign))
    return " ".join(plain.replace("đ", "d").replace("Đ", "D").lower().split())


def is_like(text: str, wanted: str, least: float = 0.85) -> bool:
    """True if the letters of two texts are nearly the same."""
    left, right = (re.sub(r"[^a-z]", "", fold(each)) for each in (text, wanted))
    return bool(left) and abs(len(left) - len(right)) < 8 and SequenceMatcher(None, left, right).ratio() >= least


def is_upper(text: str) -> bool:
    """True if the text has letters and all of them are capital."""
    letters = [sign for sign in text if sign.isalpha()]
    return bool(letters) and all(sign == sign.upper() for sign in letters)


@dataclass(frozen=True, eq=False)
class Line:
    """A paragraph, or the part of it between tabs and line ends."""

    paragraph: Paragraph
    runs: tuple[Run, ...]
    whole: bool = True

    @cached_property
    def text(self) -> str:
        """The text, label in front, without blanks at its ends."""
        text = "".join(run.text for run in self.runs)
        return (f"{self.paragraph.label} {text}" if self.paragraph.label and self.whole else text).strip()

    @cached_property
    def folded(self) -> str:
        """The text folded."""
        return fold(self.text)

    @property
    def inked(self) -> tuple[Run, ...]:
        """The runs that show something."""
        return tuple(run for run in self.runs if run.text.strip())

    @property
    def is_rule(self) -> bool:
        """True for a line of dashes."""
        return bool(RULE_TEXT.match(self.text))

    @property
    def width(self) -> float:
        """The length of the text in twips."""
        return sum(width_of(run.text.strip("\t\n\f"), run.size, run.bold) for run in self.runs)


def segments(paragraph: Paragraph) -> list[Line]:
    """Return the parts of a paragraph between tabs and line ends."""
    if not any(sign in run.text for run in paragraph.runs for sign in "\t\n"):
        return [Line(paragraph, paragraph.runs)] if paragraph.text.strip() else []
    found: list[list[Run]] = [[]]
    for run in paragraph.runs:
        pieces = re.split(r"[\t\n]+", run.text)
        for place, piece in enumerate(pieces):
            if place:
                found.append([])
            if piece:
                found[-1].append(Run(piece, run.size, run.bold, run.italic, run.underlined, run.fonts, run.colour, run.element))
    lines = [Line(paragraph, tuple(runs), whole=False) for runs in found]
    return [line for line in lines if line.text]


@dataclass
class Paper:
    """The lines of a document by role; `kind` is its type folded, empty for a letter."""

    document: Document
    roles: dict[str, list[Line]] = field(default_factory=lambda: defaultdict(list))
    kind: str = ""

    def lines(self, *roles: str) -> list[Line]:
        """Return the lines of some roles in the order of the text."""
        found = [line for role in roles for line in self.roles.get(role, [])]
        return found if len(roles) == 1 else sorted(found, key=lambda line: line.paragraph.number)

    def first(self, role: str) -> Line | None:
        """Return the first line of a role."""
        return next(iter(self.roles.get(role, [])), None)

    @cached_property
    def role_of(self) -> dict[Line, str]:
        """The role of each line of the text."""
        return {line: role for role, lines in self.roles.items() if role != "content" for line in lines}

    @property
    def is_letter(self) -> bool:
        """True for a công văn: no name of a type."""
        return not self.roles.get("type") and bool(self.roles.get("letter-summary") or self.roles.get("addressed"))

    def rules_below(self, line: Line) -> list[float]:
        """Return the lengths of the lines drawn below a line of text: borders, dashes, drawings near it."""
        paragraphs = self.document.paragraphs
        start = line.paragraph.number - 1
        found = []
        if "bottom" in line.paragraph.values.get("borders", ()):
            found.append(line.paragraph.line_width)
        for paragraph in paragraphs[start + 1 : start + 6]:
            if not _neighbours(paragraph, line.paragraph):
                break
            if paragraph.text.strip():
                dashes = [segment for segment in segments(paragraph) if segment.is_rule]
                found += [segment.width for segment in dashes]
                if not dashes:
                    break
            elif paragraph.has_border:
                found.append(paragraph.line_width)
        for paragraph in paragraphs[max(0, start - 4) : start + 6]:
            if _neighbours(paragraph, line.paragraph):
                found += paragraph.drawn
        return found


def _neighbours(one: Paragraph, other: Paragraph) -> bool:
    return one.cell == other.cell
