"""What stands inside a tag, as Jinja reads it: its syntax, its filters, the arguments of docxtpl's own statements.

In: tags. Out: a syntax tree, or the name of the fault and what fills its message. Touches: nothing.
"""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from jinja2 import nodes
from jinja2.exceptions import TemplateAssertionError, TemplateSyntaxError

from ..diagnostics import Message
from .allowed import refused, without_calls
from .environment import TemplateEnvironment
from .faults import did_you_mean
from .tags import readable

MAX_SPAN = 63
"""Columns of a table in Word."""

_ENVIRONMENT = TemplateEnvironment()
_COLOUR = re.compile(r"[0-9A-Fa-f]{6}|auto")
_OWN = re.compile(r"^\{%\s*(colspan|cellbg)\s+(.*?)\s*%\}$", re.DOTALL)


@dataclass(frozen=True)
class Misread:
    """A fault in an expression; `values` fill its message."""

    name: str
    values: dict[str, object]
    advice: Message | None = None


def plain(typed: str) -> str:
    """Return the tag as Jinja reads it, without docxtpl's prefix."""
    return re.sub(r"^(\{[{%])[-+]?(?:(?:tr|tc|p|r)(?=[ ]))?", r"\1 ", readable(typed)).replace("-%}", "%}").replace("-}}", "}}")


def read(source: str) -> nodes.Template | Misread:
    """Return the syntax tree of whole statements, or what is wrong with them."""
    try:
        tree = without_calls(_ENVIRONMENT.parse(source))
        _ENVIRONMENT.compile(source)
    except TemplateAssertionError as error:
        return _unknown_filter(str(error.message))
    except TemplateSyntaxError as error:
        return Misread("malformed-tag", {"reason": error.message})
    except (SyntaxError, RecursionError, ValueError, OverflowError, MemoryError):
        return Misread("tag-too-complex", {})
    for _, what in refused(tree):
        return Misread("not-allowed", {"what": what})
    for name in _wrongly_called(tree):
        return Misread("wrong-filter-arguments", {"name": name})
    return tree


def _unknown_filter(message: str) -> Misread:
    found = re.search(r"'(\w+)'", message)
    name = found[1] if found else message
    known = _ENVIRONMENT.tests if "test" in message else _ENVIRONMENT.filters
    return Misread("unknown-filter", {"name": name}, did_you_mean(name, known))


def _wrongly_called(tree: nodes.Template) -> Iterator[str]:
    """Yield the filters and tests whose arguments they do not take."""
    for node in tree.find_all((nodes.Filter, nodes.Test)):
        known: Mapping[str, Any] = _ENVIRONMENT.filters if isinstance(node, nodes.Filter) else _ENVIRONMENT.tests
        names = [str(pair.key) for pair in node.kwargs if isinstance(pair, nodes.Keyword)]
        if not _takes(known[node.name], len(node.args), names):
            yield node.name


def _takes(function: Callable[..., Any], count: int, names: list[str]) -> bool:
    """Return whether the filter takes that many arguments behind its value, and those by name."""
    try:
        signature = inspect.signature(function)
    except (TypeError, ValueError):
        return True
    given = 1 + count + (1 if hasattr(function, "jinja_pass_arg") else 0)
    try:
        signature.bind(*[None] * given, **dict.fromkeys(names))
    except TypeError:
        return False
    return True


def own_statement(typed: str) -> tuple[str, nodes.Expr] | Misread | None:
    """Return name and argument of `{% colspan … %}` or `{% cellbg … %}`; None for vm and hm, which take none."""
    found = _OWN.match(plain(typed))
    if found is None:
        return None
    tree = read(f"{{{{ {found[2]} }}}}")
    if isinstance(tree, Misread):
        return tree
    output = tree.body[0]
    assert isinstance(output, nodes.Output)
    argument = output.nodes[0]
    if isinstance(argument, (nodes.Const, nodes.TemplateData)):
        value = argument.data if isinstance(argument, nodes.TemplateData) else argument.value
        if found[1] == "cellbg" and not (isinstance(value, str) and _COLOUR.fullmatch(value)):
            return Misread("not-a-colour", {"value": value})
        if found[1] == "colspan" and not (type(value) is int and 1 <= value <= MAX_SPAN):
            return Misread("not-a-count", {"value": value})
    return found[1], argument
