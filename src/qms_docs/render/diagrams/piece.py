"""One page of a flowchart: boxes from the top to the bottom, the lines between them, the ways back beside the lanes.

In: columns and steps. Out: boxes and lines. Touches: nothing.
"""

from __future__ import annotations

from collections.abc import Sequence

from ...domain.diagram import Box, BoxKind, Line, Paragraph
from .columns import EDGE, MARGIN, ROLE_LEFT, ROLE_WIDTH, WIDTH, Columns, role_texts
from .measuring import paragraphs_of, text_height
from .steps import FlowStep
from .tracks import LEFT, Way

GAP, YES_GAP, HEAD_GAP = 16.0, 22.0, 7.0
TERMINAL_HEIGHT, JOIN_SIZE = 20.0, 17.0
NOTE_HEIGHT = 13.0
_NOTE = "Số trong vòng tròn: trở lại bước mang số đó."
_TERMINAL_WIDTH = 66.0
_TURN = 10.5
_FIRST_TRACK, _TRACK_STEP = 22.0, 6.0
_CIRCLE = 14.0
_SMALL = 9.0
_YES, _NO = "Đạt", "Không đạt"
_YES_SIZE, _NO_SIZE = (17.0, 11.5), (26.5, 23.0)


def header_height(columns: Columns) -> float:
    """Return the height of the names of the lanes."""
    if columns.single:
        return 0
    return max(text_height(paragraphs_of(lane.role, bold=True), lane.width - 6) for lane in columns.lanes) + 8


class Piece:
    """The boxes and lines of one page, added from the top."""

    def __init__(self, columns: Columns, steps: Sequence[FlowStep], first: int, end: int) -> None:
        self.columns = columns
        self.steps = steps
        self.first, self.end = first, end
        self.boxes: list[Box] = []
        self.lines: list[Line] = []
        self.last: Box | None = None
        self.refers = False
        self.at: dict[int, Box] = {}
        self.questions: dict[int, Box] = {}
        self.y = header_height(columns) + HEAD_GAP if not columns.single else EDGE

    def draw(self, before: str, after: str) -> None:
        """Draw all; `before` and `after` name the places where the chart comes from, and goes on."""
        start = self.columns.of(self.first).center
        self._follow(self._join(before, start) if before else self._terminal("Bắt đầu", start))
        for place in range(self.first, self.end):
            self._step(place)
        end = self.columns.of(self.end - 1).center
        self._follow(self._join(after, end) if after else self._terminal("Kết thúc", end))
        for way in self.columns.ways:
            if way.start in self.questions:
                self._back(way)

    def finished(self) -> tuple[float, float, tuple[Box, ...], tuple[Line, ...]]:
        """Return width, height, boxes and lines; the lanes stand behind all others."""
        height = round(self.y + (EDGE if self.columns.single else HEAD_GAP), 1)
        behind = []
        if self.refers:
            self._label(_NOTE, EDGE, height + 1, (WIDTH - 2 * EDGE, NOTE_HEIGHT - 1))
        for lane in () if self.columns.single else self.columns.lanes:
            behind.append(Box(BoxKind.LANE, lane.left, EDGE, lane.width, height - 2 * EDGE))
            name = (Paragraph(lane.role, bold=True),)
            behind.append(Box(BoxKind.ROLE, lane.left, EDGE, lane.width, header_height(self.columns), name))
        return WIDTH, height + (NOTE_HEIGHT if self.refers else 0), (*behind, *self.boxes), tuple(self.lines)

    # ---- downwards

    def _terminal(self, text: str, center: float) -> Box:
        left = center - _TERMINAL_WIDTH / 2
        return Box(BoxKind.TERMINAL, left, self._next_top(), _TERMINAL_WIDTH, TERMINAL_HEIGHT, (Paragraph(text, bold=True),))

    def _join(self, text: str, center: float) -> Box:
        left = center - JOIN_SIZE / 2
        return Box(BoxKind.JOIN, left, self._next_top(), JOIN_SIZE, JOIN_SIZE, (Paragraph(text, bold=True),))

    def _next_top(self) -> float:
        if self.last is None:
            return self.y
        return self.y + (YES_GAP if self.last.kind is BoxKind.DECISION else GAP)

    def _follow(self, box: Box) -> None:
        """Add the box below the last one, with the line that leads to it."""
        if self.last is not None:
            turn = box.top - _TURN
            start, end = (self.last.center, self.last.bottom), (box.center, box.top)
            bend = ((start[0], turn), (end[0], turn)) if abs(start[0] - end[0]) > 0.05 else ()
            self.lines.append(Line((start, *bend, end)))
            if self.last.kind is BoxKind.DECISION:
                beside = start[0] - _YES_SIZE[0] - 2 if end[0] > start[0] + 0.05 else start[0] + 2
                self._label(_YES, beside, start[1] + 1, _YES_SIZE)
        self.boxes.append(box)
        self.last, self.y = box, box.bottom

    def _step(self, place: int) -> None:
        step, columns = self.steps[place], self.columns
        width, height = columns.box_width(place), columns.step_height(step, place)
        left = columns.of(place).center - width / 2
        box = Box(BoxKind.STEP, left, self._next_top(), width, height, columns.texts(step), to_left=columns.single)
        self._follow(box)
        self.at[place] = box
        if columns.single:
            self.boxes.append(Box(BoxKind.ROLE, ROLE_LEFT, box.top, ROLE_WIDTH, height, role_texts(step)))
        if step.question:
            width, height = columns.diamond(step, place)
            asked = Box(BoxKind.DECISION, box.center - width / 2, self._next_top(), width, height, paragraphs_of(step.question))
            self._follow(asked)
            self.questions[place] = asked

    # ---- back

    def _back(self, way: Way) -> None:
        asked, target = self.questions[way.start], self.at.get(way.end)
        leftwards = way.side == LEFT
        toward = -1 if leftwards else 1
        out = (asked.left if leftwards else asked.right, asked.middle)
        label_left = out[0] - _NO_SIZE[0] if leftwards else out[0]
        if target is None:
            outer = self.columns.left - MARGIN if leftwards else self.columns.right + MARGIN - _CIRCLE
            number = (Paragraph(self.steps[way.end].number, bold=True),)
            circle = Box(BoxKind.JOIN, outer, asked.middle - _CIRCLE / 2, _CIRCLE, _CIRCLE, number, size=_SMALL)
            self.lines.append(Line((out, (circle.right if leftwards else circle.left, asked.middle))))
            self.boxes.append(circle)
            self.refers = True
        else:
            lane = self.columns.left if leftwards else self.columns.right
            track = lane + toward * (_FIRST_TRACK + _TRACK_STEP * way.track)
            into = (target.left if leftwards else target.right, target.middle)
            self.lines.append(Line((out, (track, out[1]), (track, into[1]), into)))
        self._label(_NO, label_left, asked.middle - _NO_SIZE[1] - 1, _NO_SIZE)

    def _label(self, text: str, left: float, top: float, size: tuple[float, float]) -> None:
        self.boxes.append(Box(BoxKind.LABEL, left, top, *size, (Paragraph(text, italic=True),), size=_SMALL))
