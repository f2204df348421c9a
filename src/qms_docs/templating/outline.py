"""A Word template as readable lines, so that a change of the .docx shows in a diff.

In: the bytes of a .docx. Out: lines: part, paragraph style and text, tables by row. Touches: nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from .package import read_package
from .source import UnsoundPartError, W, parse_strictly

_PARTS = re.compile(r"^(word/(document|header\d*|footer\d*|footnotes|endnotes|comments)|docProps/(core|custom))\.xml$")


def outline_of(data: bytes, where: str) -> Iterator[str]:
    """Yield the lines of the outline; raises TemplateError when the file is no Word document."""
    for part, content in read_package(data, where).items():
        if not _PARTS.match(part):
            continue
        yield f"# {part}"
        try:
            root = parse_strictly(content)
        except UnsoundPartError as error:
            yield f"! {error}"
            continue
        if part.startswith("docProps/"):
            yield from (f"{etree.QName(e).localname}: {e.text.strip()}" for e in root.iter() if e.text and e.text.strip())
        else:
            body = root.find(f"{W}body")
            yield from _story(body if body is not None else root, "")


def _story(parent: etree._Element, indent: str) -> Iterator[str]:
    for element in parent:
        if element.tag == f"{W}p":
            yield f"{indent}{_paragraph(element)}"
        elif element.tag == f"{W}tbl":
            yield f"{indent}[bảng]"
            for number, row in enumerate(element.findall(f"{W}tr"), 1):
                yield f"{indent}  [hàng {number}]"
                for cell in row.findall(f"{W}tc"):
                    yield from _cell(cell, f"{indent}    ")
        elif len(element) and element.tag != f"{W}sectPr":
            yield from _story(element, indent)


def _cell(cell: etree._Element, indent: str) -> Iterator[str]:
    lines = list(_story(cell, indent + "  "))
    if lines:
        yield f"{indent}| {lines[0].strip()}"
        yield from lines[1:]


def _paragraph(paragraph: etree._Element) -> str:
    style = paragraph.find(f"{W}pPr/{W}pStyle")
    pieces = []
    for element in paragraph.iter(f"{W}t", f"{W}tab", f"{W}br", f"{W}instrText", f"{W}fldSimple"):
        if element.tag == f"{W}fldSimple":
            pieces.append(f"⟨{(element.get(f'{W}instr') or '').strip()}⟩")
        elif element.tag == f"{W}instrText":
            pieces.append(f"⟨{(element.text or '').strip()}⟩")
        else:
            pieces.append((element.text or "") if element.tag == f"{W}t" else " ⇥ ")
    name = style.get(f"{W}val") if style is not None else "Normal"
    return f"({name}) {''.join(pieces)}".rstrip()
