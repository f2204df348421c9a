"""The words of the decision that publishes the system again.

In: `system/republication.yaml`, the units a commune was formed from. Out: the group `republication`. Touches: nothing.
"""

from __future__ import annotations

from typing import Any

from ...domain.document import DocumentKind
from ...domain.system.republication import EarlierDecision, Republication
from ...domain.vietnamese import closed_list, long_date
from .context import CommuneContext
from .models import WordGroup, _word

_BLANK = "Quyết định số ............/QĐ-UBND ngày ....../....../............ của Chủ tịch "


class RepublicationWords(WordGroup):
    """Công bố lại."""

    reason: str = _word("Lý do", "do điều chỉnh phạm vi áp dụng")
    earlier: list[str] = _word("Các quyết định được thay thế, có dấu cuối", "Quyết định số 45/QĐ-UBND ngày 14 tháng 6 năm 2019 …")


def _former_agencies(context: CommuneContext) -> list[str]:
    """Return the committees of the units the commune was formed from; its own where it was not formed from others."""
    names = [f"Ủy ban nhân dân {each.names[-1].with_kind} (trước khi sắp xếp)" for each in context.forerunners]
    return names or [context.agency_words["name"]]


def _decision(context: CommuneContext, decision: EarlierDecision) -> str:
    issuer = decision.issuer or f"Chủ tịch {context.agency_words['name']}"
    return f"Quyết định số {decision.number} {long_date(decision.signed)} của {issuer}"


def republication_words(context: CommuneContext, kind: DocumentKind) -> dict[str, Any]:
    """Return the group `republication`; a decision that is not recorded is left blank, to be filled by hand."""
    data = context.catalogue.data(Republication)
    known = [
        _decision(context, decision)
        for decision in data.earlier
        if decision.commune == context.commune.code and decision.signed <= context.day
    ]
    merged = bool(context.commune.formed_from)
    return {
        "reason": context.text(data.reason_merged if merged else data.reason),
        "earlier": closed_list(known or [_BLANK + agency for agency in _former_agencies(context)]),
    }
