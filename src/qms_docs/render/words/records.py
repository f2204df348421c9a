"""The words of the record list and of the minutes of disposal: what is kept, by whom, how long.

In: records of the procedures in scope, kinds, `system/distribution.yaml`. Out: the group `kept`. Touches: nothing.
"""

from __future__ import annotations

from collections import Counter
from itertools import groupby
from typing import Any

from ...domain.dated import in_force
from ...domain.document import DocumentKind
from ...domain.system.distribution import Distribution
from ...domain.vietnamese import UNKNOWN, retention_text, two_digits, upper_first
from .committee import numbered, texts_on
from .context import CommuneContext
from .distribution import receivers_of, titles_of
from .models import WordGroup, _word
from .register import is_made, kind_code

DISPOSAL = "disposal_minutes"
_MANY_FIELDS = 5


class KeptRowWords(WordGroup):
    """Hồ sơ."""

    no: str = _word("Số thứ tự", "1")
    name: str = _word("Tên hồ sơ", "Sổ đăng ký khai sinh")
    source: str = _word("Mã biểu mẫu hoặc quy trình", "QT-TPHT-01, 05–07")
    keeper: str = _word("Người lưu", "Công chức Tư pháp - Hộ tịch")
    retention: str = _word("Thời gian lưu", "Vĩnh viễn")


class KeptGroupWords(WordGroup):
    """Nhóm hồ sơ."""

    title: str = _word("Tên nhóm", "Lĩnh vực: Hộ tịch")
    rows: list[KeptRowWords] = _word("Hồ sơ của nhóm")


class DisposalMemberWords(WordGroup):
    """Người dự việc hủy hồ sơ."""

    no: str = _word("Số thứ tự", "1")
    name: str = _word("Họ và tên; trống khi chưa phân công", "Nguyễn Văn A")
    title: str = _word("Chức vụ", "Phó Chủ tịch Ủy ban nhân dân")
    role: str = _word("Vai trò", "Chủ trì")


class KeptWords(WordGroup):
    """Danh mục hồ sơ."""

    groups: list[KeptGroupWords] = _word("Hồ sơ của hệ thống và của từng lĩnh vực")
    count: str = _word("Tổng số loại hồ sơ", "75")
    unknown: str = _word("Số loại hồ sơ chưa xác định thời gian lưu", "12")
    notes: list[str] = _word("Quy định lưu, có số và dấu cuối")
    disposal_board: list[DisposalMemberWords] = _word("Thành phần hủy hồ sơ")


def short_codes(codes: list[str]) -> str:
    """Return codes in one line: «QT-TPHT-01, 05–07; QT-TPCT-02»."""
    series: dict[str, list[int]] = {}
    whole: list[str] = []
    for code in codes:
        head, _, tail = code.rpartition("-")
        if head and tail.isdigit():
            series.setdefault(head, []).append(int(tail))
        else:
            whole.append(code)
    return "; ".join([*whole, *(f"{head}-{_ranges(numbers)}" for head, numbers in series.items())])


def _ranges(numbers: list[int]) -> str:
    shown = []
    for _, run in groupby(enumerate(sorted(set(numbers))), lambda pair: pair[1] - pair[0]):
        values = [number for _, number in run]
        many = len(values) > 2
        shown += [f"{values[0]:02d}–{values[-1]:02d}"] if many else [f"{value:02d}" for value in values]
    return ", ".join(shown)


def _system_rows(context: CommuneContext, data: Distribution) -> list[dict[str, str]]:
    keepers = {record.kind: record.keeper for record in data.records}
    rows = []
    for kind in context.catalogue.made_kinds.values():
        if kind.group not in data.record_groups or kind.key in data.not_records or not is_made(context, kind):
            continue
        rows.append(
            {
                "name": kind.title,
                "source": kind_code(context, kind),
                "keeper": context.position_title(keepers.get(kind.key, data.record_keeper)),
                "retention": kind.retention or retention_text(data.record_retention),
            }
        )
    return rows


_Kept = dict[str, dict[tuple[str, str, str], list[str]]]
"""By field, then by name, keeper and retention: the codes of the sheets that keep the record."""


def _kept_by_field(context: CommuneContext) -> _Kept:
    fields: _Kept = {}
    for procedure in context.scope:
        code = context.sheet_code(procedure, context.catalogue.sheet_kind)
        kept = fields.setdefault(procedure.field, {})
        for record in in_force(procedure.records, context.day):
            key = (record.name, context.position_title(record.keeper), upper_first(retention_text(record.retention)))
            codes = kept.setdefault(key, [])
            if code not in codes:  # Procedures of a shared process may have one sheet between them.
                codes.append(code)
    return fields


def _field_rows(context: CommuneContext) -> dict[str, list[dict[str, str]]]:
    """Return the records of procedures: those of many fields first and once, then those of each field, equal ones once."""
    fields = _kept_by_field(context)
    spread = Counter(key for kept in fields.values() for key in kept)
    groups: dict[str, list[dict[str, str]]] = {}
    for key in (key for key, count in spread.items() if count >= _MANY_FIELDS):
        codes = [code for kept in fields.values() for code in kept.pop(key, [])]
        source = f"{two_digits(len(codes))} quy trình thuộc {two_digits(spread[key])} lĩnh vực"
        groups.setdefault("Hồ sơ chung của nhiều lĩnh vực", []).append(_row(key, source))
    for field, kept in fields.items():
        if kept:
            title = f"Lĩnh vực: {context.catalogue.fields[field].name}"
            groups[title] = [_row(key, short_codes(codes)) for key, codes in kept.items()]
    return groups


def _row(key: tuple[str, str, str], source: str) -> dict[str, str]:
    name, keeper, retention = key
    return {"name": name, "source": source, "keeper": keeper, "retention": retention}


def _board(context: CommuneContext, data: Distribution) -> list[dict[str, str]]:
    roles = ("Chủ trì", "Thư ký")
    return [
        {
            "no": str(place + 1),
            "name": holder if holder not in positions else "",
            "title": titles_of(context, positions),
            "role": roles[place] if place < len(roles) else "Thành viên",
        }
        for place, (holder, positions) in enumerate(receivers_of(context, data.disposal_board).items())
    ]


def kept_words(context: CommuneContext, kind: DocumentKind) -> dict[str, Any]:
    """Return the group `kept`."""
    data = context.catalogue.data(Distribution)
    found = {"Hồ sơ của hệ thống quản lý chất lượng": _system_rows(context, data), **_field_rows(context)}
    groups: list[dict[str, Any]] = []
    number = 0
    for title, rows in found.items():
        groups.append({"title": title, "rows": [{"no": str(number + place), **row} for place, row in enumerate(rows, 1)]})
        number += len(rows)
    disposal = context.catalogue.kinds.get(DISPOSAL)
    code = kind_code(context, disposal) if disposal else "biên bản hủy hồ sơ"
    unknown = sum(row["retention"] == upper_first(UNKNOWN) for rows in found.values() for row in rows)
    notes = [text.replace("{disposal_code}", code) for text in texts_on(context, data.record_notes)]
    return {
        "groups": groups,
        "count": two_digits(number),
        "unknown": two_digits(unknown),
        "notes": numbered(notes),
        "disposal_board": _board(context, data),
    }
