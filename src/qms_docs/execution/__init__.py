"""One standard `concurrent.futures.Executor`, whichever way the work is done.

In: a number of workers, what each worker prepares once, a time limit. Out: an executor. Touches: processes.
"""

from __future__ import annotations

import gc
import importlib
import multiprocessing
import os
import pickle
import signal
import threading
import zlib
from collections import deque
from collections.abc import Callable
from concurrent.futures import Executor, Future
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from queue import Empty, SimpleQueue
from typing import Any, ParamSpec, TypeVar

from ..diagnostics import say
from ..errors import MissingProgramError

P = ParamSpec("P")
T = TypeVar("T")
_IN_PIPE = 2
"""Tasks given to a worker before the first is done, so that it never waits for the next."""

_BEGINNING = 120.0
"""Seconds a process may take until it is ready for work."""
WORKER_LOST = (ChildProcessError, TimeoutError)
"""What a future holds when its worker died or took too long."""


class WorkExecutor(Executor):
    """An executor that knows how many tasks it does at a time, and whether a lost worker costs just the task it was at."""

    width = 1
    homes = 1
    """Places that a task can be given to by preference: a worker that did its like has much of it at hand."""
    blames_exactly = True

    def submit_near(self, home: int, fn: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        """Return the future of a task that the worker of this number, from 0 to `homes` - 1, takes unless another is idle."""
        return self.submit(fn, *args, **kwargs)


class InProcessExecutor(WorkExecutor):
    """Does the work at once, in this process."""

    def submit(self, fn: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        """Return a future that is already done."""
        future: Future[T] = Future()
        try:
            future.set_result(fn(*args, **kwargs))
        except Exception as cause:  # the future carries it to whoever asks for the result
            future.set_exception(cause)
        return future


class SupervisedExecutor(WorkExecutor):
    """Processes under supervision: one that dies or takes too long is replaced, and only its own task is lost."""

    def __init__(
        self,
        workers: int,
        prepare: Callable[..., None],
        arguments: tuple[Any, ...],
        limit: float,
        begun: BegunProcesses | None = None,
    ) -> None:
        """Processes that have `begun` are the first to work; others begin when they are needed."""
        self.width = self.homes = workers
        self._limit = limit
        self._tasks = _Tasks(workers)
        self._stopped = threading.Event()
        what = zlib.compress(pickle.dumps((prepare, arguments), pickle.HIGHEST_PROTOCOL), 1)
        self._workers = [_Worker(what, begun or BegunProcesses(0)) for _ in range(workers)]
        self._threads = [threading.Thread(target=self._serve, args=each, daemon=True) for each in enumerate(self._workers)]
        for thread in self._threads:
            thread.start()

    def submit(self, fn: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        """Return the future of a task; one of WORKER_LOST is its exception when its worker died or took too long."""
        return self._submitted(None, partial(fn, *args, **kwargs))

    def submit_near(self, home: int, fn: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        """Return the future of a task that the worker of this number takes unless another is idle."""
        return self._submitted(home, partial(fn, *args, **kwargs))

    def _submitted(self, home: int | None, work: Callable[[], T]) -> Future[T]:
        future: Future[T] = Future()
        self._tasks.put(_Task(work, future), home)
        return future

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """Let the tasks end, or stop them with `cancel_futures`; no process is left behind."""
        if cancel_futures:
            self._stopped.set()
            for worker in self._workers:
                worker.kill(for_good=True)
        self._tasks.end()
        for thread in self._threads:
            thread.join()

    def _serve(self, home: int, worker: _Worker) -> None:
        """Have one worker do tasks, the next of which lies ready in its pipe."""
        ahead: deque[_Task] = deque()
        has_more = True
        while has_more or ahead:
            while has_more and len(ahead) < _IN_PIPE:
                try:
                    task = self._tasks.take(home, wait=not ahead)
                except Empty:
                    break
                has_more = task is not None
                if task is not None:
                    ahead.append(task)
                    worker.send(task)
            if not ahead:
                break
            task = ahead.popleft()
            try:
                task.finish(worker.receive(self._limit))
            except (*WORKER_LOST, EOFError, OSError) as cause:
                worker.kill()
                lost = cause if isinstance(cause, TimeoutError) else ChildProcessError(str(cause))
                task.future.set_exception(lost)
                if self._stopped.is_set():
                    break
                for waiting in ahead:
                    worker.send(waiting)
        worker.kill()


@dataclass(frozen=True)
class _Task:
    work: Callable[[], Any]
    future: Future[Any]

    def finish(self, answer: tuple[bool, Any]) -> None:
        is_result, value = answer
        if is_result:
            self.future.set_result(value)
        else:
            self.future.set_exception(value)


class _Tasks:
    """Tasks that wait: each worker takes those near it; one that has none takes from whoever has the most."""

    def __init__(self, workers: int) -> None:
        self._near: list[deque[_Task]] = [deque() for _ in range(workers)]
        self._changed = threading.Condition()
        self._is_over = False

    def put(self, task: _Task, home: int | None) -> None:
        """Let a task wait near a worker, or (None) where the fewest wait."""
        with self._changed:
            (min(self._near, key=len) if home is None else self._near[home]).append(task)
            self._changed.notify_all()

    def take(self, home: int, *, wait: bool) -> _Task | None:
        """Return the next task of a worker, None at the end of all; raises Empty if none is there and it must not `wait`."""
        with self._changed:
            while True:
                if found := self._near[home] or max(self._near, key=len):
                    return found.popleft()
                if self._is_over:
                    return None
                if not wait:
                    raise Empty
                self._changed.wait()

    def end(self) -> None:
        """There will be no more tasks."""
        with self._changed:
            self._is_over = True
            self._changed.notify_all()


class BegunProcesses:
    """Processes that load the program while their work is still being planned; `end` ends those that nobody took."""

    def __init__(self, count: int, modules: tuple[str, ...] = ()) -> None:
        self._waiting = [_begin(modules) for _ in range(count)]

    def take(self) -> tuple[BaseProcess, Connection]:
        """Return a process at the end of its pipe; one that begins now where none is left."""
        return self._waiting.pop() if self._waiting else _begin(())

    def end(self) -> None:
        """End the processes that are left."""
        for process, pipe in self._waiting:
            process.kill()
            process.join()
            pipe.close()
        self._waiting.clear()


def _begin(modules: tuple[str, ...]) -> tuple[BaseProcess, Connection]:
    # Not fork: the parent may hold threads (a progress bar draws from one).
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=_work, args=(theirs, modules), daemon=True)
    process.start()
    theirs.close()
    return process, ours


class _Worker:
    """One process, begun when it is needed, at the end of a pipe of its own.

    Workers that share a pipe can leave its lock behind or half a message in it when they are killed; here the pipe just ends.
    """

    def __init__(self, what: bytes, begun: BegunProcesses) -> None:
        self._what = what
        self._begun = begun
        self._lock = threading.Lock()
        self._process: BaseProcess | None = None
        self._pipe: Connection | None = None
        self._is_ready = self._is_over = False

    def send(self, task: _Task) -> None:
        """Give the process a task; whether it still lives is told by `receive`."""
        with self._lock:
            if self._is_over:
                return
            is_new = self._process is None
            if is_new:
                self._process, self._pipe = self._begun.take()
            pipe = self._pipe
        assert pipe is not None
        with suppress(OSError):
            if is_new:
                pipe.send_bytes(self._what)
            pipe.send(task.work)

    def receive(self, limit: float) -> tuple[bool, Any]:
        """Return the answer to the oldest task: (True, result) or (False, exception).

        Raises TimeoutError after `limit` seconds, EOFError or OSError when the process is dead.
        """
        pipe = self._pipe
        if pipe is None:
            raise EOFError
        if not self._is_ready:  # the limit is for the work, not for the beginning
            if not pipe.poll(_BEGINNING):
                raise TimeoutError
            pipe.recv()
            self._is_ready = True
        if not pipe.poll(limit):
            raise TimeoutError
        answer: tuple[bool, Any] = pipe.recv()
        return answer

    def kill(self, *, for_good: bool = False) -> None:
        """End the process; the next task begins another, unless it is `for_good`."""
        with self._lock:
            self._is_over = self._is_over or for_good
            process, pipe = self._process, self._pipe
            self._process = self._pipe = None
            self._is_ready = False
        if process is not None and pipe is not None:
            process.kill()
            process.join()
            pipe.close()


def _work(pipe: Connection, modules: tuple[str, ...]) -> None:
    """Answer tasks until the pipe ends; the life of a worker."""
    # Ctrl-C reaches the whole group; the parent decides what becomes of the workers.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    tasks: SimpleQueue[Callable[[], Any]] = SimpleQueue()
    for name in modules:
        importlib.import_module(name)
    try:
        what = pipe.recv_bytes()
    except (EOFError, OSError):
        return
    threading.Thread(target=_listen, args=(pipe, tasks), daemon=True).start()
    trouble = None
    try:
        prepare, arguments = pickle.loads(zlib.decompress(what))
        prepare(*arguments)
    except Exception as cause:  # whoever asks for a result is told why there is none
        trouble = cause
    # The facts live as long as the worker; looking through them again and again for garbage is in vain.
    gc.freeze()
    gc.set_threshold(20_000, 10, 10)
    pipe.send(None)
    while True:
        work = tasks.get()
        if trouble is not None:
            pipe.send((False, trouble))
            continue
        try:
            answer = (True, work())
        except Exception as cause:  # the future carries it to whoever asks for the result
            answer = (False, cause)
        pipe.send(answer)


def _listen(pipe: Connection, tasks: SimpleQueue[Callable[[], Any]]) -> None:
    """Take tasks out of the pipe while others are done, so that neither side waits for the other to read; end with the parent."""
    try:
        while True:
            tasks.put(pipe.recv())
    except (EOFError, OSError):
        os._exit(0)


def open_executor(
    workers: int,
    prepare: Callable[..., None],
    arguments: tuple[Any, ...],
    limit: float,
    cluster: str | None = None,
    begun: BegunProcesses | None = None,
) -> WorkExecutor:
    """Return an executor of `workers` processes, or of a Dask cluster, each of which runs `prepare(*arguments)` once.

    One worker is this very process; then there is no time limit, and what kills a document kills the build.
    """
    if cluster is not None:
        try:
            from .cluster import open_cluster
        except ImportError as cause:
            raise MissingProgramError(
                say("A cluster needs libraries that are not installed."), say("Install them: pip install 'qms-docs[cluster]'.")
            ) from cause
        return open_cluster(cluster, prepare, arguments, limit)
    if workers <= 1:
        prepare(*arguments)
        return InProcessExecutor()
    return SupervisedExecutor(workers, prepare, arguments, limit, begun)
