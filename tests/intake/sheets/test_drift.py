"""Drift: what the six samples contradict, counted by hand; each kind told where it is sown and silent where it is not."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from datetime import date

import pytest

from qms_docs.intake.sheets.drift import drift_of
from qms_docs.intake.sheets.matching import procedures_like, sure_match
from qms_docs.load import load_workspace
from tests.places import NOW, REPOSITORY

from .makers import ACTS, RECORDS, SHORT, STEPS, Maker
from .test_reading import COUNTED, needs_samples, sample

CATALOGUE = load_workspace(REPOSITORY).catalogue
DAY = date(2026, 11, 22)

# Checked by eye against the text of the files: the footers (first and other pages, each section) against the cover, the contents
# against the headings, the numbers down the margin, the tables row by row, abbreviations, acts, fees.
BY_HAND = {
    "chung-thuc-ban-sao": {"DRF013": 1, "DRF016": 6, "DRF022": 2},
    "chung-thuc-di-chuc": {"DRF011": 1, "DRF013": 1, "DRF016": 6},
    "dang-ky-ket-hon": {"DRF001": 1, "DRF006": 2, "DRF010": 1, "DRF011": 2, "DRF013": 1, "DRF018": 2},
    "dang-ky-khai-sinh": {"DRF001": 1, "DRF002": 1, "DRF010": 5, "DRF011": 3, "DRF013": 1, "DRF014": 1, "DRF016": 1, "DRF018": 2, "DRF021": 4},
    "nuoi-con-nuoi": {"DRF005": 1, "DRF012": 1, "DRF013": 1, "DRF015": 1, "DRF018": 1},
    "xac-nhan-tinh-trang-hon-nhan": {"DRF001": 1, "DRF002": 1, "DRF006": 2, "DRF010": 3, "DRF011": 4, "DRF013": 1, "DRF018": 3, "DRF021": 4},
}  # fmt: skip


@needs_samples
def test_the_samples_as_counted_by_hand() -> None:
    sheets = [sample(name) for name in COUNTED]
    codes = {sheet.source: sure_match(procedures_like(sheet.title.text, CATALOGUE)).key for sheet in sheets}
    found: dict[str, Counter[str]] = {name: Counter() for name in COUNTED}
    for each in drift_of(sheets, CATALOGUE, DAY, codes):
        found[each.location.file.removeprefix("qt-").removesuffix(".docx")][each.code] += 1
        assert each.location.within and "¶" in each.location.within
    assert {name: dict(counts) for name, counts in found.items()} == {
        name: dict(sorted(each.items())) | each for name, each in BY_HAND.items()
    }


@needs_samples
def test_where_it_stands_in_the_file() -> None:
    found = list(
        drift_of([sample("xac-nhan-tinh-trang-hon-nhan")], CATALOGUE, DAY, {"qt-xac-nhan-tinh-trang-hon-nhan.docx": "1.004873"})
    )
    places = {(each.code, each.location.within) for each in found}
    assert ("DRF001", "word/footer1.xml¶3 › bảng 1, hàng 1, ô 3") in places
    assert ("DRF002", "word/footer3.xml¶2 › bảng 1, hàng 1, ô 1") in places
    assert ("DRF006", "word/document.xml¶320 › bảng 5, hàng 3, ô 2") in places


def told(*makers: Maker, day: date = NOW, codes: dict[str, str] | None = None) -> Counter[str]:
    sheets = [maker.sheet(f"qt-{number}.docx") for number, maker in enumerate(makers, 1)]
    return Counter(
        each.code for each in drift_of(sheets, CATALOGUE, day, codes or {sheet.source: "1.000894" for sheet in sheets[:1]})
    )


def test_a_sound_sheet_is_silent() -> None:
    assert told(Maker()) == {}


def step(place: int, column: int, text: str) -> tuple[tuple[str, ...], ...]:
    rows = [list(row) for row in STEPS]
    rows[place][column] = text
    return tuple(tuple(row) for row in rows)


SOWN: dict[str, tuple[str, Callable[[], tuple[Maker, ...]]]] = {
    "issue in the footer": ("DRF001", lambda: (Maker(footer="Lần ban hành: 02"),)),
    "old day in the footer": ("DRF002", lambda: (Maker(footer="Ngày hiệu lực: 03/7/2024"),)),
    "later day in the footer": ("DRF002", lambda: (Maker(footer="Ngày hiệu lực: 01/8/2025"),)),
    "header of another": ("DRF003", lambda: (Maker(header="Tên quy trình: Đăng ký khai sinh"),)),
    "header of one nearly the same": ("DRF003", lambda: (Maker(header="Tên quy trình: Đăng ký lại kết hôn"),)),
    "code in the footer": ("DRF004", lambda: (Maker(footer="Mã hiệu: QT 12/HT"),)),
    "code twice": ("DRF005", lambda: (Maker(), Maker(title="Đăng ký khai tử", header=""))),
    "code twice, spelt apart": ("DRF005", lambda: (Maker(), Maker(code="QT  11/ht", title="Đăng ký khai tử", header=""))),
    "record of another": ("DRF006", lambda: (Maker(records=(*RECORDS, ("3", "Sổ đăng ký khai sinh", "Công chức Tư pháp - Hộ tịch", "Vĩnh viễn"))),)),
    "steps too long": ("DRF007", lambda: (Maker(steps=step(1, 3, "2 ngày")),)),
    "steps too short": ("DRF007", lambda: (Maker(steps=step(1, 3, "½ ngày")),)),
    "limit and column": ("DRF008", lambda: (Maker(limit="05 ngày làm việc."),)),
    "act gone": ("DRF009", lambda: (Maker(acts=(*ACTS, "- Luật Tổ chức chính quyền địa phương số 77/2015/QH13 ngày 19/6/2015;")),)),
    "act unknown": ("DRF010", lambda: (Maker(acts=(*ACTS, "- Nghị quyết số 999/2023/NQ-HĐND ngày 07/12/2023 của Hội đồng nhân dân tỉnh.")),)),
    "abbreviation not explained": ("DRF011", lambda: (Maker(notes=("*Ghi chú: đơn vị tính là ngày làm việc, theo CSDLHT.",)),)),
    "abbreviation twice": ("DRF012", lambda: (Maker(short=(*SHORT, "TTHC: Thủ tục hành chính")),)),
    "abbreviation in two meanings": ("DRF012", lambda: (Maker(short=(*SHORT, "TTHC: Trung tâm hành chính")),)),
    "abbreviation idle": ("DRF013", lambda: (Maker(short=(*SHORT, "MHK: Mô hình khung")),)),
    "section number": ("DRF014", lambda: (Maker(numbers=("1. ", "2. ", "3. ", "4. ", "5. ", "6. ", "6. ")),)),
    "letter f": ("DRF014", lambda: (Maker(inner=("a. ", "b. ", "c. ", "d. ", "e. ", "g. ", "h. ", "i. ")),)),
    "step number": ("DRF015", lambda: (Maker(steps=step(3, 0, "3")),)),
    "contents": ("DRF016", lambda: (Maker(contents=("1. MỤC ĐÍCH", "2. PHẠM VI", "3. TÀI LIỆU VIỆN DẪN", "4. VIẾT TẮT", "5. NỘI DUNG", "6. HỒ SƠ LƯU")),)),
    "no records": ("DRF017", lambda: (Maker(left_out=frozenset(["records"])),)),
    "no process": ("DRF017", lambda: (Maker(left_out=frozenset(["process"])),)),
    "no day": ("DRF017", lambda: (Maker(day=""),)),
    "post in two ways": ("DRF018", lambda: (Maker(steps=step(3, 2, "Công chức Tư pháp-Hộ tịch")),)),
    "district": ("DRF019", lambda: (Maker(notes=("*Ghi chú: Đơn vị tính là ngày làm việc; chuyển Phòng Tư pháp.",)),)),
    "procedure twice": ("DRF020", lambda: (Maker(), Maker(code="QT 12/HT", footer=""))),
    "fee of several places": ("DRF021", lambda: (Maker(fees=("- 8.000 đồng (áp dụng tại 43 xã, phường tại Phụ lục 3 kèm theo).",)),)),
    "time without unit": ("DRF022", lambda: (Maker(heads=("TT", "Trình tự", "Trách nhiệm", "Thời gian"), steps=step(1, 3, "01")),)),
    "abbreviation in two files": ("DRF023", lambda: (Maker(), Maker(code="QT 12/HT", title="Đăng ký khai tử", header="", short=("UBND: Ủy ban nhân dân", "TTHC: Trung tâm")))),
}  # fmt: skip


@pytest.mark.parametrize("sown", SOWN)
def test_each_kind_is_told_and_nothing_else(sown: str) -> None:
    code, make = SOWN[sown]
    makers = make()
    codes = {f"qt-{number}.docx": "1.000894" for number in range(1, len(makers) + 1)} if code == "DRF020" else None
    found = told(*makers, codes=codes)
    assert found[code] >= 1
    assert set(found) - {code} <= {"contents": {"DRF016"}, "time without unit": {"DRF007"}, "district": {"DRF011"}}.get(
        sown, set()
    )


def test_districts_stood_in_2018() -> None:
    maker = Maker(notes=("*Ghi chú: Đơn vị tính là ngày làm việc; chuyển Phòng Tư pháp.",))
    assert "DRF019" not in told(maker, day=date(2025, 6, 30)) and "DRF019" in told(maker, day=date(2025, 7, 1))
