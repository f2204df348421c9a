"""Every text that the documents of a day print, each with its file and path: procedures, system, communes, kinds, law.

In: the catalogue, a day, the communes chosen. Out: `PrintedTexts`. Touches: nothing.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from datetime import date
from functools import cached_property
from typing import Any, NamedTuple

from pydantic import BaseModel

from ..domain.catalogue import Catalogue
from ..domain.dated import Dated
from ..domain.layers import Merged
from ..domain.overrides import Layer
from ..domain.procedure import AdministrativeProcedure
from ..domain.text import tone_folded
from ..domain.units import Commune

_Path = tuple[str | int, ...]
_UNPRINTED_NAMES = (
    "verification quirks unparsed national existence_basis legal_basis act acts basis decision source key code "
    "code_pattern folder template form field actor keeper position positions who official assignments successor "
    "formed_from legacy_district parent procedures procedures_excluded established_by rollout_plan kinds clauses "
    "budget_act steps_act topics_act forms_act unit_kinds reception_unit_short phone email website "
)
_UNPRINTED = frozenset(_UNPRINTED_NAMES.split())
_GAP = "\0"


class Printed(NamedTuple):
    """A text, where it stands, and the communes whose documents print it; `source` tells from what kind of data it is."""

    source: str
    file: str
    path: _Path
    text: str
    communes: tuple[Commune, ...] = ()
    procedure: str | None = None
    commune: str | None = None


class PrintedTexts(tuple[Printed, ...]):
    """The texts of a day in one piece, so that a pattern is sought once in all of them."""

    @cached_property
    def whole(self) -> str:
        """All texts, with a NUL before, between and after them."""
        return _GAP + _GAP.join(each.text for each in self) + _GAP

    @cached_property
    def folded(self) -> str:
        """All texts in lower case with one habit of tone placement; every letter stands where it stands in `whole`."""
        folded = tone_folded(self.whole)
        return folded if len(folded) == len(self.whole) else self.whole.lower()

    @cached_property
    def _starts(self) -> list[int]:
        starts, at = [], 1
        for each in self:
            starts.append(at)
            at += len(each.text) + 1
        return starts

    def at(self, place: int) -> Printed:
        """Return the text that stands at a place of `whole`."""
        return self[max(bisect_right(self._starts, place) - 1, 0)]

    def found(self, pattern: re.Pattern[str], folded: bool = False) -> Iterator[tuple[Printed, re.Match[str]]]:
        """Yield the matches of a pattern with the texts they stand in; a pattern must not match NUL."""
        for match in pattern.finditer(self.folded if folded else self.whole):
            yield self.at(match.start()), match

    def once(self, pattern: re.Pattern[str], folded: bool = False) -> Iterator[tuple[Printed, re.Match[str]]]:
        """Yield the first match in each text."""
        last: Printed | None = None
        for text, match in self.found(pattern, folded):
            if text is not last:
                yield text, match
            last = text

    def around(self, match: re.Match[str]) -> str:
        """Return the sentence, in lower case, that a match stands in."""
        start = max(self.folded.rfind(end, 0, match.start()) for end in (_GAP, "\n", ". "))
        stops = [stop for end in (_GAP, "\n", ". ") if (stop := self.folded.find(end, match.end())) >= 0]
        return self.folded[start + 1 : min(stops)]


def texts_on(value: Any, day: date, path: _Path = ()) -> Iterator[tuple[_Path, str]]:
    """Yield the texts of a value that are printed on the day, with their paths."""
    if type(value) is str:
        yield path, value
    elif isinstance(value, BaseModel):
        if not isinstance(value, Dated) or value.holds_on(day):
            for name, item in value.__dict__.items():
                if item and name not in _UNPRINTED and (type(item) is str or isinstance(item, (BaseModel, tuple, dict))):
                    yield from texts_on(item, day, (*path, name))
    elif isinstance(value, (tuple, list)):
        for n, item in enumerate(value):
            yield from texts_on(item, day, (*path, n))
    elif isinstance(value, dict):
        for name, item in value.items():
            if name not in _UNPRINTED:
                yield from texts_on(item, day, (*path, name))


def printed_texts(
    catalogue: Catalogue,
    day: date,
    communes: tuple[Commune, ...],
    procedures: Iterable[AdministrativeProcedure],
    local: Iterable[Merged],
) -> PrintedTexts:
    """Return what is printed on the day for the communes, of the procedures in their scope and of their local differences."""
    found: list[Printed] = []
    for procedure in procedures:
        file = catalogue.origin("procedure", procedure.code)
        texts = texts_on(procedure, day)
        found += (Printed("procedure", file, path, text, communes, procedure.code) for path, text in texts)
    found += _of_differences(catalogue, day, communes, local)
    for source, file, value, path in _shared(catalogue):
        found += (Printed(source, file, at, text, communes) for at, text in texts_on(value, day, path))
    for commune in communes:
        file = catalogue.origin("commune", commune.id)
        for path, text in texts_on(commune, day):
            if path != ("note",):
                found.append(Printed("commune", file, path, text, (commune,), commune=commune.code))
        for year in (day.year - 1, day.year):
            records = catalogue.records_of(commune, year)
            file = catalogue.origin("records", f"{commune.code}-{year}")
            for path, text in texts_on(records, day):
                found.append(Printed("records", file, path, text, (commune,), commune=commune.code))
    found += _of_provinces(catalogue, day, communes)
    return PrintedTexts(found)


def _shared(catalogue: Catalogue) -> Iterator[tuple[str, str, Any, _Path]]:
    """Yield (source, file, value, path) of what all communes share."""
    for name, model in catalogue.system.items():
        yield "system", catalogue.origin("file", name), model, ()
    for name, extra in catalogue.extras.items():
        yield "extra", catalogue.origin("extra", name), extra.words, ("words",)
    lists: tuple[tuple[str, str, dict[str, Any]], ...] = (
        ("kind", "kinds", catalogue.kinds),
        ("shared", "processes", catalogue.shared),
        ("field", "fields", catalogue.fields),
        ("position", "positions", catalogue.positions),
    )
    for source, key, values in lists:
        for n, (name, value) in enumerate(values.items()):
            if getattr(value, "enabled", True):
                yield source, catalogue.origin(source, name), value, (key, n)
    for n, regime in enumerate(catalogue.one_stop):
        yield "regime", catalogue.origin("file", "one-stop"), regime, ("regimes", n)
    for n, item in enumerate(catalogue.abbreviations):
        yield "abbreviation", catalogue.origin("file", "abbreviations"), item, ("abbreviations", n)
    places: dict[str, int] = {}
    for key, act in catalogue.acts.items():
        file = catalogue.origin("act", key)
        places[file] = places.get(file, -1) + 1
        yield "act", file, act.title or "", ("acts", places[file], "title")


def _of_differences(catalogue: Catalogue, day: date, communes: tuple[Commune, ...], local: Iterable[Merged]) -> Iterator[Printed]:
    """Yield the texts that local differences put in, each once, with the communes of its province, district or commune."""
    seen: set[tuple[str, _Path]] = set()
    for merged in local:
        code = merged.procedure.code
        for change in merged.changes:
            by = change.by
            here = _communes_of(catalogue, day, communes, by.layer, catalogue.overrides, by.file)
            last = str(change.keys[-1])
            if last in _UNPRINTED or (by.file, change.keys) in seen:
                continue
            seen.add((by.file, change.keys))
            own = here[0].code if by.layer is Layer.COMMUNE and here else None
            for path, text in texts_on(change.after, day, change.keys):
                yield Printed("override", by.file, path, text, here, code, own)


def _communes_of(
    catalogue: Catalogue, day: date, communes: tuple[Commune, ...], layer: Layer, overrides: Any, file: str
) -> tuple[Commune, ...]:
    place = next((each.place for name, each in overrides if name == file), "")
    if layer is Layer.COMMUNE:
        return tuple(commune for commune in communes if commune.code == place)
    if layer is Layer.DISTRICT:
        return tuple(commune for commune in communes if catalogue.district_code(commune, day) == place)
    profiles = ((commune, catalogue.province_on(commune, day)) for commune in communes)
    return tuple(commune for commune, profile in profiles if profile and profile.code == place)


def _of_provinces(catalogue: Catalogue, day: date, communes: tuple[Commune, ...]) -> Iterator[Printed]:
    """Yield the texts of the provinces that the communes belong to on the day."""
    belonging: dict[int, list[Commune]] = {}
    for commune in communes:
        profile = catalogue.province_on(commune, day)
        if profile is not None:
            belonging.setdefault(id(profile), []).append(commune)
    for profile in catalogue.provinces:
        here = tuple(belonging.get(id(profile), ()))
        file = catalogue.origin("province", f"{profile.code}@{profile.valid_from or ''}")
        for path, text in texts_on(profile, day) if here else ():
            yield Printed("province", file, path, text, here)
