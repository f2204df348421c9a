"""Filled packages as a reader sees them: text, tables and looks, free of how the runs are cut."""

from __future__ import annotations

import io
import zipfile
from typing import Any

from lxml import etree

from .builder import W_NS

W = f"{{{W_NS}}}"
_XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
Row = list[int]


def part(package: bytes, name: str = "word/document.xml") -> etree._Element:
    with zipfile.ZipFile(io.BytesIO(package)) as archive:
        return etree.fromstring(archive.read(name))


def _characters(run: etree._Element) -> str:
    """The text of a run: a line break is `\\n`, a tab `\\t`, a page break `\\f`; Word drops blanks that are not preserved."""
    text = ""
    for piece in run:
        if piece.tag == f"{W}t":
            raw = piece.text or ""
            text += raw if piece.get(_XML_SPACE) == "preserve" else raw.strip(" \t\n")
        elif piece.tag == f"{W}tab":
            text += "\t"
        elif piece.tag == f"{W}br":
            text += {None: "\n", "page": "\f"}.get(piece.get(f"{W}type"), f"[{piece.get(f'{W}type')}]")
    return text


def _look(properties: etree._Element | None) -> str:
    if properties is None:
        return ""
    return " ".join(f"{etree.QName(e).localname}={sorted(e.attrib.values())}" for e in properties)


def _paragraph(paragraph: etree._Element) -> tuple[Any, ...]:
    pieces: list[tuple[str, str]] = []
    for run in paragraph.iter(f"{W}r"):
        look, text = _look(run.find(f"{W}rPr")), _characters(run)
        if text and pieces and pieces[-1][0] == look:
            text = pieces.pop()[1] + text
        if text:
            pieces.append((look, text))
    return ("p", _look(paragraph.find(f"{W}pPr")), tuple(pieces))


def _cell(cell: etree._Element) -> tuple[Any, ...]:
    def value(name: str, attribute: str = "val") -> str | None:
        found = cell.find(f"{W}tcPr/{W}{name}")
        return None if found is None else found.get(f"{W}{attribute}")

    return ("cell", value("gridSpan"), value("vMerge"), value("shd", "fill"), blocks(cell))


def blocks(parent: etree._Element) -> list[Any]:
    """Paragraphs and tables as plain values that two packages can be compared by."""
    seen: list[Any] = []
    for child in parent:
        if child.tag == f"{W}p":
            seen.append(_paragraph(child))
        elif child.tag == f"{W}tbl":
            seen.append(("table", [[_cell(cell) for cell in row.findall(f"{W}tc")] for row in child.findall(f"{W}tr")]))
    return seen


def body(package: bytes) -> list[Any]:
    found = part(package).find(f"{W}body")
    assert found is not None
    return blocks(found)


def text_of(root: etree._Element) -> str:
    """All text under `root`; paragraphs are parted by `\\a`."""
    return "\a".join("".join(_characters(run) for run in p.iter(f"{W}r")) for p in root.iter(f"{W}p"))


def text(package: bytes, name: str = "word/document.xml") -> str:
    """The text of a Word part; paragraphs are parted by `\\a`."""
    return text_of(part(package, name))


def rows(package: bytes, name: str = "word/document.xml") -> list[list[str]]:
    """The texts of all cells of all tables."""
    return [[text_of(cell) for cell in row.iter(f"{W}tc")] for row in part(package, name).iter(f"{W}tr")]


def core(package: bytes, name: str) -> str:
    """A document property by its local name."""
    (found,) = [e for e in part(package, "docProps/core.xml") if etree.QName(e).localname == name]
    return found.text or ""


def grids(package: bytes, name: str = "word/document.xml") -> list[tuple[Row, list[Row]]]:
    """For each table its grid and the widths of the cells of each row."""

    def widths(elements: list[etree._Element]) -> Row:
        return [int(element.get(f"{W}w", "-1")) for element in elements]

    return [
        (
            widths(table.findall(f"{W}tblGrid/{W}gridCol")),
            [widths(row.findall(f"{W}tc/{W}tcPr/{W}tcW")) for row in table.findall(f"{W}tr")],
        )
        for table in part(package, name).iter(f"{W}tbl")
    ]


_HOMES = {
    "p": {"body", "tc", "hdr", "ftr"},
    "tbl": {"body", "tc", "hdr", "ftr"},
    "tr": {"tbl"},
    "tc": {"tr"},
    "r": {"p", "hyperlink", "ins", "sdtContent"},
    "t": {"r"},
}


def misplaced(package: bytes, name: str = "word/document.xml") -> list[str]:
    """What Word would stumble over: elements and text out of their place, rows without cells, cells without an end."""
    found = []
    for element in part(package, name).iter(etree.Element):
        tag = etree.QName(element).localname
        parent = element.getparent()
        if tag in _HOMES and parent is not None and etree.QName(parent).localname not in _HOMES[tag]:
            found.append(f"{tag} in {etree.QName(parent).localname}")
        if element.prefix == "w" and tag != "t" and (element.text or "").strip():
            found.append(f"text in {tag}")
        if (element.tail or "").strip():
            found.append(f"text after {tag}")
        if tag == "tr" and element.find(f"{W}tc") is None:
            found.append("row without cell")
        if tag == "tc" and (len(element) == 0 or element[-1].tag != f"{W}p"):
            found.append("cell that does not end with a paragraph")
    return found
