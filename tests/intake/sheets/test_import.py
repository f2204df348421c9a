"""Sheets taken into a workspace: steps and records into the files there are, nothing else touched, nothing half written."""

from __future__ import annotations

import json
import shutil
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from qms_docs.domain.artifacts import BuildRequest
from qms_docs.errors import RequestError
from qms_docs.intake.sheets.comparing import DifferenceKind
from qms_docs.intake.sheets.procedure import duration_in, says_working_days
from qms_docs.load import load_workspace
from qms_docs.pipeline import build, compare, drift, import_sheets
from qms_docs.pipeline.import_sheets import Take
from qms_docs.pipeline.old_sheets import read_sheet_file
from qms_docs.templating.content import read_content
from tests.places import REPOSITORY

from .makers import RECORDS, STEPS, Maker
from .test_reading import FOLDER, needs_samples

DAY = date(2026, 11, 1)


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    """One commune of today with all shared files and procedures."""
    root = tmp_path / "ws"
    keep = shutil.ignore_patterns("[0-9]*-*.yaml")
    for name in ("law", "communes", "procedures", "system", "templates"):
        shutil.copytree(REPOSITORY / name, root / name, ignore=keep if name == "communes" else None)
    shutil.copy(REPOSITORY / "qms.toml", root)
    (commune,) = REPOSITORY.glob("communes/vinh-long/*/29104-*")
    (root / commune.relative_to(REPOSITORY)).parent.mkdir(parents=True, exist_ok=True)
    shutil.copy(commune, root / commune.relative_to(REPOSITORY))
    return root


def contents(root: Path) -> dict[str, bytes]:
    return {str(file.relative_to(root)): file.read_bytes() for file in sorted(root.rglob("*")) if file.is_file()}


def procedure(root: Path, code: str):
    return load_workspace(root).catalogue.procedures[code]


def test_shown_first_then_written_once(workspace: Path, tmp_path: Path) -> None:
    file = Maker().save(tmp_path / "qt.docx")
    before = contents(workspace)
    shown = import_sheets(workspace, [file], DAY)
    assert contents(workspace) == before and shown.errors == 0 and shown.written == ()
    (taken,) = shown.sheets
    assert (taken.match.key, taken.match.score, taken.steps, taken.records) == ("1.000894", 100.0, 4, 2)
    assert any(change.path.startswith("Các bước") for change in taken.changes)
    written = import_sheets(workspace, [file], DAY, apply=True)
    changed = [name for name, data in contents(workspace).items() if before.get(name) != data]
    assert len(written.written) == 1 and [Path(name).name[:8] for name in changed] == ["1.000894"]
    found = procedure(workspace, "1.000894")
    assert [step.actor for step in found.steps] == ["reception_officer", "civil_status_officer", "leader", "civil_status_officer"]
    assert [record.name for record in found.records] == ["Sổ đăng ký kết hôn", "Hồ sơ đăng ký"]
    assert found.verification.sources[-1] == "Tờ quy trình ISO 9001, tệp qt.docx, mã 1.000894"
    again = import_sheets(workspace, [file], DAY, apply=True)
    assert again.written == () and again.sheets[0].changes == ()


def test_what_people_and_the_database_say_stays(workspace: Path, tmp_path: Path) -> None:
    old = procedure(workspace, "1.000894")
    file = Maker(limit="30 ngày.", fees=("- 9.000 đồng/bản",)).save(tmp_path / "qt.docx")
    import_sheets(workspace, [file], DAY, apply=True)
    now = procedure(workspace, "1.000894")
    assert (now.time_limits, now.fees, now.dossier, now.legal_basis, now.names) == (
        old.time_limits, old.fees, old.dossier, old.legal_basis, old.names)  # fmt: skip
    import_sheets(workspace, [file], DAY, apply=True, take=Take.ALL)
    now = procedure(workspace, "1.000894")
    assert [str(limit.value) for limit in now.time_limits] == ["30"] and now.fees[0].amount == 9000 and now.names == old.names


def test_a_new_post_is_proposed_and_a_foreign_record_left_out(workspace: Path, tmp_path: Path) -> None:
    steps = (*STEPS[:3], ("4", "Công chứng", "Công chứng viên", "½ ngày"))
    records = (*RECORDS, ("3", "Sổ đăng ký khai sinh", "Công chức Tư pháp - Hộ tịch", "Vĩnh viễn"))
    found = import_sheets(workspace, [Maker(steps=steps, records=records).save(tmp_path / "qt.docx")], DAY, apply=True)
    assert {each.code for each in found.diagnostics} == {"SHT012", "SHT013"}
    assert load_workspace(workspace).catalogue.positions["cong_chung_vien"].titles[0].text == "Công chứng viên"
    now = procedure(workspace, "1.000894")
    assert [record.name for record in now.records] == ["Sổ đăng ký kết hôn", "Hồ sơ đăng ký"]
    assert [each.text for each in now.unparsed if "khai sinh" in each.text]


def test_an_unsure_name_is_not_taken_unless_a_person_says_so(workspace: Path, tmp_path: Path) -> None:
    file = Maker(title="Đăng ký hôn nhân").save(tmp_path / "qt.docx")
    before = contents(workspace)
    found = import_sheets(workspace, [file], DAY, apply=True)
    assert [each.code for each in found.diagnostics] == ["SHT010"] and "1.000894" in str(found.diagnostics[0].fact)
    assert contents(workspace) == before and found.errors == 1
    given = import_sheets(workspace, [file], DAY, apply=True, given={"qt.docx": "1.000894"})
    assert given.errors == 0 and len(procedure(workspace, "1.000894").steps) == 4
    with pytest.raises(RequestError):
        import_sheets(workspace, [file], DAY, given={"khac.docx": "1.000894"})


def test_a_procedure_the_workspace_does_not_have(workspace: Path, tmp_path: Path) -> None:
    file = Maker(title="Đăng ký giám hộ").save(tmp_path / "qt.docx")
    found = import_sheets(workspace, [file], DAY, apply=True, given={"qt.docx": "1.014837"})
    assert found.sheets[0].is_new and found.errors == 0
    now = procedure(workspace, "1.014837")
    assert now.names[0].text == "Đăng ký giám hộ" and not now.verification.verified and len(now.dossier.groups) == 2


def test_two_sheets_of_one_procedure(workspace: Path, tmp_path: Path) -> None:
    folder = tmp_path / "cũ"
    folder.mkdir()
    Maker().save(folder / "a.docx")
    Maker(steps=STEPS[:3]).save(folder / "b.docx")
    found = import_sheets(workspace, [folder], DAY, apply=True)
    assert "IMP004" in {each.code for each in found.diagnostics} and len(procedure(workspace, "1.000894").steps) == 4
    assert "DRF020" in {each.code for each in found.drift}


def test_nothing_is_written_where_one_file_cannot_be(workspace: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    steps = (*STEPS[:3], ("4", "Công chứng", "Công chứng viên", "½ ngày"))
    file = Maker(steps=steps).save(tmp_path / "qt.docx")
    before = contents(workspace)
    import os

    real, calls = os.replace, []

    def full(*arguments: object, **named: object) -> None:
        calls.append(arguments)
        if len(calls) == 2:
            raise OSError(28, "No space left on device")
        real(*arguments, **named)

    monkeypatch.setattr(os, "replace", full)
    with pytest.raises(Exception, match=r".+"):
        import_sheets(workspace, [file], DAY, apply=True)
    monkeypatch.undo()
    assert contents(workspace) == before


@needs_samples
def test_the_samples_come_in_and_the_papers_built_of_them_say_the_same(workspace: Path, tmp_path: Path) -> None:
    names = ("dang-ky-ket-hon", "dang-ky-khai-sinh", "xac-nhan-tinh-trang-hon-nhan", "chung-thuc-di-chuc")
    found = import_sheets(workspace, [FOLDER / f"qt-{name}.docx" for name in names], DAY, apply=True)
    assert found.errors == 0 and len([each for each in found.sheets if not each.refused]) == 4
    result = build(BuildRequest(workspace, DAY, tmp_path / "out", kinds=("procedure_sheet",)))
    assert [str(each) for each in result.diagnostics if each.is_error] == [] and result.failed == ()
    for name, file in (("xac-nhan-tinh-trang-hon-nhan", "*tinh-trang-hon-nhan*"), ("chung-thuc-di-chuc", "*chung-thuc-di-chuc*")):
        (new,) = (tmp_path / "out").rglob(f"quy-trinh/**/{file}.docx")
        old_sheet, new_sheet = read_sheet_file(FOLDER / f"qt-{name}.docx"), read_sheet_file(new)
        (old,), (made,) = old_sheet.processes, new_sheet.processes
        assert [step.action.text.split() for step in made.steps] == [step.action.text.split() for step in old.steps]
        working = says_working_days(old_sheet)
        for before, after in zip(old.steps, made.steps, strict=True):
            for place, time in enumerate(before.times):
                was, now = (
                    duration_in(time.said.text, old.columns[place], working),
                    duration_in(after.times[place].said.text, made.columns[place], False),
                )
                assert was is not None and now is not None and (was.value, was.unit) == (now.value, now.unit)
        kept = {row.name.text for row in new_sheet.records}
        assert {row.name.text for row in old_sheet.records} - {"Sổ đăng ký khai sinh"} - kept <= {
            "Kết quả giải quyết thủ tục hành chính: Giấy khai sinh (bản photo)"
        }
        differences = {each.part.value: each.differences for each in compare(FOLDER / f"qt-{name}.docx", new).sections}
        assert all(each.kind is DifferenceKind.CHANGED or " | " not in each.old.text for each in differences["process"])


@needs_samples
def test_the_report_for_the_client(workspace: Path, tmp_path: Path) -> None:
    found = drift(workspace, [FOLDER], DAY, docx=tmp_path / "a.docx", xlsx=tmp_path / "a.xlsx")
    assert [file.name for file in found.written] == ["a.xlsx", "a.docx"]
    text = read_content((tmp_path / "a.docx").read_bytes(), "a").body.text
    assert (
        "BÁO CÁO SAI LỆCH" in text.upper()
        and "Lần ban hành ở đây là 2; trang bìa ghi 01." in text
        and "Chân trang 1, đoạn 3" in text
    )
    book = openpyxl.load_workbook(tmp_path / "a.xlsx")
    assert book.sheetnames == ["Loại sai lệch", "Quy trình", "Từng chỗ"]
    rows = list(book["Từng chỗ"].iter_rows(values_only=True))
    assert sum(row[2] == "DRF001" for row in rows) == 3
    again = drift(workspace, [FOLDER], DAY, docx=tmp_path / "b.docx", xlsx=tmp_path / "b.xlsx")
    assert again.counts == found.counts
    assert (tmp_path / "a.docx").read_bytes() == (tmp_path / "b.docx").read_bytes()
    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()
    with pytest.raises(RequestError):
        drift(workspace, [FOLDER], DAY, docx=tmp_path / "a.docx")


def test_a_report_without_findings(workspace: Path, tmp_path: Path) -> None:
    Maker().save(tmp_path / "qt.docx")
    found = drift(workspace, [tmp_path / "qt.docx"], DAY, docx=tmp_path / "r.docx")
    assert found.findings == () and "không có sai lệch" in read_content((tmp_path / "r.docx").read_bytes(), "r").body.text


def test_sheets_are_compared_by_section(tmp_path: Path) -> None:
    old = Maker().save(tmp_path / "a.docx")
    new = Maker(limit="05 ngày làm việc.", steps=STEPS[:3], fees=("Không thu.",)).save(tmp_path / "b.docx")
    found = {each.part.value: each for each in compare(old, new).sections}
    assert [(each.kind.value, each.old.text, each.new.text) for each in found["limit"].differences] == [
        ("changed", "03 ngày làm việc.", "05 ngày làm việc.")
    ]
    assert [each.kind.value for each in found["process"].differences] == ["removed"] and found["process"].same == 4
    assert found["acts"].differences == () and found["acts"].same == 2
    assert compare(old, old).differences == 0
    assert json.dumps([each.title for each in found.values()], ensure_ascii=False)
