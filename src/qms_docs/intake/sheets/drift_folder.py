"""Drift across a folder of sheets: codes used twice, one procedure in two files, one abbreviation in two meanings.

In: sheets, what each was matched to. Out: diagnostics DRF005, DRF020, DRF023. Touches: nothing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import PurePath

from ...diagnostics import Diagnostic, Severity, say
from ...domain.text import tone_folded
from .findings import tell
from .model import Abbreviation, OldSheet


def folder_drift(sheets: Sequence[OldSheet], codes: Mapping[str, str]) -> Iterator[Diagnostic]:
    """Yield what sheets contradict in each other; `codes` are the procedures they were matched to, by source."""
    by_code: dict[str, list[OldSheet]] = defaultdict(list)
    by_procedure: dict[str, list[OldSheet]] = defaultdict(list)
    meanings: dict[str, dict[str, tuple[OldSheet, Abbreviation]]] = defaultdict(dict)
    for sheet in sheets:
        if sheet.code:
            by_code[tone_folded(sheet.code.text).replace(" ", "")].append(sheet)
        if sheet.source in codes:
            by_procedure[codes[sheet.source]].append(sheet)
        for each in sheet.abbreviations:
            meanings[each.short].setdefault(tone_folded(each.long).strip(" ."), (sheet, each))
    for found in by_code.values():
        for sheet in found[1:]:
            fact = say("The code {code} is that of {other} too.", code=sheet.code.text, other=PurePath(found[0].source).name)
            advice = say("Give each procedure a code of its own, and do not use it again.")
            yield tell(sheet, "DRF005", "code-of-two-sheets", sheet.code, fact, advice)
    for code, found in by_procedure.items():
        for sheet in found[1:]:
            fact = say("{other} is about the procedure {code} too.", other=PurePath(found[0].source).name, code=code)
            yield tell(sheet, "DRF020", "sheet-twice", sheet.title, fact, say("Keep the one in force, withdraw the other."))
    for short, said in meanings.items():
        (source, first), *others = said.values()
        for sheet, each in others:
            if sheet is source:
                continue
            fact = say("«{short}» is «{one}» here and «{other}» in another file.", short=short, one=each.long, other=first.long)
            yield tell(
                sheet, "DRF023", "abbreviation-differs", each.place, fact, say("Explain it one way everywhere."), Severity.WARNING
            )
