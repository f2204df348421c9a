"""The tags of a template where their author sees them: part, paragraph, table, row, cell.

In: the parts of a package. Out: `PlacedTag` values in the order of the text. Touches: nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from .source import W, texts_of
from .tags import Tag, find_tags

_PREFIX = re.compile(r"^\{[{%#][-+]?(tr|tc|p|r)[ \u00a0]")


@dataclass(frozen=True)
class PlacedTag:
    """A tag as typed, with its place: `cell` counts table, row and cell; in properties `paragraph` is None."""

    part: str
    number: int
    tag: Tag
    cell: tuple[int, int, int] | None
    paragraph: etree._Element | None

    @property
    def prefix(self) -> str:
        """`p`, `tr`, `tc`, `r`, or nothing."""
        found = _PREFIX.match(self.tag.typed)
        return found[1] if found else ""

    @property
    def within(self) -> str:
        """The place as it is shown: `word/document.xml¶12 › bảng 1, hàng 2, ô 3 › {{ x }}`."""
        return f"{place_of(self.part, self.number, self.cell)} › {self.tag.typed[:80]}"

    def around(self, name: str) -> etree._Element | None:
        """Return the nearest element `name` (`tbl`, `tr`, `tc`) around the tag's paragraph, or None."""
        return None if self.paragraph is None else next(self.paragraph.iterancestors(f"{W}{name}"), None)

    @property
    def home(self) -> etree._Element | None:
        """Within what a statement must be closed: the table of rows, the row of cells, the cell or story of text."""
        if self.prefix in ("tr", "tc"):
            return self.around({"tr": "tbl", "tc": "tr"}[self.prefix])
        return None if self.paragraph is None else self.paragraph.getparent()


@dataclass(frozen=True)
class PlacedText:
    """The text of a paragraph with its tags."""

    part: str
    number: int
    text: str
    tags: tuple[PlacedTag, ...]
    cell: tuple[int, int, int] | None

    @property
    def pieces(self) -> Iterator[str]:
        """The text between the tags."""
        place = 0
        for tag in self.tags:
            yield self.text[place : tag.tag.start]
            place = tag.tag.end if tag.tag.end is not None else len(self.text)
        yield self.text[place:]


def place_of(part: str, number: int, cell: tuple[int, int, int] | None) -> str:
    """Return the place as it is shown: `word/document.xml¶12 › bảng 1, hàng 2, ô 3`."""
    table = f" › bảng {cell[0]}, hàng {cell[1]}, ô {cell[2]}" if cell else ""
    return f"{part}{f'¶{number}' if number else ''}{table}"


def placed_texts(part: str, root: etree._Element) -> Iterator[PlacedText]:
    """Yield the paragraphs of a part; in properties each element is a text of its own, with paragraph number 0."""
    if part.startswith("docProps/"):
        for element in root.iter():
            if isinstance(element.tag, str) and element.text:
                tags = tuple(PlacedTag(part, 0, tag, None, None) for tag in find_tags(element.text))
                yield PlacedText(part, 0, element.text, tags, None)
        return
    tables = {table: number for number, table in enumerate(root.iter(f"{W}tbl"), 1)}
    for number, paragraph in enumerate(root.iter(f"{W}p"), 1):
        text = "".join(each.text or "" for each in texts_of(paragraph))
        if "{" in text or "}" in text:
            cell = _cell_of(tables, paragraph)
            tags = tuple(PlacedTag(part, number, tag, cell, paragraph) for tag in find_tags(text))
            yield PlacedText(part, number, text, tags, cell)


def placed_tags(part: str, root: etree._Element) -> Iterator[PlacedTag]:
    """Yield the tags of a part in order."""
    for text in placed_texts(part, root):
        yield from text.tags


def _cell_of(tables: dict[etree._Element, int], paragraph: etree._Element) -> tuple[int, int, int] | None:
    around = (next(paragraph.iterancestors(f"{W}{name}"), None) for name in ("tbl", "tr", "tc"))
    table, row, cell = around
    if table is None or row is None or cell is None:
        return None
    # Rows and cells inside content controls count too.
    return tables[table], _place_among(table, row), _place_among(row, cell)


def _place_among(parent: etree._Element, child: etree._Element) -> int:
    inner = f"{W}tbl"
    same = (each for each in parent.iter(child.tag) if next(each.iterancestors(parent.tag, inner), None) is parent)
    return next((number for number, each in enumerate(same, 1) if each is child), 0)
