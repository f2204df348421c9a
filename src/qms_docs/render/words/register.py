"""The words of the promulgation: every controlled document of the commune, by level.

In: the kinds that are made on the day, the scope. Out: the group `issued`. Touches: nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ...domain.document import DocumentGroup, DocumentKind, DocumentScope
from ...domain.vietnamese import closed_list, two_digits
from .context import CommuneContext
from .models import WordGroup, _word

_LEVELS: dict[DocumentGroup | None, tuple[str, str]] = {
    DocumentGroup.LEVEL_ONE: ("Tài liệu cấp một", "tài liệu cấp một"),
    DocumentGroup.SYSTEM_PROCEDURES: ("Quy trình hệ thống", "quy trình hệ thống"),
    DocumentGroup.PROCEDURE_SHEETS: ("Quy trình giải quyết thủ tục hành chính", "quy trình giải quyết thủ tục hành chính"),
    DocumentGroup.FORMS: ("Biểu mẫu", "biểu mẫu"),
    None: ("Tài liệu khác", "tài liệu khác"),
}


class RegisterRowWords(WordGroup):
    """Tài liệu được ban hành."""

    no: str = _word("Số thứ tự trong cả danh mục", "1")
    code: str = _word("Mã hiệu", "STCL")
    title: str = _word("Tên tài liệu", "Sổ tay chất lượng")
    issue: str = _word("Lần ban hành", "01")
    effective_on: str = _word("Ngày hiệu lực", "01/12/2018")


class RegisterGroupWords(WordGroup):
    """Nhóm tài liệu."""

    title: str = _word("Tên nhóm", "Quy trình giải quyết thủ tục hành chính – Lĩnh vực Hộ tịch")
    rows: list[RegisterRowWords] = _word("Tài liệu của nhóm")


class RegisterWords(WordGroup):
    """Danh mục tài liệu ban hành."""

    groups: list[RegisterGroupWords] = _word("Các nhóm tài liệu")
    count: str = _word("Tổng số tài liệu", "96")
    summary: list[str] = _word("Số tài liệu của từng cấp, có dấu cuối", "06 quy trình hệ thống;")
    first_issue: bool = _word("Đúng khi ban hành lần đầu")


def is_made(context: CommuneContext, kind: DocumentKind) -> bool:
    """True if the kind is made for the commune on the day."""
    return context.catalogue.is_made_for(kind, context.commune, context.day)


def kind_title(context: CommuneContext, kind: DocumentKind) -> str:
    """Return the title of a kind; of a one-stop form the name that the regime of the day gives it."""
    form = context.one_stop.form(kind.form) if kind.form else None
    return form.name if form else kind.title


def kind_code(context: CommuneContext, kind: DocumentKind) -> str:
    """Return the code of a kind; of a kind made for each procedure, what stands before the parts that change."""
    if not kind.scope.is_single:
        pattern = kind.code_pattern.replace("{form}", context.catalogue.form_number(kind, context.day) or "")
        return pattern.split("{")[0].rstrip("-./ ") or kind.code_pattern
    return context.code_of(kind)


def shared_titles(context: CommuneContext, field: str) -> dict[str, str]:
    """Return the titles of the shared processes of a field (its name), by code."""
    shared = [group.process for group in context.shared if context.catalogue.fields[group.process.field].name == field]
    return {context.shared_code(process): process.title for process in shared}


def _of_level(context: CommuneContext, level: DocumentGroup | None) -> list[DocumentKind]:
    return [kind for kind in context.catalogue.made_kinds.values() if kind.group is level and is_made(context, kind)]


def _groups(context: CommuneContext, level: DocumentGroup | None) -> Iterator[tuple[str, list[tuple[str, str]]]]:
    """Yield the groups of a level: title, and code and title of each document."""
    title = _LEVELS[level][0]
    kinds = _of_level(context, level)
    if level is DocumentGroup.PROCEDURE_SHEETS and context.catalogue.sheet_kind in kinds:
        for group in context.scope_groups:
            rows = {row["sheet_code"]: row["name"] for row in group["rows"]} | shared_titles(context, group["field"])
            yield f"{title} – Lĩnh vực {group['field']}", list(rows.items())
        kinds = [kind for kind in kinds if not (kind.is_sheet or kind.scope is DocumentScope.SHARED)]
    if kinds:
        yield title, [(kind_code(context, kind), kind_title(context, kind)) for kind in kinds]


def register_words(context: CommuneContext, kind: DocumentKind) -> dict[str, Any]:
    """Return the group `issued`."""
    control = context.control_words("", "")
    groups: list[dict[str, Any]] = []
    summary: list[str] = []
    number = 0
    for level in _LEVELS:
        before = number
        for title, documents in _groups(context, level):
            rows = []
            for code, name in documents:
                number += 1
                row = {"no": str(number), "code": code, "title": name}
                rows.append({**row, "issue": control["issue"], "effective_on": control["effective_on"]})
            groups.append({"title": title, "rows": rows})
        if number > before:
            summary.append(f"{two_digits(number - before)} {_LEVELS[level][1]}")
    return {
        "groups": groups,
        "count": two_digits(number),
        "summary": closed_list(summary),
        "first_issue": context.settings.documents.issue == 1,
    }
