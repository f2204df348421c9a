"""Which entries of two lists are the same one, changed or not.

In: plain lists. Out: pairs of places. Touches: nothing.
"""

from __future__ import annotations

import difflib
import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

Match = tuple[int | None, int | None]
"""The place of an entry before and after; None where it was not there, or is no more."""
_IDENTITY = ("key", "code", "number", "id", "procedure", "position", "name", "act", "text", "title")


def _identity(value: Any) -> str:
    if isinstance(value, Mapping):
        found = [name for name in _IDENTITY if isinstance(value.get(name), str)]
        if found:
            return json.dumps([found[0], value[found[0]], value.get("valid_from")], ensure_ascii=False)
    return json.dumps(value, ensure_ascii=False, sort_keys=True)


def aligned(old: Sequence[Any], new: Sequence[Any]) -> Iterator[Match]:
    """Yield pairs of places: kept or changed entries together, removed ones with None behind, added ones with None before."""
    matcher = difflib.SequenceMatcher(None, [_identity(each) for each in old], [_identity(each) for each in new], autojunk=False)
    for kind, first, last, begin, end in matcher.get_opcodes():
        if kind == "equal":
            yield from zip(range(first, last), range(begin, end), strict=True)
            continue
        paired = min(last - first, end - begin) if kind == "replace" else 0
        yield from zip(range(first, first + paired), range(begin, begin + paired), strict=True)
        yield from ((each, None) for each in range(first + paired, last))
        yield from ((None, each) for each in range(begin + paired, end))
