"""A kind of mistake in a template, as data.

In: nothing. Out: `Fault`. Touches: nothing.
"""

from __future__ import annotations

from dataclasses import dataclass

from ...diagnostics import Message


@dataclass(frozen=True)
class Fault:
    """A kind of mistake; fact and advice have blanks that its place fills.

    `wrong` and `right` are paragraphs of a template for a procedure sheet, those in bars (`| a | b |`) rows of a table.
    """

    code: str
    name: str
    fact: Message
    advice: Message
    wrong: tuple[str, ...] = ()
    right: tuple[str, ...] = ()
