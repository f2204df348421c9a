"""What the styles and lists of a Word file say of its contents: levels of headings, and how their numbers end.

In: styles and numbering of a Word file. Out: values. Touches: nothing.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from lxml import etree

from .source import W

NO_LEVEL = 10
_HEADING = re.compile(r"heading ([1-9])$")
_ON = ("1", "true", "on")


def value_of(element: etree._Element, path: str) -> str:
    """Return the value of a property, or nothing."""
    found = element.find("/".join(f"{W}{name}" for name in path.split("/")))
    return found.get(f"{W}val", "") if found is not None else ""


def number_of(text: str, default: int) -> int:
    """Return a number as files write it."""
    return int(text) if re.fullmatch(r"-?[0-9]{1,6}", text) else default


@dataclass
class ParagraphStyle:
    """What a paragraph style says of the contents: its names, its level as a built-in heading, its outline level, its list."""

    names: tuple[str, ...] = ()
    built_in: int = 0
    outline: int = NO_LEVEL
    number: str = ""
    list_level: int = 0


def paragraph_styles(styles: etree._Element, lists: ListLevels) -> dict[str, ParagraphStyle]:
    """Return the paragraph styles by identity; that of paragraphs that name none also under no name."""
    by_id = {style.get(f"{W}styleId", ""): style for style in styles.iter(f"{W}style")}
    found: dict[str, ParagraphStyle] = {}
    for identity, style in by_id.items():
        if style.get(f"{W}type", "paragraph") == "paragraph":
            found[identity] = _read(style, by_id, lists)
            if style.get(f"{W}default") in _ON:
                found[""] = found[identity]
    return found


def _read(style: etree._Element, by_id: Mapping[str, etree._Element], lists: ListLevels) -> ParagraphStyle:
    name = value_of(style, "name").lower()
    aliases = (each.strip() for each in value_of(style, "aliases").lower().split(","))
    heading = _HEADING.match(name)
    made = ParagraphStyle((name, *filter(None, aliases)), int(heading[1]) if heading else 0)
    at: etree._Element | None = style
    outline, number, seen = "", "", set[str]()
    while at is not None and (key := at.get(f"{W}styleId", "")) not in seen:
        seen.add(key)
        built_in = _HEADING.match(value_of(at, "name").lower())
        if not outline:
            outline = value_of(at, "pPr/outlineLvl") or (str(int(built_in[1]) - 1) if built_in else "")
        if not number and (number := value_of(at, "pPr/numPr/numId")):
            made.number = number
            made.list_level = number_of(value_of(at, "pPr/numPr/ilvl"), lists.level_of(number, key))
        at = by_id.get(value_of(at, "basedOn"))
    made.outline = number_of(outline, NO_LEVEL - 1) + 1
    return made


class ListLevels:
    """The levels of the lists of a file."""

    def __init__(self, numbering: etree._Element | None) -> None:
        self._formats: dict[tuple[str, int], tuple[str, str]] = {}
        self._levels: dict[tuple[str, str], int] = {}
        if numbering is None:
            return
        shapes = {each.get(f"{W}abstractNumId", ""): each for each in numbering.findall(f"{W}abstractNum")}
        for each in numbering.findall(f"{W}num"):
            identity, shape = each.get(f"{W}numId", ""), shapes.get(value_of(each, "abstractNumId"))
            for level in (*(shape.iter(f"{W}lvl") if shape is not None else ()), *each.iter(f"{W}lvl")):
                number = number_of(level.get(f"{W}ilvl", ""), 0)
                self._formats[identity, number] = value_of(level, "numFmt") or "decimal", value_of(level, "lvlText")
                if style := value_of(level, "pStyle"):
                    self._levels[identity, style] = number

    def level_of(self, number: str, style: str) -> int:
        """Return the level that belongs to a style."""
        return self._levels.get((number, style), 0)

    def ending(self, number: str, level: int) -> str | None:
        """Return the full stop with which numbers of a level end, which references leave out; None where nothing is counted."""
        kind, text = self._formats.get((number, level), ("none", ""))
        if kind in ("none", "bullet") or "%" not in text:
            return None
        return "." if text.rstrip().endswith(".") else ""
