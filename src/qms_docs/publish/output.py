"""An output folder, wherever it is: on the disk or in object storage."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from types import TracebackType
from typing import Protocol, Self

from ..diagnostics import say
from ..errors import RequestError
from ..storage import Place, State, is_url
from .folder import FolderView, OutputFolder, Waiting, write_waiting
from .journal import Journal


class OutputView(Protocol):
    """Nơi lưu tài liệu: an output folder, looked at."""

    where: str

    @property
    def is_built(self) -> bool: ...  # noqa: D102
    def journal_to_look(self) -> AbstractContextManager[Journal]: ...  # noqa: D102
    def state(self, path: str) -> State | None: ...  # noqa: D102
    def read(self, path: str) -> bytes: ...  # noqa: D102
    def digest(self, path: str) -> str: ...  # noqa: D102
    def paths(self) -> Iterator[str]: ...  # noqa: D102


class Writer(Protocol):
    """Writes files that wait to be published."""

    def write(self, files: Iterable[tuple[str, bytes]]) -> list[Waiting]: ...  # noqa: D102


class Output(OutputView, Writer, Protocol):
    """An output folder that one build alone may change."""

    def __enter__(self) -> Self: ...
    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None: ...
    def journal(self) -> Journal: ...  # noqa: D102
    def keep(self, journal: Journal, *, at_once: bool) -> None: ...  # noqa: D102
    def publish(self, waiting: Iterable[Waiting]) -> dict[str, State]: ...  # noqa: D102
    def write_whole(self, path: str, chunks: Iterable[bytes]) -> None: ...  # noqa: D102
    def withdraw(self, path: str, into: str) -> str: ...  # noqa: D102
    def sweep(self) -> None: ...  # noqa: D102


class FolderWriter:
    """Writes files beside their final places, from a worker that shares the disk."""

    def __init__(self, root: Path) -> None:
        self._root = root

    def write(self, files: Iterable[tuple[str, bytes]]) -> list[Waiting]:
        """Write the files; raises OutputError."""
        return [write_waiting(self._root, path, data) for path, data in files]


class Carrier:
    """Sends files to whoever asked for them, from a worker that shares no disk."""

    def write(self, files: Iterable[tuple[str, bytes]]) -> list[Waiting]:
        """Return the files as they are."""
        return [Waiting(path, "", len(data), 0, data) for path, data in files]


def look_at(place: Place, *, must_be_built: bool = False) -> OutputView:
    """Return an output folder to look at; raises RequestError where nothing was built and it must be."""
    if is_url(place):
        from .bucket import BucketView

        view: OutputView = BucketView(str(place))
    else:
        view = FolderView(Path(place))
    if must_be_built and not view.is_built:
        raise RequestError(
            say("Nothing was built in «{path}»: there is no journal.", path=view.where),
            say("Name the output folder of a build."),
        )
    return view


def open_output(place: Place, owner: str) -> Output:
    """Return an output folder to write to, locked; raises OutputError."""
    if is_url(place):
        from .bucket import OutputBucket

        return OutputBucket(str(place), owner)
    return OutputFolder(Path(place), owner)


def writer_of(place: Place | None) -> Writer:
    """Return what a worker writes with; without a place the files travel to the build itself."""
    if place is None:
        return Carrier()
    if is_url(place):
        from .bucket import BucketWriter

        return BucketWriter(str(place))
    return FolderWriter(Path(place))
