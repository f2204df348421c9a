"""Audit, nonconformity and review: what their users would notice, for a commune of 2018 and of 2026."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, time
from itertools import pairwise
from pathlib import Path

import pytest
from tests.documents import document_text, table_rows
from tests.ooxml.checker import faults
from tests.places import NOW, THEN

from qms_docs.domain.artifacts import DocumentJob
from qms_docs.domain.catalogue import Catalogue
from qms_docs.domain.system.audit import Audit, AuditQuestions
from qms_docs.domain.system.review import Review
from qms_docs.domain.units import Commune
from qms_docs.load import Workspace
from qms_docs.render import Press
from qms_docs.render.words.audit_units import NO_AUDITOR, AuditPlan, within
from qms_docs.render.words.context import CommuneContext

CODES = {
    "audit_plan": "BM-HT02-01",
    "audit_programme": "BM-HT02-02",
    "audit_team_decision": "QD-DG-{year}",
    "audit_checklist": "BM-HT02-03",
    "audit_report": "BM-HT02-04",
    "nonconformity_report": "BM-HT04-01",
    "nonconformity_register": "BM-HT04-02",
    "review_agenda": "BM-HT03-01",
    "review_minutes": "BM-HT03-02",
    "review_conclusions": "BM-HT03-03",
}


class Forms:
    """The forms of a commune on a day, made on demand."""

    def __init__(self, workspace: Workspace, day: date, folder: Path, code: str = "29104") -> None:
        self.workspace, self.day, self.folder = workspace, day, folder
        self.press = Press(workspace.catalogue, workspace.settings, workspace.templates, day)
        commune = workspace.catalogue.commune_on(code, day)
        assert commune is not None
        self.commune = commune
        self.context = context_of(workspace, workspace.catalogue, commune, day)

    def file(self, key: str) -> Path:
        path = self.folder / f"{key}.docx"
        if not path.exists():
            kind = self.workspace.catalogue.kinds[key]
            job = DocumentJob(key, self.commune.id, None, kind.code_for(year=self.day.year), kind.title, path.name)
            path.write_bytes(self.press.render(job).data)
        return path

    def text(self, key: str) -> str:
        return document_text(self.file(key))

    def rows(self, key: str, caption: str) -> list[list[str]]:
        return table_rows(self.file(key), caption)[1:]


def context_of(workspace: Workspace, catalogue: Catalogue, commune: Commune, day: date) -> CommuneContext:
    return CommuneContext(catalogue, workspace.settings, day, day.year, commune)


@pytest.fixture(scope="module")
def then(workspace: Workspace, tmp_path_factory: pytest.TempPathFactory) -> Forms:
    return Forms(workspace, THEN, tmp_path_factory.mktemp("then"))


@pytest.fixture(scope="module")
def now(workspace: Workspace, tmp_path_factory: pytest.TempPathFactory) -> Forms:
    return Forms(workspace, NOW, tmp_path_factory.mktemp("now"))


@pytest.fixture(params=["then", "now"])
def forms(request: pytest.FixtureRequest) -> Forms:
    found: Forms = request.getfixturevalue(request.param)
    return found


# ---- all of them


@pytest.mark.parametrize("key", CODES)
def test_each_is_a_sound_document_with_its_code(forms: Forms, key: str) -> None:
    assert not faults(forms.file(key).read_bytes())
    text = forms.text(key)
    assert CODES[key].replace("{year}", str(forms.day.year)) in text
    assert "XÃ THẠNH PHƯỚC" in text
    assert not re.search(r"[{}]|None|True|False|\(\)|;;|,,|\?\.", text)


@pytest.mark.parametrize("key", CODES)
def test_names_follow_the_day(then: Forms, now: Forms, key: str) -> None:
    assert not re.search(r"\bhuyện\b|Bến Tre|77/2015|Bộ phận Tiếp nhận|Văn phòng - Thống kê", now.text(key))
    assert not re.search(r"Vĩnh Long|Trung tâm Phục vụ|Phòng Kinh tế|biến đổi khí hậu|72/2025", then.text(key))


def test_codes_are_unique_and_each_clause_of_evaluation_is_answered(workspace: Workspace) -> None:
    kinds = workspace.catalogue.kinds
    assert len({kinds[key].code_pattern for key in CODES}) == len(CODES)
    answered = {clause for key in CODES for clause in kinds[key].clauses}
    assert answered >= {"8.7", "9.2", "9.3", "10.1", "10.2", "10.3"}


# ---- who audits whom


def test_nobody_audits_a_post_of_his_or_her_own(workspace: Workspace) -> None:
    for day in (THEN, NOW):
        for commune in workspace.catalogue.communes_on(day):
            for item in AuditPlan(context_of(workspace, workspace.catalogue, commune, day)).assignments:
                assert item.auditors, (commune.id, item.title)
                assert not {member.person for member in item.auditors} & set(item.people), (commune.id, item.title)


def test_work_is_shared_and_specialists_are_not_audited_by_who_signs_for_them(then: Forms) -> None:
    plan = AuditPlan(then.context)
    load = {member.name: sum(a.unit.minutes for a in plan.assignments if member in a.auditors) for member in plan.team}
    assert min(load.values()) > 0 and max(load.values()) <= 3 * min(load.values())
    specialists = next(item for item in plan.assignments if item.unit.key == "civil_status")
    assert "Trần Thị B" not in [member.name for member in specialists.auditors]


def test_one_person_in_all_posts_calls_for_somebody_else(workspace: Workspace, then: Forms) -> None:
    only = tuple(assignment.model_copy(update={"official": "nguyen_van_a"}) for assignment in then.commune.assignments)
    commune = then.commune.model_copy(update={"assignments": only})
    plan = AuditPlan(context_of(workspace, workspace.catalogue, commune, THEN))
    assert len(plan.team) == 1 and not any(item.auditors for item in plan.assignments)
    catalogue = replace(workspace.catalogue, communes=(commune,))
    job = DocumentJob("audit_programme", commune.id, None, "BM-HT02-02", "", "x.docx")
    words = Press(catalogue, workspace.settings, workspace.templates, THEN).words(job)
    assert [unit["auditors"] for unit in words["audit"]["units"]] == [[NO_AUDITOR]] * len(plan.units)


def test_a_commune_without_names_keeps_lines_for_them(workspace: Workspace, then: Forms) -> None:
    commune = then.commune.model_copy(update={"assignments": (), "officials": ()})
    plan = AuditPlan(context_of(workspace, workspace.catalogue, commune, THEN))
    assert [member.role for member in plan.team] == ["Trưởng đoàn", "Thư ký đoàn, đánh giá viên", "Đánh giá viên"]
    assert all(not member.person and set(member.name) == {"."} for member in plan.team)
    assert all(item.auditors for item in plan.assignments)


def test_every_procedure_and_every_clause_is_audited_once_at_least(workspace: Workspace, forms: Forms) -> None:
    plan = AuditPlan(forms.context)
    audited = [procedure.code for item in plan.assignments for procedure in item.procedures]
    assert sorted(audited) == sorted(procedure.code for procedure in forms.context.scope)
    clauses = [clause for item in plan.assignments for clause in plan.clauses(item.unit)]
    numbers = [clause.number for clause in forms.context.standard.clauses]
    leaves = [n for n in numbers if not any(other.startswith(f"{n}.") for other in numbers) and not within(n, "8.3")]
    assert [leaf for leaf in leaves if not any(within(leaf, clause) for clause in clauses)] == []
    assert not any(within(clause, "8.3") for clause in clauses), "excluded in qms.toml"


# ---- plan and timetable


def test_the_plan_marks_one_month_for_each_unit(forms: Forms) -> None:
    rows = forms.rows("audit_plan", "Bộ phận và tháng đánh giá")
    assert len(rows) == len(AuditPlan(forms.context).units)
    assert {tuple(place for place, text in enumerate(row[4:], 1) if text == "X") for row in rows} == {(forms.day.month,)}


def test_what_follows_the_audit_is_not_planned_before_it(now: Forms) -> None:
    months = [int(re.findall(r"\d+", row[3])[0]) for row in now.rows("audit_plan", "Tiến độ")]
    assert months == sorted(months) and months[0] == 11 and months[-1] == 12
    assert "tháng 12 năm 2026" in now.text("review_agenda")


def test_the_timetable_runs_on_within_office_hours(forms: Forms) -> None:
    rows = forms.rows("audit_programme", "Lịch đánh giá")
    times: list[tuple[time, time]] = []
    for row in rows:
        found = re.findall(r"(\d\d) giờ (\d\d)", row[0])
        if not found:
            assert row[0].startswith("Ngày thứ")
            times.append((time(0), time(0)))
            continue
        start, end = (time(int(hour), int(minute)) for hour, minute in found)
        inside = (time(7, 30) <= start and end <= time(11, 30)) or (time(13, 30) <= start and end <= time(17))
        assert inside and times[-1][1] <= start < end
        times.append((start, end))
    assert rows[1][1].startswith("Họp khai mạc") and rows[-1][1].startswith("Họp kết thúc")


def test_the_decision_names_the_team_and_cites_what_stands(forms: Forms) -> None:
    members = forms.rows("audit_team_decision", "Đoàn đánh giá")
    assert [row[1] for row in members][:2] == ["Trần Thị B", "Lê Văn C"] and members[0][3] == "Trưởng đoàn"
    text = forms.text("audit_team_decision")
    assert f"gồm {len(members):02d} thành viên" in text and "Kế hoạch đánh giá nội bộ năm" in text
    basis = [line for line in text.splitlines() if line.startswith("Căn cứ")]
    assert len(basis) >= 4 and all(line.endswith(";") for line in basis)
    assert re.search(r"ngày +tháng +năm " + str(forms.day.year), text), "the day is written by hand"


# ---- checklist


def test_the_checklist_asks_by_clause_and_by_procedure(workspace: Workspace, forms: Forms) -> None:
    text = forms.text("audit_checklist")
    for item in AuditPlan(forms.context).assignments:
        assert re.search(rf"Phần \d+\. {re.escape(item.title)}", text)
    for procedure in forms.context.scope:
        assert forms.context.sheet_code(procedure, workspace.catalogue.sheet_kind) in text
    assert f"và {len(forms.context.scope)} quy trình." in text
    assert "8.3" not in [line.strip() for line in text.splitlines()]


def test_questions_are_one_to_four_for_each_clause_and_name_existing_documents(workspace: Workspace) -> None:
    data = workspace.catalogue.data(AuditQuestions)
    for group in data.clauses:
        assert 1 <= len(group.questions) <= 4
    units = {unit.key for unit in workspace.catalogue.data(Audit).units}
    assert {unit for group in data.clauses for question in group.questions for unit in question.units} <= units


def test_climate_is_asked_when_the_amendment_is_out(then: Forms, now: Forms) -> None:
    assert "Biến đổi khí hậu" in now.text("audit_checklist")
    assert "iến đổi khí hậu" not in then.text("audit_checklist")


def test_the_forms_of_the_one_stop_regime_are_named(then: Forms, now: Forms) -> None:
    assert "phiếu kiểm soát quá trình giải quyết hồ sơ (Mẫu số 05)" in then.text("audit_checklist")
    assert "phiếu kiểm soát quá trình giải quyết hồ sơ (Mẫu số 06)" in now.text("audit_checklist")


# ---- review


def test_all_inputs_of_the_standard_are_on_the_agenda_and_in_the_minutes(workspace: Workspace, forms: Forms) -> None:
    labels = ["a)", "b)", *(f"c.{number})" for number in range(1, 8)), "d)", "e)", "f)"]
    inputs = workspace.catalogue.data(Review).inputs
    assert len(inputs) == len(labels)
    for key in ("review_agenda", "review_minutes"):
        text = forms.text(key)
        assert [f"{label} {item.title}" in text for label, item in zip(labels, inputs, strict=True)] == [True] * 12


def test_the_agenda_runs_without_gaps(forms: Forms) -> None:
    found = [re.findall(r"\d\d giờ \d\d", row[0]) for row in forms.rows("review_agenda", "Chương trình họp")]
    assert all(before[1] == after[0] for before, after in pairwise(found))
    assert found[0][0] == "08 giờ 00"


def test_everybody_is_invited_once(forms: Forms) -> None:
    names = [row[1] for row in forms.rows("review_agenda", "Thành phần dự họp")]
    assert len(names) == len(set(names)) and names[0] == "Nguyễn Văn A" and "Lê Văn C" in names
    minutes = forms.text("review_minutes")
    assert "1. Chủ trì: ông (bà) Nguyễn Văn A, Chủ tịch Ủy ban nhân dân." in minutes
    assert "- Ông (bà) Nguyễn Văn A" not in minutes


def test_minutes_have_the_parts_of_the_decree(forms: Forms) -> None:
    text = forms.text("review_minutes")
    parts = [
        "/BB-UBND",
        "Thời gian bắt đầu",
        "Địa điểm",
        "THÀNH PHẦN",
        "NỘI DUNG",
        "KẾT LUẬN",
        "Cuộc họp kết thúc",
        "Thư ký",
        "Chủ trì",
    ]
    places = [text.rfind(part) if part in ("Thư ký", "Chủ trì") else text.find(part) for part in parts]
    assert -1 not in places and places == sorted(places)


def test_conclusions_without_a_meeting_are_called_a_draft(forms: Forms) -> None:
    assert "Dự thảo để chuẩn bị cuộc họp" in forms.text("review_conclusions")
    assert len(forms.rows("review_conclusions", "Nhiệm vụ")) == len(forms.workspace.catalogue.data(Review).tasks)
