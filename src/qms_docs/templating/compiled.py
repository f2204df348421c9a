"""A compiled Word template: parts without tags are ready bytes, parts with tags are Jinja programs.

In: the bytes of a .docx. Out: `CompiledTemplate.fill(words) -> bytes`. Touches: the template file, once.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from xml.parsers import expat

from jinja2 import Template
from jinja2.exceptions import TemplateError as JinjaError
from jinja2.exceptions import TemplateSyntaxError, UndefinedError
from lxml import etree

from ..diagnostics import Location, say
from ..errors import FillError, TemplateError
from .environment import BREAK_MARK, TemplateEnvironment, UnprintableValueError, printable_in_property
from .package import Entry, pack, read_package, write_package
from .repair import fit_grids, number_drawings, split_paragraphs
from .source import (
    CrossingTagsError,
    UnreadableTagError,
    UnsoundPartError,
    check_well_formed,
    has_tags,
    jinja_source,
    parse_strictly,
)

_XML = re.compile(r"\.(xml|rels)$")
_LOOP = re.compile(r"\{%[-+]?\s*for\b")
# What Python's compiler, Jinja's parser and docxtpl's expressions raise for tags that are no mistakes of grammar.
_UNCOMPILABLE = (SyntaxError, RecursionError, MemoryError, ValueError, IndexError, OverflowError, re.error)
_UNFILLABLE = (
    JinjaError,
    TypeError,
    ValueError,
    ArithmeticError,
    LookupError,
    AttributeError,
    NameError,
    RecursionError,
    MemoryError,
)
_DECLARATION = b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_TEXT_ENVIRONMENT = TemplateEnvironment()
_PROPERTY_ENVIRONMENT = TemplateEnvironment(finalize=printable_in_property)


@dataclass(frozen=True)
class _Part:
    """A part with tags: its program, and which repairs its filling may need."""

    name: str
    program: Template
    moves_columns: bool
    repeats_drawings: bool

    def fill(self, words: Mapping[str, Any], where: str) -> bytes:
        """Return the filled XML; raises FillError with part and paragraph."""
        try:
            text = self.program.render(words)
            if self.moves_columns:
                text = fit_grids(text)
            data = _DECLARATION + text.encode("utf-8")
        except _UNFILLABLE as cause:
            raise self._fill_error(cause, where) from cause
        try:
            check_well_formed(data)
        except expat.ExpatError as cause:
            raise FillError(
                Location(where, within=self.name),
                say("Filling this part gives broken XML: {reason}.", reason=expat.ErrorString(cause.code)),
                say("Look for a tag that opens in one paragraph or cell and closes in another."),
            ) from cause
        return self._repaired(data) if self.repeats_drawings or BREAK_MARK in text else data

    def _repaired(self, data: bytes) -> bytes:
        root = parse_strictly(data)
        split_paragraphs(root)
        if self.repeats_drawings:
            number_drawings(root)
        return etree.tostring(root, encoding="UTF-8", xml_declaration=True, standalone=True)

    def _fill_error(self, cause: Exception, where: str) -> FillError:
        paragraph = _template_line(cause, self.program.filename or "")
        place = Location(where, within=f"{self.name}¶{paragraph}" if paragraph else self.name)
        if isinstance(cause, UndefinedError):
            fact = say("The template asks for a word the data do not have: {reason}.", reason=cause.message)
            advice = say("Correct the tag, or add the value to the data.")
        elif isinstance(cause, UnprintableValueError):
            fact = say("A value cannot be printed: {reason}.", reason=cause)
            advice = say("Give the value, or put the tag inside an «if».")
        else:
            fact = say("The template fails while it is filled: {reason}.", reason=cause)
            advice = say("Correct the tag in this paragraph.")
        return FillError(place, fact, advice)


def _template_line(cause: BaseException, filename: str) -> int | None:
    line = None
    trace = cause.__traceback__
    while trace is not None:
        if trace.tb_frame.f_code.co_filename == filename:
            line = trace.tb_lineno
        trace = trace.tb_next
    return line - 1 if line and line > 1 else None


@dataclass(frozen=True)
class CompiledTemplate:
    """A Word template ready to be filled any number of times; it does not pickle, so compile once per process.

    `sha256` names the template's content.
    """

    where: str
    sha256: str
    slots: tuple[Entry | _Part, ...]

    def fill(self, context: Mapping[str, Any]) -> bytes:
        """Return a .docx filled with `context` (plain dictionaries, lists, strings and integers).

        The same template and context give the same bytes. Raises FillError naming part and paragraph.
        """
        return write_package(
            [slot if isinstance(slot, Entry) else pack(slot.name, slot.fill(context, self.where)) for slot in self.slots]
        )

    @property
    def filled_parts(self) -> tuple[str, ...]:
        """Names of the parts that hold tags."""
        return tuple(slot.name for slot in self.slots if isinstance(slot, _Part))


def compile_template(source: str | Path | bytes, name: str | None = None) -> CompiledTemplate:
    """Return the template at `source` (a path, or its bytes) compiled.

    Raises TemplateError naming part and paragraph when it is no Word file or a tag is malformed.
    """
    data = source if isinstance(source, bytes) else Path(source).read_bytes()
    where = name or (str(source) if not isinstance(source, bytes) else "template.docx")
    parts = read_package(data, where)
    slots = tuple(_compile_part(part, content, where) for part, content in parts.items())
    return CompiledTemplate(where, hashlib.sha256(data).hexdigest(), slots)


def _compile_part(part: str, content: bytes, where: str) -> Entry | _Part:
    if not _XML.search(part):
        return pack(part, content)
    try:
        root = parse_strictly(content)
    except UnsoundPartError as cause:
        raise TemplateError(
            Location(where, within=part),
            say("The part is not well-formed XML: {reason}.", reason=cause),
            say("Save the template again in Word."),
        ) from cause
    if root.getroottree().docinfo.encoding not in ("UTF-8", "ASCII", "US-ASCII", None):
        content = etree.tostring(root, encoding="UTF-8", xml_declaration=True, standalone=True)
    if not has_tags(content):
        return pack(part, content)
    is_property = part.startswith("docProps/")
    environment = _PROPERTY_ENVIRONMENT if is_property else _TEXT_ENVIRONMENT
    filename = f"<{where}!{part}>"
    try:
        source, moves_columns = jinja_source(root, is_property)
        code = environment.compile(source, part, filename)
    except CrossingTagsError as cause:
        raise TemplateError(
            Location(where, within=f"{part}¶{cause.paragraph}"),
            say("A statement is opened in one place and closed in another: {tags}.", tags=cause),
            say("Open and close it in the same cell; for whole rows write «tr», for whole cells «tc» behind the opening."),
        ) from cause
    except UnreadableTagError as cause:
        raise TemplateError(
            Location(where, within=f"{part}¶{cause.paragraph}"),
            say("The signs «%» and «}}» may not stand in this tag: {tag}.", tag=cause),
            say("Compute the value beforehand, or use a tag without p, tr, tc or r."),
        ) from cause
    except TemplateSyntaxError as cause:
        raise TemplateError(
            Location(where, within=f"{part}¶{cause.lineno - 1}" if cause.lineno > 1 else part),
            say("A tag is malformed: {reason}.", reason=cause.message),
            say("Correct the tag in this paragraph."),
        ) from cause
    except _UNCOMPILABLE as cause:
        raise TemplateError(
            Location(where, within=part),
            say("The tags of this part are too deep, too long or broken: {reason}.", reason=type(cause).__name__),
            say("Simplify the tags of this part."),
        ) from cause
    program = Template.from_code(environment, code, environment.make_globals(None))
    return _Part(part, program, moves_columns, b"<wp:docPr" in content and _LOOP.search(source) is not None)
