"""Rules about acts themselves: one act under two titles, days that cannot be.

In: `Subject`. Out: findings at the lines of law/acts and of the texts that name acts. Touches: nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..diagnostics import Message, Severity, say
from ..domain.law import ActKind, LegalAct
from ..domain.law_graph import successors_of
from ..domain.text import tone_folded
from ..domain.vietnamese import TITLED_LAWS, short_date
from .rules import Finding, Steps, Subject, rule

_WARNING = Severity.WARNING
_NUMBERED = re.compile(r" số (?=\d)(\d[\w./-]*/[\w/-]*\w)")
_LAW = re.compile(r"(?:bộ luật|luật|pháp lệnh|hiến pháp)(?!\w)[^,;:.()«»\"\n\0]*$")
_YEAR = re.compile(r" năm \d{4}$| ngày \d{1,2}(?:/\d{1,2}/| tháng \d{1,2} năm )\d{4}$")
_GROUND = re.compile(r"(?:^|[\n\0-]\s*)căn cứ (?:bộ luật|luật|pháp lệnh)[^;\n\0]*$")
_BEFORE = 600
_NOUNS = tuple(sorted({kind.noun.lower() for kind in ActKind}, key=len, reverse=True))


def _places(subject: Subject) -> Iterator[tuple[str, Steps, LegalAct]]:
    """Yield the acts, each with its file and path."""
    counted: dict[str, int] = {}
    for key, act in subject.catalogue.acts.items():
        file = subject.catalogue.origin("act", key)
        counted[file] = counted.get(file, -1) + 1
        yield file, ("acts", counted[file]), act


@rule("LAW007", "act-under-two-titles", _WARNING)
def act_under_two_titles(subject: Subject) -> Iterator[Finding]:
    """Một văn bản mang hai tên, hoặc nội dung gõ tên, loại văn bản khác với số, ký hiệu.

    Kiểm tra gì: hai mục trong law/acts không cùng số và cơ quan ban hành; «Luật … số …» gõ trong nội dung in ra có tên đúng với
    số; «Nghị định số …», «Thông tư số …» đúng loại của văn bản; căn cứ «Căn cứ Luật …» không ghi số.

    Vì sao: tên và số không khớp là lỗi đoàn đánh giá thấy ngay; căn cứ là luật, pháp lệnh chỉ ghi tên, không ghi số.

    Ví dụ sai:

        note: Theo Luật Cư trú số 60/2014/QH13.

    Ví dụ đúng:

        note: Theo Luật Hộ tịch.

    Cách sửa: ghi đúng tên và số; trong căn cứ bỏ số của luật; hai mục trùng trong law/acts thì giữ một.
    """
    seen: dict[tuple[str, str], LegalAct] = {}
    for file, path, act in _places(subject):
        other = seen.setdefault((act.number, tone_folded(act.issuer)), act)
        if other is not act:
            fact = say(
                "{number} of the same issuer stands twice, also as «{other}».", number=act.number, other=other.title or other.id
            )
            yield Finding(file, path, fact, say("Keep one entry with the title on the act."))
    acts = {act.number.lower(): act for act in subject.catalogue.acts.values()}
    texts = subject.printed
    for text, match in texts.found(_NUMBERED, folded=True):
        act_named = acts.get(match[1])
        if text.source == "act" or act_named is None:
            continue
        start = max(texts.folded.rfind("\0", 0, match.start()) + 1, match.start() - _BEFORE)
        wrong = _wrongly_named(act_named, texts.folded[start : match.start()], texts.whole[start : match.start()])
        if wrong is not None:
            advice = say("Give the name that goes with the number; grounds name a law without its number.")
            yield Finding(text.file, text.path, wrong, advice, text.commune, text.procedure)


def _wrongly_named(act: LegalAct, before: str, written: str) -> Message | None:
    """Return what is wrong in the words before «số …», if anything; `before` is `written` in lower case."""
    named = _YEAR.sub("", before)
    if act.kind in TITLED_LAWS and act.title:
        if _GROUND.search(before):
            return say("The ground names «{title}» with its number {number}.", title=act.title, number=act.number)
        law = _LAW.search(named)
        is_name = law is not None and written[law.start()].isupper() and law.group() not in _NOUNS
        if law is not None and is_name and tone_folded(act.title) not in named:
            return say("{number} is «{title}», not «{typed}».", number=act.number, title=act.title, typed=written[law.start() :])
    typed = next((noun for noun in _NOUNS if named.endswith(noun)), None)
    if typed is not None and typed != act.kind.noun.lower():
        return say("{number} is «{title}», not «{typed}».", number=act.number, title=act.kind.noun, typed=typed.capitalize())
    return None


@rule("LAW008", "days-of-act-disagree", _WARNING)
def days_of_act_disagree(subject: Subject) -> Iterator[Finding]:
    """Ngày ký, ngày có hiệu lực, ngày hết hiệu lực hoặc quan hệ thay thế của văn bản không hợp lý.

    Kiểm tra gì: «effective_from» không sớm hơn «signed», «effective_to» không sớm hơn «effective_from»; văn bản không tự thay thế
    mình, không thay thế vòng quanh; văn bản đã bị thay thế bởi văn bản đang có hiệu lực thì có «effective_to».

    Vì sao: chương trình chọn văn bản theo các ngày này; sai thì căn cứ in văn bản chưa có hoặc đã hết hiệu lực.

    Ví dụ sai:

        - number: 15/2015/TT-BTP
          signed: 2015-11-16
          effective_from: 2016-01-02
          replaced_by: [04/2020/TT-BTP]

    Ví dụ đúng:

        - number: 15/2015/TT-BTP
          signed: 2015-11-16
          effective_from: 2016-01-02
          effective_to: 2020-07-15
          replaced_by: [04/2020/TT-BTP]

    Cách sửa: ghi ngày theo văn bản; văn bản được thi hành hồi tố thì ghi «# qms: bỏ qua LAW008: lý do» ở dòng đó.
    """
    for file, path, act in _places(subject):
        advice = say("Give the days as they stand in the acts.")
        for key, fact in _faults(subject, act):
            yield Finding(file, (*path, key) if key else path, fact, advice)


def _faults(subject: Subject, act: LegalAct) -> Iterator[tuple[str, Message]]:
    start, end = act.effective_from, act.effective_to
    if start and act.signed and start < act.signed:
        first, second = short_date(start), short_date(act.signed)
        yield (
            "effective_from",
            say(
                "{number} takes effect on {first}, before it was signed ({second}).",
                number=act.number,
                first=first,
                second=second,
            ),
        )
    begun = start or act.signed
    if begun and end and end < begun:
        yield (
            "effective_to",
            say(
                "{number} ends on {last}, before it began ({first}).",
                number=act.number,
                last=short_date(end),
                first=short_date(begun),
            ),
        )
    if not act.replaced_by:
        return
    successors = successors_of(subject.catalogue, act)
    if act in successors:
        yield "replaced_by", say("{number} is replaced by itself, directly or through others.", number=act.number)
    elif end is None and (
        new := next((each for each in successors if each.effective_from and each.stands_on(subject.day)), None)
    ):
        yield "", say("{number} is replaced by {new}, which is in force, but has no last day.", number=act.number, new=new.number)
