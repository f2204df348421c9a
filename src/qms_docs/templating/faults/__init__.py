"""The mistakes a template can hold: stable code, name, the fact, the advice, a wrong and a right example.

In: nothing. Out: `FAULTS` by name, errors made of them. Touches: nothing.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable

from ...diagnostics import Location, Message, say
from ...errors import TemplateError
from .fault import Fault
from .of_files import OF_FILES
from .of_place import OF_PLACE
from .of_typing import OF_TYPING
from .of_words import OF_WORDS
from .when_filled import WHEN_FILLED

__all__ = ["FAULTS", "Fault", "did_you_mean", "fault_at"]

FAULTS: dict[str, Fault] = {fault.name: fault for fault in (*OF_FILES, *OF_TYPING, *OF_PLACE, *OF_WORDS, *WHEN_FILLED)}


def fault_at(
    name: str, location: Location, error: type[TemplateError] = TemplateError, advice: Message | None = None, /, **values: object
) -> TemplateError:
    """Return the error for a mistake of the kind `name` at a place."""
    fault = FAULTS[name]
    return error(location, Message(fault.fact.text, values), advice or Message(fault.advice.text, values), name)


def did_you_mean(name: str, known: Iterable[str]) -> Message | None:
    """Return the advice that names what was probably meant, or None."""
    near = difflib.get_close_matches(name, list(known), 1, 0.6)
    return say("Did you mean «{key}»?", key=near[0]) if near else None
