"""Digests of everything a document might depend on: facts by commune, the engine, the templates.

In: a loaded workspace. Out: digests. Touches: reads the files of the workspace and of the program.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from functools import cached_property, lru_cache
from importlib.metadata import version
from pathlib import Path

from ..domain.artifacts import BuildRequest
from ..domain.units import Commune
from ..load import Workspace

_PACKAGE = Path(__file__).resolve().parent.parent
_SHARED_DEPTH = 2
"""Files of the communes' folder that many communes share: positions.yaml, PROVINCE/units.yaml, PROVINCE/province.yaml."""
_FILLING = ("docxtpl", "jinja2", "lxml", "markupsafe")


@lru_cache
def _source_digest(folder: Path) -> str:
    """Return the digest of the program's own sources below a folder."""
    digest = hashlib.sha256()
    for file in sorted(folder.rglob("*.py")):
        digest.update(f"{file.relative_to(folder).as_posix()}\n".encode())
        digest.update(hashlib.sha256(file.read_bytes()).digest())
    return digest.hexdigest()


@lru_cache
def engine_digest() -> str:
    """Return the digest of what fills templates: with the same words and template it gives the same bytes."""
    libraries = " ".join(f"{name}={version(name)}" for name in _FILLING)
    return hashlib.sha256(f"{libraries} {_source_digest(_PACKAGE / 'templating')}".encode()).hexdigest()[:32]


def file_digest(file: Path) -> str:
    """Return the SHA-256 of a file."""
    with file.open("rb") as data:
        return hashlib.file_digest(data, "sha256").hexdigest()


class Inputs:
    """The digests of one build."""

    def __init__(self, workspace: Workspace, request: BuildRequest) -> None:
        self._workspace = workspace
        self._request = request
        self._templates: dict[str, str] = {}

    def template(self, name: str) -> str:
        """Return the SHA-256 of a template; the empty text where its file is missing."""
        if name not in self._templates:
            file = self._workspace.templates / name
            self._templates[name] = file_digest(file) if file.is_file() else ""
        return self._templates[name]

    def facts(self, commune: Commune) -> str:
        """Return the digest of all facts that documents of a commune may read: shared ones, its own, its forerunners'."""
        files = {self._file_of(f"commune:{each.id}") for each in (commune, *self._workspace.catalogue.forerunners(commune))}
        files |= set(self._records.get(commune.code, ()))
        digest = hashlib.sha256(self._shared.encode())
        for file in sorted(files):
            digest.update(f"{file}\n{self._digest(file)}\n".encode())
        return digest.hexdigest()[:32]

    def _file_of(self, name: str) -> str:
        return self._workspace.catalogue.origins.get(name, "")

    def _digest(self, file: str) -> str:
        return file_digest(Path(file)) if file else ""

    @cached_property
    def _records(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for name, file in self._workspace.catalogue.origins.items():
            if name.startswith("records:"):
                found.setdefault(name.removeprefix("records:").split("-")[0], []).append(file)
        return found

    @cached_property
    def _shared(self) -> str:
        """The program, the day, and every file that is not of one commune alone."""
        digest = hashlib.sha256(_source_digest(_PACKAGE).encode())
        digest.update(f"{self._request.as_of} {self._request.cycle_year}".encode())
        for file in self._shared_files():
            digest.update(f"{file.relative_to(self._workspace.root).as_posix()} {file_digest(file)}\n".encode())
        return digest.hexdigest()

    def _shared_files(self) -> Iterable[Path]:
        root, folders = self._workspace.root, self._workspace.settings.folders
        communes = root / folders.communes
        yield root / "qms.toml"
        for folder in sorted(set(folders.model_dump().values())):
            for file in sorted((root / folder).rglob("*.yaml")):
                # Deeper files are of one commune alone, also those that cannot be read.
                is_shared = not file.is_relative_to(communes) or len(file.relative_to(communes).parts) <= _SHARED_DEPTH
                if is_shared and file.is_file():
                    yield file
