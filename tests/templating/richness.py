"""Values that bring more than text, for tests: templates with styles and lists, images, what a package relates to."""

from __future__ import annotations

import hashlib
import io
import posixpath
import struct
import zlib
from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

import docx
from docx.document import Document
from docxtpl import DocxTemplate
from lxml import etree

from qms_docs.templating import CompiledTemplate, compile_template
from tests.ooxml.checker import faults

from . import reading
from .builder import NAME, drawn, parts_of

REL = "{http://schemas.openxmlformats.org/package/2006/relationships}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
DOCUMENT, HEADER, FOOTER = "word/document.xml", "word/header1.xml", "word/footer1.xml"


def letter(
    *texts: str, header: str = "", footer: str = "", cell: str = "", more: Callable[[Document], None] | None = None
) -> bytes:
    """A template as python-docx saves it, with its styles and lists."""

    def build(document: Document) -> None:
        for text in texts:
            document.add_paragraph(text)
        if cell:
            document.add_table(1, 2, "Table Grid").rows[0].cells[0].text = cell
        section = document.sections[0]
        section.header.paragraphs[0].text = header or "đầu"
        section.footer.paragraphs[0].text = footer or "chân"
        if more is not None:
            more(document)

    return slim(build)


def slim(build: Callable[[Document], None]) -> bytes:
    """A file as python-docx saves it, without the hundred table styles that nobody asks for."""

    def write(document: Document) -> None:
        for style in list(document.styles.element):
            if style.get(f"{reading.W}type") == "table" and style.get(f"{reading.W}styleId") not in ("TableGrid", "TableNormal"):
                document.styles.element.remove(style)
        build(document)

    return drawn(write)


@cache
def compiled(source: bytes) -> CompiledTemplate:
    """The template compiled, once for all tests."""
    return compile_template(source, NAME)


@cache
def _faults_before(source: bytes) -> frozenset[str]:
    return frozenset(finding.rule for finding in faults(source, tags=True))


def ours(source: bytes, words: Mapping[str, Any], *more: Any) -> bytes:
    """The package filled by us: it opens, is sound, and comes out the same again."""
    data = compiled(source).fill(words, *more)
    assert data == compiled(source).fill(words, *more)
    docx.Document(io.BytesIO(data))
    assert [finding for finding in faults(data) if finding.rule not in _faults_before(source)] == []
    return data


def theirs(source: bytes, words: Callable[[DocxTemplate], Mapping[str, Any]]) -> bytes:
    """The package filled by docxtpl; its values may need its template."""
    document = DocxTemplate(io.BytesIO(source))
    document.render(dict(words(document)), autoescape=True)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def relations(package: bytes, part: str = DOCUMENT) -> dict[str, tuple[str, str]]:
    """Kind and target of the relationships of a part, by id."""
    folder, file = posixpath.split(part)
    data = parts_of(package).get(f"{folder}/_rels/{file}.rels")
    found = etree.fromstring(data) if data else []
    return {each.get("Id", ""): (each.get("Type", "").rsplit("/", 1)[-1], each.get("Target", "")) for each in found}


def pictures(package: bytes, part: str = DOCUMENT) -> list[tuple[int, int, str]]:
    """Width, height and content hash of the pictures of a part, in their order."""
    parts, known, found = parts_of(package), relations(package, part), []
    for drawing in reading.part(package, part).iter(f"{WP}inline", f"{WP}anchor"):
        extent, (blip, *_) = drawing.find(f"{WP}extent"), drawing.iter(f"{A}blip")
        target = posixpath.normpath(posixpath.join(posixpath.dirname(part), known[blip.get(f"{R}embed", "")][1]))
        assert extent is not None
        found.append((int(extent.get("cx", 0)), int(extent.get("cy", 0)), hashlib.sha1(parts[target.lstrip("/")]).hexdigest()))
    return found


def links(package: bytes, part: str = DOCUMENT) -> list[tuple[str, str]]:
    """Text and target of the links of a part."""
    known = relations(package, part)
    made = reading.part(package, part).iter(f"{reading.W}hyperlink")
    return [("".join(link.itertext()), known[link.get(f"{R}id", "")][1]) for link in made]


def png(width: int = 4, height: int = 3, shade: int = 0, dpi: int = 0) -> bytes:
    """A grey PNG image."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    rows = zlib.compress((b"\x00" + bytes([shade]) * width) * height)
    density = chunk(b"pHYs", struct.pack(">IIB", round(dpi / 0.0254), round(dpi / 0.0254), 1)) if dpi else b""
    head = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + density + chunk(b"IDAT", rows) + chunk(b"IEND", b"")
