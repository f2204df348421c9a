"""Where the words of a document end up: what decided over its filling, and what was only printed.

In: words. Out: the same words, traced; then a `Shape` that tells of other words whether they would fill the same but for what
is printed, and what that is. Touches: nothing.

A text that a tag prints as it stands (`{{ a.b }}`, `{{ line }}` of a loop) becomes a `Hole`, printed as a mark; all else that is
asked of the words (conditions, filters, lengths of lists, keys that are missing) has to be equal in other words.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from operator import itemgetter
from typing import Any

from ..domain.recording import LENGTH, NOTHING, WHOLE, Missing, Read, WatchedDict, WatchedList, leaf, read_of, watched

FIRST_MARK, LAST_MARK = 0xE000, 0xF8FF
"""Signs for private use stand for holes; texts that hold any are no holes."""


class TooManyHolesError(Exception):
    """There are more holes than marks."""


def may_be_hole(value: Any) -> bool:
    """True for a text without line ends, marks or signs that are written in another way."""
    return type(value) is str and value.replace("\xa0", " ").isprintable()


class Hole(str):
    """A text whose only use so far is to be printed."""

    __slots__ = ("key", "mark", "owner")
    owner: TracedDict | TracedList
    key: Any
    mark: str


class Trace:
    """The holes of one filling."""

    def __init__(self) -> None:
        self.marks: dict[tuple[int, Any], tuple[str, str]] = {}
        """Mark and text of each hole, by the identity of its owner and its key there."""
        self._kept: list[Any] = []

    def hole(self, owner: TracedDict | TracedList, key: Any, value: str) -> Hole:
        """Return a text as a hole; the same one prints the same mark."""
        place = (id(owner), key)
        if place not in self.marks:
            if len(self.marks) > LAST_MARK - FIRST_MARK:
                raise TooManyHolesError
            self.marks[place] = chr(FIRST_MARK + len(self.marks)), value
        hole = Hole(value)
        hole.owner, hole.key, hole.mark = owner, key, self.marks[place][0]
        return hole

    def of(self, value: Any, before: Any) -> Any:
        """Return a dictionary or list traced, or only watched where it is the very same as `before`; any other value as it is."""
        kind = type(value)
        if value is before:
            return watched(value)
        if kind is dict:
            made: Any = TracedDict(value, self, before)
        elif kind is list or kind is tuple:
            made = TracedList(value, self, before)
        else:
            return value
        self._kept.append(made)  # a hole is known by the identity of its owner
        return made


class TracedDict(WatchedDict):
    """A dictionary that notes which keys are asked for, and which are only printed.

    What it shares with `before`, words of another document of its kind, is taken to be the same in all of them.
    """

    __slots__ = ("before", "holes", "is_root", "trace")

    def __init__(self, value: Any, trace: Trace, before: Any, *, is_root: bool = False) -> None:
        super().__init__(value)
        self.trace = trace
        self.before = before if type(before) is dict else {}
        self.is_root = is_root
        self.holes: set[str] = set()

    def __getitem__(self, key: str) -> Any:
        if key not in self.reads and key in dict.keys(self):
            value = dict.__getitem__(self, key)
            if self.is_root and may_be_hole(value):
                self.holes.add(key)
                return self.trace.hole(self, key, value)
            self.reads[key] = self.trace.of(value, self.before.get(key))
        return super().__getitem__(key)

    def printed(self, key: str) -> Any:
        """Return the entry, which is printed as it stands."""
        if key not in self.reads and key in dict.keys(self):
            value = dict.__getitem__(self, key)
            if may_be_hole(value):
                self.holes.add(key)
                return self.trace.hole(self, key, value)
        return self[key]

    def use(self, key: str) -> str:
        """Note that more than its being printed depends on an entry."""
        value = self.reads[key] = dict.__getitem__(self, key)
        return str(value)


class TracedList(WatchedList):
    """A list that notes which of its items, or its length, is asked for, and which are only printed."""

    __slots__ = ("before", "is_looped", "trace")

    def __init__(self, value: list[Any] | tuple[Any, ...], trace: Trace, before: Any) -> None:
        super().__init__(value)
        self.trace = trace
        self.before = before if type(before) in (list, tuple) and len(before) == len(value) else [None] * len(value)
        self.is_looped = False

    def _item(self, place: int) -> Any:
        if place not in self.reads:
            self.reads[place] = self.trace.of(list.__getitem__(self, place), self.before[place])
        return self.reads[place]

    def _all(self) -> list[Any]:
        if self.all is None:
            self.all = [self._item(place) for place in range(list.__len__(self))]
        return self.all

    def looped(self) -> Iterator[Any]:
        """Yield the items for a loop: texts as holes."""
        self.is_looped = True
        for place, item in enumerate(list.__iter__(self)):
            if place not in self.reads and may_be_hole(item):
                yield self.trace.hole(self, place, item)
            else:
                yield self._item(place)

    def use(self, place: int) -> str:
        """Note that more than its being printed depends on an item."""
        value = self.reads[place] = list.__getitem__(self, place)
        return str(value)


# ---- what the programs of templates call


def used(value: Any) -> Any:
    """Return a name's value for a use other than being printed."""
    return value.owner.use(value.key) if type(value) is Hole else value


def looped(value: Any) -> Any:
    """Return what a loop goes through."""
    return value.looped() if type(value) is TracedList else used(value)


# ---- what is kept of a trace


class DictShape:
    """What was asked of a dictionary; `walk` collects the texts of its holes from another one that decides the same."""

    __slots__ = (
        "absent",
        "children",
        "count",
        "expected",
        "guards",
        "holes",
        "keys",
        "kinds",
        "same",
        "take_guards",
        "take_holes",
    )

    def __init__(self, traced: TracedDict, places: list[tuple[int, Any]]) -> None:
        start = len(places)
        plain = {key: value for key, value in traced.reads.items() if type(value) not in _CONTAINERS and value is not Missing}
        self.guards = tuple(plain)
        self.take_guards = _taker(self.guards)
        self.expected = tuple(plain.values())
        self.kinds = tuple(map(type, self.expected))
        self.absent = tuple(key for key, value in traced.reads.items() if value is Missing)
        self.keys = frozenset(dict.keys(traced)) if traced.whole else None
        self.holes = tuple(key for key in sorted(traced.holes) if key not in traced.reads)
        self.take_holes = _taker(self.holes)
        places += [(id(traced), key) for key in self.holes]
        self.same = tuple(
            (key, dict.__getitem__(traced, key), read_of(value)) for key, value in traced.reads.items() if type(value) in _WATCHED
        )
        self.children = tuple((key, shape_of(value, places)) for key, value in traced.reads.items() if type(value) in _TRACED)
        self.count = len(places) - start

    def walk(self, value: Any, found: list[str]) -> bool:
        """Collect the texts of the holes; False where something differs that decides over more than them."""
        if type(value) is not dict:
            return False
        try:
            if self.guards:
                guarded = self.take_guards(value)
                if guarded != self.expected or tuple(map(type, guarded)) != self.kinds:
                    return False
            for key, same, _ in self.same:
                if value[key] is not same:
                    return False
            if self.holes:
                found += self.take_holes(value)
            for key, child in self.children:
                if not child.walk(value[key], found):
                    return False
        except KeyError:
            return False
        if self.absent and any(key in value for key in self.absent):
            return False
        return self.keys is None or value.keys() == self.keys

    def read(self, value: dict[str, Any]) -> Read:
        """Return what was read of a dictionary of this shape (see `domain.recording`)."""
        read = self.read_loose(value) | {key: tree for key, _, tree in self.same}
        read |= {key: child.read(value[key]) for key, child in self.children}
        return {WHOLE: read} if self.keys is not None else read

    def read_loose(self, value: dict[str, Any]) -> dict[str, Read]:
        """Return what was read besides dictionaries and lists."""
        return {key: leaf(value[key]) for key in (*self.guards, *self.holes)} | {key: {NOTHING: 0} for key in self.absent}

    def told(self) -> str:
        """Return a description that equal shapes share."""
        children = [(key, child.told()) for key, child in sorted(self.children)]
        same = [(key, tree) for key, _, tree in sorted(self.same, key=itemgetter(0))]
        return repr((self.guards, self.expected, self.absent, self.keys and sorted(self.keys), self.holes, same, children))


class ListShape:
    """What was asked of a list."""

    __slots__ = ("children", "count", "guards", "holes", "is_whole", "length", "same")

    def __init__(self, traced: TracedList, places: list[tuple[int, Any]]) -> None:
        start, reads = len(places), traced.reads.items()
        self.length = list.__len__(traced)
        self.is_whole = traced.is_looped or traced.all is not None
        self.guards = tuple((place, value) for place, value in reads if type(value) not in _CONTAINERS)
        self.same = {
            place: (list.__getitem__(traced, place), read_of(value)) for place, value in reads if type(value) in _WATCHED
        }
        self.children = {place: shape_of(value, places) for place, value in reads if type(value) in _TRACED}
        self.holes = tuple(place for place in range(self.length) if place not in traced.reads) if traced.is_looped else ()
        places += [(id(traced), place) for place in self.holes]
        self.count = len(places) - start

    def walk(self, value: Any, found: list[str]) -> bool:
        """Collect the texts of the holes; False where something differs that decides over more than them."""
        if type(value) not in (list, tuple) or len(value) != self.length:
            return False
        for place, expected in self.guards:
            if value[place] != expected or type(value[place]) is not type(expected):
                return False
        for place, (same, _) in self.same.items():
            if value[place] is not same:
                return False
        for place, child in self.children.items():
            if not child.walk(value[place], found):
                return False
        found += value if len(self.holes) == self.length else [value[place] for place in self.holes]
        return True

    def read(self, value: list[Any]) -> Read:
        """Return what was read of a list of this shape."""
        trees = {place: tree for place, (_, tree) in self.same.items()}
        trees |= {place: child.read(value[place]) for place, child in self.children.items()}
        if self.is_whole:
            return [trees[place] if place in trees else leaf(item) for place, item in enumerate(value)]
        trees |= {place: leaf(value[place]) for place, _ in self.guards}
        return {LENGTH: self.length} | {str(place): tree for place, tree in trees.items()}

    def told(self) -> str:
        """Return a description that equal shapes share."""
        same = [(place, tree) for place, (_, tree) in sorted(self.same.items())]
        children = [(place, child.told()) for place, child in sorted(self.children.items())]
        return repr((self.length, self.is_whole, self.guards, self.holes, same, children))


Shape = DictShape | ListShape
_TRACED = (TracedDict, TracedList)
_WATCHED = (WatchedDict, WatchedList)
_CONTAINERS = (*_TRACED, *_WATCHED)


def shape_of(traced: TracedDict | TracedList, places: list[tuple[int, Any]]) -> Shape:
    """Return the shape of what was traced; `places` gets owner and key of each hole, in the order in which `walk` finds them."""
    return DictShape(traced, places) if isinstance(traced, TracedDict) else ListShape(traced, places)


def _taker(keys: tuple[str, ...]) -> Callable[[Any], tuple[Any, ...]]:
    if len(keys) == 1:
        key = keys[0]
        return lambda value: (value[key],)
    return itemgetter(*keys) if keys else lambda value: ()
