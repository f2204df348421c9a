"""Rules of the head of a paper: national title, agency, number, place and date, type and summary, grounds.

In: nothing. Out: `Rule` values. Touches: nothing.
"""

from __future__ import annotations

from ...diagnostics import Severity, say
from .rule import Rule

_WARN = Severity.WARNING
_NATION, _AGENCY, _NUMBER, _DATE, _TYPE = (f"khoản {number} Mục II" for number in range(1, 6))
_BASIS = "điểm a khoản 6 Mục II"

OF_HEAD = (
    Rule("LAY020", "nation-missing", say("National title"), _NATION, say("«CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM»")),
    Rule("LAY021", "nation-text", say("Words of the national title"), _NATION, say("«CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM»")),
    Rule("LAY022", "nation-case", say("Letters of the national title"), _NATION),
    Rule("LAY023", "nation-size", say("Size of the national title"), _NATION),
    Rule("LAY024", "nation-style", say("Weight of the national title"), _NATION),
    Rule("LAY025", "nation-place", say("Place of the national title"), _NATION, say("on the right, above the motto")),
    Rule("LAY026", "motto-missing", say("Motto"), _NATION, say("«Độc lập - Tự do - Hạnh phúc»")),
    Rule("LAY027", "motto-text", say("Words of the motto"), _NATION, say("«Độc lập - Tự do - Hạnh phúc»")),
    Rule("LAY028", "motto-case", say("Letters of the motto"), _NATION),
    Rule("LAY029", "motto-size", say("Size of the motto"), _NATION),
    Rule("LAY030", "motto-style", say("Weight of the motto"), _NATION),
    Rule("LAY031", "motto-rule", say("Line under the motto"), _NATION, say("one line as long as the text, not underlined")),
    Rule("LAY032", "agency-missing", say("Name of the agency"), _AGENCY, say("on the left, beside the national title")),
    Rule("LAY033", "agency-case", say("Letters of the name of the agency"), _AGENCY),
    Rule("LAY034", "agency-size", say("Size of the name of the agency"), _AGENCY),
    Rule("LAY035", "agency-style", say("Weight of the name of the agency"), _AGENCY),
    Rule("LAY036", "agency-above-case", say("Letters of the name of the agency above"), _AGENCY),
    Rule("LAY037", "agency-above-size", say("Size of the name of the agency above"), _AGENCY),
    Rule("LAY038", "agency-above-style", say("Weight of the name of the agency above"), _AGENCY),
    Rule(
        "LAY039", "agency-rule", say("Line under the name of the agency"), _AGENCY,
        say("one third to one half of the text, not underlined"),
    ),
    Rule("LAY040", "number-missing", say("Number and symbol"), _NUMBER, say("«Số: …/…»")),
    Rule(
        "LAY041", "number-form", say("Form of number and symbol"), _NUMBER,
        say("«Số: 05/QĐ-UBND»: colon, slash, hyphens without blanks"),
    ),
    Rule("LAY042", "number-zero", say("Number below 10"), _NUMBER, say("with 0 in front")),
    Rule("LAY043", "number-symbol", say("Symbol of the type"), _NUMBER, say("the abbreviation of the type of the paper"), _WARN),
    Rule("LAY044", "number-size", say("Size of number and symbol"), _NUMBER),
    Rule("LAY045", "number-style", say("Weight of number and symbol"), _NUMBER),
    Rule("LAY046", "date-missing", say("Place and date"), _DATE, say("«Tân Xuân, ngày 05 tháng 02 năm 2026»")),
    Rule("LAY047", "date-form", say("Form of place and date"), _DATE, say("«Tân Xuân, ngày 05 tháng 02 năm 2026»")),
    Rule("LAY048", "date-zero", say("Days below 10, months 1 and 2"), _DATE, say("with 0 in front, other months without")),
    Rule("LAY049", "date-calendar", say("Date"), _DATE, say("a day of the calendar")),
    Rule("LAY050", "date-size", say("Size of place and date"), _DATE),
    Rule("LAY051", "date-style", say("Posture of place and date"), _DATE),
    Rule("LAY052", "type-case", say("Letters of the type of the paper"), _TYPE),
    Rule("LAY053", "type-size", say("Size of the type of the paper"), _TYPE),
    Rule("LAY054", "type-style", say("Weight of the type of the paper"), _TYPE),
    Rule("LAY055", "type-align", say("Place of the type of the paper"), _TYPE),
    Rule("LAY056", "summary-missing", say("Summary"), _TYPE, say("below the type of the paper, or «V/v …» in a letter")),
    Rule("LAY057", "summary-case", say("Letters of the summary"), _TYPE),
    Rule("LAY058", "summary-size", say("Size of the summary"), _TYPE),
    Rule("LAY059", "summary-style", say("Weight of the summary"), _TYPE),
    Rule("LAY060", "summary-align", say("Place of the summary"), _TYPE),
    Rule(
        "LAY061", "summary-rule", say("Line under the summary"), _TYPE,
        say("one third to one half of the text, not underlined"),
    ),
    Rule("LAY062", "letter-summary-form", say("Form of the summary of a letter"), _TYPE, say("«V/v …», without a full stop")),
    Rule("LAY063", "letter-summary-case", say("Letters of the summary of a letter"), _TYPE),
    Rule("LAY064", "letter-summary-size", say("Size of the summary of a letter"), _TYPE),
    Rule("LAY065", "letter-summary-style", say("Weight of the summary of a letter"), _TYPE),
    Rule("LAY066", "letter-summary-gap", say("Gap above the summary of a letter"), _TYPE, say("6 pt"), _WARN),
    Rule("LAY067", "authority-case", say("Letters of the authority that issues"), _TYPE),
    Rule("LAY068", "authority-style", say("Weight of the authority that issues"), _TYPE),
    Rule("LAY069", "authority-size", say("Size of the authority that issues"), _TYPE),
    Rule("LAY070", "basis-style", say("Posture of the grounds"), _BASIS),
    Rule("LAY071", "basis-size", say("Size of the grounds"), _BASIS),
    Rule("LAY072", "basis-align", say("Alignment of the grounds"), _BASIS),
    Rule(
        "LAY073", "basis-end", say("End of the grounds"), _BASIS,
        say("a semicolon, after the last a full stop"), asked_before=say("a semicolon, after the last a comma or full stop"),
    ),
    Rule("LAY074", "basis-law-number", say("Law among the grounds"), _BASIS, say("its name, without number and issuer"), _WARN),
    Rule("LAY075", "decided-case", say("Letters of «QUYẾT ĐỊNH:»"), _BASIS),
    Rule("LAY076", "decided-style", say("Weight of «QUYẾT ĐỊNH:»"), _BASIS),
    Rule("LAY077", "decided-form", say("Form of «QUYẾT ĐỊNH:»"), _BASIS, say("with a colon")),
)  # fmt: skip
