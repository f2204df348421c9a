"""What must be set right after filling: table grids, drawing ids, paragraphs and pages inside values.

In: the XML of one part. Out: the same, sound. Touches: nothing.
"""

from __future__ import annotations

import re
from copy import deepcopy

from lxml import etree

from .environment import NEW_PAGE, NEW_PARAGRAPH

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
_NARROWEST_SHARE = 0.34
_NARROWEST = 567
_MOVING = re.compile(r"\{%\s*(?:tc\s|colspan\b|hm\b)")
_MARK = "<!--qms:fit-->"
_ROW = re.compile(r"<w:tr[ >]")
_CELL_WIDTH = re.compile(r'<w:tcW w:w="(\d+)" w:type="dxa"/>')
_GRID = re.compile(r"<w:tblGrid>.*?</w:tblGrid>", re.DOTALL)
_COLUMN = re.compile(r'<w:gridCol w:w="(\d+)"/>')


def mark_moving_tables(root: etree._Element) -> bool:
    """Mark the tables whose tags add, drop or span columns; True if there are any.

    Their widths are put into one spelling, so that filling can fit their grids without parsing them again.
    """
    marked = False
    for table in root.iter(f"{W}tbl"):
        text = "".join(part.text or "" for part in table.iter(f"{W}t"))
        if _MOVING.search(text) and not any(True for _ in table.iterancestors(f"{W}tbl")):
            for width in (*table.iter(f"{W}tcW"), *table.iter(f"{W}gridCol")):
                size = width.get(f"{W}w", "0")
                kind = width.get(f"{W}type")
                width.attrib.clear()
                width.set(f"{W}w", str(int(float(size))) if size.replace(".", "", 1).isdigit() else size)
                if kind:
                    width.set(f"{W}type", kind)
            table.insert(0, etree.Comment(_MARK[4:-3]))
            marked = True
    return marked


def _fitted(widths: list[int], total: int) -> list[int]:
    """Return `widths` made to add up to `total`: the widest column gives or takes, and all only when it cannot."""
    missing = total - sum(widths)
    widest = widths.index(max(widths))
    if widths[widest] + missing >= total * _NARROWEST_SHARE:
        return [width + missing if place == widest else width for place, width in enumerate(widths)]
    # What a column has above a narrowest width is what it may lose: a column of numbers keeps its own.
    kept = [min(width, _NARROWEST) for width in widths]
    spare = [width - least for width, least in zip(widths, kept, strict=True)]
    left = max(total - sum(kept), 0)
    scaled = [least + above * left // max(sum(spare), 1) for least, above in zip(kept, spare, strict=True)]
    scaled[widest] += total - sum(scaled)
    return scaled


def fit_grids(xml: str) -> str:
    """Make the grid of each marked table agree with its fullest row, the table staying as wide as it was drawn."""
    before, *tables = xml.split(_MARK)
    pieces = [before]
    for piece in tables:
        end = _table_end(piece)
        pieces.append(_fit_table(piece[:end]) + piece[end:])
    return "".join(pieces)


def _table_end(xml: str) -> int:
    depth = 1
    for tag in re.finditer(r"<(/?)w:tbl>", xml):
        depth += -1 if tag[1] else 1
        if depth == 0:
            return tag.start()
    return len(xml)


def _fit_table(xml: str) -> str:
    """Return a table with fitted widths; one with spans or nested tables, or already right, is left as it is."""
    grid = _GRID.search(xml)
    if grid is None or "<w:gridSpan" in xml or "<w:tbl>" in xml:
        return xml
    drawn = [int(width) for width in _COLUMN.findall(grid.group())]
    rows = _ROW.split(xml)[1:]
    widths = max(([int(width) for width in _CELL_WIDTH.findall(row)] for row in rows), key=len, default=[])
    if not drawn or not widths or widths == drawn:
        return xml
    fitted = _fitted(widths, sum(drawn))
    columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in fitted)
    body = xml[grid.end() :]
    return xml[: grid.start()] + f"<w:tblGrid>{columns}</w:tblGrid>" + _set_widths(body, fitted)


def _set_widths(body: str, fitted: list[int]) -> str:
    rows = re.split(r"(?=<w:tr[ >])", body)
    for place, row in enumerate(rows):
        cells = iter(fitted)
        rows[place] = _CELL_WIDTH.sub(lambda match, cells=cells: f'<w:tcW w:w="{next(cells, match[1])}" w:type="dxa"/>', row)
    return "".join(rows)


def number_drawings(root: etree._Element) -> None:
    """Give every drawing of the part an id of its own; a loop repeats the template's."""
    for number, properties in enumerate(root.iter(f"{WP}docPr"), 1):
        properties.set("id", str(number))


def split_paragraphs(root: etree._Element) -> None:
    """Turn the breaks that stand for `\\a` and `\\f` inside values into a new paragraph and a new page."""
    breaks = [mark for mark in root.iter(f"{W}br") if mark.get(f"{W}type") in (NEW_PARAGRAPH, NEW_PAGE)]
    for mark in reversed(breaks):
        run = mark.getparent()
        paragraph = run.getparent() if run is not None else None
        if run is not None and paragraph is not None and paragraph.tag == f"{W}p":
            _split_at(paragraph, run, mark)


def _split_at(paragraph: etree._Element, run: etree._Element, mark: etree._Element) -> None:
    following = etree.Element(f"{W}p")
    continued = etree.SubElement(following, f"{W}r")
    for target, properties in ((following, paragraph.find(f"{W}pPr")), (continued, run.find(f"{W}rPr"))):
        if properties is not None:
            target.insert(0, deepcopy(properties))
    for element in list(mark.itersiblings()):
        continued.append(element)
    for element in list(run.itersiblings()):
        following.append(element)
    run.remove(mark)
    paragraph.addnext(following)
    if mark.get(f"{W}type") == NEW_PAGE:
        page = etree.Element(f"{W}p")
        etree.SubElement(etree.SubElement(page, f"{W}r"), f"{W}br", {f"{W}type": "page"})
        paragraph.addnext(page)
