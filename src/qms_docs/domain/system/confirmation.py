"""How the head of a commune confirms that the system is effective.

In: `system/confirmation.yaml`. Out: `Confirmation`. Touches: nothing.
"""

from __future__ import annotations

from enum import StrEnum

from pydantic import Field

from ..dated import Dated, Model
from ..text import KindKey, Text
from .dated_text import DatedText


class ConfirmationForm(StrEnum):
    """Hình thức văn bản xác nhận: a notice (thông báo) or a decision (quyết định)."""

    NOTICE = "notice"
    DECISION = "decision"


class Evidence(Dated):
    """Điều kiện đã hoàn thành, and the records that show it."""

    content: Text = Field(title="Điều kiện", description="Việc phải hoàn thành trước khi xác nhận hiệu lực.")
    records: Text = Field(title="Hồ sơ", description="Hồ sơ chứng minh.")
    kinds: tuple[KindKey, ...] = Field((), title="Loại tài liệu", description="Khóa loại tài liệu, để ghi mã hiệu của hồ sơ.")
    result: Text | None = Field(
        None, title="Kết quả", description="Câu có các chỗ trống như {review_on}; thiếu số liệu thì ô để trống."
    )


class Confirmation(Model):
    """Văn bản xác nhận hiệu lực của hệ thống quản lý chất lượng."""

    form: ConfirmationForm = Field(
        ConfirmationForm.NOTICE, title="Hình thức", description="notice: Thông báo; decision: Quyết định."
    )
    evidence: tuple[Evidence, ...] = Field(min_length=1, title="Điều kiện", description="Các điều kiện để xác nhận hiệu lực.")
    conclusions: tuple[DatedText, ...] = Field(min_length=1, title="Kết luận", description="Nội dung xác nhận.")
    tasks: tuple[DatedText, ...] = Field(min_length=1, title="Giao nhiệm vụ", description="Việc phải làm sau khi xác nhận.")
