"""Faults of place: tags where they, or the text beside them, would be lost.

In: nothing. Out: `Fault` values. Touches: nothing.
"""

from __future__ import annotations

from ...diagnostics import say
from .fault import Fault

_ROW_OF_ITS_OWN = say("Give the tag a row of its own; it vanishes when the template is filled.")

OF_PLACE: tuple[Fault, ...] = (
    Fault(
        "TPL037",
        "text-lost-in-row",
        say("The row is taken away with this tag, and the text «{lost}» with it."),
        _ROW_OF_ITS_OWN,
        ("| {%tr for step in sheet.steps %} | Bước |", "| {{ step.action }} | |", "| {%tr endfor %} | |"),
        ("| {%tr for step in sheet.steps %} | |", "| {{ step.action }} | Bước |", "| {%tr endfor %} | |"),
    ),
    Fault(
        "TPL038",
        "text-lost-in-cell",
        say("The cell is taken away with this tag, and the text «{lost}» with it."),
        say("Give the tag a cell of its own; it vanishes when the template is filled."),
        ("| Bước {%tc for step in sheet.steps %} | {{ step.action }} | {%tc endfor %} |",),
        ("| {%tc for step in sheet.steps %} | Bước {{ step.action }} | {%tc endfor %} |",),
    ),
    Fault(
        "TPL039",
        "two-tags-in-one-place",
        say("Two tags ask for the same paragraph, row or cell: {first} and this one."),
        say("Give each of them a paragraph, row or cell of its own."),
        ("| {%tr for step in sheet.steps %}{{ step.action }}{%tr endfor %} |",),
        ("| {%tr for step in sheet.steps %} |", "| {{ step.action }} |", "| {%tr endfor %} |"),
    ),
    Fault(
        "TPL040",
        "merge-outside-of-a-loop",
        say("«{word}» joins the cells of a loop, and there is no loop here."),
        say("Put it into a row or cell that a loop repeats, or join the cells in Word."),
        ("| {% vm %}a | b |",),
        ("| {%tr for step in sheet.steps %} | |", "| {% vm %}a | b |", "| {%tr endfor %} | |"),
    ),
    Fault(
        "TPL041",
        "tag-in-deleted-text",
        say("The tag stands in text that was deleted with «Track Changes»; it says nothing."),
        say("Accept or reject the changes of the template in Word."),
    ),
    Fault(
        "TPL042",
        "tag-in-bound-control",
        say("The tag stands in a content control bound to data; Word replaces its text when it opens the file."),
        say("Remove the content control, or its binding, and keep the text."),
    ),
)
