"""How the processes work together: those who ask and receive at the sides, four groups of processes between them.

In: names of groups, processes and arrows. Out: a diagram. Touches: nothing. No two arrows cross.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from ...domain.diagram import Box, BoxKind, Diagram, Line, Paragraph
from .measuring import longest_word, paragraphs_of, text_height, text_width

_EDGE, _SIDE, _GAP, _PAD = 0.5, 22.0, 10.0, 8.0
_BETWEEN = 44.0
_SMALL = 9.0
_LEAST = 36.0


@dataclass(frozen=True, slots=True)
class Band:
    """A group of processes with its title."""

    title: str
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Arrows:
    """What the arrows are called."""

    needs: str
    application: str
    direction: str
    resources: str
    means: str
    data: str
    satisfaction: str
    report: str


def _each(band: Band, width: float) -> float:
    return (width - 2 * _PAD - _GAP * (len(band.names) - 1)) / len(band.names)


def _process_height(band: Band, width: float) -> float:
    return max(text_height(paragraphs_of(name), _each(band, width) - 8) for name in band.names) + 10


class _Canvas:
    """Boxes and lines as they are added."""

    def __init__(self) -> None:
        self.boxes: list[Box] = []
        self.lines: list[Line] = []

    def band(self, band: Band, left: float, top: float, width: float, least: float = _LEAST, arrows: bool = False) -> Box:
        """Add a frame with its title and its processes side by side, `least` high; return the frame."""
        title = (Paragraph(band.title, bold=True),)
        head = text_height(title, width - 6) + 6
        each = _each(band, width)
        texts = [paragraphs_of(name) for name in band.names]
        height = max(least, _process_height(band, width))
        frame = Box(BoxKind.LANE, left, top, width, head + height + 2 * _PAD)
        self.boxes += [frame, Box(BoxKind.ROLE, left, top, width, head, title)]
        made = [
            Box(BoxKind.STEP, left + _PAD + (each + _GAP) * place, top + head + _PAD, each, height, text)
            for place, text in enumerate(texts)
        ]
        self.boxes += made
        if arrows:
            self.lines += [Line(((a.right, a.middle), (b.left, b.middle))) for a, b in pairwise(made)]
        return frame

    def label(self, text: str, left: float, top: float, width: float) -> None:
        """Add a text beside an arrow."""
        shown = (Paragraph(text, italic=True),)
        self.boxes.append(Box(BoxKind.LABEL, left, top, width, text_height(shown, width, _SMALL), shown, size=_SMALL))

    def beside(self, text: str, x: float, middle: float, to_left: bool, most: float) -> None:
        """Add a text beside an upright arrow, as narrow as it may be."""
        width = min(most, text_width(text, _SMALL) + 2)
        height = text_height((Paragraph(text, italic=True),), width, _SMALL)
        self.label(text, x - 3 - width if to_left else x + 3, middle - height / 2, width)


def interaction(title: str, source: str, target: str, bands: Sequence[Band], arrows: Arrows, width: float) -> Diagram:
    """Return the drawing of four groups: management, core, support, evaluation."""
    management, core, support, evaluation = bands
    canvas = _Canvas()
    left, whole = _EDGE + _SIDE, width - 2 * (_EDGE + _SIDE)
    side = max(longest_word(paragraphs_of(f"{source} {target}")) + 12, 0.13 * width)
    into = max(text_width(arrows.application, _SMALL) + 12, 24)
    first = canvas.band(management, left, _EDGE, whole)
    inner = whole - 2 * side - 2 * into
    middle = canvas.band(core, left + side + into, first.bottom + _BETWEEN, inner, arrows=True)
    half = (whole - 2 * _GAP) / 2
    lower = middle.bottom + _BETWEEN
    least = max(_LEAST, *(_process_height(band, half) for band in (support, evaluation)))
    helping = canvas.band(support, left, lower, half, least)
    judging = canvas.band(evaluation, left + half + 2 * _GAP, lower, half, least)
    asking = Box(BoxKind.ROLE, left, middle.top, side, middle.height, (Paragraph(source, bold=True),))
    content = Box(BoxKind.ROLE, left + whole - side, middle.top, side, middle.height, (Paragraph(target, bold=True),))
    canvas.boxes += [asking, content]
    _connect(canvas, arrows, first, middle, (helping, judging), (asking, content), width)
    height = max(helping.bottom, judging.bottom) + _EDGE
    told = tuple(f"{band.title}: {'; '.join(band.names)}" for band in bands)
    return Diagram(title, width, round(height, 1), tuple(canvas.boxes), tuple(canvas.lines), told)


def _connect(
    canvas: _Canvas, arrows: Arrows, first: Box, middle: Box, lower: tuple[Box, Box], sides: tuple[Box, Box], width: float
) -> None:
    """Add the arrows between the groups and their names."""
    helping, judging = lower
    asking, content = sides
    row = next(box for box in canvas.boxes if box.kind is BoxKind.STEP and middle.top < box.top < middle.bottom)
    last = [box for box in canvas.boxes if box.kind is BoxKind.STEP and box.top == row.top][-1]
    into = row.left - asking.right - _PAD

    def upright(x: float, start: float, end: float, name: str, room: float) -> None:
        """Add an arrow with its name to the right of it; to the left where the room is counted below 0."""
        canvas.lines.append(Line(((x, start), (x, end))))
        canvas.beside(name, x, (start + end) / 2, room < 0, min(abs(room) - 8, 130))

    means, data = middle.left + 0.15 * middle.width, max(judging.left + 6, middle.left + 0.55 * middle.width)
    upright(asking.center, asking.top, first.bottom, arrows.needs, middle.center - asking.center)
    upright(middle.center, first.bottom, middle.top, arrows.direction, (first.right - middle.center) / 2)
    upright(means, helping.top, middle.bottom, arrows.means, data - means)
    upright(data, middle.bottom, judging.top, arrows.data, (content.center - data) / 2)
    upright(content.center, content.bottom, judging.top, arrows.satisfaction, (data - content.center) / 2)
    canvas.lines.append(Line(((asking.right, row.middle), (row.left, row.middle))))
    canvas.label(arrows.application, asking.right + 1, row.middle - 14, into - 2)
    canvas.lines.append(Line(((last.right, row.middle), (content.left, row.middle))))
    for x, start, end, name in (
        (_EDGE + 6, (first.left, first.middle), (helping.left, helping.middle), arrows.resources),
        (width - _EDGE - 6, (judging.right, judging.middle), (first.right, first.middle), arrows.report),
    ):
        canvas.lines.append(Line((start, (x, start[1]), (x, end[1]), end)))
        # In the free strip that no other name needs, inside of the line.
        room = text_width(name, _SMALL) + 2
        if x < width / 2:
            canvas.label(name, x + 3, middle.bottom + 3, room)
        else:
            canvas.label(name, x - 3 - room, first.bottom + 3, room)
