"""The blanks that a text of `system/` may hold; the words of a document fill them."""

TEXT_BLANKS = (
    "unit",
    "kind",
    "reception_unit",
    "agency",
    "short_agency",
    "above",
    "province",
    "standard",
    "year",
    "last_year",
    "next_year",
)
"""Chỗ trống: {unit} đơn vị, {agency} Ủy ban nhân dân, {above} đơn vị cấp trên, {reception_unit} bộ phận một cửa, {year} năm …"""

_REVIEWED = ("audit_from", "audit_to", "nonconformities", "closed", "review_on")
OWN_BLANKS: dict[str, tuple[str, ...]] = {
    "audit_questions": ("control_slip", "receipt"),
    "confirmation": ("effective_on", *_REVIEWED),
    "distribution": ("disposal_code",),
    "issues": ("amendment",),
    "manual": ("amendment",),
    "parties": ("amendment",),
    "procedures": ("amendment", "audit_month", "review_month", "survey_target"),
    "yearly_report": (
        "complaints",
        "field_count",
        "on_time_share",
        "procedure_count",
        "received",
        "satisfied_share",
        "settled",
        *_REVIEWED,
    ),
}
"""Chỗ trống riêng: what only the texts of one file may hold. Those of procedures.yaml may also name kinds, for their codes."""
