"""Rules about whether a procedure may be printed on the day: verified, not replaced, with all it needs.

In: `Subject`. Out: findings at the lines of the procedure files. Touches: nothing.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..diagnostics import Severity, say
from ..domain.dated import in_force
from ..domain.vietnamese import short_date
from .procedures import found_in
from .rules import Finding, Subject, rule

_ERROR, _WARNING = Severity.ERROR, Severity.WARNING


@rule("PRO006", "not-verified-for-this-day", _WARNING)
def not_verified(subject: Subject) -> Iterator[Finding]:
    """Dữ kiện của thủ tục chưa được kiểm chứng cho ngày lập tài liệu.

    Kiểm tra gì: ngày lập tài liệu nằm trong khoảng «period_from» – «period_to» của «verification», và «verified:
    true».

    Vì sao: dữ kiện lấy từ nguồn của một thời điểm; trước hoặc sau đó thành phần hồ sơ, thời hạn có thể khác. Pháp
    luật thay đổi phải cập nhật trong 03 tháng (Quyết định 19/2014/QĐ-TTg, Điều 4 khoản 4 điểm a).

    Ví dụ sai:

        verification: {verified: false, sources: [theo trí nhớ]}

    Ví dụ đúng:

        verification:
          verified: true
          sources: [Cổng Dịch vụ công quốc gia]
          period_from: 2025-07-01
          period_to: 2026-12-31

    Cách sửa: đối chiếu với quyết định công bố đang có hiệu lực vào ngày lập, rồi mở rộng khoảng thời gian và ghi
    nguồn.
    """
    for procedure in subject.procedures:
        if procedure.verification.covers(subject.day):
            continue
        period = procedure.verification
        shown = " – ".join(short_date(day) if day else "…" for day in (period.period_from, period.period_to))
        fact = (
            say("The facts are verified for {period}, not for {day}.", period=shown, day=short_date(subject.day))
            if period.verified
            else say("The facts of this procedure are not verified.")
        )
        yield found_in(
            subject,
            procedure,
            ("verification",),
            fact,
            say("Compare dossier, time and steps with the decision in force on that day, then widen the period."),
        )


@rule("PRO007", "replaced-procedure", _WARNING)
def replaced_procedure(subject: Subject) -> Iterator[Finding]:
    """Thủ tục còn trong phạm vi nhưng đã có thủ tục thay thế cũng đang áp dụng.

    Kiểm tra gì: thủ tục trong phạm vi không có thủ tục thay thế («replaced_by») cũng đang áp dụng vào ngày lập tài
    liệu.

    Vì sao: cả hai cùng nằm trong danh mục thì người dân không biết làm theo quy trình nào.

    Ví dụ sai:

        code: 2.002621
        replaced_by: ["3.000722"]

    Ví dụ đúng:

        code: 2.002621
        replaced_by: ["3.000722"]
        valid_to: 2025-06-30  # ngày minh họa; ghi theo quyết định công bố

    Cách sửa: ghi ngày cuối áp dụng của thủ tục cũ ở «valid_to»; thủ tục mới ghi «valid_from».
    """
    for procedure in subject.procedures:
        for n, code in enumerate(procedure.replaced_by):
            other = subject.catalogue.procedures.get(code)
            if other is not None and other.holds_on(subject.day):
                yield found_in(
                    subject,
                    procedure,
                    ("replaced_by", n),
                    say("The procedure is replaced by {code}, which is in force.", code=code),
                    say("Give the last day of this procedure in «valid_to»."),
                )


@rule("PRO008", "nothing-to-print", _ERROR)
def nothing_to_print(subject: Subject) -> Iterator[Finding]:
    """Thủ tục thiếu phần bắt buộc: các bước hoặc kết quả.

    Kiểm tra gì: vào ngày lập tài liệu thủ tục còn ít nhất một bước («steps») và một kết quả («results»).

    Vì sao: quy trình phải có các bước công việc và kết quả (Nghị định 63/2010/NĐ-CP, Điều 8); thiếu thì không lập
    quy trình.

    Ví dụ sai:

        results: []

    Ví dụ đúng:

        results: [Giấy khai sinh]

    Cách sửa: bổ sung theo quyết định công bố; thủ tục không còn áp dụng thì ghi «valid_to».
    """
    for procedure in subject.procedures:
        for part in ("steps", "results"):
            if not in_force(getattr(procedure, part), subject.day):
                yield found_in(
                    subject,
                    procedure,
                    (part,),
                    say("The procedure has no «{part}» on {day}.", part=part, day=short_date(subject.day)),
                    say("Add them; the sheet cannot be printed without."),
                )
