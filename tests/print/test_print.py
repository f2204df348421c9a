"""Every kind of document, printed and measured: pages, headings, signatures, tables, margins, words, fonts.

A sample each time; all kinds, for usual and for extreme data, with `make test-all`.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from tests.places import NOW, REPOSITORY, THEN
from tests.print.extremes import LONGEST_DOSSIER, LONGEST_NAMED
from tests.print.measures import Made, faults
from tests.print.packs import make, print_all

SAMPLE_THEN = frozenset(
    {
        "publication_decision",
        "notice_letter",
        "quality_policy",
        "risk_register",
        "training_attendance",
        "reception_slip",
        "charts",
    }
)
SAMPLE_NOW = frozenset({"declaration", "manual", "procedure_sheet", "control_slip", "review_minutes", "supplement_request"})
SAMPLE_LONG = frozenset({"procedure_sheet", "reception_slip", "job_descriptions", "change_request", "committee_decision"})
LONGEST = frozenset({LONGEST_NAMED, LONGEST_DOSSIER})


def found_in(
    soffice: str, root: Path, code: str, day: date, folder: Path, kinds: frozenset[str], usual: bool = True
) -> list[str]:
    """Print the documents of a commune and measure them."""
    made: dict[str, Made] = make(root, code, day, folder, kinds, frozenset() if usual or day == THEN else LONGEST)
    prints = print_all(soffice, folder)
    if not usual:
        made = {name: Made(each.kind, each.code, each.lines, each.controlled) for name, each in made.items()}
    return [fault for name, found in prints.items() for fault in faults(found, made[name])]


@pytest.mark.parametrize(("code", "day", "kinds"), [("29104", THEN, SAMPLE_THEN), ("29104", NOW, SAMPLE_NOW)])
def test_a_sample_is_printed_well(soffice: str, tmp_path: Path, code: str, day: date, kinds: frozenset[str]) -> None:
    assert not found_in(soffice, REPOSITORY, code, day, tmp_path, kinds)


def test_a_sample_with_extreme_data_is_printed_well(soffice: str, tmp_path: Path, extremes: Path) -> None:
    assert not found_in(soffice, extremes, "29104", NOW, tmp_path, SAMPLE_LONG, usual=False)


@pytest.mark.slow
@pytest.mark.parametrize("day", [THEN, NOW], ids=str)
def test_every_kind_is_printed_well(soffice: str, tmp_path: Path, day: date) -> None:
    assert not found_in(soffice, REPOSITORY, "29104", day, tmp_path, frozenset())


@pytest.mark.slow
@pytest.mark.parametrize(("code", "day"), [("29050", THEN), ("29104", NOW)])
def test_every_kind_is_printed_well_with_extreme_data(soffice: str, tmp_path: Path, extremes: Path, code: str, day: date) -> None:
    assert not found_in(soffice, extremes, code, day, tmp_path, frozenset(), usual=False)
