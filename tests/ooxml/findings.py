"""What the checker says: the rules by name, and one finding.

In: nothing. Out: RULES, Finding, the names of elements. Touches: nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from lxml.etree import _Element

NS = {
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
    "ct": "http://schemas.openxmlformats.org/package/2006/content-types",
    "rel": "http://schemas.openxmlformats.org/package/2006/relationships",
}
PREFIXES = {uri: prefix for prefix, uri in NS.items()}
W = f"{{{NS['w']}}}"

_NAMES = """zip-unreadable zip-entry-damaged zip-entry-encrypted zip-method zip-name-twice zip-name-illegal
part-not-well-formed part-with-doctype part-encoding part-root part-unreachable part-active content-types-missing
content-type-missing content-type-twice content-type-stale content-type-wrong main-part-missing
relationship-target-missing relationship-external relationship-scheme relationship-id-twice relationship-id-illegal
relationship-kind-twice relationship-owner-missing reference-unresolved reference-wrong-kind core-property-twice
custom-property-twice custom-property-number tag-left child-order child-unknown child-repeated child-missing
attribute-without-prefix attribute-missing ignorable-undeclared text-outside-t space-not-kept half-point-size
on-off-value colour-value choice-value whole-number cell-end row-without-cell table-without-row body-end
story-empty paragraph-in-paragraph run-in-run hyperlink-in-hyperlink grid-sum merge-in-first-row
merge-without-start header-twice page-without-room drawing-id-twice bookmark-id-twice bookmark-unpaired
bookmark-name-twice bookmark-name-illegal anchor-missing field-unbalanced field-instruction field-bookmark-missing
comment-missing footnote-missing style-missing style-wrong-type style-id-twice style-name-twice style-name-comma
style-cycle style-default-twice numbering-missing numbering-abstract-missing numbering-id-twice
numbering-level-missing numbering-level-twice"""
RULES = frozenset(_NAMES.split())
"""The stable names of the rules."""


@dataclass(frozen=True, order=True)
class Finding:
    """One fault: the rule broken, and where."""

    rule: str
    part: str
    place: str = ""
    what: str = ""

    def __post_init__(self) -> None:
        assert self.rule in RULES, self.rule

    def __str__(self) -> str:
        return f"{self.rule}: " + " › ".join(piece for piece in (self.part, self.place, self.what) if piece)


Findings = Iterator[Finding]


def name_of(element: _Element) -> str:
    """`p` for an element of WordprocessingML, `wp:inline` for others known here, else the whole name."""
    tag = element.tag
    return _name(tag) if isinstance(tag, str) else "#"


@cache
def _name(tag: str) -> str:
    uri, _, local = tag[1:].rpartition("}") if tag.startswith("{") else ("", "", tag)
    prefix = PREFIXES.get(uri)
    return local if prefix == "w" else f"{prefix}:{local}" if prefix else tag


def place_of(element: _Element) -> str:
    """The way from the root, with the number of each element among its like."""
    steps: list[str] = []
    here: _Element | None = element
    while here is not None and here.getparent() is not None:
        steps.append(f"{name_of(here)}[{1 + sum(1 for _ in here.itersiblings(here.tag, preceding=True))}]")
        here = here.getparent()
    return "/".join(reversed(steps)) or name_of(element)


def at(rule: str, part: str, element: _Element, what: str = "") -> Finding:
    return Finding(rule, part, place_of(element), what)


def val(element: _Element | None, name: str = "val") -> str:
    """An attribute of WordprocessingML; empty where there is none."""
    return "" if element is None else element.get(W + name, "")
