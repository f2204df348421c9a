"""Two styles compared: the properties that differ, old and new, as an author reads them.

In: `w:style` elements. Out: `StyleChange` values. Touches: nothing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from lxml import etree

from ..diagnostics import Message, say
from .source import W
from .style_uses import value_of

_CONTAINERS = frozenset(
    ("pPr", "rPr", "tblPr", "trPr", "tcPr", "tblBorders", "tcBorders", "tblCellMar", "tcMar", "pBdr", "tabs", "numPr",
     "rPrDefault", "pPrDefault", "docDefaults", "tblStylePr", "style", "latentStyles")
)  # fmt: skip
_IDLE = frozenset((f"{W}rsid", f"{W}rsidR", f"{W}nsid", f"{W}tmpl"))
_TRUTH = {"true": "1", "on": "1", "false": "0", "off": "0"}
# Word and LibreOffice name the sides of a line differently.
_SAME_SIDE = {"start": "left", "end": "right", "startChars": "leftChars", "endChars": "rightChars"}
_SIDED = ("ind", "jc", "lvlJc")
_TITLES: dict[str, Message] = {
    "rFonts": say("font"), "sz": say("font size"), "szCs": say("font size (complex scripts)"), "b": say("bold"),
    "i": say("italic"), "caps": say("capitals"), "smallCaps": say("small capitals"), "u": say("underline"),
    "color": say("colour"), "lang": say("language"), "jc": say("alignment"), "ind": say("indent"), "spacing": say("spacing"),
    "keepNext": say("keep with next"), "keepLines": say("keep lines together"), "pageBreakBefore": say("page break before"),
    "widowControl": say("widow control"), "outlineLvl": say("outline level"), "tab": say("tab stop"), "numId": say("list"),
    "ilvl": say("level of the list"), "lvl": say("list"), "pBdr": say("border"), "shd": say("shading"),
    "tblBorders": say("lines of the table"), "tblCellMar": say("margins of cells"), "name": say("name"),
    "basedOn": say("based on"), "next": say("style of the next paragraph"), "link": say("linked style"),
    "theme": say("theme"), "fontTable": say("table of fonts"),
}  # fmt: skip
_SIDES: dict[str, Message] = {
    "before": say("before"), "after": say("after"), "line": say("between lines"), "left": say("left"), "start": say("left"),
    "right": say("right"), "end": say("right"), "firstLine": say("first line"), "hanging": say("hanging"), "top": say("top"),
    "bottom": say("bottom"),
}  # fmt: skip
_HALF_POINTS = ("sz", "szCs")
_TOGGLES = frozenset(
    ("b", "i", "caps", "smallCaps", "keepNext", "keepLines", "pageBreakBefore", "widowControl", "qFormat", "strike", "vanish")
)  # fmt: skip
_TWIPS = frozenset(("before", "after", "left", "right", "start", "end", "firstLine", "hanging"))


class ChangeKind(StrEnum):
    """What happens to a style."""

    ADDED = "added"
    CHANGED = "changed"
    REMOVED = "removed"


@dataclass(frozen=True, slots=True)
class StyleChange:
    """One property of a style that becomes another; an added or removed style has no path. `style` "" is the whole set."""

    kind: ChangeKind
    style: str
    path: str = ""
    old: str = ""
    new: str = ""

    @property
    def title(self) -> str:
        """The property as an author calls it."""
        steps = [step.partition("[")[0] for step in self.path.replace("@", "/").split("/")]
        said = [str(titles[step]) for step in steps for titles in (_TITLES, _SIDES) if step in titles]
        return " ".join(dict.fromkeys(said)) or self.path


def properties(element: etree._Element | None) -> dict[str, str]:
    """Return the properties inside a style by path; what stands in another order or another spelling is the same."""
    return {} if element is None else dict(_walk(element, ""))


def _walk(element: etree._Element, path: str) -> Iterator[tuple[str, str]]:
    seen = Counter[str]()
    for child in element:
        if not isinstance(child.tag, str) or child.tag in _IDLE:
            continue
        name = child.tag.removeprefix(W)
        key = name if name != "tblStylePr" else f"{name} {child.get(f'{W}type')}"
        if name == "lsdException":
            key = f"{name} {child.get(f'{W}name')}"
        seen[key] += 1
        here = f"{path}/{key}".lstrip("/") + (f"[{seen[key]}]" if seen[key] > 1 else "")
        told = [(attribute.removeprefix(W), value) for attribute, value in sorted(_attributes(child))]
        if not told and not len(child) and name not in _CONTAINERS:
            told = [("val", "1")]
        for attribute, value in told:
            if attribute.startswith("rsid"):
                continue
            attribute = _SAME_SIDE.get(attribute, attribute) if name in _SIDED else attribute
            whole = here if attribute == "val" else f"{here}@{attribute}"
            yield whole, _SAME_SIDE.get(value, value) if name in _SIDED else _TRUTH.get(value, value)
        yield from _walk(child, here)


def _attributes(element: etree._Element) -> Iterator[tuple[str, str]]:
    yield from ((str(name), str(value)) for name, value in element.attrib.items())


def plain_sides(element: etree._Element) -> None:
    """Write left and right in the words of Word 2007 and all after it; LibreOffice writes those of the strict format."""
    for each in element.iter(*(f"{W}{name}" for name in _SIDED)):
        for old, new in _SAME_SIDE.items():
            if each.get(f"{W}val") == old:
                each.set(f"{W}val", new)
            if (value := each.get(f"{W}{old}")) is not None:
                del each.attrib[f"{W}{old}"]
                each.set(f"{W}{new}", value)


def name_of(style: etree._Element) -> str:
    """Return the name of a style as Word shows it, its id where it has none."""
    return value_of(style.find(f"{W}name")) or style.get(f"{W}styleId") or ""


def compared(name: str, old: etree._Element | None, new: etree._Element | None) -> list[StyleChange]:
    """Return what differs between two styles of the same place."""
    before, after = properties(old), properties(new)
    paths = [path for path in dict.fromkeys((*before, *after)) if before.get(path, "") != after.get(path, "")]
    changes = [
        StyleChange(ChangeKind.CHANGED, name, path, _shown(path, before.get(path)), _shown(path, after.get(path)))
        for path in paths
    ]
    # One font, size or weight is written for several scripts; it is told once.
    return _once(changes)


def _once(changes: Iterable[StyleChange]) -> list[StyleChange]:
    twins = {"szCs": "sz", "bCs": "b", "iCs": "i"}
    seen: dict[tuple[str, str, str], StyleChange] = {}
    for change in changes:
        last = change.path.rpartition("/")[2]
        plain = twins.get(last, last.partition("@")[0] if last.startswith("rFonts@") else last)
        seen.setdefault((change.path.rpartition("/")[0] + "/" + plain, change.old, change.new), change)
    return list(seen.values())


def _shown(path: str, value: str | None) -> str:
    """Return a value with the unit an author knows: points for sizes and distances."""
    if value is None:
        return ""
    last = path.rpartition("/")[2]
    name, _, attribute = last.partition("@")
    if value.lstrip("-").isdecimal() and len(value) < 9:
        if name in _HALF_POINTS:
            return _points(int(value) / 2)
        if name in ("spacing", "ind") and attribute in _TWIPS:
            return _points(int(value) / 20)
    if last in _TOGGLES and value in ("0", "1"):
        return str(say("yes") if value == "1" else say("no"))
    return value


def _points(value: float) -> str:
    return f"{value:g} pt"
