"""The first data of a commune that was formed from others: what its parts agree on, and what has to be asked.

In: the parts as they stood on the last day, the first day of the new unit. Out: a draft and questions. Touches: nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from .people import Official
from .system.republication import EarlierDecision
from .text import ascii_slug
from .units import AgencyFacts, Commune


@dataclass(frozen=True)
class Question:
    """What the parts do not agree on: about what, and what each part says."""

    about: str
    key: str
    answers: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class UnitDraft:
    """Bản thảo dữ liệu của đơn vị mới: plain values for its file, and the questions its people must answer."""

    code: str
    first_day: date
    parts: tuple[str, ...]
    values: dict[str, Any]
    questions: tuple[Question, ...]


def merge_units(
    code: str, known: Commune | None, parts: Sequence[Commune], first_day: date, decisions: Iterable[EarlierDecision] = ()
) -> UnitDraft:
    """Return the draft of the unit `code`, formed on `first_day` from `parts`; `known` is what the data know of it already."""
    last_day = first_day - timedelta(days=1)
    names = {part.code: _name(part, last_day) for part in parts}
    questions: list[Question] = []
    values: dict[str, Any] = {"code": code, "valid_from": first_day.isoformat()}
    if known is not None:
        values["names"] = [_plain(name) for name in known.names]
    else:
        questions.append(Question("name", "names", tuple((names[part.code], names[part.code]) for part in parts)))
    districts = {part.legacy_district or _parent(part, last_day) for part in parts}
    legacy = known.legacy_district if known is not None else None
    if legacy or len(districts) == 1:
        values["legacy_district"] = legacy or districts.pop()
    else:
        answers = tuple((names[part.code], part.legacy_district or _parent(part, last_day)) for part in parts)
        questions.append(Question("district", "legacy_district", answers))
    values["formed_from"] = [part.code for part in parts]
    agency = _agency(parts, names, last_day, questions)
    if agency:
        values["agency"] = [{"valid_from": first_day.isoformat(), **agency}]
    people = _people(parts, last_day)
    values["officials"] = [_plain(official) for official in people.values()]
    values["assignments"] = _assignments(parts, names, people, last_day, questions)
    _excluded(parts, names, values, questions)
    asked = {part.code for part in parts}
    kept = [each for each in decisions if each.commune in asked and each.signed <= last_day]
    if kept:
        answers = tuple((names[each.commune], f"{each.number}, {each.signed:%d/%m/%Y}") for each in kept)
        questions.append(Question("decisions", "republication", answers))
    return UnitDraft(code, first_day, tuple(names.values()), values, tuple(questions))


def _name(part: Commune, day: date) -> str:
    name = part.name_on(day)
    return name.with_kind if name else part.code


def _parent(part: Commune, day: date) -> str:
    name = part.name_on(day)
    return name.parent if name else ""


def _plain(value: Any) -> dict[str, Any]:
    return dict(value.model_dump(mode="json", exclude_defaults=True))


def _agency(parts: Sequence[Commune], names: dict[str, str], day: date, questions: list[Question]) -> dict[str, Any]:
    """Return the facts of the committees that all parts give alike; ask for those that differ."""
    found: dict[str, Any] = {}
    for field in AgencyFacts.model_fields:
        if field in ("valid_from", "valid_to"):
            continue
        said = {part.code: getattr(part.agency_on(day), field) for part in parts}
        told = {code: value for code, value in said.items() if value not in (None, "", ())}
        if not told:
            continue
        if len(set(map(str, told.values()))) == 1 and len(told) == len(parts):
            found[field] = next(iter(told.values()))
        else:
            questions.append(Question("agency", field, tuple((names[code], str(value)) for code, value in told.items())))
    return found


def _people(parts: Sequence[Commune], day: date) -> dict[str, Official]:
    """Return the officials of all parts by full name, each once, with keys of their own."""
    found: dict[str, Official] = {}
    keys: set[str] = set()
    for part in parts:
        for official in part.officials:
            if official.full_name in found:
                continue
            key = official.key if official.key not in keys else f"{ascii_slug(official.full_name).replace('-', '_')}_{part.code}"
            keys.add(key)
            found[official.full_name] = official.model_copy(update={"key": key})
    return found


def _assignments(
    parts: Sequence[Commune], names: dict[str, str], people: dict[str, Official], day: date, questions: list[Question]
) -> list[dict[str, str]]:
    """Return the posts that one person held in all parts; ask who holds the others from now on."""
    holders: dict[str, dict[str, str]] = {}
    for part in parts:
        of_key = {official.key: official.full_name for official in part.officials}
        for post in part.assignments:
            if post.holds_on(day) and post.official in of_key:
                holders.setdefault(post.position, {})[part.code] = of_key[post.official]
    found = []
    for position, held in holders.items():
        if len(set(held.values())) == 1 and len(held) == len(parts):
            found.append({"position": position, "official": people[next(iter(held.values()))].key})
        else:
            questions.append(Question("post", position, tuple((names[code], name) for code, name in held.items())))
    return found


def _excluded(parts: Sequence[Commune], names: dict[str, str], values: dict[str, Any], questions: list[Question]) -> None:
    excluded = [set(part.procedures_excluded) for part in parts]
    common = set.intersection(*excluded)
    if common:
        values["procedures_excluded"] = sorted(common)
    for code in sorted(set.union(*excluded) - common):
        answers = tuple((names[part.code], code) for part in parts if code in part.procedures_excluded)
        questions.append(Question("excluded", code, answers))
