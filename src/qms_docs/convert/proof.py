"""Only the PDF itself proves that there is one: its head, its tail, its pages, its fonts. The same input gives the same bytes.

In: a PDF file as LibreOffice wrote it. Out: facts, and its bytes with what changes from run to run set right.
Touches: a file beside it.
"""

from __future__ import annotations

import io
import re
import struct
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pikepdf

_HEAD, _TAIL = b"%PDF-", 1024
_END = re.compile(rb"startxref\s+\d+\s+%%EOF\s*$")
_DATE = "D:20000101000000Z"
_XMP_DATE = "2000-01-01T00:00:00+00:00"


class UnsoundPdfError(Exception):
    """Bytes that are no sound PDF; the text says why."""


@dataclass(frozen=True)
class PdfFacts:
    """What was found in a PDF: pages, and the fonts in it."""

    pages: int
    fonts: tuple[str, ...]


def proven(file: Path) -> tuple[bytes, PdfFacts]:
    """Return the PDF with its dates and names fixed, and its facts; raises UnsoundPdfError where it is no sound PDF.

    The library reads and writes files by itself, twice as fast as bytes in memory; a file beside the PDF is left behind.
    """
    if not is_whole(file):
        raise UnsoundPdfError("not a whole PDF")
    fixed = file.with_suffix(".fixed")
    try:
        with pikepdf.open(file) as pdf:
            facts = PdfFacts(len(pdf.pages), _fonts(pdf))
            if not facts.pages:
                raise UnsoundPdfError("no page")
            _fix(pdf)
            pdf.save(fixed, deterministic_id=True, linearize=False)
    except pikepdf.PdfError as cause:
        raise UnsoundPdfError(str(cause)) from cause
    return fixed.read_bytes(), facts


def is_whole(file: Path) -> bool:
    """True if it begins and ends as a PDF does; nothing is written behind its end."""
    try:
        with file.open("rb") as stream:
            head = stream.read(len(_HEAD))
            stream.seek(-min(_TAIL, stream.seek(0, io.SEEK_END)), io.SEEK_END)
            return head == _HEAD and _END.search(stream.read()) is not None
    except FileNotFoundError:
        return False


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


def _fix(pdf: pikepdf.Pdf) -> None:
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


def _fix_colours(stream: pikepdf.Stream) -> None:
    """Fix the date in a colour profile, which LibreOffice makes anew for each PDF/A (ICC.1:2010, 7.2: bytes 24 to 35)."""
    data = stream.read_bytes()
    if data[36:40] == b"acsp":
        stream.write(data[:24] + struct.pack(">6H", 2000, 1, 1, 0, 0, 0) + data[36:])
