"""The words of the publication set: decision, declaration, notice letter."""

from __future__ import annotations

from typing import Any

from ...domain.document import DocumentKind
from ...domain.vietnamese import citation, two_digits, upper_first
from .context import CommuneContext


def scope_rows(context: CommuneContext, sheet_kind: DocumentKind) -> list[dict[str, Any]]:
    """Return the procedures in the scope grouped by field, each with its number in the whole list."""
    groups: list[dict[str, Any]] = []
    for number, procedure in enumerate(context.scope, 1):
        field = context.catalogue.fields[procedure.field].name
        if not groups or groups[-1]["field"] != field:
            groups.append({"field": field, "rows": []})
        groups[-1]["rows"].append(
            {
                "no": str(number),
                "code": procedure.code,
                "name": procedure.name_on(context.day),
                "sheet_code": context.sheet_code(procedure, sheet_kind),
            }
        )
    return [{**group, "count": two_digits(len(group["rows"]))} for group in groups]


def publication_words(context: CommuneContext, kind: DocumentKind, sheet_kind: DocumentKind) -> dict[str, Any]:
    """Return the words of one document of the publication set."""
    profile = context.catalogue.province_on(context.commune, context.day)
    plan = context.acts_on([profile.rollout_plan]) if profile and profile.rollout_plan else []
    acts = [*context.acts_on(kind.basis), *plan]
    groups = scope_rows(context, sheet_kind)
    department = profile.science_department if profile else "Sở Khoa học và Công nghệ"
    office = profile.quality_office if profile else None
    district = context.parents[0] if len(context.parents) > 1 else None
    interested = [department, office, f"Ủy ban nhân dân {district}" if district else None]
    return context.shared_words | {
        "document": context.control_words(kind.code_for(), kind.title),
        "publication": {
            "basis": [*(f"Căn cứ {citation(act, long=True)}" for act in acts)],
            "department": department,
            "recipients": [recipient for recipient in interested if recipient],
            "procedure_count": two_digits(len(context.scope)),
            "field_count": two_digits(len(groups)),
            "groups": groups,
            "place_and_date": f"{context.agency_words['place']}, {context.control_words('', '')['issued_on_long']}",
            "proposer": upper_first(context.position_title("iso_secretary")),
            "copies": [recipient for recipient in interested[1:] if recipient],
            "implementing": "; ".join(citation(act, long=True) for act in context.acts_on(kind.basis)),
        },
    }
