"""The management-system standard and its clauses.

In: YAML under `law/standards/`. Out: `Standard`. Touches: nothing.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated

from pydantic import Field

from .dated import Dated, Model
from .text import Key, Text


class Clause(Model):
    """Điều khoản của tiêu chuẩn, in both languages."""

    number: Annotated[str, Field(pattern=r"^[0-9]{1,2}(\.[0-9]){0,2}$")] = Field(
        title="Số điều khoản", description="Ví dụ «7.5.3»."
    )
    vi: Text = Field(title="Tên tiếng Việt", description="Tên điều khoản theo TCVN.")
    en: Text = Field(title="Tên tiếng Anh", description="Tên điều khoản theo ISO.")
    verified: bool = Field(True, title="Đã kiểm chứng", description="Sai khi tên chỉ theo hiểu biết chung.")


class Amendment(Dated):
    """Bản sửa đổi của tiêu chuẩn."""

    name: Text = Field(title="Tên sửa đổi", description="Ví dụ «ISO 9001:2015/Amd 1:2024».")
    published: date = Field(title="Ngày công bố", description="Ngày công bố bản sửa đổi.")
    clauses: tuple[str, ...] = Field(title="Điều khoản liên quan", description="Các điều khoản được sửa.")


class Standard(Dated):
    """Tiêu chuẩn: TCVN ISO 9001:2015 with its clause catalogue."""

    key: Key = Field(title="Khóa", description="Tên dùng trong cấu hình.")
    name: Text = Field(title="Tên tiêu chuẩn", description="Ví dụ «TCVN ISO 9001:2015».")
    title: Text = Field(title="Tên gọi", description="Tên đầy đủ của tiêu chuẩn.")
    title_en: Text = Field(title="Tên tiếng Anh", description="Tên theo ISO.")
    clauses: tuple[Clause, ...] = Field(title="Điều khoản", description="Danh mục điều khoản.")
    amendments: tuple[Amendment, ...] = Field((), title="Sửa đổi", description="Các bản sửa đổi.")
    source: Text = Field(title="Nguồn", description="Nguồn dữ kiện.")
