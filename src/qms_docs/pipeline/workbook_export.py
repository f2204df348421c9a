"""A workspace's data written into an Excel workbook."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from ..diagnostics import say
from ..domain.artifacts import BuildRequest
from ..errors import OutputError, RequestError
from ..exchange.filling import SCHEMA, SCOPE_FIELD, VERSION, Exported, sheets_of, value_at
from ..exchange.guide import GUIDE
from ..exchange.scope import ScopeUnit, scope_sheet
from ..exchange.subjects import SUBJECTS, Subject, Table
from ..exchange.taking import Identity
from ..load import load_workspace
from ..plan import select_communes
from ..spreadsheet.forms import FormSheet, forms_workbook
from .workbook_objects import choices_of, fingerprint, labels_of, names_of, standing_objects

_SCHEMA_TITLES = ("version", "workspace", "subjects", "identities")


@dataclass(frozen=True)
class WorkbookExport:
    """A workbook written: its file, how many sheets and rows it has."""

    file: Path
    sheets: int
    rows: int


def export_workbook(
    workspace: Path | str,
    file: Path,
    day: date,
    communes: tuple[str, ...] = (),
    districts: tuple[str, ...] = (),
    subjects: tuple[str, ...] = (),
    everything: bool = False,
    force: bool = False,
) -> WorkbookExport:
    """Write the data of a workspace into an Excel workbook; `subjects` are keys of `SUBJECTS`, by default those people fill in.

    Raises RequestError for a unit or subject that does not exist, OutputError where the file cannot be written,
    MissingProgramError without openpyxl.
    """
    if file.exists() and not force:
        raise OutputError(say("«{path}» exists already.", path=str(file)), say("Name another file, or add --force."))
    loaded = load_workspace(Path(workspace))
    for key in subjects:
        if key not in SUBJECTS:
            raise RequestError(
                say("There is no subject «{name}».", name=key), say("Choose one of: {expected}.", expected=", ".join(SUBJECTS))
            )
    catalogue = loaded.catalogue
    chosen = select_communes(catalogue, BuildRequest(loaded.root, day, loaded.root, communes, districts))
    codes = {(each.code, each.valid_from.isoformat() if each.valid_from else "") for each in chosen}
    standing = standing_objects(loaded)
    names = names_of(catalogue)
    choices = choices_of(catalogue, names)
    sheets: list[FormSheet] = []
    held: dict[str, list[list[str]]] = {}
    for subject in SUBJECTS.values():
        tables = _tables(subject, subjects, everything)
        if not tables:
            continue
        objects = {
            identity: each.data for identity, each in standing[subject.key].items() if _is_chosen(subject, identity, codes)
        }
        labels = labels_of(catalogue, subject)
        held[subject.key] = [list(identity) for identity in objects]
        exported = Exported(subject, objects, labels, tables)
        sheets += sheets_of(exported, names, choices)
        if subject.key == SCOPE_FIELD[0]:
            units = [
                ScopeUnit(identity, labels.get(identity, ""), tuple(value_at(data, SCOPE_FIELD[1]) or ()))
                for identity, data in objects.items()
            ]
            procedures = {each.code: each.name_on(day) for each in catalogue.procedures.values() if each.holds_on(day)}
            sheets.append(scope_sheet(units, procedures))
    hidden = {
        SCHEMA: [
            list(_SCHEMA_TITLES),
            [VERSION, fingerprint(loaded), json.dumps(list(held)), json.dumps(held, ensure_ascii=False)],
        ]
    }
    hidden[SCHEMA] = _in_pieces(hidden[SCHEMA])
    data = forms_workbook(GUIDE, sheets, hidden, f"Sổ dữ liệu: {loaded.settings.name}", day)
    try:
        file.write_bytes(data)
    except OSError as cause:
        raise OutputError(
            say("«{path}» cannot be written: {reason}.", path=str(file), reason=cause.strerror), say("Name another folder.")
        ) from cause
    return WorkbookExport(file, len(sheets), sum(len(sheet.rows) for sheet in sheets))


def _tables(subject: Subject, subjects: tuple[str, ...], everything: bool) -> tuple[Table, ...]:
    if everything or subject.key in subjects:
        return subject.tables
    if subjects:
        return ()
    return subject.tables if subject.asked is None else tuple(table for table in subject.tables if table.path in subject.asked)


def _is_chosen(subject: Subject, identity: Identity, codes: set[tuple[str, str]]) -> bool:
    if subject.key == "commune":
        return identity in codes
    return subject.key != "year" or any(code == identity[0] for code, _ in codes)


def _in_pieces(rows: list[list[str]]) -> list[list[str]]:
    """Lay long texts into several cells: one of Excel's holds 32,767 signs."""
    size = 30_000
    return [
        [
            piece
            for text in row
            for piece in ([text] if len(text) <= size else [text[at : at + size] for at in range(0, len(text), size)])
        ]
        for row in rows
    ]


def subject_titles() -> Iterator[tuple[str, str]]:
    """Yield the keys of what can be exported with their Vietnamese names."""
    for key, subject in SUBJECTS.items():
        yield key, subject.title
