"""The corridor: each function is one way through the rooms.

In: a request. Out: a result with its diagnostics. Touches: what the rooms touch; writes below the output folder.
"""

from ..intake.sheets.matching import MIN_SCORE
from .binders import Binder, PrintRequest, print_binders
from .build import build
from .check import CheckReport, CheckResult, check, check_report
from .compare import Comparison, compare
from .coverage import CoverageReport, coverage
from .deadline import Deadline, StepTime, deadlines
from .drift import DriftReport, drift
from .explain import Explained, explain_value
from .impact import impact
from .impact_report import impact_report
from .import_portal import PortalImport, TakenRecord, import_portal
from .import_sheets import SheetImport, Take, TakenSheet, import_sheets
from .last_run import BuildResult
from .law import ActFacts, DueAct, act_keys, due_acts, list_acts, show_act
from .law_add import AddedAct, NewAct, add_act
from .lint import LintResult, fix, lint, rule_texts
from .maker import BuildInterrupt
from .merge_units import MergeReport, draft_unit, question_text
from .pdf import PdfReport, find_office, make_pdfs
from .plan import PlanReport, plan_report
from .planning import PlannedDocument, Reason
from .printing import check_printer, send_to_printer
from .restyle import RestyledFile, RestyleReport, restyle_templates
from .rule_pages import HOW_TO_MEND, CodePage, explain_code, rule_pages
from .template import TemplateReport, annotate_template, check_template_file, outline_template, template_words, try_template
from .verify import Fault, VerifyReport, WrongFile, verify
from .whatis import PaperFacts, Standing, what_is
from .workbook import import_workbook
from .workbook_export import export_workbook, subject_titles
from .workspace import fetch_workspace, home_of, init_workspace, load, write_schemas

__all__ = [
    "HOW_TO_MEND",
    "MIN_SCORE",
    "ActFacts",
    "AddedAct",
    "Binder",
    "BuildInterrupt",
    "BuildResult",
    "CheckReport",
    "CheckResult",
    "CodePage",
    "Comparison",
    "CoverageReport",
    "Deadline",
    "DriftReport",
    "DueAct",
    "Explained",
    "Fault",
    "Impact",
    "ImpactRow",
    "LintResult",
    "MergeReport",
    "NewAct",
    "PaperFacts",
    "PdfReport",
    "PlanReport",
    "PlannedDocument",
    "PortalImport",
    "PrintRequest",
    "Reason",
    "RestyleReport",
    "RestyledFile",
    "SheetImport",
    "Standing",
    "StepTime",
    "Take",
    "TakenRecord",
    "TakenSheet",
    "TemplateReport",
    "VerifyReport",
    "WrongFile",
    "act_keys",
    "add_act",
    "annotate_template",
    "build",
    "check",
    "check_printer",
    "check_report",
    "check_template_file",
    "compare",
    "coverage",
    "deadlines",
    "draft_unit",
    "drift",
    "due_acts",
    "explain_code",
    "explain_value",
    "export_workbook",
    "fetch_workspace",
    "find_office",
    "fix",
    "home_of",
    "impact",
    "impact_report",
    "import_portal",
    "import_sheets",
    "import_workbook",
    "init_workspace",
    "lint",
    "list_acts",
    "load",
    "make_pdfs",
    "outline_template",
    "plan_report",
    "print_binders",
    "question_text",
    "restyle_templates",
    "rule_pages",
    "rule_texts",
    "send_to_printer",
    "show_act",
    "subject_titles",
    "template_words",
    "try_template",
    "verify",
    "what_is",
    "write_schemas",
]
