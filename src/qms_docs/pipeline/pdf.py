"""The PDF files of a build: made by LibreOffice, kept while their Word files stay the same."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from ..diagnostics import Message, say
from ..errors import RequestError
from ..publish import Journal, OutputFolder, PrintRow, Row, Waiting
from ..publish.folder import JOURNAL, write_waiting
from .build import owner
from .inputs import file_digest
from .planning import is_as_published

Progress = Callable[[int, int], None]
GROUP = 64
"""PDF files that are made sure of together."""


@dataclass(frozen=True)
class PdfReport:
    """How many PDF files stand, how many of them were made in this run, and the Word files that have none, with the reason."""

    out: Path
    files: int
    made: int
    pages: int
    failed: tuple[tuple[str, Message], ...]


def find_office() -> None:
    """Raise MissingProgramError that says how to install LibreOffice where it is missing."""
    from ..convert import find_office as find

    find()


def make_pdfs(
    out: Path | str,
    communes: Iterable[str] = (),
    workers: int = 1,
    limit: float = 60.0,
    archive: bool = False,
    progress: Progress = lambda done, total: None,
) -> PdfReport:
    """Make the PDF of every document of a build beside it (PDF/A-2b with `archive`); leave those that stand and are still right.

    Raises RequestError where nothing was built or a Word file is not as it was made, MissingProgramError without LibreOffice,
    OutputError.
    """
    from ..convert import convert, office_version

    root, wanted = Path(out), set(communes)
    if not (root / JOURNAL).is_file():
        fact = say("Nothing was built in «{path}»: there is no journal.", path=str(root))
        raise RequestError(fact, say("Name the output folder of a build."))
    made_by = f"{office_version()}, {'PDF/A-2b' if archive else 'PDF'}"
    with OutputFolder(root, owner()) as folder, Journal(root / JOURNAL) as journal:
        rows = [row for row in journal.rows() if not wanted or row.commune.split("@")[0] in wanted]
        known = {row.path: row for row in journal.prints()}
        due = [row for row in rows if not _stands(root, row, known.get(_path(row)), made_by)]
        _refuse_altered(root, due)
        keeper = _Keeper(folder, journal, made_by)
        by_file = {root / row.path: row for row in due}
        failed = []
        progress(0, len(due))
        for conversion in convert(list(by_file), workers, limit, archive, lambda done: progress(done, len(due))):
            row = by_file[conversion.file]
            if conversion.reason is not None or conversion.facts is None:
                failed.append((row.path, conversion.reason or Message("")))
            else:
                keeper.take(row, conversion.data, conversion.facts.pages)
        keeper.publish()
        pages = sum(row.pages for row in journal.prints())
    return PdfReport(root, len(rows) - len(failed), keeper.made, pages, tuple(sorted(failed, key=lambda item: item[0])))


def _path(row: Row) -> str:
    return row.path.removesuffix(".docx") + ".pdf"


def _stands(root: Path, row: Row, known: PrintRow | None, made_by: str) -> bool:
    return known is not None and (known.source_sha256, known.made_by) == (row.sha256, made_by) and is_as_published(root, known)


def _refuse_altered(root: Path, rows: list[Row]) -> None:
    wrong = [row.path for row in rows if not is_as_published(root, row) and _differs(root, row)]
    if wrong:
        fact = say("{count} Word files are missing or altered, the first is «{path}».", count=len(wrong), path=wrong[0])
        raise RequestError(fact, say("Build again first; qms-docs verify names them all."))


def _differs(root: Path, row: Row) -> bool:
    file = root / row.path
    return not file.is_file() or file_digest(file) != row.sha256


class _Keeper:
    """Publishes PDF files group by group, then writes them down."""

    def __init__(self, folder: OutputFolder, journal: Journal, made_by: str) -> None:
        self._folder, self._journal, self._made_by = folder, journal, made_by
        self._waiting: list[tuple[Row, Waiting, str, int]] = []
        self.made = 0

    def take(self, row: Row, data: bytes, pages: int) -> None:
        waiting = write_waiting(self._folder.root, _path(row), data)
        self._waiting.append((row, waiting, hashlib.sha256(data).hexdigest(), pages))
        if len(self._waiting) >= GROUP:
            self.publish()

    def publish(self) -> None:
        self._folder.publish(waiting for _, waiting, _, _ in self._waiting)
        self._journal.write_prints(
            PrintRow(waiting.path, row.path, row.sha256, self._made_by, pages, sha256, waiting.size, waiting.mtime_ns)
            for row, waiting, sha256, pages in self._waiting
        )
        self.made += len(self._waiting)
        self._waiting = []
