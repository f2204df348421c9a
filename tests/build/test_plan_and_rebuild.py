"""What a build makes again, and why: only what reads something else than before."""

from __future__ import annotations

import os
from datetime import date
from importlib import import_module
from pathlib import Path

import pytest

from qms_docs.domain.artifacts import BuildRequest
from qms_docs.pipeline import BuildResult, PlanReport, Reason, build, plan_report, verify
from tests.places import THEN

COMMUNES = ("29104", "29107")
FILE = "communes/ben-tre/binh-dai/29104-thanh-phuoc.yaml"


def request(workspace: Path, day: date = THEN, **more: object) -> BuildRequest:
    return BuildRequest(workspace, day, workspace.parent / "out", COMMUNES, **more)  # type: ignore[arg-type]


def put(root: Path, file: str, old: str, new: str) -> None:
    text = (root / file).read_text("utf-8")
    assert old in text
    (root / file).write_text(text.replace(old, new, 1), "utf-8")


def states(out: Path) -> dict[str, tuple[int, int]]:
    found = {}
    for file in sorted(out.rglob("*")):
        if file.is_file() and ".qms-docs" not in file.parts:
            found[file.relative_to(out).as_posix()] = (file.stat().st_mtime_ns, file.stat().st_ino)
    return found


@pytest.fixture
def built(small_workspace: Path) -> BuildResult:
    return build(request(small_workspace))


def test_the_first_build_makes_everything(small_workspace: Path) -> None:
    before = plan_report(request(small_workspace))
    assert set(before.counts) == {Reason.NEW}
    assert not (small_workspace.parent / "out").exists()
    result = build(request(small_workspace))
    assert result.made == result.documents == before.counts[Reason.NEW] > 100


def test_the_second_build_touches_no_file(small_workspace: Path, built: BuildResult) -> None:
    before = states(built.out)
    assert set(plan_report(request(small_workspace)).counts) == {Reason.CURRENT}
    again = build(request(small_workspace))
    assert (again.made, again.documents) == (0, built.documents)
    assert states(built.out) == before


def test_a_telephone_number_rebuilds_what_prints_it(small_workspace: Path, built: BuildResult) -> None:
    put(small_workspace, FILE, "officials:\n", "agency: [{phone: 0275 3851 234}]\nofficials:\n")
    report = plan_report(request(small_workspace))
    due = list(report.due)
    assert {document.reason for document in due} == {Reason.DATA}
    assert 0 < len(due) < built.documents / 4
    assert all(document.job.commune.startswith("29104") for document in due)
    assert all(any("0275 3851 234" in new for _, _, new in document.changes) for document in due)
    before = states(built.out)
    again = build(request(small_workspace))
    assert again.made == len(due)
    changed = {path for path, state in states(built.out).items() if before[path] != state}
    assert changed == {document.job.path for document in due} | {"manifest.json"}


def test_what_nobody_reads_rebuilds_nothing(small_workspace: Path, built: BuildResult) -> None:
    put(small_workspace, FILE, "# Tên mẫu; thay bằng người thật trước khi ban hành.", "# Tên mẫu.")
    before = states(built.out)
    assert build(request(small_workspace)).made == 0
    assert states(built.out) == before


def test_an_act_rebuilds_what_cites_it(small_workspace: Path, built: BuildResult) -> None:
    put(
        small_workspace,
        "law/acts/nghi-dinh.yaml",
        "title: quy định chi tiết một số điều và biện pháp thi hành Luật Hộ tịch",
        "title: quy định chi tiết Luật Hộ tịch",
    )
    report = plan_report(request(small_workspace))
    assert Reason.LAW in report.counts
    sheets = {document.job.procedure for document in report.due if document.job.kind == "procedure_sheet"}
    assert sheets == {"1.001193", "1.004873"}, "the certification procedures rest on other acts"


def test_a_template_rebuilds_its_documents(small_workspace: Path, built: BuildResult) -> None:
    template = small_workspace / "templates/docx/quality_policy.docx"
    other = small_workspace / "templates/docx/quality_objectives.docx"
    template.write_bytes(other.read_bytes())
    report = plan_report(request(small_workspace))
    assert {(document.job.kind, document.reason) for document in report.due} == {("quality_policy", Reason.TEMPLATE)}


def test_another_engine_looks_at_everything_but_touches_nothing(
    small_workspace: Path, built: BuildResult, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in ("last_run", "maker", "planning"):
        monkeypatch.setattr(import_module(f"qms_docs.pipeline.{module}"), "engine_digest", lambda: "another")
    before = states(built.out)
    assert set(plan_report(request(small_workspace)).counts) == {Reason.ENGINE}
    assert build(request(small_workspace)).made == built.documents
    assert states(built.out) == before, "the bytes are the same, so no file is written"


@pytest.mark.parametrize("harm", ["deleted", "altered"])
def test_a_file_that_was_harmed_is_made_again(small_workspace: Path, built: BuildResult, harm: str) -> None:
    (victim, *_) = sorted(built.out.rglob("STCL*.docx"))
    sound = victim.read_bytes()
    victim.unlink() if harm == "deleted" else victim.write_bytes(sound[:-1])
    report = plan_report(request(small_workspace))
    assert [(built.out / document.job.path, document.reason) for document in report.due] == [(victim, Reason.DISK)]
    assert build(request(small_workspace)).made == 1
    assert victim.read_bytes() == sound


def test_force_makes_everything(small_workspace: Path, built: BuildResult) -> None:
    assert set(plan_report(request(small_workspace, force=True)).counts) == {Reason.FORCED}
    assert build(request(small_workspace, force=True)).made == built.documents


def test_what_is_made_no_more_is_told_then_withdrawn(small_workspace: Path, built: BuildResult) -> None:
    put(small_workspace, FILE, "officials:\n", 'procedures_excluded: ["2.001019"]\nofficials:\n')
    removed = plan_report(request(small_workspace)).removed
    assert {row.procedure for row in removed} == {"2.001019"}
    told = build(request(small_workspace))
    assert set(told.removed) == {row.path for row in removed}
    assert all((built.out / row.path).is_file() for row in removed)
    pruned = build(request(small_workspace, prune=True))
    assert set(pruned.withdrawn) == {f"withdrawn/2018-12-01/{row.path}" for row in removed}
    assert all((built.out / path).is_file() for path in pruned.withdrawn)
    assert not any((built.out / row.path).exists() for row in removed)
    assert verify(built.out).wrong == ()
    assert plan_report(request(small_workspace)).removed == ()


def test_a_part_of_the_request_removes_nothing_else(small_workspace: Path, built: BuildResult) -> None:
    one = BuildRequest(small_workspace, THEN, built.out, ("29104",), (), ("manual",), prune=True)
    assert build(one).withdrawn == ()
    assert verify(built.out).wrong == ()


def test_the_year_before_stays(small_workspace: Path, built: BuildResult) -> None:
    later = build(request(small_workspace, date(2019, 12, 1), prune=True))
    assert not [path for path in later.withdrawn if "/2018/" in path]
    assert list(built.out.rglob("2018/*.docx"))


def test_an_error_leaves_the_documents_of_its_commune(small_workspace: Path, built: BuildResult) -> None:
    put(small_workspace, FILE, "official: nguyen_van_a", "official: nobody")
    report = plan_report(request(small_workspace))
    assert report.stopped == ("29104",) and report.removed == ()
    before = states(built.out)
    build(request(small_workspace, prune=True))
    assert states(built.out) == before


def test_a_file_that_cannot_be_read_costs_the_others_nothing(
    small_workspace: Path, built: BuildResult, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(small_workspace, FILE, "officials:\n", "contacts: []\nofficials:\n")
    composed = []
    monkeypatch.setattr(import_module("qms_docs.render.press").Press, "words", lambda press, job: composed.append(job))
    result = build(request(small_workspace))
    assert (result.stopped, result.made, result.communes) == (("29104",), 0, 1)
    assert composed == []


def test_plan_touches_nothing(small_workspace: Path, built: BuildResult) -> None:
    def everything() -> dict[str, int]:
        found = (file for file in built.out.rglob("*") if file.is_file() and not file.name.endswith(("-shm", "-wal")))
        return {str(file): file.stat().st_mtime_ns for file in found}

    before = everything()
    put(small_workspace, FILE, "full_name: Nguyễn Văn A", "full_name: Nguyễn Văn B")
    report: PlanReport = plan_report(request(small_workspace))
    assert list(report.due)
    assert everything() == before


def test_verify_names_each_harm(small_workspace: Path, built: BuildResult) -> None:
    files = sorted(built.out.rglob("*.docx"))
    altered, missing = files[0], files[1]
    data = bytearray(altered.read_bytes())
    data[len(data) // 2] ^= 1
    times = altered.stat()
    altered.write_bytes(data)
    os.utime(altered, ns=(times.st_atime_ns, times.st_mtime_ns))
    missing.unlink()
    (built.out / "ghi-chu.txt").write_text("x", "utf-8")
    told = {(built.out / each.path, each.fault.value) for each in verify(built.out).wrong}
    assert told == {(altered, "altered"), (missing, "missing"), (built.out / "ghi-chu.txt", "extra")}


def test_verify_reads_the_manifest(built: BuildResult) -> None:
    manifest = built.out / "manifest.json"
    manifest.write_text(manifest.read_text("utf-8").replace("2018-12-01", "2018-12-02", 1), "utf-8")
    assert [each.fault.value for each in verify(built.out).wrong] == ["manifest"]


def test_filling_again_proves_the_bytes(small_workspace: Path, built: BuildResult) -> None:
    report = verify(built.out, small_workspace)
    assert report.wrong == () and report.filled_again == built.documents
    put(small_workspace, FILE, "full_name: Nguyễn Văn A", "full_name: Nguyễn Văn B")
    wrong = verify(built.out, small_workspace).wrong
    assert wrong and {each.fault.value for each in wrong} == {"not-as-data"}
    assert all("29104" in each.path for each in wrong)
