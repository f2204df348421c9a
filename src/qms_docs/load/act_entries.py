"""Acts written into the text of a file of law/acts: new lines only, all others stay as they are.

In: the text of a file, its acts, what is new. Out: the new text, read back and compared. Touches: a temporary file.
"""

from __future__ import annotations

import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from ..domain.law import LegalAct
from .drafts import inline
from .validation import validate
from .yaml_text import compose, read_yaml

LIST = "acts"
_ORDER = tuple(LegalAct.model_fields)
_NEW_FILE = f"{LIST}:\n"


class UneditableFileError(Exception):
    """The file is written in a way in which no line can be added to it."""


@dataclass(frozen=True)
class Ending:
    """How a new act ends an older one: the new act's key and, where it is to be written, the last day in force."""

    key: str
    effective_to: date | None = None


@dataclass
class _Text:
    """The lines of a file and what is put into them: (line, column) → text."""

    lines: list[str]
    newline: str
    put: dict[tuple[int, int], str] = field(default_factory=dict)

    def after(self, line: int, texts: Sequence[str]) -> None:
        """Put lines of their own after a line."""
        place = (line + 1, 0)
        self.put[place] = self.put.get(place, "") + "".join(text + self.newline for text in texts)

    def inside(self, mark: Any, text: str) -> None:
        """Put text before the bracket that ends at a mark."""
        place = (mark.line, mark.column - 1)
        self.put[place] = self.put.get(place, "") + text

    def text(self) -> str:
        lines = list(self.lines)
        if lines and any(line == len(lines) for line, _ in self.put) and not lines[-1].endswith(("\n", "\r")):
            lines[-1] += self.newline
        lines.append("")
        for line, column in sorted(self.put, reverse=True):
            lines[line] = lines[line][:column] + self.put[line, column] + lines[line][column:]
        return "".join(lines)


def with_acts(file: Path, new: LegalAct | None, endings: Mapping[str, Ending]) -> tuple[str, str]:
    """Return the text of a file before and after: `new` among its acts by year, `endings` written into those they end.

    Raises UneditableFileError where the new text would not say exactly that.
    """
    before = _read(file)
    if not before:
        before, after = "", _NEW_FILE + "".join(f"{line}\n" for line in entry_lines(new, "  ")) if new else ""
        return before, after
    bare = before.removeprefix("\ufeff")
    lines = bare.splitlines(keepends=True)
    text = _Text(lines, "\r\n" if lines[0].endswith("\r\n") else "\n")
    entries = _entries(file)
    acts = _acts(file)
    expected = list(acts)
    for number, act in enumerate(acts):
        if (ending := endings.get(act.id)) is not None:
            expected[number] = _end(text, entries[number], act, ending)
    if new is not None:
        at = max((n for n, act in enumerate(acts) if (act.year or 0) <= (new.year or 9999)), default=len(acts) - 1)
        _add(text, entries, at, new)
        expected.insert(at + 1, new)
    after = before[: len(before) - len(bare)] + text.text()
    if _acts_of(after) != expected:
        raise UneditableFileError
    return before, after


def _read(file: Path) -> str:
    return file.read_bytes().decode("utf-8") if file.is_file() else ""


def entry_lines(act: LegalAct, indent: str) -> list[str]:
    """Return an act as the lines of a list entry; what is not known is left out."""
    values = {key: value for key in _ORDER if (value := getattr(act, key)) not in (None, ())}
    written = [f"{key}: {inline(_plain(value))}" for key, value in values.items()]
    return [f"{indent}{'- ' if place == 0 else '  '}{line}" for place, line in enumerate(written)]


def _plain(value: Any) -> Any:
    if isinstance(value, tuple):
        return [each.model_dump(exclude_none=True) if hasattr(each, "model_dump") else each for each in value]
    return getattr(value, "value", value)


def _entries(file: Path) -> list[yaml.MappingNode]:
    root = compose(file)
    listed = root.value[0][1] if isinstance(root, yaml.MappingNode) and root.value else None
    if not isinstance(listed, yaml.SequenceNode) or listed.flow_style:
        raise UneditableFileError
    return [node for node in listed.value if isinstance(node, yaml.MappingNode)]


def _acts(file: Path) -> list[LegalAct]:
    found = []
    for item in read_yaml(file)[LIST]:
        act, wrong = validate(LegalAct, item, file)
        if act is None or wrong:
            raise UneditableFileError
        found.append(act)
    return found


def _acts_of(text: str) -> list[LegalAct]:
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "acts.yaml"
        copy.write_bytes(text.encode())
        return _acts(copy)


def _add(text: _Text, entries: Sequence[yaml.MappingNode], at: int, act: LegalAct) -> None:
    start = entries[at].start_mark
    dash = text.lines[start.line].rindex("-", 0, start.column)
    apart = len(entries) < 2 or not text.lines[entries[1].start_mark.line - 1].strip()
    lines = entry_lines(act, text.lines[start.line][:dash])
    text.after(_last_line(text, entries[at]), ["", *lines] if apart else lines)


def _last_line(text: _Text, node: yaml.Node) -> int:
    """Return the last line of a value; the end of a block is where its last value ends."""
    while isinstance(node, yaml.CollectionNode) and not node.flow_style and node.value:
        last = node.value[-1]
        node = last[1] if isinstance(last, tuple) else last
    end = node.end_mark
    line = end.line - (end.column == 0 and end.line > node.start_mark.line)
    while line > node.start_mark.line and not text.lines[line].strip():
        line -= 1
    return int(line)


def _end(text: _Text, entry: yaml.MappingNode, act: LegalAct, ending: Ending) -> LegalAct:
    """Write into an act what ends it, and return the act as it then is."""
    changes: dict[str, Any] = {}
    if ending.effective_to is not None and act.effective_to is None:
        changes["effective_to"] = ending.effective_to
        _set(text, entry, "effective_to", ending.effective_to)
    if ending.key not in act.replaced_by:
        changes["replaced_by"] = (*act.replaced_by, ending.key)
        present = next((value for key, value in entry.value if key.value == "replaced_by"), None)
        if isinstance(present, yaml.SequenceNode):
            _append(text, present, ending.key)
        else:
            _set(text, entry, "replaced_by", [ending.key])
    return act.model_copy(update=changes)


def _set(text: _Text, entry: yaml.MappingNode, key: str, value: Any) -> None:
    """Put a key into an entry, behind those that come before it."""
    written = f"{key}: {inline(value)}"
    if entry.flow_style:
        text.inside(entry.end_mark, f", {written}")
        return
    known = [(name, node) for name, node in entry.value if name.value in _ORDER]
    earlier = [pair for pair in known if _ORDER.index(pair[0].value) < _ORDER.index(key)]
    _, node = max(earlier or known, key=lambda pair: _ORDER.index(pair[0].value))
    text.after(_last_line(text, node), [" " * entry.start_mark.column + written])


def _append(text: _Text, listed: yaml.SequenceNode, value: str) -> None:
    if listed.flow_style:
        item = inline([value])[1:-1]
        text.inside(listed.end_mark, f", {item}" if listed.value else item)
    else:
        last = listed.value[-1].start_mark
        dash = text.lines[last.line].rindex("-", 0, last.column)
        text.after(_last_line(text, listed), [f"{text.lines[last.line][:dash]}- {inline(value)}"])
