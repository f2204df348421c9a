"""Which words are known at a tag: the vocabulary, and what loops and assignments add to it.

In: expressions of Jinja. Out: the `Word` each one is, mistakes told to `note`. Touches: nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from jinja2 import nodes

from ..domain.words import Word, WordKind

Note = Callable[[str, str, Iterable[str], str], None]
_LOOP = Word(
    "loop",
    WordKind.GROUP,
    members=tuple(
        Word(name, kind)
        for name, kind in (
            *((name, WordKind.NUMBER) for name in ("index", "index0", "revindex", "revindex0", "length", "depth", "depth0")),
            ("first", WordKind.TRUTH),
            ("last", WordKind.TRUTH),
        )
    ),
)
_NUMBERS = ("length", "count", "int", "float", "abs", "round", "sum")
_ENTRIES = ("first", "last", "min", "max")
_SAME = ("sort", "sorted_vi", "closed", "reverse", "list", "unique", "select", "reject", "selectattr", "rejectattr", "slice")

_UNORDERED = (WordKind.GROUP, WordKind.LIST)

Known = tuple[Word | None, str]
"""The word an expression is (None: anything), and the way to it."""


def scope_of(vocabulary: Word, note: Note) -> Scope:
    """Return the scope that knows the vocabulary alone."""
    return Scope({word.name: (word, word.name) for word in vocabulary.members}, note)


@dataclass
class Scope:
    """Names and what they are; `outer` is the scope around the statement that opened this one."""

    names: dict[str, Known]
    note: Note
    outer: Scope | None = None
    own: dict[str, Known] = field(default_factory=dict)

    def lookup(self, name: str) -> Known | None:
        """Return what `name` is here, or None where nobody knows it."""
        scope: Scope | None = self
        while scope is not None:
            if name in scope.own:
                return scope.own[name]
            scope = scope.outer
        return self.names.get(name)

    def opened(self, statement: nodes.Node | None) -> Scope:
        """Return the scope inside a statement; its condition or list is checked on the way."""
        inner = Scope(self.names, self.note, self)
        if isinstance(statement, nodes.If):
            self.resolve(statement.test)
        elif isinstance(statement, nodes.For):
            inner.own = {"loop": (_LOOP, "loop"), **self._targets(statement.target, self._entries(statement.iter))}
            if statement.test is not None:
                inner.resolve(statement.test)
        return inner

    def _entries(self, expression: nodes.Node) -> Known:
        word, path = self.resolve(expression)
        if word is None:
            return None, path
        if word.kind is not WordKind.LIST:
            self.note("not-a-list", word.name, self._lists(), path)
            return None, path
        return word.item, f"{path}[]"

    def _lists(self) -> list[str]:
        return [name for name, (word, _) in self.names.items() if word is not None and word.kind is WordKind.LIST]

    def _targets(self, target: nodes.Node, entry: Known) -> dict[str, Known]:
        if isinstance(target, nodes.Name):
            self._check_name(target.name)
            return {target.name: entry}
        names = [name.name for name in target.find_all(nodes.Name)]
        for name in names:
            self._check_name(name)
        return {name: (None, name) for name in names}

    def _check_name(self, name: str) -> None:
        """Tell a name given by the template that hides a word of the data."""
        if name in self.names:
            self.note("name-hides-word", name, (), name)

    def assign(self, node: nodes.Assign) -> None:
        """Take over `{% set name = … %}`."""
        known = self.resolve(node.node) if isinstance(node.node, nodes.Expr) else (None, "")
        if isinstance(node.target, nodes.Name):
            self._check_name(node.target.name)
            self.own[node.target.name] = known

    def print(self, expression: nodes.Expr, is_alone: bool = False) -> None:
        """Check an expression that is printed; `is_alone` where it takes the place of a paragraph or a run."""
        word, path = self.resolve(expression)
        if word is not None and word.kind in (WordKind.GROUP, WordKind.LIST, WordKind.TRUTH):
            self.note(f"{word.kind.value}-printed", word.name, (), path)
        elif word is not None and word.kind is WordKind.DRAWING and not is_alone:
            self.note("drawing-printed", word.name, (), path)

    def resolve(self, node: nodes.Node) -> Known:
        """Return what the expression is; unknown words inside it are told."""
        if isinstance(node, nodes.Name):
            return self._name(node)
        if isinstance(node, nodes.Getattr):
            return self._member(self.resolve(node.node), node.attr)
        if isinstance(node, nodes.Getitem) and isinstance(node.arg, nodes.Const):
            return self._item(self.resolve(node.node), node.arg.value)
        if isinstance(node, nodes.Filter) and node.node is not None:
            return self._filtered(node)
        if isinstance(node, nodes.Test) and node.name in ("defined", "undefined"):
            return None, ""
        if isinstance(node, nodes.Compare):
            return self._compared(node)
        for child in node.iter_child_nodes():
            self.resolve(child)
        return None, ""

    def _compared(self, node: nodes.Compare) -> Known:
        sides = [node.expr, *(operand.expr for operand in node.ops)]
        known = [self.resolve(side) for side in sides]
        kinds = [_kind(side, word) for side, (word, _) in zip(sides, known, strict=True)]
        if all(operand.op not in ("in", "notin") for operand in node.ops):
            for kind, (word, path) in zip(kinds, known, strict=True):
                if word is not None and (kind in _UNORDERED or any(other not in (None, kind) for other in kinds)):
                    self.note("unlike-compared", word.name, (), path)
                    break
        return None, ""

    def _name(self, node: nodes.Name) -> Known:
        known = self.lookup(node.name)
        if known is None:
            self.note("unknown-word", node.name, self.names, node.name)
            return None, node.name
        if known[1]:
            self.note("used", node.name, (), known[1])
        return known

    def _member(self, base: Known, name: str) -> Known:
        word, path = base
        here = f"{path}.{name}"
        if word is None:
            return None, here
        if word.kind is WordKind.LIST:
            self.note("missing-index", name, (), path)
            return None, here
        if word.kind is not WordKind.GROUP:
            self.note("plain-word", name, (), path)
            return None, here
        member = word.member(name)
        if member is None:
            self.note("unknown-word", name, [each.name for each in word.members], here)
            return None, here
        self.note("used", name, (), here)
        return member, here

    def _item(self, base: Known, key: object) -> Known:
        if isinstance(key, str):
            return self._member(base, key)
        word, path = base
        if word is None:
            return None, f"{path}[]"
        if word.kind is not WordKind.LIST:
            self.note("not-a-list", word.name, self._lists(), path)
            return None, path
        return word.item, f"{path}[]"

    def _filtered(self, node: nodes.Filter) -> Known:
        assert node.node is not None
        word, path = self.resolve(node.node)
        for argument in (*node.args, *(keyword.value for keyword in node.kwargs)):
            self.resolve(argument)
        if node.name in _NUMBERS:
            return Word(node.name, WordKind.NUMBER), path
        if node.name in _ENTRIES and word is not None and word.kind is WordKind.LIST:
            return word.item, f"{path}[]"
        if node.name in _SAME:
            return word, path
        return None, path


def _kind(node: nodes.Node, word: Word | None) -> WordKind | None:
    """Return of what kind a side of a comparison is, or None where it may be anything."""
    if isinstance(node, nodes.Const):
        return {str: WordKind.TEXT, int: WordKind.NUMBER, float: WordKind.NUMBER, bool: WordKind.TRUTH}.get(type(node.value))
    return word.kind if word is not None else None
