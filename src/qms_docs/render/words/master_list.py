"""The words of the master list: every controlled document of the commune with its issue and effective day.

In: the kinds that are made on the day, the scope. Out: the group `master`. Touches: nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from ...domain.document import DocumentGroup, DocumentKind, DocumentScope
from ...domain.procedure import AdministrativeProcedure
from ...domain.vietnamese import two_digits
from .context import CommuneContext
from .models import WordGroup, _word
from .register import is_made, kind_code

LEVELS: dict[DocumentGroup | None, str] = {
    DocumentGroup.LEVEL_ONE: "Tài liệu cấp một",
    DocumentGroup.SYSTEM_PROCEDURES: "Quy trình hệ thống",
    DocumentGroup.PROCEDURE_SHEETS: "Quy trình giải quyết thủ tục hành chính",
    DocumentGroup.FORMS: "Biểu mẫu",
    None: "Tài liệu khác",
}
"""Levels of controlled documents; decisions and letters (group A) are records, not controlled documents."""


@dataclass(frozen=True)
class ControlledDocument:
    """A document under control: code, title, its kind, and the procedures it is the sheet of."""

    code: str
    title: str
    kind: DocumentKind
    procedures: tuple[AdministrativeProcedure, ...] = ()


class MasterRowWords(WordGroup):
    """Tài liệu kiểm soát."""

    no: str = _word("Số thứ tự trong cả danh mục", "1")
    code: str = _word("Mã hiệu", "STCL")
    title: str = _word("Tên tài liệu", "Sổ tay chất lượng")
    issue: str = _word("Lần ban hành", "01")
    revision: str = _word("Lần sửa đổi", "00")
    effective_on: str = _word("Ngày hiệu lực", "01/12/2018")


class MasterGroupWords(WordGroup):
    """Nhóm tài liệu kiểm soát."""

    title: str = _word("Tên nhóm", "Quy trình giải quyết thủ tục hành chính – Lĩnh vực: Hộ tịch")
    count: str = _word("Số tài liệu", "17")
    rows: list[MasterRowWords] = _word("Tài liệu của nhóm")


class MasterWords(WordGroup):
    """Danh mục tài liệu nội bộ."""

    groups: list[MasterGroupWords] = _word("Các nhóm tài liệu")
    count: str = _word("Tổng số tài liệu", "96")
    keeper: str = _word("Người giữ bản gốc", "Thư ký Ban Chỉ đạo ISO")


def controlled_documents(context: CommuneContext) -> list[tuple[str, list[ControlledDocument]]]:
    """Return the groups of controlled documents: level by level, the sheets by field."""
    if "controlled" not in context.kept:
        context.kept["controlled"] = [*_controlled_documents(context)]
    made: list[tuple[str, list[ControlledDocument]]] = context.kept["controlled"]
    return made


def _controlled_documents(context: CommuneContext) -> Iterator[tuple[str, list[ControlledDocument]]]:
    for level, title in LEVELS.items():
        kinds = [kind for kind in context.catalogue.made_kinds.values() if kind.group is level and is_made(context, kind)]
        sheets = [kind for kind in kinds if level is DocumentGroup.PROCEDURE_SHEETS and kind.is_sheet]
        for kind in sheets:
            yield from _by_field(context, kind, title)
        plain = [
            ControlledDocument(kind_code(context, kind), kind.title, kind)
            for kind in kinds
            if kind not in sheets and kind.scope is not DocumentScope.SHARED
        ]
        if plain:
            yield title, plain


def _by_field(context: CommuneContext, kind: DocumentKind, title: str) -> Iterator[tuple[str, list[ControlledDocument]]]:
    fields: dict[str, list[ControlledDocument]] = {}
    for procedure in context.scope:
        documents = fields.setdefault(procedure.field, [])
        if context.has_own_sheet(procedure):
            code = context.sheet_code(procedure, kind)
            documents.append(ControlledDocument(code, procedure.name_on(context.day), kind, (procedure,)))
    for group in context.shared:
        document = ControlledDocument(context.shared_code(group.process), group.process.title, kind, group.procedures)
        fields.setdefault(group.process.field, []).append(document)
    for field, documents in fields.items():
        yield f"{title} – Lĩnh vực: {context.catalogue.fields[field].name}", documents


def master_words(context: CommuneContext, kind: DocumentKind) -> dict[str, Any]:
    """Return the group `master`."""
    control = context.control_words("", "")
    same = {name: control[name] for name in ("issue", "revision", "effective_on")}
    groups: list[dict[str, Any]] = []
    number = 0
    for title, documents in controlled_documents(context):
        rows = []
        for document in documents:
            number += 1
            rows.append({"no": str(number), "code": document.code, "title": document.title, **same})
        groups.append({"title": title, "count": two_digits(len(rows)), "rows": rows})
    return {"groups": groups, "count": two_digits(number), "keeper": context.position_title("iso_secretary")}
