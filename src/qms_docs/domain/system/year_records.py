"""What a commune recorded in a year: workload, objectives, satisfaction, audit, nonconformities, review, training.

In: `communes/<tỉnh>/<huyện>/records/<mã>-<năm>.yaml`. Out: `YearRecords`. Touches: nothing.
Everything is optional: what was not recorded is left blank in the documents, never invented.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated, Self

from pydantic import Field, model_validator

from ..dated import Model
from ..text import FieldKey, Key, PositionKey, Text
from ..units import UNIT_CODE

Count = Annotated[int, Field(ge=0, le=10_000_000)]


class Workload(Model):
    """Kết quả giải quyết hồ sơ."""

    received: Count | None = Field(None, title="Tiếp nhận", description="Số hồ sơ tiếp nhận, cả hồ sơ kỳ trước chuyển sang.")
    settled: Count | None = Field(None, title="Đã giải quyết", description="Số hồ sơ đã giải quyết.")
    on_time: Count | None = Field(None, title="Đúng hạn", description="Số hồ sơ giải quyết đúng hạn và trước hạn.")

    @model_validator(mode="after")
    def _adds_up(self) -> Self:
        if self.settled is not None and (
            (self.received is not None and self.settled > self.received)
            or (self.on_time is not None and self.on_time > self.settled)
        ):
            raise ValueError("part-larger-than-whole")
        return self


class FieldWorkload(Workload):
    """Kết quả giải quyết hồ sơ của một lĩnh vực."""

    field: FieldKey = Field(title="Lĩnh vực", description="Khóa lĩnh vực.")


class Survey(Model):
    """Khảo sát sự hài lòng."""

    returned: Count = Field(title="Phiếu thu về", description="Số phiếu hợp lệ thu về.")
    satisfied: Count = Field(title="Phiếu hài lòng", description="Số phiếu hài lòng và rất hài lòng.")

    @model_validator(mode="after")
    def _adds_up(self) -> Self:
        if self.satisfied > self.returned:
            raise ValueError("part-larger-than-whole")
        return self


class Complaints(Model):
    """Khiếu nại, phản ánh, kiến nghị."""

    received: Count = Field(title="Tiếp nhận", description="Số vụ việc tiếp nhận.")
    settled: Count = Field(title="Đã giải quyết", description="Số vụ việc đã giải quyết.")


class ObjectiveResult(Model):
    """Kết quả thực hiện một mục tiêu chất lượng."""

    objective: Text = Field(title="Mục tiêu", description="Tên mục tiêu như trong bản mục tiêu chất lượng.")
    key: Key | None = Field(None, title="Khóa mục tiêu", description="Khóa của mục tiêu trong system/objectives.yaml, nếu có.")
    target: Text | None = Field(None, title="Chỉ tiêu", description="Ví dụ «từ 98% trở lên».")
    result: Text = Field(title="Kết quả", description="Ví dụ «99,1%».")
    met: bool | None = Field(None, title="Đạt", description="Bỏ trống khi chưa kết luận.")


class Finding(Model):
    """Phát hiện của đợt đánh giá nội bộ."""

    unit: Key = Field(title="Bộ phận", description="Khóa bộ phận trong system/audit.yaml.")
    clause: Text | None = Field(None, title="Điều khoản", description="Điều khoản hoặc mã hiệu quy trình.")
    content: Text = Field(title="Nội dung", description="Điều đã phát hiện, kèm bằng chứng.")
    grade: Key = Field(title="Mức độ", description="Khóa mức độ trong system/audit.yaml: major, minor, advice.")


class AuditRecord(Model):
    """Đợt đánh giá nội bộ."""

    held_from: date | None = Field(None, title="Từ ngày", description="Ngày họp khai mạc.")
    held_to: date | None = Field(None, title="Đến ngày", description="Ngày họp kết thúc.")
    strengths: tuple[Text, ...] = Field((), title="Điểm mạnh", description="Điều làm tốt.")
    findings: tuple[Finding, ...] = Field((), title="Phát hiện", description="Sự không phù hợp và khuyến nghị.")


class Nonconformity(Model):
    """Sự không phù hợp và hành động khắc phục."""

    number: Text = Field(title="Số phiếu", description="Ví dụ «01/2027».")
    found_on: date = Field(title="Ngày phát hiện", description="Ngày lập phiếu.")
    source: Key = Field(
        title="Nguồn", description="Khóa nguồn trong system/audit.yaml: audit, self, late, complaint, inspection, review."
    )
    unit: Key = Field(title="Bộ phận", description="Khóa bộ phận trong system/audit.yaml.")
    content: Text = Field(title="Nội dung", description="Mô tả sự không phù hợp.")
    cause: Text | None = Field(None, title="Nguyên nhân", description="Nguyên nhân gốc.")
    action: Text | None = Field(None, title="Hành động khắc phục", description="Việc đã làm để không lặp lại.")
    due: date | None = Field(None, title="Thời hạn", description="Thời hạn hoàn thành.")
    closed_on: date | None = Field(None, title="Ngày đóng", description="Ngày xác nhận kết quả.")
    effective: bool | None = Field(None, title="Hiệu lực", description="Hành động có hiệu lực hay không.")


class ReviewDecision(Model):
    """Kết luận của cuộc họp xem xét."""

    content: Text = Field(title="Kết luận", description="Việc phải làm.")
    who: PositionKey = Field(title="Thực hiện", description="Khóa chức vụ.")
    due: date | None = Field(None, title="Thời hạn", description="Thời hạn hoàn thành.")
    result: Text | None = Field(None, title="Kết quả", description="Tình trạng thực hiện, ghi khi đã có.")


class ReviewRecord(Model):
    """Cuộc họp xem xét của lãnh đạo."""

    held_on: date | None = Field(None, title="Ngày họp", description="Ngày họp.")
    decisions: tuple[ReviewDecision, ...] = Field((), title="Kết luận", description="Các kết luận.")


class TrainingRecord(Model):
    """Lớp đào tạo, phổ biến đã thực hiện."""

    content: Text = Field(title="Nội dung", description="Nội dung lớp.")
    held_on: date | None = Field(None, title="Ngày", description="Ngày thực hiện.")
    attendants: Count | None = Field(None, title="Số người", description="Số người tham dự.")


class YearRecords(Model):
    """Hồ sơ năm của một đơn vị."""

    code: Annotated[str, Field(pattern=UNIT_CODE)] = Field(title="Mã đơn vị", description="Mã 5 chữ số.")
    year: Annotated[int, Field(ge=2000, le=2100)] = Field(title="Năm", description="Năm của hồ sơ.")
    workload: Workload | None = Field(None, title="Giải quyết hồ sơ", description="Số liệu cả năm.")
    fields: tuple[FieldWorkload, ...] = Field((), title="Theo lĩnh vực", description="Số liệu theo lĩnh vực.")
    survey: Survey | None = Field(None, title="Khảo sát", description="Khảo sát sự hài lòng.")
    complaints: Complaints | None = Field(None, title="Khiếu nại, phản ánh", description="Số vụ việc trong năm.")
    objectives: tuple[ObjectiveResult, ...] = Field((), title="Mục tiêu chất lượng", description="Kết quả thực hiện mục tiêu.")
    audit: AuditRecord | None = Field(None, title="Đánh giá nội bộ", description="Đợt đánh giá trong năm.")
    nonconformities: tuple[Nonconformity, ...] | None = Field(
        None, title="Sự không phù hợp", description="Mọi phiếu trong năm; [] khi trong năm không có, bỏ trống khi chưa tổng hợp."
    )
    review: ReviewRecord | None = Field(None, title="Xem xét của lãnh đạo", description="Cuộc họp trong năm.")
    trained: Count | None = Field(
        None, title="Người được đào tạo", description="Số cán bộ, công chức được đào tạo trong năm, mỗi người tính một lần."
    )
    training: tuple[TrainingRecord, ...] = Field((), title="Đào tạo", description="Các lớp đã thực hiện.")
