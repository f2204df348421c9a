"""The parts of the quality manual that `system/manual.yaml` tells: organisation, processes, how each clause is met.

In: `system/manual.yaml`, `processes.yaml`, `posts.yaml`, the kinds made on the day. Out: the group `handbook`. Touches: nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ...domain.coverage import ClauseCoverage, clause_coverage
from ...domain.dated import in_force
from ...domain.document import DocumentKind
from ...domain.system.manual import ClauseAnswer, Manual
from ...domain.system.processes import Processes
from ...domain.vietnamese import closed_list
from .committee import lettered
from .context import CommuneContext
from .day import DayContext
from .level import codes_of, codes_text, level_texts, sentence, who_text
from .master_list import controlled_documents
from .models import AbbreviationWords, WordGroup, _word
from .posts import posts_held
from .register import is_made


class LevelProcessWords(WordGroup):
    """Quá trình."""

    code: str = _word("Ký hiệu", "C1")
    name: str = _word("Tên quá trình", "Hướng dẫn, tiếp nhận hồ sơ")
    inputs: str = _word("Đầu vào", "Hồ sơ của tổ chức, cá nhân")
    outputs: str = _word("Đầu ra, nơi đến", "Hồ sơ đủ thành phần – đến C2")
    who: str = _word("Trách nhiệm", "Công chức tiếp nhận hồ sơ")
    documents: str = _word("Mã tài liệu; trống khi không có riêng", "QT-HT-01")


class LevelProcessGroupWords(WordGroup):
    """Nhóm quá trình."""

    title: str = _word("Tên nhóm", "Quá trình chính")
    rows: list[LevelProcessWords] = _word("Các quá trình")


class AnswerWords(WordGroup):
    """Cách đáp ứng một điều khoản."""

    title: str = _word("Số và tên điều khoản", "6.4.5. Thông tin dạng văn bản (điều khoản 7.5)")
    texts: list[str] = _word("Các đoạn văn")
    points: list[str] = _word("Các ý, có dấu cuối")
    documents: str = _word("Mã tài liệu đáp ứng; trống khi chỉ có sổ tay", "QT-HT-01, BM-HT01-01")


class ChapterWords(WordGroup):
    """Điều khoản lớn của tiêu chuẩn."""

    title: str = _word("Số mục, tên và điều khoản", "6.4. Hỗ trợ (điều khoản 7)")
    answers: list[AnswerWords] = _word("Các điều khoản")


class PostLineWords(WordGroup):
    """Chức vụ trong bảng tóm tắt."""

    no: str = _word("Số thứ tự", "1")
    title: str = _word("Chức vụ", "Chủ tịch Ủy ban nhân dân")
    name: str = _word("Họ và tên", "Nguyễn Văn A")
    summary: str = _word("Chức năng trong hệ thống", "Lãnh đạo toàn diện Ủy ban nhân dân …")


class DocumentLineWords(WordGroup):
    """Tài liệu trong danh mục."""

    no: str = _word("Số thứ tự", "1")
    code: str = _word("Mã hiệu", "STCL")
    title: str = _word("Tên tài liệu", "Sổ tay chất lượng")


class DocumentLevelWords(WordGroup):
    """Nhóm tài liệu trong danh mục."""

    title: str = _word("Tên nhóm", "Quy trình hệ thống")
    rows: list[DocumentLineWords] = _word("Tài liệu của nhóm")


class HandbookWords(WordGroup):
    """Các phần của sổ tay chất lượng và bản xác định phạm vi."""

    purpose: list[str] = _word("Mục đích của sổ tay")
    organisation: list[str] = _word("Cơ cấu tổ chức")
    functions: list[str] = _word("Chức năng, nhiệm vụ; có chữ cái và dấu cuối")
    posts: list[PostLineWords] = _word("Chức vụ, người giữ và chức năng")
    services: list[str] = _word("Hoạt động trong phạm vi; có chữ cái và dấu cuối")
    boundaries: list[str] = _word("Ranh giới của phạm vi; có chữ cái và dấu cuối")
    conditions: list[str] = _word("Lý giải chung về ngoại lệ")
    processes: list[LevelProcessGroupWords] = _word("Các quá trình theo nhóm")
    interaction: list[str] = _word("Sự tương tác giữa các quá trình")
    chapters: list[ChapterWords] = _word("Cách đáp ứng điều khoản 4 đến 10")
    documents: list[DocumentLevelWords] = _word("Danh mục tài liệu theo nhóm")
    abbreviations: list[AbbreviationWords] = _word("Chữ viết tắt có dùng trong sổ tay")


def _processes(context: CommuneContext) -> list[dict[str, Any]]:
    return [
        {
            "title": band.title,
            "rows": [
                {
                    "code": process.code,
                    "name": sentence(context, process.name),
                    "inputs": sentence(context, process.inputs),
                    "outputs": sentence(context, process.outputs),
                    "who": who_text(context, process.who),
                    "documents": codes_text(context, process.kinds),
                }
                for process in in_force(band.processes, context.day)
            ],
        }
        for band in context.catalogue.data(Processes).bands
    ]


def coverage_of(context: CommuneContext) -> tuple[tuple[ClauseCoverage, str], ...]:
    """Return each clause with the codes of the documents that answer it."""
    if "coverage" not in context.kept:
        kinds = tuple(kind for kind in context.catalogue.made_kinds.values() if is_made(context, kind))
        context.kept["coverage"] = tuple((row, codes_of(context, row.kinds)) for row in _coverage(context, kinds))
    made: tuple[tuple[ClauseCoverage, str], ...] = context.kept["coverage"]
    return made


def _coverage(context: DayContext, kinds: tuple[DocumentKind, ...]) -> tuple[ClauseCoverage, ...]:
    key = ("coverage", *(kind.key for kind in kinds))
    if key not in context.common:
        exclusions = {item.clause: item.reason for item in context.settings.exclusions}
        context.common[key] = clause_coverage(context.standard, kinds, exclusions)
    made: tuple[ClauseCoverage, ...] = context.common[key]
    return made


def _answer(context: CommuneContext, number: str, row: ClauseCoverage, answer: ClauseAnswer) -> dict[str, Any]:
    texts = level_texts(context, answer.texts)
    if row.excluded:
        texts = [f"Không áp dụng. {sentence(context, row.excluded)}"]
    return {
        "title": f"{number}. {row.clause.vi} (điều khoản {row.clause.number})",
        "texts": texts,
        "points": closed_list(level_texts(context, answer.points)),
        "documents": "" if row.excluded else codes_of(context, [kind for kind in row.kinds if kind.key != "manual"]),
    }


def _chapters(context: CommuneContext, manual: Manual) -> list[dict[str, Any]]:
    """Return the chapters 4 to 10 with the clauses that the manual answers, or that are excluded."""
    answers = {answer.clause: answer for answer in manual.answers}
    chapters: list[dict[str, Any]] = []
    for row, _ in coverage_of(context):
        if row.is_chapter:
            title = f"6.{len(chapters) + 1}. {row.clause.vi} (điều khoản {row.clause.number})"
            chapters.append({"title": title, "answers": []})
            continue
        answer = answers.get(row.clause.number)
        if answer is None or not (answer.texts or answer.points or row.excluded):
            continue
        held = chapters[-1]["answers"]
        held.append(_answer(context, f"6.{len(chapters)}.{len(held) + 1}", row, answer))
    return chapters


def _documents(context: CommuneContext) -> list[dict[str, Any]]:
    groups: list[dict[str, Any]] = []
    number = 0
    for title, documents in controlled_documents(context):
        rows = []
        for document in documents:
            number += 1
            rows.append({"no": str(number), "code": document.code, "title": document.title})
        groups.append({"title": title, "rows": rows})
    return groups


def _posts(context: CommuneContext) -> list[dict[str, str]]:
    return [
        {
            "no": str(place),
            "title": context.position_title(post.position),
            "name": context.holders[post.position],
            "summary": sentence(context, post.summary),
        }
        for place, post in enumerate(posts_held(context), 1)
    ]


def _leaves(words: Any) -> Iterator[str]:
    """Yield every text of nested words."""
    if isinstance(words, str):
        yield words
        return
    for part in words.values() if isinstance(words, dict) else words:
        yield from _leaves(part)


def handbook_words(context: CommuneContext, kind: DocumentKind) -> dict[str, Any]:
    """Return the group `handbook`."""
    manual = context.catalogue.data(Manual)
    words = {
        "purpose": level_texts(context, manual.purpose),
        "organisation": level_texts(context, manual.organisation),
        "functions": lettered(level_texts(context, manual.functions)),
        "posts": _posts(context),
        "services": lettered(level_texts(context, manual.services)),
        "boundaries": lettered(level_texts(context, manual.boundaries)),
        "conditions": level_texts(context, manual.conditions),
        "processes": _processes(context),
        "interaction": level_texts(context, manual.interaction),
        "chapters": _chapters(context, manual),
        "documents": _documents(context),
    }
    return {**words, "abbreviations": context.abbreviations_in([context.standard.name, *_leaves(words)])}
