"""Several finished Word files as one, each in sections of its own: headers, footers, numbering and page counts stay its own.

In: the bytes of Word files. Out: the bytes of one. Touches: nothing.
Word lets a section without a header show that of the section before, counts NUMPAGES over the whole file, goes on with the
numbers of lists that bear the same number, and takes a style by its name: all four are settled here, document by document.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from posixpath import basename, dirname, splitext

from lxml import etree

from .joining_fields import pages_field, tell_fields_anew
from .joining_source import MAIN, JoinedDocument, Source, missing, unjoinable
from .joining_styles import JoinedStyles
from .joining_xml import DECLARATION, inserted, relations_xml, types_xml, written
from .package import pack, write_package
from .source import W, parse_strictly

R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_KINDS = ("default", "first", "even")
_PARAGRAPH_IDS = tuple(f"{{http://schemas.microsoft.com/office/word/2010/wordml}}{name}" for name in ("paraId", "textId"))
_WP_DOCPR = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"
_SHARED = {"styles", "numbering", "settings", "theme", "fontTable", "webSettings"}
_LEFT_OUT = {"customXml", "stylesWithEffects"}
_EMPTY = '<w:{0} xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:p/></w:{0}>'
_MAX_NAME = 40
_NO_HEIGHT = {"before": "0", "after": "0", "line": "20", "lineRule": "exact"}
# What the schema lets come before an element that is put in.
_BEFORE_TYPE = ("headerReference", "footerReference", "footnotePr", "endnotePr")
_BEFORE_NUMBERS = (*_BEFORE_TYPE, "type", "pgSz", "pgMar", "paperSrc", "pgBorders", "lnNumType")
_BEFORE_EVEN: list[str] = str.split(
    "writeProtection view zoom removePersonalInformation removeDateAndTime doNotDisplayPageBoundaries displayBackgroundShape"
    " printPostScriptOverText printFractionalCharacterWidth printFormsData embedTrueTypeFonts embedSystemFonts saveSubsetFonts"
    " saveFormsData mirrorMargins alignBordersAndEdges bordersDoNotSurroundHeader bordersDoNotSurroundFooter gutterAtTop"
    " hideSpellingErrors hideGrammaticalErrors activeWritingStyle proofState formsDesign linkStyles stylePaneFormatFilter"
    " stylePaneSortMethod documentType mailMerge revisionView trackRevisions doNotTrackMoves doNotTrackFormatting"
    " documentProtection autoFormatOverride styleLockTheme styleLockQFSet defaultTabStop autoHyphenation"
    " consecutiveHyphenLimit hyphenationZone doNotHyphenateCaps showEnvelope summaryLength clickAndTypeStyle"
    " defaultTableStyle"
)


def join_documents(documents: Sequence[JoinedDocument]) -> bytes:
    """Return one Word file that holds the documents one after the other, each as it would be alone.

    Styles that are equal are shared; the settings are those of the first. Comments are left out. The same documents give the
    same bytes. Raises TemplateError for what is no sound Word file, or holds footnotes, endnotes or chunks of another format.
    """
    if not documents:
        raise ValueError("nothing to join")
    binder = _Binder(Source(documents[0]))
    for place, document in enumerate(documents):
        binder.add(Source(document), is_last=place == len(documents) - 1)
    return binder.finished()


@dataclass
class _Binder:
    """The file that grows. The first document gives it settings, properties and everything that is not of one document."""

    base: Source
    parts: dict[str, bytes] = field(default_factory=dict)
    types: dict[str, str] = field(default_factory=dict)
    relations: list[tuple[str, str, str, bool]] = field(default_factory=list)
    blocks: list[etree._Element] = field(default_factory=list)
    final: etree._Element | None = None
    count: int = 0

    def __post_init__(self) -> None:
        self._styles = JoinedStyles()
        self._named: dict[str, str] = {}
        self._bookmarks: set[str] = set()
        self._numbers = {"bookmark": 0, "drawing": 0, "relation": 0}
        self._empty: dict[str, str] = {}
        self._even = self.base.has_even_pages
        self._prefixes: dict[str, str] = {}

    def _next(self, what: str) -> int:
        self._numbers[what] += 1
        return self._numbers[what]

    def add(self, source: Source, *, is_last: bool) -> None:
        """Append a document."""
        self.count += 1
        self._even = self._even or source.has_even_pages
        # Also those that only texts name, as Requires="wps" does.
        self._prefixes = {prefix: uri for prefix, uri in source.root.nsmap.items() if prefix} | self._prefixes
        roots = [source.root, *(source.tree(part) for part in source.strips)]
        renamed = self._styles.take(self._parts_of_kind(source, "styles"), self._parts_of_kind(source, "numbering"), roots)
        body = source.root.find(f"{W}body")
        if body is None:
            raise missing(source.name, "w:body")
        sections = list(body.iter(f"{W}sectPr"))
        anchors = self._anchors(source)
        end = f"_end_{self.count}"
        pages = pages_field(sections, end)
        carried = self._carried(source, MAIN, source.root, anchors, pages)
        self._adapt(source, source.root, anchors, pages, carried)
        renamed.apply(source.root)
        self._mark_end(body, end)
        self._settle_sections(sections, source)
        last = body.find(f"{W}sectPr")
        if last is not None:
            body.remove(last)
        else:
            last = etree.Element(f"{W}sectPr")
        self.blocks += list(body)
        if is_last:
            self.final = last
        else:
            self._end_section(last)

    def _parts_of_kind(self, source: Source, kind: str) -> bytes | None:
        relation = next((each for each in source.relations.values() if each.kind == kind and not each.outside), None)
        return source.parts.get(relation.target) if relation is not None else None

    def _end_section(self, section: etree._Element) -> None:
        """Put the end of a section into the last paragraph, or one of no height after a table."""
        block = self.blocks[-1] if self.blocks else None
        if block is None or block.tag != f"{W}p" or block.find(f"{W}pPr/{W}sectPr") is not None:
            block = etree.Element(f"{W}p")
            properties = etree.SubElement(block, f"{W}pPr")
            etree.SubElement(properties, f"{W}spacing", {f"{W}{key}": value for key, value in _NO_HEIGHT.items()})
            mark = etree.SubElement(properties, f"{W}rPr")
            etree.SubElement(mark, f"{W}sz", {f"{W}val": "2"})
            self.blocks.append(block)
        found = block.find(f"{W}pPr")
        if found is None:
            found = etree.Element(f"{W}pPr")
            block.insert(0, found)
        change = found.find(f"{W}pPrChange")
        if change is not None:
            change.addprevious(section)
        else:
            found.append(section)

    def _settle_sections(self, sections: list[etree._Element], source: Source) -> None:
        """Have the first section begin a page and a count of its own; give every one the headers it would otherwise inherit."""
        if not sections:
            return
        begin = sections[0].find(f"{W}type")
        if begin is None:
            begin = inserted(sections[0], "type", _BEFORE_TYPE)
        begin.set(f"{W}val", "nextPage")
        numbers = sections[0].find(f"{W}pgNumType")
        if numbers is None:
            numbers = inserted(sections[0], "pgNumType", _BEFORE_NUMBERS)
        if numbers.get(f"{W}start") is None:
            numbers.set(f"{W}start", "1")
        for what in ("header", "footer"):
            tag = f"{W}{what}Reference"
            known = {each.get(f"{W}type", "default"): each for each in sections[0].iter(tag)}
            for kind in _KINDS:
                if kind in known:
                    continue
                identity = self._blank(what)
                if kind == "even" and "default" in known and not source.has_even_pages:
                    identity = known["default"].get(f"{R}id", identity)
                sections[0].insert(0, etree.Element(tag, {f"{W}type": kind, f"{R}id": identity}))
            if not source.has_even_pages:
                for section in sections[1:]:
                    own = {each.get(f"{W}type", "default"): each for each in section.iter(tag)}
                    if "default" in own and "even" not in own:
                        even = {f"{W}type": "even", f"{R}id": own["default"].get(f"{R}id", "")}
                        section.insert(0, etree.Element(tag, even))

    def _blank(self, what: str) -> str:
        """Return the relation of an empty header or footer."""
        if what not in self._empty:
            name = f"word/{what}_blank.xml"
            root = "hdr" if what == "header" else "ftr"
            self.parts[name] = DECLARATION + _EMPTY.format(root).encode()
            self.types[name] = f"application/vnd.openxmlformats-officedocument.wordprocessingml.{what}+xml"
            self._empty[what] = self._related(f"{_OFFICE}/{what}", basename(name), outside=False)
        return self._empty[what]

    def _related(self, kind: str, target: str, *, outside: bool) -> str:
        known = next((each[0] for each in self.relations if each[1:] == (kind, target, outside)), None)
        if known is not None:
            return known
        identity = f"rId{self._next('relation')}"
        self.relations.append((identity, kind, target, outside))
        return identity

    def _mark_end(self, body: etree._Element, name: str) -> None:
        """Put a bookmark at the end of a document, for its number of pages."""
        paragraph = next((block for block in reversed(body) if block.tag == f"{W}p"), None)
        if paragraph is None:
            paragraph = next(reversed(list(body.iter(f"{W}p"))), None)
        if paragraph is not None:
            number = str(self._next("bookmark"))
            paragraph.append(etree.Element(f"{W}bookmarkStart", {f"{W}id": number, f"{W}name": name}))
            paragraph.append(etree.Element(f"{W}bookmarkEnd", {f"{W}id": number}))

    def _anchors(self, source: Source) -> dict[str, str]:
        """Return the new names of bookmarks that another document has already."""
        renamed = {}
        for each in source.root.iter(f"{W}bookmarkStart"):
            name = each.get(f"{W}name", "")
            new = name
            if name in self._bookmarks:
                ending = f"_{self.count}"
                new = name[: _MAX_NAME - len(ending)] + ending
            self._bookmarks.add(new)
            renamed[name] = new
        return renamed

    def _carried(self, source: Source, part: str, root: etree._Element, anchors: Mapping[str, str], pages: str) -> dict[str, str]:
        """Take the parts that a part names with it; return the new identity of each relation."""
        used = {value for each in root.iter() for key, value in each.attrib.items() if str(key).startswith(R)}
        relations = source.relations_of(part)
        found = {}
        for identity, relation in relations.items():
            if identity in used and relation.kind not in _SHARED | _LEFT_OUT:
                target = relation.target
                if not relation.outside:
                    target = self._taken(source, target, anchors, pages).removeprefix("word/")
                found[identity] = self._related(relation.type, target, outside=relation.outside)
        return found

    def _taken(self, source: Source, part: str, anchors: Mapping[str, str], pages: str) -> str:
        """Return the new name of a part of a document, with all it names; equal parts are taken once."""
        if part not in source.parts:
            raise missing(source.name, part)
        data = source.parts[part]
        if part.endswith(".xml") and basename(part).startswith(("header", "footer")):
            return self._taken_strip(source, part, anchors, pages)
        relations = f"{dirname(part)}/_rels/{basename(part)}.rels"
        if relations in source.parts:
            raise unjoinable(source.name, part, basename(part))
        digest = sha256(data).hexdigest()
        if digest not in self._named:
            stem, ending = splitext(basename(part))
            name = f"word/{dirname(part).removeprefix('word').strip('/') or 'media'}/{stem}_{self.count}{ending}"
            self._named[digest] = name
            self.parts[name] = data
            self.types[name] = source.type_of(part)
        return self._named[digest]

    def _taken_strip(self, source: Source, part: str, anchors: Mapping[str, str], pages: str) -> str:
        """Take a header or footer: its fields count the pages of its own document."""
        key = f"{self.count} {part}"
        if key not in self._named:
            name = f"word/{splitext(basename(part))[0]}_{self.count}.xml"
            self._named[key] = name
            root = source.tree(part)
            inner = {}
            for identity, relation in source.relations_of(part).items():
                target = relation.target
                if not relation.outside:
                    target = self._taken(source, target, anchors, pages).removeprefix("word/")
                inner[identity] = (relation.type, target, relation.outside)
            self._adapt(source, root, anchors, pages, {})
            self._styles.current.apply(root)
            self.parts[name] = written(root)
            self.types[name] = source.type_of(part)
            if inner:
                listed = [(identity, *relation) for identity, relation in inner.items()]
                self.parts[f"word/_rels/{basename(name)}.rels"] = relations_xml(listed)
        return self._named[key]

    def _adapt(
        self, source: Source, root: etree._Element, anchors: Mapping[str, str], pages: str, carried: Mapping[str, str]
    ) -> None:
        """Give everything that is known by a number or name over the whole file one of its own."""
        for each in list(root.iter(*(f"{W}{name}" for name in ("commentRangeStart", "commentRangeEnd", "commentReference")))):
            parent = each.getparent()
            if parent is not None:
                parent.remove(each)
        numbers: dict[str, str] = {}
        for each in root.iter():
            for key in [key for key in each.attrib if str(key) in _PARAGRAPH_IDS]:
                del each.attrib[key]
            for key, value in each.attrib.items():
                if str(key).startswith(R) and value in carried:
                    each.set(key, carried[str(value)])
            if each.tag == _WP_DOCPR:
                each.set("id", str(self._next("drawing")))
            elif each.tag == f"{W}bookmarkStart":
                old = each.get(f"{W}id", "")
                numbers[old] = str(self._next("bookmark"))
                each.set(f"{W}id", numbers[old])
                each.set(f"{W}name", anchors.get(each.get(f"{W}name", ""), each.get(f"{W}name", "")))
            elif each.tag == f"{W}bookmarkEnd" and each.get(f"{W}id", "") in numbers:
                each.set(f"{W}id", numbers[each.get(f"{W}id", "")])
            elif each.tag == f"{W}hyperlink" and each.get(f"{W}anchor") in anchors:
                each.set(f"{W}anchor", anchors[each.get(f"{W}anchor", "")])
        tell_fields_anew(root, anchors, pages, source.pages)

    def finished(self) -> bytes:
        """Return the file."""
        assert self.final is not None
        base = self.base
        root = etree.Element(base.root.tag, nsmap=self._prefixes)
        body = etree.SubElement(root, f"{W}body")
        body.extend(self.blocks)
        body.append(self.final)
        self._add_shared()
        parts = {MAIN: written(root)}
        parts["word/_rels/document.xml.rels"] = relations_xml(self.relations)
        for part, data in base.parts.items():
            if part.startswith("docProps/") and part.endswith(".xml"):
                parts[part] = data
                self.types[part] = base.type_of(part)
        named = base.relations_of("")
        parts["_rels/.rels"] = relations_xml(
            [(identity, each.type, each.target, False) for identity, each in named.items() if each.target in parts]
        )
        parts |= self.parts
        self.types[MAIN] = base.type_of(MAIN)
        content = {"[Content_Types].xml": types_xml(self.types), **dict(sorted(parts.items()))}
        return write_package([pack(name, data) for name, data in content.items()])

    def _add_shared(self) -> None:
        """Add styles, numbering, settings and what else the first document has for the whole file."""
        made = {"styles": self._styles.styles_xml(), "numbering": self._styles.numbering_xml()}
        for relation in self.base.relations.values():
            if relation.kind not in _SHARED or relation.outside:
                continue
            data = made.pop(relation.kind, None) or self.base.parts[relation.target]
            self.parts[relation.target] = self._settings(data) if relation.kind == "settings" else data
            self.types[relation.target] = self.base.type_of(relation.target)
            self._related(relation.type, relation.target.removeprefix("word/"), outside=False)
        for kind, own in made.items():
            if own is not None:
                self.parts[f"word/{kind}.xml"] = own
                self.types[f"word/{kind}.xml"] = f"application/vnd.openxmlformats-officedocument.wordprocessingml.{kind}+xml"
                self._related(f"{_OFFICE}/{kind}", f"{kind}.xml", outside=False)

    def _settings(self, data: bytes) -> bytes:
        root = parse_strictly(data)
        for name in ("updateFields", "attachedTemplate"):
            for each in root.findall(f"{W}{name}"):
                root.remove(each)
        if self._even and root.find(f"{W}evenAndOddHeaders") is None:
            inserted(root, "evenAndOddHeaders", _BEFORE_EVEN)
        return written(root)
