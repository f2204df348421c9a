"""Several finished Word files as one, each in sections of its own: headers, footers, numbering and page counts stay its own.

In: the bytes of Word files. Out: the bytes of one. Touches: nothing.
Word lets a section without a header show that of the section before, counts NUMPAGES over the whole file, goes on with the
numbers of lists that bear the same number, and takes a style by its name: all four are settled here, document by document.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import count

from lxml import etree

from .joining_bookmarks import Bookmarks
from .joining_fields import PageCount, Retelling
from .joining_notes import KINDS, Notes, choices_of, has_even_pages
from .joining_parts import Parts, without_links
from .joining_sections import (
    begin_anew,
    end_section,
    last_paragraph,
    number_notes_anew,
    sections_of,
    settle_strips,
    thin_paragraph,
)
from .joining_source import MAIN, JoinedDocument, R, Source, broken, missing
from .joining_styles import JoinedStyles
from .joining_xml import OFFICE, Namespaces, Relations, inserted, relations_xml, removed, types_xml, written
from .package import pack, write_package
from .source import W

_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
_PARAGRAPH_IDS = (f"{_W14}paraId", f"{_W14}textId")
_WP_DOCPR = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"
_WITHOUT = ("commentRangeStart", "commentRangeEnd", "commentReference", "dataBinding")
_ROOTS = {"header": "hdr", "footer": "ftr"}
_ARABIC = (None, "decimal")
# What the schema lets come before an element that is put in.
_BEFORE_EVEN: list[str] = str.split(
    "writeProtection view zoom removePersonalInformation removeDateAndTime doNotDisplayPageBoundaries displayBackgroundShape"
    " printPostScriptOverText printFractionalCharacterWidth printFormsData embedTrueTypeFonts embedSystemFonts saveSubsetFonts"
    " saveFormsData mirrorMargins alignBordersAndEdges bordersDoNotSurroundHeader bordersDoNotSurroundFooter gutterAtTop"
    " hideSpellingErrors hideGrammaticalErrors activeWritingStyle proofState formsDesign attachedTemplate linkStyles"
    " stylePaneFormatFilter stylePaneSortMethod documentType mailMerge revisionView trackRevisions doNotTrackMoves"
    " doNotTrackFormatting documentProtection autoFormatOverride styleLockTheme styleLockQFSet defaultTabStop autoHyphenation"
    " consecutiveHyphenLimit hyphenationZone doNotHyphenateCaps showEnvelope summaryLength clickAndTypeStyle"
    " defaultTableStyle"
)


def join_documents(documents: Sequence[JoinedDocument]) -> bytes:
    """Return one Word file that holds the documents one after the other, each as it would be alone.

    Styles that are equal are shared; the settings and properties are those of the first. Comments, macros and embedded
    objects are left out. The same documents give the same bytes. Raises TemplateError, which names the document, for what is
    no sound Word file or holds files of another format.
    """
    if not documents:
        raise ValueError("nothing to join")
    sources = [Source(document) for document in documents]
    binder = _Binder(sources[0], needs_even=any(map(has_even_pages, sources)))
    for place, source in enumerate(sources):
        binder.add(source, is_last=place == len(sources) - 1)
        # The text of hundreds of documents would fill the memory.
        source.__dict__.pop("root", None)
    return binder.finished()


class _Binder:
    """The file that grows. The first document gives it settings, properties and everything that is not of one document."""

    def __init__(self, base: Source, *, needs_even: bool) -> None:
        self._base = base
        self._needs_even = needs_even
        self._count = 0
        self._blocks: list[etree._Element] = []
        self._parts = Parts()
        self._relations = Relations(MAIN)
        self._namespaces = Namespaces()
        self._styles = JoinedStyles()
        self._bookmarks = Bookmarks()
        self._notes = {kind: Notes(kind) for kind in KINDS}
        self._drawings = count(1)
        self._controls: set[str] = set()

    def add(self, source: Source, *, is_last: bool) -> None:
        """Append a document."""
        self._count += 1
        root = source.root
        self._namespaces.note(root)
        body = root.find(f"{W}body")
        if body is None:
            raise missing(source.name, "w:body")
        strips = self._strips(source, body)
        notes = {kind: found for kind, each in self._notes.items() if (found := each.of(source)) is not None}
        roots = [root, *strips.values(), *(tree for _, tree in notes.values())]
        sections = sections_of(body)
        last = last_paragraph(body, ends_section=not is_last)
        renaming = self._styles.take(source, roots)
        anchors = self._bookmarks.take(roots, self._count)
        fields = Retelling(anchors, self._page_count(source, sections, last), lambda: self._area(body, last), renaming.names)
        fields.is_first = self._count == 1
        for each in roots:
            self._adapt(each)
            fields.apply(each)
            renaming.apply(each)
        self._parts.carry(source, MAIN, root, self._relations)
        for kind, (part, tree) in notes.items():
            self._parts.carry(source, part, tree, self._notes[kind].relations)
            self._notes[kind].take(body, tree)
        named = {part: self._stored(source, part, tree) for part, tree in strips.items()}
        relations = {identity: named.get(each.target, "") for identity, each in source.relations.items()}
        for each in body.iter(f"{W}headerReference", f"{W}footerReference"):
            each.set(f"{R}id", relations.get(each.get(f"{R}id", ""), ""))
        settle_strips(
            sections,
            has_even=has_even_pages(source),
            needs_even=self._needs_even,
            known=set(named.values()),
            blank=self._blank,
        )
        begin_anew(sections[0])
        if notes:
            number_notes_anew(sections, {kind: choices_of(source, kind) for kind in notes})
        if not is_last:
            end_section(last, sections[-1])
        self._blocks += list(body)

    def _strips(self, source: Source, body: etree._Element) -> dict[str, etree._Element]:
        """Return the headers and footers that the document shows."""
        used = {each.get(f"{R}id") for each in body.iter(f"{W}headerReference", f"{W}footerReference")}
        found = {}
        for identity, relation in source.relations.items():
            if identity in used and relation.kind in _ROOTS and relation.target not in found:
                if relation.target not in source.parts:
                    raise missing(source.name, relation.target)
                found[relation.target] = root = source.tree(relation.target)
                if root.tag != f"{W}{_ROOTS[relation.kind]}":
                    raise broken(source.name, relation.target, etree.QName(root).localname)
        return found

    def _stored(self, source: Source, part: str, root: etree._Element) -> str:
        """Store a header or footer, once if several documents have it; return its identity."""
        what = next(kind for kind, name in _ROOTS.items() if root.tag == f"{W}{name}")
        relations = Relations(part)
        self._parts.carry(source, part, root, relations)
        name = self._parts.shared(what, written(root), f"{_WORD}.{what}+xml", relations.written() if relations else None)
        return self._relations.add(f"{OFFICE}/{what}", name)

    def _blank(self, what: str) -> str:
        """Return the identity of an empty header or footer."""
        root = etree.Element(f"{W}{_ROOTS[what]}", nsmap={"w": W.strip("{}")})
        root.append(thin_paragraph())
        return self._relations.add(f"{OFFICE}/{what}", self._parts.shared(what, written(root), f"{_WORD}.{what}+xml"))

    def _page_count(self, source: Source, sections: list[etree._Element], last: etree._Element) -> PageCount:
        """Return how the document counts its pages, with marks set where its counts end."""
        if len(sections) == 1 and source.pages is not None:
            return PageCount(known=source.pages)
        numbers = [section.find(f"{W}pgNumType") for section in sections]
        starts = [each.get(f"{W}start") if each is not None else None for each in numbers]
        is_plain = all(each is None or each.get(f"{W}fmt") in _ARABIC for each in numbers)
        ends, less = [], 0
        for place, start in enumerate(starts):
            # Before a section that begins anew, the paragraph that ends the one before is the last of its count.
            if place == 0 or start is not None:
                less += int(start) - 1 if start is not None and start.isdecimal() else 0
            if place == len(starts) - 1 or starts[place + 1] is not None:
                ending = last if place == len(starts) - 1 else next(sections[place].iterancestors(f"{W}p"))
                name, *marks = self._bookmarks.made("_end", self._count)
                ending.extend(marks)
                ends.append(name)
        return PageCount(tuple(ends), less, is_plain, source.pages)

    def _area(self, body: etree._Element, last: etree._Element) -> str:
        """Return the bookmark around the document."""
        known = body[0].get(f"{W}name", "") if body[0].tag == f"{W}bookmarkStart" else ""
        if not known.startswith("_all_"):
            known, start, end = self._bookmarks.made("_all", self._count)
            body.insert(0, start)
            last.append(end)
        return known

    def _adapt(self, root: etree._Element) -> None:
        """Give everything that is known by a number over the whole file one of its own, and leave out what is left out."""
        removed(root.iter(*(f"{W}{name}" for name in _WITHOUT)))
        for each in root.iter(f"{W}p", f"{W}tr"):
            for key in _PARAGRAPH_IDS:
                each.attrib.pop(key, "")
        for each in root.iter(_WP_DOCPR):
            each.set("id", str(next(self._drawings)))
        for each in list(root.iterfind(f".//{W}sdtPr/{W}id")):
            if (number := each.get(f"{W}val", "")) in self._controls:
                removed([each])
            self._controls.add(number)

    def finished(self) -> bytes:
        """Return the file."""
        root = self._namespaces.root("document")
        body = etree.SubElement(root, f"{W}body")
        body.extend(self._blocks)
        base, parts = self._base, self._parts
        parts.put(MAIN, written(root), f"{_WORD}.document.main+xml")
        for kind, notes in self._notes.items():
            if notes:
                self._put_whole(f"{kind}s", notes.written())
                if notes.relations:
                    parts.data[f"word/_rels/{kind}s.xml.rels"] = notes.relations.written()
        for kind, own in (("styles", self._styles.written()), ("numbering", self._styles.numbers.written())):
            if own is not None:
                self._put_whole(kind, own)
        self._put_whole("settings", self._settings())
        for kind in ("theme", "fontTable", "webSettings"):
            parts.take_whole(base, kind, self._relations)
        parts.data["word/_rels/document.xml.rels"] = self._relations.written()
        named = [("rId1", f"{OFFICE}/officeDocument", MAIN, False)]
        for each in base.relations_of("").values():
            if each.target.startswith("docProps/") and each.target.endswith(".xml") and each.target in base.parts:
                parts.put(each.target, base.parts[each.target], base.type_of(each.target))
                named.append((f"rId{len(named) + 1}", each.type, each.target, False))
        parts.data["_rels/.rels"] = relations_xml("", named)
        content = {"[Content_Types].xml": types_xml(parts.types), **dict(sorted(parts.data.items()))}
        return write_package([pack(name, data) for name, data in content.items()])

    def _put_whole(self, kind: str, data: bytes) -> None:
        """Store a part that there is once."""
        name = f"word/{kind}.xml"
        self._parts.put(name, data, f"{_WORD}.{kind}+xml")
        self._relations.add(f"{OFFICE}/{kind}", name)

    def _settings(self) -> bytes:
        root = self._base.settings
        even = root.find(f"{W}evenAndOddHeaders")
        removed([each for name in ("updateFields", "mailMerge") for each in root.findall(f"{W}{name}")])
        removed([even] if even is not None else [])
        if self._needs_even:
            inserted(root, "evenAndOddHeaders", _BEFORE_EVEN)
        for notes in reversed(self._notes.values()):
            notes.settle(root)
        return without_links(root)
