"""One fault planted in a good document is found by its rule; the good document has none."""

from __future__ import annotations

from collections import Counter

import pytest

from qms_docs.pipeline import BuildResult
from tests.ooxml.checker import faults
from tests.ooxml.findings import RULES
from tests.ooxml.look_plants import LOOK_PLANTS
from tests.ooxml.package_plants import PACKAGE_PLANTS
from tests.ooxml.planting import Parts, Plant
from tests.ooxml.story_plants import STORY_PLANTS
from tests.templating.builder import parts_of, zipped

PLANTS = PACKAGE_PLANTS + STORY_PLANTS + LOOK_PLANTS


@pytest.fixture(scope="module")
def good(packs_now: BuildResult) -> Parts:
    """The parts of a manual: it has tables, lists, a table of contents with fields, links and bookmarks."""
    (manual,) = packs_now.out.glob("*/29104-*/so-tay/STCL-*.docx")
    return parts_of(manual.read_bytes())


def test_the_good_document_has_no_fault(good: Parts) -> None:
    assert faults(zipped(good)) == []


@pytest.mark.parametrize("plant", PLANTS, ids=lambda plant: plant.kind.replace(" ", "-"))
def test_a_planted_fault_is_found(good: Parts, plant: Plant) -> None:
    found = faults(plant.spoil(good))
    assert plant.rule in {finding.rule for finding in found}, [str(finding) for finding in found]


def test_every_rule_finds_a_planted_fault() -> None:
    by_rule = Counter(plant.rule for plant in PLANTS)
    print(f"{len(PLANTS)} faults planted, {len(by_rule)} rules")
    assert set(by_rule) == RULES
    assert len({plant.kind for plant in PLANTS}) == len(PLANTS) >= 60
