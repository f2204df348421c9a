"""Workers that die, hang, refuse to begin or answer at length: each costs its own task and no other."""

from __future__ import annotations

import os
import signal
import time
from concurrent.futures import Future, wait
from pathlib import Path

import pytest

from qms_docs.execution import WORKER_LOST, SupervisedExecutor

LARGE = 2**22


def nothing() -> None:
    """Prepare nothing."""


def broken() -> None:
    raise ValueError("cannot begin")


def square(number: int) -> int:
    return number * number


def deadly(number: int) -> int:
    os.kill(os.getpid(), signal.SIGKILL)
    return number


def endless(number: int) -> int:
    time.sleep(600)
    return number


def busy(seconds: float) -> int:
    time.sleep(seconds)
    return os.getpid()


def large(number: int) -> bytes:
    return bytes([number]) * LARGE


def dies_while_it_answers(folder: str) -> bytes:
    """Have the process killed while its long answer is half way through the pipe."""
    pid = os.getpid()
    if os.fork() == 0:
        time.sleep(0.2)
        os.kill(pid, signal.SIGKILL)
        os._exit(0)
    Path(folder, "begun").touch()
    return bytes(2**28)


def test_only_the_task_of_a_dead_worker_is_lost() -> None:
    executor = SupervisedExecutor(2, nothing, (), 30)
    futures = [executor.submit(deadly if number % 7 == 3 else square, number) for number in range(40)]
    wait(futures)
    executor.shutdown()
    for number, future in enumerate(futures):
        if number % 7 == 3:
            assert isinstance(future.exception(), ChildProcessError)
        else:
            assert future.result() == number * number


def test_only_the_task_that_takes_too_long_is_lost() -> None:
    executor = SupervisedExecutor(1, nothing, (), 0.5)
    slow: Future[int] = executor.submit(endless, 1)
    quick = [executor.submit(square, number) for number in range(5)]
    assert isinstance(slow.exception(20), TimeoutError)
    assert [future.result(20) for future in quick] == [0, 1, 4, 9, 16]
    executor.shutdown()


def test_long_answers_and_long_questions_pass() -> None:
    executor = SupervisedExecutor(1, nothing, (), 30)
    answers = [executor.submit(large, number) for number in range(5)]
    assert [future.result(30) == bytes([number]) * LARGE for number, future in enumerate(answers)] == [True] * 5
    lengths = [executor.submit(len, bytes(LARGE)) for _ in range(5)]
    assert [future.result(30) for future in lengths] == [LARGE] * 5
    executor.shutdown()


def test_tasks_go_to_the_worker_near_them_and_an_idle_one_helps() -> None:
    executor = SupervisedExecutor(2, nothing, (), 30)
    wait([executor.submit_near(home, busy, 0.2) for home in (0, 1)])  # both have begun
    near = [[executor.submit_near(home, busy, 0.05) for _ in range(10)] for home in (0, 1)]
    homes = [{future.result(30) for future in futures[:6]} for futures in near]
    assert [len(pids) for pids in homes] == [1, 1] and homes[0] != homes[1]
    alone = [executor.submit_near(0, busy, 0.1) for _ in range(12)]
    assert len({future.result(30) for future in alone}) == 2
    executor.shutdown()


@pytest.mark.skipif(not hasattr(os, "fork"), reason="kills as POSIX systems do")
def test_half_an_answer_stops_nobody(tmp_path: Path) -> None:
    executor = SupervisedExecutor(1, nothing, (), 60)
    lost = executor.submit(dies_while_it_answers, str(tmp_path))
    after = executor.submit(square, 3)
    assert isinstance(lost.exception(30), WORKER_LOST), "what it had sent of its answer is no answer"
    assert after.result(30) == 9
    executor.shutdown()


def test_a_worker_that_cannot_begin_says_why() -> None:
    executor = SupervisedExecutor(1, broken, (), 30)
    assert str(executor.submit(square, 1).exception(30)) == "cannot begin"
    executor.shutdown()


def test_stopping_leaves_no_process_and_keeps_nobody_waiting() -> None:
    executor = SupervisedExecutor(2, nothing, (), 600)
    pids = {executor.submit(os.getpid).result(30) for _ in range(8)}
    for number in range(4):
        executor.submit(endless, number)
    begun = time.monotonic()
    executor.shutdown(cancel_futures=True)
    assert time.monotonic() - begun < 10
    for pid in pids:
        with pytest.raises(ProcessLookupError):
            os.kill(pid, 0)
