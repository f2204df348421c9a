"""An own checker of Word files: what Word would refuse, mend or show otherwise.

In: the bytes of a .docx. Out: findings. Touches: nothing.
"""

from __future__ import annotations

import re

from lxml.etree import _Element

from tests.ooxml import looks, package, references, structure
from tests.ooxml.findings import NS, Finding, Findings, W
from tests.ooxml.package import Package


def faults(docx: bytes, *, tags: bool = False) -> list[Finding]:
    """All faults, sorted; `tags` allows template tags."""
    return sorted(set(_faults(docx, tags)))


def _faults(docx: bytes, tags: bool) -> Findings:
    opened = Package()
    yield from package.unzip(docx, opened)
    if not opened.parts:
        return
    yield from package.parse(opened)
    yield from package.relationships(opened)
    yield from package.content_types(opened)
    yield from package.reach(opened)
    yield from package.properties(opened)
    if not tags:
        for name, root in opened.trees.items():
            if re.search(rb"\{|&#|\0", opened.parts[name]):
                yield from structure.delimiters(name, root)
    if opened.main:
        yield from _word(opened, tags)


def _word(opened: Package, tags: bool) -> Findings:
    parts: dict[str, _Element] = {name: root for name, root in opened.trees.items() if str(root.tag).startswith(f"{{{NS['w']}}}")}
    for name, root in parts.items():
        yield from structure.whole_part(name, root)
        yield from references.relation_ids(opened, name, root)
        yield from references.drawings(name, root)
        yield from references.bookmarks(name, root)
        for story in references.stories(root):
            yield from references.fields(name, story)
        for table in root.iter(f"{W}tbl"):
            if not (tags and "{%tc" in "".join(map(str, table.itertext()))):  # Columns that come and go.
                yield from references.grids(name, table)
    yield from references.across(opened, parts)
    yield from looks.styles(opened, parts)
    yield from looks.numbering(opened, parts)
