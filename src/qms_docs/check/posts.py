"""Rules about posts that the work needs: held by nobody, nobody to stand in, days without a holder, two holders, samples.

In: `Subject`. Out: findings at the lines of the commune files and of system/posts.yaml. Touches: nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from ..diagnostics import Message, Severity, say
from ..domain.dated import in_force
from ..domain.people import Assignment, PositionKind
from ..domain.procedure import AdministrativeProcedure
from ..domain.system.posts import Posts
from ..domain.units import Commune
from ..domain.vietnamese import short_date
from .rules import Finding, Steps, Subject, rule

_ERROR, _WARNING = Severity.ERROR, Severity.WARNING
_DAY = timedelta(days=1)


def _found(subject: Subject, commune: Commune, path: Steps, fact: Message, advice: Message) -> Finding:
    return Finding(subject.catalogue.origin("commune", commune.id), path, fact, advice, commune=commune.code)


def _needed(subject: Subject) -> Iterator[tuple[Commune, dict[str, str]]]:
    """Yield each unit with the posts that do steps of its procedures, as it does them, and the first procedure of each."""
    posts = {key for key, position in subject.catalogue.positions.items() if position.kind is PositionKind.POST}
    of_scopes: dict[int, tuple[tuple[AdministrativeProcedure, ...], dict[str, str]]] = {}
    for commune in subject.communes:
        scope = subject.catalogue.scope_on(commune, subject.day)
        if id(scope) not in of_scopes:
            found: dict[str, str] = {}
            for procedure in scope:
                for step in in_force(procedure.steps, subject.day):
                    if step.actor in posts:
                        found.setdefault(step.actor, procedure.code)
            of_scopes[id(scope)] = (scope, found)
        yield commune, of_scopes[id(scope)][1]


def _holders(commune: Commune, day: date) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for assignment in commune.assignments:
        if assignment.holds_on(day):
            found.setdefault(assignment.position, set()).add(assignment.official)
    return found


@rule("PEO010", "post-of-a-step-vacant", _WARNING)
def post_of_a_step_vacant(subject: Subject) -> Iterator[Finding]:
    """Chức vụ làm một bước của thủ tục trong phạm vi không có ai giữ vào ngày lập tài liệu.

    Kiểm tra gì: «actor» của các bước, kể cả khác biệt địa phương, là chức vụ của đơn vị (không phải cơ quan, người ngoài) thì có
    phân công vào ngày lập tài liệu. Chức vụ ký bìa: xem PEO002.

    Vì sao: quy trình giao việc cho chức vụ không có người thì không ai làm; đoàn đánh giá sẽ hỏi ai tiếp nhận, ai thẩm định.

    Ví dụ sai:

        assignments:
          - {position: civil_status_officer, official: pham_thi_d, valid_to: 2018-06-30}

    Ví dụ đúng:

        assignments:
          - {position: civil_status_officer, official: pham_thi_d, valid_to: 2018-06-30}
          - {position: civil_status_officer, official: ho_thi_k, valid_from: 2018-07-01}

    Cách sửa: phân công người giữ chức vụ, hoặc ghi khác biệt địa phương giao bước đó cho chức vụ khác.
    """
    signing = {stage.position for stage in subject.settings.sign_off}
    for commune, needed in _needed(subject):
        held = _holders(commune, subject.day)
        for key, code in needed.items():
            if key not in held and key not in signing:
                fact = say("Nobody holds the position «{key}», which does a step of {code}.", key=key, code=code)
                yield _found(subject, commune, ("assignments",), fact, say("Add an assignment for that position."))


@rule("PEO011", "nobody-stands-in", _WARNING)
def nobody_stands_in(subject: Subject) -> Iterator[Finding]:
    """Chức vụ chỉ có một người giữ mà không ai khác giữ chức vụ thay khi vắng.

    Kiểm tra gì: chức vụ làm bước của thủ tục và có trong system/posts.yaml thì có «substitutes»; ở từng đơn vị, một trong các
    chức vụ thay có người khác giữ vào ngày lập tài liệu. Chức vụ có từ hai người giữ thì không xét.

    Vì sao: bản mô tả công việc in người thay khi vắng; người thay chính là người vắng thì hồ sơ dừng lại.

    Ví dụ sai:

        # system/posts.yaml: clerk có substitutes: [office_officer]
        assignments:
          - {position: clerk, official: le_van_c}
          - {position: office_officer, official: le_van_c}

    Ví dụ đúng:

        assignments:
          - {position: clerk, official: phan_van_i}
          - {position: office_officer, official: le_van_c}

    Cách sửa: phân công người khác giữ một chức vụ thay, hoặc thêm chức vụ thay vào «substitutes».
    """
    data = subject.catalogue.system.get("posts")
    if not isinstance(data, Posts):
        return
    described = {post.position: (n, post) for n, post in enumerate(data.posts) if post.holds_on(subject.day)}
    required: set[str] = set()
    for commune, needed in _needed(subject):
        required |= needed.keys()
        held = _holders(commune, subject.day)
        for key in (each for each in needed if each in described):
            substitutes, holders = described[key][1].substitutes, held.get(key, set())
            others = {official for each in substitutes for official in held.get(each, ())}
            if substitutes and len(holders) == 1 and others <= holders:
                place = next(n for n, a in enumerate(commune.assignments) if a.position == key and a.holds_on(subject.day))
                fact = say("Nobody else holds a post that stands in for «{key}»: {posts}.", key=key, posts=", ".join(substitutes))
                advice = say("Assign another person to one of these posts, or name other substitutes in posts.yaml.")
                yield _found(subject, commune, ("assignments", place), fact, advice)
    for key, (n, post) in described.items():
        if key in required and not post.substitutes:
            fact = say("No post stands in for «{key}», which does steps of procedures.", key=key)
            yield Finding(subject.catalogue.origin("file", "posts"), ("posts", n), fact, say("Name the posts in «substitutes»."))


@rule("PEO012", "days-without-holder", _WARNING)
def days_without_holder(subject: Subject) -> Iterator[Finding]:
    """Giữa hai lần phân công liên tiếp của một chức vụ có những ngày không ai giữ.

    Kiểm tra gì: phân công sau của cùng chức vụ bắt đầu ngay sau ngày cuối của phân công trước (chỉ xét khoảng trống trước ngày
    lập tài liệu).

    Vì sao: thường do ghi nhầm ngày; tài liệu lập cho ngày nằm trong khoảng trống sẽ in thiếu tên.

    Ví dụ sai:

        assignments:
          - {position: clerk, official: phan_van_i, valid_to: 2018-05-31}
          - {position: clerk, official: ho_thi_k, valid_from: 2018-07-01}

    Ví dụ đúng:

        assignments:
          - {position: clerk, official: phan_van_i, valid_to: 2018-06-30}
          - {position: clerk, official: ho_thi_k, valid_from: 2018-07-01}

    Cách sửa: sửa ngày theo quyết định, hoặc ghi người tạm phụ trách trong thời gian đó.
    """
    for commune in subject.communes:
        series: dict[str, list[tuple[int, Assignment]]] = {}
        for place, assignment in enumerate(commune.assignments):
            series.setdefault(assignment.position, []).append((place, assignment))
        for key, held in series.items():
            for place, first, last in _gaps(held, subject.day) if len(held) > 1 else ():
                fact = say("Nobody held «{key}» from {first} to {last}.", key=key, first=short_date(first), last=short_date(last))
                advice = say("Correct the days, or assign who stood in.")
                yield _found(subject, commune, ("assignments", place, "valid_from"), fact, advice)


def _gaps(held: list[tuple[int, Assignment]], day: date) -> Iterator[tuple[int, date, date]]:
    """Yield the days between two holders: place of the later assignment, first and last day without one."""
    ordered = sorted(held, key=lambda each: each[1].valid_from or date.min)
    until = ordered[0][1].valid_to or date.max
    for place, assignment in ordered[1:]:
        start = assignment.valid_from or date.min
        if until < date.max and until + _DAY < start and until + _DAY < day:
            yield place, until + _DAY, start - _DAY
        until = max(until, assignment.valid_to or date.max)


@rule("PEO013", "sample-person-in-issued-document", _ERROR)
def sample_person_in_issued_document(subject: Subject) -> Iterator[Finding]:
    """Tài liệu đã có ngày ban hành mà còn in tên người mẫu.

    Kiểm tra gì: khi qms.toml ghi «issued_on», không người nào đánh dấu «sample: true» giữ chức vụ vào ngày lập tài liệu. Chưa có
    ngày ban hành thì chỉ cảnh báo (PEO001).

    Vì sao: người mẫu không có thật; tài liệu đã ban hành phải ghi người soạn thảo, xem xét, phê duyệt có thật.

    Ví dụ sai:

        # qms.toml có issued_on = 2018-12-01
        officials:
          - {key: nguyen_van_a, full_name: Nguyễn Văn A, sample: true}

    Ví dụ đúng:

        officials:
          - {key: nguyen_van_a, full_name: Nguyễn Văn An}

    Cách sửa: ghi họ tên của người đang giữ chức vụ và bỏ «sample»; còn là bản thử thì bỏ «issued_on».
    """
    if subject.settings.documents.issued_on is None:
        return
    for commune in subject.communes:
        held = {a.official for a in commune.assignments if a.holds_on(subject.day)}
        samples = [(n, each) for n, each in enumerate(commune.officials) if each.sample and each.key in held]
        if samples:
            place, first = samples[0]
            fact = say(
                "The documents are issued, but print sample persons: {count}, first «{name}».",
                count=len(samples),
                name=first.full_name,
            )
            advice = say("Replace them by the real officials, or leave «issued_on» out of qms.toml.")
            yield _found(subject, commune, ("officials", place), fact, advice)


@rule("PEO014", "two-hold-a-single-post", _ERROR)
def two_hold_a_single_post(subject: Subject) -> Iterator[Finding]:
    """Hai người cùng giữ một chức vụ chỉ một người được giữ.

    Kiểm tra gì: chức vụ ghi «single: true» trong communes/positions.yaml (Chủ tịch) có không quá một người giữ vào ngày lập tài
    liệu.

    Vì sao: ô phê duyệt và chỗ ký chỉ in một tên; thường do quên ghi ngày cuối của người trước.

    Ví dụ sai:

        assignments:
          - {position: chairman, official: nguyen_van_a}
          - {position: chairman, official: ho_thi_k, valid_from: 2018-07-01}

    Ví dụ đúng:

        assignments:
          - {position: chairman, official: nguyen_van_a, valid_to: 2018-06-30}
          - {position: chairman, official: ho_thi_k, valid_from: 2018-07-01}

    Cách sửa: ghi «valid_to» của người trước theo quyết định.
    """
    single = [key for key, position in subject.catalogue.positions.items() if position.single]
    for commune in subject.communes:
        held = _holders(commune, subject.day)
        for key in single:
            if len(officials := held.get(key, ())) > 1:
                places = [n for n, a in enumerate(commune.assignments) if a.position == key and a.holds_on(subject.day)]
                fact = say(
                    "«{key}» is held by {count} persons on {day}.", key=key, count=len(officials), day=short_date(subject.day)
                )
                advice = say("Give the last day of the earlier one.")
                yield _found(subject, commune, ("assignments", places[-1]), fact, advice)
