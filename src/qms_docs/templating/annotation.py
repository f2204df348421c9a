"""The mistakes of a template as Word comments in a copy of it.

In: the bytes of a .docx, diagnostics. Out: the bytes of the copy. Touches: nothing.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterable

from docx import Document
from docx.text.paragraph import Paragraph
from lxml import etree

from ..diagnostics import Diagnostic
from .package import pack, read_package, write_package
from .source import W

_PLACE = re.compile(r"^word/document\.xml¶(\d+)")
AUTHOR = "qms-docs"


def annotated(data: bytes, diagnostics: Iterable[Diagnostic], where: str) -> bytes:
    """Return a copy of the template with a comment at each mistake of its body.

    Mistakes of headers, footers and properties, where Word allows no comments, stand at the first paragraph.
    """
    read_package(data, where)
    document = Document(io.BytesIO(data))
    paragraphs = [Paragraph(element, document) for element in document.element.body.iter(f"{W}p")]
    known = {style.style_id for style in document.styles}
    for diagnostic in diagnostics:
        within = diagnostic.location.within or ""
        place = _PLACE.match(within)
        number = int(place[1]) - 1 if place else 0
        text = f"{diagnostic.code} {diagnostic.fact}" + (f"\n{diagnostic.advice}" if diagnostic.advice else "")
        if place is None:
            text = f"[{within}] {text}"
        if number < len(paragraphs):
            paragraph = paragraphs[number]
            runs = paragraph.runs or [paragraph.add_run()]
            document.add_comment(runs=runs, text=text, author=AUTHOR, initials="QMS")
    for comment in document.comments:
        # The day of the check is no property of the template: the same mistakes give the same copy.
        if f"{W}date" in comment._comment_elm.attrib:
            del comment._comment_elm.attrib[f"{W}date"]
        _drop_unknown_styles(comment._comment_elm, known)
    for run in document.element.body.iter(f"{W}r"):
        if run.find(f"{W}commentReference") is not None:
            _drop_unknown_styles(run, known)
    buffer = io.BytesIO()
    document.save(buffer)
    return write_package([pack(name, part) for name, part in read_package(buffer.getvalue(), where).items()])


def _drop_unknown_styles(element: etree._Element, known: set[str]) -> None:
    """Take away the styles of comments that python-docx names and a template may lack."""
    for style in list(element.iter(f"{W}pStyle", f"{W}rStyle")):
        parent = style.getparent()
        if parent is not None and style.get(f"{W}val") not in known:
            parent.remove(style)
