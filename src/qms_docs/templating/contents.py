"""The contents of a Word file as its headings are now: LibreOffice prints a contents field as it was saved.

In: the bytes of a Word file. Out: the same file with lines that refer to the pages of its headings. Touches: nothing.
References to pages are computed when a file is laid out, so the numbers are right wherever they are printed.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from ..errors import TemplateError
from .contents_lines import (
    MARKS,
    Heading,
    LineStyles,
    Look,
    Marks,
    begin_page,
    end_section,
    holds_content,
    part_of,
)
from .contents_styles import NO_LEVEL, ListLevels, ParagraphStyle, number_of, paragraph_styles, value_of
from .joining_xml import removed, written
from .package import MAX_FILE, MAX_XML_PART, pack, read_package, write_package
from .source import UnsoundPartError, W, parse_strictly

_MAIN, _STYLES, _LISTS = "word/document.xml", "word/styles.xml", "word/numbering.xml"
_FIELD = re.compile(rb"(?:instr=[\"']|instrText\b[^>]*>)\s*TOC\b", re.IGNORECASE)
_TOKEN = re.compile(r'"([^"]*)"?|(\\\S)|([^\s"\\]+)')
_WITH_VALUE = frozenset("abcdflnopst")
_DOUBTFUL = frozenset("adfs")
"""Captions without labels, numbers with those of chapters, entries that are fields of their own."""
_RANGE = re.compile(r"\s*([1-9])\s*-\s*([1-9])\s*$")


@dataclass
class _Contents:
    """A contents field: its code, the elements with which it begins and ends, the paragraphs they stand in."""

    code: str
    begin: etree._Element
    end: etree._Element
    first: etree._Element
    last: etree._Element

    def is_replaceable(self) -> bool:
        """True if it fills paragraphs in a row, so that nothing else is lost with them."""
        within = self._within()
        return (
            bool(within)
            and all(each.tag == f"{W}p" or each.tag in MARKS for each in within)
            and not any(each.find(f"{W}pPr/{W}sectPr") is not None for each in within[:-1])
        )

    def paragraphs(self) -> list[etree._Element]:
        """Return the paragraphs it fills."""
        return [each for each in self._within() if each.tag == f"{W}p"]

    def _within(self) -> list[etree._Element]:
        parent = self.first.getparent()
        if parent is None or self.last.getparent() is not parent:
            return []
        return list(parent)[parent.index(self.first) : parent.index(self.last) + 1]

    def make_anew(self, lines: list[etree._Element]) -> None:
        """Put the lines in its place; what stands beside it in its paragraphs stays beside them."""
        parent, within = self.first.getparent(), self._within()
        if parent is None:
            return
        before, after = part_of(self.first, self.begin, is_after=False), part_of(self.last, self.end, is_after=True)
        has_before = holds_content(before)
        # Word often ends contents in a paragraph of their own, which prints as an empty line.
        is_own_end = self.first is not self.last and not holds_content(part_of(self.last, self.end, is_after=False))
        has_after = holds_content(after) or is_own_end
        if has_before:
            removed(before.findall(f"{W}pPr/{W}sectPr"))
        elif self.first.find(f"{W}pPr/{W}pageBreakBefore") is not None:
            begin_page(lines[0])
        if not has_after:
            end_section(lines[-1], self.last.find(f"{W}pPr/{W}sectPr"))
        # Marks may have their other half elsewhere, so each stays, in its order.
        flat = [each for one in within for each in one.iter()]
        begins, ends = flat.index(self.begin), flat.index(self.end)
        inner = flat[begins if has_before else 0 : ends if has_after else len(flat)]
        for mark in reversed([each for each in inner if each.tag in MARKS]):
            lines[0].insert(1, mark)
        place = parent.index(self.first)
        kept = [*([before] if has_before else ()), *lines, *([after] if has_after else ())]
        for each in within:
            if each.getparent() is parent:
                parent.remove(each)
        for offset, each in enumerate(kept):
            parent.insert(place + offset, each)


@dataclass
class _Order:
    """What the switches of a contents field ask for."""

    switches: dict[str, str] = field(default_factory=dict)
    styles: dict[str, int] = field(default_factory=dict)

    def level(self, style: ParagraphStyle, own: int | None) -> int:
        """Return the level at which a paragraph stands in the contents, 0 where it does not."""
        for name in style.names:
            if name in self.styles:
                return self.styles[name]
        low, high = self._range("o")
        if "o" in self.switches and low <= style.built_in <= high:
            return style.built_in
        level = own if own is not None else style.outline
        return level if "u" in self.switches and low <= level <= high else 0

    def asked_of(self, level: int) -> Look:
        """Return how a line of a level looks."""
        low, high = self._range("n")
        has_page = "n" not in self.switches or not low <= level <= high
        return Look(has_page, "h" in self.switches, self.switches.get("p", ""), "c" in self.switches)

    def _range(self, switch: str) -> tuple[int, int]:
        found = _RANGE.match(self.switches.get(switch, ""))
        return (int(found[1]), int(found[2])) if found else (1, 9)


def refreshed(data: bytes) -> bytes:
    """Return the file with its contents made anew; the very same bytes where there is no contents field, or none it can read."""
    if not _may_have_contents(data):
        return data
    try:
        parts = read_package(data, "")
        root, styles = parse_strictly(parts[_MAIN]), parse_strictly(parts.get(_STYLES, b""))
        lists = ListLevels(parse_strictly(parts[_LISTS]) if _LISTS in parts else None)
    except (TemplateError, UnsoundPartError):  # what is wrong with it is told by whoever prints it
        return data
    fields = [each for each in _contents_fields(root) if each.is_replaceable()]
    # The list keeps the elements alive, so that their identities stay.
    lines = [paragraph for each in fields for paragraph in each.paragraphs()]
    no_headings = {id(paragraph) for paragraph in lines}
    if len(no_headings) < len(lines):  # fields that share a paragraph
        return data
    known, marks, looks = paragraph_styles(styles, lists), Marks(root), LineStyles(root, styles, lines)
    made = 0
    for each in fields:
        order = _order(each.code)
        if order is not None and (headings := _headings(root, order, known, lists, no_headings)):
            each.make_anew([looks.line(one, marks.around(one), order.asked_of(one.level)) for one in headings])
            made += 1
    if not made:
        return data
    parts[_MAIN] = written(root)
    return write_package([pack(name, content) for name, content in parts.items()])


def _may_have_contents(data: bytes) -> bool:
    """True if the main part speaks of contents; asked of every file, so nothing is parsed."""
    if len(data) > MAX_FILE:
        return False
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive, archive.open(_MAIN) as part:
            return _FIELD.search(part.read(MAX_XML_PART)) is not None
    except (zipfile.BadZipFile, LookupError, RuntimeError, ValueError, OSError, EOFError, zlib.error):
        return False


def _contents_fields(root: etree._Element) -> Iterator[_Contents]:
    """Yield the contents fields that stand in no other field."""
    opened: list[tuple[etree._Element, list[str]]] = []
    for each in root.iter(f"{W}fldChar", f"{W}instrText", f"{W}fldSimple"):
        kind = each.get(f"{W}fldCharType")
        if each.tag == f"{W}fldSimple":
            if not opened:
                yield from _told(each.get(f"{W}instr", ""), each, each)
        elif kind == "begin":
            opened.append((each, []))
        elif kind == "end" and opened:
            begin, code = opened.pop()
            if not opened:
                yield from _told("".join(code), begin, each)
        elif each.tag == f"{W}instrText" and opened:
            opened[-1][1].append(each.text or "")


def _told(code: str, begin: etree._Element, end: etree._Element) -> Iterator[_Contents]:
    first, last = (next(each.iterancestors(f"{W}p"), None) for each in (begin, end))
    if code.split()[:1] and code.split()[0].upper() == "TOC" and first is not None and last is not None:
        yield _Contents(code, begin, end, first, last)


def _order(code: str) -> _Order | None:
    """Return what the code asks for, None where it is not understood."""
    order, switch = _Order(), ""
    for quoted, letter, bare in _TOKEN.findall(code.strip()[len("TOC") :]):
        if letter:
            switch = letter[1].lower()
            order.switches[switch] = ""
        elif switch in _WITH_VALUE:
            order.switches[switch] = (quoted or bare).strip()
        else:
            return None
    if _DOUBTFUL & order.switches.keys():
        return None
    if not order.switches.keys() & set("otuc"):
        order.switches["o"] = ""
    named = order.switches.get("t", "")
    pieces = [piece.strip() for piece in named.split(";" if ";" in named else ",")]
    for name, level in zip(pieces[::2], pieces[1::2], strict=False):
        if level not in tuple("123456789"):
            return None
        order.styles[name.lower()] = int(level)
    return order


def _headings(
    root: etree._Element, order: _Order, known: dict[str, ParagraphStyle], lists: ListLevels, no_headings: set[int]
) -> list[Heading] | None:
    """Return what stands in the contents; None where it cannot be told."""
    area = order.switches.get("b", "").lower()
    inside, area_id = not area, ""
    caption = re.compile(rf"\s*SEQ\s+\"?{re.escape(order.switches.get('c', ''))}\"?(?:\s|$)", re.IGNORECASE)
    found: list[Heading] = []
    for each in root.iter(f"{W}p", f"{W}bookmarkStart", f"{W}bookmarkEnd"):
        if each.tag == f"{W}bookmarkStart":
            if area and each.get(f"{W}name", "").lower() == area:
                inside, area_id = True, each.get(f"{W}id", "")
            continue
        if each.tag == f"{W}bookmarkEnd":
            inside = inside and not (area_id and each.get(f"{W}id") == area_id)
            continue
        begins_inside = area and any(start.get(f"{W}name", "").lower() == area for start in each.iter(f"{W}bookmarkStart"))
        if not (inside or begins_inside) or id(each) in no_headings:
            continue
        style = known.get(value_of(each, "pPr/pStyle"), ParagraphStyle())
        own = value_of(each, "pPr/outlineLvl")
        level = order.level(style, number_of(own, NO_LEVEL) + 1 if own else None)
        if "c" in order.switches:
            level = int(any(caption.match(code) for code in _codes(each)))
        if level and (heading := _heading(each, level, style, lists)):
            found.append(heading)
    return found if area_id or not area else None


def _codes(paragraph: etree._Element) -> Iterator[str]:
    yield from (each.get(f"{W}instr", "") for each in paragraph.iter(f"{W}fldSimple"))
    yield "".join(each.text or "" for each in paragraph.iter(f"{W}instrText"))


def _heading(paragraph: etree._Element, level: int, style: ParagraphStyle, lists: ListLevels) -> Heading | None:
    """Return a heading with its text; None for an empty one and for one in a drawing, which files hold twice."""
    if next(paragraph.iterancestors(f"{W}txbxContent"), None) is not None:
        return None
    number = value_of(paragraph, "pPr/numPr/numId") or style.number
    heading = Heading(paragraph, level, lists.ending(number, number_of(value_of(paragraph, "pPr/numPr/ilvl"), style.list_level)))
    return heading if heading.text() else None
