"""The sections of a document that becomes part of another: where they begin, how they count, which headers they show.

In: the body of a document. Out: the same, ready to stand between others. Touches: nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy

from lxml import etree

from .joining_source import R
from .joining_xml import found_or_inserted, inserted, is_on
from .source import W

_STRIPS = ("headerReference", "footerReference")
_NOTES = (*_STRIPS, "footnotePr", "endnotePr")
_NUMBERS = (*_NOTES, "type", "pgSz", "pgMar", "paperSrc", "pgBorders", "lnNumType")
_BEFORE_NO_ENDNOTES = (*_NUMBERS, "pgNumType", "cols", "formProt", "vAlign")
_MARKS = {
    f"{W}{name}"
    for name in ("bookmarkStart", "bookmarkEnd", "proofErr", "permStart", "permEnd", "moveFromRangeEnd", "moveToRangeEnd")
}
_EDGES = {"header": "top", "footer": "bottom"}
_THIN = {"before": "0", "after": "0", "line": "20", "lineRule": "exact"}
_ROOM = 60
"""What an empty header needs between its edge and the text: Word a point, LibreOffice a millimetre."""


def thin_paragraph() -> etree._Element:
    """Return a paragraph that is a point high."""
    made = etree.Element(f"{W}p")
    properties = etree.SubElement(made, f"{W}pPr")
    etree.SubElement(properties, f"{W}spacing", {f"{W}{key}": value for key, value in _THIN.items()})
    etree.SubElement(properties, f"{W}ind", {f"{W}left": "0", f"{W}firstLine": "0"})
    mark = etree.SubElement(properties, f"{W}rPr")
    for name in ("sz", "szCs"):
        etree.SubElement(mark, f"{W}{name}", {f"{W}val": "2"})
    return made


def sections_of(body: etree._Element) -> list[etree._Element]:
    """Return the sections; the last one always stands in the body."""
    if body.find(f"{W}sectPr") is None:
        etree.SubElement(body, f"{W}sectPr")
    return [each for each in body.iter(f"{W}sectPr") if _stands(each)]


def _stands(section: etree._Element) -> bool:
    """Return whether it is no section that a tracked change has replaced."""
    parent = section.getparent()
    return parent is not None and parent.tag in (f"{W}body", f"{W}pPr")


def last_paragraph(body: etree._Element, *, ends_section: bool) -> etree._Element:
    """Return the paragraph that ends the body; `ends_section` tells whether its section is to end with it.

    Then one a point high is added after a table, and after an empty paragraph: LibreOffice drops an empty paragraph that ends a
    section, and with it a page that the document may have when it is alone. Marks that stand behind it go into it, since
    behind it the next document begins.
    """
    blocks = [each for each in body if isinstance(each.tag, str) and each.tag != f"{W}sectPr"]
    marks = []
    while blocks and blocks[-1].tag in _MARKS:
        marks.append(blocks.pop())
    last = blocks[-1] if blocks else None
    if not ends_section and last is not None and (inside := list(last.iter(f"{W}p"))):
        return inside[-1]
    if last is None or last.tag != f"{W}p" or last.find(f"{W}pPr/{W}sectPr") is not None or last.find(f".//{W}r") is None:
        made = thin_paragraph()
        if last is not None:
            last.addnext(made)
        else:
            body.insert(0, made)
        last = made
    last.extend(reversed(marks))
    return last


def end_section(paragraph: etree._Element, section: etree._Element) -> None:
    """Have a section end with a paragraph."""
    properties = paragraph.find(f"{W}pPr")
    if properties is None:
        properties = etree.Element(f"{W}pPr")
        paragraph.insert(0, properties)
    change = properties.find(f"{W}pPrChange")
    if change is not None:
        change.addprevious(section)
    else:
        properties.append(section)


def begin_anew(first: etree._Element) -> None:
    """Have the first section begin a page, and a count of pages unless it says where to begin."""
    found_or_inserted(first, "type", _NOTES).set(f"{W}val", "nextPage")
    numbers = found_or_inserted(first, "pgNumType", _NUMBERS)
    if numbers.get(f"{W}start") is None:
        numbers.set(f"{W}start", "1")


def settle_strips(
    sections: list[etree._Element], *, has_even: bool, needs_even: bool, known: set[str], blank: Callable[[str], str]
) -> None:
    """Give every section the headers and footers that it would otherwise take from the document before.

    `has_even` tells whether even pages of the document differ, `needs_even` whether those of the joined file do; `known` are
    the identities that lead to a header or footer, `blank` returns that of an empty one.
    """
    has_first = any(is_on(section.find(f"{W}titlePg")) for section in sections)
    for what, edge in _EDGES.items():
        tag = f"{W}{what}Reference"
        is_first = True
        for section in sections:
            own: dict[str, str] = {}
            for each in section.findall(tag):
                kind, identity = each.get(f"{W}type", "default"), each.get(f"{R}id", "")
                if identity in known and (kind != "even" or has_even):
                    own.setdefault(kind, identity)
                section.remove(each)
            if is_first:
                is_blank = not own
                own.setdefault("default", blank(what))
                if has_first:
                    own.setdefault("first", blank(what))
                if has_even:
                    own.setdefault("even", blank(what))
                is_first = False
            elif own:
                is_blank = False
            if needs_even and not has_even and "default" in own:
                own["even"] = own["default"]
            for kind in sorted(own, reverse=True):
                made = etree.Element(tag, {f"{W}type": kind, f"{R}id": own[kind]})
                section.insert(0 if what == "header" else len(section.findall(f"{W}headerReference")), made)
            if is_blank:
                _make_room(section, what, edge)


def _make_room(section: etree._Element, what: str, edge: str) -> None:
    """Keep an empty header, which is a point high, from pushing the text down where the margin is narrow."""
    margins = section.find(f"{W}pgMar")
    if margins is None:
        return
    try:
        margin, distance = int(margins.get(f"{W}{edge}", "1440")), int(margins.get(f"{W}{what}", "720"))
    except ValueError:
        return
    if 0 <= margin < distance + _ROOM:
        margins.set(f"{W}{what}", str(max(margin - _ROOM, 0)))


def number_notes_anew(sections: list[etree._Element], given: dict[str, list[etree._Element]]) -> None:
    """Number the notes of a document from the first one, and keep endnotes at its end; `given` are its own settings."""
    for place, section in enumerate(sections):
        for kind, choices in given.items():
            notes = found_or_inserted(section, f"{kind}Pr", _STRIPS if kind == "footnote" else (*_STRIPS, "footnotePr"))
            own = {each.tag for each in notes}
            notes.extend(deepcopy(each) for each in choices if each.tag not in own)
            restart = found_or_inserted(notes, "numRestart", ("pos", "numFmt", "numStart"))
            if restart.get(f"{W}val") in (None, "continuous"):
                restart.set(f"{W}val", "continuous" if place else "eachSect")
            order = [f"{W}{name}" for name in ("pos", "numFmt", "numStart", "numRestart")]
            notes[:] = sorted(notes, key=lambda each: order.index(each.tag) if each.tag in order else len(order))
        if "endnote" in given and section is not sections[-1] and section.find(f"{W}noEndnote") is None:
            inserted(section, "noEndnote", _BEFORE_NO_ENDNOTES)
