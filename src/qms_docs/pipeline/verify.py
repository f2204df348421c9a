"""Whether an output folder holds what its journal and its manifest say, byte for byte."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from ..diagnostics import say
from ..domain.artifacts import BuildRequest, DocumentJob
from ..errors import FillError, RequestError
from ..publish import Journal, PrintRow, Row
from ..publish.folder import HIDDEN, JOURNAL
from ..publish.manifest import MANIFEST, manifest_text
from .build import prepared
from .inputs import file_digest

if TYPE_CHECKING:
    from ..render import Press

WITHDRAWN = "withdrawn"


class Fault(StrEnum):
    """What is wrong with a file of the output folder."""

    MISSING = "missing"
    ALTERED = "altered"
    EXTRA = "extra"
    MANIFEST = "manifest"
    NOT_AS_DATA = "not-as-data"


@dataclass(frozen=True, order=True)
class WrongFile:
    """A file that is not what it should be."""

    path: str
    fault: Fault


@dataclass(frozen=True)
class VerifyReport:
    """How many files were compared, and those that are wrong, by path."""

    out: Path
    documents: int
    wrong: tuple[WrongFile, ...]
    filled_again: int = 0


def verify(out: Path | str, workspace: Path | str | None = None) -> VerifyReport:
    """Compare journal, manifest and files by SHA-256; with a workspace, fill every document of its day again as well.

    Raises RequestError where nothing was built, OutputError where the journal cannot be read.
    """
    root = Path(out)
    if not (root / JOURNAL).is_file():
        raise RequestError(
            say("Nothing was built in «{path}»: there is no journal.", path=str(root)),
            say("Name the output folder of a build."),
        )
    with Journal(root / JOURNAL, to_look=True) as journal:
        rows, prints = list(journal.rows()), list(journal.prints())
    wrong = sorted({*_wrong_files(root, [*rows, *prints]), *_extra_files(root, [*rows, *prints]), *_wrong_manifest(root, rows)})
    filled = 0
    if workspace is not None:
        again = [(row, _filled_again(row, presses)) for presses in [_Presses(Path(workspace), root)] for row in rows]
        filled = len(again)
        wrong = sorted({*wrong, *(WrongFile(row.path, Fault.NOT_AS_DATA) for row, sha256 in again if sha256 != row.sha256)})
    return VerifyReport(root, len(rows), tuple(wrong), filled)


def _wrong_files(root: Path, rows: list[Row | PrintRow]) -> Iterator[WrongFile]:
    for row in rows:
        try:
            if file_digest(root / row.path) != row.sha256:
                yield WrongFile(row.path, Fault.ALTERED)
        except OSError:
            yield WrongFile(row.path, Fault.MISSING)


def _extra_files(root: Path, rows: list[Row | PrintRow]) -> Iterator[WrongFile]:
    """Yield what nobody has made; what was withdrawn is kept for the record."""
    known = {row.path for row in rows} | {MANIFEST}
    for folder, folders, names in os.walk(root):
        if Path(folder) == root:
            folders[:] = [name for name in folders if name not in (HIDDEN, WITHDRAWN)]
        for name in names:
            path = Path(folder, name).relative_to(root).as_posix()
            if path not in known:
                yield WrongFile(path, Fault.EXTRA)


def _wrong_manifest(root: Path, rows: list[Row]) -> Iterator[WrongFile]:
    try:
        found = json.loads((root / MANIFEST).read_text("utf-8"))
    except (OSError, ValueError):
        yield WrongFile(MANIFEST, Fault.MISSING)
        return
    if found != json.loads(manifest_text(rows)):
        yield WrongFile(MANIFEST, Fault.MANIFEST)


class _Presses:
    """The press and the jobs of each day on which documents were made."""

    def __init__(self, workspace: Path, out: Path) -> None:
        self._workspace, self._out = workspace, out
        self._known: dict[str, tuple[Press, dict[str, DocumentJob]]] = {}

    def of(self, row: Row) -> tuple[Press, dict[str, DocumentJob]]:
        year = next((part for part in Path(row.path).parts if part.isdigit() and len(part) == 4), row.as_of[:4])
        key = f"{row.as_of} {year}"
        if key not in self._known:
            from ..render import Press

            request = BuildRequest(self._workspace, date.fromisoformat(row.as_of), self._out)
            request = replace(request, year=int(year) if year != row.as_of[:4] else None)
            before = prepared(request)
            loaded = before.checked.workspace
            press = Press(loaded.catalogue, loaded.settings, loaded.templates, request.as_of, request.cycle_year)
            self._known[key] = press, {job.path: job for jobs in before.plan.jobs.values() for job in jobs}
        return self._known[key]


def _filled_again(row: Row, presses: _Presses) -> str:
    """Return the SHA-256 that the document would have today; the empty text where it would not be made."""
    press, jobs = presses.of(row)
    job = jobs.get(row.path)
    if job is None:
        return ""
    try:
        return press.render(job).sha256
    except (FillError, LookupError):
        return ""
