"""How a fault is planted: a good document changed in one place.

In: the parts of a good document. Out: Plant and the ways to spoil. Touches: nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from tests.ooxml.findings import NS
from tests.templating.builder import zipped

Parts = dict[str, bytes]
DOCUMENT, STYLES, NUMBERING, SETTINGS = (f"word/{name}.xml" for name in ("document", "styles", "numbering", "settings"))
RELS, TYPES = "word/_rels/document.xml.rels", "[Content_Types].xml"
KINDS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


Spoil = Callable[[Parts], bytes]


class Plant(NamedTuple):
    """One fault: its kind, the rule that must find it, how it is made."""

    kind: str
    rule: str
    spoil: Spoil


def changed(part: str, old: str, new: str) -> Spoil:
    """The first `old` in a part replaced."""

    def spoil(parts: Parts) -> bytes:
        text = parts[part].decode()
        assert old in text, old
        return zipped({**parts, part: text.replace(old, new, 1).encode()})

    return spoil


def body(xml: str, *relations: str) -> Spoil:
    """Blocks put before the last section, and relationships that they need."""
    return lambda parts: zipped(_related({**parts, DOCUMENT: _before(parts[DOCUMENT], "<w:sectPr>", _declared(xml))}, relations))


def inner(runs: str, properties: str = "") -> Spoil:
    """A paragraph of one's own put before the last section."""
    return body(f"<w:p>{f'<w:pPr>{properties}</w:pPr>' if properties else ''}{runs}</w:p>")


def inside(part: str, end: str, xml: str) -> Spoil:
    """XML put before the last `end` of a part."""
    return lambda parts: zipped({**parts, part: _before(parts[part], end, _declared(xml))})


def added(name: str, data: str, *relations: str) -> Spoil:
    """One more part, and relationships from the document."""
    return lambda parts: zipped(_related({**parts, name: data.encode()}, relations))


def related(*relations: str) -> Spoil:
    return lambda parts: zipped(_related(parts, relations))


def relation(kind: str, target: str, key: str = "rIdplanted", more: str = "") -> str:
    return f'<Relationship Id="{key}" Type="{KINDS}/{kind}" Target="{target}"{more}/>'


def without(name: str) -> Spoil:
    return lambda parts: zipped({key: data for key, data in parts.items() if key != name})


def _related(parts: Parts, relations: tuple[str, ...]) -> Parts:
    return {**parts, RELS: _before(parts[RELS], "</Relationships>", "".join(relations))} if relations else parts


def _before(data: bytes, mark: str, xml: str) -> bytes:
    head, found, tail = data.decode().rpartition(mark)
    assert found, mark
    return f"{head}{xml}{found}{tail}".encode()


def _declared(xml: str) -> str:
    """The XML with the namespaces which the parts do not declare."""
    more = "".join(f' xmlns:{prefix}="{NS[prefix]}"' for prefix in ("wp", "a") if f"<{prefix}:" in xml)
    return xml.replace("<w:drawing", f"<w:drawing{more}")


def run(text: str = "chữ", properties: str = "") -> str:
    return f"<w:r>{f'<w:rPr>{properties}</w:rPr>' if properties else ''}<w:t>{text}</w:t></w:r>"


def field(*kinds: str) -> str:
    """Field characters; a text that is none becomes an instruction."""
    return "".join(
        f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'
        if kind in ("begin", "separate", "end")
        else f"<w:r><w:instrText>{kind}</w:instrText></w:r>"
        for kind in kinds
    )


def table(*rows: str, columns: int = 2, properties: str = "<w:tblPr/>") -> str:
    grid = '<w:gridCol w:w="2000"/>' * columns
    return f"<w:tbl>{properties}<w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>"


def row(*cells: str) -> str:
    return f"<w:tr>{''.join(cells)}</w:tr>"


def cell(properties: str = "", content: str = "<w:p/>") -> str:
    return f"<w:tc>{f'<w:tcPr>{properties}</w:tcPr>' if properties else ''}{content}</w:tc>"


def picture(key: str, order: str = "extent docPr graphic") -> str:
    pieces = {
        "extent": '<wp:extent cx="1" cy="1"/>',
        "docPr": f'<wp:docPr id="{key}" name="ảnh"/>',
        "graphic": '<a:graphic><a:graphicData uri="x"/></a:graphic>',
    }
    return f"<w:r><w:drawing><wp:inline>{''.join(pieces[name] for name in order.split())}</wp:inline></w:drawing></w:r>"
