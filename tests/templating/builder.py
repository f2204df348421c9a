"""Templates for tests: valid by default, changed in one place."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterable, Mapping
from html import escape
from typing import Any

import docx
from docx.document import Document

from qms_docs.templating import CompiledTemplate, compile_template

W_NS = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R_NS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
NAMESPACES = (
    f'xmlns:w="{W_NS}" xmlns:r="{R_NS}" xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"'
)
WIDTH = 9000
"""The width of every table made here, in twentieths of a point."""
NAME = "mẫu.docx"


def zipped(parts: Mapping[str, bytes] | Iterable[tuple[str, bytes]], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A ZIP of the parts in their order; pairs may repeat a name."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for name, data in parts.items() if isinstance(parts, Mapping) else parts:
            archive.writestr(name, data)
    return out.getvalue()


def parts_of(package: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(package)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def _saved(document: Document) -> bytes:
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _empty_package() -> dict[str, bytes]:
    """What python-docx makes, with header and footer, without the parts no test looks at."""
    document = docx.Document()
    section = document.sections[0]
    section.header.paragraphs[0].text = "đầu trang"
    section.footer.paragraphs[0].text = "chân trang"
    package = document.part.package
    for part in (package.main_document_part, package):
        for key, relation in list(part.rels.items()):
            if relation.reltype.rsplit("/", 1)[1] in {
                "customXml", "fontTable", "numbering", "stylesWithEffects", "theme", "thumbnail", "webSettings",
            }:  # fmt: skip
                del part.rels[key]
    made = parts_of(_saved(document))
    made["word/styles.xml"] = f'<w:styles xmlns:w="{W_NS}"><w:style w:type="paragraph" w:styleId="Normal"/></w:styles>'.encode()
    return made


_EMPTY = _empty_package()


def run(text: str, properties: str = "") -> str:
    wrapped = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    return f'<w:r>{wrapped}<w:t xml:space="preserve">{escape(text, quote=False)}</w:t></w:r>'


def paragraph(*runs: str, properties: str = "") -> str:
    """A paragraph of texts, each its own run; a text that starts with `<w:` is taken as XML."""
    wrapped = f"<w:pPr>{properties}</w:pPr>" if properties else ""
    return f"<w:p>{wrapped}{''.join(piece if piece.startswith('<w:') else run(piece) for piece in runs)}</w:p>"


def cell(*paragraphs: str, width: int = WIDTH // 3, properties: str = "") -> str:
    """A cell of paragraphs; a text that starts with `<w:` is taken as XML."""
    inner = "".join(text if text.startswith("<w:") else paragraph(text) for text in paragraphs)
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{properties}</w:tcPr>{inner}</w:tc>'


def row(*cells: str) -> str:
    """A row of cells; texts share the width evenly."""
    share = WIDTH // len(cells)
    return "<w:tr>" + "".join(c if c.startswith("<w:tc>") else cell(c, width=share) for c in cells) + "</w:tr>"


def table(*rows: str, grid: Iterable[int] = (WIDTH // 3,) * 3) -> str:
    columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in grid)
    properties = f'<w:tblPr><w:tblW w:w="{WIDTH}" w:type="dxa"/><w:tblLayout w:type="fixed"/></w:tblPr>'
    return f"<w:tbl>{properties}<w:tblGrid>{columns}</w:tblGrid>{''.join(rows)}</w:tbl>"


def document_xml(*blocks: str) -> bytes:
    """word/document.xml; a block that does not start with `<w:` becomes a paragraph."""
    inner = "".join(block if block.startswith("<w:") else paragraph(block) for block in blocks)
    section = (
        '<w:sectPr><w:headerReference w:type="default" r:id="rId9"/><w:footerReference w:type="default" r:id="rId10"/></w:sectPr>'
    )
    written = f"<w:document {NAMESPACES}><w:body>{inner}{section}</w:body></w:document>"
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{written}'.encode()


def parts(
    *blocks: str, header: str = "", footer: str = "", title: str = "", replaced: Mapping[str, bytes] | None = None
) -> dict[str, bytes]:
    """The parts of a template with these blocks; `replaced` holds other contents by part name."""
    made = dict(_EMPTY)
    made["word/document.xml"] = document_xml(*(blocks or ("Xã An Hiệp",)))
    for name, tag, text in (("word/header1.xml", "hdr", header), ("word/footer1.xml", "ftr", footer)):
        if text:
            inner = text if text.startswith("<w:") else paragraph(text)
            made[name] = f"<w:{tag} {NAMESPACES}>{inner}</w:{tag}>".encode()
    if title:
        made["docProps/core.xml"] = made["docProps/core.xml"].replace(
            b"<dc:title/>", f"<dc:title>{escape(title, quote=False)}</dc:title>".encode()
        )
    made.update(replaced or {})
    return made


def template(*blocks: str, **more: Any) -> bytes:
    """A .docx template with these blocks in its body; `more` as for `parts`."""
    return zipped(parts(*blocks, **more))


def compiled(*blocks: str, **more: Any) -> CompiledTemplate:
    return compile_template(template(*blocks, **more), NAME)


def filled(*blocks: str, words: Mapping[str, Any] | None = None, **more: Any) -> bytes:
    """The package of a template with these blocks, filled."""
    return compiled(*blocks, **more).fill(words or {})


def drawn(build: Callable[[Document], None]) -> bytes:
    """A template as python-docx saves it."""
    document = docx.Document()
    build(document)
    return _saved(document)
