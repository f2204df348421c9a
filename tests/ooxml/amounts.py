"""What the attributes of WordprocessingML may hold, as data.

In: nothing. Out: by element and attribute, the rule and the pattern of a right value. Touches: nothing.
"""

from __future__ import annotations

import re

WHOLE, SIGNED, HALF_POINTS = r"\d{1,9}", r"-?\d{1,9}", r"[1-9]\d{0,3}"
COLOUR = r"auto|[0-9A-Fa-f]{6}"
LINES = """nil|none|single|thick|double|dotted|dashed|dotDash|dotDotDash|triple|wave|doubleWave|dashSmallGap|dashDotStroked|inset|
outset|thinThickSmallGap|thickThinSmallGap""".replace("\n", "")
JC = "left|right|center|both|start|end|distribute"
FORMATS = "decimal|upperRoman|lowerRoman|upperLetter|lowerLetter|bullet|none|ordinal|decimalZero"
PLACES = "default|first|even"
ON_OFF = "0|1|true|false|on|off"

_TOGGLES = """b bCs i iCs caps smallCaps strike dstrike vanish keepNext keepLines pageBreakBefore widowControl contextualSpacing
cantSplit tblHeader noWrap hideMark titlePg bidi qFormat semiHidden unhideWhenUsed updateFields evenAndOddHeaders mirrorMargins
suppressLineNumbers snapToGrid noProof rtl docPartUnique autoHyphenation"""
_VALUES = {
    "half-point-size": {"sz@val szCs@val": HALF_POINTS},
    "on-off-value": {" ".join(f"{name}@val" for name in _TOGGLES.split()): ON_OFF},
    "colour-value": {"color@val shd@fill shd@color": COLOUR, "top@color left@color bottom@color right@color": COLOUR},
    "choice-value": {
        "jc@val": JC,
        "vMerge@val": "restart|continue",
        "hMerge@val": "restart|continue",
        "vAlign@val": "top|center|bottom|both",
        "tcW@type tblW@type tblInd@type": "dxa|pct|auto|nil",
        "tblLayout@type": "fixed|autofit",
        "fldChar@fldCharType": "begin|separate|end",
        "br@type": "page|column|textWrapping",
        "headerReference@type footerReference@type": PLACES,
        "style@type": "paragraph|character|table|numbering",
        "tab@val": "clear|start|left|center|right|end|decimal|bar|num",
        "tab@leader": "none|dot|hyphen|underscore|heavy|middleDot",
        "trHeight@hRule spacing@lineRule": "auto|exact|atLeast",
        "pgSz@orient": "portrait|landscape",
        "numFmt@val pgNumType@fmt": FORMATS,
        "lvlJc@val": "left|right|center|start|end",
        "top@val left@val bottom@val right@val insideH@val insideV@val between@val": LINES,
        "u@val": "none|single|words|double|thick|dotted|dash|dotDash|dotDotDash|wave",
        "vertAlign@val": "baseline|superscript|subscript",
        "suff@val": "tab|space|nothing",
        "outlineLvl@val ilvl@val lvl@ilvl": "[0-9]",
        "multiLevelType@val": "singleLevel|multilevel|hybridMultilevel",
        "type@val": "continuous|nextColumn|nextPage|evenPage|oddPage",
    },
    "whole-number": {
        "gridSpan@val": r"[1-9]\d?",
        "gridCol@w tcW@w pgSz@w pgSz@h trHeight@val": WHOLE,
        "tblInd@w ind@left ind@right ind@firstLine ind@hanging ind@start ind@end": SIGNED,
        "tblW@w": rf"{WHOLE}%?",
        "spacing@before spacing@after spacing@line spacing@val tab@pos position@val": SIGNED,
        "pgMar@top pgMar@bottom pgMar@left pgMar@right pgMar@header pgMar@footer pgMar@gutter": SIGNED,
        "numId@val abstractNumId@val num@numId abstractNum@abstractNumId": WHOLE,
        "bookmarkStart@id bookmarkEnd@id comment@id footnote@id commentReference@id": SIGNED,
        "top@sz left@sz bottom@sz right@sz insideH@sz insideV@sz zoom@percent defaultTabStop@val": WHOLE,
    },
}
VALUES: dict[tuple[str, str], tuple[str, re.Pattern[str]]] = {
    (name.partition("@")[0], name.partition("@")[2]): (rule, re.compile(pattern))
    for rule, kinds in _VALUES.items()
    for names, pattern in kinds.items()
    for name in names.split()
}

REQUIRED = {
    "style": ("type", "styleId"),
    "pStyle": ("val",),
    "rStyle": ("val",),
    "tblStyle": ("val",),
    "bookmarkStart": ("id", "name"),
    "bookmarkEnd": ("id",),
    "fldChar": ("fldCharType",),
    "fldSimple": ("instr",),
    "sz": ("val",),
    "jc": ("val",),
    "gridSpan": ("val",),
    "num": ("numId",),
    "abstractNum": ("abstractNumId",),
    "lvl": ("ilvl",),
    "pgSz": ("w", "h"),
    "headerReference": ("type",),
    "footerReference": ("type",),
}
"""Attributes that an element must have."""
