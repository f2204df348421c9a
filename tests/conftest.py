"""What the tests share: the repository as a workspace, a small copy of it, the given data, LibreOffice."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from hypothesis import settings

from qms_docs.diagnostics import use_language
from qms_docs.domain.artifacts import BuildRequest
from qms_docs.load import Workspace, load_workspace
from qms_docs.pipeline import BuildResult, build
from tests.places import NOW, REPOSITORY, SHARED, THEN

settings.register_profile("steady", derandomize=True)
settings.register_profile("random", print_blob=True)
# The same examples in every run; `QMS_DOCS_EXAMPLES=random` looks for new ones.
settings.load_profile(os.environ.get("QMS_DOCS_EXAMPLES", "steady"))


@pytest.fixture
def english() -> Iterator[None]:
    """Messages in English, so that a test reads like the code."""
    use_language("en")
    yield
    use_language("vi")


@pytest.fixture(scope="session")
def repository() -> Path:
    return REPOSITORY


@pytest.fixture(scope="session", autouse=True)
def cache_of_the_tests(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Keep the user's own cache out of the tests."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("QMS_DOCS_CACHE", str(tmp_path_factory.mktemp("cache")))
        yield


@pytest.fixture(scope="session")
def workspace() -> Workspace:
    """The repository, loaded."""
    return load_workspace(REPOSITORY)


@pytest.fixture(scope="session")
def shared() -> Path:
    """The data handed over beside the repository."""
    if not SHARED.is_dir():
        pytest.skip("the data handed over beside the repository (../shared) are not here")
    return SHARED


@pytest.fixture
def small_workspace(tmp_path: Path) -> Path:
    """A workspace of one's own to spoil: Bình Đại and Vĩnh Long's successors, four procedures, all law and templates."""
    root = tmp_path / "workspace"
    root.mkdir()
    for name in ("qms.toml", "law", "system", "templates"):
        source = REPOSITORY / name
        (shutil.copytree if source.is_dir() else shutil.copy)(source, root / name)
    for name in (
        "positions.yaml",
        "ben-tre/units.yaml",
        "ben-tre/province.yaml",
        "vinh-long/units.yaml",
        "vinh-long/province.yaml",
    ):
        (root / "communes" / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(REPOSITORY / "communes" / name, root / "communes" / name)
    for district in ("ben-tre/binh-dai", "vinh-long/binh-dai"):
        shutil.copytree(REPOSITORY / "communes" / district, root / "communes" / district)
    (root / "procedures").mkdir()
    for name in ("fields.yaml", "abbreviations.yaml"):
        shutil.copy(REPOSITORY / "procedures" / name, root / "procedures" / name)
    for code in ("1.001193", "1.004873", "2.001019", "2.000815"):
        (file,) = (REPOSITORY / "procedures").glob(f"*/{code}-*.yaml")
        target = root / "procedures" / file.parent.name / file.name
        target.parent.mkdir(exist_ok=True)
        shutil.copy(file, target)
    return root


def built(tmp: Path, day: date, *communes: str) -> BuildResult:
    return build(BuildRequest(REPOSITORY, day, tmp, communes=communes))


@pytest.fixture(scope="session")
def packs_then(tmp_path_factory: pytest.TempPathFactory) -> BuildResult:
    """Packs of 2018: a commune, a town that bears its district's name, and one of two communes named An Hiệp."""
    return built(tmp_path_factory.mktemp("then"), THEN, "29104", "29050", "29161")


@pytest.fixture(scope="session")
def packs_now(tmp_path_factory: pytest.TempPathFactory) -> BuildResult:
    """Packs of 2026: a commune, and a ward that was a commune until June 2026."""
    return built(tmp_path_factory.mktemp("now"), NOW, "29104", "29110")


@pytest.fixture(scope="session")
def soffice() -> str:
    """The LibreOffice program; installed where the tests run as root, else the test is skipped."""
    program = shutil.which("soffice")
    if program is None and os.geteuid() == 0 and shutil.which("apt-get"):
        quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, "check": False}
        subprocess.run(["apt-get", "update"], **quiet)
        command = ["apt-get", "install", "-y", "--no-install-recommends", "-o", "DPkg::Lock::Timeout=300"]
        packages = ["libreoffice-writer-nogui", "fonts-liberation"]
        subprocess.run([*command, *packages], env={**os.environ, "DEBIAN_FRONTEND": "noninteractive"}, **quiet)
        program = shutil.which("soffice")
    if program is None:
        pytest.skip("LibreOffice is not here (apt install libreoffice-writer-nogui fonts-liberation)")
    return program
