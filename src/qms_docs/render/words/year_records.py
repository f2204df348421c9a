"""The words of a commune's records: what is known of the year of the document and of the year before.

In: `communes/<tỉnh>/<huyện>/records/<mã>-<năm>.yaml`. Out: the group `records`; empty texts and lists where nothing was recorded.
Touches: nothing.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from ...domain.system.audit import Audit
from ...domain.system.year_records import Nonconformity, Workload, YearRecords
from ...domain.vietnamese import short_date
from .audit_units import titled, unit_named
from .context import CommuneContext
from .models import WordGroup, _word


class FieldRecordWords(WordGroup):
    """Kết quả của một lĩnh vực."""

    field: str = _word("Lĩnh vực", "Hộ tịch")
    received: str = _word("Tiếp nhận; trống khi không rõ", "1.204")
    settled: str = _word("Đã giải quyết; trống khi không rõ", "1.200")
    on_time: str = _word("Đúng hạn; trống khi không rõ", "1.196")
    on_time_share: str = _word("Tỷ lệ đúng hạn, không có dấu %", "99,6")


class ObjectiveRecordWords(WordGroup):
    """Kết quả thực hiện mục tiêu."""

    key: str = _word("Khóa mục tiêu; trống khi không ghi")
    objective: str = _word("Mục tiêu", "Giải quyết hồ sơ đúng hạn")
    target: str = _word("Chỉ tiêu; trống khi không ghi", "từ 98% trở lên")
    result: str = _word("Kết quả", "99,1%")
    met: str = _word("Đạt, Không đạt hoặc trống", "Đạt")


class FindingRecordWords(WordGroup):
    """Phát hiện của đợt đánh giá."""

    no: str = _word("Số thứ tự", "1")
    unit: str = _word("Bộ phận", "Bộ phận Tiếp nhận và Trả kết quả")
    clause: str = _word("Điều khoản, quy trình; trống khi không ghi", "7.5.3")
    content: str = _word("Nội dung phát hiện")
    grade: str = _word("Mức độ", "Không phù hợp nhẹ")
    advice: bool = _word("Đúng khi chỉ là khuyến nghị")


class NonconformityRecordWords(WordGroup):
    """Sự không phù hợp."""

    no: str = _word("Số thứ tự", "1")
    number: str = _word("Số phiếu", "01/2027")
    found_on: str = _word("Ngày phát hiện", "15/9/2027")
    source: str = _word("Nguồn", "Đánh giá nội bộ")
    unit: str = _word("Bộ phận", "Công chức Tư pháp - Hộ tịch")
    content: str = _word("Nội dung")
    cause: str = _word("Nguyên nhân; trống khi chưa rõ")
    action: str = _word("Hành động khắc phục; trống khi chưa có")
    due: str = _word("Thời hạn; trống khi chưa định", "15/10/2027")
    closed_on: str = _word("Ngày đóng; trống khi chưa đóng", "10/10/2027")
    effective: str = _word("Có, Không hoặc trống", "Có")


class DecisionRecordWords(WordGroup):
    """Kết luận của cuộc họp xem xét."""

    no: str = _word("Số thứ tự", "1")
    content: str = _word("Việc phải làm")
    who: str = _word("Thực hiện", "Thư ký Ban Chỉ đạo ISO")
    due: str = _word("Thời hạn; trống khi không ghi", "31/12/2027")
    result: str = _word("Tình trạng; trống khi chưa ghi", "Đã xong")


class TrainingRecordWords(WordGroup):
    """Lớp đào tạo đã thực hiện."""

    content: str = _word("Nội dung", "Nghiệp vụ đánh giá nội bộ")
    held_on: str = _word("Ngày; trống khi không ghi", "12/3/2027")
    attendants: str = _word("Số người; trống khi không ghi", "12")


class FigureRecordWords(WordGroup):
    """Số liệu của năm; trống khi không có."""

    received: str = _word("Hồ sơ tiếp nhận", "1.204")
    settled: str = _word("Hồ sơ đã giải quyết", "1.200")
    on_time: str = _word("Hồ sơ đúng hạn và trước hạn", "1.196")
    on_time_share: str = _word("Tỷ lệ đúng hạn, không có dấu %", "99,6")
    late: str = _word("Hồ sơ quá hạn", "04")
    surveyed: str = _word("Phiếu khảo sát thu về", "150")
    satisfied: str = _word("Phiếu hài lòng", "148")
    satisfied_share: str = _word("Tỷ lệ hài lòng, không có dấu %", "98,6")
    complaints: str = _word("Khiếu nại, phản ánh đã giải quyết/tiếp nhận", "03/03")
    nonconformities: str = _word("Sự không phù hợp", "05")
    closed: str = _word("Sự không phù hợp đã khắc phục xong", "04")
    trained: str = _word("Người được đào tạo", "12")


class YearRecordWords(WordGroup):
    """Hồ sơ của một năm."""

    year: str = _word("Năm", "2027")
    known: bool = _word("Đúng khi có hồ sơ của năm")
    figures: FigureRecordWords = _word("Số liệu")
    fields: list[FieldRecordWords] = _word("Kết quả theo lĩnh vực")
    objectives: list[ObjectiveRecordWords] = _word("Kết quả mục tiêu")
    audit_from: str = _word("Ngày bắt đầu đánh giá; trống khi không ghi", "14/9/2027")
    audit_to: str = _word("Ngày kết thúc đánh giá; trống khi không ghi", "15/9/2027")
    strengths: list[str] = _word("Điểm mạnh")
    findings: list[FindingRecordWords] = _word("Phát hiện của đợt đánh giá")
    nonconformities: list[NonconformityRecordWords] = _word("Sự không phù hợp")
    review_on: str = _word("Ngày họp xem xét; trống khi không ghi", "20/11/2027")
    decisions: list[DecisionRecordWords] = _word("Kết luận của cuộc họp xem xét")
    training: list[TrainingRecordWords] = _word("Đào tạo đã thực hiện")


class RecordsWords(WordGroup):
    """Hồ sơ của đơn vị."""

    now: YearRecordWords = _word("Năm của tài liệu")
    last: YearRecordWords = _word("Năm trước")


def count_text(count: int | None) -> str:
    """Return «04», «150», «1.204»; nothing for None."""
    return "" if count is None else f"{count:02d}" if count < 10 else f"{count:,}".replace(",", ".")


def share_text(part: int | None, whole: int | None) -> str:
    """Return «99,6», cut and not rounded so that 100 means all; nothing where a number is missing."""
    if part is None or not whole:
        return ""
    tenths = part * 1000 // whole
    return f"{tenths // 10},{tenths % 10}".removesuffix(",0")


def _date(day: date | None) -> str:
    return short_date(day) if day else ""


def _yes(truth: bool | None, yes: str, no: str) -> str:
    return "" if truth is None else yes if truth else no


def _workload(work: Workload) -> dict[str, str]:
    return {
        "received": count_text(work.received),
        "settled": count_text(work.settled),
        "on_time": count_text(work.on_time),
        "on_time_share": share_text(work.on_time, work.settled),
    }


def year_figures(context: CommuneContext, year: int) -> dict[str, str]:
    """Return the figures recorded for a year by key; only those that are known."""
    figures = _figures(context.catalogue.records_of(context.commune, year))
    return {key: value for key, value in figures.items() if value}


def _figures(records: YearRecords | None) -> dict[str, str]:
    records = records or YearRecords(code="00000", year=2000)
    work = records.workload or Workload(received=None, settled=None, on_time=None)
    late = work.settled - work.on_time if work.settled is not None and work.on_time is not None else None
    survey, complaints, faults = records.survey, records.complaints, records.nonconformities
    closed = None if faults is None else sum(fault.closed_on is not None for fault in faults)
    return {
        **_workload(work),
        "late": count_text(late),
        "surveyed": count_text(survey.returned if survey else None),
        "satisfied": count_text(survey.satisfied if survey else None),
        "satisfied_share": share_text(survey.satisfied, survey.returned) if survey else "",
        "complaints": f"{count_text(complaints.settled)}/{count_text(complaints.received)}" if complaints else "",
        "nonconformities": count_text(None if faults is None else len(faults)),
        "closed": count_text(closed),
        "trained": count_text(records.trained),
    }


def _field_name(context: CommuneContext, key: str) -> str:
    field = context.catalogue.fields.get(key)
    return field.name if field else key


def _findings(context: CommuneContext, records: YearRecords) -> list[dict[str, Any]]:
    grades = {grade.key: grade.title for grade in context.catalogue.data(Audit).grades}
    return [
        {
            "no": str(place),
            "unit": unit_named(context, finding.unit),
            "clause": finding.clause or "",
            "content": finding.content,
            "grade": grades.get(finding.grade, finding.grade),
            "advice": finding.grade == "advice",
        }
        for place, finding in enumerate(records.audit.findings if records.audit else (), 1)
    ]


def _nonconformity(context: CommuneContext, place: int, fault: Nonconformity) -> dict[str, str]:
    sources = {source.key: source.title for source in context.catalogue.data(Audit).sources}
    return {
        "no": str(place),
        "number": fault.number,
        "found_on": _date(fault.found_on),
        "source": sources.get(fault.source, fault.source),
        "unit": unit_named(context, fault.unit),
        "content": fault.content,
        "cause": fault.cause or "",
        "action": fault.action or "",
        "due": _date(fault.due),
        "closed_on": _date(fault.closed_on),
        "effective": _yes(fault.effective, "Có", "Không"),
    }


def _decisions(context: CommuneContext, records: YearRecords) -> list[dict[str, str]]:
    return [
        {
            "no": str(place),
            "content": decision.content.rstrip(" ;."),
            "who": context.position_title(decision.who) if titled(context, decision.who) else decision.who,
            "due": _date(decision.due),
            "result": decision.result or "",
        }
        for place, decision in enumerate(records.review.decisions if records.review else (), 1)
    ]


def year_words(context: CommuneContext, year: int) -> dict[str, Any]:
    """Return all that is recorded of a year."""
    known = context.catalogue.records_of(context.commune, year)
    records = known or YearRecords(code=context.commune.code, year=year)
    audit, review = records.audit, records.review
    return {
        "year": str(year),
        "known": known is not None,
        "figures": _figures(known),
        "fields": [{"field": _field_name(context, work.field), **_workload(work)} for work in records.fields],
        "objectives": [
            {
                "key": item.key or "",
                "objective": item.objective,
                "target": item.target or "",
                "result": item.result,
                "met": _yes(item.met, "Đạt", "Không đạt"),
            }
            for item in records.objectives
        ],
        "audit_from": _date(audit.held_from) if audit else "",
        "audit_to": _date(audit.held_to) if audit else "",
        "strengths": list(audit.strengths) if audit else [],
        "findings": _findings(context, records),
        "nonconformities": [_nonconformity(context, n, fault) for n, fault in enumerate(records.nonconformities or (), 1)],
        "review_on": _date(review.held_on) if review else "",
        "decisions": _decisions(context, records),
        "training": [
            {"content": item.content, "held_on": _date(item.held_on), "attendants": count_text(item.attendants)}
            for item in records.training
        ],
    }


def records_words(context: CommuneContext) -> dict[str, Any]:
    """Return the group `records`: this year's and last year's."""
    return {"now": year_words(context, context.year), "last": year_words(context, context.year - 1)}
