"""Vietnamese text as it may stand in data: cleaned, NFC, of a sane length.

In: any string. Out: the same text in one spelling. Touches: nothing.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import Annotated

from pydantic import AfterValidator, BeforeValidator, Field

# Invisible marks that portal exports leave inside words: LRM/RLM, zero-width space, BOM, soft hyphen.
_INVISIBLE = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u200e\u200f\u2060\ufeff\u00ad"))
_BLANKS = re.compile(r"[ \t\u00a0\u2007\u202f\u3000]+")
_AROUND_NEWLINE = re.compile(r" *\n *")
_UNCLEAN = re.compile("[\t\r\u00a0\u00ad\u2007\u200b-\u200f\u202f\u2060\u3000\ufeff]|  | \n|\n |^\\s|\\s\\Z")
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")

TONE_STYLE = {
    "oà": "òa",
    "oá": "óa",
    "oả": "ỏa",
    "oã": "õa",
    "oạ": "ọa",
    "oè": "òe",
    "oé": "óe",
    "oẻ": "ỏe",
    "oẽ": "õe",
    "oẹ": "ọe",
    "uỳ": "ùy",
    "uý": "úy",
    "uỷ": "ủy",
    "uỹ": "ũy",
    "uỵ": "ụy",
}
"""Syllable ends with the tone mark in the old place, and in the new one."""
_TONE_PAIR = re.compile("(?<!q)(?:" + "|".join(TONE_STYLE) + r")(?!\w)")

MAX_TEXT = 20_000


def clean_text(value: object) -> object:
    """Return `value` in NFC without invisible marks, with plain and single blanks; other types unchanged."""
    if not isinstance(value, str):
        return value
    if not _UNCLEAN.search(value) and unicodedata.is_normalized("NFC", value):
        return value
    text = unicodedata.normalize("NFC", value.replace("\r\n", "\n").replace("\r", "\n"))
    text = _BLANKS.sub(" ", text.translate(_INVISIBLE))
    return _AROUND_NEWLINE.sub("\n", text).strip()


def _refuse_illegal(text: str) -> str:
    if found := _ILLEGAL.search(text):
        raise ValueError(f"illegal-character U+{ord(found.group()):04X}")
    return text


Text = Annotated[str, BeforeValidator(clean_text), Field(min_length=1, max_length=MAX_TEXT), AfterValidator(_refuse_illegal)]
"""Văn bản: one or more characters, NFC, printable in Word."""

Key = Annotated[str, BeforeValidator(clean_text), Field(pattern=r"^[a-z][a-z0-9_]*$", max_length=60)]
"""Khóa: an ASCII snake_case name by which data refer to each other."""


@dataclass(frozen=True)
class Names:
    """Marks a key by what it names: position (or the committee, where `board`), kind, field."""

    what: str
    board: bool = False


PositionKey = Annotated[Key, Names("position")]
"""Khóa chức vụ: a position of communes/positions.yaml."""
ActorKey = Annotated[Key, Names("position", board=True)]
"""Khóa chức vụ, hoặc iso_board là Ban Chỉ đạo ISO."""
KindKey = Annotated[Key, Names("kind")]
"""Khóa loại tài liệu: a kind of templates/kinds.yaml."""
ActId = Annotated[Text, Names("act")]
"""Khóa văn bản: an act of law/acts."""
FieldKey = Annotated[Key, Names("field")]
"""Khóa lĩnh vực: a field of procedures/fields.yaml."""


def tone_folded(text: str) -> str:
    """Return `text` lower-cased with one habit of tone placement (hoà → hòa, thuỷ → thủy), for comparing names."""
    folded = unicodedata.normalize("NFC", text).lower()
    return _TONE_PAIR.sub(lambda match: TONE_STYLE[match.group()], folded)


def shortened(text: str, most: int) -> str:
    """Return a text of at most `most` letters, the last one «…» where it was longer."""
    return text if len(text) <= most else text[: most - 1] + "…"


@lru_cache(maxsize=4096)
def ascii_slug(text: str, limit: int = 60) -> str:
    """Return `text` as lower-case ASCII words joined by `-`, legal as a file name everywhere, at most `limit` long."""
    bare = unicodedata.normalize("NFD", text.replace("Đ", "D").replace("đ", "d"))
    bare = "".join(character for character in bare if not unicodedata.combining(character))
    words = re.findall(r"[a-z0-9]+", bare.lower())
    slug = ""
    for word in words:
        longer = f"{slug}-{word}" if slug else word
        if len(longer) > limit:
            break
        slug = longer
    return slug or "x"
