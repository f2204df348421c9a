"""The words of the satisfaction survey, its report and the book of complaints; shares are computed here.

In: `system/survey.yaml`, what was recorded of the year and of the year before. Out: the group `survey`. Touches: nothing.
"""

from __future__ import annotations

from typing import Any

from ...domain.dated import in_force
from ...domain.document import DocumentKind
from ...domain.system.survey import Survey
from ...domain.system.year_records import YearRecords
from .committee import numbered, texts_on
from .context import CommuneContext
from .models import WordGroup, _word


class ProfileWords(WordGroup):
    """Câu hỏi về người trả lời."""

    text: str = _word("Câu hỏi", "Hình thức nộp hồ sơ")
    choices: str = _word("Các ô để đánh dấu", "☐ Trực tiếp   ☐ Trực tuyến")


class ChoiceWords(WordGroup):
    """Mức trả lời."""

    points: str = _word("Điểm", "5")
    name: str = _word("Tên mức", "Rất hài lòng")


class QuestionWords(WordGroup):
    """Câu hỏi."""

    no: str = _word("Số thứ tự trong cả phiếu", "1")
    text: str = _word("Câu hỏi", "Thời gian giải quyết đúng giấy hẹn")


class SurveyPartWords(WordGroup):
    """Phần của phiếu."""

    title: str = _word("Tên phần", "Thủ tục hành chính")
    rows: list[QuestionWords] = _word("Câu hỏi của phần")


class SurveyFigureWords(WordGroup):
    """Số liệu của năm và năm trước."""

    text: str = _word("Số liệu", "Số phiếu hợp lệ")
    before: str = _word("Năm trước; trống khi không có số liệu", "78")
    now: str = _word("Năm báo cáo; trống khi không có số liệu", "80")


class SurveyWords(WordGroup):
    """Khảo sát sự hài lòng."""

    greeting: list[str] = _word("Lời ngỏ")
    profile: list[ProfileWords] = _word("Thông tin chung")
    choices: list[ChoiceWords] = _word("Các mức trả lời")
    parts: list[SurveyPartWords] = _word("Các phần của phiếu")
    figures: list[SurveyFigureWords] = _word("Số liệu của năm và năm trước")
    rate: str = _word("Tỷ lệ hài lòng của năm (%); trống khi đơn vị điền", "92,5")
    recorded: bool = _word("Đúng khi đã có số liệu của năm")
    reached: bool = _word("Đúng khi tỷ lệ hài lòng đạt chỉ tiêu")
    target: str = _word("Chỉ tiêu (%)", "90")
    last_year: str = _word("Năm trước", "2026")
    sampling: list[str] = _word("Cách khảo sát, có số và dấu cuối")
    methods: list[str] = _word("Cách tính, có số và dấu cuối")
    actions: list[str] = _word("Việc phải làm sau khảo sát, có số và dấu cuối")
    surveyor: str = _word("Người khảo sát", "Công chức Văn phòng - Thống kê")
    complaint_notes: list[str] = _word("Cách ghi sổ khiếu nại, có số và dấu cuối")


def satisfaction(records: YearRecords | None) -> float | None:
    """Return the share of satisfied sheets in percent, or None where none was recorded."""
    survey = records.survey if records else None
    return 100 * survey.satisfied / survey.returned if survey and survey.returned else None


def rate_text(value: float | None) -> str:
    """Return «92,5» or «90»; the empty text for nothing. Cut, not rounded: 89,97 is not 90."""
    return "" if value is None else f"{int(value * 10) / 10:.1f}".replace(".", ",").removesuffix(",0")


def _year(records: YearRecords | None) -> list[str]:
    """Return the figures of a year in the order of `_FIGURES`; empty texts where they were not recorded."""
    survey, complaints = (records.survey, records.complaints) if records else (None, None)
    settled = records.workload.settled if records and records.workload else None
    values = [
        survey.returned if survey else None,
        survey.satisfied if survey else None,
        settled,
        complaints.received if complaints else None,
        complaints.settled if complaints else None,
    ]
    shown = ["" if value is None else str(value) for value in values]
    return ["", shown[0], shown[1], rate_text(satisfaction(records)), *shown[2:]]


_FIGURES = (
    "Số phiếu phát ra",
    "Số phiếu hợp lệ thu về",
    "Số phiếu hài lòng, rất hài lòng",
    "Tỷ lệ hài lòng (%)",
    "Số hồ sơ đã giải quyết",
    "Số khiếu nại, phản ánh, kiến nghị đã nhận",
    "Số khiếu nại, phản ánh, kiến nghị đã giải quyết",
)


def _parts(context: CommuneContext, data: Survey) -> list[dict[str, Any]]:
    parts = []
    number = 0
    for part in data.parts:
        rows = []
        for question in in_force(part.questions, context.day):
            number += 1
            rows.append({"no": str(number), "text": context.text(question.text)})
        parts.append({"title": context.text(part.title), "rows": rows})
    return parts


def survey_words(context: CommuneContext, kind: DocumentKind) -> dict[str, Any]:
    """Return the group `survey`."""
    data = context.catalogue.data(Survey)
    now = context.catalogue.records_of(context.commune, context.year)
    before = context.catalogue.records_of(context.commune, context.year - 1)
    share = satisfaction(now)
    return {
        "greeting": texts_on(context, data.greeting),
        "profile": [
            {"text": context.text(item.text), "choices": "\u2003".join(f"☐\u00a0{choice}" for choice in item.choices)}
            for item in data.profile
        ],
        "choices": [{"points": str(choice.points), "name": choice.name} for choice in data.choices],
        "parts": _parts(context, data),
        "figures": [
            {"text": text, "before": old, "now": new} for text, old, new in zip(_FIGURES, _year(before), _year(now), strict=True)
        ],
        "rate": rate_text(share),
        "recorded": share is not None,
        "reached": share is not None and share >= data.target,
        "target": str(data.target),
        "last_year": str(context.year - 1),
        "sampling": numbered(texts_on(context, data.sampling)),
        "methods": numbered(texts_on(context, data.methods)),
        "actions": numbered(texts_on(context, data.actions)),
        "surveyor": context.position_title(data.surveyor),
        "complaint_notes": numbered(texts_on(context, data.complaint_notes)),
    }
