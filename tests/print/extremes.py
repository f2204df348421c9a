"""A copy of the workspace with the longest and barest data a unit may bring.

In: the repository. Out: a workspace of its own. Touches: the folder given.
"""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import yaml

from tests.places import REPOSITORY

LONG_NAME = "Công Tằng Tôn Nữ Thị Huyền Phương Quỳnh"
LONG_UNIT = "Nông trường Thạnh Phước - Thừa Đức Đông"
LONG_POST = (
    "Công chức Địa chính - Nông nghiệp - Xây dựng, Giao thông, Thủy lợi, Tài nguyên và Môi trường, phụ trách chuyển đổi số"
)
LONGEST_NAMED, LONGEST_DOSSIER, MANY_STEPS = "1.012837", "1.013225", 15


def extreme_workspace(folder: Path) -> Path:
    """Write the workspace: the town named like its district (29050) of 2018, a commune with a long name (29104) of 2026."""
    root = folder / "workspace"
    root.mkdir(parents=True)
    for name in ("qms.toml", "law", "system", "templates", "communes", "procedures"):
        source = REPOSITORY / name
        (shutil.copytree if source.is_dir() else shutil.copy)(source, root / name)
    (town,) = (root / "communes").glob("ben-tre/binh-dai/29050-*.yaml")
    (commune,) = (root / "communes").glob("vinh-long/binh-dai/29104-*.yaml")
    for file in (town, commune):
        _change(file, _crowd)
    _change(commune, lambda unit: unit["names"][0].update(name=LONG_UNIT))
    _change(root / "communes/positions.yaml", _lengthen)
    (procedure,) = (root / "procedures").glob(f"*/{LONGEST_NAMED}-*.yaml")
    _change(procedure, _prolong)
    return root


def _change(file: Path, change: Any) -> None:
    # Texts stay texts: codes and days are read again as they were written.
    data = yaml.load(file.read_text("utf-8"), yaml.BaseLoader)
    change(data)
    file.write_text(yaml.safe_dump(data, allow_unicode=True, sort_keys=False), "utf-8")


def _crowd(unit: dict[str, Any]) -> None:
    """Long names; one official holds three posts; nothing is known of telephone, post or website."""
    unit.pop("agency", None)
    for official in unit["officials"]:
        if official["key"] in ("nguyen_van_a", "le_van_c", "vo_thi_e"):
            official["full_name"] = LONG_NAME
    for post in unit["assignments"]:
        if post["position"] in ("iso_secretary", "office_officer", "reception_officer"):
            post["official"] = "le_van_c"


def _lengthen(posts: dict[str, Any]) -> None:
    for position in posts["positions"]:
        if position["key"] == "land_officer":
            for title in position["titles"]:
                title["text"] = LONG_POST


def _prolong(procedure: dict[str, Any]) -> None:
    steps = procedure["steps"]
    procedure["steps"] = [dict(steps[place % len(steps)]) for place in range(MANY_STEPS)]
