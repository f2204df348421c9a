"""From a district's data to its document packs."""

from __future__ import annotations

import getpass
import os
import platform
import signal
import threading
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Executor, Future, wait
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from ..diagnostics import Diagnostic, Location, Severity, say, sort_diagnostics
from ..domain.artifacts import BuildPlan, BuildRequest, FailedDocument
from ..domain.document import DocumentScope
from ..domain.units import Commune
from ..errors import QmsDocsError
from ..execution import WORKER_LOST, open_executor
from ..plan import plan_build, select_kinds
from ..publish import Journal, OutputFolder, Row
from ..publish.folder import JOURNAL
from ..publish.manifest import write_manifest
from .check import CheckResult, check_request
from .inputs import Inputs, engine_digest
from .making import Made, Order, Outcome, Workshop, make, prepare
from .planning import PlannedDocument, Planner, Reason, is_as_published

Progress = Callable[[int, int], None]
CHUNK = 16
"""Documents that a worker is given at a time."""
GROUP = 256
"""Documents that are made sure of together."""
_PATIENCE = 0.2
"""Seconds until Ctrl-C is noticed at the latest."""


@dataclass(frozen=True)
class BuildResult:
    """What a build made, what it could not make, and all that is wrong.

    Of the `documents` that stand, `made` were filled in this run; `removed` are made no more and lie there still, `withdrawn`
    were moved away.
    """

    out: Path
    root: Path
    communes: int
    documents: int
    failed: tuple[FailedDocument, ...]
    stopped: tuple[str, ...]
    seconds: float
    diagnostics: tuple[Diagnostic, ...]
    made: int = 0
    removed: tuple[str, ...] = ()
    withdrawn: tuple[str, ...] = ()

    @property
    def has_errors(self) -> bool:
        """True if a diagnostic stopped a document."""
        return any(diagnostic.is_error for diagnostic in self.diagnostics)


def build(
    workspace: BuildRequest | Path | str,
    progress: Progress = lambda done, total: None,
    *,
    as_of: date | None = None,
    out: Path | str | None = None,
    communes: Iterable[str] = (),
    districts: Iterable[str] = (),
    kinds: Iterable[str] = (),
    workers: int = 1,
    force: bool = False,
    prune: bool = False,
) -> BuildResult:
    """Make the documents of a workspace as of a day, with their manifest, and return what was made.

    `workspace` is a folder, with `as_of` and perhaps `out` (default: `build` in the workspace); or a whole BuildRequest.
    What stands in `out` and would come out the same is left as it is; `force` makes everything. Documents that are made no
    more are told, and moved to `withdrawn/` with `prune`. `progress` is told (documents done, documents to make). A commune
    with an error gets no document; a document that cannot be made stops no other.

    Raises WorkspaceError, RequestError, TemplateError or OutputError when the run cannot go on, BuildInterrupt on Ctrl-C.
    """
    if isinstance(workspace, BuildRequest):
        return _build(workspace, progress)
    if as_of is None:
        raise TypeError("build() needs the day: as_of=date(…)")
    target = Path(out) if out is not None else Path(workspace) / "build"
    request = BuildRequest(Path(workspace), as_of, target, tuple(communes), tuple(districts), tuple(kinds), workers)
    request = replace(request, force=force, prune=prune)
    return _build(request, progress)


@contextmanager
def _interrupts_noted() -> Iterator[list[int]]:
    """Note Ctrl-C instead of obeying it at once: a group of files is published as a whole, and what stands is counted right."""
    noted: list[int] = []
    if threading.current_thread() is not threading.main_thread():
        yield noted
        return
    before = signal.signal(signal.SIGINT, lambda number, frame: noted.append(number))
    try:
        yield noted
    finally:
        signal.signal(signal.SIGINT, before)


class BuildInterrupt(KeyboardInterrupt):
    """Ctrl-C came while documents were made: `made` of `due` stand."""

    def __init__(self, made: int, due: int) -> None:
        super().__init__(made, due)
        self.made, self.due = made, due


@dataclass(frozen=True)
class _Prepared:
    """What is known before anything is made."""

    checked: CheckResult
    stopped: tuple[str, ...]
    plan: BuildPlan
    communes: dict[str, Commune]


def prepared(request: BuildRequest) -> _Prepared:
    """Load, check and plan; nothing is made."""
    checked = check_request(request)
    select_kinds(checked.workspace.catalogue, request)
    sound, stopped = _sound_communes(checked)
    plan = plan_build(checked.workspace.catalogue, request, sound)
    return _Prepared(checked, stopped, plan, {commune.id: commune for commune in sound})


def planned_documents(request: BuildRequest, before: _Prepared, journal: Journal) -> tuple[list[PlannedDocument], list[Row]]:
    """Return every document with the reason to make or leave it, and the rows of those that are made no more."""
    # The press is heavy to import; commands that print nothing begin sooner without it.
    from ..render import Press

    workspace = before.checked.workspace
    press = Press(workspace.catalogue, workspace.settings, workspace.templates, request.as_of, request.cycle_year)
    planner = Planner(Inputs(workspace, request), journal, press, request.out, request.force)
    planned = list(planner.plan(before.plan, before.communes, request.as_of.isoformat()))
    return planned, planner.removed(planned, lambda row: _is_asked(row, request, before))


def _is_asked(row: Row, request: BuildRequest, before: _Prepared) -> bool:
    """True if a build of this request would make the document, were it still in the set."""
    code = row.commune.split("@")[0]
    if code in before.stopped or (request.kinds and row.kind not in request.kinds):
        return False
    kind = before.checked.workspace.catalogue.kinds.get(row.kind)
    if kind is not None and kind.scope is DocumentScope.YEAR:
        if Path(row.path).parent.name != str(request.cycle_year):
            return False
    elif request.year is not None:
        return False
    is_narrow = bool(request.communes or request.districts)
    return not is_narrow or row.commune in before.communes


def _build(request: BuildRequest, progress: Progress) -> BuildResult:
    started = time.monotonic()
    before = prepared(request)
    with OutputFolder(request.out, owner()) as folder, Journal(request.out / JOURNAL) as journal:
        planned, removed = planned_documents(request, before, journal)
        maker = _Maker(request, before, folder, journal, progress)
        maker.make([document for document in planned if document.is_due])
        current = [document for document in planned if not document.is_due]
        journal.write(_seen_again(document) for document in current if document.row and document.facts != document.row.facts)
        withdrawn = _withdraw(request, folder, journal, removed) if request.prune else ()
        journal.forget_unread()
        write_manifest(request.out, journal.rows())
    failed = tuple(maker.failed)
    lost = {item.job.path for item in failed}
    documents = [_failed_diagnostic(item, before.checked) for item in failed]
    standing = [document for document in planned if document.job.path not in lost]
    return BuildResult(
        out=request.out,
        root=before.checked.workspace.root,
        communes=len({document.job.commune for document in standing}),
        documents=len(standing),
        made=maker.made,
        removed=() if request.prune else tuple(row.path for row in removed),
        withdrawn=withdrawn,
        failed=failed,
        stopped=before.stopped,
        seconds=round(time.monotonic() - started, 3),
        diagnostics=sort_diagnostics([*before.checked.diagnostics, *documents]),
    )


def owner() -> str:
    """Return who holds the lock, for whoever finds the folder taken."""
    try:
        user = getpass.getuser()
    except (KeyError, OSError):
        user = "?"
    return f"{user}@{platform.node()}, {os.getpid()}"


def _sound_communes(checked: CheckResult) -> tuple[tuple[Commune, ...], tuple[str, ...]]:
    """Return the communes that may be printed, and the codes of those an error stops."""
    errors = [diagnostic for diagnostic in checked.diagnostics if diagnostic.is_error]
    stopped = {diagnostic.commune for diagnostic in errors if diagnostic.commune}
    if any(diagnostic.commune is None for diagnostic in errors):
        return (), tuple(sorted({commune.code for commune in checked.communes} | stopped))
    return tuple(commune for commune in checked.communes if commune.code not in stopped), tuple(sorted(stopped))


def _seen_again(document: PlannedDocument) -> Row:
    """Return the row of a document that reads the same of other facts."""
    assert document.row is not None
    return replace(document.row, facts=document.facts, code=document.job.code, title=document.job.title)


def _withdraw(request: BuildRequest, folder: OutputFolder, journal: Journal, removed: list[Row]) -> tuple[str, ...]:
    """Move documents that are made no more to a folder of the day, and forget them."""
    moved = []
    for row in removed:
        if (request.out / row.path).is_file():
            moved.append(folder.withdraw(row.path, f"withdrawn/{request.as_of.isoformat()}"))
    journal.write((), removed=[row.path for row in removed])
    return tuple(moved)


class _Maker:
    """Has documents made by workers, and publishes them group by group."""

    def __init__(
        self, request: BuildRequest, before: _Prepared, folder: OutputFolder, journal: Journal, progress: Progress
    ) -> None:
        self._request = request
        self._catalogue = before.checked.workspace.catalogue
        workspace = before.checked.workspace
        self._workshop = Workshop(
            workspace.catalogue, workspace.settings, workspace.templates, request.as_of, request.cycle_year, request.out
        )
        self._folder = folder
        self._journal = journal
        self._progress = progress
        self._done: list[Made] = []
        self.made = 0
        self.failed: list[FailedDocument] = []

    def make(self, due: Sequence[PlannedDocument]) -> None:
        """Make and publish the documents; what cannot be made is in `failed`."""
        if not due:
            return
        orders = [Order(document.job, document.facts, _standing(self._request.out, document)) for document in due]
        chunks = [tuple(orders[start : start + CHUNK]) for start in range(0, len(orders), CHUNK)]
        workers = min(self._request.workers, len(chunks))
        self._progress(0, len(due))
        executor = open_executor(workers, prepare, (self._workshop,), self._request.time_limit)
        try:
            with _interrupts_noted() as noted:
                self._run(executor, chunks, workers, len(due), noted)
            executor.shutdown()
        except BaseException as cause:
            executor.shutdown(cancel_futures=True)
            self._publish()
            self._folder.sweep()
            if isinstance(cause, KeyboardInterrupt):
                raise BuildInterrupt(self.made, len(due)) from cause
            raise
        self._publish()
        place = {document.job.path: number for number, document in enumerate(due)}
        self.failed.sort(key=lambda item: place[item.job.path])

    def _run(self, executor: Executor, chunks: Sequence[tuple[Order, ...]], workers: int, total: int, noted: list[int]) -> None:
        waiting: dict[Future[tuple[Outcome, ...]], tuple[tuple[Order, ...], bool]] = {}
        ahead = deque((chunk, False) for chunk in chunks)
        while ahead or waiting:
            # Only so many at a time: what is made must not pile up in memory.
            while ahead and len(waiting) < 3 * workers:
                orders, is_again = ahead.popleft()
                waiting[executor.submit(make, orders)] = orders, is_again
            finished, _ = wait(waiting, timeout=_PATIENCE, return_when=FIRST_COMPLETED)
            if noted:
                raise KeyboardInterrupt
            for future in finished:
                orders, is_again = waiting.pop(future)
                cause = future.exception()
                if cause is None:
                    self._take(future.result())
                elif isinstance(cause, QmsDocsError) or not isinstance(cause, Exception):
                    raise cause
                elif is_again:
                    self.failed += (FailedDocument(order.job, _lost(cause, self._request.time_limit)) for order in orders)
                else:  # a worker that is gone, or a fault of the program: it must cost one document only
                    ahead.extendleft(((order,), True) for order in reversed(orders))
                self._progress(self.made + len(self._done) + len(self.failed), total)

    def _take(self, outcomes: Iterable[Outcome]) -> None:
        for outcome in outcomes:
            if isinstance(outcome, FailedDocument):
                self.failed.append(outcome)
            else:
                self._done.append(outcome)
        if len(self._done) >= GROUP:
            self._publish()

    def _publish(self) -> None:
        """Give the files their names, then write that down: a row never speaks of a file that is not there."""
        done, self._done = self._done, []
        self._folder.publish(made.waiting for made in done if made.waiting is not None)
        self._journal.write((self._row(made) for made in done), (made.read for made in done))
        self.made += len(done)

    def _row(self, made: Made) -> Row:
        job = made.order.job
        if made.waiting is not None:
            size, mtime = made.waiting.size, made.waiting.mtime_ns
        else:
            state = (self._request.out / job.path).stat()
            size, mtime = state.st_size, state.st_mtime_ns
        template = self._catalogue.kinds[job.kind].template
        return Row(
            job.path,
            job.kind,
            job.commune,
            job.procedure,
            job.code,
            job.title,
            self._request.as_of.isoformat(),
            template,
            made.template_sha256,
            engine_digest(),
            made.order.facts,
            made.read.names,
            made.sha256,
            size,
            mtime,
        )


def _standing(out: Path, document: PlannedDocument) -> str:
    """Return the SHA-256 of the file that stands where a document will, if it is the one that was published."""
    row = document.row
    return row.sha256 if row is not None and document.reason is not Reason.DISK and is_as_published(out, row) else ""


def _lost(cause: BaseException, limit: float) -> str:
    if isinstance(cause, TimeoutError):
        return str(say("It took longer than {limit} seconds, twice.", limit=f"{limit:g}"))
    if isinstance(cause, WORKER_LOST):
        return str(say("The process that made it died, twice."))
    return str(say("The program made a mistake ({kind}: {reason}).", kind=type(cause).__name__, reason=cause))


def _failed_diagnostic(item: FailedDocument, checked: CheckResult) -> Diagnostic:
    template = checked.workspace.templates / checked.workspace.catalogue.kinds[item.job.kind].template
    code = item.job.commune.split("@")[0]
    return Diagnostic(
        "DOC001",
        "document-failed",
        Severity.ERROR,
        Location(str(template)),
        say("The document «{path}» could not be made: {reason}", path=item.job.path, reason=item.reason),
        say("Correct the template or the data, then run the same command again: only what is missing is made."),
        commune=code,
        procedure=item.job.procedure,
    )
