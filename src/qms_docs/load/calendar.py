"""The calendar of working days: Vietnam's public holidays and the changes that the workspace adds.

In: `law/calendar.yaml`. Out: `WorkingCalendar`. Touches: nothing else; the holidays come from the library `holidays`.
"""

from __future__ import annotations

from functools import lru_cache

from ..domain.calendar_change import CalendarFile
from ..domain.working_time import WorkingCalendar

YEARS = (2010, 2040)


@lru_cache(maxsize=1)
def _public() -> WorkingCalendar:
    # The library brings the holidays of all countries along; only who asks for days waits for them.
    import holidays

    found = holidays.country_holidays("VN", years=range(YEARS[0], YEARS[1] + 1), language="vi")
    return WorkingCalendar(dict(found.items()), dict.fromkeys(found.weekend_workdays, "làm bù"), years=YEARS)


def working_calendar(file: CalendarFile) -> WorkingCalendar:
    """Return the public calendar with the changes and the office hours of the workspace."""
    public = _public()
    days_off, days_worked = dict(public.days_off), dict(public.days_worked)
    for change in file.changes:
        if change.off is not None:
            days_off[change.off] = change.name
            days_worked.pop(change.off, None)
        if change.work is not None:
            days_worked[change.work] = change.name
            days_off.pop(change.work, None)
    hours = file.office_hours.hours if file.office_hours is not None else public.hours
    return WorkingCalendar(days_off, days_worked, hours, public.years)
