"""The internal audit: who is audited when and on which clauses, who audits, what is asked, how findings are graded.

In: `system/audit.yaml`, `system/audit_questions.yaml`. Out: `Audit`, `AuditQuestions`. Touches: nothing.
"""

from __future__ import annotations

from datetime import time
from typing import Annotated

from pydantic import Field

from ..dated import Dated, Model
from ..people import PositionTitle
from ..text import FieldKey, Key, KindKey, PositionKey, Text
from .committee import CommitteeDuties
from .dated_text import DatedText

Month = Annotated[int, Field(ge=1, le=12)]
Minutes = Annotated[int, Field(ge=5, le=480)]
ClauseNumber = Annotated[str, Field(pattern=r"^[0-9]{1,2}(\.[0-9]){0,2}$")]


class AuditActivity(Dated):
    """Việc trong kế hoạch đánh giá năm."""

    content: Text = Field(title="Nội dung công việc", description="Việc phải làm.")
    who: tuple[PositionKey, ...] = Field(min_length=1, title="Thực hiện", description="Khóa chức vụ.")
    offset: Annotated[int, Field(ge=-11, le=11)] = Field(
        0, title="Số tháng", description="Số tháng trước (âm) hoặc sau tháng đánh giá."
    )
    result: Text = Field(title="Kết quả", description="Văn bản, hồ sơ phải có.")
    kinds: tuple[KindKey, ...] = Field((), title="Loại tài liệu", description="Khóa loại tài liệu, để ghi mã hiệu.")


class AuditedUnit(Dated):
    """Bộ phận được đánh giá: posts, clauses, system procedures and fields of procedures."""

    key: Key = Field(title="Khóa", description="Tên để câu hỏi nêu bộ phận.")
    titles: tuple[PositionTitle, ...] = Field((), title="Tên gọi", description="Bỏ trống thì lấy tên chức vụ.")
    positions: tuple[PositionKey, ...] = Field(min_length=1, title="Chức vụ", description="Khóa các chức vụ được đánh giá.")
    fields: tuple[FieldKey, ...] = Field((), title="Lĩnh vực", description="Khóa lĩnh vực thủ tục hành chính của bộ phận.")
    clauses: tuple[ClauseNumber, ...] = Field(
        min_length=1, title="Điều khoản", description="Điều khoản được đánh giá tại bộ phận."
    )
    kinds: tuple[KindKey, ...] = Field((), title="Quy trình hệ thống", description="Khóa các quy trình hệ thống được đánh giá.")
    minutes: Minutes = Field(60, title="Thời lượng (phút)", description="Thời gian đánh giá tại bộ phận.")
    month: Month | None = Field(None, title="Tháng", description="Chỉ ghi khi khác tháng chung.")


class AuditRole(Model):
    """Vai trò trong đoàn đánh giá, and the positions whose holders may have it."""

    role: Text = Field(title="Vai trò", description="Ví dụ «Trưởng đoàn».")
    positions: tuple[PositionKey, ...] = Field(min_length=1, title="Chức vụ", description="Khóa các chức vụ.")


class AuditSession(Model):
    """Buổi làm việc."""

    start: time = Field(title="Từ giờ", description="Ví dụ 07:30.")
    end: time = Field(title="Đến giờ", description="Ví dụ 11:30.")


class AuditMeeting(Model):
    """Cuộc họp của đoàn."""

    title: Text = Field(title="Nội dung", description="Nội dung cuộc họp.")
    minutes: Minutes = Field(title="Thời lượng (phút)", description="Thời gian họp.")


class FindingGrade(Model):
    """Mức độ của phát hiện."""

    key: Key = Field(title="Khóa", description="Tên dùng trong hồ sơ năm.")
    title: Text = Field(title="Mức độ", description="Ví dụ «Không phù hợp nhẹ».")
    meaning: Text = Field(title="Giải thích", description="Khi nào xếp mức này.")


class FindingSource(Model):
    """Nguồn phát hiện sự không phù hợp."""

    key: Key = Field(title="Khóa", description="Tên dùng trong hồ sơ năm.")
    title: Text = Field(title="Nguồn phát hiện", description="Ví dụ «Đánh giá nội bộ».")


class Audit(Model):
    """Đánh giá nội bộ và kiểm soát sự không phù hợp."""

    month: Month = Field(9, title="Tháng đánh giá", description="Năm đầu, nếu tháng này đã qua thì lấy tháng ban hành.")
    auditors_per_unit: Annotated[int, Field(ge=1, le=4)] = Field(
        2, title="Số đánh giá viên", description="Số đánh giá viên tối đa tại một bộ phận."
    )
    purposes: tuple[DatedText, ...] = Field(min_length=1, title="Mục đích", description="Mục đích đánh giá.")
    criteria: tuple[DatedText, ...] = Field(min_length=1, title="Chuẩn mực", description="Chuẩn mực đánh giá.")
    methods: tuple[DatedText, ...] = Field(min_length=1, title="Phương pháp", description="Cách đánh giá.")
    activities: tuple[AuditActivity, ...] = Field(min_length=1, title="Tiến độ", description="Các việc trong năm.")
    units: tuple[AuditedUnit, ...] = Field(min_length=1, title="Bộ phận", description="Các bộ phận được đánh giá.")
    team: tuple[AuditRole, ...] = Field(min_length=1, title="Đoàn đánh giá", description="Vai trò từ cao đến thấp.")
    duties: tuple[CommitteeDuties, ...] = Field(min_length=1, title="Nhiệm vụ", description="Nhiệm vụ của từng vai trò.")
    rules: tuple[DatedText, ...] = Field(min_length=1, title="Nguyên tắc", description="Nguyên tắc làm việc.")
    sessions: tuple[AuditSession, ...] = Field(min_length=1, title="Buổi làm việc", description="Các buổi trong một ngày.")
    opening: AuditMeeting = Field(title="Họp khai mạc", description="Cuộc họp mở đầu.")
    meeting: AuditMeeting = Field(title="Họp đoàn", description="Cuộc họp của đoàn trước khi kết thúc.")
    closing: AuditMeeting = Field(title="Họp kết thúc", description="Cuộc họp cuối.")
    grades: tuple[FindingGrade, ...] = Field(min_length=1, title="Mức độ", description="Mức độ của phát hiện.")
    conclusions: tuple[DatedText, ...] = Field(min_length=1, title="Kết luận", description="Các kết luận để chọn.")
    sources: tuple[FindingSource, ...] = Field(min_length=1, title="Nguồn", description="Nguồn phát hiện sự không phù hợp.")


class AuditQuestion(Dated):
    """Câu hỏi đánh giá."""

    text: Text = Field(title="Câu hỏi", description="Điều phải kiểm tra.")
    look: Text = Field(title="Hồ sơ cần xem", description="Hồ sơ, nơi tìm bằng chứng.")
    kinds: tuple[KindKey, ...] = Field((), title="Loại tài liệu", description="Khóa loại tài liệu, để ghi mã hiệu.")
    units: tuple[Key, ...] = Field((), title="Bộ phận", description="Chỉ hỏi ở các bộ phận này; bỏ trống là mọi bộ phận.")


class ClauseQuestions(Model):
    """Câu hỏi của một điều khoản."""

    clause: ClauseNumber = Field(title="Điều khoản", description="Số điều khoản.")
    questions: tuple[AuditQuestion, ...] = Field(min_length=1, max_length=6, title="Câu hỏi", description="Các câu hỏi.")


class ProcedureCheck(Dated):
    """Điểm kiểm tra đối với từng quy trình."""

    short: Text = Field(title="Tên cột", description="Rất ngắn, ví dụ «Đúng hạn».")
    text: Text = Field(title="Câu hỏi", description="Có thể dùng {receipt}, {control_slip}: tên mẫu của cơ chế một cửa.")


class AuditQuestions(Model):
    """Câu hỏi của phiếu ghi chép đánh giá."""

    clauses: tuple[ClauseQuestions, ...] = Field(min_length=1, title="Theo điều khoản", description="Theo thứ tự của tiêu chuẩn.")
    procedure_checks: tuple[ProcedureCheck, ...] = Field(
        min_length=1, max_length=6, title="Theo quy trình", description="Các điểm kiểm tra của mỗi quy trình."
    )
