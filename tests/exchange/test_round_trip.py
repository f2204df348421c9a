"""Whatever a model can hold comes back from a workbook as it went in."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from qms_docs.exchange.codecs import Names
from qms_docs.exchange.filling import SCOPE_FIELD, Exported, sheets_of
from qms_docs.exchange.scope import ScopeUnit, scope_sheet, take_scope
from qms_docs.exchange.subjects import FILE, SUBJECTS, Subject
from qms_docs.exchange.taking import take_book
from qms_docs.load.plain import plain_of
from qms_docs.spreadsheet.forms import FormSheet
from qms_docs.spreadsheet.reading import Book, Cell, Sheet
from tests.exchange.instances import instances

TITLES = {("position", "chairman"): "Chủ tịch", ("position", "clerk"): "Văn thư"}
NAMES = Names(lambda what, key: TITLES.get((what, key)), lambda what, title: None)


def identity_of(subject: Subject, data: dict[str, Any], number: int) -> tuple[str, ...]:
    return tuple(f"overrides/{number}.yaml" if name == FILE else data.get(name, "") for name in subject.identity)


def in_memory(form: FormSheet) -> Sheet:
    """Return the sheet as it would be read from the file: what stands in the cells, a day with its midnight."""
    rows = [[form.heading], [column.title for column in form.columns], list(form.example), *form.rows]
    cells = {
        (row, column): Cell(datetime.combine(value, time()) if isinstance(value, date) else value)
        for row, values in enumerate(rows, 1)
        for column, value in enumerate(values, 1)
        if value is not None
    }
    return Sheet(form.name, False, cells)


def there_and_back(subject: Subject, objects: dict[tuple[str, ...], dict[str, Any]]) -> dict[tuple[str, ...], Any]:
    sheets = list(sheets_of(Exported(subject, objects, {}, subject.tables), NAMES, {"position": ("Chủ tịch (chairman)",)}))
    scope = [ScopeUnit(identity, "", tuple(data.get("procedures_excluded", ()))) for identity, data in objects.items()]
    if subject.key == SCOPE_FIELD[0]:
        sheets.append(scope_sheet(scope, {}))
    book = Book("x.xlsx", tuple(map(in_memory, sheets)))
    taken, wrong = take_book(book, NAMES)
    assert not wrong, [(each.code, each.location.within, str(each.fact)) for each in wrong]
    found = {identity: each.data for each in taken if each.subject is subject for identity, each in each.objects.items()}
    if subject.key == SCOPE_FIELD[0]:
        for identity, (excluded, _) in take_scope(book)[0].items():
            if excluded:
                found[identity]["procedures_excluded"] = sorted(excluded)
    if not subject.identity and objects and () not in found:
        found[()] = {}
    return {identity: plain_of(subject.model.model_validate(data)) for identity, data in found.items()}


@pytest.mark.parametrize("key", SUBJECTS)
@settings(max_examples=15, deadline=None, phases=[Phase.generate], suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_every_field_of_every_model_comes_back(key: str, data: st.DataObject) -> None:
    subject = SUBJECTS[key]
    drawn = data.draw(st.lists(instances(subject.model), min_size=1, max_size=3 if subject.identity else 1))
    objects: dict[tuple[str, ...], dict[str, Any]] = {}
    for number, each in enumerate(drawn):
        plain = plain_of(each)
        if "procedures_excluded" in plain:
            plain["procedures_excluded"] = sorted(set(plain["procedures_excluded"]))
        objects.setdefault(identity_of(subject, plain, number), plain)
    assert there_and_back(subject, objects) == objects
