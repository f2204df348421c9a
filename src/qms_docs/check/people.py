"""Rules about the people of a unit and the titles of their positions.

In: `Subject`. Out: findings at the lines of the commune files and of positions.yaml. Touches: nothing.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..diagnostics import Message, Severity, say
from ..domain.units import Commune
from ..domain.vietnamese import short_date
from .rules import Finding, Steps, Subject, rule

_ERROR, _WARNING = Severity.ERROR, Severity.WARNING


def _found(subject: Subject, commune: Commune, path: Steps, fact: Message, advice: Message) -> Finding:
    return Finding(subject.catalogue.origin("commune", commune.id), path, fact, advice, commune=commune.code)


@rule("PEO001", "sample-persons", _WARNING)
def sample_persons(subject: Subject) -> Iterator[Finding]:
    """Tài liệu in tên người mẫu; phải thay bằng người thật trước khi ban hành.

    Kiểm tra gì: cán bộ, công chức đánh dấu «sample: true» đang giữ chức vụ vào ngày lập tài liệu.

    Vì sao: dữ liệu đi kèm chỉ có người mẫu; tài liệu ban hành phải ghi người có thật.

    Ví dụ sai:

        officials:
          - {key: nguyen_van_a, full_name: Nguyễn Văn A, sample: true}

    Ví dụ đúng:

        officials:
          - {key: nguyen_van_a, full_name: Nguyễn Văn A}

    Cách sửa: ghi họ tên của người đang giữ chức vụ và bỏ «sample». Có thể nâng quy tắc này thành lỗi trong qms.toml.
    """
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
    """Không có người giữ chức vụ ký soạn thảo, xem xét hoặc phê duyệt vào ngày lập tài liệu.

    Kiểm tra gì: mỗi chức vụ của «sign_off» trong qms.toml có người giữ tại đơn vị vào ngày đó.

    Vì sao: trang bìa có ô ký soạn thảo, xem xét, phê duyệt; thiếu người thì ô để trống.

    Ví dụ sai:

        assignments:
          - {position: chairman, official: nguyen_van_a, valid_to: 2018-06-30}

    Ví dụ đúng:

        assignments:
          - {position: chairman, official: nguyen_van_a}

    Cách sửa: phân công người giữ chức vụ, hoặc đổi chức vụ ký trong qms.toml.
    """
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
    """Phân công dẫn chức vụ hoặc người không có trong dữ liệu.

    Kiểm tra gì: «position» có trong communes/positions.yaml, «official» có trong «officials» của tệp.

    Vì sao: khóa viết sai thì chức vụ coi như không có người giữ.

    Ví dụ sai:

        assignments:
          - {position: chairmen, official: nguyen_van_a}

    Ví dụ đúng:

        assignments:
          - {position: chairman, official: nguyen_van_a}

    Cách sửa: ghi đúng khóa chức vụ hoặc khóa người.
    """
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
    """Chức vụ được dùng trong quy trình không có tên gọi cho loại đơn vị vào ngày lập tài liệu.

    Kiểm tra gì: chức vụ làm bước, giữ hồ sơ trong quy trình hoặc ký ở «sign_off» có tên gọi vào ngày lập tài liệu cho mọi
    loại đơn vị đang lập (xã, phường, thị trấn, đặc khu).

    Vì sao: cột trách nhiệm và ô ký in tên gọi này; tên gọi thay đổi theo thời gian và theo loại đơn vị.

    Ví dụ sai:

        - key: social_officer
          titles:
            - {text: Công chức Phòng Văn hóa - Xã hội, valid_from: 2025-07-01}

    Ví dụ đúng:

        - key: social_officer
          titles:
            - {text: Công chức Văn hóa - Xã hội, valid_to: 2025-06-30}
            - {text: Công chức Phòng Văn hóa - Xã hội, valid_from: 2025-07-01}

    Cách sửa: thêm tên gọi của giai đoạn, của loại đơn vị còn thiếu vào communes/positions.yaml, theo văn bản của thời đó.
    """
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
