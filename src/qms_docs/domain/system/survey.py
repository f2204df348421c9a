"""What the commune asks its citizens, how the answers are counted, and how complaints are followed.

In: `system/survey.yaml`. Out: `Survey`. Touches: nothing.
"""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from ..dated import Dated, Model
from ..text import PositionKey, Text
from .dated_text import DatedText


class SurveyQuestion(Dated):
    """Câu hỏi về một nội dung phục vụ."""

    text: Text = Field(title="Câu hỏi", description="Nội dung được hỏi; có thể dùng {reception_unit}.")


class SurveyPart(Model):
    """Phần của phiếu."""

    title: Text = Field(title="Tên phần", description="Ví dụ «Tiếp cận dịch vụ».")
    questions: tuple[SurveyQuestion, ...] = Field(min_length=1, title="Câu hỏi", description="Các câu hỏi của phần.")


class AnswerChoice(Model):
    """Mức trả lời."""

    points: Annotated[int, Field(ge=1, le=5)] = Field(title="Điểm", description="Từ 1 đến 5.")
    name: Text = Field(title="Tên mức", description="Ví dụ «Rất hài lòng».")


class ProfileQuestion(Model):
    """Câu hỏi về người trả lời, with boxes to tick."""

    text: Text = Field(title="Câu hỏi", description="Ví dụ «Hình thức nộp hồ sơ».")
    choices: tuple[Text, ...] = Field(min_length=2, title="Lựa chọn", description="Các ô để đánh dấu.")


class Survey(Model):
    """Khảo sát sự hài lòng và theo dõi khiếu nại."""

    greeting: tuple[DatedText, ...] = Field(min_length=1, title="Lời ngỏ", description="Mở đầu của phiếu.")
    profile: tuple[ProfileQuestion, ...] = Field((), title="Thông tin chung", description="Câu hỏi về người trả lời.")
    choices: tuple[AnswerChoice, ...] = Field(min_length=2, title="Các mức", description="Từ mức thấp nhất.")
    parts: tuple[SurveyPart, ...] = Field(min_length=1, title="Các phần", description="Các phần của phiếu.")
    target: Annotated[int, Field(ge=1, le=100)] = Field(
        title="Chỉ tiêu (%)", description="Tỷ lệ hài lòng phải đạt; dưới mức này phải có biện pháp."
    )
    sampling: tuple[DatedText, ...] = Field(min_length=1, title="Cách khảo sát", description="Khi nào, với ai, bao nhiêu phiếu.")
    methods: tuple[DatedText, ...] = Field(min_length=1, title="Cách tính", description="Phiếu hợp lệ, cách tính tỷ lệ.")
    actions: tuple[DatedText, ...] = Field(min_length=1, title="Sau khảo sát", description="Việc phải làm với kết quả.")
    surveyor: PositionKey = Field(title="Người khảo sát", description="Khóa chức vụ của người phát, thu, tổng hợp phiếu.")
    complaint_notes: tuple[DatedText, ...] = Field(
        min_length=1, title="Ghi sổ khiếu nại", description="Cách ghi sổ theo dõi khiếu nại, phản ánh, kiến nghị."
    )
