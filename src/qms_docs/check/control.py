"""Rules about what controls documents: days of issue, scope, records, signers.

In: `Subject`. Out: findings at the lines of qms.toml, of commune files, of system/ and of templates/kinds.yaml. Touches: nothing.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..diagnostics import Severity, say
from ..domain.dated import in_force
from ..domain.document import DocumentGroup
from ..domain.people import PositionKind
from ..domain.system.procedures import SystemProcedures
from ..domain.vietnamese import short_date
from .rules import Finding, Steps, Subject, rule

_ERROR, _WARNING = Severity.ERROR, Severity.WARNING
HEAD = "chairman"
"""The position for which the decisions and letters are signed: «TM. ỦY BAN NHÂN DÂN, CHỦ TỊCH»."""


def _settings(subject: Subject, key: str) -> tuple[str, Steps]:
    return subject.catalogue.origin("file", "settings"), ("documents", key)


@rule("CTL001", "effective-before-issue", _ERROR)
def effective_before_issue(subject: Subject) -> Iterator[Finding]:
    """Ngày hiệu lực của tài liệu sớm hơn ngày ban hành.

    Kiểm tra gì: «effective_on» trong qms.toml không sớm hơn «issued_on» (bỏ trống «issued_on» thì so với ngày lập tài liệu).

    Vì sao: bìa in ngày ban hành, chân trang in ngày hiệu lực; tài liệu không thể có hiệu lực khi chưa ban hành.

    Ví dụ sai:

        [documents]
        issued_on = 2018-12-01
        effective_on = 2018-11-15

    Ví dụ đúng:

        [documents]
        issued_on = 2018-12-01
        effective_on = 2018-12-15

    Cách sửa: sửa một trong hai ngày theo quyết định ban hành; hai ngày như nhau thì bỏ «effective_on».
    """
    control = subject.settings.documents
    issued = control.issued_on or subject.day
    if control.effective_on is not None and control.effective_on < issued:
        fact = say(
            "The documents take effect on {effective}, before they are issued ({issued}).",
            effective=short_date(control.effective_on),
            issued=short_date(issued),
        )
        advice = say("Give both days as the decision of promulgation does.")
        yield Finding(*_settings(subject, "effective_on"), fact, advice)


@rule("CTL002", "issued-before-the-unit-existed", _ERROR)
def issued_before_the_unit(subject: Subject) -> Iterator[Finding]:
    """Ngày ban hành sớm hơn ngày đơn vị đang lập tài liệu được thành lập.

    Kiểm tra gì: «issued_on» trong qms.toml không sớm hơn «valid_from» của các đơn vị đang lập.

    Vì sao: Ủy ban nhân dân chưa được thành lập thì không ban hành được tài liệu; thường do giữ ngày của bộ tài liệu cũ.

    Ví dụ sai:

        # lập cho xã thành lập ngày 01/7/2025
        [documents]
        issued_on = 2025-06-15

    Ví dụ đúng:

        [documents]
        issued_on = 2025-07-15

    Cách sửa: ghi ngày ban hành của đơn vị mới, hoặc bỏ «issued_on» để lấy ngày lập tài liệu.
    """
    issued = subject.settings.documents.issued_on
    for commune in subject.communes:
        if issued is not None and commune.valid_from is not None and issued < commune.valid_from:
            fact = say(
                "On the day of issue, {issued}, the unit {code} did not exist yet: it began on {since}.",
                issued=short_date(issued),
                code=commune.code,
                since=short_date(commune.valid_from),
            )
            advice = say("Give the day on which this unit issues, or leave «issued_on» out.")
            yield Finding(*_settings(subject, "issued_on"), fact, advice, commune=commune.code)


@rule("CTL013", "issued-after-this-day", _WARNING)
def issued_after_this_day(subject: Subject) -> Iterator[Finding]:
    """Ngày ban hành muộn hơn ngày lập tài liệu.

    Kiểm tra gì: «issued_on» trong qms.toml không muộn hơn ngày lập tài liệu (--as-of).

    Vì sao: văn bản, tên gọi, người ký được chọn theo ngày lập; đến ngày ban hành có thể đã khác.

    Ví dụ sai:

        # lập với --as-of 2018-12-01
        [documents]
        issued_on = 2019-01-15

    Ví dụ đúng:

        # lập với --as-of 2019-01-15
        [documents]
        issued_on = 2019-01-15

    Cách sửa: lập tài liệu với --as-of là ngày ban hành, hoặc sửa «issued_on».
    """
    issued = subject.settings.documents.issued_on
    if issued is not None and issued > subject.day:
        fact = say(
            "The documents are issued on {issued}, but say what stands on {day}.",
            issued=short_date(issued),
            day=short_date(subject.day),
        )
        advice = say("Build them as of the day of issue.")
        yield Finding(*_settings(subject, "issued_on"), fact, advice)


@rule("CTL008", "excluded-without-reason", _WARNING)
def excluded_without_reason(subject: Subject) -> Iterator[Finding]:
    """Đơn vị loại khỏi phạm vi một thủ tục đang áp dụng mà không nêu lý do.

    Kiểm tra gì: mỗi mã trong «procedures_excluded» của thủ tục cấp xã đang áp dụng vào ngày lập tài liệu có lý do, ghi bằng
    lời «# qms: bỏ qua CTL008: lý do» ở dòng đó hoặc dòng trên.

    Vì sao: hệ thống phải bao gồm hoạt động giải quyết thủ tục hành chính (Quyết định 19/2014/QĐ-TTg, Điều 3 khoản 1); phạm vi
    thiếu thủ tục thì đoàn kiểm tra hỏi lý do.

    Ví dụ sai:

        procedures_excluded:
          - "2.000815"

    Ví dụ đúng:

        procedures_excluded:
          # qms: bỏ qua CTL008: tỉnh đã chuyển việc chứng thực này sang tổ chức hành nghề công chứng
          - "2.000815"

    Cách sửa: bỏ dòng để đưa thủ tục vào phạm vi và công bố lại, hoặc ghi lý do, số văn bản vào lời bỏ qua.
    """
    for commune in subject.communes:
        for place, code in enumerate(commune.procedures_excluded):
            procedure = subject.catalogue.procedures.get(code)
            if procedure is None or not procedure.holds_on(subject.day) or (procedure.border_only and not commune.border):
                continue
            fact = say(
                "«{name}» ({code}) is in force, but left out of the scope.", name=procedure.name_on(subject.day), code=code
            )
            advice = say("Take it into the scope, or give the reason in a comment that silences CTL008 on this line.")
            file = subject.catalogue.origin("commune", commune.id)
            yield Finding(file, ("procedures_excluded", place), fact, advice, commune.code, code)


@rule("CTL010", "record-without-place", _WARNING)
def record_without_place(subject: Subject) -> Iterator[Finding]:
    """Hồ sơ lưu không rõ tên, thời gian lưu, hoặc giao cho người ngoài cơ quan lưu.

    Kiểm tra gì: hồ sơ trong system/procedures.yaml không phải loại tài liệu thì có «name» và «retention»; hồ sơ lưu của thủ tục
    không giao cho chức vụ loại «outside» (hồ sơ của thủ tục chưa có thời gian lưu: xem REC001). Loại tài liệu không ghi
    «retention» thì lấy thời gian chung ở system/distribution.yaml, không bị nhắc.

    Vì sao: thông tin dạng văn bản phải được lưu giữ, kiểm soát (điều khoản 7.5.3); hồ sơ do người nộp hồ sơ giữ thì không tra
    được.

    Ví dụ sai:

        records:
          - {name: Bản lưu Quyết định, keeper: applicant, retention: {permanent: true}}

    Ví dụ đúng:

        records:
          - {name: Bản lưu Quyết định, keeper: office_officer, retention: {permanent: true}}

    Cách sửa: ghi đủ tên, thời gian lưu; giao cho chức vụ của đơn vị lưu.
    """
    catalogue = subject.catalogue
    outside = {position.key for position in catalogue.positions.values() if position.kind is PositionKind.OUTSIDE}
    for procedure in subject.procedures:
        for place, record in enumerate(procedure.records):
            if record.keeper in outside and record.holds_on(subject.day):
                fact = say(
                    "The record «{name}» is kept by «{key}», who is outside the unit.", name=record.name, key=record.keeper
                )
                file, path = catalogue.origin("procedure", procedure.code), ("records", place, "keeper")
                yield Finding(file, path, fact, say("Name the post of the unit that keeps it."), procedure=procedure.code)
    data = catalogue.system.get("procedures")
    for number, each in enumerate(data.procedures if isinstance(data, SystemProcedures) else ()):
        for place, kept in enumerate(each.records):
            if kept.kind is None and (kept.name is None or kept.retention is None) and kept in in_force([kept], subject.day):
                fact = say("The record «{name}» lacks a name or a retention.", name=kept.name or "–")
                at = ("procedures", number, "records", place)
                yield Finding(catalogue.origin("file", "procedures"), at, fact, say("Give both, or the kind of document."))


@rule("CTL012", "signer-unlike-the-signature", _WARNING)
def signer_unlike_the_signature(subject: Subject) -> Iterator[Finding]:
    """Quyết định, công văn ghi người ký khác Chủ tịch, nhưng mẫu in «TM. ỦY BAN NHÂN DÂN, CHỦ TỊCH».

    Kiểm tra gì: «signer» của loại tài liệu nhóm A và của các quyết định khác trong templates/kinds.yaml là «chairman».

    Vì sao: mẫu in quyền hạn «TM.», chức vụ và tên của Chủ tịch; người khác ký thì phải ghi «KT. CHỦ TỊCH» hoặc «TL.», «TUQ.»
    (Nghị định 30/2020/NĐ-CP, Phụ lục I).

    Ví dụ sai:

        - key: publication_decision
          signer: vice_chairman

    Ví dụ đúng:

        - key: publication_decision
          signer: chairman

    Cách sửa: để Chủ tịch ký. Nếu cấp phó ký thay thì sửa ô ký trong mẫu Word thành «KT. CHỦ TỊCH», «PHÓ CHỦ TỊCH», rồi ghi
    «# qms: bỏ qua CTL012: lý do» ở dòng «signer».
    """
    for place, kind in enumerate(subject.catalogue.kinds.values()):
        signed = kind.group is DocumentGroup.DECISIONS or kind.template.endswith("_decision.docx")
        if kind.enabled and signed and kind.signer != HEAD and kind.signer in subject.catalogue.positions:
            fact = say(
                "«{kind}» is to be signed by «{key}», but prints «TM.» and the chairman.", kind=kind.title, key=kind.signer
            )
            advice = say("Let the chairman sign, or put the right prefix («KT.», «TL.», «TUQ.») into the template.")
            file = subject.catalogue.origin("kind", kind.key)
            yield Finding(file, ("kinds", place, "signer"), fact, advice)
