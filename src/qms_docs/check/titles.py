"""Rules on names and titles across procedures: two codes of one name, one paper spelled two ways.

In: `Subject`. Out: findings at the lines of procedures. Touches: nothing.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from ..diagnostics import Message, Severity, say
from ..domain.procedure import AdministrativeProcedure
from ..domain.text import tone_folded
from .rules import Finding, Steps, Subject, rule

_WARNING = Severity.WARNING
_NO_WORDS = re.compile(r"[^\w]+")


def _found(subject: Subject, procedure: AdministrativeProcedure, path: Steps, fact: Message, advice: Message) -> Finding:
    return Finding(subject.catalogue.origin("procedure", procedure.code), path, fact, advice, procedure=procedure.code)


def plain(text: str) -> str:
    """Return the words of a text alone, as they are compared: lower case, one habit of tone placement, no marks."""
    return _NO_WORDS.sub(" ", tone_folded(text)).strip()


@rule("PRO014", "two-procedures-one-name", _WARNING)
def two_procedures_one_name(subject: Subject) -> Iterator[Finding]:
    """Hai mã thủ tục đang áp dụng có cùng một tên.

    Kiểm tra gì: tên của các thủ tục trong phạm vi vào ngày lập tài liệu khác nhau (không kể chữ «Thủ tục» ở đầu, chữ hoa, dấu
    câu, chỗ đặt dấu thanh). Một mã ở hai tệp: xem DATA020.

    Vì sao: một thủ tục được đổi mã mà mã cũ còn hiệu lực thì danh mục, phạm vi công bố ghi hai lần một việc.

    Ví dụ sai:

        # hai tệp, code: 2.000815 và code: 2.000816
        names: [Chứng thực bản sao từ bản chính]

    Ví dụ đúng:

        # tệp của mã cũ
        names: [Chứng thực bản sao từ bản chính]
        valid_to: 2018-06-30
        replaced_by: ["2.000816"]

    Cách sửa: ghi ngày cuối và mã thay thế cho thủ tục cũ; nếu là hai việc khác nhau thì ghi tên đầy đủ theo quyết định công bố.
    """
    seen: dict[str, str] = {}
    for procedure in subject.procedures:
        name = procedure.name_on(subject.day)
        code = seen.setdefault(plain(name).removeprefix("thủ tục "), procedure.code)
        if code != procedure.code:
            place = next((n for n, each in enumerate(procedure.names) if each.text == name), 0)
            fact = say("«{name}» is also the name of the procedure {code}.", name=name, code=code)
            yield _found(subject, procedure, ("names", place), fact, say("End the older one with «valid_to» and «replaced_by»."))


@rule("PRO015", "title-spelled-two-ways", _WARNING)
def title_spelled_two_ways(subject: Subject) -> Iterator[Finding]:
    """Tên một giấy tờ, biểu mẫu, kết quả, hồ sơ được viết hai cách ở các thủ tục.

    Kiểm tra gì: hai tên chỉ khác nhau ở chữ hoa (trừ chữ đầu), chỗ đặt dấu thanh, dấu câu, gạch nối thì phải viết như nhau; báo ở
    cách viết ít gặp hơn.

    Vì sao: một giấy tờ phải mang một tên ở mọi quy trình; viết khác nhau thì danh mục hồ sơ ghi thành hai dòng.

    Ví dụ sai:

        # thủ tục thứ nhất
        results: [Trích lục khai tử]
        # thủ tục thứ hai
        results: [Trích Lục khai tử]

    Ví dụ đúng:

        results: [Trích lục khai tử]

    Cách sửa: viết như trong văn bản ban hành mẫu hoặc quyết định công bố.
    """
    places: dict[str, list[tuple[str, AdministrativeProcedure, Steps]]] = {}
    for procedure in subject.procedures:
        for path, title in _titles(procedure, subject):
            places.setdefault(plain(title), []).append((title[:1].lower() + title[1:], procedure, path))
    for found in places.values():
        counted = Counter(title for title, _, _ in found)
        (usual, _), *others = counted.most_common()
        for title, procedure, path in found if others else ():
            if title != usual:
                fact = say("«{title}» is written «{usual}» elsewhere.", title=title, usual=usual)
                yield _found(subject, procedure, path, fact, say("Write it as the act or the decision on the procedure does."))


def _titles(procedure: AdministrativeProcedure, subject: Subject) -> Iterator[tuple[Steps, str]]:
    """Yield the titles of papers that a procedure prints on the day, with their paths."""
    day = subject.day
    for n, group in enumerate(procedure.dossier.groups):
        for m, item in enumerate(group.items if group.holds_on(day) else ()):
            if item.holds_on(day):
                yield ("dossier", "groups", n, "items", m, "name"), item.name
    yield from ((("forms", n, "title"), each.title) for n, each in enumerate(procedure.forms) if each.holds_on(day))
    yield from ((("results", n), each.text) for n, each in enumerate(procedure.results) if each.holds_on(day))
    yield from ((("records", n, "name"), each.name) for n, each in enumerate(procedure.records) if each.holds_on(day))
