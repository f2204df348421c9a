"""What a reader sees in a made document."""

from __future__ import annotations

import io
from collections.abc import Iterator

import docx
from docx.document import Document
from docx.oxml.ns import qn


def document_of(data: bytes) -> Document:
    """The document of python-docx."""
    return docx.Document(io.BytesIO(data))


def lines_of(document: Document) -> list[str]:
    """All paragraphs of the body in their order, those of cells too."""
    return list(_lines(document))


def _lines(document: Document) -> Iterator[str]:
    for paragraph in document.element.body.iter(qn("w:p")):
        pieces = []
        for element in paragraph.iter(qn("w:t"), qn("w:br"), qn("w:tab")):
            if next(element.iterancestors(qn("w:p"))) is not paragraph:
                continue  # The text of a shape is a paragraph of its own.
            pieces.append(element.text or "" if element.tag == qn("w:t") else "\n" if element.tag == qn("w:br") else "\t")
        yield "".join(pieces)
