"""What the national database says of a procedure beside what its sheet prints.

In: the key `national` of a procedure's file. Out: `NationalRecord`. Touches: nothing. Never printed.
"""

from __future__ import annotations

from datetime import date

from pydantic import Field

from .dated import Model
from .text import Text


class NationalRecord(Model):
    """Bản ghi trên Cơ sở dữ liệu quốc gia về thủ tục hành chính, as it was seen."""

    level: Text | None = Field(None, title="Cấp thực hiện", description="Cấp thực hiện ghi trong bản ghi.")
    type: Text | None = Field(None, title="Loại thủ tục", description="Loại thủ tục ghi trong bản ghi.")
    status: Text | None = Field(None, title="Trạng thái", description="Còn hiệu lực, hết hiệu lực … như bản ghi nêu.")
    decided: date | None = Field(None, title="Ngày quyết định", description="Ngày của quyết định công bố.")
    promulgator: Text | None = Field(None, title="Cơ quan ban hành", description="Cơ quan ban hành quyết định công bố.")
    executing: tuple[Text, ...] = Field((), title="Cơ quan thực hiện", description="Cơ quan thực hiện ghi trong bản ghi.")
    authorised: Text | None = Field(None, title="Cơ quan được ủy quyền", description="Cơ quan được ủy quyền.")
    address: Text | None = Field(None, title="Địa chỉ tiếp nhận", description="Địa chỉ tiếp nhận hồ sơ.")
    keywords: Text | None = Field(None, title="Từ khóa", description="Từ khóa của bản ghi.")
    description: Text | None = Field(None, title="Mô tả", description="Mô tả của bản ghi.")
    related: tuple[Text, ...] = Field((), title="Thủ tục liên quan", description="Thủ tục liên quan.")
    url: Text | None = Field(None, title="Địa chỉ tra cứu", description="Địa chỉ trang của thủ tục.")
    result_codes: tuple[Text, ...] = Field((), title="Mã kết quả", description="Mã kết quả, ví dụ «KQ.G15.000031».")
    sequence: tuple[Text, ...] = Field(
        (), title="Trình tự thực hiện", description="Trình tự theo bản ghi, mỗi đoạn một mục; không phải các bước của quy trình."
    )
