"""Positions, officials and who holds what when.

In: `communes/positions.yaml` and the commune files. Out: `Position`, `Official`, `Assignment`. Touches: nothing.
"""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from pydantic import Field

from .dated import Dated, Model
from .text import Key, PositionKey, Text


class PositionKind(StrEnum):
    """Loại chức vụ: a person's post, a body (cơ quan, hội đồng), or somebody outside the committee."""

    POST = "post"
    BODY = "body"
    OUTSIDE = "outside"


class PositionTitle(Dated):
    """Tên gọi của chức vụ in a period and for some kinds of unit.

    `{unit}` in the text stands for the unit's kind and name, `{kind}` for its kind, `{reception_unit}` for the one-stop unit.
    """

    text: Text = Field(title="Tên gọi", description="Tên gọi in trong tài liệu.")
    unit_kinds: tuple[Text, ...] = Field((), title="Loại đơn vị", description="Chỉ ghi khi tên gọi khác nhau theo loại đơn vị.")


class Position(Model):
    """Chức vụ, chức danh, cơ quan: who does a step or keeps a record; one canonical spelling."""

    key: Key = Field(title="Khóa", description="Tên dùng trong tệp thủ tục và phân công.")
    kind: PositionKind = Field(PositionKind.POST, title="Loại", description="Chức vụ, cơ quan hoặc bên ngoài.")
    titles: tuple[PositionTitle, ...] = Field(min_length=1, title="Tên gọi", description="Tên gọi theo thời gian và loại đơn vị.")
    single: bool = Field(
        False, title="Chỉ một người giữ", description="Đúng khi mỗi đơn vị chỉ có một người giữ chức vụ này vào một ngày."
    )
    source: Text | None = Field(None, title="Nguồn", description="Nguồn của tên gọi.")

    def title_on(self, day: date, unit_kind: str) -> str | None:
        """Return the title on `day` in a unit of `unit_kind`, or None."""
        for title in self.titles:
            if title.holds_on(day) and (not title.unit_kinds or unit_kind in title.unit_kinds):
                return title.text
        return None


class Official(Model):
    """Cán bộ, công chức. `sample` marks an invented name that must be replaced before issue."""

    key: Key = Field(title="Khóa", description="Tên dùng trong phân công.")
    full_name: Text = Field(title="Họ và tên", description="Không kèm học hàm, học vị.")
    phone: Text | None = Field(None, title="Điện thoại", description="Số điện thoại công vụ.")
    sample: bool = Field(False, title="Người mẫu", description="Đúng khi là tên mẫu, phải thay trước khi ban hành.")


class Assignment(Dated):
    """Phân công: an official holds a position for a time."""

    position: PositionKey = Field(title="Chức vụ", description="Khóa chức vụ trong positions.yaml.")
    official: Key = Field(title="Người giữ", description="Khóa của cán bộ, công chức.")
