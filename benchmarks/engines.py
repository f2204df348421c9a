"""The engines that run in this process: ours, docxtpl, and the floor below which none can go."""

from __future__ import annotations

import gc
import io
import time
from collections.abc import Callable, Sequence
from typing import Protocol

from docxtpl import DocxTemplate
from jinja2 import Environment, Template

from qms_docs.templating import compile_template
from qms_docs.templating.package import Entry, pack, read_package, write_package

from .data import Sheets, Words
from .docxtpl_source import docxtpl_source, has_tags

OURS = "qms-docs"


class Engine(Protocol):
    """Something that fills documents, known by their place in the list it was made with."""

    name: str

    def milliseconds(self, places: Sequence[int]) -> list[float]:
        """Fill the documents one after another; return how long each took."""

    def failures(self) -> dict[int, str]:
        """Fill every document once; return the reasons of those the engine cannot fill."""

    def outputs(self, places: Sequence[int]) -> list[bytes]:
        """Return the documents."""

    def close(self) -> None:
        """Let go of what the engine holds."""


class PythonEngine:
    """An engine that is a function of a document's place."""

    def __init__(self, name: str, fill: Callable[[int], bytes], count: int) -> None:
        self.name = name
        self._fill = fill
        self._count = count

    def milliseconds(self, places: Sequence[int]) -> list[float]:
        """Fill the documents; what earlier engines left to the garbage collector is cleared before, not during."""
        gc.collect()
        taken = []
        for place in places:
            started = time.perf_counter()
            self._fill(place)
            taken.append((time.perf_counter() - started) * 1000)
        return taken

    def failures(self) -> dict[int, str]:
        """Fill every document once; an engine may raise anything."""
        found = {}
        for place in range(self._count):
            try:
                self._fill(place)
            except Exception as cause:  # whatever it is, it is the figure asked for
                found[place] = " ".join(str(cause).split())
        return found

    def outputs(self, places: Sequence[int]) -> list[bytes]:
        """Return the documents."""
        return [self._fill(place) for place in places]

    def close(self) -> None:
        """Nothing to let go of."""


def docxtpl_fill(template: bytes, words: Words) -> bytes:
    """Fill a document the way docxtpl documents it: a new object for each document."""
    document = DocxTemplate(io.BytesIO(template))
    document.render(words, autoescape=True)
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()


def ours(sheets: Sheets) -> PythonEngine:
    """The press: compiled once, filled for each document."""
    compiled = compile_template(sheets.template, sheets.name)
    return PythonEngine(OURS, lambda place: compiled.fill(sheets.words[place]), len(sheets.words))


def docxtpl_loop(sheets: Sheets) -> PythonEngine:
    """docxtpl as its manual shows it."""
    return PythonEngine("docxtpl", lambda place: docxtpl_fill(sheets.template, sheets.words[place]), len(sheets.words))


def docxtpl_reused(sheets: Sheets) -> PythonEngine:
    """docxtpl with one object and one Jinja environment for all documents."""
    document = DocxTemplate(io.BytesIO(sheets.template))
    environment = Environment(autoescape=True)

    def fill(place: int) -> bytes:
        document.render(sheets.words[place], environment)
        target = io.BytesIO()
        document.save(target)
        return target.getvalue()

    return PythonEngine("docxtpl, one object", fill, len(sheets.words))


def plain_programs(template: bytes, name: str) -> dict[str, Template]:
    """Return the parts with tags as programs of a plain Jinja: no sandbox, no strictness, no checks of values."""
    environment = Environment(autoescape=True, keep_trailing_newline=True)
    parts = read_package(template, name)
    return {part: environment.from_string(docxtpl_source(data)) for part, data in parts.items() if has_tags(data)}


def floor(sheets: Sheets) -> PythonEngine:
    """Render the compiled parts, deflate and write the very bytes of our document, and nothing else.

    The XML written is the finished one, made beforehand.
    """
    compiled = compile_template(sheets.template, sheets.name)
    finished = [{slot.name: slot.fill(words) for slot in compiled.slots if not isinstance(slot, Entry)} for words in sheets.words]

    def fill(place: int) -> bytes:
        entries = []
        for slot in compiled.slots:
            if isinstance(slot, Entry):
                entries.append(slot)
            else:
                slot.program.render(sheets.words[place])
                entries.append(pack(slot.name, finished[place][slot.name]))
        return write_package(entries)

    return PythonEngine("floor", fill, len(sheets.words))
