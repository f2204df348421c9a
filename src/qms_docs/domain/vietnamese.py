"""How Vietnamese administrative papers write dates, numbers, durations and citations.

In: dates, numbers, acts. Out: text. Touches: nothing.
Source: Nghị định 30/2020/NĐ-CP, Phụ lục I and II.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from .law import ActKind, LegalAct
from .procedure import ChannelKind, Retention, TimeUnit

LETTERS = tuple("abcdđeghiklmnopqrstuvxy")
"""The Vietnamese alphabet as it numbers points: no f, j, w, z."""

UNKNOWN = "chưa xác định"
"""What is printed where the sources give nothing."""

_UNIT_NOUNS = {
    TimeUnit.HOUR: "giờ làm việc",
    TimeUnit.WORKING_DAY: "ngày làm việc",
    TimeUnit.CALENDAR_DAY: "ngày",
    TimeUnit.MONTH: "tháng",
}
_CHANNELS = {ChannelKind.DIRECT: "trực tiếp", ChannelKind.ONLINE: "trực tuyến", ChannelKind.POST: "qua dịch vụ bưu chính"}
TITLED_LAWS = (ActKind.CONSTITUTION, ActKind.CODE, ActKind.LAW, ActKind.ORDINANCE)


def letter(place: int) -> str:
    """Return the letter of the `place`-th point, from 0: a, b, c, d, đ, e, g …"""
    return LETTERS[place] if place < len(LETTERS) else LETTERS[place // len(LETTERS) - 1] + LETTERS[place % len(LETTERS)]


def two_digits(number: int) -> str:
    """Return the number with a leading zero below ten."""
    return f"{number:02d}"


def short_date(day: date) -> str:
    """Return «07/7/2025»: a leading zero for days below 10 and for months 1 and 2 only."""
    month = f"{day.month:02d}" if day.month < 3 else str(day.month)
    return f"{day.day:02d}/{month}/{day.year}"


def long_date(day: date) -> str:
    """Return «ngày 05 tháng 02 năm 2026»."""
    month = f"{day.month:02d}" if day.month < 3 else str(day.month)
    return f"ngày {day.day:02d} tháng {month} năm {day.year}"


def money(amount: int) -> str:
    """Return the amount in VND, e.g. «50.000 đồng»."""
    return f"{amount:,}".replace(",", ".") + " đồng"


def number_text(value: Decimal) -> str:
    """Return «½», «01», «25» or «1,5»."""
    if value == Decimal("0.5"):
        return "½"
    if value == value.to_integral_value():
        return two_digits(int(value))
    return str(value.normalize()).replace(".", ",")


def duration_text(value: Decimal | None, unit: TimeUnit | None) -> str:
    """Return «03 ngày làm việc», «½ ngày», «Trong ngày», «Theo thỏa thuận» or «chưa xác định»."""
    if unit is TimeUnit.SAME_DAY:
        return "Trong ngày"
    if unit is TimeUnit.BY_AGREEMENT:
        return "Theo thỏa thuận"
    if value is None or unit is None:
        return UNKNOWN
    return f"{number_text(value)} {_UNIT_NOUNS[unit]}"


def channel_text(channel: ChannelKind) -> str:
    """Return «trực tiếp», «trực tuyến» or «qua dịch vụ bưu chính»."""
    return _CHANNELS[channel]


def retention_text(retention: Retention | None) -> str:
    """Return «Vĩnh viễn», «01 năm», «06 tháng» or «chưa xác định»."""
    if retention is None:
        return UNKNOWN
    if retention.permanent:
        return "Vĩnh viễn"
    if retention.years is not None:
        return f"{two_digits(retention.years)} năm"
    return f"{two_digits(retention.months or 0)} tháng"


def citation(act: LegalAct, long: bool = False, provisions: Sequence[str] = ()) -> str:
    """Return an act as it is cited: codes, laws and ordinances by name and date, others with number and issuer.

    `long` writes the date in words, as the căn cứ lines of a decision do; `provisions` are the parts it is cited for.
    """
    if provisions:
        parts = ", ".join(provision.replace(";", ",") for provision in provisions)
        return f"{upper_first(parts)} {citation(act, long)}"
    day = f" {long_date(act.signed) if long else 'ngày ' + short_date(act.signed)}" if act.signed else ""
    if act.kind in TITLED_LAWS and act.title:
        return f"{act.title}{day}" if long else f"{act.title} số {act.number}"
    return f"{act.kind.noun} số {act.number}{day} của {act.issuer} {act.title or ''}".rstrip()


def in_legal_order(acts: Sequence[LegalAct]) -> list[LegalAct]:
    """Return the acts by rank, then by date of signature."""
    return sorted(acts, key=lambda act: (act.kind.rank, act.signed or date(act.year or 9999, 12, 31), act.number))


def closed_list(lines: Sequence[str]) -> list[str]:
    """Return the lines each ended by `;` and the last by `.`."""
    bare = [line.rstrip(" ;.,") for line in lines]
    return [f"{line}{'.' if place == len(bare) - 1 else ';'}" for place, line in enumerate(bare)]


def lower_first(text: str) -> str:
    """Return the text with its first letter lower case."""
    return text[:1].lower() + text[1:]


def upper_first(text: str) -> str:
    """Return the text with its first letter upper case."""
    return text[:1].upper() + text[1:]
