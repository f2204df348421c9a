"""The words of the internal audit: yearly plan, timetable, team, what is decided and reported.

In: `system/audit.yaml`, the posts held on the day. Out: the group `audit`. Touches: nothing.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import time
from typing import Any

from ...domain.dated import in_force
from ...domain.document import DocumentKind
from ...domain.system.audit import AuditActivity, AuditMeeting, AuditSession
from ...domain.system.year_records import Finding
from ...domain.vietnamese import closed_list, lower_first
from .audit_units import Assignment, AuditPlan, names
from .committee import DutyWords, lettered, numbered, texts_on
from .confirmation import records_text
from .context import CommuneContext
from .models import WordGroup, _word

ADVICE = "advice"
"""The grade of a finding that is no nonconformity."""

_ORDINALS = ("nhất", "hai", "ba", "tư", "năm", "sáu")


class ActivityWords(WordGroup):
    """Việc trong năm."""

    no: str = _word("Số thứ tự", "1")
    content: str = _word("Nội dung công việc", "Đánh giá tại các bộ phận theo chương trình")
    who: str = _word("Thực hiện", "Phó Chủ tịch Ủy ban nhân dân")
    month: str = _word("Thời gian", "Tháng 9/2027")
    result: str = _word("Kết quả, kèm mã hiệu", "Báo cáo kết quả đánh giá nội bộ (BM-HT02-04)")


class AuditedUnitWords(WordGroup):
    """Bộ phận được đánh giá."""

    no: str = _word("Số thứ tự", "1")
    title: str = _word("Bộ phận", "Bộ phận Tiếp nhận và Trả kết quả")
    people: list[str] = _word("Người được đánh giá; trống khi chưa phân công")
    clauses: str = _word("Điều khoản", "7.1.3, 7.1.4, 8.2")
    procedures: str = _word("Quy trình", "QT-HT-06; 17 quy trình QT-TPHT")
    auditors: list[str] = _word("Đánh giá viên")
    faults: str = _word("Số điểm không phù hợp; trống khi chưa ghi", "01")
    advices: str = _word("Số khuyến nghị; trống khi chưa ghi", "02")
    marks: list[str] = _word("Mười hai ô của mười hai tháng: «X» ở tháng đánh giá")


class TeamMemberWords(WordGroup):
    """Thành viên đoàn đánh giá."""

    no: str = _word("Số thứ tự", "1")
    name: str = _word("Họ và tên; dòng chấm khi chưa phân công", "Trần Thị B")
    post: str = _word("Chức vụ", "Phó Chủ tịch Ủy ban nhân dân")
    role: str = _word("Vai trò", "Trưởng đoàn")


class TimetableRowWords(WordGroup):
    """Dòng của lịch đánh giá."""

    time: str = _word("Thời gian", "07 giờ 30 – 08 giờ 00")
    content: str = _word("Bộ phận hoặc cuộc họp", "Bộ phận Tiếp nhận và Trả kết quả")
    people: list[str] = _word("Người được đánh giá; trống với cuộc họp")
    clauses: str = _word("Điều khoản; trống với cuộc họp", "7.1.3, 7.1.4, 8.2")
    procedures: str = _word("Quy trình; trống với cuộc họp", "QT-HT-06")
    auditors: list[str] = _word("Đánh giá viên, hoặc thành phần họp")


class TimetableDayWords(WordGroup):
    """Ngày đánh giá."""

    title: str = _word("Tên ngày", "Ngày thứ nhất (ngày 14/9/2027)")
    rows: list[TimetableRowWords] = _word("Các dòng của ngày")


class GradeWords(WordGroup):
    """Mức độ của phát hiện."""

    title: str = _word("Mức độ", "Không phù hợp nhẹ")
    meaning: str = _word("Giải thích")
    count: str = _word("Số phát hiện; trống khi chưa ghi", "02")


class AuditWords(WordGroup):
    """Đánh giá nội bộ."""

    month: str = _word("Tháng đánh giá", "tháng 9 năm 2027")
    purposes: list[str] = _word("Mục đích, có dấu cuối")
    criteria: list[str] = _word("Chuẩn mực, có dấu cuối")
    methods: list[str] = _word("Phương pháp, có dấu cuối")
    activities: list[ActivityWords] = _word("Các việc trong năm")
    units: list[AuditedUnitWords] = _word("Các bộ phận")
    team: list[TeamMemberWords] = _word("Đoàn đánh giá")
    team_count: str = _word("Số người của đoàn", "06")
    lead: TeamMemberWords = _word("Trưởng đoàn")
    lead_name: str = _word("Tên trưởng đoàn; trống khi chưa phân công", "Trần Thị B")
    duties: list[DutyWords] = _word("Nhiệm vụ của từng vai trò")
    rules: list[str] = _word("Nguyên tắc, có số và dấu cuối")
    days: list[TimetableDayWords] = _word("Lịch đánh giá")
    day_count: str = _word("Số ngày đánh giá", "02")
    grades: list[GradeWords] = _word("Mức độ của phát hiện")
    conclusions: list[str] = _word("Các kết luận để chọn")
    sources: list[str] = _word("Nguồn phát hiện sự không phù hợp")
    secretary: str = _word("Chức danh thư ký", "Thư ký Ban Chỉ đạo ISO")
    secretary_name: str = _word("Tên thư ký; trống khi chưa phân công", "Lê Văn C")


def planned_month(context: CommuneContext, month: int) -> int:
    """Return the month, or the month of issue where that lies later in the same year; never beyond December."""
    first = context.issued_on.month if context.issued_on.year == context.year else 1
    return min(max(month, first), 12)


def month_text(month: int, year: int) -> str:
    """Return «02/2027», «9/2027»."""
    return f"{month:02d}/{year}" if month < 3 else f"{month}/{year}"


def clock(moment: time | int) -> str:
    """Return «07 giờ 30» for a time or for minutes since midnight."""
    minutes = moment if isinstance(moment, int) else moment.hour * 60 + moment.minute
    return f"{minutes // 60:02d} giờ {minutes % 60:02d}"


def _minutes(moment: time) -> int:
    return moment.hour * 60 + moment.minute


def _activity(context: CommuneContext, plan: AuditPlan, place: int, item: AuditActivity) -> dict[str, str]:
    month = planned_month(context, planned_month(context, plan.data.month) + item.offset)
    return {
        "no": str(place),
        "content": context.text(item.content),
        "who": "; ".join(dict.fromkeys(context.position_title(key) for key in item.who)),
        "month": f"Tháng {month_text(month, context.year)}",
        "result": records_text(context, item.result, item.kinds),
    }


def _recorded(context: CommuneContext) -> tuple[Finding, ...] | None:
    """Return the findings of the year; None where no audit was recorded."""
    records = context.catalogue.records_of(context.commune, context.year)
    return records.audit.findings if records and records.audit else None


def _counted(findings: tuple[Finding, ...] | None, *, unit: str = "", grades: Iterable[str] = ()) -> str:
    """Return how many findings a unit has, or a grade; nothing where no audit was recorded."""
    if findings is None:
        return ""
    wanted = set(grades)
    return f"{sum(finding.grade in wanted and unit in ('', finding.unit) for finding in findings):02d}"


def _unit(context: CommuneContext, plan: AuditPlan, place: int, item: Assignment) -> dict[str, Any]:
    findings, faults = _recorded(context), [grade.key for grade in plan.data.grades if grade.key != ADVICE]
    month = planned_month(context, item.unit.month or plan.data.month)
    return {
        "no": str(place),
        "title": item.title,
        "people": list(item.people),
        "clauses": ", ".join(plan.clauses(item.unit)),
        "procedures": "; ".join(plan.documents(item)),
        "auditors": names(item.auditors),
        "faults": _counted(findings, unit=item.unit.key, grades=faults),
        "advices": _counted(findings, unit=item.unit.key, grades=[ADVICE]),
        "marks": ["X" if number == month else "" for number in range(1, 13)],
    }


class _Timetable:
    """Puts the sessions of the audit one after another into the half days."""

    def __init__(self, sessions: tuple[AuditSession, ...]) -> None:
        self.sessions = sessions
        self.days: list[list[dict[str, Any]]] = [[]]
        self.session = 0
        self.now = _minutes(sessions[0].start)

    def add(self, minutes: int, row: dict[str, Any]) -> None:
        """Append a row; what does not fit into a half day begins the next one."""
        opened = self.now > _minutes(self.sessions[self.session].start)
        if opened and self.now + minutes > _minutes(self.sessions[self.session].end):
            self._next_session()
        self.days[-1].append({"time": f"{clock(self.now)} – {clock(self.now + minutes)}", **row})
        self.now += minutes

    def _next_session(self) -> None:
        self.session = (self.session + 1) % len(self.sessions)
        if self.session == 0:
            self.days.append([])
        self.now = _minutes(self.sessions[self.session].start)


def _meeting(context: CommuneContext, meeting: AuditMeeting, *who: str) -> dict[str, Any]:
    return {"content": context.text(meeting.title), "people": [], "clauses": "", "procedures": "", "auditors": list(who)}


def _days(context: CommuneContext, plan: AuditPlan, units: list[dict[str, Any]]) -> list[dict[str, Any]]:
    data, team = plan.data, "Đoàn đánh giá"
    everyone = (team, "Đại diện các bộ phận")
    table = _Timetable(data.sessions)
    table.add(data.opening.minutes, _meeting(context, data.opening, *everyone))
    for item, unit in zip(plan.assignments, units, strict=True):
        row = {key: unit[key] for key in ("people", "clauses", "procedures", "auditors")}
        table.add(item.unit.minutes, {"content": unit["title"], **row})
    table.add(data.meeting.minutes, _meeting(context, data.meeting, team))
    table.add(data.closing.minutes, _meeting(context, data.closing, *everyone))
    blank = f"ngày ....../....../{context.year}"
    return [
        {"title": f"Ngày thứ {_ORDINALS[place]} ({blank})" if place < len(_ORDINALS) else f"Ngày thứ {place + 1}", "rows": rows}
        for place, rows in enumerate(table.days)
    ]


def _duties(context: CommuneContext, plan: AuditPlan) -> list[dict[str, Any]]:
    return [
        {"title": f"{place}. {item.of}:", "points": lettered(texts_on(context, item.points))}
        for place, item in enumerate(plan.data.duties, 1)
    ]


def audit_words(context: CommuneContext, kind: DocumentKind) -> dict[str, Any]:
    """Return the group `audit`."""
    plan = AuditPlan(context)
    data = plan.data
    units = [_unit(context, plan, place, item) for place, item in enumerate(plan.assignments, 1)]
    team = [
        {"no": str(place), "name": member.name, "post": member.post, "role": member.role}
        for place, member in enumerate(plan.team, 1)
    ]
    days = _days(context, plan, units)
    month = planned_month(context, data.month)
    return {
        "month": "tháng " + month_text(month, context.year).replace("/", " năm "),
        "purposes": closed_list(texts_on(context, data.purposes)),
        "criteria": closed_list(texts_on(context, data.criteria)),
        "methods": closed_list(texts_on(context, data.methods)),
        "activities": [_activity(context, plan, n, item) for n, item in enumerate(in_force(data.activities, context.day), 1)],
        "units": units,
        "team": team,
        "team_count": f"{len(team):02d}",
        "lead": team[0],
        "lead_name": plan.team[0].person,
        "duties": _duties(context, plan),
        "rules": numbered(texts_on(context, data.rules)),
        "days": days,
        "day_count": f"{len(days):02d}",
        "grades": [
            {
                "title": grade.title,
                "meaning": f"{lower_first(grade.meaning.rstrip(' .'))}.",
                "count": _counted(_recorded(context), grades=[grade.key]),
            }
            for grade in data.grades
        ],
        "conclusions": [f"{text.rstrip(' ;.')}." for text in texts_on(context, data.conclusions)],
        "sources": [source.title for source in data.sources],
        "secretary": context.position_title("iso_secretary"),
        "secretary_name": context.holders.get("iso_secretary", ""),
    }
