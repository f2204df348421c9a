"""The tags of a template where their author sees them: part, paragraph, table, row, cell.

In: the parts of a package. Out: `PlacedTag` values in the order of the text. Touches: nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from .source import W
from .tags import Tag, find_tags

_PREFIX = re.compile(r"^\{[{%#][-+]?(tr|tc|p|r)[ \u00a0]")


@dataclass(frozen=True)
class PlacedTag:
    """A tag as typed, with its place. `home` is the paragraph's cell or story, `beside` the other text of the paragraph."""

    part: str
    number: int
    tag: Tag
    cell: tuple[int, int, int] | None
    home: etree._Element | None
    row: etree._Element | None
    table: etree._Element | None
    beside: str

    @property
    def prefix(self) -> str:
        """`p`, `tr`, `tc`, `r`, or nothing."""
        found = _PREFIX.match(self.tag.typed)
        return found[1] if found else ""

    @property
    def within(self) -> str:
        """The place as it is shown: `word/document.xml¶12 › bảng 1, hàng 2, ô 3 › {{ x }}`."""
        table = f" › bảng {self.cell[0]}, hàng {self.cell[1]}, ô {self.cell[2]}" if self.cell else ""
        paragraph = f"¶{self.number}" if self.number else ""
        return f"{self.part}{paragraph}{table} › {self.tag.typed[:80]}"


def placed_tags(part: str, root: etree._Element) -> Iterator[PlacedTag]:
    """Yield the tags of a part; in properties each element is a text of its own, with paragraph number 0."""
    if part.startswith("docProps/"):
        for element in root.iter():
            if isinstance(element.tag, str) and element.text:
                for tag in find_tags(element.text):
                    yield PlacedTag(part, 0, tag, None, element, None, None, "")
        return
    tables = {table: number for number, table in enumerate(root.iter(f"{W}tbl"), 1)}
    for number, paragraph in enumerate(root.iter(f"{W}p"), 1):
        whole = "".join(t.text or "" for t in paragraph.iter(f"{W}t") if next(t.iterancestors(f"{W}p")) is paragraph)
        tags = list(find_tags(whole))
        if not tags:
            continue
        beside = whole
        for tag in reversed(tags):
            beside = beside[: tag.start] + beside[tag.end if tag.end is not None else len(beside) :]
        cell = next(paragraph.iterancestors(f"{W}tc"), None)
        row = next(paragraph.iterancestors(f"{W}tr"), None)
        table = next(paragraph.iterancestors(f"{W}tbl"), None)
        place = _cell_place(tables, table, row, cell)
        for tag in tags:
            yield PlacedTag(part, number, tag, place, paragraph.getparent(), row, table, beside.strip())


def _cell_place(
    tables: dict[etree._Element, int], table: etree._Element | None, row: etree._Element | None, cell: etree._Element | None
) -> tuple[int, int, int] | None:
    if table is None or row is None or cell is None:
        return None
    return tables[table], table.findall(f"{W}tr").index(row) + 1, row.findall(f"{W}tc").index(cell) + 1
