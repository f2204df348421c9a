"""The words of the risk register: points and levels are computed here.

In: `system/risks.yaml`. Out: the group `risks`. Touches: nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ...domain.dated import in_force
from ...domain.document import DocumentKind
from ...domain.system.risks import RiskEntry, RiskRegister
from ...domain.vietnamese import two_digits
from .context import CommuneContext
from .distribution import titles_of
from .models import WordGroup, _word


class ScaleWords(WordGroup):
    """Bậc của thang điểm."""

    points: str = _word("Điểm", "3")
    likelihood: str = _word("Khả năng xảy ra", "Thỉnh thoảng: vài lần trong năm")
    impact: str = _word("Mức ảnh hưởng", "Vừa: có hồ sơ trễ hẹn")


class LevelWords(WordGroup):
    """Mức."""

    name: str = _word("Tên mức", "Cao")
    points: str = _word("Khoảng điểm", "15–25")
    risk: str = _word("Xử lý rủi ro", "Phải có hành động ngay")
    chance: str = _word("Xử lý cơ hội", "Ưu tiên thực hiện")
    risk_count: str = _word("Số rủi ro ở mức này", "02")
    chance_count: str = _word("Số cơ hội ở mức này", "01")


class RiskRowWords(WordGroup):
    """Rủi ro hoặc cơ hội."""

    no: str = _word("Số thứ tự", "R1")
    text: str = _word("Nội dung", "Hồ sơ giải quyết trễ hẹn")
    cause: str = _word("Nguyên nhân, điều kiện", "Khối lượng hồ sơ tăng theo mùa")
    likelihood: str = _word("Khả năng", "3")
    impact: str = _word("Ảnh hưởng, lợi ích", "4")
    points: str = _word("Điểm", "12")
    level: str = _word("Mức", "Trung bình")
    action: str = _word("Hành động", "Theo dõi hạn từng hồ sơ")
    who: str = _word("Trách nhiệm", "Phó Chủ tịch Ủy ban nhân dân")
    deadline: str = _word("Thời hạn", "Hằng tuần")
    measure: str = _word("Căn cứ đánh giá hiệu quả", "Tỷ lệ hồ sơ đúng hạn đạt mục tiêu")
    followed: bool = _word("Đúng khi mức cần theo dõi (không phải mức thấp nhất)")


class RiskGroupWords(WordGroup):
    """Rủi ro của một quá trình."""

    title: str = _word("Quá trình", "Tiếp nhận hồ sơ")
    rows: list[RiskRowWords] = _word("Rủi ro hoặc cơ hội")


class RiskWords(WordGroup):
    """Rủi ro và cơ hội."""

    scale: list[ScaleWords] = _word("Thang điểm")
    levels: list[LevelWords] = _word("Các mức, số rủi ro và cơ hội ở từng mức")
    groups: list[RiskGroupWords] = _word("Rủi ro theo quá trình")
    chances: list[RiskGroupWords] = _word("Cơ hội theo quá trình")
    followed: list[RiskRowWords] = _word("Rủi ro, cơ hội cần theo dõi, điểm cao đứng trước")
    risk_count: str = _word("Số rủi ro", "17")
    chance_count: str = _word("Số cơ hội", "04")


def _row(context: CommuneContext, data: RiskRegister, entry: RiskEntry, number: str) -> dict[str, Any]:
    points = entry.likelihood * entry.impact
    held = [position for position in entry.who if position in context.holders]
    return {
        "no": number,
        "text": context.text(entry.text),
        "cause": context.text(entry.cause),
        "likelihood": str(entry.likelihood),
        "impact": str(entry.impact),
        "points": str(points),
        "level": data.level_of(points).name,
        "action": context.text(entry.action),
        "who": titles_of(context, held or entry.who),
        "deadline": context.text(entry.deadline),
        "measure": context.text(entry.measure),
        "followed": data.level_of(points) is not data.ranked[-1],
    }


def _groups(context: CommuneContext, data: RiskRegister, entries: Sequence[RiskEntry], sign: str) -> list[dict[str, Any]]:
    groups: dict[str, list[dict[str, Any]]] = {}
    for entry in in_force(entries, context.day):
        groups.setdefault(context.text(entry.process), []).append(_row(context, data, entry, ""))
    number = 0
    for rows in groups.values():
        for row in rows:
            number += 1
            row["no"] = f"{sign}{number}"
    return [{"title": title, "rows": rows} for title, rows in groups.items()]


def _levels(data: RiskRegister, risks: list[dict[str, Any]], chances: list[dict[str, Any]]) -> list[dict[str, str]]:
    bounds = [*(level.least for level in data.ranked[:-1]), 1]
    tops = [25, *(bound - 1 for bound in bounds)]
    return [
        {
            "name": level.name,
            "points": f"{bound}–{top}",
            "risk": level.risk,
            "chance": level.chance,
            "risk_count": two_digits(sum(row["level"] == level.name for row in risks)),
            "chance_count": two_digits(sum(row["level"] == level.name for row in chances)),
        }
        for level, bound, top in zip(data.ranked, bounds, tops, strict=False)
    ]


def risk_words(context: CommuneContext, kind: DocumentKind) -> dict[str, Any]:
    """Return the group `risks`."""
    data = context.catalogue.data(RiskRegister)
    groups = _groups(context, data, data.risks, "R")
    chances = _groups(context, data, data.chances, "C")
    risk_rows = [row for group in groups for row in group["rows"]]
    chance_rows = [row for group in chances for row in group["rows"]]
    followed = [row for row in (*risk_rows, *chance_rows) if row["followed"]]
    return {
        "scale": [
            {"points": str(step.points), "likelihood": step.likelihood, "impact": step.impact}
            for step in sorted(data.scale, key=lambda step: step.points)
        ],
        "levels": _levels(data, risk_rows, chance_rows),
        "groups": groups,
        "chances": chances,
        "followed": sorted(followed, key=lambda row: -int(row["points"])),
        "risk_count": two_digits(len(risk_rows)),
        "chance_count": two_digits(len(chance_rows)),
    }
