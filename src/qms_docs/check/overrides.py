"""Rules about local differences (overrides/): what they aim at, whether they change anything."""

from __future__ import annotations

from collections.abc import Iterator

from ..diagnostics import Message, Severity, say
from ..domain.catalogue import Catalogue
from ..domain.layers import LayerFault
from .rules import Finding, Subject, rule

_ERROR, _WARNING = Severity.ERROR, Severity.WARNING


def _faults(subject: Subject) -> tuple[tuple[str, LayerFault], ...]:
    """Return the faults of the overrides that reach one of the communes on the day, each once, with its procedure."""
    found: dict[tuple[object, ...], tuple[str, LayerFault]] = {}
    catalogue = subject.catalogue
    concerned = {each.procedure for _, file in catalogue.overrides for each in file.overrides}
    for commune in subject.communes if concerned else ():
        for procedure in catalogue.scope_on(commune, subject.day):
            if procedure.code in concerned:
                for fault in catalogue.merged_for(commune, catalogue.procedures[procedure.code], subject.day).faults:
                    found.setdefault((fault.by.file, fault.keys, fault.kind, fault.what), (procedure.code, fault))
    return tuple(found.values())


def _of_kind(subject: Subject, kind: str, fact: Message, advice: Message) -> Iterator[Finding]:
    for code, fault in _faults(subject):
        if fault.kind == kind:
            values = {"what": fault.what, "code": code, "known": ", ".join(fault.known[:12]) or "–"}
            yield Finding(fault.by.file, fault.keys, say(fact.text, **values), say(advice.text, **values), procedure=code)


@rule("OVR001", "override-of-nothing", _ERROR)
def override_of_nothing(subject: Subject) -> Iterator[Finding]:
    """Khác biệt địa phương nhằm vào thủ tục, khóa hoặc mục không có.

    Kiểm tra gì: mã thủ tục, khóa và số thứ tự trong «set», «delete», «insert» có trong thủ tục vào ngày lập tài liệu.

    Vì sao: nhằm vào chỗ không có thì khác biệt không có tác dụng mà không ai biết.

    Ví dụ sai:

        overrides:
          - procedure: 1.004873
            reason: Cắt giảm thời hạn theo cam kết của huyện
            set: {time_limits: {urgent: {value: 2}}}

    Ví dụ đúng:

        overrides:
          - procedure: 1.004873
            reason: Cắt giảm thời hạn theo cam kết của huyện
            set: {time_limits: {standard: {value: 2}}}

    Cách sửa: ghi đúng khóa; lời khuyên kèm theo liệt kê các khóa có ở chỗ đó.
    """
    catalogue: Catalogue = subject.catalogue
    for file, each in catalogue.overrides:
        for number, override in enumerate(each.overrides):
            if override.procedure not in catalogue.procedures:
                fact = say("The procedure {code} is not in procedures/.", code=override.procedure)
                advice = say("Correct the code, or add the file of the procedure.")
                yield Finding(file, ("overrides", number, "procedure"), fact, advice)
    fact = say("The procedure {code} has no {what!r} there on this day.")
    yield from _of_kind(subject, "absent", fact, say("It has: {known}."))


@rule("OVR002", "override-changes-nothing", _WARNING)
def override_changes_nothing(subject: Subject) -> Iterator[Finding]:
    """Khác biệt địa phương ghi đúng giá trị đã có.

    Kiểm tra gì: giá trị đặt lại có khác giá trị của lớp rộng hơn hay không.

    Vì sao: khác biệt thừa làm người sau tưởng địa phương có quy định riêng; khi giá trị chung đổi, chỗ này bị bỏ quên.

    Ví dụ sai:

        overrides:
          - procedure: 1.004873
            reason: Cắt giảm thời hạn theo cam kết của huyện
            set: {time_limits: {standard: {value: 3}}}

    Ví dụ đúng:

        overrides:
          - procedure: 1.004873
            reason: Cắt giảm thời hạn theo cam kết của huyện
            set: {time_limits: {standard: {value: 2}}}

    Cách sửa: xóa khác biệt, hoặc ghi ngày cuối ở «valid_to».
    """
    fact = say("The difference gives {what} the value it has anyway.")
    yield from _of_kind(subject, "same", fact, say("Delete the difference, or end it with valid_to."))


@rule("OVR003", "override-does-not-fit", _ERROR)
def override_does_not_fit(subject: Subject) -> Iterator[Finding]:
    """Giá trị của khác biệt địa phương sai dạng, nên thủ tục giữ như chung.

    Kiểm tra gì: thủ tục sau khi đặt các khác biệt vẫn đúng lược đồ: số là số, đơn vị có trong danh sách, số kèm đơn vị.

    Vì sao: thủ tục sai dạng không in được; chương trình giữ nguyên thủ tục chung và báo lỗi.

    Ví dụ sai:

        overrides:
          - procedure: 1.004873
            reason: Cắt giảm thời hạn theo cam kết của huyện
            set: {time_limits: {standard: {value: hai}}}

    Ví dụ đúng:

        overrides:
          - procedure: 1.004873
            reason: Cắt giảm thời hạn theo cam kết của huyện
            set: {time_limits: {standard: {value: 2}}}

    Cách sửa: ghi giá trị như trong tệp của thủ tục.
    """
    fact = say("With this difference the procedure {code} is not sound: {what}.")
    yield from _of_kind(subject, "invalid", fact, say("Write the value as in the file of the procedure."))


@rule("OVR004", "overridden-twice", _ERROR)
def overridden_twice(subject: Subject) -> Iterator[Finding]:
    """Hai khác biệt của cùng một lớp đặt cùng một giá trị vào cùng một ngày.

    Kiểm tra gì: trong một tỉnh, một huyện hoặc một xã, mỗi giá trị chỉ được đặt lại một lần vào một ngày.

    Vì sao: hai số khác nhau cùng có hiệu lực thì không biết số nào đúng.

    Ví dụ sai:

        overrides:
          - {procedure: 1.004873, reason: Cam kết 2017, set: {time_limits: {standard: {value: 2}}}}
          - {procedure: 1.004873, reason: Cam kết 2018, set: {time_limits: {standard: {value: 1}}}}

    Ví dụ đúng:

        overrides:
          - {procedure: 1.004873, reason: Cam kết 2017, valid_to: 2017-12-31, set: {time_limits: {standard: {value: 2}}}}
          - {procedure: 1.004873, reason: Cam kết 2018, valid_from: 2018-01-01, set: {time_limits: {standard: {value: 1}}}}

    Cách sửa: giữ một khác biệt, hoặc ghi thời gian khác nhau.
    """
    fact = say("{what} is already changed by another difference of the same layer.")
    yield from _of_kind(subject, "twice", fact, say("Keep one of them, or give them different days."))


@rule("OVR005", "override-of-no-place", _ERROR)
def override_of_no_place(subject: Subject) -> Iterator[Finding]:
    """Khác biệt địa phương ghi mã tỉnh, huyện, xã chưa từng có.

    Kiểm tra gì: mã ở «province», «district» hoặc «commune» có trong dữ liệu đơn vị hành chính.

    Vì sao: mã viết sai thì khác biệt không áp dụng cho nơi nào.

    Ví dụ sai:

        district: "385"

    Ví dụ đúng:

        district: "835"

    Cách sửa: ghi đúng mã của Tổng cục Thống kê.
    """
    catalogue = subject.catalogue
    places = {unit.code for unit in catalogue.units} | {commune.code for commune in catalogue.communes}
    places |= {profile.code for profile in catalogue.provinces}
    for file, each in catalogue.overrides:
        if each.place not in places:
            key = each.layer.name.lower()
            yield Finding(
                file, (key,), say("There is no unit with the code {code}.", code=each.place), say("Correct the code of the unit.")
            )
