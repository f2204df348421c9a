"""Level-1 documents: what their readers would notice, for a commune of 2018 and one of 2026."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from pathlib import Path

import docx
import pytest
from tests.documents import document_text, table_rows
from tests.ooxml.checker import faults
from tests.places import NOW, REPOSITORY, THEN

from qms_docs.domain.artifacts import BuildRequest, DocumentJob
from qms_docs.domain.catalogue import Catalogue
from qms_docs.domain.people import PositionKind
from qms_docs.domain.system.issues import Issues
from qms_docs.domain.system.manual import Manual
from qms_docs.domain.system.objectives import Objectives
from qms_docs.domain.system.parties import Parties
from qms_docs.domain.system.posts import Posts
from qms_docs.domain.system.processes import Processes
from qms_docs.domain.system.year_records import ObjectiveResult, YearRecords
from qms_docs.load import Workspace
from qms_docs.plan import plan_build
from qms_docs.render import Press

CODES = {
    "manual": "STCL",
    "quality_policy": "CSCL",
    "quality_objectives": "MTCL-{year}",
    "context_analysis": "BCTC",
    "interested_parties": "BQT",
    "scope_statement": "PVAD",
    "job_descriptions": "MTCV",
}
BOARD = "iso_board"


@dataclass(frozen=True)
class Papers:
    """The papers of a commune on a day, made on demand."""

    catalogue: Catalogue
    workspace: Workspace
    day: date
    code: str
    folder: Path

    @cached_property
    def press(self) -> Press:
        return Press(self.catalogue, self.workspace.settings, self.workspace.templates, self.day)

    def file(self, key: str) -> Path:
        path = self.folder / f"{key}.docx"
        if not path.exists():
            kind = self.catalogue.kinds[key]
            commune = self.catalogue.commune_on(self.code, self.day)
            assert commune is not None
            job = DocumentJob(key, commune.id, None, kind.code_for(year=self.press.year), kind.title, path.name)
            path.write_bytes(self.press.render(job).data)
        return path

    def text(self, key: str) -> str:
        return document_text(self.file(key)).replace("\u00a0", " ")

    def rows(self, key: str, caption: str) -> list[list[str]]:
        return table_rows(self.file(key), caption)


@pytest.fixture(scope="module")
def then(workspace: Workspace, tmp_path_factory: pytest.TempPathFactory) -> Papers:
    return Papers(workspace.catalogue, workspace, THEN, "29104", tmp_path_factory.mktemp("then"))


@pytest.fixture(scope="module")
def now(workspace: Workspace, tmp_path_factory: pytest.TempPathFactory) -> Papers:
    return Papers(workspace.catalogue, workspace, NOW, "29104", tmp_path_factory.mktemp("now"))


@pytest.fixture(params=["then", "now"])
def papers(request: pytest.FixtureRequest) -> Papers:
    found: Papers = request.getfixturevalue(request.param)
    return found


# ---- all of them


@pytest.mark.parametrize("key", CODES)
def test_each_is_a_sound_controlled_document(papers: Papers, key: str) -> None:
    assert not faults(papers.file(key).read_bytes())
    text = papers.text(key)
    code = CODES[key].replace("{year}", str(papers.day.year))
    assert f"Mã hiệu: {code}" in text and text.count(code) >= 2
    assert "XÃ THẠNH PHƯỚC" in text
    shown = "01/12/2018" if papers.day == THEN else "01/11/2026"
    assert f"Ngày ban hành: {shown}" in text and f"Ngày hiệu lực: {shown}" in text
    assert "Lần ban hành: 01 – Lần sửa đổi: 00" in text
    assert not re.search(r"[{}]|None|True|False|…|\(\)|;;|,,|\.\.|;\.", text)


@pytest.mark.parametrize("key", CODES)
def test_the_district_and_the_regime_follow_the_day(then: Papers, now: Papers, key: str) -> None:
    assert not re.search(r"\bhuyện\b|Bến Tre|77/2015|Bộ phận Tiếp nhận và Trả kết quả", now.text(key))
    assert not re.search(r"Vĩnh Long|101/QĐ-BKHCN|Trung tâm Phục vụ|hai cấp|định danh điện tử", then.text(key))
    assert not re.search(r"/20(19|2\d)/|năm 20(19|2\d)\b|/20(19|2\d)\b", then.text(key))


@pytest.mark.parametrize("key", ["manual", "context_analysis", "interested_parties"])
def test_climate_is_named_only_once_the_amendment_is_published(then: Papers, now: Papers, key: str) -> None:
    assert "khí hậu" not in then.text(key)
    assert "ISO 9001:2015/Amd 1:2024" in now.text(key) and "biến đổi khí hậu" in now.text(key)


def test_their_codes_are_those_of_the_plan(workspace: Workspace) -> None:
    commune = workspace.catalogue.commune_on("29104", NOW)
    assert commune is not None
    request = BuildRequest(REPOSITORY, NOW, REPOSITORY, kinds=tuple(CODES))
    jobs = plan_build(workspace.catalogue, request, [commune]).jobs[commune.id]
    assert {job.kind: job.code for job in jobs} == {key: code.replace("{year}", "2026") for key, code in CODES.items()}


def test_data_name_only_positions_kinds_and_clauses_that_exist(workspace: Workspace) -> None:
    catalogue = workspace.catalogue
    manual, posts, goals = catalogue.data(Manual), catalogue.data(Posts), catalogue.data(Objectives)
    issues, parties = catalogue.data(Issues), catalogue.data(Parties)
    processes = [process for band in catalogue.data(Processes).bands for process in band.processes]
    actions = [action for goal in goals.objectives for action in goal.plan]
    told = [*processes, *goals.objectives, *actions, *issues.external, *issues.internal, *parties.parties]
    named = {key for item in told for key in item.who}
    named |= {key for post in posts.posts for key in (post.position, *post.substitutes, *filter(None, [post.reports_to]))}
    assert named - {BOARD} <= set(catalogue.positions)
    standard = catalogue.standards[workspace.settings.standard]
    clauses = {clause.number for clause in standard.clauses}
    answered = [answer.clause for answer in manual.answers]
    assert set(answered) <= clauses and len(set(answered)) == len(answered)
    assert {number for number in clauses if number.count(".") == 1} == set(answered)
    assert len({goal.key for goal in goals.objectives}) == len(goals.objectives)


# ---- the manual and the scope


def test_the_manual_has_all_parts(papers: Papers) -> None:
    text = papers.text("manual")
    for number, title in enumerate(["GIỚI THIỆU CHUNG", "PHẠM VI", "NGOẠI LỆ", "SỰ TƯƠNG TÁC", "TÀI LIỆU", "GIỚI THIỆU KHÁI"], 1):
        assert re.search(rf"^{number}\. {title}", text, re.MULTILINE)
    for heading in ("1.1. Mục đích", "1.2. Lịch sử", "1.3. Cơ cấu", "1.4. Chức năng", "1.5. Chữ viết tắt"):
        assert heading in text
    answers = re.findall(r"^6\.\d\.\d+\. .*\(điều khoản ([\d.]+)\)$", text, re.MULTILINE)
    assert answers[0] == "4.1" and answers[-1] == "10.3" and len(answers) == 28
    assert "Không áp dụng. Ủy ban nhân dân cấp xã giải quyết" in text


def test_each_clause_is_answered_by_a_document_or_excluded(papers: Papers) -> None:
    rows = [row for row in papers.rows("manual", "Đối chiếu điều khoản và tài liệu")[1:] if len(row) == 3]
    for number, _, documents in rows:
        assert documents or not re.match(r"(4|5|6|7|9|10)\.", number), number
    found = {row[0]: row[2] for row in rows}
    assert "CSCL" in found["5.2"] and "MTCV" in found["5.3"] and "MTCL" in found["6.2"]
    assert "BCTC" in found["4.1"] and "BQT" in found["4.2"] and "PVAD" in found["4.3"]
    assert found["8.3"] == "Không áp dụng"


def test_processes_name_their_sources_and_targets(papers: Papers) -> None:
    rows = [row for row in papers.rows("manual", "Các quá trình")[1:] if len(row) == 5]
    codes = [row[0].split(".")[0] for row in rows]
    assert len(codes) == len(set(codes)) == 16
    for row in rows:
        assert all(row[:4])
        for first, last in re.findall(r"\b([LCHD]\d)(?:–([LCHD]\d))?", " ".join(row[1:3])):
            assert {first, last or first} <= set(codes), row


def test_the_list_of_documents_numbers_every_document_once(papers: Papers) -> None:
    rows = [row for row in papers.rows("manual", "Danh mục tài liệu")[1:] if len(row) == 4]
    assert [row[0] for row in rows] == [str(number) for number in range(1, len(rows) + 1)]
    codes = [row[1] for row in rows]
    assert len(codes) == len(set(codes))
    assert {code.replace("{year}", str(papers.day.year)) for code in CODES.values()} <= set(codes)


def test_abbreviations_are_those_that_stand_in_the_manual(papers: Papers) -> None:
    body = "\n".join(paragraph.text for paragraph in docx.Document(str(papers.file("manual"))).paragraphs)
    cells = [cell for table in docx.Document(str(papers.file("manual"))).tables for row in table.rows for cell in row.cells]
    rows = papers.rows("manual", "Chữ viết tắt")[1:]
    assert {"TCVN", "QT", "STCL"} <= {row[0] for row in rows}
    for short, _ in rows:
        assert short in body or sum(short in cell.text for cell in cells) > 1, short


def test_the_scope_lists_every_procedure_with_its_sheet(papers: Papers) -> None:
    commune = papers.catalogue.commune_on("29104", papers.day)
    assert commune is not None
    scope = papers.catalogue.scope_on(commune, papers.day)
    rows = [row for row in papers.rows("scope_statement", "Danh mục thủ tục hành chính")[1:] if len(row) == 4]
    assert [row[1] for row in rows] == [procedure.code for procedure in scope]
    assert all(re.fullmatch(r"QT-[A-Z]+-\d\d", row[3]) for row in rows)
    text = papers.text("scope_statement")
    assert f"Phạm vi gồm {len(scope):02d} thủ tục hành chính" in text
    assert "Điều khoản 8.3 «Thiết kế và phát triển sản phẩm và dịch vụ»" in text
    assert text.index("Nguyễn Văn A") < text.index("Phụ lục. Danh mục")


# ---- policy and objectives


def test_the_policy_promises_and_is_signed(papers: Papers) -> None:
    text = papers.text("quality_policy")
    assert re.findall(r"^(\d)\. ", text, re.MULTILINE) == list("123456")
    assert "cải tiến liên tục" in text and "Tuân thủ yêu cầu" in text
    assert re.search(r"Chủ tịch\n+Nguyễn Văn A\n", text)
    assert f"ngày 01 tháng {papers.day.month} năm {papers.day.year}" in text


def test_objectives_are_measurable_and_planned(papers: Papers) -> None:
    rows = papers.rows("quality_objectives", "Mục tiêu chất lượng")
    year = papers.day.year
    assert rows[0][-2:] == [f"Kết quả năm {year - 1}", f"Kết quả năm {year}"]
    assert len(rows) == (9 if papers.day == THEN else 11)
    for row in rows[1:]:
        assert all(row[:7]) and row[7:] == ["", ""]
        assert re.search(r"\d|100%", row[3]) and str(year) in row[6]
    plan = papers.rows("quality_objectives", "Kế hoạch thực hiện mục tiêu")
    planned = {row[0].split(".")[0] for row in plan if len(row) == 5} - {"TT"}
    assert planned == {row[0] for row in rows[1:]}


def test_results_of_the_records_are_printed_and_others_stay_blank(now: Papers, tmp_path: Path) -> None:
    before = YearRecords(
        code="29104",
        year=2025,
        objectives=(ObjectiveResult(objective="Hồ sơ đúng hạn", key="on_time", result="99,1%", met=True),),
    )
    this = YearRecords(
        code="29104",
        year=2026,
        objectives=(ObjectiveResult(objective="Giải quyết hồ sơ đúng hạn", key="on_time", result="97,5%", met=False),),
    )
    catalogue = replace(now.catalogue, year_records={("29104", 2025): before, ("29104", 2026): this})
    rows = Papers(catalogue, now.workspace, NOW, "29104", tmp_path).rows("quality_objectives", "Mục tiêu chất lượng")
    assert rows[1][7:] == ["99,1%", "97,5% (Không đạt)"]
    assert all(row[7:] == ["", ""] for row in rows[2:])


# ---- context and parties


def test_issues_are_external_and_internal_each_with_an_effect(papers: Papers) -> None:
    rows = papers.rows("context_analysis", "Bối cảnh của tổ chức")[1:]
    groups = [row[0] for row in rows if len(row) == 1]
    assert groups == ["I. Vấn đề bên ngoài", "II. Vấn đề nội bộ"]
    issues = [row for row in rows if len(row) == 7]
    assert [row[0] for row in issues] == [str(number) for number in range(1, len(issues) + 1)]
    assert len(issues) >= 12
    for row in issues:
        assert row[2] and (row[3] or row[4]) and row[5] and row[6]


def test_only_a_merged_commune_tells_of_its_old_units(then: Papers, now: Papers) -> None:
    told = "hợp thành từ nhiều đơn vị cũ"
    assert told in now.text("context_analysis") and told not in then.text("context_analysis")


def test_parties_above_are_those_of_the_day(then: Papers, now: Papers) -> None:
    def parties(of: Papers) -> list[str]:
        return [row[1] for row in of.rows("interested_parties", "Các bên quan tâm") if len(row) == 7]

    names = {THEN: parties(then), NOW: parties(now)}
    assert "Ủy ban nhân dân huyện Bình Đại và các phòng chuyên môn cấp trên" in names[THEN]
    assert "Ủy ban nhân dân tỉnh Bến Tre và các sở, ngành" in names[THEN]
    assert "Ủy ban nhân dân tỉnh Vĩnh Long và các sở, ngành" in names[NOW]
    assert names[NOW][1] == "Tổ chức, cá nhân thực hiện thủ tục hành chính"


# ---- posts


def test_every_post_held_is_described_with_its_holder(papers: Papers) -> None:
    commune = papers.catalogue.commune_on("29104", papers.day)
    assert commune is not None
    held = {item.position for item in commune.assignments if item.holds_on(papers.day)}
    posts = {key for key, position in papers.catalogue.positions.items() if position.kind is PositionKind.POST} - {"leader"}
    described = {post.position for post in papers.catalogue.data(Posts).posts if post.holds_on(papers.day)}
    assert held & posts <= described
    rows = papers.rows("job_descriptions", "Ký nhận bản mô tả công việc")[1:]
    assert len(rows) == len(held & posts)
    assert rows[0][1:3] == ["Nguyễn Văn A", "Chủ tịch Ủy ban nhân dân"]


def test_titles_and_areas_tell_posts_of_one_office_apart(then: Papers, now: Papers) -> None:
    rows = now.rows("job_descriptions", "Các chức vụ")[1:]
    assert len({(row[1], row[2]) for row in rows}) == len(rows) == 11
    assert sum(row[1] == "Công chức Phòng Kinh tế" for row in rows) == 3
    assert "Công chức Văn phòng - Thống kê" in [row[1] for row in then.rows("job_descriptions", "Các chức vụ")]


def post_tables(papers: Papers) -> list[dict[str, str]]:
    """The facts of each post, by the words on the left."""
    tables = docx.Document(str(papers.file("job_descriptions"))).tables
    facts = [{row.cells[0].text: row.cells[-1].text for row in table.rows} for table in tables]
    return [found for found in facts if "Người giữ chức vụ" in found and "Chức năng" in found]


def test_nobody_stands_in_for_himself(papers: Papers) -> None:
    facts = post_tables(papers)
    assert len(facts) >= 10
    for found in facts:
        assert found["Người thay khi vắng"] and not found["Người thay khi vắng"].startswith(found["Người giữ chức vụ"] + ",")
        assert found["Báo cáo cho"]


def test_a_person_of_two_posts_is_told_of_both(then: Papers) -> None:
    also = [found["Chức vụ kiêm nhiệm"] for found in post_tables(then) if found["Người giữ chức vụ"] == "Lê Văn C"]
    assert also == ["Công chức Văn phòng - Thống kê", "Thư ký Ban Chỉ đạo ISO"]


def test_the_steps_of_the_sheets_are_counted(then: Papers) -> None:
    found = next(found for found in post_tables(then) if found["Người giữ chức vụ"] == "Phạm Thị D")["Quy trình tham gia"]
    total, fields = re.fullmatch(r"(\d+) thủ tục \((.*)\)", found).groups()  # type: ignore[union-attr]
    counts = [int(part.rsplit(": ", 1)[1]) for part in fields.split("; ")]
    assert sum(counts) == int(total) and fields.startswith("Hộ tịch: ")
