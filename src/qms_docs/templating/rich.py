"""Texts that bring their own look: RichText, RichTextParagraph, Listing, with docxtpl's names and arguments.

In: texts and looks. Out: runs and paragraphs. Touches: nothing.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from markupsafe import escape

from ..diagnostics import say
from .environment import written
from .markup import BLOCK, RUN, TEXT, MarkupValue, RefusedMarkupError, WrongPlaceError
from .resources import FILLING, current

_R_NS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_COLOUR = re.compile(r"#?([0-9A-Fa-f]{6})|auto")
_LANGUAGE = re.compile(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*")
_ADDRESS = re.compile(r"(?:https?://|mailto:)[^\s\x00-\x20<>\"{}|\\^`\x7f-\x9f]+")
_UNDERLINES = re.compile(
    "single|words|double|thick|dotted|dottedHeavy|dash|dashedHeavy|dashLong|dashLongHeavy|dotDash|dashDotHeavy|dotDotDash"
    "|dashDotDotHeavy|wave|wavyHeavy|wavyDouble|none"
)
_REGIONS = ("ascii", "hAnsi", "cs", "eastAsia")
_HIGHEST_SIZE = 3276


def run_of(text: Any, properties: str = "") -> str:
    """Return a run that holds a plain text."""
    wrapped = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    return f'<w:r>{wrapped}<w:t xml:space="preserve">{written(text)}</w:t></w:r>'


class Listing(MarkupValue):
    r"""A text whose `\n`, `\t`, `\a` and `\f` are carried out, in the look of its tag; so is any plain text here."""

    def __init__(self, text: Any) -> None:
        self.text = text

    def plain(self) -> str:
        """Return the text itself."""
        return str(self.text) if type(self.text) is int else self.text

    def markup(self, place: str) -> str:
        """Return the text, with the run or paragraph around it that the place asks for."""
        if place == TEXT:
            return written(self.text)
        if place not in (RUN, BLOCK):
            raise WrongPlaceError("Listing", TEXT)
        return run_of(self.text) if place == RUN else f"<w:p>{run_of(self.text)}</w:p>"


@dataclass(frozen=True, slots=True)
class _Piece:
    """A text with its look, not looked at before it is printed."""

    text: Any
    look: dict[str, Any]

    def markup(self) -> str:
        made = run_of(self.text, _properties(**self.look))
        url, url_id = self.look.get("url"), self.look.get("url_id")
        if not url and not url_id:
            return made
        key = current().relate("hyperlink", address(url), external=True) if url else _known_relation(url_id)
        return f'<w:hyperlink xmlns:r="{_R_NS}" r:id="{key}" w:tgtFrame="_blank">{made}</w:hyperlink>'


class RichText(MarkupValue):
    """Text in several looks for `{{r }}`; takes what docxtpl's RichText takes, and `url` for links."""

    def __init__(self, text: Any = None, **look: Any) -> None:
        self._pieces: list[_Piece] = []
        if text is not None and text != "":
            self.add(text, **look)

    def add(
        self,
        text: Any,
        style: str | None = None,
        color: str | None = None,
        highlight: str | None = None,
        size: int | None = None,
        subscript: bool | None = None,
        superscript: bool | None = None,
        bold: bool = False,
        italic: bool = False,
        underline: bool | str = False,
        strike: bool = False,
        font: str | None = None,
        url_id: str | None = None,
        rtl: bool = False,
        lang: str | None = None,
        url: str | None = None,
    ) -> None:
        """Add a text with its look, or all of another RichText in its own looks.

        `style` is a character style by id or name, `size` counts half points, `highlight` is a shade; `url` is an address,
        `url_id` the id of a relationship that the template has.
        """
        look = {name: value for name, value in locals().items() if name not in ("self", "text") and value}
        self._pieces += text._pieces if isinstance(text, RichText) else (_Piece(text, look),)

    def markup(self, place: str) -> str:
        """Return the runs, in a paragraph of their own for `{{p }}`."""
        if place not in (RUN, BLOCK):
            raise WrongPlaceError("RichText", RUN)
        made = "".join(piece.markup() for piece in self._pieces)
        return made if place == RUN else f"<w:p>{made}</w:p>"


class RichTextParagraph(MarkupValue):
    """Paragraphs for `{{p }}`, each with a style of its own."""

    def __init__(self, text: Any = None, **look: Any) -> None:
        self._paragraphs: list[tuple[RichText, str | None]] = []
        if text is not None and text != "":
            self.add(text, **look)

    def add(self, text: Any, parastyle: str | None = None) -> None:
        """Add a paragraph; `parastyle` is a paragraph style by id or name."""
        kept = RichText()
        kept.add(text)
        self._paragraphs.append((kept, parastyle))

    def markup(self, place: str) -> str:
        """Return the paragraphs."""
        if place != BLOCK:
            raise WrongPlaceError("RichTextParagraph", BLOCK)
        made = ((f"<w:pPr>{_style('pStyle', style)}</w:pPr>" if style else "", text) for text, style in self._paragraphs)
        return "".join(f"<w:p>{properties}{text.markup(RUN)}</w:p>" for properties, text in made)


R = RichText
RP = RichTextParagraph


def _properties(**look: Any) -> str:
    """Return the inside of `w:rPr`, in the order that Word's schema asks for."""
    rtl = look.get("rtl")
    made = [_style("rStyle", look["style"]) if "style" in look else ""]
    made.append(_font(look["font"]) if "font" in look else "")
    for name, tag in (("bold", "b"), ("italic", "i")):
        made.append((f"<w:{tag}/>" + (f"<w:{tag}Cs/>" if rtl else "")) if name in look else "")
    made.append("<w:strike/>" if "strike" in look else "")
    made.append(f'<w:color w:val="{_colour(look["color"])}"/>' if "color" in look else "")
    made.append('<w:sz w:val="{0}"/><w:szCs w:val="{0}"/>'.format(_size(look["size"])) if "size" in look else "")
    made.append(f'<w:u w:val="{_underline(look["underline"])}"/>' if "underline" in look else "")
    made.append(f'<w:shd w:val="clear" w:color="auto" w:fill="{_colour(look["highlight"])}"/>' if "highlight" in look else "")
    raised = "superscript" if "superscript" in look else "subscript" if "subscript" in look else ""
    made.append(f'<w:vertAlign w:val="{raised}"/>' if raised else "")
    made.append("<w:rtl/>" if rtl else "")
    made.append(f'<w:lang w:val="{_checked("lang", look["lang"], _LANGUAGE)}"/>' if "lang" in look else "")
    return "".join(made)


def _refused(name: str, value: Any) -> RefusedMarkupError:
    return RefusedMarkupError(
        say("«{value}» is no value for «{name}».", name=name, value=str(value)[:80]), say("Correct it where the value is made.")
    )


def _checked(name: str, value: Any, pattern: re.Pattern[str]) -> str:
    if not isinstance(value, str) or not pattern.fullmatch(value):
        raise _refused(name, value)
    return value


def _colour(value: Any) -> str:
    return _checked("color", value, _COLOUR).removeprefix("#")


def _size(value: Any) -> int:
    if isinstance(value, str) and value.isascii() and value.isdecimal():
        value = int(value)
    if type(value) is not int or not 1 <= value <= _HIGHEST_SIZE:
        raise _refused("size", value)
    return value


def _underline(value: Any) -> str:
    return "single" if value is True else _checked("underline", value, _UNDERLINES)


def _font(value: Any) -> str:
    region, _, name = value.rpartition(":") if isinstance(value, str) else ("", "", "")
    if not name or (region and region not in _REGIONS) or len(name) > 64 or not name.isprintable():
        raise _refused("font", value)
    regions = dict.fromkeys(("ascii", "hAnsi", "eastAsia" if region == "eastAsia" else "cs", "cs"))
    order = [each for each in ("ascii", "hAnsi", "eastAsia", "cs") if each in regions]
    return "<w:rFonts" + "".join(f' w:{each}="{escape(name)}"' for each in order) + "/>"


def _style(tag: str, value: Any) -> str:
    if not isinstance(value, str) or not value.isprintable():
        raise _refused("style", value)
    kind = "character" if tag == "rStyle" else "paragraph"
    return f'<w:{tag} w:val="{escape(current().style(value, kind) if FILLING.get() is not None else value)}"/>'


def is_address(url: str) -> bool:
    """Return whether a link may lead to an address: to the web, or to a mailbox."""
    return _ADDRESS.fullmatch(url) is not None


def address(url: Any) -> str:
    """Return the address of a link; raises RefusedMarkupError for any but http, https and mailto."""
    if not isinstance(url, str) or not is_address(url):
        raise RefusedMarkupError(
            say("«{url}» is no address for a link.", url=str(url)[:80]),
            say("Give an address that begins with https://, http:// or mailto:."),
        )
    return url


def _known_relation(url_id: Any) -> str:
    found = current().ground.relations(current().part).get(str(url_id))
    if found is None or found.kind != "hyperlink":
        raise RefusedMarkupError(
            say("The template has no link «{key}» here.", key=str(url_id)[:80]), say("Give the address itself, as «url».")
        )
    return str(url_id)
