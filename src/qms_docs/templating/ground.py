"""What a template already holds and a value brought into it must respect: relationships, styles, ids in use.

In: the slots of a compiled template. Out: facts, looked up when a value first asks for them. Touches: nothing.
"""

from __future__ import annotations

import posixpath
import re
import zlib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from lxml import etree

from .package import Entry
from .part import CompiledPart
from .source import W, parse_strictly

DOCUMENT = "word/document.xml"
REL = "{http://schemas.openxmlformats.org/package/2006/relationships}"
_LOCAL_HEADER = 30
_DEFLATED = b"\x08\x00"
_RELATION = re.compile(r"<(?:\w+:)?Relationship\b[^>]*>")
_STORY = re.compile(r"word/(document|header\d*|footer\d*|footnotes|endnotes|comments)\.xml")
_ATTRIBUTE = re.compile(r'\b(Id|Type|Target|TargetMode)="([^"]*)"')
_BOOKMARK = re.compile(r'<w:bookmarkStart\b[^>]*? w:name="([^"]*)"')
_IDS = {
    "drawing": re.compile(r'<wp:docPr\b[^>]*? id="(\d+)"'),
    "bookmark": re.compile(r'<w:bookmarkStart\b[^>]*? w:id="(\d+)"'),
}


@dataclass(frozen=True, slots=True)
class Relation:
    """A relationship of a part; `target` is the name of a part, or an address outside."""

    kind: str
    target: str
    external: bool


@dataclass(frozen=True, slots=True)
class Style:
    """A style: its name in lower case, its type, the style linked with it."""

    name: str
    type: str
    link: str


def data_of(entry: Entry) -> bytes:
    """Return the data of a part that is ready to be written."""
    packed = entry.local[_LOCAL_HEADER + len(entry.name) :]
    return zlib.decompress(packed, -zlib.MAX_WBITS) if entry.local[8:10] == _DEFLATED else packed


def relations_part(name: str) -> str:
    """Return the name of the part that holds the relationships of a part."""
    folder, file = posixpath.split(name)
    return posixpath.join(folder, "_rels", f"{file}.rels")


def read_relations(xml: str, owner: str) -> dict[str, Relation]:
    """Return the relationships of a part by id; tags in them stay as they are."""
    found = {}
    for match in _RELATION.finditer(xml):
        told = dict(_ATTRIBUTE.findall(match.group()))
        external = told.get("TargetMode") == "External"
        target = told.get("Target", "")
        if not external:
            target = posixpath.normpath(posixpath.join("/", posixpath.dirname(owner), target)).lstrip("/")
        found[told.get("Id", "")] = Relation(told.get("Type", "").rsplit("/", 1)[-1], target, external)
    return found


def read_styles(root: etree._Element) -> dict[str, Style]:
    """Return the styles of word/styles.xml by id."""
    found = {}
    for style in root.iter(f"{W}style"):
        name, link = (_value(style.find(f"{W}{each}")) for each in ("name", "link"))
        key = style.get(f"{W}styleId") or ""
        found[key] = Style((name or key).lower(), style.get(f"{W}type") or "paragraph", link)
    return found


def _value(element: etree._Element | None) -> str:
    return (element.get(f"{W}val") if element is not None else None) or ""


class Ground:
    """The facts of one template."""

    def __init__(self, slots: Iterable[Entry | CompiledPart]) -> None:
        self._slots = {slot.name.decode() if isinstance(slot, Entry) else slot.name: slot for slot in slots}
        self._relations: dict[str, dict[str, Relation]] = {}
        self._highest: dict[tuple[str, str], int] = {}

    def __contains__(self, name: str) -> bool:
        return name in self._slots

    @property
    def ready(self) -> dict[str, Entry]:
        """The parts without tags."""
        return {name: slot for name, slot in self._slots.items() if isinstance(slot, Entry)}

    @property
    def stories(self) -> list[str]:
        """The parts of Word that hold text."""
        return [name for name in self._slots if _STORY.fullmatch(name)]

    def text(self, name: str) -> str:
        """Return the XML of a part, with its tags."""
        slot = self._slots[name]
        return slot.source.text if isinstance(slot, CompiledPart) else data_of(slot).decode("utf-8-sig")

    def relations(self, part: str) -> dict[str, Relation]:
        """Return the relationships of a part by id."""
        if part not in self._relations:
            name = relations_part(part)
            self._relations[part] = read_relations(self.text(name), part) if name in self._slots else {}
        return self._relations[part]

    def main_part(self, kind: str) -> str:
        """Return the name of the part that the document relates to by this kind, "" if there is none."""
        found = (each.target for each in self.relations(DOCUMENT).values() if each.kind == kind)
        return next((name for name in found if name in self._slots), "")

    @cached_property
    def styles(self) -> dict[str, Style]:
        """The styles by id."""
        name = self.main_part("styles")
        return read_styles(parse_strictly(self.text(name).encode())) if name else {}

    @cached_property
    def bookmarks(self) -> frozenset[str]:
        """The names of all bookmarks."""
        return frozenset(found.lower() for name in self.stories for found in _BOOKMARK.findall(self.text(name)))

    def highest(self, part: str, kind: str) -> int:
        """Return the highest id of this kind in a part, 0 if there is none."""
        key = (part, kind)
        if key not in self._highest:
            self._highest[key] = max(map(int, _IDS[kind].findall(self.text(part))), default=0)
        return self._highest[key]
