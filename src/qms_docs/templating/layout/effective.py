"""A Word file as it looks: pages, paragraphs and runs with their effective properties.

In: the parts of a package. Out: `Document`. Touches: nothing.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from lxml import etree

from ..reading import place_of
from ..source import W
from .cascade import A, Cascade, Values, attribute, number

R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_VML = "{urn:schemas-microsoft-com:vml}"
MAIN = "word/document.xml"


@dataclass(frozen=True)
class Run:
    """Text of one look; `text` is as shown, capitals included."""

    text: str
    size: float
    bold: bool
    italic: bool
    underlined: bool
    fonts: frozenset[str]
    colour: str
    element: etree._Element = field(compare=False)


@dataclass(frozen=True, eq=False)
class Paragraph:
    """A paragraph as it looks; measures in twips. `cell` counts table, row and cell, `width` is the room for its lines.

    `boxed` is True in text boxes; what Word shows of them only in old versions has no runs.
    """

    part: str
    number: int
    element: etree._Element
    runs: tuple[Run, ...]
    values: Values
    label: str
    cell: tuple[int, int, int] | None
    width: float
    section: int
    drawn: tuple[float, ...]
    boxed: bool

    @cached_property
    def text(self) -> str:
        """The text as shown, its label in front."""
        body = "".join(run.text for run in self.runs)
        return f"{self.label} {body}" if self.label else body

    @property
    def place(self) -> str:
        """Part, number, and cell, as shown."""
        return place_of(self.part, self.number, self.cell)

    @property
    def align(self) -> str:
        """`left`, `center`, `right` or `both`."""
        return str(self.values.get("align", "left"))

    @property
    def first_line(self) -> float:
        """Where the first line begins, counted from the margin."""
        shift = self.values.get("firstLine", 0.0) - self.values.get("hanging", 0.0)
        return float(self.values.get("left", 0.0) + shift)

    @property
    def has_border(self) -> bool:
        """True for a line above or below."""
        return bool(self.values.get("borders"))

    @property
    def line_width(self) -> float:
        """The width between the indents: that of a border."""
        return self.width - float(self.values.get("left", 0.0)) - float(self.values.get("right", 0.0))


@dataclass(frozen=True, eq=False)
class Section:
    """Pages of one size; headers and footers by `default` and `first`, inherited where not given."""

    element: etree._Element
    number: int
    parts: Mapping[str, str]

    def measure(self, name: str, of: str, default: float) -> float:
        """Return a measure of `w:pgSz` or `w:pgMar` in twips."""
        found = number(attribute(self.element.find(f"{W}{of}"), name))
        return default if found is None else found

    @property
    def width(self) -> float:
        """Width of the page."""
        return self.measure("w", "pgSz", 12240)

    @property
    def height(self) -> float:
        """Height of the page."""
        return self.measure("h", "pgSz", 15840)

    @property
    def text_width(self) -> float:
        """Width between the margins."""
        return self.width - self.measure("left", "pgMar", 1440) - self.measure("right", "pgMar", 1440)

    @property
    def has_first_page(self) -> bool:
        """True if the first page has a header and footer of its own."""
        found = self.element.find(f"{W}titlePg")
        return found is not None and (attribute(found) or "1").lower() not in ("0", "false", "off")


class Document:
    """A whole file; `roots` holds the parsed parts, which a mender may change."""

    def __init__(self, roots: Mapping[str, etree._Element]) -> None:
        self.roots = roots
        self.cascade = Cascade(roots)
        main = roots[MAIN]
        self._targets = _targets(roots.get("word/_rels/document.xml.rels"))
        self.sections = tuple(self._sections(main))
        self.paragraphs = tuple(self._paragraphs(MAIN, main))

    def part(self, name: str) -> tuple[Paragraph, ...]:
        """Return the paragraphs of a header or footer."""
        return tuple(self._paragraphs(name, self.roots[name])) if name in self.roots else ()

    def _sections(self, main: etree._Element) -> Iterator[Section]:
        parts: dict[str, str] = {}
        for place, element in enumerate(list(main.iter(f"{W}sectPr"))):
            if next(element.iterancestors(f"{W}sectPrChange"), None) is not None:
                continue
            for kind in ("header", "footer"):
                for reference in element.findall(f"{W}{kind}Reference"):
                    target = self._targets.get(reference.get(f"{R}id") or "")
                    if target:
                        parts[f"{kind}-{attribute(reference, 'type') or 'default'}"] = target
            yield Section(element, place, dict(parts))

    def _paragraphs(self, part: str, root: etree._Element) -> Iterator[Paragraph]:
        tables = {table: place for place, table in enumerate(root.iter(f"{W}tbl"), 1)}
        cells: dict[etree._Element, tuple[tuple[int, int, int], float, str | None]] = {}
        for table, place in tables.items():
            style = attribute(table.find(f"{W}tblPr/{W}tblStyle")) or ""
            for row_number, row in enumerate(table.findall(f"{W}tr"), 1):
                for cell_number, box in enumerate(row.findall(f"{W}tc"), 1):
                    width = number(attribute(box.find(f"{W}tcPr/{W}tcW"), "w")) or 0.0
                    cells[box] = (place, row_number, cell_number), width, style
        section = 0
        for place, element in enumerate(root.iter(f"{W}p"), 1):
            around = next(element.iterancestors(f"{W}tc"), None)
            cell = cells.get(around) if around is not None else None
            page = self.sections[min(section, len(self.sections) - 1)] if self.sections else None
            room = cell[1] if cell else page.text_width if page else 9071.0
            yield self._paragraph(part, place, element, cell, room or 4500.0, section)
            if part == MAIN and element.find(f"{W}pPr/{W}sectPr") is not None:
                section += 1

    def _paragraph(
        self,
        part: str,
        place: int,
        element: etree._Element,
        cell: tuple[tuple[int, int, int], float, str | None] | None,
        width: float,
        section: int,
    ) -> Paragraph:
        table = cell[2] if cell else None
        values = self.cascade.paragraph(element, table)
        around = [each.tag for each in element.iterancestors(f"{W}txbxContent", _FALLBACK)]
        runs = () if _FALLBACK in around else tuple(self._runs(element, values["style"], table))
        label = self.cascade.levels.label(values["list"]) if "list" in values and runs else ""
        number_of_cell = cell[0] if cell else None
        boxed = f"{W}txbxContent" in around
        return Paragraph(part, place, element, runs, values, label, number_of_cell, width, section, _drawn(element), boxed)

    def _runs(self, paragraph: etree._Element, style: str | None, table: str | None) -> Iterator[Run]:
        for run in paragraph.iter(f"{W}r"):
            if next(run.iterancestors(f"{W}p")) is not paragraph or _is_gone(run, paragraph):
                continue
            text = _text_of(run)
            values = self.cascade.run(run, style, table) if text else {}
            if not text or values["vanish"]:
                continue
            fonts = {values.get("ascii", "Times New Roman")} if any(sign.isascii() for sign in text.strip()) else set()
            if any(not sign.isascii() for sign in text.strip()):
                fonts.add(values.get("hAnsi", "Times New Roman"))
            yield Run(
                text.upper() if values["caps"] else text,
                float(values.get("size", 10.0)),
                values["b"],
                values["i"],
                bool(values.get("underlined")),
                frozenset(fonts),
                str(values.get("colour", "AUTO")),
                run,
            )


def _is_gone(run: etree._Element, paragraph: etree._Element) -> bool:
    for around in run.iterancestors():
        if around is paragraph:
            return False
        if around.tag in (f"{W}del", f"{W}moveFrom"):
            return True
    return False


def _text_of(run: etree._Element) -> str:
    pieces = []
    for child in run:
        name = child.tag if isinstance(child.tag, str) else ""
        if name == f"{W}t":
            pieces.append(child.text or "")
        elif name == f"{W}tab":
            pieces.append("\t")
        elif name in (f"{W}br", f"{W}cr"):
            pieces.append("\f" if attribute(child, "type") == "page" else "\n")
        elif name == f"{W}noBreakHyphen":
            pieces.append("-")
    return "".join(pieces)


def _drawn(paragraph: etree._Element) -> tuple[float, ...]:
    """Return the lengths of the lines drawn at a paragraph, in twips."""
    found = []
    for drawing in paragraph.iter(f"{W}drawing"):
        if any(each.get("prst") in ("line", "straightConnector1") for each in drawing.iter(f"{A}prstGeom")):
            extent = next(drawing.iter(f"{_WP}extent"), None)
            if extent is not None and (length := number(extent.get("cx"))):
                found.append(length / 635)
    for line in paragraph.iter(f"{_VML}line"):
        ends = [number((line.get(name) or "").split(",")[0]) for name in ("from", "to")]
        if ends[0] is not None and ends[1] is not None:
            found.append(abs(ends[1] - ends[0]))
    for shape in paragraph.iter(f"{_VML}shape"):
        if (shape.get("type") or "").endswith("_t32"):
            for rule in (shape.get("style") or "").split(";"):
                if rule.strip().startswith("width:") and (length := number(rule.split(":")[1].strip())):
                    found.append(length)
    return tuple(found)


def _targets(relations: etree._Element | None) -> dict[str, str]:
    if relations is None:
        return {}
    return {
        each.get("Id") or "": posixpath.normpath(posixpath.join("word", each.get("Target") or "")).lstrip("/")
        for each in relations
        if isinstance(each.tag, str) and each.get("TargetMode") != "External"
    }
