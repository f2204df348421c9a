"""Workspaces and outputs in object storage: the same bytes as on the disk, and nothing lost when a build is killed."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import time
from importlib import import_module
from pathlib import Path

import pytest

from qms_docs.domain.artifacts import BuildRequest
from qms_docs.errors import OutputError, StorageError
from qms_docs.pipeline import Reason, build, fetch_workspace, make_pdfs, plan_report, verify, what_is
from qms_docs.publish import open_output
from qms_docs.storage import Bucket
from tests.places import THEN

from .conftest import files

COMMUNES = ("29104", "29107")


def request(workspace: Path, out: Path | str, **more: object) -> BuildRequest:
    return BuildRequest(workspace, THEN, out, COMMUNES, **more)  # type: ignore[arg-type]


def contents(place: Path | str) -> dict[str, bytes]:
    """What a reader finds: every file but the builds' own."""
    if isinstance(place, Path):
        found = (file for file in place.rglob("*") if file.is_file() and ".qms-docs" not in file.parts)
        return {file.relative_to(place).as_posix(): file.read_bytes() for file in found}
    root = place.removeprefix("s3://")
    store = files()
    keys = {key.removeprefix(f"{root}/"): key for key in store.find(root)}
    return {path: store.cat_file(key) for path, key in keys.items() if not path.startswith(".qms-docs/")}


@pytest.fixture
def brisk(monkeypatch: pytest.MonkeyPatch) -> None:
    """Signs of life that come faster, so that nobody waits for a dead build."""
    module = import_module("qms_docs.publish.bucket")
    monkeypatch.setattr(module, "RENEWED", 0.2)
    monkeypatch.setattr(module, "STALE", 2.0)


def test_the_store_holds_the_bytes_that_the_disk_would(small_workspace: Path, tmp_path: Path, store: str) -> None:
    on_disk = build(request(small_workspace, tmp_path / "out"))
    stored = build(request(small_workspace, f"{store}/kq", workers=2))
    assert (stored.made, stored.documents) == (on_disk.documents, on_disk.documents)
    assert contents(f"{store}/kq") == contents(tmp_path / "out")
    assert verify(f"{store}/kq").wrong == ()
    again = build(request(small_workspace, f"{store}/kq"))
    assert (again.made, again.documents) == (0, on_disk.documents)


def test_what_was_changed_in_the_store_is_told_and_made_again(small_workspace: Path, store: str) -> None:
    out = f"{store}/kq"
    build(request(small_workspace, out))
    sound = contents(out)
    altered, missing = sorted(path for path in sound if path.endswith(".docx"))[:2]
    files().pipe_file(f"{out}/{altered}", sound[altered][:-1])
    files().rm_file(f"{out}/{missing}")
    files().pipe_file(f"{out}/la.docx", b"x")
    assert {(each.path, each.fault.value) for each in verify(out).wrong} == {
        (altered, "altered"),
        (missing, "missing"),
        ("la.docx", "extra"),
    }
    report = plan_report(request(small_workspace, out))
    assert {document.job.path for document in report.due} == {altered, missing}
    assert {document.reason for document in report.due} == {Reason.DISK}
    assert build(request(small_workspace, out)).made == 2
    files().rm_file(f"{out}/la.docx")
    assert contents(out) == sound


def test_what_is_made_no_more_is_moved_not_deleted(small_workspace: Path, store: str) -> None:
    out = f"{store}/kq"
    build(request(small_workspace, out))
    before = contents(out)
    shutil.rmtree(next((small_workspace / "procedures").glob("*/1.001193-*.yaml")).parent)
    result = build(request(small_workspace, out, prune=True))
    after = contents(out)
    assert result.withdrawn and set(result.withdrawn) <= set(after)
    for path in result.withdrawn:
        assert after[path] == before[path.removeprefix(f"withdrawn/{THEN.isoformat()}/")]
    assert verify(out).wrong == ()


def test_only_what_changed_is_fetched_and_what_is_gone_goes(stored_workspace: str, tmp_path: Path) -> None:
    cache = tmp_path / "cache"
    files().pipe_file(f"{stored_workspace}/build/x/y.docx", b"not of the workspace")
    copy = fetch_workspace(stored_workspace, cache)
    assert (copy / "qms.toml").is_file() and not (copy / "build").exists()
    before = {file: file.stat().st_mtime_ns for file in copy.rglob("*.yaml")}
    changed, gone = sorted((copy / "communes").rglob("29104-*.yaml"))[0], sorted((copy / "communes").rglob("29107-*.yaml"))[0]
    path = changed.relative_to(copy).as_posix()
    files().pipe_file(f"{stored_workspace}/{path}", changed.read_bytes() + b"\n")
    files().rm_file(f"{stored_workspace}/{gone.relative_to(copy).as_posix()}")
    assert fetch_workspace(stored_workspace, cache) == copy
    assert [file for file, state in before.items() if file.exists() and file.stat().st_mtime_ns != state] == [changed]
    assert not gone.exists()


def test_a_build_from_store_to_store_on_the_command_line(
    stored_workspace: str, small_workspace: Path, tmp_path: Path, server: str
) -> None:
    words = [sys.executable, "-m", "qms_docs", "build", stored_workspace, "--as-of", THEN.isoformat(), "--json"]
    words += [word for code in COMMUNES for word in ("--commune", code)]
    told = json.loads(subprocess.run(words, capture_output=True, text=True, check=True).stdout)
    build(request(small_workspace, tmp_path / "out"))
    assert told["out"] == f"{stored_workspace}/build" and told["failed"] == 0
    assert contents(f"{stored_workspace}/build") == contents(tmp_path / "out")


@pytest.mark.skipif(os.name != "posix", reason="kills as POSIX systems do")
def test_a_killed_build_is_taken_up_by_the_next(
    small_workspace: Path, tmp_path: Path, store: str, brisk: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = f"{store}/kq"
    words = [sys.executable, "-m", "qms_docs", "build", str(small_workspace), "--out", out, "--as-of", THEN.isoformat()]
    words += ["--workers", "2", *(word for code in COMMUNES for word in ("--commune", code))]
    running = subprocess.Popen(words, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    end = time.monotonic() + 60
    while len(files().find(out)) < 60:
        assert time.monotonic() < end and running.poll() is None, "the build made nothing to be killed in"
        time.sleep(0.05)
    running.kill()
    running.wait()
    reference = build(request(small_workspace, tmp_path / "out"))
    standing = contents(out)
    whole = contents(tmp_path / "out")
    assert all(whole[path] == data for path, data in standing.items()), "what stands is whole"
    assert build(request(small_workspace, out)).documents == reference.documents
    assert contents(out) == whole
    assert verify(out).wrong == ()


def test_a_second_build_in_one_folder_is_refused_by_name(store: str, brisk: None, english: None) -> None:
    with open_output(f"{store}/kq", "Nguyễn Văn A@may-1, 7"), pytest.raises(OutputError, match="Nguyễn Văn A@may-1, 7"):
        open_output(f"{store}/kq", "Nguyễn Văn A@may-2, 8")
    open_output(f"{store}/kq", "Nguyễn Văn A@may-2, 8").__exit__(None, None, None)


def test_a_build_that_has_lost_its_lock_publishes_nothing(store: str, brisk: None) -> None:
    with open_output(f"{store}/kq", "Nguyễn Văn A@may-1, 7") as output:
        files().pipe_file(f"{store}/kq/.qms-docs/lock", b"Nguyen Van A@may-2, 8\n")
        time.sleep(1)
        with pytest.raises(OutputError, match="may-2"):
            output.publish(output.write([("a/b/c.docx", b"x")]))


def test_trouble_with_the_store_is_told(
    stored_workspace: str, tmp_path: Path, english: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(StorageError, match="names no bucket"):
        Bucket("s3://")
    with pytest.raises(StorageError, match=r"no file qms\.toml"):
        fetch_workspace(f"{stored_workspace}/law", tmp_path)
    with pytest.raises(StorageError, match="cannot be used"):
        Bucket("s3://khong-co/kq").write({"a": b"x"})
    monkeypatch.setenv("AWS_ENDPOINT_URL", "http://127.0.0.1:9")
    with pytest.raises(StorageError, match="cannot be used: Could not connect"):
        Bucket("s3://tinh/kq").states()


@pytest.mark.slow
def test_pdf_files_of_documents_in_the_store(small_workspace: Path, store: str) -> None:
    if shutil.which("soffice") is None:
        pytest.skip("LibreOffice is not installed")
    out = f"{store}/kq"
    build(request(small_workspace, out, kinds=("quality_policy",)))
    assert (made := make_pdfs(out)).made == len(COMMUNES) and not made.failed
    found = contents(out)
    assert [data[:5] for path, data in sorted(found.items()) if path.endswith(".pdf")] == [b"%PDF-"] * len(COMMUNES)
    assert make_pdfs(out).made == 0
    code = next(path for path in found if path.endswith(".docx")).split("/")[-1]
    assert verify(out).wrong == () and code
    assert all(paper.standing.value == "current" for paper in what_is(out, "CSCL"))
