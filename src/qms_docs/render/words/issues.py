"""The words of the context of the organisation: external and internal issues.

In: `system/issues.yaml`. Out: the group `issues`. Touches: nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ...domain.dated import in_force
from ...domain.document import DocumentKind
from ...domain.system.issues import Issue, Issues
from ...domain.vietnamese import two_digits
from .committee import numbered
from .context import CommuneContext
from .level import amendment_of, level_texts, sentence, who_text
from .models import WordGroup, _word


class IssueWords(WordGroup):
    """Vấn đề."""

    no: str = _word("Số thứ tự", "1")
    area: str = _word("Lĩnh vực", "Chính sách, pháp luật")
    text: str = _word("Vấn đề", "Pháp luật về hộ tịch, đất đai thường xuyên sửa đổi")
    help: str = _word("Thuận lợi, cơ hội; trống khi không có")
    harm: str = _word("Khó khăn, rủi ro; trống khi không có")
    action: str = _word("Cách ứng phó", "Theo dõi văn bản hằng tháng")
    who: str = _word("Trách nhiệm", "Thư ký Ban Chỉ đạo ISO")


class IssueGroupWords(WordGroup):
    """Nhóm vấn đề."""

    title: str = _word("Tên nhóm", "I. Vấn đề bên ngoài")
    rows: list[IssueWords] = _word("Các vấn đề")


class IssuesWords(WordGroup):
    """Bối cảnh của tổ chức."""

    opening: list[str] = _word("Mở đầu; mỗi câu có dấu cuối")
    groups: list[IssueGroupWords] = _word("Vấn đề bên ngoài, vấn đề nội bộ")
    keeping: list[str] = _word("Theo dõi, xem xét; có số và dấu cuối")
    count: str = _word("Số vấn đề", "15")


def _held(context: CommuneContext, issues: Sequence[Issue]) -> list[Issue]:
    amended, merged = bool(amendment_of(context)), len(context.commune.formed_from) > 1
    return [issue for issue in in_force(issues, context.day) if (amended or not issue.amendment) and (merged or not issue.merged)]


def _row(context: CommuneContext, number: int, issue: Issue) -> dict[str, str]:
    return {
        "no": str(number),
        "area": sentence(context, issue.area),
        "text": sentence(context, issue.text),
        "help": sentence(context, issue.help or ""),
        "harm": sentence(context, issue.harm or ""),
        "action": sentence(context, issue.action),
        "who": who_text(context, issue.who),
    }


def issues_words(context: CommuneContext, kind: DocumentKind) -> dict[str, Any]:
    """Return the group `issues`."""
    data = context.catalogue.data(Issues)
    external, internal = _held(context, data.external), _held(context, data.internal)
    groups = [
        {"title": "I. Vấn đề bên ngoài", "rows": [_row(context, n, issue) for n, issue in enumerate(external, 1)]},
        {
            "title": "II. Vấn đề nội bộ",
            "rows": [_row(context, n, issue) for n, issue in enumerate(internal, len(external) + 1)],
        },
    ]
    return {
        "opening": [f"{text.rstrip(' ;.,')}." for text in level_texts(context, data.opening)],
        "groups": groups,
        "keeping": numbered(level_texts(context, data.keeping)),
        "count": two_digits(len(external) + len(internal)),
    }
