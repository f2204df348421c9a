"""Blocks of a foreign file as text: marks in the place of what depends on the document around, few declarations.

In: elements. Out: XML that may stand in any part of a Word file, and the same with its marks replaced. Touches: nothing.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from html import unescape

from lxml import etree

from .source import W

_MARK = re.compile("\ufdd0([a-z]+) ([^\ufdd1]*)\ufdd1")
_SIGNS = re.compile("[\ufdd0\ufdd1]")
_REQUIRES = "Requires"
_TEXTS = tuple(W + name for name in ("t", "delText", "instrText", "delInstrText"))


def marked(kind: str, told: str) -> str:
    """Return the mark for something, in signs that no text may hold."""
    return f"\ufdd0{kind} {_SIGNS.sub('', told)}\ufdd1"


def substituted(blocks: str, value: Callable[[str, str], str]) -> str:
    """Return the blocks with the value of each mark in its place."""
    return _MARK.sub(lambda found: value(found[1], unescape(found[2])), blocks)


def rebuilt(parent: etree._Element) -> str:
    """Return the children of an element as XML that declares each namespace where it is used, and `w` nowhere.

    Repairs after filling look for elements such as `<w:tbl>` in this spelling.
    """
    root = etree.Element("x", nsmap={"w": W[1:-1]})
    for child in parent:
        _copy(child, root)
    text = etree.tostring(root, encoding="unicode")
    return text[text.index(">") + 1 : text.rindex("</")] if len(root) else ""


def _copy(element: etree._Element, parent: etree._Element) -> None:
    if not isinstance(element.tag, str):
        return
    uris = {etree.QName(str(name)).namespace for name in (element.tag, *element.attrib)} - {W[1:-1]}
    wanted = (element.get(_REQUIRES) or "").split()
    known = {uri: prefix for prefix, uri in parent.nsmap.items()}
    needed = {
        prefix: uri for prefix, uri in element.nsmap.items() if prefix and uri not in known and (uri in uris or prefix in wanted)
    }
    made = etree.SubElement(parent, element.tag, nsmap=needed)
    for key, value in element.attrib.items():
        made.set(str(key), value)
    if element.text and (element.tag in _TEXTS or element.text.strip()):
        made.text = element.text
    for child in element:
        _copy(child, made)
        if child.tail and child.tail.strip() and len(made):
            made[-1].tail = child.tail
