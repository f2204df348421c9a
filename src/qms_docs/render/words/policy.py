"""The words of the quality policy.

In: `system/policy.yaml`. Out: the group `policy`. Touches: nothing.
"""

from __future__ import annotations

from typing import Any

from ...domain.document import DocumentKind
from ...domain.system.policy import Policy
from .committee import numbered
from .context import CommuneContext
from .level import level_texts, sentence
from .models import WordGroup, _word


class PolicyWords(WordGroup):
    """Chính sách chất lượng."""

    motto: str = _word("Phương châm", "Đúng pháp luật – Đúng hẹn – Công khai – Tận tình")
    opening: list[str] = _word("Mở đầu")
    commitments: list[str] = _word("Các cam kết, có số và dấu cuối", "1. Giải quyết thủ tục hành chính đúng thẩm quyền ….")
    keeping: list[str] = _word("Thực hiện chính sách; mỗi câu có dấu cuối")


def policy_words(context: CommuneContext, kind: DocumentKind) -> dict[str, Any]:
    """Return the group `policy`."""
    policy = context.catalogue.data(Policy)
    return {
        "motto": sentence(context, policy.motto),
        "opening": level_texts(context, policy.opening),
        "commitments": numbered(level_texts(context, policy.commitments)),
        "keeping": [f"{text.rstrip(' ;.,')}." for text in level_texts(context, policy.keeping)],
    }
