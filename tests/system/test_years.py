"""The yearly cycle: documents of a year asked for, and what was recorded of a year and of the one before."""

from __future__ import annotations

import shutil
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
import yaml
from tests.documents import document_text, table_rows
from tests.places import NOW, REPOSITORY, THEN

from qms_docs.domain.artifacts import BuildRequest
from qms_docs.domain.catalogue import Catalogue
from qms_docs.domain.document import DocumentScope
from qms_docs.domain.system.year_records import YearRecords
from qms_docs.load import Workspace, load_workspace
from qms_docs.pipeline import build
from qms_docs.plan import plan_build
from qms_docs.render import Press, words_of
from qms_docs.render.words.context import CommuneContext
from qms_docs.render.words.year_records import count_text, records_words, share_text, year_figures

SAMPLE = Path(__file__).parent / "data/29104-2027.yaml"
PLACE = "communes/vinh-long/binh-dai/records/29104-2027.yaml"


@pytest.fixture(scope="module")
def records() -> YearRecords:
    return YearRecords.model_validate(yaml.safe_load(SAMPLE.read_text("utf-8")))


@pytest.fixture(scope="module")
def recorded(workspace: Workspace, records: YearRecords) -> Catalogue:
    return replace(workspace.catalogue, year_records={("29104", 2027): records})


def context_in(workspace: Workspace, catalogue: Catalogue, year: int, day: date = NOW, code: str = "29104") -> CommuneContext:
    commune = catalogue.commune_on(code, day)
    assert commune is not None
    return CommuneContext(catalogue, workspace.settings, day, year, commune)


class Year:
    """The documents of a year, filled from the sample records."""

    def __init__(self, workspace: Workspace, catalogue: Catalogue, year: int, folder: Path) -> None:
        commune = catalogue.commune_on("29104", NOW)
        assert commune is not None
        self.press = Press(catalogue, workspace.settings, workspace.templates, NOW, year)
        request = BuildRequest(REPOSITORY, NOW, folder, year=year)
        self.jobs = {job.kind: job for job in plan_build(catalogue, request, [commune]).jobs[commune.id]}
        self.folder = folder

    def file(self, key: str) -> Path:
        path = self.folder / f"{key}.docx"
        if not path.exists():
            path.write_bytes(self.press.render(self.jobs[key]).data)
        return path

    def text(self, key: str) -> str:
        return document_text(self.file(key))


@pytest.fixture(scope="module")
def same_year(workspace: Workspace, recorded: Catalogue, tmp_path_factory: pytest.TempPathFactory) -> Year:
    return Year(workspace, recorded, 2027, tmp_path_factory.mktemp("2027"))


@pytest.fixture(scope="module")
def next_year(workspace: Workspace, recorded: Catalogue, tmp_path_factory: pytest.TempPathFactory) -> Year:
    return Year(workspace, recorded, 2028, tmp_path_factory.mktemp("2028"))


# ---- the year asked for


def test_a_year_makes_only_its_own_documents(tmp_path: Path) -> None:
    kinds = ("audit_plan", "review_minutes", "nonconformity_report")
    result = build(BuildRequest(REPOSITORY, NOW, tmp_path, communes=("29104",), kinds=kinds, year=2027))
    assert (result.documents, result.failed) == (2, ())
    files = sorted(tmp_path.rglob("*.docx"))
    assert all(file.parent.name == "2027" for file in files)
    assert all("NĂM 2027" in document_text(file).upper() for file in files)


@pytest.mark.parametrize("key", ["audit_plan", "audit_programme", "audit_team_decision", "audit_checklist", "audit_report"])
def test_no_document_of_a_year_names_the_year_of_issue(same_year: Year, key: str) -> None:
    assert "năm 2027" in same_year.text(key).lower()
    assert "năm 2026" not in same_year.text(key).lower()


def test_a_later_year_is_planned_by_the_data_not_by_the_day_of_issue(same_year: Year) -> None:
    rows = table_rows(same_year.file("audit_plan"), "Bộ phận và tháng đánh giá")[1:]
    assert {row[4:].index("X") + 1 for row in rows} == {9}
    assert [row[3] for row in table_rows(same_year.file("audit_plan"), "Tiến độ")[1:]] == [
        f"Tháng {month}/2027" for month in (8, 9, 9, 9, 10, 11)
    ]
    assert "dự kiến trong tháng 11 năm 2027" in same_year.text("review_agenda")


# ---- loading


def test_records_are_loaded_and_are_no_commune(small_workspace: Path) -> None:
    before = load_workspace(small_workspace)
    (small_workspace / PLACE).parent.mkdir()
    shutil.copy(SAMPLE, small_workspace / PLACE)
    after = load_workspace(small_workspace)
    assert after.diagnostics == before.diagnostics
    assert [c.id for c in after.catalogue.communes] == [c.id for c in before.catalogue.communes]
    assert list(after.catalogue.year_records) == [("29104", 2027)]


def test_a_mistake_in_the_records_stops_that_commune_only(small_workspace: Path) -> None:
    (small_workspace / PLACE).parent.mkdir()
    wrong = SAMPLE.read_text("utf-8").replace("satisfied: 148", "satisfied: 151").replace("year: 2027", "yeer: 2027")
    (small_workspace / PLACE).write_text(wrong, "utf-8")
    found = load_workspace(small_workspace).diagnostics
    assert {(d.name, d.commune) for d in found} == {
        ("unknown-key", "29104"),
        ("missing-value", "29104"),
        ("part-larger-than-whole", "29104"),
    }


def test_one_file_for_a_commune_and_year(small_workspace: Path) -> None:
    (small_workspace / PLACE).parent.mkdir()
    shutil.copy(SAMPLE, small_workspace / PLACE)
    shutil.copy(SAMPLE, (small_workspace / PLACE).with_name("29104-2027-ban-sao.yaml"))
    (twice,) = [d for d in load_workspace(small_workspace).diagnostics if d.name == "defined-twice"]
    assert twice.commune == "29104"


# ---- what is printed


def test_records_of_a_code_before_the_unit_existed_are_not_its_own(workspace: Workspace, records: YearRecords) -> None:
    for year, known in ((2023, False), (2025, True)):
        old = records.model_copy(update={"year": year})
        catalogue = replace(workspace.catalogue, year_records={("29104", year): old})
        assert records_words(context_in(workspace, catalogue, year + 1))["last"]["known"] is known
    then = replace(workspace.catalogue, year_records={("29104", 2018): records.model_copy(update={"year": 2018})})
    assert records_words(context_in(workspace, then, 2018, THEN))["now"]["known"]


def test_nothing_recorded_leaves_everything_empty(workspace: Workspace) -> None:
    words = records_words(context_in(workspace, workspace.catalogue, 2027))
    for year in words.values():
        assert not year["known"] and not any(year["figures"].values())
        assert not any(year[name] for name in year if name not in ("year", "figures"))
    assert year_figures(context_in(workspace, workspace.catalogue, 2027), 2027) == {}


def test_figures_are_computed_and_never_rounded_up_to_all(workspace: Workspace, recorded: Catalogue) -> None:
    figures = year_figures(context_in(workspace, recorded, 2028), 2027)
    assert figures == {
        "received": "1.250",
        "settled": "1.204",
        "on_time": "1.203",
        "on_time_share": "99,9",
        "late": "01",
        "surveyed": "150",
        "satisfied": "148",
        "satisfied_share": "98,6",
        "complaints": "03/03",
        "nonconformities": "02",
        "closed": "01",
        "trained": "12",
    }
    assert (share_text(9999, 10000), share_text(5, 5), share_text(0, 0), share_text(None, 3)) == ("99,9", "100", "", "")
    assert (count_text(0), count_text(7), count_text(1204), count_text(None)) == ("00", "07", "1.204", "")


def test_words_keep_their_shape_with_records(recorded: Catalogue, same_year: Year) -> None:
    yearly = [kind for kind in recorded.kinds.values() if kind.scope is DocumentScope.YEAR and kind.enabled]
    assert {kind.key for kind in yearly} == set(same_year.jobs)
    for kind in yearly:
        words_of(kind, recorded).model_validate(same_year.press.words(same_year.jobs[kind.key]))


def test_the_audit_report_prints_what_was_found(same_year: Year) -> None:
    rows = table_rows(same_year.file("audit_report"), "Các phát hiện")[1:]
    assert [row[1:3] for row in rows] == [
        ["Trung tâm Phục vụ hành chính công", "8.5.1"],
        ["Phòng Kinh tế", "7.5.3"],
        ["Phòng Văn hóa - Xã hội", ""],
    ]
    grades = dict(table_rows(same_year.file("audit_report"), "Số phát hiện theo mức độ")[1:])
    assert grades == {"Không phù hợp nặng": "00", "Không phù hợp nhẹ": "02", "Khuyến nghị": "01"}
    assert "từ ngày 14/9/2027 đến ngày 15/9/2027" in same_year.text("audit_report")


def test_the_register_carries_over_what_is_still_open(same_year: Year, next_year: Year) -> None:
    now = [row[0] for row in table_rows(same_year.file("nonconformity_register"), "Phiếu của năm")[1:] if row[0]]
    assert now == ["01/2027", "02/2027"]
    carried = [row[0] for row in table_rows(next_year.file("nonconformity_register"), "Phiếu của năm trước")[1:] if row[0]]
    assert carried == ["02/2027"]


def test_the_review_looks_at_the_year_and_at_the_last_conclusions(same_year: Year, next_year: Year) -> None:
    agenda = same_year.text("review_agenda")
    assert "Tỷ lệ giải quyết đúng hạn và trước hạn: 99,9%" in agenda
    assert "Hồ sơ tiếp nhận trực tuyến: 61% (chỉ tiêu từ 80% trở lên) – Không đạt" in agenda
    assert "Hộ tịch: giải quyết 630 hồ sơ, đúng hạn 100%" in agenda
    later = next_year.text("review_minutes")
    assert "Trang bị máy quét tại nơi tiếp nhận (Công chức Phòng Kinh tế, hạn 31/3/2028): Đã lắp đặt;" in later
    assert "hạn 30/6/2028): chưa ghi kết quả." in later


def test_recorded_conclusions_are_printed_instead_of_the_draft(same_year: Year) -> None:
    text = same_year.text("review_conclusions")
    assert "Dự thảo" not in text and "ngày 20/11/2027" in text
    tasks = [row[1] for row in table_rows(same_year.file("review_conclusions"), "Nhiệm vụ")[1:]]
    assert tasks == ["Trang bị máy quét tại nơi tiếp nhận", "Hướng dẫn nộp hồ sơ trực tuyến tại ấp"]
    assert "giải quyết 1.204 hồ sơ, đúng hạn và trước hạn 99,9%; tỷ lệ tổ chức, cá nhân hài lòng 98,6%" in text
