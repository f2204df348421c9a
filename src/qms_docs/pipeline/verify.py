"""Whether an output folder holds what its journal and its manifest say, byte for byte."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from ..domain.artifacts import BuildRequest, DocumentJob
from ..errors import FillError
from ..publish import Journal, OutputView, PrintRow, Row, look_at
from ..publish.journal import OPEN_RUN, UNMADE
from ..publish.manifest import MANIFEST, manifest_chunks
from ..storage import Place
from .build import prepared

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
    UNMADE = "unmade"
    CUT_OFF = "cut-off"


@dataclass(frozen=True, order=True)
class WrongFile:
    """A file that is not what it should be."""

    path: str
    fault: Fault


@dataclass(frozen=True)
class VerifyReport:
    """How many files were compared, and those that are wrong, by path."""

    out: Place
    documents: int
    wrong: tuple[WrongFile, ...]
    filled_again: int = 0


def verify(out: Place, workspace: Path | str | None = None) -> VerifyReport:
    """Compare journal, manifest and files by SHA-256; with a workspace, fill every document of its day again as well.

    Raises RequestError where nothing was built, OutputError where the journal cannot be read.
    """
    output = look_at(out, must_be_built=True)
    with output.journal_to_look() as journal:
        wrong = {*_wrong_files(output, journal), *_extra_files(output, journal), *_wrong_manifest(output, journal)}
        wrong |= set(_planned_in_vain(journal, output))
        documents = journal.count()
        if workspace is not None:
            presses = _Presses(Path(workspace), out)
            again = (row for row in journal.rows() if _filled_again(row, presses) != row.sha256)
            wrong |= {WrongFile(row.path, Fault.NOT_AS_DATA) for row in again}
    return VerifyReport(out, documents, tuple(sorted(wrong)), documents if workspace is not None else 0)


def _wrong_files(output: OutputView, journal: Journal) -> Iterator[WrongFile]:
    rows: Iterator[Row | PrintRow] = chain[Row | PrintRow](journal.rows(), journal.prints())
    for row in rows:
        try:
            if output.digest(row.path) != row.sha256:
                yield WrongFile(row.path, Fault.ALTERED)
        except FileNotFoundError:
            yield WrongFile(row.path, Fault.MISSING)
        except OSError:
            yield WrongFile(row.path, Fault.ALTERED)


def _extra_files(output: OutputView, journal: Journal) -> Iterator[WrongFile]:
    """Yield what nobody has made; what was withdrawn is kept for the record."""
    for path in output.paths():
        if path != MANIFEST and not path.startswith(f"{WITHDRAWN}/") and not journal.knows(path):
            yield WrongFile(path, Fault.EXTRA)


def _planned_in_vain(journal: Journal, output: OutputView) -> Iterator[WrongFile]:
    """Yield what the last build had planned and did not make."""
    if journal.note(OPEN_RUN) is not None:
        yield WrongFile(output.where, Fault.CUT_OFF)
    for path in json.loads(journal.note(UNMADE) or "[]"):
        if not journal.knows(path):
            yield WrongFile(path, Fault.UNMADE)


def _wrong_manifest(output: OutputView, journal: Journal) -> Iterator[WrongFile]:
    digest = hashlib.sha256()
    for chunk in manifest_chunks(journal.rows()):
        digest.update(chunk)
    try:
        if output.digest(MANIFEST) != digest.hexdigest():
            yield WrongFile(MANIFEST, Fault.MANIFEST)
    except OSError:
        yield WrongFile(MANIFEST, Fault.MISSING)


class _Presses:
    """The press and the jobs of each day on which documents were made."""

    def __init__(self, workspace: Path, out: Place) -> None:
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
