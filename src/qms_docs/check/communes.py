"""Rules about communes and the files a build needs.

In: `Subject`. Out: findings at the lines of the commune files and of templates/kinds.yaml. Touches: the folder of templates.
"""

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
    """Đơn vị không có tên, hoặc đơn vị cấp trên không tồn tại, vào ngày lập tài liệu.

    Kiểm tra gì: tên của đơn vị và mã đơn vị cấp trên («parent») có đúng vào ngày lập tài liệu hay không.

    Vì sao: tên, loại, đơn vị cấp trên đổi theo nghị quyết sắp xếp; thiếu thì tài liệu không có tên cơ quan, hoặc in huyện đã hết.

    Ví dụ sai:

        names:
          - {name: Thạnh Phước, kind: xã, parent: "835", valid_to: 2018-06-30}

    Ví dụ đúng:

        names:
          - {name: Thạnh Phước, kind: xã, parent: "835", valid_to: 2025-06-30}

    Cách sửa: ghi tên của giai đoạn đó vào «names», hoặc sửa mã, ngày của đơn vị cấp trên trong units.yaml.
    """
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
    """Đơn vị loại trừ một thủ tục không có trong thư mục procedures.

    Kiểm tra gì: các mã trong «procedures_excluded» của tệp đơn vị.

    Vì sao: mã viết sai thì thủ tục muốn loại vẫn nằm trong phạm vi công bố và có quy trình.

    Ví dụ sai:

        procedures_excluded: ["2.000851"]

    Ví dụ đúng:

        procedures_excluded: ["2.000815"]

    Cách sửa: ghi đúng mã thủ tục, hoặc xóa dòng.
    """
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
    """Đơn vị hình thành từ một đơn vị mà việc kế thừa chưa được kiểm chứng.

    Kiểm tra gì: các đơn vị cũ có mã ghi ở «formed_from» và «successor_from» là ngày thành lập đơn vị này không mang
    «successor_verified: false».

    Vì sao: việc kế thừa suy luận mà chưa đối chiếu nghị quyết thì chưa được coi là dữ kiện; đoàn đánh giá sẽ hỏi phạm vi.

    Ví dụ sai:

        # communes/ben-tre/binh-dai/29074-phu-vang.yaml
        successor: "29077"
        successor_from: 2024-12-01
        successor_verified: false

    Ví dụ đúng:

        # đã đối chiếu với nghị quyết về sắp xếp đơn vị hành chính
        successor: "29077"
        successor_from: 2024-12-01

    Cách sửa: đọc nghị quyết về sắp xếp; đúng thì bỏ dòng «successor_verified: false» ở tệp của đơn vị cũ, sai thì sửa
    «successor» và «formed_from». Chưa có nghị quyết trong tay thì để nguyên.
    """
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


@rule("TEM001", "template-missing", _ERROR)
def template_missing(subject: Subject) -> Iterator[Finding]:
    """Loại tài liệu không có tệp mẫu Word.

    Kiểm tra gì: tệp ghi ở «template» của từng loại tài liệu có trong templates/docx.

    Vì sao: thiếu mẫu thì không lập được tài liệu loại đó của mọi đơn vị.

    Ví dụ sai:

        template: so-tay.docx

    Ví dụ đúng:

        template: manual.docx

    Cách sửa: đặt tệp vào templates/docx, hoặc sửa tên trong templates/kinds.yaml.
    """
    for place, kind in enumerate(subject.catalogue.kinds.values()):
        if not (subject.templates / kind.template).is_file():
            yield Finding(
                subject.catalogue.origin("kind", kind.key),
                ("kinds", place, "template"),
                say("The template {name} does not exist.", name=kind.template),
                say("Put the file into templates/docx, or correct the name."),
            )
