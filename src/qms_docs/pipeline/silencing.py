"""Findings that a comment in the data silences, and comments that silence nothing."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from ..check import all_rules
from ..diagnostics import Diagnostic, Location, Message, Severity, say
from ..load.silencers import Silencer, silencers_in, silencers_of


def silence(found: Iterable[Diagnostic], files: Collection[str]) -> tuple[list[Diagnostic], list[Diagnostic]]:
    """Return the findings that stand, with what is wrong in the silencing comments of `files`, and those silenced."""
    standing: list[Diagnostic] = []
    silenced: list[Diagnostic] = []
    used: set[Silencer] = set()
    for item in found:
        by = [each for each in silencers_in(item.location.file) if _speaks_of(each, item)]
        used.update(by)
        (silenced if by else standing).append(item)
    known = {rule.code for rule in all_rules()}
    for each in silencers_of(files):
        standing += _wrong(each, known, each in used)
    return standing, silenced


def _speaks_of(silencer: Silencer, item: Diagnostic) -> bool:
    return silencer.has_reason and silencer.code == item.code and silencer.target == item.location.line


def _wrong(silencer: Silencer, known: Collection[str], is_used: bool) -> Iterator[Diagnostic]:
    def told(code: str, name: str, severity: Severity, fact: Message, advice: Message) -> Diagnostic:
        return Diagnostic(code, name, severity, Location(silencer.file, silencer.line), fact, advice)

    if silencer.code not in known:
        fact = say("There is no rule {code}.", code=silencer.code)
        yield told("CHK004", "silencer-of-no-rule", Severity.ERROR, fact, say("See docs/diagnostics.md."))
    elif not silencer.has_reason:
        fact = say("The comment silences {code} without a reason.", code=silencer.code)
        yield told(
            "CHK002", "silencer-without-reason", Severity.ERROR, fact, say("Write the reason after the colon: who decided what.")
        )
    elif not is_used:
        fact = say("The comment silences {code}, which does not speak here on this day.", code=silencer.code)
        yield told(
            "CHK003", "silencer-of-nothing", Severity.WARNING, fact, say("Delete the comment, or put it on the line it is about.")
        )
