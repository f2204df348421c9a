"""The rules of one part: children and their order, attributes, text, what must be where.

In: the tree of a part. Out: findings. Touches: nothing.
"""

from __future__ import annotations

import re
from functools import cache

from lxml.etree import _Element

from tests.ooxml.amounts import REQUIRED, VALUES
from tests.ooxml.findings import NS, Finding, Findings, W, at, name_of, val
from tests.ooxml.orders import LEAVES, ORDERS

XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_TEXTS = {"t", "delText", "instrText", "delInstrText"}
_INSIDE_ITSELF = {"p": "paragraph-in-paragraph", "r": "run-in-run", "hyperlink": "hyperlink-in-hyperlink"}
"""What may not stand in its like, however deep, unless a text box lies between."""
_DELIMITER = re.compile(r"\{[{%#]")


Verdict = tuple[str, int, str]
"""A rule broken, by which child (-1 for the element itself), and how."""


def children(part: str, element: _Element, name: str, kinds: tuple[str, ...]) -> Findings:
    """Children that the element may hold, in their order."""
    for rule, index, what in _children(name, kinds):
        yield at(rule, part, element if index < 0 else element[index], what)


@cache
def _children(name: str, kinds: tuple[str, ...]) -> tuple[Verdict, ...]:
    slots = ORDERS.get(name)
    if slots is None:
        ours = LEAVES | ORDERS.keys()
        return tuple(("child-unknown", i, "") for i, kind in enumerate(kinds) if name in LEAVES and kind in ours)
    said: list[Verdict] = []
    last, filled = 0, set[int]()
    for index, kind in enumerate(kinds):
        if _not_ours(kind, name):
            continue
        places = [place for place, (names, _, _) in enumerate(slots) if kind in names]
        here = next((place for place in places if place >= last), -1)
        if not places:
            said.append(("child-unknown", index, ""))
        elif here < 0:
            said.append(("child-order", index, ""))
        elif here in filled and not slots[here][1]:
            said.append(("child-repeated", index, ""))
        else:
            last = here
        filled.update((here,) if here >= 0 else places)
    missing = [names for place, (names, _, needed) in enumerate(slots) if needed and place not in filled]
    return (*said, *(("child-missing", -1, "|".join(sorted(names))) for names in missing))


def _not_ours(kind: str, name: str) -> bool:
    """Whether the child is of another vocabulary, or has a rule of its own."""
    foreign = kind.startswith(("{", "#")) or (":" in kind and not name.startswith("wp:"))
    return foreign or (kind == name and kind in _INSIDE_ITSELF)


def attributes(part: str, element: _Element, name: str) -> Findings:
    """Attributes with their prefix, those that must be there, and right values."""
    for rule, what in _attributes(name, tuple((str(key), str(value)) for key, value in element.attrib.items())):
        yield at(rule, part, element, what)


@cache
def _attributes(name: str, pairs: tuple[tuple[str, str], ...]) -> tuple[tuple[str, str], ...]:
    said: list[tuple[str, str]] = []
    for key, value in pairs:
        local = key.removeprefix(W)
        if not key.startswith("{"):
            said.append(("attribute-without-prefix", key))
        elif (name, local) in VALUES:
            rule, pattern = VALUES[name, local]
            if not pattern.fullmatch(value):
                said.append((rule, f"{local}={value}"))
    present = {key for key, _ in pairs}
    return (*said, *(("attribute-missing", key) for key in REQUIRED.get(name, ()) if W + key not in present))


def texts(part: str, element: _Element, name: str) -> Findings:
    """Text only where text belongs, its blanks kept."""
    inside = element.text or ""
    if name in _TEXTS:
        if inside != inside.strip(" \t\n\r") and element.get(XML_SPACE) != "preserve":
            yield at("space-not-kept", part, element, repr(inside))
    elif inside.strip():
        yield at("text-outside-t", part, element, inside.strip()[:40])
    if (element.tail or "").strip():
        yield at("text-outside-t", part, element, (element.tail or "").strip()[:40])


def shape(part: str, element: _Element, name: str, kinds: tuple[str, ...]) -> Findings:
    """What Word asks for beyond the schema."""
    if name in _INSIDE_ITSELF:
        above = element.getparent()
        while above is not None and name_of(above) not in (name, "txbxContent"):
            above = above.getparent()
        if above is not None and name_of(above) == name:
            yield at(_INSIDE_ITSELF[name], part, element)
    elif name == "tc" and kinds[-1:] not in (("p",), ("bookmarkEnd",)):
        yield at("cell-end", part, element, kinds[-1] if kinds else "")
    elif name == "tr" and not {"tc", "sdt", "customXml"}.intersection(kinds):
        yield at("row-without-cell", part, element)
    elif name == "tbl" and not {"tr", "sdt", "customXml"}.intersection(kinds):
        yield at("table-without-row", part, element)
    elif name == "body" and kinds[-1:] != ("sectPr",):
        yield at("body-end", part, element, kinds[-1] if kinds else "")
    elif name in ("hdr", "ftr", "footnote", "endnote", "comment") and not {"p", "tbl", "sdt"}.intersection(kinds):
        above = element.getparent()
        # The settings name the lines above the notes.
        if above is None or name_of(above) != f"{name}Pr":
            yield at("story-empty", part, element)
    elif name == "sectPr":
        yield from section(part, element)


def section(part: str, element: _Element) -> Findings:
    """Headers and footers once for each place; a page that leaves room."""
    seen = set[tuple[str, str]]()
    for child in element:
        key = (name_of(child), val(child, "type"))
        if key[0] in ("headerReference", "footerReference"):
            if key in seen:
                yield at("header-twice", part, child, key[1])
            seen.add(key)
    size, margins = element.find(f"{W}pgSz"), element.find(f"{W}pgMar")
    for across, edges in (("w", ("left", "right")), ("h", ("top", "bottom"))):
        numbers = [val(size, across), *(val(margins, edge) for edge in edges)]
        if all(number.lstrip("-").isdecimal() for number in numbers):
            whole, *used = (abs(int(number)) for number in numbers)
            if whole - sum(used) < 720:
                yield at("page-without-room", part, element, across)


def whole_part(part: str, root: _Element) -> Findings:
    """All rules of one part of WordprocessingML."""
    for prefix in root.get(f"{{{NS['mc']}}}Ignorable", "").split():
        if prefix not in root.nsmap:
            yield Finding("ignorable-undeclared", part, name_of(root), prefix)
    for element in root.iter(f"{W}*", f"{{{NS['wp']}}}*"):
        name = name_of(element)
        kinds = tuple(map(name_of, element))
        yield from children(part, element, name, kinds)
        if ":" not in name:
            yield from attributes(part, element, name)
            yield from texts(part, element, name)
            yield from shape(part, element, name, kinds)


def delimiters(part: str, root: _Element) -> Findings:
    """Tags left: in attributes, in texts, and cut up over the runs of a paragraph."""
    for element in root.iter("*"):
        values = [*map(str, element.attrib.values()), element.text or "", element.tail or ""]
        if element.tag == f"{W}p":
            values.append("".join(t.text or "" for t in element.iter(f"{W}t")))
        for value in values:
            if _DELIMITER.search(value):
                yield at("tag-left", part, element, value.strip()[:40])
                break
