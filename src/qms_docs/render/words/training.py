"""The words of the training plan, the attendance list and the minutes of dissemination; people are counted here.

In: `system/training.yaml`, the posts held on the day, the controlled documents. Out: the group `training`. Touches: nothing.
"""

from __future__ import annotations

from typing import Any

from ...domain.dated import in_force
from ...domain.document import DocumentKind
from ...domain.people import PositionKind
from ...domain.system.distribution import Distribution
from ...domain.system.training import Course, DisseminationTopic, Training
from ...domain.vietnamese import closed_list, two_digits
from .committee import numbered, texts_on
from .context import CommuneContext
from .distribution import receivers_of, titles_of
from .master_list import ControlledDocument, controlled_documents
from .models import WordGroup, _word

EVERYONE = "Toàn thể cán bộ, công chức"


class CourseWords(WordGroup):
    """Chuyên đề."""

    no: str = _word("Số thứ tự", "1")
    topic: str = _word("Chuyên đề", "Nhận thức chung về TCVN ISO 9001:2015")
    points: list[str] = _word("Nội dung chính", "Chính sách, mục tiêu chất lượng")
    audience: str = _word("Đối tượng", "Toàn thể cán bộ, công chức")
    count: str = _word("Số người theo phân công tại ngày lập", "10")
    teacher: str = _word("Người, đơn vị hướng dẫn", "Thư ký Ban Chỉ đạo ISO")
    method: str = _word("Hình thức", "Tập trung tại trụ sở")
    sessions: str = _word("Số buổi", "01")
    month: str = _word("Thời gian", "Tháng 02/2019")
    evaluation: str = _word("Cách đánh giá", "Câu hỏi trắc nghiệm")


class PersonWords(WordGroup):
    """Cán bộ, công chức."""

    no: str = _word("Số thứ tự", "1")
    name: str = _word("Họ và tên", "Nguyễn Văn A")
    title: str = _word("Chức vụ", "Chủ tịch Ủy ban nhân dân")


class TrainingWords(WordGroup):
    """Đào tạo, bồi dưỡng, phổ biến tài liệu."""

    aims: list[str] = _word("Mục đích, yêu cầu, có số và dấu cuối")
    courses: list[CourseWords] = _word("Các chuyên đề theo tháng")
    course_count: str = _word("Số chuyên đề", "08")
    session_count: str = _word("Tổng số buổi", "10")
    person_count: str = _word("Tổng số lượt người", "58")
    duties: list[str] = _word("Tổ chức thực hiện, có số và dấu cuối")
    people: list[PersonWords] = _word("Cán bộ, công chức tại ngày lập")
    people_count: str = _word("Số cán bộ, công chức", "10")
    attendance_notes: list[str] = _word("Cách ghi danh sách, có số và dấu cuối")
    topics: list[str] = _word("Nội dung phổ biến, kèm số tài liệu, có số và dấu cuối")
    document_count: str = _word("Số tài liệu được phổ biến", "96")
    agreements: list[str] = _word("Những điểm thống nhất, có số và dấu cuối")
    chair: str = _word("Người chủ trì phổ biến; trống khi chưa phân công", "Nguyễn Văn A")
    chair_title: str = _word("Chức vụ của người chủ trì", "Chủ tịch Ủy ban nhân dân")
    secretary: str = _word("Người ghi biên bản; trống khi chưa phân công", "Lê Văn C")
    secretary_title: str = _word("Chức vụ của người ghi biên bản", "Thư ký Ban Chỉ đạo ISO")


def people_of(context: CommuneContext) -> dict[str, list[str]]:
    """Return who holds a post on the day and which posts, in the order of the receivers of documents."""
    positions = context.catalogue.positions
    ranked = context.catalogue.data(Distribution).receivers
    held = [key for key in positions if positions[key].kind is PositionKind.POST and key != "leader" and key in context.holders]
    held.sort(key=lambda key: ranked.index(key) if key in ranked else len(ranked))
    return receivers_of(context, tuple(held)) if held else {}


def _who(context: CommuneContext, positions: tuple[str, ...]) -> str:
    return titles_of(context, tuple(key for key in positions if key in context.holders) or positions) if positions else ""


def _audience_count(context: CommuneContext, course: Course) -> int:
    if course.everyone:
        return len(people_of(context))
    return len({context.holders[position] for position in course.audience if position in context.holders})


def _points(context: CommuneContext, course: Course) -> list[str]:
    acts = [f"{act.kind.noun} số {act.number}" for act in context.acts_on(course.acts)]
    return [*(context.text(point) for point in course.points), *acts]


def _course(context: CommuneContext, course: Course, number: int) -> dict[str, Any]:
    teachers = [_who(context, course.teacher), context.text(course.teacher_text) if course.teacher_text else ""]
    month = f"{course.month:02d}" if course.month < 3 else str(course.month)
    return {
        "no": str(number),
        "topic": context.text(course.topic),
        "points": closed_list(_points(context, course)),
        "audience": EVERYONE if course.everyone else _who(context, course.audience),
        "count": two_digits(_audience_count(context, course)),
        "teacher": "; ".join(teacher for teacher in teachers if teacher),
        "method": course.method,
        "sessions": two_digits(course.sessions),
        "month": f"Tháng {month}/{context.year}",
        "evaluation": context.text(course.evaluation),
    }


def _topic(context: CommuneContext, topic: DisseminationTopic, documents: list[ControlledDocument]) -> str:
    count = sum(document.kind.group in topic.groups for document in documents)
    return f"{context.text(topic.text)} ({two_digits(count)} tài liệu)" if topic.groups else context.text(topic.text)


def training_words(context: CommuneContext, kind: DocumentKind) -> dict[str, Any]:
    """Return the group `training`."""
    data = context.catalogue.data(Training)
    courses = sorted(in_force(data.courses, context.day), key=lambda course: course.month)
    documents = [document for _, group in controlled_documents(context) for document in group]
    made = {document.kind.group for document in documents}
    topics = [topic for topic in in_force(data.topics, context.day) if not topic.groups or made & set(topic.groups)]
    shown = {group for topic in topics for group in topic.groups}
    people = people_of(context)
    return {
        "aims": numbered(texts_on(context, data.aims)),
        "courses": [_course(context, course, place) for place, course in enumerate(courses, 1)],
        "course_count": two_digits(len(courses)),
        "session_count": two_digits(sum(course.sessions for course in courses)),
        "person_count": two_digits(sum(_audience_count(context, course) for course in courses)),
        "duties": numbered(texts_on(context, data.duties)),
        "people": [
            {"no": str(place), "name": name, "title": titles_of(context, posts)}
            for place, (name, posts) in enumerate(people.items(), 1)
        ],
        "people_count": two_digits(len(people)),
        "attendance_notes": numbered(texts_on(context, data.attendance_notes)),
        "topics": numbered([_topic(context, topic, documents) for topic in topics]),
        "document_count": two_digits(sum(document.kind.group in shown for document in documents)),
        "agreements": numbered(texts_on(context, data.agreements)),
        "chair": context.holders.get("chairman", ""),
        "chair_title": context.position_title("chairman"),
        "secretary": context.holders.get("iso_secretary", ""),
        "secretary_title": context.position_title("iso_secretary"),
    }
