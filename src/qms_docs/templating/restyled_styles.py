"""The styles of the base set into a template: matched by name, the template's own ids kept.

In: two `w:styles`, what the template uses. Out: `Merged`, the `w:styles` to be. Touches: nothing.
The text of a template names styles by id; as these stay, no part with text has to be touched.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from copy import deepcopy
from dataclasses import dataclass

from lxml import etree

from .source import W
from .style_changes import ChangeKind, StyleChange, compared, name_of, plain_sides
from .style_uses import Uses, value_of

STYLE = f"{W}style"
_WHOLE = (f"{W}docDefaults", f"{W}latentStyles")
_LINKS = ("basedOn", "next", "link")
# Ids that programs count up; the same one in two files means nothing.
_COUNTED = re.compile(r"[a-z]\w{0,2}|(?:style|kiu|kieu|custom)\d*", re.IGNORECASE)
Styles = dict[str, etree._Element]


@dataclass(frozen=True)
class Merged:
    """The styles to be; `ids` leads from an id of the base to that in the template, `kept` are the template's own."""

    root: etree._Element
    old: Styles
    ids: Mapping[str, str]
    kept: tuple[str, ...]

    @property
    def new(self) -> Styles:
        """The styles to be by id."""
        return styles_by_id(self.root)


def styles_by_id(root: etree._Element) -> Styles:
    """Return the styles by id; of two with the same id or the same name the first one."""
    found: Styles = {}
    names = set[str]()
    for style in root.findall(STYLE):
        key, name = style.get(f"{W}styleId") or "", name_of(style).lower()
        if key and key not in found and name not in names:
            found[key] = style
            names.add(name)
    return found


def _kind(style: etree._Element) -> str:
    return style.get(f"{W}type") or "paragraph"


def _is_default(style: etree._Element) -> bool:
    return style.get(f"{W}default") in ("1", "true", "on")


def merged(template: etree._Element, base: etree._Element, uses: Uses) -> Merged:
    """Return the styles of the base with the template's ids, and behind them the template's own that it needs."""
    old, new = styles_by_id(template), styles_by_id(base)
    ids = _matched(old, new, uses)
    kept = _kept(old, new, set(ids.values()), uses)
    taken = {*ids.values(), *kept}
    for key in new:
        if key not in ids:
            number, made = 1, key
            while made in taken:
                number += 1
                made = f"{key}Q{number}"
            ids[key] = made
            taken.add(made)
    root = etree.Element(base.tag, base.attrib, nsmap=base.nsmap)  # type: ignore[arg-type]
    root.extend(_copied(each) for each in base if each.tag in _WHOLE)
    root.extend(_carried(style, ids, old) for style in new.values())
    names = {name_of(style).lower() for style in root.iter(STYLE)}
    defaults = {_kind(style) for style in root.iter(STYLE) if _is_default(style)}
    root.extend([_own(old[key], key, kept, taken, names, defaults, base) for key in kept])
    return Merged(root, old, ids, kept)


def _matched(old: Styles, new: Styles, uses: Uses) -> dict[str, str]:
    """Return the ids of the base's styles in the template: by name; one renamed in Word has still its id."""
    by_name = {(_kind(style), name_of(style).lower()): key for key, style in old.items()}
    named = {(_kind(style), name_of(style).lower()): key for key, style in new.items()}
    ids = {key: by_name[told] for told, key in named.items() if told in by_name}
    for (kind, _), key in named.items():
        other = old.get(key)
        if key in ids or other is None or _kind(other) != kind or _COUNTED.fullmatch(key):
            continue
        name = name_of(other).lower()
        if (kind, name) not in named and name not in uses.names:
            ids[key] = key
    return ids


def _kept(old: Styles, new: Styles, matched: set[str], uses: Uses) -> tuple[str, ...]:
    """Return the ids of the styles that the template uses, or that those are made from, and the base lacks."""
    defaults = {_kind(style) for style in new.values() if _is_default(style)}
    wanted = [key for key in old if key in uses.styles or name_of(old[key]).lower() in uses.names]
    wanted += [key for key, style in old.items() if _is_default(style) and _kind(style) not in defaults]
    found = dict[str, None]()
    while wanted:
        key = wanted.pop()
        if key in old and key not in matched and key not in found:
            found[key] = None
            wanted += [value_of(old[key].find(f"{W}{link}")) for link in ("basedOn", "link")]
    return tuple(key for key in old if key in found)


def _copied(element: etree._Element) -> etree._Element:
    """Return a copy without the layout of its XML and the marks of editing sessions."""
    made = deepcopy(element)
    made.tail = None
    for each in list(made.iter()):
        if not isinstance(each.tag, str) or each.tag == f"{W}rsid":
            parent = each.getparent()
            if parent is not None:
                parent.remove(each)
            continue
        if len(each) and not (each.text or "").strip():
            each.text = None
        each.tail = None
    plain_sides(made)
    return made


def _drop(style: etree._Element, names: Iterable[str]) -> None:
    for name in names:
        found = style.find(f"{W}{name}")
        if found is not None:
            style.remove(found)


def _carried(style: etree._Element, ids: Mapping[str, str], old: Styles) -> etree._Element:
    made = _copied(style)
    key = ids[style.get(f"{W}styleId") or ""]
    made.set(f"{W}styleId", key)
    name = made.find(f"{W}name")
    if name is not None and key in old and name_of(old[key]).lower() == name_of(style).lower():
        # LibreOffice writes «Heading 1» for Word's «heading 1».
        name.set(f"{W}val", name_of(old[key]))
    for link in _LINKS:
        found = made.find(f"{W}{link}")
        if found is not None:
            if value_of(found) in ids:
                found.set(f"{W}val", ids[value_of(found)])
            else:
                made.remove(found)
    return made


def _own(
    style: etree._Element,
    key: str,
    kept: tuple[str, ...],
    taken: set[str],
    names: set[str],
    defaults: set[str],
    base: etree._Element,
) -> etree._Element:
    """Return a style of the template's own, fit to stand among those of the base."""
    made = _copied(style)
    # A style of the base that was linked with this one now has a link of its own, or none.
    _drop(made, [link for link in _LINKS if value_of(made.find(f"{W}{link}")) not in (kept if link == "link" else taken)])
    if _is_default(made) and _kind(made) in defaults:
        del made.attrib[f"{W}default"]
    if name_of(made).lower() in names:
        name = made.find(f"{W}name")
        if name is not None:
            name.set(f"{W}val", f"{name_of(made)} {key}")
    names.add(name_of(made).lower())
    _drop_foreign(made, {f"{{{address}}}" for address in base.nsmap.values()})
    return made


def _drop_foreign(style: etree._Element, known: set[str]) -> None:
    """Take away what belongs to a vocabulary that the base does not declare: nothing there says how to skip it."""
    for each in list(style.iter()):
        parent = each.getparent()
        if not str(each.tag).startswith(tuple(known)) and parent is not None:
            parent.remove(each)
        for name in [name for name in each.attrib if str(name).startswith("{") and not str(name).startswith(tuple(known))]:
            if not str(name).startswith("{http://www.w3.org/XML/1998/namespace}"):
                del each.attrib[name]


def changes_of(template: etree._Element, styles: Merged) -> list[StyleChange]:
    """Return what becomes other: the defaults of the set, then styles in the order of the base, then those removed."""
    found: list[StyleChange] = []
    for whole in _WHOLE:
        found += compared("", template.find(whole), styles.root.find(whole))
    new = styles.new
    for key, style in new.items():
        name = name_of(style)
        if key not in styles.old:
            found.append(StyleChange(ChangeKind.ADDED, name))
        else:
            found += compared(name, styles.old[key], style) + _differing_attributes(name, styles.old[key], style)
    found += [StyleChange(ChangeKind.REMOVED, name_of(style)) for key, style in styles.old.items() if key not in new]
    return found


def _differing_attributes(name: str, old: etree._Element, new: etree._Element) -> list[StyleChange]:
    """Return the differing marks of the element itself: whether it is a default, and whether an author made it."""
    pairs = [(mark, _truth(old.get(f"{W}{mark}")), _truth(new.get(f"{W}{mark}"))) for mark in ("default", "customStyle")]
    return [StyleChange(ChangeKind.CHANGED, name, f"@{mark}", *values) for mark, *values in pairs if values[0] != values[1]]


def _truth(value: str | None) -> str:
    return "1" if value in ("1", "true", "on") else "0"
