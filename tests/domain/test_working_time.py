"""Working days: hand-worked results on real calendars, and what must hold for any day."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal
from itertools import pairwise
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from qms_docs.domain.calendar_change import CalendarChange, CalendarFile
from qms_docs.domain.procedure import StepDuration, TimeLimit, TimeUnit
from qms_docs.domain.working_time import OfficeHours, begins, due, months_after, office_minutes, step_times
from qms_docs.load.calendar import working_calendar

SWAP = CalendarChange(off=date(2026, 1, 2), work=date(2026, 1, 10), name="Hoán đổi", source="12729/VPCP-KGVX")
CALENDAR = working_calendar(CalendarFile(changes=(SWAP,)))
DAYS = st.dates(date(2015, 1, 1), date(2035, 1, 1))


def limit(value: str, unit: TimeUnit = TimeUnit.WORKING_DAY, **more: object) -> TimeLimit:
    return TimeLimit.model_validate({"value": value, "unit": unit, **more})


SAME_DAY = TimeLimit.model_validate({"unit": "same_day", "cutoff_hour": 15})


def at(text: str) -> datetime:
    return datetime.fromisoformat(text)


@pytest.mark.parametrize(
    ("received", "limits", "expected", "why"),
    [
        ("2018-12-03T09:00", [limit("3")], "2018-12-06T17:00", "an ordinary week"),
        ("2018-12-06T09:00", [limit("3")], "2018-12-11T17:00", "over a weekend"),
        ("2018-12-08T09:00", [limit("1")], "2018-12-11T17:00", "handed in online on a Saturday: Monday is the day of receipt"),
        ("2018-02-12T09:00", [limit("3")], "2018-02-22T17:00", "over Tết 2018: off from 14 to 20 February"),
        ("2026-01-01T09:00", [limit("1")], "2026-01-06T17:00", "1 and 2 January off, then a weekend: received on Monday the 5th"),
        ("2026-01-09T09:00", [limit("1")], "2026-01-10T17:00", "the Saturday worked instead of 2 January"),
        ("2018-12-03T15:30", [limit("2", cutoff_hour=15)], "2018-12-06T17:00", "after 15 hours: counted from the next day"),
        ("2018-12-03T14:59", [limit("2", cutoff_hour=15)], "2018-12-05T17:00", "before 15 hours"),
        ("2018-12-03T09:00", [SAME_DAY], "2018-12-03T17:00", "the same day"),
        ("2018-12-07T15:10", [SAME_DAY], "2018-12-10T17:00", "Monday"),
        ("2018-12-03T09:00", [limit("0.5")], "2018-12-04T11:00", "half a day begins when the office opens again"),
        ("2018-12-03T16:00", [limit("2", TimeUnit.HOUR)], "2018-12-04T08:00", "one hour today, one tomorrow"),
        ("2018-12-03T09:00", [limit("25", TimeUnit.CALENDAR_DAY)], "2018-12-28T17:00", "calendar days"),
        ("2026-08-10T09:00", [limit("20", TimeUnit.CALENDAR_DAY)], "2026-09-03T17:00", "ends on a Sunday, then 31/8 to 2/9 off"),
    ],
    ids=lambda value: value if isinstance(value, str) and "T" not in value else None,
)  # fmt: skip
def test_hand_worked_results(received: str, limits: list[TimeLimit], expected: str, why: str) -> None:
    assert due(at(received), tuple(limits), CALENDAR) == at(expected), why


def test_a_verification_is_added_to_the_limit() -> None:
    both = (limit("20", TimeUnit.CALENDAR_DAY, extends_base=True), limit("3"))
    assert due(at("2018-12-03T09:00"), both, CALENDAR) == at("2018-12-26T17:00")


def test_nobody_knows_without_a_limit() -> None:
    unknown = TimeLimit.model_validate({})
    agreed = TimeLimit.model_validate({"unit": "by_agreement"})
    assert due(at("2018-12-03T09:00"), (unknown,), CALENDAR) is None
    assert due(at("2018-12-03T09:00"), (agreed,), CALENDAR) is None
    assert due(at("2018-12-03T09:00"), (), CALENDAR) is None


def test_a_working_day_is_eight_hours() -> None:
    assert OfficeHours().minutes == office_minutes(Decimal(1), TimeUnit.WORKING_DAY) == office_minutes(Decimal(8), TimeUnit.HOUR)
    assert office_minutes(Decimal(3), TimeUnit.CALENDAR_DAY) is None


@given(DAYS, st.integers(0, 30), st.integers(0, 30))
def test_adding_twice_is_adding_the_sum(day: date, one: int, two: int) -> None:
    first = CALENDAR.working_day_from(day)
    assert CALENDAR.add_days(CALENDAR.add_days(first, one), two) == CALENDAR.add_days(first, one + two)


@given(DAYS, st.integers(0, 60))
def test_a_result_is_never_due_on_a_day_off_and_never_before(day: date, count: int) -> None:
    end = CALENDAR.add_days(day, count)
    assert CALENDAR.is_working_day(end) and end >= day
    between = sum(CALENDAR.is_working_day(day + timedelta(days=n)) for n in range(1, (end - day).days + 1))
    assert between == count or (count == 0 and between == 1) or not CALENDAR.is_working_day(day)


@given(DAYS, st.integers(0, 23), st.integers(0, 59), st.integers(0, 2000), st.integers(0, 2000))
def test_office_minutes_add_up(day: date, hour: int, minute: int, one: int, two: int) -> None:
    start = datetime(day.year, day.month, day.day, hour, minute)
    assert CALENDAR.work_begins(CALENDAR.add_minutes(CALENDAR.add_minutes(start, one), two)) == CALENDAR.work_begins(
        CALENDAR.add_minutes(start, one + two)
    )


@given(DAYS, st.integers(0, 40))
def test_later_is_never_due_earlier(day: date, count: int) -> None:
    assert CALENDAR.add_days(day, count) <= CALENDAR.add_days(day + timedelta(days=1), count)


@given(DAYS, st.integers(0, 36))
def test_months_end_in_their_month(day: date, months: int) -> None:
    later = months_after(day, months)
    assert (later.year - day.year) * 12 + later.month - day.month == months and later.day <= day.day


UNITS = st.sampled_from([("1", TimeUnit.HOUR), ("4", TimeUnit.HOUR), ("0.5", TimeUnit.WORKING_DAY), ("2", TimeUnit.WORKING_DAY)])


def duration(value: str, unit: TimeUnit, **more: object) -> StepDuration:
    return StepDuration.model_validate({"value": value, "unit": unit.value, **more})


@given(st.datetimes(datetime(2018, 1, 1), datetime(2026, 12, 1)), st.lists(UNITS, min_size=1, max_size=6), st.randoms())
def test_steps_follow_one_another_in_any_order(received: datetime, parts: list[tuple[str, TimeUnit]], order: Random) -> None:
    start = begins(received, (), CALENDAR)
    times = [each for each in step_times(start, [duration(*part) for part in parts], CALENDAR) if each]
    assert times[0][0] == start
    assert all(one[1] == other[0] and other[0] <= other[1] for one, other in pairwise(times))
    shuffled = parts[:]
    order.shuffle(shuffled)
    assert step_times(start, [duration(*part) for part in shuffled], CALENDAR)[-1][1] == times[-1][1]  # type: ignore[index]
    minutes = sum(office_minutes(Decimal(value), unit) or 0 for value, unit in parts)
    assert times[-1][1] == CALENDAR.add_minutes(start, minutes)


@given(st.datetimes(datetime(2018, 1, 1), datetime(2026, 12, 1)), st.integers(1, 12))
def test_steps_that_fill_the_limit_end_before_it_is_due(received: datetime, days: int) -> None:
    """Half a day, the rest, half a day: the sum of the limit, in other units."""
    parts = [
        duration("4", TimeUnit.HOUR),
        *[duration("1", TimeUnit.WORKING_DAY)] * (days - 1),
        duration("0.5", TimeUnit.WORKING_DAY),
    ]
    limits = (limit(str(days)),)
    ends = step_times(begins(received, limits, CALENDAR), parts, CALENDAR)[-1]
    end = due(received, limits, CALENDAR)
    assert ends is not None and end is not None and ends[1] <= end


def test_steps_that_share_a_cell_share_its_time() -> None:
    parts = [duration("1", TimeUnit.WORKING_DAY, group=1), StepDuration(group=1), None, duration("2", TimeUnit.HOUR)]
    found = step_times(at("2018-12-03T09:00"), parts, CALENDAR)
    assert found == [
        (at("2018-12-03T09:00"), at("2018-12-04T09:00")),
        (at("2018-12-03T09:00"), at("2018-12-04T09:00")),
        None,
        (at("2018-12-04T09:00"), at("2018-12-04T11:00")),
    ]


def test_office_hours_are_data() -> None:
    sessions = [{"begins": "07:30", "ends": "11:30"}, {"begins": "13:30", "ends": "17:30"}]
    fact = {"sessions": sessions, "verified": False, "source": "x"}
    calendar = working_calendar(CalendarFile.model_validate({"office_hours": fact}))
    assert due(at("2018-12-03T09:00"), (limit("3"),), calendar) == at("2018-12-06T17:30")
    with pytest.raises(ValidationError, match="office-hours"):
        CalendarFile.model_validate({"office_hours": fact | {"sessions": sessions[:1]}})
