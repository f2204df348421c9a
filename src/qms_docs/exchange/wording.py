"""The Vietnamese words that stand in a workbook for the choices of the models.

In: enumerations. Out: words, and back. Touches: nothing.
"""

from __future__ import annotations

from enum import Enum
from functools import lru_cache

from ..domain.document import DocumentGroup
from ..domain.people import PositionKind
from ..domain.procedure import ChannelKind, DossierGroupKind, FeeKind, FeeStatus, TimeUnit
from ..domain.system.confirmation import ConfirmationForm
from ..domain.system.procedures import ProcedureTable
from ..domain.system.processes import ProcessGroup
from ..domain.system.review import RecordList
from ..domain.text import ascii_slug

YES, NO = "có", "không"
EXAMPLE, REMOVED, KEPT = "Ví dụ", "Bỏ", "Giữ"

_WORDS: dict[tuple[type[Enum], object], str] = {
    (type(choice), choice.value): word
    for choice, word in (
        (ChannelKind.DIRECT, "trực tiếp"),
        (ChannelKind.ONLINE, "trực tuyến"),
        (ChannelKind.POST, "bưu chính"),
        (TimeUnit.HOUR, "giờ"),
        (TimeUnit.WORKING_DAY, "ngày làm việc"),
        (TimeUnit.CALENDAR_DAY, "ngày"),
        (TimeUnit.MONTH, "tháng"),
        (TimeUnit.SAME_DAY, "trong ngày"),
        (TimeUnit.BY_AGREEMENT, "theo thỏa thuận"),
        (DossierGroupKind.SUBMIT, "phải nộp"),
        (DossierGroupKind.PRESENT, "phải xuất trình"),
        (DossierGroupKind.REMARK, "lưu ý"),
        (FeeStatus.AMOUNT, "có mức thu"),
        (FeeStatus.FREE, "không thu"),
        (FeeStatus.LOCAL, "địa phương quy định"),
        (FeeStatus.UNKNOWN, "chưa xác định"),
        (FeeKind.FEE, "phí"),
        (FeeKind.CHARGE, "lệ phí"),
        (PositionKind.POST, "chức vụ"),
        (PositionKind.BODY, "cơ quan, hội đồng"),
        (PositionKind.OUTSIDE, "bên ngoài"),
        (ConfirmationForm.NOTICE, "thông báo"),
        (ConfirmationForm.DECISION, "quyết định"),
        (DocumentGroup.DECISIONS, "A - quyết định, công văn"),
        (DocumentGroup.LEVEL_ONE, "B - tài liệu cấp một"),
        (DocumentGroup.SYSTEM_PROCEDURES, "C - quy trình hệ thống"),
        (DocumentGroup.PROCEDURE_SHEETS, "D - quy trình thủ tục"),
        (DocumentGroup.FORMS, "E - biểu mẫu, hồ sơ"),
        (ProcedureTable.RISK_SCALE, "thang điểm rủi ro"),
        (ProcedureTable.RISK_LEVELS, "các mức rủi ro"),
        (ProcedureTable.FINDING_GRADES, "mức của phát hiện đánh giá"),
        (ProcedureTable.REVIEW_INPUTS, "đầu vào xem xét của lãnh đạo"),
        (ProcedureTable.REVIEW_OUTPUTS, "đầu ra xem xét của lãnh đạo"),
        (RecordList.DECISIONS, "kết luận xem xét"),
        (RecordList.OBJECTIVES, "kết quả mục tiêu"),
        (RecordList.FIELDS, "hồ sơ theo lĩnh vực"),
        (RecordList.NONCONFORMITIES, "sự không phù hợp"),
        (RecordList.FINDINGS, "phát hiện đánh giá"),
        (ProcessGroup.MANAGEMENT, "quản lý"),
        (ProcessGroup.CORE, "tác nghiệp"),
        (ProcessGroup.SUPPORT, "hỗ trợ"),
        (ProcessGroup.EVALUATION, "đánh giá, cải tiến"),
    )
}
"""By kind and value: choices of two kinds with one value (`post`) are equal to Python."""


def word_of(choice: Enum) -> str:
    """Return the word of a choice; choices whose value is Vietnamese stand for themselves."""
    return _WORDS.get((type(choice), choice.value), str(choice.value))


@lru_cache
def words_of(choices: type[Enum]) -> dict[str, str]:
    """Return the values of an enumeration by their words."""
    return {word_of(each): str(each.value) for each in choices}


def value_of(word: str, choices: type[Enum]) -> str | None:
    """Return the value that a word means, however it is typed in marks and capitals; None for none or several."""
    known = words_of(choices)
    if word in known:
        return known[word]
    if word in known.values():
        return word
    folded = {value for each, value in known.items() if ascii_slug(each) == ascii_slug(word)}
    return folded.pop() if len(folded) == 1 else None
