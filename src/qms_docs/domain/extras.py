"""Words of a consultant's own for a kind of document: plain texts, lists and tables beside what the program knows.

In: `system/extra/<kind>.yaml`. Out: `ExtraWords`. Touches: nothing.
"""

from __future__ import annotations

from typing import Annotated

from pydantic import BeforeValidator, Field

from .dated import Model
from .text import Key, Text, clean_text

Blank = Annotated[str, BeforeValidator(clean_text), Field(max_length=20_000)]
"""Văn bản có thể trống."""

ExtraValue = Text | tuple[Text, ...] | tuple[dict[Key, Blank], ...]
"""Giá trị bổ sung: a text, a list of texts, or a table: a list of rows with the same columns."""


class ExtraWords(Model):
    """Từ bổ sung của một loại tài liệu; in a template `extra.name`."""

    words: dict[Key, ExtraValue] = Field(title="Từ bổ sung", description="Tên từ và giá trị: văn bản, danh sách hoặc bảng.")
    titles: dict[Key, Text] = Field({}, title="Ý nghĩa", description="Ý nghĩa của từng từ, hiện trong «template words».")
