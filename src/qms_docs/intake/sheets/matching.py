"""Which procedure a sheet is about, and who its steps name: by likeness of words, with the score.

In: names as old sheets write them, the catalogue. Out: `Match`, best first. Touches: nothing.
The only module that knows rapidfuzz.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from ...domain.catalogue import Catalogue
from ...domain.people import Position
from ...domain.text import tone_folded
from .cover import squeezed

MIN_SCORE = 90.0
"""Score of 100 from which a name counts as the procedure's."""
MIN_POST = 84.0
_CLEAR = 2.0
"""How far the best must lead before the second."""
_DIFFERENT = 80.0
_TELLING = (
    "lại",
    "lưu động",
    "nước ngoài",
    "chấm dứt",
    "thay đổi",
    "sửa đổi",
    "bổ sung",
    "cải chính",
    "hủy",
    "gia hạn",
    "thu hồi",
    "trích lục",
    "giám sát",
    "biên giới",
)
"""Words that make another procedure of nearly the same name."""
_SHORT = {
    "ubnd": "ủy ban nhân dân",
    "hđnd": "hội đồng nhân dân",
    "ttpvhcc": "trung tâm phục vụ hành chính công",
    "tthcc": "trung tâm hành chính công",
    "bptn&tkq": "bộ phận tiếp nhận và trả kết quả",
    "bptn&ht": "bộ phận tiếp nhận và trả kết quả",
    "cb": "cán bộ",
    "cc": "công chức",
    "ct": "chủ tịch",
    "pct": "phó chủ tịch",
}
_UNITS = re.compile(r"\b(?:cấp xã|xã|phường|thị trấn|đặc khu)\b")
_RECEPTION = ("trung tâm phục vụ hành chính công", "bộ phận tiếp nhận và trả kết quả", "trung tâm hành chính công")


@dataclass(frozen=True)
class Match:
    """What a name was taken for: the key, its name in the workspace, the likeness from 0 to 100."""

    key: str
    name: str
    score: float


def compared(name: str) -> str:
    """Return a procedure's name as it is compared: without «Thủ tục», marks, capitals."""
    text = re.sub(r"[^\w\s]", " ", tone_folded(squeezed(name)))
    return " ".join(re.sub(r"^(?:(?:thủ tục|quy trình|tthc)\s+)+", "", text.strip()).split())


def _ratio(one: str, other: str) -> float:
    """Return how alike two texts are, from 0 to 100, in their order or by their words."""
    from rapidfuzz import fuzz  # slow to load, and only old sheets need it

    return max(fuzz.ratio(one, other), fuzz.token_sort_ratio(one, other))


def likeness(one: str, other: str) -> float:
    """Return how alike two procedures' names are; a telling word that only one of them has makes them different ones."""
    first, second = compared(one), compared(other)
    score = _ratio(first, second)
    if any((f" {word} " in f" {first} ") != (f" {word} " in f" {second} ") for word in _TELLING):
        score = min(score, _DIFFERENT)
    return round(score, 1)


def procedures_like(name: str, catalogue: Catalogue, most: int = 3) -> list[Match]:
    """Return the procedures whose names, at any time, are most like a sheet's title."""
    found = [
        max((Match(each.code, said.text, likeness(name, said.text)) for said in each.names), key=lambda match: match.score)
        for each in catalogue.procedures.values()
    ]
    return sorted(found, key=lambda match: (-match.score, match.key))[:most]


def sure_match(likely: list[Match], least: float = MIN_SCORE) -> Match | None:
    """Return the best match where it is good enough and clearly better than the second."""
    if not likely or likely[0].score < least:
        return None
    rival = next((each for each in likely[1:] if likely[0].score - each.score < _CLEAR), None)
    return likely[0] if rival is None else None


def compared_post(text: str) -> str:
    """Return the name of a post as it is compared: abbreviations written out, without the unit's kind."""
    text = tone_folded(squeezed(text))
    words = [_SHORT.get(word.strip(".,;()"), word) for word in re.sub(r"[-–/]", " ", text).split()]
    text = re.sub(r"[^\w\s]", " ", " ".join(words))
    return " ".join(_UNITS.sub(" ", text).split())


class Posts:
    """The positions of a workspace, found by the names old sheets give them."""

    def __init__(self, positions: Iterable[Position]) -> None:
        self._positions = tuple(positions)

    @cached_property
    def _titles(self) -> tuple[tuple[str, str, str], ...]:
        found = []
        for position in self._positions:
            for title in position.titles:
                for reception in _RECEPTION if "{reception_unit}" in title.text else ("",):
                    text = title.text.replace("{reception_unit}", reception).replace("{unit}", "").replace("{kind}", "")
                    found.append((position.key, title.text, compared_post(text)))
        return tuple(found)

    def find(self, text: str) -> Match | None:
        """Return the position a text names, None where none is like enough."""
        wanted = compared_post(text)
        if not wanted:
            return None
        scored = [Match(key, title, round(_ratio(wanted, said), 1)) for key, title, said in self._titles]
        best = max(scored, key=lambda match: match.score, default=None)
        if best is not None and best.score >= MIN_POST:
            return best
        # «Văn thư» for «Văn thư Ủy ban nhân dân»: words that begin the title of one position only.
        begun = {key: title for key, title, said in self._titles if f"{said} ".startswith(f"{wanted} ")}
        if len(begun) == 1 and len(wanted.split()) > 1:
            ((key, title),) = begun.items()
            return Match(key, title, MIN_POST)
        return None
