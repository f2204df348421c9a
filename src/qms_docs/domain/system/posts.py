"""What each post of a commune answers for, may decide and must know (clauses 5.3, 7.2).

In: `system/posts.yaml`. Out: `Posts`. Touches: nothing.
"""

from __future__ import annotations

from pydantic import Field

from ..dated import Dated, Model
from ..text import PositionKey, Text
from .dated_text import DatedText


class Post(Dated):
    """Mô tả công việc của một chức vụ."""

    position: PositionKey = Field(title="Chức vụ", description="Khóa chức vụ.")
    area: Text = Field(title="Lĩnh vực", description="Lĩnh vực phụ trách, in sau chức danh và trong bảng tóm tắt.")
    reports_to: PositionKey | None = Field(
        None, title="Báo cáo cho", description="Khóa chức vụ cấp trên; bỏ trống với người đứng đầu."
    )
    reports_text: Text | None = Field(None, title="Cấp trên khác", description="Ghi thay cho chức vụ, ví dụ «{above}».")
    substitutes: tuple[PositionKey, ...] = Field((), title="Người thay khi vắng", description="Khóa chức vụ, theo thứ tự.")
    summary: Text = Field(title="Chức năng", description="Một câu, in trong sổ tay và đầu bản mô tả.")
    duties: tuple[DatedText, ...] = Field(min_length=2, title="Trách nhiệm", description="Mỗi việc một mục.")
    powers: tuple[DatedText, ...] = Field(min_length=1, title="Quyền hạn", description="Mỗi quyền một mục.")
    competence: tuple[DatedText, ...] = Field(
        min_length=1, title="Yêu cầu năng lực", description="Trình độ, hiểu biết, kỹ năng; đơn vị sửa theo vị trí việc làm."
    )


class Posts(Model):
    """Trách nhiệm, quyền hạn theo chức vụ."""

    opening: tuple[DatedText, ...] = Field(min_length=1, title="Mở đầu", description="Cách dùng bản mô tả.")
    everyone: tuple[DatedText, ...] = Field(min_length=1, title="Trách nhiệm chung", description="Của mọi cán bộ, công chức.")
    everyone_powers: tuple[DatedText, ...] = Field(min_length=1, title="Quyền chung", description="Của mọi cán bộ, công chức.")
    everyone_competence: tuple[DatedText, ...] = Field(
        min_length=1, title="Năng lực chung", description="Yêu cầu năng lực của mọi cán bộ, công chức."
    )
    posts: tuple[Post, ...] = Field(min_length=1, title="Chức vụ", description="Theo thứ tự in.")
    closing: tuple[DatedText, ...] = Field(min_length=1, title="Điều khoản cuối", description="Bàn giao, kiêm nhiệm, điều chỉnh.")
