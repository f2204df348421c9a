"""A day off and the day worked instead, added to the public holidays.

In: `law/calendar.yaml`. Out: `CalendarChange`. Touches: nothing.
"""

from __future__ import annotations

from datetime import date

from pydantic import Field

from .dated import Model
from .text import Text


class CalendarChange(Model):
    """Hoán đổi ngày làm việc, ngày nghỉ thêm hoặc ngày làm bù."""

    off: date | None = Field(None, title="Ngày nghỉ", description="Ngày được nghỉ; bỏ trống khi chỉ có ngày làm bù.")
    work: date | None = Field(None, title="Ngày làm bù", description="Ngày thứ Bảy, Chủ nhật phải làm; bỏ trống khi chỉ nghỉ.")
    name: Text = Field(title="Nội dung", description="Ví dụ «Nghỉ Tết Dương lịch».")
    source: Text = Field(title="Nguồn", description="Văn bản cho nghỉ, hoán đổi.")
