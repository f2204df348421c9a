"""The shape of a model as tables: which sheet, which columns, which lists below it.

In: pydantic models. Out: `TableShape` trees. Touches: nothing.
"""

from __future__ import annotations

import types
import typing
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, time
from decimal import Decimal
from enum import Enum, StrEnum
from functools import cache
from typing import Annotated, Any

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from ..domain.dated import Dated
from ..domain.procedure import Retention, StepDuration
from ..domain.text import Names

Path_ = tuple[str, ...]


class Kind(StrEnum):
    """What a column holds."""

    TEXT = "text"
    INTEGER = "integer"
    DECIMAL = "decimal"
    TRUTH = "truth"
    DAY = "day"
    CLOCK = "clock"
    CHOICE = "choice"
    RETENTION = "retention"
    DURATIONS = "durations"
    TREE = "tree"
    PRESENCE = "presence"
    NUMBER = "number"


@dataclass(frozen=True)
class Flagged:
    """A small model written on one line: its text, then in brackets its period and its flags (mở rộng trong ngoặc)."""

    text: str
    flags: tuple[tuple[str, str], ...]
    """Field and title of each truth value beside the text."""
    choices: type[Enum] | None = None


@dataclass(frozen=True)
class Column:
    """A column (cột): the path of its value in the row's model, its words, and how values are written.

    `many` columns hold one value per line; `inner` ones one comma list per line.
    """

    path: Path_
    title: str
    description: str
    kind: Kind
    required: bool = False
    many: bool = False
    inner: bool = False
    choices: type[Enum] | None = None
    names: str | None = None
    flagged: Flagged | None = None


@dataclass(frozen=True)
class TableShape:
    """A table (bảng): one row per entry of the list at `path` of the table above, or per object at the top."""

    path: Path_
    title: str
    description: str
    model: type[BaseModel]
    columns: tuple[Column, ...]
    children: tuple[TableShape, ...] = field(default=())
    groups: tuple[Path_, ...] = field(default=())
    """Groups of fields that are there even where nothing in them is said."""

    def walk(self) -> Iterator[tuple[tuple[TableShape, ...], TableShape]]:
        """Yield every table below this one, and itself, with those above it."""
        yield (), self
        for child in self.children:
            for above, table in child.walk():
                yield (self, *above), table


def _bare(annotation: Any) -> tuple[Any, list[Any], bool]:
    """Return the type inside Annotated and Optional, what is noted beside it, and whether None is allowed."""
    noted: list[Any] = []
    optional = False
    while True:
        if typing.get_origin(annotation) is Annotated:
            annotation, *more = typing.get_args(annotation)
            noted += more
        elif typing.get_origin(annotation) in (typing.Union, types.UnionType):
            inner = [each for each in typing.get_args(annotation) if each is not type(None)]
            optional = optional or len(inner) < len(typing.get_args(annotation))
            if len(inner) != 1:
                return annotation, noted, optional
            annotation = inner[0]
        else:
            return annotation, noted, optional


def _is_model(annotation: Any) -> bool:
    return isinstance(annotation, type) and issubclass(annotation, BaseModel)


def flagged_of(model: type[BaseModel]) -> Flagged | None:
    """Return how a model is written on one line: it has one required text or choice, a period, and truth values only."""
    text, choices, flags = None, None, []
    for name, info in model.model_fields.items():
        if issubclass(model, Dated) and name in Dated.model_fields:
            continue
        inner, _, optional = _bare(info.annotation)
        if info.is_required() and text is None and not optional and (inner is str or _is_enum(inner)):
            text, choices = name, inner if _is_enum(inner) else None
        elif inner is bool and info.default is False:
            flags.append((name, info.title or name))
        else:
            return None
    return Flagged(text, tuple(flags), choices) if text else None


def _is_enum(annotation: Any) -> bool:
    return isinstance(annotation, type) and issubclass(annotation, Enum)


_SCALARS: dict[Any, Kind] = {
    str: Kind.TEXT,
    int: Kind.INTEGER,
    Decimal: Kind.DECIMAL,
    bool: Kind.TRUTH,
    date: Kind.DAY,
    time: Kind.CLOCK,
    Retention: Kind.RETENTION,
}


def _scalar(annotation: Any, noted: list[Any]) -> dict[str, Any] | None:
    """Return kind, choices and names of a type that fits into a cell; None for one that does not."""
    names = next((each.what for each in noted if isinstance(each, Names)), None)
    if annotation in _SCALARS:
        return {"kind": _SCALARS[annotation], "names": names}
    if _is_enum(annotation):
        return {"kind": Kind.CHOICE, "choices": annotation}
    origin, arguments = typing.get_origin(annotation), typing.get_args(annotation)
    if origin is dict:
        return {"kind": Kind.DURATIONS if arguments[1] is StepDuration else Kind.TREE}
    return None


def _listed(annotation: Any) -> Any:
    """Return the type of the entries of a tuple of any length, None for anything else."""
    arguments = typing.get_args(annotation)
    return arguments[0] if typing.get_origin(annotation) is tuple and len(arguments) == 2 and arguments[1] is Ellipsis else None


def _words(name: str, info: FieldInfo, above: str) -> tuple[str, str]:
    title = info.title or name
    return (f"{above} › {title}" if above else title), info.description or title


@cache
def shape_of(model: type[BaseModel], title: str, path: Path_ = (), description: str = "") -> TableShape:
    """Return the tables of a model; `title` names the first."""
    columns: list[Column] = []
    children: list[TableShape] = []
    for each in _parts(model, (), ""):
        if isinstance(each, Column):
            columns.append(each)
        else:
            children.append(each)
    # The period of a row stands behind what it is about.
    columns.sort(key=lambda column: column.path[0] in Dated.model_fields)
    return TableShape(path, title, description, model, tuple(columns), tuple(children), tuple(_groups(model, ())))


def _groups(model: type[BaseModel], path: Path_) -> Iterator[Path_]:
    for name, info in model.model_fields.items():
        annotation, _, optional = _bare(info.annotation)
        if _is_model(annotation) and annotation is not Retention and info.is_required() and not optional:
            yield (*path, name)
            yield from _groups(annotation, (*path, name))


def _parts(model: type[BaseModel], path: Path_, above: str, required: bool = True) -> Iterator[Column | TableShape]:
    for name, info in model.model_fields.items():
        annotation, noted, optional = _bare(info.annotation)
        title, description = _words(name, info, above)
        place = (*path, name)
        must = required and info.is_required() and not optional
        entry = _listed(annotation)
        found = _scalar(annotation, [*noted, *info.metadata])
        if found is not None:
            yield Column(place, title, description, required=must, **found)
        elif entry is not None:
            yield from _list_parts(entry, place, title, description, must, optional)
        elif _is_model(annotation):
            has_required = any(each.is_required() for each in annotation.model_fields.values())
            if optional and not has_required:
                yield Column(place, title, f"Ghi «có» khi có dữ liệu: {description}", Kind.PRESENCE)
            yield from _parts(annotation, place, title, must)
        else:
            raise TypeError(f"{model.__name__}.{name}: {annotation}")


def _list_parts(
    entry: Any, place: Path_, title: str, description: str, must: bool, optional: bool
) -> Iterator[Column | TableShape]:
    inner, noted, _ = _bare(entry)
    if optional:
        yield Column(place, title, f"Ghi «có» khi đã ghi nhận, kể cả khi danh sách trống: {description}", Kind.PRESENCE)
    found = _scalar(inner, noted)
    lines = f"{description} Mỗi dòng một mục (Alt+Enter để xuống dòng)."
    if found is not None:
        yield Column(place, title, lines, required=must, many=True, **found)
        return
    deeper = _listed(inner)
    if deeper is not None:
        innermost, noted, _ = _bare(deeper)
        cell = _scalar(innermost, noted)
        if cell is None:
            raise TypeError(f"{place}: {entry}")
        yield Column(place, title, f"{lines} Trong một dòng, cách nhau bằng «; ».", required=must, many=True, inner=True, **cell)
        return
    if not _is_model(inner):
        raise TypeError(f"{place}: {entry}")
    if (flagged := flagged_of(inner)) is not None:
        more = "Thời gian áp dụng ghi cuối dòng, ví dụ «… ⟦từ 01/7/2025, đến 31/12/2025⟧»."
        kind = Kind.CHOICE if flagged.choices else Kind.TEXT
        yield Column(place, title, f"{lines} {more}", kind, required=must, many=True, choices=flagged.choices, flagged=flagged)
        return
    yield shape_of(inner, title, place, description)
