"""The styles of several Word files in one: equal ones are shared, others get names of their own.

In: the styles and numbering of each file. Out: those of the joined file, and what is called otherwise in each. Touches: nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from copy import deepcopy
from dataclasses import dataclass, field
from itertools import count

from lxml import etree

from .joining_defaults import Theme, defaults_of, is_default, lay_under_style, tell_tables, told_anew
from .joining_numbers import JoinedNumbers
from .joining_source import Source
from .joining_xml import Namespaces, removed, written
from .source import W

_REFERENCES = ("basedOn", "next", "link")
_USES = {"pStyle": "paragraph", "rStyle": "character", "tblStyle": "table"}
_PLAIN = {"paragraph": "PlainText_", "table": "PlainTable_"}


@dataclass
class Renaming:
    """What of one document is called otherwise in the joined file.

    A style that is named and not there becomes None; `plain` and `plain_table` are the styles of what names none.
    """

    styles: dict[str, str | None] = field(default_factory=dict)
    numbers: dict[str, str] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    plain: str | None = None
    plain_table: str | None = None

    def apply(self, root: etree._Element) -> None:
        """Rename what a part of the document names."""
        gone = []
        for each in root.iter(*(f"{W}{name}" for name in _USES)):
            value = each.get(f"{W}val", "")
            new = self.styles.get(value, value)
            if new is None:
                gone.append(each)
            else:
                each.set(f"{W}val", new)
        removed(gone)
        for each in root.iter(f"{W}numId"):
            value = each.get(f"{W}val", "")
            each.set(f"{W}val", self.numbers.get(value, value))
        for tag, inner, named, style in (("p", "pPr", "pStyle", self.plain), ("tbl", "tblPr", "tblStyle", self.plain_table)):
            for each in root.iter(f"{W}{tag}") if style is not None else ():
                properties = each.find(f"{W}{inner}")
                if properties is None:
                    properties = etree.Element(f"{W}{inner}")
                    each.insert(0, properties)
                if properties.find(f"{W}{named}") is None:
                    properties.insert(0, etree.Element(f"{W}{named}", {f"{W}val": style or ""}))


@dataclass
class _Sheet:
    """The styles of a file, told what the file takes for granted; equal files share one.

    `plain` are the styles as they were, `own` those that the joined file has otherwise under their id or name.
    """

    styles: dict[str, etree._Element] = field(default_factory=dict)
    plain: dict[str, etree._Element] = field(default_factory=dict)
    canonical: dict[str, bytes] = field(default_factory=dict)
    defaults: dict[str, str] = field(default_factory=dict)
    told: dict[str, etree._Element] | None = None
    theme: Theme | None = None
    own: set[str] = field(default_factory=set)
    renamed: dict[str, str] = field(default_factory=dict)

    def with_bases(self, wanted: Iterable[str]) -> set[str]:
        """Return styles with those they are based on or linked with."""
        found: set[str] = set()
        waiting = [each for each in wanted if each in self.styles]
        while waiting:
            identity = waiting.pop()
            if identity not in found:
                found.add(identity)
                linked = (_named(self.styles[identity], name) for name in ("basedOn", "link"))
                waiting += [each for each in linked if each in self.styles]
        return found

    def with_heirs(self, changed: set[str]) -> set[str]:
        """Return styles with those that are based on them or linked with them."""
        found = set(changed)
        while more := {
            each
            for each, style in self.styles.items()
            if each not in found and {_named(style, "basedOn"), _named(style, "link")} & found
        }:
            found |= more
        return found


class JoinedStyles:
    """Styles and numbering of the joined file, as they grow."""

    def __init__(self) -> None:
        self.numbers = JoinedNumbers()
        self._head: list[etree._Element] = []
        self._styles: list[etree._Element] = []
        self._namespaces = Namespaces()
        self._known: dict[str, bytes] = {}
        self._names: dict[str, str] = {}
        self._shown: dict[str, str] = {}
        self._lists: dict[str, str] = {}
        self._defaults: dict[str, str] = {}
        self._granted = defaults_of(etree.Element(f"{W}styles"))
        self._base_theme: bytes | None = None
        self._theme = Theme(None)
        self._sheets: dict[tuple[bytes | None, bytes | None], _Sheet] = {}
        self._count = 0

    def take(self, source: Source, roots: Iterable[etree._Element]) -> Renaming:
        """Take styles and lists of the next document, whose parts are `roots`; return what is called otherwise in it."""
        self._count += 1
        roots = list(roots)
        parts = {kind: source.part_of_kind(kind) for kind in ("styles", "theme", "numbering")}
        data = {kind: source.parts[part] if part is not None else None for kind, part in parts.items()}
        trees = {kind: source.tree(part) if part is not None else None for kind, part in parts.items() if kind != "numbering"}
        key = (data["styles"], data["theme"])
        if self._count == 1:
            self._base_theme = data["theme"]
        if key not in self._sheets:
            self._sheets[key] = self._prepared(trees["styles"], trees["theme"], data["theme"])
        sheet = self._sheets[key]
        for root in roots:
            if sheet.theme is not None:
                sheet.theme.told(root)
            if sheet.told is not None:
                tell_tables(root, sheet.plain, sheet.defaults.get("table"), sheet.told)
        used = {each.get(f"{W}val", "") for root in roots for each in root.iter(*(f"{W}{name}" for name in _USES))}
        taken = set(sheet.styles) if self._count == 1 else sheet.with_bases({*used, *sheet.defaults.values()})
        lists = {each: number for each in taken if (number := _list_of(sheet.styles[each])) is not None}
        named = {each.get(f"{W}val", "") for root in roots for each in root.iter(f"{W}numId")} | set(lists.values())
        numbering = parts["numbering"]
        numbers = self.numbers.take(data["numbering"], lambda _: source.tree(numbering or ""), named)
        renaming = Renaming(styles=dict.fromkeys(used - set(sheet.styles)), numbers=numbers)
        self._take_styles(sheet, taken, lists, renaming)
        for fresh in self.numbers.fresh():
            self._settle_levels(fresh, renaming)
        return renaming

    def _prepared(self, root: etree._Element | None, theme: etree._Element | None, theme_data: bytes | None) -> _Sheet:
        """Return the styles of a file; the first one gives the joined file its defaults."""
        root = etree.Element(f"{W}styles") if root is None else root
        self._namespaces.note(root)
        for each in root.iter():
            each.text = each.tail = None
        removed(list(root.iter(f"{W}rsid", etree.Comment)))
        is_base = self._count == 1
        sheet = _Sheet(theme=None if theme_data == self._base_theme else Theme(theme))
        if is_base:
            self._head = [each for each in root if each.tag != f"{W}style"]
            self._granted = {name: deepcopy(each) for name, each in defaults_of(root).items()}
            self._theme = Theme(theme)
        granted = self._granted
        if sheet.theme is not None:
            sheet.theme.told(root)
            granted = {name: deepcopy(each) for name, each in granted.items()}
            for each in granted.values():
                self._theme.told(each)
        sheet.styles = {style.get(f"{W}styleId", ""): style for style in root.findall(f"{W}style")}
        sheet.defaults = {
            kind: identity
            for kind in ("table", "paragraph", "character", "numbering")
            for identity, style in sheet.styles.items()
            if is_default(style, kind)
        }
        if not is_base:
            self._complete(sheet, defaults_of(root), granted)
        sheet.canonical = {identity: _canonical(style) for identity, style in sheet.styles.items()}
        if not is_base:
            names = {identity: self._names.get(_name_of(style), identity) for identity, style in sheet.styles.items()}
            differing = {
                identity
                for identity, canonical in sheet.canonical.items()
                if self._known.get(identity, canonical) != canonical or names[identity] != identity
            }
            sheet.own = sheet.with_heirs(differing)
        return sheet

    def _complete(self, sheet: _Sheet, own: dict[str, etree._Element], granted: dict[str, etree._Element]) -> None:
        """Give a file the default styles it lacks, and its styles what it takes for granted."""
        for kind, stem in _PLAIN.items():
            if kind not in sheet.defaults and kind in self._defaults:
                identity = f"{stem}{self._count}"
                style = etree.Element(f"{W}style", {f"{W}type": kind, f"{W}default": "1", f"{W}styleId": identity})
                etree.SubElement(style, f"{W}name", {f"{W}val": identity})
                sheet.styles[identity] = style
                sheet.defaults[kind] = identity
        if all(_canonical(own[name]) == _canonical(granted[name]) for name in own):
            return
        sheet.plain = {identity: deepcopy(style) for identity, style in sheet.styles.items()}
        sheet.told = told_anew(own, granted)
        for style in sheet.styles.values():
            if style.get(f"{W}type") == "paragraph" and _named(style, "basedOn") not in sheet.styles:
                lay_under_style(style, sheet.told)

    def _take_styles(self, sheet: _Sheet, taken: set[str], lists: Mapping[str, str], renaming: Renaming) -> None:
        """Add the styles that the joined file lacks; those that count a list of their document are its own."""
        called = {each: sheet.renamed.get(each) if each in sheet.own else each for each in taken}
        counting = {
            each
            for each, number in lists.items()
            if called[each] in self._known and self._lists.get(called[each] or "", "") != renaming.numbers[number]
        }
        counting = sheet.with_heirs(counting) & taken if counting else counting
        added = []
        for identity in [each for each in sheet.styles if each in taken]:
            if identity in counting or (identity in sheet.own and identity not in sheet.renamed):
                called[identity] = self._free(identity)
                if identity not in counting:
                    sheet.renamed[identity] = called[identity] or ""
            name = called[identity] or identity
            if name not in self._known:
                self._known[name] = sheet.canonical[identity]
                added.append(identity)
            renaming.styles[identity] = name
        for identity in added:
            self._add(sheet.styles[identity], identity, renaming, lists.get(identity))
        for identity in taken:
            shown = self._shown[renaming.styles[identity] or identity]
            if shown.lower() != (old := _name_of(sheet.styles[identity])):
                renaming.names[old] = shown
        renaming.plain = self._plain(sheet, "paragraph", renaming)
        renaming.plain_table = self._plain(sheet, "table", renaming)

    def _plain(self, sheet: _Sheet, kind: str, renaming: Renaming) -> str | None:
        """Return the style that what names none is to name; None where it looks as the joined file has it anyway."""
        default = sheet.defaults.get(kind)
        new = renaming.styles.get(default) if default is not None else None
        return None if new == self._defaults.get(kind) else new

    def _add(self, style: etree._Element, identity: str, renaming: Renaming, number: str | None) -> None:
        copy = deepcopy(style)
        new = renaming.styles[identity] or identity
        kind = style.get(f"{W}type", "paragraph")
        if self._count > 1:
            copy.attrib.pop(f"{W}default", "")
        elif is_default(style, kind):
            self._defaults[kind] = new
        for each in copy.iter(f"{W}numId"):
            each.set(f"{W}val", renaming.numbers.get(each.get(f"{W}val", ""), "0"))
        if number is not None:
            self._lists[new] = renaming.numbers[number]
        for each in list(copy.iter(*(f"{W}{name}" for name in _REFERENCES))):
            other = renaming.styles.get(each.get(f"{W}val", ""))
            if other is not None:
                each.set(f"{W}val", other)
            elif self._count > 1:
                removed([each])
        copy.set(f"{W}styleId", new)
        named = copy.find(f"{W}name")
        shown = ""
        if named is not None:
            shown = named.get(f"{W}val", "")
            if new != identity or shown.lower() in self._names:
                tried = (f"{shown} ({attempt})" for attempt in count(self._count))
                shown = next(name for name in tried if name.lower() not in self._names)
                removed(copy.findall(f"{W}aliases"))
                copy.set(f"{W}customStyle", "1")
            named.set(f"{W}val", shown)
            self._names[shown.lower()] = new
        self._shown[new] = shown
        self._styles.append(copy)

    def _free(self, identity: str) -> str:
        tried = (f"{identity}_{self._count}" + (f"_{attempt}" if attempt else "") for attempt in count())
        return next(each for each in tried if each not in self._known)

    def _settle_levels(self, pattern: etree._Element, renaming: Renaming) -> None:
        """Have the levels of a list name the styles as they are called now, and none that is not there."""
        for each in list(pattern.iter(f"{W}pStyle")):
            new = renaming.styles.get(each.get(f"{W}val", ""))
            if new is not None:
                each.set(f"{W}val", new)
            else:
                removed([each])

    def written(self) -> bytes | None:
        """Return the styles of the joined file; None where no document has any."""
        if not self._head and not self._styles:
            return None
        root = self._namespaces.root("styles")
        root.extend([*self._head, *self._styles])
        return written(root)


def _canonical(element: etree._Element) -> bytes:
    return etree.tostring(element, method="c14n", exclusive=True, with_tail=False)


def _named(style: etree._Element, name: str) -> str | None:
    found = style.find(f"{W}{name}")
    return found.get(f"{W}val") if found is not None else None


def _name_of(style: etree._Element) -> str:
    return (_named(style, "name") or "").lower()


def _list_of(style: etree._Element) -> str | None:
    """Return the list by which a style counts."""
    number = style.find(f"{W}pPr/{W}numPr/{W}numId")
    return number.get(f"{W}val", "") if number is not None else None
