"""What a Word file takes for granted, written down: its default properties and the fonts of its theme.

In: styles, theme and text of a document that joins another. Out: the same, looking as before. Touches: nothing.
Word lays properties in this order: those of the file, those of the table's style, those of the paragraph's style. What the
file takes for granted can be told by paragraph styles alone, above those of tables; so what a table's style says instead is
then told by the paragraphs themselves.
"""

from __future__ import annotations

from collections.abc import Mapping
from copy import deepcopy

from lxml import etree

from .source import W

A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
RUN_ORDER: list[str] = str.split(
    "rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss imprint noProof snapToGrid vanish webHidden"
    " color spacing w kern position sz szCs highlight u effect bdr shd fitText vertAlign rtl cs em lang eastAsianLayout"
    " specVanish oMath rPrChange"
)
PARAGRAPH_ORDER: list[str] = str.split(
    "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers pBdr shd tabs suppressAutoHyphens"
    " kinsoku wordWrap overflowPunct topLinePunct autoSpaceDE autoSpaceDN bidi adjustRightInd snapToGrid spacing ind"
    " contextualSpacing mirrorIndents suppressOverlap jc textDirection textAlignment textboxTightWrap outlineLvl divId cnfStyle"
    " rPr sectPr pPrChange"
)
_STYLE_ORDER: list[str] = str.split(
    "name aliases basedOn next link autoRedefine hidden uiPriority semiHidden unhideWhenUsed qFormat locked personal"
    " personalCompose personalReply rsid pPr rPr tblPr trPr tcPr tblStylePr"
)
_ORDERS = {"pPr": PARAGRAPH_ORDER, "rPr": RUN_ORDER}
_OFF = {"val": "0"}
_ROMAN = "Times New Roman"
_NEUTRAL: dict[str, dict[str, dict[str, str]]] = {
    "pPr": {
        "spacing": {"before": "0", "after": "0", "line": "240", "lineRule": "auto"},
        "ind": {"left": "0", "right": "0", "firstLine": "0"},
        "jc": {"val": "left"},
        **dict.fromkeys(("keepNext", "keepLines", "pageBreakBefore", "contextualSpacing", "suppressAutoHyphens"), _OFF),
        "widowControl": {"val": "1"},
    },
    "rPr": {
        "rFonts": dict.fromkeys(("ascii", "hAnsi", "eastAsia", "cs"), _ROMAN),
        "sz": {"val": "20"},
        "szCs": {"val": "20"},
        "color": {"val": "auto"},
        "u": {"val": "none"},
        "kern": _OFF,
        "spacing": _OFF,
        **dict.fromkeys(("b", "bCs", "i", "iCs", "caps", "smallCaps"), _OFF),
    },
}
"""What Word takes for a property that nothing sets."""
_BY_ATTRIBUTE = {f"{W}spacing", f"{W}ind", f"{W}rFonts", f"{W}lang"}
_EXCLUDING = {
    "ascii": "asciiTheme", "hAnsi": "hAnsiTheme", "eastAsia": "eastAsiaTheme", "cs": "cstheme",
    "firstLine": "hanging", "left": "start", "right": "end",
}  # fmt: skip
_FONTS = {"asciiTheme": "ascii", "hAnsiTheme": "hAnsi", "eastAsiaTheme": "eastAsia", "cstheme": "cs"}
_COLOURS = ("themeColor", "themeTint", "themeShade", "themeFill", "themeFillTint", "themeFillShade")
_COLOURED = ("color", "shd", "u", "bdr", "top", "left", "start", "bottom", "right", "end", "between", "bar", "insideH", "insideV")
Properties = Mapping[str, etree._Element]


def defaults_of(sheet: etree._Element) -> dict[str, etree._Element]:
    """Return the properties of paragraphs and runs that a file takes for granted."""
    found = {}
    for name in _ORDERS:
        given = sheet.find(f"{W}docDefaults/{W}{name}Default/{W}{name}")
        found[name] = etree.Element(f"{W}{name}") if given is None else given
    return found


def told_anew(own: Properties, base: Properties) -> dict[str, etree._Element]:
    """Return what a document must say itself where the joined file takes `base` for granted, not `own`."""
    told = {}
    for name, order in _ORDERS.items():
        told[name] = deepcopy(own[name])
        neutral = etree.Element(f"{W}{name}")
        for each in base[name]:
            plain = _NEUTRAL[name].get(str(each.tag).removeprefix(W))
            if plain is not None:
                etree.SubElement(neutral, each.tag, {f"{W}{key}": value for key, value in plain.items()})
        lay_under(told[name], neutral, order)
    return told


def lay_under(over: etree._Element, under: etree._Element, order: list[str]) -> None:
    """Add to properties those below them that they do not set; spacing, indents and fonts are set attribute by attribute."""
    known = {each.tag: each for each in over}
    for each in under:
        mine = known.get(each.tag)
        if mine is None:
            over.append(deepcopy(each))
        elif each.tag in _BY_ATTRIBUTE:
            for key, value in each.attrib.items():
                if not _is_set(mine, str(key).removeprefix(W)):
                    mine.set(key, value)
    over[:] = sorted(over, key=lambda child: _place(child, order))


def _is_set(element: etree._Element, key: str) -> bool:
    """Return whether an attribute is set, or one that would be in its way."""
    rivals = {key, _EXCLUDING.get(key, key), *(name for name, other in _EXCLUDING.items() if other == key)}
    return any(element.get(f"{W}{name}") is not None for name in rivals)


def lay_under_style(style: etree._Element, given: Properties) -> None:
    """Write into a style what its own file takes for granted."""
    for name, order in _ORDERS.items():
        if not len(given[name]):
            continue
        own = style.find(f"{W}{name}")
        if own is None:
            own = etree.SubElement(style, f"{W}{name}")
            style[:] = sorted(style, key=lambda child: _place(child, _STYLE_ORDER))
        lay_under(own, given[name], order)


def _place(element: etree._Element, order: list[str]) -> int:
    name = str(element.tag).removeprefix(W)
    return order.index(name) if name in order else len(order)


class Theme:
    """The fonts of a theme, by the names under which styles know them; colours stand in the text as well."""

    def __init__(self, root: etree._Element | None) -> None:
        self._fonts: dict[str, str] = {}
        for size in ("major", "minor") if root is not None else ():
            for script, names in (("latin", ("Ascii", "HAnsi")), ("ea", ("EastAsia",)), ("cs", ("Bidi",))):
                font = root.find(f".//{A}fontScheme/{A}{size}Font/{A}{script}") if root is not None else None
                for name in names:
                    self._fonts[f"{size}{name}"] = (font.get("typeface") if font is not None else "") or ""

    def told(self, root: etree._Element) -> None:
        """Write down the fonts and colours that a part takes from the theme."""
        for each in root.iter(f"{W}rFonts"):
            for key, plain in _FONTS.items():
                name = str(each.attrib.pop(f"{W}{key}", ""))
                font = self._fonts.get(name)
                if font:
                    each.set(f"{W}{plain}", font)
        for each in root.iter(*(f"{W}{name}" for name in _COLOURED)):
            for key in _COLOURS:
                each.attrib.pop(f"{W}{key}", "")


def tell_tables(root: etree._Element, styles: Mapping[str, etree._Element], plain: str | None, given: Properties) -> None:
    """Have the paragraphs of tables say what the style of their table says against what the file takes for granted.

    `styles` are those of the document before they were told what it takes for granted, `plain` that of tables without one.
    """
    for table in root.iter(f"{W}tbl"):
        named = table.find(f"{W}tblPr/{W}tblStyle")
        looks = {
            name: _only(_along(styles, named.get(f"{W}val") if named is not None else plain, name), given[name])
            for name in _ORDERS
        }
        if not any(len(each) for each in looks.values()):
            continue
        for paragraph in table.iter(f"{W}p"):
            if next(paragraph.iterancestors(f"{W}tbl")) is table:
                _tell_paragraph(paragraph, styles, looks)


def _tell_paragraph(paragraph: etree._Element, styles: Mapping[str, etree._Element], looks: Properties) -> None:
    named = paragraph.find(f"{W}pPr/{W}pStyle")
    default = next((each for each, style in styles.items() if is_default(style, "paragraph")), None)
    style = named.get(f"{W}val") if named is not None else default
    of_paragraph = _without(looks["pPr"], _along(styles, style, "pPr"))
    of_runs = _without(looks["rPr"], _along(styles, style, "rPr"))
    if len(of_paragraph):
        lay_under(_first_child(paragraph, "pPr"), of_paragraph, PARAGRAPH_ORDER)
    for run in paragraph.iter(f"{W}r") if len(of_runs) else ():
        own = _first_child(run, "rPr")
        character = own.find(f"{W}rStyle")
        told = _along(styles, character.get(f"{W}val") if character is not None else None, "rPr")
        lay_under(own, _without(of_runs, told), RUN_ORDER)


def is_default(style: etree._Element, kind: str) -> bool:
    """Return whether a style is that of what names none."""
    return style.get(f"{W}type") == kind and style.get(f"{W}default") in ("1", "true", "on")


def _first_child(parent: etree._Element, name: str) -> etree._Element:
    found = parent.find(f"{W}{name}")
    if found is None:
        found = etree.Element(f"{W}{name}")
        parent.insert(0, found)
    return found


def _along(styles: Mapping[str, etree._Element], identity: str | None, name: str) -> etree._Element:
    """Return the properties that a style has, with those of the styles it is based on."""
    made = etree.Element(f"{W}{name}")
    seen: set[str] = set()
    while identity is not None and identity in styles and identity not in seen:
        seen.add(identity)
        own = styles[identity].find(f"{W}{name}")
        if own is not None:
            lay_under(made, own, _ORDERS[name])
        base = styles[identity].find(f"{W}basedOn")
        identity = base.get(f"{W}val") if base is not None else None
    return made


def _only(properties: etree._Element, wanted: etree._Element) -> etree._Element:
    """Return those of the properties that others have too."""
    known = {each.tag for each in wanted}
    for each in [each for each in properties if each.tag not in known]:
        properties.remove(each)
    return properties


def _without(properties: etree._Element, others: etree._Element) -> etree._Element:
    """Return the properties that others do not set."""
    copy = deepcopy(properties)
    known = {each.tag: each for each in others}
    for each in list(copy):
        other = known.get(each.tag)
        if other is None:
            continue
        for key in [key for key in each.attrib if _is_set(other, str(key).removeprefix(W))]:
            del each.attrib[key]
        if each.tag not in _BY_ATTRIBUTE or not each.attrib:
            copy.remove(each)
    return copy
