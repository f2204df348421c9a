"""Bookmarks of several documents in one file: numbers and names that no two share.

In: the parts of a document. Out: the same, its bookmarks named as nothing else; the new names. Touches: nothing.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import count

from lxml import etree

from .joining_xml import removed
from .source import W

_MAX_NAME = 40


class Bookmarks:
    """The names and numbers taken. Word does not tell capital letters from small ones in names."""

    def __init__(self) -> None:
        self._taken: set[str] = set()
        self._numbers = count(1)

    def take(self, roots: Iterable[etree._Element], number: int) -> dict[str, str]:
        """Number and name the bookmarks of a document; return the new names by the old ones in small letters."""
        roots = list(roots)
        starts = [each for root in roots for each in root.iter(f"{W}bookmarkStart")]
        own = {each.get(f"{W}name", "").lower() for each in starts}
        renamed: dict[str, str] = {}
        for each in starts:
            old = each.get(f"{W}name", "")
            new = self._free(old, number, own) if old.lower() in self._taken else old
            self._taken.add(new.lower())
            # Of two with one name Word knows the first.
            renamed.setdefault(old.lower(), new)
            each.set(f"{W}name", new)
        for root in roots:
            self._number(root)
        return renamed

    def _free(self, name: str, number: int, own: set[str]) -> str:
        for attempt in count():
            ending = f"_{number}" + (f"_{attempt}" if attempt else "")
            new = name[: _MAX_NAME - len(ending)] + ending
            if new.lower() not in self._taken and new.lower() not in own:
                break
        return new

    def _number(self, root: etree._Element) -> None:
        """Number the bookmarks of a part; ends of none are taken out."""
        numbers: dict[str, str] = {}
        astray = []
        for each in root.iter(f"{W}bookmarkStart", f"{W}bookmarkEnd"):
            old = each.get(f"{W}id", "")
            if each.tag == f"{W}bookmarkStart":
                numbers[old] = str(next(self._numbers))
                each.set(f"{W}id", numbers[old])
            elif old in numbers:
                each.set(f"{W}id", numbers.pop(old))
            else:
                astray.append(each)
        removed(astray)

    def made(self, name: str, number: int) -> tuple[str, etree._Element, etree._Element]:
        """Return the name, beginning and end of a bookmark of our own."""
        new = self._free(name, number, set())
        self._taken.add(new.lower())
        identity = str(next(self._numbers))
        start = etree.Element(f"{W}bookmarkStart", {f"{W}id": identity, f"{W}name": new})
        return new, start, etree.Element(f"{W}bookmarkEnd", {f"{W}id": identity})
