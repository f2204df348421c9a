"""The build of all communes, from files to files, against the docxtpl loop and the floor, on the same cores in one run."""

from __future__ import annotations

import compileall
import os
import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path
from statistics import fmean

import qms_docs
from qms_docs.domain.artifacts import BuildRequest, DocumentJob
from qms_docs.errors import FillError
from qms_docs.pipeline import build
from qms_docs.templating import compile_template
from qms_docs.templating.confinement import open_template
from qms_docs.templating.package import Entry, pack, write_package

from .data import DISTRICTS, CannotMeasureError, Material, Words, spread
from .engines import docxtpl_fill


@dataclass(frozen=True)
class BuildRun:
    """Builds of one way (the mean of their seconds): loading, checking, filling, writing and the manifest."""

    way: str
    workers: int
    seconds: float
    documents: int
    communes: int


@dataclass(frozen=True)
class BuildFigures:
    """Our builds; docxtpl and the floor on a sample of the same documents, as a loop in one process and spread over several.

    Both are given ready words. The floor renders with Jinja, deflates and writes the bytes of our document, nothing else.
    Milliseconds are those of a document in one process: alone at work, or beside the others (`spread`). Our builds find the
    templates compiled, as every run of the command but the first does; those of the others are compiled before the clock starts.
    """

    runs: tuple[BuildRun, ...]
    workers: int
    sample: int
    failed: int
    docxtpl_milliseconds: float
    floor_milliseconds: float
    docxtpl_spread_milliseconds: float
    floor_spread_milliseconds: float

    @property
    def seconds(self) -> float:
        """Of the durable build with all workers."""
        return self.runs[0].seconds

    @property
    def loop_seconds(self) -> float:
        """The docxtpl loop as people write it: one process."""
        return self.docxtpl_milliseconds * self.runs[0].documents / 1000

    @property
    def spread_seconds(self) -> float:
        """The docxtpl loop spread over as many processes as the build has workers."""
        return self.docxtpl_spread_milliseconds * self.runs[0].documents / 1000 / self.workers

    @property
    def floor_seconds(self) -> float:
        """The floor as a loop in one process."""
        return self.floor_milliseconds * self.runs[0].documents / 1000

    @property
    def floor_spread_seconds(self) -> float:
        """The floor spread over as many processes as the build has workers."""
        return self.floor_spread_milliseconds * self.runs[0].documents / 1000 / self.workers


def _run(material: Material, limited: bool, workers: int, out: Path, cache: Path, way: str, again: bool = False) -> BuildRun:
    where = {"communes": material.communes} if limited else {"districts": DISTRICTS}
    request = BuildRequest(material.workspace, material.press.day, out, workers=workers, cache=cache, **where)
    started = time.perf_counter()
    result = build(request)
    seconds = time.perf_counter() - started
    if not result.documents or (result.made == 0) != again:
        raise CannotMeasureError("The build does not make what it should; run `qms-docs check` on the workspace.")
    return BuildRun(way, workers, seconds, result.documents, result.communes)


@contextmanager
def _without_fsync() -> Iterator[None]:
    """Let files be written without making sure of them, to see what that costs."""
    real = os.fsync
    os.fsync = lambda handle: None
    try:
        yield
    finally:
        os.fsync = real


Sample = tuple[tuple[str, bytes, Words], ...]
"""Documents to fill: name and bytes of the template, words."""


def _docxtpl(sample: Sample, out: str) -> tuple[float, int]:
    """Fill with docxtpl; return seconds and how many it cannot fill."""
    failed, started = 0, time.perf_counter()
    for place, (_, template, words) in enumerate(sample):
        try:
            data = docxtpl_fill(template, words)
        except ValueError:  # python-docx refuses titles of more than 255 characters
            failed += 1
            continue
        Path(out, f"{place}.docx").write_bytes(data)
    return time.perf_counter() - started, failed


def _floor(sample: Sample, out: str) -> tuple[float, int]:
    """Render with Jinja, deflate and write the bytes of our document; return seconds and how many are left out.

    Drawings are values of ours that need the whole document around them.
    """
    compiled = {name: compile_template(template, name) for name, template, _ in sample}
    ready = []
    for name, _, words in sample:
        slots = compiled[name].slots
        with suppress(FillError):
            ready.append((name, words, {slot.name: slot.fill(words) for slot in slots if not isinstance(slot, Entry)}))
    started = time.perf_counter()
    for place, (name, words, finished) in enumerate(ready):
        entries = []
        for slot in compiled[name].slots:
            if isinstance(slot, Entry):
                entries.append(slot)
            else:
                slot.program.render(words)
                entries.append(pack(slot.name, finished[slot.name]))
        Path(out, f"{place}.docx").write_bytes(write_package(entries))
    return time.perf_counter() - started, len(sample) - len(ready)


def _side_by_side(
    fill: Callable[[Sample, str], tuple[float, int]], samples: list[Sample], pool: ProcessPoolExecutor, out: Path
) -> tuple[float, int]:
    """Return milliseconds per document of one process while as many are at work as there are samples, and the failures."""
    folders = [out / f"{fill.__name__}-{place}" for place in range(len(samples))]
    for folder in folders:
        folder.mkdir(exist_ok=True)
    results = list(pool.map(fill, samples, map(str, folders)))
    failed = sum(count for _, count in results)
    filled = sum(map(len, samples)) - failed
    if not filled:
        raise CannotMeasureError("docxtpl fills none of the sampled documents.")
    return sum(seconds for seconds, _ in results) * 1000 / filled, failed


def measure_build(material: Material, limited: bool, sample: int, workers: int) -> BuildFigures:
    """Build with all workers, there and back; in between, docxtpl and the floor on a sample of the same documents."""
    # As pip does when it installs; a checkout may never have been run.
    compileall.compile_dir(Path(qms_docs.__file__).parent, quiet=2)
    jobs = spread(material.jobs, sample)
    items = [_item(material, job) for job in jobs]
    samples = [tuple(items[place::workers]) for place in range(workers)]
    context = get_context("spawn")
    with tempfile.TemporaryDirectory(prefix="qms-bench-") as folder, ProcessPoolExecutor(workers, mp_context=context) as pool:
        out = Path(folder)
        cache = out / "cache"
        for name in {template for template, _, _ in items}:
            open_template(material.press.templates / name, name, cache / "templates")
        durable, quick, loops, floors, loops_alone, floors_alone = [], [], [], [], [], []
        # There and back, so that a load that comes or goes meanwhile meets all ways.
        for turn in range(2):
            loops.append(_side_by_side(_docxtpl, samples, pool, out))
            loops_alone.append(_side_by_side(_docxtpl, samples[:1], pool, out))
            durable.append(_run(material, limited, workers, out / f"durable-{turn}", cache, "durable"))
            with _without_fsync():
                quick.append(_run(material, limited, workers, out / f"quick-{turn}", cache, "without fsync"))
            floors.append(_side_by_side(_floor, samples, pool, out))
            floors_alone.append(_side_by_side(_floor, samples[:1], pool, out))
        same = "again, nothing changed"
        unchanged = [_run(material, limited, workers, out / "durable-0", cache, same, again=True) for _ in range(2)]
        alone = _run(material, limited, 1, out / "alone", cache, "one worker")
    return BuildFigures(
        runs=(_mean(durable), _mean(quick), alone, _mean(unchanged)),
        workers=workers,
        sample=len(jobs),
        failed=loops[0][1],
        docxtpl_milliseconds=_mean_of(loops_alone),
        floor_milliseconds=_mean_of(floors_alone),
        docxtpl_spread_milliseconds=_mean_of(loops),
        floor_spread_milliseconds=_mean_of(floors),
    )


def _mean_of(measured: list[tuple[float, int]]) -> float:
    return fmean(milliseconds for milliseconds, _ in measured)


def _item(material: Material, job: DocumentJob) -> tuple[str, bytes, Words]:
    kind = material.press.catalogue.kinds[job.kind]
    return kind.template, material.template_bytes(job.kind), material.press.words(job)


def _mean(runs: list[BuildRun]) -> BuildRun:
    first = runs[0]
    return BuildRun(first.way, first.workers, fmean(run.seconds for run in runs), first.documents, first.communes)
