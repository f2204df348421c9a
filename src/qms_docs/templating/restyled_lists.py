"""The lists that styles are bound to, carried from the base into a template.

In: two `w:numbering`, the merged styles (changed: their numbers of lists). Out: `Lists`. Touches: the styles given.
A style keeps the number its list has in the template, so that paragraphs numbered directly follow it; the shape is new.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from copy import deepcopy
from dataclasses import dataclass

from lxml import etree

from ..diagnostics import Location, say
from ..errors import TemplateError
from .restyled_styles import Merged, Styles, styles_by_id
from .source import W
from .style_changes import ChangeKind, StyleChange, compared, name_of, plain_sides, properties
from .style_uses import value_of

_NUMBER = f"{W}pPr/{W}numPr/{W}numId"
NUMBER = "pPr/numPr/numId"
"""The number of a style's list, among its properties."""
_WORD = W[1:-1]


@dataclass(frozen=True)
class Lists:
    """The lists to be, None where the template needs none; `changes` tells the styles whose list becomes another."""

    root: etree._Element | None
    changes: tuple[StyleChange, ...] = ()


def _number_of(style: etree._Element) -> str:
    return value_of(style.find(_NUMBER))


def _by_id(root: etree._Element | None, name: str, key: str) -> dict[str, etree._Element]:
    return {} if root is None else {each.get(f"{W}{key}") or "": each for each in root.findall(f"{W}{name}")}


def _highest(keys: Iterable[str]) -> int:
    return max((int(key) for key in keys if key.isascii() and key.isdecimal() and len(key) < 10), default=0)


@dataclass(frozen=True)
class Carried:
    """A list in the template: its number, whether its shape is a new one, the shape before and after."""

    number: str
    is_new: bool
    before: etree._Element | None
    after: etree._Element | None

    def changes(self, style: str) -> list[StyleChange]:
        """Return what becomes other for a style: the signs of the list, or where those stay what stands around them."""
        old, new = _look(self.before), _look(self.after)
        if old != new:
            return [StyleChange(ChangeKind.CHANGED, style, NUMBER, old, new)]
        return compared(style, self.before, self.after) or [StyleChange(ChangeKind.CHANGED, style, NUMBER)]


class ListCarrier:
    """Carries the lists of one base into one template."""

    def __init__(self, base: etree._Element | None, template: etree._Element | None, ids: Mapping[str, str], where: str) -> None:
        self._nums, self._shapes = _by_id(base, "num", "numId"), _by_id(base, "abstractNum", "abstractNumId")
        self.root = deepcopy(template) if template is not None else etree.Element(f"{W}numbering", nsmap={"w": _WORD})
        self._ids, self._where = ids, where
        self._carried: dict[str, str] = {}
        self._taken = set[str]()

    def number(self, wanted: str, had: list[str]) -> Carried | None:
        """Return where the list is in the template, `had` being the lists of its styles there; None if the base lacks it."""
        num = self._nums.get(wanted)
        shape = self._shapes.get(value_of(num.find(f"{W}abstractNumId"))) if num is not None else None
        if num is None or shape is None:
            return None
        nums, shapes = _by_id(self.root, "num", "numId"), _by_id(self.root, "abstractNum", "abstractNumId")
        free = [key for key in dict.fromkeys(had) if key in nums and key not in self._taken]
        new = self._content(num, shape, self._ids)
        for key in free:
            other = shapes.get(value_of(nums[key].find(f"{W}abstractNumId")))
            if other is not None and self._content(nums[key], other, None) == new:
                self._taken.add(key)
                return Carried(key, is_new=False, before=None, after=None)
        key = free[0] if free else str(_highest(nums) + 1)
        before = shapes.get(value_of(nums[key].find(f"{W}abstractNumId"))) if key in nums else None
        self._set(key, nums.get(key), num, shape)
        self._taken.add(key)
        return Carried(key, is_new=True, before=before, after=self._translated(shape, self._ids))

    def _content(self, num: etree._Element, shape: etree._Element, ids: Mapping[str, str] | None) -> list[dict[str, str]]:
        """Return what makes two lists the same; `ids` lead from styles of the base to those of the template."""
        made = []
        for each in (shape, *num.findall(f"{W}lvlOverride")):
            made.append(properties(self._translated(each, ids) if ids is not None else each))
            made[-1]["ilvl"] = each.get(f"{W}ilvl") or ""
        return made

    def _translated(self, element: etree._Element, ids: Mapping[str, str]) -> etree._Element:
        made = deepcopy(element)
        made.tail = None
        for each in list(made.iter(f"{W}pStyle", f"{W}rStyle", f"{W}styleLink", f"{W}numStyleLink", f"{W}nsid", f"{W}tmpl")):
            parent = each.getparent()
            if value_of(each) in ids and each.tag not in (f"{W}nsid", f"{W}tmpl"):
                each.set(f"{W}val", ids[value_of(each)])
            elif parent is not None:
                parent.remove(each)
        plain_sides(made)
        return made

    def _set(self, key: str, old: etree._Element | None, num: etree._Element, shape: etree._Element) -> None:
        """Give the list `key` the shape of the base's list, under a number that the template does not have."""
        from_base = shape.get(f"{W}abstractNumId") or ""
        if from_base not in self._carried:
            if next(shape.iter(f"{W}lvlPicBulletId"), None) is not None:
                raise TemplateError(
                    Location(self._where, within="word/numbering.xml"),
                    say(
                        "A style of the base uses a list with pictures as bullets; such a list cannot be carried into templates."
                    ),
                    say("In Word, choose a sign as bullet for the list of that style."),
                )
            fresh = str(_highest(_by_id(self.root, "abstractNum", "abstractNumId")) + 1)
            made = self._translated(shape, self._ids)
            made.set(f"{W}abstractNumId", fresh)
            first = self.root.find(f"{W}num")
            self.root.insert(self.root.index(first) if first is not None else self._end("abstractNum"), made)
            self._carried[from_base] = fresh
        if old is None:
            old = etree.Element(f"{W}num", {f"{W}numId": key})
            self.root.insert(self._end("num"), old)
        for each in list(old):
            old.remove(each)
        etree.SubElement(old, f"{W}abstractNumId", {f"{W}val": self._carried[from_base]})
        old.extend([self._translated(each, self._ids) for each in num.findall(f"{W}lvlOverride")])

    def _end(self, name: str) -> int:
        """Return where a further element of this name goes: `w:numIdMacAtCleanup` stays last."""
        last = next(iter(self.root.findall(f"{W}{name}")[-1:]), None)
        if last is not None:
            return self.root.index(last) + 1
        final = self.root.find(f"{W}numIdMacAtCleanup")
        return self.root.index(final) if final is not None else len(self.root)

    def tidy(self, styles: Styles, governed: set[str], dropped: set[str]) -> None:
        """Loosen old shapes from the styles that have new ones; take away the lists of `dropped` and shapes nothing uses."""
        for num in self.root.findall(f"{W}num"):
            if num.get(f"{W}numId") in dropped:
                self.root.remove(num)
        nums = self.root.findall(f"{W}num")
        bound = {value_of(num.find(f"{W}abstractNumId")) for num in nums}
        current = {value_of(num.find(f"{W}abstractNumId")) for num in nums if num.get(f"{W}numId") in self._taken}
        for shape in self.root.findall(f"{W}abstractNum"):
            key = shape.get(f"{W}abstractNumId") or ""
            if key not in bound:
                self.root.remove(shape)
                continue
            for level in shape.findall(f"{W}lvl"):
                named = level.find(f"{W}pStyle")
                is_bound = value_of(named) in styles and (key in current or value_of(named) not in governed)
                if named is not None and not is_bound:
                    level.remove(named)


def _look(shape: etree._Element | None) -> str:
    """Return the signs of a list as an author sees them: `1. 1.1.`, `-`."""
    if shape is None:
        return ""
    texts = [value_of(level.find(f"{W}lvlText")) for level in shape.findall(f"{W}lvl")]
    return " ".join(text for text in texts[:3] if text)


def carry_lists(
    base_styles: etree._Element,
    base: etree._Element | None,
    template: etree._Element | None,
    merged: Merged,
    used: set[str],
    where: str,
) -> Lists:
    """Bind the merged styles to their lists; `used` are the lists that the text uses directly."""
    carrier = ListCarrier(base, template, merged.ids, where)
    new, changes = merged.new, list[StyleChange]()
    known: dict[str, str] = {}
    for number, keys in _asked(base_styles, merged).items():
        told = carrier.number(number, [_number_of(merged.old[key]) for key in keys if key in merged.old])
        if told is not None:
            known[number] = told.number
            changes += [each for key in keys if told.is_new and key in merged.old for each in told.changes(name_of(new[key]))]
    for key in set(new) - set(merged.kept):
        _bind(new[key], known)
    dropped = {_number_of(style) for style in merged.old.values()} - {_number_of(style) for style in new.values()} - used
    carrier.tidy(new, set(merged.ids.values()), dropped)
    return Lists(carrier.root if template is not None or len(carrier.root) else None, tuple(changes))


def _asked(base_styles: etree._Element, merged: Merged) -> dict[str, list[str]]:
    """Return the lists of the base's styles, each with the ids of its styles in the template."""
    asked: dict[str, list[str]] = {}
    for key, style in styles_by_id(base_styles).items():
        if (number := _number_of(style)) not in ("", "0"):
            asked.setdefault(number, []).append(merged.ids[key])
    return asked


def _bind(style: etree._Element, known: Mapping[str, str]) -> None:
    """Give the style its list's number in the template; a list that the base lacks is taken from it."""
    found, around = style.find(_NUMBER), style.find(f"{W}pPr")
    if found is None or around is None or value_of(found) == "0":
        return
    if value_of(found) in known:
        found.set(f"{W}val", known[value_of(found)])
    else:
        around.remove(around.find(f"{W}numPr"))  # type: ignore[arg-type]
