"""Who receives which controlled document, and who keeps the records of the system.

In: `system/distribution.yaml`. Out: `Distribution`. Touches: nothing.
"""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from ..dated import Model
from ..document import DocumentGroup
from ..procedure import Retention
from ..text import KindKey, PositionKey
from .dated_text import DatedText


class DistributionRule(Model):
    """Quy tắc phân phối: documents of some groups, or some kinds, go to these positions."""

    groups: tuple[DocumentGroup, ...] = Field((), title="Nhóm tài liệu", description="A, B, C, D hoặc E.")
    kinds: tuple[KindKey, ...] = Field((), title="Loại tài liệu", description="Khóa loại tài liệu; đứng trước quy tắc của nhóm.")
    everyone: bool = Field(False, title="Mọi nơi nhận", description="Đúng khi phân phối cho mọi nơi nhận.")
    receivers: tuple[PositionKey, ...] = Field((), title="Nơi nhận", description="Khóa chức vụ được nhận.")
    actors: bool = Field(
        False, title="Người thực hiện", description="Đúng thì thêm những người thực hiện các bước và lưu hồ sơ của quy trình."
    )


class SystemRecord(Model):
    """Hồ sơ của hệ thống do người khác lưu; how long is said by the kind itself."""

    kind: KindKey = Field(title="Loại tài liệu", description="Khóa loại tài liệu mà bản đã lập là hồ sơ.")
    keeper: PositionKey = Field(title="Người lưu", description="Khóa chức vụ của người lưu.")


class Distribution(Model):
    """Phân phối tài liệu và lưu hồ sơ của hệ thống."""

    original: PositionKey = Field(title="Giữ bản gốc", description="Khóa chức vụ của người giữ bản gốc tài liệu.")
    receivers: tuple[PositionKey, ...] = Field(
        min_length=1, title="Nơi nhận", description="Khóa chức vụ; người giữ nhiều chức vụ chỉ nhận một bản."
    )
    rules: tuple[DistributionRule, ...] = Field(
        min_length=1, title="Quy tắc", description="Quy tắc đầu tiên phù hợp được áp dụng."
    )
    notes: tuple[DatedText, ...] = Field((), title="Quy định", description="Cách đóng dấu, giao nhận, thu hồi tài liệu.")
    record_groups: tuple[DocumentGroup, ...] = Field(
        (), title="Nhóm là hồ sơ", description="Bản đã lập của các nhóm này được lưu làm hồ sơ."
    )
    record_keeper: PositionKey = Field(
        title="Người lưu chung", description="Khóa chức vụ lưu hồ sơ của hệ thống khi không ghi riêng."
    )
    record_retention: Retention = Field(
        title="Thời gian lưu chung", description="Thời gian lưu khi loại tài liệu không ghi riêng."
    )
    records: tuple[SystemRecord, ...] = Field((), title="Hồ sơ ghi riêng", description="Hồ sơ có người lưu riêng.")
    not_records: tuple[KindKey, ...] = Field((), title="Không là hồ sơ", description="Khóa loại tài liệu không lưu làm hồ sơ.")
    record_notes: tuple[DatedText, ...] = Field((), title="Quy định lưu", description="Cách sắp xếp, bảo quản, hủy hồ sơ.")
    disposal_board: tuple[Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$")], ...] = Field(
        min_length=1,
        title="Thành phần hủy hồ sơ",
        description="Khóa chức vụ của những người dự việc hủy hồ sơ; chủ trì đứng đầu.",
    )
