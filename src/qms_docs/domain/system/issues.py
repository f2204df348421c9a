"""External and internal issues of a commune (clause 4.1).

In: `system/issues.yaml`. Out: `Issues`. Touches: nothing.
"""

from __future__ import annotations

from typing import Self

from pydantic import Field, model_validator

from ..dated import Dated, Model
from ..text import PositionKey, Text
from .manual import LevelText


class Issue(Dated):
    """Vấn đề của bối cảnh: what it helps, what it endangers, what is done."""

    area: Text = Field(title="Lĩnh vực", description="Ví dụ «Chính sách, pháp luật».")
    text: Text = Field(title="Vấn đề", description="Thực tế của đơn vị.")
    help: Text | None = Field(None, title="Thuận lợi, cơ hội", description="Bỏ trống khi không có.")
    harm: Text | None = Field(None, title="Khó khăn, rủi ro", description="Bỏ trống khi không có.")
    action: Text = Field(title="Cách ứng phó", description="Việc đơn vị làm.")
    who: tuple[PositionKey, ...] = Field(min_length=1, title="Trách nhiệm", description="Khóa chức vụ; người chủ trì đứng đầu.")
    amendment: bool = Field(False, title="Theo bản sửa đổi", description="Đúng: chỉ in khi bản sửa đổi tiêu chuẩn đã công bố.")
    merged: bool = Field(False, title="Khi sắp xếp", description="Đúng: chỉ in với đơn vị hợp thành từ nhiều đơn vị cũ.")

    @model_validator(mode="after")
    def _matters(self) -> Self:
        if self.help is None and self.harm is None:
            raise ValueError("issue-without-effect")
        return self


class Issues(Model):
    """Bối cảnh của tổ chức."""

    opening: tuple[LevelText, ...] = Field(min_length=1, title="Mở đầu", description="Cách xác định các vấn đề.")
    external: tuple[Issue, ...] = Field(min_length=1, title="Vấn đề bên ngoài", description="Theo lĩnh vực.")
    internal: tuple[Issue, ...] = Field(min_length=1, title="Vấn đề nội bộ", description="Theo lĩnh vực.")
    keeping: tuple[LevelText, ...] = Field(min_length=1, title="Theo dõi, xem xét", description="Khi nào, ai, bằng gì.")
