"""The processes of the system and how they work together; the posts of the organisation chart (clauses 4.4, 5.3).

In: `system/processes.yaml`. Out: `Processes`. Touches: nothing.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

from pydantic import Field

from ..dated import Dated, Model
from ..text import ActorKey, KindKey, PositionKey, Text


class ProcessGroup(StrEnum):
    """Nhóm quá trình: where a process stands in the drawing."""

    MANAGEMENT = "management"
    CORE = "core"
    SUPPORT = "support"
    EVALUATION = "evaluation"


class Process(Dated):
    """Quá trình của hệ thống: what goes in, what comes out, who answers for it, how it is watched."""

    code: Annotated[str, Field(pattern=r"^[A-ZĐ][0-9]{1,2}$")] = Field(title="Ký hiệu", description="Ví dụ «C1».")
    name: Text = Field(title="Tên quá trình", description="Ví dụ «Hướng dẫn, tiếp nhận hồ sơ».")
    short: Text | None = Field(None, title="Tên rút gọn", description="Ghi trong ô của sơ đồ thay cho tên dài.")
    inputs: Text = Field(title="Đầu vào", description="Cái gì đến, từ đâu.")
    outputs: Text = Field(title="Đầu ra", description="Cái gì ra, chuyển cho ai.")
    who: tuple[ActorKey, ...] = Field(
        min_length=1, title="Trách nhiệm", description="Khóa chức vụ; iso_board là Ban Chỉ đạo ISO."
    )
    kinds: tuple[KindKey, ...] = Field((), title="Tài liệu", description="Khóa loại tài liệu quy định quá trình.")
    measure: Text = Field(title="Theo dõi, đo lường", description="Chuẩn mực, chỉ số và chu kỳ theo dõi.")
    risk: Text = Field(title="Rủi ro chính", description="Điều có thể làm quá trình không đạt kết quả.")


class ProcessBand(Model):
    """Nhóm quá trình trong hình và trong bảng."""

    group: ProcessGroup = Field(title="Nhóm", description="management, core, support hoặc evaluation.")
    title: Text = Field(title="Tên nhóm", description="In trên khung của nhóm.")
    processes: tuple[Process, ...] = Field(min_length=1, title="Các quá trình", description="Theo thứ tự thực hiện.")


class Links(Model):
    """Tên của các mũi tên trong hình."""

    needs: Text = Field(title="Khách hàng → lãnh đạo", description="Nhu cầu, mong đợi.")
    application: Text = Field(title="Khách hàng → quá trình chính", description="Hồ sơ nộp vào.")
    direction: Text = Field(title="Lãnh đạo → quá trình chính", description="Chính sách, mục tiêu, phân công.")
    resources: Text = Field(title="Lãnh đạo → hỗ trợ", description="Nguồn lực.")
    means: Text = Field(title="Hỗ trợ → quá trình chính", description="Tài liệu, con người, phương tiện.")
    data: Text = Field(title="Quá trình chính → đánh giá", description="Số liệu, hồ sơ.")
    satisfaction: Text = Field(title="Khách hàng → đánh giá", description="Mức độ hài lòng, phản ánh.")
    report: Text = Field(title="Đánh giá → lãnh đạo", description="Kết quả, kiến nghị cải tiến.")


class OrganisationStaff(Model):
    """Bộ phận giúp việc, vẽ bên cạnh người đứng đầu bằng nét đứt."""

    title: Text = Field(title="Tên", description="Ví dụ «Ban Chỉ đạo ISO».")
    positions: tuple[PositionKey, ...] = Field((), title="Chức vụ", description="Khóa chức vụ được ghi tên trong ô.")


class Organisation(Model):
    """Sơ đồ tổ chức: tiers from above; all other posts held stand below the last tier, those of one title in one box."""

    tiers: tuple[tuple[PositionKey, ...], ...] = Field(
        min_length=1, title="Các cấp lãnh đạo", description="Khóa chức vụ từng cấp."
    )
    staff: tuple[OrganisationStaff, ...] = Field((), title="Bộ phận giúp việc", description="Ban Chỉ đạo ISO và tương tự.")
    left_out: tuple[PositionKey, ...] = Field((), title="Không vẽ", description="Khóa chức vụ không có ô riêng.")


class Processes(Model):
    """Các quá trình và sơ đồ."""

    source: Text = Field(title="Bên nộp hồ sơ", description="Ô bên trái của hình.")
    target: Text = Field(title="Bên nhận kết quả", description="Ô bên phải của hình.")
    bands: tuple[ProcessBand, ...] = Field(min_length=4, max_length=4, title="Nhóm quá trình", description="Đủ bốn nhóm.")
    links: Links = Field(title="Mũi tên", description="Chữ ghi cạnh mũi tên.")
    organisation: Organisation = Field(title="Sơ đồ tổ chức", description="Cấp lãnh đạo, bộ phận giúp việc.")
    notes: tuple[Text, ...] = Field((), title="Thuyết minh", description="Các câu in dưới hình.")
    closing: tuple[Text, ...] = Field((), title="Rà soát", description="Các câu in sau bảng quá trình, trước chữ ký.")
