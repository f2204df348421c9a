"""Rules about what time limits say: kinds of time, hours, extensions, the calendar.

In: `Subject`. Out: findings at the lines of procedures and of the calendar. Touches: nothing.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..diagnostics import Severity, say
from ..domain.dated import in_force
from ..domain.vietnamese import short_date
from .durations import span
from .procedures import found_in, scenarios_of
from .rules import Finding, Subject, rule

_ERROR, _WARNING = Severity.ERROR, Severity.WARNING


@rule("TIM004", "office-and-calendar-time-mixed", _WARNING)
def time_mixed(subject: Subject) -> Iterator[Finding]:
    """Các bước của một trường hợp ghi lẫn ngày làm việc với ngày theo lịch, nên không cộng được.

    Kiểm tra gì: trong một trường hợp, thời gian các bước hoặc cùng là giờ, ngày làm việc, hoặc cùng là ngày, tháng.

    Vì sao: 03 ngày làm việc có thể là 03 hoặc 05 ngày theo lịch; tổng của hai loại không so được với thời hạn. Quy trình thực
    tế hay viết lẫn «ngày» với «ngày làm việc».

    Ví dụ sai:

        steps:
          - {action: Thẩm tra., actor: civil_status_officer, durations: {standard: {value: 2, unit: working_day}}}
          - {action: Ký duyệt., actor: leader, durations: {standard: {value: 1, unit: calendar_day}}}

    Ví dụ đúng:

        steps:
          - {action: Thẩm tra., actor: civil_status_officer, durations: {standard: {value: 2, unit: working_day}}}
          - {action: Ký duyệt., actor: leader, durations: {standard: {value: 1, unit: working_day}}}

    Cách sửa: ghi theo đơn vị của thời hạn.
    """
    for procedure in subject.procedures:
        for scenario in sorted(scenarios_of(procedure)):
            first: bool | None = None
            for place, step in enumerate(procedure.steps):
                duration = step.durations.get(scenario) if step.holds_on(subject.day) else None
                taken = span(duration.value, duration.unit) if duration is not None else None
                if taken is None:
                    continue
                if first is None:
                    first = taken.is_office
                elif taken.is_office != first:
                    fact = say("«{time}» cannot be added to the steps before it.", time=taken.text)
                    advice = say("Give all steps of the case in the unit of its limit.")
                    yield found_in(subject, procedure, ("steps", place, "durations", scenario), fact, advice)
                    break


@rule("TIM006", "cutoff-outside-office-hours", _ERROR)
def cutoff_outside_hours(subject: Subject) -> Iterator[Finding]:
    """Giờ chốt nhận hồ sơ nằm ngoài giờ làm việc.

    Kiểm tra gì: «cutoff_hour» sau giờ mở cửa và không muộn hơn giờ đóng cửa của cơ quan.

    Vì sao: giờ chốt 3 thay cho 15 thì hồ sơ nào cũng bị hẹn sang ngày làm việc tiếp theo.

    Ví dụ sai:

        time_limits: [{scenario: standard, unit: same_day, cutoff_hour: 3}]

    Ví dụ đúng:

        time_limits: [{scenario: standard, unit: same_day, cutoff_hour: 15}]

    Cách sửa: ghi giờ theo 24 giờ; giờ làm việc của cơ quan ở law/calendar.yaml.
    """
    hours = subject.catalogue.calendar.hours
    for procedure in subject.procedures:
        for place, limit in enumerate(procedure.time_limits):
            if limit.cutoff_hour is not None and not hours.begins.hour < limit.cutoff_hour <= hours.ends.hour:
                fact = say(
                    "{hour} o'clock is not within the office hours ({first} to {last}).",
                    hour=limit.cutoff_hour,
                    first=f"{hours.begins:%H:%M}",
                    last=f"{hours.ends:%H:%M}",
                )
                advice = say("Give the hour of 24, for example 15.")
                yield found_in(subject, procedure, ("time_limits", place, "cutoff_hour"), fact, advice)


@rule("TIM007", "scenario-without-limit", _WARNING)
def scenario_without_limit(subject: Subject) -> Iterator[Finding]:
    """Trường hợp được khai báo nhưng không có thời hạn nào, trong khi trường hợp khác có.

    Kiểm tra gì: mỗi trường hợp trong «scenarios» có thời hạn biết rõ vào ngày lập tài liệu, nếu thủ tục có thời hạn biết rõ.

    Vì sao: bảng các bước in một cột thời gian cho mỗi trường hợp; cột không có thời hạn ở đầu thì không ai kiểm tra được.

    Ví dụ sai:

        scenarios: [{key: standard, title: Không xác minh}, {key: verified, title: Có xác minh}]
        time_limits: [{scenario: standard, value: 5, unit: working_day}]

    Ví dụ đúng:

        scenarios: [{key: standard, title: Không xác minh}, {key: verified, title: Có xác minh}]
        time_limits:
          - {scenario: standard, value: 5, unit: working_day}
          - {scenario: verified, value: 25, unit: calendar_day}

    Cách sửa: ghi thời hạn của trường hợp đó, hoặc bỏ trường hợp.
    """
    for procedure in subject.procedures:
        known = {limit.scenario for limit in in_force(procedure.time_limits, subject.day) if limit.is_known}
        for place, scenario in enumerate(procedure.scenarios):
            if known and scenario.key not in known:
                fact = say("The case «{title}» has no time limit.", title=scenario.title)
                yield found_in(subject, procedure, ("scenarios", place), fact, say("Give its limit, or take the case out."))


@rule("TIM008", "extension-of-nothing", _ERROR)
def extension_of_nothing(subject: Subject) -> Iterator[Finding]:
    """Thời hạn ghi là kéo dài thêm nhưng không có thời hạn cơ bản để kéo dài.

    Kiểm tra gì: thời hạn có «extends_base: true» đi với một thời hạn của trường hợp «standard» không kéo dài.

    Vì sao: «kéo dài thêm không quá 03 ngày làm việc» chỉ có nghĩa khi biết kéo dài từ bao nhiêu.

    Ví dụ sai:

        time_limits: [{scenario: verified, value: 3, unit: working_day, extends_base: true}]

    Ví dụ đúng:

        time_limits:
          - {scenario: standard, value: 3, unit: working_day}
          - {scenario: verified, value: 3, unit: working_day, extends_base: true}

    Cách sửa: ghi thời hạn cơ bản, hoặc bỏ «extends_base» và ghi thời hạn đầy đủ.
    """
    for procedure in subject.procedures:
        limits = in_force(procedure.time_limits, subject.day)
        has_base = any(limit.scenario == "standard" and limit.is_known and not limit.extends_base for limit in limits)
        for place, limit in enumerate(procedure.time_limits):
            if limit.holds_on(subject.day) and limit.extends_base and not has_base:
                fact = say("The limit extends another, which is not there.")
                advice = say("Give the limit of the case «standard», or write the whole limit without «extends_base».")
                yield found_in(subject, procedure, ("time_limits", place), fact, advice)


@rule("TIM009", "calendar-ends", _WARNING)
def calendar_ends(subject: Subject) -> Iterator[Finding]:
    """Ngày lập tài liệu nằm ngoài những năm có lịch nghỉ lễ, tết, nên không tính được ngày trả kết quả.

    Kiểm tra gì: năm của ngày lập tài liệu nằm trong các năm mà lịch biết.

    Vì sao: giấy hẹn trả kết quả tính theo ngày làm việc; không có lịch nghỉ thì ngày hẹn sai.

    Ví dụ sai:

        # qms-docs check --as-of 2095-01-01

    Ví dụ đúng:

        # qms-docs check --as-of 2026-11-01

    Cách sửa: xem lại ngày lập; nếu đúng thì cập nhật thư viện holidays và law/calendar.yaml.
    """
    first, last = subject.catalogue.calendar.years
    if not first <= subject.day.year <= last:
        fact = say(
            "The holidays of {day} are not known; the calendar has the years {first} to {last}.",
            day=short_date(subject.day),
            first=first,
            last=last,
        )
        yield Finding(subject.catalogue.origin("file", "settings"), (), fact, say("Check the day; see law/calendar.yaml."))
