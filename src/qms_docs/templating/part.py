"""A compiled part of a Word template: its Jinja program, and the repairs its filling may need.

In: the XML of one part. Out: `CompiledPart.fill(words)`, XML bytes. Touches: nothing.
"""

from __future__ import annotations

import marshal
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from itertools import islice
from types import CodeType
from typing import Any
from xml.parsers import expat

from jinja2 import Template, nodes
from jinja2.exceptions import TemplateAssertionError, TemplateSyntaxError
from lxml import etree

from ..diagnostics import Location
from ..domain.recording import WatchedDict
from ..errors import FillError, TemplateError
from .allowed import refused, without_calls
from .balance import UnbalancedError, prove
from .diagnosis import UNFILLABLE, diagnosed
from .emptiness import EVERYTHING, emptied
from .environment import TemplateEnvironment, holds_breaks, printable, printable_in_property
from .faults import fault_at
from .numbering import ListCounter, mark_lists
from .placement import misplaced
from .reading import placed_tags
from .repair import close_cells, fit_grids, lead_drawings, number_bookmarks, number_drawings, split_paragraphs
from .source import JinjaSource, UnreadableTagError, check_well_formed, drop_deleted_text, jinja_source, parse_strictly

MAX_OUTPUT = 64 * 2**20
"""Characters that one filled part may have."""

# What Python's compiler, Jinja's parser and docxtpl's expressions raise for tags that are no mistakes of grammar.
_UNCOMPILABLE = (SyntaxError, RecursionError, MemoryError, ValueError, IndexError, OverflowError, re.error)
DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_TEXT_ENVIRONMENT = TemplateEnvironment()
_PROPERTY_ENVIRONMENT = TemplateEnvironment(finalize=printable_in_property)
_PIECES = 1_000


@dataclass(frozen=True)
class CompiledPart:
    """A part with tags. `places` holds the place of each tag as shown to its author."""

    name: str
    where: str
    program: Template
    source: JinjaSource
    places: tuple[str, ...]
    is_proven: bool
    repeats_drawings: bool
    repeats_bookmarks: bool
    repeats_lists: bool
    emptied: frozenset[str]
    code: CodeType
    """What the program was made from; the program itself does not pickle."""

    def __reduce__(self) -> tuple[Callable[..., CompiledPart], tuple[Any, ...]]:
        plain = {each.name: getattr(self, each.name) for each in fields(self) if each.name not in ("program", "code")}
        return _part_of, (marshal.dumps(self.code), plain)

    def fill(self, words: Mapping[str, Any], lists: ListCounter | None = None) -> bytes:
        """Return the filled XML; raises FillError that names all mistakes with part, place, tag and data path.

        `lists` gives the lists that a loop repeats numbers of their own.
        """
        try:
            text = self._rendered(words)
        except UNFILLABLE as cause:
            raise diagnosed(self.source.text, self.finalize, self.place, words, cause) from cause
        if self.repeats_lists and lists is not None:
            text = lists.number(text)
        data = text.encode("utf-8")
        if not self.is_proven:
            try:
                check_well_formed(data)
            except expat.ExpatError as cause:
                raise fault_at(
                    "filled-part-broken", Location(self.where, within=self.name), FillError, reason=expat.ErrorString(cause.code)
                ) from cause
        return self._split(data) if holds_breaks(text) else data

    def _rendered(self, words: Mapping[str, Any]) -> str:
        """Return the filled text with what needs no tree set right."""
        # Jinja copies the words it is given, which watched words would take for reading; shared ones stay as they are.
        is_watched = isinstance(words, WatchedDict)
        context = self.program.new_context(words if is_watched else dict(words), shared=is_watched)  # type: ignore[arg-type]
        stream = self.program.root_render_func(context)
        pieces = [DECLARATION]
        size = 0
        while more := list(islice(stream, _PIECES)):
            pieces += more
            if len(more) == _PIECES:
                size += sum(map(len, more))
                if size > MAX_OUTPUT:
                    raise fault_at("output-too-large", Location(self.where, within=self.name), FillError, limit=MAX_OUTPUT >> 20)
        text = "".join(pieces)
        if self.source.moves_columns:
            text = fit_grids(text)
        if self.emptied:
            text = close_cells(text, self.emptied)
        if self.repeats_drawings:
            text = number_drawings(text)
        text = lead_drawings(text)
        return number_bookmarks(text) if self.repeats_bookmarks else text

    def _split(self, data: bytes) -> bytes:
        root = parse_strictly(data)
        split_paragraphs(root)
        return etree.tostring(root, encoding="UTF-8", xml_declaration=True, standalone=True)

    @property
    def finalize(self) -> Callable[[Any], Any]:
        """The gate of this part's values."""
        return printable_in_property if self.program.environment is _PROPERTY_ENVIRONMENT else printable

    def place(self, line: int | None) -> Location:
        """Return the place of the tag in a line of the Jinja source."""
        number = self.source.tag_at(line)
        return Location(self.where, within=self.places[number] if number is not None else self.name)


def compile_part(name: str, root: etree._Element, where: str) -> CompiledPart:
    """Return the part compiled; `root` is changed. Raises TemplateError with the place of a tag that is malformed or refused."""
    is_property = name.startswith("docProps/")
    drop_deleted_text(root)
    tags = tuple(placed_tags(name, root))
    places = tuple(tag.within for tag in tags)
    environment = _environment_of(name)
    part = Location(where, within=name)
    faults = [fault_at(fault, Location(where, within=tag.within), **values) for tag, fault, values in misplaced(tags)]
    if faults:
        raise TemplateError(faults[0].location, faults[0].fact, faults[0].advice, faults[0].fault, tuple(faults[1:]))
    try:
        source = jinja_source(root, is_property)
    except UnreadableTagError as cause:
        raise fault_at("sign-in-tag", Location(where, within=places[cause.number])) from cause
    except _UNCOMPILABLE as cause:
        raise fault_at("tag-too-complex", part) from cause

    def place(line: int | None) -> Location:
        number = source.tag_at(line)
        return Location(where, within=places[number] if number is not None and number < len(places) else name)

    try:
        tree = without_calls(environment.parse(source.text, name, where))
        for line, what in refused(tree):
            raise fault_at("not-allowed", place(line), what=what)
        proven = prove(tree, is_property)
        repeats_lists = proven and mark_lists(tree)
        looped = "".join(data.data for loop in tree.find_all(nodes.For) for data in loop.find_all(nodes.TemplateData))
        code = environment.compile(tree, name, f"<{where}!{name}>")
    except UnbalancedError as cause:
        raise fault_at("crossing-tags", place(cause.line)) from cause
    except TemplateAssertionError as cause:
        raise fault_at("unknown-filter", place(cause.lineno), name=_quoted(cause)) from cause
    except TemplateSyntaxError as cause:
        raise fault_at("malformed-tag", place(cause.lineno), reason=cause.message) from cause
    except _UNCOMPILABLE as cause:
        raise fault_at("tag-too-complex", part) from cause
    program = Template.from_code(environment, code, environment.make_globals(None))
    return CompiledPart(
        name,
        where,
        program,
        source,
        places,
        proven,
        "<wp:docPr" in looped,
        "<w:bookmarkStart" in looped,
        repeats_lists,
        emptied(tree) if proven else EVERYTHING,
        code,
    )


def _environment_of(name: str) -> TemplateEnvironment:
    return _PROPERTY_ENVIRONMENT if name.startswith("docProps/") else _TEXT_ENVIRONMENT


def _part_of(code: bytes, plain: dict[str, Any]) -> CompiledPart:
    """Return the part that `CompiledPart.__reduce__` took apart."""
    compiled: CodeType = marshal.loads(code)
    environment = _environment_of(plain["name"])
    program = Template.from_code(environment, compiled, environment.make_globals(None))
    return CompiledPart(program=program, code=compiled, **plain)


def _quoted(cause: TemplateAssertionError) -> str:
    found = re.search(r"'(\w+)'", cause.message or "")
    return found[1] if found else str(cause.message)
