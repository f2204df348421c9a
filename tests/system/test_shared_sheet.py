"""Processes that alike procedures share: their sheet, how other documents name it, and mistakes in procedures/shared.yaml."""

from __future__ import annotations

import json
import re
import shutil
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from tests.documents import document_text, table_rows
from tests.ooxml.checker import faults
from tests.places import NOW, REPOSITORY, THEN

from qms_docs import build, check
from qms_docs.domain.artifacts import BuildRequest, DocumentJob
from qms_docs.domain.catalogue import Catalogue
from qms_docs.load import Workspace
from qms_docs.plan import plan_build
from qms_docs.render import Press
from qms_docs.render.words.dividing import Topic, divided, merged_action
from qms_docs.settings import SheetSettings

AGAIN, MOBILE = ("1.004884", "2.000522", "1.004772"), ("1.003583", "1.000593", "1.000419")


class Commune:
    """The documents of a commune on a day, made one by one."""

    def __init__(self, workspace: Workspace, catalogue: Catalogue, code: str, day: date, out: Path, **choices: object) -> None:
        settings = workspace.settings.model_copy(update={"sheet": SheetSettings.model_validate(choices)})
        self.catalogue, self.out = catalogue, out
        self.press = Press(catalogue, settings, workspace.templates, day)
        commune = catalogue.commune_on(code, day)
        assert commune is not None
        self.jobs = plan_build(catalogue, BuildRequest(REPOSITORY, day, out), [commune]).jobs[commune.id]

    def job(self, kind: str, code: str = "") -> DocumentJob:
        return next(job for job in self.jobs if job.kind == kind and (not code or code in (job.code, job.procedure)))

    def codes(self, kind: str) -> list[str]:
        return [job.code for job in self.jobs if job.kind == kind]

    def made(self, kind: str, code: str = "") -> Path:
        path = self.out / f"{len(list(self.out.iterdir()))}.docx"
        path.write_bytes(self.press.render(self.job(kind, code)).data)
        assert not faults(path.read_bytes())
        return path


@pytest.fixture
def then(workspace: Workspace, tmp_path: Path) -> Commune:
    return Commune(workspace, workspace.catalogue, "29104", THEN, tmp_path)


@pytest.fixture
def now(workspace: Workspace, tmp_path: Path) -> Commune:
    return Commune(workspace, workspace.catalogue, "29110", NOW, tmp_path)


def without_own_sheets(workspace: Workspace) -> Catalogue:
    shared = {key: process.model_copy(update={"separate_sheets": False}) for key, process in workspace.catalogue.shared.items()}
    return replace(workspace.catalogue, shared=shared)


def test_each_group_in_the_scope_has_one_sheet_and_its_procedures_keep_theirs(then: Commune, now: Commune) -> None:
    for commune in (then, now):
        assert commune.codes("shared_sheet") == ["QTC-TPHT-01", "QTC-TPHT-02", "QTC-DTND-01", "QTC-DTND-02"]
        assert {job.procedure for job in commune.jobs if job.kind == "procedure_sheet"} >= {"1.004884", "1.004772", *MOBILE}
        assert len({job.path for job in commune.jobs}) == len(commune.jobs)


def test_the_sheet_names_its_procedures_of_the_day(then: Commune, now: Commune) -> None:
    rows = table_rows(then.made("shared_sheet", "QTC-TPHT-01"), "Các thủ tục áp dụng")[1:]
    assert [row[1] for row in rows] == ["1.004884", "1.004772"], "the third one came to communes in 2025"
    assert [row[3] for row in rows] == ["QT-TPHT-03", "QT-TPHT-09"]
    rows = table_rows(now.made("shared_sheet", "QTC-TPHT-01"), "Các thủ tục áp dụng")[1:]
    assert [row[1] for row in rows] == list(AGAIN)


def test_steps_are_told_once_and_where_they_differ_for_which_procedure(then: Commune) -> None:
    steps = table_rows(then.made("shared_sheet", "QTC-TPHT-02"), "Các bước xử lý công việc")
    assert [row[0] for row in steps] == ["TT", "1", "2", "3", "4"]
    assert "Thủ tục" not in steps[1][1]
    last = steps[4][1]
    for number, book in ((1, "khai sinh"), (2, "kết hôn"), (3, "khai tử")):
        assert f"Thủ tục {number}: ghi vào Sổ đăng ký {book}" in last
    assert "Thủ tục 1, 3: trả kết quả, thu lệ phí (nếu có)." in last
    assert "Thủ tục 2: Giấy chứng nhận kết hôn" in steps[4][3]


def test_each_time_limit_has_a_row_that_agrees_with_the_own_sheets(now: Commune) -> None:
    rows = table_rows(now.made("shared_sheet", "QTC-TPHT-01"), "Thời gian của từng bước")
    assert rows[0] == ["Thủ tục", "Trường hợp (thời hạn)", *(f"Bước {n}" for n in range(1, 6))]
    for number, code in enumerate(AGAIN, 1):
        own = table_rows(now.made("procedure_sheet", code), "Các bước xử lý công việc")
        for column in (3, 4):
            (row,) = [row for row in rows[1:] if str(number) in row[0].split(", ") and row[1] == own[0][column]]
            assert row[2:] == [step[column] for step in own[1:]]


def test_common_and_own_rules_together_say_all_of_each_procedure(now: Commune) -> None:
    text = document_text(now.made("shared_sheet", "QTC-TPHT-01"))
    own = table_rows(now.made("shared_sheet", "QTC-TPHT-01"), "Quy định riêng của từng thủ tục")
    told = [row[0] for row in own if row[0].startswith("Thủ tục ")]
    assert [title[:10] for title in told] == ["Thủ tục 1.", "Thủ tục 2.", "Thủ tục 3."]
    for code in AGAIN:
        sheet = now.made("procedure_sheet", code)
        for row in table_rows(sheet, "Thành phần hồ sơ")[1:]:
            if row[0].isdigit():
                assert row[1][:25] in text, (code, row)
    assert "25 ngày" in text.split("Quy định riêng")[0], "the limits are the same, so they are told once"


def test_the_laws_of_the_day_are_cited_and_no_district_after_2025(then: Commune, now: Commune) -> None:
    before, after = (document_text(c.made("shared_sheet", "QTC-TPHT-02")) for c in (then, now))
    assert "26/2014/TT-BKHCN" in before and "52/2014/QH13 (thủ tục 2)" in before
    assert "03/2025/TT-VPCP" in after and "03/2025/TT-VPCP" not in before
    assert "Bộ phận Tiếp nhận và Trả kết quả" in before and "Trung tâm Phục vụ hành chính công" in after
    assert not re.search(r"\bhuyện\b", after, re.IGNORECASE)
    for text in (before, after):
        assert not re.search(r"\{[a-z_]+\}|chưa biết|None", text)


def test_the_own_sheet_names_the_shared_one_in_section_five(then: Commune) -> None:
    text = document_text(then.made("procedure_sheet", "1.004884"))
    assert "quy trình xử lý công việc chung QTC-TPHT-01 «Đăng ký lại khai sinh" in text.split("5. NỘI DUNG")[-1]
    assert "QTC-" not in document_text(then.made("procedure_sheet", "1.001193"))


@pytest.mark.parametrize("kind", ["manual", "master_list", "promulgation_decision", "distribution_list"])
def test_lists_of_documents_hold_the_shared_sheets(then: Commune, kind: str) -> None:
    text = document_text(then.made(kind))
    for code in ("QTC-TPHT-01", "QTC-TPHT-02", "QT-TPHT-03"):
        assert text.count(code) >= 1, code


def test_where_only_the_shared_sheet_is_made_everything_points_to_it(workspace: Workspace, tmp_path: Path) -> None:
    commune = Commune(workspace, without_own_sheets(workspace), "29104", THEN, tmp_path)
    own = {job.procedure for job in commune.jobs if job.kind == "procedure_sheet"}
    assert not own & {*AGAIN, *MOBILE} and "1.001193" in own
    assert commune.codes("shared_sheet") == ["QTC-TPHT-01", "QTC-TPHT-02", "QTC-DTND-01", "QTC-DTND-02"]
    assert "1.004884" in {job.procedure for job in commune.jobs if job.kind == "reception_slip"}, "slips stay per procedure"
    for kind in ("manual", "master_list", "promulgation_decision", "record_list", "audit_checklist"):
        text = document_text(commune.made(kind))
        assert not re.search(r"QT-TPHT-(03|09|30|31|32)\b", text), kind
        assert "QTC-TPHT-01" in text or kind == "record_list", kind
    listed = [row[1] for row in table_rows(commune.made("master_list"), "Danh mục tài liệu nội bộ") if len(row) > 1]
    assert listed.count("QTC-TPHT-01") == 1
    rows = table_rows(commune.made("shared_sheet", "QTC-TPHT-02"), "Các thủ tục áp dụng")[1:]
    assert {row[3] for row in rows} == {"–"}


def test_a_group_with_one_procedure_in_the_scope_has_no_shared_sheet(workspace: Workspace, tmp_path: Path) -> None:
    catalogue = without_own_sheets(workspace)
    process = catalogue.shared["dang_ky_lai_khai_sinh"].model_copy(update={"procedures": ("1.004884", "2.000522")})
    catalogue = replace(catalogue, shared={process.key: process})
    commune = Commune(workspace, catalogue, "29104", THEN, tmp_path)
    assert not commune.codes("shared_sheet") and "QT-TPHT-03" in commune.codes("procedure_sheet")


def test_the_sheet_follows_the_choices_of_the_workspace(workspace: Workspace, tmp_path: Path) -> None:
    made = Commune(workspace, workspace.catalogue, "29110", NOW, tmp_path, numbering="numbers", output_column=False)
    path = made.made("shared_sheet", "QTC-TPHT-01")
    text = document_text(path)
    assert [f"5.{n}." in text for n in range(1, 7)] == [True] * 6 and "nêu tại Mục 5.4" in text
    assert table_rows(path, "Các bước xử lý công việc")[0][-1] == "Trách nhiệm"
    drawn = Commune(workspace, workspace.catalogue, "29110", NOW, tmp_path, flowchart="drawing")
    assert "Bắt đầu" in document_text(drawn.made("shared_sheet", "QTC-TPHT-01")) and "Bắt đầu" not in text


def test_lines_of_steps_and_rules_are_divided_rightly() -> None:
    assert merged_action(["Nhận.\nGhi sổ A.", "Nhận.\nGhi sổ B.", "Nhận.\nGhi sổ A."]) == [
        "Nhận.",
        "Thủ tục 1, 3: ghi sổ A.",
        "Thủ tục 2: ghi sổ B.",
    ]
    assert merged_action(["Nhận.\nGhi.", "Nhận."]) == ["Thủ tục 1: nhận. Ghi.", "Thủ tục 2: nhận."]
    papers = [[Topic("Giấy tờ", [*each], papers=True), Topic("Phí", [*fee])] for each, fee in (("AB", "XY"), ("AC", "XZ"))]
    common, own = divided(papers)
    assert common[0].lines == ["A"] and common[1].lines == []
    assert [each[0].lines for each in own] == [["B"], ["C"]]
    assert [each[1].lines for each in own] == [["X", "Y"], ["X", "Z"]], "fees are told whole"


# ---- data


@pytest.fixture
def sharing_workspace(small_workspace: Path) -> Path:
    for code in ("1.004884", "1.004772", "1.003583", "1.000593"):
        (file,) = (REPOSITORY / "procedures").glob(f"*/{code}-*.yaml")
        shutil.copy(file, small_workspace / "procedures" / file.parent.name / file.name)
    (small_workspace / "procedures/shared.yaml").write_text(
        """processes:
  - key: lai
    title: Đăng ký lại khai sinh
    field: ho_tich
    number: 1
    procedures: [1.004884, 1.004772]
  - key: luu_dong
    title: Đăng ký lưu động
    field: ho_tich
    number: 2
    procedures: [1.003583, 1.000593]
    separate_sheets: false
""",
        "utf-8",
    )
    return small_workspace


def test_a_workspace_builds_its_shared_sheets(sharing_workspace: Path, tmp_path: Path) -> None:
    made = build(
        sharing_workspace, as_of=THEN, out=tmp_path / "out", communes=["29104"], kinds=["shared_sheet", "procedure_sheet"]
    )
    assert not made.has_errors
    written = json.loads((tmp_path / "out/manifest.json").read_text("utf-8"))["documents"]
    names = [Path(entry["path"]).name[:11] for entry in written]
    assert [name for name in names if name.startswith("QTC")] == ["QTC-TPHT-01", "QTC-TPHT-02"]
    assert sum("QT-TPHT-3" in name for name in names) == 1, "only 1.004873, the two mobile ones share a sheet"


CASES = [
    ("1.004772]", "1.009999]", "SHR001", "1.009999"),
    ("[1.003583, 1.000593]", "[1.003583, 2.001019]", "SHR001", "chung_thuc"),
    ("field: ho_tich\n    number: 1", "field: ho_tic\n    number: 1", "SHR001", "ho_tic"),
    ("[1.003583, 1.000593]", "[1.003583, 1.000593, 1.004884]", "SHR002", "lai"),
    ("number: 2", "number: 1", "SHR003", "lai"),
    ("1.004772]", "1.003583]", "SHR004", "1.004884"),
]


@pytest.mark.parametrize(("old", "new", "code", "fact"), CASES, ids=[f"{case[2]}-{case[3]}" for case in CASES])
def test_mistakes_are_told_at_their_line(
    sharing_workspace: Path, old: str, new: str, code: str, fact: str, english: None
) -> None:
    file = sharing_workspace / "procedures/shared.yaml"
    text = file.read_text("utf-8")
    file.write_text(text.replace(old, new), "utf-8")
    line = text[: text.index(old)].count("\n") + 1
    found = [found for found in check(sharing_workspace, as_of=THEN, communes=["29104"]).diagnostics if found.code == code]
    assert any(Path(each.location.file) == file and fact in str(each.fact) and str(each.advice) for each in found), found
    assert any(each.location.line is not None and abs(each.location.line - line) <= 1 for each in found)


def test_a_workspace_without_shared_processes_has_no_file(small_workspace: Path) -> None:
    assert not [d for d in check(small_workspace, as_of=THEN, communes=["29104"]).diagnostics if d.is_error]
