"""What differs between plain data before and after, in the words of the models, to be looked at before anything is written."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from pydantic import BaseModel

from ..domain.text import shortened
from ..load.alignment import aligned

_SHOWN = 120


class ChangeKind(StrEnum):
    """Loại thay đổi."""

    ADDED = "added"
    CHANGED = "changed"
    REMOVED = "removed"


@dataclass(frozen=True)
class Change:
    """One difference: where in the object (words of the model), the value before and after."""

    kind: ChangeKind
    path: str
    before: str | None
    after: str | None


def changes_between(model: type[BaseModel], old: Any, new: Any) -> Iterator[Change]:
    """Yield the differences of two plain objects of a model, in the order of the new one."""
    yield from _changes(model, old, new, ())


def _changes(model: Any, old: Any, new: Any, path: tuple[str, ...]) -> Iterator[Change]:
    if old == new:
        return
    if isinstance(old, Mapping) and isinstance(new, Mapping):
        for key in dict.fromkeys((*new, *old)):
            title, inner = _field(model, key)
            yield from _changes(inner, old.get(key), new.get(key), (*path, title))
        return
    if isinstance(old, list) and isinstance(new, list):
        for before, after in aligned(old, new):
            number = (after if after is not None else before or 0) + 1
            was = old[before] if before is not None else None
            now = new[after] if after is not None else None
            yield from _changes(model, was, now, (*path, _name(was if was is not None else now, number)))
        return
    kind = ChangeKind.ADDED if old is None else ChangeKind.REMOVED if new is None else ChangeKind.CHANGED
    yield Change(kind, " › ".join(path), shown(old), shown(new))


def _name(value: Any, number: int) -> str:
    if isinstance(value, Mapping):
        for key in ("full_name", "title", "name", "text", "action", "key", "position", "act", "content"):
            if isinstance(value.get(key), str):
                text = " ".join(value[key].split())
                return f"{number} ({text[:40]}{'…' if len(text) > 40 else ''})"
    return str(number)


def _field(model: Any, key: str) -> tuple[str, Any]:
    fields = getattr(model, "model_fields", {})
    if key not in fields:
        return key, None
    info = fields[key]
    return info.title or key, _model_in(info.annotation)


def _model_in(annotation: Any) -> Any:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    for argument in getattr(annotation, "__args__", ()):
        if (found := _model_in(argument)) is not None:
            return found
    return None


def shown(value: Any) -> str | None:
    """Return a plain value as it is shown in a list of changes."""
    if value is None:
        return None
    if isinstance(value, Mapping):
        text = ", ".join(f"{shown(each)}" for each in value.values())
    elif isinstance(value, list):
        text = "; ".join(str(shown(each)) for each in value)
    else:
        text = " ".join(str(value).split())
    return shortened(text, _SHOWN)
