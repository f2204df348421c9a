"""Rules about the checks themselves: what qms.toml says of them.

In: `Subject`. Out: findings in qms.toml. Touches: nothing.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterator

from ..diagnostics import Severity, say
from .rules import Finding, Subject, registered, rule


@rule("CHK001", "unknown-rule-in-settings", Severity.ERROR)
def unknown_rule(subject: Subject) -> Iterator[Finding]:
    """Tệp qms.toml đặt mức cho một quy tắc không có.

    Kiểm tra gì: các mã ghi sau «checks.» trong qms.toml.

    Vì sao: mã viết sai thì quy tắc muốn tắt hoặc nâng mức vẫn như cũ mà không ai biết.

    Ví dụ sai:

        [checks.PE001]
        severity = "error"
        reason = "Không in tên người mẫu"

    Ví dụ đúng:

        [checks.PEO001]
        severity = "error"
        reason = "Không in tên người mẫu"

    Cách sửa: ghi đúng mã; xem các mã trong docs/diagnostics.md.
    """
    known = [each.code for each in registered()]
    for code in subject.settings.checks:
        if code not in known:
            near = difflib.get_close_matches(code, known, 3)
            advice = say("Did you mean: {names}?", names=", ".join(near)) if near else say("See docs/diagnostics.md.")
            file = subject.catalogue.origin("file", "settings")
            yield Finding(file, ("checks." + code, "severity"), say("There is no rule {code}.", code=code), advice)
