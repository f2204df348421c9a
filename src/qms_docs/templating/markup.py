"""Values that bring their own markup: the places where they may stand, and the proof that a stranger's markup is sound.

In: values. Out: markup that keeps a filled part well-formed. Touches: nothing.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from functools import lru_cache
from html import unescape
from typing import Any

from jinja2 import Undefined
from lxml import etree
from markupsafe import Markup

from ..diagnostics import Message, say

TEXT, RUN, BLOCK = "text", "run", "block"
"""The places of a value: inside `w:t` (`{{ }}`), instead of a run (`{{r }}`), instead of a paragraph (`{{p }}`)."""

_W_NS = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_R_NS = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_PARSER = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
_MARKS = {7: " ", 12: " "}
_RUNS = frozenset(
    [
        "r",
        "hyperlink",
        "ins",
        "del",
        "moveFrom",
        "moveTo",
        "smartTag",
        "fldSimple",
        "sdt",
        "bookmarkStart",
        "bookmarkEnd",
        "proofErr",
    ]
)
_BLOCKS = frozenset(("p", "tbl", "sdt", "bookmarkStart", "bookmarkEnd"))
_ADVICE = {
    TEXT: say("Write it as «{{{{ … }}}}» in the text of a paragraph."),
    RUN: say("Write it as «{{{{r … }}}}», which takes the place of a run."),
    BLOCK: say("Write it as «{{{{p … }}}}» alone in a paragraph."),
}


class UnprintableValueError(ValueError):
    """A value that must not be printed: nothing, a truth value, a character Word cannot hold."""


class RefusedMarkupError(UnprintableValueError):
    """A value whose markup cannot stand where it is printed; says what is wrong in its own words."""

    def __init__(self, fact: Message, advice: Message) -> None:
        super().__init__(fact, advice)
        self.fact = fact
        self.advice = advice

    def __str__(self) -> str:
        return str(self.fact)


class Sound(Markup):
    """Markup made here, known to keep a part well-formed; a `Markup` out of the data is not."""


class MarkupValue(ABC):
    """A value of ours that brings its own markup."""

    @abstractmethod
    def markup(self, place: str) -> str:
        """Return what the value writes in a place; raises RefusedMarkupError where it cannot stand."""

    def plain(self) -> str:
        """Return the text for places and filters that hold nothing else."""
        raise RefusedMarkupError(
            say("A {kind} cannot stand in a property, an attribute or a filter.", kind=type(self).__name__),
            say("Give a plain text here."),
        )

    def __html__(self) -> str:
        for place in (TEXT, RUN, BLOCK):
            try:
                return self.markup(place)
            except WrongPlaceError:
                continue
        raise AssertionError("a value has a place")

    def __str__(self) -> str:
        return self.__html__()


class WrongPlaceError(RefusedMarkupError):
    """A value printed by the wrong kind of tag."""

    def __init__(self, kind: str, right: str) -> None:
        super().__init__(say("A {kind} cannot stand in this kind of tag.", kind=kind), _ADVICE[right])


def brings_markup(value: Any) -> bool:
    """Return whether a value brings markup of its own: one of ours, or docxtpl's."""
    return hasattr(type(value), "__html__") and not isinstance(value, (Sound, Undefined))


def markup_of(value: Any, place: str) -> str:
    """Return what a value writes in a place: `Sound` for ours; a stranger's lacks its breaks yet.

    Raises RefusedMarkupError if it cannot stand there or is not sound.
    """
    return Sound(value.markup(place)) if isinstance(value, MarkupValue) else _foreign(value, place)


def plain_text(value: Any) -> Any:
    """Return the text of a value that brings its own markup, any other value as it is."""
    if isinstance(value, MarkupValue):
        return value.plain()
    return unescape(_foreign(value, TEXT)) if brings_markup(value) else value


def _foreign(value: Any, place: str) -> str:
    kind = type(value)
    if kind.__module__.startswith("docxtpl") and kind.__name__ in ("InlineImage", "Subdoc"):
        raise RefusedMarkupError(
            say("A {kind} of docxtpl belongs to docxtpl's own document.", kind=kind.__name__),
            say("Use InlineImage or SubDocument of qms_docs.templating."),
        )
    text = str(value.__html__())
    # Marks of paragraphs and pages, which XML does not know, are carried out later.
    right = _place_of(text.translate(_MARKS))
    if right not in (place, ""):
        raise WrongPlaceError(kind.__name__, right)
    return text


@lru_cache(maxsize=1024)
def _place_of(fragment: str) -> str:
    """Return the place that a fragment is made for, "" for an empty one; raises RefusedMarkupError if it is not sound."""
    if "<" not in fragment and "&" not in fragment:
        return TEXT if fragment else ""
    try:
        root = etree.fromstring(f'<x xmlns:w="{_W_NS}">{fragment}</x>', _PARSER)
    except (etree.XMLSyntaxError, ValueError) as cause:
        raise _unsound(str(cause)) from cause
    if any(str(key).startswith(_R_NS) for element in root.iter(etree.Element) for key in element.attrib):
        raise _unsound("r:id")
    if not len(root):
        return TEXT
    loose = [root.text, *(each.tail for each in root)]
    names = {each.tag[len(_W_NS) + 2 :] if str(each.tag).startswith(f"{{{_W_NS}}}") else "?" for each in root}
    if any((text or "").strip() for text in loose) or not (names <= _RUNS or names <= _BLOCKS):
        raise _unsound(", ".join(sorted(names)))
    return RUN if names <= _RUNS else BLOCK


def _unsound(reason: str) -> RefusedMarkupError:
    return RefusedMarkupError(
        say("The value's markup cannot stand in a Word file: {reason}.", reason=reason[:200]),
        say("Use the values of qms_docs.templating: RichText, RichTextParagraph, Listing, InlineImage, SubDocument."),
    )
