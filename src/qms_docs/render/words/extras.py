"""The words of a consultant's own (`system/extra/<kind>.yaml`), as a template uses them: `extra.name`."""

from __future__ import annotations

from typing import Any

from pydantic import Field, create_model

from ...domain.extras import ExtraValue, ExtraWords
from .context import CommuneContext
from .models import WordGroup


def extra_words(context: CommuneContext, extras: ExtraWords) -> dict[str, Any]:
    """Return the values, the blanks in their texts ({unit}, {agency}, {year} …) filled."""
    return {name: _filled(context, value) for name, value in extras.words.items()}


def _filled(context: CommuneContext, value: ExtraValue) -> Any:
    if isinstance(value, str):
        return context.text(value)
    return [
        context.text(item) if isinstance(item, str) else {name: context.text(text) for name, text in item.items()}
        for item in value
    ]


def extra_model(extras: ExtraWords) -> type[WordGroup]:
    """Return the model of the words, read off their values."""
    fields: dict[str, Any] = {}
    for name, value in extras.words.items():
        title = extras.titles.get(name, "Từ bổ sung")
        fields[name] = (_type_of(value), Field(title=title, examples=[value] if isinstance(value, str) else None))
    return create_model("ExtraWordGroup", __base__=WordGroup, **fields)


def _type_of(value: ExtraValue) -> Any:
    if isinstance(value, str):
        return str
    if value and isinstance(value[0], dict):
        names = dict.fromkeys(name for row in value if isinstance(row, dict) for name in row)
        columns: dict[str, Any] = {name: (str, Field(title=name)) for name in names}
        row: Any = create_model("ExtraRow", __base__=WordGroup, **columns)
        return list[row]
    return list[str]
