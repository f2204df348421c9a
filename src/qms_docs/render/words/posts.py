"""The words of the job descriptions: what each post held on the day answers for, may decide, must know.

In: `system/posts.yaml`, the posts held on the day, the steps of the procedures. Out: the group `posts`. Touches: nothing.
"""

from __future__ import annotations

from collections import Counter
from typing import Any

from ...domain.dated import in_force
from ...domain.document import DocumentKind
from ...domain.system.posts import Post, Posts
from ...domain.vietnamese import closed_list, two_digits
from .committee import lettered, numbered
from .context import CommuneContext
from .level import level_texts, sentence
from .models import WordGroup, _word

_FIELDS_NAMED = 8
_LEADERS = ("chairman", "vice_chairman")


class PostSheetWords(WordGroup):
    """Mô tả công việc của một chức vụ."""

    no: str = _word("Số thứ tự", "1")
    title: str = _word("Chức vụ", "Chủ tịch Ủy ban nhân dân")
    area: str = _word("Lĩnh vực", "Lãnh đạo, điều hành chung")
    name: str = _word("Người giữ chức vụ", "Nguyễn Văn A")
    also: str = _word("Chức vụ khác của người đó; trống khi không có", "Thư ký Ban Chỉ đạo ISO")
    reports_to: str = _word("Báo cáo cho", "Chủ tịch Ủy ban nhân dân (Nguyễn Văn A)")
    substitute: str = _word("Người thay khi vắng; trống khi chưa phân công", "Trần Thị B, Phó Chủ tịch Ủy ban nhân dân")
    summary: str = _word("Chức năng", "Lãnh đạo toàn diện Ủy ban nhân dân …")
    duties: list[str] = _word("Trách nhiệm; có chữ cái và dấu cuối")
    powers: list[str] = _word("Quyền hạn; có chữ cái và dấu cuối")
    competence: list[str] = _word("Yêu cầu năng lực; có dấu cuối")
    procedures: str = _word("Số thủ tục tham gia; trống khi không có", "17 thủ tục (Hộ tịch: 15; Chứng thực: 02)")


class PostsWords(WordGroup):
    """Trách nhiệm, quyền hạn, năng lực theo chức vụ."""

    opening: list[str] = _word("Mở đầu; mỗi câu có dấu cuối")
    everyone: list[str] = _word("Trách nhiệm chung; có chữ cái và dấu cuối")
    everyone_powers: list[str] = _word("Quyền chung; có chữ cái và dấu cuối")
    everyone_competence: list[str] = _word("Năng lực chung; có chữ cái và dấu cuối")
    count: str = _word("Số chức vụ có người giữ", "11")
    rows: list[PostSheetWords] = _word("Các chức vụ có người giữ")
    closing: list[str] = _word("Bàn giao, kiêm nhiệm, điều chỉnh; có số và dấu cuối")


def posts_held(context: CommuneContext) -> list[Post]:
    """Return the described posts that somebody holds on the day, in the order of the file."""
    return [post for post in in_force(context.catalogue.data(Posts).posts, context.day) if post.position in context.holders]


def _other_posts(context: CommuneContext, post: Post) -> str:
    held = [other for other in posts_held(context) if context.holders[other.position] == context.holders[post.position]]
    titles = [context.position_title(other.position) for other in held if other is not post]
    return "; ".join(dict.fromkeys(titles))


def _reports_to(context: CommuneContext, post: Post) -> str:
    if post.reports_text is not None or post.reports_to is None:
        return sentence(context, post.reports_text or "")
    title, name = context.position_title(post.reports_to), context.holders.get(post.reports_to)
    return f"{title} ({name})" if name else title


def _substitute(context: CommuneContext, post: Post) -> str:
    """Return the first of the substitutes who is held by another person."""
    me = context.holders[post.position]
    for key in post.substitutes:
        name = context.holders.get(key)
        if name and name != me:
            return f"{name}, {context.position_title(key)}"
    return ""


def _fields(context: CommuneContext, post: Post) -> Counter[str]:
    """Return in how many procedures of each field the post does a step; who signs as a leader counts as the post held."""
    actors = {post.position}
    if post.position in _LEADERS and context.holders.get("leader") == context.holders[post.position]:
        actors.add("leader")
    return Counter(
        context.catalogue.fields[procedure.field].name
        for procedure in context.scope
        if any(step.actor in actors for step in in_force(procedure.steps, context.day))
    )


def _procedures(fields: Counter[str]) -> str:
    """Return how many procedures, and of which fields where these are few."""
    if not fields:
        return ""
    names = "; ".join(f"{field}: {two_digits(count)}" for field, count in fields.items())
    where = names if len(fields) <= _FIELDS_NAMED else f"{two_digits(len(fields))} lĩnh vực"
    return f"{two_digits(fields.total())} thủ tục ({where})"


def _points(texts: list[str]) -> list[str]:
    return lettered(texts) if len(texts) > 1 else closed_list(texts)


def _sheet(context: CommuneContext, place: int, post: Post) -> dict[str, Any]:
    return {
        "no": str(place),
        "title": context.position_title(post.position),
        "area": sentence(context, post.area),
        "name": context.holders[post.position],
        "also": _other_posts(context, post),
        "reports_to": _reports_to(context, post),
        "substitute": _substitute(context, post),
        "summary": sentence(context, post.summary),
        "duties": _points(level_texts(context, post.duties)),
        "powers": _points(level_texts(context, post.powers)),
        "competence": closed_list(level_texts(context, post.competence)),
        "procedures": _procedures(_fields(context, post)),
    }


def posts_words(context: CommuneContext, kind: DocumentKind) -> dict[str, Any]:
    """Return the group `posts`."""
    data = context.catalogue.data(Posts)
    return {
        "opening": [f"{text.rstrip(' ;.,')}." for text in level_texts(context, data.opening)],
        "everyone": lettered(level_texts(context, data.everyone)),
        "everyone_powers": lettered(level_texts(context, data.everyone_powers)),
        "everyone_competence": lettered(level_texts(context, data.everyone_competence)),
        "count": two_digits(len(posts_held(context))),
        "rows": [_sheet(context, place, post) for place, post in enumerate(posts_held(context), 1)],
        "closing": numbered(level_texts(context, data.closing)),
    }
