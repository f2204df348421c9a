"""The words of the quality objectives of a year and of the plan to reach them.

In: `system/objectives.yaml`, the records of the year before. Out: the group `objectives`. Touches: nothing.
"""

from __future__ import annotations

from typing import Any

from ...domain.dated import in_force
from ...domain.document import DocumentKind
from ...domain.system.objectives import Objective, Objectives
from ...domain.vietnamese import lower_first, two_digits
from .committee import numbered
from .context import CommuneContext
from .level import level_texts, sentence, who_text
from .models import WordGroup, _word


class ObjectiveWords(WordGroup):
    """Mục tiêu chất lượng."""

    no: str = _word("Số thứ tự", "1")
    text: str = _word("Mục tiêu", "Giải quyết hồ sơ thủ tục hành chính đúng và trước hạn")
    measure: str = _word("Chỉ tiêu đo", "Tỷ lệ hồ sơ trả đúng, trước hạn")
    target: str = _word("Mức phải đạt", "Từ 98% trở lên")
    method: str = _word("Cách đo, nguồn số liệu", "Số liệu của sổ theo dõi hồ sơ")
    who: str = _word("Trách nhiệm", "Phó Chủ tịch Ủy ban nhân dân")
    frequency: str = _word("Kỳ theo dõi", "Hằng tháng")
    deadline: str = _word("Thời hạn hoàn thành", "31/12/2018")
    last_result: str = _word("Kết quả năm trước; trống khi không có hồ sơ")
    result: str = _word("Kết quả trong năm; trống khi chưa có")
    met: str = _word("Đạt, Không đạt; trống khi chưa kết luận")


class ActionWords(WordGroup):
    """Việc phải làm."""

    no: str = _word("Số thứ tự", "1.1")
    text: str = _word("Việc phải làm", "Nhắc hạn từng hồ sơ trước 01 ngày làm việc")
    who: str = _word("Trách nhiệm", "Công chức tiếp nhận hồ sơ")
    when: str = _word("Thời hạn", "Hằng ngày")
    means: str = _word("Nguồn lực", "Phần mềm một cửa")


class ObjectivePlanWords(WordGroup):
    """Kế hoạch của một mục tiêu."""

    title: str = _word("Số và tên mục tiêu, mức phải đạt", "1. Giải quyết hồ sơ đúng hạn (từ 98% trở lên)")
    evaluation: str = _word("Đánh giá kết quả", "Báo cáo tháng 12")
    rows: list[ActionWords] = _word("Các việc")


class ObjectivesWords(WordGroup):
    """Mục tiêu chất lượng của năm và kế hoạch thực hiện."""

    last_year: str = _word("Năm trước", "2017")
    opening: list[str] = _word("Mở đầu; mỗi câu có dấu hai chấm ở cuối")
    rows: list[ObjectiveWords] = _word("Các mục tiêu")
    plans: list[ObjectivePlanWords] = _word("Kế hoạch theo mục tiêu")
    notes: list[str] = _word("Tổ chức thực hiện, có số và dấu cuối")
    count: str = _word("Số mục tiêu", "08")


def _results(context: CommuneContext, year: int) -> dict[str, tuple[str, str]]:
    """Return result and verdict of each objective in the records of a year, by key and by text."""
    records = context.catalogue.records_of(context.commune, year)
    verdicts = {True: "Đạt", False: "Không đạt", None: ""}
    found = {}
    for item in records.objectives if records else ():
        found[item.key or item.objective] = (item.result, verdicts[item.met])
    return found


def _result(found: dict[str, tuple[str, str]], objective: Objective) -> tuple[str, str]:
    return found.get(objective.key) or found.get(objective.text) or ("", "")


def _plan(context: CommuneContext, place: int, objective: Objective) -> dict[str, Any]:
    return {
        "title": f"{place}. {sentence(context, objective.text)} ({lower_first(context.text(objective.target))})",
        "evaluation": sentence(context, objective.evaluation),
        "rows": [
            {
                "no": f"{place}.{number}",
                "text": sentence(context, action.text),
                "who": who_text(context, action.who),
                "when": sentence(context, action.when),
                "means": sentence(context, action.means),
            }
            for number, action in enumerate(in_force(objective.plan, context.day), 1)
        ],
    }


def objectives_words(context: CommuneContext, kind: DocumentKind) -> dict[str, Any]:
    """Return the group `objectives`."""
    data = context.catalogue.data(Objectives)
    held = in_force(data.objectives, context.day)
    before, now = _results(context, context.year - 1), _results(context, context.year)
    rows = []
    for place, objective in enumerate(held, 1):
        result, met = _result(now, objective)
        rows.append(
            {
                "no": str(place),
                **{
                    name: sentence(context, getattr(objective, name))
                    for name in ("text", "measure", "target", "method", "frequency", "deadline")
                },
                "who": who_text(context, objective.who),
                "last_result": _result(before, objective)[0],
                "result": result,
                "met": met,
            }
        )
    return {
        "last_year": str(context.year - 1),
        "opening": [f"{text.rstrip(' :;.,')}:" for text in level_texts(context, data.opening)],
        "rows": rows,
        "plans": [_plan(context, place, objective) for place, objective in enumerate(held, 1)],
        "notes": numbered(level_texts(context, data.notes)),
        "count": two_digits(len(held)),
    }
