"""Whatever file the national database's records come in, recognised by what it holds.

In: bytes of strangers. Out: `PortalFile`: records, diagnostics. Touches: nothing.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from ...diagnostics import Diagnostic, Location, Severity, say
from ...errors import SpreadsheetError, TemplateError
from ...spreadsheet.reading import read_book
from .api_json import is_formality, is_one_stop, read_formality, read_one_stop
from .books import is_portal_book, read_portal_book
from .page_json import is_page, read_page
from .record import PortalRecord

MAX_JSON = 64 * 2**20
MAX_RECORDS = 20_000
_MAX_DEPTH = 60
_ZIP, _COMPOUND = b"PK\x03\x04", bytes.fromhex("d0cf11e0a1b11ae1")
_LISTS = ("data", "content", "items", "result", "results", "records", "rows", "thu_tuc", "DATA", "RESULT")


@dataclass
class PortalFile:
    """The records of a file; `format` is A to F as docs/import.md names them, empty where none was recognised."""

    source: str
    format: str = ""
    records: list[PortalRecord] = field(default_factory=list)
    diagnostics: list[Diagnostic] = field(default_factory=list)


def needs_office(data: bytes) -> bool:
    """True for an old Word file, or one of another kind that LibreOffice turns into a .docx."""
    head = data[:4096].lstrip()
    return (
        data.startswith(_COMPOUND)
        or head[:5].lower() == b"{\\rtf"
        or head[:9].lower() in (b"<!doctype", b"<html xml")
        or head[:5].lower() == b"<html"
    )


def read_portal_file(data: bytes, source: str) -> PortalFile:
    """Return the records of a .json, .xlsx or .docx file; what is none of them is told, never raised."""
    found = PortalFile(source)
    if data.startswith(_ZIP):
        _read_package(found, data)
    else:
        _read_json(found, data)
    if not found.records and not found.diagnostics:
        _tell(found, "IMP001", "no-record", say("No record of a procedure was recognised in the file."))
    if len(found.records) > MAX_RECORDS:
        del found.records[MAX_RECORDS:]
        _tell(found, "IMP002", "source-broken", say("The file holds more than {count} records.", count=MAX_RECORDS))
    return found


def _tell(found: PortalFile, code: str, name: str, fact: Any, within: str | None = None) -> None:
    advice = say("Export it again from the portal, or see docs/import.md for the forms that are read.")
    found.diagnostics.append(Diagnostic(code, name, Severity.ERROR, Location(found.source, within=within), fact, advice))


def _read_package(found: PortalFile, data: bytes) -> None:
    if b"word/document.xml" in data:
        from ...templating.content import read_content  # the press is heavy, and most records come as JSON
        from .words import is_decision, is_detail, read_decision, read_detail

        try:
            content = read_content(data, found.source)
        except TemplateError as broken:
            _tell(
                found,
                "IMP002",
                "source-broken",
                say("The file cannot be read: {reason}", reason=str(broken.fact)),
                broken.location.within,
            )
            return
        if is_detail(content):
            found.format = "C"
            found.records.append(read_detail(content, found.source))
        elif is_decision(content):
            found.format = "F"
            found.records += read_decision(content, found.source)
        return
    try:
        book = read_book(data, found.source)
    except SpreadsheetError as refused:
        found.diagnostics.append(refused.diagnostic)
        return
    if is_portal_book(book):
        found.format = "B" if len(book.sheets) > 1 else "A"
        found.records += read_portal_book(book, found.source)


def _read_json(found: PortalFile, data: bytes) -> None:
    if len(data) > MAX_JSON:
        _tell(found, "IMP002", "source-broken", say("The file is larger than {limit} MiB.", limit=MAX_JSON >> 20))
        return
    try:
        value = json.loads(data.decode("utf-8-sig"), parse_constant=str)
    except UnicodeDecodeError:
        _tell(found, "IMP002", "source-broken", say("The file is not UTF-8 text, a workbook or a Word file."))
        return
    except (ValueError, RecursionError) as cause:
        line = getattr(cause, "lineno", None)
        _tell(found, "IMP002", "source-broken", say("The file cannot be read as JSON."), f"dòng {line}" if line else None)
        return
    for record, kind in _records(value, found.source, "$", 0):
        found.records.append(record)
        found.format = kind
        if len(found.records) > MAX_RECORDS:
            break


def _records(value: Any, source: str, place: str, depth: int) -> Iterator[tuple[PortalRecord, str]]:
    """Yield the records of a JSON value, wherever lists and envelopes hold them."""
    if depth > _MAX_DEPTH:
        return
    if isinstance(value, list):
        for number, each in enumerate(value):
            yield from _records(each, source, f"{place}[{number}]", depth + 1)
    elif is_page(value):
        yield read_page(value, source, place), "D"
    elif is_one_stop(value):
        yield read_one_stop(value, source, place), "E"
    elif is_formality(value):
        yield read_formality(value, source, place), "D"
    elif isinstance(value, Mapping):
        for key in _LISTS:
            if isinstance(value.get(key), (list, Mapping)):
                yield from _records(value[key], source, f"{place}.{key}", depth + 1)
