"""The grounds of procedures as they are printed: each act once, in the legal order, with the parts it is cited for.

In: citations, a day. Out: texts by act. Touches: nothing.
"""

from __future__ import annotations

from collections.abc import Iterable

from ...domain.dated import in_force
from ...domain.procedure import Citation
from ...domain.vietnamese import citation
from .day import DayContext


def cited_on(context: DayContext, cited: Iterable[Citation]) -> dict[str, str]:
    """Return the text of each act cited that stands on the day, by its id."""
    parts: dict[str, list[str]] = {}
    for each in in_force(cited, context.day):
        parts.setdefault(each.act, []).append(each.provision or "")
    return {act.id: citation(act, provisions=_named(parts[act.id])) for act in context.acts_on(parts)}


def _named(provisions: list[str]) -> list[str]:
    """Return the parts, none where the whole act is cited as well."""
    return list(dict.fromkeys(provisions)) if all(provisions) else []
