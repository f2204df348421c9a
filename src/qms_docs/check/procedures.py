"""Rules about administrative procedures: references, known limits and fees, records."""

from __future__ import annotations

from collections.abc import Iterator

from ..diagnostics import Severity, say
from ..domain.dated import in_force
from ..domain.procedure import AdministrativeProcedure, FeeStatus
from ..domain.vietnamese import short_date
from .rules import Finding, Steps, Subject, rule

_ERROR, _WARNING = Severity.ERROR, Severity.WARNING


def _found(subject: Subject, procedure: AdministrativeProcedure, path: Steps, fact: object, advice: object) -> Finding:
    file = subject.catalogue.origin("procedure", procedure.code)
    return Finding(file, path, fact, advice, procedure=procedure.code)  # type: ignore[arg-type]


def _scenarios(procedure: AdministrativeProcedure) -> set[str]:
    return {scenario.key for scenario in procedure.scenarios} or {"standard"}


@rule("PRO001", "unknown-field", _ERROR)
def unknown_field(subject: Subject) -> Iterator[Finding]:
    """Thủ tục ghi lĩnh vực không có trong procedures/fields.yaml."""
    for procedure in subject.catalogue.procedures.values():
        if procedure.field not in subject.catalogue.fields:
            yield _found(
                subject,
                procedure,
                ("field",),
                say("The field «{key}» is not in fields.yaml.", key=procedure.field),
                say("Add the field to procedures/fields.yaml, or correct the key."),
            )


@rule("PRO002", "unknown-position", _ERROR)
def unknown_position(subject: Subject) -> Iterator[Finding]:
    """Bước hoặc hồ sơ lưu ghi chức vụ không có trong communes/positions.yaml."""
    for procedure in subject.catalogue.procedures.values():
        used: list[tuple[Steps, str]] = [(("steps", n, "actor"), step.actor) for n, step in enumerate(procedure.steps)]
        used += [(("records", n, "keeper"), record.keeper) for n, record in enumerate(procedure.records)]
        for path, key in used:
            if key not in subject.catalogue.positions:
                yield _found(
                    subject,
                    procedure,
                    path,
                    say("The position «{key}» is not in positions.yaml.", key=key),
                    say("Add the position to communes/positions.yaml, or correct the key."),
                )


@rule("PRO003", "unknown-scenario", _ERROR)
def unknown_scenario(subject: Subject) -> Iterator[Finding]:
    """Thời hạn hoặc thời gian của bước ghi trường hợp không có trong mục scenarios."""
    for procedure in subject.catalogue.procedures.values():
        known = _scenarios(procedure)
        used: list[tuple[Steps, str]] = [
            (("time_limits", n, "scenario"), limit.scenario) for n, limit in enumerate(procedure.time_limits)
        ]
        used += [(("steps", n, "durations", key), key) for n, step in enumerate(procedure.steps) for key in step.durations]
        for path, key in used:
            if key not in known:
                yield _found(
                    subject,
                    procedure,
                    path,
                    say("The case «{key}» is not among the scenarios of the procedure.", key=key),
                    say("Add it to «scenarios», or correct the key."),
                )


@rule("PRO004", "unknown-form", _ERROR)
def unknown_form(subject: Subject) -> Iterator[Finding]:
    """Giấy tờ trong hồ sơ dẫn biểu mẫu không có trong mục forms."""
    for procedure in subject.catalogue.procedures.values():
        known = {form.key for form in procedure.forms}
        for n, group in enumerate(procedure.dossier.groups):
            for m, item in enumerate(group.items):
                if item.form is not None and item.form not in known:
                    yield _found(
                        subject,
                        procedure,
                        ("dossier", "groups", n, "items", m, "form"),
                        say("The form «{key}» is not among the forms of the procedure.", key=item.form),
                        say("Add it to «forms», or correct the key."),
                    )


@rule("PRO005", "sheet-code-twice", _ERROR)
def sheet_code_twice(subject: Subject) -> Iterator[Finding]:
    """Hai thủ tục cùng lĩnh vực có cùng số thứ tự, nên hai quy trình sẽ trùng mã hiệu."""
    seen: dict[tuple[str, int], str] = {}
    for procedure in subject.catalogue.procedures.values():
        key = (procedure.field, procedure.sheet_number)
        if key in seen:
            yield _found(
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


@rule("PRO006", "not-verified-for-this-day", _WARNING)
def not_verified(subject: Subject) -> Iterator[Finding]:
    """Dữ kiện của thủ tục chưa được kiểm chứng cho ngày lập tài liệu."""
    for procedure in subject.procedures:
        if procedure.verification.covers(subject.day):
            continue
        period = procedure.verification
        shown = " – ".join(short_date(day) if day else "…" for day in (period.period_from, period.period_to))
        fact = (
            say("The facts are verified for {period}, not for {day}.", period=shown, day=short_date(subject.day))
            if period.verified
            else say("The facts of this procedure are not verified.")
        )
        yield _found(
            subject,
            procedure,
            ("verification",),
            fact,
            say("Compare dossier, time and steps with the decision in force on that day, then widen the period."),
        )


@rule("PRO007", "replaced-procedure", _WARNING)
def replaced_procedure(subject: Subject) -> Iterator[Finding]:
    """Thủ tục còn trong phạm vi nhưng đã có thủ tục thay thế cũng đang áp dụng."""
    for procedure in subject.procedures:
        for n, code in enumerate(procedure.replaced_by):
            other = subject.catalogue.procedures.get(code)
            if other is not None and other.holds_on(subject.day):
                yield _found(
                    subject,
                    procedure,
                    ("replaced_by", n),
                    say("The procedure is replaced by {code}, which is in force.", code=code),
                    say("Give the last day of this procedure in «valid_to»."),
                )


@rule("TIM001", "limit-unknown", _WARNING)
def limit_unknown(subject: Subject) -> Iterator[Finding]:
    """Nguồn không cho biết thời hạn giải quyết; tài liệu in «chưa xác định»."""
    for procedure in subject.procedures:
        limits = in_force(procedure.time_limits, subject.day)
        if not any(limit.is_known for limit in limits):
            path: Steps = ("time_limits",) if procedure.time_limits else ()
            yield _found(
                subject,
                procedure,
                path,
                say("No time limit is known; «chưa xác định» is printed."),
                say("Give the limit once it is found in a decision; never a guess."),
            )


@rule("FEE001", "local-fee-missing", _WARNING)
def local_fee_missing(subject: Subject) -> Iterator[Finding]:
    """Mức thu do Hội đồng nhân dân tỉnh quy định nhưng dữ liệu địa phương chưa có; tài liệu in «chưa xác định»."""
    profiles = {p.code: p for c in subject.communes if (p := subject.catalogue.province_on(c, subject.day))}
    priced = {fee.procedure for profile in profiles.values() for fee in in_force(profile.fees, subject.day)}
    for procedure in subject.procedures:
        for n, fee in enumerate(procedure.fees):
            if fee.holds_on(subject.day) and fee.status is FeeStatus.LOCAL and procedure.code not in priced:
                yield _found(
                    subject,
                    procedure,
                    ("fees", n),
                    say("The amount is set by the province and not in its data; «chưa xác định» is printed."),
                    say("Add the amount and its resolution to «fees» in province.yaml."),
                )


@rule("FEE002", "fee-unknown", _WARNING)
def fee_unknown(subject: Subject) -> Iterator[Finding]:
    """Nguồn không cho biết mức phí, lệ phí; tài liệu in «chưa xác định»."""
    for procedure in subject.procedures:
        fees = in_force(procedure.fees, subject.day)
        if not fees or any(fee.status is FeeStatus.UNKNOWN for fee in fees):
            yield _found(
                subject,
                procedure,
                ("fees",) if procedure.fees else (),
                say("The fee is not known; «chưa xác định» is printed."),
                say("Give the amount with its act, or status: free when the law says so."),
            )


@rule("REC001", "retention-missing", _WARNING)
def retention_missing(subject: Subject) -> Iterator[Finding]:
    """Hồ sơ lưu chưa có thời gian lưu; tài liệu in «chưa xác định»."""
    for procedure in subject.procedures:
        for n, record in enumerate(procedure.records):
            if record.holds_on(subject.day) and record.retention is None:
                yield _found(
                    subject,
                    procedure,
                    ("records", n),
                    say("The record «{name}» has no retention.", name=record.name),
                    say("Give years, months or permanent: true."),
                )


@rule("PRO008", "nothing-to-print", _ERROR)
def nothing_to_print(subject: Subject) -> Iterator[Finding]:
    """Thủ tục thiếu phần bắt buộc: các bước hoặc kết quả."""
    for procedure in subject.procedures:
        for part in ("steps", "results"):
            if not in_force(getattr(procedure, part), subject.day):
                yield _found(
                    subject,
                    procedure,
                    (part,),
                    say("The procedure has no «{part}» on {day}.", part=part, day=short_date(subject.day)),
                    say("Add them; the sheet cannot be printed without."),
                )
