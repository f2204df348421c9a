"""A model as plain data, the way its author would write it in a file.

In: a pydantic model. Out: dicts, lists and text; what has its default is left out. Touches: nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, time
from decimal import Decimal
from enum import Enum
from typing import Any

from pydantic import BaseModel

from ..domain.procedure import Citation, DatedText, SubmissionChannel

_BARE: dict[type[BaseModel], str] = {DatedText: "text", SubmissionChannel: "kind", Citation: "act"}
"""Models that a bare text stands for, where nothing else is said."""


def plain_of(value: Any) -> Any:
    """Return a model, or any value inside one, as `read_yaml` would give it: dicts, lists, text and None."""
    if isinstance(value, BaseModel):
        return _of_model(value)
    if isinstance(value, Mapping):
        return {str(key): plain_of(each) for key, each in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain_of(each) for each in value]
    if value is None or (isinstance(value, str) and not isinstance(value, Enum)):
        return value
    return _text(value)


def _of_model(model: BaseModel) -> Any:
    said = {}
    for name, field in type(model).model_fields.items():
        value = getattr(model, name)
        if field.is_required() or value != field.get_default(call_default_factory=True):
            said[field.alias or name] = plain_of(value)
    bare = _BARE.get(type(model))
    return said[bare] if bare is not None and set(said) == {bare} else said


def _text(value: object) -> str:
    if isinstance(value, Enum):
        return str(value.value)
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    if isinstance(value, time):
        return value.isoformat("minutes")
    return value.isoformat() if isinstance(value, date) else str(value)
