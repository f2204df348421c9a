"""Numbers in words, ordinals, money, Roman numerals: what is read aloud is the number that was meant."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qms_docs.domain.numerals import (
    LIMIT,
    Filler,
    decimal_words,
    integer_words,
    money_words,
    number_from_roman,
    ordinal_words,
    roman,
)
from qms_docs.domain.vietnamese import LETTERS, letter

INTEGERS = {
    0: "không",
    1: "một",
    5: "năm",
    10: "mười",
    11: "mười một",
    14: "mười bốn",
    15: "mười lăm",
    20: "hai mươi",
    21: "hai mươi mốt",
    24: "hai mươi bốn",
    25: "hai mươi lăm",
    55: "năm mươi lăm",
    91: "chín mươi mốt",
    100: "một trăm",
    101: "một trăm linh một",
    105: "một trăm linh năm",
    110: "một trăm mười",
    111: "một trăm mười một",
    115: "một trăm mười lăm",
    121: "một trăm hai mươi mốt",
    555: "năm trăm năm mươi lăm",
    1_000: "một nghìn",
    1_001: "một nghìn không trăm linh một",
    1_010: "một nghìn không trăm mười",
    1_015: "một nghìn không trăm mười lăm",
    1_021: "một nghìn không trăm hai mươi mốt",
    1_100: "một nghìn một trăm",
    2_025: "hai nghìn không trăm hai mươi lăm",
    10_000: "mười nghìn",
    21_000: "hai mươi mốt nghìn",
    1_000_000: "một triệu",
    1_000_005: "một triệu không trăm linh năm",
    1_005_000: "một triệu không trăm linh năm nghìn",
    1_250_000: "một triệu hai trăm năm mươi nghìn",
    7_405_020_003: "bảy tỷ bốn trăm linh năm triệu không trăm hai mươi nghìn không trăm linh ba",
    10**9: "một tỷ",
    10**12: "một nghìn tỷ",
    10**18: "một tỷ tỷ",
    10**18 + 1: "một tỷ tỷ không trăm linh một",
    -3: "âm ba",
    -(10**18): "âm một tỷ tỷ",
}


@pytest.mark.parametrize(("number", "words"), INTEGERS.items())
def test_a_whole_number_is_read_as_people_read_it(number: int, words: str) -> None:
    assert integer_words(number) == words


def test_the_south_says_le() -> None:
    assert integer_words(1_105, "lẻ") == "một nghìn một trăm lẻ năm"
    assert decimal_words(Decimal("105.5"), "lẻ") == "một trăm lẻ năm phẩy năm"
    assert money_words(105, filler="lẻ") == "Một trăm lẻ năm đồng"


@pytest.mark.parametrize("number", [LIMIT, -LIMIT, 10**400])
def test_a_number_nobody_can_read_is_refused(number: int) -> None:
    with pytest.raises(ValueError, match=r"10\^21"):
        integer_words(number)


DECIMALS = {
    "0.5": "không phẩy năm",
    "1.5": "một phẩy năm",
    "3.25": "ba phẩy hai mươi lăm",
    "3.250": "ba phẩy hai mươi lăm",
    "0.05": "không phẩy không năm",
    "2.125": "hai phẩy một hai năm",
    "7.10": "bảy phẩy một",
    "7.11": "bảy phẩy mười một",
    "-1.5": "âm một phẩy năm",
    "4.00": "bốn",
    "-0.00": "không",
    "1E+3": "một nghìn",
    # 28 digits are what Python computes with; these are 30.
    "100000000000000000000.000000001": "một trăm tỷ tỷ phẩy không không không không không không không không một",
}


@pytest.mark.parametrize(("number", "words"), DECIMALS.items())
def test_what_stands_behind_the_comma_is_read_too(number: str, words: str) -> None:
    assert decimal_words(Decimal(number)) == words


@pytest.mark.parametrize("number", ["NaN", "Infinity", "-Infinity", "1E+21", "0.0000000001", "1E-999999999", "1E+999999999"])
def test_a_fraction_nobody_can_read_is_refused(number: str) -> None:
    with pytest.raises(ValueError, match=r"10\^21|0,0"):
        decimal_words(Decimal(number))


def test_ordinals() -> None:
    wanted = {1: "thứ nhất", 2: "thứ hai", 4: "thứ tư", 10: "thứ mười", 14: "thứ mười bốn", 21: "thứ hai mươi mốt"}
    assert {number: ordinal_words(number) for number in wanted} == wanted
    with pytest.raises(ValueError, match="1"):
        ordinal_words(0)


def test_money() -> None:
    assert money_words(1_250_000) == "Một triệu hai trăm năm mươi nghìn đồng"
    assert money_words(1_250_000, exact=True) == "Một triệu hai trăm năm mươi nghìn đồng chẵn"
    assert money_words(-5_000) == "Âm năm nghìn đồng"
    assert money_words(0) == "Không đồng"


# ---- words back to numbers, by a reader that knows only how numbers are said

_SAID = {
    "không": 0, "một": 1, "mốt": 1, "hai": 2, "ba": 3, "bốn": 4, "năm": 5, "lăm": 5, "sáu": 6, "bảy": 7, "tám": 8, "chín": 9,
    "linh": 0, "lẻ": 0, "mười": 10,
}  # fmt: skip


def number_read(words: str) -> int:
    """The number that a person writes down who hears the words."""
    total = millions = group = 0
    for word in words.split():
        if word == "tỷ":
            total, millions, group = (total + millions + group) * 10**9, 0, 0
        elif word in ("triệu", "nghìn"):
            millions, group = millions + group * (10**6 if word == "triệu" else 1000), 0
        elif word == "trăm":
            group *= 100
        elif word == "mươi":
            # Only the digit just heard counts tens.
            group += group % 10 * 9
        elif word != "âm":
            group += _SAID[word]
    return -(total + millions + group) if words.startswith("âm ") else total + millions + group


def _round_numbers() -> Iterator[int]:
    for power in range(21):
        for digit in (1, 4, 5):
            yield from (digit * 10**power, digit * 10**power + 1, digit * 10**power - 1)


MANY = st.one_of(st.integers(1 - LIMIT, LIMIT - 1), st.integers(-2000, 2000), st.sampled_from(sorted(_round_numbers())))


@given(MANY, st.sampled_from(["linh", "lẻ"]))
def test_who_hears_the_words_writes_the_same_number(number: int, filler: Filler) -> None:
    assert number_read(integer_words(number, filler)) == number


@given(MANY)
def test_words_are_said_as_the_rules_of_speech_ask(number: int) -> None:
    words = f" {integer_words(number)} "
    for wrong in ("mươi một ", "mươi năm ", "mười năm ", "mười mốt ", "không mươi", "một mươi", "  ", "mươi linh", "trăm không "):
        assert wrong not in words


@given(st.decimals(-(10**12), 10**12, allow_nan=False, places=4))
def test_who_hears_a_fraction_writes_the_same_number(number: Decimal) -> None:
    words = decimal_words(number)
    whole, _, behind = words.removeprefix("âm ").partition(" phẩy ")
    read = "".join(str(_SAID[word]) for word in behind.split()) if _is_spelled(behind) else str(number_read(behind))
    heard = Decimal(f"{number_read(whole)}.{read}")
    assert (-heard if words.startswith("âm ") else heard) == number


def _is_spelled(behind: str) -> bool:
    return all(word in _SAID and word != "mười" for word in behind.split()) and "mươi" not in behind if behind else False


# ---- Roman numerals and letters


def test_roman_numerals() -> None:
    wanted = {1: "I", 4: "IV", 9: "IX", 14: "XIV", 40: "XL", 90: "XC", 400: "CD", 1994: "MCMXCIV", 3999: "MMMCMXCIX"}
    assert {number: roman(number) for number in wanted} == wanted


def test_roman_numerals_and_back() -> None:
    assert [number_from_roman(roman(number)) for number in range(1, 4000)] == list(range(1, 4000))


@pytest.mark.parametrize("number", [0, -1, 4000, 10**9])
def test_the_romans_had_no_such_number(number: int) -> None:
    with pytest.raises(ValueError, match="3999"):
        roman(number)


@pytest.mark.parametrize("text", ["", "IIII", "VX", "iv", "MMMM", "IM", "A", "I I", "I" * 10_000, "M" * 10_000])
def test_the_romans_did_not_write_so(text: str) -> None:
    with pytest.raises(ValueError, match="«"):
        number_from_roman(text)


@given(st.text("IVXLCDM", max_size=12))
def test_every_text_is_one_roman_numeral_or_none(text: str) -> None:
    try:
        number = number_from_roman(text)
    except ValueError:
        return
    assert roman(number) == text


def test_letters_of_points_never_repeat() -> None:
    count = len(LETTERS) * (len(LETTERS) + 1)
    letters = [letter(place) for place in range(count)]
    assert len(set(letters)) == count
    assert letters[:8] == ["a", "b", "c", "d", "đ", "e", "g", "h"]
    assert letters[len(LETTERS) : len(LETTERS) + 2] == ["aa", "ab"]
