"""The rules of styles and numbering: those used exist, are of the right type and stand once.

In: an opened package. Out: findings. Touches: nothing.
"""

from __future__ import annotations

from lxml.etree import _Element

from tests.ooxml.findings import Finding, Findings, W, at, name_of, val
from tests.ooxml.package import Package, repeated

_USES = {"pStyle": "paragraph", "rStyle": "character", "tblStyle": "table"}


def styles(package: Package, parts: dict[str, _Element]) -> Findings:
    """The styles by themselves, then what uses them."""
    types: dict[str, str] = {}
    for part in package.targets("styles"):
        found = package.trees[part].findall(f"{W}style")
        types |= {val(style, "styleId"): val(style, "type") for style in found}
        yield from _once(part, found)
        yield from _based(part, found, types)
    for part, root in parts.items():
        for element in root.iter(*(W + name for name in _USES)):
            used, wanted = val(element), _USES[name_of(element)]
            if used not in types:
                yield at("style-missing", part, element, used)
            elif types[used] != wanted:
                yield at("style-wrong-type", part, element, f"{used} is a {types[used]} style")


def _once(part: str, found: list[_Element]) -> Findings:
    names = [val(style.find(f"{W}name")) for style in found]
    for key in repeated(val(style, "styleId") for style in found):
        yield Finding("style-id-twice", part, key)
    for name in repeated(name.lower() for name in names):
        yield Finding("style-name-twice", part, name)
    for name in names:
        if "," in name or ";" in name:
            yield Finding("style-name-comma", part, name)
    for kind in repeated(val(style, "type") for style in found if val(style, "default") in ("1", "true", "on")):
        yield Finding("style-default-twice", part, kind)


def _based(part: str, found: list[_Element], types: dict[str, str]) -> Findings:
    base = {val(style, "styleId"): val(style.find(f"{W}basedOn")) for style in found}
    for style in found:
        own = val(style, "styleId")
        for name in ("basedOn", "next", "link"):
            other = val(style.find(f"{W}{name}"))
            if other and other not in types:
                yield at("style-missing", part, style, f"{name} {other}")
            elif other and (types[other] == types[own]) == (name == "link"):
                yield at("style-wrong-type", part, style, f"{name} {other}")
        seen, here = {own}, base.get(own, "")
        while here and here not in seen:
            seen.add(here)
            here = base.get(here, "")
        if here:
            yield at("style-cycle", part, style, here)


def numbering(package: Package, parts: dict[str, _Element]) -> Findings:
    """Lists used exist, with the level asked for."""
    levels: dict[str, set[str]] = {}
    for part in package.targets("numbering"):
        root = package.trees[part]
        yield from _lists(part, root)
        abstract = {val(e, "abstractNumId"): {val(x, "ilvl") for x in e.findall(f"{W}lvl")} for e in root.iter(f"{W}abstractNum")}
        for number in root.findall(f"{W}num"):
            levels[val(number, "numId")] = abstract.get(val(number.find(f"{W}abstractNumId")), set())
    for part, tree in parts.items():
        for properties in tree.iter(f"{W}numPr"):
            used = val(properties.find(f"{W}numId"))
            level = val(properties.find(f"{W}ilvl")) or "0"
            if used and used != "0" and used not in levels:
                yield at("numbering-missing", part, properties, used)
            elif levels.get(used) and level not in levels[used]:
                yield at("numbering-level-missing", part, properties, level)


def _lists(part: str, root: _Element) -> Findings:
    abstract = [val(e, "abstractNumId") for e in root.findall(f"{W}abstractNum")]
    for key in repeated(abstract) + repeated(val(e, "numId") for e in root.findall(f"{W}num")):
        yield Finding("numbering-id-twice", part, key)
    for element in root.findall(f"{W}num"):
        if val(element.find(f"{W}abstractNumId")) not in abstract:
            yield at("numbering-abstract-missing", part, element)
    for element in root.findall(f"{W}abstractNum"):
        for level in repeated(val(x, "ilvl") for x in element.findall(f"{W}lvl")):
            yield at("numbering-level-twice", part, element, level)
