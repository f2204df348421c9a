"""Drift (sai lệch): all that old sheets contradict, in themselves and in each other.

In: sheets, the catalogue, a day. Out: diagnostics. Touches: nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from ...diagnostics import Diagnostic
from ...domain.catalogue import Catalogue
from .drift_content import content_drift, foreign_records
from .drift_folder import folder_drift
from .drift_frame import frame_drift
from .model import OldSheet

__all__ = ["drift_of", "foreign_records"]


def drift_of(sheets: Sequence[OldSheet], catalogue: Catalogue, day: date, codes: Mapping[str, str]) -> Iterator[Diagnostic]:
    """Yield the findings of each sheet, then those across them; `codes` are matched procedures by source."""
    for sheet in sheets:
        yield from frame_drift(sheet)
        yield from content_drift(sheet, catalogue, day, codes.get(sheet.source), sheets)
    yield from folder_drift(sheets, codes)
