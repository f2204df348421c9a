"""The catalogues hold a translation of every message, with the same blanks."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def test_every_message_is_translated() -> None:
    tool = [sys.executable, str(ROOT / "tools/catalogues.py"), "--check"]
    ended = subprocess.run(tool, capture_output=True, text=True, encoding="utf-8", check=False)
    assert ended.returncode == 0, ended.stderr


def test_pot_stays_out_of_the_tree() -> None:
    assert not list((ROOT / "src").rglob("*.pot"))
