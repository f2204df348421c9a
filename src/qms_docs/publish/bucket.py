"""Publication into object storage: a file is there whole or not at all, so it needs no other name before.

In: finished documents. Out: files in the store. Touches: the store, and a copy of the journal on the disk.
"""

from __future__ import annotations

import hashlib
import tempfile
import threading
import time
import uuid
from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from types import TracebackType
from typing import Self

from ..diagnostics import say
from ..errors import OutputError, StorageError
from ..storage import Bucket, State
from .folder import HIDDEN, JOURNAL, LOCK, Waiting
from .journal import Journal

RENEWED, STALE = 2.0, 12.0
"""Seconds between two signs of life of a build; seconds without one after which it counts as dead."""
_SHARE = 10
"""Keeping the journal may take one part in so many of the time."""


class BucketView:
    """An output folder in object storage, looked at."""

    def __init__(self, url: str) -> None:
        self.bucket = Bucket(url)
        self.where = self.bucket.url
        self._folder = tempfile.TemporaryDirectory(prefix="qms-docs-journal-")
        self.journal_file = Path(self._folder.name) / "journal.sqlite"
        self.is_built = self.bucket.download(JOURNAL, self.journal_file)
        # A commune's documents are asked for one after the other; one listing answers for all of them.
        self._listed = lru_cache(maxsize=8)(self.bucket.states)

    @contextmanager
    def journal_to_look(self) -> Iterator[Journal]:
        """Yield the journal, to be read alone; an empty one where there is none."""
        with Journal(self.journal_file, to_look=True) as journal:
            yield journal

    def state(self, path: str) -> State | None:
        """Return size and stamp of a file, None where there is none."""
        return self._listed(_folder_of_commune(path)).get(path)

    def read(self, path: str) -> bytes:
        """Return a file; raises FileNotFoundError."""
        return self.bucket.read(path)

    def digest(self, path: str) -> str:
        """Return the SHA-256 of a file; raises FileNotFoundError."""
        return hashlib.sha256(self.read(path)).hexdigest()

    def paths(self) -> Iterator[str]:
        """Yield every file but the builds' own."""
        return (path for path in sorted(self.bucket.states()) if not path.startswith(f"{HIDDEN}/"))

    def forget(self) -> None:
        """Ask the store again, not what was listed before."""
        self._listed.cache_clear()


class BucketWriter:
    """Writes files into object storage from a worker."""

    def __init__(self, url: str) -> None:
        self._bucket = Bucket(url)

    def write(self, files: Iterable[tuple[str, bytes]]) -> list[Waiting]:
        """Write files side by side; raises StorageError."""
        return _written(self._bucket, dict(files))


class OutputBucket(BucketView):
    """The output folder of a build in object storage, with a lock that is renewed as long as the build lives."""

    def __init__(self, url: str, owner: str) -> None:
        """Take the lock; raises OutputError when another build is at work there, StorageError."""
        super().__init__(url)
        self._token = f"{owner}\n{uuid.uuid4().hex}\n"
        self._take_lock()
        self._lost = False
        self._ended = threading.Event()
        self._pulse = threading.Thread(target=self._renew, daemon=True)
        self._pulse.start()
        # What the journal says now, whatever was there before the lock.
        self.is_built = self.bucket.download(JOURNAL, self.journal_file)
        self._kept, self._cost = time.monotonic(), 0.0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Let the folder go."""
        if self._ended.is_set():
            return
        self._ended.set()
        self._pulse.join()
        if not self._lost:
            self.bucket.remove(LOCK)
        self._folder.cleanup()

    def _take_lock(self) -> None:
        if self.bucket.write_new(LOCK, self._token.encode()):
            return
        before = self._holder()
        for _ in range(round(STALE / RENEWED)):
            time.sleep(RENEWED)
            now = self._holder()
            if now != before:
                break
        if now and now == before:  # its build was killed: nobody renews it
            self.bucket.remove(LOCK)
        if (now and now != before) or not self.bucket.write_new(LOCK, self._token.encode()):
            raise _taken(self.where, now or self._holder())
        time.sleep(RENEWED / 2)
        if not self._is_mine():  # another build has found the dead one at the same moment
            raise _taken(self.where, self._holder())

    def _holder(self) -> str:
        try:
            return self.bucket.read(LOCK).decode("utf-8", "replace")
        except FileNotFoundError:
            return ""

    def _is_mine(self) -> bool:
        return self._holder().startswith(self._token)

    def _renew(self) -> None:
        turn = 0
        while not self._ended.wait(RENEWED):
            turn += 1
            try:
                if not self._is_mine():
                    self._lost = True
                    return
                self.bucket.write({LOCK: f"{self._token}{turn}\n".encode()})
            except StorageError:  # a net that is away for a moment; publication will tell if it stays away
                continue

    def sweep(self) -> None:
        """Nothing is ever half written here."""

    def journal(self) -> Journal:
        """Return the copy of the journal on the disk; `keep` carries it to the store."""
        return Journal(self.journal_file)

    def keep(self, journal: Journal, *, at_once: bool) -> None:
        """Carry the journal to the store, now or when it is worth its time; raises StorageError.

        What a kill leaves out of it is made once more by the next run: the same files.
        """
        begun = time.monotonic()
        if not at_once and begun - self._kept < self._cost * _SHARE:
            return
        copy = self.journal_file.with_name("copy.sqlite")
        copy.unlink(missing_ok=True)
        journal.copy_to(copy)
        self.bucket.upload(JOURNAL, copy)
        self._kept = time.monotonic()
        self._cost = self._kept - begun

    def write(self, files: Iterable[tuple[str, bytes]]) -> list[Waiting]:
        """Write files side by side; raises StorageError."""
        return _written(self.bucket, dict(files))

    def publish(self, waiting: Iterable[Waiting]) -> dict[str, State]:
        """Look that the files are there, as long as they were; return their states. Raises OutputError."""
        waiting = list(waiting)
        if carried := {each.path: each.data for each in waiting if each.data}:
            self.bucket.write(carried)
        if self._lost:
            raise _taken(self.where, self._holder())
        self.forget()
        found, folders = {}, defaultdict(list)
        for each in waiting:
            folders[_folder_of_commune(each.path)].append(each)
        for folder, own in sorted(folders.items()):
            states = self.bucket.states(folder)
            for each in own:
                state = states.get(each.path)
                if state is None or state.size != each.size:
                    raise StorageError(
                        say("«{url}» does not hold «{path}» as it was written.", url=self.where, path=each.path),
                        say("Run the same command again."),
                    )
                found[each.path] = state
        return found

    def write_whole(self, path: str, chunks: Iterable[bytes]) -> None:
        """Write one file of the builds' own. Raises StorageError."""
        with tempfile.TemporaryDirectory(prefix="qms-docs-whole-") as folder:
            file = Path(folder) / "whole"
            with file.open("wb") as target:
                target.writelines(chunks)
            self.bucket.upload(path, file)

    def withdraw(self, path: str, into: str) -> str:
        """Move a file that is no longer made to the folder `into`; return its new place. Nothing there is overwritten."""
        stem, _, suffix = path.rpartition(".")
        there = self.bucket.states(into)
        target, number = f"{into}/{path}", 1
        while target in there:
            number += 1
            target = f"{into}/{stem}-{number}.{suffix}"
        self.bucket.move(path, target)
        self.forget()
        return target


def _written(bucket: Bucket, files: dict[str, bytes]) -> list[Waiting]:
    if files:
        bucket.write(files)
    return [Waiting(path, "", len(data), 0) for path, data in files.items()]


def _folder_of_commune(path: str) -> str:
    """Return the folder in which a commune's documents lie: one listing answers for many of them."""
    return "/".join(path.split("/")[:-1][:2])


def _taken(where: str, holder: str) -> OutputError:
    owner = holder.splitlines()[0] if holder else "?"
    return OutputError(
        say("Another build is at work in «{path}»: {owner}.", path=where, owner=owner),
        say("Wait until it is done, or name another folder with --out."),
    )
