"""A drawing before it is drawn: boxes with texts, lines between them, all lengths in points.

In: nothing. Out: values that compare, hash and pickle. Touches: nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class BoxKind(StrEnum):
    """Loại hình: what a box stands for, which is also how it is drawn."""

    TERMINAL = "terminal"
    STEP = "step"
    DECISION = "decision"
    ROLE = "role"
    JOIN = "join"
    LABEL = "label"
    LANE = "lane"


INSETS: dict[BoxKind, tuple[float, float]] = {
    BoxKind.TERMINAL: (6, 2),
    BoxKind.STEP: (4, 3),
    BoxKind.ROLE: (3, 3),
    BoxKind.JOIN: (0, 0),
    BoxKind.LABEL: (0, 0),
    BoxKind.LANE: (0, 0),
}
"""What stays free at each side, and above and below, between the edge of a box and its text."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph in a box."""

    text: str
    bold: bool = False
    italic: bool = False


@dataclass(frozen=True, slots=True)
class Box:
    """A shape with its text; `left` and `top` count from the corner of the drawing."""

    kind: BoxKind
    left: float
    top: float
    width: float
    height: float
    paragraphs: tuple[Paragraph, ...] = ()
    to_left: bool = False
    size: float = 10

    @property
    def right(self) -> float:
        """The right edge."""
        return self.left + self.width

    @property
    def bottom(self) -> float:
        """The lower edge."""
        return self.top + self.height

    @property
    def center(self) -> float:
        """The middle between left and right."""
        return self.left + self.width / 2

    @property
    def middle(self) -> float:
        """The middle between top and bottom."""
        return self.top + self.height / 2

    @property
    def insets(self) -> tuple[float, float]:
        """What stays free beside and above the text; the text of a diamond has the half of each side."""
        if self.kind is BoxKind.DECISION:
            return self.width / 4, self.height / 4
        return INSETS[self.kind]

    @property
    def text(self) -> str:
        """The text in one line."""
        return " ".join(" ".join(paragraph.text.split()) for paragraph in self.paragraphs)


@dataclass(frozen=True, slots=True)
class Line:
    """A line through points, each piece upright or level."""

    points: tuple[tuple[float, float], ...]
    arrow: bool = True
    both_ends: bool = False
    dashed: bool = False


@dataclass(frozen=True, slots=True)
class Diagram:
    """Hình vẽ: a drawing that fits on one page. `told` says in lines of text what it shows, for those who do not see it;
    a drawing that `continues` another begins a page.
    """

    title: str
    width: float
    height: float
    boxes: tuple[Box, ...]
    lines: tuple[Line, ...]
    told: tuple[str, ...]
    continues: bool = False


class Drawn:
    """Marks a value that prints as a drawing, so that the vocabulary of templates knows it."""

    __slots__ = ()
