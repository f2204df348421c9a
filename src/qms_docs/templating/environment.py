"""The sandbox in which templates run: strict, escaping, without code.

In: values of a document. Out: text fit for `w:t`. Touches: nothing.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable
from functools import lru_cache, wraps
from typing import Any

from jinja2 import StrictUndefined, nodes
from jinja2.compiler import CodeGenerator, Frame
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup, escape

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

_FILTERS = """
abs batch capitalize count d default dictsort e escape first float groupby int items join last length list lower map max min
reject rejectattr replace reverse round select selectattr slice sort string sum title trim truncate unique upper
"""
FILTERS = frozenset(_FILTERS.split())
_TEXT_FILTERS = ("capitalize", "lower", "replace", "string", "title", "trim", "truncate", "upper")
"""Filters of Jinja that a template may use: none that runs methods, prints Python, draws lots or lets markup through."""


class UnprintableValueError(ValueError):
    """A value that must not be printed: nothing, a truth value, a character Word cannot hold."""


def clean(value: str) -> str:
    """Return the text in NFC with single line ends; raises UnprintableValueError for a character Word cannot hold."""
    if not unicodedata.is_normalized("NFC", value):
        value = unicodedata.normalize("NFC", value)
    if _SPECIAL.search(value):
        if found := _ILLEGAL.search(value):
            raise UnprintableValueError(f"U+{ord(found.group()):04X}")
        value = value.replace("\r\n", "\n").replace("\r", "\n")
    return value


@lru_cache(maxsize=8192)
def _printable_text(value: str) -> str:
    text = clean(value)
    if _BREAK.search(text):
        return Markup("").join(_BREAKS[piece] if piece in _BREAKS else escape(piece) for piece in _BREAK.split(text))
    return text


def printable(value: Any) -> Any:
    """Return what a `{{ }}` prints in a text run; Jinja escapes it afterwards.

    Raises UnprintableValueError for None, booleans, containers and illegal characters: none may pass in silence.
    """
    kind = type(value)
    if kind is str:
        return _printable_text(value)
    if kind is int or isinstance(value, (Markup, StrictUndefined)):
        return value
    if hasattr(kind, "__html__"):
        return _markup(value)
    raise UnprintableValueError(kind.__name__)


def _markup(value: Any) -> Markup:
    """Return what docxtpl's own objects (RichText, Listing …) hold, their line ends carried out."""
    return Markup(_BREAK.sub(lambda mark: str(_BREAKS[mark[1]]), clean(str(value.__html__()))))


def in_run(value: Any) -> Any:
    """The value of a `{{r … }}`: a plain text gets the run that the tag has taken away."""
    if type(value) is str:
        return Markup('<w:r><w:t xml:space="preserve">{}</w:t></w:r>').format(printable(value))
    return value


def in_paragraph(value: Any) -> Any:
    """The value of a `{{p … }}`: a plain text gets the paragraph that the tag has taken away."""
    return Markup("<w:p>{}</w:p>").format(in_run(value)) if type(value) is str else value


def printable_in_property(value: Any) -> Any:
    """Like `printable`, for document properties, where a line break is a blank."""
    return re.sub(r"\s*[\n\t\a\f]\s*", " ", clean(value)) if type(value) is str else printable(value)


def _checked(value: Any) -> Any:
    """The filter `e`: the value itself, once it is known to be printable."""
    return clean(value) if type(value) is str else printable(value)


def _joined(value: Iterable[Any], separator: str = "", attribute: str | int | None = None) -> str:
    """The filter `join`, which refuses what may not be printed."""
    items = value if attribute is None else (item[attribute] for item in value)
    return separator.join(str(printable(item)) if type(item) is not str else item for item in items)


def _of_text(original: Callable[..., Any]) -> Callable[..., Any]:
    """Return a filter of text that refuses what may not be printed: None must not become «NONE»."""
    place = 1 if hasattr(original, "jinja_pass_arg") else 0

    @wraps(original)
    def checked(*arguments: Any, **options: Any) -> Any:
        return original(*arguments[:place], _checked(arguments[place]), *arguments[place + 1 :], **options)

    return checked


class _StrictCodeGenerator(CodeGenerator):
    """Joins with `~` like the filter `join`, and lets constants through the same gate as values."""

    def _output_child_to_const(self, node: nodes.Expr, frame: Frame, finalize: Any) -> str:
        if not isinstance(node, nodes.TemplateData):
            # Jinja escapes a constant before it is finalized, so `{{ none }}` would be a text by then.
            raise nodes.Impossible
        return super()._output_child_to_const(node, frame, finalize)

    def visit_Concat(self, node: nodes.Concat, frame: Frame) -> None:  # noqa: N802  jinja2 names it
        self.write("environment.join_strictly((")
        for part in node.nodes:
            self.visit(part, frame)
            self.write(", ")
        self.write("))")


class TemplateEnvironment(ImmutableSandboxedEnvironment):
    """Jinja without access to Python: plain dictionaries are looked up by key first, so data never meets methods."""

    code_generator_class = _StrictCodeGenerator

    def __init__(self, finalize: Any = printable) -> None:
        super().__init__(autoescape=True, undefined=StrictUndefined, finalize=finalize, keep_trailing_newline=True)
        self.globals.clear()
        self.filters = {name: self.filters[name] for name in FILTERS}
        self.filters |= {name: _of_text(self.filters[name]) for name in _TEXT_FILTERS}
        # Autoescape does what authors of docxtpl ask `|e` for; escaping by itself would let None through.
        self.filters |= {"join": _joined, "e": _checked, "escape": _checked, "in_run": in_run, "in_paragraph": in_paragraph}
        self.join_strictly = _joined

    def getattr(self, obj: Any, attribute: str) -> Any:
        """Return `obj.attribute`; for a dictionary the entry of that name."""
        if type(obj) is dict:
            try:
                return obj[attribute]
            except KeyError:
                pass
        return super().getattr(obj, attribute)

    def getitem(self, obj: Any, argument: Any) -> Any:
        """Return `obj[argument]`, on the short way for dictionaries and lists."""
        if type(obj) in (dict, list, tuple):
            try:
                return obj[argument]
            except (KeyError, IndexError, TypeError):
                pass
        return super().getitem(obj, argument)
