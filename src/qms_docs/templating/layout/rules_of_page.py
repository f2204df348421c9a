"""Rules of the page and its letters: paper, margins, page number, font.

In: nothing. Out: `Rule` values. Touches: nothing.
"""

from __future__ import annotations

from ...diagnostics import Severity, say
from .rule import Rule

_WARN = Severity.WARNING

OF_PAGE = (
    Rule("LAY001", "page-size", say("Size of the paper"), "khoản 1 Mục I", say("A4, 210 × 297 mm")),
    Rule(
        "LAY002", "page-orientation", say("Orientation of the page"), "khoản 2 Mục I",
        say("portrait, unless it holds a table"), _WARN,
    ),
    Rule("LAY003", "margin-top", say("Top margin"), "khoản 3 Mục I", say("20 to 25 mm")),
    Rule("LAY004", "margin-bottom", say("Bottom margin"), "khoản 3 Mục I", say("20 to 25 mm")),
    Rule("LAY005", "margin-left", say("Left margin"), "khoản 3 Mục I", say("30 to 35 mm")),
    Rule("LAY006", "margin-right", say("Right margin"), "khoản 3 Mục I", say("15 to 20 mm")),
    Rule("LAY007", "page-number-missing", say("Page number"), "khoản 7 Mục I", say("on every page but the first"), _WARN),
    Rule(
        "LAY008", "page-number-place", say("Place of the page number"), "khoản 7 Mục I",
        say("in the top margin"), asked_before=say("in the bottom margin"),
    ),
    Rule(
        "LAY009", "page-number-align", say("Alignment of the page number"), "khoản 7 Mục I",
        say("centred"), asked_before=say("right"),
    ),
    Rule("LAY010", "page-number-size", say("Size of the page number"), "khoản 7 Mục I", say("13 to 14 pt")),
    Rule("LAY011", "page-number-style", say("Letters of the page number"), "khoản 7 Mục I", say("not bold, upright")),
    Rule("LAY012", "page-number-first", say("Page number of the first page"), "khoản 7 Mục I", say("not shown")),
    Rule(
        "LAY013", "page-number-form", say("Form of the page number"), "khoản 7 Mục I",
        say("Arabic figures, from 1, nothing beside them"),
    ),
    Rule("LAY014", "wrong-font", say("Font"), "khoản 4 Mục I", say("Times New Roman")),
    Rule("LAY015", "legacy-encoding", say("Encoding of the letters"), "khoản 4 Mục I", say("Unicode (TCVN 6909:2001)")),
    Rule("LAY016", "wrong-colour", say("Colour of the text"), "khoản 4 Mục I", say("black")),
    Rule("LAY017", "decomposed-letters", say("Letters with marks"), "khoản 4 Mục I", say("composed letters (NFC)")),
)  # fmt: skip
