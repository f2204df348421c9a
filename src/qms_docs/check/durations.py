"""Rules about the times of steps against the limits, for all and where a place differs.

In: `Subject`. Out: findings at the steps, or at the difference that last changed them. Touches: nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from ..diagnostics import Message, Severity, say
from ..domain.dated import in_force
from ..domain.procedure import AdministrativeProcedure, ProcessStep, TimeLimit, TimeUnit
from ..domain.vietnamese import duration_text
from .rules import Finding, Steps, Subject, rule

_ERROR, _WARNING = Severity.ERROR, Severity.WARNING


def _scenarios(procedure: AdministrativeProcedure) -> set[str]:
    return {scenario.key for scenario in procedure.scenarios} or {"standard"}


_DAYS = {
    TimeUnit.HOUR: Decimal(1) / 8,
    TimeUnit.WORKING_DAY: Decimal(1),
    TimeUnit.CALENDAR_DAY: Decimal(1),
    TimeUnit.MONTH: Decimal(30),
}


def _total(steps: tuple[ProcessStep, ...], scenario: str) -> tuple[Decimal, set[TimeUnit]]:
    total, units = Decimal(0), set()
    for step in steps:
        duration = step.durations.get(scenario)
        if duration is not None and duration.value is not None and duration.unit is not None:
            total += duration.value * _DAYS[duration.unit]
            units.add(duration.unit)
    return total, units


def _longest(limits: list[TimeLimit], base: Decimal) -> tuple[Decimal, TimeLimit] | None:
    counted = [
        (limit.value * _DAYS[limit.unit] + (base if limit.extends_base else 0), limit)
        for limit in limits
        if limit.value is not None and limit.unit is not None
    ]
    return max(counted, key=lambda pair: pair[0]) if counted else None


def _day_kinds(units: set[TimeUnit]) -> set[str]:
    """Hours and working days measure office time; calendar days and months the calendar."""
    return {"office" if unit in (TimeUnit.HOUR, TimeUnit.WORKING_DAY) else "calendar" for unit in units}


def _places(subject: Subject) -> Iterator[tuple[AdministrativeProcedure, Finding]]:
    """Yield each procedure, as for all and as it differs in places, with where its times are told."""
    for procedure in subject.procedures:
        yield procedure, _at(subject.catalogue.origin("procedure", procedure.code), ("steps",), procedure)
    for merged in subject.local_procedures:
        by = merged.changes[-1].by
        yield merged.procedure, _at(by.file, ("overrides", by.number), merged.procedure)


def _at(file: str, path: Steps, procedure: AdministrativeProcedure) -> Finding:
    nothing = Message("")
    return Finding(file, path, nothing, nothing, procedure=procedure.code)


def _compared_sums(subject: Subject) -> Iterator[tuple[Finding, AdministrativeProcedure, str, Decimal, Decimal, TimeLimit]]:
    for procedure, place in _places(subject):
        limits = in_force(procedure.time_limits, subject.day)
        steps = in_force(procedure.steps, subject.day)
        standard = _longest([limit for limit in limits if limit.scenario == "standard"], Decimal(0))
        for scenario in sorted(_scenarios(procedure)):
            longest = _longest([limit for limit in limits if limit.scenario == scenario], standard[0] if standard else Decimal(0))
            total, units = _total(steps, scenario)
            if longest is None or not total or longest[1].unit is None:
                continue
            # Working and calendar days are only compared with each other where they are alike.
            if _day_kinds(units) == _day_kinds({longest[1].unit}):
                yield place, procedure, scenario, total, longest[0], longest[1]


@rule("TIM002", "steps-exceed-limit", _ERROR)
def steps_exceed_limit(subject: Subject) -> Iterator[Finding]:
    """Tổng thời gian các bước dài hơn thời hạn giải quyết."""
    for place, _, scenario, total, allowed, limit in _compared_sums(subject):
        if total > allowed:
            yield replace(
                place,
                fact=say(
                    "The steps of «{scenario}» take {total} days, the limit is {limit}.",
                    scenario=scenario,
                    total=f"{total:f}",
                    limit=duration_text(limit.value, limit.unit),
                ),
                advice=say("Shorten the steps, or correct the limit."),
            )


@rule("TIM003", "steps-below-limit", _WARNING)
def steps_below_limit(subject: Subject) -> Iterator[Finding]:
    """Tổng thời gian các bước ngắn hơn thời hạn, trong khi mọi bước đều đã có thời gian."""
    for place, procedure, scenario, total, allowed, limit in _compared_sums(subject):
        timed = all(scenario in step.durations for step in in_force(procedure.steps, subject.day))
        if total < allowed and timed:
            yield replace(
                place,
                fact=say(
                    "The steps of «{scenario}» take {total} days, less than the limit of {limit}.",
                    scenario=scenario,
                    total=f"{total:f}",
                    limit=duration_text(limit.value, limit.unit),
                ),
                advice=say("Check whether a step is missing; in real sheets the sum equals the limit."),
            )
