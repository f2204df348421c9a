"""The columns of a flowchart: a lane for each role, or one column with the roles beside the steps.

In: steps. Out: `Columns` with the size of every box. Touches: nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ...domain.diagram import INSETS, BoxKind, Paragraph
from .measuring import longest_word, paragraphs_of, text_height
from .steps import FlowStep
from .tracks import LEFT, RIGHT, Way, ways_back

WIDTH = 452.0
"""Width of the text on a page, a little less than 16 cm."""
MARGIN = 36.0
"""Room beside the lanes for the ways back."""
EDGE = 0.5
MOST_LANES = 4
_PAD = 5.0
_ROLE_WIDTH = 112.0
_STEP_WIDTH = 296.0
_WIDEST_DIAMOND = 110.0
_NARROWEST_LANE = 74.0


@dataclass(frozen=True, slots=True)
class Column:
    """A lane: its place, and the role it belongs to; no role where all steps share the column."""

    left: float
    width: float
    role: str = ""

    @property
    def center(self) -> float:
        """The middle of the lane, where its boxes stand."""
        return self.left + self.width / 2


@dataclass(frozen=True)
class Columns:
    """All columns, the ways back beside them, and for each step the column it stands in."""

    lanes: tuple[Column, ...]
    ways: tuple[Way, ...]
    places: tuple[int, ...]

    @property
    def single(self) -> bool:
        """Whether the roles stand beside the steps."""
        return not self.lanes[0].role

    @property
    def left(self) -> float:
        """Where the lanes begin."""
        return self.lanes[0].left

    @property
    def right(self) -> float:
        """Where the lanes end."""
        return self.lanes[-1].left + self.lanes[-1].width

    def of(self, place: int) -> Column:
        """Return the column of a step."""
        return self.lanes[self.places[place]]

    def box_width(self, place: int) -> float:
        """Return the width of the box of a step."""
        return self.of(place).width - (0 if self.single else 2 * _PAD)

    def texts(self, step: FlowStep) -> tuple[Paragraph, ...]:
        """Return what stands in the box of a step."""
        return paragraphs_of(step.text if self.single else f"{step.number}. {step.text}")

    def step_height(self, step: FlowStep, place: int) -> float:
        """Return the height of the box of a step."""
        height = _height(self.texts(step), self.box_width(place), BoxKind.STEP)
        return max(height, _height(role_texts(step), _ROLE_WIDTH, BoxKind.ROLE)) if self.single else height

    def diamond(self, step: FlowStep, place: int) -> tuple[float, float]:
        """Return width and height of the question after a step."""
        asked = paragraphs_of(step.question)
        least = 2 * longest_word(asked) + 4
        width = max(least, min(self.of(place).width - 2 * _PAD, _WIDEST_DIAMOND))
        return width, max(2 * text_height(asked, width / 2) + 2, 30)


def role_texts(step: FlowStep) -> tuple[Paragraph, ...]:
    """Return what stands beside a step: its number, and whose it is."""
    return Paragraph(f"Bước {step.number}", bold=True), Paragraph(step.role)


def _height(paragraphs: Sequence[Paragraph], width: float, kind: BoxKind) -> float:
    beside, above = INSETS[kind]
    return text_height(paragraphs, width - 2 * beside) + 2 * above


def single_column(steps: Sequence[FlowStep]) -> Columns:
    """Return one column for all steps; their roles stand to the left of it."""
    ways = ways_back([(place, step.back, RIGHT) for place, step in enumerate(steps) if step.question], [RIGHT])
    return Columns((Column(EDGE + _ROLE_WIDTH, _STEP_WIDTH),), ways, (0,) * len(steps))


ROLE_LEFT, ROLE_WIDTH, STEP_TEXT_WIDTH = EDGE, _ROLE_WIDTH, _STEP_WIDTH - 2 * INSETS[BoxKind.STEP][0]


def lanes_of(steps: Sequence[FlowStep]) -> tuple[Columns, ...]:
    """Return a lane for each role, once with the ways back on both sides and once on each; the fewest ways lost first.

    None where the lanes would be too many or too narrow.
    """
    roles = list(dict.fromkeys(step.role for step in steps))
    if not 1 <= len(roles) <= MOST_LANES:
        return ()
    places = tuple(roles.index(step.role) for step in steps)
    edges = [
        (place, step.back, LEFT if places[place] < len(roles) / 2 else RIGHT) for place, step in enumerate(steps) if step.question
    ]
    found = dict.fromkeys(ways_back(edges, sides) for sides in ((LEFT, RIGHT), (LEFT,), (RIGHT,)))
    made = [_lanes(steps, roles, places, ways) for ways in sorted(found, key=lambda ways: -len(ways))]
    return tuple(filter(None, made))


def _lanes(steps: Sequence[FlowStep], roles: Sequence[str], places: tuple[int, ...], ways: tuple[Way, ...]) -> Columns | None:
    """Return the lanes beside which the ways back run, the wider the longer their texts; None where they would be too narrow."""
    left, right = (MARGIN if any(way.side == side for way in ways) else EDGE for side in (LEFT, RIGHT))
    widths = _lane_widths(steps, roles, WIDTH - left - right)
    if widths is None:
        return None
    lanes = []
    for role, width in zip(roles, widths, strict=True):
        lanes.append(Column(round(left, 1), width, role))
        left += width
    return Columns(tuple(lanes), ways, places)


def _lane_widths(steps: Sequence[FlowStep], roles: Sequence[str], whole: float) -> list[float] | None:
    least, wish = [], []
    for role in roles:
        texts = [step for step in steps if step.role == role]
        words = max(longest_word(paragraphs_of(step.text)) + 8 + 2 * _PAD for step in texts)
        asked = max((2 * longest_word(paragraphs_of(step.question)) + 4 + 2 * _PAD for step in texts if step.question), default=0)
        least.append(max(_NARROWEST_LANE, words, asked, longest_word(paragraphs_of(role, bold=True)) + 2 * _PAD))
        wish.append(max(len(step.text) for step in texts) ** 0.5)
    spare = whole - sum(least)
    if spare < 0:
        return None
    return [round(width + spare * each / sum(wish), 1) for width, each in zip(least, wish, strict=True)]
