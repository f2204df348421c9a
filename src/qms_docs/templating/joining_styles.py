"""The styles and list numbers of several Word files in one: equal ones are shared, others get names of their own.

In: the styles and numbering of each file. Out: those of the joined file, and what is called otherwise in each. Touches: nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from copy import deepcopy
from dataclasses import dataclass, field

from lxml import etree

from .joining_xml import written
from .source import W, parse_strictly

_REFERENCES = ("basedOn", "next", "link")
_USES = ("pStyle", "rStyle", "tblStyle")


def _names(text: str) -> list[str]:
    return text.split()


_RUN_ORDER = _names(
    "rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss imprint noProof snapToGrid vanish webHidden"
    " color spacing w kern position sz szCs highlight u effect bdr shd fitText vertAlign rtl cs em lang eastAsianLayout"
)
_PARAGRAPH_ORDER = _names(
    "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers pBdr shd tabs suppressAutoHyphens"
    " kinsoku wordWrap overflowPunct topLinePunct autoSpaceDE autoSpaceDN bidi adjustRightInd snapToGrid spacing ind"
    " contextualSpacing mirrorIndents suppressOverlap jc textDirection textAlignment textboxTightWrap outlineLvl divId cnfStyle"
    " rPr sectPr pPrChange"
)
_STYLE_ORDER = _names(
    "name aliases basedOn next link autoRedefine hidden uiPriority semiHidden unhideWhenUsed qFormat locked personal"
    " personalCompose personalReply rsid pPr rPr tblPr trPr tcPr tblStylePr"
)


@dataclass
class Renaming:
    """What of one document is called otherwise in the joined file: styles, list numbers, the style of plain paragraphs."""

    styles: dict[str, str] = field(default_factory=dict)
    numbers: dict[str, str] = field(default_factory=dict)
    plain: str | None = None

    def apply(self, root: etree._Element) -> None:
        """Rename what a part of the document names."""
        for each in root.iter(*(f"{W}{name}" for name in _USES)):
            value = each.get(f"{W}val", "")
            each.set(f"{W}val", self.styles.get(value, value))
        for each in root.iter(f"{W}numId"):
            value = each.get(f"{W}val", "")
            each.set(f"{W}val", self.numbers.get(value, value))
        if self.plain is None:
            return
        for paragraph in root.iter(f"{W}p"):
            properties = paragraph.find(f"{W}pPr")
            if properties is None:
                properties = etree.Element(f"{W}pPr")
                paragraph.insert(0, properties)
            if properties.find(f"{W}pStyle") is None:
                properties.insert(0, etree.Element(f"{W}pStyle", {f"{W}val": self.plain}))


class JoinedStyles:
    """Styles and numbering of the joined file, as they grow."""

    def __init__(self) -> None:
        self._root: etree._Element | None = None
        self._defaults: etree._Element | None = None
        self._known: dict[str, bytes] = {}
        self._abstract: list[etree._Element] = []
        self._numbers: list[etree._Element] = []
        self._bullets: dict[tuple[bytes, str], str] = {}
        self._count = 0
        self.current = Renaming()

    def take(self, styles: bytes | None, numbering: bytes | None, roots: Iterable[etree._Element]) -> Renaming:
        """Take styles and numbering of the next document, whose parts are `roots`; return what is called otherwise."""
        self._count += 1
        self.current = Renaming()
        sheet = parse_strictly(styles) if styles is not None else None
        roots = list(roots)
        used = {each.get(f"{W}val", "") for root in roots for each in root.iter(*(f"{W}{name}" for name in _USES))}
        named = {each.get(f"{W}val", "") for root in roots for each in root.iter(f"{W}numId")}
        by_style = _numbered_styles(sheet) if sheet is not None else {}
        named |= set(by_style.values())
        if numbering is not None:
            self.current.numbers = self._taken_numbers(numbering, named)
        if sheet is not None:
            self._take_styles(sheet, by_style, used)
        return self.current

    def _taken_numbers(self, numbering: bytes, named: set[str]) -> dict[str, str]:
        """Return new numbers of the lists named: marks are shared, counted lists begin anew in each document."""
        root = parse_strictly(numbering)
        abstract = {each.get(f"{W}abstractNumId", ""): each for each in root.findall(f"{W}abstractNum")}
        renumbered = {}
        for number in root.findall(f"{W}num"):
            identity = number.get(f"{W}numId", "")
            inner = number.find(f"{W}abstractNumId")
            pattern = abstract.get(inner.get(f"{W}val", "")) if inner is not None else None
            if identity not in named or pattern is None:
                continue
            key = (numbering, identity)
            if key not in self._bullets:
                new = str(len(self._numbers) + 1)
                self._numbers.append(_renumbered(number, new))
                self._abstract.append(_renumbered_pattern(pattern, new))
                if not _is_of_marks(pattern):
                    renumbered[identity] = new
                    continue
                self._bullets[key] = new
            renumbered[identity] = self._bullets[key]
        return renumbered

    def _take_styles(self, sheet: etree._Element, numbered: Mapping[str, str], used: set[str]) -> None:
        defaults = sheet.find(f"{W}docDefaults")
        if self._root is None:
            self._root, self._defaults = sheet, defaults
            for style in sheet.findall(f"{W}style"):
                self._known[style.get(f"{W}styleId", "")] = _canonical(style)
                _renumber_style(style, self.current.numbers)
            return
        styles = {style.get(f"{W}styleId", ""): style for style in sheet.findall(f"{W}style")}
        if _canonical(defaults) != _canonical(self._defaults):
            for style in styles.values():
                if style.get(f"{W}type") == "paragraph" and style.find(f"{W}basedOn") is None:
                    _merge_defaults(style, defaults)
        own = {
            identity for identity, style in styles.items() if self._known.get(identity, _canonical(style)) != _canonical(style)
        }
        shared = set(self._bullets.values())
        own |= {
            identity
            for identity, number in numbered.items()
            if identity in used and self.current.numbers.get(number) not in shared
        }
        while more := {each for each, style in styles.items() if each not in own and _base_of(style) in own}:
            own |= more
        self.current.styles = {identity: f"{identity}_{self._count}" for identity in sorted(own)}
        for identity, style in styles.items():
            if identity not in own and identity in self._known:
                continue
            self._known.setdefault(identity, _canonical(style))
            copy = deepcopy(style)
            _renumber_style(copy, self.current.numbers)
            self._rename(copy, identity)
            self._root.append(copy)

    def _rename(self, style: etree._Element, identity: str) -> None:
        names = self.current.styles
        for each in style.iter(*(f"{W}{name}" for name in _REFERENCES)):
            value = each.get(f"{W}val", "")
            each.set(f"{W}val", names.get(value, value))
        is_default = style.get(f"{W}default") in ("1", "true", "on")
        style.attrib.pop(f"{W}default", "")
        if identity not in names:
            return
        style.set(f"{W}styleId", names[identity])
        name = style.find(f"{W}name")
        if name is not None:
            name.set(f"{W}val", f"{name.get(f'{W}val', '')} ({self._count})")
        if is_default and style.get(f"{W}type") == "paragraph":
            self.current.plain = names[identity]

    def styles_xml(self) -> bytes | None:
        """Return the styles of the joined file; None where no document has any."""
        return None if self._root is None else written(self._root)

    def numbering_xml(self) -> bytes | None:
        """Return the numbering of the joined file; None where no document counts anything."""
        if not self._numbers:
            return None
        root = etree.Element(f"{W}numbering", nsmap={"w": W.strip("{}")})
        root.extend([*self._abstract, *self._numbers])
        return written(root)


def _canonical(element: etree._Element | None) -> bytes:
    return b"" if element is None else etree.tostring(element, method="c14n", with_tail=False)


def _base_of(style: etree._Element) -> str | None:
    base = style.find(f"{W}basedOn")
    return base.get(f"{W}val") if base is not None else None


def _numbered_styles(sheet: etree._Element) -> dict[str, str]:
    """Return the list number that each style brings."""
    found = {}
    for style in sheet.findall(f"{W}style"):
        number = style.find(f"{W}pPr/{W}numPr/{W}numId")
        if number is not None:
            found[style.get(f"{W}styleId", "")] = number.get(f"{W}val", "")
    return found


def _renumber_style(style: etree._Element, numbers: Mapping[str, str]) -> None:
    for each in style.iter(f"{W}numId"):
        value = each.get(f"{W}val", "")
        each.set(f"{W}val", numbers.get(value, value))


def _is_of_marks(pattern: etree._Element) -> bool:
    formats = {each.get(f"{W}val") for each in pattern.iter(f"{W}numFmt")}
    return formats <= {"bullet", "none"}


def _renumbered(number: etree._Element, new: str) -> etree._Element:
    copy = deepcopy(number)
    copy.set(f"{W}numId", new)
    inner = copy.find(f"{W}abstractNumId")
    if inner is not None:
        inner.set(f"{W}val", new)
    return copy


def _renumbered_pattern(pattern: etree._Element, new: str) -> etree._Element:
    """Return the pattern under a number of its own; Word takes two with one nsid for the same list."""
    copy = deepcopy(pattern)
    copy.set(f"{W}abstractNumId", new)
    for name in ("nsid", "styleLink", "numStyleLink"):
        for each in copy.findall(f"{W}{name}"):
            copy.remove(each)
    copy.insert(0, etree.Element(f"{W}nsid", {f"{W}val": f"{0x51000000 + int(new):08X}"}))
    return copy


def _merge_defaults(style: etree._Element, defaults: etree._Element | None) -> None:
    """Write into a style what its own file takes for granted."""
    if defaults is None:
        return
    for name, order in (("pPr", _PARAGRAPH_ORDER), ("rPr", _RUN_ORDER)):
        given = defaults.find(f"{W}{name}Default/{W}{name}")
        if given is None:
            continue
        own = style.find(f"{W}{name}")
        if own is None:
            own = etree.Element(f"{W}{name}")
            style.append(own)
            style[:] = sorted(style, key=lambda each: _place(each, _STYLE_ORDER))
        known = {each.tag for each in own}
        own.extend(deepcopy(each) for each in given if each.tag not in known)
        own[:] = sorted(own, key=lambda each, order=order: _place(each, order))  # type: ignore[misc]


def _place(element: etree._Element, order: list[str]) -> int:
    name = str(element.tag).removeprefix(W)
    return order.index(name) if name in order else len(order)
