"""Fields that count pages or name bookmarks, told anew when a document becomes part of another file.

In: parts of a Word file. Out: the same, changed. Touches: nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from lxml import etree

from .source import W

_NAMING = re.compile(r"\b(PAGEREF|REF|NOTEREF|HYPERLINK\s+\\l)\s+\"?([\w.]+)")
_PAGES = re.compile(r"\bNUMPAGES\b")


def pages_field(sections: list[etree._Element], end: str) -> str:
    """Return the field that counts the pages of one document.

    SECTIONPAGES where it is one section: Word keeps it right by itself. Otherwise the page on which the document ends.
    """
    return "SECTIONPAGES" if len(sections) < 2 else f"PAGEREF {end}"


def _retold(instruction: str, anchors: Mapping[str, str], pages: str) -> str:
    named = _NAMING.sub(lambda match: match[0].replace(match[2], anchors.get(match[2], match[2])), instruction)
    return _PAGES.sub(pages, named)


def _instructions(root: etree._Element) -> Iterator[list[etree._Element]]:
    """Yield the pieces of each field's instruction."""
    pieces: list[etree._Element] = []
    for each in root.iter(f"{W}instrText", f"{W}fldChar"):
        if each.tag == f"{W}instrText":
            pieces.append(each)
        elif pieces:
            yield pieces
            pieces = []
    if pieces:
        yield pieces


def _count_own_pages(field_: etree._Element, pages: int | None) -> None:
    """Write the known number of pages where the field shows it until Word counts anew."""
    if pages is not None and _PAGES.search(field_.get(f"{W}instr", "")):
        _write_over(list(field_.iter(f"{W}t")), pages)


def _count_own_pages_of_run(instruction: etree._Element, pages: int | None) -> None:
    if pages is None:
        return
    shown: list[etree._Element] = []
    is_result = False
    paragraph = next(instruction.iterancestors(f"{W}p"))
    following = False
    for each in paragraph.iter(f"{W}instrText", f"{W}fldChar", f"{W}t"):
        following = following or each is instruction
        if not following:
            continue
        if each.tag == f"{W}fldChar":
            kind = each.get(f"{W}fldCharType")
            if kind == "end":
                break
            is_result = kind == "separate"
        elif each.tag == f"{W}t" and is_result:
            shown.append(each)
    _write_over(shown, pages)


def _write_over(texts: list[etree._Element], pages: int) -> None:
    for place, text in enumerate(texts):
        text.text = str(pages) if place == 0 else ""


def tell_fields_anew(root: etree._Element, anchors: Mapping[str, str], pages_field: str, pages: int | None) -> None:
    """Have fields count the pages of their own document, and name the bookmarks as they are called now."""
    for each in root.iter(f"{W}fldSimple"):
        _count_own_pages(each, pages)
        each.set(f"{W}instr", _retold(each.get(f"{W}instr", ""), anchors, pages_field))
    for run in _instructions(root):
        text = "".join(piece.text or "" for piece in run)
        if _PAGES.search(text):
            _count_own_pages_of_run(run[0], pages)
        run[0].text = _retold(text, anchors, pages_field)
        for piece in run[1:]:
            piece.text = ""
