"""Builds that are killed, poisoned, refused or crowded: no broken file, none lost, none twice."""

from __future__ import annotations

import hashlib
import json
import multiprocessing
import os
import random
import signal
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable
from importlib import import_module
from pathlib import Path

import pytest

from qms_docs.domain.artifacts import BuildRequest
from qms_docs.errors import OutputError
from qms_docs.pipeline import BuildResult, Fault, build, verify
from tests.build import poison
from tests.places import THEN

EIGHT = tuple(str(code) for code in (29050, 29053, 29056, 29059, 29062, 29065, 29068, 29071))
posix = pytest.mark.skipif(os.name != "posix", reason="kills as POSIX systems do")


def request(workspace: Path, out: Path, **more: object) -> BuildRequest:
    return BuildRequest(workspace, THEN, out, EIGHT, **more)  # type: ignore[arg-type]


def documents(out: Path) -> dict[str, str]:
    found = (file for file in out.rglob("*.docx") if not file.name.startswith(".tmp-"))
    return {file.relative_to(out).as_posix(): hashlib.sha256(file.read_bytes()).hexdigest() for file in found}


@pytest.fixture
def reference(small_workspace: Path, tmp_path: Path) -> dict[str, str]:
    build(request(small_workspace, tmp_path / "reference"))
    made = documents(tmp_path / "reference")
    assert len(made) > 400
    return made


def in_child(work: Callable[[], object]) -> int:
    """Run the work in a process of its own, forked so that it begins at once; return its number."""
    child = os.fork()
    if child:
        return child
    try:
        os.setsid()
        work()
        os._exit(0)
    except BaseException:
        os._exit(1)


def killed_builds(workspace: Path, out: Path, reference: dict[str, str], kills: int, seed: int) -> None:
    """Kill builds at random moments until `kills` have died, then finish; each time what stands must be whole."""
    moments, died = random.Random(seed), 0
    while died < kills:
        child = in_child(lambda: build(request(workspace, out)))
        time.sleep(moments.uniform(0.3, 1.8))
        os.kill(child, signal.SIGKILL)
        _, status = os.waitpid(child, 0)
        died += os.WIFSIGNALED(status)
        standing = documents(out) if out.exists() else {}
        assert all(reference[path] == sha256 for path, sha256 in standing.items()), "a file under its final name is not whole"
        if len(standing) == len(reference):
            for file in random.Random(died).sample(sorted(out.rglob("*.docx")), 200):
                file.unlink()
    result = build(request(workspace, out))
    assert result.documents == len(reference) and not result.failed
    assert documents(out) == reference
    assert verify(out).wrong == ()
    assert not list(out.rglob(".tmp-*"))


@posix
def test_ten_kills(small_workspace: Path, tmp_path: Path, reference: dict[str, str]) -> None:
    killed_builds(small_workspace, tmp_path / "out", reference, 10, seed=1)


@posix
@pytest.mark.slow
def test_ninety_kills(small_workspace: Path, tmp_path: Path, reference: dict[str, str]) -> None:
    killed_builds(small_workspace, tmp_path / "out", reference, 90, seed=2)


def command(workspace: Path, out: Path) -> list[str]:
    chosen = [word for code in EIGHT for word in ("--commune", code)]
    words = [sys.executable, "-m", "qms_docs", "build", str(workspace), "--out", str(out), "--as-of", THEN.isoformat()]
    return [*words, "--workers", "2", "--json", *chosen]


def children_of(parent: int) -> list[int]:
    listed = subprocess.run(["ps", "-o", "pid=,ppid=", "-A"], capture_output=True, text=True, check=True).stdout
    pairs = [line.split() for line in listed.splitlines()]
    return [int(pid) for pid, above in pairs if int(above) == parent]


def wait_for(condition: Callable[[], object], seconds: float = 60) -> None:
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "it never happened"
        time.sleep(0.02)


@posix
def test_workers_that_are_killed_are_replaced(small_workspace: Path, tmp_path: Path, reference: dict[str, str]) -> None:
    out = tmp_path / "out"
    running = subprocess.Popen(command(small_workspace, out), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    for number in (100, 300):
        wait_for(lambda number=number: len(documents(out)) >= number or running.poll() is not None)  # type: ignore[misc]
        for child in children_of(running.pid)[-1:]:
            os.kill(child, signal.SIGKILL)
    told, errors = running.communicate(timeout=120)
    assert running.returncode == 0, errors
    assert json.loads(told)["failed"] == 0
    assert documents(out) == reference


@posix
def test_a_parent_that_is_killed_leaves_no_worker(small_workspace: Path, tmp_path: Path, reference: dict[str, str]) -> None:
    out = tmp_path / "out"
    running = subprocess.Popen(command(small_workspace, out), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    wait_for(lambda: len(documents(out)) >= 100)
    workers = children_of(running.pid)
    running.kill()
    running.wait()
    wait_for(lambda: not any(Path(f"/proc/{worker}/exe").exists() and "Z" not in state(worker) for worker in workers), 15)
    assert all(reference[path] == sha256 for path, sha256 in documents(out).items())
    assert Fault.CUT_OFF in {each.fault for each in verify(out).wrong}
    assert build(request(small_workspace, out)).documents == len(reference)
    assert verify(out).wrong == ()
    assert documents(out) == reference


def state(pid: int) -> str:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0]
    except OSError:
        return "Z"


@posix
def test_ctrl_c_says_what_stands(small_workspace: Path, tmp_path: Path, reference: dict[str, str]) -> None:
    out = tmp_path / "out"
    words = [word for word in command(small_workspace, out) if word != "--json"]
    running = subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True)
    wait_for(lambda: len(documents(out)) >= 100)
    os.killpg(running.pid, signal.SIGINT)
    _, errors = running.communicate(timeout=60)
    assert running.returncode == 130
    assert "Traceback" not in errors
    standing = documents(out)
    assert f"{len(standing)}/{len(reference)}" in errors.replace(" ", "") or str(len(standing)) in errors
    assert not list(out.rglob(".tmp-*"))
    assert all(reference[path] == sha256 for path, sha256 in standing.items())


def test_poison_is_named_and_all_others_are_made(
    small_workspace: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, english: None
) -> None:
    monkeypatch.setattr(import_module("qms_docs.pipeline.maker"), "make", poison.make)
    two = BuildRequest(small_workspace, THEN, tmp_path / "out", ("29104", "29107"), workers=2, time_limit=4)
    result = build(two)
    assert {failed.job.kind for failed in result.failed} == {poison.DEADLY, poison.ENDLESS, poison.BROKEN}
    reasons = {failed.job.kind: failed.reason for failed in result.failed}
    assert "died" in reasons[poison.DEADLY] and "4 seconds" in reasons[poison.ENDLESS]
    assert "LookupError: poison" in reasons[poison.BROKEN]
    assert len(documents(tmp_path / "out")) == result.documents == result.made
    told = {(each.path, each.fault) for each in verify(tmp_path / "out").wrong}
    assert told == {(failed.job.path, Fault.UNMADE) for failed in result.failed}
    monkeypatch.undo()
    again = build(two)
    assert (again.made, len(again.failed)) == (3, 0)


def _build_into(workspace: Path, out: Path, told: multiprocessing.Queue[str]) -> None:
    try:
        result: BuildResult = build(request(workspace, out))
        told.put(f"made {result.made}")
    except OutputError as error:
        told.put(f"refused {error.fact}")


def test_three_builds_in_one_folder(small_workspace: Path, tmp_path: Path, reference: dict[str, str]) -> None:
    context = multiprocessing.get_context("spawn")
    told: multiprocessing.Queue[str] = context.Queue()
    builds = [context.Process(target=_build_into, args=(small_workspace, tmp_path / "out", told)) for _ in range(3)]
    for each in builds:
        each.start()
    answers = [told.get(timeout=120) for _ in builds]
    for each in builds:
        each.join()
    assert sum(int(answer.split()[1]) for answer in answers if answer.startswith("made")) == len(reference), answers
    assert documents(tmp_path / "out") == reference
    assert any(answer.startswith("refused") and f", {each.pid}" in answer for answer in answers for each in builds) or all(
        answer.startswith("made") for answer in answers
    )


def test_whole_files_are_zip_files(small_workspace: Path, tmp_path: Path) -> None:
    result = build(BuildRequest(small_workspace, THEN, tmp_path / "out", ("29104",)))
    for file in result.out.rglob("*.docx"):
        with zipfile.ZipFile(file) as package:
            assert package.testzip() is None
