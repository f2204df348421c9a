"""Vietnamese numbers in words, ordinals, money in words, Roman numerals.

In: numbers. Out: text. Touches: nothing.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Literal

from .vietnamese import upper_first

Filler = Literal["linh", "lẻ"]
"""Từ đệm: what is said for an empty place of tens, «một trăm linh năm» or «một trăm lẻ năm»."""

FILLERS: tuple[Filler, ...] = ("linh", "lẻ")
MAX_DIGITS = 21
LIMIT = 10**MAX_DIGITS
"""Whole numbers stay below this: «chín trăm chín mươi chín tỷ tỷ …» is the last that people still read."""
MAX_PLACES = 9
"""Digits behind the comma."""
MAX_ROMAN = 3999

_DIGITS = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
_ONES_AFTER_TENS = {1: "mốt", 5: "lăm"}
_GROUPS = ((1_000_000, "triệu"), (1_000, "nghìn"), (1, ""))
_BILLION = 1_000_000_000
_ROMAN = (
    (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"),
    (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
)  # fmt: skip


def integer_words(number: int, filler: Filler = "linh") -> str:
    """Return the whole number in words (số nguyên bằng chữ): 2025 «hai nghìn không trăm hai mươi lăm», -3 «âm ba».

    24 is «hai mươi bốn», 1000 «một nghìn», 10^9 «một tỷ». Raises ValueError from ±10^21 on.
    """
    if abs(number) >= LIMIT:
        raise ValueError("|n| < 10^21")
    words = _counted(abs(number), filler)
    return f"âm {words}" if number < 0 else words


def decimal_words(number: Decimal, filler: Filler = "linh") -> str:
    """Return the number in words (số thập phân bằng chữ): 3.25 «ba phẩy hai mươi lăm», 0.05 «không phẩy không năm».

    Zeros at the end say nothing and are dropped. One or two digits behind the comma are read as a number, unless the first
    is zero; all others digit by digit. Raises ValueError for what is not finite, from ±10^21 on, and beyond nine places.
    """
    if not number.is_finite() or abs(number.adjusted()) > MAX_DIGITS:
        raise ValueError("|n| < 10^21")
    # Not abs(): it rounds to 28 digits.
    whole, _, places = f"{number.copy_abs():f}".partition(".")
    places = places.rstrip("0")
    if len(places) > MAX_PLACES:
        raise ValueError(f"0,{'0' * (MAX_PLACES - 1)}1")
    words = integer_words(int(whole), filler)
    if places:
        words = f"{words} phẩy {_places_words(places, filler)}"
    return f"âm {words}" if number < 0 else words


def ordinal_words(number: int) -> str:
    """Return the ordinal (số thứ tự): «thứ nhất», «thứ hai», «thứ tư», «thứ hai mươi mốt»; ValueError below 1."""
    if number < 1:
        raise ValueError("≥ 1")
    return f"thứ {({1: 'nhất', 4: 'tư'}).get(number) or integer_words(number)}"


def money_words(amount: int, exact: bool = False, filler: Filler = "linh") -> str:
    """Return the amount of money in words (số tiền bằng chữ): «Một triệu hai trăm năm mươi nghìn đồng»; `exact` adds «chẵn»."""
    return upper_first(f"{integer_words(amount, filler)} đồng{' chẵn' if exact else ''}")


def roman(number: int) -> str:
    """Return the Roman numeral (số La Mã), I to MMMCMXCIX; ValueError outside 1–3999."""
    if not 1 <= number <= MAX_ROMAN:
        raise ValueError(f"1–{MAX_ROMAN}")
    text = ""
    for value, sign in _ROMAN:
        count, number = divmod(number, value)
        text += sign * count
    return text


def number_from_roman(text: str) -> int:
    """Return the number of a Roman numeral (số La Mã) in capital letters; ValueError where it is not the usual spelling."""
    rest, number = text, 0
    for value, sign in _ROMAN:
        while rest.startswith(sign) and number <= MAX_ROMAN:
            rest, number = rest.removeprefix(sign), number + value
    if rest or not 1 <= number <= MAX_ROMAN or roman(number) != text:
        raise ValueError(f"«{text[:20]}»")
    return number


def _counted(number: int, filler: Filler) -> str:
    """Return the words of a number from 0: what stands before «tỷ» is a number of its own, so 10^18 is «một tỷ tỷ»."""
    billions, rest = divmod(number, _BILLION)
    said = [f"{_counted(billions, filler)} tỷ"] if billions else []
    for size, name in _GROUPS:
        group, rest = divmod(rest, size)
        if group:
            said.append(f"{_group_words(group, bool(said), filler)} {name}".rstrip())
    return " ".join(said) or _DIGITS[0]


def _group_words(group: int, is_inner: bool, filler: Filler) -> str:
    """Return the words of 1–999; behind a larger group the hundreds are always said, if only «không trăm»."""
    hundreds, rest = divmod(group, 100)
    if not hundreds and not is_inner:
        return _below_hundred(rest)
    said = f"{_DIGITS[hundreds]} trăm"
    if not rest:
        return said
    return f"{said} {filler} {_DIGITS[rest]}" if rest < 10 else f"{said} {_below_hundred(rest)}"


def _below_hundred(number: int) -> str:
    tens, ones = divmod(number, 10)
    if not tens:
        return _DIGITS[ones]
    said = "mười" if tens == 1 else f"{_DIGITS[tens]} mươi"
    if not ones:
        return said
    # After «mười» one stays «một», five does not stay «năm».
    last = _DIGITS[ones] if (tens, ones) == (1, 1) else _ONES_AFTER_TENS.get(ones, _DIGITS[ones])
    return f"{said} {last}"


def _places_words(places: str, filler: Filler) -> str:
    if len(places) <= 2 and not places.startswith("0"):
        return integer_words(int(places), filler)
    return " ".join(_DIGITS[int(digit)] for digit in places)
