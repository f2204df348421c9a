"""What the documents of the system itself hold: texts, lists and plans of a commune's quality management system.

In: the files of `system/`. Out: one model per file. Touches: nothing.
"""

from ..dated import Model
from .audit import Audit, AuditQuestions
from .committee import Committee
from .confirmation import Confirmation
from .distribution import Distribution
from .issues import Issues
from .manual import Manual
from .objectives import Objectives
from .parties import Parties
from .plan import ImplementationPlan
from .policy import Policy
from .posts import Posts
from .procedures import SystemProcedures
from .processes import Processes
from .republication import Republication
from .review import Review
from .risks import RiskRegister
from .survey import Survey
from .training import Training
from .yearly_report import YearlyReport

SYSTEM_FILES: dict[str, type[Model]] = {
    "committee": Committee,
    "plan": ImplementationPlan,
    "procedures": SystemProcedures,
    "processes": Processes,
    "confirmation": Confirmation,
    "republication": Republication,
    "yearly_report": YearlyReport,
    "issues": Issues,
    "manual": Manual,
    "objectives": Objectives,
    "parties": Parties,
    "policy": Policy,
    "posts": Posts,
    "distribution": Distribution,
    "risks": RiskRegister,
    "survey": Survey,
    "training": Training,
    "audit": Audit,
    "audit_questions": AuditQuestions,
    "review": Review,
}
"""Tệp dữ liệu hệ thống: the name of each file in `system/`, without `.yaml`, and its model."""

__all__ = ["SYSTEM_FILES"]
