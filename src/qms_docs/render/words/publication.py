"""The words of the publication set: decision, declaration, notice letter."""

from __future__ import annotations

from typing import Any

from ...domain.document import DocumentKind
from ...domain.vietnamese import citation, two_digits, upper_first
from .context import CommuneContext


def publication_words(context: CommuneContext, kind: DocumentKind) -> dict[str, Any]:
    """Return the group `publication` for a kind: what is published, on which basis, to whom."""
    profile = context.catalogue.province_on(context.commune, context.day)
    plan = context.acts_on([profile.rollout_plan]) if profile and profile.rollout_plan else []
    acts = [*context.acts_on(kind.basis), *plan]
    groups = context.scope_groups
    department = profile.science_department if profile else "Sở Khoa học và Công nghệ"
    office = profile.quality_office if profile else None
    district = context.parents[0] if len(context.parents) > 1 else None
    interested = [department, office, f"Ủy ban nhân dân {district}" if district else None]
    return {
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
    }
