"""The organisation chart: tiers of posts, staff beside the head, all other posts below.

In: titles and names. Out: a diagram. Touches: nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from ...domain.diagram import Box, BoxKind, Diagram, Line, Paragraph
from .measuring import longest_word, text_height, text_width, tied

_GAP, _BETWEEN = 10.0, 30.0
_EDGE = 0.5
_WIDEST, _HEAD_WIDTH = 150.0, 170.0
_MOST_IN_ROW = 8


@dataclass(frozen=True, slots=True)
class Post:
    """A box of the chart: a title in bold, and names or other lines."""

    title: str
    lines: tuple[str, ...] = ()

    @property
    def paragraphs(self) -> tuple[Paragraph, ...]:
        """What stands in the box."""
        return Paragraph(self.title, bold=True), *(Paragraph(line) for line in self.lines)


def organisation_chart(title: str, tiers: Sequence[Sequence[Post]], staff: Sequence[Post], width: float) -> Diagram:
    """Return the chart; the last tier is broken into rows where it is too wide, and staff stand beside the first."""
    boxes: list[Box] = []
    lines: list[Line] = []
    top, above = _EDGE, list[Box]()
    for tier in filter(None, tiers):
        made: list[Box] = []
        rows = _rows(tier, width)
        widest = _HEAD_WIDTH if len(tier) == 1 else min(_WIDEST, *(_share(len(row), width) for row in rows))
        for row in rows:
            # A further row hangs on the same boxes as the first, its line runs through the middle between two of them.
            placed = _row(row, top, width, widest)
            lines += _hung(boxes[-1], placed, top, width) if made else _joined(above, placed, top - _BETWEEN / 2)
            made += placed
            boxes += placed
            if staff and len(boxes) == len(placed):
                beside = _staff(staff, placed[-1], width)
                lines += [_dashed(one, other) for one, other in pairwise((placed[-1], *beside))]
                boxes += beside
            top = max(box.bottom for box in boxes) + _BETWEEN
        above = made
    told = tuple(": ".join(filter(None, (post.title, ", ".join(post.lines)))) for tier in (*tiers, staff) for post in tier)
    return Diagram(title, width, round(top - _BETWEEN + _EDGE, 1), tuple(boxes), tuple(lines), told)


def _dashed(one: Box, other: Box) -> Line:
    return Line(((one.right, one.middle), (other.left, one.middle)), arrow=False, dashed=True)


def _rows(tier: Sequence[Post], width: float) -> list[Sequence[Post]]:
    """Return the posts in rows; where there are several, each but the last holds an even number of them."""
    # A title may be broken, a name may not, unless it is wider than any box.
    names = (min(text_width(line), _WIDEST - 10) for post in tier for line in post.lines)
    widest = min(max(*(longest_word(post.paragraphs) for post in tier), *names), width / 2 - 20) + 10
    most = max(2, min(_MOST_IN_ROW, int((width + _GAP) // (widest + _GAP))))
    if len(tier) <= most:
        return [tier]
    count = -(-len(tier) // most)
    each = -(-len(tier) // count)
    each = min(each + each % 2, most - most % 2)
    return [tier[place : place + each] for place in range(0, len(tier), each)]


def _share(count: int, width: float) -> float:
    """Return how wide each of so many boxes beside each other may be."""
    return (width - 2 * _EDGE - _GAP * (count - 1)) / count


def _row(posts: Sequence[Post], top: float, width: float, each: float) -> list[Box]:
    texts = [tied(post.paragraphs, each - 8) for post in posts]
    height = max(text_height(text, each - 8) for text in texts) + 8
    left = (width - each * len(posts) - _GAP * (len(posts) - 1)) / 2
    return [Box(BoxKind.STEP, left + (each + _GAP) * place, top, each, height, text) for place, text in enumerate(texts)]


def _staff(staff: Sequence[Post], head: Box, width: float) -> list[Box]:
    room = (width - _EDGE - head.right) / len(staff) - _GAP * 2
    each = min(_WIDEST, room)
    boxes = []
    for place, post in enumerate(staff):
        height = text_height(post.paragraphs, each - 8) + 8
        top = max(_EDGE, head.middle - height / 2)
        boxes.append(Box(BoxKind.STEP, head.right + _GAP * 2 + (each + _GAP * 2) * place, top, each, height, post.paragraphs))
    return boxes


def _joined(above: Sequence[Box], below: Sequence[Box], level: float) -> list[Line]:
    """Return the lines from boxes to the boxes of the next row, over a common level line."""
    if not above:
        return []
    if len(above) == len(below) == 1 and abs(above[0].center - below[0].center) < 0.05:
        return [Line(((above[0].center, above[0].bottom), (below[0].center, below[0].top)), False)]
    centers = sorted(box.center for box in (*above, *below))
    return [
        *(Line(((box.center, box.bottom), (box.center, level)), False) for box in above),
        Line(((centers[0], level), (centers[-1], level)), False),
        *(Line(((box.center, level), (box.center, box.top)), False) for box in below),
    ]


def _hung(last: Box, below: Sequence[Box], top: float, width: float) -> list[Line]:
    """Return the lines to a further row: down between the two middle boxes of the row above, then over a level line."""
    level, start = top - _BETWEEN / 2, last.top - _BETWEEN / 2
    centers = sorted((width / 2, *(box.center for box in below)))
    return [
        Line(((width / 2, start), (width / 2, level)), False),
        *([Line(((centers[0], level), (centers[-1], level)), False)] if len(centers) > 1 and centers[0] < centers[-1] else []),
        *(Line(((box.center, level), (box.center, box.top)), False) for box in below),
    ]
