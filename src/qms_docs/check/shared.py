"""Rules about shared processes (procedures/shared.yaml): which procedures they name, whether these are alike.

In: `Subject`. Out: findings at the lines of procedures/shared.yaml. Touches: nothing.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..diagnostics import Message, Severity, say
from ..domain.dated import in_force
from ..domain.procedure import AdministrativeProcedure
from ..domain.shared import SharedProcess
from ..domain.vietnamese import short_date
from .rules import Finding, Steps, Subject, rule

_ERROR = Severity.ERROR


def _processes(subject: Subject) -> Iterator[tuple[int, SharedProcess]]:
    yield from enumerate(subject.catalogue.shared.values())


def _found(subject: Subject, process: SharedProcess, path: Steps, fact: Message, advice: Message) -> Finding:
    return Finding(subject.catalogue.origin("shared", process.key), ("processes", *path), fact, advice)


@rule("SHR001", "shared-procedure-unknown", _ERROR)
def shared_procedure_unknown(subject: Subject) -> Iterator[Finding]:
    """Quy trình chung ghi mã thủ tục không có, hoặc của lĩnh vực khác.

    Kiểm tra gì: mỗi mã ở «procedures» của một quy trình chung là thủ tục có trong procedures, cùng lĩnh vực với quy
    trình chung.

    Vì sao: quy trình chung chỉ phục vụ các thủ tục giống nhau về nội dung và trình tự (Thông tư 26/2014/TT-BKHCN,
    Điều 41 khoản 6).

    Ví dụ sai:

        field: ho_tich
        procedures: [1.004884, 2.001019]

    Ví dụ đúng:

        field: ho_tich
        procedures: [1.004884, 1.004772]

    Cách sửa: sửa mã, sửa «field», hoặc bỏ thủ tục khỏi quy trình chung.
    """
    catalogue = subject.catalogue
    for place, process in _processes(subject):
        for at, code in enumerate(process.procedures):
            procedure = catalogue.procedures.get(code)
            path: Steps = (place, "procedures", at)
            if procedure is None:
                fact = say("The procedure {code} is not in procedures/.", code=code)
                yield _found(subject, process, path, fact, say("Correct the code, or add the file of the procedure."))
            elif procedure.field != process.field:
                fact = say("The procedure {code} belongs to the field «{field}».", code=code, field=procedure.field)
                advice = say("A shared process serves procedures of one field; correct «field», or take the code out.")
                yield _found(subject, process, path, fact, advice)
        if process.field not in catalogue.fields:
            fact = say("The field «{key}» is not in fields.yaml.", key=process.field)
            advice = say("Add the field to procedures/fields.yaml, or correct the key.")
            yield _found(subject, process, (place, "field"), fact, advice)


@rule("SHR002", "shared-procedure-twice", _ERROR)
def shared_procedure_twice(subject: Subject) -> Iterator[Finding]:
    """Một thủ tục nằm trong hai quy trình chung, hoặc ghi hai lần.

    Kiểm tra gì: một thủ tục chỉ có mặt một lần trong tất cả các quy trình chung.

    Vì sao: thủ tục theo hai quy trình thì công chức không biết làm theo quy trình nào.

    Ví dụ sai:

        - {key: a, procedures: [1.004884, 1.004772]}
        - {key: b, procedures: [1.004884, 2.000522]}

    Ví dụ đúng:

        - {key: a, procedures: [1.004884, 1.004772, 2.000522]}

    Cách sửa: để thủ tục ở một chỗ.
    """
    seen: dict[str, str] = {}
    for place, process in _processes(subject):
        for at, code in enumerate(process.procedures):
            if code in seen:
                fact = say("The procedure {code} is already in the shared process «{key}».", code=code, key=seen[code])
                yield _found(subject, process, (place, "procedures", at), fact, say("Leave it in one place only."))
            seen.setdefault(code, process.key)


@rule("SHR003", "shared-code-twice", _ERROR)
def shared_code_twice(subject: Subject) -> Iterator[Finding]:
    """Hai quy trình chung cùng lĩnh vực có cùng số thứ tự, nên trùng mã hiệu.

    Kiểm tra gì: trong một lĩnh vực không có hai quy trình chung cùng «number».

    Vì sao: số đó là một phần của mã hiệu, hai quy trình sẽ trùng mã.

    Ví dụ sai:

        - {key: a, field: ho_tich, number: 1}
        - {key: b, field: ho_tich, number: 1}

    Ví dụ đúng:

        - {key: a, field: ho_tich, number: 1}
        - {key: b, field: ho_tich, number: 2}

    Cách sửa: cho mỗi quy trình chung một số riêng.
    """
    seen: dict[tuple[str, int], str] = {}
    for place, process in _processes(subject):
        key = (process.field, process.number)
        if key in seen:
            fact = say("The number {number} is already used by the shared process «{key}».", number=process.number, key=seen[key])
            advice = say("Give the shared process a number of its own within its field.")
            yield _found(subject, process, (place, "number"), fact, advice)
        seen.setdefault(key, process.key)


def _actors(procedure: AdministrativeProcedure, subject: Subject) -> list[str]:
    return [step.actor for step in in_force(procedure.steps, subject.day)]


@rule("SHR004", "shared-steps-differ", _ERROR)
def shared_steps_differ(subject: Subject) -> Iterator[Finding]:
    """Các thủ tục của một quy trình chung khác nhau về số bước hoặc người thực hiện vào ngày lập.

    Kiểm tra gì: vào ngày lập, các thủ tục trong phạm vi của một quy trình chung có cùng số bước và cùng người thực
    hiện từng bước.

    Vì sao: một bảng các bước in cho tất cả; thủ tục có người thực hiện khác thì bảng đó sai với nó.

    Ví dụ sai:

        # 1.004088: clerk; 1.004047: people_committee
        procedures: [1.004088, 1.004047]

    Ví dụ đúng:

        # cả hai thủ tục: people_committee
        procedures: [1.004088, 1.004047]

    Cách sửa: bỏ thủ tục khỏi quy trình chung, hoặc sửa các bước của nó.
    """
    used = {procedure.code: procedure for procedure in subject.procedures}
    for place, process in _processes(subject):
        known = [(at, used[code]) for at, code in enumerate(process.procedures) if code in used]
        for at, procedure in known[1:]:
            first = known[0][1]
            if _actors(procedure, subject) != _actors(first, subject):
                fact = say(
                    "On {day} the steps of {code} are not done by the same people as those of {other}.",
                    day=short_date(subject.day),
                    code=procedure.code,
                    other=first.code,
                )
                advice = say("Take the procedure out of the shared process, or correct its steps.")
                yield _found(subject, process, (place, "procedures", at), fact, advice)
