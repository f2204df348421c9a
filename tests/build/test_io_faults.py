"""Every call of the system on the way to a published file fails once, and for ever: no broken file, no row without one."""

from __future__ import annotations

import errno
import hashlib
import os
import re
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from qms_docs.domain.artifacts import BuildRequest
from qms_docs.domain.recording import groups_of
from qms_docs.errors import DiskFullError, OutputError
from qms_docs.pipeline import build
from qms_docs.publish import Journal, OutputFolder, Row, folder
from qms_docs.publish.folder import JOURNAL, write_waiting
from qms_docs.publish.journal import packed_read
from tests.places import THEN

CALLS = ("open", "posix_fadvise", "fsync", "close", "fdopen", "fstat", "replace")
CONTENTS = {f"xa-{number // 4}/tai-lieu-{number}.docx": f"nội dung {number} ".encode() * 200 for number in range(12)}


class Faults:
    """The module `os` and renaming as `publish.folder` sees them, of which the nth call fails."""

    def __init__(self, nth: int, for_ever: bool, code: int) -> None:
        self.calls, self.nth, self.for_ever, self.code = 0, nth, for_ever, code

    def __call__(self, real: Callable[..., Any]) -> Callable[..., Any]:
        def call(*arguments: Any, **options: Any) -> Any:
            self.calls += 1
            if self.calls == self.nth or (self.for_ever and self.calls > self.nth):
                raise OSError(self.code, os.strerror(self.code))
            return real(*arguments, **options)

        return call


def row(path: str, waiting: Any, data: bytes) -> Row:
    sha256 = hashlib.sha256(data).hexdigest()
    return Row(
        path, "k", "29104", None, "C", "T", "2018-12-01", "t", "t", "e", "f", '{"":"d"}', sha256, waiting.size, waiting.stamp
    )


def publish_all(root: Path) -> None:
    with OutputFolder(root, "tester") as output, Journal(root / JOURNAL) as journal:
        done = {known.path for known in journal.rows() if (root / known.path).is_file()}
        todo = [path for path in CONTENTS if path not in done]
        for start in range(0, len(todo), 5):
            group = todo[start : start + 5]
            waiting = [write_waiting(root, path, CONTENTS[path]) for path in group]
            output.publish(waiting)
            rows = [row(path, each, CONTENTS[path]) for path, each in zip(group, waiting, strict=True)]
            journal.write(rows, [packed_read(groups_of({"a": 1}), set())])


def install(monkeypatch: pytest.MonkeyPatch, faults: Faults) -> None:
    fake = SimpleNamespace(**{name: getattr(os, name) for name in dir(os) if not name.startswith("__")})
    for name in CALLS:
        setattr(fake, name, faults(getattr(os, name)))
    monkeypatch.setattr(folder, "os", fake)
    for name in ("replace", "mkdir"):
        real = getattr(Path, name)
        monkeypatch.setattr(Path, name, faults(real))


def whole(root: Path) -> None:
    for file in root.rglob("*.docx"):
        if not file.name.startswith(".tmp-"):
            assert file.read_bytes() == CONTENTS[file.relative_to(root).as_posix()], f"{file} is not whole"
    with Journal(root / JOURNAL, to_look=True) as journal:
        for known in journal.rows():
            assert (root / known.path).is_file(), f"the journal speaks of {known.path}, which is not there"


def calls_of_a_sound_run(tmp_path: Path) -> int:
    with pytest.MonkeyPatch.context() as patch:
        faults = Faults(0, False, errno.EIO)
        install(patch, faults)
        publish_all(tmp_path / "count")
    folder._make_folder.cache_clear()
    return faults.calls


@pytest.mark.parametrize("for_ever", [False, True], ids=["once", "for-ever"])
@pytest.mark.parametrize("code", [errno.EIO, errno.ENOSPC], ids=["EIO", "ENOSPC"])
def test_every_call_fails(tmp_path: Path, for_ever: bool, code: int) -> None:
    total = calls_of_a_sound_run(tmp_path)
    assert total >= 60
    for nth in range(1, total + 1):
        root = tmp_path / f"{nth}"
        folder._make_folder.cache_clear()
        with pytest.MonkeyPatch.context() as patch:
            install(patch, Faults(nth, for_ever, code))
            with suppress(OutputError):
                publish_all(root)
        whole(root)
        folder._make_folder.cache_clear()
        publish_all(root)
        whole(root)
        assert {file.relative_to(root).as_posix() for file in root.rglob("*.docx")} == set(CONTENTS), (
            "and nothing half written is left"
        )


def test_a_full_disk_is_named(tmp_path: Path, english: None) -> None:
    with pytest.MonkeyPatch.context() as patch:
        install(patch, Faults(12, True, errno.ENOSPC))
        with pytest.raises(DiskFullError, match="No space left"):
            publish_all(tmp_path / "out")
    folder._make_folder.cache_clear()


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="the superuser may write everywhere")
def test_a_folder_that_may_not_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "out").mkdir(mode=0o500)
    with pytest.raises(OutputError):
        publish_all(tmp_path / "out")


def test_a_name_that_is_too_long_is_named(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match=r"too long|quá dài"):
        write_waiting(tmp_path, "x" * 300 + ".docx", b"x")


FULL_DISK = """
set -e
mount -t tmpfs -o size=2m tmpfs "$1"
shift
set +e
"$@" ; echo "ended with $?"
find "$OUT" -name '.tmp-*' | wc -l
mount -o remount,size=200m "$OUT"
"$@" ; echo "ended with $?"
"$PYTHON" -m qms_docs verify "$OUT" --lang en ; echo "ended with $?"
"""


def test_a_build_on_a_disk_that_is_really_full(small_workspace: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    out.mkdir()
    if subprocess.run(["unshare", "-rm", "mount", "-t", "tmpfs", "tmpfs", str(out)], capture_output=True).returncode:
        pytest.skip("no disk of its own can be mounted here")
    words = [sys.executable, "-m", "qms_docs", "build", str(small_workspace), "--out", str(out), "--as-of", "2018-12-01"]
    words += ["--commune", "29104", "--commune", "29107", "--workers", "2", "--lang", "en"]
    ended = subprocess.run(
        ["unshare", "-rm", "sh", "-c", FULL_DISK, "sh", str(out), *words],
        capture_output=True,
        text=True,
        env=os.environ | {"OUT": str(out), "PYTHON": sys.executable},
    )
    told = ended.stdout + ended.stderr
    assert re.search("No space left on device|disk is full", told) and re.search(r"[Ff]ree (about \d+ MB|space)", told), told
    codes = re.findall(r"ended with (\d+)", ended.stdout)
    assert codes[0] == "4" and codes[2] == "0", told
    assert "\n0\nMade:" in ended.stdout, "nothing half written is left"
    assert "All files are as they were made." in ended.stdout


def test_files_from_the_future_are_made_again_and_come_out_the_same(small_workspace: Path, tmp_path: Path) -> None:
    """A clock that was set back leaves files that are newer than now."""
    wanted = BuildRequest(small_workspace, THEN, tmp_path / "out", ("29104",), kinds=("quality_policy", "manual"))
    build(wanted)
    before = {file: file.read_bytes() for file in (tmp_path / "out").rglob("*.docx")}
    for file in before:
        os.utime(file, (4e9, 4e9))
    again = build(wanted)
    assert again.made == len(before) == 2
    assert {file: file.read_bytes() for file in (tmp_path / "out").rglob("*.docx")} == before
    assert build(wanted).made == 0


def test_a_name_too_long_costs_its_own_document(
    small_workspace: Path, tmp_path: Path, english: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As on file systems that take 143 signs and no more."""
    real, fake = os.open, SimpleNamespace(**{name: getattr(os, name) for name in dir(os) if not name.startswith("__")})

    def short_names_only(path: Any, *arguments: Any) -> int:
        if str(path).endswith(".docx") and "MTCL" in str(path):
            raise OSError(errno.ENAMETOOLONG, os.strerror(errno.ENAMETOOLONG))
        return real(path, *arguments)

    fake.open = short_names_only
    monkeypatch.setattr(folder, "os", fake)
    result = build(BuildRequest(small_workspace, THEN, tmp_path / "out", ("29104",)))
    assert result.made == result.documents > 10
    assert [failed.job.code for failed in result.failed] and all("MTCL" in failed.job.path for failed in result.failed)
    assert all("File name too long" in failed.reason for failed in result.failed)


def test_a_folder_too_deep_for_the_journal_is_told(small_workspace: Path, tmp_path: Path, english: None) -> None:
    deep = tmp_path.joinpath(*["x" * 100] * 8)
    with pytest.raises(OutputError, match="cannot be used"):
        build(BuildRequest(small_workspace, THEN, deep, ("29104",)))


def test_a_folder_that_can_only_be_read_is_named(small_workspace: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    out.mkdir()
    mount = f"mount -t tmpfs -o ro tmpfs '{out}'"
    if subprocess.run(["unshare", "-rm", "sh", "-c", mount], capture_output=True).returncode:
        pytest.skip("no disk of its own can be mounted here")
    words = [sys.executable, "-m", "qms_docs", "build", str(small_workspace), "--out", str(out), "--commune", "29104"]
    command = f'{mount} && exec "$@"'
    ended = subprocess.run(
        ["unshare", "-rm", "sh", "-c", command, "sh", *words, "--as-of", "2018-12-01", "--lang", "en"],
        capture_output=True,
        text=True,
    )
    assert ended.returncode == 4
    assert "Read-only file system" in ended.stderr and "--out" in ended.stderr and "Traceback" not in ended.stderr
