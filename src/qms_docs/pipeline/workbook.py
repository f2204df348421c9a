"""A workspace's data into an Excel workbook, and a filled-in one back: shown first, written when asked."""

from __future__ import annotations

import copy
import json
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ..diagnostics import Diagnostic, Location, Severity, say, sort_diagnostics
from ..domain.text import ascii_slug, tone_folded
from ..errors import OutputError, RequestError, SpreadsheetError
from ..exchange.filling import SCHEMA, SCOPE_FIELD, VERSION, value_at
from ..exchange.guide import GUIDE_SHEET
from ..exchange.scope import SHEET as SCOPE_SHEET
from ..exchange.scope import take_scope
from ..exchange.subjects import FILE, Subject, Table
from ..exchange.taking import Identity, Taken, TakenObject, take_book, unknown_sheets
from ..load import Workspace, load_workspace
from ..load.editing import UneditableFileError, edited
from ..load.plain import plain_of
from ..load.scalars import fresh_text
from ..load.together import write_together
from ..load.validation import validate
from ..load.yaml_text import read_text, read_yaml
from ..spreadsheet.reading import Book, read_book
from .changes import Change, ChangeKind, changes_between
from .workbook_objects import Standing, fingerprint, labels_of, names_of, new_file, standing_objects


@dataclass(frozen=True)
class ObjectChange:
    """What a workbook changes in one object: its subject, its name, its file, and each difference."""

    kind: ChangeKind
    subject: str
    name: str
    file: Path
    changes: tuple[Change, ...]


@dataclass(frozen=True)
class WorkbookImport:
    """What a workbook says against the workspace; `written` are the files changed, none unless asked and sound."""

    changes: tuple[ObjectChange, ...]
    diagnostics: tuple[Diagnostic, ...]
    written: tuple[Path, ...] = ()

    @property
    def errors(self) -> int:
        """How many mistakes keep the workbook from being taken over."""
        return sum(1 for each in self.diagnostics if each.is_error)


def import_workbook(workspace: Path | str, file: Path, apply: bool = False) -> WorkbookImport:
    """Compare a filled-in workbook with the workspace; with `apply` write what differs, where nothing is wrong.

    Raises RequestError for a file that cannot be opened, OutputError where the workspace cannot be written.
    """
    loaded = load_workspace(Path(workspace))
    try:
        data = file.read_bytes()
    except OSError as cause:
        raise RequestError(say("«{path}» cannot be read: {reason}.", path=str(file), reason=cause.strerror or cause)) from cause
    try:
        book = read_book(data, str(file))
    except SpreadsheetError as refused:
        return WorkbookImport((), (refused.diagnostic,))
    merger = _Merger(loaded, book)
    merger.run()
    diagnostics = sort_diagnostics(merger.diagnostics)
    sound = not any(each.is_error for each in diagnostics)
    written: tuple[Path, ...] = ()
    if apply and sound and merger.changes:
        written = _write(loaded, merger)
    return WorkbookImport(tuple(merger.changes), diagnostics, written)


@dataclass
class _Wanted:
    """What shall stand after an import, by file: an object of its own, or entries of a list; None removes it."""

    old: Standing | None
    new: dict[str, Any] | None
    identity: Identity = field(default=())


class _Merger:
    """Lays a workbook over the workspace."""

    def __init__(self, loaded: Workspace, book: Book) -> None:
        self.loaded, self.book = loaded, book
        self.standing = standing_objects(loaded)
        self.diagnostics: list[Diagnostic] = []
        self.changes: list[ObjectChange] = []
        self.files: dict[Path, list[_Wanted]] = defaultdict(list)

    def run(self) -> None:
        """Work out changes and diagnostics."""
        held = self._schema()
        if held is None:
            return
        taken, wrong = take_book(self.book, names_of(self.loaded.catalogue))
        scope, more = take_scope(self.book)
        self.diagnostics += [*wrong, *more, *unknown_sheets(self.book, {SCOPE_SHEET, GUIDE_SHEET})]
        for each in taken:
            self._subject(each, scope, [tuple(identity) for identity in held.get(each.subject.key, [])])

    def _schema(self) -> dict[str, list[list[str]]] | None:
        """Return the identities the workbook was exported with; None, told, for a workbook of another kind."""
        sheet = self.book.sheet(SCHEMA)
        version = str(sheet.at(2, 1)) if sheet else None
        if sheet is None or version != VERSION:
            fact = say("This workbook was not exported by this version of the program.")
            advice = say("Export a new workbook (qms-docs workbook export) and copy the data into it.")
            self.diagnostics.append(
                Diagnostic("XLS010", "other-workbook", Severity.ERROR, Location(self.book.where), fact, advice)
            )
            return None
        if str(sheet.at(2, 2)) != fingerprint(self.loaded):
            fact, advice = (
                say("The workbook was exported from another workspace."),
                say("Look at the changes with care before you write them."),
            )
            self.diagnostics.append(
                Diagnostic("XLS025", "workbook-of-another-workspace", Severity.WARNING, Location(self.book.where), fact, advice)
            )
        text = "".join(str(sheet.at(2, column) or "") for column in range(4, sheet.columns + 1))
        try:
            held = json.loads(text)
        except ValueError:
            held = None
        return held if isinstance(held, dict) else {}

    def _subject(self, taken: Taken, scope: dict[Identity, tuple[set[str], set[str]]], held: list[Identity]) -> None:
        subject = taken.subject
        standing = self.standing[subject.key]
        if subject.key == SCOPE_FIELD[0]:
            for identity in scope:
                if identity in standing or identity in taken.objects:
                    taken.objects.setdefault(identity, TakenObject()) if not _has_top(taken) else None
        for identity, found in taken.objects.items():
            old = standing.get(identity)
            data = _merged(found.data, old.data if old else {}, taken)
            if subject.key == SCOPE_FIELD[0]:
                _take_scope(data, old.data if old else {}, scope.get(identity))
                _name_officials(data)
            self._object(subject, identity, old, data, found)
        if subject.identity and _has_top(taken):
            for identity in held:
                if identity in standing and identity not in taken.objects:
                    self._removed(subject, identity, standing[identity])

    def _object(
        self, subject: Subject, identity: Identity, old: Standing | None, data: dict[str, Any], found: TakenObject
    ) -> None:
        if subject.key == "override" and not self._is_inside(identity[0], found):
            return
        model, wrong = validate(subject.model, data, Path(self.book.where), (), self._locator(found))
        self.diagnostics += wrong
        if model is None:
            return
        new = plain_of(model)
        before = old.data if old else None
        if new == before:
            return
        file = old.file if old else new_file(self.loaded, subject, identity, model)  # type: ignore[arg-type]
        changes = tuple(changes_between(subject.model, before or {}, new))
        kind = ChangeKind.CHANGED if old else ChangeKind.ADDED
        self.changes.append(ObjectChange(kind, subject.title, self._name(subject, identity, data), file, changes))
        self.files[file].append(_Wanted(old, new, identity))

    def _removed(self, subject: Subject, identity: Identity, old: Standing) -> None:
        changes = tuple(changes_between(subject.model, old.data, {}))
        self.changes.append(
            ObjectChange(ChangeKind.REMOVED, subject.title, self._name(subject, identity, old.data), old.file, changes)
        )
        self.files[old.file].append(_Wanted(old, None, identity))

    def _name(self, subject: Subject, identity: Identity, data: dict[str, Any]) -> str:
        label = labels_of(self.loaded.catalogue, subject).get(identity) or ""
        if not label and isinstance(names := data.get("names"), list) and names:
            label = names[-1].get("name", "") if isinstance(names[-1], dict) else str(names[-1])
        return " ".join(filter(None, (*identity, label)))

    def _is_inside(self, name: str, found: TakenObject) -> bool:
        """True if a file of overrides lies where they are read: below their folder, as .yaml."""
        folder = (self.loaded.root / self.loaded.settings.folders.overrides).resolve()
        target = (self.loaded.root / name).resolve()
        if target.is_relative_to(folder) and target.suffix == ".yaml" and target != folder:
            return True
        fact = say("«{value}» is no file of local differences.", value=name[:60])
        example = f"{self.loaded.settings.folders.overrides}/29104.yaml"
        advice = say("Write for example: {asked}.", asked=example)
        self.diagnostics.append(Diagnostic("XLS026", "file-outside", Severity.ERROR, self._at(found, (FILE,)), fact, advice))
        return False

    def _at(self, found: TakenObject, path: Sequence[str | int]) -> Location:
        for length in range(len(path), -1, -1):
            if (place := found.places.get(tuple(path[:length]))) is not None:
                sheet = self.book.sheet(place[0])
                return Location(self.book.where, within=sheet.place(place[1], place[2]) if sheet else place[0])
        return Location(self.book.where)

    def _locator(self, found: TakenObject) -> Any:
        return lambda file, path=(), key=False: self._at(found, path)


def _has_top(taken: Taken) -> bool:
    return any(not table.path for table in taken.tables)


def _merged(data: dict[str, Any], old: dict[str, Any], taken: Taken) -> dict[str, Any]:
    """Return what a workbook says, and what stands where it has no sheet for it."""
    present = {table.path for table in taken.tables}
    if () in present:
        merged = dict(data)
        for table in taken.subject.tables:
            if table.path and table.path not in present and len(table.above) == 1:
                _put(merged, table.path, value_at(old, table.path))
    else:
        merged = copy.deepcopy(old)
        for table in taken.subject.tables:
            if table.path in present and len(table.above) == 1:
                _put(merged, table.path, value_at(data, table.path) or [])
    for table in taken.subject.tables:
        if len(table.above) > 1 and table.path not in present:
            _carry(merged, old, table)
    return merged


def _put(data: dict[str, Any], path: Sequence[str], value: Any) -> None:
    if value is None:
        return
    for step in path[:-1]:
        data = data.setdefault(step, {})
    data[path[-1]] = value


def _carry(data: Any, old: Any, table: Table) -> None:
    """Keep the lists inside entries that have no sheet, entry by entry in their order."""
    parents = [(data, old)]
    for shape in table.above[1:]:
        parents = [
            pair
            for new, before in parents
            for pair in zip(value_at(new, shape.path) or (), value_at(before, shape.path) or (), strict=False)
            if all(isinstance(each, dict) for each in pair)
        ]
    for new, before in parents:
        _put(new, table.shape.path, value_at(before, table.shape.path))


def _take_scope(data: dict[str, Any], old: dict[str, Any], said: tuple[set[str], set[str]] | None) -> None:
    """Put what the sheet of procedures says into a unit; codes that have no row there stay."""
    before = list(value_at(old, SCOPE_FIELD[1]) or ())
    if said is not None:
        excluded, rows = said
        kept = [code for code in before if code in excluded or code not in rows]
        before = kept + sorted(excluded - set(kept))
    if before:
        data[SCOPE_FIELD[1][0]] = before


def _name_officials(data: dict[str, Any]) -> None:
    """Give new officials a key made of their name, and find whom an assignment names by full name."""
    officials = [each for each in data.get("officials", []) if isinstance(each, dict)]
    used = {each.get("key") for each in officials}
    for each in officials:
        if "key" not in each and each.get("full_name"):
            base = ascii_slug(each["full_name"]).replace("-", "_")
            key, number = base, 2
            while key in used:
                key, number = f"{base}_{number}", number + 1
            used.add(key)
            each["key"] = key
    by_name: dict[str, list[str]] = defaultdict(list)
    for each in officials:
        by_name[tone_folded(each.get("full_name", ""))].append(each.get("key", ""))
    for each in data.get("assignments", []):
        named = by_name.get(tone_folded(each.get("official", ""))) if isinstance(each, dict) else None
        if named and len(named) == 1 and each["official"] not in used:
            each["official"] = named[0]


# ---- writing


def _write(loaded: Workspace, merger: _Merger) -> tuple[Path, ...]:
    texts = {file: _text_of(loaded, file, wanted) for file, wanted in merger.files.items()}
    write_together(texts)
    return tuple(texts)


def _text_of(loaded: Workspace, file: Path, wanted: list[_Wanted]) -> str | None:
    try:
        if wanted[0].old is not None and wanted[0].old.key is not None:
            return _list_text(file, wanted[0].old.key, wanted)
        only = wanted[0]
        if only.new is None:
            return None
        if only.old is None:
            if file.name == "positions.yaml":
                return _list_text(file, "positions", wanted)
            heading = (str(say("Taken from an Excel workbook; add the source.")),)
            return fresh_text(only.new, heading)
        return edited(read_text(file), only.new, only.old.data)
    except UneditableFileError as cause:
        raise OutputError(
            say("«{path}» is written in a way that cannot be changed in place.", path=str(file)),
            say("Write it in the usual form (see docs/workspace.md), then run the command again."),
        ) from cause


def _list_text(file: Path, key: str, wanted: list[_Wanted]) -> str:
    """Return the text of a file of entries with some changed, added or removed."""
    text = read_text(file)
    raw = read_yaml(file)
    changed = {each.identity[0]: each for each in wanted}
    old_items, new_items = [], []
    for item in raw[key]:
        found = changed.pop(str(item.get("key")), None)
        before = found.old.data if found is not None and found.old is not None else item
        old_items.append(before)
        if found is None:
            new_items.append(before)
        elif found.new is not None:
            new_items.append(found.new)
    new_items += [each.new for each in changed.values() if each.new is not None]
    return edited(text, {key: new_items}, {key: old_items})
