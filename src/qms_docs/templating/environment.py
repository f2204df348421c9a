"""The sandbox in which templates run: strict, escaping, without code.

In: values of a document. Out: text fit for `w:t`. Touches: nothing.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable
from functools import lru_cache, wraps
from typing import Any

from jinja2 import StrictUndefined, Undefined, nodes
from jinja2.compiler import CodeGenerator, Frame
from jinja2.filters import do_round
from jinja2.runtime import Context
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup, escape

from .filters import FILTERS as VIETNAMESE_FILTERS
from .markup import BLOCK, RUN, TEXT, Sound, UnprintableValueError, brings_markup, markup_of, plain_text
from .tracing import Hole, TracedDict, looped, may_be_hole, used

_ILLEGAL = re.compile("[\x00-\x06\x08\x0b\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_SPECIAL = re.compile("[\x00-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
# docxtpl's marks inside a value: `\a` begins a new paragraph, `\f` a new page; `repair` carries them out.
BREAK_MARK = "qms-break-"
NEW_PARAGRAPH, NEW_PAGE = f"{BREAK_MARK}paragraph", f"{BREAK_MARK}page"
_BREAKS = {
    "\n": Markup('</w:t><w:br/><w:t xml:space="preserve">'),
    "\t": Markup('</w:t><w:tab/><w:t xml:space="preserve">'),
    "\a": Markup(f'</w:t><w:br w:type="{NEW_PARAGRAPH}"/><w:t xml:space="preserve">'),
    "\f": Markup(f'</w:t><w:br w:type="{NEW_PAGE}"/><w:t xml:space="preserve">'),
}
_BREAK = re.compile("([\n\t\a\f])")
_TEXT_OF_RUN = re.compile("(<w:t(?: [^>]*[^>/])?>)([^<]*)")
_BREAKS_OF_PARAGRAPHS = frozenset("\a\f")
# Only a process that has met such a value has to look for the marks: nearly none does.
_marks_met: set[str] = set()

_FILTERS = """
abs batch capitalize count d default dictsort e escape first float groupby int items join last length list lower map max min
reject rejectattr replace reverse round select selectattr slice sort string sum title trim truncate unique upper
"""
FILTERS = frozenset(_FILTERS.split())
"""Filters of Jinja that a template may use: none that runs methods, prints Python, draws lots or lets markup through."""
_TEXT_FILTERS = ("capitalize", "lower", "string", "title", "trim", "truncate", "upper")
MAX_TEXT = 4 * 2**20
"""Characters of a text that a template puts together."""
MAX_NUMBER = 10**18
MAX_DIGITS = 18
MAX_PIECES = 10_000


def clean(value: str) -> str:
    """Return the text in NFC with single line ends; raises UnprintableValueError for a character Word cannot hold."""
    if not unicodedata.is_normalized("NFC", value):
        value = unicodedata.normalize("NFC", value)
    if _SPECIAL.search(value):
        if found := _ILLEGAL.search(value):
            raise UnprintableValueError(f"U+{ord(found.group()):04X}")
        value = value.replace("\r\n", "\n").replace("\r", "\n")
    return value


def _printable_text(value: str) -> str:
    text = clean(value)
    if _BREAK.search(text):
        _marks_met.update(_BREAKS_OF_PARAGRAPHS.intersection(text))
        return Sound("").join(_BREAKS[piece] if piece in _BREAKS else escape(piece) for piece in _BREAK.split(text))
    return text


@lru_cache(maxsize=8192)
def _written_text(value: str) -> str:
    return str(escape(_printable_text(value)))


def written(value: Any) -> str:
    """Return what a `{{ }}` writes into a text run: `printable` and escaped, texts met before on a short way."""
    kind = type(value)
    if kind is str:
        return _written_text(value)
    return value.mark if kind is Hole else escape(printable(value))


@lru_cache(maxsize=16_384)
def blank(value: Any) -> bytes | None:
    """Return what a hole of a traced filling gets, None where another text has to be filled in the whole way."""
    return _written_text(value).encode() if may_be_hole(value) else None


def holds_breaks(text: str) -> bool:
    """Return whether values have brought breaks of paragraphs or pages into the text of a part."""
    return bool(_marks_met) and BREAK_MARK in text


def printable(value: Any) -> Any:
    """Return what a `{{ }}` prints in a text run; Jinja escapes it afterwards.

    Raises UnprintableValueError for None, booleans, containers and illegal characters: none may pass in silence.
    """
    kind = type(value)
    if kind is str:
        return _printable_text(value)
    if kind is int or isinstance(value, (Sound, Undefined)):
        return value
    if hasattr(kind, "__html__"):
        return _markup(value, TEXT)
    raise UnprintableValueError(kind.__name__)


def _markup(value: Any, place: str) -> Sound:
    """Return what a value that brings its own markup writes in a place, the line ends of its texts carried out."""
    made = markup_of(value, place)
    if isinstance(made, Sound):
        return made
    text = clean(made)
    _marks_met.update(_BREAKS_OF_PARAGRAPHS.intersection(text))
    return Sound(_with_breaks(text) if place == TEXT else _TEXT_OF_RUN.sub(lambda run: run[1] + _with_breaks(run[2]), text))


def _with_breaks(text: str) -> str:
    return _BREAK.sub(lambda mark: str(_BREAKS[mark[1]]), text)


def _placed(value: Any, place: str) -> Any:
    """Return the markup of a value that brings its own, any other value as it is."""
    return _markup(value, place) if brings_markup(value) else value


def in_run(value: Any) -> Any:
    """The value of a `{{r … }}`: a plain text gets the run that the tag has taken away."""
    if type(value) in (str, int):
        return Sound('<w:r><w:t xml:space="preserve">{}</w:t></w:r>').format(printable(value))
    return _placed(value, RUN)


def in_paragraph(value: Any) -> Any:
    """The value of a `{{p … }}`: a plain text gets the paragraph that the tag has taken away."""
    return Sound("<w:p>{}</w:p>").format(in_run(value)) if type(value) in (str, int) else _placed(value, BLOCK)


def in_structure(value: Any) -> Any:
    """A value that stands beside rows or cells: none may, not even what brings its own markup."""
    if brings_markup(value) or isinstance(value, Undefined):
        return _placed(value, "row")
    raise UnprintableValueError(type(value).__name__)


def printable_in_property(value: Any) -> Any:
    """Like `printable`, for document properties, where a line break is a blank."""
    value = plain_text(value)
    return re.sub(r"\s*[\n\t\a\f]\s*", " ", clean(value)) if type(value) is str else printable(value)


def in_plain_text(value: Any) -> Any:
    """A value inside an attribute or a field code, which cannot hold a line end."""
    value = plain_text(value)
    if type(value) is str and (found := _BREAK.search(value)):
        raise UnprintableValueError(f"U+{ord(found.group()):04X}")
    return value


GATES = {"in_run": in_run, "in_paragraph": in_paragraph, "in_plain_text": in_plain_text, "in_structure": in_structure}
"""Filters that the engine itself puts behind values, by the place where they stand."""


def _checked(value: Any) -> Any:
    """The filter `e`: the value itself, once it is known to be printable."""
    value = plain_text(value)
    return clean(value) if type(value) is str else printable(value)


def _joined(value: Iterable[Any], separator: str = "", attribute: str | int | None = None) -> str:
    """The filter `join`, which refuses what may not be printed."""
    items = value if attribute is None else (item[attribute] for item in value)
    return _bounded(separator.join(item if type(item) is str else str(_checked(item)) for item in items))


def _bounded(text: str) -> str:
    if len(text) > MAX_TEXT:
        raise OverflowError(f"{len(text)} > {MAX_TEXT}")
    return text


def _replaced(value: Any, old: Any, new: Any, count: int | None = None) -> str:
    """The filter `replace`, which must not blow a text up."""
    text, old, new = (str(_checked(each)) for each in (value, old, new))
    times = text.count(old) if count is None else min(count, text.count(old))
    if len(text) + times * (len(new) - len(old)) > MAX_TEXT:
        raise OverflowError(f"> {MAX_TEXT}")
    return text.replace(old, new, times)


def _sum(value: Iterable[Any], attribute: str | int | None = None, start: int = 0) -> Any:
    """The filter `sum`, for numbers."""
    total: Any = _number(start)
    for item in value:
        total = _number(total + _number(item if attribute is None else item[attribute]))
    return total


def _round(value: Any, precision: int = 0, method: str = "common") -> Any:
    """The filter `round`; a whole number stays one."""
    if type(value) is int and precision >= 0:
        return value
    if not -MAX_DIGITS <= precision <= MAX_DIGITS:
        raise OverflowError(str(precision))
    return do_round(_number(value), precision, method)  # type: ignore[arg-type]


def _few(original: Callable[..., Any]) -> Callable[..., Any]:
    """Return `batch` or `slice` with a bounded number of pieces."""
    place = 1 if hasattr(original, "jinja_pass_arg") else 0

    @wraps(original)
    def checked(*arguments: Any, **options: Any) -> Any:
        number = [*arguments[place + 1 :], *options.values()][0]
        if not 1 <= number <= MAX_PIECES:
            raise OverflowError(str(number))
        return original(*arguments, **options)

    return checked


def _number(value: Any) -> Any:
    if isinstance(value, Undefined):
        return value + 0
    if type(value) not in (int, float) or not -MAX_NUMBER <= value <= MAX_NUMBER:
        raise TypeError(f"{type(value).__name__}: {str(value)[:20]}")
    return value


def _of_text(original: Callable[..., Any]) -> Callable[..., Any]:
    """Return a filter of text that refuses what may not be printed: None must not become «NONE»."""
    place = 1 if hasattr(original, "jinja_pass_arg") else 0

    @wraps(original)
    def checked(*arguments: Any, **options: Any) -> Any:
        return original(*arguments[:place], _checked(arguments[place]), *arguments[place + 1 :], **options)

    return checked


def _written_by(finalize: Any) -> Callable[[Any], str]:
    return lambda value: value.mark if type(value) is Hole else escape(finalize(value))


class _StrictCodeGenerator(CodeGenerator):
    """Joins with `~` like the filter `join`, and lets constants through the same gate as values."""

    def _output_child_to_const(self, node: nodes.Expr, frame: Frame, finalize: Any) -> str:
        if not isinstance(node, nodes.TemplateData):
            # Jinja escapes a constant before it is finalized, so `{{ none }}` would be a text by then.
            raise nodes.Impossible
        return super()._output_child_to_const(node, frame, finalize)

    # Which names and entries are printed as they stand, and which are asked for anything else, is told to `tracing`.
    _bare: nodes.Node | None = None
    _printed: nodes.Node | None = None
    _looped: nodes.Node | None = None

    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:
        self._bare = self._printed = node
        self.write("environment.printed(" if isinstance(node, nodes.Getattr) else "environment.written(")

    def _output_child_post(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:
        self.write(")")

    def visit(self, node: nodes.Node, *args: Any, **kwargs: Any) -> Any:
        if node is not self._looped:
            return super().visit(node, *args, **kwargs)
        self._looped, self._bare = None, node
        self.write("environment.looped(")
        super().visit(node, *args, **kwargs)
        self.write(")")
        return None

    def visit_For(self, node: nodes.For, frame: Frame) -> None:  # noqa: N802  jinja2 names it
        self._looped = node.iter
        super().visit_For(node, frame)

    def visit_Name(self, node: nodes.Name, frame: Frame) -> None:  # noqa: N802  jinja2 names it
        is_bare, self._bare = node is self._bare or node.ctx != "load", None
        if not is_bare:
            self.write("environment.used(")
        super().visit_Name(node, frame)
        if not is_bare:
            self.write(")")

    def visit_Getattr(self, node: nodes.Getattr, frame: Frame) -> None:  # noqa: N802  jinja2 names it
        is_printed, self._printed, self._bare = node is self._printed, None, node.node
        self.write("" if is_printed else "environment.getattr(")
        self.visit(node.node, frame)
        self.write(f", {node.attr!r}" if is_printed else f", {node.attr!r})")

    def visit_Concat(self, node: nodes.Concat, frame: Frame) -> None:  # noqa: N802  jinja2 names it
        self.write("environment.join_strictly((")
        for part in node.nodes:
            self.visit(part, frame)
            self.write(", ")
        self.write("))")


class TemplateEnvironment(ImmutableSandboxedEnvironment):
    """Jinja without access to Python: plain dictionaries are looked up by key first, so data never meets methods."""

    code_generator_class = _StrictCodeGenerator
    intercepted_binops = frozenset(ImmutableSandboxedEnvironment.default_binop_table)

    def __init__(self, finalize: Any = printable) -> None:
        super().__init__(autoescape=True, undefined=StrictUndefined, finalize=finalize, keep_trailing_newline=True)
        self.globals.clear()
        self.filters = {name: self.filters[name] for name in FILTERS}
        self.filters |= {name: _of_text(self.filters[name]) for name in _TEXT_FILTERS}
        # Autoescape does what authors of docxtpl ask `|e` for; escaping by itself would let None through.
        self.filters |= {"join": _joined, "e": _checked, "escape": _checked} | GATES
        self.filters |= {"replace": _replaced, "sum": _sum, "round": _round}
        self.filters |= VIETNAMESE_FILTERS
        self.filters |= {name: _few(self.filters[name]) for name in ("batch", "slice")}
        self.join_strictly = _joined
        self.written = written if finalize is printable else _written_by(finalize)
        self.looped, self.used = looped, used

    def call_binop(self, context: Context, operator: str, left: Any, right: Any) -> Any:
        """Compute with numbers only: a text added to itself again and again would fill the memory."""
        return _number(self.binop_table[operator](_number(left), _number(right)))

    def printed(self, obj: Any, attribute: str) -> str:
        """Return what `{{ obj.attribute }}` writes."""
        if type(obj) is TracedDict:
            try:
                return self.written(obj.printed(attribute))
            except KeyError:
                pass
        return self.written(self.getattr(obj, attribute))

    def getattr(self, obj: Any, attribute: str) -> Any:
        """Return `obj.attribute`; for a dictionary the entry of that name."""
        if isinstance(obj, dict):
            try:
                return obj[attribute]
            except KeyError:
                pass
        return used(super().getattr(used(obj), attribute))

    def getitem(self, obj: Any, argument: Any) -> Any:
        """Return `obj[argument]`, on the short way for dictionaries and lists."""
        if isinstance(obj, (dict, list, tuple)):
            try:
                return obj[argument]
            except (KeyError, IndexError, TypeError):
                pass
        return used(super().getitem(used(obj), argument))
