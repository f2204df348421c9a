"""The words of a system procedure: sections, steps, forms and records, ready to print.

In: `system/procedures.yaml`, the kinds made on the day, the data of risks, audit, review and survey. Out: the group
`system_procedure` of a kind of group C. Touches: nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

from ...domain.dated import in_force
from ...domain.document import DocumentKind
from ...domain.system.audit import Audit
from ...domain.system.dated_text import DatedText
from ...domain.system.distribution import Distribution
from ...domain.system.procedures import SystemProcedure, SystemProcedures, SystemRecord, SystemRule, SystemStep
from ...domain.system.review import Review
from ...domain.system.survey import Survey
from ...domain.vietnamese import citation, closed_list, retention_text, upper_first
from .committee import lettered, numbered
from .context import CommuneContext
from .level import sentence, who_text
from .models import WordGroup, _word
from .procedure_tables import made_of, plain_code, table_words
from .register import is_made, kind_title

_BLANK = re.compile(r"\{([a-z][a-z_]*)\}")


class SystemTermWords(WordGroup):
    """Thuật ngữ."""

    term: str = _word("Thuật ngữ", "Tài liệu nội bộ")
    meaning: str = _word("Cách hiểu", "Tài liệu do Ủy ban nhân dân ban hành …")


class SystemTableRowWords(WordGroup):
    """Dòng của bảng kèm theo."""

    first: str = _word("Cột thứ nhất", "Cao (từ 15 điểm)")
    second: str = _word("Cột thứ hai", "Phải có hành động ngay")
    third: str = _word("Cột thứ ba", "Ưu tiên thực hiện")


class SystemTableWords(WordGroup):
    """Bảng kèm theo một bước."""

    title: str = _word("Tên bảng", "Mức của rủi ro và cơ hội")
    first: str = _word("Tiêu đề cột thứ nhất", "Mức")
    second: str = _word("Tiêu đề cột thứ hai", "Đối với rủi ro")
    third: str = _word("Tiêu đề cột thứ ba", "Đối với cơ hội")
    rows: list[SystemTableRowWords] = _word("Các dòng")


class SystemStepWords(WordGroup):
    """Bước của quy trình."""

    no: str = _word("Số thứ tự", "1")
    name: str = _word("Tên bước", "Đề nghị ban hành, sửa đổi")
    who: str = _word("Trách nhiệm", "Thư ký Ban Chỉ đạo ISO")
    when: str = _word("Thời hạn", "Trong 05 ngày làm việc")
    forms: list[str] = _word("Mã biểu mẫu; không có thì trống", "BM-HT01-04")
    points: list[str] = _word("Cách thực hiện, có chữ cái và dấu cuối", "a) Ghi phiếu đề nghị …;")
    tables: list[SystemTableWords] = _word("Bảng kèm theo")


class SystemFormWords(WordGroup):
    """Biểu mẫu của quy trình."""

    no: str = _word("Số thứ tự", "1")
    code: str = _word("Mã hiệu", "BM-HT01-04")
    name: str = _word("Tên biểu mẫu", "Phiếu đề nghị ban hành, sửa đổi tài liệu")


class SystemRecordWords(WordGroup):
    """Hồ sơ lưu."""

    no: str = _word("Số thứ tự", "1")
    name: str = _word("Tên hồ sơ", "Danh mục tài liệu nội bộ")
    code: str = _word("Mã hiệu; trống khi không có", "BM-HT01-01")
    keeper: str = _word("Người lưu", "Thư ký Ban Chỉ đạo ISO")
    retention: str = _word("Thời gian lưu", "03 năm")


class SystemProcedureWords(WordGroup):
    """Quy trình hệ thống."""

    name: str = _word("Tên, không có chữ «Quy trình»", "Kiểm soát thông tin dạng văn bản")
    purpose: list[str] = _word("Mục đích")
    scope: list[str] = _word("Phạm vi")
    references: list[str] = _word("Tài liệu viện dẫn, có dấu cuối", "Điều khoản 7.5 của TCVN ISO 9001:2015;")
    terms: list[SystemTermWords] = _word("Thuật ngữ, rồi chữ viết tắt có dùng trong quy trình")
    steps: list[SystemStepWords] = _word("Các bước")
    rules: list[str] = _word("Quy định riêng, có số và dấu cuối")
    forms: list[SystemFormWords] = _word("Biểu mẫu")
    records: list[SystemRecordWords] = _word("Hồ sơ lưu")


def procedure_of(context: CommuneContext, kind: DocumentKind) -> SystemProcedure:
    """Return the content that a kind names."""
    for procedure in context.catalogue.data(SystemProcedures).procedures:
        if procedure.key == kind.content:
            return procedure
    raise LookupError(f"{kind.key}: content {kind.content}")


def _figures(context: CommuneContext) -> dict[str, str]:
    """Return the numbers that other data of the system decide."""
    return {
        "audit_month": f"tháng {context.catalogue.data(Audit).month}",
        "review_month": f"tháng {context.catalogue.data(Review).month}",
        "survey_target": f"{context.catalogue.data(Survey).target}%",
    }


def _text(context: CommuneContext, text: str) -> str:
    """Return a text with its blanks filled; the key of a kind becomes its code, or its title where it is not made."""
    figures = _figures(context)
    kinds = context.catalogue.kinds

    def fill(found: re.Match[str]) -> str:
        key = found[1]
        if key in figures:
            return figures[key]
        if key not in kinds:
            return found[0]
        made = key in context.catalogue.made_kinds and is_made(context, kinds[key])
        return plain_code(context, kinds[key]) if made else kind_title(context, kinds[key])

    return sentence(context, _BLANK.sub(fill, text))


def _texts(context: CommuneContext, items: Iterable[DatedText]) -> list[str]:
    return [_text(context, item.text) for item in in_force(tuple(items), context.day)]


def _rule(context: CommuneContext, rule: SystemRule) -> str:
    text = _text(context, rule.text).rstrip(" .;")
    acts = context.acts_on([rule.act]) if rule.act else []
    if not acts:
        return text
    place = f"{rule.place} " if rule.place else ""
    return f"{text} (theo {place}{acts[0].kind.noun} số {acts[0].number})"


def _step(context: CommuneContext, number: int, step: SystemStep) -> dict[str, Any]:
    who = [who_text(context, step.who)] if step.who else []
    if step.others:
        who.append(_text(context, step.others))
    return {
        "no": str(number),
        "name": _text(context, step.name),
        "who": "; ".join(who),
        "when": _text(context, step.when),
        "forms": sorted(plain_code(context, kind) for kind in made_of(context, step.forms)),
        "points": lettered(_texts(context, step.points)),
        "tables": [table_words(context, table) for table in step.tables],
    }


def _references(context: CommuneContext, kind: DocumentKind, procedure: SystemProcedure) -> list[str]:
    clauses = {clause.number: clause.vi for clause in context.standard.clauses}
    titles = "; ".join(f"{number} ({clauses[number]})" if number in clauses else number for number in kind.clauses)
    lines = [f"Tiêu chuẩn quốc gia {context.standard.name}, điều khoản {titles}"]
    lines += [citation(act) for act in context.acts_on(kind.basis)]
    lines += [f"{plain_code(context, item)} – {kind_title(context, item)}" for item in made_of(context, procedure.documents)]
    return closed_list([upper_first(line) for line in lines])


def _record(context: CommuneContext, number: int, record: SystemRecord) -> dict[str, str] | None:
    data = context.catalogue.data(Distribution)
    code = ""
    name, keeper, retention = record.name or "", record.keeper or data.record_keeper, retention_text(record.retention)
    if record.kind is not None:
        kinds = made_of(context, [record.kind])
        if not kinds:
            return None
        keepers = {item.kind: item.keeper for item in data.records}
        name, code = kinds[0].title, plain_code(context, kinds[0])
        keeper = keepers.get(record.kind, data.record_keeper)
        retention = kinds[0].retention or retention_text(data.record_retention)
    title = context.position_title(keeper)
    words = {"no": str(number), "name": _text(context, name), "code": code}
    return {**words, "keeper": title, "retention": upper_first(retention)}


def _records(context: CommuneContext, procedure: SystemProcedure) -> list[dict[str, str]]:
    rows: list[dict[str, str]] = []
    for record in in_force(procedure.records, context.day):
        row = _record(context, len(rows) + 1, record)
        if row is not None:
            rows.append(row)
    return rows


def _forms(context: CommuneContext, steps: Iterable[SystemStep]) -> list[dict[str, str]]:
    kinds = made_of(context, [key for step in steps for key in step.forms])
    kinds.sort(key=lambda kind: plain_code(context, kind))
    return [
        {"no": str(place), "code": plain_code(context, kind), "name": kind_title(context, kind)}
        for place, kind in enumerate(kinds, 1)
    ]


def _leaves(words: Any) -> Iterator[str]:
    if isinstance(words, str):
        yield words
        return
    for item in words.values() if isinstance(words, dict) else words:
        yield from _leaves(item)


def system_procedure_words(context: CommuneContext, kind: DocumentKind) -> dict[str, Any]:
    """Return the group `system_procedure` of a system procedure."""
    procedure = procedure_of(context, kind)
    steps = in_force(procedure.steps, context.day)
    words: dict[str, Any] = {
        "name": upper_first(re.sub(r"(?i)^quy trình ", "", kind.title)),
        "purpose": _texts(context, procedure.purpose),
        "scope": _texts(context, procedure.scope),
        "references": _references(context, kind, procedure),
        "terms": [
            {"term": _text(context, item.term), "meaning": _text(context, item.meaning)}
            for item in in_force(procedure.terms, context.day)
        ],
        "steps": [_step(context, number, step) for number, step in enumerate(steps, 1)],
        "rules": numbered([_rule(context, rule) for rule in in_force(procedure.rules, context.day)]),
        "forms": _forms(context, steps),
        "records": _records(context, procedure),
    }
    short = context.abbreviations_in(_leaves(words))
    words["terms"] += [{"term": item["short"], "meaning": item["long"]} for item in short]
    return words
