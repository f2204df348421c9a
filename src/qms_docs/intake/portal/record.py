"""A record of the national database, whatever file it came in.

In: values of the readers beside. Out: `PortalRecord`. Touches: nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, fields, is_dataclass
from datetime import date, datetime, timedelta, timezone
from html import unescape
from typing import Any

from ...domain.text import clean_text

NOTHING = ("", "không có thông tin", "không có", "-", "--", "null", "none", "n/a")
"""What the portal writes where it knows nothing."""
_TAG = re.compile(r"<(br|/p|/li|/div|/tr)\b[^>]*>|<[a-zA-Z/!][^<>]{0,2000}>", re.IGNORECASE)
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_DAY = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})")
_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})")
_VIETNAM = timezone(timedelta(hours=7))


@dataclass(frozen=True)
class Leftover:
    """What a source says and the program did not understand (chưa phân tích): about what, the text, where, why."""

    about: str
    text: str
    place: str
    code: str = "IMP010"


@dataclass
class PortalFee:
    """A fee of a way to submit: the text as it stands; `value` is the bare number of a source that gives one."""

    text: str
    description: str = ""
    value: str = ""
    kind: str = ""


@dataclass
class PortalChannel:
    """Cách thức thực hiện: how to submit, how long it takes, what it costs, in the words of the source."""

    kind: str
    limit: str = ""
    fees: list[PortalFee] = field(default_factory=list)
    description: str = ""
    place: str = ""


@dataclass
class PortalPaper:
    """Giấy tờ: originals and copies are None where the source does not count them."""

    name: str
    originals: int | None = None
    copies: int | None = None
    forms: list[str] = field(default_factory=list)
    code: str = ""


@dataclass
class PortalGroup:
    """Nhóm giấy tờ theo trường hợp."""

    title: str
    papers: list[PortalPaper] = field(default_factory=list)


@dataclass
class PortalAct:
    """Căn cứ pháp lý, split where the source splits it."""

    number: str = ""
    title: str = ""
    issuer: str = ""
    signed: str = ""
    effective: str = ""
    url: str = ""


@dataclass
class PortalResult:
    """Kết quả thực hiện."""

    name: str
    code: str = ""
    issuer: str = ""
    description: str = ""


@dataclass
class PortalRecord:
    """Bản ghi thủ tục hành chính: everything a source says of one procedure; lists of what it does not speak of are empty.

    `says` names the parts the source has a place for, so that what it leaves out is not taken for emptied.
    """

    source: str
    place: str
    code: str = ""
    name: str = ""
    decision: str = ""
    decided: str = ""
    level: str = ""
    type: str = ""
    status: str = ""
    replaced_by: list[str] = field(default_factory=list)
    field_name: str = ""
    promulgator: str = ""
    subjects: list[str] = field(default_factory=list)
    executing: list[str] = field(default_factory=list)
    authority: str = ""
    authorised: str = ""
    cooperating: list[str] = field(default_factory=list)
    address: str = ""
    keywords: str = ""
    description: str = ""
    related: list[str] = field(default_factory=list)
    url: str = ""
    conditions: list[str] = field(default_factory=list)
    sequence: list[str] = field(default_factory=list)
    channels: list[PortalChannel] = field(default_factory=list)
    groups: list[PortalGroup] = field(default_factory=list)
    results: list[PortalResult] = field(default_factory=list)
    acts: list[PortalAct] = field(default_factory=list)
    sets: str = ""
    leftovers: list[Leftover] = field(default_factory=list)
    says: set[str] = field(default_factory=set)

    def keep(self, about: str, value: Any, place: str = "", code: str = "IMP010") -> None:
        """Keep a text that is not understood."""
        text = said(value)
        if text:
            self.leftovers.append(Leftover(about, text, place or self.place, code))


def said(value: Any) -> str:
    """Return what a value of a source says as clean text: no markup, no invisible marks, nothing for its words for nothing."""
    text = plain(value)
    return "" if text.lower().strip(" .:") in NOTHING else text


def plain(value: Any) -> str:
    """Return a value of a source as clean text."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "có" if value else "không"
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        value = int(value)
    if isinstance(value, datetime):
        value = value.date() if (value.hour, value.minute) == (0, 0) else value
    if isinstance(value, date) and not isinstance(value, datetime):
        return f"{value.day:02d}/{value.month:02d}/{value.year}"
    text = str(value)
    if "<" in text and _TAG.search(text):
        text = _TAG.sub(lambda found: "\n" if found[1] else "", text)
    if "&" in text:
        text = unescape(text)
    text = str(clean_text(_CONTROL.sub("", text)))
    return re.sub(r"\n{2,}", "\n", text)


def day_of(value: Any) -> date | None:
    """Return the day that a value names: dd/mm/yyyy, yyyy-mm-dd, or milliseconds since 1970; None for none."""
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    text = plain(value)
    try:
        if re.fullmatch(r"\d{11,14}", text):
            return datetime.fromtimestamp(int(text) / 1000, _VIETNAM).date()
        if found := _DAY.fullmatch(text):
            return date(int(found[3]), int(found[2]), int(found[1]))
        if found := _ISO.match(text):
            return date(int(found[1]), int(found[2]), int(found[3]))
    except (ValueError, OverflowError, OSError):
        return None
    return None


def lines_of(text: str) -> list[str]:
    """Return the lines of a text that say something."""
    return [line for line in (each.strip() for each in text.split("\n")) if line]


def texts_of(value: Any) -> Iterator[str]:
    """Yield every text of a record, wherever it stands: for proving that nothing of a source is lost."""
    if isinstance(value, str):
        yield value
    elif is_dataclass(value) and not isinstance(value, type):
        for each in fields(value):
            if each.name not in ("source", "place", "says"):
                yield from texts_of(getattr(value, each.name))
    elif isinstance(value, (list, tuple)):
        for item in value:
            yield from texts_of(item)
    elif isinstance(value, int) and not isinstance(value, bool):
        yield str(value)
