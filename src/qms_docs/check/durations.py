"""Rules about time limits and the times of steps, for all and where a place differs.

In: `Subject`. Out: findings at limits and steps, or at the difference that last changed them. Touches: nothing.

Office time (hours, half days, working days) is compared in minutes of work, calendar time (days, months of 30 days) in days; the
two are never compared with each other.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from ..diagnostics import Message, Severity, say
from ..domain.dated import in_force
from ..domain.procedure import AdministrativeProcedure, TimeLimit, TimeUnit
from ..domain.vietnamese import duration_text
from ..domain.working_time import MINUTES_A_DAY, office_minutes
from .procedures import found_in, scenarios_of
from .rules import Finding, Steps, Subject, rule

_ERROR, _WARNING = Severity.ERROR, Severity.WARNING
_DAYS = {TimeUnit.CALENDAR_DAY: Decimal(1), TimeUnit.MONTH: Decimal(30)}


@dataclass(frozen=True)
class Span:
    """A length of time: minutes of office work, or days of the calendar."""

    amount: Decimal
    is_office: bool

    @property
    def text(self) -> str:
        """The span as a sheet would print it."""
        if not self.is_office:
            return duration_text(self.amount, TimeUnit.CALENDAR_DAY)
        if self.amount % (MINUTES_A_DAY // 2) == 0:
            return duration_text(self.amount / MINUTES_A_DAY, TimeUnit.WORKING_DAY)
        return duration_text(self.amount / 60, TimeUnit.HOUR)


def span(value: Decimal | None, unit: TimeUnit | None) -> Span | None:
    """Return how long a limit or a step takes, None where nobody can say; what is done within the day may take all of it."""
    if unit is TimeUnit.SAME_DAY:
        return Span(Decimal(MINUTES_A_DAY), is_office=True)
    if value is None or unit is None or unit is TimeUnit.BY_AGREEMENT:
        return None
    minutes = office_minutes(value, unit)
    return Span(Decimal(minutes), is_office=True) if minutes is not None else Span(value * _DAYS[unit], is_office=False)


def _spans_of_steps(procedure: AdministrativeProcedure, scenario: str, subject: Subject) -> list[Span]:
    durations = (step.durations.get(scenario) for step in in_force(procedure.steps, subject.day))
    found = (span(each.value, each.unit) for each in durations if each is not None)
    return [each for each in found if each is not None]


def _sum(spans: list[Span]) -> Span | None:
    """Return the sum of spans of one kind; None where there are none, or of both kinds."""
    kinds = {each.is_office for each in spans}
    return Span(sum((each.amount for each in spans), Decimal(0)), kinds.pop()) if len(kinds) == 1 else None


def _longest(limits: list[TimeLimit], base: Span | None) -> Span | None:
    """Return the longest limit of a scenario, the base added to what extends it; None where no two can be compared."""
    found = []
    for limit in limits:
        own = span(limit.value, limit.unit)
        if own is not None:
            found.append(_sum([base, own]) if limit.extends_base and base is not None else own)
    known = [each for each in found if each is not None]
    return max(known, key=lambda each: each.amount) if len({each.is_office for each in known}) == 1 else None


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


def _compared(subject: Subject) -> Iterator[tuple[Finding, AdministrativeProcedure, str, Span, Span]]:
    """Yield the times of steps and the limit of each scenario where both are known and of one kind."""
    for procedure, place in _places(subject):
        limits = in_force(procedure.time_limits, subject.day)
        # What prolongs «within the day» is counted from that day.
        bases = [limit for limit in limits if limit.scenario == "standard" and limit.unit is not TimeUnit.SAME_DAY]
        base = _longest([limit for limit in bases if not limit.extends_base], None)
        for scenario in sorted(scenarios_of(procedure)):
            allowed = _longest([limit for limit in limits if limit.scenario == scenario], base)
            total = _sum(_spans_of_steps(procedure, scenario, subject))
            if total is not None and allowed is not None and total.is_office == allowed.is_office:
                yield place, procedure, scenario, total, allowed


@rule("TIM001", "limit-unknown", _WARNING)
def limit_unknown(subject: Subject) -> Iterator[Finding]:
    """Nguồn không cho biết thời hạn giải quyết; tài liệu in «chưa xác định».

    Kiểm tra gì: thủ tục có ít nhất một thời hạn có «unit» vào ngày lập tài liệu.

    Vì sao: thời hạn là bộ phận bắt buộc của thủ tục (Nghị định 63/2010/NĐ-CP, Điều 8). Trên Cổng dịch vụ công nhiều thủ tục
    chỉ có số «1» không đơn vị; số đó không phải thời hạn.

    Ví dụ sai:

        time_limits: [{scenario: standard, note: Nguồn chỉ ghi số «1»}]

    Ví dụ đúng:

        time_limits: [{scenario: standard, value: 5, unit: working_day}]

    Cách sửa: ghi thời hạn khi đã thấy trong quyết định công bố hoặc văn bản; không phỏng đoán.
    """
    for procedure in subject.procedures:
        if not any(limit.is_known for limit in in_force(procedure.time_limits, subject.day)):
            path: Steps = ("time_limits",) if procedure.time_limits else ()
            fact = say("No time limit is known; «chưa xác định» is printed.")
            yield found_in(subject, procedure, path, fact, say("Give the limit once it is found in a decision; never a guess."))


@rule("TIM002", "steps-exceed-limit", _ERROR)
def steps_exceed_limit(subject: Subject) -> Iterator[Finding]:
    """Tổng thời gian các bước dài hơn thời hạn giải quyết.

    Kiểm tra gì: theo từng trường hợp, cộng thời gian các bước (ô chung tính một lần) rồi so với thời hạn dài nhất của trường
    hợp đó; giờ, nửa ngày, ngày làm việc cộng theo phút làm việc, ngày và tháng cộng theo ngày. Tính cả khác biệt địa phương.

    Vì sao: làm đúng quy trình mà vẫn trễ hẹn. Trong các quy trình thực tế tổng các bước không bao giờ vượt thời hạn.

    Ví dụ sai:

        time_limits: [{value: 3, unit: working_day}]
        steps:
          - {action: Thẩm tra., actor: civil_status_officer, durations: {standard: {value: 3, unit: working_day}}}
          - {action: Ký duyệt., actor: leader, durations: {standard: {value: 4, unit: hour}}}

    Ví dụ đúng:

        time_limits: [{value: 3, unit: working_day}]
        steps:
          - {action: Thẩm tra., actor: civil_status_officer, durations: {standard: {value: 2.5, unit: working_day}}}
          - {action: Ký duyệt., actor: leader, durations: {standard: {value: 4, unit: hour}}}

    Cách sửa: rút ngắn các bước, hoặc sửa thời hạn nếu thời hạn ghi sai.
    """
    for place, _, scenario, total, allowed in _compared(subject):
        if total.amount > allowed.amount:
            fact = say(
                "The steps of «{scenario}» take {total}, the limit is {limit}.",
                scenario=scenario,
                total=total.text,
                limit=allowed.text,
            )
            yield replace(place, fact=fact, advice=say("Shorten the steps, or correct the limit."))


@rule("TIM003", "steps-below-limit", _WARNING)
def steps_below_limit(subject: Subject) -> Iterator[Finding]:
    """Tổng thời gian các bước ngắn hơn thời hạn, trong khi mọi bước đều đã có thời gian.

    Kiểm tra gì: như TIM002, khi mọi bước của trường hợp đều ghi thời gian (hoặc thuộc một ô chung).

    Vì sao: trong 53 quy trình thực tế 53 trên 54 cột thời gian cộng đúng bằng thời hạn; ngắn hơn thường là mất một bước.

    Ví dụ sai:

        time_limits: [{value: 3, unit: working_day}]
        steps: [{action: Thẩm tra., actor: civil_status_officer, durations: {standard: {value: 2, unit: working_day}}}]

    Ví dụ đúng:

        time_limits: [{value: 3, unit: working_day}]
        steps: [{action: Thẩm tra., actor: civil_status_officer, durations: {standard: {value: 3, unit: working_day}}}]

    Cách sửa: xem có thiếu bước nào không; cố ý làm nhanh hơn thời hạn thì ghi lời bỏ qua kèm lý do.
    """
    for place, procedure, scenario, total, allowed in _compared(subject):
        timed = all(scenario in step.durations for step in in_force(procedure.steps, subject.day))
        if total.amount < allowed.amount and timed:
            fact = say(
                "The steps of «{scenario}» take {total}, less than the limit of {limit}.",
                scenario=scenario,
                total=total.text,
                limit=allowed.text,
            )
            yield replace(
                place, fact=fact, advice=say("Check whether a step is missing; in real sheets the sum equals the limit.")
            )
