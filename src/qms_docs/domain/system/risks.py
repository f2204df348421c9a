"""Risks and opportunities of a commune's work, how they are weighed and what is done about them.

In: `system/risks.yaml`. Out: `RiskRegister`. Touches: nothing.
"""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from ..dated import Dated, Model
from ..text import PositionKey, Text

Weight = Annotated[int, Field(ge=1, le=5)]


class ScaleStep(Model):
    """Bậc của thang điểm."""

    points: Weight = Field(title="Điểm", description="Từ 1 đến 5.")
    likelihood: Text = Field(title="Khả năng xảy ra", description="Khi nào cho điểm này về khả năng xảy ra.")
    impact: Text = Field(title="Mức ảnh hưởng", description="Khi nào cho điểm này về mức ảnh hưởng (lợi ích đối với cơ hội).")


class RiskLevel(Model):
    """Mức rủi ro, cơ hội theo tích của khả năng và ảnh hưởng."""

    least: Annotated[int, Field(ge=1, le=25)] = Field(title="Từ điểm", description="Điểm thấp nhất của mức.")
    name: Text = Field(title="Tên mức", description="Ví dụ «Cao».")
    risk: Text = Field(title="Xử lý rủi ro", description="Yêu cầu xử lý rủi ro ở mức này.")
    chance: Text = Field(title="Xử lý cơ hội", description="Yêu cầu đối với cơ hội ở mức này.")


class RiskEntry(Dated):
    """Rủi ro hoặc cơ hội; texts may hold blanks such as {reception_unit}, {year}."""

    process: Text = Field(title="Quá trình", description="Quá trình, công việc có rủi ro, cơ hội.")
    text: Text = Field(title="Nội dung", description="Rủi ro hoặc cơ hội.")
    cause: Text = Field(title="Nguyên nhân", description="Nguyên nhân của rủi ro; điều kiện của cơ hội.")
    likelihood: Weight = Field(title="Khả năng xảy ra", description="Từ 1 đến 5.")
    impact: Weight = Field(title="Ảnh hưởng", description="Từ 1 đến 5.")
    action: Text = Field(title="Hành động", description="Việc phải làm để giảm rủi ro hoặc nắm bắt cơ hội.")
    who: tuple[PositionKey, ...] = Field(min_length=1, title="Trách nhiệm", description="Khóa chức vụ; người chủ trì đứng đầu.")
    deadline: Text = Field(title="Thời hạn", description="Ví dụ «Tháng 6/{year}», «Hằng tuần».")
    measure: Text = Field(title="Đánh giá hiệu quả", description="Căn cứ để biết hành động có hiệu quả.")


class RiskRegister(Model):
    """Bảng nhận diện, đánh giá rủi ro và cơ hội."""

    scale: tuple[ScaleStep, ...] = Field(min_length=5, max_length=5, title="Thang điểm", description="Năm bậc, từ 1 đến 5.")
    levels: tuple[RiskLevel, ...] = Field(
        min_length=2, title="Các mức", description="Từ hai mức trở lên; mức thấp nhất nhận mọi điểm còn lại."
    )
    risks: tuple[RiskEntry, ...] = Field(min_length=1, title="Rủi ro", description="Các rủi ro.")
    chances: tuple[RiskEntry, ...] = Field((), title="Cơ hội", description="Các cơ hội.")

    @property
    def ranked(self) -> tuple[RiskLevel, ...]:
        """The levels, the highest first, in whatever order they were written."""
        return tuple(sorted(self.levels, key=lambda level: -level.least))

    def level_of(self, points: int) -> RiskLevel:
        """Return the level of a product of likelihood and impact; the lowest takes what no other reaches."""
        return next((level for level in self.ranked if points >= level.least), self.ranked[-1])
