"""The rules of the package: ZIP, content types, relationships, properties.

In: bytes. Out: Package, findings. Touches: nothing.
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from lxml import etree
from lxml.etree import _Element

from tests.ooxml.findings import NS, Finding, Findings, name_of

TYPES = "[Content_Types].xml"
_OFFICE = "application/vnd.openxmlformats-officedocument."
_WORD = f"{_OFFICE}wordprocessingml."
_KINDS = {
    # By kind of relationship: the content type it must lead to and the root of that part.
    "officeDocument": (f"{_WORD}document.main+xml", "document"),
    "styles": (f"{_WORD}styles+xml", "styles"),
    "numbering": (f"{_WORD}numbering+xml", "numbering"),
    "settings": (f"{_WORD}settings+xml", "settings"),
    "header": (f"{_WORD}header+xml", "hdr"),
    "footer": (f"{_WORD}footer+xml", "ftr"),
    "footnotes": (f"{_WORD}footnotes+xml", "footnotes"),
    "endnotes": (f"{_WORD}endnotes+xml", "endnotes"),
    "comments": (f"{_WORD}comments+xml", "comments"),
    "core-properties": ("application/vnd.openxmlformats-package.core-properties+xml", ""),
    "custom-properties": (f"{_OFFICE}custom-properties+xml", ""),
}
_MANY = {"header", "footer", "hyperlink", "image", "customXml", "chart"}
_ACTIVE = {"vbaProject", "oleObject", "control", "package", "attachedTemplate", "aFChunk", "frame", "subDocument"}


@dataclass(frozen=True)
class Relation:
    key: str
    kind: str
    target: str
    external: bool


@dataclass
class Package:
    """A package, opened: its parts, the trees of its XML parts, its relationships by owner."""

    parts: dict[str, bytes] = field(default_factory=dict)
    trees: dict[str, _Element] = field(default_factory=dict)
    relations: dict[str, list[Relation]] = field(default_factory=dict)
    main: str = ""

    def targets(self, kind: str) -> list[str]:
        """The parts which the main part reaches by this kind of relationship."""
        return [r.target for r in self.relations.get(self.main, ()) if r.kind == kind and r.target in self.trees]


def owner_of(rels: str) -> str:
    folder, _, file = rels.rpartition("_rels/")
    return folder + file.removesuffix(".rels")


def repeated(values: Iterable[str]) -> list[str]:
    return sorted(value for value, count in Counter(values).items() if count > 1)


def unzip(docx: bytes, package: Package) -> Findings:
    """The parts, as far as they can be read."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(docx))
    except (zipfile.BadZipFile, ValueError) as error:
        yield Finding("zip-unreadable", "", what=str(error))
        return
    for name in repeated(info.filename.lower() for info in archive.infolist()):
        yield Finding("zip-name-twice", name)
    for info in archive.infolist():
        name = info.orig_filename
        if name != TYPES and not re.fullmatch(r"(?:[\w.~-]*[\w~-]/)*[\w.~-]*[\w~-]", name, re.ASCII):
            yield Finding("zip-name-illegal", name)
        if info.flag_bits & 0x1:
            yield Finding("zip-entry-encrypted", name)
        elif info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            yield Finding("zip-method", name, what=str(info.compress_type))
        else:
            try:
                package.parts[name] = archive.read(info)
            except (zipfile.BadZipFile, zlib.error, EOFError) as error:
                yield Finding("zip-entry-damaged", name, what=str(error))


def parse(package: Package) -> Findings:
    """The trees of the XML parts."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    for name, data in package.parts.items():
        if not name.endswith((".xml", ".rels")):
            continue
        try:
            root = etree.fromstring(data, parser)
        except etree.XMLSyntaxError as error:
            yield Finding("part-not-well-formed", name, what=str(error))
            continue
        info = root.getroottree().docinfo
        if b"<!DOCTYPE" in data.replace(b"\0", b""):
            yield Finding("part-with-doctype", name)
        if (info.encoding or "UTF-8").upper() not in ("UTF-8", "UTF-16"):
            yield Finding("part-encoding", name, what=str(info.encoding))
        package.trees[name] = root


def relationships(package: Package) -> Findings:
    """The relationships of every part, each for itself."""
    package.relations[""] = []
    for name in [name for name in package.trees if name.endswith(".rels")]:
        owner = owner_of(name)
        if owner and owner not in package.parts:
            yield Finding("relationship-owner-missing", name)
        found = package.relations[owner] = []
        for element in package.trees[name]:
            kind, target = element.get("Type", "").rsplit("/", 1)[-1], element.get("Target", "")
            external = element.get("TargetMode") == "External"
            if not external:
                target = posixpath.normpath(posixpath.join("/", posixpath.dirname(owner), target)).lstrip("/")
            found.append(Relation(element.get("Id", ""), kind, target, external))
        yield from _each_relation(package, name, found)


def _each_relation(package: Package, name: str, found: list[Relation]) -> Findings:
    for key in repeated(relation.key for relation in found):
        yield Finding("relationship-id-twice", name, key)
    for kind in repeated(relation.kind for relation in found if relation.kind not in _MANY):
        yield Finding("relationship-kind-twice", name, kind)
    for relation in found:
        if not re.fullmatch(r"[^\W\d][\w.-]*", relation.key):
            yield Finding("relationship-id-illegal", name, relation.key)
        if relation.kind in _ACTIVE:
            yield Finding("part-active", name, relation.key, relation.kind)
        elif relation.external and relation.kind != "hyperlink":
            yield Finding("relationship-external", name, relation.key, relation.target)
        elif relation.external and not re.match(r"(?:https?://|mailto:)", relation.target):
            yield Finding("relationship-scheme", name, relation.key, relation.target)
        elif not relation.external and relation.target not in package.parts:
            yield Finding("relationship-target-missing", name, relation.key, relation.target)


def content_types(package: Package) -> Findings:
    """A content type for every part, and the right one for what leads to it."""
    root = package.trees.get(TYPES)
    if root is None:
        yield Finding("content-types-missing", TYPES)
        return
    defaults = [(e.get("Extension", "").lower(), e.get("ContentType", "")) for e in root.iter(f"{{{NS['ct']}}}Default")]
    overrides = [(e.get("PartName", "").lstrip("/"), e.get("ContentType", "")) for e in root.iter(f"{{{NS['ct']}}}Override")]
    for pairs in (defaults, overrides):
        for name in repeated(name.lower() for name, _ in pairs):
            yield Finding("content-type-twice", TYPES, name)
    by_extension, by_name = dict(defaults), dict(overrides)
    for name in by_name:
        if name not in package.parts:
            yield Finding("content-type-stale", TYPES, name)
    of = {name: by_name.get(name) or by_extension.get(name.rpartition(".")[2].lower(), "") for name in package.parts}
    for name, kind in of.items():
        if name != TYPES and not kind:
            yield Finding("content-type-missing", name)
        if "macroEnabled" in kind or "vbaProject" in kind or "activeX" in kind:
            yield Finding("part-active", name, what=kind)
    for relation in (relation for found in package.relations.values() for relation in found):
        right, root_name = _KINDS.get(relation.kind, ("", ""))
        if right and of.get(relation.target, right) not in (right, ""):
            yield Finding("content-type-wrong", relation.target, what=of[relation.target])
        tree = package.trees.get(relation.target)
        if root_name and tree is not None and name_of(tree) != root_name:
            yield Finding("part-root", relation.target, what=name_of(tree))


def reach(package: Package) -> Findings:
    """The main part is there, and every part can be reached."""
    mains = [relation.target for relation in package.relations[""] if relation.kind == "officeDocument"]
    package.main = next((name for name in mains if name in package.trees), "")
    if not package.main:
        yield Finding("main-part-missing", "")
        return
    seen, todo = set[str](), [""]
    while todo:
        owner = todo.pop()
        seen.add(owner)
        todo += [r.target for r in package.relations.get(owner, ()) if not r.external and r.target not in seen]
    for name in package.parts:
        if name != TYPES and not name.endswith(".rels") and name not in seen:
            yield Finding("part-unreachable", name)


def properties(package: Package) -> Findings:
    """The core properties stand once each, the own ones too."""
    for relation in package.relations[""]:
        tree = package.trees.get(relation.target)
        if tree is not None and relation.kind == "core-properties":
            for tag in repeated(str(child.tag) for child in tree):
                yield Finding("core-property-twice", relation.target, tag)
        if tree is not None and relation.kind == "custom-properties":
            for name in repeated(child.get("name", "").lower() for child in tree):
                yield Finding("custom-property-twice", relation.target, name)
            numbers = [child.get("pid", "") for child in tree]
            for number in {n for n in numbers if not n.isdecimal() or int(n) < 2}.union(repeated(numbers)):
                yield Finding("custom-property-number", relation.target, number)
