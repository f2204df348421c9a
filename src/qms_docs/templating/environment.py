"""The sandbox in which templates run: strict, escaping, without code.

In: values of a document. Out: text fit for `w:t`. Touches: nothing.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Any

from jinja2 import StrictUndefined
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup, escape

_ILLEGAL = re.compile("[\x00-\x06\x08\x0b\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
# `\a` and `\f` are docxtpl's marks for a new paragraph and a new page inside a value.
_SPECIAL = re.compile("[\x00-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
NEW_PARAGRAPH, NEW_PAGE = "qms-paragraph", "qms-page"
_BREAKS = {
    "\n": Markup('</w:t><w:br/><w:t xml:space="preserve">'),
    "\t": Markup('</w:t><w:tab/><w:t xml:space="preserve">'),
    "\a": Markup(f'</w:t><w:br w:type="{NEW_PARAGRAPH}"/><w:t xml:space="preserve">'),
    "\f": Markup(f'</w:t><w:br w:type="{NEW_PAGE}"/><w:t xml:space="preserve">'),
    "\r": Markup(""),
}
_BREAK = re.compile("([\n\t\a\f\r])")


class UnprintableValueError(ValueError):
    """A value that must not be printed: nothing, a truth value, a character Word cannot hold."""


def printable(value: Any) -> Any:
    """Return what a `{{ }}` prints in a text run; Jinja escapes it afterwards.

    Raises UnprintableValueError for None, booleans, containers and illegal characters: none may pass in silence.
    """
    kind = type(value)
    if kind is str:
        if not unicodedata.is_normalized("NFC", value):
            value = unicodedata.normalize("NFC", value)
        if _SPECIAL.search(value):
            if found := _ILLEGAL.search(value):
                raise UnprintableValueError(f"U+{ord(found.group()):04X}")
            return Markup("").join(_BREAKS.get(piece) or escape(piece) for piece in _BREAK.split(value))
        return value
    if kind is int or isinstance(value, (Markup, StrictUndefined)) or hasattr(value, "__html__"):
        return value
    raise UnprintableValueError(kind.__name__)


def printable_in_property(value: Any) -> Any:
    """Like `printable`, for document properties, where a line break is a blank."""
    shown = printable(value)
    return re.sub(r"[\s\a]+", " ", value) if isinstance(shown, Markup) and isinstance(value, str) else shown


class TemplateEnvironment(ImmutableSandboxedEnvironment):
    """Jinja without access to Python: plain dictionaries are looked up by key first, so data never meets methods."""

    def __init__(self, finalize: Any = printable) -> None:
        super().__init__(autoescape=True, undefined=StrictUndefined, finalize=finalize, keep_trailing_newline=True)
        for name in ("range", "lipsum", "cycler", "joiner", "namespace", "dict"):
            self.globals.pop(name, None)

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
