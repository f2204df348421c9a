"""Words and forms of the head: national title, agency, number, date, summary, grounds.

In: `Paper`. Out: findings. Touches: nothing.
"""

from __future__ import annotations

import re
from datetime import date
from functools import partial

from lxml import etree

from ...diagnostics import say
from .effective import Run
from .finding import Finding, Findings, at
from .mending import change_text, set_paragraph, set_run, set_text, texts_in
from .paper import Line, Paper
from .recognition import MOTTO, NATION, TYPES
from .widths import lines_of

_NATIONS = {NATION, "CỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM"}
_BLANK = r"(?:[\s.…_]|\u00a0)*"
_NUMBER = re.compile(rf"^Số: ?(?P<number>{_BLANK}\d*{_BLANK})/(?P<symbol>[A-ZĐyr]+[a-z]*(?:-[A-ZĐƯ0-9.]+[a-z]*)*)$")
_DATE = re.compile(
    rf"^(?P<place>[^,]+), ngày(?P<day>{_BLANK}\d*{_BLANK})tháng(?P<month>{_BLANK}\d*{_BLANK})năm(?P<year>{_BLANK}\d*{_BLANK})$"
)
_LAW = re.compile(r"^Căn cứ (Bộ luật|Luật|Pháp lệnh)\b.*?\bsố\s+\d", re.IGNORECASE)


def heads(paper: Paper, layout: str) -> Findings:
    """Yield what is missing or wrong in the head of the paper."""
    yield from _nation(paper)
    yield from _agency(paper)
    yield from _number(paper)
    yield from _date(paper)
    yield from _summary(paper)
    yield from _basis(paper, layout)


def _missing(rule: str) -> Finding:
    return Finding(rule, "word/document.xml", say("none"))


def _nation(paper: Paper) -> Findings:
    nation, motto = paper.first("nation"), paper.first("motto")
    if nation is None:
        yield _missing("nation-missing")
    else:
        if " ".join(nation.text.split()) not in _NATIONS and nation.text.upper() not in _NATIONS:
            yield at("nation-text", nation, f"«{nation.text}»", _retext(nation, NATION))
        cell = nation.paragraph.cell
        below = motto is not None and motto.paragraph.number < nation.paragraph.number
        if (cell is not None and cell[2] == 1 and paper.roles["agency"]) or below:
            yield at("nation-place", nation, say("elsewhere"))
    if motto is None:
        yield _missing("motto-missing")
        return
    if motto.text != MOTTO:
        yield at("motto-text", motto, f"«{motto.text}»", _retext(motto, MOTTO))
    yield from _ruled(paper, "motto-rule", [motto], 0.85, 1.15)


def _retext(line: Line, text: str) -> partial[None] | None:
    return partial(set_text, [run.element for run in line.runs], text) if line.whole else None


def _ruled(paper: Paper, rule: str, lines: list[Line], low: float, high: float) -> Findings:
    """Judge the line drawn below lines of text; its length is compared with each printed line."""
    last = lines[-1]
    underlined = [run for line in lines for run in line.inked if run.underlined]
    if underlined:
        yield at(rule, last, say("underlined text"), partial(_plain, underlined))
    found = [length for line in lines[-1:] for length in paper.rules_below(line)]
    if not found:
        if not underlined:
            yield at(rule, last, say("none"))
        return
    printed: list[float] = []
    for line in lines:
        run = line.inked[0]
        printed += lines_of(line.text, run.size, run.bold, max(line.paragraph.line_width, 500))
    if not any(min(printed) * low <= length <= max(printed) * high for length in found):
        share = f"{found[0] / max(printed) * 100:.0f}"
        yield at(rule, last, say("{share} % of the longest line", share=share))


def _plain(runs: list[Run]) -> None:
    for run in runs:
        set_run(run.element, u="none")


def _agency(paper: Paper) -> Findings:
    lines = paper.lines("agency")
    if not lines:
        yield _missing("agency-missing")
    else:
        yield from _ruled(paper, "agency-rule", lines, 0.3, 0.55)


def _number(paper: Paper) -> Findings:
    line = paper.first("number")
    if line is None:
        if not paper.roles["attached"]:
            yield _missing("number-missing")
        return
    found = _NUMBER.match(line.text)
    if found is None:
        tight = re.sub(r"\s*([/-])\s*(?=\w)", r"\1", re.sub(r"^S[oố]\s*:?\s*", "Số: ", line.text, flags=re.IGNORECASE))
        blank = re.search(r"[:\s][\s.…_]*(?=\s*/)", line.text)
        mend = _retext(line, tight) if _NUMBER.match(tight) and not (blank and not re.search(r"\d", line.text)) else None
        yield at("number-form", line, f"«{line.text}»", mend)
    digits = re.search(r"(\d+)\s*/", line.text)
    if digits and int(digits[1]) < 10 and len(digits[1]) < 2:
        mend = partial(change_text, [run.element for run in line.runs], _pad_number)
        yield at("number-zero", line, f"«{digits[1]}»", mend)
    symbol = re.search(r"/\s*([^\s-]+)", line.text)
    wanted = TYPES.get(paper.kind)
    if wanted and symbol and symbol[1] != wanted:
        yield at("number-symbol", line, f"«{symbol[1]}» ≠ «{wanted}»")


def _pad_number(text: str) -> str:
    return re.sub(r"(?<!\d)(\d)(?=\s*/)", r"0\1", text)


def _date(paper: Paper) -> Findings:
    line = paper.first("date")
    if line is None:
        if not paper.roles["attached"]:
            yield _missing("date-missing")
        return
    found = _DATE.match(line.text)
    if found is None or not found["place"][:1].isupper():
        yield at("date-form", line, f"«{line.text}»")
        return
    day, month, year = (re.sub(r"\D", "", found[name]) for name in ("day", "month", "year"))
    short = (day and len(day) < 2) or (month in ("1", "2")) or (len(month) == 2 and month[0] == "0" and month > "02")
    if short:
        mend = partial(change_text, [run.element for run in line.runs], _pad_date)
        yield at("date-zero", line, f"«{line.text}»", mend)
    if day and month and year:
        try:
            date(int(year), int(month), int(day))
        except ValueError:
            yield at("date-calendar", line, f"«{day}/{month}/{year}»")


def _pad_date(text: str) -> str:
    text = re.sub(r"(ngày\s+)(\d)(?!\d)", r"\g<1>0\2", text)
    text = re.sub(r"(tháng\s+)([12])(?!\d)", r"\g<1>0\2", text)
    return re.sub(r"(tháng\s+)0([3-9])(?!\d)", r"\1\2", text)


def _summary(paper: Paper) -> Findings:
    summary, letter = paper.lines("summary"), paper.lines("letter-summary")
    if not summary and not letter:
        yield (
            _missing("summary-missing") if not paper.roles["type"] else at("summary-missing", paper.roles["type"][0], say("none"))
        )
    if summary and paper.roles["type"]:
        yield from _ruled(paper, "summary-rule", _with_attached(paper, summary), 0.3, 0.55)
    if letter:
        text = " ".join(line.text for line in letter)
        if not re.match(r"^V/v \S", text) or text.endswith("."):
            yield at("letter-summary-form", letter[0], f"«{text}»")
        gap = float(letter[0].paragraph.values.get("before", 0.0))
        number = paper.first("number")
        above = float(number.paragraph.values.get("after", 0.0)) if number else 0.0
        if not 80 <= max(gap, above) <= 160:
            mend = partial(set_paragraph, letter[0].paragraph.element, before=120)
            yield at("letter-summary-gap", letter[0], say("{size} pt", size=f"{max(gap, above) / 20:g}"), mend)


def _with_attached(paper: Paper, summary: list[Line]) -> list[Line]:
    """The line below «(Kèm theo …)» closes the summary too."""
    last = summary[-1].paragraph.number
    return [*summary, *(line for line in paper.lines("attached") if line.paragraph.number - last <= 2)]


def _basis(paper: Paper, layout: str) -> Findings:
    lines = paper.lines("basis")
    for place, line in enumerate(lines):
        last = place == len(lines) - 1
        allowed = (".", ",") if last and layout == "tt01" else (".",) if last else (";",)
        if not line.text.endswith(allowed):
            mend = partial(_end, [run.element for run in line.runs], allowed[0])
            yield at("basis-end", line, f"«{line.text[-12:]}»", mend)
        if _LAW.match(line.text):
            yield at("basis-law-number", line, say("with its number"))
    decided = paper.first("decided")
    if decided is not None and not decided.text.endswith(":"):
        yield at("decided-form", decided, f"«{decided.text}»", _retext(decided, f"{decided.text}:"))


def _end(runs: list[etree._Element], sign: str) -> None:
    for run in reversed(runs):
        texts = [text for text in texts_in([run]) if (text.text or "").strip()]
        if texts:
            texts[-1].text = re.sub(r"[\s.,;:]*$", "", texts[-1].text or "") + sign
            return
