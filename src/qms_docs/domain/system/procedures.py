"""The system procedures: purpose, terms, steps, rules and records of each.

In: `system/procedures.yaml`. Out: `SystemProcedures`. Touches: nothing.
"""

from __future__ import annotations

from enum import StrEnum

from pydantic import Field

from ..dated import Dated, Model
from ..procedure import Retention
from ..text import ActId, ActorKey, Key, KindKey, PositionKey, Text
from .dated_text import DatedText


class ProcedureTable(StrEnum):
    """Bảng lấy từ dữ liệu khác của hệ thống, printed under a step so that one number stands in one place only."""

    RISK_SCALE = "risk_scale"
    RISK_LEVELS = "risk_levels"
    FINDING_GRADES = "finding_grades"
    REVIEW_INPUTS = "review_inputs"
    REVIEW_OUTPUTS = "review_outputs"


class ProcedureTerm(Dated):
    """Thuật ngữ và cách hiểu."""

    term: Text = Field(title="Thuật ngữ", description="Ví dụ «Tài liệu nội bộ».")
    meaning: Text = Field(title="Cách hiểu", description="Cách hiểu trong quy trình.")


class SystemStep(Dated):
    """Bước của quy trình hệ thống: who does what, until when, how, on which form."""

    name: Text = Field(title="Bước", description="Tên bước, ngắn.")
    who: tuple[ActorKey, ...] = Field((), title="Trách nhiệm", description="Khóa chức vụ; iso_board là Ban Chỉ đạo ISO.")
    others: Text | None = Field(None, title="Người khác", description="Ghi thêm sau chức vụ, ví dụ «Bộ phận được đánh giá».")
    when: Text = Field(title="Thời hạn", description="Khi nào làm, xong khi nào.")
    points: tuple[DatedText, ...] = Field(
        min_length=2, max_length=8, title="Cách thực hiện", description="Mỗi ý một mục; {khóa loại tài liệu} thành mã hiệu."
    )
    forms: tuple[KindKey, ...] = Field((), title="Biểu mẫu", description="Khóa loại tài liệu được dùng.")
    tables: tuple[ProcedureTable, ...] = Field((), title="Bảng kèm theo", description="Bảng in sau cách thực hiện.")


class SystemRule(DatedText):
    """Quy định riêng; its source is printed while the act stands."""

    act: ActId | None = Field(None, title="Văn bản", description="Khóa văn bản quy định điều này.")
    place: Text | None = Field(None, title="Điểm, khoản, điều", description="Ví dụ «điểm a khoản 4 Điều 4».")


class SystemRecord(Dated):
    """Hồ sơ lưu: of a kind (name, keeper and retention are those of the record list), or told in full."""

    kind: KindKey | None = Field(None, title="Loại tài liệu", description="Khóa loại tài liệu; khi có thì bỏ trống các mục sau.")
    name: Text | None = Field(None, title="Tên hồ sơ", description="Khi hồ sơ không phải là một loại tài liệu.")
    keeper: PositionKey | None = Field(None, title="Người lưu", description="Khóa chức vụ.")
    retention: Retention | None = Field(None, title="Thời gian lưu", description="Vĩnh viễn, số năm hoặc số tháng.")


class SystemProcedure(Model):
    """Quy trình hệ thống."""

    key: Key = Field(title="Khóa", description="Giá trị content của loại tài liệu.")
    purpose: tuple[DatedText, ...] = Field(min_length=1, title="Mục đích", description="Mỗi đoạn một mục.")
    scope: tuple[DatedText, ...] = Field(min_length=1, title="Phạm vi", description="Mỗi đoạn một mục.")
    documents: tuple[KindKey, ...] = Field((), title="Tài liệu liên quan", description="Khóa loại tài liệu được viện dẫn.")
    terms: tuple[ProcedureTerm, ...] = Field(min_length=1, title="Thuật ngữ", description="Theo thứ tự dùng.")
    steps: tuple[SystemStep, ...] = Field(min_length=6, title="Các bước", description="Theo thứ tự thực hiện.")
    rules: tuple[SystemRule, ...] = Field(min_length=1, title="Quy định riêng", description="Điều phải giữ ở mọi bước.")
    records: tuple[SystemRecord, ...] = Field(min_length=1, title="Hồ sơ lưu", description="Hồ sơ của quy trình.")


class SystemProcedures(Model):
    """Các quy trình hệ thống."""

    procedures: tuple[SystemProcedure, ...] = Field(min_length=1, title="Quy trình", description="Theo mã hiệu.")
