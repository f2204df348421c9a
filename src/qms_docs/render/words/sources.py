"""The groups of words that every document may use besides those of its own kind.

In: a commune on a day. Out: one dictionary per group, made once per commune. Touches: nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from ...domain.document import DocumentGroup, DocumentKind, DocumentScope
from ...domain.procedure import AdministrativeProcedure
from .audit import AuditWords, audit_words
from .audit_checklist import ChecklistWords, checklist_words
from .charts import ChartWords, chart_words
from .committee import CommitteeWords, committee_words
from .confirmation import ConfirmationWords, confirmation_words
from .context import CommuneContext
from .distribution import DistributionWords, distribution_words
from .external_documents import ExternalWords, external_words
from .flowchart import FlowWords, flow_words
from .handbook import HandbookWords, handbook_words
from .issues import IssuesWords, issues_words
from .master_list import MasterWords, master_words
from .models import WordGroup
from .objectives import ObjectivesWords, objectives_words
from .one_stop import OneStopFormWords, one_stop_words
from .parties import PartiesWords, parties_words
from .plan import PlanWords, plan_words
from .policy import PolicyWords, policy_words
from .posts import PostsWords, posts_words
from .records import KeptWords, kept_words
from .register import RegisterWords, register_words
from .republication import RepublicationWords, republication_words
from .review import ReviewWords, review_words
from .risks import RiskWords, risk_words
from .survey import SurveyWords, survey_words
from .system_procedure import SystemProcedureWords, system_procedure_words
from .training import TrainingWords, training_words
from .year_records import RecordsWords, records_words
from .yearly_report import YearlyReportWords, yearly_report_words


@dataclass(frozen=True)
class WordSource:
    """Nhóm từ: its name in templates, the model that describes it, and the function that makes it."""

    name: str
    title: str
    model: type[WordGroup]
    words: Callable[[CommuneContext], dict[str, Any]]


@dataclass(frozen=True)
class KindWordSource:
    """Nhóm từ của từng loại tài liệu: like WordSource, but made anew for each kind; `kinds` are the kinds that have it."""

    name: str
    title: str
    model: type[WordGroup]
    words: Callable[[CommuneContext, DocumentKind], dict[str, Any]]
    has: Callable[[DocumentKind], bool]
    is_common: bool = False
    """True where the words do not depend on the kind, so that they are made once for all kinds that have them."""


@dataclass(frozen=True)
class ProcedureWordSource:
    """Nhóm từ của từng thủ tục: like KindWordSource, for kinds that are made once per procedure."""

    name: str
    title: str
    model: type[WordGroup]
    words: Callable[[CommuneContext, DocumentKind, AdministrativeProcedure], dict[str, Any]]
    has: Callable[[DocumentKind], bool]


def _only(*keys: str) -> Callable[[DocumentKind], bool]:
    return lambda kind: kind.key in keys


SOURCES: tuple[WordSource, ...] = (WordSource("records", "Hồ sơ của năm và năm trước", RecordsWords, records_words),)
KIND_SOURCES: tuple[KindWordSource, ...] = (
    KindWordSource(
        "committee",
        "Ban Chỉ đạo ISO",
        CommitteeWords,
        committee_words,
        lambda kind: kind.scope.is_single,
        is_common=True,
    ),
    KindWordSource("form", "Biểu mẫu một cửa", OneStopFormWords, one_stop_words, lambda kind: kind.form is not None),
    KindWordSource("handbook", "Các phần của sổ tay", HandbookWords, handbook_words, _only("manual", "scope_statement")),
    KindWordSource("policy", "Chính sách chất lượng", PolicyWords, policy_words, _only("quality_policy")),
    KindWordSource("objectives", "Mục tiêu chất lượng", ObjectivesWords, objectives_words, _only("quality_objectives")),
    KindWordSource(
        "system_procedure",
        "Quy trình hệ thống",
        SystemProcedureWords,
        system_procedure_words,
        lambda kind: kind.group is DocumentGroup.SYSTEM_PROCEDURES and kind.content is not None,
    ),
    KindWordSource("issues", "Bối cảnh của tổ chức", IssuesWords, issues_words, _only("context_analysis")),
    KindWordSource("parties", "Các bên quan tâm", PartiesWords, parties_words, _only("interested_parties")),
    KindWordSource("posts", "Mô tả công việc", PostsWords, posts_words, _only("job_descriptions")),
    KindWordSource("chart", "Sơ đồ tổ chức, sơ đồ quá trình", ChartWords, chart_words, _only("charts", "manual")),
    KindWordSource("plan", "Kế hoạch triển khai", PlanWords, plan_words, _only("implementation_plan")),
    KindWordSource("issued", "Danh mục tài liệu ban hành", RegisterWords, register_words, _only("promulgation_decision")),
    KindWordSource(
        "confirmation", "Xác nhận hiệu lực", ConfirmationWords, confirmation_words, _only("effectiveness_confirmation")
    ),
    KindWordSource("republication", "Công bố lại", RepublicationWords, republication_words, _only("republication_decision")),
    KindWordSource("report", "Báo cáo hằng năm", YearlyReportWords, yearly_report_words, _only("yearly_report")),
    KindWordSource("master", "Danh mục tài liệu nội bộ", MasterWords, master_words, _only("master_list")),
    KindWordSource("external", "Danh mục tài liệu bên ngoài", ExternalWords, external_words, _only("external_documents")),
    KindWordSource("distribution", "Phân phối tài liệu", DistributionWords, distribution_words, _only("distribution_list")),
    KindWordSource("kept", "Danh mục hồ sơ", KeptWords, kept_words, _only("record_list", "disposal_minutes")),
    KindWordSource("risks", "Rủi ro và cơ hội", RiskWords, risk_words, _only("risk_register")),
    KindWordSource(
        "survey",
        "Khảo sát sự hài lòng",
        SurveyWords,
        survey_words,
        _only("satisfaction_survey", "satisfaction_report", "complaints_register"),
    ),
    KindWordSource(
        "training",
        "Đào tạo, phổ biến tài liệu",
        TrainingWords,
        training_words,
        _only("training_plan", "training_attendance", "dissemination_minutes"),
    ),
    KindWordSource(
        "audit",
        "Đánh giá nội bộ",
        AuditWords,
        audit_words,
        _only("audit_plan", "audit_programme", "audit_team_decision", "audit_checklist", "audit_report", "nonconformity_report"),
    ),
    KindWordSource("checklist", "Phiếu ghi chép đánh giá", ChecklistWords, checklist_words, _only("audit_checklist")),
    KindWordSource(
        "review",
        "Xem xét của lãnh đạo",
        ReviewWords,
        review_words,
        _only("review_agenda", "review_minutes", "review_conclusions"),
    ),
)
PROCEDURE_SOURCES: tuple[ProcedureWordSource, ...] = (
    ProcedureWordSource(
        "flow",
        "Lưu đồ",
        FlowWords,
        flow_words,
        lambda kind: kind.scope is DocumentScope.PROCEDURE and kind.form is None,
    ),
)
