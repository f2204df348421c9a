"""How the processes work together: those who ask and receive at the sides, four groups of processes between them.

In: names of groups, processes and arrows. Out: a diagram. Touches: nothing. No two arrows cross.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from ...domain.diagram import Box, BoxKind, Diagram, Line, Paragraph
from .measuring import longest_word, paragraphs_of, text_height, text_width, tied

_EDGE, _SIDE, _GAP, _PAD = 0.5, 22.0, 10.0, 8.0
_BETWEEN = 44.0
_SMALL = 9.0
_LEAST, _LOW, _DOWN = 36.0, 22.0, 14.0
_NARROW = 600.0
"""Width of a drawing below which the core processes no longer stand beside each other."""


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


@dataclass(frozen=True, slots=True)
class _Grid:
    """How the boxes of a band stand: so many beside each other, so far apart from top to bottom."""

    across: int
    between: float = _GAP


def _each(grid: _Grid, width: float) -> float:
    return (width - 2 * _PAD - _GAP * (grid.across - 1)) / grid.across


def _process_height(band: Band, grid: _Grid, width: float, least: float) -> float:
    return max(least, *(text_height(paragraphs_of(name), _each(grid, width) - 8) + 10 for name in band.names))


class _Canvas:
    """Boxes and lines as they are added."""

    def __init__(self) -> None:
        self.boxes: list[Box] = []
        self.lines: list[Line] = []

    def band(self, band: Band, left: float, top: float, width: float, grid: _Grid, height: float) -> tuple[Box, list[Box]]:
        """Add a frame with its title and its processes, each `height` high; return the frame and the processes."""
        title = (Paragraph(band.title, bold=True),)
        head = text_height(title, width - 6) + 6
        each = _each(grid, width)
        first = top + head + _PAD
        made = []
        for place, name in enumerate(band.names):
            row, column = divmod(place, grid.across)
            corner = left + _PAD + (each + _GAP) * column, first + (height + grid.between) * row
            made.append(Box(BoxKind.STEP, *corner, each, height, tied(paragraphs_of(name), each - 8)))
        frame = Box(BoxKind.LANE, left, top, width, made[-1].bottom + _PAD - top)
        self.boxes += [frame, Box(BoxKind.ROLE, left, top, width, head, title), *made]
        return frame, made

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
    """Return the drawing of four groups: management, core, support, evaluation.

    On a narrow page the core processes stand below each other, and the last two groups in two rows.
    """
    management, core, support, evaluation = bands
    narrow = width < _NARROW
    canvas = _Canvas()
    left, whole = _EDGE + _SIDE, width - 2 * (_EDGE + _SIDE)
    side = max(longest_word(paragraphs_of(f"{source} {target}")) + 12, 0.13 * width)
    into = max(text_width(arrows.application, _SMALL) + 12, 24)
    grid = _Grid(len(management.names))
    first, _ = canvas.band(management, left, _EDGE, whole, grid, _process_height(management, grid, whole, _LEAST))
    inner = whole - 2 * side - 2 * into
    grid, least = (_Grid(1, _DOWN), _LOW) if narrow else (_Grid(len(core.names)), _LEAST)
    place = left + side + into, first.bottom + _BETWEEN
    middle, row = canvas.band(core, *place, inner, grid, _process_height(core, grid, inner, least))
    canvas.lines += [_next(one, other) for one, other in pairwise(row)]
    half = (whole - 2 * _GAP) / 2
    grids = [_Grid(min(2, len(band.names)) if narrow else len(band.names)) for band in (support, evaluation)]
    least = max(_process_height(band, grid, half, _LEAST) for band, grid in zip((support, evaluation), grids, strict=True))
    lower = middle.bottom + _BETWEEN
    helping, _ = canvas.band(support, left, lower, half, grids[0], least)
    judging, _ = canvas.band(evaluation, left + half + 2 * _GAP, lower, half, grids[1], least)
    asking = Box(BoxKind.ROLE, left, middle.top, side, middle.height, (Paragraph(source, bold=True),))
    content = Box(BoxKind.ROLE, left + whole - side, middle.top, side, middle.height, (Paragraph(target, bold=True),))
    canvas.boxes += [asking, content]
    _connect(canvas, arrows, first, middle, row, (helping, judging), (asking, content), width)
    height = max(helping.bottom, judging.bottom) + _EDGE
    told = tuple(f"{band.title}: {'; '.join(band.names)}" for band in bands)
    return Diagram(title, width, round(height, 1), tuple(canvas.boxes), tuple(canvas.lines), told)


def _next(one: Box, other: Box) -> Line:
    """Return the arrow from a process to the next, beside or below it."""
    if one.top == other.top:
        return Line(((one.right, one.middle), (other.left, other.middle)))
    return Line(((one.center, one.bottom), (other.center, other.top)))


def _connect(
    canvas: _Canvas,
    arrows: Arrows,
    first: Box,
    middle: Box,
    row: Sequence[Box],
    lower: tuple[Box, Box],
    sides: tuple[Box, Box],
    width: float,
) -> None:
    """Add the arrows between the groups and their names."""
    helping, judging = lower
    asking, content = sides
    entry, last = row[0], row[-1]
    into = entry.left - asking.right - _PAD

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
    canvas.lines.append(Line(((asking.right, entry.middle), (entry.left, entry.middle))))
    canvas.label(arrows.application, asking.right + 1, entry.middle - 14, into - 2)
    canvas.lines.append(Line(((last.right, last.middle), (content.left, last.middle))))
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
