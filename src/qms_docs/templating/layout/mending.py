"""Small changes to WordprocessingML: properties set directly, in the order of the schema.

In: elements of a parsed part. Out: the same elements changed. Touches: nothing else.
"""

from __future__ import annotations

from collections.abc import Callable

from lxml import etree

from ..source import W

_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_RUN = ("rStyle", "rFonts", "b", "bCs", "i", "iCs", "caps", "smallCaps", "strike", "dstrike", "outline", "shadow", "emboss",
        "imprint", "noProof", "snapToGrid", "vanish", "webHidden", "color", "spacing", "w", "kern", "position", "sz", "szCs",
        "highlight", "u", "effect", "bdr", "shd", "fitText", "vertAlign", "rtl", "cs", "em", "lang")  # fmt: skip
_PARAGRAPH = ("pStyle", "keepNext", "keepLines", "pageBreakBefore", "framePr", "widowControl", "numPr", "suppressLineNumbers",
              "pBdr", "shd", "tabs", "suppressAutoHyphens", "kinsoku", "wordWrap", "overflowPunct", "topLinePunct",
              "autoSpaceDE", "autoSpaceDN", "bidi", "adjustRightInd", "snapToGrid", "spacing", "ind", "contextualSpacing",
              "mirrorIndents", "suppressOverlap", "jc", "textDirection", "textAlignment", "textboxTightWrap", "outlineLvl",
              "divId", "cnfStyle", "rPr", "sectPr", "pPrChange")  # fmt: skip
_SECTION = ("headerReference", "footerReference", "footnotePr", "endnotePr", "type", "pgSz", "pgMar", "paperSrc", "pgBorders",
            "lnNumType", "pgNumType", "cols", "formProt", "vAlign", "noEndnote", "titlePg", "textDirection", "bidi",
            "rtlGutter", "docGrid", "printerSettings", "sectPrChange")  # fmt: skip


def _drop(element: etree._Element, name: str) -> None:
    if name in element.attrib:
        del element.attrib[name]


def _properties(owner: etree._Element, name: str) -> etree._Element:
    found = owner.find(f"{W}{name}")
    if found is None:
        found = etree.Element(f"{W}{name}")
        owner.insert(0, found)
    return found


def _put(parent: etree._Element, name: str, order: tuple[str, ...]) -> etree._Element:
    """Return the child `name`, made at its place where it is absent."""
    found = parent.find(f"{W}{name}")
    if found is None:
        found = etree.Element(f"{W}{name}")
        rank = order.index(name)
        later = (
            place
            for place, child in enumerate(parent)
            if isinstance(child.tag, str) and etree.QName(child).localname in order[rank + 1 :]
        )
        parent.insert(next(later, len(parent)), found)
    return found


def set_run(run: etree._Element, **values: str | bool | float) -> None:
    """Set properties of a run: b, i, caps (on or off), size, font, colour, underlined."""
    properties = _properties(run, "rPr")
    for name, value in values.items():
        if name == "size":
            for each in ("sz", "szCs"):
                _put(properties, each, _RUN).set(f"{W}val", str(int(float(value) * 2)))
        elif name == "font":
            fonts = _put(properties, "rFonts", _RUN)
            for slot in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
                _drop(fonts, f"{W}{slot}")
            for slot in ("ascii", "hAnsi", "cs"):
                fonts.set(f"{W}{slot}", str(value))
        elif name == "colour":
            element = _put(properties, "color", _RUN)
            element.attrib.clear()
            element.set(f"{W}val", str(value))
        elif name == "u":
            _put(properties, "u", _RUN).set(f"{W}val", str(value))
        else:
            for each in (name, f"{name}Cs") if name in ("b", "i") else (name,):
                element = _put(properties, each, _RUN)
                _drop(element, f"{W}val")
                if not value:
                    element.set(f"{W}val", "0")


def set_paragraph(paragraph: etree._Element, align: str | None = None, **values: float) -> None:
    """Set alignment, indent (`firstLine`) and spacing (`before`, `after`, `line`) of a paragraph, in twips."""
    properties = _properties(paragraph, "pPr")
    if align is not None:
        _put(properties, "jc", _PARAGRAPH).set(f"{W}val", align)
    for name, value in values.items():
        element = _put(properties, "ind" if name == "firstLine" else "spacing", _PARAGRAPH)
        if name == "firstLine":
            for other in ("hanging", "firstLineChars", "hangingChars"):
                _drop(element, f"{W}{other}")
            element.set(f"{W}left", "0")
        if name == "line":
            element.set(f"{W}lineRule", "auto")
        if name in ("before", "after"):
            _drop(element, f"{W}{name}Autospacing")
        element.set(f"{W}{name}", str(round(value)))


def set_section(section: etree._Element, name: str, **values: str) -> None:
    """Set attributes of a property of a section."""
    element = _put(section, name, _SECTION)
    for key, value in values.items():
        element.set(f"{W}{key}", value)


def texts_in(runs: list[etree._Element]) -> list[etree._Element]:
    """Return the texts of runs."""
    return [text for run in runs for text in run.findall(f"{W}t")]


def set_text(runs: list[etree._Element], text: str) -> None:
    """Let the runs say `text`: the first holds it, the others nothing."""
    texts = texts_in(runs)
    for place, each in enumerate(texts):
        each.text = text if place == 0 else ""
        each.set(_SPACE, "preserve")


def change_text(runs: list[etree._Element], change: Callable[[str], str]) -> None:
    """Change the text of each run by itself."""
    for each in texts_in(runs):
        if each.text and (changed := change(each.text)) != each.text:
            each.text = changed
            each.set(_SPACE, "preserve")
