"""Facts that hold for a time: every name, act, form and post is dated.

In: `valid_from`, `valid_to` (both days included). Out: what stood on a day. Touches: nothing.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Self, TypeVar

from pydantic import BaseModel, ConfigDict, Field, model_validator


class Model(BaseModel):
    """A frozen value that refuses keys it does not know."""

    model_config = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=False, defer_build=True)


class Dated(Model):
    """A fact with the days between which it holds; an open end is `null`.

    Khoảng thời gian có hiệu lực. Both days are included ("đến hết ngày").
    """

    valid_from: date | None = Field(
        None,
        title="Có hiệu lực từ ngày",
        description="Ngày đầu tiên sự việc này đúng; bỏ trống khi không rõ hoặc không giới hạn.",
    )
    valid_to: date | None = Field(
        None, title="Có hiệu lực đến hết ngày", description="Ngày cuối cùng sự việc này đúng; bỏ trống khi còn hiệu lực."
    )

    @model_validator(mode="after")
    def _ends_after_start(self) -> Self:
        if self.valid_from and self.valid_to and self.valid_to < self.valid_from:
            raise ValueError("period-reversed")
        return self

    def holds_on(self, day: date) -> bool:
        """True if the fact stood on `day`."""
        return (self.valid_from is None or self.valid_from <= day) and (self.valid_to is None or day <= self.valid_to)


D = TypeVar("D", bound=Dated)


def in_force(facts: Iterable[D], day: date) -> tuple[D, ...]:
    """Return those of `facts` that stood on `day`, in the order given."""
    # `holds_on`, without a call for each of thousands of facts.
    return tuple(
        [
            fact
            for fact in facts
            if ((begin := fact.valid_from) is None or begin <= day) and ((end := fact.valid_to) is None or day <= end)
        ]
    )
