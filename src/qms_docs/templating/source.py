"""From Word's XML to a Jinja source: tags made whole, then docxtpl's own clean-up, once when a template is compiled.

In: the XML of one part. Out: Jinja source whose line number is the paragraph number. Touches: nothing.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from xml.parsers import expat
from xml.sax.saxutils import unescape

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
_MARK = re.compile("\ufdd0([0-9]+)\ufdd1")
_OPENED = re.compile(r"\{[{%#]")
_RAW = re.compile(r"\{%[-+]?\s*(end)?raw\b")
_CELL_PROPERTIES = re.compile(r"(<w:tcPr\b[^>]*(?<!/)>)(.*?)</w:tcPr>", re.DOTALL)
_CELL_PROPERTY = re.compile(r"(<w:(\w+)\b(?:[^>]*/>|[^>]*>.*?</w:\2>))", re.DOTALL)
_CELL_ORDER = (
    "cnfStyle", "tcW", "gridSpan", "hMerge", "vMerge", "tcBorders", "shd", "noWrap", "tcMar", "textDirection", "tcFitText",
    "vAlign", "hideMark",
)  # fmt: skip
_TEXT = (f"{W}t", f"{W}instrText", f"{W}delText")


@dataclass(frozen=True, slots=True)
class JinjaSource:
    """A part as Jinja reads it; `lines[n]` is the number (from 0) of the tag in line n + 2, or of the last before it."""

    text: str
    lines: tuple[int, ...]
    moves_columns: bool

    def tag_at(self, line: int | None) -> int | None:
        """Return the number of the tag in a line of the source, or None above the first."""
        found = self.lines[min(line, len(self.lines) + 1) - 2] if line and line > 1 and self.lines else -1
        return found if found >= 0 else None


class UnreadableTagError(ValueError):
    """A tag for a paragraph, row, cell or run that holds a sign which ends it too early; `number` counts tags from 0."""

    def __init__(self, typed: str, number: int) -> None:
        super().__init__(typed)
        self.number = number


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


def jinja_source(root: etree._Element, is_property: bool = False) -> JinjaSource:
    """Return the part as Jinja source; its tags must not have been touched since `drop_deleted_text`."""
    if is_property:
        count = 0
        for element in root.iter():
            if isinstance(element.tag, str) and element.text:
                element.text, count = _made_readable(element.text, count)
        return _finished(etree.tostring(root, encoding="unicode"), False)
    _drop_layout_of_xml(root)
    moves_columns = mark_moving_tables(root)
    _join_tags(root)
    # Heavy to import; a process that finds its templates compiled begins sooner without it.
    from docxtpl import DocxTemplate

    # patch_xml reads nothing of its object, so no document has to be opened for it.
    patched = DocxTemplate.patch_xml(None, etree.tostring(root, encoding="unicode"))
    return _finished(_CELL_PROPERTIES.sub(_in_order, patched), moves_columns)


def _in_order(properties: re.Match[str]) -> str:
    """Return the properties of a cell in the order of the schema: docxtpl puts those of its own statements first."""
    children = _CELL_PROPERTY.findall(properties[2])
    if "".join(whole for whole, _ in children) != properties[2]:
        return properties.group()
    ordered = sorted(children, key=lambda child: _CELL_ORDER.index(child[1]) if child[1] in _CELL_ORDER else len(_CELL_ORDER))
    return properties[1] + "".join(whole for whole, _ in ordered) + "</w:tcPr>"


def _made_readable(text: str, count: int) -> tuple[str, int]:
    """Return the text of a property with its tags made readable, and the number of the next tag."""
    pieces, place = [], 0
    for tag in find_tags(text):
        end = tag.end if tag.end is not None else len(text)
        made = readable(tag.typed, _mark(count)) if tag.end is not None else tag.typed[:2] + _mark(count) + tag.typed[2:]
        pieces += [text[place : tag.start], made]
        place, count = end, count + 1
    return "".join((*pieces, text[place:])), count


def _mark(number: int) -> str:
    """Return the mark of a tag, in signs that no text may hold; `_finished` makes a line end of it."""
    return f"\ufdd0{number}\ufdd1"


def drop_deleted_text(root: etree._Element) -> None:
    """Take away what tracked changes have deleted: its tags must not speak."""
    for deleted in list(root.iter(f"{W}del", f"{W}moveFrom")):
        parent = deleted.getparent()
        if parent is not None and len(deleted) and parent.tag not in (f"{W}rPr", f"{W}trPr"):
            parent.remove(deleted)


def texts_of(paragraph: etree._Element) -> list[etree._Element]:
    """Return the `w:t` of a paragraph, without those of text boxes inside it."""
    return [text for text in paragraph.iter(f"{W}t") if next(text.iterancestors(f"{W}p")) is paragraph]


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
    number = 0
    for paragraph in root.iter(f"{W}p"):
        texts = texts_of(paragraph)
        starts, length = [], 0
        for text in texts:
            starts.append(length)
            length += len(text.text or "")
        whole = "".join(text.text or "" for text in texts)
        pieces: list[list[str]] = [[] for _ in texts]
        place = 0
        for tag in find_tags(whole):
            mark, number = _mark(number), number + 1
            if tag.end is None:
                # Perhaps closed in a later paragraph, as docxtpl allows; if not, Jinja names this one.
                _share(whole, starts, pieces, place, tag.start + 2)
                pieces[bisect_right(starts, tag.start + 1) - 1].append(mark)
                place = tag.start + 2
                break
            if is_spoiled(tag.typed):
                raise UnreadableTagError(tag.typed, number - 1)
            _share(whole, starts, pieces, place, tag.start)
            pieces[bisect_right(starts, tag.start) - 1].append(readable(tag.typed, mark))
            place = tag.end
        if place:
            _share(whole, starts, pieces, place, length)
            for text, parts in zip(texts, pieces, strict=True):
                text.text = "".join(parts)
                text.set(_SPACE, "preserve")


def _share(whole: str, starts: list[int], pieces: list[list[str]], begin: int, end: int) -> None:
    """Give the characters from `begin` to `end` to the texts they came from."""
    while begin < end:
        owner = bisect_right(starts, begin) - 1
        stop = min(end, starts[owner + 1]) if owner + 1 < len(starts) else end
        pieces[owner].append(whole[begin:stop])
        begin = stop


def _finished(patched: str, moves_columns: bool) -> JinjaSource:
    """Return the source with XML's escapes undone inside tags, and docxtpl's escaped delimiters outside of them.

    Each mark becomes a line end behind the opening of its tag, so that Jinja's line numbers lead to tags.
    """
    pieces, lines, raw = _TAG_IN_SOURCE.split(patched), [], False
    for place, piece in enumerate(pieces):
        numbers = [int(number) for number in _MARK.findall(piece)]
        piece = _MARK.sub("", piece)
        statement = _RAW.match(piece) if place % 2 else None
        if raw and statement is None:
            numbers = []
        elif place % 2:
            raw = statement is not None and not statement[1]
            head = 3 if piece[2:3] in "-+" else 2
            piece = piece[:head] + "\n" * len(numbers) + unescape(piece[head:], {"&quot;": '"', "&apos;": "'"})
        else:
            # A tag that nothing closes: Jinja is to name its line.
            opened = _OPENED.search(piece) if numbers else None
            head = opened.end() if opened else 0
            piece = piece[:head] + "\n" * len(numbers) + _ESCAPE.sub(lambda match: _ESCAPES[match.group()], piece[head:])
        lines += numbers
        lines += [lines[-1] if lines else -1] * (piece.count("\n") - len(numbers))
        pieces[place] = piece
    return JinjaSource("".join(pieces), tuple(lines), moves_columns)
