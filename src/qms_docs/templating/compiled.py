"""A compiled Word template: parts without tags are ready bytes, parts with tags are Jinja programs.

In: the bytes of a .docx. Out: `CompiledTemplate.fill(words) -> bytes`. Touches: the template file, once.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from lxml import etree

from ..diagnostics import Location
from ..domain.recording import Read, WatchedDict, read_of
from ..errors import FillError, TemplateError
from .faults import fault_at
from .ground import Ground
from .guard import refusals
from .numbering import NUMBERING, ListCounter, Numbering
from .package import Entry, pack, read_package, write_package
from .part import CompiledPart, compile_part
from .replacing import Replacing
from .resources import FILLING, Filling
from .source import UnsoundPartError, has_tags, parse_strictly

_XML = re.compile(r"\.(xml|rels)$")
FilledPart = tuple[str, bytes]
"""Name and contents."""


@dataclass(frozen=True)
class CompiledTemplate:
    """A Word template ready to be filled any number of times.

    `sha256` names the template's content.
    """

    where: str
    sha256: str
    slots: tuple[Entry | CompiledPart, ...]
    numbering: Numbering | None = None

    @cached_property
    def ground(self) -> Ground:
        """What the template already holds, for values that bring more."""
        return Ground(self.slots)

    def fill(self, context: Mapping[str, Any], replacing: Replacing | None = None) -> bytes:
        """Return a .docx filled with `context` (dictionaries, lists, strings, integers, and values such as RichText).

        `replacing` puts other pictures and embedded files in the place of the template's.

        The same template and context give the same bytes. Raises FillError that names all mistakes with part and paragraph.
        """
        parts, filling = self._filled(context)
        if replacing is not None:
            replacing.carry_out(filling, self.where)
        entries = [part if isinstance(part, Entry) else pack(*part) for part in parts]
        return write_package(entries if filling.resources is None else filling.resources.finished(entries))

    def fill_parts(self, context: Mapping[str, Any]) -> list[Entry | FilledPart] | None:
        """Return the parts of what `fill` returns; None where values bring parts of their own."""
        parts, filling = self._filled(context)
        is_proven = all(slot.is_proven for slot in self.slots if not isinstance(slot, Entry))
        is_alone = filling.resources is None or not filling.resources.brings_parts
        return parts if is_proven and is_alone else None

    def fill_and_record(self, context: Mapping[str, Any]) -> tuple[bytes, Read]:
        """Return a .docx as `fill` does, and what of `context` was read for it (see `templating.recording`)."""
        words = WatchedDict(context)
        return self.fill(words), read_of(words)

    def _filled(self, context: Mapping[str, Any]) -> tuple[list[Entry | FilledPart], Filling]:
        lists = ListCounter(self.numbering) if self.numbering is not None else None
        filling = Filling(self.ground, lists)
        running = FILLING.set(filling)
        parts: list[Entry | FilledPart] = []
        errors = []
        try:
            for slot in self.slots:
                if isinstance(slot, Entry):
                    parts.append(slot)
                    continue
                filling.part = slot.name
                try:
                    parts.append((slot.name, slot.fill(context, lists)))
                except FillError as cause:
                    errors.append(cause)
        finally:
            FILLING.reset(running)
        if errors:
            raise FillError.of_all(errors)
        if lists is not None and lists.added:
            place = [part.name if isinstance(part, Entry) else part[0].encode() for part in parts].index(NUMBERING.encode())
            parts[place] = NUMBERING, lists.xml().encode()
        return parts, filling

    @property
    def filled_parts(self) -> tuple[str, ...]:
        """Names of the parts that hold tags."""
        return tuple(slot.name for slot in self.slots if isinstance(slot, CompiledPart))


def compile_template(source: str | Path | bytes, name: str | None = None) -> CompiledTemplate:
    """Return the template at `source` (a path, or its bytes) compiled.

    Raises TemplateError naming part and paragraph when it is no Word file or a tag is malformed.
    """
    data = source if isinstance(source, bytes) else Path(source).read_bytes()
    where = name or (str(source) if not isinstance(source, bytes) else "template.docx")
    parts = read_package(data, where)
    slots: list[Entry | CompiledPart] = []
    errors = list(refusals(parts, where))
    if errors:
        raise TemplateError.of_all(errors)
    for part, content in parts.items():
        try:
            slots.append(_compile_part(part, content, where))
        except TemplateError as cause:
            errors.append(cause)
    if errors:
        raise TemplateError.of_all(errors)
    numbering = Numbering.read(parse_strictly(parts[NUMBERING])) if NUMBERING in parts else None
    return CompiledTemplate(where, hashlib.sha256(data).hexdigest(), tuple(slots), numbering)


def _compile_part(part: str, content: bytes, where: str) -> Entry | CompiledPart:
    if not _XML.search(part):
        return pack(part, content)
    try:
        root = parse_strictly(content)
    except UnsoundPartError as cause:
        raise fault_at("broken-part", Location(where, within=part), reason=cause) from cause
    if root.getroottree().docinfo.encoding not in ("UTF-8", "ASCII", "US-ASCII", None):
        content = etree.tostring(root, encoding="UTF-8", xml_declaration=True, standalone=True)
    return compile_part(part, root, where) if has_tags(content) else pack(part, content)
