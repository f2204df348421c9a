"""A procedure with its local differences laid over it, and where each value comes from.

In: a procedure, overrides from the widest layer to the narrowest, a day. Out: the procedure of the place on that day, changes,
faults. Touches: nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from pydantic import ValidationError

from .overrides import Layer, Override
from .procedure import AdministrativeProcedure

Path = tuple[str, ...]
Keys = tuple[str | int, ...]
_ABSENT = object()


@dataclass(frozen=True)
class Applied:
    """An override where it stands: its layer, file, place in the file."""

    override: Override
    layer: Layer
    file: str
    number: int


@dataclass(frozen=True)
class Change:
    """A value that an override changed: its path in the procedure as it is now, what it was, what it is, its keys in the
    override's file. What was deleted has the path it had, and None now.
    """

    path: Path
    before: Any
    after: Any
    by: Applied
    keys: Keys


@dataclass(frozen=True)
class LayerFault:
    """What is wrong with an override: `kind` is absent, same, twice or invalid; `keys` lead to it in its file."""

    kind: str
    what: str
    by: Applied
    keys: Keys
    known: tuple[str, ...] = ()


@dataclass(frozen=True)
class Merged:
    """The procedure of a place on a day."""

    procedure: AdministrativeProcedure
    changes: tuple[Change, ...] = ()
    faults: tuple[LayerFault, ...] = ()


def item_keys(items: Sequence[Any]) -> list[tuple[str, ...]]:
    """Return by which words each item of a list is found: its key, its name, its number as printed."""
    found = []
    for number, item in enumerate(items, 1):
        named = []
        if isinstance(item, dict):
            scenario, channel = item.get("scenario"), item.get("channel")
            if scenario:
                named.append(f"{scenario}@{channel}" if channel else str(scenario))
            named += [str(item[name]) for name in ("key", "name", "act") if item.get(name)]
        found.append((*named, str(number)))
    return found


def dumped_on(procedure: AdministrativeProcedure, day: date) -> dict[str, Any]:
    """Return the procedure as plain values, with only what stands on the day."""

    def standing(value: Any) -> Any:
        if isinstance(value, dict):
            return {key: standing(each) for key, each in value.items()}
        if isinstance(value, list):
            return [standing(each) for each in value if not is_past(each, day)]
        return value

    whole = procedure.model_dump(mode="json")
    return {name: standing(value) for name, value in whole.items()}


def is_past(item: Any, day: date) -> bool:
    """Whether an item of a list, as plain values, does not stand on the day."""
    if not isinstance(item, dict) or "valid_from" not in item:
        return False
    start, end = item["valid_from"], item["valid_to"]
    return bool((start and date.fromisoformat(start) > day) or (end and date.fromisoformat(end) < day))


def merged(procedure: AdministrativeProcedure, applied: Iterable[Applied], day: date) -> Merged:
    """Return the procedure with the overrides that stand on the day; the very same object where there is none."""
    standing = [each for each in applied if each.override.holds_on(day)]
    if not standing:
        return Merged(procedure)
    work = _Merge(dumped_on(procedure, day))
    for each in sorted(standing, key=lambda one: one.layer):
        work.apply(each)
    try:
        made = AdministrativeProcedure.model_validate(work.values)
    except ValidationError as error:
        work.invalid(error)
        made = procedure
    return Merged(made, work.located(), tuple(work.faults))


class _Merge:
    """Plain values of a procedure while overrides are laid over them."""

    def __init__(self, values: dict[str, Any]) -> None:
        self.values = values
        self.changes: list[Change] = []
        self.faults: list[LayerFault] = []
        self._by_path: dict[Path, Applied] = {}
        self._holders: list[tuple[Any, str]] = []

    def apply(self, by: Applied) -> None:
        base: Keys = ("overrides", by.number)
        self._set(self.values, by.override.set, (), by, (*base, "set"))
        for where, names in by.override.delete.items():
            items = self._list(where, by, (*base, "delete", where))
            for place, name in enumerate(names):
                keys: Keys = (*base, "delete", where, place)
                found = _place_of(items, name) if items is not None else None
                if items is not None and found is None:
                    self._absent(name, by, keys, items)
                elif items is not None and found is not None:
                    self._note((*where.split("."), name), items[found], None, by, keys, None)
                    items[found] = _ABSENT
            if items is not None:
                items[:] = [item for item in items if item is not _ABSENT]
        for number, insertion in enumerate(by.override.insert):
            keys = (*base, "insert", number)
            items = self._list(insertion.into, by, (*keys, "into"))
            if items is None:
                continue
            at = _place_of(items, insertion.after) if insertion.after else -1
            if at is None:
                self._absent(str(insertion.after), by, (*keys, "after"), items)
                continue
            item = dict(insertion.item)
            items.insert(at + 1, item)
            self._note((*insertion.into.split("."), f"+{at + 2}"), None, insertion.item, by, (*keys, "item"), item)

    def _set(self, target: Any, patch: dict[str, Any], path: Path, by: Applied, keys: Keys) -> None:
        for name, value in patch.items():
            here, at = (*path, name), (*keys, name)
            slot: Any = name
            if isinstance(target, list):
                slot = _place_of(target, name)
            elif not isinstance(target, dict) or name not in target:
                slot = None
            if slot is None:
                self._absent(name, by, at, target)
                continue
            before = target[slot]
            if isinstance(value, dict) and isinstance(before, (dict, list)):
                self._set(before, value, here, by, at)
                continue
            if _same(before, value):
                self.faults.append(LayerFault("same", ".".join(here), by, at))
            new = dict(value) if isinstance(value, dict) else value
            self._note(here, before, value, by, at, target if isinstance(target, dict) else new)
            target[slot] = new

    def _list(self, where: str, by: Applied, keys: Keys) -> list[Any] | None:
        target: Any = self.values
        for name in where.split("."):
            slot: Any = _place_of(target, name) if isinstance(target, list) else name
            if slot is None or (isinstance(target, dict) and name not in target) or not isinstance(target, (dict, list)):
                self._absent(name, by, keys, target)
                return None
            target = target[slot]
        if not isinstance(target, list):
            self._absent(where, by, keys, {})
            return None
        return target

    def _note(self, path: Path, before: Any, after: Any, by: Applied, keys: Keys, holder: Any) -> None:
        """Note a change; `holder` is the group that holds the value, or the item that is new."""
        other = self._by_path.get(path)
        if other is not None and other.layer is by.layer:
            self.faults.append(LayerFault("twice", ".".join(path), by, keys))
        self._by_path[path] = by
        self.changes.append(Change(path, before, after, by, keys))
        self._holders.append((holder, path[-1] if isinstance(holder, dict) and path[-1] in holder else ""))

    def located(self) -> tuple[Change, ...]:
        """Return the changes with the paths their values have now: items may have come or gone before them."""
        paths: dict[int, Path] = {}

        def walk(value: Any, path: Path) -> None:
            paths[id(value)] = path
            if isinstance(value, dict):
                for name, each in value.items():
                    walk(each, (*path, name))
            elif isinstance(value, list):
                for names, each in zip(item_keys(value), value, strict=True):
                    walk(each, (*path, names[0]))

        walk(self.values, ())
        found = []
        for change, (holder, name) in zip(self.changes, self._holders, strict=True):
            now = paths.get(id(holder)) if isinstance(holder, dict) else None
            path = change.path if now is None else (*now, name) if name else now
            found.append(replace(change, path=path))
        return tuple(found)

    def _absent(self, name: str, by: Applied, keys: Keys, target: Any) -> None:
        known = [names[0] for names in item_keys(target)] if isinstance(target, list) else list(target or ())
        self.faults.append(LayerFault("absent", str(name), by, keys, tuple(map(str, known))))

    def invalid(self, error: ValidationError) -> None:
        """Lay what does not fit the model at the door of the override that changed it last."""
        for fault in error.errors():
            wanted = tuple(str(part) for part in fault["loc"])
            near = [change for change in self.changes if change.path[:1] == wanted[:1]] or self.changes[-1:]
            told = f"{'.'.join(wanted)}: {fault['input']!r}"
            self.faults += [LayerFault("invalid", told, change.by, change.keys) for change in near[-1:]]


def _place_of(items: list[Any], name: str) -> int | None:
    return next((place for place, names in enumerate(item_keys(items)) if str(name) in names), None)


def _same(before: Any, after: Any) -> bool:
    """Whether an override says what was so already; numbers are compared as numbers are written."""
    if isinstance(before, bool) or before is None or isinstance(after, (dict, list)):
        return str(before).lower() == str(after).lower() if before is not None else after in (None, "null", "")
    return str(before) == str(after) or _number(before) == _number(after) is not None


def _number(value: Any) -> float | None:
    try:
        return float(value)
    except (TypeError, ValueError):
        return None
