"""Legal bases as sources word them, split into number, day, title and issuer.

In: what a source says of an act, the acts known. Out: `ReadAct`. Touches: nothing.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from ...domain.act_symbols import issuer_of, kind_of, spelled
from ...domain.law import ActKind, LegalAct
from ...domain.text import tone_folded
from .record import PortalAct, day_of, plain

NUMBER = re.compile(
    r"\d{1,5}(?:\.\d+)?[ab]?/(?:\d{4}/)?(?:QH\d{1,2}|UBTVQH\d{1,2}|(?:[A-ZĐƯ]+\d{0,2}-)*(?:TTg|[A-ZĐƯ]+(?:\d{1,2})?))(?![A-Za-zĐƯà-ỹ])"
)
_KINDS = "Bộ luật|Luật|Pháp lệnh|Nghị định|Nghị quyết liên tịch|Nghị quyết|Thông tư liên tịch|Thông tư|Quyết định|Chỉ thị"
_HEAD = re.compile(
    rf"^(?:(?P<kind>{_KINDS})\s*(?:số\s*)?)?(?P<number>{NUMBER.pattern})?[\s,;:]*"
    r"(?:ngày\s*(?P<day>\d{1,2}/\d{1,2}/\d{4}|\d{1,2} tháng \d{1,2} năm \d{4}))?[\s,;:]*"
    r"(?:của (?P<issuer>(?:Chính phủ|Quốc hội|Ủy ban Thường vụ Quốc hội|Thủ tướng Chính phủ|(?:Bộ trưởng )?Bộ [A-ZĐÀ-Ỹ][^,.;]*?|"
    r"(?:Hội đồng nhân dân|HĐND|Ủy ban nhân dân|UBND) (?:tỉnh|thành phố) [A-ZĐ][^,.;]*?))"
    r"(?=\s+(?:quy|hướng|ban|sửa|về|bãi|công|:)|\s*[:,.;]|\s*$))?",
    re.DOTALL,
)
_LONG = re.compile(r"(\d{1,2}) tháng (\d{1,2}) năm (\d{4})")


@dataclass(frozen=True)
class ReadAct:
    """An act a source cites: its key in the workspace where it is known; else what can be said of it."""

    text: str
    number: str | None
    known: str | None = None
    kind: ActKind | None = None
    title: str | None = None
    issuer: str | None = None
    signed: date | None = None
    effective: date | None = None


def read_act(act: PortalAct, known: Mapping[str, LegalAct]) -> ReadAct:
    """Return what a source says of an act; `number` is None where none is found."""
    text = " ".join(filter(None, (plain(act.number), plain(act.title))))
    found = NUMBER.search(plain(act.number)) or NUMBER.search(plain(act.title))
    if found is None:
        return ReadAct(text, None, _by_title(plain(act.title), known))
    number = spelled(found.group())
    head = _HEAD.match(plain(act.title))
    title = plain(act.title)[head.end() :].strip(" ,;:.-") if head and head.end() else plain(act.title)
    signed = day_of(act.signed) or _day(head["day"] if head else None)
    kind = kind_of(number, plain(act.title) or None)
    issuer = plain(act.issuer) or (head["issuer"] if head else None)
    if kind is not None and not issuer:
        issuer = issuer_of(number, kind, known.values())
    key = next((each.id for each in known.values() if each.number == number), None)
    return ReadAct(text, number, key, kind, title or None, issuer or None, signed, day_of(act.effective))


def _day(text: str | None) -> date | None:
    if text is None:
        return None
    if found := _LONG.fullmatch(text):
        text = f"{found[1]}/{found[2]}/{found[3]}"
    return day_of(text)


def _by_title(title: str, known: Mapping[str, LegalAct]) -> str | None:
    """Return the act whose whole title a source names («Luật Hộ tịch năm 2014»), if it is the only one."""
    wanted = tone_folded(re.sub(r"\s*(?:năm )?\d{4}\s*$", "", title.strip(" .;-")))
    year = re.search(r"(\d{4})\s*$", title.strip(" .;-"))
    keys = [
        each.id
        for each in known.values()
        if each.title and tone_folded(each.title) == wanted and (year is None or each.year in (None, int(year[1])))
    ]
    return keys[0] if len(keys) == 1 else None
