"""Rules about kinds of document and the clauses of the standard they answer (templates/kinds.yaml).

In: `Subject`. Out: findings at the lines of the kinds and of the settings. Touches: nothing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from ..diagnostics import Severity, say
from ..domain.coverage import clause_coverage
from ..domain.document import DocumentKind
from .rules import Finding, Subject, rule

_ERROR, _WARNING = Severity.ERROR, Severity.WARNING


@rule("STD003", "unknown-clause", _ERROR)
def unknown_clause(subject: Subject) -> Iterator[Finding]:
    """Loại tài liệu hoặc ngoại lệ ghi điều khoản không có trong tiêu chuẩn.

    Kiểm tra gì: số điều khoản ở «clauses» của templates/kinds.yaml và ở «exclusions» của qms.toml có trong tiêu
    chuẩn đang áp dụng.

    Vì sao: số điều khoản của TCVN ISO 9001:2008 (ví dụ 7.6) còn sót lại làm bảng đối chiếu trong sổ tay sai; có số
    trùng nhưng khác nội dung (8.5.3), quy tắc này không phát hiện được.

    Ví dụ sai:

        clauses: ["7.6"]

    Ví dụ đúng:

        clauses: ["7.1.5"]

    Cách sửa: sửa số điều khoản theo law/standards.
    """
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
    """Điều khoản của tiêu chuẩn không có tài liệu nào đáp ứng và không nêu lý do loại trừ.

    Kiểm tra gì: mỗi điều khoản của tiêu chuẩn có ít nhất một loại tài liệu đáp ứng hoặc được loại trừ có lý do.

    Vì sao: đoàn đánh giá hỏi từng điều khoản; điều khoản không áp dụng phải có lý giải (TCVN ISO 9001:2015, điều
    khoản 4.3).

    Ví dụ sai:

        # không loại tài liệu nào ghi 9.3
        clauses: ["9.1"]

    Ví dụ đúng:

        clauses: ["9.1", "9.3"]

    Cách sửa: ghi điều khoản vào «clauses» của loại tài liệu đáp ứng nó, hoặc thêm [[exclusions]] kèm lý do vào
    qms.toml.
    """
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
    """Hai loại tài liệu có cùng cách đặt mã hiệu, nên hai tài liệu trùng mã.

    Kiểm tra gì: hai loại tài liệu được lập không có cùng «code_pattern» sau khi điền số biểu mẫu một cửa của ngày
    lập.

    Vì sao: hai tài liệu trùng mã hiệu thì danh mục tài liệu và hồ sơ lẫn lộn.

    Ví dụ sai:

        - {key: master_list, code_pattern: BM-HT01-01}
        - {key: external_documents, code_pattern: BM-HT01-01}

    Ví dụ đúng:

        - {key: master_list, code_pattern: BM-HT01-01}
        - {key: external_documents, code_pattern: BM-HT01-02}

    Cách sửa: cho mỗi loại một mã riêng.
    """
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
    """Người ký của loại tài liệu không phải một chức vụ.

    Kiểm tra gì: «signer» của từng loại tài liệu là khóa trong communes/positions.yaml.

    Vì sao: người ký sai thì quyền hạn ký (TM., KT.) và họ tên in ra sai.

    Ví dụ sai:

        signer: chairmen

    Ví dụ đúng:

        signer: chairman

    Cách sửa: sửa khóa, hoặc khai báo chức vụ.
    """
    catalogue = subject.catalogue
    for place, kind in enumerate(catalogue.kinds.values()):
        if kind.signer not in catalogue.positions:
            yield Finding(
                catalogue.origin("kind", kind.key),
                ("kinds", place, "signer"),
                say("Position {key!r} is not in communes/positions.yaml.", key=kind.signer),
                say("Correct the key, or add what it names."),
            )
