"""The words of the implementation plan: steps, budget, who sees to it.

In: `system/plan.yaml`. Out: the group `plan`. Touches: nothing.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from ...domain.dated import in_force
from ...domain.document import DocumentKind
from ...domain.system.plan import BudgetLine, ImplementationPlan, PlanDuty, PlanStep
from ...domain.vietnamese import closed_list, letter, money, upper_first
from .committee import DutyWords, lettered, numbered, texts_on, who_title
from .context import CommuneContext
from .models import WordGroup, _word

_ORDINALS = ("nhất", "hai", "ba", "tư", "năm", "sáu", "bảy", "tám", "chín", "mười")


class StepRowWords(WordGroup):
    """Bước triển khai."""

    no: str = _word("Chữ cái của bước (a, b, c, d, đ, e, g …)", "a")
    content: str = _word("Nội dung công việc", "Phê duyệt kế hoạch triển khai")
    who: str = _word("Thực hiện; người chủ trì đứng đầu", "Ban Chỉ đạo ISO; Thư ký Ban Chỉ đạo ISO")
    when: str = _word("Thời gian", "Tháng thứ nhất")
    result: str = _word("Kết quả", "Kế hoạch được ký ban hành")


class BudgetRowWords(WordGroup):
    """Khoản chi."""

    no: str = _word("Số thứ tự", "1")
    content: str = _word("Nội dung chi", "Thuê tư vấn xây dựng và áp dụng lần đầu")
    unit: str = _word("Đơn vị tính", "hệ thống")
    ceiling: str = _word("Mức tối đa, chưa có chữ «đồng»", "26.400.000")
    note: str = _word("Cách tính; trống khi là mức cố định", "85% của khoản 1")


class PlanWords(WordGroup):
    """Kế hoạch triển khai."""

    start: str = _word("Tháng ban hành", "tháng 12 năm 2018")
    calendar: bool = _word("Đúng khi ghi tháng lịch")
    aims: list[str] = _word("Mục đích, có chữ cái và dấu cuối")
    demands: list[str] = _word("Yêu cầu, có chữ cái và dấu cuối")
    steps: list[StepRowWords] = _word("Các bước")
    steps_act: str = _word("Văn bản về các bước; trống khi không còn hiệu lực", "khoản 2 Điều 7 Thông tư số 26/2014/TT-BKHCN")
    budget: list[BudgetRowWords] = _word("Các khoản chi")
    budget_act: str = _word("Văn bản về kinh phí; trống khi không còn hiệu lực", "Thông tư số 116/2015/TT-BTC")
    budget_notes: list[str] = _word("Ghi chú kinh phí, có số và dấu cuối")
    duties: list[DutyWords] = _word("Tổ chức thực hiện")


def short_act(context: CommuneContext, key: str, place: str | None = None) -> str:
    """Return «khoản 2 Điều 7 Thông tư số 26/2014/TT-BKHCN», or nothing where the act does not stand on the day."""
    acts = context.acts_on([key])
    return f"{place or ''} {acts[0].kind.noun} số {acts[0].number}".strip() if acts else ""


def _month(number: int) -> str:
    return f"{number:02d}" if number < 3 else str(number)


def _month_text(context: CommuneContext, offset: int, calendar: bool) -> str:
    if not calendar:
        return f"tháng thứ {_ORDINALS[offset] if offset < len(_ORDINALS) else offset + 1}"
    years, month = divmod(context.issued_on.month - 1 + offset, 12)
    return f"tháng {_month(month + 1)}/{context.issued_on.year + years}"


def _when(context: CommuneContext, step: PlanStep, calendar: bool) -> str:
    if step.when is not None or step.from_month is None:
        return context.text(step.when or "")
    first = _month_text(context, step.from_month, calendar)
    if step.to_month is None or step.to_month == step.from_month:
        return upper_first(first)
    return f"Từ {first} đến {_month_text(context, step.to_month, calendar)}"


def _who(context: CommuneContext, keys: Iterable[str]) -> str:
    return "; ".join(dict.fromkeys(who_title(context, key) for key in keys))


def _steps(context: CommuneContext, plan: ImplementationPlan) -> list[dict[str, str]]:
    return [
        {
            "no": letter(place),
            "content": context.text(step.content),
            "who": _who(context, step.who),
            "when": _when(context, step, plan.calendar),
            "result": context.text(step.result),
        }
        for place, step in enumerate(in_force(plan.steps, context.day))
    ]


def _amount(line: BudgetLine, lines: dict[str, BudgetLine]) -> int:
    if line.amount is not None:
        return line.amount
    base = lines.get(line.of or "")
    return 0 if base is None or base.amount is None else base.amount * (line.percent or 100) // 100


def _budget(context: CommuneContext, plan: ImplementationPlan) -> list[dict[str, str]]:
    held = in_force(plan.budget, context.day)
    lines = {line.key: line for line in held}
    places = {line.key: place for place, line in enumerate(held, 1)}
    return [
        {
            "no": str(place),
            "content": context.text(line.content),
            "unit": line.unit,
            "ceiling": money(_amount(line, lines)).removesuffix(" đồng"),
            "note": f"{line.percent}% của khoản {places[line.of]}" if line.percent and line.of in places else "",
        }
        for place, line in enumerate(held, 1)
    ]


def _duty(context: CommuneContext, place: int, duty: PlanDuty) -> dict[str, Any]:
    texts = [context.text(text) for text in duty.points]
    points = lettered(texts) if len(texts) > 1 else closed_list(texts)
    return {"title": f"{place}. {_who(context, duty.who)}", "points": points}


def plan_words(context: CommuneContext, kind: DocumentKind) -> dict[str, Any]:
    """Return the group `plan`."""
    plan = context.catalogue.data(ImplementationPlan)
    return {
        "start": f"tháng {_month(context.issued_on.month)} năm {context.issued_on.year}",
        "calendar": plan.calendar,
        "aims": lettered(texts_on(context, plan.aims)),
        "demands": lettered(texts_on(context, plan.demands)),
        "steps": _steps(context, plan),
        "steps_act": short_act(context, plan.steps_act, plan.steps_place),
        "budget": _budget(context, plan),
        "budget_act": short_act(context, plan.budget_act),
        "budget_notes": numbered(texts_on(context, plan.budget_notes)),
        "duties": [_duty(context, place, duty) for place, duty in enumerate(in_force(plan.duties, context.day), 1)],
    }
