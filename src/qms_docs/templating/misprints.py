"""Slips of the hand in typing a tag, told from its text alone.

In: tags and the text between them. Out: the name of the fault and what fills its message. Touches: nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from .tags import MAX_TAG, OPENINGS, Tag, is_spoiled, unclosed_quote, without_strings

Misprint = tuple[str, dict[str, object]]
"""Name of the fault, and what fills its message."""

_PREFIXES = "tr|tc|p|r"
_WORDS = "if|for|endif|endfor|else|elif|set"
_GLUED = re.compile(rf"\{{%[-+]?({_PREFIXES})({_WORDS})\b")
_APART = re.compile(rf"\{{(?:%[-+]?[ \u00a0]+({_PREFIXES})[ \u00a0]+(?:{_WORDS})\b|\{{[-+]?[ \u00a0]+({_PREFIXES})[ \u00a0]+\w)")
_ELSE_IF = re.compile(rf"\{{%[-+]?(?:{_PREFIXES})?[ \u00a0]*else[ \u00a0]+if\b")
_EMPTY = re.compile(rf"\{{[{{%][-+]?(?:{_PREFIXES})?[ \u00a0]*[-+]?[%}}]\}}")
_CONDITION = re.compile(rf"\{{(?:\{{|%[-+]?(?:{_PREFIXES})?[ \u00a0]*(?:if|elif)\b)")
_EQUALS = re.compile(r"(?<![=!<>])=(?!=)")
_BRACKETS = re.compile(r"\([^()]*\)")
_DELIMITER = re.compile(r"\{[{%#]|[}%#]\}")
_CLOSING = re.compile(r"[}%]\}|#\}")
_SINGLE = re.compile(r"(?<!\{)\{[ \u00a0]*([^\W\d]\w*)((?:\.\w+|\[\d+\])*)[ \u00a0]*\}(?!\})")


def misprint_of(tag: Tag) -> Misprint | None:
    """Return what is wrong in the way the tag is typed, or None."""
    if tag.is_comment:
        return ("tag-not-closed", {}) if tag.end is None else None
    typed = tag.typed
    if tag.end is None:
        return _unclosed(typed)
    if glued := _GLUED.match(typed):
        return "prefix-glued", {"prefix": glued[1], "word": glued[2]}
    if apart := _APART.match(typed):
        return "prefix-apart", {"prefix": apart[1] or apart[2]}
    if len(typed) > MAX_TAG:
        return "tag-too-long", {"limit": MAX_TAG}
    if _EMPTY.fullmatch(typed):
        return "empty-tag", {}
    if unclosed_quote(typed):
        return "quote-not-closed", {}
    plain = without_strings(typed)
    if inner := _DELIMITER.search(plain[2:-2]):
        return ("tag-inside-tag" if inner.group().startswith("{") else "wrong-closing"), {}
    if is_spoiled(typed):
        return "sign-in-tag", {}
    if _ELSE_IF.match(plain):
        return "else-if", {}
    if _CONDITION.match(plain) and _EQUALS.search(_unbracketed(plain)):
        return "equals-once", {}
    return None


def _unclosed(typed: str) -> Misprint:
    other = _DELIMITER.search(typed, 2)
    if other and other.group() not in (OPENINGS[typed[:2]], *OPENINGS):
        return "wrong-closing", {}
    return "tag-not-closed", {}


def _unbracketed(text: str) -> str:
    """Return the text without what stands in brackets, where «=» names an argument."""
    while (shorter := _BRACKETS.sub("", text)) != text:
        text = shorter
    return text


def strays(pieces: Iterable[str], words: Iterable[str]) -> Iterator[Misprint]:
    """Yield what looks like a tag in the text between tags: a closing without opening, a known word in single braces."""
    known = set(words)
    for piece in pieces:
        for closing in _CLOSING.finditer(piece):
            yield "closing-without-opening", {"sign": closing.group()}
        for single in _SINGLE.finditer(piece):
            if single[1] in known:
                yield "single-brace", {"text": single.group(), "word": single[1] + single[2]}
