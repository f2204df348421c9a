"""A small workspace copied from the repository, and the program as a user runs it."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from qms_docs.cli import main

REPOSITORY = Path(__file__).resolve().parents[2]
COMMUNES = ("29110-ba-tri", "29113-tan-my")
PROCEDURES = ("1.001193-*", "1.000894-*", "1.000656-*")


@dataclass(frozen=True)
class Ended:
    """What a user sees when a command has ended."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """Stdout as the one JSON value it must be."""
        return json.loads(self.out)


Program = Callable[..., Ended]


@pytest.fixture(autouse=True)
def _no_language_set(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("QMS_DOCS_LANG", "NO_COLOR", "FORCE_COLOR"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def qms(capsys: pytest.CaptureFixture[str]) -> Program:
    """Return the program: words in, exit code and screens out."""

    def run(*words: str | Path) -> Ended:
        code = main([str(word) for word in words])
        seen = capsys.readouterr()
        return Ended(code, seen.out, seen.err)

    return run


@pytest.fixture
def ba_tri(tmp_path: Path) -> Path:
    """Two communes of a district, three procedures, and all of law and templates."""
    root = tmp_path / "không gian [1]"
    for name in ("law", "system", "templates"):
        shutil.copytree(REPOSITORY / name, root / name)
    shutil.copy2(REPOSITORY / "qms.toml", root)
    (root / "procedures/ho-tich").mkdir(parents=True)
    for name in ("fields.yaml", "abbreviations.yaml"):
        shutil.copy2(REPOSITORY / "procedures" / name, root / "procedures")
    for pattern in PROCEDURES:
        for file in (REPOSITORY / "procedures/ho-tich").glob(pattern + ".yaml"):
            shutil.copy2(file, root / "procedures/ho-tich")
    (root / "communes/ben-tre/ba-tri").mkdir(parents=True)
    shutil.copy2(REPOSITORY / "communes/positions.yaml", root / "communes")
    for name in ("units.yaml", "province.yaml"):
        shutil.copy2(REPOSITORY / "communes/ben-tre" / name, root / "communes/ben-tre")
    for name in COMMUNES:
        shutil.copy2(REPOSITORY / f"communes/ben-tre/ba-tri/{name}.yaml", root / "communes/ben-tre/ba-tri")
    return root
