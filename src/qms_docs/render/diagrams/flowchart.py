"""The flowchart of a procedure, a drawing for each page it needs.

In: a title and steps. Out: diagrams. Touches: nothing. The same steps give the same drawing, made once.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from ...domain.diagram import Diagram
from .columns import STEP_TEXT_WIDTH, Columns, lanes_of, single_column
from .measuring import wrapped
from .piece import GAP, HEAD_GAP, JOIN_SIZE, NOTE_HEIGHT, TERMINAL_HEIGHT, YES_GAP, Piece, header_height
from .steps import FlowStep, flow_steps

PAGE_HEIGHT = 684.0
"""How high a drawing may be: a page of text without a heading and a line above it."""
_MOST_LINES = 34
_TALLEST_IN_LANE = 0.55


@dataclass(frozen=True, slots=True)
class _Part:
    """The steps of one page: from `first` up to, not with, `end`."""

    first: int
    end: int


@lru_cache(maxsize=512)
def flowchart(title: str, steps: tuple[tuple[str, str, str], ...]) -> tuple[Diagram, ...]:
    """Return the drawings for steps given as (action, key of the actor, title of the actor)."""
    flow = flow_steps(steps)
    if not flow:
        return ()
    column_flow = _divided(flow)
    column = single_column(column_flow)
    in_column, parts = _parted(column_flow, column)
    lanes = _in_lanes(flow)
    if lanes is not None and len(lanes[2]) <= len(parts):
        return _drawn(title, *lanes)
    return _drawn(title, in_column, column, parts)


def _in_lanes(flow: tuple[FlowStep, ...]) -> tuple[tuple[FlowStep, ...], Columns, list[_Part]] | None:
    """Return steps, lanes and pages, with the first of the lanes that take the fewest pages; None where a step is too tall."""
    found = []
    for lanes in lanes_of(flow):
        steps, parts = _parted(flow, lanes)
        if max(_heights(steps, lanes)) <= PAGE_HEIGHT * _TALLEST_IN_LANE:
            found.append((steps, lanes, parts))
    asked = max((len(lanes.ways) for _, lanes, _ in found), default=0)
    return min((each for each in found if len(each[1].ways) == asked), key=lambda each: len(each[2]), default=None)


def _divided(steps: tuple[FlowStep, ...]) -> tuple[FlowStep, ...]:
    """Return the steps with those cut that would not fit on half a page in one column."""
    found: list[FlowStep] = []
    begins: list[int] = []
    for step in steps:
        begins.append(len(found))
        lines = wrapped(step.text, STEP_TEXT_WIDTH)
        if len(lines) <= _MOST_LINES:
            found.append(step)
            continue
        for start in range(0, len(lines), _MOST_LINES):
            last = start + _MOST_LINES >= len(lines)
            number = step.number if start == 0 else f"{step.number} (tiếp)"
            text = "\n".join(lines[start : start + _MOST_LINES])
            found.append(replace(step, number=number, text=text, question=step.question if last else ""))
    return tuple(replace(step, back=begins[step.back]) for step in found)


def _heights(steps: Sequence[FlowStep], columns: Columns) -> list[float]:
    """Return how high each step is with its question and the way to the next."""
    heights = []
    for place, step in enumerate(steps):
        height = columns.step_height(step, place) + GAP
        if step.question:
            height += columns.diamond(step, place)[1] + YES_GAP
        heights.append(height)
    return heights


def _parted(steps: tuple[FlowStep, ...], columns: Columns) -> tuple[tuple[FlowStep, ...], list[_Part]]:
    """Return the steps and the pages they take, as evenly filled as their number allows."""
    steps = _without_pathless(steps, columns)
    heights = _heights(steps, columns)
    heights[0] += TERMINAL_HEIGHT + GAP
    heights[-1] += TERMINAL_HEIGHT
    whole = PAGE_HEIGHT - header_height(columns) - 2 * HEAD_GAP - NOTE_HEIGHT
    if sum(heights) <= whole:
        return steps, [_Part(0, len(steps))]
    room = whole - 2 * (JOIN_SIZE + GAP)
    fewest = len(_filled(heights, room))
    lower = sum(heights) / fewest
    rooms = (lower + (room - lower) * share / 20 for share in range(20))
    return steps, next((parts for each in rooms if len(parts := _filled(heights, each)) == fewest), _filled(heights, room))


def _filled(heights: Sequence[float], room: float) -> list[_Part]:
    parts: list[_Part] = []
    first, used = 0, 0.0
    for place, height in enumerate(heights):
        if place > first and used + height > room:
            parts.append(_Part(first, place))
            first, used = place, 0.0
        used += height
    return [*parts, _Part(first, len(heights))]


def _without_pathless(steps: tuple[FlowStep, ...], columns: Columns) -> tuple[FlowStep, ...]:
    """Return the steps; a question whose way back would cross another stays in the text of its step alone."""
    led = {way.start for way in columns.ways}
    return tuple(step if place in led else replace(step, question="") for place, step in enumerate(steps))


def _drawn(title: str, steps: tuple[FlowStep, ...], columns: Columns, parts: Sequence[_Part]) -> tuple[Diagram, ...]:
    drawings = []
    for number, part in enumerate(parts):
        piece = Piece(columns, steps, part.first, part.end)
        piece.draw(
            before="" if number == 0 else chr(ord("A") + number - 1),
            after="" if number == len(parts) - 1 else chr(ord("A") + number),
        )
        page = f" (trang {number + 1}/{len(parts)})" if len(parts) > 1 else ""
        told = tuple(_told(steps, place) for place in range(part.first, part.end))
        drawings.append(Diagram(f"Lưu đồ: {title}{page}", *piece.finished(), told, continues=number > 0))
    return tuple(drawings)


def _told(steps: Sequence[FlowStep], place: int) -> str:
    step = steps[place]
    text = f"{step.number}. {step.role}: {' '.join(step.text.split())}"
    return f"{text} [{step.question} Không đạt: trở lại bước {steps[step.back].number}]" if step.question else text
