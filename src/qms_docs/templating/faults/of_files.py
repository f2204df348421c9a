"""Faults of files: no Word document, broken parts.

In: nothing. Out: `Fault` values. Touches: nothing.
"""

from __future__ import annotations

from ...diagnostics import say
from .fault import Fault

_CORRECT = say("Correct the tag in this paragraph.")
_SAVE_AGAIN = say("Save the template again in Word.")

OF_FILES: tuple[Fault, ...] = (
    Fault(
        "TPL001", "no-word-document", say("This is not a Word document (.docx)."), say("Open it in Word and save it as .docx.")
    ),
    Fault("TPL002", "does-not-compile", say("The template cannot be compiled."), _CORRECT),
    Fault("TPL003", "broken-part", say("The part is not well-formed XML: {reason}."), _SAVE_AGAIN),
)
