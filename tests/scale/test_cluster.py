"""A Dask cluster does the same work: the same bytes, without a shared disk, whatever happens to its workers."""

from __future__ import annotations

import os
import random
import signal
import threading
import time
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import pytest

from qms_docs.domain.artifacts import BuildRequest
from qms_docs.errors import RequestError
from qms_docs.pipeline import build, verify
from tests.build import poison
from tests.places import THEN

from .test_storage import contents

COMMUNES = ("29104", "29107", "29050")
pytestmark = pytest.mark.filterwarnings("ignore::ResourceWarning", "ignore::DeprecationWarning")


def request(workspace: Path, out: Path | str, **more: object) -> BuildRequest:
    return BuildRequest(workspace, THEN, out, COMMUNES, **more)  # type: ignore[arg-type]


@pytest.fixture
def cluster() -> Iterator[str]:
    """The address of a cluster of two workers, reached over TCP as one on other machines would be."""
    from distributed import LocalCluster

    with LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address="127.0.0.1:0", silence_logs=50) as running:
        yield running.scheduler_address


@pytest.fixture
def reference(small_workspace: Path, tmp_path: Path) -> dict[str, bytes]:
    build(request(small_workspace, tmp_path / "reference"))
    return contents(tmp_path / "reference")


def test_a_cluster_makes_the_same_bytes(small_workspace: Path, tmp_path: Path, reference: dict[str, bytes]) -> None:
    result = build(request(small_workspace, tmp_path / "out", cluster="local:2"))
    assert result.made == result.documents > 100 and not result.failed
    assert contents(tmp_path / "out") == reference
    assert verify(tmp_path / "out").wrong == ()


@pytest.mark.skipif(os.name != "posix", reason="kills as POSIX systems do")
def test_killed_workers_lose_nothing_and_no_disk_is_shared(
    small_workspace: Path, cluster: str, store: str, reference: dict[str, bytes]
) -> None:
    from distributed import Client

    stop, killed = threading.Event(), []

    def kill_now_and_then() -> None:
        moments = random.Random(6)
        with Client(cluster, set_as_default=False) as client:
            while not stop.wait(moments.uniform(0.3, 1.0)) and len(killed) < 6:
                pids = list(client.run(os.getpid, on_error="ignore").values())
                if pids:
                    os.kill(moments.choice(pids), signal.SIGKILL)
                    killed.append(pids)

    killer = threading.Thread(target=kill_now_and_then)
    killer.start()
    try:
        result = build(request(small_workspace, f"{store}/kq", cluster=cluster))
    finally:
        stop.set()
        killer.join()
    assert killed, "the build ended before a worker was killed"
    assert not result.failed and result.made == result.documents
    assert contents(f"{store}/kq") == reference
    assert verify(f"{store}/kq").wrong == ()


@pytest.mark.slow
def test_poison_costs_one_document_each(
    small_workspace: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, english: None
) -> None:
    monkeypatch.setattr(import_module("qms_docs.pipeline.maker"), "make", poison.make)
    wanted = BuildRequest(small_workspace, THEN, tmp_path / "out", ("29104", "29107"), cluster="local:2", time_limit=3)
    result = build(wanted)
    reasons = {failed.job.kind: failed.reason for failed in result.failed}
    assert set(reasons) == {poison.DEADLY, poison.ENDLESS, poison.BROKEN}
    assert "LookupError: poison" in reasons[poison.BROKEN] and "died" in reasons[poison.DEADLY]
    assert len([path for path in contents(tmp_path / "out") if path.endswith(".docx")]) == result.documents == result.made


def test_a_cluster_of_another_version_is_refused(
    small_workspace: Path, cluster: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, english: None
) -> None:
    module = import_module("qms_docs.execution.cluster")
    (tmp_path / "a.py").write_text("", "utf-8")
    monkeypatch.setattr(module, "_PACKAGE", tmp_path)
    module.program_digest.cache_clear()
    try:
        with pytest.raises(RequestError, match="another version"):
            build(request(small_workspace, tmp_path / "out", cluster=cluster))
    finally:
        module.program_digest.cache_clear()
    assert not list((tmp_path / "out").rglob("*.docx"))


def test_a_cluster_that_is_not_there_is_told(small_workspace: Path, tmp_path: Path, english: None) -> None:
    begun = time.monotonic()
    with pytest.raises(RequestError, match=r"tcp://127\.0\.0\.1:9» cannot be reached"):
        build(request(small_workspace, tmp_path / "out", cluster="tcp://127.0.0.1:9"))
    assert time.monotonic() - begun < 60
