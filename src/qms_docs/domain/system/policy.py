"""The quality policy: what the head of the commune promises, how it is made known and kept up to date.

In: `system/policy.yaml`. Out: `Policy`. Touches: nothing.
"""

from __future__ import annotations

from pydantic import Field

from ..dated import Model
from ..text import Text
from .dated_text import DatedText


class Policy(Model):
    """Chính sách chất lượng."""

    motto: Text = Field(title="Phương châm", description="Một dòng, in đậm trên đầu chính sách.")
    opening: tuple[DatedText, ...] = Field(min_length=1, title="Mở đầu", description="Định hướng chung, trước các cam kết.")
    commitments: tuple[DatedText, ...] = Field(min_length=3, title="Cam kết", description="Mỗi cam kết một mục.")
    keeping: tuple[DatedText, ...] = Field(
        min_length=1, title="Thực hiện chính sách", description="Cách phổ biến, niêm yết, xem xét chính sách."
    )
