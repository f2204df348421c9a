"""Rules about the data of the management system itself: what its texts and lists refer to.

In: `Subject`. Out: findings at the lines of system/ and of the records of a year. Touches: nothing.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from functools import cache
from typing import Any, get_args

from ..diagnostics import Severity, say
from ..domain.catalogue import Catalogue
from ..domain.dated import Model
from ..domain.system.audit import Audit
from ..domain.system.blanks import OWN_BLANKS, TEXT_BLANKS
from ..domain.system.objectives import Objectives
from ..domain.system.procedures import SystemProcedures
from ..domain.text import Names
from .rules import Finding, Steps, Subject, rule

_ERROR = Severity.ERROR
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
    """Dữ liệu trong system hoặc hồ sơ năm dẫn chức vụ, loại tài liệu, lĩnh vực hay văn bản không có.

    Kiểm tra gì: khóa chức vụ, loại tài liệu, lĩnh vực, văn bản trong các tệp của system và hồ sơ năm đều có nơi
    khai báo.

    Vì sao: khóa sai thì tài liệu in thiếu người thực hiện, mã hiệu hoặc căn cứ.

    Ví dụ sai:

        # system/plan.yaml
        who: [iso_secretery]

    Ví dụ đúng:

        # system/plan.yaml
        who: [iso_secretary]

    Cách sửa: sửa khóa, hoặc khai báo điều nó gọi tên (communes/positions.yaml, templates/kinds.yaml,
    procedures/fields.yaml, law/acts).
    """
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
    """Chỗ trống trong ngoặc nhọn không phải tên được điền, nên sẽ in nguyên ra giấy.

    Kiểm tra gì: mỗi chỗ trống {…} trong lời văn của system là tên mà chương trình điền được; lời nhắc liệt kê các
    tên đó.

    Vì sao: tên gõ sai sẽ in nguyên dấu ngoặc ra giấy.

    Ví dụ sai:

        text: "{tên đơn vị} cam kết phục vụ người dân"

    Ví dụ đúng:

        text: "{agency} cam kết phục vụ người dân"

    Cách sửa: dùng một trong các tên ở lời nhắc; muốn in dấu ngoặc thì viết cách khác.
    """
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
    """Hồ sơ năm ghi bộ phận, mức độ, nguồn hoặc mục tiêu không có trong system/audit.yaml, system/objectives.yaml.

    Kiểm tra gì: bộ phận, mức độ, nguồn, mục tiêu ghi trong hồ sơ của năm có trong system/audit.yaml,
    system/objectives.yaml.

    Vì sao: báo cáo đánh giá và báo cáo mục tiêu ghép hồ sơ với danh mục theo khóa; khóa lạ thì số liệu bị bỏ sót.

    Ví dụ sai:

        findings: [{unit: van_phong, content: Thiếu phiếu, grade: minor}]

    Ví dụ đúng:

        findings: [{unit: office, content: Thiếu phiếu, grade: minor}]

    Cách sửa: sửa khóa theo danh mục, hoặc thêm mục vào danh mục.
    """
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
