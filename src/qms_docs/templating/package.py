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
STORED_SIZE = 1_024
"""Parts up to this many bytes are not worth the time to compress them."""

_DOS_DATE_1980 = 0x21
_UTF8_NAME = 0x800
_STORED, _DEFLATED = 0, 8
_CHUNK = 2**16


@dataclass(frozen=True, slots=True)
class Entry:
    """One part, ready to be written: the local header with its data, and the record for the directory."""

    local: bytes
    record: bytes
    name: bytes


def pack(name: str, data: bytes) -> Entry:
    """Return the part compressed, with a header that carries no date."""
    crc, method, packed = zlib.crc32(data), _STORED, data
    if len(data) > STORED_SIZE:
        method, packed = _DEFLATED, zlib.compress(data, COMPRESSION_LEVEL, -zlib.MAX_WBITS)
    raw_name = name.encode("utf-8")
    sizes = (crc, len(packed), len(data))
    header = struct.pack("<4s5H3I2H", b"PK\x03\x04", 20, _UTF8_NAME, method, 0, _DOS_DATE_1980, *sizes, len(raw_name), 0)
    # The directory's record up to the place of the entry, which only the whole package knows.
    record = struct.pack(
        "<4s6H3I5HI", b"PK\x01\x02", 20, 20, _UTF8_NAME, method, 0, _DOS_DATE_1980, *sizes, len(raw_name), 0, 0, 0, 0, 0
    )
    return Entry(header + raw_name + packed, record, raw_name)


def write_package(entries: list[Entry]) -> bytes:
    """Return a ZIP archive of the entries in the order given."""
    directory: list[bytes] = []
    offset = 0
    for entry in entries:
        directory += (entry.record, struct.pack("<I", offset), entry.name)
        offset += len(entry.local)
    listing = b"".join(directory)
    end = struct.pack("<4s4H2IH", b"PK\x05\x06", 0, 0, len(entries), len(entries), len(listing), offset, 0)
    return b"".join((*(entry.local for entry in entries), listing, end))


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
