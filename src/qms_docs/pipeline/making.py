"""The work of a worker: words, filling, a file that waits for its name. Made once per process, then told what to make.

In: documents to make. Out: files that wait, what was read for them; or why one could not be made. Touches: the output folder.
Workers share no memory, and on a cluster no disk: all they need travels in a `Workshop`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from ..domain.artifacts import DocumentJob, FailedDocument, RenderedDocument
from ..domain.catalogue import Catalogue
from ..errors import FillError, NameTooLongError
from ..publish import Waiting, Writer, writer_of
from ..publish.journal import PackedRead, packed_read
from ..settings import Settings
from ..storage import Place

if TYPE_CHECKING:
    from ..render import Press


@dataclass(frozen=True, slots=True)
class Order:
    """A document to make; `standing` is the SHA-256 of the sound file that bears its name, empty where there is none."""

    job: DocumentJob
    facts: str
    standing: str = ""


@dataclass(frozen=True, slots=True)
class Made:
    """A document that is made; `waiting` is None where its bytes are those that stand already."""

    order: Order
    sha256: str
    template_sha256: str
    read: PackedRead
    waiting: Waiting | None


Outcome = Made | FailedDocument


@dataclass(frozen=True)
class Workshop:
    """What a worker needs: facts, templates (by name where their folder is out of reach), day, output folder if in reach."""

    catalogue: Catalogue
    settings: Settings
    folder: Path
    templates: Mapping[str, bytes] | None
    day: date
    year: int
    out: Place | None
    cache: Path | None = None


class _Worker:
    press: Press
    writer: Writer
    sent: set[str]


def prepare(workshop: Workshop) -> None:
    """Make this process a worker."""
    from ..render import Press

    facts = (workshop.catalogue, workshop.settings, workshop.folder, workshop.day, workshop.year)
    _Worker.press = Press(*facts, carried=workshop.templates, cache=workshop.cache)
    _Worker.writer = writer_of(workshop.out)
    _Worker.sent = set()


def make(orders: tuple[Order, ...]) -> tuple[Outcome, ...]:
    """Make the documents; a failure is told and stops no other. Raises TemplateError for an unsound template, OutputError."""
    made = [_filled(order) for order in orders]
    files = [
        (order.job.path, each[0].data)
        for order, each in zip(orders, made, strict=True)
        if isinstance(each, tuple) and each[0].sha256 != order.standing
    ]
    waiting = _written(files)
    return tuple(
        each if isinstance(each, FailedDocument) else _outcome(order, *each, waiting.get(order.job.path))
        for order, each in zip(orders, made, strict=True)
    )


def _filled(order: Order) -> tuple[RenderedDocument, PackedRead] | FailedDocument:
    try:
        document, read = _Worker.press.render_and_record(order.job)
    except (FillError, LookupError) as cause:
        return FailedDocument(order.job, str(cause))
    return document, packed_read(read, _Worker.sent)


def _written(files: list[tuple[str, bytes]]) -> dict[str, Waiting | NameTooLongError]:
    try:
        return {each.path: each for each in _Worker.writer.write(files)}
    except NameTooLongError as cause:
        if len(files) == 1:
            return {files[0][0]: cause}
    return {path: each for file in files for path, each in _written([file]).items()}


def _outcome(order: Order, document: RenderedDocument, read: PackedRead, written: Waiting | NameTooLongError | None) -> Outcome:
    if isinstance(written, NameTooLongError):
        return FailedDocument(order.job, str(written.fact))
    template = _Worker.press.template(order.job.kind).sha256
    return Made(order, document.sha256, template, read, written)
