"""Results become papers to hand on: a workbook, the words of a letter.

In: a result of the pipeline. Out: bytes of a file, words for a template. Touches: nothing.
"""

from .letter import TEMPLATE, Sender, department_words, letter_words
from .workbook import impact_workbook

__all__ = ["TEMPLATE", "Sender", "department_words", "impact_workbook", "letter_words"]
