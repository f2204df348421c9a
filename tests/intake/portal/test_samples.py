"""The fifteen raw records of the portal and its list: facts counted by hand, and nothing of the source lost."""

from __future__ import annotations

import json
import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from qms_docs.domain.procedure import AdministrativeProcedure
from qms_docs.domain.text import tone_folded
from qms_docs.intake.portal.page_json import TECHNICAL
from qms_docs.intake.portal.procedure import Understood, understand
from qms_docs.intake.portal.reading import read_portal_file
from qms_docs.intake.portal.record import PortalRecord, plain, said, texts_of
from qms_docs.load import load_workspace
from tests.places import REPOSITORY, SAMPLES

PAGES = SAMPLES / "portal-json"
pytestmark = pytest.mark.skipif(not SAMPLES.is_dir(), reason="the samples are not here")
CODES = sorted(file.stem for file in PAGES.glob("*.json"))
SEEN = date(2026, 7, 20)
_HEADINGS = re.compile(
    "hình thức nộp|thời gian|phí, lệ phí|mô tả|tên giấy tờ|mẫu đơn, tờ khai|số lượng|tên văn bản pháp lý|mã văn bản|từ khóa|mã:|"
    "không có thông tin|bản chính|bản sao|chọn cơ quan thực hiện.*|miễn phí"
)


@pytest.fixture(scope="module")
def catalogue() -> Any:
    return load_workspace(REPOSITORY).catalogue


def record(code: str) -> PortalRecord:
    (found,) = read_portal_file((PAGES / f"{code}.json").read_bytes(), f"{code}.json").records
    return found


def understood(code: str, catalogue: Any) -> Understood:
    return understand(record(code), catalogue, SEEN, "D")


def words(text: str) -> set[str]:
    """The words of a text, those that only head the columns of the page apart."""
    return set(re.findall(r"\w+", _HEADINGS.sub(" ", tone_folded(text))))


@pytest.mark.parametrize("code", CODES)
def test_every_word_of_the_source_is_in_the_record(code: str) -> None:
    source = json.loads((PAGES / f"{code}.json").read_text("utf-8"))
    kept = "\n".join(texts_of(record(code)))
    glued = re.sub(r"\W", "", tone_folded(kept))
    for key, value in source.items():
        if key in TECHNICAL or not said(value):
            continue
        lost = [word for word in words(plain(value)) if word not in glued]
        # The page glues the end of one cell to the begin of the next.
        torn = [word for word in lost if not any(word[:cut] in glued and word[cut:] in glued for cut in range(1, len(word)))]
        assert torn == [], key


@pytest.mark.parametrize("code", CODES)
def test_what_is_understood_is_a_procedure_and_the_rest_is_kept(code: str, catalogue: Any) -> None:
    found = understood(code, catalogue)
    assert found.refused is None
    model = AdministrativeProcedure.model_validate(found.values | {"sheet_number": 1})
    assert model.code == code and model.verification.verified and model.verification.seen_on == SEEN
    assert [(each.about, each.text) for each in model.unparsed] == [(left.about, left.text) for left in found.leftovers]
    assert model.steps == () and model.records == ()


def test_a_bare_number_is_no_limit(catalogue: Any) -> None:
    found = understood("1.001193", catalogue)
    assert "time_limits" not in found.values
    assert [(left.code, left.text) for left in found.leftovers if left.about == "Thời hạn giải quyết"] == [("IMP011", "1")]


def test_free_of_the_portal_frees_nobody(catalogue: Any) -> None:
    found = understood("1.001193", catalogue)
    assert "fees" not in found.values and ("IMP012", "Miễn phí") in [(left.code, left.text) for left in found.leftovers]
    assert [fee["status"] for fee in understood("1.004873", catalogue).values["fees"]] == ["local"]
    (married,) = understood("1.000894", catalogue).values["fees"]
    assert married["status"] == "free" and married["note"].startswith("Miễn lệ phí.")


def test_limits_of_each_channel(catalogue: Any) -> None:
    assert understood("1.012812", catalogue).values["time_limits"] == [
        {"value": "30", "unit": "calendar_day", "channel": "post"},
        {"value": "40", "unit": "calendar_day", "channel": "direct"},
    ]
    assert understood("1.010091", catalogue).values["time_limits"] == [{"value": "10", "unit": "working_day"}]
    assert "time_limits" not in understood("1.004498", catalogue).values


def test_amounts(catalogue: Any) -> None:
    assert understood("2.001019", catalogue).values["fees"] == [{"status": "amount", "amount": "50000", "per": "di chúc"}]
    assert understood("2.000635", catalogue).values["fees"] == [{"status": "amount", "amount": "8000"}]
    copies = understood("2.000815", catalogue)
    assert copies.values["fees"] == [{"status": "amount", "amount": "2000", "per": "trang", "channel": "direct"}]
    assert "10 USD /bản" in [left.text for left in copies.leftovers]


@pytest.mark.parametrize(
    ("code", "groups"),
    [
        ("1.001193", [("Giấy tờ phải nộp", "submit", 5), ("Giấy tờ phải xuất trình", "present", 6), ("Lưu ý", "remark", 19), ("Thành phần hồ sơ", "submit", 3)]),
        ("1.000894", [("Giấy tờ phải xuất trình", "present", 6), ("Lưu ý", "remark", 14), ("Thành phần hồ sơ", "submit", 3)]),
        ("1.010091", [("a) Trường hợp hỗ trợ khám chữa bệnh", "submit", 3), ("b) Trường hợp trợ cấp tai nạn", "submit", 5)]),
        ("2.000950", [("Thành phần hồ sơ", "submit", 2)]),
        ("1.012812", [("Thành phần hồ sơ", "submit", 2)]),
    ],
)  # fmt: skip
def test_papers_by_case_and_kind(code: str, groups: list[tuple[str, str, int]], catalogue: Any) -> None:
    found = understood(code, catalogue).values["dossier"]["groups"]
    assert [(each["title"], each.get("kind", "submit"), len(each["items"])) for each in found] == groups


def test_counts_and_forms_of_papers(catalogue: Any) -> None:
    values = understood("1.010091", catalogue).values
    items = [item for group in values["dossier"]["groups"] for item in group["items"]]
    assert next(item["form"] for item in items if "form" in item) == "form_1"
    assert values["forms"][0]["title"] == "Phụ lục Đơn thanh toán chi phí khám chữa bệnh .doc"
    land = understood("1.012812", catalogue).values["dossier"]["groups"][0]["items"]
    assert [(item.get("originals", "1"), item["copies"]) for item in land] == [("1", "1"), ("1", "1")]
    remark = understood("1.001193", catalogue).values["dossier"]["groups"][2]["items"][0]
    assert (remark["originals"], remark.get("copies", "0")) == ("0", "0")


@pytest.mark.parametrize(
    ("code", "acts"),
    [
        ("1.012812", ["102/2024/NĐ-CP", "43/2024/QH15"]),
        ("2.000950", ["35/2013/QH13", "01/2014/NQLT-CP-UBTƯMTTQVN", "2338/QĐ-BTP"]),
        ("2.000720", ["85/2019/TT-BTC", "76/2025/QH15", "59/2020/QH14", "68/2025/TT-BTC", "168/2025/NĐ-CP"]),
        (
            "2.001019",
            ["66.7/2025/NQ-CP", "226/2016/TT-BTC", "280/2025/NĐ-CP", "23/2015/NĐ-CP", "18/2026/NĐ-CP", "01/2020/TT-BTP"],
        ),
        ("1.010091", ["66/2021/NĐ-CP", "53/2026/NĐ-CP"]),
    ],
)
def test_acts_are_found_where_titles_and_numbers_run_together(code: str, acts: list[str], catalogue: Any) -> None:
    assert [act.number for act in understood(code, catalogue).acts] == acts


def test_an_act_cut_short_is_kept_as_text(catalogue: Any) -> None:
    kept = [left for left in understood("1.012812", catalogue).leftovers if left.code == "IMP013"]
    assert [left.text[:14] for left in kept] == ["118/2025/NĐ-C "]


def test_a_page_of_another_procedure_is_refused(catalogue: Any) -> None:
    source = json.loads((PAGES / "2.001019.json").read_text("utf-8"))
    source["ma_thu_tuc"] = "2.001018"
    (found,) = read_portal_file(json.dumps(source).encode(), "x.json").records
    assert understand(found, catalogue, SEEN, "D").refused == "other-page"


def test_the_list_of_the_portal(catalogue: Any) -> None:
    file = SAMPLES / "danh-sach-tthc-BoTuPhap.xlsx"
    found = read_portal_file(file.read_bytes(), file.name)
    assert (found.format, len(found.records), found.diagnostics) == ("A", 271, [])
    first = found.records[0]
    assert (first.code, first.promulgator, first.field_name) == ("1.014966", "Bộ Tư pháp", "Quản tài viên")
    assert first.executing == ["Chủ tịch ủy ban nhân dân cấp tỉnh", "Sở Tư Pháp"] and first.place == "Danh sách TTHC!A3"
    assert all(understand(each, catalogue, SEEN, "A").refused is None for each in found.records)


def test_a_record_takes_less_than_a_moment(catalogue: Any, capsys: pytest.CaptureFixture[str]) -> None:
    from time import perf_counter

    begun = perf_counter()
    for code in CODES:
        understood(code, catalogue)
    with capsys.disabled():
        print(f"\n{(perf_counter() - begun) * 1000 / len(CODES):.0f} ms a record")


def test_paths_of_samples_are_there() -> None:
    assert len(CODES) == 15 and Path(PAGES).is_dir()
