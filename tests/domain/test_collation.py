"""The order of Vietnamese words, held against ICU where it is installed."""

from __future__ import annotations

import random
import unicodedata
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from qms_docs.domain.collation import ALPHABET, collation_key

COMMUNES = Path(__file__).parents[2] / "communes"
ONSETS = [
    "",
    "b",
    "c",
    "ch",
    "d",
    "đ",
    "g",
    "gh",
    "gi",
    "h",
    "k",
    "kh",
    "l",
    "m",
    "n",
    "ng",
    "ngh",
    "nh",
    "p",
    "ph",
    "qu",
    "r",
    "s",
    "t",
    "th",
    "tr",
    "v",
    "x",
    "f",
    "j",
    "w",
    "z",
    "dz",
]
NUCLEI = [
    "a",
    "ă",
    "â",
    "e",
    "ê",
    "i",
    "o",
    "ô",
    "ơ",
    "u",
    "ư",
    "y",
    "ia",
    "iê",
    "oa",
    "oe",
    "ua",
    "uô",
    "uy",
    "ưa",
    "ươ",
    "yê",
    "ai",
    "ao",
    "au",
    "ay",
    "âu",
    "ây",
    "eo",
    "êu",
    "oi",
    "ôi",
    "ơi",
    "ui",
    "ưi",
    "ưu",
]
CODAS = ["", "c", "ch", "m", "n", "ng", "nh", "p", "t"]
TONES = ("", "\u0300", "\u0309", "\u0303", "\u0301", "\u0323")


def syllable(onset: str, nucleus: str, tone: str, coda: str) -> str:
    return unicodedata.normalize("NFC", f"{onset}{nucleus}{tone}{coda}")


def words(count: int, seed: int = 0) -> list[str]:
    """Words of one to three syllables, some of them capital, with blanks, hyphens and numbers between."""
    chance = random.Random(seed)
    made = []
    for _ in range(count):
        parts = [
            chance.choice((str.lower, str.lower, str.title, str.upper))(
                syllable(chance.choice(ONSETS), chance.choice(NUCLEI), chance.choice(TONES), chance.choice(CODAS))
            )
            for _ in range(chance.choice((1, 1, 2, 3)))
        ]
        ending = chance.choice(("", "", "", "", f" {chance.randrange(120)}", f"-{chance.randrange(9)}", " (cũ)", "."))
        made.append(chance.choice((" ", " ", " ", "-", ", ")).join(parts) + ending)
    return made


def near(count: int, seed: int = 1) -> list[str]:
    """Words that differ in tone and case alone, or in one letter, where orders are most easily wrong."""
    chance = random.Random(seed)
    letters = [
        unicodedata.normalize("NFC", f"{each}{tone}") for each in "aăâdđoôơ" for tone in TONES if each not in "dđ" or not tone
    ]
    letters += [each.upper() for each in letters]
    return ["".join(chance.choice(letters) for _ in range(chance.randint(1, 4))) for _ in range(count)]


def commune_names() -> list[str]:
    """The names of all units that the repository knows, past and present."""
    names: set[str] = set()
    for file in COMMUNES.rglob("*.yaml"):
        names.update(_names(_loaded(file)))
    return sorted(names)


def _loaded(file: Path) -> Any:
    return yaml.load(file.read_text(encoding="utf-8"), Loader=getattr(yaml, "CBaseLoader", yaml.BaseLoader))


def _names(data: Any) -> set[str]:
    if isinstance(data, list):
        return set().union(*(_names(each) for each in data))
    if not isinstance(data, dict):
        return set()
    own = {data["name"]} if isinstance(data.get("name"), str) else set()
    return own.union(*(_names(each) for each in data.values()))


@cache
def icu_collator() -> Any:
    icu = pytest.importorskip("icu", reason="PyICU has no wheels: it is built with libicu-dev and pkg-config")
    return icu.Collator.createInstance(icu.Locale("vi_VN"))


def in_order(texts: list[str]) -> list[str]:
    return sorted(texts, key=collation_key)


# ---- what a reader of a list expects


@pytest.mark.parametrize(
    "wanted",
    [
        list(ALPHABET),
        ["a", "à", "ả", "ã", "á", "ạ", "ă", "ằ", "ẳ", "ẵ", "ắ", "ặ", "â", "ầ", "ẩ", "ẫ", "ấ", "ậ", "b"],
        ["D", "Dương", "Dz", "Đ", "Đà"],
        ["An", "Ao", "Ăn", "Ấn"],
        ["ba", "bà", "ban", "bàn", "bản", "băn"],
        ["An Hiệp", "An Hòa Tây", "An Ngãi Tây", "An Ngãi Trung", "An Thủy", "Ba Tri", "Bảo Thạnh"],
        ["Phước Long", "Phước Mỹ", "Phường 1", "Phường 10", "Phường 2"],
        ["ma", "Ma", "mà", "Mà", "mả", "mã", "má", "mạ"],
        # The tone tells only words of the same letters apart.
        ["mạ", "mai", "mãi", "Mạnh"],
        ["", " ", "-", "1", "a"],
        ["Ngô", "Ngơ", "Nguyễn", "Nhã"],
    ],
)
def test_a_list_stands_as_in_a_dictionary(wanted: list[str]) -> None:
    assert in_order(list(reversed(wanted))) == wanted


def test_composed_and_decomposed_texts_stand_together() -> None:
    apart = unicodedata.normalize("NFD", "Mỏ Cày Bắc")
    assert apart != "Mỏ Cày Bắc"
    assert collation_key(apart) == collation_key("Mỏ Cày Bắc")


# ---- the same order as ICU


@pytest.mark.parametrize("make", [words, near, commune_names], ids=["words", "near words", "communes"])
def test_the_order_is_that_of_icu(make: Any) -> None:
    compare, texts = icu_collator().compare, make() if make is commune_names else make(20_000)
    assert len(set(texts)) > 100
    for before, after in pairwise(in_order(texts)):
        assert compare(before, after) <= 0, (before, after)
        # What ICU keeps apart is kept apart here.
        assert (compare(before, after) == 0) == (before == after), (before, after)


def test_each_syllable_stands_where_icu_puts_it() -> None:
    sort_key = icu_collator().getSortKey
    texts = [syllable("", nucleus, tone, coda) for nucleus in NUCLEI for tone in TONES for coda in CODAS]
    texts += [text.upper() for text in texts]
    assert in_order(texts) == sorted(texts, key=sort_key)


# ---- a total order

TEXTS = st.one_of(st.text(max_size=8), st.text(f"{ALPHABET}{ALPHABET.upper()}{''.join(TONES)}ễệđĐ 1-", max_size=8))


@given(TEXTS, TEXTS)
def test_two_texts_have_one_place_only_if_they_are_the_same(one: str, other: str) -> None:
    same = unicodedata.normalize("NFC", one) == unicodedata.normalize("NFC", other)
    assert (collation_key(one) == collation_key(other)) == same
    assert (collation_key(one) < collation_key(other)) + (collation_key(other) < collation_key(one)) == (not same)


@given(st.lists(TEXTS, max_size=6), st.randoms())
def test_the_order_does_not_depend_on_where_one_begins(texts: list[str], chance: random.Random) -> None:
    mixed = list(texts)
    chance.shuffle(mixed)
    assert [collation_key(each) for each in in_order(mixed)] == [collation_key(each) for each in in_order(texts)]


@given(TEXTS)
def test_decomposing_changes_no_place(text: str) -> None:
    assert collation_key(unicodedata.normalize("NFD", text)) == collation_key(text)
