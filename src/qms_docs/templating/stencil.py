"""Documents that differ in a few texts alone are filled once; the others get their texts in the blanks of the first.

In: templates and words. Out: the very bytes that `CompiledTemplate.fill` gives, and what was read for them. Touches: nothing.

A stencil is made when a document is filled a second time (the same procedure in another commune, say), and kept only if it gives
the very same bytes. Words that decide otherwise over conditions, loops or filters are filled the whole way.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass
from typing import Any

from ..domain.recording import Groups, Read, ReadGroup, group_of, groups_of
from ..errors import FillError
from .compiled import CompiledTemplate
from .environment import blank
from .package import Entry, pack, write_package
from .part import MAX_OUTPUT
from .tracing import FIRST_MARK, LAST_MARK, DictShape, Shape, TooManyHolesError, Trace, TracedDict

ROOM = 32 * 2**20
"""Bytes of the stencils of a process."""
_TRIES = 4
"""Stencils of one document: communes, wards and towns may decide differently."""
_READ_ROOM = 4 * 2**20
_MARKS = re.compile(f"([{chr(FIRST_MARK)}-{chr(LAST_MARK)}])")
_CONTAINERS = (dict, list, tuple)


class _Part:
    """A part with blanks: its texts in between, and which hole fills which blank."""

    __slots__ = ("blanks", "entry", "last", "name", "pieces")

    def __init__(self, name: str, text: str, places: Mapping[str, int | bytes]) -> None:
        self.name = name
        self.blanks: list[int] = []
        pieces = [b""]
        for number, piece in enumerate(_MARKS.split(text)):
            place = places[piece] if number % 2 else piece.encode()
            if isinstance(place, bytes):
                pieces[-1] += place
            else:
                self.blanks.append(place)
                pieces += [b"", b""]
        self.pieces = pieces
        self.last: list[bytes] | None = None
        self.entry: Entry | None = None

    def filled(self, texts: list[bytes]) -> Entry | None:
        """Return the part with texts in its blanks; None where it gets too large."""
        mine = [texts[place] for place in self.blanks]
        if self.entry is None or mine != self.last:
            pieces = self.pieces
            pieces[1::2] = mine
            data = b"".join(pieces)
            if len(data) > MAX_OUTPUT:
                return None
            self.last, self.entry = mine, pack(self.name, data)
        return self.entry


@dataclass(frozen=True, slots=True)
class _Unit:
    """A group of what is read: its name, where it is found, the number of its shape, which texts are its own."""

    name: str
    path: tuple[str, ...]
    number: int
    begin: int
    end: int
    read: Callable[[Any], Read]


class _Stencil:
    """A filled document with blanks, and when it may be used."""

    def __init__(self, parts: list[Entry | _Part], shape: DictShape, known: _KnownReads) -> None:
        self.parts = parts
        self.shape = shape
        self.known = known
        self.fixed: dict[str, ReadGroup] = {}
        self.units: list[_Unit] = []
        self._take_apart(shape)
        self.size = sum(len(part.local) if isinstance(part, Entry) else sum(map(len, part.pieces)) for part in parts)
        self.size += sum(len(group.text) for group in self.fixed.values())

    def _take_apart(self, shape: DictShape) -> None:
        """Find the groups, as `groups_of` does."""
        number_of = self.known.number_of
        place = len(shape.holes)
        self.units.append(_Unit("", (), number_of(shape, "loose"), 0, place, shape.read_loose))
        for word, _, read in shape.same:
            for name, group in groups_of({word: read}).items():
                if name:
                    self.fixed[name] = group
        shape.same = tuple((key, value, None) for key, value, _ in shape.same)
        for word, child in shape.children:
            end = place + child.count
            if isinstance(child, DictShape) and child.keys is None:
                own = place + len(child.holes)
                self.units.append(_Unit(word, (word,), number_of(child, "loose"), place, own, child.read_loose))
                self.fixed |= {f"{word}/{key}": group_of(read) for key, _, read in child.same}
                child.same = tuple((key, value, None) for key, value, _ in child.same)
                for key, part in child.children:
                    name, stop = f"{word}/{key}", own + part.count
                    self.units.append(_Unit(name, (word, key), number_of(part), own, stop, part.read))
                    own = stop
            else:
                self.units.append(_Unit(word, (word,), number_of(child), place, end, child.read))
            place = end

    def filled(self, words: dict[str, Any]) -> tuple[bytes, Groups] | None:
        """Return the document, and what was read; None where the words are not those of this stencil."""
        found: list[str] = []
        if not self.shape.walk(words, found):
            return None
        try:
            texts = [*map(blank, found)]
        except TypeError:  # what was a text is a list here
            return None
        if None in texts:
            return None
        entries = []
        for part in self.parts:
            entry = part if isinstance(part, Entry) else part.filled(texts)  # type: ignore[arg-type]
            if entry is None:
                return None
            entries.append(entry)
        return write_package(entries), self._read(words, found)

    def _read(self, words: dict[str, Any], found: list[str]) -> Groups:
        read = dict(self.fixed)
        for unit in self.units:
            read[unit.name] = self.known.group(unit, tuple(found[unit.begin : unit.end]), words)
        return read


class _KnownReads:
    """What was read of groups of words, written down once for the same texts in the same holes."""

    def __init__(self) -> None:
        self._numbers: dict[bytes, int] = {}
        self._groups: dict[tuple[int, tuple[str, ...]], ReadGroup] = {}
        self._size = 0

    def number_of(self, shape: Shape, part: str = "") -> int:
        """Return a number that equal shapes share."""
        told = hashlib.sha256((part + shape.told()).encode()).digest()
        return self._numbers.setdefault(told, len(self._numbers))

    def group(self, unit: _Unit, texts: tuple[str, ...], words: Any) -> ReadGroup:
        """Return what was read of a group of the words."""
        found = self._groups.get((unit.number, texts))
        if found is None:
            if self._size > _READ_ROOM:
                self._groups.clear()
                self._size = 0
            for key in unit.path:
                words = words[key]
            found = self._groups[unit.number, texts] = group_of(unit.read(words))
            self._size += len(found.text)
        return found


class _Kept:
    __slots__ = ("before", "stencils", "tries")

    def __init__(self, words: Mapping[str, Any]) -> None:
        self.before: dict[str, Any] | None = _containers(words)
        self.stencils: list[_Stencil] = []
        self.tries = 0


class Stencils:
    """Fills the documents of a process; `key` names what is filled again and again with nearly the same words."""

    def __init__(self, room: int = ROOM) -> None:
        self._room = room
        self._kept: dict[Hashable, _Kept] = {}
        self._known = _KnownReads()

    def fill(self, key: Hashable, template: CompiledTemplate, words: dict[str, Any]) -> tuple[bytes, Groups]:
        """Return the document and what of `words` was read for it; raises FillError like `CompiledTemplate.fill`."""
        kept = self._kept.get(key)
        if kept is None:
            if self._room > 0:
                self._kept[key] = _Kept(words)
            return _whole_way(template, words)
        for stencil in kept.stencils:
            if found := stencil.filled(words):
                return found
        if kept.before is None or self._room <= 0:
            kept.before = None
            return _whole_way(template, words)
        data, read = _whole_way(template, words)
        if made := self._made(template, words, kept.before, data, read):
            kept.stencils.append(made)
            self._room -= made.size
        kept.tries += 1
        kept.before = _containers(words) if kept.tries < _TRIES and self._room > 0 else None
        return data, read

    def _made(
        self, template: CompiledTemplate, words: dict[str, Any], before: dict[str, Any], data: bytes, read: Groups
    ) -> _Stencil | None:
        """Return the stencil of a document, if it gives that very document."""
        trace = Trace()
        traced = TracedDict(words, trace, before, is_root=True)
        try:
            parts = template.fill_parts(traced)
        except (FillError, TooManyHolesError):
            return None
        if parts is None:
            return None
        places: list[tuple[int, Any]] = []
        shape = DictShape(traced, places)
        order = {place: number for number, place in enumerate(places)}
        marks = {mark: order.get(place, blank(text) or b"") for place, (mark, text) in trace.marks.items()}
        try:
            blanked = [part if isinstance(part, Entry) else _Part(part[0], part[1].decode(), marks) for part in parts]
        except KeyError:  # a text of the words holds a sign that we use as a mark
            return None
        whole = [part.filled([]) or part if isinstance(part, _Part) and not part.blanks else part for part in blanked]
        stencil = _Stencil(whole, shape, self._known)
        return stencil if stencil.filled(words) == (data, read) else None


def _containers(words: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in words.items() if type(value) in _CONTAINERS}


def _whole_way(template: CompiledTemplate, words: dict[str, Any]) -> tuple[bytes, Groups]:
    data, read = template.fill_and_record(words)
    return data, groups_of(read)
