"""The order of Vietnamese words, as dictionaries and ICU's `vi` have it.

In: texts. Out: keys to sort them by. Touches: nothing.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

ALPHABET = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
"""Bảng chữ cái: the 29 letters, and f j w z at their Latin places as in ICU."""

_SIGNS = "_-–—,;:!?.…'‘’\"“”«»()[]{}§@*/\\&#%`^°+<=>|~$"
_TONES = ("\u0300", "\u0309", "\u0303", "\u0301", "\u0323")
"""Thanh điệu: huyền, hỏi, ngã, sắc, nặng; no tone comes before them all."""
_SHAPES = frozenset("\u0302\u0306\u031b")

_Weight = tuple[int, int]
CollationKey = tuple[tuple[_Weight, ...], tuple[tuple[_Weight, ...], ...], tuple[bool, ...], str]

_BLANK, _SIGN, _DIGIT, _LETTER = range(4)
_LETTERS = {letter: (_LETTER, place) for place, letter in enumerate(ALPHABET)}
_SIGN_PLACES = {sign: (_SIGN, place) for place, sign in enumerate(_SIGNS)}
_TONE_PLACES = {tone: (0, place) for place, tone in enumerate(_TONES)}


def collation_key(text: str) -> CollationKey:
    """Return the key of Vietnamese order (khóa sắp xếp): letters, then tones, then small before capital.

    a, ă, â are letters of their own, so are d and đ; blanks come before signs, signs before digits, digits before letters.
    Digits count one by one. Two texts have the same key only if they are the same in NFC.
    """
    letters = list(_split(text))
    return (
        tuple(_weight(base) for base, _ in letters),
        tuple(tuple(_TONE_PLACES.get(mark, (1, ord(mark))) for mark in marks) for _, marks in letters),
        tuple(base != base.lower() for base, _ in letters),
        unicodedata.normalize("NFC", text),
    )


def _split(text: str) -> Iterator[tuple[str, str]]:
    """Yield each letter with its own hat, breve or horn, and the marks that are left: its tone."""
    base, marks = "", ""
    for character in unicodedata.normalize("NFD", text):
        if not unicodedata.combining(character):
            if base:
                yield base, marks
            base, marks = character, ""
        elif base and character in _SHAPES and (whole := unicodedata.normalize("NFC", base + character)).lower() in _LETTERS:
            base = whole
        else:
            marks += character
    if base or marks:
        yield base, marks


def _weight(character: str) -> _Weight:
    small = character.lower()
    if small in _LETTERS:
        return _LETTERS[small]
    if small.isspace():
        return _BLANK, 0
    if small.isdecimal():
        return _DIGIT, int(small)
    if small in _SIGN_PLACES:
        return _SIGN_PLACES[small]
    # Other scripts stand behind z, other signs behind those of the list.
    return (_LETTER if small.isalpha() else _SIGN), len(ALPHABET) + len(_SIGNS) + ord(small[0]) if small else 0
