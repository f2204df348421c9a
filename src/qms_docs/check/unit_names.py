"""The names of communes, districts and provinces as texts write them: which stood on a day, which belong to a commune.

In: the catalogue. Out: `UnitNames`. Touches: nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from ..domain.catalogue import Catalogue
from ..domain.text import tone_folded
from ..domain.units import Commune, UnitKind, UnitName
from .printed import Printed, PrintedTexts

_PROVINCES = (
    "An Giang|Bà Rịa - Vũng Tàu|Bạc Liêu|Bắc Giang|Bắc Kạn|Bắc Ninh|Bến Tre|Bình Dương|Bình Định|Bình Phước|Bình Thuận|Cà Mau|"
    "Cao Bằng|Đắk Lắk|Đắk Nông|Điện Biên|Đồng Nai|Đồng Tháp|Gia Lai|Hà Giang|Hà Nam|Hà Tĩnh|Hải Dương|Hậu Giang|Hòa Bình|"
    "Hưng Yên|Khánh Hòa|Kiên Giang|Kon Tum|Lai Châu|Lạng Sơn|Lào Cai|Lâm Đồng|Long An|Nam Định|Nghệ An|Ninh Bình|Ninh Thuận|"
    "Phú Thọ|Phú Yên|Quảng Bình|Quảng Nam|Quảng Ngãi|Quảng Ninh|Quảng Trị|Sóc Trăng|Sơn La|Tây Ninh|Thái Bình|Thái Nguyên|"
    "Thanh Hóa|Thừa Thiên Huế|Tiền Giang|Trà Vinh|Tuyên Quang|Vĩnh Long|Vĩnh Phúc|Yên Bái"
)
"""Provinces of the country, before and after 01/7/2025: sheets are copied from other provinces, too."""
_CITIES = ("Cần Thơ", "Đà Nẵng", "Hải Phòng", "Huế")
_KINDS = "|".join(sorted((kind.value for kind in UnitKind), key=len, reverse=True))


@dataclass(frozen=True)
class Named:
    """A unit that a text names: how it is written there, its name in one spelling, where."""

    text: Printed
    match: re.Match[str]
    written: str
    name: str


@dataclass(frozen=True)
class UnitNames:
    """All units that a workspace knows, by «kind name» in lower case with one habit of tone placement."""

    catalogue: Catalogue
    day: date

    @cached_property
    def _standing(self) -> dict[str, bool]:
        """Every name of the workspace's units, and whether it stood on the day."""
        found: dict[str, bool] = {}
        for unit in (*self.catalogue.units, *self.catalogue.communes):
            for name in unit.names:
                stands = unit.holds_on(self.day) and name.holds_on(self.day)
                found[_key(name)] = found.get(_key(name), False) or stands
        return found

    @cached_property
    def _known(self) -> set[str]:
        elsewhere = {tone_folded(f"tỉnh {name}") for name in _PROVINCES.split("|")}
        return elsewhere | {tone_folded(f"thành phố {name}") for name in _CITIES} | set(self._standing)

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        bare = {tone_folded(name.name) for unit in (*self.catalogue.units, *self.catalogue.communes) for name in unit.names}
        bare |= {tone_folded(name) for name in (*_PROVINCES.split("|"), *_CITIES)}
        names = "|".join(map(re.escape, sorted(bare, key=len, reverse=True)))
        return re.compile(rf"(?<!\w)({_KINDS}) ({names})(?!\w)")

    def stands(self, name: str) -> bool:
        """True if a unit of that name stood on the day, or is one of another province."""
        return self._standing.get(name, True)

    def named_in(self, texts: PrintedTexts) -> Iterator[Named]:
        """Yield the units that texts name with their kind; a longer name that begins like a known one is another name."""
        for text, match in texts.found(self._pattern, folded=True):
            written = texts.whole[match.start() : match.end()]
            first = texts.whole[match.start(2)]
            after = texts.whole[match.end() : match.end() + 2]
            name = f"{match[1]} {match[2]}"
            if (first.isupper() or first.isdigit()) and name in self._known and not _goes_on(written, after):
                yield Named(text, match, written, name)

    def of(self, commune: Commune) -> set[str]:
        """Return the names of a commune on the day, and of the district and province it belongs to."""
        name = commune.name_on(self.day)
        found = set()
        while name is not None:
            found.add(_key(name))
            parent = self.catalogue.unit_on(name.parent, self.day)
            name = parent.name_on(self.day) if parent else None
        profile = self.catalogue.province_on(commune, self.day)
        return found | ({tone_folded(profile.name)} if profile else set())

    def of_all(self, communes: tuple[Commune, ...]) -> set[str]:
        """Return the names that belong to every one of the communes."""
        return set.intersection(*map(self.of, communes)) if communes else set()

    @cached_property
    def has_no_districts(self) -> bool:
        """True if the workspace knows districts, and none of them stood on the day."""
        districts = [unit for unit in self.catalogue.units if len(unit.code) > 2]
        return bool(districts) and not any(unit.holds_on(self.day) for unit in districts)


def _key(name: UnitName) -> str:
    return tone_folded(f"{name.kind.value} {name.name}")


def _goes_on(written: str, after: str) -> bool:
    return not written.isupper() and len(after) == 2 and after[0] == " " and after[1].isupper()
