"""The words of the ISO committee: members, duties, who is appointed.

In: `system/committee.yaml`, the posts held on the day. Out: the group `committee`. Touches: nothing.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from ...domain.dated import in_force
from ...domain.document import DocumentKind
from ...domain.people import PositionKind
from ...domain.system.committee import Appointment, Committee, CommitteeRole
from ...domain.system.dated_text import DatedText
from ...domain.vietnamese import closed_list, letter
from .context import CommuneContext
from .models import WordGroup, _word

BOARD = "iso_board"
"""The key by which system data name the committee as a whole."""

NAME_BLANK = "." * 40
"""A dotted line for a name that is not known: it is written by hand."""

_NOT_A_POST = ("leader", "iso_secretary")


class MemberWords(WordGroup):
    """Thành viên Ban Chỉ đạo ISO."""

    no: str = _word("Số thứ tự", "1")
    name: str = _word("Họ và tên; trống khi chưa phân công", "Nguyễn Văn A")
    post: str = _word("Chức vụ", "Chủ tịch Ủy ban nhân dân")
    role: str = _word("Vai trò", "Trưởng ban")


class DutyWords(WordGroup):
    """Nhiệm vụ của Ban hoặc của một vai trò."""

    title: str = _word("Dòng dẫn", "1. Ban Chỉ đạo ISO có nhiệm vụ:")
    points: list[str] = _word("Các nhiệm vụ, có chữ cái và dấu cuối", "a) Giúp Chủ tịch Ủy ban nhân dân …;")


class AppointmentWords(WordGroup):
    """Người được cử."""

    title: str = _word("Nhiệm vụ được cử", "Đại diện lãnh đạo về chất lượng")
    person: str = _word("Người được cử, kèm chức vụ", "ông (bà) Trần Thị B, Phó Chủ tịch Ủy ban nhân dân")
    points: list[str] = _word("Các nhiệm vụ, có số và dấu cuối", "1. Thay mặt Chủ tịch Ủy ban nhân dân …")


class CommitteeWords(WordGroup):
    """Ban Chỉ đạo ISO."""

    name: str = _word("Tên gọi tắt", "Ban Chỉ đạo ISO")
    full_name: str = _word("Tên đầy đủ", "Ban Chỉ đạo xây dựng, áp dụng … TCVN ISO 9001:2015")
    members: list[MemberWords] = _word("Thành viên")
    count: str = _word("Số thành viên", "10")
    duties: list[DutyWords] = _word("Nhiệm vụ của Ban và từng vai trò")
    working: list[str] = _word("Chế độ làm việc, khi nào kết thúc; có số và dấu cuối")
    appointments: list[AppointmentWords] = _word("Những người được cử")


def texts_on(context: CommuneContext, texts: Iterable[DatedText]) -> list[str]:
    """Return the texts that hold on the day, their blanks filled."""
    return [context.text(item.text) for item in in_force(tuple(texts), context.day)]


def lettered(texts: list[str]) -> list[str]:
    """Return «a) …;» to «… .»."""
    return [f"{letter(place)}) {text}" for place, text in enumerate(closed_list(texts))]


def numbered(texts: list[str]) -> list[str]:
    """Return «1. ….», each a sentence of its own."""
    return [f"{place}. {text.rstrip(' ;.,')}." for place, text in enumerate(texts, 1)]


def who_title(context: CommuneContext, key: str) -> str:
    """Return the title of a position, or the name of the committee for `iso_board`."""
    return context.text(context.catalogue.data(Committee).name) if key == BOARD else context.position_title(key)


def posts_of(context: CommuneContext, person: str) -> list[str]:
    """Return the titles of the posts a person holds on the day, in the order of the positions file."""
    held = [
        context.position_title(key)
        for key, position in context.catalogue.positions.items()
        if context.holders.get(key) == person and position.kind is PositionKind.POST and key not in _NOT_A_POST
    ]
    return list(dict.fromkeys(held))


def _post(context: CommuneContext, position: str, person: str) -> str:
    posts = posts_of(context, person) if person else []
    if posts:
        return "; ".join(posts)
    return "" if position in _NOT_A_POST else context.position_title(position)


def _holders(context: CommuneContext, role: CommitteeRole) -> list[tuple[str, str]]:
    """Return position and person for each place of a role; the person is empty where the place is kept free."""
    held = [(position, context.holders.get(position, "")) for position in role.positions]
    return [(position, person) for position, person in held if person or role.named]


def _members(context: CommuneContext, committee: Committee) -> list[dict[str, str]]:
    """Return each person once, with the highest role; further roles above the last are added by «kiêm»."""
    members: list[dict[str, str]] = []
    for role in committee.roles:
        for position, person in _holders(context, role):
            known = next((member for member in members if person and member["name"] == person), None)
            if known is None:
                members.append({"name": person, "post": _post(context, position, person), "role": role.role})
            elif role is not committee.roles[-1] and role.role not in known["role"].split(" kiêm "):
                known["role"] += f" kiêm {role.role}"
    return [{"no": str(place), **member} for place, member in enumerate(members, 1)]


def _appointment(context: CommuneContext, item: Appointment) -> dict[str, Any]:
    person = context.holders.get(item.position, "")
    post = _post(context, item.position, person)
    return {
        "title": item.title,
        "person": f"ông (bà) {person or NAME_BLANK}" + (f", {post}" if post else ""),
        "points": numbered(texts_on(context, item.points)),
    }


def committee_words(context: CommuneContext, kind: DocumentKind) -> dict[str, Any]:
    """Return the group `committee`."""
    committee = context.catalogue.data(Committee)
    members = _members(context, committee)
    return {
        "name": context.text(committee.name),
        "full_name": context.text(committee.full_name),
        "members": members,
        "count": f"{len(members):02d}",
        "duties": [
            {"title": f"{place}. Nhiệm vụ của {item.of}:", "points": lettered(texts_on(context, item.points))}
            for place, item in enumerate(committee.duties, 1)
        ],
        "working": numbered(texts_on(context, committee.working)),
        "appointments": [_appointment(context, item) for item in committee.appointments],
    }
