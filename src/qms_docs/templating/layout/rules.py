"""The rules of the layout decree as data: code, name, what it is about, what is asked, and where the decree says so.

In: nothing. Out: `RULES` by name, `LAYOUTS`, `LOOKS`. Touches: nothing.
"""

from __future__ import annotations

from ...diagnostics import Message, say
from .rule import LAYOUTS, Layout, Look, Rule
from .rules_of_head import OF_HEAD
from .rules_of_page import OF_PAGE
from .rules_of_text import OF_TEXT

__all__ = ["LAYOUTS", "LOOKS", "RULES", "Layout", "Look", "Rule", "asked_of", "looks_for"]

RULES: dict[str, Rule] = {rule.name: rule for rule in (*OF_PAGE, *OF_HEAD, *OF_TEXT)}

_SMALL, _LARGE = (12.0, 13.0), (13.0, 14.0)
LOOKS: tuple[Look, ...] = (
    Look("nation", _SMALL, bold=True, italic=False, upper=True),
    Look("motto", _LARGE, bold=True, italic=False, upper=False),
    Look("agency-above", _SMALL, bold=False, italic=False, upper=True),
    Look("agency", _SMALL, bold=True, italic=False, upper=True),
    Look("number", (13.0, 13.0), bold=False, italic=False),
    Look("date", _LARGE, bold=False, italic=True),
    Look("type", _LARGE, bold=True, italic=False, upper=True, align="center"),
    Look("summary", _LARGE, bold=True, italic=False, upper=False, align="center"),
    Look("letter-summary", _SMALL, bold=False, italic=False, upper=False),
    Look("authority", _LARGE, bold=True, italic=False, upper=True, align="center"),
    Look("decided", _LARGE, bold=True, italic=False, upper=True, align="center"),
    Look("basis", _LARGE, bold=False, italic=True, align="both"),
    Look("addressed", _LARGE, bold=False, italic=False),
    Look("section", _LARGE, bold=True, italic=False, upper=True),
    Look("chapter", _LARGE, bold=True, italic=False, upper=False, align="center"),
    Look("chapter-title", _LARGE, bold=True, italic=False, upper=True, align="center"),
    Look("post", _LARGE, bold=True, italic=False, upper=True),
    Look("name", _LARGE, bold=True, italic=False, upper=False),
    Look("recipients-head", (12.0, 12.0), bold=True, italic=True, upper=False),
    Look("recipients", (11.0, 11.0), bold=False, italic=False),
    Look("annex", (14.0, 14.0), bold=True, italic=False, upper=False, align="center"),
    Look("annex-title", _LARGE, bold=True, italic=False, upper=True, align="center"),
    Look("annex-attached", _LARGE, bold=False, italic=True, align="center"),
    Look("attached", _LARGE, bold=False, italic=True, align="center"),
)
"""What each part of a paper looks like; `basis` differs before 05/3/2020."""


def looks_for(layout: str) -> tuple[Look, ...]:
    """Return the looks of a layout: grounds are upright in tt01."""
    if layout != "tt01":
        return LOOKS
    return tuple(Look(**{**vars(look), "italic": False}) if look.role == "basis" else look for look in LOOKS)


def asked_of(rule: Rule, layout: str) -> Message:
    """Return what a rule asks for in a layout."""
    given = rule.asked_before if layout == "tt01" and rule.asked_before is not None else rule.asked
    if given is not None:
        return given
    role, _, side = rule.name.rpartition("-")
    look = next((each for each in looks_for(layout) if each.role == role), None)
    if look is None:
        return say("as the decree says")
    if side == "size":
        return size_range(*look.size)
    if side == "style":
        return style_name(bool(look.bold), bool(look.italic))
    if side == "align":
        return align_name(look.align or "both")
    return say("capital letters") if look.upper else say("small letters, the first ones capital")


def size_range(low: float, high: float) -> Message:
    """Return a size or range of sizes as shown."""
    if low == high:
        return say("{size} pt", size=f"{low:g}")
    return say("{low} to {high} pt", low=f"{low:g}", high=f"{high:g}")


def style_name(bold: bool, italic: bool) -> Message:
    """Return weight and posture as shown."""
    if bold:
        return say("bold, italic") if italic else say("bold, upright")
    return say("not bold, italic") if italic else say("not bold, upright")


def align_name(align: str) -> Message:
    """Return an alignment as shown."""
    names = {"center": say("centred"), "right": say("right"), "both": say("justified on both sides")}
    return names.get(align, say("left"))
