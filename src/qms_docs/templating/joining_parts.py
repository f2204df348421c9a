"""The parts of a joined file that are no text: pictures, charts, diagrams, and what they bring with them.

In: documents taken apart. Out: parts under names of their own, equal ones once. Touches: nothing.
"""

from __future__ import annotations

import re
from hashlib import sha256
from posixpath import basename, dirname, splitext

from lxml import etree

from .joining_source import R, Relation, Source, missing
from .joining_xml import Relations, relations_xml, removed, written
from .source import W

_WHOLE = {"styles", "numbering", "settings", "theme", "fontTable", "webSettings", "footnotes", "endnotes"}
"""What there is once for the whole file."""
_LEFT_OUT = {
    "comments", "commentsExtended", "commentsIds", "commentsExtensible", "people", "customXml", "stylesWithEffects", "vbaProject",
    "wordVbaData", "keyMapCustomizations", "attachedToolbars", "control", "activeXControlBinary", "oleObject", "glossaryDocument",
    "attachedTemplate", "subDocument", "aFChunk", "printerSettings",
}  # fmt: skip
_ACTIVE = ("{urn:schemas-microsoft-com:office:office}OLEObject", f"{W}control")
_DRAWN_AS = re.compile(rb'(dataModelExt\b[^>]*?\brelId=")([^"]*)')
"""The data of a diagram name the part that draws it by its relation in the text."""


class Parts:
    """The parts by name, with their content types."""

    def __init__(self) -> None:
        self.data: dict[str, bytes] = {}
        self.types: dict[str, str] = {}
        self._known: dict[tuple[str, ...], str] = {}

    def put(self, name: str, data: bytes, kind: str) -> None:
        """Store a part under its name."""
        self.data[name], self.types[name] = data, kind

    def shared(self, stem: str, data: bytes, kind: str, relations: bytes | None = None) -> str:
        """Store a part once, however many documents have it; return its name."""
        key = (stem, kind, sha256(data + b"\0" + (relations or b"")).hexdigest())
        if key not in self._known:
            name = self._known[key] = self._free(f"word/{stem}.xml")
            self.put(name, data, kind)
            if relations is not None:
                self.data[_relations_of(name)] = relations
        return self._known[key]

    def _free(self, wanted: str) -> str:
        stem, ending = splitext(wanted)
        number = 1
        while (name := f"{stem}{number}{ending}") in self.types:
            number += 1
        return name

    def carry(self, source: Source, part: str, root: etree._Element, into: Relations) -> dict[str, str]:
        """Take along what the XML of a part names, which is rewritten to the relations of the part it goes into.

        Returns the new identities. What is left out, or was never there, is no longer named.
        """
        removed(root.iter(*_ACTIVE))
        known = source.relations_of(part)
        naming = [(each, key) for each in _naming(root) for key in each.attrib if str(key).startswith(R)]
        used = {str(each.get(key)) for each, key in naming}
        used |= {identity for identity, relation in known.items() if relation.kind == "diagramDrawing"}
        renamed = {}
        for identity in [identity for identity in known if identity in used]:
            relation = known[identity]
            if relation.kind in _LEFT_OUT | _WHOLE | {"header", "footer"} or _is_of_macros(relation):
                continue
            target = relation.target if relation.outside else self._taken(source, relation.target, relation.kind)
            renamed[identity] = into.add(relation.type, target, outside=relation.outside)
        for identity, relation in known.items():
            if identity in renamed and relation.kind == "diagramData":
                name = self._taken(source, relation.target, relation.kind)
                self.data[name] = _DRAWN_AS.sub(lambda found: found[1] + _renamed(found[2], renamed), self.data[name])
        for each, key in naming:
            old = str(each.get(key))
            if old in renamed:
                each.set(key, renamed[old])
            elif each.tag not in (f"{W}headerReference", f"{W}footerReference"):
                del each.attrib[key]
        return renamed

    def _taken(self, source: Source, part: str, kind: str) -> str:
        """Return the new name of a part, stored with all that it names."""
        if part not in source.parts:
            raise missing(source.name, part)
        relations = source.relations_of(part)
        data = source.parts[part]
        # What names others is one document's own, and so is what is told of their names.
        is_own = bool(relations) or kind == "diagramData"
        key = (str(id(source)), part) if is_own else (source.type_of(part), sha256(data).hexdigest())
        if key not in self._known:
            folder = "" if kind in _WHOLE else f"{dirname(part).removeprefix('word').strip('/') or 'media'}/"
            stem = splitext(basename(part))[0].rstrip("0123456789") or "part"
            name = self._known[key] = self._free(f"word/{folder}{stem}{splitext(part)[1]}")
            self.put(name, data, source.type_of(part))
            kept = [
                (identity, each.type, each.target if each.outside else self._taken(source, each.target, each.kind), each.outside)
                for identity, each in relations.items()
                if each.kind not in _LEFT_OUT
            ]
            if kept:
                self.data[_relations_of(name)] = relations_xml(name, kept)
        return self._known[key]

    def take_whole(self, source: Source, kind: str, into: Relations) -> None:
        """Take a part that there is once, with all that it names, as the first document has it."""
        part = source.part_of_kind(kind)
        if part is not None:
            relation = next(each for each in source.relations.values() if each.kind == kind)
            into.add(relation.type, self._taken(source, part, kind))


_NAMING = etree.XPath("//*[@r:*]", namespaces={"r": R.strip("{}")})


def _naming(root: etree._Element) -> list[etree._Element]:
    """Return the elements that name other parts."""
    found = _NAMING(root)
    return [each for each in found if isinstance(each, etree._Element)] if isinstance(found, list) else []


def _relations_of(part: str) -> str:
    return f"{dirname(part)}/_rels/{basename(part)}.rels"


def _is_of_macros(relation: Relation) -> bool:
    return relation.type.startswith("http://schemas.microsoft.com/office/2006/relationships/")


def _renamed(identity: bytes, names: dict[str, str]) -> bytes:
    return names.get(identity.decode(), identity.decode()).encode()


def without_links(root: etree._Element) -> bytes:
    """Return a part whose elements that name other parts are left out."""
    removed(_naming(root))
    return written(root)
