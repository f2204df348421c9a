"""Only the PDF itself proves that there is one: its head, its tail, its pages, its fonts. The same input gives the same bytes.

In: PDF bytes as LibreOffice wrote them. Out: facts, and the bytes with what changes from run to run set right. Touches: nothing.
"""

from __future__ import annotations

import io
import struct
from dataclasses import dataclass
from typing import Any

import pikepdf

_DATE = "D:20000101000000Z"
_XMP_DATE = "2000-01-01T00:00:00+00:00"


class UnsoundPdfError(Exception):
    """Bytes that are no sound PDF; the text says why."""


@dataclass(frozen=True)
class PdfFacts:
    """What was found in a PDF: pages, and the fonts in it."""

    pages: int
    fonts: tuple[str, ...]


def proven(data: bytes) -> tuple[bytes, PdfFacts]:
    """Return the PDF with its dates and names fixed, and its facts; raises UnsoundPdfError where it is no sound PDF."""
    if not data.startswith(b"%PDF-") or b"%%EOF" not in data[-1024:]:
        raise UnsoundPdfError("not a whole PDF")
    try:
        with pikepdf.open(io.BytesIO(data)) as pdf:
            facts = PdfFacts(len(pdf.pages), _fonts(pdf))
            if not facts.pages:
                raise UnsoundPdfError("no page")
            return _fixed(pdf), facts
    except pikepdf.PdfError as cause:
        raise UnsoundPdfError(str(cause)) from cause


def _fonts(pdf: pikepdf.Pdf) -> tuple[str, ...]:
    """Return the names of the fonts; raises UnsoundPdfError for one that is not embedded: it would print as another."""
    names: set[str] = set()
    for item in pdf.objects:
        if isinstance(item, pikepdf.Dictionary) and item.get("/Type") == "/FontDescriptor":
            name = str(item.get("/FontName", "?")).lstrip("/").split("+")[-1]
            if not any(key in item for key in ("/FontFile", "/FontFile2", "/FontFile3")):
                raise UnsoundPdfError(f"font {name} is not embedded")
            names.add(name)
    return tuple(sorted(names))


def _fixed(pdf: pikepdf.Pdf) -> bytes:
    info: Any = pdf.docinfo
    for key in ("/CreationDate", "/ModDate"):
        if key in info:
            info[key] = _DATE
    if "/Metadata" in pdf.Root:
        with pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as meta:
            for key in ("xmp:CreateDate", "xmp:ModifyDate", "xmp:MetadataDate"):
                if key in meta:
                    meta[key] = _XMP_DATE
    for key in ("/DocChecksum", "/ID"):
        if key in pdf.trailer:
            del pdf.trailer[key]
    for item in pdf.objects:
        if isinstance(item, pikepdf.Stream) and "/N" in item:
            _fix_colours(item)
    out = io.BytesIO()
    pdf.save(out, deterministic_id=True, linearize=False)
    return out.getvalue()


def _fix_colours(stream: pikepdf.Stream) -> None:
    """Fix the date in a colour profile, which LibreOffice makes anew for each PDF/A (ICC.1:2010, 7.2: bytes 24 to 35)."""
    data = stream.read_bytes()
    if data[36:40] == b"acsp":
        stream.write(data[:24] + struct.pack(">6H", 2000, 1, 1, 0, 0, 0) + data[36:])
