"""The trays that travel from room to room.

In: what a command asks, what a room made. Out: the same, typed. Touches: nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path


@dataclass(frozen=True)
class BuildRequest:
    """What is asked of a build: which units and kinds, as of which day, where to, with how many workers."""

    workspace: Path
    as_of: date
    out: Path | str
    """A local folder, or the URL of a folder in object storage."""
    communes: tuple[str, ...] = ()
    districts: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    workers: int = 1
    year: int | None = None
    """With a year, only the documents of its cycle are made."""
    force: bool = False
    """Everything is made, also what stands already."""
    prune: bool = False
    """What is made no more is moved to `withdrawn/`."""
    time_limit: float = 120.0
    """Seconds a document may take before its worker is replaced."""
    cluster: str | None = None
    """The address of a Dask cluster (`tcp://…`), or `local:N` for one of N workers on this machine."""
    cache: Path | None = None
    """A folder of the user's own for what need not be done twice."""

    @property
    def cycle_year(self) -> int:
        """The year whose yearly documents are made: the one asked for, else that of the day."""
        return self.year if self.year is not None else self.as_of.year


@dataclass(frozen=True, slots=True)
class DocumentJob:
    """One document to make: kind, commune (its id), procedure or shared process, code, the path below the output folder."""

    kind: str
    commune: str
    procedure: str | None
    code: str
    title: str
    path: str
    shared: str | None = None


@dataclass(frozen=True)
class BuildPlan:
    """The documents of a build, by commune (its id), in the order in which they are made; worked out as they are asked for."""

    jobs: Mapping[str, tuple[DocumentJob, ...]]

    @property
    def count(self) -> int:
        """Number of documents."""
        return sum(len(jobs) for jobs in self.jobs.values())


@dataclass(frozen=True, slots=True)
class RenderedDocument:
    """A finished Word file."""

    job: DocumentJob
    data: bytes
    sha256: str


@dataclass(frozen=True, slots=True)
class FailedDocument:
    """A document that could not be made, and why."""

    job: DocumentJob
    reason: str


@dataclass(frozen=True, slots=True)
class ManifestEntry:
    """A line of `manifest.json`: a published file and what it was made from."""

    path: str
    sha256: str
    kind: str
    commune: str
    procedure: str | None
    template: str
    as_of: str
