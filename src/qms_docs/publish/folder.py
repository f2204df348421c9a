"""Atomic publication: each file under a name of its own, made sure of, renamed, its folder made sure of, then the journal.

In: finished documents. Out: files. Touches: the output folder. Whoever holds its lock is alone in it.
"""

from __future__ import annotations

import errno
import hashlib
import os
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from pathlib import Path
from types import TracebackType
from typing import IO, Self

import portalocker

from ..diagnostics import say
from ..errors import DiskFullError, NameTooLongError, OutputError
from ..storage import State
from .journal import Journal

HIDDEN = ".qms-docs"
LOCK, JOURNAL = f"{HIDDEN}/lock", f"{HIDDEN}/journal.sqlite"
PREFIX = ".tmp-"


@dataclass(frozen=True, slots=True)
class Waiting:
    """A file that is written but does not bear its name yet; with `data` it is on its way and written nowhere."""

    path: str
    temporary: str
    size: int
    stamp: int
    data: bytes = b""


_OPEN = 128
"""Files that are open at once."""
_NEW = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_BINARY", 0)


@lru_cache(maxsize=4096)
def _make_folder(folder: str) -> None:
    Path(folder).mkdir(parents=True, exist_ok=True)


def write_waiting(root: Path, path: str, data: bytes) -> Waiting:
    """Write a file beside its final place; it is safe once `settle` has seen it. Raises OutputError.

    Whoever holds the lock is alone in the folder: a name made of the final one is free, or left by a build that was killed.
    """
    folder, name = os.path.split(f"{root}/{path}")
    temporary = f"{folder}/{PREFIX}{name}"
    try:
        _make_folder(folder)
        try:
            handle = os.open(temporary, _NEW, 0o644)
        except FileNotFoundError:  # somebody has deleted the folder meanwhile
            _make_folder.cache_clear()
            _make_folder(folder)
            handle = os.open(temporary, _NEW, 0o644)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(data)
                file.flush()
                state = os.fstat(handle)
        except BaseException:
            Path(temporary).unlink(missing_ok=True)
            raise
    except OSError as cause:
        raise unwritable(root / path, cause) from cause
    return Waiting(path, temporary, state.st_size, state.st_mtime_ns)


def settle(waiting: Iterable[Waiting]) -> None:
    """Make sure that the contents of written files are on the disk; many at once cost little more than one."""
    files = iter(waiting)
    while batch := list(islice(files, _OPEN)):
        at = batch[0]
        try:
            with ExitStack() as opened:
                handles = []
                for at in batch:
                    handles.append(os.open(at.temporary, os.O_RDWR))
                    opened.callback(os.close, handles[-1])
                    _begin_writing(handles[-1])
                for place, handle in enumerate(handles):
                    at = batch[place]
                    os.fsync(handle)
        except OSError as cause:
            raise unwritable(Path(at.temporary), cause) from cause


def _begin_writing(handle: int) -> None:
    """Let the disk begin with a file, so that those behind it need not wait for it; where that is not known, nothing is lost."""
    if hasattr(os, "posix_fadvise"):
        os.posix_fadvise(handle, 0, 0, os.POSIX_FADV_DONTNEED)


def publish_file(target: Path, data: bytes) -> None:
    """Write one file so that no reader meets half of it, and that it survives a loss of power. Raises OutputError."""
    waiting = write_waiting(target.parent, target.name, data)
    settle([waiting])
    try:
        Path(waiting.temporary).replace(target)
    except OSError as cause:
        raise unwritable(target, cause) from cause
    _settle_folder(target.parent)


def unwritable(path: Path, cause: OSError) -> OutputError:
    """Return the error of a file that cannot be written, with what to do about it."""
    fact = say("«{path}» cannot be written: {reason}.", path=str(path), reason=cause.strerror)
    if cause.errno in (errno.ENOSPC, errno.EDQUOT):
        return DiskFullError(fact, say("Free space on this disk, then run the same command again: only what is missing is made."))
    if cause.errno == errno.ENAMETOOLONG:
        return NameTooLongError(fact, say("Name an output folder with a shorter path, with --out."))
    return OutputError(fact, say("Check free space and permissions of the output folder, then run the same command again."))


class FolderView:
    """An output folder on the disk, looked at."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.where = str(root)
        self.journal_file = root / JOURNAL

    @property
    def is_built(self) -> bool:
        """True if a build has left its journal here."""
        return self.journal_file.is_file()

    @contextmanager
    def journal_to_look(self) -> Iterator[Journal]:
        """Yield the journal, to be read alone; an empty one where there is none."""
        with Journal(self.journal_file, to_look=True) as journal:
            yield journal

    def state(self, path: str) -> State | None:
        """Return size and time of a file, None where there is none."""
        try:
            found = os.stat(f"{self.where}/{path}")  # noqa: PTH116 - thousands of times a run
        except OSError:
            return None
        return State(found.st_size, found.st_mtime_ns)

    def read(self, path: str) -> bytes:
        """Return a file; raises FileNotFoundError."""
        return (self.root / path).read_bytes()

    def digest(self, path: str) -> str:
        """Return the SHA-256 of a file; raises FileNotFoundError."""
        with (self.root / path).open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()

    def paths(self) -> Iterator[str]:
        """Yield every file but the builds' own."""
        for folder, folders, names in os.walk(self.root):
            if Path(folder) == self.root:
                folders[:] = [name for name in folders if name != HIDDEN]
            folders.sort()
            for name in sorted(names):
                yield Path(folder, name).relative_to(self.root).as_posix()


class OutputFolder(FolderView):
    """The output folder of a build, locked."""

    def __init__(self, root: Path, owner: str) -> None:
        """Make the folder where it is missing and lock it; raises OutputError when another build is at work in it."""
        super().__init__(root)
        try:
            (root / HIDDEN).mkdir(parents=True, exist_ok=True)
            self._lock: IO[str] = (root / LOCK).open("a+", encoding="utf-8")
        except OSError as cause:
            raise OutputError(
                say("The output folder «{path}» cannot be made: {reason}.", path=str(root), reason=cause.strerror),
                say("Name another folder with --out."),
            ) from cause
        try:
            portalocker.lock(self._lock, portalocker.LockFlags.EXCLUSIVE | portalocker.LockFlags.NON_BLOCKING)
        except portalocker.LockException as cause:
            self._lock.seek(0)
            holder = self._lock.read().strip() or "?"
            self._lock.close()
            raise OutputError(
                say("Another build is at work in «{path}»: {owner}.", path=str(root), owner=holder),
                say("Wait until it is done, or name another folder with --out."),
            ) from cause
        self._lock.seek(0)
        self._lock.truncate()
        self._lock.write(owner + "\n")
        self._lock.flush()
        self.sweep()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Let the folder go."""
        if not self._lock.closed:
            portalocker.unlock(self._lock)
            self._lock.close()

    def sweep(self) -> None:
        """Delete what an earlier build that was killed left half written."""
        for folder, _, names in os.walk(self.root):
            for name in names:
                if name.startswith(PREFIX):
                    Path(folder, name).unlink(missing_ok=True)

    def journal(self) -> Journal:
        """Return the journal; raises OutputError."""
        return Journal(self.journal_file)

    def keep(self, journal: Journal, *, at_once: bool) -> None:
        """The journal lies where it belongs."""

    def write(self, files: Iterable[tuple[str, bytes]]) -> list[Waiting]:
        """Write files that wait for their names; raises OutputError."""
        return [write_waiting(self.root, path, data) for path, data in files]

    def publish(self, waiting: Iterable[Waiting]) -> dict[str, State]:
        """Give the files their names; afterwards they survive a loss of power. Return their states. Raises OutputError."""
        waiting = [write_waiting(self.root, each.path, each.data) if each.data else each for each in waiting]
        settle(waiting)
        folders = set()
        for each in waiting:
            target = f"{self.where}/{each.path}"
            try:
                os.replace(each.temporary, target)  # noqa: PTH105 - thousands of times a run
            except OSError as cause:
                raise unwritable(Path(target), cause) from cause
            folders.add(os.path.dirname(target))  # noqa: PTH120
        for folder in sorted(folders):
            _settle_folder(Path(folder))
        return {each.path: State(each.size, each.stamp) for each in waiting}

    def write_whole(self, path: str, chunks: Iterable[bytes]) -> None:
        """Write one file of the builds' own, unless it says so already. Raises OutputError."""
        digest, size = hashlib.sha256(), 0
        temporary = self.root / f"{PREFIX}{path}"
        try:
            with temporary.open("wb") as file:
                for chunk in chunks:
                    digest.update(chunk)
                    size += file.write(chunk)
            state = self.state(path)
            if state is not None and state.size == size and self.digest(path) == digest.hexdigest():
                temporary.unlink()
                return
        except OSError as cause:
            temporary.unlink(missing_ok=True)
            raise unwritable(self.root / path, cause) from cause
        self.publish([Waiting(path, str(temporary), size, 0)])

    def withdraw(self, path: str, into: str) -> str:
        """Move a file that is no longer made to the folder `into`; return its new place. Nothing there is overwritten."""
        source, target = self.root / path, self.root / into / path
        number = 1
        while target.exists():
            number += 1
            target = target.with_name(f"{Path(path).stem}-{number}{target.suffix}")
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            source.replace(target)
        except OSError as cause:
            raise unwritable(target, cause) from cause
        _settle_folder(target.parent)
        _settle_folder(source.parent)
        return target.relative_to(self.root).as_posix()


def _settle_folder(folder: Path) -> None:
    if os.name != "posix":  # elsewhere folders cannot be opened, and the file system keeps its own journal
        return
    try:
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
    except OSError as cause:
        raise unwritable(folder, cause) from cause
