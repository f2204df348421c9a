"""From Word's XML to a Jinja source: tags made whole, then docxtpl's own clean-up, once when a template is compiled.

In: the XML of one part. Out: Jinja source whose line number is the paragraph number. Touches: nothing.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from xml.parsers import expat
from xml.sax.saxutils import unescape

from docxtpl import DocxTemplate
from lxml import etree

from .repair import mark_moving_tables
from .tags import find_tags, is_spoiled, readable

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_PARSER = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False, load_dtd=False)
_TAG = re.compile(rb"\{(?:<[^>]*>)*[{%#_]|[}%](?:<[^>]*>)*_")
_TAG_IN_SOURCE = re.compile(r"(\{%.*?%\}|\{\{.*?\}\}|\{#.*?#\})", re.DOTALL)
_ESCAPES = {"{_{": "{{ '{{' }}", "}_}": "{{ '}}' }}", "{_%": "{{ '{%' }}", "%_}": "{{ '%}' }}"}
_ESCAPE = re.compile(r"\{_\{|\}_\}|\{_%|%_\}")
_TEXT = (f"{W}t", f"{W}instrText", f"{W}delText")


_RAW = re.compile(r"\{%[-+]?(?:p|tr|tc|r)?\s*(end)?raw\b")
_STATEMENT = re.compile(r"\{%[-+]?(tr|tc|p|r)?\s+(end)?(if|for|macro|call|filter|with|block)\b|\{%[-+]?\s*(end)?(if|for)\b")


class CrossingTagsError(ValueError):
    """A statement opened in one cell, row or story and closed in another; holds the paragraph of the closing tag."""

    def __init__(self, opened: str, closed: str, paragraph: int) -> None:
        super().__init__(f"{opened} … {closed}")
        self.paragraph = paragraph


class UnreadableTagError(ValueError):
    """A tag for a paragraph, row, cell or run that holds a sign which ends it too early."""

    def __init__(self, typed: str, paragraph: int) -> None:
        super().__init__(typed)
        self.paragraph = paragraph


class UnsoundPartError(ValueError):
    """A part that is no well-formed XML, or brings a document type of its own."""


def parse_strictly(xml: bytes) -> etree._Element:
    """Return the root element; raises UnsoundPartError for anything not well formed or with a DOCTYPE."""
    try:
        root = etree.fromstring(xml, _PARSER)
    except etree.XMLSyntaxError as cause:
        raise UnsoundPartError(cause.msg) from cause
    if root.getroottree().docinfo.doctype:  # type: ignore[union-attr]
        raise UnsoundPartError("DOCTYPE")
    return root


def check_well_formed(xml: bytes) -> None:
    """Raise expat.ExpatError for anything not well formed.

    Twice as fast as building a tree; prefixes were checked when the template was compiled and stand in its root.
    """
    expat.ParserCreate().Parse(xml, True)


def has_tags(xml: bytes) -> bool:
    """True if the part (in UTF-8) holds a delimiter or an escaped one, split over runs or not."""
    return _TAG.search(xml) is not None


def jinja_source(root: etree._Element, is_property: bool = False) -> tuple[str, bool]:
    """Return the part as Jinja source, and whether some of its tables move columns."""
    if is_property:
        for element in root.iter():
            if isinstance(element.tag, str) and element.text:
                element.text = _made_readable(element.text)
        return _finished(etree.tostring(root, encoding="unicode")), False
    _drop_deleted_text(root)
    _drop_layout_of_xml(root)
    moves_columns = mark_moving_tables(root)
    _join_tags(root)
    # patch_xml reads nothing of its object, so no document has to be opened for it.
    return _finished(DocxTemplate.patch_xml(None, etree.tostring(root, encoding="unicode"))), moves_columns


def _made_readable(text: str) -> str:
    pieces, place = [], 0
    for tag in find_tags(text):
        end = tag.end if tag.end is not None else len(text)
        pieces += [text[place : tag.start], readable(tag.typed) if tag.end is not None else tag.typed]
        place = end
    return "".join((*pieces, text[place:]))


def _drop_deleted_text(root: etree._Element) -> None:
    """Take away what tracked changes have deleted: its tags must not speak."""
    for deleted in list(root.iter(f"{W}del", f"{W}moveFrom")):
        parent = deleted.getparent()
        if parent is not None and len(deleted) and parent.tag not in (f"{W}rPr", f"{W}trPr"):
            parent.remove(deleted)


def _drop_layout_of_xml(root: etree._Element) -> None:
    """Take away line ends: between elements they are layout, inside a text a blank."""
    for element in root.iter():
        if element.tag in _TEXT and element.text:
            element.text = re.sub(r"\s*\n\s*", " ", element.text)
        elif element.text and not element.text.strip() and etree.QName(element).namespace == W[1:-1]:
            element.text = None
        if element.tail and not element.tail.strip():
            element.tail = None


def _join_tags(root: etree._Element) -> None:
    """Put each tag whole into the run in which it begins; what stands between its pieces (bookmarks …) stays."""
    lines = 0
    opened: list[tuple[str, etree._Element | None]] = []
    for number, paragraph in enumerate(root.iter(f"{W}p"), 1):
        texts = [t for t in paragraph.iter(f"{W}t") if next(t.iterancestors(f"{W}p")) is paragraph]
        starts, length = [], 0
        for text in texts:
            starts.append(length)
            length += len(text.text or "")
        whole = "".join(text.text or "" for text in texts)
        pieces: list[list[str]] = [[] for _ in texts]
        place = 0
        for tag in find_tags(whole):
            if tag.end is None:
                # Perhaps closed in a later paragraph, as docxtpl allows; if not, Jinja names this one.
                _share(whole, starts, pieces, place, tag.start + 2)
                pieces[bisect_right(starts, tag.start + 1) - 1].append("\n" * (number - lines))
                lines, place = number, tag.start + 2
                break
            if is_spoiled(tag.typed):
                raise UnreadableTagError(tag.typed, number)
            _check_nesting(opened, tag.typed, paragraph, number)
            _share(whole, starts, pieces, place, tag.start)
            pieces[bisect_right(starts, tag.start) - 1].append(readable(tag.typed, number - lines))
            lines = number
            place = tag.end
        if place:
            _share(whole, starts, pieces, place, length)
            for text, parts in zip(texts, pieces, strict=True):
                text.text = "".join(parts)
                text.set(_SPACE, "preserve")


def _check_nesting(opened: list[tuple[str, etree._Element | None]], typed: str, paragraph: etree._Element, number: int) -> None:
    """Keep the statements open so far; raises CrossingTagsError when one is closed outside of where it was opened."""
    raw = _RAW.match(typed)
    if raw is not None and not raw[1]:
        opened.append((typed, None))
    elif opened and _RAW.match(opened[-1][0]):
        if raw is not None:
            opened.pop()
        return
    statement = _STATEMENT.match(typed)
    if statement is None:
        return
    level = {"tr": f"{W}tbl", "tc": f"{W}tr"}.get(statement[1] or "")
    home = next(paragraph.iterancestors(level), None) if level else paragraph.getparent()
    if not (statement[2] or statement[4]):
        opened.append((typed, home))
    elif opened:
        opening, begun = opened.pop()
        if begun is not home:
            raise CrossingTagsError(opening, typed, number)


def _share(whole: str, starts: list[int], pieces: list[list[str]], begin: int, end: int) -> None:
    """Give the characters from `begin` to `end` to the texts they came from."""
    while begin < end:
        owner = bisect_right(starts, begin) - 1
        stop = min(end, starts[owner + 1]) if owner + 1 < len(starts) else end
        pieces[owner].append(whole[begin:stop])
        begin = stop


def _finished(patched: str) -> str:
    """Return the source with XML's escapes undone inside tags, and docxtpl's escaped delimiters outside of them."""
    pieces = _TAG_IN_SOURCE.split(patched)
    for place, piece in enumerate(pieces):
        if place % 2:
            pieces[place] = unescape(piece, {"&quot;": '"', "&apos;": "'"})
        else:
            pieces[place] = _ESCAPE.sub(lambda match: _ESCAPES[match.group()], piece)
    return "".join(pieces)
