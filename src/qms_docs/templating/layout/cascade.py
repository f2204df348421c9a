"""What styles say: document defaults, style chains, theme fonts, numbering levels, as plain values.

In: the parts of a package. Out: `Cascade`. Touches: nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from lxml import etree

from ..source import W

A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
Values = dict[str, Any]
TOGGLES = ("b", "i", "caps", "vanish")
_OFF = {"0", "false", "off", "none"}


def attribute(element: etree._Element | None, name: str = "val") -> str | None:
    """Return an attribute of WordprocessingML, None where it or the element is absent."""
    return None if element is None else element.get(f"{W}{name}")


def number(text: str | None) -> float | None:
    """Return a measure as a number (twips where a unit is given), None for what is none."""
    if not text:
        return None
    units = {"pt": 20.0, "mm": 1440 / 25.4, "cm": 1440 / 2.54, "in": 1440.0}
    factor = units.get(text[-2:], 1.0)
    try:
        found = float(text[:-2] if text[-2:] in units else text) * factor
    except ValueError:
        return None
    return found if abs(found) < 1e7 else None


def is_on(element: etree._Element | None) -> bool:
    """True for `<w:b/>` and its like, unless switched off."""
    return element is not None and (attribute(element) or "1").lower() not in _OFF


class Cascade:
    """The styles of a document; `run` and `paragraph` merge what they say."""

    def __init__(self, roots: Mapping[str, etree._Element]) -> None:
        styles = roots.get("word/styles.xml")
        self._styles: dict[tuple[str, str], etree._Element] = {}
        self._default: dict[str, str] = {}
        self._chains: dict[tuple[str, str, str], Values] = {}
        self._fonts = _theme_fonts(roots.get("word/theme/theme1.xml"))
        self.levels = Levels(roots.get("word/numbering.xml"))
        self.run_defaults: Values = {}
        self.paragraph_defaults: Values = {}
        if styles is None:
            return
        for style in styles.iter(f"{W}style"):
            kind, key = attribute(style, "type") or "paragraph", attribute(style, "styleId") or ""
            self._styles[kind, key] = style
            if (attribute(style, "default") or "").lower() in ("1", "true", "on"):
                self._default[kind] = key
        self.run_defaults = self.run_values(styles.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr"))
        self.paragraph_defaults = paragraph_values(styles.find(f"{W}docDefaults/{W}pPrDefault/{W}pPr"))

    def run_values(self, properties: etree._Element | None) -> Values:
        """Return what one `w:rPr` says itself."""
        found: Values = {}
        if properties is None:
            return found
        for child in properties:
            name = etree.QName(child).localname if isinstance(child.tag, str) else ""
            if name in TOGGLES:
                found[name] = is_on(child)
            elif name == "sz":
                size = number(attribute(child))
                found |= {"size": size / 2} if size else {}
            elif name == "u":
                found["underlined"] = (attribute(child) or "single") != "none"
            elif name == "color":
                found["colour"] = (attribute(child) or "auto").upper()
            elif name == "rFonts":
                for slot in ("ascii", "hAnsi"):
                    theme = self._fonts.get((attribute(child, f"{slot}Theme") or "")[:5])
                    font = theme or attribute(child, slot)
                    found |= {slot: font} if font else {}
        return found

    def style(self, kind: str, key: str | None, part: str) -> Values:
        """Return what a style and those it is based on say; `part` is `rPr` or `pPr`."""
        key = key if key and (kind, key) in self._styles else self._default.get(kind, "")
        if (kind, key, part) not in self._chains:
            chain: list[etree._Element] = []
            name: str | None = key
            while name is not None and (kind, name) in self._styles and len(chain) < 50:
                style = self._styles[kind, name]
                if any(each is style for each in chain):
                    break
                chain.append(style)
                name = attribute(style.find(f"{W}basedOn"))
            merged: Values = {}
            for style in reversed(chain):
                found = style.find(f"{W}{part}")
                merge(merged, self.run_values(found) if part == "rPr" else paragraph_values(found))
            self._chains[kind, key, part] = merged
        return self._chains[kind, key, part]

    def run(self, run: etree._Element, paragraph_style: str | None, table_style: str | None) -> Values:
        """Return what a run looks like in a paragraph of a style, in a table of a style or (None) outside."""
        properties = run.find(f"{W}rPr")
        name = attribute(properties.find(f"{W}rStyle")) if properties is not None else None
        levels = [
            self.style("table", table_style, "rPr") if table_style is not None else {},
            self.style("paragraph", paragraph_style, "rPr"),
            self.style("character", name, "rPr"),
        ]
        direct = self.run_values(properties)
        merged: Values = dict(self.run_defaults)
        for level in (*levels, direct):
            merged |= level
        for toggle in TOGGLES:
            if toggle not in direct:
                # Styles of different types switch one another: bold in bold is upright again.
                odd = sum(bool(level.get(toggle)) for level in levels) % 2 == 1
                merged[toggle] = bool(self.run_defaults.get(toggle)) or odd
        return merged

    def paragraph(self, paragraph: etree._Element, table_style: str | None) -> Values:
        """Return the properties of a paragraph; `style` is the key of its style."""
        properties = paragraph.find(f"{W}pPr")
        name = attribute(properties.find(f"{W}pStyle")) if properties is not None else None
        direct = paragraph_values(properties)
        styled = self.style("paragraph", name, "pPr")
        merged: Values = dict(self.paragraph_defaults)
        if table_style is not None:
            merge(merged, self.style("table", table_style, "pPr"))
        if "list" not in direct and "list" in styled:
            merge(merged, self.levels.properties(styled["list"]))
        merge(merged, styled)
        if "list" in direct:
            merge(merged, self.levels.properties(direct["list"]))
        merge(merged, direct)
        merged["style"] = name
        return merged


def merge(into: Values, more: Values) -> None:
    """Add the later values; first line and hanging exclude each other."""
    if "firstLine" in more:
        into.pop("hanging", None)
    if "hanging" in more:
        into.pop("firstLine", None)
    into |= more


def paragraph_values(properties: etree._Element | None) -> Values:
    """Return what one `w:pPr` says itself."""
    found: Values = {}
    if properties is None:
        return found
    for child in properties:
        name = etree.QName(child).localname if isinstance(child.tag, str) else ""
        if name == "jc":
            found["align"] = {"start": "left", "end": "right"}.get(attribute(child) or "", attribute(child) or "left")
        elif name == "ind":
            for key, own in (("left", "left"), ("start", "left"), ("right", "right"), ("end", "right")):
                if (value := number(attribute(child, key))) is not None:
                    found[own] = value
            for key in ("firstLine", "hanging"):
                if (value := number(attribute(child, key))) is not None:
                    found[key] = value
        elif name == "spacing":
            for key in ("before", "after", "line"):
                if (value := number(attribute(child, key))) is not None:
                    found[key] = value
                if (attribute(child, f"{key}Autospacing") or "0").lower() in ("1", "true", "on"):
                    found[key] = 280.0
            if rule := attribute(child, "lineRule"):
                found["rule"] = rule
        elif name == "numPr":
            found["list"] = (attribute(child.find(f"{W}numId")) or "0", int(number(attribute(child.find(f"{W}ilvl"))) or 0))
        elif name == "pBdr":
            found["borders"] = tuple(
                side for side in ("top", "bottom") if (attribute(child.find(f"{W}{side}")) or "nil") not in ("nil", "none")
            )
        elif name in ("pageBreakBefore", "contextualSpacing", "keepNext"):
            found[name] = is_on(child)
    return found


class Levels:
    """The levels of numbered lists, and the labels they print."""

    def __init__(self, root: etree._Element | None) -> None:
        self._abstract: dict[str, str] = {}
        self._levels: dict[tuple[str, int], etree._Element] = {}
        self._own: set[str] = set()
        self._counts: dict[str, dict[int, int]] = {}
        if root is None:
            return
        for each in root.iter(f"{W}abstractNum"):
            for level in each.iter(f"{W}lvl"):
                key = attribute(each, "abstractNumId") or "", int(number(attribute(level, "ilvl")) or 0)
                self._levels[key] = level
        for each in root.iter(f"{W}num"):
            key_of_list = attribute(each, "numId") or ""
            self._abstract[key_of_list] = attribute(each.find(f"{W}abstractNumId")) or ""
            if each.find(f"{W}lvlOverride/{W}startOverride") is not None:
                self._own.add(key_of_list)

    def _level(self, place: tuple[str, int]) -> etree._Element | None:
        return self._levels.get((self._abstract.get(place[0], ""), place[1]))

    def properties(self, place: tuple[str, int]) -> Values:
        """Return the indents a level gives its paragraphs."""
        level = self._level(place)
        return {} if level is None else paragraph_values(level.find(f"{W}pPr"))

    def label(self, place: tuple[str, int]) -> str:
        """Return the label of the next paragraph of a list (`1.`, `a)`, `-`), nothing where it has none."""
        level = self._level(place)
        if level is None or place[0] == "0":
            return ""
        counts = self._counts.setdefault(place[0] if place[0] in self._own else f"a{self._abstract[place[0]]}", {})
        start = number(attribute(level.find(f"{W}start")))
        counts[place[1]] = counts.get(place[1], int(start if start is not None else 1) - 1) + 1
        for deeper in [each for each in counts if each > place[1]]:
            del counts[deeper]
        label = attribute(level.find(f"{W}lvlText")) or ""
        for depth in range(place[1] + 1):
            kind = attribute(_find(self._level((place[0], depth)), "numFmt")) or "decimal"
            label = label.replace(f"%{depth + 1}", numeral(counts.get(depth, 1), kind))
        own = attribute(level.find(f"{W}numFmt"))
        return "" if own == "none" else "-" if own == "bullet" else label


def _find(element: etree._Element | None, name: str) -> etree._Element | None:
    return None if element is None else element.find(f"{W}{name}")


def numeral(value: int, kind: str) -> str:
    """Return a number as a list prints it."""
    if kind in ("upperRoman", "lowerRoman"):
        signs = zip(
            (1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1),
            ("M", "CM", "D", "CD", "C", "XC", "L", "XL", "X", "IX", "V", "IV", "I"),
            strict=True,
        )
        text, rest = "", max(0, min(value, 3999))
        for worth, sign in signs:
            text += sign * (rest // worth)
            rest %= worth
        return text if kind == "upperRoman" else text.lower()
    if kind in ("lowerLetter", "upperLetter"):
        letter = chr(ord("a") + (value - 1) % 26)
        return letter if kind == "lowerLetter" else letter.upper()
    return f"{value:02d}" if kind == "decimalZero" else str(value)


def _theme_fonts(theme: etree._Element | None) -> dict[str, str]:
    """Return the Latin fonts of the theme by the first letters of their names in `w:rFonts`."""
    found: dict[str, str] = {}
    if theme is not None:
        for key, name in (("major", "majorFont"), ("minor", "minorFont")):
            latin = next(theme.iter(f"{A}{name}"), None)
            face = latin.find(f"{A}latin") if latin is not None else None
            if face is not None and (typeface := face.get("typeface")):
                found[key] = typeface
    return found
