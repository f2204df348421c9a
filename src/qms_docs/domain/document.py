"""Kinds of document, and what controls one: code, issue, revision, sign-off.

In: `templates/kinds.yaml`. Out: `DocumentKind`, `Revision`, `SignOff`. Touches: nothing.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

from pydantic import Field

from .dated import Dated, Model
from .text import Key, Text


class DocumentScope(StrEnum):
    """Phạm vi lập tài liệu: one per commune, per procedure in its scope, per shared process, or per commune and year."""

    COMMUNE = "commune"
    PROCEDURE = "procedure"
    SHARED = "shared"
    YEAR = "year"

    @property
    def is_single(self) -> bool:
        """True if a commune has one document of the kind, or one a year."""
        return self in (DocumentScope.COMMUNE, DocumentScope.YEAR)


class DocumentGroup(StrEnum):
    """Nhóm tài liệu: decisions and letters, level 1, system procedures, procedure sheets, forms and records."""

    DECISIONS = "A"
    LEVEL_ONE = "B"
    SYSTEM_PROCEDURES = "C"
    PROCEDURE_SHEETS = "D"
    FORMS = "E"


class PublicationOccasion(StrEnum):
    """Dịp công bố: a commune publishes its system for the first time, or again in place of an earlier decision."""

    FIRST = "first"
    AGAIN = "again"


class PageEstimate(Model):
    """Ước tính số trang A4: a fixed part and a part that grows with what the document lists."""

    base: Annotated[float, Field(ge=-50, le=500)] = Field(
        title="Số trang cố định", description="Số trang không phụ thuộc dữ liệu."
    )
    per_row: Annotated[float, Field(ge=0, le=20)] = Field(
        0,
        title="Số trang mỗi dòng",
        description="Dòng: thủ tục trong phạm vi; với tài liệu của một thủ tục là bước, giấy tờ và căn cứ của thủ tục đó.",
    )

    def pages(self, rows: int) -> int:
        """Return the pages of a document with so many rows, at least one."""
        return max(1, int(self.base + self.per_row * rows + 0.5))


class DocumentKind(Model):
    """Loại tài liệu kiểm soát: template, code pattern, scope, clauses, signer, retention."""

    key: Key = Field(title="Khóa", description="Tên dùng ở dòng lệnh (--kind).")
    title: Text = Field(title="Tên tài liệu", description="Tên in trong tài liệu và danh mục.")
    group: DocumentGroup | None = Field(None, title="Nhóm", description="A đến E; bỏ trống với loại tài liệu của riêng đơn vị.")
    scope: DocumentScope = Field(
        title="Phạm vi",
        description="Lập một bản cho mỗi đơn vị (commune), thủ tục (procedure), quy trình chung (shared), năm (year).",
    )
    enabled: bool = Field(True, title="Có lập", description="Ghi false khi đơn vị không dùng loại tài liệu này.")
    content: Key | None = Field(
        None, title="Nội dung", description="Khóa của phần nội dung, khi nhiều loại tài liệu dùng chung một mẫu Word."
    )
    form: Annotated[str, Field(pattern=r"^[A-Z][A-Z_]*$")] | None = Field(
        None,
        title="Biểu mẫu một cửa",
        description="Khóa biểu mẫu trong chế độ một cửa; ngày chế độ không có biểu mẫu thì không lập.",
    )
    occasion: PublicationOccasion | None = Field(
        None,
        title="Dịp công bố",
        description="first: chỉ lập khi công bố lần đầu; again: chỉ lập khi công bố lại (system/republication.yaml).",
    )
    signer: Key = Field("chairman", title="Người ký", description="Khóa chức vụ của người ký hoặc người phê duyệt.")
    retention: Text | None = Field(None, title="Thời gian lưu", description="Thời gian lưu bản đã ký, ví dụ «5 năm».")
    template: Annotated[str, Field(pattern=r"^[a-z0-9_-]+\.docx$")] = Field(
        title="Mẫu Word", description="Tên tệp trong templates/docx."
    )
    code_pattern: Text = Field(
        title="Mẫu mã hiệu",
        description="Dùng {field_code} và {number} cho quy trình, {year} cho tài liệu hằng năm, {form} cho số biểu mẫu một cửa.",
    )
    pages: PageEstimate | None = Field(
        None, title="Số trang ước tính", description="Đo trên bản in thử; dùng cho qms-docs impact. Bỏ trống thì tính là 1 trang."
    )
    folder: Annotated[str, Field(pattern=r"^[a-z0-9-]+$")] = Field(title="Thư mục", description="Thư mục con chứa tài liệu.")
    clauses: tuple[str, ...] = Field((), title="Điều khoản", description="Điều khoản TCVN ISO 9001:2015 mà tài liệu đáp ứng.")
    basis: tuple[Text, ...] = Field(
        (), title="Căn cứ", description="Khóa các văn bản ghi ở phần căn cứ; chỉ văn bản còn hiệu lực vào ngày lập mới được ghi."
    )

    @property
    def is_sheet(self) -> bool:
        """True if this is the kind of the procedures' own sheets."""
        return self.group is DocumentGroup.PROCEDURE_SHEETS and self.scope is DocumentScope.PROCEDURE

    def code_for(self, field_code: str = "", number: int = 0, year: int = 0, form: str = "") -> str:
        """Return the code of a document of this kind, e.g. «QT-TPHT-01», «MTCL-2027», «MC05-TPHT-01»."""
        blanks = {"{field_code}": field_code, "{number}": f"{number:02d}", "{year}": str(year), "{form}": form}
        code = self.code_pattern
        for blank, value in blanks.items():
            code = code.replace(blank, value)
        return code


class Abbreviation(Dated):
    """Chữ viết tắt dùng trong tài liệu, and what it stands for."""

    short: Text = Field(title="Chữ viết tắt", description="Viết như trong tài liệu, ví dụ «TTHC».")
    long: Text = Field(title="Nội dung", description="Cụm từ đầy đủ, ví dụ «Thủ tục hành chính».")


class Revision(Model):
    """Lần ban hành, lần sửa đổi: one pair of numbers and one date for cover, header, footer and revision table."""

    issue: Annotated[int, Field(ge=1, le=99)] = Field(1, title="Lần ban hành", description="Số lần ban hành.")
    revision: Annotated[int, Field(ge=0, le=99)] = Field(0, title="Lần sửa đổi", description="Số lần sửa đổi trong lần ban hành.")


class SignOffStage(Model):
    """Ô ký trên trang bìa: Soạn thảo, Xem xét, Phê duyệt."""

    stage: Text = Field(title="Trách nhiệm", description="Soạn thảo, Xem xét hoặc Phê duyệt.")
    position: Key = Field(title="Chức vụ", description="Khóa chức vụ của người ký.")
