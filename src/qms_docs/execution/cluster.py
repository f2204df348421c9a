"""A Dask cluster as an executor: the same work, on other machines. The only room that knows Dask.

In: the address of a cluster. Out: an executor. Touches: the network; `local:N` starts processes on this machine.
"""

from __future__ import annotations

import contextlib
import faulthandler
import logging
import os
import threading
import time
import uuid
from collections.abc import Callable
from concurrent.futures import Future
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import Any, ParamSpec, TypeVar

import dask
from distributed import Client, LocalCluster
from distributed.diagnostics.plugin import WorkerPlugin
from distributed.scheduler import KilledWorker

from ..diagnostics import say
from ..errors import RequestError
from . import WorkExecutor

P = ParamSpec("P")
T = TypeVar("T")
_LOCAL = "local:"
_PACKAGE = Path(__file__).resolve().parents[1]
_LOOKED = 5.0
"""Seconds between two looks at how many workers there are."""
_TRIES = 2
"""How often a local cluster gives a task to a worker before it is blamed for their deaths."""
_ASKED = 4
"""How often all workers are asked again when one died meanwhile."""
_one_at_a_time = threading.Lock()
_prepared: str | None = None


@lru_cache
def program_digest() -> str:
    """Return the digest of the program's sources: workers of another version would make other documents."""
    digest = sha256()
    for file in sorted(_PACKAGE.rglob("*.py")):
        digest.update(file.relative_to(_PACKAGE).as_posix().encode() + b"\n" + sha256(file.read_bytes()).digest())
    return digest.hexdigest()


class _Preparation(WorkerPlugin):
    """What each worker does first, also one that joins later: Dask calls `setup` on it."""

    def __init__(self, token: str, prepare: Callable[..., None], arguments: tuple[Any, ...]) -> None:
        self.name = f"qms-docs-{token}"
        self._token, self._prepare, self._arguments = token, prepare, arguments

    def setup(self, worker: object) -> None:
        """Keep what is to be prepared until the first task asks for it."""
        _waiting[self._token] = (self._prepare, self._arguments)

    def teardown(self, worker: object) -> None:
        """Let go of it."""
        _waiting.pop(self._token, None)


_waiting: dict[str, tuple[Callable[..., None], tuple[Any, ...]]] = {}


def _work(token: str, limit: float, fn: Callable[P, T], args: tuple[Any, ...]) -> T:
    """Do one task in a worker; a worker that takes too long is ended, even from within a library."""
    global _prepared
    with _one_at_a_time, open(os.devnull, "w") as nowhere:  # noqa: PTH123
        if _prepared != token:
            prepare, arguments = _waiting[token]
            prepare(*arguments)
            _prepared = token
        faulthandler.dump_traceback_later(limit, exit=True, file=nowhere)
        try:
            return fn(*args)  # type: ignore[call-arg]
        finally:
            faulthandler.cancel_dump_traceback_later()


class ClusterExecutor(WorkExecutor):
    """Gives tasks to a Dask cluster; a task whose worker dies is given to another.

    Dask blames a death on every task that lay with the worker, not only on the one it was at.
    """

    blames_exactly = False

    def __init__(self, client: Client, own: LocalCluster | None, preparation: _Preparation, token: str, limit: float) -> None:
        self._client, self._own, self._preparation, self._token, self._limit = client, own, preparation, token, limit
        self._executor = client.get_executor(pure=False)
        self._looked = 0.0
        self._width = 1

    @property
    def width(self) -> int:  # type: ignore[override]
        """Tasks done at a time: workers may come and go."""
        now = time.monotonic()
        if now - self._looked > _LOOKED:
            self._looked, self._width = now, max(1, len(self._client.nthreads()))
        return self._width

    def submit(self, fn: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        """Return the future of a task; one of WORKER_LOST is its exception when it costs one worker after the other."""
        inner = self._executor.submit(_work, self._token, self._limit, fn, args)
        outer: Future[T] = Future()
        inner.add_done_callback(lambda done: _hand_over(done, outer))
        return outer

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """Let the tasks end, or drop them with `cancel_futures`; a local cluster ends with this."""
        self._executor.shutdown(wait=wait and not cancel_futures)
        with contextlib.suppress(Exception):  # a cluster that is gone needs no farewell
            self._client.unregister_worker_plugin(self._preparation.name)
        self._client.close()
        if self._own is not None:
            self._own.close()


def _hand_over(done: Future[T], outer: Future[T]) -> None:
    if done.cancelled():
        fact = say("The cluster is gone.")
        outer.set_exception(RequestError(fact, say("Run the same command again: only what is missing is made.")))
    elif (cause := done.exception()) is None:
        outer.set_result(done.result())
    else:
        outer.set_exception(ChildProcessError(str(cause)) if isinstance(cause, KilledWorker) else cause)


def open_cluster(address: str, prepare: Callable[..., None], arguments: tuple[Any, ...], limit: float) -> ClusterExecutor:
    """Return the executor of a cluster, `tcp://…` or `local:N`; each worker runs `prepare(*arguments)` before its first task.

    Raises RequestError for a cluster that cannot be reached or runs another version of the program.
    """
    logging.getLogger("distributed").setLevel(logging.CRITICAL)
    own = None
    if address.startswith(_LOCAL):
        dask.config.set({"distributed.scheduler.allowed-failures": _TRIES})
        count = int(address.removeprefix(_LOCAL))
        own = LocalCluster(n_workers=count, threads_per_worker=1, dashboard_address="127.0.0.1:0", silence_logs=logging.CRITICAL)
    try:
        client = Client(own or address, timeout=10, set_as_default=False)
    except OSError as cause:
        raise RequestError(
            say("The cluster «{address}» cannot be reached: {reason}.", address=address, reason=str(cause).strip(".")),
            say("Start its scheduler (dask scheduler), or check the address."),
        ) from cause
    if any(digest != program_digest() for digest in _patiently(client.run, program_digest).values()):
        client.close()
        raise RequestError(
            say("Workers of the cluster run another version of the program."),
            say("Install this version of qms-docs on every machine of the cluster."),
        )
    token = uuid.uuid4().hex
    preparation = _Preparation(token, prepare, arguments)
    _patiently(client.register_plugin, preparation)
    return ClusterExecutor(client, own, preparation, token, limit)


def _patiently(ask: Callable[P, T], *arguments: P.args, **named: P.kwargs) -> T:
    """Ask all workers; one that is killed meanwhile breaks the call, not the cluster: what takes its place is asked again."""
    for _ in range(_ASKED):
        with contextlib.suppress(OSError):
            return ask(*arguments, **named)
        time.sleep(0.5)
    return ask(*arguments, **named)
