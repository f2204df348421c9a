"""The quality objectives of a year and the plan to reach them.

In: `system/objectives.yaml`. Out: `Objectives`. Touches: nothing.
"""

from __future__ import annotations

from pydantic import Field

from ..dated import Dated, Model
from ..text import Key, PositionKey, Text
from .dated_text import DatedText


class ObjectiveAction(Dated):
    """Việc phải làm để đạt mục tiêu."""

    text: Text = Field(title="Việc phải làm", description="Một việc cụ thể.")
    who: tuple[PositionKey, ...] = Field(min_length=1, title="Trách nhiệm", description="Khóa chức vụ; người chủ trì đứng đầu.")
    when: Text = Field(title="Thời hạn", description="Ví dụ «Tháng 3», «Hằng tháng».")
    means: Text = Field(title="Nguồn lực", description="Nhân lực, phương tiện, kinh phí.")


class Objective(Dated):
    """Mục tiêu chất lượng: measurable, with who answers for it and how it is measured."""

    key: Key = Field(title="Khóa", description="Tên để ghi kết quả hằng năm; không đổi qua các năm.")
    text: Text = Field(title="Mục tiêu", description="Muốn đạt điều gì.")
    measure: Text = Field(title="Chỉ tiêu đo", description="Đại lượng được đo, ví dụ «Tỷ lệ hồ sơ đúng hạn».")
    target: Text = Field(title="Mức phải đạt", description="Ví dụ «Từ 98% trở lên».")
    method: Text = Field(title="Cách đo", description="Công thức, nguồn số liệu.")
    who: tuple[PositionKey, ...] = Field(min_length=1, title="Trách nhiệm", description="Khóa chức vụ; người chủ trì đứng đầu.")
    frequency: Text = Field(title="Kỳ theo dõi", description="Ví dụ «Hằng tháng».")
    deadline: Text = Field(title="Thời hạn hoàn thành", description="Ví dụ «31/12/{year}».")
    evaluation: Text = Field(title="Đánh giá kết quả", description="Căn cứ để kết luận mục tiêu đạt hay không.")
    plan: tuple[ObjectiveAction, ...] = Field(min_length=1, title="Kế hoạch", description="Việc phải làm để đạt mục tiêu.")


class Objectives(Model):
    """Mục tiêu chất lượng của năm."""

    opening: tuple[DatedText, ...] = Field(min_length=1, title="Mở đầu", description="Căn cứ đặt mục tiêu.")
    objectives: tuple[Objective, ...] = Field(min_length=1, title="Mục tiêu", description="Theo thứ tự in.")
    notes: tuple[DatedText, ...] = Field(min_length=1, title="Tổ chức thực hiện", description="Theo dõi, báo cáo, điều chỉnh.")
