"""The ZIP package of a Word file: read with limits, written deterministically.

In: bytes of strangers. Out: parts by name; a package whose bytes depend on its parts alone. Touches: nothing.
"""

from __future__ import annotations

import io
import lzma
import struct
import zipfile
import zlib
from dataclasses import dataclass
from pathlib import PurePosixPath

from ..diagnostics import Location, say
from ..errors import TemplateError

MAX_PARTS = 1_000
MAX_PART = 50 * 2**20
MAX_PACKAGE = 200 * 2**20
MAX_RATIO = 100
RATIO_FREE = 2**20
# Level 3 takes a third of the time of level 6 for files a tenth larger.
COMPRESSION_LEVEL = 3

_DOS_DATE_1980 = 0x21
_UTF8_NAME = 0x800
_DEFLATED = 8
_CHUNK = 2**16


@dataclass(frozen=True, slots=True)
class Entry:
    """One part, ready to be written: the local header with its data, and the record for the directory."""

    local: bytes
    name: bytes
    crc: int
    packed_size: int
    size: int


def pack(name: str, data: bytes) -> Entry:
    """Return the part compressed, with a header that carries no date."""
    crc = zlib.crc32(data)
    compressor = zlib.compressobj(COMPRESSION_LEVEL, zlib.DEFLATED, -zlib.MAX_WBITS)
    packed = compressor.compress(data) + compressor.flush()
    raw_name = name.encode("utf-8")
    header = struct.pack(
        "<4s5H3I2H", b"PK\x03\x04", 20, _UTF8_NAME, _DEFLATED, 0, _DOS_DATE_1980, crc, len(packed), len(data), len(raw_name), 0
    )
    return Entry(header + raw_name + packed, raw_name, crc, len(packed), len(data))


def write_package(entries: list[Entry]) -> bytes:
    """Return a ZIP archive of the entries in the order given."""
    body: list[bytes] = []
    directory: list[bytes] = []
    offset = 0
    for entry in entries:
        directory.append(
            struct.pack(
                "<4s6H3I5H2I",
                b"PK\x01\x02",
                20,
                20,
                _UTF8_NAME,
                _DEFLATED,
                0,
                _DOS_DATE_1980,
                entry.crc,
                entry.packed_size,
                entry.size,
                len(entry.name),
                0,
                0,
                0,
                0,
                0,
                offset,
            )
            + entry.name
        )
        body.append(entry.local)
        offset += len(entry.local)
    listing = b"".join(directory)
    end = struct.pack("<4s4H2IH", b"PK\x05\x06", 0, 0, len(entries), len(entries), len(listing), offset, 0)
    return b"".join((*body, listing, end))


def _read_part(archive: zipfile.ZipFile, info: zipfile.ZipInfo, where: str) -> bytes:
    """Inflate by stream and count real bytes: sizes in a ZIP directory may lie."""
    parts: list[bytes] = []
    size = 0
    with archive.open(info) as stream:
        while chunk := stream.read(_CHUNK):
            size += len(chunk)
            if size > MAX_PART or (size > RATIO_FREE and size > MAX_RATIO * max(info.compress_size, 1)):
                raise TemplateError(
                    Location(where, within=info.filename),
                    say("The part unpacks to far more data than it should."),
                    say("Do not use this file; save the template again in Word."),
                )
            parts.append(chunk)
    return b"".join(parts)


def read_package(data: bytes, where: str) -> dict[str, bytes]:
    """Return the parts of the package by name, in their order.

    Raises TemplateError if it is no sound Word package or unpacks beyond the limits.
    """
    broken = TemplateError(
        Location(where), say("This is not a Word document (.docx)."), say("Open it in Word and save it as .docx.")
    )
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            infos = [info for info in archive.infolist() if not info.is_dir()]
            names = [info.filename for info in infos]
            unsafe = any(name.startswith(("/", "\\")) or ".." in PurePosixPath(name).parts for name in names)
            if len(infos) > MAX_PARTS or len({name.lower() for name in names}) < len(names) or unsafe:
                raise broken
            parts: dict[str, bytes] = {}
            total = 0
            for info in infos:
                parts[info.filename] = _read_part(archive, info, where)
                total += len(parts[info.filename])
                if total > MAX_PACKAGE:
                    raise broken
    except (zipfile.BadZipFile, LookupError, RuntimeError, ValueError, OSError, EOFError, zlib.error, lzma.LZMAError) as cause:
        raise broken from cause
    if "[Content_Types].xml" not in parts or "word/document.xml" not in parts:
        raise broken
    return parts
