"""Which styles a template uses, where it first does, and what in it hides its styles.

In: the parts of Word that hold text, as trees. Out: `Uses`. Touches: nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from lxml import etree

from .reading import place_of
from .source import W

_NAMING = tuple(
    f"{W}{name}"
    for name in ("pStyle", "rStyle", "tblStyle", "clickAndTypeStyle", "defaultTableStyle", "styleLink", "numStyleLink")
)
_TYPED = frozenset(f"{W}{name}" for name in ("rFonts", "sz", "szCs"))
_TOKEN = re.compile(r'"([^"]*)"|(\S+)')


@dataclass
class Uses:
    """What the stories of a template ask of its styles.

    `styles` are ids with the place of their first use, `names` what fields name (in small letters), `lists` numbers of lists
    given directly; `direct` counts the paragraphs with formatting of their own, `first_direct` is the place of the first.
    """

    styles: dict[str, str] = field(default_factory=dict)
    names: set[str] = field(default_factory=set)
    lists: set[str] = field(default_factory=set)
    direct: int = 0
    first_direct: str = ""


def value_of(element: etree._Element | None) -> str:
    """Return `w:val`, "" where there is none."""
    return (element.get(f"{W}val") if element is not None else None) or ""


def uses_of(stories: Mapping[str, etree._Element]) -> Uses:
    """Return what all stories use; the body is to come first, so that places are told where an author looks."""
    uses = Uses()
    for part, root in stories.items():
        numbers = {paragraph: number for number, paragraph in enumerate(root.iter(f"{W}p"), 1)}
        for named in root.iter(*_NAMING):
            # The styles that a list is bound to are no text that uses them.
            if named.getparent() is not None and named.getparent().tag != f"{W}lvl":  # type: ignore[union-attr]
                uses.styles.setdefault(value_of(named), place_of(part, _number(named, numbers), None))
        uses.lists |= {value_of(each) for each in root.iter(f"{W}numId")} if root.tag != f"{W}numbering" else set()
        uses.names |= set(_names(root))
        for paragraph, number in numbers.items():
            if _is_direct(paragraph):
                uses.direct += 1
                uses.first_direct = uses.first_direct or place_of(part, number, None)
    return uses


def _number(named: etree._Element, numbers: Mapping[etree._Element, int]) -> int:
    around = next(named.iterancestors(f"{W}p"), None)
    if around is None:
        table = next(named.iterancestors(f"{W}tbl"), None)
        around = next(table.iter(f"{W}p"), None) if table is not None else None
    return numbers.get(around, 0) if around is not None else 0


def _names(root: etree._Element) -> Iterator[str]:
    """Yield the words of field codes, in small letters: the names of styles are among them (STYLEREF, TOC \\t)."""
    codes = ["".join(each.text or "" for each in paragraph.iter(f"{W}instrText")) for paragraph in root.iter(f"{W}p")]
    codes += [each.get(f"{W}instr") or "" for each in root.iter(f"{W}fldSimple")]
    for quoted, bare in (found for code in codes if code for found in _TOKEN.findall(code)):
        yield from (word.strip().lower() for word in (quoted or bare, *re.split("[;,]", quoted)) if word.strip())


def _is_direct(paragraph: etree._Element) -> bool:
    """True if font, size or spacing is typed in the paragraph itself, so that no style can change it."""
    if paragraph.find(f"{W}pPr/{W}spacing") is not None:
        return True
    for run in paragraph.iter(f"{W}r"):
        properties = run.find(f"{W}rPr")
        if properties is None or run.find(f"{W}t") is None or next(run.iterancestors(f"{W}p")) is not paragraph:
            continue
        if any(each.tag in _TYPED and set(each.attrib) - {f"{W}hint"} for each in properties):
            return True
    return False
