"""The rule on printed codes: no two documents of a unit may bear the same one.

In: `Subject`. Out: findings at the lines of templates/kinds.yaml and procedures/fields.yaml. Touches: nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from ..diagnostics import Severity, say
from ..domain.document import DocumentKind, DocumentScope
from ..domain.units import Commune
from .rules import Finding, Subject, rule


class _Coded(NamedTuple):
    """A document to be made: its code, kind, and the field and number in it (empty where the kind has neither)."""

    code: str
    kind: DocumentKind
    field: str = ""
    number: int = 0
    form: str = ""


def _documents(subject: Subject, commune: Commune) -> Iterator[_Coded]:
    """Yield what is made for a unit, as the plan of a build does."""
    catalogue, day = subject.catalogue, subject.day
    scope = catalogue.scope_on(commune, day)
    shared = catalogue.shared_among(scope)
    covered = {each.code for group in shared if not group.process.separate_sheets for each in group.procedures}
    for kind in catalogue.made_kinds.values():
        if not catalogue.is_made_for(kind, commune, day):
            continue
        form = catalogue.form_number(kind, day) or ""
        if kind.scope.is_single:
            yield _Coded(kind.code_for(year=day.year, form=form), kind, form=form)
        elif kind.scope is DocumentScope.SHARED:
            numbers = [(group.process.field, group.process.number) for group in shared]
            yield from _of_numbers(subject, kind, numbers, form)
        else:
            each = [p for p in scope if not (kind.is_sheet and p.code in covered)]
            yield from _of_numbers(subject, kind, [(p.field, p.sheet_number) for p in each], form)


def _of_numbers(subject: Subject, kind: DocumentKind, numbers: list[tuple[str, int]], form: str) -> Iterator[_Coded]:
    for key, number in numbers:
        if (field := subject.catalogue.fields.get(key)) is not None:
            yield _Coded(kind.code_for(field.code, number, form=form), kind, key, number, form)


def _told_elsewhere(one: _Coded, other: _Coded) -> bool:
    """True for two numbers alike in a field (PRO005, SHR003), and for two kinds with one pattern (TEM002)."""
    if one.kind is other.kind:
        return (one.field, one.number) == (other.field, other.number)
    patterns = {each.kind.code_pattern.replace("{form}", each.form) for each in (one, other)}
    return len(patterns) == 1


@rule("CTL011", "two-documents-one-code", Severity.ERROR)
def two_documents_one_code(subject: Subject) -> Iterator[Finding]:
    """Hai tài liệu của một đơn vị in cùng một mã hiệu.

    Kiểm tra gì: mã hiệu của mọi tài liệu sẽ lập cho từng đơn vị vào ngày lập: hai lĩnh vực có cùng chữ viết tắt, mã của một loại
    tài liệu trùng mã của một quy trình, cách đặt mã thiếu số thứ tự. Trùng số trong một lĩnh vực: xem PRO005, SHR003; hai loại
    tài liệu cùng cách đặt mã: xem TEM002.

    Vì sao: mã hiệu phải là duy nhất trong danh mục tài liệu; trùng mã thì không phân phối, thu hồi được.

    Ví dụ sai:

        # procedures/fields.yaml
        fields:
          - {key: ho_tich, name: Hộ tịch, code: TPHT}
          - {key: hoa_giai, name: Hòa giải ở cơ sở, code: TPHT}

    Ví dụ đúng:

        fields:
          - {key: ho_tich, name: Hộ tịch, code: TPHT}
          - {key: hoa_giai, name: Hòa giải ở cơ sở, code: TPHG}

    Cách sửa: đổi chữ viết tắt của một lĩnh vực, hoặc đổi «code_pattern» của một loại tài liệu.
    """
    catalogue = subject.catalogue
    alike = {
        (id(catalogue.scope_on(commune, subject.day)), catalogue.publishes_again(commune, subject.day)): commune
        for commune in reversed(subject.communes)
    }
    told: set[tuple[str, ...]] = set()
    for commune in reversed(alike.values()):
        seen: dict[str, _Coded] = {}
        for each in _documents(subject, commune):
            other = seen.setdefault(each.code, each)
            pair: tuple[str, ...] = (each.kind.key, other.kind.key)
            if other is each or _told_elsewhere(other, each):
                continue
            if each.kind is other.kind and each.field != other.field and each.number == other.number:
                pair = ("field", each.field, other.field)
            if pair not in told:
                told.add(pair)
                yield _finding(subject, commune, other, each, pair[0] == "field")


def _finding(subject: Subject, commune: Commune, one: _Coded, other: _Coded, of_fields: bool) -> Finding:
    catalogue = subject.catalogue
    if of_fields:
        fact = say(
            "The fields «{one}» and «{other}» both give the code {code}.", one=one.field, other=other.field, code=other.code
        )
        path = ("fields", list(catalogue.fields).index(other.field), "code")
        return Finding(catalogue.origin("field", other.field), path, fact, say("Give each field letters of its own."))
    fact = say(
        "In the unit {unit} a document of kind «{one}» and one of kind «{other}» both bear the code {code}.",
        unit=commune.code,
        one=one.kind.key,
        other=other.kind.key,
        code=other.code,
    )
    at = ("kinds", list(catalogue.kinds).index(other.kind.key), "code_pattern")
    advice = say("Change the pattern of one of the kinds, so that every document has a code of its own.")
    return Finding(catalogue.origin("kind", other.kind.key), at, fact, advice)
