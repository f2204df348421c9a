"""Decisions, plan, letters and yearly report: what their readers would notice, for a commune of 2018 and one of 2026."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from pathlib import Path

import pytest
from tests.documents import document_text, table_rows
from tests.ooxml.checker import faults
from tests.places import NOW, REPOSITORY, THEN

from qms_docs.domain.artifacts import BuildRequest, DocumentJob
from qms_docs.domain.catalogue import Catalogue
from qms_docs.domain.document import DocumentScope
from qms_docs.domain.system.committee import Committee
from qms_docs.domain.system.confirmation import Confirmation
from qms_docs.domain.system.plan import ImplementationPlan
from qms_docs.domain.system.republication import EarlierDecision, Republication
from qms_docs.domain.system.year_records import YearRecords
from qms_docs.load import Workspace
from qms_docs.plan import plan_build
from qms_docs.render import Press
from qms_docs.render.words.committee import BOARD

KINDS = {
    "implementation_plan": "Số:        /KH-UBND",
    "committee_decision": "Số:        /QĐ-UBND",
    "secretary_appointment": "Số:        /QĐ-UBND",
    "promulgation_decision": "Số:        /QĐ-UBND",
    "effectiveness_confirmation": "Số:        /TB-UBND",
    "publication_decision": "Số:        /QĐ-UBND",
    "notice_letter": "Số:        /UBND-VP",
    "yearly_report": "Số:        /BC-UBND",
    "republication_decision": "Số:        /QĐ-UBND",
}


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
        return document_text(self.file(key))

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


def with_data(papers: Papers, name: str, value: object, folder: Path) -> Papers:
    system = {**papers.catalogue.system, name: value}
    return Papers(replace(papers.catalogue, system=system), papers.workspace, papers.day, papers.code, folder)  # type: ignore[arg-type]


# ---- all of them


@pytest.mark.parametrize("key", KINDS)
def test_each_is_a_sound_paper_of_the_commune(papers: Papers, key: str) -> None:
    assert not faults(papers.file(key).read_bytes())
    text = papers.text(key)
    assert KINDS[key] in text
    assert "XÃ THẠNH PHƯỚC" in text
    assert "./." in text
    assert re.search(r"Chủ tịch\n+Nguyễn Văn A\n", text)
    assert not re.search(r"[{}]|None|True|False|…|\(\)|;;|,,", text)
    assert "Lưu: VT" in text


@pytest.mark.parametrize("key", KINDS)
def test_the_district_and_the_law_follow_the_day(then: Papers, now: Papers, key: str) -> None:
    assert not re.search(r"\bhuyện\b|Bến Tre|77/2015|5149", now.text(key))
    assert not re.search(r"Vĩnh Long|101/QĐ-BKHCN|Trung tâm Phục vụ|ngày 16 tháng 6 năm 2025", then.text(key))
    assert not re.search(r"/20(19|2\d)/|năm 20(19|2\d)\b|/20(19|2\d)\b", then.text(key))


def test_acts_are_cited_in_the_legal_order_and_the_last_line_ends(then: Papers, now: Papers) -> None:
    lines = [line for line in then.text("implementation_plan").splitlines() if line.startswith("Căn cứ")]
    assert [re.findall(r"Luật|số [^ ]+", line)[0] for line in lines] == [
        "Luật",
        "số 19/2014/QĐ-TTg",
        "số 26/2014/TT-BKHCN",
        "số 116/2015/TT-BTC",
        "số 5149/KH-UBND",
    ]
    assert all(line.endswith(";") for line in lines[:-1]) and lines[-1].endswith(".")
    assert "Căn cứ Luật Tổ chức chính quyền địa phương ngày 16 tháng 6 năm 2025;" in now.text("committee_decision")
    promulgation = then.text("promulgation_decision")
    assert promulgation.index("63/2010/NĐ-CP") < promulgation.index("48/2013/NĐ-CP") < promulgation.index("92/2017/NĐ-CP")


def test_positions_named_in_the_data_exist(workspace: Workspace) -> None:
    committee, plan = workspace.catalogue.data(Committee), workspace.catalogue.data(ImplementationPlan)
    named = {key for role in committee.roles for key in role.positions} | {item.position for item in committee.appointments}
    named |= {key for step in plan.steps for key in step.who} | {key for duty in plan.duties for key in duty.who}
    assert named - {BOARD} <= set(workspace.catalogue.positions)
    assert {plan.steps_act, plan.budget_act} <= set(workspace.catalogue.acts)


# ---- the committee


def test_the_committee_lists_each_person_once(papers: Papers) -> None:
    rows = papers.rows("committee_decision", "Thành viên Ban Chỉ đạo ISO")[1:]
    names = [row[1] for row in rows]
    assert len(names) == len(set(names)) >= 8
    assert rows[0][1:] == ["Nguyễn Văn A", "Chủ tịch Ủy ban nhân dân", "Trưởng ban"]
    assert rows[1][1:] == ["Trần Thị B", "Phó Chủ tịch Ủy ban nhân dân", "Phó Trưởng ban"]
    assert rows[2][1] == "Lê Văn C" and rows[2][3] == "Thư ký"
    assert all(row[3] == "Ủy viên" for row in rows[3:])
    assert [row[0] for row in rows] == [str(number) for number in range(1, len(rows) + 1)]
    assert f"gồm {len(rows):02d} thành viên" in papers.text("committee_decision")


def test_posts_are_those_of_the_day(then: Papers, now: Papers) -> None:
    posts = {row[1]: row[2] for row in then.rows("committee_decision", "Thành viên Ban Chỉ đạo ISO")[1:]}
    assert posts["Lê Văn C"] == "Công chức Văn phòng - Thống kê"
    posts = {row[1]: row[2] for row in now.rows("committee_decision", "Thành viên Ban Chỉ đạo ISO")[1:]}
    assert posts["Lê Văn C"] == "Công chức Văn phòng Hội đồng nhân dân và Ủy ban nhân dân"
    assert "Công chức Phòng Kinh tế" in posts.values()


def test_a_person_of_two_roles_is_printed_once_with_both(then: Papers, tmp_path: Path) -> None:
    commune = then.catalogue.commune_on("29104", THEN)
    assert commune is not None
    vice = next(item.official for item in commune.assignments if item.position == "vice_chairman")
    other = tuple(
        item.model_copy(update={"official": vice}) if item.position in ("iso_secretary", "clerk") else item
        for item in commune.assignments
    )
    communes = tuple(
        one.model_copy(update={"assignments": other}) if one.id == commune.id else one for one in then.catalogue.communes
    )
    papers = Papers(replace(then.catalogue, communes=communes), then.workspace, THEN, "29104", tmp_path)
    rows = papers.rows("committee_decision", "Thành viên Ban Chỉ đạo ISO")
    mine = [row for row in rows if row[1] == "Trần Thị B"]
    assert len(mine) == 1
    assert mine[0][2:] == ["Phó Chủ tịch Ủy ban nhân dân; Văn thư Ủy ban nhân dân", "Phó Trưởng ban kiêm Thư ký"]


def test_the_appointment_names_person_post_and_task(then: Papers) -> None:
    text = then.text("secretary_appointment")
    assert "1. Cử ông (bà) Trần Thị B, Phó Chủ tịch Ủy ban nhân dân, làm Đại diện lãnh đạo về chất lượng." in text
    assert "2. Cử ông (bà) Lê Văn C, Công chức Văn phòng - Thống kê, làm Thư ký Ban Chỉ đạo ISO." in text
    assert text.count("trong thời hạn 03 tháng kể từ ngày văn bản có hiệu lực") == 1


def test_a_secretary_not_yet_named_leaves_a_line_to_write_on(then: Papers, tmp_path: Path) -> None:
    commune = then.catalogue.commune_on("29104", THEN)
    assert commune is not None
    kept = tuple(item for item in commune.assignments if item.position != "iso_secretary")
    communes = tuple(
        one.model_copy(update={"assignments": kept}) if one.id == commune.id else one for one in then.catalogue.communes
    )
    papers = Papers(replace(then.catalogue, communes=communes), then.workspace, THEN, "29104", tmp_path)
    assert re.search(r"2\. Cử ông \(bà\) \.{20,}, làm Thư ký", papers.text("secretary_appointment"))
    row = next(r for r in papers.rows("committee_decision", "Thành viên Ban Chỉ đạo ISO") if r[3] == "Thư ký")
    assert row[1] == ""


# ---- the plan


def test_the_plan_has_the_steps_of_the_circular(papers: Papers) -> None:
    rows = papers.rows("implementation_plan", "Các bước triển khai")[1:]
    assert [row[0] for row in rows] == list("abcdđeghikl")
    assert all(all(cell for cell in row) for row in rows)
    assert rows[0][3] == "Tháng thứ nhất"
    assert rows[2][3] == "Từ tháng thứ nhất đến tháng thứ hai"
    assert "03 tháng" in rows[8][3]
    assert "khoản 2 Điều 7 Thông tư số 26/2014/TT-BKHCN" in papers.text("implementation_plan")


def test_months_can_be_those_of_the_calendar(then: Papers, tmp_path: Path) -> None:
    plan = then.catalogue.data(ImplementationPlan).model_copy(update={"calendar": True})
    rows = with_data(then, "plan", plan, tmp_path).rows("implementation_plan", "Các bước triển khai")[1:]
    assert rows[0][3] == "Tháng 12/2018"
    assert rows[2][3] == "Từ tháng 12/2018 đến tháng 01/2019"


def test_the_budget_keeps_to_the_ceilings_of_a_commune(papers: Papers) -> None:
    rows = papers.rows("implementation_plan", "Kinh phí")[1:]
    assert [row[3] for row in rows] == [
        "26.400.000",
        "22.440.000",
        "32.000.000",
        "1.600.000",
        "16.000.000",
        "20.000.000",
        "15.000.000",
    ]
    assert rows[1][4] == "85% của khoản 1"
    assert "mức tối đa" in papers.text("implementation_plan")


def test_inheriting_is_asked_only_of_merged_communes(then: Papers, now: Papers) -> None:
    assert "trước khi sắp xếp" in now.text("implementation_plan")
    assert "trước khi sắp xếp" not in then.text("implementation_plan")


# ---- promulgation


def test_the_annex_lists_all_controlled_documents_once(papers: Papers) -> None:
    rows = [row for row in papers.rows("promulgation_decision", "Danh mục tài liệu ban hành")[1:] if len(row) == 5]
    assert [row[0] for row in rows] == [str(number) for number in range(1, len(rows) + 1)]
    codes = [row[1] for row in rows]
    commune = papers.catalogue.commune_on("29104", papers.day)
    assert commune is not None
    sheet = papers.catalogue.sheet_kind
    for procedure in papers.catalogue.scope_on(commune, papers.day):
        code = sheet.code_for(papers.catalogue.fields[procedure.field].code, procedure.sheet_number)
        assert codes.count(code) == 1
    assert codes[0] == papers.catalogue.kinds["manual"].code_pattern
    decisions = {kind.code_for(year=papers.day.year) for kind in papers.catalogue.kinds.values() if kind.group == "A"}
    assert not decisions & set(codes)
    day = "01/12/2018" if papers.day == THEN else "01/11/2026"
    assert {(row[3], row[4]) for row in rows} == {("01", day)}
    assert f"{len(rows):02d} tài liệu" in papers.text("promulgation_decision")


def test_every_enabled_kind_of_the_levels_is_in_the_annex(papers: Papers) -> None:
    codes = [row[1] for row in papers.rows("promulgation_decision", "Danh mục tài liệu ban hành") if len(row) == 5]
    for kind in papers.catalogue.made_kinds.values():
        if kind.group in ("B", "C") and kind.scope is not DocumentScope.PROCEDURE:
            assert kind.code_for(year=papers.day.year) in codes, kind.key


def test_one_stop_forms_bear_the_names_and_numbers_of_the_regime(then: Papers, now: Papers) -> None:
    for papers in (then, now):
        rows = papers.rows("promulgation_decision", "Danh mục tài liệu ban hành")
        titles = {row[2]: row[1] for row in rows if len(row) == 5}
        regime = papers.catalogue.one_stop_on(papers.day)
        assert regime is not None
        for form in regime.forms:
            if any(kind.form == form.key for kind in papers.catalogue.made_kinds.values()):
                assert form.number in titles[form.name], form.name


# ---- confirmation, publication, report


def test_the_confirmation_is_a_notice_or_a_decision(then: Papers, tmp_path: Path) -> None:
    notice = then.text("effectiveness_confirmation")
    assert "thông báo xác nhận hiệu lực" in notice and "Điều 1." not in notice
    rows = then.rows("effectiveness_confirmation", "Điều kiện xác nhận hiệu lực")[1:]
    assert rows[0][2:] == ["Áp dụng từ ngày 01/12/2018", "Quyết định ban hành hệ thống tài liệu (QD-BH)"]
    assert [row[2] for row in rows[1:]] == [""] * 5
    decision = then.catalogue.data(Confirmation).model_validate(
        {**then.catalogue.data(Confirmation).model_dump(), "form": "decision"}
    )
    text = with_data(then, "confirmation", decision, tmp_path).text("effectiveness_confirmation")
    assert (
        "Số:        /QĐ-UBND" in text
        and "Điều 1. Xác nhận hiệu lực" in text
        and "Điều 4. Quyết định này có hiệu lực" in text
        and "thông báo xác nhận" not in text
    )


def test_the_publication_is_posted_and_notified(then: Papers) -> None:
    text = then.text("publication_decision")
    assert "thông báo bằng văn bản cho Sở Khoa học và Công nghệ tỉnh Bến Tre; niêm yết Quyết định, Bản công bố tại trụ sở" in text
    assert "văn bản xác nhận hiệu lực" in text
    assert "niêm yết tại trụ sở Ủy ban nhân dân xã Thạnh Phước từ ngày 01/12/2018" in then.text("notice_letter")


def test_the_report_invents_no_figure(papers: Papers) -> None:
    text = papers.text("yearly_report")
    assert f"năm {papers.day.year}" in text and "Điều 36 Thông tư số 26/2014/TT-BKHCN" in text
    assert "Kính gửi: Sở Khoa học và Công nghệ tỉnh " in text
    rows = papers.rows("yearly_report", "Số liệu")
    assert rows[0][3:] == [f"Năm {papers.day.year - 1}", f"Năm {papers.day.year}"]
    commune = papers.catalogue.commune_on("29104", papers.day)
    assert commune is not None
    assert rows[1][4] == f"{len(papers.catalogue.scope_on(commune, papers.day)):02d}"
    assert all(row[3:] == ["", ""] for row in rows[2:])
    assert len(papers.rows("yearly_report", "Kết quả áp dụng, duy trì")) == 12


def test_what_was_recorded_stands_in_the_report_and_the_confirmation(then: Papers, tmp_path: Path) -> None:
    records = YearRecords.model_validate(
        {
            "code": "29104",
            "year": 2018,
            "workload": {"received": 1204, "settled": 1200, "on_time": 1196},
            "audit": {"held_from": "2018-09-14", "held_to": "2018-09-15"},
            "nonconformities": [],
            "review": {"held_on": "2018-11-20"},
        }
    )
    papers = Papers(replace(then.catalogue, year_records={("29104", 2018): records}), then.workspace, THEN, "29104", tmp_path)
    figures = {row[1]: row[3:] for row in papers.rows("yearly_report", "Số liệu")}
    assert figures["Hồ sơ tiếp nhận"] == ["", "1.204"]
    assert figures["Tỷ lệ hồ sơ giải quyết đúng hạn và trước hạn"] == ["", "99,6"]
    assert figures["Kinh phí đã sử dụng"] == ["", ""]
    topics = [row[2] for row in papers.rows("yearly_report", "Kết quả áp dụng, duy trì")]
    assert "Đã giải quyết 1.200/1.204 hồ sơ; đúng hạn và trước hạn 99,6%" in topics
    assert "Họp ngày 20/11/2018" in topics
    assert topics[7] == ""
    evidence = [row[2] for row in papers.rows("effectiveness_confirmation", "Điều kiện xác nhận hiệu lực")]
    assert evidence[4:] == ["Từ ngày 14/9/2018 đến ngày 15/9/2018", "00 sự không phù hợp; đã khắc phục 00", "Họp ngày 20/11/2018"]


def test_a_commune_publishes_for_the_first_time_or_again(workspace: Workspace) -> None:
    catalogue = workspace.catalogue

    def made(catalogue: Catalogue, day: date) -> set[str]:
        commune = catalogue.commune_on("29104", day)
        assert commune is not None
        jobs = plan_build(catalogue, BuildRequest(REPOSITORY, day, REPOSITORY), [commune]).jobs[commune.id]
        return {job.kind for job in jobs} & {"publication_decision", "republication_decision"}

    def with_publications(**changes: object) -> Catalogue:
        data = catalogue.data(Republication).model_copy(update=changes)
        return replace(catalogue, system={**catalogue.system, "republication": data})

    earlier = EarlierDecision(commune="29104", number="45/QĐ-UBND", signed=date(2017, 6, 14))
    assert made(catalogue, THEN) == {"publication_decision"}
    assert made(catalogue, NOW) == {"republication_decision"}, "formed from two communes"
    assert made(with_publications(earlier=(earlier,)), THEN) == {"republication_decision"}
    assert made(with_publications(earlier=(earlier,)), date(2017, 6, 13)) == {"publication_decision"}
    assert made(with_publications(after_merger=False), NOW) == {"publication_decision"}


def test_the_earlier_decision_is_replaced_by_number_or_left_to_be_filled(then: Papers, now: Papers, tmp_path: Path) -> None:
    blank = r"Quyết định số \.+/QĐ-UBND ngày \.+/\.+/\.+ của Chủ tịch Ủy ban nhân dân xã "
    assert len(re.findall(blank, then.text("republication_decision"))) == 1
    assert len(re.findall(blank, now.text("republication_decision"))) == 2
    assert "do sắp xếp đơn vị hành chính cấp xã" in now.text("republication_decision")
    earlier = EarlierDecision(commune="29104", number="45/QĐ-UBND", signed=date(2017, 6, 14))
    data = then.catalogue.data(Republication).model_copy(update={"earlier": (earlier,)})
    text = with_data(then, "republication", data, tmp_path).text("republication_decision")
    assert "- Quyết định số 45/QĐ-UBND ngày 14 tháng 6 năm 2017 của Chủ tịch Ủy ban nhân dân xã Thạnh Phước." in text
