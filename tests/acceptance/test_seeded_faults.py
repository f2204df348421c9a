"""Faults of real sheets and real data, sown into a copy of the sample workspace: all are told at their line, and nothing else."""

from __future__ import annotations

import shutil
from collections import Counter
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml
from tests.places import NOW, REPOSITORY, THEN

from qms_docs import check
from qms_docs.diagnostics import Diagnostic

FAULTS: dict[str, list[dict[str, Any]]] = yaml.safe_load(Path(__file__).with_name("seeded_faults.yaml").read_text("utf-8"))
DAYS = {"then": (THEN, ["Bình Đại", "Ba Tri", "Mỏ Cày Nam"]), "now": (NOW, ["Bình Đại", "Ba Tri", "Mỏ Cày Nam"])}


@dataclass(frozen=True, order=True)
class Told:
    """A finding as its reader sees it: the code, the file, the text of the line."""

    code: str
    file: str
    line: str


def told(root: Path, day: date, districts: list[str]) -> Counter[Told]:
    return Counter(seen(each, root) for each in check(root, as_of=day, districts=districts).diagnostics)


def seen(item: Diagnostic, root: Path) -> Told:
    place = item.location.relative_to(root)
    file = root / place.file
    lines = file.read_text("utf-8", errors="replace").splitlines() if file.is_file() else []
    return Told(item.code, place.file, lines[place.line - 1] if place.line and lines else "")


def sow(root: Path, fault: dict[str, Any]) -> str:
    """Spoil the file of a fault, and return its name."""
    found = list(root.glob(fault["file"])) or [root / fault["file"]]
    assert len(found) == 1, f"{fault['kind']}: {found}"
    path = found[0]
    path.parent.mkdir(exist_ok=True)
    text = path.read_text("utf-8") if path.is_file() else ""
    assert fault.get("find", "") in text, f"{fault['kind']}: «{fault['find']}» is not in {path.name}"
    spoiled = text.replace(fault["find"], fault["put"], 1) if "find" in fault else text + fault["put"]
    path.write_bytes(spoiled.encode(fault.get("encoding", "utf-8"), "replace"))
    return path.relative_to(root).as_posix()


@pytest.fixture
def field_copy(tmp_path: Path) -> Path:
    for name in ("communes", "law", "procedures", "system", "templates"):
        shutil.copytree(REPOSITORY / name, tmp_path / name)
    shutil.copy(REPOSITORY / "qms.toml", tmp_path)
    return tmp_path


@pytest.mark.parametrize("when", list(FAULTS))
def test_all_faults_are_told_at_their_line_and_nothing_else(field_copy: Path, when: str) -> None:
    day, districts = DAYS[when]
    before = told(field_copy, day, districts)
    expected = {}
    for fault in FAULTS[when]:
        spoiled = sow(field_copy, fault)
        expected[fault["kind"]] = (fault["code"], fault.get("told", spoiled), fault["at"])
    new = told(field_copy, day, districts) - before
    missed = dict(expected)
    for each in list(new):
        for kind, (code, file, at) in expected.items():
            if (each.code, each.file) == (code, file) and at in each.line:
                missed.pop(kind, None)
                new.pop(each, None)
    assert not missed, f"not told: {missed}\nmore: {sorted(new)}"
    assert not new, "\n".join(map(str, sorted(new)))


def test_there_are_at_least_forty() -> None:
    kinds = [fault["kind"] for faults in FAULTS.values() for fault in faults]
    assert len(kinds) == len(set(kinds)) >= 40
    assert len({fault["code"] for faults in FAULTS.values() for fault in faults}) >= 30
