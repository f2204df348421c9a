"""The words of the interested parties: their needs, their hopes, how they are met.

In: `system/parties.yaml`. Out: the group `parties`. Touches: nothing.
"""

from __future__ import annotations

from typing import Any

from ...domain.dated import in_force
from ...domain.document import DocumentKind
from ...domain.system.parties import Parties, Party
from ...domain.vietnamese import closed_list
from .committee import numbered
from .context import CommuneContext
from .level import codes_text, level_texts, sentence, who_text
from .models import WordGroup, _word


class PartyWords(WordGroup):
    """Bên quan tâm."""

    no: str = _word("Số thứ tự", "1")
    name: str = _word("Bên quan tâm", "Tổ chức, cá nhân thực hiện thủ tục hành chính")
    needs: list[str] = _word("Nhu cầu, yêu cầu; có dấu cuối")
    hopes: list[str] = _word("Mong đợi; có dấu cuối")
    answers: list[str] = _word("Cách đáp ứng; có dấu cuối")
    watch: str = _word("Theo dõi, xem xét", "Khảo sát hai đợt mỗi năm")
    who: str = _word("Trách nhiệm", "Phó Chủ tịch Ủy ban nhân dân")
    documents: str = _word("Mã tài liệu; trống khi không có", "QT-HT-06")


class PartyGroupWords(WordGroup):
    """Nhóm bên quan tâm."""

    title: str = _word("Tên nhóm", "I. Bên ngoài")
    rows: list[PartyWords] = _word("Các bên quan tâm")


class PartiesWords(WordGroup):
    """Nhu cầu, mong đợi của các bên quan tâm."""

    opening: list[str] = _word("Mở đầu; mỗi câu có dấu cuối")
    groups: list[PartyGroupWords] = _word("Các bên quan tâm bên ngoài, bên trong")
    keeping: list[str] = _word("Theo dõi, xem xét; có số và dấu cuối")


def _row(context: CommuneContext, number: int, party: Party) -> dict[str, Any]:
    return {
        "no": str(number),
        "name": sentence(context, party.name),
        "needs": closed_list(level_texts(context, party.needs)),
        "hopes": closed_list(level_texts(context, party.hopes)),
        "answers": closed_list(level_texts(context, party.answers)),
        "watch": sentence(context, party.watch),
        "who": who_text(context, party.who),
        "documents": codes_text(context, party.kinds),
    }


def parties_words(context: CommuneContext, kind: DocumentKind) -> dict[str, Any]:
    """Return the group `parties`."""
    data = context.catalogue.data(Parties)
    held = in_force(data.parties, context.day)
    ordered = [party for party in held if party.outside] + [party for party in held if not party.outside]
    rows = [(party.outside, _row(context, number, party)) for number, party in enumerate(ordered, 1)]
    groups = [
        {"title": title, "rows": [row for side, row in rows if side is outside]}
        for title, outside in (("I. Bên ngoài", True), ("II. Nội bộ", False))
    ]
    return {
        "opening": [f"{text.rstrip(' ;.,')}." for text in level_texts(context, data.opening)],
        "groups": [group for group in groups if group["rows"]],
        "keeping": numbered(level_texts(context, data.keeping)),
    }
