"""Tags in a place where they, or the text beside them, would be lost.

In: the tags of a part. Out: each with the name of its fault and what fills its message. Touches: nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from lxml import etree

from .reading import PlacedTag
from .source import W, texts_of
from .tags import find_tags

Misplaced = tuple[PlacedTag, str, dict[str, object]]

_LOST = {"p": "text-lost-beside-tag", "tr": "text-lost-in-row", "tc": "text-lost-in-cell"}
_OF_CELLS = re.compile(r"^\{%[-+]?\s*(?:vm|hm|colspan|cellbg)\b")
_SHOWN = 60


def misplaced(tags: Iterable[PlacedTag]) -> Iterator[Misplaced]:
    """Yield what is wrong with the places of the tags: rows outside of a table, text taken away with a tag."""
    taking: dict[tuple[str, etree._Element], list[PlacedTag]] = {}
    for tag in tags:
        if tag.tag.is_comment or tag.tag.end is None or tag.paragraph is None:
            continue
        if tag.around("tc") is None and (tag.prefix in ("tr", "tc") or _OF_CELLS.match(tag.tag.typed)):
            yield tag, "outside-of-a-table", {}
            continue
        if _is_bound(tag.paragraph):
            yield tag, "tag-in-bound-control", {}
        taken = _taken(tag)
        if taken is not None:
            taking.setdefault((tag.prefix, taken), []).append(tag)
    for (prefix, taken), (first, *more) in taking.items():
        for tag in more:
            yield tag, "two-tags-in-one-place", {"first": first.tag.typed[:_SHOWN]}
        if not more and (lost := _lost(taken, prefix)):
            yield first, _LOST[prefix], {"lost": lost[:_SHOWN]}


def _taken(tag: PlacedTag) -> etree._Element | None:
    """Return what docxtpl takes away with the tag: its paragraph, row or cell."""
    if tag.prefix == "p":
        return tag.paragraph
    return tag.around(tag.prefix) if tag.prefix in _LOST else None


def _lost(taken: etree._Element, prefix: str) -> str:
    """Return the text, and the tags of other kinds, that go with what is taken away."""
    kept = []
    paragraphs = [taken] if prefix == "p" else taken.iter(f"{W}p")
    for paragraph in paragraphs:
        text, place = "".join(each.text or "" for each in texts_of(paragraph)), 0
        for tag in find_tags(text):
            kept.append(text[place : tag.start])
            if not tag.is_comment and not re.match(rf"\{{[{{%][-+]?{prefix}[ \u00a0]", tag.typed):
                kept.append(tag.typed)
            place = tag.end if tag.end is not None else len(text)
        kept.append(text[place:])
    return " ".join("".join(kept).split())


def _is_bound(paragraph: etree._Element) -> bool:
    """True inside a content control whose text Word takes from elsewhere."""
    around = [control.find(f"{W}sdtPr/{W}dataBinding") for control in paragraph.iterancestors(f"{W}sdt")]
    inside = [control.find(f"{W}sdtPr/{W}dataBinding") for control in paragraph.iter(f"{W}sdt")]
    return any(binding is not None for binding in (*around, *inside))


def deleted_tags(root: etree._Element) -> Iterator[tuple[int, str]]:
    """Yield paragraph number and tag of what tracked changes have deleted."""
    for number, paragraph in enumerate(root.iter(f"{W}p"), 1):
        for deleted in paragraph.iter(f"{W}del", f"{W}moveFrom"):
            text = "".join(each.text or "" for each in deleted.iter(f"{W}t", f"{W}delText"))
            for tag in find_tags(text):
                yield number, tag.typed
