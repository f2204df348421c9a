"""Drift (sai lệch) told of an old sheet: a code, where, the fact, what to do.

In: a sheet, a place, messages. Out: diagnostics. Touches: nothing.
"""

from __future__ import annotations

import re

from ...diagnostics import Diagnostic, Location, Message, Severity
from ...domain.text import shortened
from .cover import squeezed
from .model import OldSheet, Said

_SHOWN = 90


def tell(
    sheet: OldSheet, code: str, name: str, place: Said | str, fact: Message, advice: Message, severity: Severity = Severity.ERROR
) -> Diagnostic:
    """Return one finding at a place inside the sheet's file."""
    within = place.place if isinstance(place, Said) else place
    return Diagnostic(code, name, severity, Location(sheet.source, within=within or None), fact, advice)


def shown(text: str) -> str:
    """Return a text as it is quoted: one line, cut where it is long."""
    return shortened(squeezed(text), _SHOWN)


def whole_number(text: str) -> int | None:
    """Return the number of an issue («01», «1»), None where it is none."""
    found = re.fullmatch(r"\D{0,12}?0*(\d{1,3})\D{0,3}", squeezed(text))
    return int(found[1]) if found else None
