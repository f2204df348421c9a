"""Word files with what the project's own never hold: notes, charts, fields in runs, parts of any kind."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Mapping
from typing import Any

import docx
from docx.document import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.text.paragraph import Paragraph

from qms_docs.templating.joining_source import JoinedDocument

OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
NAMESPACES = nsdecls("w", "r")

Edit = Callable[[Document], Any]


def stranger(text: str, *edits: Edit, pages: int | None = None) -> JoinedDocument:
    """A document that begins with a paragraph, after edits."""
    document = docx.Document()
    document.add_paragraph(text)
    for edit in edits:
        edit(document)
    made = io.BytesIO()
    document.save(made)
    return JoinedDocument(f"{text}.docx", made.getvalue(), pages)


def parts_of(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def packed(parts: Mapping[str, bytes]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return made.getvalue()


def with_part(
    document: JoinedDocument, kind: str, name: str, xml: str | bytes, mime: str = "", *, identity: str = ""
) -> JoinedDocument:
    """The document with a part that its text names."""
    parts = parts_of(document.data)
    parts[f"word/{name}"] = xml.encode() if isinstance(xml, str) else xml
    relation = f'<Relationship Id="{identity or "rIdX" + kind}" Type="{OFFICE}/{kind}" Target="{name}"/>'
    _add(parts, "word/_rels/document.xml.rels", relation, "Relationships")
    override = f'<Override PartName="/word/{name}" ContentType="{mime or f"{WORD}.{kind}+xml"}"/>'
    _add(parts, "[Content_Types].xml", override, "Types")
    return JoinedDocument(document.name, packed(parts), document.pages)


def _add(parts: dict[str, bytes], name: str, xml: str, root: str) -> None:
    parts[name] = parts[name].replace(f"</{root}>".encode(), f"{xml}</{root}>".encode())


def with_text(document: JoinedDocument, part: str, old: str, new: str) -> JoinedDocument:
    """The document with one text of a part replaced."""
    parts = parts_of(document.data)
    assert old.encode() in parts[part], f"{part} does not say {old}"
    parts[part] = parts[part].replace(old.encode(), new.encode())
    return JoinedDocument(document.name, packed(parts), document.pages)


def noted(text: str, kind: str, *notes: str) -> JoinedDocument:
    """A document with footnotes or endnotes."""

    def edit(document: Document) -> None:
        for place in range(len(notes)):
            paragraph = document.add_paragraph(f"{text} {place + 1}")
            add(paragraph, f'<w:r><w:{kind}Reference w:id="{place + 2}"/></w:r>')

    lines = "".join(
        f'<w:{kind} w:type="{what}" w:id="{place}"><w:p><w:r><w:{what}/></w:r></w:p></w:{kind}>'
        for place, what in enumerate(("separator", "continuationSeparator"))
    )
    written = "".join(
        f'<w:{kind} w:id="{place + 2}"><w:p><w:r><w:{kind}Ref/></w:r><w:r><w:t xml:space="preserve"> {note}</w:t></w:r></w:p>'
        f"</w:{kind}>"
        for place, note in enumerate(notes)
    )
    xml = f"<w:{kind}s {NAMESPACES}>{lines}{written}</w:{kind}s>"
    return with_part(stranger(text, edit), f"{kind}s", f"{kind}s.xml", xml)


def add(paragraph: Paragraph, xml: str) -> None:
    """Append XML to a paragraph."""
    for each in list(parse_xml(f"<w:p {NAMESPACES}>{xml}</w:p>")):
        paragraph._p.append(each)


def simple_field(code: str, shown: str = "1") -> str:
    return f'<w:fldSimple w:instr="{code}"><w:r><w:t>{shown}</w:t></w:r></w:fldSimple>'


def field_in_runs(*code: str, shown: str = "1") -> str:
    """A field whose code is split over runs."""
    pieces = "".join(f'<w:r><w:instrText xml:space="preserve">{piece}</w:instrText></w:r>' for piece in code)
    begin, separate, end = (f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end"))
    return f"{begin}{pieces}{separate}<w:r><w:t>{shown}</w:t></w:r>{end}"


def bookmark(name: str, number: int = 1) -> str:
    return f'<w:bookmarkStart w:id="{number}" w:name="{name}"/><w:bookmarkEnd w:id="{number}"/>'
