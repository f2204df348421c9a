"""One standard `concurrent.futures.Executor`, whichever way the work is done.

In: a number of workers, what each worker prepares once. Out: an executor. Touches: processes.
"""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from typing import Any, ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")


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


def open_executor(workers: int, prepare: Callable[..., None], arguments: tuple[Any, ...]) -> Executor:
    """Return an executor of `workers` processes, each of which runs `prepare(*arguments)` once."""
    if workers <= 1:
        prepare(*arguments)
        return InProcessExecutor()
    # Not fork: the parent may hold threads (a progress bar draws from one).
    context = multiprocessing.get_context("spawn")
    return ProcessPoolExecutor(workers, mp_context=context, initializer=prepare, initargs=arguments)
