"""The XML that a joined file needs around its text: relations, content types, names of namespaces, elements in their place.

In: values. Out: bytes and elements. Touches: nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from posixpath import dirname, relpath

from lxml import etree

from .joining_source import CONTENT_TYPES, R
from .source import W

_REL = "http://schemas.openxmlformats.org/package/2006/relationships"
_IGNORABLE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Ignorable"
DECLARATION = b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
OFFICE = R.strip("{}")
_ON = ("1", "true", "on")


def is_on(element: etree._Element | None) -> bool:
    """Return whether a property that may be switched off is there and on."""
    return element is not None and element.get(f"{W}val", "1") in _ON


def inserted(parent: etree._Element, name: str, before: Sequence[str]) -> etree._Element:
    """Return a new child, put after those that the schema wants before it."""
    made = etree.Element(f"{W}{name}")
    places = [n for n, each in enumerate(parent) if isinstance(each.tag, str) and each.tag.removeprefix(W) in before]
    parent.insert(places[-1] + 1 if places else 0, made)
    return made


def found_or_inserted(parent: etree._Element, name: str, before: Sequence[str]) -> etree._Element:
    """Return the child of this name, made in its place where there is none."""
    found = parent.find(f"{W}{name}")
    return inserted(parent, name, before) if found is None else found


def removed(elements: Iterable[etree._Element]) -> None:
    """Take elements out, leaving the text behind them."""
    for each in list(elements):
        parent = each.getparent()
        if parent is None:
            continue
        if each.tail:
            before = each.getprevious()
            if before is not None:
                before.tail = (before.tail or "") + each.tail
            else:
                parent.text = (parent.text or "") + each.tail
        parent.remove(each)


def written(root: etree._Element) -> bytes:
    """Return a part as it is stored."""
    return etree.tostring(root, encoding="UTF-8", xml_declaration=True, standalone=True)


class Namespaces:
    """The prefixes of several files in one: those too that only values name, and those a reader may ignore."""

    def __init__(self) -> None:
        self._prefixes: dict[str, str] = {"w": W.strip("{}"), "r": OFFICE}
        self._ignorable: dict[str, None] = {}

    def note(self, root: etree._Element) -> None:
        """Take the prefixes of a root."""
        own = {prefix: uri for prefix, uri in root.nsmap.items() if prefix}
        for prefix, uri in own.items():
            self._prefixes.setdefault(prefix, uri)
        for prefix in (root.get(_IGNORABLE) or "").split():
            if prefix in own:
                self._ignorable[self._prefix_of(own[prefix])] = None

    def _prefix_of(self, uri: str) -> str:
        """Return the prefix by which the joined file knows a namespace; another file may have used its own for another."""
        known = next((prefix for prefix, each in self._prefixes.items() if each == uri), None)
        if known is None:
            known = f"x{len(self._prefixes)}"
            self._prefixes[known] = uri
        return known

    def root(self, name: str) -> etree._Element:
        """Return a root of the joined file that knows all prefixes."""
        prefixes = dict(self._prefixes)
        if self._ignorable:
            prefixes.setdefault("mc", _IGNORABLE[1:].partition("}")[0])
        made = etree.Element(f"{W}{name}", nsmap=prefixes)
        if self._ignorable:
            made.set(_IGNORABLE, " ".join(self._ignorable))
        return made


class Relations:
    """The relations of a part, as they grow; what is asked for twice gets one identity."""

    def __init__(self, owner: str) -> None:
        self._owner = owner
        self._known: dict[tuple[str, str, bool], str] = {}

    def __bool__(self) -> bool:
        return bool(self._known)

    def add(self, kind: str, target: str, *, outside: bool = False) -> str:
        """Return the identity of the relation; `target` is the name of a part, or an address outside."""
        return self._known.setdefault((kind, target, outside), f"rId{len(self._known) + 1}")

    def written(self) -> bytes:
        """Return the part that lists them."""
        return relations_xml(self._owner, [(identity, *relation) for relation, identity in self._known.items()])


def relations_xml(owner: str, relations: Iterable[tuple[str, str, str, bool]]) -> bytes:
    """Return the relations of a part: identity, type, target, whether it lies outside."""
    root = etree.Element(f"{{{_REL}}}Relationships", nsmap={None: _REL})  # type: ignore[dict-item]
    for identity, kind, target, outside in relations:
        mode = {"TargetMode": "External"} if outside else {}
        shown = target if outside else relpath(f"/{target}", f"/{dirname(owner)}")
        etree.SubElement(root, f"{{{_REL}}}Relationship", {"Id": identity, "Type": kind, "Target": shown, **mode})
    return written(root)


def types_xml(types: Mapping[str, str]) -> bytes:
    """Return the content types of parts, by name."""
    root = etree.Element(f"{{{CONTENT_TYPES}}}Types", nsmap={None: CONTENT_TYPES})  # type: ignore[dict-item]
    for extension, kind in (("rels", "application/vnd.openxmlformats-package.relationships+xml"), ("xml", "application/xml")):
        etree.SubElement(root, f"{{{CONTENT_TYPES}}}Default", {"Extension": extension, "ContentType": kind})
    for part, kind in sorted(types.items()):
        etree.SubElement(root, f"{{{CONTENT_TYPES}}}Override", {"PartName": f"/{part}", "ContentType": kind})
    return written(root)
