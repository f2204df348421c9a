"""Any valid instance of a model, made from its fields: for properties that must hold for all of them."""

from __future__ import annotations

import types
import typing
from datetime import date, time
from decimal import Decimal
from enum import Enum
from typing import Annotated, Any

import annotated_types
from hypothesis import strategies as st
from pydantic import BaseModel, ValidationError
from pydantic.fields import FieldInfo

from qms_docs.domain.old_encodings import looks_old
from qms_docs.domain.provisions import ProvisionText

NASTY = (
    *("=1+1", "+84 275", "-3", "@a", "'x", '"', "a\nb", "007", "1.0", "01/7/2025", "a; b", "a | b", "có", "không", "Ví dụ", "Bỏ"),
    *("x ⟦từ 01/7/2025⟧", "⟦⟧", "a ⟦b⟧ c", "_x000A_", "<b>&amp;</b>", "Nguyễn Văn A", "#REF!", "(chairman)", "a = b", "{unit}"),
    *("a › b", "null", "[1]", "TRUE"),
)
LETTERS = "aăâbcdđeêghiklmnoôơpqrstuưvxyắềởữỵ0123456789 .,;:()[]{}“”/%&=+-–…@#'\"\\|<>⟦⟧›½🙂中"
TEXTS = st.sampled_from(NASTY) | st.text(st.sampled_from(LETTERS), min_size=1, max_size=30)
TEXTS = TEXTS.filter(lambda text: not looks_old(text))
KEYS = st.from_regex(r"[a-z][a-z0-9_]{0,12}", fullmatch=True)
TREES = st.dictionaries(
    TEXTS,
    st.recursive(
        st.none() | TEXTS, lambda inner: st.lists(inner, max_size=2) | st.dictionaries(KEYS, inner, max_size=2), max_leaves=4
    ),
    max_size=3,
)


def _constraints(noted: list[Any]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for each in noted:
        for inner in each.metadata if isinstance(each, FieldInfo) else (each,):
            for name, kind in (("ge", annotated_types.Ge), ("gt", annotated_types.Gt), ("le", annotated_types.Le)):
                if isinstance(inner, kind):
                    found[name] = getattr(inner, name)
            if isinstance(inner, annotated_types.MinLen):
                found["min"] = inner.min_length
            if isinstance(inner, annotated_types.MaxLen):
                found["max"] = inner.max_length
            if (pattern := getattr(inner, "pattern", None)) is not None:
                found["pattern"] = pattern
    return found


def values(annotation: Any, noted: tuple[Any, ...] = (), model: type[BaseModel] | None = None) -> st.SearchStrategy[Any]:
    """Return a strategy for the values of a type."""
    beside = list(noted)
    while typing.get_origin(annotation) is Annotated:
        if annotation == ProvisionText:
            return st.sampled_from(["Điều 4", "điểm a khoản 4 Điều 4", "Điều 14; Điều 16"])
        annotation, *more = typing.get_args(annotation)
        beside = [*more, *beside]
    origin, arguments = typing.get_origin(annotation), typing.get_args(annotation)
    limits = _constraints(beside)
    if origin in (typing.Union, types.UnionType):
        return st.one_of(*(st.none() if each is type(None) else values(each) for each in arguments))
    if origin is tuple:
        least = limits.get("min", 0)
        return st.lists(values(arguments[0]), min_size=least, max_size=min(limits.get("max", 99), max(3, least))).map(tuple)
    if origin is dict:
        if arguments[1] is Any:
            return TREES
        return st.dictionaries(values(arguments[0]), values(arguments[1]), max_size=2)
    if annotation is str:
        if "pattern" in limits:
            return st.from_regex(limits["pattern"], fullmatch=True).filter(
                lambda text: len(text) <= limits.get("max", 60) and text.isascii()
            )
        return TEXTS
    if annotation is int:
        return st.integers(limits.get("ge", 0), limits.get("le", 10**6))
    if annotation is Decimal:
        return st.decimals(Decimal("0.01"), 3650, places=2)
    if annotation is bool:
        return st.booleans()
    if annotation is date:
        return st.dates(date(1990, 1, 1), date(2100, 12, 31))
    if annotation is time:
        return st.builds(time, st.integers(0, 23), st.integers(0, 59))
    if issubclass(annotation, Enum):
        return st.sampled_from(list(annotation))
    assert issubclass(annotation, BaseModel)
    return instances(annotation)


def instances(model: type[BaseModel]) -> st.SearchStrategy[Any]:
    """Return a strategy for valid instances of a model."""
    fields = {
        name: values(info.annotation, tuple(info.metadata))
        if info.is_required()
        else st.just(...) | values(info.annotation, tuple(info.metadata))
        for name, info in model.model_fields.items()
    }

    @st.composite
    def build(draw: st.DrawFn) -> Any:
        for _ in range(6):
            drawn = {name: draw(strategy) for name, strategy in fields.items()}
            said = {name: value for name, value in drawn.items() if value is not ...}
            for first, last in (("valid_from", "valid_to"), ("held_from", "held_to"), ("found_on", "closed_on")):
                if said.get(first) and said.get(last) and said[last] < said[first]:
                    said[first], said[last] = said[last], said[first]
            try:
                return model.model_validate(said)
            except ValidationError:
                continue
        return draw(st.nothing())

    return build()
