"""Dates, numbers, durations and citations as administrative papers write them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qms_docs.domain.law import ActKind, LegalAct
from qms_docs.domain.procedure import Retention, TimeUnit
from qms_docs.domain.vietnamese import (
    LETTERS,
    citation,
    closed_list,
    duration_text,
    in_legal_order,
    letter,
    long_date,
    money,
    number_text,
    retention_text,
    short_date,
)


def act(number: str = "123/2015/NĐ-CP", kind: ActKind = ActKind.DECREE, **facts: object) -> LegalAct:
    defaults = {"title": "quy định chi tiết một số điều", "issuer": "Chính phủ", "verified": True, "source": "x"}
    return LegalAct.model_validate({"number": number, "kind": kind, **defaults, **facts})


@pytest.mark.parametrize(
    ("day", "short", "long"),
    [
        (date(2026, 2, 5), "05/02/2026", "ngày 05 tháng 02 năm 2026"),
        (date(2025, 7, 7), "07/7/2025", "ngày 07 tháng 7 năm 2025"),
        (date(2018, 12, 31), "31/12/2018", "ngày 31 tháng 12 năm 2018"),
        (date(2019, 1, 10), "10/01/2019", "ngày 10 tháng 01 năm 2019"),
    ],
)
def test_leading_zero_for_days_below_ten_and_months_one_and_two(day: date, short: str, long: str) -> None:
    assert (short_date(day), long_date(day)) == (short, long)


@given(st.dates())
def test_dates_can_be_read_back(day: date) -> None:
    d, m, y = short_date(day).split("/")
    assert date(int(y), int(m), int(d)) == day


def test_letters_skip_f_j_w_z() -> None:
    assert [letter(place) for place in range(11)] == ["a", "b", "c", "d", "đ", "e", "g", "h", "i", "k", "l"]
    assert not set("fjwz") & set(LETTERS)
    assert letter(len(LETTERS)) == "aa"


@pytest.mark.parametrize(
    ("value", "unit", "text"),
    [
        (Decimal("0.5"), TimeUnit.WORKING_DAY, "½ ngày làm việc"),
        (Decimal(3), TimeUnit.WORKING_DAY, "03 ngày làm việc"),
        (Decimal(25), TimeUnit.CALENDAR_DAY, "25 ngày"),
        (Decimal("1.5"), TimeUnit.CALENDAR_DAY, "1,5 ngày"),
        (Decimal("1.50"), TimeUnit.HOUR, "1,5 giờ làm việc"),
        (Decimal(2), TimeUnit.MONTH, "02 tháng"),
        (None, TimeUnit.SAME_DAY, "Trong ngày"),
        (None, TimeUnit.BY_AGREEMENT, "Theo thỏa thuận"),
        (None, None, "chưa xác định"),
    ],
)
def test_durations(value: Decimal | None, unit: TimeUnit | None, text: str) -> None:
    assert duration_text(value, unit) == text


@given(st.decimals(min_value=Decimal("0.1"), max_value=3650, places=2))
def test_numbers_can_be_read_back(value: Decimal) -> None:
    text = number_text(value)
    assert Decimal("0.5") if text == "½" else Decimal(text.replace(",", ".")) == value


def test_money_and_retention() -> None:
    assert money(50_000) == "50.000 đồng"
    assert money(1_250_000) == "1.250.000 đồng"
    assert [retention_text(r) for r in (None, Retention(permanent=True), Retention(years=1), Retention(months=6))] == [
        "chưa xác định",
        "Vĩnh viễn",
        "01 năm",
        "06 tháng",
    ]


def test_a_law_is_cited_by_name_other_acts_by_number() -> None:
    law = act("60/2014/QH13", ActKind.LAW, title="Luật Hộ tịch", issuer="Quốc hội", signed="2014-11-20")
    decree = act(signed="2015-11-15")
    assert citation(law, long=True) == "Luật Hộ tịch ngày 20 tháng 11 năm 2014"
    assert citation(law) == "Luật Hộ tịch số 60/2014/QH13"
    assert citation(decree) == "Nghị định số 123/2015/NĐ-CP ngày 15/11/2015 của Chính phủ quy định chi tiết một số điều"
    assert citation(act()) == "Nghị định số 123/2015/NĐ-CP của Chính phủ quy định chi tiết một số điều"


def test_acts_stand_in_the_legal_order() -> None:
    acts = [act("2/2015/TT-BTP", ActKind.CIRCULAR), act(), act("60/2014/QH13", ActKind.LAW), act("9/2014/NĐ-CP")]
    assert [a.number for a in in_legal_order(acts)] == ["60/2014/QH13", "9/2014/NĐ-CP", "123/2015/NĐ-CP", "2/2015/TT-BTP"]


@pytest.mark.parametrize(
    ("facts", "before", "first"),
    [
        ({"effective_from": "2016-01-01", "signed": "2015-11-15"}, date(2015, 12, 31), date(2016, 1, 1)),
        ({"signed": "2015-11-15"}, date(2015, 11, 14), date(2015, 11, 15)),
        ({}, date(2015, 12, 31), date(2016, 1, 1)),
    ],
)
def test_an_act_is_cited_from_the_day_it_takes_effect(facts: dict[str, str], before: date, first: date) -> None:
    assert not act(**facts).stands_on(before)
    assert act(**facts).stands_on(first)


def test_an_act_stands_to_the_end_of_its_last_day() -> None:
    ended = act(effective_from="2016-01-01", effective_to="2020-07-15")
    assert ended.stands_on(date(2020, 7, 15)) and not ended.stands_on(date(2020, 7, 16))


@given(st.lists(st.text("abc ;.,", min_size=1).filter(lambda t: t.strip(" ;.,")), min_size=1, max_size=6))
def test_lists_end_with_semicolons_and_one_full_stop(lines: list[str]) -> None:
    closed = closed_list(lines)
    assert all(line.endswith(";") for line in closed[:-1]) and closed[-1].endswith(".")
