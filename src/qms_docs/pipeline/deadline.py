"""When the result of a dossier is due, and the days that do not count."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path

from ..diagnostics import say
from ..domain.dated import in_force
from ..domain.procedure import AdministrativeProcedure, TimeLimit
from ..domain.working_time import begins, due, step_times
from ..errors import RequestError
from ..load import load_workspace


@dataclass(frozen=True)
class StepTime:
    """A step: what is done, by which position (its title where the unit is known, else its key), from when until when."""

    action: str
    actor: str
    begins: datetime | None
    ends: datetime | None


@dataclass(frozen=True)
class Deadline:
    """A scenario with its limits, the moment the result is due (None where no limit is known), the days that do not count.

    `begins` is when work begins; the steps follow one another from then.
    """

    scenario: str
    title: str
    limits: tuple[TimeLimit, ...]
    due: datetime | None
    begins: datetime
    steps: tuple[StepTime, ...]
    skipped: tuple[tuple[date, str], ...]


def deadlines(
    workspace: Path | str, code: str, received: datetime, channel: str | None = None, commune: str | None = None
) -> tuple[AdministrativeProcedure, tuple[Deadline, ...]]:
    """Return when a dossier received then is due, in each scenario; raises RequestError for what is unknown."""
    catalogue = load_workspace(Path(workspace)).catalogue
    procedure = catalogue.procedures.get(code)
    if procedure is None:
        raise RequestError(say("There is no procedure {code}.", code=code), say("See qms-docs list procedures."))
    calendar, day = catalogue.calendar, received.date()
    if not calendar.years[0] <= day.year < calendar.years[1]:
        years = say("The calendar knows the years {first} to {last}.", first=calendar.years[0], last=calendar.years[1])
        raise RequestError(say("The holidays of {year} are not known.", year=day.year), years)
    unit = None
    if commune is not None:
        unit = catalogue.commune_on(commune, day)
        if unit is None:
            fact = say("There is no commune with the code {code} on this day.", code=commune)
            raise RequestError(fact, say("See qms-docs list communes."))
        procedure = catalogue.procedure_for(unit, procedure, day)
    kind = name.kind.value if unit is not None and (name := unit.name_on(day)) is not None else "xã"
    regime = catalogue.one_stop_on(day)

    def title_of(position: str) -> str:
        known = catalogue.positions.get(position)
        title = (known.title_on(day, kind) if known else None) or position
        return title.replace("{kind}", kind).replace("{reception_unit}", regime.reception_unit if regime else "")

    titles = {scenario.key: scenario.title for scenario in procedure.scenarios} or {"standard": ""}
    found = []
    for key, title in titles.items():
        limits = tuple(
            limit
            for limit in in_force(procedure.time_limits, day)
            if limit.scenario == key and (limit.channel is None or channel is None or limit.channel.value == channel)
        )
        end = due(received, limits, calendar)
        skipped: list[tuple[date, str]] = []
        at = day
        while end is not None and at < end.date():
            if reason := calendar.why_not(at):
                skipped.append((at, reason))
            at += timedelta(days=1)
        start = begins(received, limits, calendar)
        steps = in_force(procedure.steps, day)
        times = step_times(start, (step.durations.get(key) for step in steps), calendar)
        rows = tuple(
            StepTime(step.action, title_of(step.actor), *_within(time, end)) for step, time in zip(steps, times, strict=True)
        )
        found.append(Deadline(key, title, limits, end, start, rows, tuple(skipped)))
    return procedure, tuple(found)


def _within(time: tuple[datetime, datetime] | None, due: datetime | None) -> tuple[datetime | None, datetime | None]:
    """Return the times of a step, none of them after the result is due: a day of work ends with the day itself."""
    if time is None:
        return None, None
    return (time[0], time[1]) if due is None else (min(time[0], due), min(time[1], due))
