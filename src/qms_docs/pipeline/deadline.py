"""When the result of a dossier is due, and the days that do not count."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path

from ..diagnostics import say
from ..domain.dated import in_force
from ..domain.procedure import AdministrativeProcedure, TimeLimit
from ..domain.working_time import due
from ..errors import RequestError
from ..load import load_workspace


@dataclass(frozen=True)
class Deadline:
    """A scenario with its limits, the moment the result is due (None where no limit is known), the days that do not count."""

    scenario: str
    title: str
    limits: tuple[TimeLimit, ...]
    due: datetime | None
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
    if commune is not None:
        unit = catalogue.commune_on(commune, day)
        if unit is None:
            fact = say("There is no commune with the code {code} on this day.", code=commune)
            raise RequestError(fact, say("See qms-docs list communes."))
        procedure = catalogue.procedure_for(unit, procedure, day)
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
        found.append(Deadline(key, title, limits, end, tuple(skipped)))
    return procedure, tuple(found)
