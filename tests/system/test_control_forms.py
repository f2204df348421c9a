"""Control of documents, risk, satisfaction, training: what their readers would notice, for communes of 2018 and of 2026."""

from __future__ import annotations

import re
from collections import Counter
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
from qms_docs.domain.dated import in_force
from qms_docs.domain.document import DocumentGroup
from qms_docs.domain.system.risks import RiskRegister
from qms_docs.domain.system.year_records import YearRecords
from qms_docs.domain.words import vocabulary_from
from qms_docs.load import Workspace
from qms_docs.plan import plan_build
from qms_docs.render import Press, words_of
from qms_docs.render.words.context import CommuneContext
from qms_docs.render.words.records import short_codes
from qms_docs.templating.checking import check_template

CODES = {
    "master_list": "BM-HT01-01",
    "external_documents": "BM-HT01-02",
    "distribution_list": "BM-HT01-03",
    "change_request": "BM-HT01-04",
    "record_list": "BM-HT01-05",
    "disposal_minutes": "BM-HT01-06",
    "risk_register": "BM-HT05-01",
    "satisfaction_survey": "BM-HT06-01",
    "satisfaction_report": "BM-HT06-02",
    "complaints_register": "BM-HT06-03",
    "training_plan": "BM-DT-01",
    "training_attendance": "BM-DT-02",
    "dissemination_minutes": "BM-DT-03",
}


@dataclass(frozen=True)
class Forms:
    """The forms of a commune on a day, made on demand."""

    catalogue: Catalogue
    workspace: Workspace
    day: date
    code: str
    folder: Path

    @cached_property
    def press(self) -> Press:
        return Press(self.catalogue, self.workspace.settings, self.workspace.templates, self.day)

    @cached_property
    def context(self) -> CommuneContext:
        commune = self.catalogue.commune_on(self.code, self.day)
        assert commune is not None
        return CommuneContext(self.catalogue, self.workspace.settings, self.day, self.day.year, commune)

    def file(self, key: str) -> Path:
        path = self.folder / f"{key}.docx"
        if not path.exists():
            kind = self.catalogue.kinds[key]
            code = kind.code_for(year=self.press.year)
            job = DocumentJob(key, self.context.commune.id, None, code, kind.title, path.name)
            path.write_bytes(self.press.render(job).data)
        return path

    def text(self, key: str) -> str:
        return document_text(self.file(key))

    def rows(self, key: str, caption: str) -> list[list[str]]:
        """The rows below the head of a table."""
        return table_rows(self.file(key), caption)[1:]

    def entries(self, key: str, caption: str) -> list[list[str]]:
        """The rows that are not titles of groups."""
        return [row for row in self.rows(key, caption) if len(row) > 1 and re.fullmatch(r"[RC]?\d+", row[0])]


@pytest.fixture(scope="module", params=[(THEN, "29104"), (THEN, "29050"), (NOW, "29104"), (NOW, "29110")], ids=str)
def forms(request: pytest.FixtureRequest, workspace: Workspace, tmp_path_factory: pytest.TempPathFactory) -> Forms:
    day, code = request.param
    return Forms(workspace.catalogue, workspace, day, code, tmp_path_factory.mktemp("forms"))


def test_every_form_is_sound_and_says_what_it_is(forms: Forms) -> None:
    for key, code in CODES.items():
        text = forms.text(key)
        assert faults(forms.file(key).read_bytes()) == [], key
        assert not re.search(r"\{\w+\}|\{\{|\{%|…", text), key
        assert code in text and forms.context.name.name.lower() in text.lower(), key
        if forms.day == NOW:
            assert "huyện" not in text.lower() and "Bộ phận Tiếp nhận và Trả kết quả" not in text, key
        else:
            assert "Trung tâm Phục vụ hành chính công" not in text, key


@pytest.mark.parametrize("key", CODES)
def test_the_templates_have_no_findings(workspace: Workspace, key: str) -> None:
    kind = workspace.catalogue.kinds[key]
    found = check_template(workspace.templates / kind.template, vocabulary_from(words_of(kind, workspace.catalogue)))
    assert found.diagnostics == []


# ---- control of documents


def test_the_master_list_holds_every_controlled_document_once(forms: Forms) -> None:
    rows = forms.entries("master_list", "Danh mục tài liệu nội bộ")
    codes = [row[1] for row in rows]
    assert [row[0] for row in rows] == [str(number) for number in range(1, len(rows) + 1)]
    assert len(set(codes)) == len(codes)
    request = BuildRequest(REPOSITORY, forms.day, REPOSITORY, kinds=("procedure_sheet",))
    sheets = plan_build(forms.catalogue, request, [forms.context.commune]).jobs[forms.context.commune.id]
    assert {job.code for job in sheets} <= set(codes)
    assert set(CODES.values()) | {"STCL"} <= set(codes)
    assert "QD-CB" not in codes
    assert f"Tổng số: {len(rows):02d} tài liệu" in forms.text("master_list")
    assert {(row[3], row[4]) for row in rows} == {("01/00", "01/12/2018" if forms.day == THEN else "01/11/2026")}


def test_external_documents_stand_on_the_day_in_legal_order(forms: Forms) -> None:
    rows = forms.entries("external_documents", "Danh mục tài liệu bên ngoài")
    by_number = {act.number: act for act in forms.catalogue.acts.values() if act.stands_on(forms.day)}
    ranks = [by_number[row[1]].kind.rank for row in rows]
    assert ranks == sorted(ranks)
    numbers = {row[1] for row in rows}
    assert "19/2014/QĐ-TTg" in numbers and ("01/2011/TT-BNV" in numbers) == (forms.day == THEN)
    assert ("30/2020/NĐ-CP" in numbers) == (forms.day == NOW)
    for procedure in forms.context.scope:
        cited = [item.act for item in in_force(procedure.legal_basis, forms.day)]
        assert {act.number for act in forms.context.acts_on(cited)} <= numbers
    status = {row[1]: row[6] for row in rows}
    assert "92/2017/NĐ-CP" in status["63/2010/NĐ-CP"] and status["60/2014/QH13"] == "Còn hiệu lực"
    assert f"Tổng số: {len(rows):02d} văn bản" in forms.text("external_documents")


def test_a_person_with_two_posts_receives_one_copy(forms: Forms) -> None:
    receivers = forms.rows("distribution_list", "Nơi nhận tài liệu")
    names = [row[2] for row in receivers]
    assert len(set(names)) == len(names) and "" not in names
    (secretary,) = [row for row in receivers if "Thư ký Ban Chỉ đạo ISO" in row[1]]
    assert "; " in secretary[1]
    matrix = forms.entries("distribution_list", "Bảng phân phối")
    assert [row[1] for row in matrix] == [row[1] for row in forms.entries("master_list", "Danh mục tài liệu nội bộ")]
    place = 3 + receivers.index(secretary)
    assert {row[place] for row in matrix} == {"G"}
    for number, receiver in enumerate(receivers, 3):
        assert int(receiver[3]) == sum(row[number] != "" for row in matrix)


def test_a_sheet_goes_to_those_who_work_by_it(forms: Forms) -> None:
    names = [row[2] for row in forms.rows("distribution_list", "Nơi nhận tài liệu")]
    marks = {row[1]: row[3:] for row in forms.entries("distribution_list", "Bảng phân phối")}
    sheet = forms.catalogue.sheet_kind
    for procedure in forms.context.scope:
        holders = {forms.context.holders.get(step.actor) for step in in_force(procedure.steps, forms.day)} & set(names)
        received = {name for name, mark in zip(names, marks[forms.context.sheet_code(procedure, sheet)], strict=True) if mark}
        assert holders <= received, procedure.code
    assert all(marks["STCL"])


def test_the_record_list_knows_every_record_of_every_sheet(forms: Forms) -> None:
    rows = forms.entries("record_list", "Danh mục hồ sơ")
    listed = {(row[1], row[3], row[4].lower()) for row in rows}
    for procedure in forms.context.scope:
        for record in in_force(procedure.records, forms.day):
            keeper = forms.context.position_title(record.keeper)
            assert any(name == record.name and who == keeper for name, who, _ in listed), record.name
    unknown = sum(row[4] == "Chưa xác định" for row in rows)
    assert f"chưa xác định thời gian lưu: {unknown:02d}" in forms.text("record_list")
    assert f"Danh mục gồm {len(rows):02d} loại hồ sơ" in forms.text("record_list")
    assert {"BM-HT01-06", "BM-HT05-01"} <= {row[2] for row in rows}
    repeated = [row[1:] for row in rows if rows.count(row) > 1]
    assert repeated == []


@pytest.mark.parametrize(
    ("codes", "shown"),
    [
        (["QT-A-01", "QT-A-02", "QT-A-04", "QT-B-01"], "QT-A-01, 02, 04; QT-B-01"),
        (["QT-A-03", "QT-A-01", "QT-A-02"], "QT-A-01–03"),
        (["STCL"], "STCL"),
    ],
)
def test_codes_are_shortened(codes: list[str], shown: str) -> None:
    assert short_codes(codes) == shown


def test_the_board_of_disposal_is_of_the_commune(forms: Forms) -> None:
    rows = forms.rows("disposal_minutes", "Thành phần")
    assert rows[0][1:] == ["Trần Thị B", "Phó Chủ tịch Ủy ban nhân dân", "Chủ trì"]
    assert len({row[1] for row in rows}) == len(rows) >= 3


# ---- risk, satisfaction, training


def test_points_and_levels_are_computed(forms: Forms) -> None:
    data = forms.catalogue.data(RiskRegister)
    levels: Counter[str] = Counter()
    for caption in ("Rủi ro", "Cơ hội"):
        for row in forms.entries("risk_register", caption):
            points = int(row[3]) * int(row[4])
            assert (row[5], row[6]) == (str(points), data.level_of(points).name)
            assert row[8]
            levels[caption + row[6]] += 1
    for row in forms.rows("risk_register", "Các mức rủi ro, cơ hội"):
        assert [int(row[4]), int(row[5])] == [levels["Rủi ro" + row[0]], levels["Cơ hội" + row[0]]]
    followed = [row[2] for row in forms.rows("risk_register", "Theo dõi hiệu quả")]
    assert "Thấp" not in followed and followed[0] == "Cao"
    assert ("Sắp xếp đơn vị hành chính" in forms.text("risk_register")) == (forms.day == NOW)
    assert f"NĂM {forms.day.year}" in forms.text("risk_register")


def test_levels_may_be_written_in_any_order(workspace: Workspace) -> None:
    data = workspace.catalogue.data(RiskRegister)
    turned = data.model_copy(update={"levels": tuple(reversed(data.levels))})
    for points in range(1, 26):
        assert turned.level_of(points) == data.level_of(points)
    names = [data.level_of(points).name for points in (1, 7, 8, 14, 15, 25)]
    assert names == ["Thấp", "Thấp", "Trung bình", "Trung bình", "Cao", "Cao"]


def test_the_survey_asks_and_the_report_waits_for_figures(forms: Forms) -> None:
    questions = [row[1] for row in forms.entries("satisfaction_survey", "Câu hỏi khảo sát")]
    assert len(questions) == 10 and questions[-1] == "Mức độ hài lòng chung"
    assert forms.context.one_stop.reception_unit in questions[0]
    assert [row[1] for row in forms.rows("satisfaction_report", "Kết quả khảo sát")] == questions
    figures = forms.rows("satisfaction_report", "Số liệu khảo sát")
    assert {cell for row in figures for cell in row[1:]} == {""}


@pytest.mark.parametrize(("satisfied", "share", "verdict"), [(72, "90", "; đạt chỉ tiêu"), (71, "88,7", "; chưa đạt chỉ tiêu")])
def test_the_report_computes_the_share(workspace: Workspace, tmp_path: Path, satisfied: int, share: str, verdict: str) -> None:
    survey = {"returned": 80, "satisfied": satisfied}
    records = YearRecords.model_validate(
        {"code": "29104", "year": 2026, "survey": survey, "complaints": {"received": 3, "settled": 2}}
    )
    catalogue = replace(workspace.catalogue, year_records={("29104", 2026): records})
    forms = Forms(catalogue, workspace, NOW, "29104", tmp_path)
    figures = {row[0]: row[1:] for row in forms.rows("satisfaction_report", "Số liệu khảo sát")}
    assert figures["Tỷ lệ hài lòng (%)"] == ["", share]
    assert figures["Số khiếu nại, phản ánh, kiến nghị đã nhận"] == ["", "3"]
    assert f"Tỷ lệ hài lòng năm 2026: {share}%{verdict}" in forms.text("satisfaction_report")


def test_people_are_counted_once(forms: Forms) -> None:
    people = [row for row in forms.rows("training_attendance", "Danh sách tham gia") if row[1]]
    assert [row[1] for row in people][:2] == ["Nguyễn Văn A", "Trần Thị B"]
    assert {row[1] for row in people} == set(forms.context.holders.values())
    assert len({row[1] for row in people}) == len(people)
    assert f"({len(people):02d} người được mời)" in forms.text("dissemination_minutes")
    courses = forms.rows("training_plan", "Các chuyên đề đào tạo, bồi dưỡng")
    total = courses.pop()
    assert int(total[1]) == sum(int(row[3]) for row in courses)
    months = [int(re.findall(r"Tháng (\d+)", row[6])[0]) for row in courses]
    assert months == sorted(months)
    plan = forms.text("training_plan")
    assert ("61/2018/NĐ-CP" in plan, "118/2025/NĐ-CP" in plan) == (forms.day == THEN, forms.day == NOW)
    assert ("30/2020/NĐ-CP" in plan) == (forms.day == NOW)


def test_dissemination_counts_the_documents_of_the_master_list(forms: Forms) -> None:
    rows = forms.entries("master_list", "Danh mục tài liệu nội bộ")
    made = [kind for kind in forms.catalogue.made_kinds.values() if kind.group is None]
    assert f"gồm {len(rows) - len(made):02d} tài liệu" in forms.text("dissemination_minutes")
    sheets = len(forms.context.scope) + len(forms.context.shared)
    assert f"theo lĩnh vực được phân công ({sheets:02d} tài liệu)" in forms.text("dissemination_minutes")
    assert "(00 tài liệu)" not in forms.text("dissemination_minutes")


def test_every_form_names_its_retention(workspace: Workspace) -> None:
    for key in CODES:
        kind = workspace.catalogue.kinds[key]
        assert kind.group is DocumentGroup.FORMS and kind.retention and kind.clauses
