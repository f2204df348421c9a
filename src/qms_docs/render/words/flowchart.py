"""The words of a flowchart: the drawings of a procedure's steps, one for each page they take.

In: a commune on a day, a procedure. Out: the group `flow`. Touches: nothing.
"""

from __future__ import annotations

from typing import Any

from ...domain.dated import in_force
from ...domain.document import DocumentKind
from ...domain.procedure import AdministrativeProcedure
from ...settings import FlowchartPlace
from ...templating.drawings import Drawing
from ..diagrams.flowchart import flowchart
from .context import CommuneContext
from .models import WordGroup, _word

HALF_PAGE = 340.0


class FlowWords(WordGroup):
    """Lưu đồ của quy trình."""

    tall: bool = _word("Đúng khi hình đầu chiếm hơn nửa trang, nên đề mục của nó sang trang mới")
    pages: list[Drawing] = _word("Hình vẽ lưu đồ, mỗi trang một hình; in bằng {{p … }}")


def flow_words(context: CommuneContext, kind: DocumentKind, procedure: AdministrativeProcedure) -> dict[str, Any]:
    """Return the group `flow` of the sheet of a procedure."""
    if context.settings.sheet.flowchart is not FlowchartPlace.DRAWING:
        return {"tall": False, "pages": []}
    steps = tuple(
        (step.action, step.actor, context.position_title(step.actor)) for step in in_force(procedure.steps, context.day)
    )
    name = procedure.name_on(context.day)
    return context.alike(("flow", procedure.code), (name, steps), lambda: _flow_words(name, steps))


def _flow_words(name: str, steps: tuple[tuple[str, str, str], ...]) -> dict[str, Any]:
    pages = flowchart(name, steps)
    # LibreOffice leaves a heading behind when the drawing that follows it moves to the next page.
    return {"tall": bool(pages) and pages[0].height > HALF_PAGE, "pages": [Drawing(page) for page in pages]}
