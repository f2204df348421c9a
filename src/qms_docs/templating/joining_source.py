"""A finished Word file taken apart, to be joined with others.

In: the bytes of a Word file. Out: its parts, relations and content types. Touches: nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from posixpath import basename, dirname, join, normpath, splitext

from lxml import etree

from ..diagnostics import Location, say
from ..errors import TemplateError
from .faults import fault_at
from .package import read_package
from .source import UnsoundPartError, W, parse_strictly

CONTENT_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
MAIN = "word/document.xml"
_REFUSED = {"altChunk": "aFChunk", "footnotes": "footnotes", "endnotes": "endnotes"}


@dataclass(frozen=True)
class JoinedDocument:
    """A document to be joined: its name for messages, its bytes, how many pages it has if that is known."""

    name: str
    data: bytes
    pages: int | None = None


class Source:
    """A document taken apart."""

    def __init__(self, document: JoinedDocument) -> None:
        self.name, self.pages = document.name, document.pages
        self.parts = read_package(document.data, document.name)
        if MAIN not in self.parts:
            raise missing(self.name, MAIN)
        self.root = self.tree(MAIN)
        self.relations = self.relations_of(MAIN)
        for what, kind in _REFUSED.items():
            used = f"{W}{what.removesuffix('s')}Reference" if what != "altChunk" else f"{W}altChunk"
            if (
                any(relation.kind == kind for relation in self.relations.values())
                and next(self.root.iter(used), None) is not None
            ):
                raise unjoinable(self.name, MAIN, what)
        self.types = {
            each.get("PartName", "").lstrip("/"): each.get("ContentType", "")
            for each in self.tree("[Content_Types].xml")
            if each.tag == f"{{{CONTENT_TYPES}}}Override"
        }
        self.defaults = {
            each.get("Extension", "").lower(): each.get("ContentType", "")
            for each in self.tree("[Content_Types].xml")
            if each.tag == f"{{{CONTENT_TYPES}}}Default"
        }

    def tree(self, part: str) -> etree._Element:
        """Return a part as XML; raises TemplateError when it is none."""
        try:
            return parse_strictly(self.parts[part])
        except UnsoundPartError as cause:
            raise fault_at("broken-part", Location(self.name, within=part), reason=cause) from cause

    def relations_of(self, part: str) -> dict[str, Relation]:
        """Return the relations of a part (of the file: "") by id; targets are names of parts, or addresses that lie outside."""
        name = f"{dirname(part)}/_rels/{basename(part)}.rels".lstrip("/")
        if name not in self.parts:
            return {}
        found = {}
        for each in self.tree(name):
            kind, target = each.get("Type", "").rpartition("/")[2], each.get("Target", "")
            outside = each.get("TargetMode") == "External"
            if not outside:
                target = target.lstrip("/") if target.startswith("/") else normpath(join(dirname(part), target))
            found[each.get("Id", "")] = Relation(each.get("Type", ""), kind, target, outside)
        return found

    def type_of(self, part: str) -> str:
        """Return the content type of a part."""
        return self.types.get(part) or self.defaults.get(splitext(part)[1].lstrip(".").lower(), "application/octet-stream")

    @property
    def strips(self) -> list[str]:
        """The headers and footers."""
        return [
            each.target for each in self.relations.values() if each.kind in ("header", "footer") and each.target in self.parts
        ]

    @property
    def has_even_pages(self) -> bool:
        """True if even pages have headers and footers of their own."""
        setting = next((part for part in self.relations.values() if part.kind == "settings"), None)
        return setting is not None and self.tree(setting.target).find(f"{W}evenAndOddHeaders") is not None


@dataclass(frozen=True)
class Relation:
    """What a part names: a part, or an address that lies outside."""

    type: str
    kind: str
    target: str
    outside: bool


def missing(name: str, part: str) -> TemplateError:
    """Return the error of a part that is not there."""
    return fault_at("broken-part", Location(name, within=part), reason=say("it is missing"))


def unjoinable(name: str, part: str, what: str) -> TemplateError:
    """Return the error of a document that holds what cannot be joined."""
    fact = say("A document with {what} cannot be part of a joined file.", what=what)
    return TemplateError(Location(name, within=part), fact, say("Leave this document out, or print the binder as PDF."))
