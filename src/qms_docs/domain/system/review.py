"""The management review: the meeting, its inputs (9.3.2), its outputs (9.3.3) and the tasks that follow.

In: `system/review.yaml`. Out: `Review`. Touches: nothing.
"""

from __future__ import annotations

from datetime import time
from enum import StrEnum
from typing import Annotated

from pydantic import Field

from ..dated import Dated, Model
from ..text import Key, KindKey, PositionKey, Text
from .dated_text import DatedText

Minutes = Annotated[int, Field(ge=1, le=240)]


class RecordList(StrEnum):
    """Danh sách trong hồ sơ năm được in cùng đầu vào."""

    DECISIONS = "decisions"
    OBJECTIVES = "objectives"
    FIELDS = "fields"
    NONCONFORMITIES = "nonconformities"
    FINDINGS = "findings"


class ReviewFigure(Model):
    """Số liệu của hồ sơ năm, as the review prints it."""

    key: Key = Field(title="Khóa", description="Khóa của số liệu.")
    label: Text = Field(title="Tên số liệu", description="Ví dụ «Hồ sơ tiếp nhận».")
    unit: Text = Field(title="Đơn vị tính", description="Ví dụ «hồ sơ», «%».")


class ReviewInput(Dated):
    """Đầu vào của cuộc họp theo điều khoản 9.3.2."""

    point: Annotated[str, Field(pattern=r"^[a-z][0-9]?$")] = Field(title="Điểm", description="Chữ của điểm, ví dụ a, c1.")
    title: Text = Field(title="Nội dung", description="Tên đầu vào.")
    reporter: PositionKey = Field(title="Người báo cáo", description="Khóa chức vụ.")
    records: Text = Field(title="Tài liệu", description="Tài liệu, số liệu phải chuẩn bị.")
    kinds: tuple[KindKey, ...] = Field((), title="Loại tài liệu", description="Khóa loại tài liệu, để ghi mã hiệu.")
    minutes: Minutes = Field(10, title="Thời lượng (phút)", description="Thời gian báo cáo và thảo luận.")
    figures: tuple[Key, ...] = Field((), title="Số liệu", description="Khóa các số liệu được in khi hồ sơ năm có.")
    show: RecordList | None = Field(None, title="Danh sách", description="Danh sách của hồ sơ năm được in.")
    questions: tuple[Text, ...] = Field(min_length=1, title="Câu hỏi", description="Điều cuộc họp phải xem xét.")


class ReviewOutput(Model):
    """Đầu ra của cuộc họp theo điều khoản 9.3.3."""

    title: Text = Field(title="Đầu ra", description="Ví dụ «Cơ hội cải tiến».")
    examples: tuple[Text, ...] = Field(min_length=1, title="Gợi ý", description="Điều cần quyết định.")


class ReviewPreparation(Dated):
    """Việc chuẩn bị họp."""

    content: Text = Field(title="Việc", description="Việc phải làm trước cuộc họp.")
    who: tuple[PositionKey, ...] = Field((), title="Thực hiện", description="Khóa chức vụ.")
    others: Text | None = Field(None, title="Người khác", description="Ghi thay cho chức vụ, ví dụ «Các bộ phận».")
    days: Annotated[int, Field(ge=0, le=60)] = Field(title="Số ngày", description="Số ngày làm việc trước ngày họp.")


class ReviewTask(Dated):
    """Nhiệm vụ sau cuộc họp."""

    content: Text = Field(title="Nhiệm vụ", description="Việc phải làm.")
    who: PositionKey = Field(title="Thực hiện", description="Khóa chức vụ.")
    due: Text = Field(title="Thời hạn", description="Ngày hoặc «Thường xuyên».")


class Review(Model):
    """Xem xét của lãnh đạo."""

    month: Annotated[int, Field(ge=1, le=12)] = Field(
        11, title="Tháng họp", description="Năm đầu lấy tháng ban hành khi tháng này đã qua."
    )
    start: time = Field(title="Giờ họp", description="Ví dụ 08:00.")
    place: Text = Field(title="Địa điểm", description="Nơi họp.")
    chair: PositionKey = Field("chairman", title="Chủ trì", description="Khóa chức vụ.")
    secretary: PositionKey = Field("iso_secretary", title="Thư ký cuộc họp", description="Khóa chức vụ.")
    attendants: tuple[PositionKey, ...] = Field(min_length=1, title="Thành phần", description="Khóa các chức vụ dự họp.")
    purposes: tuple[DatedText, ...] = Field(min_length=1, title="Mục đích", description="Mục đích cuộc họp.")
    opening_minutes: Minutes = Field(10, title="Khai mạc (phút)", description="Thời gian khai mạc.")
    closing_minutes: Minutes = Field(20, title="Kết luận (phút)", description="Thời gian kết luận.")
    figures: tuple[ReviewFigure, ...] = Field((), title="Số liệu", description="Tên và đơn vị của số liệu.")
    inputs: tuple[ReviewInput, ...] = Field(min_length=1, title="Đầu vào", description="Theo điều khoản 9.3.2.")
    outputs: tuple[ReviewOutput, ...] = Field(min_length=1, title="Đầu ra", description="Theo điều khoản 9.3.3.")
    preparations: tuple[ReviewPreparation, ...] = Field((), title="Chuẩn bị", description="Việc chuẩn bị họp.")
    assessments: tuple[DatedText, ...] = Field(
        min_length=1, title="Đánh giá chung", description="Câu dự thảo của thông báo kết luận."
    )
    tasks: tuple[ReviewTask, ...] = Field(
        min_length=1, title="Nhiệm vụ", description="Dự thảo nhiệm vụ khi hồ sơ năm chưa có kết luận."
    )
