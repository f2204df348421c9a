"""Sheets back into objects: every value with the cell it came from, every mistake at its cell.

In: the cells of a workbook. Out: `Taken`: plain objects, places, diagnostics. Touches: nothing.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from ..diagnostics import Diagnostic, Message, Severity, say
from ..domain.text import clean_text, tone_folded
from ..spreadsheet.reading import Book, Sheet
from .cells import Grid, Row, told
from .codecs import MisreadError, Names, decode, text_of
from .filling import MARK_TITLE, NUMBER_TITLE, headings, label_title, number_title, value_at
from .shapes import Column, Kind, Path_
from .subjects import FILE, IDENTITY_TITLES, SUBJECTS, Subject, Table
from .wording import EXAMPLE, KEPT, REMOVED

Identity = tuple[str, ...]
_Numbered = tuple[dict[str, Any], tuple[str | int, ...]]
_HEAD_ROWS = 12


@dataclass
class TakenObject:
    """An object as the workbook has it: plain data, and the cell of each value by its path in them."""

    data: dict[str, Any] = field(default_factory=dict)
    places: dict[tuple[str | int, ...], tuple[str, int, int]] = field(default_factory=dict)


@dataclass
class Taken:
    """What a workbook says of a subject; `tables` are the lists it has a sheet for."""

    subject: Subject
    objects: dict[Identity, TakenObject] = field(default_factory=dict)
    tables: list[Table] = field(default_factory=list)
    numbers: dict[tuple[Identity, Path_], dict[tuple[str, ...], _Numbered]] = field(default_factory=dict)
    """Entries that other sheets name by number, by the list they are in."""


def sheet_named(book: Book, name: str) -> Sheet | None:
    """Return the sheet of a name, however it is typed in capitals, blanks and tone marks."""
    wanted = _folded(name)
    return book.sheet(name) or next((sheet for sheet in book.sheets if _folded(sheet.name) == wanted), None)


def _folded(text: object) -> str:
    return tone_folded(str(clean_text(str(text)))).rstrip(" *").replace("\n", " ")


def take_book(book: Book, names: Names) -> tuple[list[Taken], list[Diagnostic]]:
    """Return what the sheets of a workbook say, subject by subject, and everything wrong in them, all at once."""
    found: list[Taken] = []
    wrong: list[Diagnostic] = []
    for subject in SUBJECTS.values():
        taken = Taken(subject)
        for table in subject.tables:
            sheet = sheet_named(book, table.name)
            if sheet is not None:
                reader = _TableReader(book, sheet, taken, table, names)
                reader.read()
                wrong += reader.wrong
        if taken.tables:
            found.append(taken)
    return found, wrong


class _TableReader:
    """Reads one sheet into the objects of its subject."""

    def __init__(self, book: Book, sheet: Sheet, taken: Taken, table: Table, names: Names) -> None:
        self._grid = Grid(book.where, sheet)
        self._taken, self._table, self._names = taken, table, names
        self._subject = taken.subject
        self.wrong = self._grid.wrong

    def read(self) -> None:
        """Add the rows of the sheet to the objects."""
        wanted = headings(self._subject, self._table)
        head, columns = self._head([title for title, _ in wanted])
        if head is None:
            return
        self._taken.tables.append(self._table)
        if self._table.above:
            for each in self._taken.objects.values():
                self._begin_lists(each.data)
        for row in self._grid.rows_below(head, columns):
            self._row(row, wanted)

    def _begin_lists(self, data: dict[str, Any]) -> None:
        """A list that has a sheet and no rows is empty, not unknown."""
        parents = [data]
        for shape in self._table.above[1:]:
            parents = [item for each in parents for item in value_at(each, shape.path) or () if isinstance(item, dict)]
        path = self._table.shape.path
        optional = any(
            column.kind is Kind.PRESENCE and column.path == path
            for column in (self._table.above[-1].columns if self._table.above else ())
        )
        for parent in parents:
            if not optional and (len(path) == 1 or value_at(parent, path[:-1]) is not None):
                _place(parent, path[:-1]).setdefault(path[-1], [])

    # ---- headings

    def _head(self, titles: list[str]) -> tuple[int | None, dict[str, int]]:
        wanted = {_folded(title): title for title in titles}
        best: tuple[int, int, dict[str, int]] = (0, 0, {})
        for row in range(1, _HEAD_ROWS + 1):
            found: dict[str, int] = {}
            for column in range(1, self._grid.sheet.columns + 1):
                text = _folded(self._grid.sheet.at(row, column) or "")
                if text in wanted and text not in found:
                    found[text] = column
            if len(found) > best[0]:
                best = (len(found), row, found)
        count, head, columns = best
        if count < min(2, len(titles)):
            fact = say("No row of the sheet «{sheet}» holds the headings of its columns.", sheet=self._grid.sheet.name)
            advice = say("Export the workbook again, and copy the data below the headings.")
            self._grid.tell("XLS012", "headings-missing", Severity.ERROR, None, fact, advice)
            return None, {}
        self._tell_columns(head, columns, wanted)
        return head, columns

    def _tell_columns(self, head: int, columns: Mapping[str, int], wanted: Mapping[str, str]) -> None:
        missing = [folded for folded in wanted if folded not in columns]
        for column in range(1, self._grid.sheet.columns + 1):
            text = _folded(self._grid.sheet.at(head, column) or "")
            if text and columns.get(text) != column:
                near = difflib.get_close_matches(text, missing, 1, 0.75)
                fact = say(
                    "The column «{title}» is not known here; it is not read.", title=text_of(self._grid.sheet.at(head, column))
                )
                advice = (
                    say("Did you mean «{key}»?", key=wanted[near[0]]) if near else say("Delete it, or leave it for yourself.")
                )
                severity = Severity.ERROR if near else Severity.WARNING
                self._grid.tell("XLS013", "unknown-column", severity, (head, column), fact, advice)
        unread = {_folded(MARK_TITLE), _folded(label_title(self._subject))}
        for folded in missing:
            if folded not in unread:
                fact = say("The column «{title}» is missing.", title=wanted[folded])
                advice = say("Put it back with its heading; without it the program cannot tell what was emptied.")
                self._grid.tell("XLS014", "column-missing", Severity.ERROR, (head, 1), fact, advice)

    # ---- rows

    def _row(self, row: Row, wanted: list[tuple[str, Column | None]]) -> None:
        mark = _folded(row.value(_folded(MARK_TITLE)) or "")
        if mark in (_folded(EXAMPLE), _folded(REMOVED)):
            return
        if mark not in ("", _folded(KEPT)):
            fact = say("«{value}» marks no row.", value=row.text(_folded(MARK_TITLE)))
            advice = say("Leave the cell empty, or write «{word}» to remove the row.", word=REMOVED)
            self._tell("XLS015", "unknown-mark", row.place(_folded(MARK_TITLE)), fact, advice)
            return
        identity = self._identity(row)
        if identity is None:
            return
        if not self._table.path:
            if identity in self._taken.objects:
                self._repeated(row, " ".join(identity).strip())
                return
            owner = self._taken.objects[identity] = TakenObject()
            self._values(row, wanted, owner, owner.data, ())
            return
        parent = self._parent(row, identity)
        if parent is None:
            return
        owner, holder, path = parent
        place = self._table.shape.path
        items = _place(holder, place[:-1]).setdefault(place[-1], [])
        where = (*path, *place, len(items))
        item: dict[str, Any] = {}
        if self._table.numbered:
            chain = (*self._chain(row), row.text(_folded(NUMBER_TITLE)))
            known = self._taken.numbers.setdefault((identity, self._table.path), {})
            if chain in known:
                self._repeated(row, f"{NUMBER_TITLE} {chain[-1]}")
                return
            known[chain] = (item, where)
        items.append(item)
        self._values(row, wanted, owner, item, where)

    def _tell(self, code: str, name: str, place: tuple[int, int], fact: Message, advice: Message) -> None:
        self._grid.tell(code, name, Severity.ERROR, place, fact, advice)

    def _repeated(self, row: Row, what: str) -> None:
        fact = say("The row names «{what}», which an earlier row is about.", what=what)
        self._tell("XLS016", "row-repeated", (row.number, 1), fact, say("Keep one of the two rows."))

    def _identity(self, row: Row) -> Identity | None:
        parts = []
        for name in self._subject.identity:
            folded = _folded(IDENTITY_TITLES[self._subject.key, name])
            text = row.text(folded)
            if name == "valid_from":
                text = self._day(row, folded)
            elif not text:
                title = IDENTITY_TITLES[self._subject.key, name]
                fact = say("The row does not say what it is about: «{title}» is empty.", title=title)
                self._tell("XLS017", "row-without-key", row.place(folded), fact, say("Write it, or clear the whole row."))
                return None
            parts.append(text)
        return tuple(parts)

    def _day(self, row: Row, folded: str) -> str:
        value = row.value(folded)
        if value is None:
            return ""
        try:
            return str(decode(Column((), "", "", Kind.DAY), value, self._names))
        except MisreadError as cause:
            self._misread(row, folded, cause)
            return ""

    def _chain(self, row: Row) -> tuple[str, ...]:
        return tuple(row.text(_folded(number_title(self._table, above))) for above in range(1, len(self._table.above)))

    def _parent(self, row: Row, identity: Identity) -> tuple[TakenObject, dict[str, Any], tuple[str | int, ...]] | None:
        owner = self._taken.objects.get(identity)
        if owner is None:
            if self._subject.identity and any(not table.path for table in self._taken.tables):
                what, sheet = " ".join(identity).strip(), self._subject.tables[0].name
                fact = say("The row is about «{what}», which has no row in the sheet «{sheet}».", what=what, sheet=sheet)
                self._tell("XLS018", "row-of-nothing", (row.number, 2), fact, say("Correct the key, or add the row there."))
                return None
            owner = self._taken.objects[identity] = TakenObject()
        if len(self._table.above) == 1:
            return owner, owner.data, ()
        chain = self._chain(row)
        path = tuple(step for shape in self._table.above for step in shape.path)
        known = self._taken.numbers.get((identity, path), {})
        if chain not in known:
            title = _folded(number_title(self._table, len(self._table.above) - 1))
            fact = say("No entry above has the number «{number}».", number=" › ".join(chain))
            advice = say("Correct the number, or add the entry to the sheet above.")
            self._tell("XLS018", "row-of-nothing", row.place(title), fact, advice)
            return None
        return owner, *known[chain]

    def _values(
        self,
        row: Row,
        wanted: list[tuple[str, Column | None]],
        owner: TakenObject,
        item: dict[str, Any],
        where: tuple[str | int, ...],
    ) -> None:
        sheet = self._grid.sheet.name
        owner.places[where] = (sheet, row.number, 1)
        if not where:
            for name, text in zip(self._subject.identity, self._identity(row) or (), strict=False):
                if name != FILE and text:
                    item[name] = text
                owner.places[(name,)] = (sheet, *row.place(_folded(IDENTITY_TITLES[self._subject.key, name])))
        for group in self._table.shape.groups:
            _place(item, group)
        for title, column in wanted:
            folded = _folded(title)
            if column is None or folded not in row.columns:
                continue
            owner.places[(*where, *column.path)] = (sheet, *row.place(folded))
            value = row.value(folded)
            if value is None:
                if column.many and column.required:
                    _place(item, column.path[:-1])[column.path[-1]] = []
                continue
            try:
                said = decode(column, value, self._names)
            except MisreadError as cause:
                self._misread(row, folded, cause)
                continue
            if column.kind is Kind.PRESENCE:
                if said == "true":
                    _place(item, column.path[:-1]).setdefault(column.path[-1], [] if self._is_list(column.path) else {})
                continue
            _place(item, column.path[:-1])[column.path[-1]] = said

    def _is_list(self, path: Path_) -> bool:
        return any(child.path == path for child in self._table.shape.children)

    def _misread(self, row: Row, folded: str, cause: MisreadError) -> None:
        fact = say("«{value}» cannot be read here.", value=row.text(folded)[:60])
        self._grid.tell(
            "XLS019", "cell-misread", Severity.ERROR, row.place(folded), fact, say("Write for example: {asked}.", asked=cause)
        )


def _place(data: dict[str, Any], path: Path_) -> dict[str, Any]:
    """Return the group at a path, made where it is not there yet."""
    for step in path:
        data = data.setdefault(step, {})
    return data


def unknown_sheets(book: Book, known: set[str]) -> Iterator[Diagnostic]:
    """Yield a warning for each sheet that is not one of the workbook's own."""
    folded = {_folded(table.name) for subject in SUBJECTS.values() for table in subject.tables} | {
        _folded(name) for name in known
    }
    for sheet in book.sheets:
        if _folded(sheet.name) not in folded and not sheet.hidden and sheet.cells:
            fact = say("The sheet «{sheet}» is not known; it is not read.", sheet=sheet.name)
            yield told(
                book.where,
                sheet,
                None,
                "XLS011",
                "unknown-sheet",
                Severity.WARNING,
                fact,
                say("Delete it, or leave it for yourself."),
            )
