"""The column «Lưu đồ» of a table of steps: a small drawing for each row, joined by arrows from row to row.

In: steps of a procedure. Out: diagrams, one for each step. Touches: nothing.
"""

from __future__ import annotations

from functools import lru_cache

from ...domain.diagram import Box, BoxKind, Diagram, Line, Paragraph
from .steps import FlowStep, flow_steps

WIDTH = 96.0
_CENTER = 35.0
_BOX, _DIAMOND, _CIRCLE = (64.0, 22.0), (56.0, 34.0), 13.0
_IN, _BETWEEN, _OUT = 12.0, 12.0, 14.0
_EDGE, _SMALL = 0.5, 8.0
_NO, _YES = (38.0, 10.0), (20.0, 10.0)


@lru_cache(maxsize=2048)
def step_symbols(steps: tuple[tuple[str, str, str], ...]) -> tuple[Diagram, ...]:
    """Return the drawings for steps given as (action, key of the actor, title of the actor)."""
    flow = flow_steps(steps)
    return tuple(_symbol(step, place == 0, place == len(flow) - 1) for place, step in enumerate(flow))


def _symbol(step: FlowStep, first: bool, last: bool) -> Diagram:
    name = f"Bước {step.number}"
    kind = BoxKind.TERMINAL if first or (last and not step.question) else BoxKind.STEP
    top = _EDGE if first else _IN
    box = Box(kind, _CENTER - _BOX[0] / 2, top, *_BOX, (Paragraph(name, bold=True),))
    boxes, told = [box], [name]
    lines = [] if first else [Line(((_CENTER, 0), (_CENTER, box.top)))]
    end = box
    if step.question:
        end = Box(BoxKind.DECISION, _CENTER - _DIAMOND[0] / 2, box.bottom + _BETWEEN, *_DIAMOND, (Paragraph("Đạt?"),), size=9)
        back = Box(
            BoxKind.JOIN,
            WIDTH - _CIRCLE - _EDGE,
            end.middle - _CIRCLE / 2,
            _CIRCLE,
            _CIRCLE,
            (Paragraph(str(step.back + 1), bold=True),),
            size=_SMALL,
        )
        boxes += [end, back, _label("Không đạt", end.right - 4, end.top - 1, _NO)]
        lines += [
            Line(((_CENTER, box.bottom), (_CENTER, end.top))),
            Line(((end.right, end.middle), (back.left, end.middle))),
        ]
        told.append(f"Không đạt: trở lại bước {step.back + 1}")
    bottom = end.bottom + _EDGE
    if not last:
        bottom = end.bottom + _OUT
        lines.append(Line(((_CENTER, end.bottom), (_CENTER, bottom)), arrow=False))
        if step.question:
            boxes.append(_label("Đạt", _CENTER + 3, end.bottom + 2, _YES))
    return Diagram(name, WIDTH, bottom, tuple(boxes), tuple(lines), tuple(told))


def _label(text: str, left: float, top: float, size: tuple[float, float]) -> Box:
    return Box(BoxKind.LABEL, left, top, *size, (Paragraph(text, italic=True),), size=_SMALL)
