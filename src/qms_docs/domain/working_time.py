"""Working days: when a result is due, in working days, half days, hours, calendar days and months.

In: a calendar, a moment, a time limit. Out: moments. Touches: nothing. A working day is 8 office hours.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from .procedure import StepDuration, TimeLimit, TimeUnit

_DAY = timedelta(days=1)
MINUTES_A_DAY = 480
_SATURDAY = 5


@dataclass(frozen=True)
class OfficeHours:
    """Giờ hành chính: a morning and an afternoon that make 8 hours."""

    sessions: tuple[tuple[time, time], ...] = ((time(7), time(11)), (time(13), time(17)))

    @property
    def begins(self) -> time:
        """When the office opens."""
        return self.sessions[0][0]

    @property
    def ends(self) -> time:
        """When the office closes."""
        return self.sessions[-1][1]

    @property
    def minutes(self) -> int:
        """Minutes of a working day."""
        return sum(_minutes(end) - _minutes(start) for start, end in self.sessions)


def _minutes(moment: time) -> int:
    return moment.hour * 60 + moment.minute


@dataclass(frozen=True)
class WorkingCalendar:
    """Ngày nghỉ và ngày làm bù: days off on weekdays, days of work at weekends, the office hours; years it speaks for."""

    days_off: dict[date, str] = field(default_factory=dict)
    days_worked: dict[date, str] = field(default_factory=dict)
    hours: OfficeHours = OfficeHours()
    years: tuple[int, int] = (1, 9999)

    def is_working_day(self, day: date) -> bool:
        """True if the office works on the day: a weekday that is no holiday, or a weekend day worked instead of another."""
        if day in self.days_worked:
            return True
        return day.weekday() < _SATURDAY and day not in self.days_off

    def why_not(self, day: date) -> str:
        """Why the office does not work on the day; the empty text where it does."""
        if self.is_working_day(day):
            return ""
        return self.days_off.get(day) or ("thứ Bảy" if day.weekday() == _SATURDAY else "Chủ nhật")

    def working_day_from(self, day: date) -> date:
        """Return the day itself, or the next working day."""
        while not self.is_working_day(day):
            day += _DAY
        return day

    def add_days(self, day: date, count: int) -> date:
        """Return the working day that is `count` working days after `day`; the day itself is not counted."""
        for _ in range(count):
            day = self.working_day_from(day + _DAY)
        return self.working_day_from(day)

    def work_begins(self, moment: datetime) -> datetime:
        """Return the moment itself where the office works, else when it works next."""
        day = self.working_day_from(moment.date())
        if day != moment.date():
            return datetime.combine(day, self.hours.begins)
        for start, end in self.hours.sessions:
            if moment.time() < end:
                return max(moment, datetime.combine(day, start))
        return datetime.combine(self.working_day_from(day + _DAY), self.hours.begins)

    def add_minutes(self, moment: datetime, minutes: int) -> datetime:
        """Return the moment at which so many office minutes have passed."""
        moment = self.work_begins(moment)
        while minutes > 0:
            end = next(end for _, end in self.hours.sessions if moment.time() < end)
            left = _minutes(end) - _minutes(moment.time())
            if minutes <= left:
                return moment + timedelta(minutes=minutes)
            minutes -= left
            moment = self.work_begins(datetime.combine(moment.date(), end))
        return moment


def office_minutes(value: Decimal, unit: TimeUnit) -> int | None:
    """Return working days and hours in minutes of work, so that steps and limits compare; None for units that are no work."""
    if unit is TimeUnit.WORKING_DAY:
        return int(value * MINUTES_A_DAY)
    return int(value * 60) if unit is TimeUnit.HOUR else None


def months_after(day: date, months: int) -> date:
    """Return the same day so many months later, or the last of a shorter month (Bộ luật Dân sự 2015, Điều 147)."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    last = (date(year + (month == 11), (month + 1) % 12 + 1, 1) - _DAY).day
    return date(year, month + 1, min(day.day, last))


def due(received: datetime, limits: tuple[TimeLimit, ...], calendar: WorkingCalendar) -> datetime | None:
    """Return when the result of a dossier received then is due; extensions are added to the limit; None where nobody knows.

    Whole days end when the office closes; the day of receipt is not counted, and a dossier handed in after the hour of a limit
    counts from the next working day. A last day off moves to the next working day (Bộ luật Dân sự 2015, Điều 148).
    """
    moment: datetime | None = None
    for limit in sorted(limits, key=lambda each: each.extends_base):
        moment = _after(moment or received, limit, calendar, is_first=moment is None)
        if moment is None:
            return None
    return moment


def begins(received: datetime, limits: tuple[TimeLimit, ...], calendar: WorkingCalendar) -> datetime:
    """Return when work on a dossier begins: when received, else when the office opens next; after a cut-off the day after."""
    late = any(limit.cutoff_hour is not None and received.hour >= limit.cutoff_hour for limit in limits)
    if late and calendar.is_working_day(received.date()):
        return datetime.combine(calendar.working_day_from(received.date() + _DAY), calendar.hours.begins)
    return calendar.work_begins(received)


def step_times(
    start: datetime, durations: Iterable[StepDuration | None], calendar: WorkingCalendar
) -> list[tuple[datetime, datetime] | None]:
    """Return when each step begins and ends when one follows the other; None for a step that has no time of its own.

    Steps of one group share their time. Time of the office ends when so many minutes of work have passed, whole days of the
    calendar end when the office closes.
    """
    found: list[tuple[datetime, datetime] | None] = []
    groups: dict[int, tuple[datetime, datetime]] = {}
    for duration in durations:
        shared = groups.get(duration.group) if duration is not None and duration.group is not None else None
        own = shared or (_span(start, duration, calendar) if duration is not None else None)
        if own is not None:
            start = own[1]
            if duration is not None and duration.group is not None:
                groups[duration.group] = own
        found.append(own)
    return found


def _span(start: datetime, duration: StepDuration, calendar: WorkingCalendar) -> tuple[datetime, datetime] | None:
    if duration.unit is TimeUnit.SAME_DAY:
        return start, datetime.combine(start.date(), calendar.hours.ends)
    if duration.value is None or duration.unit is None:
        return None
    minutes = office_minutes(duration.value, duration.unit)
    if minutes is not None:
        return start, calendar.add_minutes(start, minutes)
    whole = int(duration.value)
    day = months_after(start.date(), whole) if duration.unit is TimeUnit.MONTH else start.date() + timedelta(days=whole)
    return start, datetime.combine(calendar.working_day_from(day), calendar.hours.ends)


def _after(start: datetime, limit: TimeLimit, calendar: WorkingCalendar, is_first: bool) -> datetime | None:
    late = is_first and limit.cutoff_hour is not None and start.hour >= limit.cutoff_hour
    closes = calendar.hours.ends
    first = calendar.work_begins(start)
    if limit.unit is TimeUnit.SAME_DAY:
        day = calendar.working_day_from(first.date() + _DAY) if late else first.date()
        return datetime.combine(day, closes)
    if limit.value is None or limit.unit is None or limit.unit is TimeUnit.BY_AGREEMENT:
        return None
    if late:
        first = datetime.combine(calendar.working_day_from(start.date() + _DAY), calendar.hours.begins)
    if limit.unit is TimeUnit.HOUR:
        return calendar.add_minutes(first, int(limit.value * 60))
    # What is added to a limit is counted from the day the limit ends.
    counted = first.date() if is_first else start.date()
    whole = int(limit.value)
    if limit.unit is TimeUnit.WORKING_DAY:
        end = datetime.combine(calendar.add_days(counted, whole), closes)
        half = int((limit.value - whole) * MINUTES_A_DAY)
        return calendar.add_minutes(end, half) if half else end
    day = months_after(counted, whole) if limit.unit is TimeUnit.MONTH else counted + timedelta(days=whole)
    return datetime.combine(calendar.working_day_from(day), closes)
