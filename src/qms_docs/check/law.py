"""Rules about acts, regimes and the standard."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator
from typing import Any

from pydantic import BaseModel

from ..diagnostics import Severity, say
from ..domain.dated import Dated
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
    """Căn cứ dẫn văn bản không có trong thư mục law."""
    acts = subject.catalogue.acts
    for file, path, key, procedure in _cited(subject):
        if key not in acts:
            near = difflib.get_close_matches(key, acts, 1, 0.85)
            advice = say("Did you mean «{key}»?", key=near[0]) if near else say("Add the act to law/acts.")
            yield Finding(file, path, say("The act «{key}» is not in law/acts.", key=key), advice, procedure=procedure)


def _texts_on(value: Any, subject: Subject, path: Steps) -> Iterator[tuple[Steps, str]]:
    """Yield the texts of a model that hold on the day, with their paths."""
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, BaseModel):
        if not isinstance(value, Dated) or value.holds_on(subject.day):
            for name in type(value).model_fields:
                if name not in ("verification", "quirks", "existence_basis", "legal_basis", "act", "decision"):
                    yield from _texts_on(getattr(value, name), subject, (*path, name))
    elif isinstance(value, tuple):
        for n, item in enumerate(value):
            yield from _texts_on(item, subject, (*path, n))


@rule("LAW002", "act-not-in-force-in-text", _ERROR)
def act_not_in_force_in_text(subject: Subject) -> Iterator[Finding]:
    """Nội dung in ra nhắc đến văn bản chưa có hiệu lực vào ngày lập tài liệu."""
    for procedure in subject.procedures:
        for path, text in _texts_on(procedure, subject, ()):
            for number in _NUMBER.findall(text):
                act = subject.catalogue.acts.get(number)
                year = int(match[1]) if (match := re.search(r"/(\d{4})/", number)) else None
                ended = act is not None and act.effective_to is not None and act.effective_to < subject.day
                started = act.stands_on(subject.day) or ended if act else year is None or year <= subject.day.year
                if not started:
                    yield Finding(
                        subject.catalogue.origin("procedure", procedure.code),
                        path,
                        say(
                            "The text names {number}, which is not yet in force on {day}.",
                            number=number,
                            day=short_date(subject.day),
                        ),
                        say("Date this entry with «valid_from», or word it without the act."),
                        procedure=procedure.code,
                    )


@rule("LAW003", "no-basis-left", _WARNING)
def no_basis_left(subject: Subject) -> Iterator[Finding]:
    """Không còn văn bản nào làm căn cứ có hiệu lực vào ngày lập tài liệu."""
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
    """Văn bản được dẫn chưa rõ ngày có hiệu lực; chương trình tạm lấy ngày ký hoặc năm ban hành."""
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
    """Văn bản được dẫn chưa rõ tên gọi, trích yếu; tài liệu chỉ in số, ngày và cơ quan ban hành."""
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
    """Văn bản ghi thay thế hoặc sửa đổi một văn bản không có trong thư mục law."""
    acts = subject.catalogue.acts
    for key, act in acts.items():
        for relation in ("replaced_by", "amends"):
            for n, other in enumerate(getattr(act, relation)):
                if other not in acts:
                    yield Finding(
                        subject.catalogue.origin("act", key),
                        (*_act_path(subject, key), relation, n),
                        say("The act «{key}» is not in law/acts.", key=other),
                        say("Add the act to law/acts."),
                    )


@rule("STD001", "no-regime-on-this-day", _ERROR)
def no_regime(subject: Subject) -> Iterator[Finding]:
    """Không có chế độ một cửa, thể thức hoặc tiêu chuẩn cho ngày lập tài liệu."""
    law = subject.catalogue
    if law.one_stop_on(subject.day) is None:
        yield Finding(
            "law/regimes/one-stop.yaml",
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
    """Số hoặc tên biểu mẫu một cửa chưa có nguồn kiểm chứng."""
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
