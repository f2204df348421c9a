"""Rules about communes, their people and the files a build needs."""

from __future__ import annotations

from collections.abc import Iterator

from ..diagnostics import Severity, say
from ..domain.units import Commune
from ..domain.vietnamese import short_date
from .rules import Finding, Steps, Subject, rule

_ERROR, _WARNING = Severity.ERROR, Severity.WARNING


def _found(subject: Subject, commune: Commune, path: Steps, fact: object, advice: object) -> Finding:
    return Finding(subject.catalogue.origin("commune", commune.id), path, fact, advice, commune=commune.code)  # type: ignore[arg-type]


@rule("COM001", "name-missing-on-this-day", _ERROR)
def name_missing(subject: Subject) -> Iterator[Finding]:
    """Đơn vị không có tên, hoặc đơn vị cấp trên không tồn tại, vào ngày lập tài liệu."""
    for commune in subject.communes:
        name = commune.name_on(subject.day)
        if name is None:
            yield _found(
                subject,
                commune,
                ("names",),
                say("The unit has no name on {day}.", day=short_date(subject.day)),
                say("Add the name of that time to «names»."),
            )
        elif subject.catalogue.unit_on(name.parent, subject.day) is None:
            place = commune.names.index(name)
            yield _found(
                subject,
                commune,
                ("names", place, "parent"),
                say("The unit above, «{code}», does not exist on {day}.", code=name.parent, day=short_date(subject.day)),
                say("Add it to units.yaml, or correct the code."),
            )


@rule("COM002", "unknown-procedure-excluded", _ERROR)
def unknown_procedure_excluded(subject: Subject) -> Iterator[Finding]:
    """Đơn vị loại trừ một thủ tục không có trong thư mục procedures."""
    for commune in subject.communes:
        for n, code in enumerate(commune.procedures_excluded):
            if code not in subject.catalogue.procedures:
                yield _found(
                    subject,
                    commune,
                    ("procedures_excluded", n),
                    say("The procedure «{code}» does not exist.", code=code),
                    say("Correct the code, or remove the line."),
                )


@rule("COM003", "successor-unverified", _WARNING)
def successor_unverified(subject: Subject) -> Iterator[Finding]:
    """Đơn vị hình thành từ một đơn vị mà việc kế thừa chưa được kiểm chứng."""
    for commune in subject.communes:
        for code in commune.formed_from:
            parts = [c for c in subject.catalogue.communes if c.code == code and c.successor_from == commune.valid_from]
            if any(not part.successor_verified for part in parts):
                yield _found(
                    subject,
                    commune,
                    ("formed_from",),
                    say("It is not verified that {code} became part of this unit.", code=code),
                    say("Compare with the resolution on the arrangement of units."),
                )


@rule("PEO001", "sample-persons", _WARNING)
def sample_persons(subject: Subject) -> Iterator[Finding]:
    """Tài liệu in tên người mẫu; phải thay bằng người thật trước khi ban hành."""
    for commune in subject.communes:
        held = {a.official for a in commune.assignments if a.holds_on(subject.day)}
        if any(official.sample and official.key in held for official in commune.officials):
            yield _found(
                subject,
                commune,
                ("officials",),
                say("The documents print sample persons."),
                say("Replace them by the real officials before the documents are issued."),
            )


@rule("PEO002", "sign-off-vacant", _WARNING)
def sign_off_vacant(subject: Subject) -> Iterator[Finding]:
    """Không có người giữ chức vụ ký soạn thảo, xem xét hoặc phê duyệt vào ngày lập tài liệu."""
    for commune in subject.communes:
        held = {a.position for a in commune.assignments if a.holds_on(subject.day)}
        for stage in subject.settings.sign_off:
            if stage.position not in held:
                yield _found(
                    subject,
                    commune,
                    ("assignments",),
                    say("Nobody holds the position «{key}», which signs «{stage}».", key=stage.position, stage=stage.stage),
                    say("Add an assignment for that position."),
                )


@rule("PEO003", "unknown-reference", _ERROR)
def unknown_reference(subject: Subject) -> Iterator[Finding]:
    """Phân công dẫn chức vụ hoặc người không có trong dữ liệu."""
    for commune in subject.communes:
        officials = {official.key for official in commune.officials}
        for n, assignment in enumerate(commune.assignments):
            if assignment.position not in subject.catalogue.positions:
                yield _found(
                    subject,
                    commune,
                    ("assignments", n, "position"),
                    say("The position «{key}» is not in positions.yaml.", key=assignment.position),
                    say("Add the position to communes/positions.yaml, or correct the key."),
                )
            if assignment.official not in officials:
                yield _found(
                    subject,
                    commune,
                    ("assignments", n, "official"),
                    say("The official «{key}» is not among the officials of the unit.", key=assignment.official),
                    say("Add the person to «officials», or correct the key."),
                )


@rule("PEO004", "title-missing", _ERROR)
def title_missing(subject: Subject) -> Iterator[Finding]:
    """Chức vụ được dùng trong quy trình không có tên gọi cho loại đơn vị vào ngày lập tài liệu."""
    positions = subject.catalogue.positions
    order = list(positions)
    kinds = sorted({name.kind.value for commune in subject.communes if (name := commune.name_on(subject.day))})
    used = {step.actor for p in subject.procedures for step in p.steps} | {
        r.keeper for p in subject.procedures for r in p.records
    }
    used |= {stage.position for stage in subject.settings.sign_off}
    for key in order:
        missing = [kind for kind in kinds if positions[key].title_on(subject.day, kind) is None]
        if key in used and missing:
            yield Finding(
                subject.catalogue.origin("position", key),
                ("positions", order.index(key), "titles"),
                say(
                    "The position «{key}» has no title on {day} in units of kind: {kinds}.",
                    key=key,
                    day=short_date(subject.day),
                    kinds=", ".join(missing),
                ),
                say("Add the title of that time."),
            )


@rule("TEM001", "template-missing", _ERROR)
def template_missing(subject: Subject) -> Iterator[Finding]:
    """Loại tài liệu không có tệp mẫu Word."""
    for place, kind in enumerate(subject.catalogue.kinds.values()):
        if not (subject.templates / kind.template).is_file():
            yield Finding(
                subject.catalogue.origin("kind", kind.key),
                ("kinds", place, "template"),
                say("The template {name} does not exist.", name=kind.template),
                say("Put the file into templates/docx, or correct the name."),
            )
