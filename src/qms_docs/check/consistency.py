"""Rules across procedures and within one: what must agree, and what must not be missing.

In: `Subject`. Out: findings at the lines of the procedure files. Touches: nothing.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..diagnostics import Message, Severity, say
from ..domain.dated import in_force
from ..domain.procedure import AdministrativeProcedure
from ..domain.text import tone_folded
from ..domain.vietnamese import short_date
from .rules import Finding, Steps, Subject, rule

_WARNING = Severity.WARNING


def _found(subject: Subject, procedure: AdministrativeProcedure, path: Steps, fact: Message, advice: Message) -> Finding:
    return Finding(subject.catalogue.origin("procedure", procedure.code), path, fact, advice, procedure=procedure.code)


@rule("PRO009", "part-missing", _WARNING)
def part_missing(subject: Subject) -> Iterator[Finding]:
    """Thủ tục không có giấy tờ trong hồ sơ hoặc không có cách thức nộp vào ngày lập tài liệu.

    Kiểm tra gì: «dossier», «channels» còn ít nhất một dòng có hiệu lực vào ngày lập tài liệu («steps», «results»: xem PRO008).

    Vì sao: đây là các bộ phận bắt buộc của thủ tục hành chính (Nghị định 63/2010/NĐ-CP, Điều 8).

    Ví dụ sai:

        channels: []

    Ví dụ đúng:

        channels: [direct, post]

    Cách sửa: bổ sung theo quyết định công bố; nếu nguồn không nêu thì để nguyên, không tự đặt ra.
    """
    day = subject.day
    for procedure in subject.procedures:
        groups = in_force(procedure.dossier.groups, day)
        parts = {
            "dossier": any(in_force(group.items, day) for group in groups),
            "channels": in_force(procedure.channels, day),
        }
        for key, present in parts.items():
            if not present:
                fact = say("«{key}» has no entry on {day}.", key=key, day=short_date(day))
                advice = say("Add what the decision on the procedure says; never a guess.")
                yield _found(subject, procedure, (key,), fact, advice)


@rule("PRO010", "form-number-twice", _WARNING)
def form_number_twice(subject: Subject) -> Iterator[Finding]:
    """Một số hiệu mẫu của cùng một văn bản mang hai tên khác nhau.

    Kiểm tra gì: các mẫu đơn, tờ khai có cùng «number» và «act», cùng có hiệu lực vào ngày lập tài liệu.

    Vì sao: một mẫu chỉ có một tên; hai quy trình in hai tên thì người dân không biết mẫu nào đúng.

    Ví dụ sai:

        forms:
          - {key: form_a, title: Tờ khai đăng ký khai sinh, number: Mẫu số 01, act: 04/2020/TT-BTP}
          - {key: form_b, title: Tờ khai đăng ký khai tử, number: Mẫu số 01, act: 04/2020/TT-BTP}

    Ví dụ đúng:

        forms:
          - {key: form_a, title: Tờ khai đăng ký khai sinh, number: Mẫu số 01, act: 04/2020/TT-BTP}
          - {key: form_b, title: Tờ khai đăng ký khai tử, number: Mẫu số 02, act: 04/2020/TT-BTP}

    Cách sửa: đối chiếu phụ lục của văn bản, ghi đúng số và tên.
    """
    seen: dict[tuple[str, str], tuple[str, str]] = {}
    for procedure in subject.procedures:
        for place, form in enumerate(procedure.forms):
            if form.number is None or form.act is None or not form.holds_on(subject.day):
                continue
            title, code = seen.setdefault((form.act, tone_folded(form.number)), (form.title, procedure.code))
            if tone_folded(title) != tone_folded(form.title):
                fact = say(
                    "«{number}» of {act} is «{title}» here, «{other}» in the procedure {code}.",
                    number=form.number,
                    act=form.act,
                    title=form.title,
                    other=title,
                    code=code,
                )
                advice = say("Compare with the annex of the act; give number and title as there.")
                yield _found(subject, procedure, ("forms", place, "title"), fact, advice)


@rule("FEE003", "same-fee-two-amounts", _WARNING)
def same_fee_two_amounts(subject: Subject) -> Iterator[Finding]:
    """Cùng tên khoản thu, cùng văn bản, cùng hình thức và đơn vị tính nhưng hai mức thu, ở hai thủ tục.

    Kiểm tra gì: các khoản thu có mức tiền, có hiệu lực vào ngày lập tài liệu.

    Vì sao: mức thu theo một văn bản phải giống nhau ở mọi quy trình; thường một nơi chưa sửa theo mức mới.

    Ví dụ sai:

        fees:
          - {name: Phí chứng thực chữ ký, status: amount, amount: 1000, per: trường hợp, act: 226/2016/TT-BTC}

    Ví dụ đúng:

        fees:
          - {name: Phí chứng thực chữ ký, status: amount, amount: 10000, per: trường hợp, act: 226/2016/TT-BTC}

    Cách sửa: đối chiếu biểu mức thu; nếu là hai khoản khác nhau thì ghi tên khác nhau.
    """
    seen: dict[tuple[object, ...], tuple[int, str]] = {}
    for procedure in subject.procedures:
        for place, fee in enumerate(procedure.fees):
            if fee.amount is None or fee.name is None or fee.act is None or not fee.holds_on(subject.day):
                continue
            amount, code = seen.setdefault((fee.name, fee.act, fee.channel, fee.per), (fee.amount, procedure.code))
            if amount != fee.amount and code != procedure.code:
                fact = say(
                    "«{name}» is {amount} đồng here, {other} đồng in the procedure {code}.",
                    name=fee.name,
                    amount=fee.amount,
                    other=amount,
                    code=code,
                )
                advice = say("Compare with the act; two different fees need two names.")
                yield _found(subject, procedure, ("fees", place, "amount"), fact, advice)
