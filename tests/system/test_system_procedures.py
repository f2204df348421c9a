"""System procedures: what their readers would notice, for a commune of 2018 and one of 2026."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from tests.documents import document_text, table_rows
from tests.ooxml.checker import faults
from tests.places import NOW, THEN

from qms_docs.domain.artifacts import DocumentJob
from qms_docs.domain.dated import in_force
from qms_docs.domain.document import DocumentGroup
from qms_docs.domain.system.committee import Committee
from qms_docs.domain.system.dated_text import DatedText
from qms_docs.domain.system.procedures import SystemProcedure, SystemProcedures
from qms_docs.domain.system.review import Review
from qms_docs.domain.system.risks import RiskRegister
from qms_docs.load import Workspace
from qms_docs.render import Press
from qms_docs.render.words.committee import BOARD

CODES = {
    "document_control": "QT-HT-01",
    "internal_audit": "QT-HT-02",
    "management_review": "QT-HT-03",
    "corrective_action": "QT-HT-04",
    "risk_management": "QT-HT-05",
    "complaints_satisfaction": "QT-HT-06",
}
CLAUSES = {
    "document_control": "7.5",
    "internal_audit": "9.2",
    "management_review": "9.3",
    "corrective_action": "8.7",
    "risk_management": "6.1",
    "complaints_satisfaction": "8.2.1",
}
HOLDS = {
    "document_control": (
        "nhận dạng|mã hiệu",
        "xem xét, phê duyệt",
        "phân phối",
        "bảo quản",
        "lỗi thời",
        "tài liệu bên ngoài",
        "hủy hồ sơ",
        "03 tháng kể từ ngày văn bản có hiệu lực",
        "sao lưu",
    ),
    "internal_audit": (
        "chuẩn mực",
        "kết quả lần trước|lần trước",
        "độc lập",
        "không phân công ai đánh giá chức vụ",
        "báo cáo chủ tịch",
        "ít nhất mỗi năm một lần",
        "đóng phiếu",
        "đánh giá chéo",
    ),
    "management_review": (
        "phù hợp, thỏa đáng",
        "đầu vào của cuộc họp",
        "cơ hội cải tiến",
        "nguồn lực",
        "ít nhất mỗi năm một lần",
        "nhà cung cấp bên ngoài",
        "rủi ro và cơ hội",
    ),
    "corrective_action": (
        "thu hồi, đính chính",
        "nguyên nhân gốc",
        "tương tự",
        "hiệu lực",
        "cập nhật bảng",
        "người có thẩm quyền",
        "tương xứng",
        "02 tháng",
    ),
    "risk_management": ("bối cảnh", "bên quan tâm", "khả năng xảy ra", "hiệu lực của hành động", "cơ hội", "vào quy trình"),
    "complaints_satisfaction": (
        "niêm yết",
        "mất điện",
        "tình trạng hồ sơ",
        "hộp góp ý",
        "khiếu nại",
        "tỷ lệ hài lòng",
        "phân tích",
        "trả lời bằng văn bản",
    ),
}
"""Requirements of the clauses, as the texts answer them (regular expressions, lower case)."""

MakeFile = Callable[[date, str], Path]


@pytest.fixture(scope="module")
def file_of(workspace: Workspace, tmp_path_factory: pytest.TempPathFactory) -> MakeFile:
    folder = tmp_path_factory.mktemp("system")
    presses = {day: Press(workspace.catalogue, workspace.settings, workspace.templates, day) for day in (THEN, NOW)}

    def make(day: date, key: str) -> Path:
        path = folder / f"{day}-{key}.docx"
        if not path.exists():
            kind = workspace.catalogue.kinds[key]
            commune = workspace.catalogue.commune_on("29104", day)
            assert commune is not None
            job = DocumentJob(key, commune.id, None, kind.code_for(), kind.title, path.name)
            path.write_bytes(presses[day].render(job).data)
        return path

    return make


@pytest.fixture(scope="module")
def contents(workspace: Workspace) -> dict[str, SystemProcedure]:
    return {item.key: item for item in workspace.catalogue.data(SystemProcedures).procedures}


def text_of(file: Path) -> str:
    return document_text(file).replace("\u00a0", " ")


def test_the_kinds_are_the_six_procedures(workspace: Workspace, contents: dict[str, SystemProcedure]) -> None:
    kinds = [kind for kind in workspace.catalogue.kinds.values() if kind.group is DocumentGroup.SYSTEM_PROCEDURES]
    assert {kind.key: kind.code_for() for kind in kinds} == CODES
    assert {kind.content for kind in kinds} == set(contents)
    assert all(CLAUSES[kind.key] in kind.clauses for kind in kinds)


def test_data_name_only_positions_kinds_and_acts_that_exist(workspace: Workspace, contents: dict[str, SystemProcedure]) -> None:
    catalogue = workspace.catalogue
    assert catalogue.data(Committee).name
    for item in contents.values():
        who = {key for step in item.steps for key in step.who} | {record.keeper for record in item.records if record.keeper}
        assert who - {BOARD} <= set(catalogue.positions), item.key
        kinds = {key for step in item.steps for key in step.forms} | {record.kind for record in item.records if record.kind}
        assert kinds | set(item.documents) <= set(catalogue.kinds), item.key
        acts = {rule.act for rule in item.rules if rule.act} | set(catalogue.kinds[item.key].basis)
        assert acts <= set(catalogue.acts), item.key
        assert all(record.kind or (record.name and record.keeper and record.retention) for record in item.records)
        assert all(step.who or step.others for step in item.steps)


def codes_in(cell: str) -> list[str]:
    return re.findall(r"BM-[A-Z]+\d*-\d\d|QD-[A-Z]{2}|MC\d\d|BCTC|BQT", cell)


def texts_of(item: SystemProcedure) -> Iterator[DatedText]:
    yield from item.purpose + item.scope + item.rules
    for step in item.steps:
        yield from step.points


@pytest.mark.parametrize("day", [THEN, NOW])
def test_each_step_keeps_two_to_six_points(contents: dict[str, SystemProcedure], day: date) -> None:
    for item in contents.values():
        steps = in_force(item.steps, day)
        assert len(steps) >= 6
        assert all(2 <= len(in_force(step.points, day)) <= 6 for step in steps)
        assert len({text.text for text in texts_of(item)}) == len(list(texts_of(item)))


@pytest.mark.parametrize("day", [THEN, NOW])
@pytest.mark.parametrize("key", CODES)
def test_each_is_a_sound_controlled_document(file_of: MakeFile, key: str, day: date) -> None:
    file = file_of(day, key)
    assert not faults(file.read_bytes())
    text = text_of(file)
    assert f"Mã hiệu: {CODES[key]}" in text and text.count(CODES[key]) >= 2
    shown = "01/12/2018" if day == THEN else "01/11/2026"
    assert f"Ngày ban hành: {shown}" in text and f"Ngày hiệu lực: {shown}" in text
    assert "XÃ THẠNH PHƯỚC" in text and f"điều khoản {CLAUSES[key]} (" in text
    assert not re.search(r"[{}]|None|True|False|…|\(\)|;;|,,|\.\.|;\.|«»", text)
    assert not re.search(r"năm 20\d\d\b(?! của)|(MTCL|BC|QD-DG)-20\d\d", re.sub(r"ngày .{0,30}năm \d{4}", "", text))
    for wanted in HOLDS[key]:
        assert re.search(wanted, text.lower()), wanted


@pytest.mark.parametrize("key", CODES)
def test_the_district_and_the_regime_follow_the_day(file_of: MakeFile, key: str) -> None:
    now, then = text_of(file_of(NOW, key)), text_of(file_of(THEN, key))
    assert not re.search(r"\bhuyện\b|Bến Tre|Bộ phận Tiếp nhận và Trả kết quả|61/2018|110/2004", now)
    assert not re.search(r"Vĩnh Long|101/QĐ-BKHCN|Trung tâm Phục vụ|118/2025|30/2020|Luật Lưu trữ", then)
    assert "Quyết định số 19/2014/QĐ-TTg" in now and "Quyết định số 19/2014/QĐ-TTg" in then


@pytest.mark.parametrize("day", [THEN, NOW])
@pytest.mark.parametrize("key", CODES)
def test_every_code_named_is_a_kind(workspace: Workspace, file_of: MakeFile, key: str, day: date) -> None:
    file = file_of(day, key)
    plain = {re.sub(r"[-./]?\{year\}", "", kind.code_pattern) for kind in workspace.catalogue.kinds.values()}
    named = set(re.findall(r"\b(?:BM-[A-Z0-9]+-\d\d|QT-HT-\d\d)\b", text_of(file)))
    assert named - {CODES[key]} and named <= plain
    listed = {row[1] for row in table_rows(file, "Biểu mẫu")[1:]}
    steps = table_rows(file, "Các bước của quy trình")[1:]
    used = {code for row in steps for code in codes_in(row[4])}
    assert used and listed == used
    assert "".join(row[4] for row in steps).replace(" ", "") == "".join("".join(sorted(codes_in(row[4]))) for row in steps)
    assert [row[0] for row in steps] == [str(number) for number in range(1, len(steps) + 1)]
    assert all(row[2] and row[3] for row in steps)


@pytest.mark.parametrize("key", CODES)
def test_records_are_those_of_the_record_list(workspace: Workspace, file_of: MakeFile, key: str) -> None:
    kinds = {kind.title: kind for kind in workspace.catalogue.kinds.values()}
    rows = table_rows(file_of(NOW, key), "Hồ sơ lưu")[1:]
    assert rows and all(row[1] and row[3] and row[4] for row in rows)
    for row in rows:
        kind = kinds.get(row[1])
        assert kind is None or kind.retention is None or row[4] == kind.retention


def test_borrowed_tables_are_those_of_their_data(workspace: Workspace, file_of: MakeFile) -> None:
    review, risks = workspace.catalogue.data(Review), workspace.catalogue.data(RiskRegister)
    rows = table_rows(file_of(NOW, "management_review"), "Bảng kèm theo bước")[1:]
    assert [row[0] for row in rows] == [f"{item.point})" for item in review.inputs]
    text = text_of(file_of(NOW, "risk_management"))
    assert all(f"{level.name} (từ {level.least:02d} điểm)" in text for level in risks.levels)
    assert f"tháng {review.month}" in text_of(file_of(NOW, "management_review"))
