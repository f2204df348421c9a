"""Why a commune publishes its system again, and which earlier decisions that replaces.

In: `system/republication.yaml`. Out: `Republication`. Touches: nothing.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated

from pydantic import Field

from ..dated import Model
from ..text import Text
from ..units import UNIT_CODE


class EarlierDecision(Model):
    """Quyết định công bố trước đây của một đơn vị."""

    commune: Annotated[str, Field(pattern=UNIT_CODE)] = Field(
        title="Mã đơn vị", description="Mã của đơn vị đang công bố lại (không phải đơn vị cũ)."
    )
    number: Text = Field(title="Số, ký hiệu", description="Ví dụ «45/QĐ-UBND».")
    signed: date = Field(title="Ngày ký", description="Ngày ký quyết định.")
    issuer: Text | None = Field(
        None,
        title="Người ban hành",
        description="Bỏ trống khi là Chủ tịch Ủy ban nhân dân của chính đơn vị; ghi rõ khi là đơn vị cũ.",
    )


class Republication(Model):
    """Công bố lại hệ thống quản lý chất lượng."""

    reason: Text = Field(title="Lý do", description="Lý do thông thường của việc công bố lại.")
    reason_merged: Text = Field(
        title="Lý do khi sắp xếp", description="Lý do của đơn vị hình thành do sắp xếp đơn vị hành chính."
    )
    after_merger: bool = Field(
        True,
        title="Công bố lại sau sắp xếp",
        description="Đơn vị hình thành từ các đơn vị khác thì công bố lại, thay quyết định của các đơn vị ấy.",
    )
    earlier: tuple[EarlierDecision, ...] = Field(
        (), title="Quyết định trước", description="Quyết định công bố được thay thế; chưa ghi thì văn bản để chỗ trống."
    )
