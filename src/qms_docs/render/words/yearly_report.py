"""The words of the yearly report: topics, figures of the year and of the year before, what is to be done next.

In: `system/yearly_report.yaml`, the scope. Out: the group `report`. Touches: nothing.
"""

from __future__ import annotations

from typing import Any

from ...domain.dated import in_force
from ...domain.document import DocumentKind
from ...domain.system.yearly_report import YearlyReport
from ...domain.vietnamese import closed_list, two_digits
from .committee import numbered, texts_on
from .confirmation import filled, known_of_year, records_text
from .context import CommuneContext
from .models import WordGroup, _word
from .plan import short_act
from .year_records import year_figures


class TopicWords(WordGroup):
    """Nội dung báo cáo."""

    no: str = _word("Số thứ tự", "1")
    content: str = _word("Nội dung", "Phạm vi áp dụng so với toàn bộ thủ tục hành chính thuộc thẩm quyền")
    result: str = _word("Kết quả; trống khi đơn vị điền", "44 thủ tục hành chính thuộc 11 lĩnh vực")
    records: str = _word("Hồ sơ, kèm mã hiệu", "Biên bản họp xem xét của lãnh đạo (BM-HT03-02)")


class FigureWords(WordGroup):
    """Số liệu."""

    no: str = _word("Số thứ tự", "1")
    content: str = _word("Chỉ tiêu", "Hồ sơ tiếp nhận")
    unit: str = _word("Đơn vị tính", "hồ sơ")
    before: str = _word("Năm trước; trống khi không có số liệu")
    now: str = _word("Năm báo cáo; trống khi không có số liệu", "44")


class YearlyReportWords(WordGroup):
    """Báo cáo hằng năm."""

    last_year: str = _word("Năm trước", "2017")
    topics: list[TopicWords] = _word("Nội dung áp dụng, duy trì")
    topics_act: str = _word("Văn bản về nội dung; trống khi không còn hiệu lực", "Điều 36 Thông tư số 26/2014/TT-BKHCN")
    figures: list[FigureWords] = _word("Số liệu")
    next_steps: list[str] = _word("Phương hướng, có số và dấu cuối")
    proposals: list[str] = _word("Kiến nghị, có dấu cuối")


def figures_of(context: CommuneContext, year: int) -> dict[str, str]:
    """Return what the data and the records know of a year, by the key of the figure; what they do not know is absent."""
    scope = {"procedures": two_digits(len(context.scope))} if year == context.day.year else {}
    return scope | year_figures(context, year)


def yearly_report_words(context: CommuneContext, kind: DocumentKind) -> dict[str, Any]:
    """Return the group `report`."""
    data = context.catalogue.data(YearlyReport)
    blanks = {
        "procedure_count": two_digits(len(context.scope)),
        "field_count": two_digits(len(context.scope_groups)),
        **known_of_year(context, context.year),
    }
    before, now = figures_of(context, context.year - 1), figures_of(context, context.year)
    return {
        "last_year": str(context.year - 1),
        "topics": [
            {
                "no": str(place),
                "content": context.text(topic.content),
                "result": filled(context, topic.result, blanks),
                "records": records_text(context, topic.records, topic.kinds),
            }
            for place, topic in enumerate(in_force(data.topics, context.day), 1)
        ],
        "topics_act": short_act(context, data.topics_act, data.topics_place),
        "figures": [
            {
                "no": str(place),
                "content": context.text(figure.content),
                "unit": figure.unit,
                "before": before.get(figure.record or "", ""),
                "now": now.get(figure.record or "", ""),
            }
            for place, figure in enumerate(in_force(data.figures, context.day), 1)
        ],
        "next_steps": numbered(texts_on(context, data.next_steps)),
        "proposals": closed_list(texts_on(context, data.proposals)),
    }
