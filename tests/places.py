"""Where things are and on which days the tests look."""

from __future__ import annotations

from datetime import date
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[1]
SHARED = REPOSITORY.parent / "shared"
SAMPLES = SHARED / "data/samples"
THEN, NOW = date(2018, 12, 1), date(2026, 11, 1)
