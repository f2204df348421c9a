"""Rules about administrative procedures: what they refer to.

In: `Subject`. Out: findings at the lines of the procedure files. Touches: nothing.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..diagnostics import Message, Severity, say
from ..domain.procedure import AdministrativeProcedure
from .rules import Finding, Steps, Subject, rule

_ERROR = Severity.ERROR


def found_in(subject: Subject, procedure: AdministrativeProcedure, path: Steps, fact: Message, advice: Message) -> Finding:
    """Return a finding at a value of a procedure's file."""
    file = subject.catalogue.origin("procedure", procedure.code)
    return Finding(file, path, fact, advice, procedure=procedure.code)


def scenarios_of(procedure: AdministrativeProcedure) -> set[str]:
    """Return the keys of the cases of a procedure; one that declares none has «standard»."""
    return {scenario.key for scenario in procedure.scenarios} or {"standard"}


@rule("PRO001", "unknown-field", _ERROR)
def unknown_field(subject: Subject) -> Iterator[Finding]:
    """Thủ tục ghi lĩnh vực không có trong procedures/fields.yaml.

    Kiểm tra gì: khóa «field» của từng thủ tục có trong procedures/fields.yaml; kể cả thủ tục chưa hoặc không còn áp
    dụng.

    Vì sao: lĩnh vực cho tên lĩnh vực và phần chữ của mã hiệu; thiếu thì quy trình không có mã.

    Ví dụ sai:

        field: chung_thu

    Ví dụ đúng:

        field: chung_thuc

    Cách sửa: sửa khóa theo fields.yaml, hoặc khai báo lĩnh vực mới ở đó.
    """
    for procedure in subject.catalogue.procedures.values():
        if procedure.field not in subject.catalogue.fields:
            yield found_in(
                subject,
                procedure,
                ("field",),
                say("The field «{key}» is not in fields.yaml.", key=procedure.field),
                say("Add the field to procedures/fields.yaml, or correct the key."),
            )


@rule("PRO002", "unknown-position", _ERROR)
def unknown_position(subject: Subject) -> Iterator[Finding]:
    """Bước hoặc hồ sơ lưu ghi chức vụ không có trong communes/positions.yaml.

    Kiểm tra gì: «actor» của các bước và «keeper» của hồ sơ lưu là khóa trong communes/positions.yaml.

    Vì sao: tên chức vụ in ở cột Trách nhiệm lấy từ đó; trong quy trình thực tế một chức vụ được viết tới bốn cách.

    Ví dụ sai:

        steps:
          - {action: Ký duyệt., actor: leeder}

    Ví dụ đúng:

        steps:
          - {action: Ký duyệt., actor: leader}

    Cách sửa: sửa khóa, hoặc khai báo chức vụ mới vào communes/positions.yaml.
    """
    for procedure in subject.catalogue.procedures.values():
        used: list[tuple[Steps, str]] = [(("steps", n, "actor"), step.actor) for n, step in enumerate(procedure.steps)]
        used += [(("records", n, "keeper"), record.keeper) for n, record in enumerate(procedure.records)]
        for path, key in used:
            if key not in subject.catalogue.positions:
                yield found_in(
                    subject,
                    procedure,
                    path,
                    say("The position «{key}» is not in positions.yaml.", key=key),
                    say("Add the position to communes/positions.yaml, or correct the key."),
                )


@rule("PRO003", "unknown-scenario", _ERROR)
def unknown_scenario(subject: Subject) -> Iterator[Finding]:
    """Thời hạn hoặc thời gian của bước ghi trường hợp không có trong mục scenarios.

    Kiểm tra gì: «scenario» của thời hạn và khóa trong «durations» của các bước là một trường hợp khai báo ở
    «scenarios»; thủ tục không khai báo thì chỉ có «standard».

    Vì sao: mỗi trường hợp là một cột thời gian; khóa lạ thì thời hạn và thời gian không đứng cùng cột, không so
    sánh được.

    Ví dụ sai:

        time_limits:
          - {scenario: co_xac_minh, value: 5, unit: working_day}

    Ví dụ đúng:

        scenarios:
          - {key: co_xac_minh, title: Có xác minh}
        time_limits:
          - {scenario: co_xac_minh, value: 5, unit: working_day}

    Cách sửa: sửa khóa, hoặc thêm trường hợp vào «scenarios».
    """
    for procedure in subject.catalogue.procedures.values():
        known = scenarios_of(procedure)
        used: list[tuple[Steps, str]] = [
            (("time_limits", n, "scenario"), limit.scenario) for n, limit in enumerate(procedure.time_limits)
        ]
        used += [(("steps", n, "durations", key), key) for n, step in enumerate(procedure.steps) for key in step.durations]
        for path, key in used:
            if key not in known:
                yield found_in(
                    subject,
                    procedure,
                    path,
                    say("The case «{key}» is not among the scenarios of the procedure.", key=key),
                    say("Add it to «scenarios», or correct the key."),
                )


@rule("PRO004", "unknown-form", _ERROR)
def unknown_form(subject: Subject) -> Iterator[Finding]:
    """Giấy tờ trong hồ sơ dẫn biểu mẫu không có trong mục forms.

    Kiểm tra gì: «form» của từng giấy tờ trong hồ sơ là khóa của một mẫu trong «forms» của chính thủ tục.

    Vì sao: người dân phải biết điền mẫu nào; giấy tờ dẫn mẫu không có thì mục biểu mẫu của quy trình thiếu.

    Ví dụ sai:

        dossier: {groups: [{items: [{name: Tờ khai, form: to_khai_2}]}]}
        forms: [{key: to_khai, title: Tờ khai đăng ký khai tử}]

    Ví dụ đúng:

        dossier: {groups: [{items: [{name: Tờ khai, form: to_khai}]}]}
        forms: [{key: to_khai, title: Tờ khai đăng ký khai tử}]

    Cách sửa: sửa khóa, hoặc thêm mẫu vào «forms» kèm số hiệu và văn bản ban hành.
    """
    for procedure in subject.catalogue.procedures.values():
        known = {form.key for form in procedure.forms}
        for n, group in enumerate(procedure.dossier.groups):
            for m, item in enumerate(group.items):
                if item.form is not None and item.form not in known:
                    yield found_in(
                        subject,
                        procedure,
                        ("dossier", "groups", n, "items", m, "form"),
                        say("The form «{key}» is not among the forms of the procedure.", key=item.form),
                        say("Add it to «forms», or correct the key."),
                    )


@rule("PRO005", "sheet-code-twice", _ERROR)
def sheet_code_twice(subject: Subject) -> Iterator[Finding]:
    """Hai thủ tục cùng lĩnh vực có cùng số thứ tự, nên hai quy trình sẽ trùng mã hiệu.

    Kiểm tra gì: trong một lĩnh vực không có hai thủ tục cùng «sheet_number».

    Vì sao: mã hiệu của quy trình gồm lĩnh vực và số thứ tự; trong 53 quy trình thực tế có 13 mã hiệu dùng hai, ba
    lần.

    Ví dụ sai:

        # 2.000884: sheet_number 5; 2.001019:
        sheet_number: 5

    Ví dụ đúng:

        # 2.000884: sheet_number 5; 2.001019:
        sheet_number: 6

    Cách sửa: cho thủ tục một số riêng; số đã in thì giữ, đổi số của thủ tục mới.
    """
    seen: dict[tuple[str, int], str] = {}
    for procedure in subject.catalogue.procedures.values():
        key = (procedure.field, procedure.sheet_number)
        if key in seen:
            yield found_in(
                subject,
                procedure,
                ("sheet_number",),
                say(
                    "The sheet number {number} is already used by the procedure {other}.",
                    number=procedure.sheet_number,
                    other=seen[key],
                ),
                say("Give the procedure a number of its own within its field."),
            )
        seen.setdefault(key, procedure.code)
