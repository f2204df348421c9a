"""Rules about fees: not known, missing for a channel or a group of units, odd amounts; and records without retention.

In: `Subject`. Out: findings at the lines of the procedure, province and commune files. Touches: nothing.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..diagnostics import Severity, say
from ..domain.dated import in_force
from ..domain.procedure import AdministrativeProcedure, ChannelKind, Fee, FeeStatus
from ..domain.units import Commune, LocalFee, ProvinceProfile
from ..domain.vietnamese import channel_text, money
from .procedures import found_in
from .rules import Finding, Subject, rule

_WARNING = Severity.WARNING
_SMALLEST = 500
"""Đồng: amounts are set in multiples of it; the smaller coins are no longer in use."""


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

        # province.yaml; mức thu và khóa nghị quyết chỉ để minh họa
        fees:
          - {procedure: 1.004873, amount: 15000, per: trường hợp, act: nghi-quyet-cua-tinh}

    Cách sửa: ghi mức thu và nghị quyết vào «fees» của province.yaml; chưa thấy nghị quyết thì để trống, tài liệu in
    «chưa xác định».
    """
    profiles = {p.code: p for c in subject.communes if (p := subject.catalogue.province_on(c, subject.day))}
    priced = [{fee.procedure for fee in in_force(profile.fees, subject.day)} for profile in profiles.values()]
    for procedure in subject.procedures:
        if all(procedure.code in known for known in priced):
            continue
        for n, fee in enumerate(procedure.fees):
            if fee.holds_on(subject.day) and fee.status is FeeStatus.LOCAL:
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
    1 năm (sổ theo dõi hồ sơ).

    Ví dụ sai:

        records: [{name: Sổ đăng ký khai sinh, keeper: civil_status_officer}]

    Ví dụ đúng:

        records: [{name: Sổ đăng ký khai sinh, keeper: civil_status_officer, retention: {permanent: true}}]

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


def _local_rows(
    profile: ProvinceProfile, procedure: AdministrativeProcedure, fee: Fee, subject: Subject
) -> list[tuple[int, LocalFee]]:
    """Return the province's rows of a fee, of any group and channel, with their places."""
    return [
        (n, row)
        for n, row in enumerate(profile.fees)
        if row.procedure == procedure.code and row.holds_on(subject.day) and (not (row.name and fee.name) or row.name == fee.name)
    ]


def _channels(procedure: AdministrativeProcedure, fee: Fee, subject: Subject) -> list[ChannelKind]:
    """Return the channels that need a row; what is handed in by post pays as at the counter."""
    kinds = [fee.channel] if fee.channel else [each.kind for each in in_force(procedure.channels, subject.day)]
    return list(dict.fromkeys(ChannelKind.DIRECT if kind is ChannelKind.POST else kind for kind in kinds))


@rule("FEE004", "fee-row-missing", _WARNING)
def fee_row_missing(subject: Subject) -> Iterator[Finding]:
    """Tỉnh đã ghi mức thu của một khoản nhưng thiếu dòng cho một hình thức nộp hoặc nhóm xã.

    Kiểm tra gì: khoản thu có «status: local» đã có ít nhất một dòng ở «fees» trong province.yaml thì có dòng cho từng hình thức
    nộp của thủ tục (bưu chính tính như trực tiếp) và cho nhóm mức thu của từng đơn vị đang lập.

    Vì sao: nghị quyết thường định mức khác nhau theo nhóm xã, trực tiếp hay trực tuyến; thiếu dòng thì quy trình in
    thiếu mức thu.

    Ví dụ sai:

        # province.yaml; thủ tục nhận hồ sơ trực tiếp và trực tuyến
        fees:
          - {procedure: 1.004873, channel: direct, amount: 15000, act: khoa_nghi_quyet}

    Ví dụ đúng:

        fees:
          - {procedure: 1.004873, channel: direct, amount: 15000, act: khoa_nghi_quyet}
          - {procedure: 1.004873, channel: online, amount: 7500, act: khoa_nghi_quyet}

    Cách sửa: thêm dòng theo nghị quyết (không thu thì amount: 0), ghi «fee_group» của đơn vị trong tệp đơn vị, hoặc bỏ «channel»,
    «fee_group» khi mức thu như nhau.
    """
    told: set[tuple[object, ...]] = set()
    for commune in subject.communes:
        profile = subject.catalogue.province_on(commune, subject.day)
        if profile is None or not profile.fees:
            continue
        group = commune.agency_on(subject.day).fee_group
        for procedure in subject.catalogue.scope_on(commune, subject.day):
            for number, fee in enumerate(in_force(procedure.fees, subject.day)):
                key = (id(profile), group, id(procedure), number)
                if fee.status is FeeStatus.LOCAL and key not in told:
                    told.add(key)
                    yield from _missing_rows(subject, commune, profile, procedure, fee)


def _missing_rows(
    subject: Subject, commune: Commune, profile: ProvinceProfile, procedure: AdministrativeProcedure, fee: Fee
) -> Iterator[Finding]:
    group = commune.agency_on(subject.day).fee_group
    rows = _local_rows(profile, procedure, fee, subject)
    here = [row for _, row in rows if row.fee_group in (None, group)]
    missing = [kind for kind in _channels(procedure, fee, subject) if all(row.channel not in (None, kind.value) for row in here)]
    if rows and missing:
        fact = say(
            "«{name}» of {code} has no row for: {channels}; fee group: {group}.",
            name=fee.name or rows[0][1].name or "–",
            code=procedure.code,
            channels=", ".join(channel_text(kind) for kind in missing),
            group=group or "–",
        )
        file = subject.catalogue.origin("province", f"{profile.code}@{profile.valid_from or ''}")
        advice = say("Add the row as the resolution says, or give the unit its fee_group.")
        yield Finding(file, ("fees", rows[0][0]), fact, advice, commune=commune.code, procedure=procedure.code)


@rule("FEE005", "odd-amount", _WARNING)
def odd_amount(subject: Subject) -> Iterator[Finding]:
    """Mức thu lẻ, không phải bội số của 500 đồng.

    Kiểm tra gì: «amount» của khoản thu trong thủ tục và trong province.yaml, có hiệu lực vào ngày lập tài liệu. Mức thu 0 trong
    tệp thủ tục đã bị từ chối khi đọc (ghi «status: free»).

    Vì sao: mức phí, lệ phí được quy định bằng số tròn; số lẻ thường do gõ thiếu hoặc thừa chữ số.

    Ví dụ sai:

        fees:
          - {name: Phí chứng thực di chúc, status: amount, amount: 5010, act: 226/2016/TT-BTC}

    Ví dụ đúng:

        fees:
          - {name: Phí chứng thực di chúc, status: amount, amount: 50000, act: 226/2016/TT-BTC}

    Cách sửa: đối chiếu biểu mức thu; nếu văn bản đúng là số lẻ thì ghi «# qms: bỏ qua FEE005: lý do» ở dòng đó.
    """
    advice = say("Compare with the act; a digit may be missing or too many.")
    for procedure in subject.procedures:
        for n, fee in enumerate(procedure.fees):
            if fee.amount and fee.amount % _SMALLEST and fee.holds_on(subject.day):
                fact = say("The amount is {amount}, no multiple of 500 đồng.", amount=money(fee.amount))
                yield found_in(subject, procedure, ("fees", n, "amount"), fact, advice)
    profiles = {id(p): p for c in subject.communes if (p := subject.catalogue.province_on(c, subject.day))}
    for profile in profiles.values():
        file = subject.catalogue.origin("province", f"{profile.code}@{profile.valid_from or ''}")
        for n, row in enumerate(profile.fees):
            if row.amount % _SMALLEST and row.holds_on(subject.day):
                fact = say("The amount is {amount}, no multiple of 500 đồng.", amount=money(row.amount))
                yield Finding(file, ("fees", n, "amount"), fact, advice, procedure=row.procedure)
