"""The lines of contents: a heading's number, its text, a tab, the page it stands on; each number is a reference.

In: headings, the styles and old lines of a Word file. Out: paragraphs, bookmarks around headings. Touches: the tree it is given.
"""

from __future__ import annotations

import re
from copy import deepcopy
from dataclasses import dataclass

from lxml import etree

from .contents_styles import number_of, value_of
from .joining_xml import found_or_inserted, inserted, is_on, removed
from .source import W

MARKS = frozenset(
    f"{W}{name}"
    for name in ("bookmarkStart", "bookmarkEnd", "proofErr", "permStart", "permEnd", "commentRangeStart", "commentRangeEnd")
)
"""Elements that stand between runs and print nothing."""
_TEXT_WIDTH = 9071
"""Twentieths of a point where the section does not tell."""
_INDENT = 220
_SILENT = MARKS | {f"{W}{name}" for name in (
    "p", "r", "hyperlink", "ins", "del", "moveFrom", "moveTo", "smartTag", "sdt", "sdtContent", "lastRenderedPageBreak",
)}  # fmt: skip
_PROPERTIES = {f"{W}{name}" for name in ("pPr", "rPr", "sdtPr", "sdtEndPr", "smartTagPr")}
_SIGNS = {f"{W}tab": " ", f"{W}br": " ", f"{W}cr": " ", f"{W}noBreakHyphen": "\u2011"}
_OF_ONE_LINE = ("sectPr", "pPrChange", "pageBreakBefore", "outlineLvl", "numPr", "framePr", "keepNext")
_BEFORE_BREAK = ("pStyle", "keepNext", "keepLines")
_BEFORE_TABS = (*_BEFORE_BREAK, "pageBreakBefore", "framePr", "widowControl", "numPr", "suppressLineNumbers", "pBdr", "shd")
_NAME = "_QmsToc"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"


def part_of(paragraph: etree._Element, mark: etree._Element, *, is_after: bool) -> etree._Element:
    """Return a copy of the paragraph with only what stands before a mark in it, or after it."""
    copy = deepcopy(paragraph)
    copies = list(copy.iter())
    at = list(paragraph.iter()).index(mark)
    last = at + sum(1 for _ in mark.iter()) - 1
    around = {*copies[at].iterancestors()}
    properties = {each for kept in around for child in kept if child.tag in _PROPERTIES for each in child.iter()}
    others = copies[: last + 1] if is_after else copies[at:]
    removed([each for each in others if each not in around and each not in properties])
    return copy


def holds_content(paragraph: etree._Element) -> bool:
    """True if it holds more than properties and marks: text, a break, a drawing, another field."""
    for each in paragraph.iter():
        is_property = each.tag in _PROPERTIES or any(above.tag in _PROPERTIES for above in each.iterancestors())
        if not is_property and each.tag not in _SILENT and not (each.tag == f"{W}t" and not each.text):
            return True
    return False


def begin_page(line: etree._Element) -> None:
    """Let a line begin a page."""
    if line[0].find(f"{W}pageBreakBefore") is None:
        inserted(line[0], "pageBreakBefore", _BEFORE_BREAK)


def end_section(line: etree._Element, section: etree._Element | None) -> None:
    """Let a line end the section, if there is one to end."""
    if section is not None:
        line[0].append(section)


@dataclass(frozen=True)
class Heading:
    """A paragraph that stands in the contents, at which level, and what its number ends with, None where it has none."""

    paragraph: etree._Element
    level: int
    ending: str | None

    def text(self) -> str:
        """Return what is read of it."""
        pieces = (each.text or "" if each.tag == f"{W}t" else _SIGNS[str(each.tag)] for each in self._shown())
        return " ".join("".join(pieces).split())

    def _shown(self) -> list[etree._Element]:
        """Return texts and signs; not those of drawings, moved away or hidden."""
        return [
            each
            for each in self.paragraph.iter(f"{W}t", *_SIGNS)
            if (run := each.getparent()) is not None
            and run.tag == f"{W}r"
            and next(each.iterancestors(f"{W}p")) is self.paragraph
            and not is_on(run.find(f"{W}rPr/{W}vanish"))
            and next(each.iterancestors(f"{W}moveFrom"), None) is None
        ]

    def begin(self) -> tuple[etree._Element, int]:
        """Return the place where its text begins; breaks before it stand on the page before."""
        first = next(each for each in self._shown() if each.tag == f"{W}t" and (each.text or "").strip())
        child = next(each for each in (first, *first.iterancestors()) if each.getparent() is self.paragraph)
        if first.getparent() is child:
            before = list(child)[: child.index(first)]
            if breaks := [place for place, each in enumerate(before) if each.tag == f"{W}br"]:
                _split(child, before[: breaks[-1] + 1])
        return self.paragraph, self.paragraph.index(child)


def _split(run: etree._Element, leading: list[etree._Element]) -> None:
    """Move what a run begins with into a run before it."""
    ahead = etree.Element(f"{W}r")
    for each in leading:
        ahead.append(deepcopy(each) if each.tag == f"{W}rPr" else each)
    run.addprevious(ahead)


class Marks:
    """Bookmarks around headings, none of which the file has yet."""

    def __init__(self, root: etree._Element) -> None:
        starts = list(root.iter(f"{W}bookmarkStart"))
        self._names = {each.get(f"{W}name", "").lower() for each in starts}
        self._last = max((number_of(each.get(f"{W}id", ""), 0) for each in starts), default=0)

    def around(self, heading: Heading) -> str:
        """Return the name of a bookmark put around a heading."""
        self._last += 1
        while (name := f"{_NAME}{self._last}").lower() in self._names:
            self._last += 1
        paragraph, place = heading.begin()
        paragraph.insert(place, etree.Element(f"{W}bookmarkStart", {f"{W}id": str(self._last), f"{W}name": name}))
        paragraph.append(etree.Element(f"{W}bookmarkEnd", {f"{W}id": str(self._last)}))
        return name


@dataclass(frozen=True)
class Look:
    """How a line looks: with its page, as a link, with this between text and page; whether it lists figures."""

    has_page: bool
    is_link: bool
    between: str
    of_figures: bool


class LineStyles:
    """The looks of the lines by level: those of the old lines, else of the styles Word has for them."""

    def __init__(self, root: etree._Element, styles: etree._Element, old: list[etree._Element]) -> None:
        self._width = _text_width(root)
        self._ids: dict[str, str] = {}
        self._with_tabs: set[str] = set()
        for style in styles.iter(f"{W}style"):
            identity, name = style.get(f"{W}styleId", ""), value_of(style, "name").lower()
            if re.fullmatch(r"toc [1-9]|table of figures", name):
                self._ids[name] = identity
            if style.find(f"{W}pPr/{W}tabs") is not None:
                self._with_tabs.add(identity)
        self._old: dict[str, etree._Element] = {}
        for paragraph in reversed(old):
            properties = paragraph.find(f"{W}pPr")
            if properties is not None and (style_id := value_of(properties, "pStyle")):
                self._old[style_id] = properties
        self._tabs = next((tabs for each in self._old.values() if (tabs := each.find(f"{W}tabs")) is not None), None)

    def line(self, heading: Heading, mark: str, look: Look) -> etree._Element:
        """Return the line of a heading."""
        line = etree.Element(f"{W}p")
        properties = self._properties(heading, look)
        line.append(properties)
        inner = etree.SubElement(line, f"{W}hyperlink", {f"{W}anchor": mark, f"{W}history": "1"}) if look.is_link else line
        if heading.ending is not None:
            _field(inner, f" REF {mark} \\n \\h ")
            _run(inner, f"{heading.ending} ")
        _run(inner, heading.text())
        if look.has_page:
            _run(inner, look.between) if look.between else _tab(inner)
            _field(inner, f" PAGEREF {mark} \\h ")
        return line

    def _properties(self, heading: Heading, look: Look) -> etree._Element:
        name = "table of figures" if look.of_figures else f"toc {heading.level}"
        style = self._ids.get(name, "")
        if not style and f"TOC{heading.level}" in self._old:
            style = f"TOC{heading.level}"
        if style in self._old:
            properties = deepcopy(self._old[style])
            removed([each for tag in _OF_ONE_LINE for each in properties.findall(f"{W}{tag}")])
        else:
            properties = etree.Element(f"{W}pPr")
            if style:
                etree.SubElement(properties, f"{W}pStyle", {f"{W}val": style})
        self._set_tabs(properties, style)
        if not style and heading.level > 1:
            etree.SubElement(properties, f"{W}ind", {f"{W}left": str(_INDENT * (heading.level - 1))})
        return properties

    def _set_tabs(self, properties: etree._Element, style: str) -> None:
        tabs = properties.find(f"{W}tabs")
        if tabs is None and style in self._with_tabs:
            return
        if tabs is None:
            tabs = found_or_inserted(properties, "tabs", _BEFORE_TABS)
            for each in self._tabs if self._tabs is not None else ():
                tabs.append(deepcopy(each))
        # Word sets the stop behind a number by its width; a wider one would go on to the page's.
        removed([each for each in tabs if each.get(f"{W}val") == "left"])
        if not any(each.get(f"{W}val") in ("right", "end") for each in tabs):
            etree.SubElement(tabs, f"{W}tab", {f"{W}val": "right", f"{W}leader": "dot", f"{W}pos": str(self._width)})


def _text_width(root: etree._Element) -> int:
    """Return the width of the text of the first section."""
    section = next(root.iter(f"{W}sectPr"), None)
    size = section.find(f"{W}pgSz") if section is not None else None
    margins = section.find(f"{W}pgMar") if section is not None else None
    if size is None or margins is None:
        return _TEXT_WIDTH
    sides = sum(number_of(margins.get(f"{W}{side}", ""), 0) for side in ("left", "right"))
    return max(number_of(size.get(f"{W}w", ""), _TEXT_WIDTH + sides) - sides, _INDENT)


def _run(line: etree._Element, text: str) -> None:
    written = etree.SubElement(etree.SubElement(line, f"{W}r"), f"{W}t")
    written.set(_SPACE, "preserve")
    written.text = text


def _tab(line: etree._Element) -> None:
    etree.SubElement(etree.SubElement(line, f"{W}r"), f"{W}tab")


def _field(line: etree._Element, instruction: str) -> None:
    field = etree.SubElement(line, f"{W}fldSimple", {f"{W}instr": instruction})
    etree.SubElement(etree.SubElement(field, f"{W}r"), f"{W}t").text = "0"
