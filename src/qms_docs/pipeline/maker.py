"""Has documents made by workers, and publishes them group by group.

In: planned documents, one after the other. Out: files, rows of the journal; what could not be made. Touches: processes, files.
"""

from __future__ import annotations

import math
import signal
import threading
import zlib
from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, wait
from contextlib import contextmanager, suppress
from dataclasses import replace
from itertools import chain, islice

from ..diagnostics import say
from ..domain.artifacts import BuildRequest, DocumentJob, FailedDocument
from ..errors import DiskFullError, QmsDocsError
from ..execution import WORKER_LOST, BegunProcesses, WorkExecutor, open_executor
from ..load import Workspace
from ..publish import Journal, Output, Row
from ..publish.journal import OPEN_RUN
from ..settings import Settings
from ..storage import State, is_url
from .inputs import engine_digest
from .making import Made, Order, Outcome, Workshop, make, prepare
from .planning import PlannedDocument, Reason, is_as_published

Progress = Callable[[int, int], None]
CHUNK = 16
"""Documents that a worker is given at a time."""
FEW = 64
"""Documents up to this number are made by the build itself."""
GROUP = 256
"""Documents that are made sure of together."""
_PATIENCE = 0.2
"""Seconds until Ctrl-C is noticed at the latest."""
_JOURNAL_SHARE = 1.2
"""Room that a document takes with its share of journal and manifest, as a multiple of its file."""
_AHEAD = 20
"""Chunks that wait for each worker: it has work while a group is made sure of, and what is made does not pile up in memory."""


class BuildInterrupt(KeyboardInterrupt):
    """Ctrl-C came while documents were made: `made` documents were published in this run."""

    def __init__(self, made: int) -> None:
        super().__init__(made)
        self.made = made


@contextmanager
def interrupts_noted() -> Iterator[list[int]]:
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


class Maker:
    """Makes what is due of the documents it is given; `failed` holds what cannot be made."""

    def __init__(
        self,
        request: BuildRequest,
        workspace: Workspace,
        output: Output,
        journal: Journal,
        total: int,
        progress: Progress,
        begun: BegunProcesses | None = None,
    ) -> None:
        self._request = request
        self._workspace = workspace
        self._output = output
        self._journal = journal
        self._total = total
        self._tell = progress
        self._begun = begun
        self._done: list[Made] = []
        self._seen_again: list[Row] = []
        self._current = self._bytes = 0
        self.made = 0
        self.failed: list[FailedDocument] = []
        self.standing: Counter[str] = Counter()
        """Documents that stand, by commune."""

    def make(self, planned: Iterable[PlannedDocument]) -> None:
        """Make and publish the documents that are due; they are planned as they are needed. Raises BuildInterrupt on Ctrl-C."""
        due = self._due(planned)
        # Beginning another process takes longer than these few; a template of strangers has a process of its own anyway.
        first = list(islice(due, FEW + 1))
        if not first:
            self._publish()
            return
        self._journal.put_note(OPEN_RUN, str(self._total))
        executor = self._executor(many=len(first) > FEW)
        try:
            with interrupts_noted() as noted:
                self._run(executor, chain(first, due), noted)
            executor.shutdown()
        except BaseException as cause:
            executor.shutdown(cancel_futures=True)
            with suppress(DiskFullError):
                self._publish()
            self._output.sweep()
            if isinstance(cause, KeyboardInterrupt):
                raise BuildInterrupt(self.made) from cause
            if isinstance(cause, DiskFullError):
                raise self._with_room_needed(cause) from cause
            raise
        self._publish()
        self._journal.drop_note(OPEN_RUN)
        self.failed.sort(key=lambda item: item.job.path)

    def _due(self, planned: Iterable[PlannedDocument]) -> Iterator[Order]:
        for document in planned:
            self.standing[document.job.commune] += 1
            if document.is_due:
                yield Order(document.job, document.facts, _standing(self._output, document))
                continue
            self._current += 1
            if document.row and document.facts != document.row.facts:
                self._seen_again.append(_with_new_facts(document))
                if len(self._seen_again) >= GROUP:
                    self._publish()

    def _executor(self, *, many: bool) -> WorkExecutor:
        request, workspace = self._request, self._workspace
        facts = (workspace.catalogue, workspace.settings, workspace.templates)
        # A cluster on other machines reaches object storage, but not the folders of this one.
        reach = request.out if request.cluster is None or is_url(request.out) else None
        shop = Workshop(
            *facts, self._carried() if request.cluster else None, request.as_of, request.cycle_year, reach, request.cache
        )
        workers = request.workers if many else 1
        return open_executor(workers, prepare, (shop,), request.time_limit, request.cluster, self._begun)

    def _carried(self) -> dict[str, bytes]:
        # The press is heavy to import; commands that make nothing begin sooner without it.
        from ..templating.confinement import MAX_TEMPLATE

        carried = {}
        for kind in self._workspace.catalogue.made_kinds.values():
            file = self._workspace.templates / kind.template
            if file.is_file() and kind.template not in carried:
                with file.open("rb") as data:
                    carried[kind.template] = data.read(MAX_TEMPLATE + 1)
        return carried

    def _run(self, executor: WorkExecutor, orders: Iterator[Order], noted: list[int]) -> None:
        waiting: dict[Future[tuple[Outcome, ...]], tuple[tuple[Order, ...], bool]] = {}
        chunks = _chunks(orders, executor.homes)
        again: deque[Order] = deque()
        has_more = True
        while has_more or again or waiting:
            while len(waiting) < _AHEAD * executor.width and not noted:
                # Where a death is blamed on all that the worker had before it, what is tried again is tried alone.
                is_again = bool(again) and (executor.blames_exactly or not (has_more or waiting))
                home, chunk = (0, (again.popleft(),)) if is_again else next(chunks, (0, ()))
                if not chunk:
                    has_more = False
                    break
                waiting[executor.submit_near(home, make, chunk)] = chunk, is_again
            finished, _ = wait(waiting, timeout=_PATIENCE, return_when=FIRST_COMPLETED)
            if noted:
                raise KeyboardInterrupt
            for future in finished:
                chunk, is_again = waiting.pop(future)
                self._finish(future, chunk, again, is_again=is_again)
            self._tell(self._current + self.made + len(self._done) + len(self.failed), self._total)

    def _finish(
        self, future: Future[tuple[Outcome, ...]], chunk: tuple[Order, ...], again: deque[Order], *, is_again: bool
    ) -> None:
        cause = future.exception()
        if cause is None:
            self._take(future.result())
        elif isinstance(cause, QmsDocsError) or not isinstance(cause, Exception):
            raise cause
        elif is_again:
            for order in chunk:
                self._fail(FailedDocument(order.job, _lost(cause, self._request.time_limit)))
        else:  # a worker that is gone, or a fault of the program: it must cost one document only
            again.extend(chunk)

    def _with_room_needed(self, cause: DiskFullError) -> DiskFullError:
        """Return the error with how much room the rest of the build will take, by the files made so far."""
        if not self.made:
            return cause
        left = self._total - self._current - self.made - len(self.failed)
        needed = math.ceil(left * self._bytes / self.made * _JOURNAL_SHARE / 2**20)
        return DiskFullError(
            cause.fact,
            say(
                "Free about {needed} MB on this disk, then run the same command again: only what is missing is made.",
                needed=needed,
            ),
        )

    def _take(self, outcomes: Iterable[Outcome]) -> None:
        for outcome in outcomes:
            if isinstance(outcome, FailedDocument):
                self._fail(outcome)
            else:
                self._done.append(outcome)
        if len(self._done) >= GROUP:
            self._publish()

    def _fail(self, item: FailedDocument) -> None:
        self.failed.append(item)
        self.standing[item.job.commune] -= 1

    def _publish(self) -> None:
        """Publish files, then write that down: a row never speaks of a file that is not there."""
        done, self._done = self._done, []
        seen, self._seen_again = self._seen_again, []
        if not done and not seen:
            return
        states = self._output.publish(made.waiting for made in done if made.waiting is not None)
        rows = [*seen, *(self._row(made, states.get(made.order.job.path)) for made in done)]
        self._journal.write(rows, (made.read for made in done))
        self._output.keep(self._journal, at_once=False)
        self.made += len(done)
        self._bytes += sum(row.size for row in rows[len(seen) :])

    def _row(self, made: Made, state: State | None) -> Row:
        job = made.order.job
        state = state or self._output.state(job.path) or State(0, 0)
        template = self._workspace.catalogue.kinds[job.kind].template
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
            state.size,
            state.stamp,
            revision_of(self._workspace.settings),
        )


def _chunks(orders: Iterable[Order], homes: int) -> Iterator[tuple[int, tuple[Order, ...]]]:
    """Yield orders together with the number of the worker that makes their like."""
    gathered: list[list[Order]] = [[] for _ in range(homes)]
    for order in orders:
        home = _home(order.job, homes)
        gathered[home].append(order)
        if len(gathered[home]) == CHUNK:
            yield home, tuple(gathered[home])
            gathered[home].clear()
    yield from ((home, tuple(rest)) for home, rest in enumerate(gathered) if rest)


def _home(job: DocumentJob, homes: int) -> int:
    """Return the number of the worker that makes the like of a document.

    The papers of a procedure have words in common, and so have those that a unit has once: each sort has half of the workers.
    """
    half = homes // 2
    if what := job.procedure or job.shared:
        return half + zlib.crc32(what.encode()) % (homes - half)
    return zlib.crc32(job.kind.encode()) % max(half, 1)


def revision_of(settings: Settings) -> str:
    """Return issue and revision of the documents, as 01.00."""
    return f"{settings.documents.issue:02}.{settings.documents.revision:02}"


def _standing(output: Output, document: PlannedDocument) -> str:
    """Return the SHA-256 of the file that stands where a document will, if it is the one that was published."""
    row = document.row
    return row.sha256 if row is not None and document.reason is not Reason.DISK and is_as_published(output, row) else ""


def _with_new_facts(document: PlannedDocument) -> Row:
    """Return the row of a document that reads the same of other facts."""
    assert document.row is not None
    return replace(document.row, facts=document.facts, code=document.job.code, title=document.job.title)


def _lost(cause: BaseException, limit: float) -> str:
    if isinstance(cause, TimeoutError):
        return str(say("It took longer than {limit} seconds, twice.", limit=f"{limit:g}"))
    if isinstance(cause, WORKER_LOST):
        return str(say("The process that made it died, twice."))
    return str(say("The program made a mistake ({kind}: {reason}).", kind=type(cause).__name__, reason=cause))
