"""The words of the audit checklist: what is asked at each unit, by clause and by procedure.

In: `system/audit_questions.yaml`, `system/audit.yaml`, the scope. Out: the group `checklist`. Touches: nothing.
"""

from __future__ import annotations

from typing import Any

from ...domain.dated import in_force
from ...domain.document import DocumentKind
from ...domain.procedure import AdministrativeProcedure
from ...domain.system.audit import AuditQuestions
from ...domain.vietnamese import UNKNOWN, duration_text, lower_first, upper_first
from .audit_units import Assignment, AuditPlan, names, within
from .confirmation import filled, records_text
from .context import CommuneContext
from .models import WordGroup, _word


class QuestionWords(WordGroup):
    """Câu hỏi theo điều khoản."""

    no: str = _word("Số thứ tự trong bộ phận", "1")
    clause: str = _word("Điều khoản", "7.5.3")
    text: str = _word("Câu hỏi")
    look: str = _word("Hồ sơ cần xem, kèm mã hiệu", "Danh mục tài liệu nội bộ (BM-HT01-01)")


class CheckedProcedureWords(WordGroup):
    """Quy trình được kiểm tra."""

    no: str = _word("Số thứ tự trong bộ phận", "1")
    code: str = _word("Mã hiệu quy trình", "QT-TPHT-01")
    name: str = _word("Tên thủ tục", "Đăng ký khai sinh")
    limit: str = _word("Thời hạn theo quy trình", "Trong ngày")


class CheckWords(WordGroup):
    """Điểm kiểm tra của mỗi quy trình."""

    no: str = _word("Số của cột", "1")
    short: str = _word("Tên cột", "Đúng hạn")
    text: str = _word("Câu hỏi")


class ChecklistUnitWords(WordGroup):
    """Phần của một bộ phận."""

    no: str = _word("Số thứ tự", "1")
    title: str = _word("Bộ phận", "Bộ phận Tiếp nhận và Trả kết quả")
    people: str = _word("Người được đánh giá; trống khi chưa phân công", "Huỳnh Văn Đ")
    auditors: str = _word("Đánh giá viên", "Lê Văn C; Võ Thị E")
    questions: list[QuestionWords] = _word("Câu hỏi theo điều khoản")
    procedures: list[CheckedProcedureWords] = _word("Các quy trình giải quyết thủ tục hành chính")


class ChecklistWords(WordGroup):
    """Phiếu ghi chép đánh giá."""

    checks: list[CheckWords] = _word("Các điểm kiểm tra của mỗi quy trình")
    units: list[ChecklistUnitWords] = _word("Các bộ phận")
    question_count: str = _word("Số câu hỏi theo điều khoản", "84")
    procedure_count: str = _word("Số quy trình", "44")


def _form(context: CommuneContext, key: str, default: str) -> str:
    form = context.one_stop.form(key)
    return lower_first(f"{form.name} (Mẫu số {form.number})" if form else default)


def _limit(context: CommuneContext, procedure: AdministrativeProcedure) -> str:
    limits = [limit for limit in in_force(procedure.time_limits, context.day) if limit.is_known and not limit.extends_base]
    texts = dict.fromkeys(upper_first(duration_text(limit.value, limit.unit)) for limit in limits)
    return "; ".join(texts) or upper_first(UNKNOWN)


def _title(name: str) -> str:
    return upper_first(name.removeprefix("Thủ tục ").removeprefix("thủ tục "))


def _questions(context: CommuneContext, plan: AuditPlan, item: Assignment, data: AuditQuestions) -> list[dict[str, str]]:
    clauses = plan.clauses(item.unit)
    asked = [
        (group.clause, question)
        for group in data.clauses
        if any(within(group.clause, clause) for clause in clauses)
        for question in in_force(group.questions, context.day)
        if not question.units or item.unit.key in question.units
    ]
    return [
        {
            "no": str(place),
            "clause": clause,
            "text": context.text(question.text),
            "look": records_text(context, question.look, question.kinds),
        }
        for place, (clause, question) in enumerate(asked, 1)
    ]


def _procedures(context: CommuneContext, item: Assignment) -> list[dict[str, str]]:
    kind = context.catalogue.sheet_kind
    return [
        {
            "no": str(place),
            "code": context.sheet_code(procedure, kind),
            "name": _title(procedure.name_on(context.day)),
            "limit": _limit(context, procedure),
        }
        for place, procedure in enumerate(item.procedures, 1)
    ]


def checklist_words(context: CommuneContext, kind: DocumentKind) -> dict[str, Any]:
    """Return the group `checklist`."""
    plan, data = AuditPlan(context), context.catalogue.data(AuditQuestions)
    forms = {
        "receipt": _form(context, "RECEIPT", "Giấy tiếp nhận hồ sơ và hẹn trả kết quả"),
        "control_slip": _form(context, "CONTROL_SLIP", "Phiếu kiểm soát quá trình giải quyết hồ sơ"),
    }
    units = [
        {
            "no": str(place),
            "title": item.title,
            "people": "; ".join(item.people),
            "auditors": "; ".join(names(item.auditors)),
            "questions": _questions(context, plan, item, data),
            "procedures": _procedures(context, item),
        }
        for place, item in enumerate(plan.assignments, 1)
    ]
    return {
        "checks": [
            {"no": str(place), "short": check.short, "text": filled(context, check.text, forms)}
            for place, check in enumerate(in_force(data.procedure_checks, context.day), 1)
        ],
        "units": units,
        "question_count": f"{sum(len(unit['questions']) for unit in units):02d}",
        "procedure_count": f"{sum(len(unit['procedures']) for unit in units):02d}",
    }
