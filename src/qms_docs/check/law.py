"""Rules about acts: those cited, those named in texts, and how they relate.

In: `Subject`. Out: findings at the lines of procedures, kinds and acts. Touches: nothing.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator

from ..diagnostics import Severity, say
from ..domain.law_relations import repeals_in
from ..domain.vietnamese import short_date
from .rules import Finding, Steps, Subject, rule

_ERROR, _WARNING = Severity.ERROR, Severity.WARNING
_NUMBER = re.compile(
    r"\d+(?:[./]\d+)*/(?:\d{4}/)?(?:NĐ-CP|NQ-CP|QĐ-TTg|TT-[A-ZĐ]+|TTLT-[A-ZĐ-]+|QH\d{2}|UBTVQH\d{2}|NQ-UBTVQH\d{2})\b"
)


def _cited(subject: Subject) -> Iterator[tuple[str, Steps, str, str | None]]:
    """Yield (file, path, key of act, procedure) for every act that procedures and kinds refer to."""
    catalogue = subject.catalogue
    for procedure in catalogue.procedures.values():
        file = catalogue.origin("procedure", procedure.code)
        for n, citation in enumerate(procedure.legal_basis):
            yield file, ("legal_basis", n), citation.act, procedure.code
        for part in ("forms", "fees"):
            for n, item in enumerate(getattr(procedure, part)):
                if item.act is not None:
                    yield file, (part, n, "act"), item.act, procedure.code
    for place, kind in enumerate(catalogue.kinds.values()):
        for n, key in enumerate(kind.basis):
            yield catalogue.origin("kind", kind.key), ("kinds", place, "basis", n), key, None


@rule("LAW001", "unknown-act", _ERROR)
def unknown_act(subject: Subject) -> Iterator[Finding]:
    """Căn cứ dẫn văn bản không có trong thư mục law.

    Kiểm tra gì: khóa văn bản ở «legal_basis», ở «act» của biểu mẫu và khoản thu trong tệp thủ tục, ở «basis» của loại tài
    liệu trong templates/kinds.yaml, đều có trong law/acts; kể cả thủ tục không thuộc phạm vi của đơn vị đang lập.

    Vì sao: văn bản không có trong law/acts thì không biết tên, cơ quan, ngày ban hành và hiệu lực nên không in được căn cứ.

    Ví dụ sai:

        legal_basis:
          - 32/2015/NĐ-CP

    Ví dụ đúng:

        legal_basis:
          - 23/2015/NĐ-CP

    Cách sửa: sửa số, ký hiệu (chú ý «Đ» và năm); văn bản mới thì khai báo vào tệp của loại văn bản đó trong law/acts.
    """
    acts = subject.catalogue.acts
    for file, path, key, procedure in _cited(subject):
        if key not in acts:
            near = difflib.get_close_matches(key, acts, 1, 0.85)
            advice = say("Did you mean «{key}»?", key=near[0]) if near else say("Add the act to law/acts.")
            yield Finding(file, path, say("The act «{key}» is not in law/acts.", key=key), advice, procedure=procedure)


@rule("LAW002", "act-not-in-force-in-text", _ERROR)
def act_not_in_force_in_text(subject: Subject) -> Iterator[Finding]:
    """Nội dung in ra nhắc đến văn bản chưa có hiệu lực vào ngày lập tài liệu.

    Kiểm tra gì: văn bản nêu số, ký hiệu trong lời in ra của thủ tục (thành phần hồ sơ, kết quả, các bước, ghi chú …) đã có
    hiệu lực vào ngày lập tài liệu. Văn bản có trong law/acts thì xét ngày có hiệu lực, không có thì xét năm trong số.
    Văn bản đã hết hiệu lực không bị nhắc ở đây; «legal_basis» và «act» không thuộc quy tắc này.

    Vì sao: quy trình năm 2018 nhắc đến văn bản năm 2020 là sai rõ ràng, đoàn đánh giá thấy ngay.

    Ví dụ sai:

        results:
          - Bản điện tử Giấy khai sinh theo Thông tư số 01/2022/TT-BTP

    Ví dụ đúng:

        results:
          - {text: Bản điện tử Giấy khai sinh theo Thông tư số 01/2022/TT-BTP, valid_from: 2022-02-18}

    Cách sửa: ghi «valid_from» cho dòng đó và thêm dòng của thời trước (nếu có); hoặc viết lại không nêu số văn bản.
    """
    for text, match in subject.printed.found(_NUMBER):
        number = match.group()
        if text.source not in ("procedure", "override"):
            continue
        act = subject.catalogue.acts.get(number)
        year = int(written[1]) if (written := re.search(r"/(\d{4})/", number)) else None
        ended = act is not None and act.effective_to is not None and act.effective_to < subject.day
        started = act.stands_on(subject.day) or ended if act else year is None or year <= subject.day.year
        if not started:
            day = short_date(subject.day)
            fact = say("The text names {number}, which is not yet in force on {day}.", number=number, day=day)
            advice = say("Date this entry with «valid_from», or word it without the act.")
            yield Finding(text.file, text.path, fact, advice, text.commune, text.procedure)


@rule("LAW003", "no-basis-left", _WARNING)
def no_basis_left(subject: Subject) -> Iterator[Finding]:
    """Không còn văn bản nào làm căn cứ có hiệu lực vào ngày lập tài liệu.

    Kiểm tra gì: trong các dòng «legal_basis» của thủ tục có ít nhất một văn bản đang có hiệu lực vào ngày lập tài liệu.

    Vì sao: quy trình in ra không có căn cứ pháp lý nào; thường do chỉ chép các văn bản mới từ Cổng Dịch vụ công quốc gia.

    Ví dụ sai:

        # tài liệu lập ngày 01/12/2018
        legal_basis:
          - 07/2025/NĐ-CP
          - 01/2020/TT-BTP

    Ví dụ đúng:

        legal_basis:
          - 23/2015/NĐ-CP
          - 07/2025/NĐ-CP
          - 20/2015/TT-BTP
          - 01/2020/TT-BTP

    Cách sửa: thêm văn bản của thời đó vào law/acts và «legal_basis»; văn bản cũ cứ để lại, chương trình chọn theo ngày.
    """
    for procedure in subject.procedures:
        acts = [subject.catalogue.acts.get(c.act) for c in procedure.legal_basis if c.holds_on(subject.day)]
        if not any(act is not None and act.stands_on(subject.day) for act in acts):
            yield Finding(
                subject.catalogue.origin("procedure", procedure.code),
                ("legal_basis",),
                say("None of the acts cited is in force on {day}.", day=short_date(subject.day)),
                say("Add the acts that stood then to law/acts and to «legal_basis»."),
                procedure=procedure.code,
            )


@rule("LAW004", "effective-day-unknown", _WARNING)
def effective_day_unknown(subject: Subject) -> Iterator[Finding]:
    """Văn bản được dẫn chưa rõ ngày có hiệu lực; chương trình tạm lấy ngày ký hoặc năm ban hành.

    Kiểm tra gì: văn bản được thủ tục dẫn ở «legal_basis» có «effective_from», nếu văn bản được coi là đang có hiệu lực vào
    ngày lập tài liệu hoặc không rõ cả ngày ký và năm ban hành.

    Vì sao: văn bản thường có hiệu lực sau ngày ký; lấy ngày ký thay thế thì có thể dẫn văn bản quá sớm.

    Ví dụ sai:

        - number: 23/2015/NĐ-CP
          kind: nghị định
          signed: 2015-02-16

    Ví dụ đúng:

        - number: 23/2015/NĐ-CP
          kind: nghị định
          signed: 2015-02-16
          effective_from: 2015-04-10

    Cách sửa: ghi «effective_from» theo điều khoản thi hành của văn bản và ghi nguồn; chưa thấy văn bản thì để nguyên.
    """
    used = {c.act for procedure in subject.procedures for c in procedure.legal_basis if c.holds_on(subject.day)}
    for key in sorted(used & set(subject.catalogue.acts)):
        act = subject.catalogue.acts[key]
        if act.effective_from is None and (act.stands_on(subject.day) or (act.signed is None and act.year is None)):
            yield Finding(
                subject.catalogue.origin("act", key),
                _act_path(subject, key),
                say("The day on which {number} takes effect is not known.", number=act.number),
                say("Give «effective_from» from the closing articles of the act."),
            )


def _act_path(subject: Subject, key: str) -> Steps:
    file = subject.catalogue.origin("act", key)
    same_file = [k for k in subject.catalogue.acts if subject.catalogue.origin("act", k) == file]
    return ("acts", same_file.index(key))


@rule("LAW006", "title-unknown", _WARNING)
def title_unknown(subject: Subject) -> Iterator[Finding]:
    """Văn bản được dẫn chưa rõ tên gọi, trích yếu; tài liệu chỉ in số, ngày và cơ quan ban hành.

    Kiểm tra gì: văn bản đang có hiệu lực, được dẫn ở «legal_basis» của thủ tục hoặc là «rollout_plan» của tỉnh, có «title».

    Vì sao: căn cứ phải ghi tên loại, số, ký hiệu, ngày, cơ quan ban hành và tên gọi hoặc trích yếu; thiếu trích yếu thì
    căn cứ in ra không đủ.

    Ví dụ sai:

        - number: 63/2010/NĐ-CP
          kind: nghị định
          issuer: Chính phủ

    Ví dụ đúng:

        - number: 63/2010/NĐ-CP
          kind: nghị định
          title: về kiểm soát thủ tục hành chính
          issuer: Chính phủ

    Cách sửa: ghi «title» nguyên văn như trên văn bản; chưa thấy văn bản thì để trống, không tự đặt trích yếu.
    """
    plans = {p.rollout_plan for c in subject.communes if (p := subject.catalogue.province_on(c, subject.day)) and p.rollout_plan}
    used = {c.act for procedure in subject.procedures for c in procedure.legal_basis if c.holds_on(subject.day)} | plans
    for key in sorted(used & set(subject.catalogue.acts)):
        act = subject.catalogue.acts[key]
        if act.title is None and act.stands_on(subject.day):
            yield Finding(
                subject.catalogue.origin("act", key),
                _act_path(subject, key),
                say("The title of {number} is not known.", number=act.number),
                say("Give «title» as it stands on the act."),
            )


@rule("LAW005", "unknown-related-act", _ERROR)
def unknown_related_act(subject: Subject) -> Iterator[Finding]:
    """Văn bản ghi thay thế hoặc sửa đổi một văn bản không có trong thư mục law.

    Kiểm tra gì: mỗi khóa ở «replaced_by», «amends» và «repeals» của một văn bản là khóa của văn bản có trong law/acts.

    Vì sao: quan hệ thay thế, sửa đổi bị đứt thì không lần được văn bản nào đang thay cho văn bản cũ.

    Ví dụ sai:

        - number: 20/2015/TT-BTP
          replaced_by: [01/2021/TT-BTP]

    Ví dụ đúng:

        - number: 20/2015/TT-BTP
          replaced_by: [01/2020/TT-BTP]

    Cách sửa: sửa số, ký hiệu; hoặc khai báo văn bản còn thiếu vào law/acts. Văn bản có «key» riêng thì ghi khóa đó.
    """
    acts = subject.catalogue.acts
    for key, act in acts.items():
        related: list[tuple[Steps, str]] = [
            ((relation, n), other) for relation in ("replaced_by", "amends") for n, other in enumerate(getattr(act, relation))
        ]
        related += [(("repeals", n, "act"), part.act) for n, part in enumerate(act.repeals)]
        for path, other in related:
            if other not in acts:
                yield Finding(
                    subject.catalogue.origin("act", key),
                    (*_act_path(subject, key), *path),
                    say("The act «{key}» is not in law/acts.", key=other),
                    say("Add the act to law/acts."),
                )


@rule("LAW009", "part-repealed", _WARNING)
def part_repealed(subject: Subject) -> Iterator[Finding]:
    """Căn cứ dẫn điều, khoản, điểm đã bị bãi bỏ vào ngày lập tài liệu.

    Kiểm tra gì: «provision» của dòng «legal_basis» áp dụng vào ngày lập tài liệu không nằm trong phần của văn bản đó mà một
    văn bản khác đã bãi bỏ («repeals») từ ngày đó trở về trước. Dòng dẫn cả văn bản thì không xét.

    Vì sao: văn bản còn hiệu lực nhưng điều khoản đã bị bãi bỏ thì không còn là căn cứ; đoàn đánh giá tra là thấy.

    Ví dụ sai:

        # law/acts: văn bản 224/2026/NĐ-CP có repeals: [{act: 367/2025/NĐ-CP, part: khoản 9 Điều 1}]
        legal_basis:
          - {act: 367/2025/NĐ-CP, provision: điểm a khoản 9 Điều 1}

    Ví dụ đúng:

        legal_basis:
          - {act: 367/2025/NĐ-CP, provision: khoản 8 Điều 1}

    Cách sửa: dẫn điều, khoản, điểm đang áp dụng (thường ở văn bản bãi bỏ); dòng cũ cần cho thời trước thì ghi «valid_to».
    """
    repeals = repeals_in(subject.catalogue)
    for procedure in subject.procedures:
        for n, cited in enumerate(procedure.legal_basis):
            if cited.provision is None or not cited.holds_on(subject.day):
                continue
            gone = next((each for each in repeals.get(cited.act, ()) if each.strikes(cited.provision, subject.day)), None)
            if gone is not None:
                yield Finding(
                    subject.catalogue.origin("procedure", procedure.code),
                    ("legal_basis", n, "provision"),
                    say(
                        "«{part}» of {number} was repealed by {other} on {day}.",
                        part=gone.part,
                        number=cited.act,
                        other=gone.by.number,
                        day=short_date(gone.since or subject.day),
                    ),
                    say("Cite what holds now, or end this entry with «valid_to»."),
                    procedure=procedure.code,
                )
