"""Days off and days worked instead, added to the public holidays; the office hours.

In: `law/calendar.yaml`. Out: `CalendarFile`. Touches: nothing.
"""

from __future__ import annotations

from datetime import date, time
from typing import Self

from pydantic import Field, model_validator

from .dated import Model
from .text import Text
from .working_time import MINUTES_A_DAY, OfficeHours


class CalendarChange(Model):
    """Hoán đổi ngày làm việc, ngày nghỉ thêm hoặc ngày làm bù."""

    off: date | None = Field(None, title="Ngày nghỉ", description="Ngày được nghỉ; bỏ trống khi chỉ có ngày làm bù.")
    work: date | None = Field(None, title="Ngày làm bù", description="Ngày thứ Bảy, Chủ nhật phải làm; bỏ trống khi chỉ nghỉ.")
    name: Text = Field(title="Nội dung", description="Ví dụ «Nghỉ Tết Dương lịch».")
    source: Text = Field(title="Nguồn", description="Văn bản cho nghỉ, hoán đổi.")


class OfficeSession(Model):
    """Buổi làm việc."""

    begins: time = Field(title="Bắt đầu", description="Giờ và phút, ví dụ 07:00.")
    ends: time = Field(title="Kết thúc", description="Giờ và phút, ví dụ 11:00.")


class OfficeHoursFact(Model):
    """Giờ hành chính: the sessions of a working day, together 8 hours."""

    sessions: tuple[OfficeSession, ...] = Field(
        min_length=1, title="Các buổi", description="Theo thứ tự trong ngày, cộng lại 8 giờ."
    )
    verified: bool = Field(title="Đã kiểm chứng", description="Đúng khi giờ làm việc có văn bản ở nguồn.")
    source: Text = Field(title="Nguồn", description="Quyết định của tỉnh về giờ làm việc; «theo trí nhớ» khi chưa kiểm chứng.")

    @model_validator(mode="after")
    def _make_a_day(self) -> Self:
        moments = [moment for session in self.sessions for moment in (session.begins, session.ends)]
        if moments != sorted(set(moments)) or self.hours.minutes != MINUTES_A_DAY:
            raise ValueError("office-hours")
        return self

    @property
    def hours(self) -> OfficeHours:
        """The hours as the calendar counts them."""
        return OfficeHours(tuple((session.begins, session.ends) for session in self.sessions))


class CalendarFile(Model):
    """Lịch làm việc (law/calendar.yaml)."""

    office_hours: OfficeHoursFact | None = Field(
        None, title="Giờ hành chính", description="Bỏ trống thì tính 7 giờ – 11 giờ và 13 giờ – 17 giờ."
    )
    changes: tuple[CalendarChange, ...] = Field((), title="Thay đổi", description="Hoán đổi, nghỉ thêm, làm bù.")
