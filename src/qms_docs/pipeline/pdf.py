"""The PDF files of a build: made by LibreOffice, kept while their Word files stay the same."""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from ..diagnostics import Message, say
from ..errors import RequestError
from ..publish import Journal, Output, OutputFolder, PrintRow, Row, Waiting, look_at, open_output
from ..storage import Place
from .build import owner
from .planning import is_as_published

Progress = Callable[[int, int], None]
GROUP = 64
"""PDF files that are made sure of together."""


@dataclass(frozen=True)
class PdfReport:
    """How many PDF files stand, how many of them were made in this run, and the Word files that have none, with the reason."""

    out: Place
    files: int
    made: int
    pages: int
    failed: tuple[tuple[str, Message], ...]


def find_office() -> None:
    """Raise MissingProgramError that says how to install LibreOffice where it is missing."""
    from ..convert import find_office as find

    find()


def make_pdfs(
    out: Place,
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

    look_at(out, must_be_built=True)
    wanted = set(communes)
    made_by = f"{office_version()}, {'PDF/A-2b' if archive else 'PDF'}"
    with open_output(out, owner()) as output, output.journal() as journal, _on_disk(output) as at_hand:
        rows = [row for row in journal.rows() if not wanted or row.commune.split("@")[0] in wanted]
        known = {row.path: row for row in journal.prints()}
        due = [row for row in rows if not _stands(output, row, known.get(pdf_path(row)), made_by)]
        _refuse_altered(output, due)
        keeper = _Keeper(output, journal, made_by)
        by_file = {at_hand(row.path): row for row in due}
        failed = []
        progress(0, len(due))
        for conversion in convert(list(by_file), workers, limit, archive, lambda done: progress(done, len(due))):
            row = by_file[conversion.file]
            if conversion.reason is not None or conversion.facts is None:
                failed.append((row.path, conversion.reason or Message("")))
            else:
                keeper.take(row, conversion.data, conversion.facts.pages)
        keeper.publish()
        output.keep(journal, at_once=True)
        pages = sum(row.pages for row in journal.prints())
    return PdfReport(out, len(rows) - len(failed), keeper.made, pages, tuple(sorted(failed, key=lambda item: item[0])))


def pdf_path(row: Row) -> str:
    """Return the path of a document's PDF."""
    return row.path.removesuffix(".docx") + ".pdf"


@contextmanager
def _on_disk(output: Output) -> Iterator[Callable[[str], Path]]:
    """Yield what gives the file of a path: LibreOffice reads from the disk alone."""
    if isinstance(output, OutputFolder):
        yield lambda path: output.root / path
        return
    with tempfile.TemporaryDirectory(prefix="qms-docs-pdf-") as folder:

        def fetched(path: str) -> Path:
            file = Path(folder) / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(output.read(path))
            return file

        yield fetched


def _stands(output: Output, row: Row, known: PrintRow | None, made_by: str) -> bool:
    return known is not None and (known.source_sha256, known.made_by) == (row.sha256, made_by) and is_as_published(output, known)


def _refuse_altered(output: Output, rows: list[Row]) -> None:
    wrong = [row.path for row in rows if not is_as_published(output, row) and _differs(output, row)]
    if wrong:
        fact = say("{count} Word files are missing or altered, the first is «{path}».", count=len(wrong), path=wrong[0])
        raise RequestError(fact, say("Build again first; qms-docs verify names them all."))


def _differs(output: Output, row: Row) -> bool:
    try:
        return output.digest(row.path) != row.sha256
    except OSError:
        return True


class _Keeper:
    """Publishes PDF files group by group, then writes them down."""

    def __init__(self, output: Output, journal: Journal, made_by: str) -> None:
        self._output, self._journal, self._made_by = output, journal, made_by
        self._waiting: list[tuple[Row, Waiting, str, int]] = []
        self.made = 0

    def take(self, row: Row, data: bytes, pages: int) -> None:
        (waiting,) = self._output.write([(pdf_path(row), data)])
        self._waiting.append((row, waiting, hashlib.sha256(data).hexdigest(), pages))
        if len(self._waiting) >= GROUP:
            self.publish()

    def publish(self) -> None:
        states = self._output.publish(waiting for _, waiting, _, _ in self._waiting)
        self._journal.write_prints(
            PrintRow(
                waiting.path,
                row.path,
                row.sha256,
                self._made_by,
                pages,
                sha256,
                states[waiting.path].size,
                states[waiting.path].stamp,
            )
            for row, waiting, sha256, pages in self._waiting
        )
        self._output.keep(self._journal, at_once=False)
        self.made += len(self._waiting)
        self._waiting = []
