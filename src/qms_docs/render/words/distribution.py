"""The words of the distribution list: who holds which controlled document.

In: `system/distribution.yaml`, posts held on the day, controlled documents. Out: the group `distribution`. Touches: nothing.
"""

from __future__ import annotations

from typing import Any

from ...domain.dated import in_force
from ...domain.document import DocumentKind
from ...domain.procedure import AdministrativeProcedure
from ...domain.system.distribution import Distribution, DistributionRule
from ...domain.vietnamese import two_digits
from .committee import numbered, texts_on
from .context import CommuneContext
from .master_list import ControlledDocument, controlled_documents
from .models import WordGroup, _word

COPY, ORIGINAL = "x", "G"


class ReceiverWords(WordGroup):
    """Nơi nhận."""

    no: str = _word("Số bản", "01")
    title: str = _word("Chức vụ", "Thư ký Ban Chỉ đạo ISO; Công chức Văn phòng - Thống kê")
    name: str = _word("Họ và tên; trống khi chưa phân công", "Nguyễn Văn A")
    count: str = _word("Số tài liệu được nhận", "58")


class DistributionRowWords(WordGroup):
    """Tài liệu được phân phối."""

    no: str = _word("Số thứ tự", "1")
    code: str = _word("Mã hiệu", "STCL")
    title: str = _word("Tên tài liệu", "Sổ tay chất lượng")
    marks: list[str] = _word("Dấu của từng nơi nhận: G bản gốc, x bản phân phối", "x")


class DistributionGroupWords(WordGroup):
    """Nhóm tài liệu được phân phối."""

    title: str = _word("Tên nhóm", "Biểu mẫu")
    rows: list[DistributionRowWords] = _word("Tài liệu của nhóm")


class DistributionWords(WordGroup):
    """Phân phối tài liệu."""

    receivers: list[ReceiverWords] = _word("Nơi nhận, mỗi người một bản")
    groups: list[DistributionGroupWords] = _word("Các nhóm tài liệu")
    count: str = _word("Tổng số bản phân phối, kể cả bản gốc", "480")
    notes: list[str] = _word("Quy định phân phối, có số và dấu cuối")


def holder_of(context: CommuneContext, position: str) -> str:
    """Return who holds a position; the key of the position itself where nobody is known."""
    return context.holders.get(position, position)


def receivers_of(context: CommuneContext, positions: tuple[str, ...]) -> dict[str, list[str]]:
    """Return the positions of each holder, in the order given; unheld positions only where no position is held at all."""
    held = [position for position in positions if position in context.holders] or list(positions)
    found: dict[str, list[str]] = {}
    for position in held:
        found.setdefault(holder_of(context, position), []).append(position)
    return found


def titles_of(context: CommuneContext, positions: list[str] | tuple[str, ...]) -> str:
    """Return the titles of positions in one line, each once."""
    return "; ".join(dict.fromkeys(context.position_title(position) for position in positions))


def _rule_for(data: Distribution, kind: DocumentKind) -> DistributionRule | None:
    named = next((rule for rule in data.rules if kind.key in rule.kinds), None)
    return named or next((rule for rule in data.rules if kind.group in rule.groups), None)


def _actors(context: CommuneContext, procedures: tuple[AdministrativeProcedure, ...]) -> set[str]:
    steps = [step.actor for procedure in procedures for step in in_force(procedure.steps, context.day)]
    keepers = [record.keeper for procedure in procedures for record in in_force(procedure.records, context.day)]
    return {holder_of(context, position) for position in (*steps, *keepers)}


def _wanted(context: CommuneContext, data: Distribution, document: ControlledDocument) -> set[str] | None:
    """Return who receives a document; None stands for everyone."""
    rule = _rule_for(data, document.kind)
    if rule is None or rule.everyone:
        return None
    wanted = {holder_of(context, position) for position in rule.receivers}
    return wanted | _actors(context, document.procedures) if rule.actors and document.procedures else wanted


def distribution_words(context: CommuneContext, kind: DocumentKind) -> dict[str, Any]:
    """Return the group `distribution`."""
    data = context.catalogue.data(Distribution)
    receivers = receivers_of(context, data.receivers)
    original = holder_of(context, data.original)
    groups: list[dict[str, Any]] = []
    totals = dict.fromkeys(receivers, 0)
    number = 0
    for title, documents in controlled_documents(context):
        rows = []
        for document in documents:
            number += 1
            wanted = _wanted(context, data, document)
            marks = [
                ORIGINAL if holder == original else COPY if wanted is None or holder in wanted else "" for holder in receivers
            ]
            for holder, mark in zip(receivers, marks, strict=True):
                totals[holder] += bool(mark)
            rows.append({"no": str(number), "code": document.code, "title": document.title, "marks": marks})
        groups.append({"title": title, "rows": rows})
    return {
        "receivers": [
            {
                "no": two_digits(place),
                "title": titles_of(context, positions),
                "name": holder if holder not in positions else "",
                "count": two_digits(totals[holder]),
            }
            for place, (holder, positions) in enumerate(receivers.items(), 1)
        ],
        "groups": groups,
        "count": two_digits(sum(totals.values())),
        "notes": numbered(texts_on(context, data.notes)),
    }
