"""The words of the confirmation that the system is effective.

In: `system/confirmation.yaml`. Out: the group `confirmation`. Touches: nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from ...domain.dated import in_force
from ...domain.document import DocumentKind
from ...domain.system.confirmation import Confirmation, ConfirmationForm
from ...domain.vietnamese import closed_list, short_date
from .committee import texts_on
from .context import CommuneContext
from .models import WordGroup, _word
from .register import is_made, kind_code
from .year_records import FigureRecordWords, year_figures

_FIGURES = tuple(FigureRecordWords.model_fields)


class EvidenceWords(WordGroup):
    """Điều kiện để xác nhận hiệu lực."""

    no: str = _word("Số thứ tự", "1")
    content: str = _word("Điều kiện", "Tài liệu của hệ thống được phê duyệt, ban hành và đưa vào áp dụng")
    result: str = _word("Kết quả; trống khi đơn vị điền", "Áp dụng từ ngày 01/12/2018")
    records: str = _word("Hồ sơ chứng minh, kèm mã hiệu", "Quyết định ban hành hệ thống tài liệu (QD-BH)")


class ConfirmationWords(WordGroup):
    """Xác nhận hiệu lực."""

    decision: bool = _word("Đúng khi xác nhận bằng quyết định")
    symbol: str = _word("Ký hiệu loại văn bản", "TB")
    evidence: list[EvidenceWords] = _word("Các điều kiện")
    conclusions: list[str] = _word("Kết luận, có dấu cuối")
    tasks: list[str] = _word("Giao nhiệm vụ, có dấu cuối")


def records_text(context: CommuneContext, records: str, kinds: Iterable[str]) -> str:
    """Return the names of the records and, in brackets, the codes of those that the commune makes."""
    made = context.catalogue.made_kinds
    found = [made[key] for key in kinds if key in made and is_made(context, made[key])]
    codes = ", ".join(kind_code(context, kind) for kind in found)
    return f"{context.text(records)} ({codes})" if codes else context.text(records)


def filled(context: CommuneContext, text: str | None, blanks: Mapping[str, str]) -> str:
    """Return the text with the blanks of every text and its own filled; nothing for None, or where a blank is not known."""
    for blank, value in blanks.items():
        if text is not None and f"{{{blank}}}" in text:
            text = text.replace(f"{{{blank}}}", value) if value else None
    return context.text(text) if text else ""


def known_of_year(context: CommuneContext, year: int) -> dict[str, str]:
    """Return what the records tell of a year, by the blank it fills; empty texts where nothing was recorded."""
    records = context.catalogue.records_of(context.commune, year)
    audit, review = (records.audit, records.review) if records else (None, None)
    days = {
        "audit_from": audit.held_from if audit else None,
        "audit_to": audit.held_to if audit else None,
        "review_on": review.held_on if review else None,
    }
    figures = dict.fromkeys(_FIGURES, "") | year_figures(context, year)
    return {**figures, **{blank: short_date(day) if day else "" for blank, day in days.items()}}


def confirmation_words(context: CommuneContext, kind: DocumentKind) -> dict[str, Any]:
    """Return the group `confirmation`."""
    data = context.catalogue.data(Confirmation)
    blanks = {"effective_on": context.control_words("", "")["effective_on"], **known_of_year(context, context.year)}
    decision = data.form is ConfirmationForm.DECISION
    return {
        "decision": decision,
        "symbol": "QĐ" if decision else "TB",
        "evidence": [
            {
                "no": str(place),
                "content": context.text(item.content),
                "result": filled(context, item.result, blanks),
                "records": records_text(context, item.records, item.kinds),
            }
            for place, item in enumerate(in_force(data.evidence, context.day), 1)
        ],
        "conclusions": closed_list(texts_on(context, data.conclusions)),
        "tasks": closed_list(texts_on(context, data.tasks)),
    }
