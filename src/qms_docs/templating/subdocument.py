"""Another Word file printed inside a document: its text, tables, images, links, lists and styles.

In: a .docx of strangers. Out: blocks for `{{p }}`, and what they need in the package. Touches: the file, once.

What belongs to a document as a whole stays behind: page settings, headers, footers, comments, marks of editing, extensions that
Word itself calls ignorable. What would be lost with its text is refused: footnotes, several sections, charts, embedded files.
"""

from __future__ import annotations

import hashlib
import io
import re
from dataclasses import dataclass
from html import unescape
from typing import Any

from lxml import etree
from markupsafe import escape

from ..diagnostics import Location, Message, say
from ..errors import TemplateError
from .adopting import Stock, adopt_list, adopt_style, number_by_style, read_stock
from .ground import DOCUMENT, Relation, read_relations, relations_part
from .guard import refusals
from .marking import marked, rebuilt, substituted
from .markup import BLOCK, MarkupValue, WrongPlaceError
from .package import read_package
from .pictures import File, read_file
from .resources import Resources, current
from .rich import is_address
from .source import UnsoundPartError, W, parse_strictly

_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
_DROPPED = tuple(
    W + name
    for name in (
        "commentRangeStart", "commentRangeEnd", "commentReference", "permStart", "permEnd", "proofErr", "lastRenderedPageBreak",
        "dataBinding",
    )
)  # fmt: skip
_REFUSED: dict[str, Message] = {
    f"{W}footnoteReference": say("a footnote"),
    f"{W}endnoteReference": say("an endnote"),
    f"{W}sectPr": say("a section of its own"),
    f"{W}altChunk": say("another file"),
    f"{W}subDoc": say("another file"),
    f"{W}object": say("an embedded file"),
    f"{W}control": say("a control"),
}
_DEFAULT = re.compile(r'<Default\b[^>]*?\bExtension="([^"]*)"[^>]*?\bContentType="([^"]*)"')
_OVERRIDE = re.compile(r'<Override\b[^>]*?\bPartName="/([^"]*)"[^>]*?\bContentType="([^"]*)"')


@dataclass(frozen=True, slots=True)
class _Source:
    """A file ready to be printed: its blocks with marks in the place of all that depends on the document around."""

    key: str
    blocks: str
    links: dict[str, Relation]
    images: dict[str, tuple[bytes, str]]
    stock: Stock


class SubDocument(MarkupValue):
    """The body of another Word file, for `{{p }}`; the file is a path, bytes, or a document of python-docx as it is now.

    Its styles keep their look unless the template has styles of the same name; each time it is printed its lists begin anew.
    """

    def __init__(self, docx: File | Any) -> None:
        if hasattr(docx, "save"):
            out = io.BytesIO()
            docx.save(out)
            data, name = out.getvalue(), ""
        else:
            data, name = read_file(docx)
        self._data = data
        self._source = _read(data, name or "sub-document.docx")

    def __reduce__(self) -> tuple[type[SubDocument], tuple[bytes]]:
        """Travel as the bytes of the file, to be read again."""
        return SubDocument, (self._data,)

    def markup(self, place: str) -> str:
        """Return the blocks; what they need goes into the package."""
        if place != BLOCK:
            raise WrongPlaceError("SubDocument", BLOCK)
        return _Printing(self._source, current()).blocks()


class _Printing:
    """One printing of a file: its lists, bookmarks and drawings get numbers of their own."""

    def __init__(self, source: _Source, resources: Resources) -> None:
        self._source = source
        self._resources = resources
        self._lists: dict[str, str] = {}
        self._bookmarks: dict[str, str] = {}

    def blocks(self) -> str:
        return substituted(self._source.blocks, self._value)

    def _value(self, kind: str, told: str) -> str:
        source, resources = self._source, self._resources
        if kind == "relation":
            if told in source.links:
                return resources.relate("hyperlink", source.links[told].target, external=True)
            data, content_type = source.images[told]
            return resources.add_image(data, content_type.rpartition("/")[2].partition("+")[0].removeprefix("x-"), content_type)
        if kind == "style":
            return str(escape(adopt_style(source.stock, told, resources)))
        if kind == "list":
            if told not in self._lists:
                self._lists[told] = adopt_list(source.stock, told, resources)
            return self._lists[told]
        if kind == "drawing":
            return str(resources.next_id("drawing"))
        if kind == "bookmark":
            return self._bookmarks.setdefault(f"#{told}", str(resources.next_id("bookmark")))
        if told not in self._bookmarks:
            self._bookmarks[told] = resources.bookmark(told)
        return str(escape(self._bookmarks[told]))


def _read(data: bytes, name: str) -> _Source:
    parts = read_package(data, name)
    if refused := list(refusals(parts, name)):
        raise TemplateError.of_all(refused)
    try:
        root = parse_strictly(parts[DOCUMENT])
        key = hashlib.sha256(data).hexdigest()
        stock = read_stock(parts, key)
    except (UnsoundPartError, ValueError, LookupError) as cause:
        raise TemplateError(Location(name), say("The part is not well-formed XML: {reason}.", reason=str(cause))) from cause
    body = root.find(f"{W}body")
    if body is None:
        raise TemplateError(
            Location(name), say("This is not a Word document (.docx)."), say("Open it in Word and save it as .docx.")
        )
    if len(body) and body[-1].tag == f"{W}sectPr":
        body.remove(body[-1])
    _clean(root, body)
    for element in body.iter(*_REFUSED):
        raise _refused(name, _REFUSED[element.tag])
    relations = read_relations(parts.get(relations_part(DOCUMENT), b"").decode("utf-8", "replace"), DOCUMENT)
    links, images = _needed(body, relations, parts, name)
    number_by_style(body, stock)
    _mark(body, stock)
    for holder in (body, *body.iter(f"{W}tc")):
        # A cell ends with a paragraph, and two tables side by side would become one.
        if len(holder) and holder[-1].tag != f"{W}p":
            etree.SubElement(holder, f"{W}p")
    return _Source(key, rebuilt(body), links, images, stock)


def _refused(name: str, what: Message) -> TemplateError:
    return TemplateError(
        Location(name),
        say("The file holds {what}, which cannot be printed inside another document.", what=what),
        say("Take it out, or put the text into the template itself."),
    )


def _clean(root: etree._Element, body: etree._Element) -> None:
    """Take away what belongs to the file as a whole, or is ignorable."""
    prefixes = (root.get(f"{_MC}Ignorable") or "").split()
    ignorable = tuple(f"{{{root.nsmap[prefix]}}}" for prefix in prefixes if prefix in root.nsmap)
    for element in list(body.iter()):
        parent = element.getparent()
        if parent is None or element is body:
            continue
        is_own_id = element.tag == f"{W}id" and parent.tag == f"{W}sdtPr"
        if not isinstance(element.tag, str) or element.tag in _DROPPED or element.tag.startswith(ignorable) or is_own_id:
            _remove(parent, element)
        else:
            for key in [str(key) for key in element.attrib]:
                if key.startswith((f"{W}rsid", *ignorable)):
                    del element.attrib[key]


def _remove(parent: etree._Element, element: etree._Element) -> None:
    element.tail = None
    parent.remove(element)


def _needed(
    body: etree._Element, relations: dict[str, Relation], parts: dict[str, bytes], name: str
) -> tuple[dict[str, Relation], dict[str, tuple[bytes, str]]]:
    """Return the links and images that the blocks name, marked in them; refuse all else."""
    types = parts["[Content_Types].xml"].decode("utf-8", "replace")
    defaults = {extension.lower(): kind for extension, kind in _DEFAULT.findall(types)}
    overrides = dict(_OVERRIDE.findall(types))
    links: dict[str, Relation] = {}
    images: dict[str, tuple[bytes, str]] = {}
    for element in body.iter(etree.Element):
        for key in [str(key) for key in element.attrib if str(key).startswith(_R)]:
            told = element.get(key) or ""
            relation = relations.get(told, Relation("", "", False))
            content_type = overrides.get(relation.target) or defaults.get(relation.target.rpartition(".")[2].lower(), "")
            if relation.kind == "hyperlink" and relation.external:
                target = unescape(relation.target)
                if not is_address(target):
                    raise _refused(name, say("a link to {target}", target=target[:80]))
                links[told] = Relation("hyperlink", target, True)
            elif relation.kind == "image" and relation.target in parts and content_type.startswith("image/"):
                images[told] = (parts[relation.target], content_type)
            else:
                raise _refused(name, say("a part of the kind «{kind}»", kind=relation.kind or told))
            element.set(key, marked("relation", told))
    return links, images


def _mark(body: etree._Element, stock: Stock) -> None:
    """Put marks in the place of styles, lists, bookmarks and drawings."""
    names = {each.get(f"{W}name") or "" for each in body.iter(f"{W}bookmarkStart")} - {""}
    known = re.compile(r"(?<!\w)(" + "|".join(map(re.escape, sorted(names))) + r")(?!\w)") if names else None
    for element in body.iter(etree.Element):
        tag = element.tag
        if tag in (f"{W}pStyle", f"{W}rStyle", f"{W}tblStyle", f"{W}numId"):
            stock.mark(element)
        elif tag in (f"{W}bookmarkStart", f"{W}bookmarkEnd"):
            element.set(f"{W}id", marked("bookmark", element.get(f"{W}id") or ""))
            if tag == f"{W}bookmarkStart":
                element.set(f"{W}name", marked("name", element.get(f"{W}name") or ""))
        elif tag == f"{_WP}docPr":
            element.set("id", marked("drawing", element.get("id") or ""))
        elif known is not None and tag == f"{W}hyperlink" and element.get(f"{W}anchor") in names:
            element.set(f"{W}anchor", marked("name", element.get(f"{W}anchor") or ""))
        elif known is not None and tag == f"{W}instrText" and element.text:
            element.text = known.sub(lambda found: marked("name", found[1]), element.text)
        elif known is not None and tag == f"{W}fldSimple":
            element.set(f"{W}instr", known.sub(lambda found: marked("name", found[1]), element.get(f"{W}instr") or ""))
