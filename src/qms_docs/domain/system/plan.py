"""The plan by which a commune builds its system: aims, steps with months, budget ceilings, who sees to it.

In: `system/plan.yaml`. Out: `ImplementationPlan`. Touches: nothing.
"""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from ..dated import Dated, Model
from ..text import ActId, ActorKey, Key, Text
from .dated_text import DatedText

Month = Annotated[int, Field(ge=0, le=60)]


class PlanStep(Dated):
    """Bước triển khai (TT 26/2014/TT-BKHCN, Điều 7 khoản 2); its letter comes from its place."""

    content: Text = Field(title="Nội dung công việc", description="Việc phải làm ở bước này.")
    who: tuple[ActorKey, ...] = Field(
        min_length=1, title="Thực hiện", description="Khóa chức vụ; iso_board là Ban Chỉ đạo ISO; người chủ trì đứng đầu."
    )
    from_month: Month | None = Field(
        None, title="Từ tháng", description="Số tháng sau tháng ban hành kế hoạch; 0 là chính tháng đó."
    )
    to_month: Month | None = Field(None, title="Đến tháng", description="Bỏ trống khi chỉ trong một tháng.")
    when: Text | None = Field(None, title="Thời gian", description="Ghi thay cho tháng, ví dụ «Ít nhất mỗi năm một lần».")
    result: Text = Field(title="Kết quả", description="Văn bản, hồ sơ phải có khi xong bước.")


class BudgetLine(Dated):
    """Khoản chi và mức tối đa: an amount, or a share of another line."""

    key: Key = Field(title="Khóa", description="Tên để khoản khác tính theo tỷ lệ.")
    content: Text = Field(title="Nội dung chi", description="Khoản chi.")
    amount: Annotated[int, Field(ge=0, le=10_000_000_000)] | None = Field(
        None, title="Mức tối đa (đồng)", description="Bỏ trống khi tính theo tỷ lệ."
    )
    percent: Annotated[int, Field(ge=1, le=100)] | None = Field(
        None, title="Tỷ lệ (%)", description="Phần trăm của khoản ở «of»."
    )
    of: Key | None = Field(None, title="Tính theo khoản", description="Khóa của khoản làm gốc.")
    unit: Text = Field(title="Đơn vị tính", description="Ví dụ «hệ thống», «quy trình», «năm».")


class PlanDuty(Dated):
    """Phân công trong kế hoạch."""

    who: tuple[ActorKey, ...] = Field(
        min_length=1, title="Người thực hiện", description="Khóa chức vụ; iso_board là Ban Chỉ đạo ISO."
    )
    points: tuple[Text, ...] = Field(min_length=1, title="Nhiệm vụ", description="Mỗi việc một mục.")


class ImplementationPlan(Model):
    """Kế hoạch triển khai hệ thống quản lý chất lượng."""

    calendar: bool = Field(
        False, title="Ghi tháng lịch", description="Đúng: ghi «tháng 12/2018»; sai: ghi «Tháng thứ nhất» kể từ tháng ban hành."
    )
    aims: tuple[DatedText, ...] = Field(min_length=1, title="Mục đích", description="Mục đích của kế hoạch.")
    demands: tuple[DatedText, ...] = Field(min_length=1, title="Yêu cầu", description="Yêu cầu khi thực hiện.")
    steps: tuple[PlanStep, ...] = Field(min_length=1, title="Các bước", description="Theo thứ tự của Điều 7 khoản 2.")
    steps_place: Text | None = Field(None, title="Điều, khoản về các bước", description="Ví dụ «khoản 2 Điều 7».")
    steps_act: ActId = Field(title="Văn bản về các bước", description="Khóa văn bản quy định các bước.")
    budget: tuple[BudgetLine, ...] = Field((), title="Kinh phí", description="Các khoản chi và mức tối đa.")
    budget_act: ActId = Field(title="Văn bản về kinh phí", description="Khóa văn bản quy định mức chi.")
    budget_notes: tuple[DatedText, ...] = Field((), title="Ghi chú kinh phí", description="Nguồn kinh phí, cách lập dự toán.")
    duties: tuple[PlanDuty, ...] = Field(min_length=1, title="Tổ chức thực hiện", description="Ai làm việc gì.")
