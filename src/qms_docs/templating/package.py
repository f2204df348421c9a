"""The ZIP package of a Word file: read with limits, written deterministically.

In: bytes of strangers. Out: parts by name; a package whose bytes depend on its parts alone. Touches: nothing.
"""

from __future__ import annotations

import io
import re
import stat
import struct
import unicodedata
import zipfile
import zlib
from dataclasses import dataclass

from ..diagnostics import Location
from .faults import fault_at

MAX_PARTS = 1_000
MAX_FILE = 32 * 2**20
MAX_XML_PART = 16 * 2**20
MAX_PART = 24 * 2**20
MAX_PACKAGE = 48 * 2**20
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
_ENCRYPTED = 0x1
_LOCAL_HEADER = 30
# Old .doc files begin so, and .docx files that a password protects.
_COMPOUND_FILE = bytes.fromhex("d0cf11e0a1b11ae1")
_XML = re.compile(r"\.(xml|rels|vml)$", re.IGNORECASE)
_CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
_UNSAFE_NAME = re.compile(r"^/|^[a-z]:|(?:^|/)\.\.(?:/|$)|\\|^$")
_DIRECTORY_ENTRY = b"PK\x01\x02"
# Embedded workbooks, stored as they are, have directories of their own.
_MAX_DIRECTORY_ENTRIES = 4 * MAX_PARTS


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
    most = MAX_XML_PART if _XML.search(info.filename) else MAX_PART
    with archive.open(info) as stream:
        while chunk := stream.read(_CHUNK):
            size += len(chunk)
            if size > most or (size > RATIO_FREE and size > MAX_RATIO * max(info.compress_size, 1)):
                raise fault_at("unpacks-too-large", Location(where, within=info.filename))
            parts.append(chunk)
    return b"".join(parts)


def read_package(data: bytes, where: str) -> dict[str, bytes]:
    """Return the parts of the package by name, in their order.

    Raises TemplateError if it is no sound Word package or unpacks beyond the limits.
    """
    place = Location(where)
    if len(data) > MAX_FILE:
        raise fault_at("template-too-large", place, limit=MAX_FILE >> 20)
    if data.startswith(_COMPOUND_FILE):
        raise fault_at("encrypted-file", place)
    # zipfile reads the whole directory before anything can be asked of it.
    if (count := data.count(_DIRECTORY_ENTRY)) > _MAX_DIRECTORY_ENTRIES:
        raise fault_at("unsafe-package", place, what=f"{count} > {MAX_PARTS}")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            infos = [info for info in archive.infolist() if not info.is_dir()]
            if (before := min((info.header_offset for info in archive.infolist()), default=0)) > 0:
                raise fault_at("unsafe-package", place, what=f"+{before}")
            if any(info.flag_bits & _ENCRYPTED for info in infos):
                raise fault_at("encrypted-file", place)
            if what := _unsafe(infos):
                raise fault_at("unsafe-package", place, what=what)
            parts: dict[str, bytes] = {}
            total = 0
            for info in infos:
                parts[info.filename] = _read_part(archive, info, where)
                total += len(parts[info.filename])
                if total > MAX_PACKAGE:
                    raise fault_at("unpacks-too-large", Location(where, within=info.filename))
    except (zipfile.BadZipFile, LookupError, RuntimeError, ValueError, OSError, EOFError, zlib.error) as cause:
        raise fault_at("no-word-document", place) from cause
    if "[Content_Types].xml" not in parts or "word/document.xml" not in parts:
        raise fault_at("no-word-document", place)
    return parts


def _unsafe(infos: list[zipfile.ZipInfo]) -> str:
    """Return what no Word package holds, or nothing: too many parts, a name twice, a name that leaves the folder, a link …"""
    if len(infos) > MAX_PARTS:
        return f"{len(infos)} > {MAX_PARTS}"
    seen: dict[str, str] = {}
    ends = 0
    for info in sorted(infos, key=lambda info: info.header_offset):
        shown = _CONTROLS.sub("\ufffd", info.filename)[:80]
        name = unicodedata.normalize("NFC", info.filename).lower()
        if name in seen:
            return f"{seen[name]} = {shown}"
        if _UNSAFE_NAME.search(name) or _CONTROLS.search(info.orig_filename) or stat.S_ISLNK(info.external_attr >> 16):
            return shown
        if info.compress_type not in (_STORED, _DEFLATED):
            return f"{shown} (ZIP {info.compress_type})"
        if info.header_offset < ends:
            return f"{shown} (+{info.header_offset})"
        seen[name] = shown
        ends = info.header_offset + _LOCAL_HEADER + info.compress_size
    return ""
