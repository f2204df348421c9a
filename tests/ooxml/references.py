"""The rules between things: relationships used, bookmarks, fields, drawings, comments, rows against grids.

In: an opened package. Out: findings. Touches: nothing.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from lxml.etree import _Element

from tests.ooxml.findings import NS, Finding, Findings, W, at, name_of, val
from tests.ooxml.package import Package, repeated

_WANTED = {"headerReference": "header", "footerReference": "footer", "hyperlink": "hyperlink", "a:blip": "image"}
"""The kind of relationship that an element must name."""


def relation_ids(package: Package, part: str, root: _Element) -> Findings:
    """Every r:id, r:embed and r:link names a relationship of the right kind."""
    known = {relation.key: relation.kind for relation in package.relations.get(part, ())}
    for element in root.iter("*"):
        for key, value in element.attrib.items():
            if not str(key).startswith(f"{{{NS['r']}}}"):
                continue
            wanted = _WANTED.get(name_of(element), "")
            if str(value) not in known:
                yield at("reference-unresolved", part, element, str(value))
            elif wanted and known[str(value)] != wanted:
                yield at("reference-wrong-kind", part, element, known[str(value)])
    for name in ("headerReference", "footerReference"):
        for element in root.iter(f"{W}{name}"):
            if element.get(f"{{{NS['r']}}}id") is None:
                yield at("reference-unresolved", part, element, "r:id")


def drawings(part: str, root: _Element) -> Findings:
    ids = [element.get("id", "") for element in root.iter(f"{{{NS['wp']}}}docPr")]
    yield from (Finding("drawing-id-twice", part, "wp:docPr", key) for key in repeated(ids))


def bookmarks(part: str, root: _Element) -> Findings:
    """Ids once, each start with one end after it."""
    starts = [val(e, "id") for e in root.iter(f"{W}bookmarkStart")]
    yield from (Finding("bookmark-id-twice", part, "bookmarkStart", key) for key in repeated(starts))
    waiting = Counter[str]()
    for element in root.iter(f"{W}bookmarkStart", f"{W}bookmarkEnd"):
        key = val(element, "id")
        if name_of(element) == "bookmarkStart":
            waiting[key] += 1
            if not re.fullmatch(r"[^\W\d]\w{0,39}", val(element, "name")):
                yield at("bookmark-name-illegal", part, element, val(element, "name"))
        elif waiting[key]:
            waiting[key] = 0
        else:
            yield at("bookmark-unpaired", part, element, key)
    yield from (Finding("bookmark-unpaired", part, "bookmarkStart", key) for key, left in waiting.items() if left)


def fields(part: str, story: _Element) -> Findings:
    """Begin, separate, end: each story closes what it opens; an instruction stands between begin and separate."""
    open_fields: list[str] = []
    for element in story.iter(f"{W}fldChar", f"{W}instrText"):
        kind = val(element, "fldCharType")
        if name_of(element) == "instrText":
            if open_fields[-1:] not in (["begin"], ["told"]):
                yield at("field-instruction", part, element, (element.text or "").strip())
            else:
                open_fields[-1] = "told"
        elif kind == "begin":
            open_fields.append(kind)
        elif not open_fields or (kind == "separate" and open_fields[-1] == "separate"):
            yield at("field-unbalanced", part, element, kind)
        else:
            if open_fields[-1] == "begin":
                yield at("field-instruction", part, element, "none")
            open_fields[-1] = kind
            if kind == "end":
                open_fields.pop()
    if open_fields:
        yield at("field-unbalanced", part, story, "not ended")


def stories(root: _Element) -> Iterable[_Element]:
    if name_of(root) in ("footnotes", "endnotes", "comments"):
        return list(root)
    return [root]


def across(package: Package, parts: dict[str, _Element]) -> Findings:
    """What one part says of another: names of bookmarks, comments, footnotes."""
    names = [(part, val(e, "name")) for part, root in parts.items() for e in root.iter(f"{W}bookmarkStart")]
    yield from (Finding("bookmark-name-twice", package.main, "bookmarkStart", n) for n in repeated(n.lower() for _, n in names))
    known = {name for _, name in names}
    notes = {
        f"{kind}Reference": {val(e, "id") for target in package.targets(f"{kind}s") for e in package.trees[target]}
        for kind in ("comment", "footnote", "endnote")
    }
    for part, root in parts.items():
        for element in root.iter(f"{W}hyperlink", f"{W}instrText", f"{W}fldSimple", *(W + name for name in notes)):
            name = name_of(element)
            if name in notes:
                if val(element, "id") not in notes[name]:
                    rule = "comment-missing" if name == "commentReference" else "footnote-missing"
                    yield at(rule, part, element, val(element, "id"))
            elif name == "hyperlink":
                anchor = val(element, "anchor")
                if anchor and anchor not in known and anchor != "_top":
                    yield at("anchor-missing", part, element, anchor)
            else:
                told = val(element, "instr") if name == "fldSimple" else element.text or ""
                asked = re.match(r"\s*(?:PAGEREF|REF|NOTEREF)\s+(\w+)", told)
                if asked and asked[1] not in known:
                    yield at("field-bookmark-missing", part, element, asked[1])


def _whole(text: str, otherwise: int) -> int:
    return int(text) if text.isdecimal() else otherwise


def grids(part: str, table: _Element) -> Findings:
    """Every row fills the grid; a merged cell goes on from a cell above it, at the same columns."""
    columns = len(table.findall(f"{W}tblGrid/{W}gridCol"))
    above: dict[int, tuple[int, bool]] | None = None
    for row in table.findall(f"{W}tr"):
        before, after = (row.find(f"{W}trPr/{W}{name}") for name in ("gridBefore", "gridAfter"))
        column, here = _whole(val(before), 0), dict[int, tuple[int, bool]]()
        for cell in row.findall(f"{W}tc"):
            span = _whole(val(cell.find(f"{W}tcPr/{W}gridSpan")), 1)
            merge = cell.find(f"{W}tcPr/{W}vMerge")
            goes_on = merge is not None and val(merge) in ("", "continue")
            if goes_on and above is None:
                yield at("merge-in-first-row", part, cell)
            elif goes_on and above is not None and above.get(column) != (span, True):
                yield at("merge-without-start", part, cell)
            here[column] = (span, merge is not None)
            column += span
        column += _whole(val(after), 0)
        if column != columns and row.find(f"{W}sdt") is None:
            yield at("grid-sum", part, row, f"{column} of {columns}")
        above = here
