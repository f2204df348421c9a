"""Rules about who holds which post: nobody, twice, too early, or under two spellings of a name.

In: `Subject`. Out: findings at the lines of the commune files. Touches: nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from ..diagnostics import Message, Severity, say
from ..domain.people import Assignment
from ..domain.text import tone_folded
from ..domain.units import Commune
from ..domain.vietnamese import short_date
from .rules import Finding, Steps, Subject, rule

_WARNING = Severity.WARNING


def _found(subject: Subject, commune: Commune, path: Steps, fact: Message, advice: Message) -> Finding:
    return Finding(subject.catalogue.origin("commune", commune.id), path, fact, advice, commune=commune.code)


def _overlap(one: Assignment, other: Assignment) -> bool:
    first, last = date.min, date.max
    return (one.valid_from or first) <= (other.valid_to or last) and (other.valid_from or first) <= (one.valid_to or last)


@rule("PEO005", "one-person-signs-twice", _WARNING)
def one_person_signs_twice(subject: Subject) -> Iterator[Finding]:
    """Một người ký hai ô soạn thảo, xem xét, phê duyệt trên cùng một tài liệu.

    Kiểm tra gì: người giữ các chức vụ của «sign_off» trong qms.toml vào ngày lập tài liệu.

    Vì sao: người xem xét hoặc phê duyệt không nên là người soạn thảo; đoàn đánh giá sẽ hỏi.

    Ví dụ sai:

        assignments:
          - {position: iso_secretary, official: nguyen_van_a}
          - {position: chairman, official: nguyen_van_a}

    Ví dụ đúng:

        assignments:
          - {position: iso_secretary, official: tran_thi_b}
          - {position: chairman, official: nguyen_van_a}

    Cách sửa: phân công người khác cho một trong hai chức vụ.
    """
    for commune in subject.communes:
        holders = {a.position: (n, a.official) for n, a in enumerate(commune.assignments) if a.holds_on(subject.day)}
        seen: dict[str, str] = {}
        for stage in subject.settings.sign_off:
            if stage.position not in holders:
                continue
            place, official = holders[stage.position]
            if seen.get(official, stage.position) != stage.position:
                fact = say(
                    "«{official}» signs as «{first}» and as «{second}».",
                    official=official,
                    first=seen[official],
                    second=stage.position,
                )
                advice = say("Assign another person to one of the two positions.")
                yield _found(subject, commune, ("assignments", place, "official"), fact, advice)
            seen.setdefault(official, stage.position)


@rule("PEO006", "official-without-post", _WARNING)
def official_without_post(subject: Subject) -> Iterator[Finding]:
    """Cán bộ, công chức được khai báo nhưng không được phân công chức vụ nào.

    Kiểm tra gì: mỗi người trong «officials» có ít nhất một dòng trong «assignments», bất kể ngày nào (trừ người mẫu).

    Vì sao: người không có phân công không bao giờ được in; thường là quên phân công hoặc quên xóa.

    Ví dụ sai:

        officials: [{key: nguyen_van_a, full_name: Nguyễn Văn A}]
        assignments: []

    Ví dụ đúng:

        officials: [{key: nguyen_van_a, full_name: Nguyễn Văn A}]
        assignments: [{position: chairman, official: nguyen_van_a}]

    Cách sửa: thêm phân công, hoặc xóa người đó khỏi «officials».
    """
    for commune in subject.communes:
        held = {assignment.official for assignment in commune.assignments}
        for place, official in enumerate(commune.officials):
            if official.key not in held and not official.sample:
                fact = say("The official «{official}» holds no position at any time.", official=official.key)
                advice = say("Add an assignment, or remove the person.")
                yield _found(subject, commune, ("officials", place), fact, advice)


@rule("PEO007", "same-assignment-twice", _WARNING)
def same_assignment_twice(subject: Subject) -> Iterator[Finding]:
    """Cùng một người được phân công cùng một chức vụ hai lần, thời gian chồng lên nhau.

    Kiểm tra gì: hai dòng «assignments» cùng chức vụ, cùng người, có ngày chung.

    Vì sao: tên người đó sẽ được in hai lần; thường do quên ghi «valid_to» khi sửa.

    Ví dụ sai:

        assignments:
          - {position: chairman, official: nguyen_van_a, valid_from: 2016-06-01}
          - {position: chairman, official: nguyen_van_a, valid_from: 2018-01-01}

    Ví dụ đúng:

        assignments:
          - {position: chairman, official: nguyen_van_a, valid_from: 2016-06-01}

    Cách sửa: xóa một dòng, hoặc ghi ngày cuối của dòng trước.
    """
    for commune in subject.communes:
        earlier: dict[tuple[str, str], list[Assignment]] = {}
        for place, assignment in enumerate(commune.assignments):
            same = earlier.setdefault((assignment.position, assignment.official), [])
            if any(_overlap(each, assignment) for each in same):
                fact = say(
                    "«{official}» is assigned to «{key}» twice at the same time.",
                    official=assignment.official,
                    key=assignment.position,
                )
                advice = say("Remove one of the lines, or give the last day of the earlier one.")
                yield _found(subject, commune, ("assignments", place), fact, advice)
            same.append(assignment)


@rule("PEO008", "assigned-before-the-unit-existed", _WARNING)
def assigned_before_the_unit(subject: Subject) -> Iterator[Finding]:
    """Phân công bắt đầu trước ngày đơn vị được thành lập.

    Kiểm tra gì: «valid_from» của phân công không sớm hơn «valid_from» của đơn vị.

    Vì sao: không ai giữ chức vụ ở một đơn vị chưa có; thường do chép từ tệp của đơn vị cũ.

    Ví dụ sai:

        valid_from: 2025-07-01
        assignments: [{position: chairman, official: nguyen_van_a, valid_from: 2016-06-01}]

    Ví dụ đúng:

        valid_from: 2025-07-01
        assignments: [{position: chairman, official: nguyen_van_a, valid_from: 2025-07-01}]

    Cách sửa: ghi ngày bổ nhiệm tại đơn vị mới.
    """
    for commune in subject.communes:
        for place, assignment in enumerate(commune.assignments):
            if commune.valid_from and assignment.valid_from and assignment.valid_from < commune.valid_from:
                fact = say(
                    "The assignment begins on {day}, before the unit existed ({first}).",
                    day=short_date(assignment.valid_from),
                    first=short_date(commune.valid_from),
                )
                advice = say("Give the day of the appointment in this unit.")
                yield _found(subject, commune, ("assignments", place, "valid_from"), fact, advice)


@rule("PEO009", "name-spelled-two-ways", _WARNING)
def name_spelled_two_ways(subject: Subject) -> Iterator[Finding]:
    """Hai người của một đơn vị có họ tên chỉ khác nhau ở chỗ đặt dấu thanh.

    Kiểm tra gì: họ tên sau khi thống nhất chỗ đặt dấu («Hòa» và «Hoà»).

    Vì sao: thường là một người được khai báo hai lần, nên các tài liệu in tên không giống nhau.

    Ví dụ sai:

        officials:
          - {key: le_thi_hoa, full_name: Lê Thị Hòa}
          - {key: le_thi_hoa_2, full_name: Lê Thị Hoà}

    Ví dụ đúng:

        officials:
          - {key: le_thi_hoa, full_name: Lê Thị Hòa}

    Cách sửa: giữ một người, viết tên như trong quyết định bổ nhiệm.
    """
    for commune in subject.communes:
        seen: dict[str, str] = {}
        for place, official in enumerate(commune.officials):
            known = seen.setdefault(tone_folded(official.full_name), official.full_name)
            if known != official.full_name:
                fact = say("«{name}» is also written «{other}».", name=official.full_name, other=known)
                advice = say("Keep one person, spelled as in the decision of appointment.")
                yield _found(subject, commune, ("officials", place, "full_name"), fact, advice)
