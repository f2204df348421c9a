"""Drift of a sheet's frame: cover against headers and footers, numbers of sections and steps, the contents.

In: an `OldSheet`. Out: diagnostics DRF001–DRF004, DRF014–DRF017. Touches: nothing.
"""

from __future__ import annotations

from collections.abc import Iterator

from ...diagnostics import Diagnostic, Severity, say
from ...domain.text import tone_folded
from ..portal.record import day_of
from .findings import shown, tell, whole_number
from .headings import main_heading
from .matching import compared, likeness
from .model import TITLES, OldSheet, Part, Said

_SAME = 90.0
_LETTERS = "abcdđeghiklmnopqrstuvxy"
_ROMAN = {"I": 1, "II": 2, "III": 3, "IV": 4, "V": 5, "VI": 6, "VII": 7, "VIII": 8, "IX": 9, "X": 10, "XI": 11, "XII": 12}
_NEEDED = (Part.DOSSIER, Part.LIMIT, Part.ACTS, Part.PROCESS, Part.RECORDS)
_INNER = frozenset(
    [
        Part.DOSSIER,
        Part.SETS,
        Part.LIMIT,
        Part.CHANNELS,
        Part.SUBJECTS,
        Part.EXECUTING,
        Part.COOPERATING,
        Part.RESULTS,
        Part.FEES,
        Part.FORMS,
        Part.CONDITIONS,
        Part.ACTS,
        Part.PROCESS,
    ]
)


def frame_drift(sheet: OldSheet) -> Iterator[Diagnostic]:
    """Yield what the frame of a sheet contradicts in itself."""
    yield from _issues(sheet)
    yield from _days(sheet)
    yield from _names(sheet)
    yield from _codes(sheet)
    yield from _numbers(sheet)
    yield from _step_numbers(sheet)
    yield from _contents(sheet)
    yield from _missing(sheet)


def _issues(sheet: OldSheet) -> Iterator[Diagnostic]:
    wanted = whole_number(sheet.issue.text)
    for margin in sheet.margins:
        found = whole_number(margin.issue.text)
        if wanted is not None and found is not None and found != wanted:
            fact = say("The issue here is {found}; the cover says {wanted}.", found=margin.issue.text, wanted=sheet.issue.text)
            advice = say("Correct the one that is wrong; data kept once cannot differ.")
            yield tell(sheet, "DRF001", "issue-differs", margin.issue, fact, advice)


def _days(sheet: OldSheet) -> Iterator[Diagnostic]:
    wanted = day_of(sheet.day.text)
    for margin in sheet.margins:
        found = day_of(margin.day.text)
        if wanted is None or found is None or found == wanted:
            continue
        fact = say("The day here is {found}; the cover says {wanted}.", found=margin.day.text, wanted=sheet.day.text)
        early = say("A paper cannot take effect before it is issued: the old footer was left in.")
        later = say("Where the day of effect is another one than that of issue, say so on the cover too.")
        yield tell(sheet, "DRF002", "day-differs", margin.day, fact, early if found < wanted else later)


def _names(sheet: OldSheet) -> Iterator[Diagnostic]:
    for margin in sheet.margins:
        if not (margin.title and sheet.title and compared(margin.title.text)):
            continue
        begun = compared(margin.title.text.rstrip("…. "))
        cut = margin.title.text.rstrip().endswith(("…", "...")) and compared(sheet.title.text).startswith(begun)
        if not cut and likeness(margin.title.text, sheet.title.text) < _SAME:
            fact = say(
                "The header names «{found}»; the cover names «{wanted}».",
                found=shown(margin.title.text),
                wanted=shown(sheet.title.text),
            )
            yield tell(sheet, "DRF003", "name-differs", margin.title, fact, say("The header of another procedure was left in."))


def _codes(sheet: OldSheet) -> Iterator[Diagnostic]:
    for margin in sheet.margins:
        if margin.code and sheet.code and tone_folded(margin.code.text) != tone_folded(sheet.code.text):
            fact = say("The code here is {found}; the cover says {wanted}.", found=margin.code.text, wanted=sheet.code.text)
            yield tell(sheet, "DRF004", "code-differs", margin.code, fact, say("Correct the one that is wrong."))


# ---- numbers


def _place_of(number: str) -> tuple[str, int] | None:
    """Return the kind of a section's number and its place in the order; Vietnamese letters skip f, j, w, z."""
    last = number.split(".")[-1]
    if last.isdigit():
        return "digit", int(last)
    if number in _ROMAN:
        return "roman", _ROMAN[number]
    if len(number) == 1 and number.lower() in _LETTERS:
        return "letter", _LETTERS.index(number.lower()) + 1
    return None


def _numbers(sheet: OldSheet) -> Iterator[Diagnostic]:
    """Numbers that repeat or go back, among the sections and among the parts of «Nội dung»."""
    for inner in (False, True):
        before: tuple[str, int] | None = None
        for section in sheet.sections:
            if (section.part in _INNER) is not inner or not section.number:
                continue
            here = _place_of(section.number)
            if here is not None and before is not None and here[0] == before[0] and here[1] != before[1] + 1:
                fact = say("«{title}» is numbered {number}; {before} stands before it.", title=shown(section.title.text),
                           number=section.number, before=_spelled(before))  # fmt: skip
                advice = say("The next number is {next}.", next=_spelled((before[0], before[1] + 1)))
                yield tell(sheet, "DRF014", "number-slips", section.title, fact, advice)
                here = (before[0], before[1] + 1)
            before = here or before


def _spelled(place: tuple[str, int]) -> str:
    kind, number = place
    if kind == "letter":
        return _LETTERS[number - 1] if number <= len(_LETTERS) else str(number)
    return next((name for name, value in _ROMAN.items() if value == number), str(number)) if kind == "roman" else str(number)


def _step_numbers(sheet: OldSheet) -> Iterator[Diagnostic]:
    for process in sheet.processes:
        last = 0
        for step in process.steps:
            number = whole_number(step.number.text)
            if number is None:
                continue
            if number != last + 1:
                fact = say("The step is numbered {number}; {before} stands before it.", number=step.number.text, before=last)
                yield tell(sheet, "DRF015", "step-number-slips", step.number, fact, say("Number the steps anew from 1."))
            last = number


# ---- contents, parts


def _contents(sheet: OldSheet) -> Iterator[Diagnostic]:
    """The contents against the sections: numbers that differ, sections left out."""
    listed: dict[Part, Said] = {}
    numbers: dict[Part, str] = {}
    lines = {line.place: line for line in sheet.lines}
    for said in sheet.contents:
        line = lines.get(said.place)
        heading = main_heading(line, contents=True) if line is not None else None
        if heading is not None:
            listed.setdefault(heading.part, said)
            numbers.setdefault(heading.part, heading.number)
    if not listed:
        return
    for section in sheet.sections:
        if section.part in _INNER or section.part in (Part.CONTENTS, Part.REVISIONS, Part.ANNEX):
            continue
        if section.part not in listed:
            fact = say("The contents leave out «{title}».", title=shown(section.heading.text))
            yield tell(
                sheet, "DRF016", "contents-differ", sheet.contents[-1], fact, say("Write the contents anew from the headings.")
            )
        elif section.number and numbers[section.part] and section.number != numbers[section.part]:
            fact = say(
                "The contents number «{title}» {listed}; the section is numbered {number}.",
                title=shown(section.title.text),
                listed=numbers[section.part],
                number=section.number,
            )
            advice = say("Write the contents anew from the headings.")
            yield tell(sheet, "DRF016", "contents-differ", listed[section.part], fact, advice)


def _missing(sheet: OldSheet) -> Iterator[Diagnostic]:
    advice = say("A sheet without it cannot be followed or audited; add it.")
    for title, found in (("Mã hiệu", sheet.code), ("Lần ban hành", sheet.issue), ("Ngày ban hành", sheet.day)):
        if not found:
            fact = say("«{part}» is missing on the cover.", part=title)
            yield tell(sheet, "DRF017", "sheet-part-missing", sheet.title, fact, advice)
    there = {section.part for section in sheet.sections}
    for part in _NEEDED:
        empty = (part is Part.PROCESS and not sheet.processes) or (part is Part.RECORDS and not sheet.records)
        if part not in there or empty:
            fact = say("The sheet has no «{part}».", part=TITLES[part])
            yield tell(sheet, "DRF017", "sheet-part-missing", sheet.title, fact, advice)
    for signer in sheet.signers:
        if not signer.post:
            fact = say("«{stage}» names no post.", stage=signer.stage.text)
            yield tell(sheet, "DRF017", "sheet-part-missing", signer.stage, fact, advice, Severity.WARNING)
