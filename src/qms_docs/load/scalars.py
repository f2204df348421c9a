"""Values written as YAML the way an author of the workspace writes them.

In: plain data — dicts, lists, text, None. Out: text of a flow value, or lines of a block. Touches: nothing.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Mapping
from typing import Any

from yaml.emitter import Emitter

WIDTH = 130
_ESCAPED = re.compile(r'["\\\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff\ud800-\udfff\ufffe\uffff]')
# What another reader of YAML would take for something else than this text: null, yes and no, codes with zeros, times.
_MISREAD = re.compile(
    r"~|null|Null|NULL|y|Y|n|N|yes|Yes|YES|no|No|NO|on|On|ON|off|Off|OFF|[-+]?0[0-9_]+|[0-9]{5,}|[0-9][0-9_]*(:[0-5]?[0-9])+(\.[0-9_]*)?"
)
_LITERAL = re.compile(r"(?:[^\s\x00-\x1f](?:[^\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff]*[^\s\x00-\x1f])?\n)+\Z")
_SHORT = {"\n": "\\n", "\t": "\\t", "\r": "\\r", '"': '\\"', "\\": "\\\\"}


def _escape(found: re.Match[str]) -> str:
    sign = found.group()
    return _SHORT.get(sign) or f"\\u{ord(sign):04x}"


def scalar(text: str | None, flow: bool = False) -> str:
    """Return a text as YAML on one line: bare where it stays what it is, in double quotes elsewhere; None is `null`."""
    if text is None:
        return "null"
    analysis = Emitter(io.StringIO(), allow_unicode=True).analyze_scalar(text)
    bare = (analysis.allow_flow_plain if flow else analysis.allow_block_plain) and not analysis.multiline
    if text and bare and not _MISREAD.fullmatch(text) and not text.startswith("<<"):
        return text
    return f'"{_ESCAPED.sub(_escape, text)}"'


def inline(value: Any) -> str:
    """Return any value as YAML on one line."""
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{scalar(key, True)}: {inline(each)}" for key, each in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(inline, value)) + "]"
    return scalar(value, True)


def _has_lines(value: Any) -> bool:
    if isinstance(value, Mapping):
        return any(map(_has_lines, value.values()))
    if isinstance(value, list):
        return any(map(_has_lines, value))
    return isinstance(value, str) and "\n" in value


def _is_flat(value: Any) -> bool:
    inner = value.values() if isinstance(value, Mapping) else value
    return not any(isinstance(each, (Mapping, list)) and each for each in inner)


def after_key(value: Any, column: int, used: int) -> list[str]:
    """Return what stands behind `key:` — its rest of the line first, then lines of their own; `column` is the key's."""
    if isinstance(value, str) and _LITERAL.match(value + "\n") and "\n" in value:
        return [" |-", *(" " * (column + 2) + line for line in value.split("\n"))]
    if not isinstance(value, (Mapping, list)):
        return [f" {scalar(value)}"]
    if not value or (_is_flat(value) and not _has_lines(value) and used + len(inline(value)) < WIDTH):
        return [f" {inline(value)}"]
    return ["", *block(value, column + 2)]


def block(value: Mapping[str, Any] | list[Any], column: int) -> Iterator[str]:
    """Yield a mapping or a list, not empty, as lines that begin at `column`."""
    start = " " * column
    if isinstance(value, Mapping):
        for key, each in value.items():
            name = f"{start}{scalar(key)}:"
            rest, *more = after_key(each, column, len(name) + 1)
            yield name + rest
            yield from more
        return
    for each in value:
        yield from _item(each, column)


def _item(value: Any, column: int) -> Iterator[str]:
    start = " " * column + "- "
    nested = isinstance(value, (Mapping, list)) and bool(value)
    if nested and not (_is_flat(value) and not _has_lines(value) and column + 2 + len(inline(value)) < WIDTH):
        first, *more = block(value, column + 2)
        yield start + first.lstrip(" ")
        yield from more
        return
    rest, *more = after_key(value, column, column + 2)
    yield start + rest.removeprefix(" ")
    yield from more


def item_lines(value: Any, column: int) -> list[str]:
    """Return an entry of a list whose dash stands at `column`."""
    return list(_item(value, column))


def pair_lines(key: str, value: Any, column: int) -> list[str]:
    """Return a key with its value as lines that begin at `column`."""
    return list(block({key: value}, column))


def fresh_text(values: Mapping[str, Any], heading: tuple[str, ...] = (), schema: str | None = None) -> str:
    """Return a new file: the editor's schema, comments, the values."""
    head = [f"# yaml-language-server: $schema={schema}"] if schema else []
    return "\n".join((*head, *(f"# {line}" for line in heading), *(block(values, 0) if values else ("{}",)))) + "\n"
