"""`manifest.json`: every published document with its SHA-256, for people and programs that do not read the journal.

In: rows of the journal. Out: the text of the file, piece by piece. Touches: nothing.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator

from ..domain.artifacts import ManifestEntry
from .journal import Row

MANIFEST = "manifest.json"


def entry_of(row: Row) -> ManifestEntry:
    """Return the line of a document."""
    return ManifestEntry(row.path, row.sha256, row.kind, row.commune.split("@")[0], row.procedure, row.template, row.as_of)


def manifest_chunks(rows: Iterable[Row]) -> Iterator[bytes]:
    """Yield the manifest of the rows, one document a line."""
    before = '{"documents": [\n'
    for row in rows:
        entry = entry_of(row)
        line = json.dumps({name: getattr(entry, name) for name in ManifestEntry.__slots__}, ensure_ascii=False)
        yield f"{before}{line}".encode()
        before = ",\n"
    yield (before if before != ",\n" else "").encode() + b"\n]}\n"
