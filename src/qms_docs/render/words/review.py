"""The words of the management review: agenda with all inputs of 9.3.2, minutes, conclusions.

In: `system/review.yaml`, the posts held on the day, the records of the year. Out: the group `review`. Touches: nothing.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from ...domain.dated import in_force
from ...domain.document import DocumentKind
from ...domain.system.audit import Audit
from ...domain.system.review import RecordList, Review, ReviewInput
from ...domain.vietnamese import closed_list, lower_first, upper_first
from .audit import clock, month_text, planned_month
from .audit_units import identity, titled
from .committee import NAME_BLANK, posts_of, texts_on
from .confirmation import records_text
from .context import CommuneContext
from .models import WordGroup, _word
from .year_records import year_words


class AttendantWords(WordGroup):
    """Người dự họp."""

    no: str = _word("Số thứ tự", "1")
    name: str = _word("Họ và tên; dòng chấm khi chưa phân công", "Trần Thị B")
    post: str = _word("Chức vụ", "Phó Chủ tịch Ủy ban nhân dân")
    line: str = _word("Họ tên và chức vụ trong một dòng", "ông (bà) Trần Thị B, Phó Chủ tịch Ủy ban nhân dân")


class ReviewInputWords(WordGroup):
    """Đầu vào của cuộc họp."""

    point: str = _word("Điểm theo tiêu chuẩn", "a")
    label: str = _word("Điểm như in trong văn bản", "c.1)")
    title: str = _word("Nội dung", "Tình trạng thực hiện các hành động từ cuộc xem xét trước")
    reporter: str = _word("Người báo cáo", "Thư ký Ban Chỉ đạo ISO")
    records: str = _word("Tài liệu, kèm mã hiệu", "Thông báo kết luận năm 2026 (BM-HT03-03)")
    time: str = _word("Thời gian", "08 giờ 10 – 08 giờ 20")
    questions: list[str] = _word("Điều phải xem xét, có dấu cuối")
    facts: list[str] = _word("Số liệu, kết quả đã ghi trong hồ sơ năm; trống khi không có")


class ReviewOutputWords(WordGroup):
    """Đầu ra của cuộc họp."""

    title: str = _word("Đầu ra", "Cơ hội cải tiến")
    examples: list[str] = _word("Điều cần quyết định, có dấu cuối")


class PreparationWords(WordGroup):
    """Việc chuẩn bị."""

    no: str = _word("Số thứ tự", "1")
    content: str = _word("Việc")
    who: str = _word("Thực hiện", "Thư ký Ban Chỉ đạo ISO")
    when: str = _word("Trước ngày họp bao lâu", "10 ngày làm việc")


class ReviewTaskWords(WordGroup):
    """Nhiệm vụ sau cuộc họp."""

    no: str = _word("Số thứ tự", "1")
    content: str = _word("Nhiệm vụ")
    who: str = _word("Thực hiện", "Thư ký Ban Chỉ đạo ISO")
    due: str = _word("Thời hạn", "31/12/2027")


class ReviewWords(WordGroup):
    """Xem xét của lãnh đạo."""

    month: str = _word("Tháng họp", "tháng 11 năm 2027")
    held_on: str = _word("Ngày họp; dòng chấm khi chưa ghi", "ngày 20/11/2027")
    start: str = _word("Giờ họp", "08 giờ 00")
    opening: str = _word("Thời gian khai mạc", "08 giờ 00 – 08 giờ 10")
    closing: str = _word("Thời gian kết luận", "10 giờ 05 – 10 giờ 25")
    place: str = _word("Địa điểm", "Phòng họp trụ sở Ủy ban nhân dân xã Thạnh Phước")
    place_within: str = _word("Địa điểm giữa câu", "phòng họp trụ sở Ủy ban nhân dân xã Thạnh Phước")
    chair: AttendantWords = _word("Chủ trì")
    secretary: AttendantWords = _word("Thư ký cuộc họp")
    attendants: list[AttendantWords] = _word("Thành phần, mỗi người một dòng")
    members: list[AttendantWords] = _word("Thành phần, không kể chủ trì và thư ký")
    attendant_count: str = _word("Số người dự họp", "10")
    purposes: list[str] = _word("Mục đích, có dấu cuối")
    inputs: list[ReviewInputWords] = _word("Đầu vào theo 9.3.2")
    outputs: list[ReviewOutputWords] = _word("Đầu ra theo 9.3.3")
    preparations: list[PreparationWords] = _word("Việc chuẩn bị")
    assessments: list[str] = _word("Đánh giá chung, có dấu cuối")
    tasks: list[ReviewTaskWords] = _word("Nhiệm vụ: kết luận đã ghi trong hồ sơ năm, nếu chưa có thì bản dự thảo")
    recorded: bool = _word("Đúng khi nhiệm vụ lấy từ hồ sơ năm")


def _month(context: CommuneContext, review: Review) -> int:
    """Return the month of the meeting: as late after the audit as planned, also where the first year begins later."""
    audit = context.catalogue.data(Audit).month
    return planned_month(context, review.month + planned_month(context, audit) - audit)


def _label(point: str) -> str:
    return f"{point[0]}.{point[1]})" if len(point) > 1 else f"{point})"


def _person(context: CommuneContext, no: int, key: str) -> dict[str, str]:
    person = context.holders.get(key, "")
    posts = posts_of(context, person) if person else []
    title = context.position_title(key)
    post = title if key == "iso_secretary" else posts[0] if posts else title
    name = person or NAME_BLANK
    return {"no": str(no), "name": name, "post": post, "line": f"ông (bà) {name}, {post}"}


def _attendants(context: CommuneContext, keys: Iterable[str]) -> list[dict[str, str]]:
    """Return each person once, with all posts; a line for a name only where nobody at all is named."""
    found: dict[str, dict[str, str]] = {}
    for key in keys:
        if not titled(context, key) or (context.holders and key not in context.holders):
            continue
        person = _person(context, len(found) + 1, key)
        identity = context.holders.get(key) or key
        posts = posts_of(context, identity) if key in context.holders else []
        post = "; ".join(posts) or person["post"]
        found.setdefault(identity, {**person, "post": post, "line": f"ông (bà) {person['name']}, {post}"})
    return list(found.values())


def _figure_lines(context: CommuneContext, review: Review, item: ReviewInput, now: Any, last: Any) -> list[str]:
    lines = []
    figures = {figure.key: figure for figure in review.figures}
    for key in item.figures:
        figure, value, before = figures.get(key), now["figures"].get(key, ""), last["figures"].get(key, "")
        if figure is None or not value:
            continue
        unit = "%" if figure.unit == "%" else f" {figure.unit}"
        old = f" (năm {last['year']}: {before}{unit})" if before else ""
        lines.append(f"{figure.label}: {value}{unit}{old}")
    return lines


def _list_lines(item: ReviewInput, now: Any, last: Any) -> list[str]:
    match item.show:
        case RecordList.DECISIONS:
            return [
                f"{row['content']} ({row['who']}{', hạn ' + row['due'] if row['due'] else ''}): "
                f"{row['result'] or 'chưa ghi kết quả'}"
                for row in last["decisions"]
            ]
        case RecordList.OBJECTIVES:
            return [
                f"{row['objective']}: {row['result']}"
                + (f" (chỉ tiêu {row['target']})" if row["target"] else "")
                + (f" – {row['met']}" if row["met"] else "")
                for row in now["objectives"]
            ]
        case RecordList.FIELDS:
            rows = [row for row in now["fields"] if row["settled"] and row["on_time_share"]]
            return [f"{r['field']}: giải quyết {r['settled']} hồ sơ, đúng hạn {r['on_time_share']}%" for r in rows]
        case RecordList.NONCONFORMITIES:
            return [
                f"Phiếu {row['number']} ({row['unit']}): {row['content']} – "
                + (f"đã đóng ngày {row['closed_on']}" if row["closed_on"] else "chưa đóng")
                for row in now["nonconformities"]
            ]
        case RecordList.FINDINGS:
            return [f"{row['unit']} – {row['grade']}: {row['content']}" for row in now["findings"]]
        case None:
            return []


def _sentences(lines: Iterable[str]) -> list[str]:
    return closed_list([upper_first(line) for line in lines])


def _inputs(context: CommuneContext, review: Review, first: int) -> tuple[list[dict[str, Any]], int]:
    """Return the inputs, one after another in time, and when the last one ends."""
    now, last = year_words(context, context.year), year_words(context, context.year - 1)
    rows = []
    for item in in_force(review.inputs, context.day):
        rows.append(
            {
                "point": item.point,
                "label": _label(item.point),
                "title": item.title,
                "reporter": context.position_title(item.reporter),
                "records": records_text(context, item.records, item.kinds),
                "time": f"{clock(first)} – {clock(first + item.minutes)}",
                "questions": closed_list([context.text(text) for text in item.questions]),
                "facts": _sentences([*_figure_lines(context, review, item, now, last), *_list_lines(item, now, last)]),
            }
        )
        first += item.minutes
    return rows, first


def _tasks(context: CommuneContext, review: Review) -> tuple[list[dict[str, str]], bool]:
    recorded = year_words(context, context.year)["decisions"]
    if recorded:
        return [{key: row[key] for key in ("no", "content", "who", "due")} for row in recorded], True
    return [
        {
            "no": str(place),
            "content": context.text(task.content),
            "who": context.position_title(task.who),
            "due": context.text(task.due),
        }
        for place, task in enumerate(in_force(review.tasks, context.day), 1)
    ], False


def review_words(context: CommuneContext, kind: DocumentKind) -> dict[str, Any]:
    """Return the group `review`."""
    review = context.catalogue.data(Review)
    start = review.start.hour * 60 + review.start.minute
    inputs, end = _inputs(context, review, start + review.opening_minutes)
    attendants = _attendants(context, review.attendants)
    leading = {identity(context, key) for key in (review.chair, review.secretary)}
    chair, secretary = _person(context, 1, review.chair), _person(context, 1, review.secretary)
    tasks, recorded = _tasks(context, review)
    records = context.catalogue.records_of(context.commune, context.year)
    held = year_words(context, context.year)["review_on"] if records else ""
    return {
        "month": "tháng " + month_text(_month(context, review), context.year).replace("/", " năm "),
        "held_on": f"ngày {held or f'....../....../{context.year}'}",
        "start": clock(start),
        "opening": f"{clock(start)} – {clock(start + review.opening_minutes)}",
        "closing": f"{clock(end)} – {clock(end + review.closing_minutes)}",
        "place": context.text(review.place),
        "place_within": lower_first(context.text(review.place)),
        "chair": chair,
        "secretary": secretary,
        "attendants": attendants,
        "members": _attendants(context, (key for key in review.attendants if identity(context, key) not in leading)),
        "attendant_count": f"{len(attendants):02d}",
        "purposes": closed_list(texts_on(context, review.purposes)),
        "inputs": inputs,
        "outputs": [
            {"title": output.title, "examples": closed_list([context.text(text) for text in output.examples])}
            for output in review.outputs
        ],
        "preparations": [
            {
                "no": str(place),
                "content": context.text(item.content),
                "who": context.text(item.others or "") or "; ".join(dict.fromkeys(map(context.position_title, item.who))),
                "when": f"{item.days:02d} ngày làm việc",
            }
            for place, item in enumerate(in_force(review.preparations, context.day), 1)
        ],
        "assessments": closed_list(texts_on(context, review.assessments)),
        "tasks": tasks,
        "recorded": recorded,
    }
