"""Builds of growing slices of a workspace, each in a process of its own: time and memory per document must stay what they are.

Begin with a workspace of the nation's size: `python -m benchmarks.nation DIR`, then `python -m benchmarks.slope DIR`.
"""

from __future__ import annotations

import argparse
import json
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from itertools import accumulate
from pathlib import Path

from qms_docs.cli.values import cores
from qms_docs.domain.artifacts import BuildRequest
from qms_docs.load import load_workspace
from qms_docs.plan import plan_build, select_communes

from .report import table

SIZES = (100, 1_000, 10_000, 100_000)
_LOOKED = 0.5


@dataclass(frozen=True)
class SlopeFigures:
    """One build: documents, seconds of the whole process, highest memory of one process in MB, bytes a document."""

    documents: int
    seconds: float
    parent: float
    worker: float
    bytes_a_document: float


def slices(workspace: Path, day: date, sizes: list[int]) -> Iterator[tuple[str, ...]]:
    """Yield for each size the communes whose documents come next to it; of the first one part, where it has too many."""
    catalogue = load_workspace(workspace).catalogue
    request = BuildRequest(workspace, day, workspace)
    communes = select_communes(catalogue, request)
    plan = plan_build(catalogue, request, communes)
    counts = list(accumulate(len(plan.jobs[commune.id]) for commune in communes))
    for size in sizes:
        many = max(1, sum(1 for count in counts if count <= size * 1.02))
        words = [word for commune in communes[:many] for word in ("--commune", commune.code)]
        if counts[0] > size:
            by_kind = Counter(job.kind for job in plan.jobs[communes[0].id])
            words += [word for kind, count in by_kind.items() if count == 1 for word in ("--kind", kind)]
        yield tuple(words)


def _peak(process: int | str) -> float:
    lines = Path(f"/proc/{process}/status").read_text().splitlines()
    return next((int(line.split()[1]) / 1024 for line in lines if line.startswith("VmHWM")), 0.0)


def _highest_memory(process: subprocess.Popen[bytes], told: dict[str, float]) -> None:
    """Note the highest memory of the build and of any child while it runs; what `wait4` tells mixes the two."""
    while process.poll() is None:
        with suppress(OSError):
            told["parent"] = max(told.get("parent", 0.0), _peak(process.pid))
        # A child is listed with the thread that began it.
        for children in Path(f"/proc/{process.pid}/task").glob("*/children"):
            with suppress(OSError):
                for child in children.read_text().split():
                    told["worker"] = max(told.get("worker", 0.0), _peak(child))
        time.sleep(_LOOKED)


def measure(workspace: Path, day: date, chosen: tuple[str, ...], workers: int) -> SlopeFigures:
    """Build one slice and return its figures."""
    out = Path(tempfile.mkdtemp(prefix="qms-slope-"))
    try:
        words = [sys.executable, "-m", "qms_docs", "build", str(workspace), "--out", str(out), "--as-of", day.isoformat()]
        words += ["--workers", str(workers), "--json", *chosen]
        begun = time.perf_counter()
        with (out / "told.json").open("wb") as told, subprocess.Popen(words, stdout=told) as process:
            peaks: dict[str, float] = {}
            watch = threading.Thread(target=_highest_memory, args=(process, peaks))
            watch.start()
            process.wait()
            seconds = time.perf_counter() - begun
            watch.join()
        made = json.loads((out / "told.json").read_text())["made"]
        size = sum(file.stat().st_size for file in out.rglob("*") if file.is_file())
        return SlopeFigures(made, seconds, peaks.get("parent", 0.0), peaks.get("worker", 0.0), size / max(made, 1))
    finally:
        shutil.rmtree(out, ignore_errors=True)


def main() -> None:
    """Build the slices and print the figures."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.slope", description=__doc__)
    parser.add_argument("workspace", type=Path)
    parser.add_argument("--as-of", type=date.fromisoformat, default=date(2026, 11, 1), metavar="DAY")
    parser.add_argument("--sizes", type=int, nargs="+", default=list(SIZES), metavar="N")
    parser.add_argument("--workers", type=int, default=cores(), metavar="N")
    options = parser.parse_args()
    figures = []
    for chosen in slices(options.workspace, options.as_of, options.sizes):
        figures.append(measure(options.workspace, options.as_of, chosen, options.workers))
        print(figures[-1], file=sys.stderr, flush=True)
    rows, before = [], None
    for each in figures:
        slope = (each.seconds - before.seconds) * 1000 / (each.documents - before.documents) if before else None
        rows.append(
            [
                f"{each.documents:,}",
                f"{each.seconds:.1f}",
                f"{slope:.2f}" if slope is not None else "",
                f"{each.parent:.0f}",
                f"{each.worker:.0f}",
                f"{each.bytes_a_document / 1000:.1f}",
            ]
        )
        before = each
    head = ["documents", "seconds", "ms a further document", "parent MB", "worker MB", "kB a document"]
    print(table(head, rows))


if __name__ == "__main__":
    main()
