"""How workbook and letter word what rests on an act: where, through which act, in which state the act is.

In: an impact. Out: Vietnamese text. Touches: nothing.
"""

from __future__ import annotations

from ..domain.impact import Impact, ImpactRow
from ..domain.law_graph import UsePlace
from ..domain.vietnamese import citation, short_date

PLACES = {
    UsePlace.BASIS: "căn cứ pháp lý",
    UsePlace.FORM: "mẫu đơn, tờ khai",
    UsePlace.FEE: "phí, lệ phí",
    UsePlace.STEP: "các bước",
    UsePlace.TEXT: "nội dung khác",
    UsePlace.KIND: "căn cứ của tài liệu",
    UsePlace.REGIME: "biểu mẫu một cửa",
    UsePlace.LIST: "danh mục văn bản",
}


def places_of(row: ImpactRow) -> str:
    """Return where the act is used, in one line: «căn cứ pháp lý; bước 2, 5; phí, lệ phí»."""
    steps = f"bước {', '.join(map(str, row.steps))}"
    named = dict.fromkeys(steps if use.place is UsePlace.STEP else PLACES[use.place] for use in row.uses)
    return "; ".join(named)


def state_of(found: Impact) -> str:
    """Return whether the act is in force on the day."""
    return f"{'còn' if found.stands else 'không còn'} hiệu lực ngày {short_date(found.day)}"


def successor_lines(found: Impact) -> list[str]:
    """Return the acts that take its place, each with its first day."""
    return [
        f"{citation(act)}, có hiệu lực từ ngày {short_date(act.effective_from)}"
        if act.effective_from
        else f"{citation(act)}, chưa xác định ngày có hiệu lực"
        for act in found.successors
    ]


def codes_by_subject(found: Impact) -> dict[str, tuple[str, ...]]:
    """Return the codes of the documents in which each procedure (or kind) is printed, each code once."""
    codes: dict[str, dict[str, None]] = {}
    for paper in found.papers:
        for subject in paper.subjects:
            codes.setdefault(subject, {})[paper.code] = None
    return {subject: tuple(named) for subject, named in codes.items()}
