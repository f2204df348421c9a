"""A sentence of the system data that holds for a time.

In: `system/*.yaml`. Out: `DatedText`. Touches: nothing.
"""

from __future__ import annotations

from pydantic import Field

from ..dated import Dated
from ..text import Text


class DatedText(Dated):
    """Câu văn có thời gian áp dụng; blanks {unit}, {agency}, {standard} … are filled when it is printed."""

    text: Text = Field(title="Nội dung", description="Câu văn in trong tài liệu; có thể dùng các chỗ trống như {agency}.")
