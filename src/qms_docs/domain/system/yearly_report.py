"""What the yearly report on the system tells, and which figures of the records it prints.

In: `system/yearly_report.yaml`. Out: `YearlyReport`. Touches: nothing.
"""

from __future__ import annotations

from pydantic import Field

from ..dated import Dated, Model
from ..text import ActId, Key, KindKey, Text
from .dated_text import DatedText


class ReportTopic(Dated):
    """Nội dung báo cáo (TT 26/2014/TT-BKHCN, Điều 36), and the records that show it."""

    content: Text = Field(title="Nội dung", description="Nội dung phải báo cáo.")
    records: Text = Field(title="Hồ sơ", description="Hồ sơ, tài liệu chứng minh.")
    kinds: tuple[KindKey, ...] = Field((), title="Loại tài liệu", description="Khóa loại tài liệu, để ghi mã hiệu của hồ sơ.")
    result: Text | None = Field(
        None, title="Kết quả", description="Câu có các chỗ trống như {review_on}; thiếu số liệu thì ô để trống."
    )


class ReportFigure(Dated):
    """Chỉ tiêu số liệu của báo cáo."""

    content: Text = Field(title="Chỉ tiêu", description="Tên chỉ tiêu.")
    unit: Text = Field(title="Đơn vị tính", description="Ví dụ «hồ sơ», «%».")
    record: Key | None = Field(None, title="Số liệu", description="Khóa của số liệu; bỏ trống để đơn vị điền.")


class YearlyReport(Model):
    """Báo cáo tình hình áp dụng, duy trì hệ thống quản lý chất lượng hằng năm."""

    topics: tuple[ReportTopic, ...] = Field(min_length=1, title="Nội dung", description="Các nội dung theo Điều 36.")
    topics_place: Text | None = Field(None, title="Điều, khoản về nội dung", description="Ví dụ «Điều 36».")
    topics_act: ActId = Field(title="Văn bản về nội dung", description="Khóa văn bản quy định nội dung báo cáo.")
    figures: tuple[ReportFigure, ...] = Field(min_length=1, title="Số liệu", description="Các chỉ tiêu của năm báo cáo.")
    next_steps: tuple[DatedText, ...] = Field(min_length=1, title="Phương hướng", description="Việc của năm tiếp theo.")
    proposals: tuple[DatedText, ...] = Field((), title="Kiến nghị", description="Đề xuất, kiến nghị với cấp trên.")
