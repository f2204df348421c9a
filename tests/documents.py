"""Reading produced Word files as a person would."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def part_text(xml: bytes) -> str:
    """The visible text of a part, a line for each paragraph."""
    root = etree.fromstring(xml)
    lines = []
    for paragraph in root.iter(f"{W}p"):
        pieces = []
        for element in paragraph.iter():
            if element.tag == f"{W}t":
                pieces.append(element.text or "")
            elif element.tag in (f"{W}tab", f"{W}br") and element.getparent().tag == f"{W}r":
                pieces.append(" ")
        lines.append("".join(pieces))
    return "\n".join(lines) if lines else re.sub(r"<[^>]+>", " ", xml.decode("utf-8"))


def document_text(file: Path) -> str:
    """The text of all parts of a Word file: body, headers, footers, properties."""
    with zipfile.ZipFile(file) as archive:
        names = [n for n in archive.namelist() if re.match(r"word/(document|header|footer)|docProps/", n)]
        return "\n".join(part_text(archive.read(name)) for name in names)


def table_rows(file: Path, caption: str) -> list[list[str]]:
    """The rows of the table with this caption, as texts of cells."""
    with zipfile.ZipFile(file) as archive:
        root = etree.fromstring(archive.read("word/document.xml"))
    for table in root.iter(f"{W}tbl"):
        found = table.find(f"{W}tblPr/{W}tblCaption")
        if found is not None and found.get(f"{W}val") == caption:
            return [
                ["".join(t.text or "" for t in cell.iter(f"{W}t")) for cell in row.iter(f"{W}tc")] for row in table.iter(f"{W}tr")
            ]
    raise LookupError(caption)
