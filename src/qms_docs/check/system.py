"""Rules about the data of the management system itself: what its texts and lists refer to."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterator
from functools import cache
from typing import Any, get_args

from ..diagnostics import Severity, say
from ..domain.catalogue import Catalogue
from ..domain.coverage import clause_coverage
from ..domain.dated import Model
from ..domain.document import DocumentKind
from ..domain.system.audit import Audit
from ..domain.system.blanks import OWN_BLANKS, TEXT_BLANKS
from ..domain.system.objectives import Objectives
from ..domain.system.procedures import SystemProcedures
from ..domain.text import Names
from .rules import Finding, Steps, Subject, rule

_ERROR, _WARNING = Severity.ERROR, Severity.WARNING
_BLANK = re.compile(r"\{([^{}]*)\}")
BOARD = "iso_board"


@cache
def _mark(model: type[Model], field: str) -> Names | None:
    """Return what a field's keys name, however deep in tuples and unions the mark lies."""
    info = model.model_fields[field]
    waiting: list[Any] = [*info.metadata, info.annotation]
    while waiting:
        each = waiting.pop()
        if isinstance(each, Names):
            return each
        waiting += getattr(each, "__metadata__", ())
        waiting += get_args(each)
    return None


def _values(value: Any, path: Steps = (), mark: Names | None = None) -> Iterator[tuple[Steps, str, Names | None]]:
    """Yield every text in a value with its path and what it names."""
    if isinstance(value, str):
        yield path, value, mark
    elif isinstance(value, Model):
        for name in type(value).model_fields:
            yield from _values(getattr(value, name), (*path, name), _mark(type(value), name))
    elif isinstance(value, (tuple, list)):
        for place, item in enumerate(value):
            yield from _values(item, (*path, place), mark)
    elif isinstance(value, dict):
        for key, item in value.items():
            yield from _values(item, (*path, key), mark)


def _files(catalogue: Catalogue) -> Iterator[tuple[str, Model]]:
    for name, data in catalogue.system.items():
        yield catalogue.origin("file", name), data
    for (code, year), records in catalogue.year_records.items():
        yield catalogue.origin("records", f"{code}-{year}"), records


def _known(catalogue: Catalogue) -> dict[str, Collection[str]]:
    return {
        "position": catalogue.positions,
        "kind": catalogue.kinds,
        "field": catalogue.fields,
        "act": catalogue.acts,
    }


@rule("SYS001", "unknown-key-in-system", _ERROR)
def unknown_key(subject: Subject) -> Iterator[Finding]:
    """Dữ liệu trong system hoặc hồ sơ năm dẫn chức vụ, loại tài liệu, lĩnh vực hay văn bản không có."""
    known = _known(subject.catalogue)
    facts = {
        "position": say("Position {key!r} is not in communes/positions.yaml."),
        "kind": say("Kind of document {key!r} is not in templates/kinds.yaml."),
        "field": say("Field {key!r} is not in procedures/fields.yaml."),
        "act": say("Act {key!r} is not in law/acts."),
    }
    for file, data in _files(subject.catalogue):
        for path, key, mark in _values(data):
            if mark is None or key in known[mark.what] or (mark.board and key == BOARD):
                continue
            fact = facts[mark.what]
            yield Finding(file, path, say(fact.text, key=key), say("Correct the key, or add what it names."))


@rule("SYS002", "unknown-blank", _ERROR)
def unknown_blank(subject: Subject) -> Iterator[Finding]:
    """Chỗ trống trong ngoặc nhọn không phải tên được điền, nên sẽ in nguyên ra giấy."""
    for name, data in subject.catalogue.system.items():
        known = (*TEXT_BLANKS, *OWN_BLANKS.get(name, ()))
        codes = subject.catalogue.kinds if isinstance(data, SystemProcedures) else {}
        for path, text, _ in _values(data):
            for blank in _BLANK.findall(text):
                if blank not in known and blank not in codes:
                    yield Finding(
                        subject.catalogue.origin("file", name),
                        path,
                        say("The text holds {blank}, which nothing fills.", blank="{" + blank + "}"),
                        say("Use one of {known}.", known=", ".join("{" + each + "}" for each in known)),
                    )


@rule("SYS003", "unknown-key-in-records", _ERROR)
def unknown_key_in_records(subject: Subject) -> Iterator[Finding]:
    """Hồ sơ năm ghi bộ phận, mức độ, nguồn hoặc mục tiêu không có trong system/audit.yaml, system/objectives.yaml."""
    catalogue = subject.catalogue
    try:
        audit, objectives = catalogue.data(Audit), catalogue.data(Objectives)
    except LookupError:  # The file itself has been reported.
        return
    known = {
        "unit": {unit.key for unit in audit.units},
        "grade": {grade.key for grade in audit.grades},
        "source": {source.key for source in audit.sources},
        "key": {objective.key for objective in objectives.objectives},
    }
    for (code, year), records in catalogue.year_records.items():
        for path, text, mark in _values(records):
            name = str(path[-1])
            if mark is None and name in known and text not in known[name]:
                yield Finding(
                    catalogue.origin("records", f"{code}-{year}"),
                    path,
                    say("{key!r} is not among {known}.", key=text, known=", ".join(sorted(known[name]))),
                    say("Correct the key, or add what it names."),
                    commune=code,
                )


@rule("STD003", "unknown-clause", _ERROR)
def unknown_clause(subject: Subject) -> Iterator[Finding]:
    """Loại tài liệu hoặc ngoại lệ ghi điều khoản không có trong tiêu chuẩn."""
    catalogue = subject.catalogue
    standard = catalogue.standards.get(subject.settings.standard)
    if standard is None:
        return
    clauses = {clause.number for clause in standard.clauses}
    advice = say("Correct the number of the clause.")
    for place, kind in enumerate(catalogue.kinds.values()):
        for at, number in enumerate(kind.clauses):
            if number not in clauses:
                fact = say("{standard} has no clause {number}.", standard=standard.name, number=number)
                yield Finding(catalogue.origin("kind", kind.key), ("kinds", place, "clauses", at), fact, advice)
    for at, excluded in enumerate(subject.settings.exclusions):
        if excluded.clause not in clauses:
            fact = say("{standard} has no clause {number}.", standard=standard.name, number=excluded.clause)
            yield Finding(catalogue.origin("file", "settings"), ("exclusions", at, "clause"), fact, advice)


@rule("STD004", "clause-without-document", _WARNING)
def clause_without_document(subject: Subject) -> Iterator[Finding]:
    """Điều khoản của tiêu chuẩn không có tài liệu nào đáp ứng và không nêu lý do loại trừ."""
    standard = subject.catalogue.standards.get(subject.settings.standard)
    if standard is None:
        return
    exclusions = {item.clause: item.reason for item in subject.settings.exclusions}
    for row in clause_coverage(standard, subject.catalogue.made_kinds.values(), exclusions):
        if row.is_open:
            yield Finding(
                subject.catalogue.origin("file", "settings"),
                (),
                say("Clause {number} has no document and is not excluded.", number=row.clause.number),
                say("Give the clause to a kind in templates/kinds.yaml, or exclude it in qms.toml with a reason."),
            )


@rule("TEM002", "kind-code-twice", _ERROR)
def kind_code_twice(subject: Subject) -> Iterator[Finding]:
    """Hai loại tài liệu có cùng cách đặt mã hiệu, nên hai tài liệu trùng mã."""
    catalogue = subject.catalogue
    codes: dict[str, list[tuple[int, DocumentKind]]] = defaultdict(list)
    for place, kind in enumerate(catalogue.kinds.values()):
        number = catalogue.form_number(kind, subject.day)
        if kind.enabled and number is not None:
            codes[kind.code_pattern.replace("{form}", number)].append((place, kind))
    for pattern, ((_, one), *others) in codes.items():
        for place, other in others:
            yield Finding(
                catalogue.origin("kind", other.key),
                ("kinds", place, "code_pattern"),
                say("Kinds {one!r} and {two!r} both have codes {pattern!r}.", one=one.key, two=other.key, pattern=pattern),
                say("Give each kind a code of its own."),
            )


@rule("TEM003", "unknown-signer", _ERROR)
def unknown_signer(subject: Subject) -> Iterator[Finding]:
    """Người ký của loại tài liệu không phải một chức vụ."""
    catalogue = subject.catalogue
    for place, kind in enumerate(catalogue.kinds.values()):
        if kind.signer not in catalogue.positions:
            yield Finding(
                catalogue.origin("kind", kind.key),
                ("kinds", place, "signer"),
                say("Position {key!r} is not in communes/positions.yaml.", key=kind.signer),
                say("Correct the key, or add what it names."),
            )
