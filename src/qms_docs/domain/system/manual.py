"""The texts of the quality manual: purpose, organisation, scope, how each clause is met.

In: `system/manual.yaml`. Out: `Manual`, `LevelText`. Touches: nothing.
"""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from ..dated import Model
from .dated_text import DatedText

ClauseNumber = Annotated[str, Field(pattern=r"^[0-9]{1,2}(\.[0-9]){0,2}$")]


class LevelText(DatedText):
    """Câu văn; one that answers an amendment of the standard is printed only once that amendment is published."""

    amendment: bool = Field(
        False,
        title="Theo bản sửa đổi",
        description="Đúng: chỉ in khi bản sửa đổi của tiêu chuẩn đã công bố; {amendment} là tên bản sửa đổi.",
    )


class ClauseAnswer(Model):
    """Cách đáp ứng một điều khoản; the documents are found by the program."""

    clause: ClauseNumber = Field(title="Điều khoản", description="Ví dụ «7.5».")
    texts: tuple[LevelText, ...] = Field((), title="Cách đáp ứng", description="Mỗi đoạn một mục.")
    points: tuple[LevelText, ...] = Field((), title="Các ý", description="Gạch đầu dòng sau đoạn văn.")


class Manual(Model):
    """Nội dung sổ tay chất lượng và bản xác định phạm vi."""

    purpose: tuple[LevelText, ...] = Field(min_length=1, title="Mục đích", description="Mục đích và cách dùng sổ tay.")
    organisation: tuple[LevelText, ...] = Field(min_length=1, title="Cơ cấu tổ chức", description="Bộ máy của đơn vị.")
    functions: tuple[LevelText, ...] = Field(
        min_length=1, title="Chức năng, nhiệm vụ", description="Của Ủy ban nhân dân; mỗi việc một mục."
    )
    services: tuple[LevelText, ...] = Field(
        min_length=1, title="Hoạt động trong phạm vi", description="Hoạt động, dịch vụ mà hệ thống bao gồm."
    )
    boundaries: tuple[LevelText, ...] = Field(
        min_length=1, title="Ranh giới", description="Ranh giới về tổ chức, địa điểm, thời gian; cách cập nhật phạm vi."
    )
    conditions: tuple[LevelText, ...] = Field(
        (), title="Lý giải ngoại lệ", description="Vì sao ngoại lệ không ảnh hưởng đến trách nhiệm và kết quả."
    )
    interaction: tuple[LevelText, ...] = Field(
        min_length=1, title="Sự tương tác", description="Các quá trình nối với nhau thế nào."
    )
    answers: tuple[ClauseAnswer, ...] = Field(min_length=1, title="Đáp ứng tiêu chuẩn", description="Theo điều khoản 4 đến 10.")
