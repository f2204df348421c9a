"""Why a part cannot be filled: all mistakes of one filling, each with its tag and the path in the data.

In: the Jinja source of a part, the words that failed. Out: one FillError that holds them all. Touches: nothing.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from types import FrameType
from typing import Any

from jinja2 import Template, Undefined, nodes
from jinja2.debug import get_template_locals
from jinja2.exceptions import TemplateError as JinjaError
from jinja2.exceptions import UndefinedError

from ..diagnostics import Location, say
from ..errors import FillError, TemplateError
from .allowed import without_calls
from .environment import GATES, TemplateEnvironment
from .faults import fault_at
from .markup import RefusedMarkupError, Sound, UnprintableValueError

MAX_FAULTS = 20
UNFILLABLE = (
    JinjaError, TypeError, ValueError, ArithmeticError, LookupError, AttributeError, NameError, RecursionError, MemoryError,
)  # fmt: skip

Place = Callable[[int | None], Location]
Value = tuple[Any, str]
"""What an expression gives with the data at hand, and its path in them."""


class _Missing:
    """What the data do not have."""


def diagnosed(source: str, finalize: Callable[[Any], Any], place: Place, words: Mapping[str, Any], cause: Exception) -> FillError:
    """Return what is wrong; the source is run again in an environment that notes mistakes and goes on."""
    watch = _Watch(source, finalize, place)
    watch.run(words)
    if not watch.faults:
        watch.faults.append(fault_at("filter-fails", place(None), FillError, path="", reason=_reason(cause)))
    first, *others = watch.faults
    return FillError(first.location, first.fact, first.advice, first.fault, tuple(others))


def _reason(cause: BaseException) -> str:
    return " ".join(str(cause).split())[:200] or type(cause).__name__


@dataclass
class _Watch:
    """Runs a part with eyes open."""

    source: str
    finalize: Callable[[Any], Any]
    place: Place
    faults: list[TemplateError] = field(default_factory=list)
    _told: set[tuple[Location, str]] = field(default_factory=set)
    _refusal: RefusedMarkupError | None = None

    def run(self, words: Mapping[str, Any]) -> None:
        """Fill the part and keep what is wrong."""
        environment = _environment(self)
        self.tree = without_calls(environment.parse(self.source))
        code = environment.compile(self.tree, "part", "<diagnosis>")
        self.program = Template.from_code(environment, code, environment.make_globals(None))
        try:
            for _ in self.program.root_render_func(self.program.new_context(dict(words))):
                if len(self.faults) >= MAX_FAULTS:
                    break
        except UNFILLABLE as cause:
            self._note_stop(cause)

    def print(self, value: Any) -> Any:
        """The gate of all values: note what must not be printed, and print nothing for it."""
        if isinstance(value, Undefined):
            self.note_missing(value)
            return ""
        return self.pass_on(self.finalize, value)

    def pass_on(self, gate: Callable[[Any], Any], value: Any) -> Any:
        """Let a value through a gate; where it is refused, note it and print nothing."""
        try:
            return gate(value)
        except UnprintableValueError as cause:
            self._refusal = cause if isinstance(cause, RefusedMarkupError) else None
            self._note(_kind_of(value, _reason(cause)), value, _reason(cause), sys._getframe(1))
            self._refusal = None
            return Sound("")

    def note_missing(self, missing: Undefined) -> None:
        """Note a word that the data do not have, at the tag being filled."""
        self._note("word-not-in-data", _Missing, str(missing._undefined_name), sys._getframe(1))

    def _note_stop(self, cause: BaseException) -> None:
        trace, frame = cause.__traceback__, None
        while trace is not None:
            if trace.tb_frame.f_code is self.program.root_render_func.__code__ or self._is_ours(trace.tb_frame):
                frame, line = trace.tb_frame, trace.tb_lineno
            trace = trace.tb_next
        if frame is None:
            return
        name = "word-not-in-data" if isinstance(cause, UndefinedError) else "filter-fails"
        self._tell(name, None, _reason(cause), self.program.get_corresponding_lineno(line), frame.f_locals)

    def _is_ours(self, frame: FrameType) -> bool:
        return frame.f_code.co_filename == "<diagnosis>"

    def _note(self, name: str, value: Any, reason: str, start: FrameType) -> None:
        frame: FrameType | None = start
        while frame is not None and not self._is_ours(frame):
            frame = frame.f_back
        if frame is not None:
            self._tell(name, value, reason, self.program.get_corresponding_lineno(frame.f_lineno), frame.f_locals)

    def _tell(self, name: str, value: Any, reason: str, line: int, known: Mapping[str, Any]) -> None:
        path = _path_of(self.tree, line, get_template_locals(known), value)
        if value is _Missing and reason not in path:
            # Behind a filter such as map(attribute='age') no expression names the entry.
            path = f"{path}[].{reason}"
        location = self.place(line)
        if (location, path) not in self._told:
            self._told.add((location, path))
            if self._refusal is not None:
                fact = say("«{path}»: {fact}", path=path, fact=self._refusal.fact)
                self.faults.append(FillError(location, fact, self._refusal.advice, "value-not-text"))
            else:
                self.faults.append(fault_at(name, location, FillError, path=path, reason=reason))


def _kind_of(value: Any, reason: str) -> str:
    if value is None:
        return "value-missing"
    return "illegal-character" if isinstance(value, str) or reason.startswith("U+") else "value-not-text"


def _environment(watch: _Watch) -> TemplateEnvironment:
    class Noted(Undefined):
        """A missing word that is noted where it is used, and then is nothing."""

        __slots__ = ()

        def __str__(self) -> str:
            watch.note_missing(self)
            return ""

        def __iter__(self) -> Iterator[Any]:
            watch.note_missing(self)
            return iter(())

        def __len__(self) -> int:
            watch.note_missing(self)
            return 0

        def __bool__(self) -> bool:
            watch.note_missing(self)
            return False

        def __eq__(self, other: object) -> bool:
            watch.note_missing(self)
            return False

        def __hash__(self) -> int:
            return id(self)

    class Environment(TemplateEnvironment):
        def getattr(self, obj: Any, attribute: str) -> Any:
            if isinstance(obj, Noted):
                watch.note_missing(obj)
                return obj
            return super().getattr(obj, attribute)

        def getitem(self, obj: Any, argument: Any) -> Any:
            if isinstance(obj, Noted):
                watch.note_missing(obj)
                return obj
            return super().getitem(obj, argument)

    environment = Environment(watch.print)
    environment.undefined = Noted
    for name in GATES:
        environment.filters[name] = partial(watch.pass_on, environment.filters[name])
    return environment


# ---- the path in the data


def _path_of(tree: nodes.Template, line: int, known: Mapping[str, Any], value: Any) -> str:
    """Return the path of the value among the words that the tag in this line asks for; the first bad one, or the first."""
    found = [each for expression, loops in _expressions(tree, line, {}) for each in _chains(expression, loops, known)]
    for value_found, path in found:
        if value_found is value and (value is _Missing or not isinstance(value, (str, int)) or value_found == value):
            return path
    bad = [path for each, path in found if each is _Missing or each is None or isinstance(each, (bool, dict, list))]
    return (bad or [path for _, path in found] or [""])[0]


def _expressions(
    node: nodes.Node, line: int, loops: Mapping[str, nodes.Node]
) -> Iterator[tuple[nodes.Node, Mapping[str, nodes.Node]]]:
    """Yield the expressions of the tag in a line, with the lists that the loops around it run over."""
    if isinstance(node, nodes.For):
        if node.lineno == line:
            yield node.iter, loops
        names = [target.name for target in (node.target, *node.target.iter_child_nodes()) if isinstance(target, nodes.Name)]
        inner = {**loops, **(dict.fromkeys(names, node.iter) if isinstance(node.target, nodes.Name) else {})}
        if node.test is not None and node.lineno == line:
            yield node.test, inner
        for child in (*node.body, *node.else_):
            yield from _expressions(child, line, inner)
    elif isinstance(node, nodes.If):
        if node.test.lineno == line:
            yield node.test, loops
        for child in (*node.body, *node.elif_, *node.else_):
            yield from _expressions(child, line, loops)
    elif isinstance(node, nodes.Expr):
        if node.lineno == line and not isinstance(node, nodes.TemplateData):
            yield node, loops
    else:
        for child in node.iter_child_nodes():
            yield from _expressions(child, line, loops)


def _chains(node: nodes.Node, loops: Mapping[str, nodes.Node], known: Mapping[str, Any]) -> Iterator[Value]:
    """Yield value and path of each word in an expression, whole chains only: `a.b[0].c`."""
    if isinstance(node, (nodes.Name, nodes.Getattr, nodes.Getitem)):
        yield _evaluated(node, loops, known)
        if isinstance(node, nodes.Getitem) and not isinstance(node.arg, nodes.Const):
            yield from _chains(node.arg, loops, known)
        return
    for child in node.iter_child_nodes():
        yield from _chains(child, loops, known)


def _evaluated(node: nodes.Node, loops: Mapping[str, nodes.Node], known: Mapping[str, Any]) -> Value:
    if isinstance(node, nodes.Name):
        value = known.get(node.name, _Missing)
        return _entry(value, node.name, loops, known) if node.name in loops else (value, node.name)
    if isinstance(node, nodes.Getattr):
        base, path = _evaluated(node.node, loops, known)
        if base is _Missing or not isinstance(base, Mapping):
            return _Missing, f"{path}.{node.attr}" if base is not _Missing else path
        return base.get(node.attr, _Missing), f"{path}.{node.attr}"
    if isinstance(node, nodes.Getitem) and isinstance(node.arg, nodes.Const):
        base, path = _evaluated(node.node, loops, known)
        key = node.arg.value
        here = f"{path}.{key}" if isinstance(key, str) else f"{path}[{key}]"
        try:
            return base[key], here
        except (TypeError, LookupError):
            return _Missing, path if base is _Missing else here
    if isinstance(node, nodes.Filter) and node.node is not None:
        return _evaluated(node.node, loops, known)
    return _Missing, ""


def _entry(value: Any, name: str, loops: Mapping[str, nodes.Node], known: Mapping[str, Any]) -> Value:
    """Return what a loop's name stands for: the entry of its list."""
    outer = {other: listed for other, listed in loops.items() if other != name}
    listed = loops[name]
    if isinstance(listed, nodes.List):
        return next((each for item in listed.items if (each := _evaluated(item, outer, known))[0] is value), (value, name))
    entries, path = _evaluated(listed, outer, known)
    if isinstance(entries, (list, tuple)):
        for place, entry in enumerate(entries):
            if entry is value:
                return value, f"{path}[{place}]"
    return value, name
