"""Numbered lists that a loop repeats begin anew: in docxtpl the second list goes on where the first has ended.

In: the syntax tree of a part, word/numbering.xml. Out: filled parts whose lists count from their start. Touches: the tree.

A list belongs to the innermost loop around all of its paragraphs. Where that loop holds one paragraph of the list's first
level, each round makes an entry, and the list begins anew with each round of the loop outside of it; where it holds several,
each round makes a whole list. Lists that take their numbers from a style go on, as headings do.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from jinja2 import nodes
from lxml import etree

from .source import W

NUMBERING = "word/numbering.xml"
_LEVELS = 9
_NUMBERED = re.compile(r'<w:numPr>(?:<w:ilvl w:val="(\d+)"/>)?<w:numId w:val="(\d+)"/>')
_STEP = re.compile(r'<!--qms:list (\d+)-->|(<w:numId w:val=")(\d+)("/>)')

Loops = tuple[nodes.For, ...]


def mark_lists(tree: nodes.Template) -> bool:
    """Mark the beginning of each round that makes a list of its own; True if there is any."""
    lists: dict[str, list[tuple[Loops, int]]] = {}
    for loops, number, level in _numbered(tree.body, ()):
        lists.setdefault(number, []).append((loops, level))
    marked = False
    for number, paragraphs in lists.items():
        loop = _loop_of(number, paragraphs)
        if loop is not None:
            mark = nodes.TemplateData(f"<!--qms:list {number}-->", lineno=loop.lineno)
            loop.body.insert(0, nodes.Output([mark], lineno=loop.lineno))
            marked = True
    return marked


def _numbered(body: Iterable[nodes.Node], loops: Loops) -> Iterator[tuple[Loops, str, int]]:
    """Yield the numbered paragraphs: the loops around each, its list and its level."""
    for node in body:
        if isinstance(node, nodes.TemplateData):
            yield from ((loops, found[2], int(found[1] or 0)) for found in _NUMBERED.finditer(node.data))
        elif isinstance(node, nodes.For):
            yield from _numbered(node.body, (*loops, node))
            yield from _numbered(node.else_, loops)
        else:
            yield from _numbered(node.iter_child_nodes(), loops)


def _loop_of(number: str, paragraphs: list[tuple[Loops, int]]) -> nodes.For | None:
    """Return the loop each of whose rounds makes a list of its own, or None for a list that is made once."""
    home = paragraphs[0][0]
    for loops, _ in paragraphs:
        shared = 0
        while shared < min(len(home), len(loops)) and home[shared] is loops[shared]:
            shared += 1
        home = home[:shared]
    first = min(level for _, level in paragraphs)
    if home and _entries(home[-1].body, number, first) == 1:
        home = home[:-1]
    return home[-1] if home else None


def _entries(body: Iterable[nodes.Node], number: str, level: int) -> int:
    """Return how many paragraphs of this list and level one round makes; two stands for many, as a loop makes."""
    count = 0
    for node in body:
        if isinstance(node, nodes.TemplateData):
            count += sum(1 for found in _NUMBERED.finditer(node.data) if found[2] == number and int(found[1] or 0) == level)
        elif isinstance(node, nodes.If):
            branches = (node.body, *(each.body for each in node.elif_), node.else_)
            count += max(_entries(branch, number, level) for branch in branches)
        else:
            inner = _entries(node.iter_child_nodes(), number, level)
            count += 2 * inner if isinstance(node, nodes.For) else inner
    return count


@dataclass(frozen=True)
class Numbering:
    """The lists of a template: word/numbering.xml, and what a list that begins anew is made of, by its number."""

    xml: str
    restarted: dict[str, str]
    highest: int

    @classmethod
    def read(cls, root: etree._Element) -> Numbering:
        """Return the lists of word/numbering.xml."""
        starts = {each.get(f"{W}abstractNumId"): _starts(each) for each in root.iter(f"{W}abstractNum")}
        restarted, highest = {}, 0
        for num in root.iter(f"{W}num"):
            number = num.get(f"{W}numId") or "0"
            abstract = num.find(f"{W}abstractNumId")
            shape = abstract.get(f"{W}val") if abstract is not None else None
            restarted[number] = _restarted(num, shape or "", starts.get(shape, {}))
            highest = max(highest, _whole(number))
        return cls(etree.tostring(root, encoding="unicode"), restarted, highest)


def _whole(text: str | None) -> int:
    """Return a number of the file, 0 where none stands there."""
    return int(text) if text is not None and re.fullmatch(r"[0-9]{1,9}", text, re.ASCII) else 0


def _starts(abstract: etree._Element) -> dict[int, str]:
    """Return where each level of the list begins to count."""
    found = {}
    for level in abstract.iter(f"{W}lvl"):
        start = level.find(f"{W}start")
        found[_whole(level.get(f"{W}ilvl"))] = (start.get(f"{W}val") if start is not None else None) or "0"
    return found


def _restarted(num: etree._Element, abstract: str, starts: dict[int, str]) -> str:
    """Return the inside of a `w:num` like this one that counts from the start."""
    pieces = [f'<w:abstractNumId w:val="{_whole(abstract)}"/>']
    own = {_whole(each.get(f"{W}ilvl")): each for each in num.iter(f"{W}lvlOverride")}
    for level in range(_LEVELS):
        override = own.get(level)
        start = override.find(f"{W}startOverride") if override is not None else None
        value = (start.get(f"{W}val") if start is not None else None) or starts.get(level)
        shape = override.find(f"{W}lvl") if override is not None else None
        if value is not None:
            inner = etree.tostring(shape, encoding="unicode", with_tail=False) if shape is not None else ""
            pieces.append(f'<w:lvlOverride w:ilvl="{level}"><w:startOverride w:val="{_whole(value)}"/>{inner}</w:lvlOverride>')
    return "".join(pieces)


@dataclass
class ListCounter:
    """The lists of one document while it is filled: gives a number of its own to each list that begins anew."""

    numbering: Numbering
    added: list[str] = field(default_factory=list)

    def number(self, xml: str) -> str:
        """Return the part with each list under its own number, the marks of `mark_lists` taken away."""
        now: dict[str, str] = {}

        def step(found: re.Match[str]) -> str:
            if found[1]:
                # The first list keeps the number it has in the template.
                now[found[1]] = self._new(found[1]) if found[1] in now else found[1]
                return ""
            return f"{found[2]}{now.get(found[3], found[3])}{found[4]}"

        return _STEP.sub(step, xml)

    def _new(self, number: str) -> str:
        inside = self.numbering.restarted.get(number)
        if inside is None:
            return number
        new = str(self.numbering.highest + len(self.added) + 1)
        self.added.append(f'<w:num w:numId="{new}">{inside}</w:num>')
        return new

    def xml(self) -> str:
        """Return word/numbering.xml with the lists added."""
        whole = self.numbering.xml
        end = whole.find("<w:numIdMacAtCleanup")
        end = whole.rindex("</w:numbering>") if end < 0 else end
        return whole[:end] + "".join(self.added) + whole[end:]
