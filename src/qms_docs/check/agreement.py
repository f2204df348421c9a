"""Rules on how procedures agree: records of another procedure, forms not listed, procedures replaced.

In: `Subject`. Out: findings at the lines of procedures, of shared.yaml, overrides, commune and province files. Touches: nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..diagnostics import Message, Severity, say
from ..domain.dated import in_force
from ..domain.procedure import AdministrativeProcedure
from ..domain.text import tone_folded
from .rules import Finding, Steps, Subject, rule
from .titles import plain

_WARNING = Severity.WARNING
_GENERIC = re.compile(
    r"(?:bản lưu|bản sao|bản chính|bản photo|bản điện tử|bộ hồ sơ|hồ sơ|sổ|giấy|trích lục|quyết định|văn bản|biên bản|thông báo|"
    r"chứng nhận|xác nhận|công nhận|đăng ký|ghi chú|ghi vào|cấp|đề nghị|yêu cầu|giải quyết|kèm|về|việc|của|các)(?: |$)"
)
_FORM_NUMBERS = re.compile(
    r"(?<!\w)mẫu (?:số )?(\d+[a-zđ]?(?:\.\w+)?(?:(?:, | và | hoặc )(?:mẫu )?(?:số )?\d+[a-zđ]?(?![\w/]))*)(?![\w/])"
)
_FORM_NUMBER = re.compile(r"(?<!\w)(\d+[a-zđ]?(?:\.[a-zđ]+)?)(?!\w)")
_BY_FORM = re.compile(r"(?<!\w)theo mẫu(?! của| số| \d)(?!\w)")
_FORM_NOUN = re.compile(r"(?:tờ khai|đơn|phiếu đề nghị)(?!\w)")


def _found(subject: Subject, procedure: AdministrativeProcedure, path: Steps, fact: Message, advice: Message) -> Finding:
    return Finding(subject.catalogue.origin("procedure", procedure.code), path, fact, advice, procedure=procedure.code)


def _matter(name: str) -> str:
    """Return what a paper is about: «khai sinh» of «Sổ đăng ký khai sinh»; empty where it says nothing of its own."""
    words = plain(name.split("(")[0])
    while match := _GENERIC.match(words):
        words = words[match.end() :]
    return words


def _results(procedure: AdministrativeProcedure, subject: Subject) -> str:
    results = [each.text for each in in_force(procedure.results, subject.day)]
    return plain("; ".join((procedure.name_on(subject.day), *results)))


def _work(procedure: AdministrativeProcedure, subject: Subject) -> str:
    steps = in_force(procedure.steps, subject.day)
    forms = in_force(procedure.forms, subject.day)
    return plain("; ".join((*(f"{each.action}; {each.output}" for each in steps), *(each.title for each in forms))))


def _dossier(procedure: AdministrativeProcedure, subject: Subject) -> str:
    groups = in_force(procedure.dossier.groups, subject.day)
    items = [item for group in groups for item in in_force(group.items, subject.day)]
    return plain("; ".join(f"{item.name}; {item.note}" for item in items))


@rule("PRO011", "record-of-another-procedure", _WARNING)
def record_of_another_procedure(subject: Subject) -> Iterator[Finding]:
    """Bảng hồ sơ lưu ghi sổ hoặc giấy tờ của thủ tục khác.

    Kiểm tra gì: việc nêu trong tên hồ sơ lưu («khai sinh» của «Sổ đăng ký khai sinh») có trong tên, kết quả của một thủ tục khác
    cùng lĩnh vực nhưng không có trong tên, kết quả, các bước, biểu mẫu của thủ tục này; giấy tờ không phải sổ thì tìm cả trong
    thành phần hồ sơ.

    Vì sao: lỗi thường gặp nhất khi chép quy trình (25 trong 53 quy trình thật): quy trình khai tử, kết hôn còn lưu «Sổ đăng ký
    khai sinh».

    Ví dụ sai:

        # thủ tục đăng ký khai tử
        records:
          - {name: Sổ đăng ký khai sinh, keeper: civil_status_officer, retention: {permanent: true}}

    Ví dụ đúng:

        records:
          - {name: Sổ đăng ký khai tử, keeper: civil_status_officer, retention: {permanent: true}}

    Cách sửa: ghi sổ, giấy tờ của chính thủ tục; nếu đúng là lưu sổ đó thì nêu ở bước ghi sổ.
    """
    day = subject.day
    matters = [
        (procedure, place, record.name, matter)
        for procedure in subject.procedures
        for place, record in enumerate(procedure.records)
        if record.holds_on(day) and (matter := _matter(record.name))
    ]
    results = {procedure.code: _results(procedure, subject) for procedure in subject.procedures}
    for procedure, place, name, matter in matters:
        own = f"{results[procedure.code]} {_work(procedure, subject)}"
        if matter in own or (not name.startswith("Sổ ") and matter in _dossier(procedure, subject)):
            continue
        others = (each for each in subject.procedures if each.field == procedure.field)
        other = next((each for each in others if matter in results[each.code]), None)
        if other is not None:
            fact = say(
                "The record «{name}» is about «{matter}», which is the matter of {code} and not of this procedure.",
                name=name,
                matter=matter,
                code=other.code,
            )
            advice = say("Name the book or paper of this procedure.")
            yield _found(subject, procedure, ("records", place, "name"), fact, advice)


@rule("PRO012", "form-not-listed", _WARNING)
def form_not_listed(subject: Subject) -> Iterator[Finding]:
    """Thành phần hồ sơ nhắc một mẫu đơn, tờ khai không có trong mục biểu mẫu của thủ tục.

    Kiểm tra gì: số mẫu gõ trong tên, ghi chú của giấy tờ («Mẫu số 02») có trong «number» của một biểu mẫu; đơn, tờ khai
    «theo mẫu» có «form» hoặc trùng tên một biểu mẫu. Không xét giấy tờ dẫn biểu mẫu chưa rõ số.

    Vì sao: mục tên mẫu đơn, tờ khai phải đủ các mẫu mà hồ sơ yêu cầu; số mẫu gõ tay dễ còn lại của quy định cũ.

    Ví dụ sai:

        dossier:
          groups:
            - title: Giấy tờ phải nộp
              items: [{name: Tờ khai, form: to_khai, note: Mẫu số 03.}]
        forms:
          - {key: to_khai, title: Tờ khai, number: Mẫu số 02}

    Ví dụ đúng:

        dossier:
          groups:
            - title: Giấy tờ phải nộp
              items: [{name: Tờ khai, form: to_khai, note: Mẫu số 02.}]
        forms:
          - {key: to_khai, title: Tờ khai, number: Mẫu số 02}

    Cách sửa: đối chiếu phụ lục của văn bản; thêm biểu mẫu vào «forms», hoặc sửa số mẫu trong hồ sơ.
    """
    for procedure in subject.procedures:
        forms = in_force(procedure.forms, subject.day)
        numbers = {each.lstrip("0") for form in forms for each in _FORM_NUMBER.findall(tone_folded(form.number or ""))}
        unnumbered = {form.key for form in forms if form.number is None}
        titles = {plain(form.title) for form in forms}
        for n, group in enumerate(procedure.dossier.groups):
            for m, item in enumerate(group.items if group.holds_on(subject.day) else ()):
                if not item.holds_on(subject.day) or item.form in unnumbered:
                    continue
                text = tone_folded(f"{item.name}; {item.note or ''}")
                typed = [each for listed in _FORM_NUMBERS.findall(text) for each in _FORM_NUMBER.findall(listed)]
                missing = next((each for each in typed if each.lstrip("0") not in numbers), None)
                named = _FORM_NOUN.match(text) and _BY_FORM.search(text) and item.form is None
                path: Steps = ("dossier", "groups", n, "items", m)
                advice = say("Add the form to «forms», or correct the dossier by the annex of the act.")
                if missing is not None:
                    fact = say("«{name}» follows form {number}, which is not among the forms.", name=item.name, number=missing)
                    yield _found(subject, procedure, path, fact, advice)
                elif named and not any(plain(item.name).startswith(title) for title in titles):
                    fact = say("«{name}» follows a form that is not among the forms.", name=item.name)
                    yield _found(subject, procedure, path, fact, advice)


@rule("PRO013", "replaced-procedure-named", _WARNING)
def replaced_procedure_named(subject: Subject) -> Iterator[Finding]:
    """Dữ liệu còn dẫn mã của thủ tục đã được thay thế.

    Kiểm tra gì: mã của thủ tục đã hết áp dụng và có «replaced_by» không còn trong nội dung in ra, quy trình chung, khác biệt địa
    phương, thủ tục loại trừ, mức thu của tỉnh áp dụng vào ngày lập tài liệu; chỗ nào đã dẫn cả thủ tục thay thế thì không nhắc.

    Vì sao: khác biệt, mức thu gắn với mã cũ không còn tác dụng với thủ tục mới; mã in ra không tra được.

    Ví dụ sai:

        # 2.000815 có valid_to: 2018-06-30, replaced_by: [2.000816]
        overrides:
          - procedure: "2.000815"
            reason: Quyết định của tỉnh
            set: {time_limits: {standard: {value: 1}}}

    Ví dụ đúng:

        overrides:
          - procedure: "2.000816"
            reason: Quyết định của tỉnh
            set: {time_limits: {standard: {value: 1}}}

    Cách sửa: đổi sang mã thủ tục thay thế sau khi đối chiếu; dữ liệu chỉ cho thời trước thì ghi «valid_to».
    """
    known = subject.catalogue.procedures
    gone = {code: each for code, each in known.items() if each.replaced_by and each.valid_to and each.valid_to < subject.day}
    if not gone:
        return
    for file, path, code, beside, commune in _named(subject, frozenset(gone)):
        if not set(gone[code].replaced_by) & beside:
            fact = say("{code} is no longer in force; {new} took its place.", code=code, new=", ".join(gone[code].replaced_by))
            advice = say("Name the new procedure after comparing the two, or end this entry with «valid_to».")
            yield Finding(file, path, fact, advice, commune=commune)


def _named(subject: Subject, codes: frozenset[str]) -> Iterator[tuple[str, Steps, str, set[str], str | None]]:
    """Yield where one of the codes is named: file, path, code, the codes named beside it, commune."""
    catalogue, day = subject.catalogue, subject.day
    for n, process in enumerate(catalogue.shared.values()):
        file = catalogue.origin("shared", process.key)
        for at, code in enumerate(process.procedures):
            if code in codes:
                yield file, ("processes", n, "procedures", at), code, set(process.procedures), None
    for file, each in catalogue.overrides:
        beside = {item.procedure for item in each.overrides}
        for n, item in enumerate(each.overrides):
            if item.procedure in codes and item.holds_on(day):
                yield file, ("overrides", n, "procedure"), item.procedure, beside, None
    for commune in subject.communes:
        for n, code in enumerate(commune.procedures_excluded):
            if code in codes:
                file = catalogue.origin("commune", commune.id)
                yield file, ("procedures_excluded", n), code, set(commune.procedures_excluded), commune.code
    for profile in in_force(catalogue.provinces, day):
        beside = {fee.procedure for fee in in_force(profile.fees, day)}
        for n, fee in enumerate(profile.fees):
            if fee.procedure in codes and fee.holds_on(day):
                file = catalogue.origin("province", f"{profile.code}@{profile.valid_from or ''}")
                yield file, ("fees", n, "procedure"), fee.procedure, beside, None
    pattern = re.compile(r"(?<![\w.])(?:" + "|".join(map(re.escape, sorted(codes))) + r")(?![\w.]*\d)")
    for text, match in subject.printed.once(pattern):
        yield text.file, text.path, match.group(), set(), text.commune
