"""What the people of a commune are taught in a year, and how documents are made known to them.

In: `system/training.yaml`. Out: `Training`. Touches: nothing.
"""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from ..dated import Dated, Model
from ..document import DocumentGroup
from ..text import PositionKey, Text
from .dated_text import DatedText


class Course(Dated):
    """Nội dung đào tạo, bồi dưỡng trong năm."""

    topic: Text = Field(title="Chuyên đề", description="Nội dung đào tạo, bồi dưỡng.")
    points: tuple[Text, ...] = Field((), title="Nội dung chính", description="Các ý chính; mỗi ý một mục.")
    acts: tuple[Text, ...] = Field((), title="Văn bản", description="Khóa các văn bản; chỉ văn bản còn hiệu lực được ghi.")
    everyone: bool = Field(False, title="Toàn thể", description="Đúng khi toàn thể cán bộ, công chức tham gia.")
    audience: tuple[PositionKey, ...] = Field((), title="Đối tượng", description="Khóa chức vụ của người tham gia.")
    teacher: tuple[PositionKey, ...] = Field((), title="Người hướng dẫn", description="Khóa chức vụ của người hướng dẫn.")
    teacher_text: Text | None = Field(None, title="Đơn vị hướng dẫn", description="Ghi thay hoặc thêm vào người hướng dẫn.")
    method: Text = Field(title="Hình thức", description="Ví dụ «Tập trung tại trụ sở».")
    sessions: Annotated[int, Field(ge=1, le=40)] = Field(title="Số buổi", description="Số buổi học.")
    month: Annotated[int, Field(ge=1, le=12)] = Field(title="Tháng", description="Tháng thực hiện.")
    evaluation: Text = Field(title="Đánh giá", description="Cách đánh giá kết quả.")


class DisseminationTopic(Dated):
    """Nội dung phổ biến trong buổi phổ biến tài liệu."""

    text: Text = Field(title="Nội dung", description="Nội dung được phổ biến.")
    groups: tuple[DocumentGroup, ...] = Field(
        (), title="Nhóm tài liệu", description="Nhóm tài liệu được phổ biến; số lượng do chương trình đếm."
    )


class Training(Model):
    """Đào tạo, bồi dưỡng và phổ biến tài liệu."""

    aims: tuple[DatedText, ...] = Field(min_length=1, title="Mục đích, yêu cầu", description="Mục đích, yêu cầu của kế hoạch.")
    courses: tuple[Course, ...] = Field(min_length=1, title="Chuyên đề", description="Các chuyên đề trong năm.")
    duties: tuple[DatedText, ...] = Field(min_length=1, title="Tổ chức thực hiện", description="Ai làm việc gì.")
    attendance_notes: tuple[DatedText, ...] = Field((), title="Ghi danh sách", description="Cách ghi danh sách tham gia.")
    topics: tuple[DisseminationTopic, ...] = Field(
        min_length=1, title="Nội dung phổ biến", description="Theo thứ tự của buổi phổ biến."
    )
    agreements: tuple[DatedText, ...] = Field(min_length=1, title="Thống nhất", description="Những điểm thống nhất sau phổ biến.")
