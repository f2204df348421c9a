"""The work of a worker: words, filling, a file that waits for its name. Made once per process, then told what to make.

In: documents to make. Out: files that wait, what was read for them; or why one could not be made. Touches: the output folder.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from ..domain.artifacts import DocumentJob, FailedDocument
from ..domain.catalogue import Catalogue
from ..errors import FillError
from ..publish import Waiting
from ..publish.folder import write_waiting
from ..publish.journal import PackedRead, packed_read
from ..settings import Settings

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
    """What a worker needs: the facts, the templates, the day, the output folder."""

    catalogue: Catalogue
    settings: Settings
    templates: Path
    day: date
    year: int
    out: Path


class _Worker:
    press: Press
    out: Path
    sent: set[str]


def prepare(workshop: Workshop) -> None:
    """Make this process a worker."""
    from ..render import Press

    _Worker.press = Press(workshop.catalogue, workshop.settings, workshop.templates, workshop.day, workshop.year)
    _Worker.out = workshop.out
    _Worker.sent = set()


def make(orders: tuple[Order, ...]) -> tuple[Outcome, ...]:
    """Make the documents; a failure is told and stops no other. Raises TemplateError for an unsound template, OutputError."""
    return tuple(_make(order) for order in orders)


def _make(order: Order) -> Outcome:
    try:
        document, read = _Worker.press.render_and_record(order.job)
    except (FillError, LookupError) as cause:
        return FailedDocument(order.job, str(cause))
    waiting = None
    if document.sha256 != order.standing:
        waiting = write_waiting(_Worker.out, order.job.path, document.data)
    template = _Worker.press.template(order.job.kind).sha256
    return Made(order, document.sha256, template, packed_read(read, _Worker.sent), waiting)
