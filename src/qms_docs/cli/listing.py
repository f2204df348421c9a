"""Lists of what a workspace holds: as rows, then as a table or as plain columns."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any, TextIO

from rich.cells import cell_len
from rich.table import Table

from ..diagnostics import Message, say
from ..domain.catalogue import Catalogue
from ..domain.dated import in_force
from ..domain.document import DocumentScope
from ..domain.units import Commune
from .output import console_for

Row = dict[str, Any]

_COLUMNS: dict[str, dict[str, Message]] = {
    "communes": {
        "code": say("Code"),
        "kind": say("Kind"),
        "name": say("Name"),
        "district": say("(Old) district"),
        "province": say("Province"),
    },
    "procedures": {"code": say("Code"), "sheet_code": say("Sheet"), "field": say("Field"), "name": say("Name")},
    "kinds": {"key": say("Key"), "scope": say("One for each"), "code_pattern": say("Code"), "title": say("Title")},
    "templates": {"kind": say("Kind"), "file": say("File"), "exists": say("Present")},
}
_KIND_KEYS = {"key", "title", "scope", "template", "code_pattern"}
_WORDS = {"commune": say("unit"), "procedure": say("procedure"), "year": say("year"), True: say("yes"), False: say("NO")}


def rows_of(what: str, catalogue: Catalogue, templates: Path, communes: Sequence[Commune], day: date) -> list[Row]:
    """Return the facts of a list as plain values; `communes` are those already chosen."""
    if what == "communes":
        return [_commune_row(catalogue, commune, day) for commune in communes]
    if what == "procedures":
        return _procedure_rows(catalogue, day)
    if what == "kinds":
        return [kind.model_dump(mode="json", include=_KIND_KEYS) for kind in catalogue.kinds.values()]
    return [
        {"kind": kind.key, "file": f"{templates.name}/{kind.template}", "exists": (templates / kind.template).is_file()}
        for kind in catalogue.kinds.values()
    ]


def _commune_row(catalogue: Catalogue, commune: Commune, day: date) -> Row:
    name = commune.name_on(day)
    district = catalogue.district_code(commune, day)
    province = catalogue.province_on(commune, day)
    return {
        "code": commune.code,
        "name": name.name if name else "",
        "kind": name.kind.value if name else "",
        "district": (catalogue.district_name(district) or district) if district else "",
        "province": province.name if province else "",
        "id": commune.id,
    }


def _procedure_rows(catalogue: Catalogue, day: date) -> list[Row]:
    sheet = next((kind for kind in catalogue.kinds.values() if kind.scope is DocumentScope.PROCEDURE), None)
    order = {key: place for place, key in enumerate(catalogue.fields)}
    procedures = sorted(
        in_force(catalogue.procedures.values(), day), key=lambda item: (order.get(item.field, len(order)), item.sheet_number)
    )
    shared = {each.code: group.process for group in catalogue.shared_among(procedures) for each in group.procedures}
    rows = []
    for item in procedures:
        field = catalogue.fields.get(item.field)
        process = shared.get(item.code)
        kind, number = (sheet, item.sheet_number)
        if process is not None and not process.separate_sheets:
            kind, number = (catalogue.shared_kind, process.number)
        code = kind.code_for(field.code, number) if kind and field else ""
        named = field.name if field else item.field
        rows.append({"code": item.code, "name": item.name_on(day), "field": named, "sheet_code": code})
    return rows


def print_rows(what: str, rows: Sequence[Row], stream: TextIO) -> None:
    """Print a table on a terminal; elsewhere plain columns, one line for each row, nothing shortened."""
    columns = _COLUMNS[what]
    texts = [[_cell(row[key]) for key in columns] for row in rows]
    print_table([str(title) for title in columns.values()], texts, stream)
    if stream.isatty():
        print(say("{count} entries", count=len(rows)), file=stream)


def print_table(titles: list[str], texts: list[list[str]], stream: TextIO) -> None:
    """Print a table on a terminal, plain columns elsewhere."""
    if stream.isatty():
        console_for(stream).print(_table(titles, texts))
    else:
        print(*_plain([titles, *texts]), sep="\n", file=stream)


def _cell(value: Any) -> str:
    return str(_WORDS.get(value, value))


def _table(titles: list[str], texts: list[list[str]]) -> Table:
    table = Table(box=None, pad_edge=False, header_style="bold")
    for place, title in enumerate(titles):
        is_last = place == len(titles) - 1
        widest = max((cell_len(row[place]) for row in texts), default=0)
        table.add_column(title, overflow="fold", no_wrap=not is_last and widest <= 24)
    for row in texts:
        table.add_row(*row)
    return table


def _plain(lines: list[list[str]]) -> list[str]:
    widths = [max(cell_len(line[place]) for line in lines) for place in range(len(lines[0]))]
    return [
        "  ".join(text + " " * (width - cell_len(text)) for text, width in zip(line, widths, strict=True)).rstrip()
        for line in lines
    ]
