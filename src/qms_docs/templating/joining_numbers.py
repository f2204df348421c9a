"""The lists of several Word files in one: each document counts its own, marks without numbers are shared.

In: the numbering of each file. Out: that of the joined file, and the new number of each list. Touches: nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy

from lxml import etree

from .joining_xml import Namespaces, removed, written
from .source import W

_NSID = 0x51000000
NONE = "0"


class JoinedNumbers:
    """The lists, as they grow."""

    def __init__(self) -> None:
        self._patterns: list[etree._Element] = []
        self._numbers: list[etree._Element] = []
        self._marks: dict[tuple[bytes, str], str] = {}
        self._namespaces = Namespaces()
        self._fresh: list[etree._Element] = []
        self._read: set[bytes] = set()

    def take(self, data: bytes | None, parse: Callable[[bytes], etree._Element], named: set[str]) -> dict[str, str]:
        """Take the lists that a document names; return their new numbers.

        What names a list that is not there counts nothing, so it must not fall in with the list of another document.
        """
        renumbered = dict.fromkeys(named, NONE)
        self._fresh = []
        if data is None or (not named and data in self._read):
            return renumbered
        root = parse(data)
        self._read.add(data)
        self._namespaces.note(root)
        patterns = {each.get(f"{W}abstractNumId", ""): each for each in root.findall(f"{W}abstractNum")}
        linked = {_link(each, "styleLink"): each for each in patterns.values() if _link(each, "styleLink")}
        taken: dict[str, str] = {}
        for number in root.findall(f"{W}num"):
            identity = number.get(f"{W}numId", "")
            inner = number.find(f"{W}abstractNumId")
            name = inner.get(f"{W}val", "") if inner is not None else ""
            if identity not in named or identity == NONE or name not in patterns:
                continue
            pattern = linked.get(_link(patterns[name], "numStyleLink"), patterns[name])
            is_shared = _is_of_marks(pattern) and number.find(f"{W}lvlOverride") is None
            if is_shared and (data, identity) in self._marks:
                renumbered[identity] = self._marks[data, identity]
                continue
            # Lists of one pattern go on counting, one after the other.
            if name not in taken:
                taken[name] = self._take_pattern(pattern)
            renumbered[identity] = self._take_number(number, taken[name])
            if is_shared:
                self._marks[data, identity] = renumbered[identity]
        return renumbered

    def _take_pattern(self, pattern: etree._Element) -> str:
        """Take a pattern under a number of its own; Word takes two with one nsid for the same list."""
        new = str(len(self._patterns) + 1)
        copy = deepcopy(pattern)
        for key in [key for key in copy.attrib if not str(key).startswith(W)]:
            del copy.attrib[key]
        copy.set(f"{W}abstractNumId", new)
        removed([each for name in ("nsid", "styleLink", "numStyleLink") for each in copy.findall(f"{W}{name}")])
        # Marks that are pictures fall back to the sign that each of them has as well.
        removed(list(copy.iter(f"{W}lvlPicBulletId")))
        copy.insert(0, etree.Element(f"{W}nsid", {f"{W}val": f"{_NSID + int(new):08X}"}))
        self._patterns.append(copy)
        self._fresh.append(copy)
        return new

    def _take_number(self, number: etree._Element, pattern: str) -> str:
        copy = deepcopy(number)
        new = str(len(self._numbers) + 1)
        for key in [key for key in copy.attrib if not str(key).startswith(W)]:
            del copy.attrib[key]
        copy.set(f"{W}numId", new)
        for each in copy.findall(f"{W}abstractNumId"):
            each.set(f"{W}val", pattern)
        removed(list(copy.iter(f"{W}lvlPicBulletId")))
        self._numbers.append(copy)
        self._fresh.append(copy)
        return new

    def fresh(self) -> list[etree._Element]:
        """Return what was taken of the last document, whose levels may name its styles."""
        return self._fresh

    def written(self) -> bytes | None:
        """Return the numbering of the joined file; None where no document counts anything."""
        if not self._numbers:
            return None
        root = self._namespaces.root("numbering")
        root.extend([*self._patterns, *self._numbers])
        return written(root)


def _link(pattern: etree._Element, name: str) -> str:
    found = pattern.find(f"{W}{name}")
    return found.get(f"{W}val", "") if found is not None else ""


def _is_of_marks(pattern: etree._Element) -> bool:
    levels = pattern.findall(f"{W}lvl")
    formats = {each.get(f"{W}val") for level in levels for each in level.findall(f"{W}numFmt")}
    return bool(levels) and formats <= {"bullet", "none"} and all(level.find(f"{W}numFmt") is not None for level in levels)
