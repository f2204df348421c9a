"""Processes that alike procedures share (quy trình xử lý công việc chung).

In: `procedures/shared.yaml`. Out: `SharedProcess`, `SharedGroup`. Touches: nothing.
Source of law: Thông tư 26/2014/TT-BKHCN, Điều 41.6.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from pydantic import Field

from .dated import Model
from .procedure import PROCEDURE_CODE, AdministrativeProcedure
from .text import Key, Text

ProcedureCode = Annotated[str, Field(pattern=PROCEDURE_CODE)]


class SharedProcess(Model):
    """Quy trình chung của các thủ tục giống nhau về nội dung và trình tự."""

    key: Key = Field(title="Khóa", description="Tên của nhóm thủ tục.")
    title: Text = Field(title="Tên quy trình chung", description="Tên in trên trang bìa và trong danh mục tài liệu.")
    field: Key = Field(title="Lĩnh vực", description="Khóa lĩnh vực của các thủ tục, trong procedures/fields.yaml.")
    number: Annotated[int, Field(ge=1, le=99)] = Field(
        title="Số thứ tự", description="Số cố định trong mã hiệu quy trình chung của lĩnh vực; không dùng lại."
    )
    procedures: tuple[ProcedureCode, ...] = Field(
        min_length=2,
        title="Thủ tục",
        description="Mã các thủ tục dùng chung quy trình; các bước và người thực hiện phải như nhau.",
    )
    separate_sheets: bool = Field(
        True,
        title="Lập cả quy trình riêng",
        description="false: các thủ tục của nhóm chỉ có quy trình chung, không lập quy trình riêng.",
    )
    note: Text | None = Field(None, title="Ghi chú", description="Vì sao các thủ tục này dùng chung một quy trình; in ở Mục 1.")


@dataclass(frozen=True)
class SharedGroup:
    """A shared process with those of its procedures that a commune has."""

    process: SharedProcess
    procedures: tuple[AdministrativeProcedure, ...]
