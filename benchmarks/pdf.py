"""PDFs of a commune's documents: our workers against one call of LibreOffice for the same files, in one run, turn by turn."""

from __future__ import annotations

import argparse
import shutil
import subprocess
import tempfile
import time
from datetime import date
from pathlib import Path

from qms_docs.cli.values import cores
from qms_docs.convert import convert, find_office
from qms_docs.domain.artifacts import BuildRequest
from qms_docs.pipeline import build

from .data import spread

COMMUNES = ("29104", "29107")
MOST = 240
"""LibreOffice passes over what stands behind some 250 words of a call, and says nothing."""


def _one_call(files: list[Path], folder: Path) -> float:
    """Return the seconds of `soffice --convert-to pdf FILE…`, as one would type it."""
    program = shutil.which("soffice") or shutil.which("libreoffice") or "soffice"
    words = [program, f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless", "--convert-to", "pdf"]
    begun = time.perf_counter()
    done = subprocess.run([*words, "--outdir", str(folder), *map(str, files)], capture_output=True, check=True)
    assert done.returncode == 0 and len(list(folder.glob("*.pdf"))) == len(files)
    return time.perf_counter() - begun


def _ours(files: list[Path], workers: int) -> float:
    begun = time.perf_counter()
    made = list(convert(files, workers))
    assert all(each.reason is None for each in made) and len(made) == len(files)
    return time.perf_counter() - begun


def main() -> None:
    """Convert the same files both ways and print the seconds."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.pdf", description=__doc__)
    parser.add_argument("--workspace", type=Path, default=Path())
    parser.add_argument("--documents", type=int, default=80, metavar="N")
    parser.add_argument("--workers", type=int, default=cores(), metavar="N")
    parser.add_argument("--turns", type=int, default=3, metavar="N")
    options = parser.parse_args()
    if options.documents > MOST:
        parser.error(f"one call of LibreOffice takes {MOST} files at most")
    find_office()
    with tempfile.TemporaryDirectory(prefix="qms-bench-pdf-") as name:
        out = Path(name)
        build(BuildRequest(options.workspace, date(2018, 12, 1), out / "docx", COMMUNES, workers=options.workers))
        chosen = spread(sorted((out / "docx").rglob("*.docx")), options.documents)
        files = [Path(shutil.copy(file, out / f"{place:04d}.docx")) for place, file in enumerate(chosen)]
        theirs, own, alone = [], [], []
        for turn in range(options.turns):
            folder = out / f"one-{turn}"
            folder.mkdir()
            theirs.append(_one_call(files, folder))
            own.append(_ours(files, options.workers))
            alone.append(_ours(files, 1))
        one, ours, single = min(theirs), min(own), min(alone)
    print(f"PDF  {len(files)} documents")
    print(f"  one call of LibreOffice      {one:.1f} s, {len(files) / one:.2f} a second")
    print(f"  qms-docs, {options.workers} workers, proven  {ours:.1f} s, {len(files) / ours:.2f} a second")
    print(f"  qms-docs, 1 worker, proven   {single:.1f} s, {len(files) / single:.2f} a second")
    shown = (" ".join(f"{each:.1f}" for each in seconds) for seconds in (theirs, own, alone))
    print(f"  all turns                    {' | '.join(shown)}")
    print(
        f"  ratio of the best turns      {one / ours:.2f} (one worker {one / single:.2f}, from parallel work {single / ours:.2f})"
    )


if __name__ == "__main__":
    main()
