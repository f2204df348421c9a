"""What pydantic finds wrong, told in the author's words at the author's place."""

from __future__ import annotations

import difflib
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from ..diagnostics import Diagnostic, Location, Message, Severity, say
from ..domain.text import shortened
from .places import place
from .yaml_text import Path_

M = TypeVar("M", bound=BaseModel)
_SHOWN = 60

_RULES: dict[str, tuple[Message, Message]] = {
    "period-reversed": (say("The last day lies before the first."), say("Correct «valid_from» or «valid_to».")),
    "limit-value-without-unit": (
        say("A number without its unit is no time limit."),
        say("Give «unit» (hour, working_day, calendar_day, month), or leave out «value» when nothing is known."),
    ),
    "limit-unit-without-value": (
        say("A unit without a number is no time limit."),
        say("Give «value», or leave out «unit» when nothing is known."),
    ),
    "fee-amount-status": (
        say("The amount and the status of the fee do not agree."),
        say("Give «amount» exactly when «status» is amount; write status: free when nothing is collected."),
    ),
    "duration-empty": (say("The duration says nothing."), say("Give «value» and «unit», or the «group» of a shared cell.")),
    "retention-one": (
        say("The retention must say one thing."),
        say("Write permanent: true, or years, or months — only one of them."),
    ),
    "issue-without-effect": (
        say("The issue says neither how it helps nor how it harms."),
        say("Give «help», «harm» or both."),
    ),
    "part-larger-than-whole": (say("A part is larger than its whole."), say("Correct the numbers.")),
    "override-empty": (
        say("The difference changes nothing."),
        say("Give «set», «delete» or «insert»."),
    ),
    "override-place": (
        say("The file speaks for no place, or for several."),
        say("Give one of province, district, commune."),
    ),
    "provision-form": (
        say("This names no part of an act."),
        say("Write from the smallest part up, for example «điểm a khoản 4 Điều 4»; several with «;» between them."),
    ),
    "office-hours": (
        say("The sessions do not make 8 hours of one day, one after the other."),
        say("Give the morning and the afternoon, together 8 hours."),
    ),
    "key-repeated": (say("Two entries have the same key."), say("Give each entry a key of its own.")),
}


def _quoted(value: Any) -> str:
    return shortened(str(value), _SHOWN)


def _model_keys(model: type[BaseModel], path: Path_) -> list[str]:
    """Return the keys allowed at `path`, followed through the model's fields."""
    current: Any = model
    for step in path:
        if isinstance(step, int):
            continue
        fields = getattr(current, "model_fields", {})
        if step not in fields:
            return []
        current = _inner_model(fields[step].annotation)
    return list(getattr(current, "model_fields", {}))


def _inner_model(annotation: Any) -> Any:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    for argument in getattr(annotation, "__args__", ()):
        if (found := _inner_model(argument)) is not None:
            return found
    return None


def _explain(error: ErrorDetails, model: type[BaseModel], path: Path_) -> tuple[str, str, Message, Message]:
    kind, given, context = error["type"], error.get("input"), error.get("ctx", {})
    last = path[-1] if path else ""
    if kind == "extra_forbidden":
        near = difflib.get_close_matches(str(last), _model_keys(model, path[:-1]), 1)
        advice = (
            say("Did you mean «{key}»?", key=near[0]) if near else say("Remove the key, or see the schema for the keys allowed.")
        )
        return "DATA010", "unknown-key", say("The key «{key}» is not known here.", key=last), advice
    if kind == "missing":
        return "DATA011", "missing-value", say("The value «{key}» is missing.", key=last), say("Add «{key}».", key=last)
    if kind.startswith("date"):
        return (
            "DATA012",
            "wrong-date",
            say("«{value}» is no day.", value=_quoted(given)),
            say("Write a day of the calendar as year-month-day, for example 2018-12-01."),
        )
    if kind.startswith(("int", "decimal", "float", "greater", "less", "bool", "finite")):
        return "DATA013", "wrong-number", *_number_words(kind, given, context)
    if kind in ("enum", "literal_error"):
        near = difflib.get_close_matches(str(given), str(context.get("expected", "")).replace("'", "").split(" or "), 1)
        advice = (
            say("Did you mean «{key}»?", key=near[0])
            if near
            else say("Choose one of: {expected}.", expected=context.get("expected", ""))
        )
        return "DATA014", "wrong-choice", say("«{value}» is none of the values allowed.", value=_quoted(given)), advice
    if kind == "string_pattern_mismatch":
        return (
            "DATA015",
            "wrong-form",
            say("«{value}» does not have the form of «{key}».", value=_quoted(given), key=last),
            say("The form is {pattern}.", pattern=context.get("pattern", "")),
        )
    if kind in ("string_too_long", "string_too_short", "too_long", "too_short"):
        if kind == "string_too_short" or (kind == "too_short" and not given):
            return (
                "DATA011",
                "missing-value",
                say("The value «{key}» is empty.", key=last),
                say("Write the value, or remove the key if it may be absent."),
            )
        limit = context.get("max_length", context.get("min_length"))
        return (
            "DATA016",
            "wrong-length",
            say("«{value}» is too long or too short (limit {limit}).", value=_quoted(given), limit=limit),
            say("Split or complete the value."),
        )
    if kind == "value_error":
        return _rule_words(str(context.get("error", "")))
    return (
        "DATA018",
        "wrong-shape",
        say("«{value}» has the wrong shape for «{key}».", value=_quoted(given), key=last),
        say("See the schema: a list, a group of keys or a single value is expected here."),
    )


def _number_words(kind: str, given: Any, context: dict[str, Any]) -> tuple[Message, Message]:
    limits = [f"{sign} {context[name]}" for name, sign in (("ge", "≥"), ("gt", ">"), ("le", "≤"), ("lt", "<")) if name in context]
    if limits:
        return say("«{value}» lies outside the limits.", value=_quoted(given)), say(
            "Give a value {limits}.", limits=", ".join(limits)
        )
    if kind.startswith("bool"):
        return say("«{value}» is neither true nor false.", value=_quoted(given)), say("Write true or false.")
    return say("«{value}» is no number.", value=_quoted(given)), say("Write digits; a half is 0.5.")


def _rule_words(rule: str) -> tuple[str, str, Message, Message]:
    if rule.startswith("illegal-character"):
        return (
            "DATA017",
            "illegal-character",
            say("The text holds a character Word cannot hold: {character}.", character=rule.split()[-1]),
            say("Delete the character."),
        )
    fact, advice = _RULES.get(rule, (say("The value breaks a rule: {rule}.", rule=rule), say("Correct the value.")))
    return "DATA019", rule or "rule-broken", fact, advice


def validate(
    model: type[M], data: Any, file: Path, prefix: Path_ = (), locate: Callable[..., Location] = place
) -> tuple[M | None, list[Diagnostic]]:
    """Return `data` as a `model`, or None and one diagnostic for each mistake, at its place in `file`."""
    try:
        return model.model_validate(data), []
    except ValidationError as cause:
        found = []
        for error in cause.errors(include_url=False):
            path = tuple(step for step in error["loc"] if isinstance(step, int) or not step.startswith("function-"))
            code, name, fact, advice = _explain(error, model, path)
            is_extra = error["type"] == "extra_forbidden"
            location = locate(str(file), prefix + (path[:-1] if error["type"] == "missing" else path), is_extra)
            found.append(Diagnostic(code, name, Severity.ERROR, location, fact, advice))
        return None, found
