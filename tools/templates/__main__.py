"""Write the drafts: `python -m tools.templates [FOLDER]`; into templates/docx, and their list, unless a folder is named."""

from __future__ import annotations

import hashlib
import sys
from pathlib import Path

from .audit_forms import audit_checklist, audit_plan, audit_programme, audit_report, audit_team_decision
from .base import TITLE, base
from .binder import binder, binder_overlay
from .charts import charts
from .control_forms import (
    change_request,
    disposal_minutes,
    distribution_list,
    external_documents,
    master_list,
    record_list,
)
from .decisions import committee_decision, promulgation_decision, republication_decision, secretary_appointment
from .decisions_more import effectiveness_confirmation, implementation_plan, yearly_report
from .drift_report import drift_report
from .impact_letter import impact_letter
from .improvement_forms import nonconformity_register, nonconformity_report
from .level_one import context_analysis, quality_objectives, quality_policy
from .level_one_more import interested_parties, job_descriptions, scope_statement
from .manual import manual
from .one_stop_forms import (
    apology_letter,
    control_slip,
    reception_slip,
    rejection_slip,
    stop_notice,
    supplement_request,
    tracking_book,
)
from .package import write_template
from .people_forms import dissemination_minutes, training_attendance, training_plan
from .publication import decision, declaration, letter
from .review_forms import review_agenda, review_conclusions, review_minutes
from .risk_forms import complaints_register, risk_register, satisfaction_report, satisfaction_survey
from .shared_sheet import shared_sheet
from .sheet import sheet
from .system_procedure import system_procedure

DRAFTS = {
    "procedure_sheet": sheet,
    "manual": manual,
    "quality_policy": quality_policy,
    "quality_objectives": quality_objectives,
    "context_analysis": context_analysis,
    "interested_parties": interested_parties,
    "scope_statement": scope_statement,
    "charts": charts,
    "system_procedure": system_procedure,
    "job_descriptions": job_descriptions,
    "publication_decision": decision,
    "declaration": declaration,
    "notice_letter": letter,
    "implementation_plan": implementation_plan,
    "committee_decision": committee_decision,
    "secretary_appointment": secretary_appointment,
    "promulgation_decision": promulgation_decision,
    "effectiveness_confirmation": effectiveness_confirmation,
    "yearly_report": yearly_report,
    "republication_decision": republication_decision,
    "master_list": master_list,
    "external_documents": external_documents,
    "distribution_list": distribution_list,
    "change_request": change_request,
    "record_list": record_list,
    "disposal_minutes": disposal_minutes,
    "risk_register": risk_register,
    "satisfaction_survey": satisfaction_survey,
    "satisfaction_report": satisfaction_report,
    "complaints_register": complaints_register,
    "training_plan": training_plan,
    "training_attendance": training_attendance,
    "dissemination_minutes": dissemination_minutes,
    "reception_slip": reception_slip,
    "control_slip": control_slip,
    "supplement_request": supplement_request,
    "rejection_slip": rejection_slip,
    "apology_letter": apology_letter,
    "stop_notice": stop_notice,
    "tracking_book": tracking_book,
    "audit_plan": audit_plan,
    "audit_programme": audit_programme,
    "audit_team_decision": audit_team_decision,
    "audit_checklist": audit_checklist,
    "audit_report": audit_report,
    "nonconformity_report": nonconformity_report,
    "nonconformity_register": nonconformity_register,
    "review_agenda": review_agenda,
    "review_minutes": review_minutes,
    "review_conclusions": review_conclusions,
    "shared_sheet": shared_sheet,
    "impact_letter": impact_letter,
    "drift_report": drift_report,
    "binder": binder,
    "binder_overlay": binder_overlay,
}
REPOSITORY = Path(__file__).resolve().parents[2]
SHIPPED = REPOSITORY / "src/qms_docs/templating/shipped.txt"


def main(folder: Path) -> None:
    """Write all drafts into `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, draft in DRAFTS.items():
        body, extras = draft()
        write_template(folder / f"{name}.docx", body, extras)


def write_base(file: Path) -> None:
    """Write the file whose styles `qms-docs template restyle` carries into all templates."""
    body, extras = base(DRAFTS.values())
    write_template(file, body, extras, TITLE)


def list_shipped(folder: Path) -> str:
    """Return SHA-256 and name of each template in `folder`, as `sha256sum *.docx` prints them."""
    files = sorted(folder.glob("*.docx"))
    return "".join(f"{hashlib.sha256(file.read_bytes()).hexdigest()}  {file.name}\n" for file in files)


if __name__ == "__main__":
    if len(sys.argv) > 1:
        main(Path(sys.argv[1]))
    else:
        main(REPOSITORY / "templates/docx")
        write_base(REPOSITORY / "templates/base.docx")
        SHIPPED.write_text(list_shipped(REPOSITORY / "templates/docx"), encoding="utf-8")
