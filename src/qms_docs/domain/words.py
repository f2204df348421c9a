"""The vocabulary of a template: which words it may use, what each is, and an example.

In: pydantic models that describe the words of a kind of document. Out: `Word` trees. Touches: nothing.
"""

from __future__ import annotations

import types
import typing
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from .diagram import Drawn


class WordKind(StrEnum):
    """Loại từ: a text or number is printed, a truth asked, a group opened with a dot, a list looped over, a drawing set alone."""

    TEXT = "text"
    NUMBER = "number"
    TRUTH = "truth"
    GROUP = "group"
    LIST = "list"
    DRAWING = "drawing"


@dataclass(frozen=True)
class Word:
    """Từ dùng trong mẫu. `members` are the words of a group; `item` is what a list holds."""

    name: str
    kind: WordKind
    title: str = ""
    example: str = ""
    members: tuple[Word, ...] = ()
    item: Word | None = None

    def member(self, name: str) -> Word | None:
        """Return the word `name` of a group, or None."""
        return next((word for word in self.members if word.name == name), None)

    def lines(self, path: str = "") -> Iterator[tuple[str, Word]]:
        """Yield each word below this one with the way to it: `agency.name`, `sheet.steps[].action`."""
        for word in self.members:
            here = f"{path}.{word.name}" if path else word.name
            yield here, word
            if word.kind is WordKind.GROUP:
                yield from word.lines(here)
            elif word.item is not None:
                yield from word.item.lines(f"{here}[]")


_SCALARS = {str: WordKind.TEXT, int: WordKind.NUMBER, bool: WordKind.TRUTH}


def vocabulary_from(model: type[BaseModel]) -> Word:
    """Return the words of the model as one group."""
    return Word("", WordKind.GROUP, members=tuple(_word(name, field) for name, field in model.model_fields.items()))


def _word(name: str, field: FieldInfo) -> Word:
    example = str(field.examples[0]) if field.examples else ""
    return _typed(name, field.annotation, field.title or "", example)


def _typed(name: str, annotation: Any, title: str, example: str) -> Word:
    origin = typing.get_origin(annotation)
    if origin in (list, tuple):
        return Word(name, WordKind.LIST, title, example, item=_typed("", typing.get_args(annotation)[0], title, example))
    if origin in (typing.Union, types.UnionType):
        inner = next(argument for argument in typing.get_args(annotation) if argument is not type(None))
        return _typed(name, inner, title, example)
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return Word(name, WordKind.GROUP, title, example, members=vocabulary_from(annotation).members)
    if isinstance(annotation, type) and issubclass(annotation, Drawn):
        return Word(name, WordKind.DRAWING, title, example)
    return Word(name, _SCALARS[annotation], title, example)
