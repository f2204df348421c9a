"""Rules about fees and records that are not known.

In: `Subject`. Out: findings at the lines of the procedure files. Touches: nothing.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..diagnostics import Severity, say
from ..domain.dated import in_force
from ..domain.procedure import FeeStatus
from .procedures import found_in
from .rules import Finding, Subject, rule

_WARNING = Severity.WARNING


@rule("FEE001", "local-fee-missing", _WARNING)
def local_fee_missing(subject: Subject) -> Iterator[Finding]:
    """Mức thu do Hội đồng nhân dân tỉnh quy định nhưng dữ liệu địa phương chưa có; tài liệu in «chưa xác định».

    Kiểm tra gì: khoản thu có «status: local» (Hội đồng nhân dân tỉnh quy định) có mức thu ở «fees» trong
    province.yaml của tỉnh vào ngày lập tài liệu.

    Vì sao: lệ phí hộ tịch và nhiều khoản khác do Hội đồng nhân dân cấp tỉnh quy định (Thông tư 85/2019/TT-BTC); lấy
    mức của tỉnh khác là thu sai.

    Ví dụ sai:

        # province.yaml
        fees: []

    Ví dụ đúng:

        # province.yaml
        fees:
          - {procedure: 1.004873, name: Lệ phí cấp giấy xác nhận, amount: 15000, per: trường hợp, act: nq-ben-tre-05-2016}

    Cách sửa: ghi mức thu và nghị quyết vào «fees» của province.yaml; chưa thấy nghị quyết thì để trống, tài liệu in
    «chưa xác định».
    """
    profiles = {p.code: p for c in subject.communes if (p := subject.catalogue.province_on(c, subject.day))}
    priced = {fee.procedure for profile in profiles.values() for fee in in_force(profile.fees, subject.day)}
    for procedure in subject.procedures:
        for n, fee in enumerate(procedure.fees):
            if fee.holds_on(subject.day) and fee.status is FeeStatus.LOCAL and procedure.code not in priced:
                yield found_in(
                    subject,
                    procedure,
                    ("fees", n),
                    say("The amount is set by the province and not in its data; «chưa xác định» is printed."),
                    say("Add the amount and its resolution to «fees» in province.yaml."),
                )


@rule("FEE002", "fee-unknown", _WARNING)
def fee_unknown(subject: Subject) -> Iterator[Finding]:
    """Nguồn không cho biết mức phí, lệ phí; tài liệu in «chưa xác định».

    Kiểm tra gì: thủ tục có mục «fees» và không khoản thu nào còn «status: unknown».

    Vì sao: số 0 hoặc ô trống trên Cổng dịch vụ công là giá trị mặc định, không có nghĩa là không thu; in «không
    thu» khi chưa biết là sai.

    Ví dụ sai:

        fees: [{status: unknown, note: Nguồn ghi «0 đồng»}]

    Ví dụ đúng:

        fees: [{name: Lệ phí đăng ký kết hôn, status: free, act: 60/2014/QH13}]

    Cách sửa: tìm văn bản quy định mức thu; pháp luật quy định không thu thì ghi «status: free» kèm văn bản.
    """
    for procedure in subject.procedures:
        fees = in_force(procedure.fees, subject.day)
        if not fees or any(fee.status is FeeStatus.UNKNOWN for fee in fees):
            yield found_in(
                subject,
                procedure,
                ("fees",) if procedure.fees else (),
                say("The fee is not known; «chưa xác định» is printed."),
                say("Give the amount with its act, or status: free when the law says so."),
            )


@rule("REC001", "retention-missing", _WARNING)
def retention_missing(subject: Subject) -> Iterator[Finding]:
    """Hồ sơ lưu chưa có thời gian lưu; tài liệu in «chưa xác định».

    Kiểm tra gì: từng hồ sơ trong «records» có «retention».

    Vì sao: hồ sơ phải có thời hạn lưu (TCVN ISO 9001:2015, điều khoản 7.5.3); quy trình thực tế ghi Vĩnh viễn hoặc
    số năm cho mọi hồ sơ.

    Ví dụ sai:

        records: [{name: Sổ chứng thực, keeper: civil_status_officer}]

    Ví dụ đúng:

        records: [{name: Sổ chứng thực, keeper: civil_status_officer, retention: {years: 20}}]

    Cách sửa: ghi «years», «months» hoặc «permanent: true» theo quy định về thời hạn lưu trữ của ngành; chưa rõ thì
    để nguyên.
    """
    for procedure in subject.procedures:
        for n, record in enumerate(procedure.records):
            if record.holds_on(subject.day) and record.retention is None:
                yield found_in(
                    subject,
                    procedure,
                    ("records", n),
                    say("The record «{name}» has no retention.", name=record.name),
                    say("Give years, months or permanent: true."),
                )
