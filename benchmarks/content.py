"""What a reader sees in a .docx, so that engines can be compared on the same work."""

from __future__ import annotations

import io
import re
import unicodedata
import zipfile
from dataclasses import dataclass

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_SEEN = re.compile(r"word/(document|header\d*|footer\d*)\.xml")
_TAG_LEFT = re.compile(r"\{\{|\{%|\{[#/^]?[a-z_]+[a-z0-9_]*\}")


@dataclass(frozen=True)
class Content:
    """The text of a document, paragraph by paragraph; its table cells, row by row; the parts in which tags are left."""

    text: tuple[str, ...]
    cells: tuple[int, ...]
    unfilled: tuple[str, ...]


def content_of(docx: bytes) -> Content:
    """Return what is seen in body, headers and footers. Empty paragraphs are left out."""
    text: list[str] = []
    cells: list[int] = []
    unfilled: list[str] = []
    with zipfile.ZipFile(io.BytesIO(docx)) as archive:
        for name in sorted(archive.namelist()):
            if not name.endswith(".xml"):
                continue
            data = archive.read(name)
            if _TAG_LEFT.search(data.decode("utf-8")):
                unfilled.append(name)
            if _SEEN.fullmatch(name):
                root = etree.fromstring(data)
                text += [shown for paragraph in root.iter(f"{W}p") if (shown := _text(paragraph)).strip()]
                cells += [len(row.findall(f"{W}tc")) for row in root.iter(f"{W}tr")]
    return Content(tuple(text), tuple(cells), tuple(unfilled))


def _text(paragraph: etree._Element) -> str:
    pieces = []
    for element in paragraph.iter(f"{W}t", f"{W}br", f"{W}tab"):
        if element.tag == f"{W}t":
            pieces.append(element.text or "")
        elif (parent := element.getparent()) is not None and parent.tag == f"{W}r":
            pieces.append("\n" if element.tag == f"{W}br" else "\t")
    return unicodedata.normalize("NFC", "".join(pieces))
