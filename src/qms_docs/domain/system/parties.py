"""Interested parties of a commune, what they need and how it is met (clause 4.2).

In: `system/parties.yaml`. Out: `Parties`. Touches: nothing.
"""

from __future__ import annotations

from pydantic import Field

from ..dated import Dated, Model
from ..text import KindKey, PositionKey, Text
from .manual import LevelText


class Party(Dated):
    """Bên quan tâm."""

    name: Text = Field(title="Bên quan tâm", description="Ví dụ «Tổ chức, cá nhân thực hiện thủ tục hành chính».")
    outside: bool = Field(True, title="Bên ngoài", description="Sai khi là cán bộ, công chức, tổ chức của đơn vị.")
    needs: tuple[LevelText, ...] = Field(min_length=1, title="Nhu cầu, yêu cầu", description="Yêu cầu phải đáp ứng.")
    hopes: tuple[LevelText, ...] = Field((), title="Mong đợi", description="Mong đợi ngoài quy định.")
    answers: tuple[LevelText, ...] = Field(min_length=1, title="Cách đáp ứng", description="Việc đơn vị làm.")
    watch: Text = Field(title="Theo dõi, xem xét", description="Nguồn thông tin và kỳ xem xét.")
    who: tuple[PositionKey, ...] = Field(min_length=1, title="Trách nhiệm", description="Khóa chức vụ; người chủ trì đứng đầu.")
    kinds: tuple[KindKey, ...] = Field((), title="Tài liệu", description="Khóa loại tài liệu liên quan.")


class Parties(Model):
    """Nhu cầu, mong đợi của các bên quan tâm."""

    opening: tuple[LevelText, ...] = Field(min_length=1, title="Mở đầu", description="Cách xác định các bên quan tâm.")
    parties: tuple[Party, ...] = Field(min_length=3, title="Các bên quan tâm", description="Theo thứ tự in.")
    keeping: tuple[LevelText, ...] = Field(min_length=1, title="Theo dõi, xem xét", description="Khi nào, ai, bằng gì.")
