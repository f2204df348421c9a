"""What a template may do with a value besides printing it: the filters for Vietnamese administrative papers.

In: values of a document. Out: plain text, or a list for `closed` and `sorted_vi`. Touches: nothing.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from decimal import Decimal
from functools import wraps
from typing import Any, Concatenate, ParamSpec, TypeVar

from jinja2 import Undefined

from ..domain import numerals, vietnamese
from ..domain.collation import collation_key

MAX_LENGTH = 100_000
"""Characters that `join_vi` puts together."""
_LETTERS = len(vietnamese.LETTERS) * (len(vietnamese.LETTERS) + 1)

_NUMBER = re.compile(r"(-?)([0-9]{1,30}|[0-9]{1,3}(?:\.[0-9]{3}){1,9})(?:,([0-9]{1,30}))?")
_ISO_DAY = re.compile(r"(?P<year>[0-9]{4})-(?P<month>[0-9]{2})-(?P<day>[0-9]{2})")
_SHORT_DAY = re.compile(r"(?P<day>[0-9]{1,2})/(?P<month>[0-9]{1,2})/(?P<year>[0-9]{4})")
_WORD = re.compile(r"[^\W\d_]+")
_BREAKABLE = re.compile(
    r"(?<!\w)(?:"
    r"(?:số|điều|khoản|ngày|tháng|năm) +(?=[0-9])"
    rf"|điểm +(?=(?:[{''.join(vietnamese.LETTERS)}]|[0-9]+)(?!\w))"
    r"|(?:chương|mục|phần|phụ lục) +(?=(?:[0-9]+|(?-i:[IVXLC]+))(?!\w))"
    r"|(?-i:TCVN|QCVN) +(?=(?-i:ISO|IEC)(?!\w)|[0-9])"
    r"|(?-i:(?:ISO/)?IEC|ISO) +(?=[0-9])"
    r")",
    re.IGNORECASE,
)
_P = ParamSpec("_P")
_R = TypeVar("_R")


def _lets_undefined_speak(function: Callable[Concatenate[Any, _P], _R]) -> Callable[Concatenate[Any, _P], _R | str]:
    """Return the filter; a word the data do not have raises its own error there, as in a plain `{{ }}`."""

    @wraps(function)
    def asked(value: Any, /, *arguments: _P.args, **options: _P.kwargs) -> _R | str:
        return str(value) if isinstance(value, Undefined) else function(value, *arguments, **options)

    return asked


# ---- the filters


@_lets_undefined_speak
def date_long(value: object) -> str:
    """Viết ngày đầy đủ: «ngày 05 tháng 02 năm 2026»."""
    return vietnamese.long_date(_day(value))


@_lets_undefined_speak
def date_short(value: object) -> str:
    """Viết ngày bằng số: «05/02/2026»."""
    return vietnamese.short_date(_day(value))


@_lets_undefined_speak
def in_words(value: object, filler: str = "linh") -> str:
    """Viết số bằng chữ: «hai nghìn không trăm hai mươi lăm»."""
    return numerals.decimal_words(_number(value), _filler(filler))


@_lets_undefined_speak
def money(value: object) -> str:
    """Viết số tiền bằng số: «50.000 đồng»."""
    return vietnamese.money(_whole(value))


@_lets_undefined_speak
def money_in_words(value: object, exact: bool = False, filler: str = "linh") -> str:
    """Viết số tiền bằng chữ: «Một triệu hai trăm năm mươi nghìn đồng»."""
    return numerals.money_words(_whole(value), exact, _filler(filler))


@_lets_undefined_speak
def ordinal(value: object) -> str:
    """Viết số thứ tự bằng chữ: «thứ nhất», «thứ hai»."""
    return numerals.ordinal_words(_whole(value))


@_lets_undefined_speak
def roman(value: object) -> str:
    """Viết số La Mã: «IV»."""
    return numerals.roman(_whole(value))


@_lets_undefined_speak
def letter(value: object) -> str:
    """Viết chữ cái thứ tự của điểm, đếm từ 1: a, b, c, d, đ, e, g."""
    place = _whole(value)
    if not 1 <= place <= _LETTERS:
        raise ValueError(f"1–{_LETTERS}: {_shown(value)}")
    return vietnamese.letter(place - 1)


@_lets_undefined_speak
def upper_vi(value: object) -> str:
    """Viết in hoa toàn bộ, giữ đúng dấu."""
    return _text(value).upper()


@_lets_undefined_speak
def title_vi(value: object) -> str:
    """Viết hoa chữ cái đầu mỗi âm tiết, như họ tên người: «Nguyễn Văn A»."""
    return _WORD.sub(lambda word: word[0].capitalize(), _text(value))


@_lets_undefined_speak
def join_vi(value: object, last: str = "và") -> str:
    """Nối danh sách thành câu: «a, b và c»."""
    items = _texts(value)
    *before, end = items or [""]
    joined = f"{', '.join(before)} {_text(last)} {end}" if before else end
    if len(joined) > MAX_LENGTH:
        raise ValueError(f"> {MAX_LENGTH}")
    return joined


@_lets_undefined_speak
def closed(value: object) -> list[str]:
    """Thêm dấu «;» vào cuối mỗi dòng, dấu «.» vào dòng cuối."""
    return vietnamese.closed_list(_texts(value))


@_lets_undefined_speak
def unbroken(value: object) -> str:
    """Giữ số hiệu, điều khoản, ngày tháng không bị ngắt xuống dòng."""
    return _BREAKABLE.sub(lambda found: found[0].replace(" ", "\u00a0"), _text(value))


@_lets_undefined_speak
def sorted_vi(value: object, attribute: str | None = None) -> list[Any]:
    """Sắp xếp danh sách theo thứ tự chữ cái tiếng Việt."""
    if attribute is None:
        return sorted(_items(value), key=lambda item: collation_key(_text(item)))
    way = _text(attribute).split(".")
    return sorted(_items(value), key=lambda item: collation_key(_text(_found(item, way))))


FILTERS: dict[str, Callable[..., object]] = {
    "closed": closed,
    "date_long": date_long,
    "date_short": date_short,
    "in_words": in_words,
    "join_vi": join_vi,
    "letter": letter,
    "money": money,
    "money_in_words": money_in_words,
    "ordinal": ordinal,
    "roman": roman,
    "sorted_vi": sorted_vi,
    "title_vi": title_vi,
    "unbroken": unbroken,
    "upper_vi": upper_vi,
}
"""Bộ lọc: what stands behind `|` in a tag, by name."""


# ---- values as templates have them


def _shown(value: object) -> str:
    """Return the value as an author of templates knows it."""
    if value is None or isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, Mapping):
        return "{…}"
    return f"«{str(value)[:40]}»" if isinstance(value, (str, int, float, Decimal)) else "[…]"


def _text(value: object) -> str:
    """Return a text in NFC; a number becomes text, all else is refused: markup too, for it must not be cut or re-cased."""
    if isinstance(value, Undefined):
        return str(value)
    if type(value) is int:
        return str(value)
    if type(value) is not str:
        raise TypeError(_shown(value))
    return unicodedata.normalize("NFC", value)


def _items(value: object) -> list[Any]:
    if isinstance(value, (str, bytes, Mapping)) or not isinstance(value, Iterable):
        raise TypeError(_shown(value))
    return list(value)


def _texts(value: object) -> list[str]:
    return [_text(item) for item in _items(value)]


def _found(item: object, way: Iterable[str]) -> object:
    """Return what stands at the end of the way; only data are entered, never an object."""
    for name in way:
        if isinstance(item, Undefined):
            break
        if not isinstance(item, Mapping) or name not in item:
            raise ValueError(f"«{name[:40]}»: {_shown(item)}")
        item = item[name]
    return item


def _number(value: object) -> Decimal:
    """Return the number that stands there: 1250, «1.250», «1,5», «-3»; a text with a decimal point is refused as unclear."""
    if isinstance(value, (int, float, Decimal)) and not isinstance(value, bool):
        return Decimal(str(value)) if isinstance(value, float) else Decimal(value)
    if type(value) is not str:
        raise TypeError(_shown(value))
    found = _NUMBER.fullmatch(value.strip())
    if not found:
        raise ValueError(_shown(value))
    sign, whole, places = found.groups("0")
    return Decimal(f"{sign}{whole.replace('.', '')}.{places}")


def _whole(value: object) -> int:
    number = _number(value)
    if not number.is_finite() or abs(number) >= numerals.LIMIT or number != number.to_integral_value():
        raise ValueError(_shown(value))
    return int(number)


def _filler(value: str) -> numerals.Filler:
    for filler in numerals.FILLERS:
        if filler == value:
            return filler
    raise ValueError(f"{_shown(value)}: {', '.join(numerals.FILLERS)}")


def _day(value: object) -> date:
    """Return the day of a date, of «2026-02-05» or of «05/02/2026»."""
    if isinstance(value, date):
        return value
    if type(value) is not str:
        raise TypeError(_shown(value))
    found = _ISO_DAY.fullmatch(value.strip()) or _SHORT_DAY.fullmatch(value.strip())
    if not found:
        raise ValueError(_shown(value))
    try:
        return date(int(found["year"]), int(found["month"]), int(found["day"]))
    except ValueError as cause:
        raise ValueError(_shown(value)) from cause
