"""Many PDF files become one binder: bookmarks, blank pages for duplex, a QR code on each sheet, what is laid over all of them.

In: proven PDF bytes. Out: the binder, the same bytes for the same input. Touches: nothing.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

import pikepdf
import segno

_POINT = Decimal(72) / Decimal("25.4")
_QR_SIDE, _QR_LEFT, _QR_BOTTOM = 11, 6, 6
"""Millimetres: a code in the corner of the binding margin, where no document prints."""
A4 = (595, 842)


@dataclass(frozen=True)
class BoundPart:
    """A document, or a sheet between documents: its title, its level among the bookmarks, its pages, the text of its QR code."""

    title: str
    level: int
    data: bytes
    code: str = ""
    pages: tuple[int, int] | None = None
    """First and last page taken, from 0, the last one not included; all of them where nothing is said."""


def sheets_of(parts: Sequence[BoundPart], counts: Sequence[int], duplex: bool) -> tuple[list[int], int]:
    """Return the sheet, from 1, on which each part begins, and how many there are; with `duplex` each begins on a right page."""
    begins, sheet = [], 1
    for count in counts:
        if duplex and sheet % 2 == 0:
            sheet += 1
        begins.append(sheet)
        sheet += count
    return begins, sheet - 1


def bind(parts: Sequence[BoundPart], duplex: bool = False, overlay: bytes | None = None) -> bytes:
    """Return the binder; the nth page of `overlay` is laid over its nth sheet."""
    binder = pikepdf.new()
    begins: list[int] = []
    for part in parts:
        with pikepdf.open(io.BytesIO(part.data)) as source:
            if duplex and len(binder.pages) % 2 == 1:
                binder.add_blank_page(page_size=A4)
            begins.append(len(binder.pages))
            first, last = part.pages or (0, len(source.pages))
            for page in source.pages[first:last]:
                binder.pages.append(page)
            if part.code:
                drawing = _qr_drawing(part.code)
                for page in binder.pages[begins[-1] :]:
                    page.contents_add(binder.make_stream(drawing))
    if overlay is not None:
        with pikepdf.open(io.BytesIO(overlay)) as above:
            for page, over in zip(binder.pages, above.pages, strict=False):
                page.add_overlay(over, None)
    _add_bookmarks(binder, parts, begins)
    binder.Root.PageMode = pikepdf.Name.UseOutlines
    out = io.BytesIO()
    binder.save(out, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return out.getvalue()


def _add_bookmarks(binder: pikepdf.Pdf, parts: Sequence[BoundPart], begins: Sequence[int]) -> None:
    with binder.open_outline() as outline:
        above: pikepdf.OutlineItem | None = None
        for part, begin in zip(parts, begins, strict=True):
            item = pikepdf.OutlineItem(part.title, begin)
            if part.level == 0 or above is None:
                outline.root.append(item)
                above = item
            else:
                above.children.append(item)


def _qr_drawing(text: str) -> bytes:
    """Return the drawing of a QR code as filled squares, black on white."""
    matrix = segno.make(text, error="m", micro=False).matrix
    side = Decimal(_QR_SIDE) * _POINT / len(matrix)
    left, top = Decimal(_QR_LEFT) * _POINT, Decimal(_QR_BOTTOM + _QR_SIDE) * _POINT
    lines = ["q 1 g", f"{left:.2f} {top - side * len(matrix):.2f} {side * len(matrix):.2f} {side * len(matrix):.2f} re f", "0 g"]
    for row, cells in enumerate(matrix):
        for column, dark in enumerate(cells):
            if dark:
                lines.append(f"{left + side * column:.2f} {top - side * (row + 1):.2f} {side:.3f} {side:.3f} re")
    return "\n".join([*lines, "f Q"]).encode("ascii")
