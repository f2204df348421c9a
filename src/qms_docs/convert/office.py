"""LibreOffice under supervision: batches, one profile each, a time limit for each file, and no process left behind.

In: Word files. Out: for each a PDF that was proven, or why there is none. Touches: temporary folders, processes.
"""

from __future__ import annotations

import io
import json
import os
import re
import shutil
import signal
import subprocess
import tempfile
import time
import zipfile
import zlib
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache
from heapq import heappop, heappush
from pathlib import Path
from queue import Empty, Queue

from ..diagnostics import Message, say
from ..errors import MissingProgramError
from .profile import write_profile
from .proof import PdfFacts, UnsoundPdfError, is_whole, proven

PROGRAMS = (
    "soffice",
    "libreoffice",
    "/usr/lib/libreoffice/program/soffice",
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
)
BATCH = 64
"""Files of one start of LibreOffice: starting takes as long as several files."""
START = 60.0
"""Seconds that LibreOffice may take to begin."""
_PATIENCE = 0.02
_SMALLEST = 10_000
"""What a file costs beside its bytes, counted in bytes."""
_MEMORY = Path("/dev/shm")
_PREFIX, _OLD = "qms-docs-pdf-", 3600.0
_ROOM, _GROWTH = 256 * 2**20, 50
_MOST = 16 * 2**20
_CONTENTS = re.compile(rb"\bTOC\b", re.IGNORECASE)


@dataclass(frozen=True)
class Conversion:
    """A Word file with its PDF, or with the reason why there is none."""

    file: Path
    data: bytes = b""
    facts: PdfFacts | None = None
    reason: Message | None = None


def find_office() -> str:
    """Return the program; raises MissingProgramError that says how to install it."""
    for name in PROGRAMS:
        if found := shutil.which(name):
            return found
    raise MissingProgramError(
        say("LibreOffice is not installed."),
        say("Install it: sudo apt install libreoffice-writer, or see https://vi.libreoffice.org."),
    )


def office_version() -> str:
    """Return what LibreOffice calls itself; raises MissingProgramError."""
    told = subprocess.run([find_office(), "--version"], capture_output=True, text=True, timeout=START, check=False).stdout
    return " ".join(told.split()[:2]) or "LibreOffice"


def convert(
    files: Sequence[Path],
    workers: int = 1,
    limit: float = 60.0,
    archive: bool = False,
    progress: Callable[[int], None] = lambda done: None,
) -> Iterator[Conversion]:
    """Yield each file with its PDF, in the order in which they are done.

    `limit` is the time of one file in seconds; `archive` asks for PDF/A-2b. A file that hangs or kills LibreOffice is given up
    and named; all others are made. Raises MissingProgramError.
    """
    office = find_office()
    sweep()
    count = max(1, min(workers, -(-len(files) // 4)))
    ahead: Queue[list[Path]] = Queue()
    for share in shares(files, count):
        ahead.put(share)
    done: Queue[Conversion | None] = Queue()
    with ThreadPoolExecutor(count) as threads:
        running = [threads.submit(_work, office, ahead, done, limit, archive) for _ in range(count)]
        try:
            for number in range(1, len(files) + 1):
                while True:
                    try:
                        item = done.get(timeout=1)
                        break
                    except Empty:
                        for each in running:
                            if each.done() and each.exception() is not None:
                                raise each.exception() from None  # type: ignore[misc]
                assert item is not None
                progress(number)
                yield item
        finally:
            while not ahead.empty():
                ahead.get_nowait()


def shares(files: Sequence[Path], workers: int) -> list[list[Path]]:
    """Return the files in as many equal shares for each worker, by their sizes: nobody waits for the last one's large files."""
    count = workers * -(-len(files) // (workers * BATCH)) if files else 0
    heap = [(0, number) for number in range(count)]
    holder = {}
    weights = [_SMALLEST + (file.stat().st_size if file.is_file() else 0) for file in files]
    for place in sorted(range(len(files)), key=weights.__getitem__, reverse=True):
        weight, number = heappop(heap)
        holder[place] = number
        heappush(heap, (weight + weights[place], number))
    return [[file for place, file in enumerate(files) if holder[place] == number] for number in range(count)]


def _work(office: str, ahead: Queue[list[Path]], done: Queue[Conversion | None], limit: float, archive: bool) -> None:
    while True:
        try:
            files = ahead.get_nowait()
        except Empty:
            return
        for conversion in _batch(office, files, limit, archive):
            done.put(conversion)


def _batch(office: str, files: list[Path], limit: float, archive: bool) -> Iterator[Conversion]:
    """Convert the files with as many starts of LibreOffice as it takes; each start loses at most the file it fails at."""
    waiting = list(files)
    while waiting:
        with tempfile.TemporaryDirectory(prefix=f"{_PREFIX}{os.getpid()}-", dir=_folder_in_memory(waiting)) as name:
            before = len(waiting)
            for number, outcome in _run(office, Path(name), waiting, limit, archive):
                yield outcome if isinstance(outcome, Conversion) else _proven(waiting[number], outcome)
                waiting[number] = Path()
            waiting = [file for file in waiting if file != Path()]
            if len(waiting) == before:  # it does not even begin
                yield from (Conversion(file, reason=say("LibreOffice does not start.")) for file in waiting)
                return


def _folder_in_memory(files: list[Path]) -> Path | None:
    """Return the folder kept in memory, where there is one with room: LibreOffice waits for the disk three times a file."""
    if "TMPDIR" in os.environ:  # someone has chosen another
        return None
    try:
        free = shutil.disk_usage(_MEMORY).free if os.access(_MEMORY, os.W_OK | os.X_OK) else 0
        size = sum(file.stat().st_size for file in files)
    except OSError:
        return None
    return _MEMORY if free > _ROOM + _GROWTH * size else None


def sweep(memory: Path = _MEMORY) -> None:
    """Delete what runs that were killed left in memory: folders of no living process, untouched for an hour."""
    for folder in memory.glob(f"{_PREFIX}*-*"):
        number = folder.name.removeprefix(_PREFIX).split("-")[0]
        with suppress(OSError, ValueError):
            if time.time() - folder.stat().st_mtime < _OLD:
                continue
            try:
                os.kill(int(number), 0)
            except ProcessLookupError:
                shutil.rmtree(folder, ignore_errors=True)


def _proven(file: Path, made: Path) -> Conversion:
    try:
        fixed, facts = proven(made)
    except UnsoundPdfError as cause:
        return Conversion(file, reason=say("LibreOffice made no sound PDF: {reason}.", reason=cause))
    return Conversion(file, fixed, facts)


def _copied(file: Path, copy: Path) -> None:
    """Copy a Word file, its contents made anew."""
    data = file.read_bytes()
    if _speaks_of_contents(data):
        from ..templating.contents import refreshed  # the press is heavy, and few files need it

        data = refreshed(data)
    copy.write_bytes(data)


def _speaks_of_contents(data: bytes) -> bool:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive, archive.open("word/document.xml") as part:
            return _CONTENTS.search(part.read(_MOST)) is not None
    except (zipfile.BadZipFile, LookupError, RuntimeError, ValueError, OSError, EOFError, zlib.error):
        return False  # what is wrong with it is told by LibreOffice


def _run(office: str, folder: Path, files: list[Path], limit: float, archive: bool) -> Iterator[tuple[int, Path | Conversion]]:
    """Yield (number, PDF or failure) for the files that one start of LibreOffice gets through, the one it fails at included.

    LibreOffice takes the files in their order, so the PDFs that are there tell where it is, and at which file it dies or hangs.
    """
    write_profile(folder / "profile")
    work = folder / "work"
    work.mkdir()
    (folder / "tmp").mkdir()  # what it leaves when it is ended goes with the folder
    for number, file in enumerate(files):
        _copied(file, work / f"{number:04d}.docx")
    options = {"SelectPdfVersion": 2 if archive else 0, "UseTaggedPDF": True, "ExportBookmarks": True, "ExportNotes": False}
    kinds = {bool: "boolean", int: "long"}
    data = {name: {"type": kinds[type(value)], "value": json.dumps(value)} for name, value in options.items()}
    words = [*without_network(), office, "--headless", "--norestore", "--nologo", "--nodefault", "--nolockcheck"]
    words += [f"-env:UserInstallation={(folder / 'profile').as_uri()}"]
    words += ["--convert-to", f"pdf:writer_pdf_Export:{json.dumps(data)}", "--outdir", str(work)]
    process = subprocess.Popen(
        [*words, *(f"{work}/{number:04d}.docx" for number in range(len(files)))],
        env=os.environ | {"HOME": str(folder), "TMPDIR": str(folder / "tmp"), "SAL_USE_VCLPLUGIN": "svp"},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    following = 0
    since, seen = time.monotonic(), (-1, 0)
    try:
        while True:
            ended = process.poll() is not None
            last = max((int(each.name[:4]) for each in os.scandir(work) if each.name.endswith(".pdf")), default=-1)
            state = (last, (work / f"{last:04d}.pdf").stat().st_size if last >= 0 else 0)
            if state != seen:
                since, seen = time.monotonic(), state
            is_late = time.monotonic() - since > (limit if seen[0] >= 0 or following else max(limit, START))
            is_through = last == len(files) - 1 and is_whole(work / f"{last:04d}.pdf")
            # The last one may still be written; those before it are done, or LibreOffice could not read them.
            done = last + 1 if is_through or ((ended or is_late) and is_whole(work / f"{last:04d}.pdf")) else last
            for number in range(following, done):
                yield number, _made(work, number, files)
            following = max(following, done)
            if is_through:  # how it ends is its own affair
                return
            if ended and process.returncode == 0:
                for number in range(following, len(files)):
                    yield number, _made(work, number, files)
                return
            if (ended or is_late) and following < len(files):
                late = say("It took longer than {limit} seconds.", limit=f"{limit:g}")
                reason = late if is_late else say("LibreOffice ended while it read the file.")
                yield following, Conversion(files[following], reason=reason)
            if ended or is_late:
                return
            time.sleep(_PATIENCE)
    finally:
        end_process(process)


def _made(work: Path, number: int, files: list[Path]) -> Path | Conversion:
    """Return the PDF of a file LibreOffice is done with; its exit code says nothing."""
    made = work / f"{number:04d}.pdf"
    return made if made.is_file() else Conversion(files[number], reason=say("LibreOffice makes no PDF of the file."))


def end_process(process: subprocess.Popen[bytes]) -> None:
    """End LibreOffice with all its children: killing the starter alone leaves the office running."""
    if os.name == "posix":
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
    else:
        process.kill()
    process.wait()


@lru_cache
def without_network() -> tuple[str, ...]:
    """Return what starts a program without network, where the system lets it."""
    unshare = shutil.which("unshare")
    if unshare is None:
        return ()
    words = (unshare, "--net", "--map-root-user")
    try:
        tried = subprocess.run([*words, "true"], capture_output=True, timeout=10, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return ()
    return words if tried.returncode == 0 else ()
