"""Rules about the one-stop regime of the day, its forms, and the standard.

In: `Subject`. Out: findings at the lines of law/regimes and qms.toml. Touches: nothing.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..diagnostics import Severity, say
from ..domain.vietnamese import short_date
from .rules import Finding, Subject, rule

_ERROR, _WARNING = Severity.ERROR, Severity.WARNING


@rule("STD001", "no-regime-on-this-day", _ERROR)
def no_regime(subject: Subject) -> Iterator[Finding]:
    """Không có chế độ một cửa cho ngày lập tài liệu, hoặc không có tiêu chuẩn mà qms.toml ghi.

    Kiểm tra gì: law/regimes/one-stop.yaml có một chế độ một cửa vào ngày lập tài liệu; «standard» trong qms.toml là khóa
    của một tệp trong law/standards.

    Vì sao: tên bộ phận tiếp nhận, số mẫu một cửa và điều khoản tiêu chuẩn in trong tài liệu lấy từ đó.

    Ví dụ sai:

        # law/regimes/one-stop.yaml; tài liệu lập ngày 01/12/2018
        regimes:
          - key: one_stop_2018
            valid_from: 2019-01-06

    Ví dụ đúng:

        regimes:
          - key: one_stop_2018
            valid_from: 2018-06-21

    Cách sửa: bổ sung chế độ một cửa của thời đó, ghi nguồn; hoặc sửa «standard» trong qms.toml (ví dụ tcvn_iso_9001_2015).
    """
    law = subject.catalogue
    if law.one_stop_on(subject.day) is None:
        yield Finding(
            law.origin("file", "one-stop"),
            (),
            say("No one-stop regime is given for {day}.", day=short_date(subject.day)),
            say("Add the regime of that time."),
        )
    if subject.settings.standard not in law.standards:
        yield Finding(
            law.origin("file", "settings"),
            ("standard",),
            say("The standard «{key}» is not in law/standards.", key=subject.settings.standard),
            say("Correct «standard» in qms.toml."),
        )


@rule("STD002", "unverified-form-numbers", _WARNING)
def unverified_form_numbers(subject: Subject) -> Iterator[Finding]:
    """Số hoặc tên biểu mẫu một cửa chưa có nguồn kiểm chứng.

    Kiểm tra gì: các biểu mẫu của chế độ một cửa áp dụng vào ngày lập tài liệu đều có «verified: true».

    Vì sao: số và tên mẫu in vào quy trình và biểu mẫu một cửa; ghi theo trí nhớ thì có thể sai với phụ lục của thông tư.

    Ví dụ sai:

        forms:
          - {key: LOGBOOK, number: "06", name: Sổ theo dõi hồ sơ, verified: false}

    Ví dụ đúng:

        # đã đối chiếu với phụ lục của thông tư ghi ở «forms_act»
        forms:
          - {key: LOGBOOK, number: "06", name: Sổ theo dõi hồ sơ, verified: true}

    Cách sửa: mở phụ lục của thông tư ở «forms_act», đối chiếu số và tên từng mẫu, rồi mới ghi «verified: true».
    """
    regime = subject.catalogue.one_stop_on(subject.day)
    doubtful = [f"{form.number} {form.name}" for form in regime.forms if not form.verified] if regime else []
    if regime is not None and doubtful:
        place = subject.catalogue.one_stop.index(regime)
        yield Finding(
            subject.catalogue.origin("file", "one-stop"),
            ("regimes", place, "forms"),
            say("These forms are not verified against the circular: {forms}.", forms="; ".join(doubtful)),
            say("Compare them with the annex of the circular and set verified: true."),
        )
