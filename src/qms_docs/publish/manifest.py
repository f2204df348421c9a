"""`manifest.json`: every published document with its SHA-256, for people and programs that do not read the journal.

In: rows of the journal. Out: the file. Touches: the output folder.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path

from ..domain.artifacts import ManifestEntry
from .folder import publish_file
from .journal import Row

MANIFEST = "manifest.json"


def entry_of(row: Row) -> ManifestEntry:
    """Return the line of a document."""
    return ManifestEntry(row.path, row.sha256, row.kind, row.commune.split("@")[0], row.procedure, row.template, row.as_of)


def manifest_text(rows: Iterable[Row]) -> str:
    """Return the manifest of the rows, one document a line."""
    lines = (
        json.dumps({name: getattr(entry, name) for name in ManifestEntry.__slots__}, ensure_ascii=False)
        for entry in map(entry_of, rows)
    )
    return '{"documents": [\n' + ",\n".join(lines) + "\n]}\n"


def write_manifest(out: Path, rows: Iterable[Row]) -> None:
    """Write the manifest, unless it says so already."""
    text, target = manifest_text(rows).encode("utf-8"), out / MANIFEST
    if not target.is_file() or target.read_bytes() != text:
        publish_file(target, text)
