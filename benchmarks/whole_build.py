"""The build of all communes, from files to files, and what the docxtpl loop would take for the same documents."""

from __future__ import annotations

import tempfile
import time
from dataclasses import dataclass, replace
from pathlib import Path
from statistics import fmean, median

from qms_docs.domain.artifacts import BuildRequest, DocumentJob
from qms_docs.pipeline import build

from .data import DISTRICTS, CannotMeasureError, Material, spread
from .engines import docxtpl_fill


@dataclass(frozen=True)
class BuildRun:
    """Two builds (the mean of their seconds): loading, checking, filling, writing and the manifest."""

    workers: int
    seconds: float
    documents: int
    communes: int
    stopped: int
    failed: int


@dataclass(frozen=True)
class BuildFigures:
    """Our builds, and the estimate for docxtpl: mean time of a sampled document (words, fill, file) times the documents.

    `paired_ratio` is the median of docxtpl / ours over the sampled documents, made turn by turn: no load of the machine
    can fall on one side only.
    """

    runs: tuple[BuildRun, ...]
    sample: int
    failed: int
    docxtpl_milliseconds: float
    docxtpl_seconds: float
    paired_ratio: float

    @property
    def ratio(self) -> float:
        """The estimate as a multiple of our build with one worker."""
        return self.docxtpl_seconds / self.runs[0].seconds


def _run(material: Material, limited: bool, workers: int, out: Path) -> BuildRun:
    where = {"communes": material.communes} if limited else {"districts": DISTRICTS}
    request = BuildRequest(material.workspace, material.press.day, out, workers=workers, **where)
    started = time.perf_counter()
    result = build(request)
    seconds = time.perf_counter() - started
    return BuildRun(workers, seconds, result.documents, result.communes, len(result.stopped), len(result.failed))


def _mean(one: BuildRun, other: BuildRun) -> BuildRun:
    return replace(one, seconds=(one.seconds + other.seconds) / 2)


def _sampled(material: Material, jobs: tuple[DocumentJob, ...], out: Path) -> tuple[list[float], list[float]]:
    """Make each document with docxtpl and with the press; return the seconds of both. What docxtpl cannot fill is left out."""
    theirs, own = [], []
    for job in jobs:
        template = material.template_bytes(job.kind)
        started = time.perf_counter()
        try:
            data = docxtpl_fill(template, material.press.words(job))
        except ValueError:  # python-docx refuses titles of more than 255 characters
            continue
        (out / "docxtpl.docx").write_bytes(data)
        between = time.perf_counter()
        (out / "own.docx").write_bytes(material.press.render(job).data)
        own.append(time.perf_counter() - between)
        theirs.append(between - started)
    return theirs, own


def measure_build(material: Material, limited: bool, sample: int) -> BuildFigures:
    """Build with one worker and with two; before and after, time docxtpl on a sample of the same documents."""
    jobs = spread(material.jobs, sample)
    for job in jobs:
        material.press.template(job.kind)
    with tempfile.TemporaryDirectory(prefix="qms-bench-") as folder:
        out = Path(folder)
        before = _sampled(material, jobs[::2], out)
        # There and back, so that a load that comes or goes meanwhile meets both ways.
        turns = [_run(material, limited, workers, out / f"{place}-{workers}") for place, workers in enumerate((1, 2, 2, 1))]
        after = _sampled(material, jobs[1::2], out)
    runs = [_mean(turns[0], turns[3]), _mean(turns[1], turns[2])]
    theirs, own = before[0] + after[0], before[1] + after[1]
    if not theirs:
        raise CannotMeasureError("docxtpl fills none of the sampled documents.")
    if not runs[0].documents:
        raise CannotMeasureError("The build makes no document; run `qms-docs check` on the workspace.")
    mean = fmean(theirs)
    return BuildFigures(
        runs=tuple(runs),
        sample=len(theirs),
        failed=len(jobs) - len(theirs),
        docxtpl_milliseconds=mean * 1000,
        docxtpl_seconds=mean * runs[0].documents,
        paired_ratio=median(a / b for a, b in zip(theirs, own, strict=True)),
    )
