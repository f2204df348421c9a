"""A finished Word file taken apart, to be joined with others.

In: the bytes of a Word file. Out: its parts, relations and content types. Touches: nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from posixpath import basename, dirname, join, normpath, splitext

from lxml import etree

from ..diagnostics import Location, say
from ..errors import TemplateError
from .faults import fault_at
from .package import read_package
from .source import UnsoundPartError, W, parse_strictly

CONTENT_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
MAIN = "word/document.xml"
_REFUSED = ("altChunk", "subDoc")


@dataclass(frozen=True)
class JoinedDocument:
    """A document to be joined: its name for messages, its bytes, how many pages it has if that is known."""

    name: str
    data: bytes
    pages: int | None = None


@dataclass(frozen=True)
class Relation:
    """What a part names: a part, or an address that lies outside."""

    type: str
    kind: str
    target: str
    outside: bool


class Source:
    """A document taken apart; raises TemplateError naming the document and the part that is unsound or cannot be joined."""

    def __init__(self, document: JoinedDocument) -> None:
        self.name, self.pages = document.name, document.pages
        self.parts = read_package(document.data, document.name)
        listed = list(self.tree("[Content_Types].xml").iter(f"{{{CONTENT_TYPES}}}Override", f"{{{CONTENT_TYPES}}}Default"))
        self._types = {each.get("PartName", "").lstrip("/"): each.get("ContentType", "") for each in listed}
        self._defaults = {each.get("Extension", "").lower(): each.get("ContentType", "") for each in listed}
        self.relations = self.relations_of(MAIN)

    @cached_property
    def root(self) -> etree._Element:
        """The text."""
        root = self.tree(MAIN)
        if root.find(f"{W}body") is None:
            raise missing(self.name, "w:body")
        for refused in root.iter(*(f"{W}{name}" for name in _REFUSED)):
            raise unjoinable(self.name, MAIN, etree.QName(refused).localname)
        return root

    def tree(self, part: str) -> etree._Element:
        """Return a part as XML."""
        try:
            return parse_strictly(self.parts[part])
        except UnsoundPartError as cause:
            raise broken(self.name, part, cause) from cause

    def part_of_kind(self, kind: str) -> str | None:
        """Return the part of a kind of which there is but one."""
        target = next((each.target for each in self.relations.values() if each.kind == kind and not each.outside), None)
        if target is not None and target not in self.parts:
            raise missing(self.name, target)
        return target

    def relations_of(self, part: str) -> dict[str, Relation]:
        """Return the relations of a part (of the file: "") by id; targets are names of parts, or addresses that lie outside."""
        name = f"{dirname(part)}/_rels/{basename(part)}.rels".lstrip("/")
        if name not in self.parts:
            return {}
        found = {}
        for each in self.tree(name).iter("{*}Relationship"):
            kind, target = each.get("Type", "").rpartition("/")[2], each.get("Target", "")
            outside = each.get("TargetMode") == "External"
            if not outside:
                target = normpath(join(f"/{dirname(part)}", target)).lstrip("/")
            found[each.get("Id", "")] = Relation(each.get("Type", ""), kind, target, outside)
        return found

    def type_of(self, part: str) -> str:
        """Return the content type of a part."""
        return self._types.get(part) or self._defaults.get(splitext(part)[1].lstrip(".").lower(), "application/octet-stream")

    @cached_property
    def settings(self) -> etree._Element:
        """The settings; empty where the document has none."""
        part = self.part_of_kind("settings")
        return etree.Element(f"{W}settings") if part is None else self.tree(part)


def broken(name: str, part: str, reason: object) -> TemplateError:
    """Return the error of a part that cannot be read."""
    return fault_at("broken-part", Location(name, within=part), reason=reason)


def missing(name: str, part: str) -> TemplateError:
    """Return the error of a part that is not there."""
    return broken(name, part, say("it is missing"))


def unjoinable(name: str, part: str, what: str) -> TemplateError:
    """Return the error of a document that holds what cannot be joined."""
    fact = say("A document with {what} cannot be part of a joined file.", what=what)
    return TemplateError(Location(name, within=part), fact, say("Leave this document out, or print the binder as PDF."))
