"""The settings of a workspace: `qms.toml`.

In: a TOML file. Out: `Settings`. Touches: nothing; `load` reads the file.
"""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import Annotated

from pydantic import Field

from .domain.dated import Model
from .domain.document import Revision, SignOffStage
from .domain.text import Key, Text

Folder = Annotated[str, Field(pattern=r"^[A-Za-z0-9_-]+(/[A-Za-z0-9_-]+)*$")]


class Folders(Model):
    """Thư mục dữ liệu, named from the workspace."""

    procedures: Folder = Field("procedures", title="Thủ tục hành chính", description="Thư mục chứa các tệp thủ tục.")
    communes: Folder = Field("communes", title="Đơn vị hành chính", description="Thư mục chứa các tệp đơn vị.")
    law: Folder = Field("law", title="Văn bản pháp luật", description="Thư mục chứa văn bản, chế độ và tiêu chuẩn.")
    overrides: Folder = Field("overrides", title="Khác biệt địa phương", description="Thư mục chứa các khác biệt của địa phương.")
    system: Folder = Field("system", title="Hệ thống", description="Thư mục chứa nội dung các tài liệu của hệ thống.")
    templates: Folder = Field("templates", title="Mẫu Word", description="Thư mục chứa kinds.yaml và docx/.")


class DocumentSettings(Revision):
    """Kiểm soát tài liệu: issue, revision and the day of issue for the whole pack."""

    issued_on: date | None = Field(None, title="Ngày ban hành", description="Bỏ trống thì lấy ngày lập (--as-of).")
    effective_on: date | None = Field(None, title="Ngày hiệu lực", description="Bỏ trống thì như ngày ban hành.")


class SheetNumbering(StrEnum):
    """Cách đánh số Mục 5 của quy trình: 5.a, 5.b … or 5.1, 5.2 …"""

    LETTERS = "letters"
    NUMBERS = "numbers"


class DossierForm(StrEnum):
    """Cách trình bày thành phần hồ sơ: a table with the columns Bản chính, Bản sao, or a list."""

    TABLE = "table"
    LIST = "list"


class FlowchartPlace(StrEnum):
    """Lưu đồ của quy trình: none, drawn as a whole before the table of steps, or as a leading column of that table."""

    NONE = "none"
    DRAWING = "drawing"
    COLUMN = "column"


class SheetSettings(Model):
    """Cách trình bày quy trình giải quyết thủ tục hành chính."""

    numbering: SheetNumbering = Field(
        SheetNumbering.LETTERS, title="Đánh số Mục 5", description="letters: a, b, c …; numbers: 5.1, 5.2 … theo bảy tiểu mục."
    )
    dossier: DossierForm = Field(
        DossierForm.TABLE, title="Thành phần hồ sơ", description="table: bảng Bản chính, Bản sao; list: gạch đầu dòng."
    )
    output_column: bool = Field(True, title="Cột Biểu mẫu/Kết quả", description="false: bảng các bước không có cột này.")
    flowchart: FlowchartPlace = Field(
        FlowchartPlace.NONE,
        title="Lưu đồ",
        description="none: không có; drawing: hình vẽ trước bảng; column: cột Lưu đồ đứng đầu bảng, thay cột Biểu mẫu/Kết quả.",
    )


class Exclusion(Model):
    """Ngoại lệ: a clause that does not apply, and why."""

    clause: Annotated[str, Field(pattern=r"^[0-9]{1,2}(\.[0-9]){0,2}$")] = Field(
        title="Điều khoản", description="Số điều khoản không áp dụng."
    )
    reason: Text = Field(title="Lý do", description="Lý giải vì sao không áp dụng.")


class CheckLevel(StrEnum):
    """Mức của một quy tắc kiểm tra."""

    ERROR = "error"
    WARNING = "warning"
    OFF = "off"


class CheckSettings(Model):
    """Nâng, hạ mức hoặc tắt một quy tắc kiểm tra, kèm lý do."""

    severity: CheckLevel = Field(title="Mức", description="error, warning hoặc off.")
    reason: Annotated[Text, Field(min_length=10)] = Field(title="Lý do", description="Vì sao; từ 10 ký tự.")


class Settings(Model):
    """Cấu hình của không gian làm việc (qms.toml)."""

    name: Text = Field(title="Tên", description="Tên của không gian làm việc.")
    standard: Key = Field("tcvn_iso_9001_2015", title="Tiêu chuẩn", description="Khóa của tiêu chuẩn áp dụng.")
    folders: Folders = Field(Folders(), title="Thư mục", description="Nơi đặt dữ liệu.")
    documents: DocumentSettings = Field(
        DocumentSettings(), title="Kiểm soát tài liệu", description="Lần ban hành, ngày ban hành."
    )
    sheet: SheetSettings = Field(SheetSettings(), title="Quy trình", description="Cách trình bày quy trình từng thủ tục.")
    exclusions: tuple[Exclusion, ...] = Field(
        (), title="Ngoại lệ", description="Điều khoản của tiêu chuẩn không áp dụng, kèm lý do."
    )
    checks: dict[str, CheckSettings] = Field(
        default_factory=dict, title="Quy tắc kiểm tra", description="Theo mã quy tắc: mức và lý do."
    )
    sign_off: tuple[SignOffStage, ...] = Field(
        (
            SignOffStage(stage="Soạn thảo", position="iso_secretary"),
            SignOffStage(stage="Xem xét", position="vice_chairman"),
            SignOffStage(stage="Phê duyệt", position="chairman"),
        ),
        min_length=1,
        max_length=4,
        title="Ô ký",
        description="Trách nhiệm soạn thảo, xem xét, phê duyệt trên trang bìa.",
    )
