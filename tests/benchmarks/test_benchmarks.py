"""The benchmarks run and print ratios; no figure is judged."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
TINY = [
    "--documents", "3", "--rounds", "1", "--rows", "5", "20", "--communes", "1", "--sample", "2", "--no-node",
]  # fmt: skip


def _bench(*arguments: str) -> subprocess.CompletedProcess[str]:
    paths = os.pathsep.join(filter(None, [str(ROOT / "src"), os.environ.get("PYTHONPATH")]))
    return subprocess.run(
        [sys.executable, "-m", "benchmarks", *arguments],
        cwd=ROOT,
        env=os.environ | {"PYTHONPATH": paths, "PYTHONIOENCODING": "utf-8"},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


@pytest.mark.slow
def test_prints_ratios_and_writes_them(tmp_path: Path) -> None:
    figures_file = tmp_path / "figures.json"
    done = _bench(*TINY, "--json", str(figures_file))
    assert done.returncode == 0, done.stderr
    assert re.search(r"^  docxtpl +\d+\.\d+ +\S+ +\d+\.\d+ ", done.stdout, re.MULTILINE)
    assert all(title in done.stdout for title in ("FILL", "SCALE", "BUILD", "PROFILE"))
    figures = json.loads(figures_file.read_text("utf-8"))
    engines = {engine["name"]: engine for engine in figures["fill"]["engines"]}
    assert engines["qms-docs"]["ratio"] == 1
    assert engines["docxtpl"]["ratio"] > 0
    # The engines do the same work.
    assert {engine["same_text"] for engine in engines.values()} == {figures["fill"]["documents"]}
    assert figures["build"]["ratio"] > 0


def test_says_why_it_cannot_measure(tmp_path: Path) -> None:
    done = _bench("fill", "--workspace", str(tmp_path / "nowhere"))
    assert done.returncode == 2
    assert done.stderr.startswith("Cannot measure: ")
    assert "Traceback" not in done.stderr
