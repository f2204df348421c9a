"""Local differences: what a province, a district or a commune does otherwise than a procedure says for all.

In: `overrides/*.yaml`. Out: `OverrideFile`, `Override`. Touches: nothing.
"""

from __future__ import annotations

from enum import IntEnum
from typing import Annotated, Any, Self

from pydantic import Field, model_validator

from .dated import Dated, Model
from .procedure import PROCEDURE_CODE
from .text import Text


class Layer(IntEnum):
    """Lớp dữ liệu, from the widest to the narrowest; the narrower one wins."""

    NATION = 0
    PROVINCE = 1
    DISTRICT = 2
    COMMUNE = 3


class Insertion(Model):
    """Mục thêm vào một danh sách."""

    into: Text = Field(title="Danh sách", description="Đường dẫn của danh sách, ví dụ «steps» hoặc «dossier.groups.1.items».")
    after: Text | None = Field(None, title="Sau mục", description="Khóa hoặc số thứ tự của mục đứng trước; bỏ trống là đứng đầu.")
    item: dict[str, Any] = Field(title="Mục", description="Nội dung của mục, như trong tệp thủ tục.")


class Override(Dated):
    """Khác biệt địa phương của một thủ tục."""

    procedure: Annotated[str, Field(pattern=PROCEDURE_CODE)] = Field(title="Mã thủ tục", description="Thủ tục được điều chỉnh.")
    reason: Text = Field(title="Lý do", description="Vì sao địa phương làm khác: quyết định, nghị quyết, thỏa thuận.")
    source: Text | None = Field(None, title="Nguồn", description="Văn bản hoặc nơi đã thấy.")
    set: dict[str, Any] = Field(
        default_factory=dict,
        title="Đặt lại",
        description="Giá trị mới theo khóa: «time_limits: {standard: {value: 2}}», «steps: {2: {actor: vice_chairman}}».",
    )
    delete: dict[str, tuple[Text, ...]] = Field(
        default_factory=dict, title="Bỏ", description="Theo danh sách: khóa hoặc số thứ tự của các mục bị bỏ."
    )
    insert: tuple[Insertion, ...] = Field((), title="Thêm", description="Các mục được thêm.")

    @model_validator(mode="after")
    def _does_something(self) -> Self:
        if not (self.set or self.delete or self.insert):
            raise ValueError("override-empty")
        return self


class OverrideFile(Model):
    """Các khác biệt của một địa phương: exactly one of province, district, commune."""

    province: Text | None = Field(None, title="Mã tỉnh", description="Mã 2 chữ số.")
    district: Text | None = Field(None, title="Mã huyện", description="Mã 3 chữ số; huyện cũ sau ngày 01/7/2025.")
    commune: Text | None = Field(None, title="Mã xã", description="Mã 5 chữ số.")
    overrides: tuple[Override, ...] = Field(min_length=1, title="Khác biệt", description="Theo thứ tự áp dụng.")

    @model_validator(mode="after")
    def _one_place(self) -> Self:
        if sum(code is not None for code in (self.province, self.district, self.commune)) != 1:
            raise ValueError("override-place")
        return self

    @property
    def layer(self) -> Layer:
        """Which layer the file speaks for."""
        return Layer.COMMUNE if self.commune else Layer.DISTRICT if self.district else Layer.PROVINCE

    @property
    def place(self) -> str:
        """The code of the province, district or commune."""
        return self.commune or self.district or self.province or ""
