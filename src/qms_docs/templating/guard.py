"""What a template package of a stranger may not hold: programs, foreign objects, ways out of the file.

In: the parts of a package. Out: one error for each thing refused. Touches: nothing.
Ordinary Word files pass: links to web and mail, pictures, charts with their sheet, footnotes, fields of pages and contents.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from urllib.parse import unquote
from xml.parsers import expat

from lxml import etree

from ..diagnostics import Location
from ..errors import TemplateError
from .faults import fault_at
from .field_codes import judge_source
from .part_guard import MAX_ELEMENTS, MAX_TYPES, TYPES, PartReader, StopReadingError
from .source import UnsoundPartError, drop_deleted_text, has_tags, jinja_source, parse_strictly

_COMPILED = re.compile(r"\.(xml|rels)$")
_MACRO_PARTS = re.compile(r"(?:^|/)(?:vba(?:project|data|projectsignature)\w*\.\w+|customizations\.xml)$", re.IGNORECASE)
_OBJECT_PARTS = re.compile(r"(?:^|/)(?:embeddings/[^/]+\.(?:bin|exe|js|vbs|cmd|bat|lnk|hta|msi|scr)|activex/.+)$", re.IGNORECASE)
_XML = re.compile(r"\.(xml|rels|vml|svg)$", re.IGNORECASE)
_UNREADABLE = (expat.ExpatError, ValueError, LookupError)


def refusals(parts: Mapping[str, bytes], where: str) -> Iterator[TemplateError]:
    """Yield an error for each thing that the package may not hold, in the order of its parts."""
    count = 0
    typed = _typed_as_xml(parts.get(TYPES, b""))
    for name, data in parts.items():
        reader = PartReader(name, count)
        for fault, what in dict.fromkeys(_faults_of(reader, data, typed)):
            yield fault_at(fault, Location(where, within=name), what=what[:80], reason=what[:80])
        count = reader.count
        if count > MAX_ELEMENTS:
            return


def _faults_of(reader: PartReader, data: bytes, typed: frozenset[str]) -> Iterator[tuple[str, str]]:
    name = reader.name
    if _MACRO_PARTS.search(name):
        yield "macros-refused", name
    if _OBJECT_PARTS.search(name):
        yield "objects-refused", name
    if not (_XML.search(name) or typed & {unquote(name).lower(), posixpath.splitext(name)[1].lower()}):
        return
    try:
        reader.read(data)
    except StopReadingError:
        yield from reader.found
        return
    except _UNREADABLE as cause:
        # What no reader takes is told when it is compiled; what only some take would be judged by none.
        if not _COMPILED.search(name) or _is_taken(data):
            yield "broken-part", str(cause)
    else:
        if reader.fields.seen and (has_tags(data) or b"&#" in data or b"\0" in data):
            _judge_filled(reader, data)
    yield from reader.found


def _is_taken(data: bytes) -> bool:
    try:
        parse_strictly(data)
    except UnsoundPartError:
        return False
    return True


def _judge_filled(reader: PartReader, data: bytes) -> None:
    """Judge the fields of a part with tags as they stand once the tags have taken away what they take away."""
    # What cannot become a source is told when it is compiled.
    with suppress(StopReadingError, ValueError, IndexError, RecursionError, re.error):
        root = parse_strictly(data)
        if has_tags(etree.tostring(root, encoding="UTF-8")):
            drop_deleted_text(root)
            judge_source(jinja_source(root).text, reader.fields.tell)


def _typed_as_xml(types: bytes) -> frozenset[str]:
    """Return the part names and extensions, in small letters, that the package says are XML."""
    named: set[str] = set()

    def start(_: str, attributes: dict[str, str]) -> None:
        if re.search(r"[+/]xml\b", attributes.get("ContentType", ""), re.IGNORECASE):
            named.add((unquote(attributes.get("PartName", "")).lstrip("/") or "." + attributes.get("Extension", "")).lower())

    parser = expat.ParserCreate()
    parser.StartElementHandler = start
    # A list of types that is too long or cannot be read is told as a part.
    with suppress(*_UNREADABLE):
        parser.Parse(types if len(types) <= MAX_TYPES else b"", True)
    return frozenset(named)
