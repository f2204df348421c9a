"""The units of Bến Tre stand in the data as they stood in life (data.md §1)."""

from __future__ import annotations

import csv
from collections import Counter
from datetime import date, timedelta
from pathlib import Path

import pytest
from tests.places import NOW, THEN

from qms_docs.domain.text import ascii_slug, tone_folded
from qms_docs.load import Workspace
from qms_docs.plan import district_slug


def kinds(workspace: Workspace, day: date) -> Counter[str]:
    return Counter(name.kind.value for c in workspace.catalogue.communes_on(day) if (name := c.name_on(day)))


@pytest.mark.parametrize(
    ("day", "xa", "phuong", "thi_tran"),
    [
        (THEN, 147, 10, 7),
        (date(2020, 1, 31), 147, 10, 7),
        (date(2020, 2, 1), 142, 8, 7),
        (date(2023, 4, 9), 142, 8, 7),
        (date(2023, 4, 10), 139, 8, 10),
        (date(2024, 11, 30), 139, 8, 10),
        (date(2024, 12, 1), 132, 6, 10),
        (date(2025, 6, 30), 132, 6, 10),
        (date(2025, 7, 1), 43, 5, 0),
        (date(2026, 6, 8), 43, 5, 0),
        (date(2026, 6, 9), 37, 11, 0),
        (NOW, 37, 11, 0),
    ],
)
def test_number_of_units_on_each_side_of_every_change(
    workspace: Workspace, day: date, xa: int, phuong: int, thi_tran: int
) -> None:
    assert kinds(workspace, day) == Counter({"xã": xa, "phường": phuong, **({"thị trấn": thi_tran} if thi_tran else {})})


def test_the_roll_out_is_61_communes(workspace: Workspace) -> None:
    catalogue = workspace.catalogue
    districts = Counter(catalogue.district_code(commune, THEN) for commune in catalogue.communes_on(THEN))
    assert {"835": 20, "836": 24, "833": 17}.items() <= districts.items()
    assert districts == {"829": 17, "831": 22, "832": 11, "833": 17, "834": 22, "835": 20, "836": 24, "837": 18, "838": 13}


def test_identity_is_code_and_first_day(workspace: Workspace) -> None:
    communes = workspace.catalogue.communes
    assert len({commune.id for commune in communes}) == len(communes)
    for day in (THEN, date(2021, 1, 1), date(2025, 1, 1), NOW):
        codes = [commune.code for commune in workspace.catalogue.communes_on(day)]
        assert len(set(codes)) == len(codes)
    # Codes reused for a larger unit of another name or type.
    for code, then, now in (
        ("28777", "Phường 2", "phường An Hội"),
        ("28789", "xã Bình Phú", "phường Bến Tre"),
        ("29137", "xã Phước Tuy", "xã Tân Xuân"),
        ("29158", "xã An Ngãi Tây", "xã An Hiệp"),
    ):
        for day, name in ((THEN, then), (NOW, now)):
            commune = workspace.catalogue.commune_on(code, day)
            assert commune is not None and commune.name_on(day).with_kind == name  # type: ignore[union-attr]


def test_names_alone_do_not_tell_communes_apart_but_folders_do(workspace: Workspace) -> None:
    catalogue = workspace.catalogue
    names = Counter(name.name for c in catalogue.communes_on(THEN) if (name := c.name_on(THEN)))
    assert {name for name, times in names.items() if times > 1} == {"An Hiệp", "Vĩnh Hòa", "An Thạnh", "Mỹ Thạnh"}
    assert ascii_slug("Mỹ Thành") == ascii_slug("Mỹ Thạnh")
    for day in (THEN, NOW):
        folders = [(district_slug(catalogue, c, day), c.slug_on(day)) for c in catalogue.communes_on(day)]
        assert len(set(folders)) == len(folders)


def test_every_successor_begins_the_day_after(workspace: Workspace) -> None:
    communes = workspace.catalogue.communes
    for commune in communes:
        if commune.successor is None:
            assert commune.valid_to is None
            continue
        (following,) = [c for c in communes if c.code == commune.successor and c.valid_from == commune.successor_from]
        assert commune.valid_to is not None and following.valid_from == commune.valid_to + timedelta(days=1)
        assert commune.code in following.formed_from


def test_names_codes_and_successors_agree_with_the_table(workspace: Workspace, shared: Path) -> None:
    catalogue = workspace.catalogue
    with (shared / "data/ben_tre_units.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == 164
    unverified = set()
    for row in rows:
        commune = catalogue.commune_on(row["commune_code"], THEN)
        assert commune is not None
        name = commune.name_on(THEN)
        assert name is not None
        # «Qưới Sơn» is a slip of the table for Quới Sơn (NQ 1687/NQ-UBTVQH15).
        assert tone_folded(f"{name.kind.value} {name.name}") == tone_folded(row["name"]).replace("qưới", "quới")
        assert catalogue.district_code(commune, THEN) == row["district_code"]
        last = commune
        while last.successor is not None:
            if not last.successor_verified:
                unverified.add(commune.code)
            (last,) = [c for c in catalogue.communes if c.code == last.successor and c.valid_from == last.successor_from]
        if row["successor_verified"] == "yes":
            assert last.code == row["successor_code_2025_07"]
    assert unverified == {row["commune_code"] for row in rows if row["successor_verified"] == "no"}


def test_all_people_are_marked_as_samples(workspace: Workspace) -> None:
    officials = [official for commune in workspace.catalogue.communes for official in commune.officials]
    assert officials and all(official.sample for official in officials)
