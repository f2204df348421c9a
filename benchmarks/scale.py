"""Long tables: the time of a row must not grow with the number of rows."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable
from dataclasses import dataclass
from itertools import cycle, islice
from statistics import median

from qms_docs.templating import compile_template

from .data import Sheets, Words
from .engines import docxtpl_fill


@dataclass(frozen=True)
class ScaleFigures:
    """One table at one length: whole time, and time of a row beyond that of the document without rows.

    `growth` compares the time of a row with that at the shortest length.
    """

    table: str
    engine: str
    rows: int
    milliseconds: float
    microseconds_per_row: float
    growth: float


_TURN, _MOST = 0.25, 20

# Tables of the sheet that grow with the data: one of plain cells, one of merged cells whose grid has to be fitted.
_TABLES = {"forms (plain cells)": "form_rows", "steps (fitted grid)": "steps"}


def _lengthened(words: Words, name: str, count: int) -> Words:
    """Return the words with `count` rows in a table, its own rows over and over."""
    sheet = words["sheet"]
    return words | {"sheet": sheet | {name: list(islice(cycle(sheet[name]), count))}}


def _milliseconds(fill: Callable[[Words], bytes], words: Words) -> float:
    """Return the shortest of several fills: as many as a quarter of a second holds, the first not counted.

    The first fill pays for memory that the next finds at hand.
    """
    fill(words)
    gc.collect()
    taken: list[float] = []
    while sum(taken) < _TURN and len(taken) < _MOST:
        started = time.perf_counter()
        fill(words)
        taken.append(time.perf_counter() - started)
    return min(taken) * 1000


def measure_scale(sheets: Sheets, sizes: list[int], repeats: int) -> tuple[ScaleFigures, ...]:
    """Fill one sheet with long tables; docxtpl beside it."""
    compiled = compile_template(sheets.template, sheets.name)
    engines: dict[str, Callable[[Words], bytes]] = {
        "qms-docs": compiled.fill,
        "docxtpl": lambda words: docxtpl_fill(sheets.template, words),
    }
    # The shortest title: python-docx refuses titles of more than 255 characters.
    words = min(sheets.words, key=lambda each: len(each["document"]["title"]))
    figures = []
    for table, name in _TABLES.items():
        if not words["sheet"].get(name):
            continue
        inputs = {size: _lengthened(words, name, size) for size in (0, *sizes)}
        taken: dict[tuple[str, int], list[float]] = {(engine, size): [] for engine in engines for size in inputs}
        for _ in range(repeats):
            for size, given in inputs.items():
                for engine, fill in engines.items():
                    taken[engine, size].append(_milliseconds(fill, given))
        for engine in engines:
            per_row = {
                size: [(whole - empty) / size * 1000 for whole, empty in zip(taken[engine, size], taken[engine, 0], strict=True)]
                for size in sizes
            }
            for size in sizes:
                growth = median(row / first for row, first in zip(per_row[size], per_row[sizes[0]], strict=True))
                figures.append(ScaleFigures(table, engine, size, median(taken[engine, size]), median(per_row[size]), growth))
    return tuple(figures)
