"""Tables that a system procedure borrows: scales, levels, grades and inputs stand once, in the data they belong to.

In: the data of risks, audit and review. Out: one table of three columns. Touches: nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from ...domain.dated import in_force
from ...domain.document import DocumentKind
from ...domain.system.audit import Audit
from ...domain.system.procedures import ProcedureTable
from ...domain.system.review import Review
from ...domain.system.risks import RiskRegister
from ...domain.vietnamese import two_digits
from .context import CommuneContext
from .level import sentence, who_text
from .register import is_made, kind_code

Rows = Iterator[tuple[str, str, str]]


_YEARS = {"năm {next_year}": "năm sau", "năm {last_year}": "năm trước", "năm {year}": "trong năm"}
"""What stands for a year in a procedure, which holds for all years."""


def plain_code(context: CommuneContext, kind: DocumentKind) -> str:
    """Return the code of a kind; of a yearly one without the year, since the procedure holds for all years."""
    if "{year}" in kind.code_pattern:
        return kind.code_pattern.split("{")[0].rstrip("-./ ") or kind.code_pattern
    return kind_code(context, kind)


def made_of(context: CommuneContext, keys: Iterable[str]) -> list[DocumentKind]:
    """Return those kinds that the commune makes, in the order of the kinds file."""
    wanted = set(keys)
    return [kind for kind in context.catalogue.made_kinds.values() if kind.key in wanted and is_made(context, kind)]


def _cell(context: CommuneContext, text: str) -> str:
    for year, words in _YEARS.items():
        text = text.replace(year, words)
    return sentence(context, text) if len(text) > 3 else text


def _risk_scale(context: CommuneContext) -> Rows:
    for item in context.catalogue.data(RiskRegister).scale:
        yield str(item.points), item.likelihood, item.impact


def _risk_levels(context: CommuneContext) -> Rows:
    for item in context.catalogue.data(RiskRegister).ranked:
        yield f"{item.name} (từ {two_digits(item.least)} điểm)", item.risk, item.chance


def _finding_grades(context: CommuneContext) -> Rows:
    for number, item in enumerate(context.catalogue.data(Audit).grades, 1):
        yield str(number), item.title, item.meaning


def _review_inputs(context: CommuneContext) -> Rows:
    for item in in_force(context.catalogue.data(Review).inputs, context.day):
        codes = ", ".join(plain_code(context, kind) for kind in made_of(context, item.kinds))
        yield f"{item.point})", item.title, f"{who_text(context, [item.reporter])}{f' ({codes})' if codes else ''}"


def _review_outputs(context: CommuneContext) -> Rows:
    for number, item in enumerate(context.catalogue.data(Review).outputs, 1):
        yield str(number), item.title, "; ".join(item.examples)


_TABLES: dict[ProcedureTable, tuple[str, tuple[str, str, str], Callable[[CommuneContext], Rows]]] = {
    ProcedureTable.RISK_SCALE: ("Thang điểm", ("Điểm", "Khả năng xảy ra", "Mức ảnh hưởng"), _risk_scale),
    ProcedureTable.RISK_LEVELS: ("Mức và cách ứng xử", ("Mức", "Đối với rủi ro", "Đối với cơ hội"), _risk_levels),
    ProcedureTable.FINDING_GRADES: ("Mức độ của phát hiện", ("TT", "Mức độ", "Khi nào xếp"), _finding_grades),
    ProcedureTable.REVIEW_INPUTS: ("Đầu vào của cuộc họp", ("Điểm", "Nội dung", "Người báo cáo, tài liệu"), _review_inputs),
    ProcedureTable.REVIEW_OUTPUTS: ("Đầu ra của cuộc họp", ("TT", "Đầu ra", "Điều cần quyết định"), _review_outputs),
}


def table_words(context: CommuneContext, table: ProcedureTable) -> dict[str, Any]:
    """Return title, heads and rows of a table."""
    title, heads, rows = _TABLES[table]
    names = ("first", "second", "third")
    return {
        "title": title,
        **dict(zip(names, heads, strict=True)),
        "rows": [{name: _cell(context, text) for name, text in zip(names, row, strict=True)} for row in rows(context)],
    }
