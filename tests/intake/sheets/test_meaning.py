"""What old sheets mean: procedures by likeness of names, posts, times, records; nothing guessed, nothing lost."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from qms_docs.domain.procedure import AdministrativeProcedure, TimeUnit
from qms_docs.intake.portal.acts import read_act
from qms_docs.intake.portal.record import PortalAct
from qms_docs.intake.sheets.matching import Posts, likeness, procedures_like, sure_match
from qms_docs.intake.sheets.model import Said
from qms_docs.intake.sheets.procedure import duration_in, retention_in, understand_sheet
from qms_docs.intake.sheets.tables import time_column
from qms_docs.load import load_workspace
from tests.places import REPOSITORY

from .makers import Maker
from .test_reading import needs_samples, sample

SEEN = date(2026, 9, 1)
CATALOGUE = load_workspace(REPOSITORY).catalogue
POSTS = Posts(CATALOGUE.positions.values())


def understood(maker: Maker, code: str = "1.000894"):
    return understand_sheet(maker.sheet(), code, CATALOGUE, SEEN)


# ---- names


@needs_samples
@pytest.mark.parametrize(
    ("name", "code"),
    [("chung-thuc-ban-sao", "2.000815"), ("chung-thuc-di-chuc", "2.001019"), ("dang-ky-ket-hon", "1.000894"),
     ("dang-ky-khai-sinh", "1.001193"), ("nuoi-con-nuoi", "2.001263"), ("xac-nhan-tinh-trang-hon-nhan", "1.004873")],
)  # fmt: skip
def test_the_samples_are_matched(name: str, code: str) -> None:
    match = sure_match(procedures_like(sample(name).title.text, CATALOGUE))
    assert match is not None and match.key == code and match.score >= 98


@pytest.mark.parametrize(
    ("title", "code"),
    [("ĐĂNG KÝ KẾT HÔN", "1.000894"), ("Thủ tục Đăng kí kết hôn", "1.000894"), ("Đăng ký lại kết hôn", "1.004746"),
     ("Quy trình đăng ký kết hôn có yếu tố nước ngoài", "2.000806"), ("Cấp giấy xác nhận tình trạng hôn nhân.", "1.004873"),
     ("Đăng ký hộ tịch", None), ("Chứng thực chữ ký", None), ("", None)],
)  # fmt: skip
def test_names_are_matched_or_left_open(title: str, code: str | None) -> None:
    match = sure_match(procedures_like(title, CATALOGUE))
    assert (match.key if match else None) == code


def test_one_telling_word_makes_another_procedure() -> None:
    assert likeness("Đăng ký kết hôn", "Thủ tục đăng ký kết hôn") == 100
    assert likeness("Đăng ký kết hôn", "Đăng ký lại kết hôn") <= 80
    assert likeness("Đăng ký khai sinh", "Đăng ký khai sinh lưu động") <= 80


@pytest.mark.parametrize(
    ("name", "key"),
    [("Lãnh đạo UBND", "leader"), ("Văn thư", "clerk"), ("Văn thư UBND xã", "clerk"), ("Công chức Tư pháp-Hộ tịch", "civil_status_officer"),
     ("Cán bộ tiếp nhận hồ sơ tại TTPVHCC", "reception_officer"), ("CC Tư pháp – Hộ tịch", "civil_status_officer"), ("Chủ tịch UBND", "chairman"),
     ("Chuyên viên", None), ("Công chứng viên", None), ("", None)],
)  # fmt: skip
def test_posts(name: str, key: str | None) -> None:
    match = POSTS.find(name)
    assert (match.key if match else None) == key


# ---- times


@pytest.mark.parametrize(
    ("text", "heading", "noted", "value", "unit"),
    [
        ("½ ngày", "Thời gian (03 ngày làm việc)", False, "0.5", TimeUnit.WORKING_DAY),
        ("01 ngày", "Thời gian có xác minh: 23 ngày", True, "1", TimeUnit.CALENDAR_DAY),
        ("1,5 ngày", "Thời gian", True, "1.5", TimeUnit.WORKING_DAY),
        ("1/2", "Thời gian (ngày)", True, "0.5", TimeUnit.WORKING_DAY),
        ("2 giờ làm việc", "Thời gian (03 ngày làm việc)", False, "2", TimeUnit.HOUR),
        ("03 (ba) ngày làm việc", "Thời gian", False, "3", TimeUnit.WORKING_DAY),
        ("02 ngày", "Thời gian", False, "2", TimeUnit.CALENDAR_DAY),
        ("01", "Thời gian", False, "1", None),
    ],
)
def test_times_of_steps(text: str, heading: str, noted: bool, value: str, unit: TimeUnit | None) -> None:
    found = duration_in(text, time_column(Said(heading, "")), noted)
    assert found is not None and (found.value, found.unit) == (Decimal(value), unit)


@pytest.mark.parametrize("text", ["Giờ hành chính", "ngay", "0 ngày", "1/0", "", "tối đa 3 ngày"])
def test_what_is_no_time_is_none(text: str) -> None:
    assert duration_in(text, time_column(Said("Thời gian", "")), True) is None


@pytest.mark.parametrize(
    ("text", "kept"),
    [("Vĩnh viễn", {"permanent": "true"}), ("01 năm", {"years": "1"}), ("12 tháng", {"months": "12"}), ("5 (năm) năm", {"years": "5"}),
     ("Theo quy định", None), ("0 năm", None), ("", None)],
)  # fmt: skip
def test_retention(text: str, kept: dict[str, str] | None) -> None:
    assert retention_in(text) == kept


def test_an_act_of_the_prime_minister_keeps_its_symbol() -> None:
    assert read_act(PortalAct(title="Quyết định số 24/2021/QĐ-TTg ngày 16/7/2021"), {}).number == "24/2021/QĐ-TTg"


# ---- whole sheets


def test_a_sheet_becomes_a_procedure() -> None:
    values = understood(Maker()).found.values
    assert [step["actor"] for step in values["steps"]] == [
        "reception_officer",
        "civil_status_officer",
        "leader",
        "civil_status_officer",
    ]
    assert [step["durations"]["standard"] for step in values["steps"]] == [
        {"value": "0.5", "unit": "working_day"}, {"value": "1", "unit": "working_day"}, {"value": "1", "unit": "working_day"},
        {"value": "0.5", "unit": "working_day"},
    ]  # fmt: skip
    assert values["records"] == [
        {"name": "Sổ đăng ký kết hôn", "keeper": "civil_status_officer", "retention": {"permanent": "true"}},
        {"name": "Hồ sơ đăng ký", "keeper": "civil_status_officer", "retention": {"years": "5"}},
    ]
    groups = values["dossier"]["groups"]
    assert [(group["title"], group.get("kind"), [item["name"] for item in group["items"]]) for group in groups] == [
        ("Giấy tờ phải nộp", None, ["Tờ khai đăng ký kết hôn"]),
        ("Giấy tờ phải xuất trình", "present", ["Căn cước."]),
    ]
    assert values["dossier"]["sets"] == "1" and values["time_limits"] == [{"value": "3", "unit": "working_day"}]
    assert values["legal_basis"] == ["60/2014/QH13", "123/2015/NĐ-CP"] and values["fees"] == [{"status": "free"}]
    AdministrativeProcedure.model_validate(values | {"sheet_number": 1, "field": "ho_tich"})


def test_what_is_not_understood_stays_as_text() -> None:
    steps = (
        ("1", "Tiếp nhận", "Văn thư", "01"),
        ("2", "Ký", "Công chứng viên", "1 ngày, kể từ ngày nhận"),
        ("3", "Trả", "Văn thư", "ngay"),
    )
    maker = Maker(steps=steps, heads=("TT", "Trình tự", "Trách nhiệm", "Thời gian"), notes=(), limit="Theo lịch hẹn.",
                  fees=("Do nhà nước quy định.",), records=(("1", "Sổ", "Văn thư", "Theo quy định"), ("2", "Hồ sơ", "", "5 năm")))  # fmt: skip
    result = understood(maker)
    kept = {(left.about, left.text) for left in result.found.leftovers}
    assert {
        ("Bước 1: thời gian", "01"),
        ("Bước 2: thời gian", "1 ngày, kể từ ngày nhận"),
        ("Bước 3: thời gian", "ngay"),
        ("Thời hạn giải quyết", "Theo lịch hẹn."),
        ("Phí, lệ phí", "Do nhà nước quy định."),
        ("Thời gian lưu: Sổ", "Theo quy định"),
        ("Hồ sơ lưu không nêu người lưu", "Hồ sơ"),
    } <= kept
    assert {(each["about"], each["text"]) for each in result.found.values["unparsed"]} == kept
    assert [(post.key, post.title) for post in result.new_posts.values()] == [("cong_chung_vien", "Công chứng viên")]
    assert "time_limits" not in result.found.values and "fees" not in result.found.values


def test_two_scenarios_and_limits_told_by_case() -> None:
    heads = ("TT", "Trình tự", "Trách nhiệm", "Không xác minh (03 ngày làm việc)", "Có xác minh (23 ngày)")
    steps = (
        ("1", "Tiếp nhận", "Văn thư UBND", "1 ngày làm việc", "3 ngày"),
        ("2", "Ký", "Lãnh đạo UBND", "2 ngày làm việc", "20 ngày"),
    )
    maker = Maker(heads=heads, steps=steps, limit="")
    sheet = maker.sheet()
    section = next(each for each in sheet.sections if each.part == "limit")
    section.lines = [Said("- Không xác minh: 03 ngày làm việc.", "a"), Said("- Có xác minh: 23 ngày. Không quá 23 ngày.", "b")]
    values = understand_sheet(sheet, "1.004873", CATALOGUE, SEEN).found.values
    assert values["scenarios"] == [{"key": "standard", "title": "Không xác minh"}, {"key": "verified", "title": "Có xác minh"}]
    assert [limit["scenario"] for limit in values["time_limits"]] == ["standard", "verified"]
    assert values["steps"][1]["durations"] == {
        "standard": {"value": "2", "unit": "working_day"},
        "verified": {"value": "20", "unit": "calendar_day"},
    }


@needs_samples
def test_a_shared_time_is_told_once() -> None:
    result = understand_sheet(sample("dang-ky-khai-sinh"), "1.001193", CATALOGUE, SEEN)
    assert [step["durations"]["standard"] for step in result.found.values["steps"]] == [
        {"value": "1", "unit": "working_day", "group": "1"}, *[{"group": "1"}] * 4
    ]  # fmt: skip
    assert result.posts["Lãnh đạo UBND"].key == "leader" and result.new_posts == {}


@needs_samples
def test_records_of_another_procedure_do_not_come_in() -> None:
    foreign = frozenset(["Sổ đăng ký khai sinh"])
    result = understand_sheet(sample("dang-ky-ket-hon"), "1.000894", CATALOGUE, SEEN, foreign)
    assert [row["name"] for row in result.found.values["records"]][:1] == ["Bộ hồ sơ theo Mục 5.a"]
    assert any(left.code == "SHT013" and left.text.startswith("Sổ đăng ký khai sinh") for left in result.found.leftovers)


def test_a_dossier_table_with_groups() -> None:
    made = replace(Maker(), dossier=()).document()
    table = made.add_table(4, 4)
    for row, texts in enumerate((("TT", "Thành phần hồ sơ", "Bản chính", "Bản sao"), ("Giấy tờ phải nộp", "", "", ""), ("1", "Tờ khai", "x", "–"), ("2", "Hộ chiếu", "", "02"))):  # fmt: skip
        for column, text in enumerate(texts):
            if text:
                table.cell(row, column).text = text
    table.cell(1, 0).merge(table.cell(1, 3))
    here = next(each for each in made.paragraphs if each.text.startswith("a. "))
    here._p.addnext(table._tbl)
    import io

    from qms_docs.intake.sheets.reading import read_sheet
    from qms_docs.templating.content import read_content

    written = io.BytesIO()
    made.save(written)
    sheet = read_sheet(read_content(written.getvalue(), "x.docx"), "x.docx")
    groups = understand_sheet(sheet, "1.000894", CATALOGUE, SEEN).found.values["dossier"]["groups"]
    assert groups == [{"title": "Giấy tờ phải nộp", "items": [{"name": "Tờ khai"}, {"name": "Hộ chiếu", "copies": "2"}]}]
