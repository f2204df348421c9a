"""Tags as an author types them into the text of a paragraph.

In: the text of one paragraph. Out: `Tag` values with their place in it, and the tag as Jinja is to read it. Touches: nothing.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

OPENINGS = {"{{": "}}", "{%": "%}", "{#": "#}"}
MAX_TAG = 4_000
"""Characters within which a tag must close; beyond them a lone quote is taken for an apostrophe."""

_OPENING = re.compile(r"\{[{%#]")
_CLOSING_QUOTE = {'"': '"', "'": "'", "“": "”", "”": "”", "„": "”", "‘": "’", "’": "’"}
_PREFIX = re.compile(r"\{[{%#](?:[-+]|(?:p|tr|tc|r)(?=[ \u00a0]))?[ \u00a0]?")
# Inside a string literal of a tag these would mislead whoever looks for delimiters; Jinja reads the escapes back.
_HIDDEN = {character: f"\\u{ord(character):04x}" for character in "{}%#“”„‘’<>&"}


@dataclass(frozen=True, slots=True)
class Tag:
    """A tag in the text of a paragraph: `text[start:end]`; `end` is None where it is never closed."""

    start: int
    end: int | None
    typed: str

    @property
    def is_comment(self) -> bool:
        """True for `{# … #}`."""
        return self.typed.startswith("{#")


def find_tags(text: str) -> Iterator[Tag]:
    """Yield the tags of the text in order; a quoted delimiter inside a tag does not close it."""
    place = 0
    while opening := _OPENING.search(text, place):
        end = _end_of_tag(text, opening.start())
        yield Tag(opening.start(), end, text[opening.start() : end])
        if end is None:
            return
        place = end


def _end_of_tag(text: str, start: int) -> int | None:
    closing = OPENINGS[text[start : start + 2]]
    if closing == "#}":
        found = text.find(closing, start + 2)
        return found + 2 if found >= 0 else None
    quote = None
    place = start + 2
    while place < min(len(text), start + MAX_TAG):
        character = text[place]
        if quote is not None:
            if character == "\\":
                place += 1
            elif character == quote:
                quote = None
        elif text.startswith(closing, place):
            return place + 2
        elif character in _CLOSING_QUOTE:
            quote = _CLOSING_QUOTE[character]
        place += 1
    # An apostrophe may be no quote at all: then the first closing delimiter ends the tag, and Jinja names the mistake.
    found = text.find(closing, start + 2)
    return found + 2 if found >= 0 else None


def is_spoiled(tag: str) -> bool:
    """True for a tag with p, tr, tc or r that holds `%` or `}` outside a string: docxtpl would end it there."""
    prefix = _PREFIX.match(tag)
    if prefix is None or not prefix.group().strip("{%#").strip(" \u00a0") or tag.startswith("{#") or prefix.group()[2:3] in "-+":
        return False
    return any(sign in "%}" for sign in "".join(_straightened(tag[prefix.end() : -2])))


def unclosed_quote(tag: str) -> bool:
    """True if a quotation mark inside the tag is never closed."""
    body, place = tag[2:-2], 0
    while place < len(body):
        closing = _CLOSING_QUOTE.get(body[place])
        if closing:
            end = _end_of_string(body, place, closing)
            if end is None:
                return True
            place = end
        place += 1
    return False


def without_strings(tag: str) -> str:
    """Return the tag with its strings left out."""
    body = tag[2:-2]
    kept, place = [], 0
    while place < len(body):
        closing = _CLOSING_QUOTE.get(body[place])
        end = _end_of_string(body, place, closing) if closing else None
        if end is None:
            kept.append(body[place])
        place = (place if end is None else end) + 1
    return tag[:2] + "".join(kept) + tag[-2:]


def readable(tag: str, mark: str = "") -> str:
    """Return the tag as Jinja reads it: straight quotes around strings, strings without delimiters, plain blanks.

    `mark` is put before the closing delimiter, except where docxtpl knows the tag by its every sign.
    """
    prefix = _PREFIX.match(tag)
    head = prefix.group().replace("\u00a0", " ") if prefix else tag[:2]
    body = tag[len(prefix.group()) if prefix else 2 : -2]
    if tag.startswith("{#") or body.strip() in ("vm", "hm"):
        return head + body + tag[-2:]
    straight = unicodedata.normalize("NFC", "".join(_straightened(body)))
    wrap = {"{{r": "in_run", "{{p": "in_paragraph"}.get(head.strip())
    if wrap is not None and straight.strip():
        straight = f"({straight.strip()})|{wrap} "
    trim = "-" if straight.endswith("-") else ""
    return head + straight.removesuffix("-") + mark + trim + tag[-2:]


def _straightened(body: str) -> Iterator[str]:
    place = 0
    while place < len(body):
        character = body[place]
        closing = _CLOSING_QUOTE.get(character)
        end = _end_of_string(body, place, closing) if closing else None
        if end is None:
            yield " " if character == "\u00a0" else character
            place += 1
            continue
        straight = character if character in "\"'" else '"'
        inner = body[place + 1 : end].replace("{_{", "{{").replace("}_}", "}}").replace("{_%", "{%").replace("%_}", "%}")
        if straight != character:
            inner = inner.replace('"', '\\"')
        yield straight + "".join(_HIDDEN.get(letter, letter) for letter in inner) + straight
        place = end + 1


def _end_of_string(body: str, start: int, closing: str) -> int | None:
    place = start + 1
    while place < len(body):
        if body[place] == "\\":
            place += 1
        elif body[place] == closing:
            return place
        place += 1
    return None
