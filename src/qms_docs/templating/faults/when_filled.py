"""Faults that only the data bring to light.

In: nothing. Out: `Fault` values. Touches: nothing.
"""

from __future__ import annotations

from ...diagnostics import say
from .fault import Fault

_SAME_CELL = say("Open and close it in the same cell; for whole rows write «tr», for whole cells «tc» behind the opening.")

WHEN_FILLED: tuple[Fault, ...] = (
    Fault(
        "TPL049",
        "word-not-in-data",
        say("The template asks for «{path}», which the data do not have."),
        say("Correct the tag, or add the value to the data."),
    ),
    Fault(
        "TPL050",
        "value-missing",
        say("«{path}» has no value; nothing can be printed."),
        say("Give the value, or put the tag inside an «if»."),
    ),
    Fault(
        "TPL051",
        "value-not-text",
        say("«{path}» is neither text nor number ({reason}); it cannot be printed."),
        say("Name one of its words, loop over it, or ask it with «if»."),
    ),
    Fault(
        "TPL052",
        "illegal-character",
        say("«{path}» holds a character that Word cannot hold: {reason}."),
        say("Type the value again without it."),
    ),
    Fault(
        "TPL053",
        "filter-fails",
        say("The tag fails with the value of «{path}»: {reason}."),
        say("Correct the tag, or the value."),
    ),
    Fault("TPL054", "filled-part-broken", say("Filling this part gives broken XML: {reason}."), _SAME_CELL),
    Fault(
        "TPL055",
        "output-too-large",
        say("The filled document is larger than {limit} MiB."),
        say("Loop over less, or split the document."),
    ),
    Fault(
        "TPL057",
        "takes-too-long",
        say("The template takes longer than {seconds} seconds for one document."),
        say("Put fewer loops inside loops, or loop over less."),
    ),
    Fault(
        "TPL058",
        "takes-too-much-memory",
        say("The template takes more than {limit} MiB of memory for one document."),
        say("Put fewer loops inside loops, or loop over less."),
    ),
    Fault(
        "TPL059",
        "filling-ended",
        say("The process that fills the template has ended: {reason}."),
        say("Try again. If it happens again, correct the template."),
    ),
)
