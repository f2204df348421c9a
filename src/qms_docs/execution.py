"""One standard `concurrent.futures.Executor`, whichever way the work is done.

In: a number of workers, what each worker prepares once, a time limit. Out: an executor. Touches: processes.
"""

from __future__ import annotations

import gc
import multiprocessing
import signal
from collections.abc import Callable
from concurrent.futures import Executor, Future
from typing import Any, ParamSpec, TypeVar

from pebble import ProcessExpired, ProcessPool

P = ParamSpec("P")
T = TypeVar("T")

WORKER_LOST = (ProcessExpired, TimeoutError)
"""What a future holds when its worker died or took too long."""


class InProcessExecutor(Executor):
    """Does the work at once, in this process."""

    def submit(self, fn: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        """Return a future that is already done."""
        future: Future[T] = Future()
        try:
            future.set_result(fn(*args, **kwargs))
        except Exception as cause:  # the future carries it to whoever asks for the result
            future.set_exception(cause)
        return future


class SupervisedExecutor(Executor):
    """Processes under supervision: one that dies or takes too long is replaced, and only its own task is lost."""

    def __init__(self, workers: int, prepare: Callable[..., None], arguments: tuple[Any, ...], limit: float) -> None:
        # Not fork: the parent may hold threads (a progress bar draws from one).
        context = multiprocessing.get_context("spawn")
        self._limit = limit
        self._pool = ProcessPool(workers, initializer=_begin, initargs=(prepare, arguments), context=context)

    def submit(self, fn: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        """Return the future of a task; one of WORKER_LOST is its exception when its worker died or took too long."""
        future: Future[T] = self._pool.schedule(fn, args=args, kwargs=kwargs, timeout=self._limit)
        return future

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """Let the tasks end, or stop them with `cancel_futures`; no process is left behind."""
        if cancel_futures:
            self._pool.stop()  # type: ignore[no-untyped-call]
        else:
            self._pool.close()  # type: ignore[no-untyped-call]
        self._pool.join()


def _begin(prepare: Callable[..., None], arguments: tuple[Any, ...]) -> None:
    # Ctrl-C reaches the whole group; the parent decides what becomes of the workers.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    prepare(*arguments)
    # The facts live as long as the worker; looking through them again and again for garbage is in vain.
    gc.freeze()
    gc.set_threshold(20_000, 20, 50)


def open_executor(workers: int, prepare: Callable[..., None], arguments: tuple[Any, ...], limit: float) -> Executor:
    """Return an executor of `workers` processes, each of which runs `prepare(*arguments)` once.

    One worker is this very process; then there is no time limit, and what kills a document kills the build.
    """
    if workers <= 1:
        prepare(*arguments)
        return InProcessExecutor()
    return SupervisedExecutor(workers, prepare, arguments, limit)
