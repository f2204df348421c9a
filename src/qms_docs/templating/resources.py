"""What values pull into the package of one document while it is filled: relationships, media, lists, styles.

In: requests of the values printed in a part. Out: the entries of the package with all of it added, the same for the same input.
Touches: nothing.
"""

from __future__ import annotations

import hashlib
import posixpath
import re
from collections import Counter
from collections.abc import Callable
from contextvars import ContextVar

from lxml import etree

from ..diagnostics import say
from .faults import did_you_mean
from .ground import DOCUMENT, REL, Ground, Style, data_of, relations_part
from .markup import RefusedMarkupError
from .numbering import NUMBERING, ListCounter, Numbering
from .package import Entry, pack
from .source import W, parse_strictly

_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml."
_TYPES = "[Content_Types].xml"
_TYPE = "{http://schemas.openxmlformats.org/package/2006/content-types}"
_SHAPE = re.compile(r'<w:abstractNum\b[^>]*? w:abstractNumId="(\d+)"')
STYLES = "word/styles.xml"
_W_NS = W[1:-1]


Key = tuple[str, str]
"""Something of another file: the file, and its name there."""


class Filling:
    """A document being filled: its template's ground, its lists, the part at work, the requests once there are any."""

    __slots__ = ("ground", "lists", "part", "resources")

    def __init__(self, ground: Ground, lists: ListCounter | None) -> None:
        self.ground = ground
        self.lists = lists
        self.part = DOCUMENT
        self.resources: Resources | None = None


FILLING: ContextVar[Filling | None] = ContextVar("filling", default=None)
"""The document being filled, for the values printed in it."""


def resources_of(filling: Filling) -> Resources:
    """Return the requests of a document."""
    if filling.resources is None:
        filling.resources = Resources(filling)
    return filling.resources


def current() -> Resources:
    """Return the requests of the document being filled; raises RefusedMarkupError outside of any filling."""
    filling = FILLING.get()
    if filling is None:
        raise RefusedMarkupError(
            say("This value needs the document in which it is printed."), say("Give it to a template of qms_docs.templating.")
        )
    return resources_of(filling)


class Resources:
    """The requests of one document."""

    def __init__(self, filling: Filling) -> None:
        self._filling = filling
        self.ground = filling.ground
        self._style_ids: dict[Key, str] = {}
        self._styles: dict[str, tuple[Style, str]] = {}
        self._style_lists: dict[Key, str] = {}
        self._shapes: dict[Key, str] = {}
        self._bookmarks = set[str]()
        self._relations: dict[str, dict[tuple[str, str, bool], str]] = {}
        self._ids = Counter[tuple[str, str]]()
        self._new: dict[str, tuple[bytes, str]] = {}

    @property
    def part(self) -> str:
        """The part being filled."""
        return self._filling.part

    @property
    def brings_parts(self) -> bool:
        """True if more is asked for than numbers: parts, relationships, styles, lists."""
        return bool(self._new or self._relations or self._styles or self._shapes)

    def relate(self, kind: str, target: str, external: bool = False) -> str:
        """Return the id of a relationship of the part being filled."""
        known = self._relations.setdefault(self.part, {})
        key = (kind, target, external)
        if key not in known:
            taken, number = self.ground.relations(self.part), len(known) + 1
            while f"rIdQ{number}" in taken or f"rIdQ{number}" in known.values():
                number += 1
            known[key] = f"rIdQ{number}"
        return known[key]

    def add_image(self, data: bytes, extension: str, content_type: str) -> str:
        """Return the id of the relationship with an image; the same image is stored once."""
        name = f"word/media/qms-{hashlib.sha1(data, usedforsecurity=False).hexdigest()[:12]}.{extension}"
        self._new[name] = (data, content_type)
        return self.relate("image", name)

    def replace(self, name: str, data: bytes, content_type: str) -> None:
        """Put other data in the place of a part; a content type is given where it may differ from the old one."""
        self._new[name] = (data, content_type)

    def next_id(self, kind: str) -> int:
        """Return an id of a drawing or bookmark that the part being filled does not have yet."""
        self._ids[self.part, kind] += 1
        return self.ground.highest(self.part, kind) + self._ids[self.part, kind]

    def style(self, wanted: str, kind: str) -> str:
        """Return the id of a style of the template, given by id or name; raises RefusedMarkupError if there is none."""
        known = self.ground.styles
        key = wanted if wanted in known else next((key for key, each in known.items() if each.name == wanted.lower()), "")
        if key and known[key].type != kind:
            # A paragraph style may have a twin for runs.
            key = known[key].link if known.get(known[key].link, known[key]).type == kind else ""
        if not key:
            fit = [key for key, each in known.items() if each.type == kind]
            raise RefusedMarkupError(
                say("The template has no {kind} style «{name}».", kind=kind, name=wanted),
                did_you_mean(wanted, fit) or say("Make the style in Word, or name one that the template has."),
            )
        return key

    def bookmark(self, name: str) -> str:
        """Return the name of a bookmark brought in, changed where the document has one like it."""
        number, made = 1, name
        while made.lower() in self.ground.bookmarks or made.lower() in self._bookmarks:
            number += 1
            made = f"{name[:34]}_q{number}"
        self._bookmarks.add(made.lower())
        return made

    def adopt_style(self, key: Key, style: Style, written: Callable[[str, str], str]) -> str:
        """Return the id of a style brought in: that of the document's style with the same name, or a new one.

        `written` gives the style as XML under an id, and under another name if it needs one.
        """
        if key in self._style_ids:
            return self._style_ids[key]
        known = self.ground.styles | {name: each for name, (each, _) in self._styles.items()}
        named = [name for name, each in known.items() if each.name == style.name]
        alike = [name for name in named if known[name].type == style.type]
        if alike:
            self._style_ids[key] = alike[0]
            return alike[0]
        number, made = 1, key[1]
        while made in known:
            number += 1
            made = f"{key[1]}Q{number}"
        self._style_ids[key] = made
        self._styles[made] = (style, "")
        self._styles[made] = (style, written(made, f"{style.name} {made}" if named else ""))
        return made

    def list_of_style(self, key: Key, made: Callable[[], str]) -> str:
        """Return the number of the list that a style brought in uses; there is one for the whole document."""
        if key not in self._style_lists:
            self._style_lists[key] = made()
        return self._style_lists[key]

    def needs_shape(self, key: Key) -> bool:
        """Return whether the shape of a list is not there yet."""
        return key not in self._shapes

    def add_shape(self, key: Key, xml: str) -> None:
        """Add the shape of a list: its `w:abstractNum`."""
        self._shapes[key] = xml

    def shape_id(self, key: Key) -> int:
        """Return the number of the shape of a list."""
        lists = self._filling.lists
        highest = max(map(int, _SHAPE.findall(lists.numbering.xml)), default=-1) if lists is not None else -1
        return highest + 1 + (list(self._shapes).index(key) if key in self._shapes else len(self._shapes))

    def add_list(self, inside: str) -> str:
        """Return the number of a new list; `inside` is that of its `w:num`."""
        lists = self._filling.lists
        if lists is None:
            lists = self._filling.lists = ListCounter(Numbering(f'<w:numbering xmlns:w="{_W_NS}"></w:numbering>', {}, 0))
        number = str(lists.numbering.highest + len(lists.added) + 1)
        lists.added.append(f'<w:num w:numId="{number}">{inside}</w:num>')
        return number

    # ---- putting it all in

    def finished(self, entries: list[Entry]) -> list[Entry]:
        """Return the entries of the package with all that was asked for."""
        parts = {entry.name.decode(): entry for entry in entries}
        self._add_styles(parts)
        self._add_lists(parts)
        for name, (data, _) in self._new.items():
            parts[name] = pack(name, data)
        for part, asked in self._relations.items():
            self._add_relations(parts, part, asked)
        if self._new:
            parts[_TYPES] = pack(_TYPES, self._content_types(data_of(parts[_TYPES])))
        return list(parts.values())

    def _add_main_part(self, name: str, kind: str, data: bytes) -> None:
        """Add a part that the document itself relates to."""
        self._new[name] = (data, f"{_WORD}{kind}+xml")
        self._filling.part = DOCUMENT
        self.relate(kind, name)

    def _add_styles(self, parts: dict[str, Entry]) -> None:
        if not self._styles:
            return
        name, added = self.ground.main_part("styles"), "".join(xml for _, xml in self._styles.values())
        if name:
            parts[name] = pack(name, _inserted(data_of(parts[name]), added))
        else:
            self._add_main_part(STYLES, "styles", f'<w:styles xmlns:w="{_W_NS}">{added}</w:styles>'.encode())

    def _add_lists(self, parts: dict[str, Entry]) -> None:
        """Add the shapes of lists; the lists themselves stand there already where the template has some."""
        lists = self._filling.lists
        if not self._shapes or lists is None:
            return
        if NUMBERING in parts:
            parts[NUMBERING] = pack(NUMBERING, _inserted(data_of(parts[NUMBERING]), "".join(self._shapes.values()), f"{W}num"))
        else:
            data = lists.xml().encode()
            self._add_main_part(NUMBERING, "numbering", _inserted(data, "".join(self._shapes.values()), f"{W}num"))

    def _add_relations(self, parts: dict[str, Entry], part: str, asked: dict[tuple[str, str, bool], str]) -> None:
        name = relations_part(part)
        empty = f'<Relationships xmlns="{REL[1:-1]}"/>'.encode()
        root = parse_strictly(data_of(parts[name]) if name in parts else empty)
        for (kind, target, external), key in asked.items():
            made = etree.SubElement(root, f"{REL}Relationship", {"Id": key, "Type": f"{_OFFICE}/{kind}"})
            made.set("Target", target if external else posixpath.relpath(target, posixpath.dirname(part)))
            if external:
                made.set("TargetMode", "External")
        parts[name] = pack(name, _written(root))

    def _content_types(self, data: bytes) -> bytes:
        root = parse_strictly(data)
        defaults = {(each.get("Extension") or "").lower(): each.get("ContentType") for each in root.iter(f"{_TYPE}Default")}
        overrides = {(each.get("PartName") or "").lower(): each for each in root.iter(f"{_TYPE}Override")}
        for name, (_, content_type) in self._new.items():
            extension, known = name.rpartition(".")[2].lower(), overrides.get(f"/{name}".lower())
            if not content_type or (known is None and defaults.get(extension) == content_type):
                continue
            if known is not None:
                known.set("ContentType", content_type)
            elif extension in defaults or extension == "xml":
                etree.SubElement(root, f"{_TYPE}Override", {"PartName": f"/{name}", "ContentType": content_type})
            else:
                defaults[extension] = content_type
                root.insert(0, etree.Element(f"{_TYPE}Default", {"Extension": extension, "ContentType": content_type}))
        return _written(root)


def _inserted(data: bytes, added: str, before: str = "") -> bytes:
    """Return the part with elements added at its end, or before the first element of a name."""
    root = parse_strictly(data)
    made = etree.fromstring(f'<x xmlns:w="{_W_NS}">{added}</x>')
    first = root.find(before) if before else None
    place = root.index(first) if first is not None else len(root)
    root[place:place] = list(made)
    return _written(root)


def _written(root: etree._Element) -> bytes:
    return etree.tostring(root, encoding="UTF-8", xml_declaration=True, standalone=True)
