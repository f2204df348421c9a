"""Objects as rows of sheets.

In: plain objects by subject (a file's data in their shortest form). Out: sheets ready to be written. Touches: nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from ..spreadsheet.forms import FormColumn, FormSheet, Look
from .codecs import CellValue, Names, encode
from .shapes import Column, Kind, Path_
from .subjects import IDENTITY_TITLES, Subject, Table
from .wording import EXAMPLE, KEPT, NO, REMOVED, YES, words_of

MARK_TITLE = "Dòng"
SCHEMA = "_qms"
"""The hidden sheet that says what the workbook holds."""
VERSION = "1"
NUMBER_TITLE = "TT"
SCOPE_FIELD = ("commune", ("procedures_excluded",))
"""The field that has a sheet of its own, with a column per unit."""
_EXAMPLE = re.compile(r"«([^»…]+)»")
_WIDTHS = {Kind.DAY: 13, Kind.TRUTH: 9, Kind.PRESENCE: 9, Kind.INTEGER: 12, Kind.DECIMAL: 10, Kind.CHOICE: 18, Kind.CLOCK: 9}
_FORMATS = {Kind.DAY: "dd/mm/yyyy", Kind.INTEGER: "#,##0", Kind.DECIMAL: "0.##"}


@dataclass(frozen=True)
class Exported:
    """Objects of a subject: plain data by identity, a name to read beside it, and which of its lists go into the workbook."""

    subject: Subject
    objects: Mapping[tuple[str, ...], Mapping[str, Any]]
    labels: Mapping[tuple[str, ...], str]
    tables: tuple[Table, ...]


def number_title(table: Table, above: int) -> str:
    """Return the heading under which a row names the entry of the list above it, by its number."""
    return f"{NUMBER_TITLE} {table.above[above].title.rsplit(' › ', 1)[-1].lower()}"


def headings(subject: Subject, table: Table) -> list[tuple[str, Column | None]]:
    """Return the headings of a sheet in order, with the column of the model where there is one."""
    found: list[tuple[str, Column | None]] = [(MARK_TITLE, None)]
    found += [(IDENTITY_TITLES[subject.key, name], None) for name in subject.identity]
    if subject.identity:
        found.append((label_title(subject), None))
    found += [(number_title(table, above), None) for above in range(1, len(table.above))]
    if table.numbered:
        found.append((NUMBER_TITLE, None))
    top = not table.path
    for column in table.shape.columns:
        apart = len(column.path) == 1 and (column.path[0] in subject.identity or (subject.key, column.path) == SCOPE_FIELD)
        if not (top and apart):
            found.append((column.title, column))
    return found


def label_title(subject: Subject) -> str:
    """Return the heading of the column that repeats an object's name; it is not read."""
    return f"{subject.title} (để đọc)"


def value_at(data: Any, path: Path_) -> Any:
    """Return the value at a path of a plain object, None where it says nothing."""
    for step in path:
        if not isinstance(data, Mapping):
            return None
        data = data.get(step)
    return data


def entries(data: Mapping[str, Any], table: Table) -> Iterator[tuple[tuple[int, ...], Mapping[str, Any]]]:
    """Yield the entries of the list of a table with their numbers (from 1) in all lists down to it."""
    places: list[tuple[tuple[int, ...], Any]] = [((), data)]
    for shape in (*table.above[1:], table.shape) if table.above else ():
        places = [
            ((*numbers, number), item)
            for numbers, value in places
            for number, item in enumerate(value_at(value, shape.path) or (), 1)
        ]
    for numbers, item in places:
        yield numbers, {_bare_key(table): item} if isinstance(item, str) else item


def _bare_key(table: Table) -> str:
    """Return the field for which a bare text stands: the first that must be given."""
    return next(name for name, info in table.shape.model.model_fields.items() if info.is_required())


def sheets_of(exported: Exported, names: Names, choices: Mapping[str, Sequence[str]]) -> Iterator[FormSheet]:
    """Yield the sheets of a subject; `choices` holds what the keys of each kind may be, as they are shown."""
    subject = exported.subject
    for table in exported.tables:
        titles = headings(subject, table)
        rows = []
        for identity, data in exported.objects.items():
            for numbers, item in entries(data, table):
                row: list[CellValue] = [
                    None,
                    *(_identity_value(name, text) for name, text in zip(subject.identity, identity, strict=True)),
                ]
                row += [exported.labels.get(identity)] if subject.identity else []
                row += list(numbers[:-1])
                row += [numbers[-1]] if table.numbered else []
                row += [_cell(column, item, names) for _, column in titles if column is not None]
                if not any(value is not None for value in row):
                    row[0] = KEPT
                rows.append(row)
        columns = tuple(_form_column(title, column, subject, table, choices) for title, column in titles)
        example = [_example(title, column, subject) for title, column in titles]
        yield FormSheet(table.name, f"{table.name}: {_hint(table)}", columns, rows, example)


def _identity_value(name: str, text: str) -> CellValue:
    if name == "valid_from":
        return date.fromisoformat(text) if text else None
    return int(text) if name == "year" else text


def _cell(column: Column, item: Mapping[str, Any], names: Names) -> CellValue:
    value = value_at(item, column.path)
    if column.kind is Kind.PRESENCE:
        return YES if value is not None else None
    if column.kind is Kind.TRUTH and value is None and not column.many:
        return None
    return encode(column, value, names)


def _hint(table: Table) -> str:
    said = re.split(r"[:.;(]", table.shape.model.__doc__ or "", maxsplit=1)[0].strip()
    return table.shape.description or (said if not said.isascii() else table.shape.title)


def _form_column(
    title: str, column: Column | None, subject: Subject, table: Table, choices: Mapping[str, Sequence[str]]
) -> FormColumn:
    if column is None:
        return _key_column(title, subject)
    look = Look.REQUIRED if column.required else Look.OPTIONAL
    offered: Sequence[str] = ()
    if not column.many or column.kind is Kind.CHOICE:
        if column.kind in (Kind.TRUTH, Kind.PRESENCE):
            offered = (YES, NO)
        elif column.choices is not None:
            offered = tuple(words_of(column.choices))
        elif column.names is not None:
            offered = choices.get(column.names, ())
    strict = not column.many and column.names is None
    width = 34 if column.many else _WIDTHS.get(column.kind, 30)
    look_of_number = "@" if column.many else _FORMATS.get(column.kind, "@")
    note = f"{column.description}\n{'Bắt buộc.' if column.required else 'Không bắt buộc.'}"
    if column.kind is Kind.DURATIONS:
        note += "\nMỗi dòng một trường hợp, ví dụ «standard: 0,5 ngày làm việc (nhóm 1)»."
    if column.kind is Kind.TREE:
        note += "\nMỗi dòng một giá trị, ví dụ «time_limits › standard › value = 2»."
    return FormColumn(title, note, width, look, look_of_number, tuple(offered), strict)


def _key_column(title: str, subject: Subject) -> FormColumn:
    if title == MARK_TITLE:
        note = (
            f"Để trống. Ghi «{REMOVED}» để bỏ dòng khi nhập lại; «{KEPT}» giữ một dòng không có nội dung; "
            f"dòng «{EXAMPLE}» không bao giờ được nhập."
        )
        return FormColumn(title, note, 7, Look.OPTIONAL, "@", (REMOVED, KEPT), True)
    if subject.identity and title == label_title(subject):
        return FormColumn(title, "Chỉ để đọc; chương trình không nhập cột này.", 22, Look.COMPUTED, "@")
    if title.startswith(NUMBER_TITLE):
        note = "Số của mục trong danh sách phía trên; các trang tính con dùng số này. Mục mới ghi số mới."
        return FormColumn(title, note, 8, Look.KEY, "0")
    name = next(name for name in subject.identity if IDENTITY_TITLES[subject.key, name] == title)
    note = "Cho biết dòng này nói về đối tượng nào; không sửa ở dòng đã có, ghi ở dòng mới."
    day, year = name == "valid_from", name == "year"
    if day:
        note += " Để trống khi đối tượng không có ngày bắt đầu."
    return FormColumn(title, note, 13, Look.KEY, "dd/mm/yyyy" if day else "0" if year else "@")


def _example(title: str, column: Column | None, subject: Subject) -> CellValue:
    if title == MARK_TITLE:
        return EXAMPLE
    if column is None:
        if title.startswith(NUMBER_TITLE):
            return 1
        known: dict[str, CellValue] = {"Mã đơn vị": "29104", "Mã thủ tục": "2.000815", "Mã tỉnh": "83", "Năm": 2026}
        return known.get(title)
    if column.path[-1] == "full_name":
        return "Nguyễn Văn A"
    if column.kind is Kind.DAY:
        return date(2025, 7, 1) if column.path[-1] != "valid_to" else None
    if column.kind in (Kind.TRUTH, Kind.PRESENCE):
        return NO
    if column.kind in (Kind.INTEGER, Kind.DECIMAL):
        return 1
    if column.choices is not None:
        return next(iter(words_of(column.choices)))
    fixed = {Kind.CLOCK: "07:30", Kind.RETENTION: "5 năm", Kind.DURATIONS: "standard: 0,5 ngày làm việc"}
    if column.kind in fixed:
        return fixed[column.kind]
    if found := _EXAMPLE.search(column.description):
        return found[1]
    return None
