"""Fields that count pages, name bookmarks or styles, told anew when a document becomes part of another file.

In: parts of a Word file. Out: the same, changed. Touches: nothing.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass, field

from lxml import etree

from .joining_xml import removed
from .source import W

_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_TOKEN = re.compile(r'"[^"]*"?|\\\S|[^\s"\\]+')
_WITH_VALUE = {"\\*", "\\#", "\\@", "\\d"}
_OF_BOOKMARKS = {"PAGEREF", "REF", "NOTEREF", "FTNREF", "GOTOBUTTON", "SET", "ASK"}
_OF_PROPERTIES = {
    "TITLE", "SUBJECT", "AUTHOR", "KEYWORDS", "COMMENTS", "LASTSAVEDBY", "CREATEDATE", "SAVEDATE", "PRINTDATE", "REVNUM",
    "EDITTIME", "FILENAME", "FILESIZE", "TEMPLATE", "NUMWORDS", "NUMCHARS", "DOCPROPERTY", "DOCVARIABLE", "INFO",
}  # fmt: skip
_NESTED = "\ufdd2"


@dataclass(frozen=True)
class PageCount:
    """How a document counts its own pages: the bookmarks where its counts end and what to take from the sum of their pages.

    NUMPAGES counts the whole file. SECTIONPAGES, which Word keeps right by itself, serves a document of one section whose
    pages are known: LibreOffice knows no such field and shows the number written. Otherwise the page on which the document
    ends tells how many it has, and both compute that. Where the count begins anew inside the document only a formula could
    add up its last pages, and LibreOffice prints that as it is written: there a number that is known stands as plain text.
    """

    ends: tuple[str, ...] = ()
    less: int = 0
    is_plain: bool = True
    known: int | None = None

    @property
    def code(self) -> str | None:
        """The one field that counts, None where it takes a formula."""
        if not self.ends:
            return "SECTIONPAGES"
        return None if len(self.ends) > 1 or self.less else self._reference(self.ends[0])

    def _reference(self, end: str) -> str:
        return f"PAGEREF {end}" if self.is_plain else f"PAGEREF {end} \\* Arabic"

    def formula(self) -> Iterator[tuple[str, bool]]:
        """Yield the pieces of the formula: text, or the code of a field in it."""
        yield " = ", False
        for place, end in enumerate(self.ends):
            if place:
                yield " + ", False
            yield f" {self._reference(end)} ", True
        yield f" - {self.less} " if self.less else " ", False


@dataclass
class Retelling:
    """What fields of one document are told instead: `anchors` are its bookmarks in small letters, by their new names.

    `area` gives the bookmark around the document, which its contents are to keep to; it is asked for only where they do not.
    """

    anchors: Mapping[str, str]
    pages: PageCount
    area: Callable[[], str]
    style_names: Mapping[str, str] = field(default_factory=dict)
    is_first: bool = True
    _begun: set[str] = field(default_factory=set)

    def apply(self, root: etree._Element) -> None:
        """Tell the fields of a part anew."""
        for simple in list(root.iter(f"{W}fldSimple")):
            self._apply_simple(simple)
        for told in list(_complex(root)):
            self._apply_complex(told)
        for link in root.iter(f"{W}hyperlink"):
            anchor = link.get(f"{W}anchor")
            if anchor is not None:
                link.set(f"{W}anchor", self.anchors.get(anchor.lower(), anchor))

    def _apply_simple(self, simple: etree._Element) -> None:
        code = simple.get(f"{W}instr", "")
        kind = _kind(code)
        if kind == "NUMPAGES" and self.pages.code is None:
            self._apply_complex(_made_complex(simple))
            return
        if kind == "NUMPAGES":
            self._write_count(list(simple.iter(f"{W}t")))
        if kind in _OF_PROPERTIES and not self.is_first:
            _unpacked(simple)
            return
        simple.set(f"{W}instr", self._told(code))

    def _apply_complex(self, told: _Field) -> None:
        code = _NESTED.join("".join(each.text or "" for each in piece) for piece in told.code)
        kind = _kind(code)
        if kind == "NUMPAGES":
            self._write_count(told.shown)
            if self.pages.code is None and (self.pages.known is None or not (told.is_whole and told.shown)):
                _write_formula(told, self.pages)
                return
        is_frozen = (kind == "NUMPAGES" and self.pages.code is None) or (kind in _OF_PROPERTIES and not self.is_first)
        if is_frozen and told.is_whole and _NESTED not in code:
            removed([*told.marks, *(each for piece in told.code for each in piece)])
            return
        new = self._told(code)
        if new == code and all(len(piece) < 2 for piece in told.code):
            return
        for piece, text in zip(told.code, new.split(_NESTED), strict=True):
            for place, each in enumerate(piece):
                each.text = "" if place else text
                each.set(_SPACE, "preserve")

    def _write_count(self, shown: list[etree._Element]) -> None:
        for place, text in enumerate(shown if self.pages.known is not None else ()):
            text.text = "" if place else str(self.pages.known)

    def _told(self, code: str) -> str:
        """Return the code with what it names as it is called now."""
        tokens = list(_TOKEN.finditer(code))
        if not tokens:
            return code
        kind = tokens[0][0].upper()
        changes = dict(self._changes(kind, tokens))
        if kind == "NUMPAGES":
            changes[0] = self.pages.code or kind
        pieces: list[str] = []
        place = 0
        for number, token in enumerate(tokens):
            pieces += (code[place : token.start()], changes.get(number, token[0]))
            place = token.end()
        return "".join((*pieces, self._ending(kind, tokens), code[place:]))

    def _changes(self, kind: str, tokens: list[re.Match[str]]) -> Iterator[tuple[int, str]]:
        if kind in ("=", "IF", "COMPARE") or kind.startswith("=") or (len(tokens) == 1 and kind.lower() in self.anchors):
            yield from self._named(range(len(tokens)), tokens)
        before = ""
        is_argument = True
        for number, token in enumerate(tokens[1:], 1):
            text = token[0]
            if before == "\\b" or (kind == "HYPERLINK" and before == "\\l"):
                yield from self._named((number,), tokens)
            elif kind == "TOC" and before == "\\t":
                parts = text.strip('"').replace(";", ",").split(",")
                yield number, '"' + ",".join(self.style_names.get(each.strip().lower(), each) for each in parts) + '"'
            elif not text.startswith("\\") and before not in _WITH_VALUE and is_argument:
                is_argument = False
                if kind in _OF_BOOKMARKS:
                    yield from self._named((number,), tokens)
                elif kind == "STYLEREF" and text.strip('"').lower() in self.style_names:
                    yield number, f'"{self.style_names[text.strip(chr(34)).lower()]}"'
            before = text.lower()

    def _named(self, numbers: Iterator[int] | range | tuple[int, ...], tokens: list[re.Match[str]]) -> Iterator[tuple[int, str]]:
        for number in numbers:
            text = tokens[number][0]
            name = text.strip('"')
            if self.anchors.get(name.lower(), name) != name:
                yield number, text.replace(name, self.anchors[name.lower()])

    def _ending(self, kind: str, tokens: list[re.Match[str]]) -> str:
        """Return what keeps contents to their document, and lets what a document counts begin at one."""
        switches = {each[0].lower() for each in tokens}
        if kind == "TOC":
            own = "" if "\\b" in switches else f" \\b {self.area()}"
            is_renamed = any(name.startswith("heading ") for name in self.style_names)
            return own + (" \\u" if is_renamed and "\\o" in switches and "\\u" not in switches else "")
        if kind == "SEQ" and len(tokens) > 1 and not self.is_first and not switches & {"\\r", "\\c", "\\h"}:
            name = tokens[1][0].lower()
            if name not in self._begun:
                self._begun.add(name)
                return " \\r 1"
        return ""


@dataclass
class _Field:
    """A field of several runs: its marks, the pieces of its code between nested fields, the texts of its result."""

    marks: list[etree._Element] = field(default_factory=list)
    code: list[list[etree._Element]] = field(default_factory=lambda: [[]])
    shown: list[etree._Element] = field(default_factory=list)
    is_result: bool = False
    is_whole: bool = False


def _complex(root: etree._Element) -> Iterator[_Field]:
    """Yield the fields of a part as they end, those that nothing ends last."""
    opened: list[_Field] = []
    for each in root.iter(f"{W}fldChar", f"{W}instrText", f"{W}t"):
        kind = each.get(f"{W}fldCharType")
        if kind == "begin":
            if opened and not opened[-1].is_result:
                opened[-1].code.append([])
            opened.append(_Field([each]))
        elif not opened:
            continue
        elif each.tag == f"{W}instrText":
            opened[-1].code[-1].append(each)
        elif each.tag == f"{W}t":
            opened[-1].shown += [each] if opened[-1].is_result else []
        else:
            opened[-1].marks.append(each)
            opened[-1].is_result = True
            if kind == "end":
                ended = opened.pop()
                ended.is_whole = len(ended.marks) == 3
                yield ended
    yield from reversed(opened)


def _kind(code: str) -> str:
    found = _TOKEN.search(code)
    return found[0].upper() if found else ""


def _run(like: etree._Element | None, tag: str, text: str = "", **attributes: str) -> etree._Element:
    """Return a run with one element, that looks like another run."""
    made = etree.Element(f"{W}r")
    properties = like.find(f"{W}rPr") if like is not None else None
    if properties is not None:
        made.append(deepcopy(properties))
    inner = etree.SubElement(made, f"{W}{tag}", {f"{W}{key}": value for key, value in attributes.items()})
    if text:
        inner.text = text
        inner.set(_SPACE, "preserve")
    return made


def _made_complex(simple: etree._Element) -> _Field:
    """Return a simple field written as runs, which may hold other fields."""
    like = simple.find(f"{W}r")
    begin, separate, end = (_run(like, "fldChar", fldCharType=kind) for kind in ("begin", "separate", "end"))
    code = _run(like, "instrText", simple.get(f"{W}instr", ""))
    shown = [each for each in simple if each.tag == f"{W}r"]
    place = simple
    for each in (begin, code, separate, *shown, end):
        place.addnext(each)
        place = each
    removed([simple])
    texts = [text for run in shown for text in run.iter(f"{W}t")]
    return _Field([begin[-1], separate[-1], end[-1]], [[code[-1]]], texts, is_whole=True)


def _unpacked(simple: etree._Element) -> None:
    """Leave of a field what it shows."""
    for each in list(simple):
        if each.tag != f"{W}fldData":
            simple.addprevious(each)
    removed([simple])


def _write_formula(told: _Field, pages: PageCount) -> None:
    """Write the formula in place of the code of a field; what formats its result stays."""
    first, *others = (each for piece in told.code for each in piece)
    code = "".join(each.text or "" for each in (first, *others))
    ending = code[next(_TOKEN.finditer(code)).end() :]
    run = first.getparent()
    if run is None:
        return
    removed(others)
    first.text = ""
    place = run
    for text, is_field in pages.formula():
        runs = [_run(run, "instrText", text)]
        if is_field:
            marks = [_run(run, "fldChar", fldCharType=kind) for kind in ("begin", "separate", "end")]
            runs = [marks[0], *runs, marks[1], _run(run, "t", "1"), marks[2]]
        for each in runs:
            place.addnext(each)
            place = each
    place.addnext(_run(run, "instrText", ending or " "))
    removed([first])
