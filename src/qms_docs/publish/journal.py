"""The journal of an output folder: what stands there, what it was made from. SQLite, so that it survives a kill.

In: rows of published documents. Out: the same rows, later. Touches: `.qms-docs/journal.sqlite` below the output folder.
"""

from __future__ import annotations

import json
import sqlite3
import zlib
from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass, fields
from operator import attrgetter
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from ..diagnostics import say
from ..domain.recording import Groups
from ..errors import DiskFullError, OutputError
from ..storage import State

VERSION = 2
_SCHEMA = """
CREATE TABLE IF NOT EXISTS document (
  path TEXT PRIMARY KEY, kind TEXT, commune TEXT, procedure TEXT, code TEXT, title TEXT, as_of TEXT, template TEXT,
  template_sha256 TEXT, engine TEXT, facts TEXT, read TEXT, sha256 TEXT, size INTEGER, stamp INTEGER, revision TEXT
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS document_commune ON document (commune);
CREATE TABLE IF NOT EXISTS read (digest TEXT PRIMARY KEY, tree BLOB) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS print (
  path TEXT PRIMARY KEY, source TEXT, source_sha256 TEXT, made_by TEXT, pages INTEGER, sha256 TEXT, size INTEGER, stamp INTEGER
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS note (key TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID;
"""
OPEN_RUN, UNMADE = "open run", "unmade"
"""The note of a run that has begun and not ended; that with the paths of documents that could not be made."""
LAST_RUN = "last run"
"""The note that a whole run leaves; whatever is written after it removes it."""
_SENT = 40_000
"""Names of groups that a worker remembers to have packed."""
_REMEMBERED = 5_000
"""Trees kept at hand: they serve one commune, and there are thousands of those."""


@dataclass(frozen=True, slots=True)
class Row:
    """A published document: what it is, what it was made from, what it is where it lies (size in bytes, stamp of its state).

    `facts` is the digest of all facts it might have read, `read` names the trees of those it really read.
    """

    path: str
    kind: str
    commune: str
    procedure: str | None
    code: str
    title: str
    as_of: str
    template: str
    template_sha256: str
    engine: str
    facts: str
    read: str
    sha256: str
    size: int
    stamp: int
    revision: str = ""
    """Issue and revision, as 01.00."""


@dataclass(frozen=True, slots=True)
class PrintRow:
    """A published PDF: the Word file it was made from, what made it (program, options), its pages, what it is where it lies."""

    path: str
    source: str
    source_sha256: str
    made_by: str
    pages: int
    sha256: str
    size: int
    stamp: int


_COLUMNS = ", ".join(field.name for field in fields(Row))
_BLANKS = ", ".join("?" for _ in fields(Row))
_VALUES = attrgetter(*(field.name for field in fields(Row)))
_PRINT_VALUES = attrgetter(*(field.name for field in fields(PrintRow)))


@dataclass(frozen=True, slots=True)
class PackedRead:
    """What a filling read, by group of words, each packed and named by its digest."""

    names: str
    trees: tuple[tuple[str, bytes], ...]


def packed_read(read: Groups, sent: set[str]) -> PackedRead:
    """Return what was read, ready to be kept: groups that documents share are kept once.

    `sent` holds the names of the groups that this process has packed before, and gets those packed now.
    """
    trees = []
    for group in read.values():
        if group.name not in sent:
            if len(sent) >= _SENT:
                sent.clear()
            sent.add(group.name)
            trees.append((group.name, zlib.compress(group.text, 1)))
    return PackedRead(json.dumps({word: group.name for word, group in sorted(read.items())}), tuple(trees))


class Journal:
    """The journal, open. All that `write` is given stands or nothing of it does."""

    def __init__(self, file: Path, *, to_look: bool = False) -> None:
        """Open the journal, or make it; `to_look` makes none where there is none. Raises OutputError when it cannot be read."""
        self.file = file
        try:
            if not to_look:
                file.parent.mkdir(parents=True, exist_ok=True)
                self._base = sqlite3.connect(file, timeout=30, isolation_level=None, check_same_thread=False)
                self._base.execute("PRAGMA journal_mode=WAL")
                self._base.execute("PRAGMA synchronous=FULL")
            elif file.is_file():
                self._base = _connect_to_look(file)
            else:
                self._base = sqlite3.connect(":memory:", isolation_level=None)
            if not (to_look and file.is_file()):
                self._base.executescript(_SCHEMA)
                self._base.execute("INSERT OR IGNORE INTO note VALUES ('version', ?)", (str(VERSION),))
            found = self.note("version")
        except (sqlite3.Error, OSError) as cause:
            raise _unreadable(file, cause) from cause
        if found != str(VERSION):
            raise OutputError(
                say("The journal «{path}» was written by another version of the program.", path=str(file)),
                say("Build into a new folder, or delete the journal: everything will be made once more."),
            )
        self._known: dict[str, Any] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Close the file."""
        self._base.close()

    def note(self, key: str) -> str | None:
        """Return a remark about the folder as a whole."""
        found = self._base.execute("SELECT value FROM note WHERE key = ?", (key,)).fetchone()
        return found[0] if found else None

    def put_note(self, key: str, value: str) -> None:
        """Keep a remark about the folder as a whole."""
        self._base.execute("INSERT OR REPLACE INTO note VALUES (?, ?)", (key, value))

    def drop_note(self, key: str) -> None:
        """Forget a remark."""
        self._base.execute("DELETE FROM note WHERE key = ?", (key,))

    def rows(self) -> Iterator[Row]:
        """Yield the rows of all documents, by path."""
        for found in self._base.execute(f"SELECT {_COLUMNS} FROM document ORDER BY path"):
            yield Row(*found)

    def count(self) -> int:
        """Return the number of documents."""
        return int(self._base.execute("SELECT COUNT(*) FROM document").fetchone()[0])

    def communes(self) -> list[str]:
        """Return the communes that have documents."""
        return [found for (found,) in self._base.execute("SELECT DISTINCT commune FROM document ORDER BY commune")]

    def rows_of(self, commune: str) -> dict[str, Row]:
        """Return the rows of a commune, by path."""
        found = self._base.execute(f"SELECT {_COLUMNS} FROM document WHERE commune = ? ORDER BY path", (commune,))
        return {each[0]: Row(*each) for each in found}

    def states(self) -> Iterator[tuple[str, State]]:
        """Yield path and state of every document as it was published."""
        for path, size, stamp in self._base.execute("SELECT path, size, stamp FROM document ORDER BY path"):
            yield path, State(size, stamp)

    def knows(self, path: str) -> bool:
        """True if a document or a PDF has this path."""
        asked = "SELECT 1 FROM document WHERE path = :path UNION ALL SELECT 1 FROM print WHERE path = :path"
        return self._base.execute(asked, {"path": path}).fetchone() is not None

    def prints(self) -> Iterator[PrintRow]:
        """Yield the rows of all PDFs, by path."""
        for found in self._base.execute("SELECT * FROM print ORDER BY path"):
            yield PrintRow(*found)

    def write_prints(self, rows: Iterable[PrintRow], removed: Iterable[str] = ()) -> None:
        """Keep the rows of PDFs and forget `removed`, in one step; raises OutputError."""
        blanks = ", ".join("?" for _ in fields(PrintRow))
        try:
            self._base.execute("BEGIN IMMEDIATE")
            self._base.executemany(f"INSERT OR REPLACE INTO print VALUES ({blanks})", map(_PRINT_VALUES, rows))
            self._base.executemany("DELETE FROM print WHERE path = ?", ((path,) for path in removed))
            self._base.execute("COMMIT")
        except sqlite3.Error as cause:
            if self._base.in_transaction:
                self._base.execute("ROLLBACK")
            raise _unreadable(self.file, cause) from cause

    def read_of(self, row: Row) -> dict[str, tuple[str, Any]] | None:
        """Return what the filling of a document read, by group: its name and its tree (see `domain.recording`).

        None where a kill has left that unknown.
        """
        try:
            groups: dict[str, str] = json.loads(row.read)
            return {word: (name, self._tree(name)) for word, name in groups.items()}
        except (LookupError, ValueError, zlib.error):
            return None

    def _tree(self, digest: str) -> Any:
        if digest not in self._known:
            if len(self._known) >= _REMEMBERED:
                self._known.clear()
            found = self._base.execute("SELECT tree FROM read WHERE digest = ?", (digest,)).fetchone()
            if found is None:
                raise LookupError(digest)
            self._known[digest] = json.loads(zlib.decompress(found[0]))
        return self._known[digest]

    def write(self, rows: Iterable[Row], reads: Iterable[PackedRead] = (), removed: Iterable[str] = ()) -> None:
        """Keep the rows with what was read for them and forget `removed`, in one step; raises OutputError."""
        try:
            self._base.execute("BEGIN IMMEDIATE")
            self._base.executemany("INSERT OR IGNORE INTO read VALUES (?, ?)", (tree for read in reads for tree in read.trees))
            self._base.executemany(f"INSERT OR REPLACE INTO document ({_COLUMNS}) VALUES ({_BLANKS})", map(_VALUES, rows))
            self._base.executemany("DELETE FROM document WHERE path = ?", ((path,) for path in removed))
            self._base.execute("DELETE FROM note WHERE key = ?", (LAST_RUN,))
            self._base.execute("COMMIT")
        except sqlite3.Error as cause:
            if self._base.in_transaction:
                self._base.execute("ROLLBACK")
            raise _unreadable(self.file, cause) from cause

    def forget_unread(self) -> None:
        """Drop the trees that no document names any more."""
        used = "SELECT json_each.value FROM document, json_each(document.read)"
        self._base.execute(f"DELETE FROM read WHERE digest NOT IN ({used})")

    def copy_to(self, file: Path) -> None:
        """Copy the journal as it stands to another file."""
        with closing(sqlite3.connect(file)) as copy:
            self._base.backup(copy)


def _connect_to_look(file: Path) -> sqlite3.Connection:
    """Return a connection that changes nothing, also where the folder itself may not be written."""
    base = sqlite3.connect(f"{file.resolve().as_uri()}?mode=ro", uri=True, timeout=30, isolation_level=None)
    try:
        base.execute("SELECT 1 FROM note").fetchone()
    except sqlite3.OperationalError:
        base.close()
        base = sqlite3.connect(f"{file.resolve().as_uri()}?immutable=1", uri=True, isolation_level=None)
    return base


def _unreadable(file: Path, cause: Exception) -> OutputError:
    kind = DiskFullError if getattr(cause, "sqlite_errorcode", 0) == sqlite3.SQLITE_FULL else OutputError
    return kind(
        say("The journal «{path}» cannot be used: {reason}.", path=str(file), reason=cause),
        say("Check free space and permissions of the output folder, then run the same command again."),
    )
