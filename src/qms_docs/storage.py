"""Files in object storage. The only room that knows fsspec.

In: the URL of a folder (`s3://bucket/folder`), bytes. Out: bytes, listings, a copy of a folder on the disk. Touches: the store.
"""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any

from .diagnostics import say
from .errors import MissingProgramError, StorageError

if TYPE_CHECKING:
    from fsspec import AbstractFileSystem

Place = Path | str
"""A local folder, or the URL of a folder in object storage."""
SCHEME = "s3://"
_SOURCE = "source.json"
_TROUBLE = (OSError, ValueError)


@dataclass(frozen=True, slots=True)
class State:
    """What a store says of a file: its size in bytes, and a number that changes with the content."""

    size: int
    stamp: int


def is_url(place: Place) -> bool:
    """True for the URL of object storage."""
    return isinstance(place, str) and place.startswith(SCHEME)


def joined(place: Place, name: str) -> Place:
    """Return the place `name` below another."""
    return f"{place.rstrip('/')}/{name}" if isinstance(place, str) else place / name


class Bucket:
    """A folder of object storage; paths are below it. Credentials and endpoint come from the usual AWS variables and files."""

    def __init__(self, url: str) -> None:
        """Connect; raises StorageError for a URL without a bucket, MissingProgramError without the extra [s3]."""
        self._root = url.removeprefix(SCHEME).strip("/")
        self.url = f"{SCHEME}{self._root}"
        if not self._root:
            raise StorageError(say("«{url}» names no bucket.", url=url), say("Write, for example, s3://bucket/folder."))
        self._files = _file_system()

    def _key(self, path: str) -> str:
        return f"{self._root}/{path}"

    def read(self, path: str) -> bytes:
        """Return a file; raises FileNotFoundError, StorageError."""
        with self._told(missing_is_told=False):
            return bytes(self._files.cat_file(self._key(path)))

    def write(self, files: Mapping[str, bytes]) -> None:
        """Write files side by side; each is there whole or not at all. Raises StorageError."""
        with self._told():
            self._files.pipe({self._key(path): data for path, data in files.items()})

    def write_new(self, path: str, data: bytes) -> bool:
        """Write a file where there is none; False where there is one. Raises StorageError."""
        try:
            self._files.pipe_file(self._key(path), data, mode="create")
        except FileExistsError:
            return False
        except OSError as cause:
            if "PreconditionFailed" in str(cause) or "pre-conditions" in str(cause):
                return False
            raise self._trouble(cause) from cause
        return True

    def upload(self, path: str, file: Path) -> None:
        """Copy a local file; large ones go in parts. Raises StorageError."""
        with self._told():
            self._files.put_file(str(file), self._key(path))

    def download(self, path: str, file: Path) -> bool:
        """Copy a file to the disk; False where there is none. Raises StorageError."""
        try:
            with self._told(missing_is_told=False):
                self._files.get_file(self._key(path), str(file))
        except FileNotFoundError:
            return False
        return True

    def move(self, path: str, target: str) -> None:
        """Copy a file within the store, then remove it. Raises StorageError."""
        with self._told():
            self._files.copy(self._key(path), self._key(target))
            self._files.rm_file(self._key(path))

    def remove(self, path: str) -> None:
        """Remove a file that may be gone already. Raises StorageError."""
        try:
            with self._told(missing_is_told=False):
                self._files.rm_file(self._key(path))
        except FileNotFoundError:
            return

    def fetch(self, paths: Sequence[str], folder: Path) -> None:
        """Copy files to a folder of the disk, side by side. Raises StorageError."""
        for path in paths:
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
        if paths:
            with self._told():
                self._files.get([self._key(path) for path in paths], [str(folder / path) for path in paths])

    def states(self, below: str = "") -> dict[str, State]:
        """Return the files below a folder with their states, by path. Raises StorageError."""
        start = self._key(below) if below else self._root
        with self._told():
            found: dict[str, dict[str, Any]] = self._files.find(start, detail=True)
        return {key.removeprefix(f"{self._root}/"): State(int(info["size"]), _stamp(info)) for key, info in found.items()}

    @contextmanager
    def _told(self, *, missing_is_told: bool = True) -> Iterator[None]:
        try:
            yield
        except FileNotFoundError as cause:
            if not missing_is_told:
                raise
            raise self._trouble(cause) from cause
        except _TROUBLE as cause:
            raise self._trouble(cause) from cause
        except Exception as cause:
            if type(cause).__module__.split(".")[0] not in ("botocore", "aiobotocore", "aiohttp"):
                raise
            raise self._trouble(cause) from cause

    def _trouble(self, cause: Exception) -> StorageError:
        return StorageError(
            say(
                "The store «{url}» cannot be used: {reason}.", url=self.url, reason=str(cause).strip(".") or type(cause).__name__
            ),
            say("Check the name of the bucket, the access key and the address of the server (AWS_ENDPOINT_URL)."),
        )


def _file_system() -> AbstractFileSystem:
    try:
        import fsspec
        import s3fs  # noqa: F401 - fsspec would name a missing one in its own words
    except ImportError as cause:
        raise MissingProgramError(
            say("Object storage needs libraries that are not installed."), say("Install them: pip install 'qms-docs[s3]'.")
        ) from cause
    return fsspec.filesystem("s3", use_listings_cache=False, skip_instance_cache=True)


def _stamp(info: Mapping[str, Any]) -> int:
    """Return the beginning of the entity tag's digest: tags are opaque, a number fits the journal."""
    return int(hashlib.sha256(str(info.get("ETag", "")).encode()).hexdigest()[:15], 16)


def fetched(url: str, cache: Path, first: str, others: Callable[[Path], Iterable[str]]) -> Path:
    """Return a copy on the disk, below `cache`, of part of a folder of object storage; only what changed is fetched.

    The file `first` is fetched first; `others` is given the copy and says which folders go with it. Raises StorageError where
    there is no such file or the store cannot be read, MissingProgramError without the extra [s3].
    """
    bucket = Bucket(url)
    home = cache / hashlib.sha256(bucket.url.encode()).hexdigest()[:16]
    copy, note = home / "copy", home / _SOURCE
    known = _noted(note)
    copy.mkdir(parents=True, exist_ok=True)
    note.unlink(missing_ok=True)  # until all is there, nothing is known
    if not bucket.download(first, copy / first):
        raise StorageError(
            say("«{url}» holds no file {name}.", url=url, name=first), say("Check the name of the bucket and of the folder.")
        )
    there: dict[str, State] = {}
    for folder in others(copy):
        there |= {path: state for path, state in bucket.states(folder).items() if _is_plain(path)}
    for path in known.keys() - there.keys():
        (copy / path).unlink(missing_ok=True)
    bucket.fetch([path for path, state in there.items() if known.get(path) != state or not (copy / path).is_file()], copy)
    kept = {path: [state.size, state.stamp] for path, state in sorted(there.items())}
    note.write_text(json.dumps({"url": bucket.url, "files": kept}), "utf-8")
    return copy


def origin_of(folder: Path) -> str | None:
    """Return the URL that a folder made by `fetched` is a copy of; None for any other."""
    try:
        return str(json.loads((folder.resolve().parent / _SOURCE).read_text("utf-8"))["url"]) if folder.name == "copy" else None
    except (OSError, ValueError, LookupError):
        return None


def _is_plain(path: str) -> bool:
    """True for a path that stays below its folder."""
    parts = PurePosixPath(path).parts
    return bool(parts) and not path.startswith("/") and not path.endswith("/") and ".." not in parts and "\\" not in path


def _noted(note: Path) -> dict[str, State]:
    try:
        return {path: State(*state) for path, state in json.loads(note.read_text("utf-8"))["files"].items()}
    except (OSError, ValueError, LookupError, TypeError, AttributeError):
        shutil.rmtree(note.parent / "copy", ignore_errors=True)
        return {}
