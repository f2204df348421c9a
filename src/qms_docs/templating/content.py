"""What any Word file says: its stories as paragraphs and tables, with the places its author finds them at.

In: bytes of a .docx of strangers. Out: `WordContent`, plain values without XML. Touches: nothing.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from lxml import etree

from .layout.cascade import attribute, number
from .layout.effective import MAIN, Document, Paragraph, Section
from .layout.linting import roots_of
from .package import read_package
from .reading import place_of
from .source import W

MAX_COLUMNS = 63
"""Columns of a table in Word."""
_MAX_DEPTH = 12
_BOX = f"{W}txbxContent"
_WRAPPERS = frozenset(f"{W}{name}" for name in ("sdt", "sdtContent", "customXml", "ins", "moveTo", "smartTag"))


@dataclass(frozen=True)
class WordLine:
    """A paragraph (đoạn): text as shown, in NFC, the label its list prints («1.», «a)», «-») apart.

    `number` counts paragraphs of the part as Word's reader does (`word/document.xml¶12`); `cell` is table, row, cell.
    """

    part: str
    number: int
    text: str
    label: str = ""
    bold: bool = False
    italic: bool = False
    centred: bool = False
    cell: tuple[int, int, int] | None = None
    boxed: bool = False

    @property
    def place(self) -> str:
        """Part, paragraph and cell, as a diagnostic shows them."""
        return place_of(self.part, self.number, self.cell)

    @property
    def whole(self) -> str:
        """The text with its label in front."""
        return f"{self.label} {self.text}".strip()


@dataclass(frozen=True)
class WordCell:
    """A cell at its first row and column of the grid (from 0), over `rows` and `columns` of it."""

    row: int
    column: int
    rows: int
    columns: int
    blocks: tuple[WordBlock, ...]

    @cached_property
    def lines(self) -> tuple[WordLine, ...]:
        """Its paragraphs, those of tables inside it too."""
        return tuple(lines_of(self.blocks))

    @cached_property
    def text(self) -> str:
        """Its paragraphs that say something, one per line, labels in front."""
        return "\n".join(line.whole for line in self.lines if line.whole)


@dataclass(frozen=True)
class WordTable:
    """A table (bảng); merged cells (ô gộp) stand once, and are found from each place of the grid they cover."""

    part: str
    number: int
    rows: int
    columns: int
    cells: tuple[WordCell, ...]

    @property
    def place(self) -> str:
        """The place of its first paragraph."""
        first = next((line for cell in self.cells for line in cell.lines), None)
        return first.place if first else self.part

    @cached_property
    def _grid(self) -> dict[tuple[int, int], WordCell]:
        return {
            (cell.row + down, cell.column + right): cell
            for cell in self.cells
            for down in range(cell.rows)
            for right in range(cell.columns)
        }

    def at(self, row: int, column: int) -> WordCell | None:
        """Return the cell that covers a place of the grid, or None where the row has none."""
        return self._grid.get((row, column))

    def row(self, row: int) -> tuple[WordCell, ...]:
        """Return the cells that cover a row, from left to right, each once."""
        found = (self.at(row, column) for column in range(self.columns))
        return tuple({id(cell): cell for cell in found if cell is not None}.values())


WordBlock = WordLine | WordTable


@dataclass(frozen=True)
class WordStory:
    """The text of a part: `body`, `header`, `footer`, or `notes`; `page` is default, first or even."""

    part: str
    kind: str
    blocks: tuple[WordBlock, ...]
    page: str = "default"

    @cached_property
    def lines(self) -> tuple[WordLine, ...]:
        """All its paragraphs, those in tables too."""
        return tuple(lines_of(self.blocks))

    @cached_property
    def tables(self) -> tuple[WordTable, ...]:
        """Its tables, not those inside cells."""
        return tuple(block for block in self.blocks if isinstance(block, WordTable))

    @cached_property
    def text(self) -> str:
        """Its paragraphs that say something, one per line."""
        return "\n".join(line.whole for line in self.lines if line.whole)


@dataclass(frozen=True)
class WordContent:
    """A Word file: its body, and the headers and footers that its sections use, each part once."""

    body: WordStory
    margins: tuple[WordStory, ...] = field(default=())

    @property
    def headers(self) -> tuple[WordStory, ...]:
        """The headers, in the order of the sections."""
        return tuple(story for story in self.margins if story.kind == "header")

    @property
    def footers(self) -> tuple[WordStory, ...]:
        """The footers, in the order of the sections."""
        return tuple(story for story in self.margins if story.kind == "footer")


def lines_of(blocks: tuple[WordBlock, ...]) -> Iterator[WordLine]:
    """Yield the paragraphs of blocks in the order of the text."""
    for block in blocks:
        if isinstance(block, WordLine):
            yield block
        else:
            for cell in block.cells:
                yield from cell.lines


def read_content(data: bytes, where: str) -> WordContent:
    """Return what a .docx says; raises TemplateError, which names the fault, for a file that is none or is not sound."""
    document = Document(roots_of(read_package(data, where), where))
    body = WordStory(MAIN, "body", _Reader(document, MAIN).blocks)
    return WordContent(body, tuple(_margins(document, document.sections)))


def _margins(document: Document, sections: tuple[Section, ...]) -> Iterator[WordStory]:
    seen: set[str] = set()
    for section in sections:
        shown = _shown(section)
        for kind_of_page in sorted(shown):
            part = shown[kind_of_page]
            kind, _, page = kind_of_page.partition("-")
            if part not in seen and part in document.roots:
                seen.add(part)
                yield WordStory(part, kind, _Reader(document, part).blocks, page)


def _shown(section: Section) -> Mapping[str, str]:
    """Return the headers and footers a section prints: that of a first page only where it has one."""
    return {name: part for name, part in section.parts.items() if section.has_first_page or not name.endswith("-first")}


class _Reader:
    """Reads the blocks of one part."""

    def __init__(self, document: Document, part: str) -> None:
        root = document.roots[part]
        self._paragraphs = {each.element: each for each in (document.paragraphs if part == MAIN else document.part(part))}
        self._tables = {table: place for place, table in enumerate(root.iter(f"{W}tbl"), 1)}
        self._part = part
        body = root.find(f"{W}body")
        self.blocks = tuple(self._blocks(body if body is not None else root, 0))

    def _blocks(self, parent: etree._Element, depth: int) -> Iterator[WordBlock]:
        for element in parent:
            if element.tag == f"{W}p":
                yield from self._paragraph(element, depth)
            elif element.tag == f"{W}tbl":
                table = self._table(element, depth + 1) if depth < _MAX_DEPTH else None
                if table is not None:
                    yield table
            elif element.tag in _WRAPPERS:
                yield from self._blocks(element, depth)

    def _paragraph(self, element: etree._Element, depth: int) -> Iterator[WordBlock]:
        found = self._paragraphs.get(element)
        if found is not None:
            yield _line(found)
        for box in element.iter(_BOX):
            nearest = next(box.iterancestors(f"{W}p"), None)
            if nearest is element and depth < _MAX_DEPTH:
                yield from self._blocks(box, depth + 1)

    def _table(self, element: etree._Element, depth: int) -> WordTable | None:
        cells: list[WordCell] = []
        open_at: dict[int, int] = {}
        most = 0
        rows = list(_inside(element, "tr"))
        for row, box in enumerate(rows):
            column = _count(box.find(f"{W}trPr/{W}gridBefore"), 0)
            for cell in _inside(box, "tc"):
                width = _count(cell.find(f"{W}tcPr/{W}gridSpan"), 1)
                if column + width > MAX_COLUMNS:
                    break
                merge = cell.find(f"{W}tcPr/{W}vMerge")
                goes_on = merge is not None and (attribute(merge) or "continue") == "continue"
                above = open_at.get(column) if goes_on else None
                if above is not None and cells[above].columns == width and cells[above].row + cells[above].rows == row:
                    one = cells[above]
                    blocks = one.blocks + tuple(each for each in self._blocks(cell, depth) if _says_something(each))
                    cells[above] = WordCell(one.row, one.column, one.rows + 1, one.columns, blocks)
                else:
                    if merge is not None:
                        open_at[column] = len(cells)
                    else:
                        open_at.pop(column, None)
                    cells.append(WordCell(row, column, 1, width, tuple(self._blocks(cell, depth))))
                column += width
            most = max(most, column)
        return WordTable(self._part, self._tables[element], len(rows), most, tuple(cells)) if cells else None


def _line(paragraph: Paragraph) -> WordLine:
    inked = [run for run in paragraph.runs if run.text.strip()]
    return WordLine(
        paragraph.part,
        paragraph.number,
        unicodedata.normalize("NFC", "".join(run.text for run in paragraph.runs).replace("\f", "")),
        paragraph.label,
        bool(inked) and all(run.bold for run in inked),
        bool(inked) and all(run.italic for run in inked),
        paragraph.align == "center",
        paragraph.cell,
        paragraph.boxed,
    )


def _says_something(block: WordBlock) -> bool:
    return isinstance(block, WordTable) or bool(block.whole)


def _inside(parent: etree._Element, name: str) -> Iterator[etree._Element]:
    """Yield the rows of a table or the cells of a row, those in content controls too; what was deleted is left out."""
    for child in parent:
        if child.tag == f"{W}{name}":
            if child.find(f"{W}trPr/{W}del") is None and child.find(f"{W}tcPr/{W}cellDel") is None:
                yield child
        elif child.tag in _WRAPPERS:
            yield from _inside(child, name)


def _count(element: etree._Element | None, default: int) -> int:
    found = number(attribute(element))
    return default if found is None else max(default, min(int(found), MAX_COLUMNS))
