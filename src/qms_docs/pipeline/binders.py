"""A commune's documents as one file to print: cover, contents, separators, marks on every sheet."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..diagnostics import Message, say
from ..domain.document import DocumentGroup
from ..domain.vietnamese import lower_first, short_date, two_digits
from ..errors import RequestError
from ..load import Workspace, load_workspace
from ..publish import Row, look_at
from ..publish.folder import publish_file
from ..storage import Place
from .pdf import make_pdfs, pdf_path

if TYPE_CHECKING:
    from ..convert.binding import BoundPart
    from ..render import CommuneContext
    from ..templating.joining_source import JoinedDocument

GROUPS = {
    DocumentGroup.DECISIONS: "A. Quyết định, kế hoạch, công văn, báo cáo",
    DocumentGroup.LEVEL_ONE: "B. Tài liệu cấp một",
    DocumentGroup.SYSTEM_PROCEDURES: "C. Quy trình hệ thống",
    DocumentGroup.PROCEDURE_SHEETS: "D. Quy trình giải quyết thủ tục hành chính",
    DocumentGroup.FORMS: "E. Biểu mẫu và hồ sơ",
}
STAMPS = {"controlled": "BẢN SAO CÓ KIỂM SOÁT SỐ {number}", "expired": "HẾT HIỆU LỰC"}


@dataclass(frozen=True)
class PrintRequest:
    """What is to be printed: of which units, procedures and pack (a group A–E or the code of a field), and how."""

    workspace: Path
    out: Place
    to: Path
    communes: tuple[str, ...] = ()
    procedures: tuple[str, ...] = ()
    pack: str | None = None
    duplex: bool = False
    copies: int = 1
    stamp: str | None = None
    workers: int = 1
    as_word: bool = False
    """One Word file instead of a PDF: nothing is laid over its pages."""


@dataclass(frozen=True)
class Binder:
    """A binder: its file, unit, number of the copy, documents and sheets."""

    file: Path
    commune: str
    copy: int
    documents: int
    sheets: int


def print_binders(request: PrintRequest) -> tuple[Binder, ...]:
    """Make the binders asked for; raises RequestError where nothing fits, MissingProgramError without LibreOffice."""
    loaded = load_workspace(request.workspace)
    rows = _chosen(request, loaded)
    make_pdfs(request.out, {row.commune.split("@")[0] for row in rows}, request.workers)
    made: list[Binder] = []
    for commune, own in groupby(rows, key=lambda row: row.commune):
        made += _of_commune(request, loaded, commune, list(own))
    return tuple(made)


def _chosen(request: PrintRequest, loaded: Workspace) -> list[Row]:
    """Return the rows to print, by unit, then in the order of the kinds; raises RequestError."""
    with look_at(request.out, must_be_built=True).journal_to_look() as journal:
        rows = list(journal.rows())
    kinds = loaded.catalogue.kinds
    order = {key: place for place, key in enumerate(kinds)}
    fields = {field.code: key for key, field in loaded.catalogue.fields.items()}
    pack = (request.pack or "").upper()
    if pack and pack not in {group.value for group in DocumentGroup} and pack not in fields:
        known = ", ".join([*(group.value for group in DocumentGroup), *sorted(fields)])
        raise RequestError(say("There is no pack «{name}».", name=request.pack), say("Choose one of: {names}.", names=known))

    def fits(row: Row) -> bool:
        procedure = loaded.catalogue.procedures.get(row.procedure or "")
        of_pack = (
            not pack or (_group(loaded, row).value == pack) or (procedure is not None and procedure.field == fields.get(pack))
        )
        wanted = not request.communes or row.commune.split("@")[0] in request.communes
        return of_pack and wanted and (not request.procedures or row.procedure in request.procedures)

    found = sorted((row for row in rows if fits(row)), key=lambda row: (row.commune, order.get(row.kind, len(order)), row.path))
    if not found:
        raise RequestError(say("Nothing that was built fits."), say("See qms-docs plan; build first, or ask for less."))
    return found


def _of_commune(request: PrintRequest, loaded: Workspace, identity: str, rows: list[Row]) -> Iterable[Binder]:
    from ..convert.binding import bind, sheets_of
    from ..templating.joining import join_documents

    context = _context(loaded, identity, rows[0])
    with look_at(request.out).journal_to_look() as journal:
        pages = {row.source: row.pages for row in journal.prints()}
    groups = [(group, list(own)) for group, own in groupby(rows, key=lambda row: _group(loaded, row))]
    front_words = _front_words(request, context, groups, None)
    front = _front(request, loaded, context, front_words)
    counts = [front.pages - len(groups)]
    for _, own in groups:
        counts += [1, *(pages[row.path] for row in own)]
    parts = _parts(request, groups, front.data, front.pages)
    begins, sheets = sheets_of(parts, counts, request.duplex)
    code = identity.split("@")[0]
    if request.as_word:
        words = _front_words(request, context, groups, begins[1:])
        data = join_documents(_documents(request, loaded, context, groups, words, front.pages - len(groups), pages))
        yield Binder(_published(request, code, ".docx", data), code, 1, len(rows), sheets)
        return
    front = _front(request, loaded, context, _front_words(request, context, groups, begins[1:]))
    for copy in range(1, request.copies + 1):
        stamp = _stamp(request, copy)
        words = _front_words(request, context, groups, begins[1:]) | {"stamp": stamp}
        own_front = _front(request, loaded, context, words) if stamp else front
        overlay = _overlay(loaded, context, request, f"{code} · {context.unit_words['with_kind']}", stamp, sheets)
        data = bind(_parts(request, groups, own_front.data, own_front.pages), request.duplex, overlay)
        ending = f"-ban-{two_digits(copy)}.pdf" if request.copies > 1 else ".pdf"
        yield Binder(_published(request, code, ending, data), code, copy, len(rows), sheets)


def _published(request: PrintRequest, code: str, ending: str, data: bytes) -> Path:
    file = request.to / f"{code}-{(request.pack or 'tron-bo').lower()}{ending}"
    request.to.mkdir(parents=True, exist_ok=True)
    publish_file(file, data)
    return file


def _documents(
    request: PrintRequest,
    loaded: Workspace,
    context: CommuneContext,
    groups: list[tuple[DocumentGroup, list[Row]]],
    words: dict[str, Any],
    front_pages: int,
    pages: dict[str, int],
) -> list[JoinedDocument]:
    """Return the Word files of a binder in their order: cover and contents, then each group behind its separator."""
    from ..templating.joining_source import JoinedDocument

    output = look_at(request.out)
    front = _filled(loaded, context, "binder.docx", {"binder": words | {"separators": []}})
    documents = [JoinedDocument("binder.docx", front, front_pages)]
    for shown, (group, rows) in zip(words["groups"], groups, strict=True):
        alone = words | {"is_front": False, "separators": [shown]}
        separator = _filled(loaded, context, "binder.docx", {"binder": alone})
        documents.append(JoinedDocument(GROUPS[group], separator, 1))
        documents += [JoinedDocument(row.path, output.read(row.path), pages.get(row.path)) for row in rows]
    return documents


def _group(loaded: Workspace, row: Row) -> DocumentGroup:
    """Return the group of a document; what is of no group is printed with the forms."""
    kind = loaded.catalogue.kinds.get(row.kind)
    return (kind.group if kind else None) or DocumentGroup.FORMS


def _context(loaded: Workspace, identity: str, row: Row) -> CommuneContext:
    from datetime import date

    from ..render import CommuneContext

    day = date.fromisoformat(row.as_of)
    commune = next(each for each in loaded.catalogue.communes if each.id == identity)
    return CommuneContext(loaded.catalogue, loaded.settings, day, day.year, commune)


def _stamp(request: PrintRequest, copy: int) -> str:
    return STAMPS[request.stamp].format(number=two_digits(copy)) if request.stamp else ""


def _parts(
    request: PrintRequest, groups: list[tuple[DocumentGroup, list[Row]]], front: bytes, front_pages: int
) -> list[BoundPart]:
    from ..convert.binding import BoundPart

    output, contents = look_at(request.out), front_pages - len(groups)
    parts = [BoundPart("Mục lục", 0, front, pages=(0, contents))]
    for place, (group, rows) in enumerate(groups):
        parts.append(BoundPart(GROUPS[group], 0, front, pages=(contents + place, contents + place + 1)))
        for row in rows:
            data = output.read(pdf_path(row))
            parts.append(BoundPart(f"{row.code} {row.title}", 1, data, mark_of(row)))
    return parts


def mark_of(row: Row) -> str:
    """Return what the QR code of a document says: unit, code, issue and revision, day, first digits of its SHA-256."""
    return f"QMS:{row.commune.split('@')[0]}/{row.code}/{row.revision}/{row.as_of}/{row.sha256[:12]}"


def _front_words(
    request: PrintRequest, context: CommuneContext, groups: list[tuple[DocumentGroup, list[Row]]], begins: list[int] | None
) -> dict[str, Any]:
    sheets = iter(begins or [9999] * (len(groups) + sum(len(rows) for _, rows in groups)))
    shown = []
    for group, rows in groups:
        page = next(sheets)
        lines = [{"code": row.code, "title": row.title, "page": str(next(sheets))} for row in rows]
        shown.append({"title": GROUPS[group], "count": two_digits(len(rows)), "page": str(page), "rows": lines})
    count = sum(len(rows) for _, rows in groups)
    return {
        "title": _title(request, context, [group for group, _ in groups]),
        "count": two_digits(count),
        "day": short_date(context.day),
        "stamp": _stamp(request, 1),
        "groups": shown,
        "separators": shown,
        "is_front": True,
    }


def _title(request: PrintRequest, context: CommuneContext, groups: list[DocumentGroup]) -> str:
    """Return what the cover says the binder holds."""
    if request.procedures:
        return "Tài liệu theo thủ tục"
    field = next((each for each in context.catalogue.fields.values() if each.code == (request.pack or "").upper()), None)
    if field is not None:
        return f"Lĩnh vực {lower_first(field.name)}"
    return GROUPS[groups[0]] if len(groups) == 1 else "Toàn bộ tài liệu"


@dataclass(frozen=True)
class _Made:
    data: bytes
    pages: int


def _front(request: PrintRequest, loaded: Workspace, context: CommuneContext, words: dict[str, Any]) -> _Made:
    return _converted(loaded, context, "binder.docx", {"binder": words})


def _overlay(loaded: Workspace, context: CommuneContext, request: PrintRequest, label: str, stamp: str, sheets: int) -> bytes:
    words = {"label": label, "stamp": stamp, "sheets": [{"blank": ""}] * sheets}
    return _converted(loaded, context, "binder_overlay.docx", {"overlay": words}).data


def _filled(loaded: Workspace, context: CommuneContext, template: str, own: dict[str, Any]) -> bytes:
    from ..templating.confinement import open_template

    words = {**context.shared_words, "document": context.control_words("", "Tập tài liệu"), **own}
    return open_template(loaded.templates / template, template).fill(words)


def _converted(loaded: Workspace, context: CommuneContext, template: str, own: dict[str, Any]) -> _Made:
    from ..convert import convert

    with tempfile.TemporaryDirectory(prefix="qms-docs-binder-") as folder:
        path = Path(folder) / "binder.docx"
        path.write_bytes(_filled(loaded, context, template, own))
        (made,) = convert([path], limit=300)
    if made.reason is not None or made.facts is None:
        raise RequestError(made.reason or Message(""), say("Check the template «{file}».", file=template))
    return _Made(made.data, made.facts.pages)
