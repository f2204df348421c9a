"""What is told of the records of the national database: texts kept as text, and records that are not taken.

In: what was read. Out: diagnostics. Touches: nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ..diagnostics import Diagnostic, Location, Message, Severity, say
from ..domain.text import shortened
from ..intake.portal.procedure import Understood

_SHOWN = 100


@dataclass(frozen=True)
class _Told:
    """How a text that stays a text is told."""

    code: str
    name: str
    severity: Severity
    fact: Message
    advice: Message


_TOLD = {
    each.code: each
    for each in (
        _Told(
            "IMP003",
            "page-of-another",
            Severity.ERROR,
            say("The page holds the procedure {what}, another one than asked for."),
            say("Fetch the record again; this one is not taken."),
        ),
        _Told(
            "IMP010",
            "text-kept",
            Severity.WARNING,
            say("Not understood, kept as text under «{about}»: {what}"),
            say("Read it, and put it where it belongs in the procedure's file."),
        ),
        _Told(
            "IMP011",
            "limit-without-unit",
            Severity.WARNING,
            say("«{what}» is a number without its unit: no time limit."),
            say("Look up the limit in the decision, and give value and unit."),
        ),
        _Told(
            "IMP012",
            "zero-is-not-free",
            Severity.WARNING,
            say("«{what}» is what the portal shows where nobody gave an amount; it frees nobody."),
            say("Look up the fee in its act; write «status: free» only where an act says so."),
        ),
        _Told(
            "IMP013",
            "act-not-recognised",
            Severity.WARNING,
            say("No act was recognised in «{what}»."),
            say("Add its number to legal_basis."),
        ),
        _Told(
            "SHT013",
            "foreign-record-kept",
            Severity.WARNING,
            say("«{what}» is a record of another procedure; it is kept as text."),
            say("Add this procedure's own register or result to its records."),
        ),
    )
}


def told_of(found: Understood) -> Iterator[Diagnostic]:
    """Yield a diagnostic for each text of a record that was not understood, and one for a record that is not taken."""
    record = found.record
    for left in found.leftovers:
        told = _TOLD[left.code]
        fact = Message(told.fact.text, {"about": left.about, "what": _shown(left.text)})
        place = Location(record.source, within=left.place)
        yield Diagnostic(told.code, told.name, told.severity, place, fact, told.advice, procedure=record.code)
    place = Location(record.source, within=record.place)
    if found.refused == "code":
        fact = say("«{code}» is no code of a procedure.", code=record.code)
        advice = say("A national code looks like 1.001193; correct it in the source.")
        yield Diagnostic("IMP005", "no-code", Severity.ERROR, place, fact, advice)
    elif found.refused == "name":
        fact = say("The record {code} has no name.", code=record.code)
        advice = say("Fetch the record again; this one is not taken.")
        yield Diagnostic("IMP006", "no-name", Severity.ERROR, place, fact, advice)


def _shown(text: str) -> str:
    return shortened(" ".join(text.split()), _SHOWN)
