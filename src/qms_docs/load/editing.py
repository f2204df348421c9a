"""A YAML file changed so that it says something else: what does not change stays as its author wrote it, comments too.

In: the text of a file, the data it shall say. Out: the new text, read back and proven. Touches: nothing.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import yaml

from .alignment import Match, aligned
from .scalars import after_key, block, inline, item_lines, pair_lines, scalar
from .yaml_text import data_of, node_of

_MISSING = object()


class UneditableFileError(Exception):
    """The file is written in a way in which it cannot be changed without rewriting it."""


def edited(text: str, new: Any, old: Any = None) -> str:
    """Return `text` changed so that it says `new`, plain data as `read_yaml` gives (dicts, lists, text, None).

    `old` is what the file says now in the same terms as `new`, where that is not its bare data: parts that are equal in
    both are left as they are written, whatever their spelling. Raises UneditableFileError where the file cannot be changed,
    BrokenFileError or yaml.YAMLError where it cannot be read.
    """
    root = node_of(text)
    if root is None:
        raise UneditableFileError
    bare = data_of(root)
    editor = _Editor(text)
    wanted = editor.change(root, bare, bare if old is None else old, new, _Hook(None, 0))
    try:
        after = editor.text()
    except UneditableFileError:
        after = ""
    if _says(after, wanted):
        return after
    # Written in a way not foreseen above: the changed keys anew, without regard to what stands inside them.
    if not (isinstance(root, yaml.MappingNode) and isinstance(wanted, dict) and not root.flow_style):
        raise UneditableFileError
    editor = _Editor(text)
    editor.mapping(root, bare, bare, wanted, _Hook(None, 0), deep=False)
    after = editor.text()
    if not _says(after, wanted):
        raise UneditableFileError
    return after


def _says(text: str, wanted: Any) -> bool:
    try:
        root = node_of(text)
    except yaml.YAMLError:
        return False
    return root is not None and bool(data_of(root) == wanted)


@dataclass(frozen=True)
class _Hook:
    """What a value hangs on: where its `key:` or dash ends (None for the whole file), and the column where that begins."""

    end: int | None
    column: int
    flow: bool = False


_Pairs = list[tuple[str, yaml.Node, yaml.Node]]
_Span = tuple[int, int, bool]
"""Where a value begins and ends, and whether it stays."""


class _Editor:
    """Gathers replacements of spans of a text, from the tree of the text as it stands."""

    def __init__(self, text: str) -> None:
        self._mark = "\ufeff" if text.startswith("\ufeff") else ""
        self._text = text.removeprefix("\ufeff")
        self._newline = "\r\n" if "\r\n" in self._text else "\n"
        self._starts = [0, *(found.end() for found in re.finditer(r"\r\n|[\n\r\x85\u2028\u2029]", self._text))]
        self._edits: list[tuple[int, int, str]] = []

    def text(self) -> str:
        """Return the changed text; insertions at one place stand in the order in which they were made."""
        pieces, place = [self._mark], 0
        for start, end, put in sorted(self._edits, key=lambda edit: edit[:2]):
            if start < place:
                raise UneditableFileError
            pieces += (self._text[place:start], put)
            place = end
        return "".join((*pieces, self._text[place:]))

    def change(self, node: yaml.Node, bare: Any, old: Any, new: Any, hook: _Hook) -> Any:
        """Make `node` say `new`, and return the bare data it then says."""
        if _equal(old, new):
            return bare
        if isinstance(node, yaml.MappingNode) and isinstance(old, Mapping) and isinstance(new, Mapping):
            if any(str(key.value) in new or str(key.value) not in old for key, _ in node.value):
                return self.mapping(node, bare, old, new, hook)
        elif (
            isinstance(node, yaml.SequenceNode)
            and isinstance(old, list)
            and isinstance(new, list)
            and len(old) == len(node.value)
        ):
            matches = list(aligned(old, new))
            if any(before is not None and after is not None for before, after in matches):
                return self._sequence(node, bare, old, new, matches, hook)
        self._replace(node, new, hook)
        return new

    # ---- mappings

    def mapping(
        self, node: yaml.MappingNode, bare: Any, old: Mapping[str, Any], new: Mapping[str, Any], hook: _Hook, deep: bool = True
    ) -> Any:
        """Change, remove and add the pairs of a mapping of which at least one stays."""
        flow = hook.flow or bool(node.flow_style)
        pairs = [(str(key.value), key, value) for key, value in node.value]
        kept = [name for name, _, _ in pairs if name in new or name not in old]
        wanted: dict[str, Any] = {}
        for name, key, value in pairs:
            if name not in kept:
                continue
            wanted[name] = bare[name]
            if name in new:
                below = _Hook(self._text.index(":", self._at(key.end_mark)) + 1, key.start_mark.column, flow)
                if deep:
                    wanted[name] = self.change(value, bare[name], old.get(name, _MISSING), new[name], below)
                elif not _equal(bare[name], new[name]):
                    self._replace(value, new[name], below)
                    wanted[name] = new[name]
        self._remove_pairs(pairs, kept, flow)
        self._add_pairs([pair for pair in pairs if pair[0] in kept], new, flow)
        return wanted | {name: value for name, value in new.items() if name not in wanted}

    def _remove_pairs(self, pairs: _Pairs, kept: list[str], flow: bool) -> None:
        spans = [(self._at(key.start_mark), self._end(value), name in kept) for name, key, value in pairs]
        first = next(number for number, span in enumerate(spans) if span[2])
        begin = spans[0][0]
        if first and not flow and self._text[self._line_start(begin) : begin].strip():
            # Behind a dash: what stays comes up to it.
            after = self._line_behind(spans[first - 1][1])
            blanks = len(self._text[after:]) - len(self._text[after:].lstrip(" \r\n"))
            self._edits.append((begin, after + blanks, ""))
            spans = spans[first:]
        for number, (start, end, stays) in enumerate(spans):
            if not stays and flow:
                self._remove_flow(spans, number)
            elif not stays:
                self._edits.append((self._line_start(start), self._line_behind(end), ""))

    def _remove_flow(self, spans: Sequence[_Span], number: int) -> None:
        """Remove one of several values between commas: with the comma before it, or that behind where none stays before."""
        if any(span[2] for span in spans[:number]):
            self._edits.append((spans[number - 1][1], spans[number][1], ""))
        else:
            self._edits.append((spans[number][0], spans[number + 1][0], ""))

    def _add_pairs(self, kept: _Pairs, new: Mapping[str, Any], flow: bool) -> None:
        known = {name: (key, value) for name, key, value in kept}
        names = list(new)
        for place, name in enumerate(names):
            if name in known:
                continue
            before = next((each for each in reversed(names[:place]) if each in known), None)
            key, value = known[before] if before else known[kept[0][0]]
            if flow:
                written = f"{scalar(name, True)}: {inline(new[name])}"
                self._insert(*((self._end(value), f", {written}") if before else (self._at(key.start_mark), f"{written}, ")))
                continue
            column = key.start_mark.column
            lines = pair_lines(name, new[name], column)
            if before:
                self._insert_lines(self._line_behind(self._end(value)), lines)
            else:
                text = self._newline.join(lines).lstrip(" ")
                self._insert(self._at(key.start_mark), text + self._newline + " " * column)

    # ---- lists

    def _sequence(
        self, node: yaml.SequenceNode, bare: Any, old: list[Any], new: list[Any], matches: list[Match], hook: _Hook
    ) -> Any:
        flow = hook.flow or bool(node.flow_style)
        stays = {before for before, after in matches if before is not None and after is not None}
        spans = [(self._at(each.start_mark), self._end(each), number in stays) for number, each in enumerate(node.value)]
        dashes = [] if flow else [self._dash(each) for each in node.value]
        wanted: list[Any] = []
        last: int | None = None
        for before, after in matches:
            if before is None and after is not None:
                self._insert_item(spans, dashes, last, new[after])
                wanted.append(new[after])
            elif before is not None and after is None:
                if flow:
                    self._remove_flow(spans, before)
                else:
                    begin = self._line_start(dashes[before])
                    self._edits.append((begin, self._line_behind(max(spans[before][1], dashes[before])), ""))
            elif before is not None and after is not None:
                below = hook if flow else _Hook(dashes[before] + 1, self._column(dashes[before]))
                below = _Hook(below.end, below.column, flow)
                wanted.append(self.change(node.value[before], bare[before], old[before], new[after], below))
                last = before
        return wanted

    def _insert_item(self, spans: Sequence[_Span], dashes: Sequence[int], last: int | None, value: Any) -> None:
        first = next(number for number, span in enumerate(spans) if span[2])
        if not dashes:
            put = inline(value)
            self._insert(*((spans[last][1], f", {put}") if last is not None else (spans[first][0], f"{put}, ")))
            return
        lines = item_lines(value, self._column(dashes[first]))
        if last is not None:
            self._insert_lines(self._line_behind(max(spans[last][1], dashes[last])), lines)
        else:
            text = self._newline.join(lines).lstrip(" ")
            self._insert(dashes[first], text + self._newline + " " * self._column(dashes[first]))

    def _dash(self, item: yaml.Node) -> int:
        """Return where the dash of an item of a block list stands."""
        return self._text.rindex("-", 0, self._at(item.start_mark))

    # ---- any value

    def _replace(self, node: yaml.Node, new: Any, hook: _Hook) -> None:
        start, end = self._at(node.start_mark), self._end(node)
        if hook.flow:
            self._edits.append((start, end, inline(new)))
            return
        if hook.end is None:
            put = self._newline.join(block(new, 0)) if isinstance(new, (Mapping, list)) and new else inline(new)
            self._edits.append((start, end, put))
            return
        first, *more = after_key(new, hook.column, hook.end - self._line_start(hook.end))
        if self._text[hook.end - 1] == "-" and isinstance(new, (Mapping, list)) and more:
            first, *more = ("".join(item_lines(new, hook.column)[:1])[hook.column + 1 :], *item_lines(new, hook.column)[1:])
        comments = re.findall(r"#[^\r\n]*", self._text[hook.end : start])
        behind = re.match(r"[ \t]+#[^\r\n]*", self._text[end:])
        if behind and more:
            comments.append(behind[0].strip())
            end += len(behind[0])
        if comments:
            first += f"  {comments[0].rstrip()}"
        more = [" " * (hook.column + 2) + each.rstrip() for each in comments[1:] if not first.startswith(" |")] + more
        self._edits.append((hook.end, end, self._newline.join((first, *more))))

    def _insert(self, place: int, put: str) -> None:
        self._edits.append((place, place, put))

    def _insert_lines(self, place: int, lines: Sequence[str]) -> None:
        put = "".join(each + self._newline for each in lines)
        if place and self._text[place - 1] not in "\r\n":
            put = self._newline + put.removesuffix(self._newline)
        self._insert(place, put)

    def _at(self, mark: Any) -> int:
        return int(self._starts[mark.line] + mark.column)

    def _column(self, place: int) -> int:
        return place - self._line_start(place)

    def _line_start(self, place: int) -> int:
        return self._starts[bisect_right(self._starts, place) - 1]

    def _line_behind(self, place: int) -> int:
        """Return where the line behind a place begins; a comment at the end of the line belongs to it."""
        number = bisect_right(self._starts, place)
        return self._starts[number] if number < len(self._starts) else len(self._text)

    def _end(self, node: yaml.Node) -> int:
        """Return where a value ends: a block ends with its last value, not where the next begins."""
        while isinstance(node, yaml.CollectionNode) and not node.flow_style and node.value:
            last = node.value[-1]
            node = last[1] if isinstance(last, tuple) else last
        start, end = self._at(node.start_mark), self._at(node.end_mark)
        return start + len(self._text[start:end].rstrip())


def _equal(old: Any, new: Any) -> bool:
    return type(old) is type(new) and bool(old == new)
