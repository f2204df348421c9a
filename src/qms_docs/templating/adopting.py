"""Styles and lists of another file, brought into a document: same name, same style; every printing its own lists.

In: word/styles.xml and word/numbering.xml of the file. Out: ids in the document at work, and requests for what it lacks.
Touches: nothing.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass

from lxml import etree

from .ground import Style, read_styles
from .marking import marked, rebuilt, substituted
from .numbering import NUMBERING, Numbering
from .resources import STYLES, Resources
from .source import W, parse_strictly

_MC_IGNORABLE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Ignorable"
_SHAPE_ID = re.compile(r'^<w:abstractNumId w:val="(\d+)"/>')
_BEFORE_NUMBERING = tuple(W + name for name in ("pStyle", "keepNext", "keepLines", "pageBreakBefore", "framePr", "widowControl"))
_AFTER_INDENT = tuple(
    W + name
    for name in (
        "contextualSpacing", "mirrorIndents", "suppressOverlap", "jc", "textDirection", "textAlignment", "textboxTightWrap",
        "outlineLvl", "divId", "cnfStyle", "rPr", "sectPr", "pPrChange",
    )
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Stock:
    """The styles and lists of a file; `drawn` are the styles asked for and `shapes` its `w:abstractNum`, with marks, by name."""

    key: str
    styles: dict[str, Style]
    drawn: dict[str, str]
    trees: dict[str, etree._Element]
    lists: Numbering
    shapes: dict[str, str]

    def mark(self, element: etree._Element) -> None:
        """Put a mark in the place of a style or list; one that the file does not have is taken away."""
        told, parent = element.get(f"{W}val") or "", element.getparent()
        if element.tag == f"{W}numId":
            if told in self.lists.restarted:
                element.set(f"{W}val", marked("list", told))
            elif told != "0" and parent is not None:
                parent.remove(element)
        elif told in self.styles:
            element.set(f"{W}val", marked("style", told))
        elif parent is not None:
            parent.remove(element)


def read_stock(parts: dict[str, bytes], key: str) -> Stock:
    """Return the styles and lists of a file."""
    root = parse_strictly(parts[STYLES]) if STYLES in parts else etree.Element(f"{W}styles")
    _strip(root)
    trees = {each.get(f"{W}styleId") or "": each for each in root.iter(f"{W}style")}
    numbering = parse_strictly(parts[NUMBERING]) if NUMBERING in parts else etree.Element(f"{W}numbering", nsmap={"w": W[1:-1]})
    _strip(numbering)
    _follow_links(numbering)
    stock = Stock(key, read_styles(root), {}, trees, Numbering.read(numbering), {})
    for shape in numbering.findall(f"{W}abstractNum"):
        stock.shapes[shape.get(f"{W}abstractNumId") or ""] = _shape(shape, stock)
    return stock


def _strip(root: etree._Element) -> None:
    """Take away what Word calls ignorable."""
    prefixes = (root.get(_MC_IGNORABLE) or "").split()
    ignorable = tuple(f"{{{root.nsmap[prefix]}}}" for prefix in prefixes if prefix in root.nsmap)
    for element in list(root.iter(etree.Element)):
        parent = element.getparent()
        if parent is not None and str(element.tag).startswith(ignorable):
            parent.remove(element)
        for key in [str(key) for key in element.attrib if str(key).startswith((f"{W}rsid", *ignorable))]:
            del element.attrib[key]


def _follow_links(numbering: etree._Element) -> None:
    """Let each list have its shape itself, where it only names a style that has one."""
    shapes = numbering.findall(f"{W}abstractNum")
    named = {_told(each, "styleLink"): each.get(f"{W}abstractNumId") for each in shapes}
    real = {
        each.get(f"{W}abstractNumId"): named.get(_told(each, "numStyleLink")) for each in shapes if _told(each, "numStyleLink")
    }
    for number in numbering.iter(f"{W}num"):
        shape = number.find(f"{W}abstractNumId")
        other = real.get(shape.get(f"{W}val")) if shape is not None else None
        if shape is not None and other:
            shape.set(f"{W}val", other)


def _told(element: etree._Element | None, name: str) -> str:
    found = element.find(f"{W}{name}") if element is not None else None
    return (found.get(f"{W}val") if found is not None else None) or ""


def _alone(element: etree._Element) -> str:
    holder = etree.Element("x", nsmap={"w": W[1:-1]})
    holder.append(element)
    return rebuilt(holder)


def _shape(shape: etree._Element, stock: Stock) -> str:
    made = deepcopy(shape)
    for name in ("nsid", "tmpl", "name", "styleLink", "numStyleLink"):
        for each in made.findall(f"{W}{name}"):
            made.remove(each)
    made.insert(0, etree.Element(f"{W}nsid", {f"{W}val": marked("nsid", "")}))
    made.set(f"{W}abstractNumId", marked("shape", ""))
    for level in made.iter(f"{W}lvl"):
        for name in ("pStyle", "lvlPicBulletId"):
            for each in level.findall(f"{W}{name}"):
                level.remove(each)
    for each in list(made.iter(f"{W}rStyle")):
        stock.mark(each)
    return _alone(made)


def _drawn(name: str, stock: Stock) -> str:
    """Return a style with marks, made when it is first asked for: files bring many that they do not use."""
    if name in stock.drawn:
        return stock.drawn[name]
    made = deepcopy(stock.trees[name])
    if made.get(f"{W}default") is not None:
        del made.attrib[f"{W}default"]
    for child in ("rsid", "aliases"):
        for each in made.findall(f"{W}{child}"):
            made.remove(each)
    for child in ("basedOn", "next", "link"):
        for each in made.findall(f"{W}{child}"):
            stock.mark(each)
    for each in list(made.iter(f"{W}numId")):
        stock.mark(each)
    made.set(f"{W}styleId", marked("own", ""))
    title = made.find(f"{W}name")
    if title is not None:
        title.set(f"{W}val", marked("title", title.get(f"{W}val") or ""))
    stock.drawn[name] = _alone(made)
    return stock.drawn[name]


def adopt_style(stock: Stock, name: str, resources: Resources) -> str:
    """Return the id in the document of a style of the file."""
    if name not in stock.styles:
        return name
    return resources.adopt_style(
        (stock.key, name), stock.styles[name], lambda own, title: _written_style(stock, name, resources, own, title)
    )


def _written_style(stock: Stock, name: str, resources: Resources, own: str, title: str) -> str:
    def value(kind: str, told: str) -> str:
        if kind == "style":
            return adopt_style(stock, told, resources)
        if kind == "list":
            return resources.list_of_style((stock.key, told), lambda: adopt_list(stock, told, resources))
        return own if kind == "own" else title or told

    return substituted(_drawn(name, stock), lambda kind, told: _escaped(value(kind, told)))


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace('"', "&quot;")


def adopt_list(stock: Stock, number: str, resources: Resources) -> str:
    """Return the number of a list in the document that is like a list of the file and begins anew."""
    inside = stock.lists.restarted[number]
    found = _SHAPE_ID.match(inside)
    shape = found[1] if found else ""

    def value(kind: str, told: str) -> str:
        if kind == "style":
            return _escaped(adopt_style(stock, told, resources))
        if kind == "nsid":
            return hashlib.sha1(f"{stock.key}{shape}".encode(), usedforsecurity=False).hexdigest()[:8].upper()
        return str(resources.shape_id((stock.key, shape)))

    if resources.needs_shape((stock.key, shape)) and shape in stock.shapes:
        resources.add_shape((stock.key, shape), substituted(stock.shapes[shape], value))
    return resources.add_list(_SHAPE_ID.sub(f'<w:abstractNumId w:val="{resources.shape_id((stock.key, shape))}"/>', inside))


# ---- lists that a paragraph takes from its style


def number_by_style(body: etree._Element, stock: Stock) -> None:
    """Write into each paragraph the list that it takes from its style, so that every printing can begin anew."""
    for paragraph in body.iter(f"{W}p"):
        properties = paragraph.find(f"{W}pPr")
        style = _told(properties, "pStyle")
        if properties is None or style not in stock.trees or properties.find(f"{W}numPr") is not None:
            continue
        indent = None
        for each in _bases(style, stock):
            drawn = each.find(f"{W}pPr")
            indent = indent if indent is not None or drawn is None else drawn.find(f"{W}ind")
            numbered = drawn.find(f"{W}numPr") if drawn is not None else None
            if numbered is not None:
                _write_list(properties, numbered, indent)
                break


def _bases(style: str, stock: Stock) -> Iterator[etree._Element]:
    seen = set[str]()
    while style in stock.trees and style not in seen:
        seen.add(style)
        yield stock.trees[style]
        style = _told(stock.trees[style], "basedOn")


def _write_list(properties: etree._Element, numbered: etree._Element, indent: etree._Element | None) -> None:
    if _told(numbered, "numId") in ("", "0"):
        return
    made = etree.Element(f"{W}numPr")
    etree.SubElement(made, f"{W}ilvl", {f"{W}val": _told(numbered, "ilvl") or "0"})
    etree.SubElement(made, f"{W}numId", {f"{W}val": _told(numbered, "numId")})
    place = sum(1 for each in properties if each.tag in _BEFORE_NUMBERING)
    properties.insert(place, made)
    if indent is not None and properties.find(f"{W}ind") is None:
        after = [place for place, each in enumerate(properties) if each.tag in _AFTER_INDENT]
        properties.insert(after[0] if after else len(properties), deepcopy(indent))
