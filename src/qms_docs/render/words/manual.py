"""The words of the quality manual (sổ tay chất lượng)."""

from __future__ import annotations

from typing import Any

from ...domain.document import DocumentKind, DocumentScope
from ...domain.vietnamese import citation, closed_list, short_date, two_digits, upper_first
from .context import CommuneContext
from .handbook import coverage_of


def _history(context: CommuneContext) -> list[str]:
    """Return what the data know of the unit's origin, nothing more."""
    commune, name = context.commune, context.name
    above = ", ".join(context.parents)
    lines = [f"{upper_first(name.with_kind)} là đơn vị hành chính cấp xã thuộc {above}; mã đơn vị hành chính: {commune.code}."]
    act = context.catalogue.acts.get(name.established_by or "")
    founded = f"ngày {short_date(commune.valid_from)}" if commune.valid_from else ""
    parts = _former_names(context)
    if founded and parts:
        by = f" theo {citation(act)}" if act else ""
        lines.append(f"{upper_first(name.with_kind)} được thành lập từ {founded}{by}, trên cơ sở sắp xếp {', '.join(parts)}.")
    elif act is not None and name.valid_from is not None:
        lines.append(f"Tên gọi và loại đơn vị hiện nay có từ ngày {short_date(name.valid_from)} theo {citation(act)}.")
    return lines


def _former_names(context: CommuneContext) -> list[str]:
    """Return the names, on their last day, of the units the commune was formed from."""
    return [each.names[-1].with_kind for each in context.forerunners]


def _document_rows(context: CommuneContext, kinds: dict[str, DocumentKind]) -> list[dict[str, str]]:
    rows: list[dict[str, str]] = []
    for kind in kinds.values():
        if not context.catalogue.is_made_for(kind, context.commune, context.day):
            continue
        if kind.scope.is_single:
            rows.append({"code": context.code_of(kind), "title": kind.title})
        elif kind.scope is DocumentScope.SHARED:
            shared = (group.process for group in context.shared)
            rows += [{"code": context.shared_code(process), "title": process.title} for process in shared]
        elif kind.form is None:
            own = [p for p in context.scope if not kind.is_sheet or context.has_own_sheet(p)]
            rows += [{"code": context.sheet_code(p, kind), "title": p.name_on(context.day)} for p in own]
    return [{"no": str(place), **row} for place, row in enumerate(rows, 1)]


def _clause_rows(context: CommuneContext) -> list[dict[str, Any]]:
    """Return the clauses of the standard with the documents that answer them."""
    rows = []
    for row, codes in coverage_of(context):
        documents = "Không áp dụng" if row.excluded else codes
        rows.append(
            {
                "number": row.clause.number,
                "title": row.clause.vi,
                "documents": "" if row.is_chapter else documents,
                "chapter": row.is_chapter,
            }
        )
    return rows


def manual_words(context: CommuneContext) -> dict[str, Any]:
    """Return the group `manual`: the unit's history, posts, scope, clauses and documents."""
    kinds = context.catalogue.made_kinds
    basis = kinds["manual"].basis if "manual" in kinds else ()
    groups = context.scope_groups
    clauses = {clause.number: clause.vi for clause in context.standard.clauses}
    amendments = [a for a in context.standard.amendments if a.published <= context.day]
    law = [act for act in context.acts_on(basis) if act.kind.value == "luật" and not act.amends]
    return {
        "history": _history(context),
        "law_of_organisation": law[0].title if law else "Luật Tổ chức chính quyền địa phương",
        "posts": context.posts,
        "groups": groups,
        "procedure_count": two_digits(len(context.scope)),
        "field_count": two_digits(len(groups)),
        "fields": closed_list([f"{group['field']}: {two_digits(len(group['rows']))} thủ tục" for group in groups]),
        "exclusions": [
            {"clause": item.clause, "title": clauses.get(item.clause, ""), "reason": item.reason}
            for item in context.settings.exclusions
        ],
        "clauses": _clause_rows(context),
        "documents": _document_rows(context, kinds),
        "basis": closed_list([citation(act) for act in context.acts_on(basis)]),
        "climate": bool(amendments),
        "amendment": amendments[-1].name if amendments else "",
        "secretary": context.position_title("iso_secretary"),
        "abbreviations": context.abbreviations_in(["BPTN&TKQ TTPVHCC HĐND HTQLCL ISO QT STCL TCVN TTHC UBND"]),
    }
