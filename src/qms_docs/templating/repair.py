"""What must be set right after filling: table grids, drawing ids, paragraphs and pages inside values.

In: the XML of one part. Out: the same, sound. Touches: nothing.
"""

from __future__ import annotations

import re
from collections import Counter
from copy import deepcopy
from itertools import count

from lxml import etree

from .emptiness import CELL, ROW, STORY, TABLE
from .environment import NEW_PAGE, NEW_PARAGRAPH

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_NARROWEST_SHARE = 0.34
_NARROWEST = 567
_MOVING = re.compile(r"\{%\s*(?:tc\s|colspan\b|hm\b)")
_MARK = "<!--qms:fit-->"
_SPAN = re.compile(r'<w:gridSpan w:val="(\d+)"')
_WIDTH = '<w:tcW w:w="'
_GRID = re.compile(r"<w:tblGrid>.*?</w:tblGrid>", re.DOTALL)
_DRAWING = re.compile(r'(<wp:docPr\b[^>]*? id=")[^"]*')
_BOOKMARK = re.compile(r"<w:bookmark(Start|End)\b[^>]*>")
_BOOKMARK_ID = re.compile(r' w:id="([^"]*)"')
_BOOKMARK_NAME = re.compile(r' w:name="([^"]*)"')
DRAWING_STARTS = (
    '<mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    ' xmlns:wpg="http://schemas.microsoft.com/office/word/2010/wordprocessingGroup"'
    ' xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
    ' xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"'
    ' xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main">'
)
"""How a drawing begins that is a value; what Word draws declares its names at the root."""
_TABLE_FIRST = re.compile(r"(<w:body(?: [^>]*)?>\s*)<w:tbl\b")
_LEAD = (
    '<w:p><w:pPr><w:spacing w:before="0" w:after="0" w:line="20" w:lineRule="exact"/><w:ind w:left="0" w:firstLine="0"/>'
    '<w:rPr><w:sz w:val="2"/><w:szCs w:val="2"/></w:rPr></w:pPr></w:p>'
)
_EMPTY_ROW = re.compile(r"<w:tr(?: [^>]*)?>(?:<w:trPr>(?:(?!</w:trPr>).)*</w:trPr>|<w:trPr/>)?</w:tr>")
_EMPTY_CELL = re.compile(r"(</w:tcPr>|<w:tcPr/>|<w:tc>|</w:tbl>)</w:tc>")
_EMPTY_STORY = re.compile(r"<w:(hdr|ftr|footnote|endnote|comment|txbxContent)\b((?: [^>]*)?)></w:\1>")
_COLUMN = re.compile(r'<w:gridCol w:w="(\d+)"/>')


def mark_moving_tables(root: etree._Element) -> bool:
    """Mark the tables whose tags add, drop or span columns; True if there are any.

    Their rows and widths are put into one spelling, so that filling can fit their grids without parsing them again.
    """
    marked = False
    for table in root.iter(f"{W}tbl"):
        text = "".join(part.text or "" for part in table.iter(f"{W}t"))
        if _MOVING.search(text) and not any(True for _ in table.iterancestors(f"{W}tbl")):
            for row in table.findall(f"{W}tr"):
                row.attrib.clear()
                for cell in row.findall(f"{W}tc"):
                    _spell_width(cell)
            for column in table.findall(f"{W}tblGrid/{W}gridCol"):
                column.set(f"{W}w", str(_points(column)))
            table.insert(0, etree.Comment(_MARK[4:-3]))
            marked = True
    return marked


def _points(width: etree._Element) -> int:
    """Return a width in twentieths of a point, 0 where it is automatic, a share or no number."""
    size = width.get(f"{W}w", "0")
    is_number = re.fullmatch(r"[0-9]+(\.[0-9]+)?", size, re.ASCII) is not None
    return int(float(size)) if is_number and width.get(f"{W}type", "dxa") == "dxa" else 0


def _spell_width(cell: etree._Element) -> None:
    """Give the cell a width as the first of its properties, written `w:w` first."""
    properties = cell.find(f"{W}tcPr")
    if properties is None:
        properties = etree.Element(f"{W}tcPr")
        cell.insert(0, properties)
    drawn = properties.find(f"{W}tcW")
    width = etree.Element(f"{W}tcW", {f"{W}w": str(_points(drawn) if drawn is not None else 0), f"{W}type": "dxa"})
    if drawn is not None:
        properties.remove(drawn)
    before = properties.find(f"{W}cnfStyle")
    properties.insert(0 if before is None else 1, width)


def _fitted(widths: list[int], total: int) -> list[int]:
    """Return `widths` made to add up to `total`: the widest column gives or takes, and all only when it cannot."""
    missing = total - sum(widths)
    widest = widths.index(max(widths))
    if widths[widest] + missing >= total * _NARROWEST_SHARE:
        return [width + missing if place == widest else width for place, width in enumerate(widths)]
    # What a column has above a narrowest width is what it may lose: a column of numbers keeps its own.
    kept = [min(width, _NARROWEST) for width in widths]
    if sum(kept) >= total:
        return _evenly(len(widths), total)
    spare = [width - least for width, least in zip(widths, kept, strict=True)]
    left = total - sum(kept)
    scaled = [least + above * left // max(sum(spare), 1) for least, above in zip(kept, spare, strict=True)]
    scaled[widest] += total - sum(scaled)
    return scaled


def _evenly(count: int, total: int) -> list[int]:
    """Return `count` widths as equal as they can be that add up to `total`, none below 1."""
    each = max(total // count, 1)
    return [max(total - each * (count - 1), 1), *[each] * (count - 1)]


def fit_grids(xml: str) -> str:
    """Make the grid of each marked table agree with its fullest row, the table staying as wide as it was drawn."""
    before, *tables = xml.split(_MARK)
    pieces = [before]
    for piece in tables:
        end = piece.find("</w:tbl>")
        # A table with a table inside is left as it is.
        pieces += (piece,) if piece.find("<w:tbl>", 0, end) >= 0 else (_fit_table(piece[:end]), piece[end:])
    return "".join(pieces)


def _fit_table(xml: str) -> str:
    """Return a table with fitted widths; one already right is left as it is."""
    grid = _GRID.search(xml)
    if grid is None:
        return xml
    drawn = [int(width) for width in _COLUMN.findall(grid.group())]
    head, *lines = xml[grid.end() :].split("<w:tr>")
    rows = [line.split(_WIDTH) for line in lines]
    if not drawn or not any(len(row) > 1 for row in rows):
        return xml
    spans = [
        [_span(cell) for cell in row[1:]] if "<w:gridSpan" in line else [1] * (len(row) - 1)
        for line, row in zip(lines, rows, strict=True)
    ]
    fullest = max(range(len(rows)), key=lambda place: sum(spans[place]))
    fitted = _widths_for(rows[fullest][1:], spans[fullest], drawn)
    if fitted is None:
        return xml
    columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in fitted)
    body = "<w:tr>".join((head, *(_set_widths(row, span, fitted) for row, span in zip(rows, spans, strict=True))))
    return f"{xml[: grid.start()]}<w:tblGrid>{columns}</w:tblGrid>{body}"


def _widths_for(cells: list[str], spans: list[int], drawn: list[int]) -> list[int] | None:
    """Return the widths of the columns under the fullest row, or None where the grid as drawn is right."""
    widths = [int(cell[: cell.index('"')]) for cell in cells]
    if any(span > 1 for span in spans) or not all(widths):
        count = sum(spans)
        return None if count == len(drawn) else _evenly(count, sum(drawn) or count)
    return None if widths == drawn else _fitted(widths, sum(drawn) or sum(widths))


def _span(cell: str) -> int:
    """Return how many columns a cell spans; `cell` begins with its width."""
    properties = cell[: cell.index("</w:tcPr>")] if "</w:tcPr>" in cell else cell
    found = _SPAN.search(properties) if "<w:gridSpan" in properties else None
    return int(found[1]) if found else 1


def _set_widths(row: list[str], spans: list[int], fitted: list[int]) -> str:
    pieces, place = row[:1], 0
    for cell, span in zip(row[1:], spans, strict=True):
        width = fitted[place] if span == 1 else sum(fitted[place : place + span])
        pieces += (_WIDTH, str(width), cell[cell.index('"') :])
        place += span
    return "".join(pieces)


def number_drawings(xml: str) -> str:
    """Give every drawing of the part an id of its own; a loop repeats the template's."""
    numbers = count(1)
    return _DRAWING.sub(lambda found: f"{found[1]}{next(numbers)}", xml)


def lead_drawings(xml: str) -> str:
    """Put a line one point high above the table that begins a document with drawings that are values.

    Without it LibreOffice 7 loses the texts of their shapes.
    """
    if DRAWING_STARTS not in xml:
        return xml
    found = _TABLE_FIRST.search(xml, xml.find("<w:body"))
    return xml if found is None else f"{xml[: found.end(1)]}{_LEAD}{xml[found.end(1) :]}"


def number_bookmarks(xml: str) -> str:
    """Give every bookmark an id of its own, and a name of its own to those that a loop repeats."""
    numbers, names, current = count(1), Counter[str](), dict[str, int]()

    def renamed(found: re.Match[str]) -> str:
        tag, old = found.group(), _BOOKMARK_ID.search(found.group())
        if old is None:
            return tag
        if found[1] == "Start":
            current[old[1]] = next(numbers)
            name = _BOOKMARK_NAME.search(tag)
            if name is not None:
                names[name[1]] += 1
                if names[name[1]] > 1:
                    tag = tag.replace(name.group(), f' w:name="{name[1][:34]}_{names[name[1]]}"')
        return tag.replace(old.group(), f' w:id="{current.get(old[1], old[1])}"')

    return _BOOKMARK.sub(renamed, xml)


def close_cells(xml: str, emptied: frozenset[str]) -> str:
    """Put a paragraph into cells and stories left without one, and drop rows and tables left empty: Word opens none of them."""
    if ROW in emptied and xml.count("</w:tr>") != xml.count("</w:tc></w:tr>"):
        xml = _EMPTY_ROW.sub("", xml)
    if TABLE in emptied:
        while (end := xml.find("</w:tblGrid></w:tbl>")) >= 0:
            xml = xml[: xml.rindex("<w:tbl>", 0, end)] + xml[end + len("</w:tblGrid></w:tbl>") :]
    if CELL in emptied and xml.count("</w:tc>") != xml.count("</w:p></w:tc>"):
        xml = _EMPTY_CELL.sub(r"\1<w:p/></w:tc>", xml)
    return _EMPTY_STORY.sub(r"<w:\1\2><w:p/></w:\1>", xml) if STORY in emptied else xml


def split_paragraphs(root: etree._Element) -> None:
    """Turn the breaks that stand for `\\a` and `\\f` inside values into a new paragraph and a new page.

    In a link or content control, which cannot be split, they become a line break and a page break.
    """
    breaks = [mark for mark in root.iter(f"{W}br") if mark.get(f"{W}type") in (NEW_PARAGRAPH, NEW_PAGE)]
    for mark in reversed(breaks):
        run = mark.getparent()
        paragraph = run.getparent() if run is not None else None
        if run is not None and paragraph is not None and paragraph.tag == f"{W}p":
            _split_at(paragraph, run, mark)
        elif mark.get(f"{W}type") == NEW_PAGE:
            mark.set(f"{W}type", "page")
        else:
            del mark.attrib[f"{W}type"]


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
