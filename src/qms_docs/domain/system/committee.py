"""The ISO committee of a commune: roles by position, duties, and who represents the leaders.

In: `system/committee.yaml`. Out: `Committee`. Touches: nothing.
"""

from __future__ import annotations

from pydantic import Field

from ..dated import Model
from ..text import PositionKey, Text
from .dated_text import DatedText


class CommitteeRole(Model):
    """Vai trò trong Ban Chỉ đạo ISO, and the positions whose holders have it."""

    role: Text = Field(title="Vai trò", description="Ví dụ «Trưởng ban», «Ủy viên».")
    positions: tuple[PositionKey, ...] = Field(
        min_length=1, title="Chức vụ", description="Khóa các chức vụ; người giữ chức vụ vào ngày lập có vai trò này."
    )
    named: bool = Field(
        False, title="Luôn có tên", description="Đúng thì có dòng để ghi tên kể cả khi chưa phân công người giữ chức vụ."
    )


class CommitteeDuties(Model):
    """Nhiệm vụ của Ban or of one role."""

    of: Text = Field(title="Của ai", description="Ví dụ «Ban Chỉ đạo ISO», «Thư ký».")
    points: tuple[DatedText, ...] = Field(min_length=1, title="Nhiệm vụ", description="Mỗi nhiệm vụ một mục.")


class Appointment(Model):
    """Người được cử giữ nhiệm vụ riêng: representative of the leaders, secretary."""

    position: PositionKey = Field(title="Chức vụ", description="Khóa chức vụ của người được cử.")
    title: Text = Field(title="Nhiệm vụ được cử", description="Ví dụ «Đại diện lãnh đạo về chất lượng».")
    points: tuple[DatedText, ...] = Field(min_length=1, title="Nhiệm vụ", description="Mỗi nhiệm vụ một mục.")


class Committee(Model):
    """Ban Chỉ đạo ISO."""

    name: Text = Field(title="Tên gọi tắt", description="Ví dụ «Ban Chỉ đạo ISO».")
    full_name: Text = Field(title="Tên đầy đủ", description="Tên ghi trong quyết định thành lập.")
    roles: tuple[CommitteeRole, ...] = Field(min_length=1, title="Thành phần", description="Vai trò từ cao đến thấp.")
    duties: tuple[CommitteeDuties, ...] = Field(
        min_length=1, title="Nhiệm vụ", description="Nhiệm vụ của Ban và từng thành viên."
    )
    working: tuple[DatedText, ...] = Field(
        min_length=1, title="Chế độ làm việc", description="Chế độ làm việc và khi nào chấm dứt."
    )
    appointments: tuple[Appointment, ...] = Field(
        min_length=1, title="Cử người", description="Đại diện lãnh đạo về chất lượng, Thư ký."
    )
