"""What a filling really read of its words: the tree of the values it met, loops and conditions included.

In: the words of a document. Out: the same words, watched; then the part that was read, as plain values for JSON, and what of
it has changed in other words. Touches: nothing.

A tree that was read holds dictionaries by key, whole lists as lists, lists of which only some was asked as
`{"#": length, "0": …}`, a key asked for in vain as `{"!": 0}`, a dictionary of which all keys count as `{"=": {…}}`, a value
that brings its own markup as `{"~": digest}`.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, SupportsIndex

_PLAIN = frozenset({str, int, bool, float, type(None)})
LENGTH, NOTHING, OBJECT, WHOLE = "#", "!", "~", "="
_MARKS = {LENGTH, NOTHING, OBJECT, WHOLE}
Read = Any
Change = tuple[str, str, str]
_json = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode
"""A path, the text that stood there, the text that stands there now."""


class WatchedDict(dict[str, Any]):
    """A dictionary that notes which keys are asked for."""

    __slots__ = ("reads", "whole")

    def __init__(self, value: Mapping[str, Any]) -> None:
        super().__init__(value)
        self.reads: dict[str, Any] = {}
        self.whole = False

    def __getitem__(self, key: str) -> Any:
        reads = self.reads
        if key in reads:
            value = reads[key]
            if value is Missing:
                raise KeyError(key)
            return value
        try:
            value = dict.__getitem__(self, key)
        except KeyError:
            reads[key] = Missing
            raise
        if type(value) not in _PLAIN:
            value = watched(value)
        reads[key] = value
        return value

    def get(self, key: str, default: Any = None) -> Any:
        """Return the entry, or the default."""
        try:
            return self[key]
        except KeyError:
            return default

    def __contains__(self, key: object) -> bool:
        present = super().__contains__(key)
        if isinstance(key, str):
            if present:
                self.__getitem__(key)
            else:
                self.reads[key] = Missing
        return present

    def _all(self) -> None:
        self.whole = True
        for key in dict.__iter__(self):
            self.__getitem__(key)

    def __iter__(self) -> Iterator[str]:
        self._all()
        return super().__iter__()

    def keys(self) -> Any:
        """All keys; all entries count as read."""
        self._all()
        return super().keys()

    def values(self) -> Any:
        """All entries."""
        self._all()
        return [self[key] for key in dict.__iter__(self)]

    def items(self) -> Any:
        """All keys with their entries."""
        self._all()
        return [(key, self[key]) for key in dict.__iter__(self)]

    def __len__(self) -> int:
        self._all()
        return super().__len__()

    def __eq__(self, other: object) -> bool:
        self._all()
        return super().__eq__(other)

    __hash__ = None


class WatchedList(list[Any]):
    """A list that notes which of its items, or its length, is asked for."""

    __slots__ = ("all", "reads")

    def __init__(self, value: list[Any] | tuple[Any, ...]) -> None:
        super().__init__(value)
        self.reads: dict[int, Any] = {}
        self.all: list[Any] | None = None
        """All items, watched, once the list has been gone through."""

    def _item(self, place: int) -> Any:
        if self.all is not None:
            return self.all[place]
        if place not in self.reads:
            self.reads[place] = watched(super().__getitem__(place))
        return self.reads[place]

    def _all(self) -> list[Any]:
        if self.all is None:
            reads = self.reads
            self.all = [
                item if type(item) in _PLAIN else reads[place] if place in reads else watched(item)
                for place, item in enumerate(super().__iter__())
            ]
        return self.all

    def __getitem__(self, place: Any) -> Any:
        if isinstance(place, slice):
            return [self._item(number) for number in range(*place.indices(super().__len__()))]
        length = super().__len__()
        number = place.__index__() if isinstance(place, SupportsIndex) else place
        if isinstance(number, int) and -length <= number < length:
            return self._item(number % length)
        return super().__getitem__(place)

    def __iter__(self) -> Iterator[Any]:
        return iter(self._all())

    def __reversed__(self) -> Iterator[Any]:
        return iter(self._all()[::-1])

    def __contains__(self, value: object) -> bool:
        return value in self._all()

    def __eq__(self, other: object) -> bool:
        return self._all() == other

    __hash__ = None


class Missing:
    """Stands for a key that was asked for and is not there."""


def watched(value: Any) -> Any:
    """Return a dictionary or list that notes what is asked of it; any other value as it is."""
    kind = type(value)
    if kind is dict:
        return WatchedDict(value)
    if kind is list or kind is tuple:
        return WatchedList(value)
    return value


def read_of(value: Any) -> Read:
    """Return what was read of a watched value, as plain values for JSON."""
    kind = type(value)
    if kind is WatchedDict:
        read = {key: item if type(item) in _PLAIN else read_of(item) for key, item in value.reads.items()}
        return {WHOLE: read} if value.whole else read
    if kind is WatchedList:
        if value.all is not None:
            return [item if type(item) in _PLAIN else read_of(item) for item in value.all]
        return {LENGTH: list.__len__(value)} | {str(place): read_of(item) for place, item in value.reads.items()}
    return leaf(value)


def leaf(value: Any) -> Read:
    """Return what was read of a value that is neither a dictionary nor a list."""
    if value is Missing:
        return {NOTHING: 0}
    if type(value) in _PLAIN:
        return value
    return {OBJECT: hashlib.sha256(repr(value).encode()).hexdigest()[:32]}


@dataclass(frozen=True, slots=True)
class ReadGroup:
    """What was read of one group of words, as JSON, and its name: groups that were read alike bear the same."""

    name: str
    text: bytes


Groups = Mapping[str, ReadGroup]
"""By word, by word and entry (`sheet/steps`) for what a group holds besides texts; what stands in no group is the group ""."""


def group_of(read: Read) -> ReadGroup:
    """Return what was read of a group, written down."""
    text = _json(read).encode()
    return ReadGroup(hashlib.sha256(text).hexdigest()[:32], text)


def groups_of(read: Mapping[str, Read]) -> Groups:
    """Return what was read of the words of a document, by group: documents share more of small groups."""
    found: dict[str, Read] = {"": {}}
    for word, tree in read.items():
        if not is_group(tree):
            found[""][word] = tree
        elif isinstance(tree, dict) and not _MARKS & tree.keys():
            found[word] = {key: each for key, each in tree.items() if not is_group(each)}
            found |= {f"{word}/{key}": each for key, each in tree.items() if is_group(each)}
        else:
            found[word] = tree
    return {word: group_of(tree) for word, tree in found.items()}


def read_of_groups(groups: Mapping[str, Read]) -> dict[str, Read]:
    """Return the whole again."""
    read: dict[str, Read] = dict(groups.get("", {}))
    for word, tree in sorted(groups.items()):
        if word:
            group, _, key = word.partition("/")
            if key:
                read[group][key] = tree
            else:
                read[group] = dict(tree) if isinstance(tree, dict) else tree
    return read


def is_group(read: Read) -> bool:
    """True for what was read of a dictionary or list."""
    return isinstance(read, list) or (isinstance(read, dict) and NOTHING not in read and OBJECT not in read)


def whole(value: Any) -> Read:
    """Return a value read as a whole, for fillings that cannot be watched."""
    if isinstance(value, dict):
        return {WHOLE: {key: whole(item) for key, item in sorted(value.items())}}
    if isinstance(value, (list, tuple)):
        return [whole(item) for item in value]
    return leaf(value)


def is_unchanged(read: Read, value: Any) -> bool:
    """True if a filling that read this would read the very same of `value`."""
    return next(changes(read, value), None) is None


def changes(read: Read, value: Any, path: str = "") -> Iterator[Change]:
    """Yield what differs between what was read and what stands there now; nothing when a filling would read the same."""
    if isinstance(read, list):
        if not isinstance(value, (list, tuple)):
            yield path, _shown(read), _shown(value)
            return
        if len(read) != len(value):
            yield path, f"[{len(read)}]", f"[{len(value)}]"
        for number, (old, new) in enumerate(zip(read, value, strict=False)):
            yield from changes(old, new, f"{path}[{number}]")
        return
    if not isinstance(read, dict):
        if type(read) is not type(value) or read != value:
            yield path, _shown(read), _shown(value)
        return
    if OBJECT in read:
        if read != leaf(value):
            yield path, "…", "…"
    elif WHOLE in read:
        if not isinstance(value, dict) or set(value) != {key for key, old in read[WHOLE].items() if not _is_absent(old)}:
            yield path, "…", "…"
        else:
            yield from changes(read[WHOLE], value, path)
    elif LENGTH in read:
        yield from _changes_of_part(read, value, path)
    elif not isinstance(value, dict):
        yield path, _shown(read), _shown(value)
    else:
        for key, old in read.items():
            place = f"{path}.{key}" if path else key
            if _is_absent(old):
                if key in value:
                    yield place, "", _shown(value[key])
            elif key not in value:
                yield place, _shown(old), ""
            else:
                yield from changes(old, value[key], place)


def _is_absent(read: Read) -> bool:
    return isinstance(read, dict) and NOTHING in read


def _changes_of_part(read: dict[str, Read], value: Any, path: str) -> Iterator[Change]:
    if not isinstance(value, (list, tuple)):
        yield path, _shown(read), _shown(value)
        return
    if read[LENGTH] != len(value):
        yield path, f"[{read[LENGTH]}]", f"[{len(value)}]"
    for key, old in read.items():
        if key != LENGTH and int(key) < len(value):
            yield from changes(old, value[int(key)], f"{path}[{key}]")


def _shown(value: Any) -> str:
    if isinstance(value, (dict, list, tuple)):
        return "…"
    return "" if value is None else str(value)
