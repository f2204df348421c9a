"""The words of the charts: the organisation chart, the interaction of processes, and the table of processes.

In: a commune on a day. Out: the group `chart`. Touches: nothing.
"""

from __future__ import annotations

from typing import Any

from ...domain.dated import in_force
from ...domain.diagram import Diagram
from ...domain.document import DocumentKind
from ...domain.people import PositionKind
from ...domain.system.processes import Process, ProcessBand, Processes
from ...templating.drawings import Drawing
from ..diagrams.columns import WIDTH
from ..diagrams.interaction import Arrows, Band, interaction
from ..diagrams.organisation import Post, organisation_chart
from .context import CommuneContext
from .level import sentence, who_text
from .models import WordGroup, _word

WIDE = 720.0
"""Width of the drawings on a landscape page, in points."""


class ProcessRowWords(WordGroup):
    """Quá trình."""

    code: str = _word("Ký hiệu", "C1")
    name: str = _word("Tên quá trình", "Hướng dẫn, tiếp nhận hồ sơ")
    inputs: str = _word("Đầu vào", "Hồ sơ nộp trực tiếp")
    outputs: str = _word("Đầu ra", "Giấy tiếp nhận và hẹn trả")
    who: str = _word("Trách nhiệm", "Công chức tiếp nhận hồ sơ")
    measure: str = _word("Theo dõi, đo lường", "Tỷ lệ trả đúng hạn")
    risk: str = _word("Rủi ro chính", "Hẹn sai ngày trả")


class ProcessGroupWords(WordGroup):
    """Nhóm quá trình."""

    title: str = _word("Tên nhóm", "Quá trình hỗ trợ")
    rows: list[ProcessRowWords] = _word("Các quá trình")


class ChartWords(WordGroup):
    """Sơ đồ tổ chức, sơ đồ tương tác."""

    organisation: Drawing = _word("Sơ đồ tổ chức; in bằng {{p … }}")
    interaction: Drawing = _word("Sơ đồ tương tác các quá trình; in bằng {{p … }}")
    groups: list[ProcessGroupWords] = _word("Bảng các quá trình theo nhóm")
    notes: list[str] = _word("Thuyết minh sơ đồ tương tác", "Đầu ra của mỗi bước là đầu vào của bước sau.")
    closing: list[str] = _word("Rà soát sơ đồ", "Sơ đồ được rà soát hằng năm.")


def chart_words(context: CommuneContext, kind: DocumentKind) -> dict[str, Any]:
    """Return the group `chart`; the drawings are as wide as the pages of the kind."""
    width = WIDE if kind.key == "charts" else WIDTH
    data = context.catalogue.data(Processes)
    return {
        "organisation": Drawing(_organisation(context, data, width)),
        "interaction": Drawing(_interaction(context, data, width)),
        "groups": _groups(context, data),
        "notes": [context.text(note) for note in data.notes],
        "closing": [context.text(note) for note in data.closing],
    }


def _organisation(context: CommuneContext, data: Processes, width: float) -> Diagram:
    """Return the chart of the posts held on the day; people of one title share a box."""
    chart = data.organisation
    tiers = [_posts(context, tier) for tier in chart.tiers]
    above = {key for tier in chart.tiers for key in tier} | set(chart.left_out)
    positions = context.catalogue.positions
    tiers.append(_posts(context, [key for key, post in positions.items() if post.kind is PositionKind.POST and key not in above]))
    staff = [
        Post(
            context.text(item.title),
            tuple(
                text
                for key in item.positions
                if key in context.holders
                for text in (context.position_title(key), context.holders[key])
            ),
        )
        for item in chart.staff
    ]
    return organisation_chart(f"Sơ đồ tổ chức {context.agency_words['name']}", [tier for tier in tiers if tier], staff, width)


def _posts(context: CommuneContext, keys: Any) -> list[Post]:
    names: dict[str, list[str]] = {}
    for key in keys:
        if key in context.holders:
            names.setdefault(context.position_title(key), []).append(context.holders[key])
    return [Post(title, tuple(dict.fromkeys(held))) for title, held in names.items()]


def _interaction(context: CommuneContext, data: Processes, width: float) -> Diagram:
    bands = [
        Band(
            context.text(band.title),
            tuple(f"{each.code}. {sentence(context, each.short or each.name)}" for each in _of_day(context, band)),
        )
        for band in data.bands
    ]
    links = {name: context.text(text) for name, text in data.links.model_dump().items()}
    title = "Sơ đồ tương tác giữa các quá trình"
    return interaction(title, context.text(data.source), context.text(data.target), bands, Arrows(**links), width)


def _of_day(context: CommuneContext, band: ProcessBand) -> tuple[Process, ...]:
    return in_force(band.processes, context.day) or band.processes


def _groups(context: CommuneContext, data: Processes) -> list[dict[str, Any]]:
    return [
        {"title": context.text(band.title), "rows": [_row(context, process) for process in _of_day(context, band)]}
        for band in data.bands
    ]


def _row(context: CommuneContext, process: Process) -> dict[str, str]:
    texts = {name: sentence(context, getattr(process, name)) for name in ("name", "inputs", "outputs", "measure", "risk")}
    return {"code": process.code, "who": who_text(context, process.who), **texts}
