"""`make demo`, killed anywhere and run again, ends with the tree of a run that nobody disturbed."""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

import pytest
from tests.places import REPOSITORY

from qms_docs.publish.folder import HIDDEN

_LEFT_OUT = shutil.ignore_patterns(".git", ".venv", "build", "node_modules", "__pycache__", ".*_cache", "*.egg-info")
_LONGEST = 600.0
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(os.name != "posix" or shutil.which("make") is None, reason="needs make and kills as POSIX systems do"),
]


def begin(checkout: Path, *words: str) -> subprocess.Popen[bytes]:
    command = ["make", "demo", f"PYTHON={sys.executable}", *words]
    return subprocess.Popen(command, cwd=checkout, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, start_new_session=True)


def killed(process: subprocess.Popen[bytes]) -> None:
    """Kill make, its shells, pip or the build with its workers, all at once."""
    with suppress(ProcessLookupError):  # it was quicker
        os.killpg(process.pid, signal.SIGKILL)
    process.communicate()


def finish(checkout: Path, *words: str) -> None:
    process = begin(checkout, *words)
    _, told = process.communicate(timeout=_LONGEST)
    assert process.returncode == 0, told.decode()


def tree(folder: Path) -> dict[str, bytes]:
    files = (file for file in folder.rglob("*") if file.is_file() and HIDDEN not in file.parts)
    return {file.relative_to(folder).as_posix(): file.read_bytes() for file in files}


def test_killed_anywhere_it_ends_with_the_same_tree(tmp_path: Path) -> None:
    checkout, chance = tmp_path / "checkout", random.Random(7)
    shutil.copytree(REPOSITORY, checkout, ignore=_LEFT_OUT)
    demo, ready = checkout / "build/demo", checkout / ".venv/.installed"
    for seconds in (0.5, 2.5, 6.0, 12.0):  # while the environment is made and the libraries are installed
        process = begin(checkout)
        time.sleep(seconds)
        killed(process)
    while_built = 0
    for _ in range(6):
        process = begin(checkout)
        waited = time.monotonic()
        while process.poll() is None and not (ready.exists() and (demo / HIDDEN).exists()):
            assert time.monotonic() - waited < _LONGEST
            time.sleep(0.05)
        time.sleep(chance.uniform(0.2, 3.0))
        while_built += process.poll() is None
        killed(process)
    assert while_built >= 3
    finish(checkout)
    found = tree(demo)
    assert len(found) > 10_000
    finish(checkout, "DEMO=build/undisturbed")
    assert found == tree(checkout / "build/undisturbed")
