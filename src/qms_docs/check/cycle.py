"""Rules about the yearly cycle and the law that changes: audits, reviews, acts that sheets have to follow.

In: `Subject`. Out: findings at the lines of records of years, of system/republication.yaml, of procedures. Touches: nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import NamedTuple

from ..diagnostics import Severity, say
from ..domain.law import LegalAct
from ..domain.law_graph import successors_of
from ..domain.procedure import AdministrativeProcedure
from ..domain.system.republication import Republication
from ..domain.system.year_records import YearRecords
from ..domain.units import Commune
from ..domain.vietnamese import short_date
from ..domain.working_time import months_after
from .rules import Finding, Steps, Subject, rule

_WARNING = Severity.WARNING
_AUDIT, _REVIEW = "internal audit", "management review"


class _Held(NamedTuple):
    """When something of the cycle was held last, and where that stands."""

    day: date
    file: str
    path: Steps


def _day_of(records: YearRecords, what: str) -> tuple[date, str] | None:
    """Return when an audit or review was held, and the key that says so; None where that was not recorded."""
    if what == _REVIEW:
        held = records.review.held_on if records.review else None
        return (held, "held_on") if held else None
    audit = records.audit
    days = [(audit.held_to, "held_to"), (audit.held_from, "held_from")] if audit else []
    return next(((day, key) for day, key in days if day), None)


def _last_held(subject: Subject, what: str) -> Iterator[tuple[Commune, _Held]]:
    """Yield the units that recorded an audit (review) up to the day, each with the last one."""
    catalogue = subject.catalogue
    years: dict[str, list[int]] = {}
    for code, year in catalogue.year_records:
        years.setdefault(code, []).append(year)
    for commune in subject.communes:
        found = []
        for year in years.get(commune.code, ()):
            records = catalogue.records_of(commune, year)
            held = _day_of(records, what) if records else None
            if held is not None and held[0] <= subject.day:
                path = ("audit" if what == _AUDIT else "review", held[1])
                found.append(_Held(held[0], catalogue.origin("records", f"{commune.code}-{year}"), path))
        if found:
            yield commune, max(found)


def _overdue(subject: Subject, what: str) -> Iterator[Finding]:
    advice = say("Hold it and record its day in the records of the year; once a year at least.")
    for commune, held in _last_held(subject, what):
        if subject.day > months_after(held.day, 12):
            passed = short_date(held.day)
            fact = (
                say("The last internal audit was on {day}, more than 12 months ago.", day=passed)
                if what == _AUDIT
                else say("The last management review was on {day}, more than 12 months ago.", day=passed)
            )
            yield Finding(held.file, held.path, fact, advice, commune=commune.code)


@rule("CTL003", "audit-overdue", _WARNING)
def audit_overdue(subject: Subject) -> Iterator[Finding]:
    """Đợt đánh giá nội bộ gần nhất đã quá 12 tháng.

    Kiểm tra gì: ngày «held_to» (hoặc «held_from») của đợt đánh giá gần nhất trong hồ sơ các năm không quá 12 tháng trước ngày lập
    tài liệu. Đơn vị chưa ghi đợt nào thì không xét (xem CTL005).

    Vì sao: mỗi năm đánh giá nội bộ ít nhất một lần (Quyết định 19/2014/QĐ-TTg, Điều 4 khoản 4).

    Ví dụ sai:

        # hồ sơ năm 2017; tài liệu lập ngày 01/12/2018, chưa có hồ sơ đánh giá năm 2018
        audit: {held_from: 2017-10-10, held_to: 2017-10-11}

    Ví dụ đúng:

        # hồ sơ năm 2018
        audit: {held_from: 2018-10-09, held_to: 2018-10-10}

    Cách sửa: đánh giá nội bộ rồi ghi ngày vào hồ sơ năm; đã đánh giá thì bổ sung hồ sơ.
    """
    yield from _overdue(subject, _AUDIT)


@rule("CTL004", "review-overdue", _WARNING)
def review_overdue(subject: Subject) -> Iterator[Finding]:
    """Cuộc họp xem xét của lãnh đạo gần nhất đã quá 12 tháng.

    Kiểm tra gì: «held_on» của cuộc họp gần nhất trong hồ sơ các năm không quá 12 tháng trước ngày lập tài liệu. Đơn vị chưa ghi
    cuộc họp nào thì không xét (xem CTL005).

    Vì sao: mỗi năm xem xét của lãnh đạo ít nhất một lần (Quyết định 19/2014/QĐ-TTg, Điều 4 khoản 4).

    Ví dụ sai:

        # hồ sơ năm 2017; tài liệu lập ngày 01/12/2018, chưa có cuộc họp năm 2018
        review: {held_on: 2017-11-15}

    Ví dụ đúng:

        # hồ sơ năm 2018
        review: {held_on: 2018-11-14}

    Cách sửa: họp xem xét rồi ghi ngày vào hồ sơ năm; đã họp thì bổ sung hồ sơ.
    """
    yield from _overdue(subject, _REVIEW)


@rule("CTL005", "nothing-held-since-publication", _WARNING)
def nothing_held_since_publication(subject: Subject) -> Iterator[Finding]:
    """Đã công bố hơn 12 tháng mà hồ sơ các năm không ghi đợt đánh giá nội bộ hoặc cuộc họp xem xét nào.

    Kiểm tra gì: đơn vị có quyết định công bố ghi ở «earlier» trong system/republication.yaml đã hơn 12 tháng trước ngày lập tài
    liệu, thì có ít nhất một đợt đánh giá nội bộ và một cuộc họp xem xét được ghi. Quyết định của đơn vị cũ (trước ngày đơn vị
    được thành lập) không xét.

    Vì sao: sau khi công bố phải duy trì hệ thống, mỗi năm đánh giá nội bộ, xem xét của lãnh đạo ít nhất một lần (Quyết định
    19/2014/QĐ-TTg, Điều 4 khoản 4).

    Ví dụ sai:

        # tài liệu lập ngày 01/12/2018; đơn vị chưa có tệp hồ sơ năm nào
        earlier:
          - {commune: "29104", number: 45/QĐ-UBND, signed: 2017-06-14}

    Ví dụ đúng:

        # thêm tệp records/29104-2018.yaml có audit và review
        earlier:
          - {commune: "29104", number: 45/QĐ-UBND, signed: 2017-06-14}

    Cách sửa: ghi ngày đánh giá nội bộ, ngày họp xem xét vào hồ sơ năm của đơn vị.
    """
    data = subject.catalogue.system.get("republication")
    if not isinstance(data, Republication) or not data.earlier:
        return
    held = {what: {commune.code for commune, _ in _last_held(subject, what)} for what in (_AUDIT, _REVIEW)}
    began = {commune.code: commune.valid_from for commune in subject.communes}
    for place, each in enumerate(data.earlier):
        is_own = each.commune in began and each.signed >= (began[each.commune] or date.min)
        missing = [what for what in (_AUDIT, _REVIEW) if each.commune not in held[what]]
        if is_own and missing and subject.day > months_after(each.signed, 12):
            yield Finding(
                subject.catalogue.origin("file", "republication"),
                ("earlier", place, "signed"),
                say(
                    "The unit {code} published on {day}, more than 12 months ago, and has recorded no audit or no review since.",
                    code=each.commune,
                    day=short_date(each.signed),
                ),
                say("Record the audits and reviews of these years."),
                commune=each.commune,
            )


class _Lag(NamedTuple):
    """An act that a procedure cites though another took its place, and until when the sheet had to follow."""

    procedure: AdministrativeProcedure
    path: Steps
    old: LegalAct
    new: LegalAct
    since: date
    last: date


def _cited(procedure: AdministrativeProcedure, day: date) -> Iterator[tuple[Steps, str]]:
    for n, citation in enumerate(procedure.legal_basis):
        if citation.holds_on(day):
            yield ("legal_basis", n), citation.act
    for n, form in enumerate(procedure.forms):
        if form.act and form.holds_on(day):
            yield ("forms", n, "act"), form.act
    for n, fee in enumerate(procedure.fees):
        if fee.act and fee.holds_on(day):
            yield ("fees", n, "act"), fee.act


def _lags(subject: Subject) -> Iterator[_Lag]:
    catalogue, day = subject.catalogue, subject.day
    gone = {}
    for act in catalogue.acts.values():
        is_over = act.replaced_by and (act.effective_to is None or act.effective_to < day)
        standing = [each for each in successors_of(catalogue, act) if each.stands_on(day)] if is_over else []
        since = (
            standing[0].effective_from or (act.effective_to + timedelta(1) if act.effective_to else None) if standing else None
        )
        if since is not None:
            gone[act.id] = (act, standing, since)
    for procedure in subject.procedures:
        cited = list(_cited(procedure, day))
        named, told = {key for _, key in cited}, set()
        for path, key in cited:
            if key in gone and key not in told and not named & {each.id for each in gone[key][1]}:
                act, (new, *_), since = gone[key]
                told.add(key)
                yield _Lag(procedure, path, act, new, since, months_after(since, 3))


def _lag_found(subject: Subject, lag: _Lag) -> Finding:
    fact = say(
        "{old} was replaced by {new} on {day}, which is not cited; the sheet has to follow by {last}.",
        old=lag.old.number,
        new=lag.new.number,
        day=short_date(lag.since),
        last=short_date(lag.last),
    )
    advice = say("Compare the procedure with {new}, then cite it; keep the old act for earlier days.", new=lag.new.number)
    file = subject.catalogue.origin("procedure", lag.procedure.code)
    return Finding(file, lag.path, fact, advice, procedure=lag.procedure.code)


@rule("CTL006", "law-change-not-followed", _WARNING)
def law_change_not_followed(subject: Subject) -> Iterator[Finding]:
    """Thủ tục dẫn văn bản đã bị thay thế quá ba tháng mà chưa dẫn văn bản thay thế.

    Kiểm tra gì: văn bản ở «legal_basis», ở «act» của biểu mẫu, khoản thu đã hết hiệu lực và có «replaced_by»; văn bản thay thế
    đã có hiệu lực quá ba tháng trước ngày lập tài liệu nhưng thủ tục không dẫn.

    Vì sao: thay đổi của pháp luật phải được cập nhật vào hệ thống trong ba tháng kể từ ngày văn bản có hiệu lực (Quyết định
    19/2014/QĐ-TTg, Điều 4 khoản 4 điểm a). Văn bản hết hiệu lực không được in nên quy trình thiếu căn cứ.

    Ví dụ sai:

        # tài liệu lập ngày 01/12/2020
        legal_basis: [60/2014/QH13, 15/2015/TT-BTP]

    Ví dụ đúng:

        legal_basis: [60/2014/QH13, 15/2015/TT-BTP, 04/2020/TT-BTP]

    Cách sửa: đối chiếu hồ sơ, thời hạn, các bước với văn bản thay thế rồi thêm văn bản đó; văn bản cũ cứ để lại cho thời trước.
    """
    yield from (_lag_found(subject, lag) for lag in _lags(subject) if subject.day > lag.last)


@rule("CTL007", "law-change-to-follow", _WARNING)
def law_change_to_follow(subject: Subject) -> Iterator[Finding]:
    """Thủ tục dẫn văn bản vừa bị thay thế, còn trong hạn ba tháng để cập nhật.

    Kiểm tra gì: như CTL006, nhưng văn bản thay thế có hiệu lực chưa quá ba tháng vào ngày lập tài liệu; báo ngày cuối của hạn.

    Vì sao: thay đổi của pháp luật phải được cập nhật vào hệ thống trong ba tháng kể từ ngày văn bản có hiệu lực (Quyết định
    19/2014/QĐ-TTg, Điều 4 khoản 4 điểm a).

    Ví dụ sai:

        # tài liệu lập ngày 01/9/2020; 04/2020/TT-BTP có hiệu lực từ ngày 16/7/2020
        legal_basis: [60/2014/QH13, 15/2015/TT-BTP]

    Ví dụ đúng:

        legal_basis: [60/2014/QH13, 15/2015/TT-BTP, 04/2020/TT-BTP]

    Cách sửa: đối chiếu với văn bản thay thế và cập nhật trước ngày cuối của hạn.
    """
    yield from (_lag_found(subject, lag) for lag in _lags(subject) if subject.day <= lag.last)
