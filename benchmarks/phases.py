"""Where the time of one fill goes."""

from __future__ import annotations

import time
from dataclasses import dataclass
from statistics import median

from qms_docs.templating import compile_template
from qms_docs.templating.environment import holds_breaks
from qms_docs.templating.package import Entry, pack, write_package
from qms_docs.templating.part import DECLARATION
from qms_docs.templating.repair import close_cells, fit_grids
from qms_docs.templating.source import check_well_formed

from .data import Sheets, Words
from .engines import plain_programs

_WHOLE, _PLAIN = "whole fill", "(render with plain Jinja)"


@dataclass(frozen=True)
class Phase:
    """A step of a fill, and the median of its time over all documents and rounds."""

    name: str
    milliseconds: float
    share: float


class _Watch:
    """Adds up times under names."""

    def __init__(self) -> None:
        self.taken: dict[str, float] = {}
        self._since = 0.0

    def start(self) -> None:
        self._since = time.perf_counter()

    def lap(self, name: str) -> None:
        now = time.perf_counter()
        self.taken[name] = self.taken.get(name, 0.0) + (now - self._since) * 1000
        self._since = time.perf_counter()


def measure_phases(sheets: Sheets, rounds: int) -> tuple[Phase, ...]:
    """Walk through the steps of `CompiledTemplate.fill` one by one and time each; the whole fill beside it."""
    compiled = compile_template(sheets.template, sheets.name)
    plain = plain_programs(sheets.template, sheets.name)

    def one(words: Words) -> dict[str, float]:
        watch = _Watch()
        watch.start()
        whole = compiled.fill(words)
        watch.lap(_WHOLE)
        for program in plain.values():
            program.render(words)
        watch.lap(_PLAIN)
        entries = []
        for slot in compiled.slots:
            if isinstance(slot, Entry):
                entries.append(slot)
                continue
            watch.start()
            text = "".join((DECLARATION, *slot.program.root_render_func(slot.program.new_context(dict(words)))))
            watch.lap("render")
            if slot.source.moves_columns:
                text = fit_grids(text)
            watch.lap("table grids")
            if slot.emptied:
                text = close_cells(text, slot.emptied)
            watch.lap("empty cells and rows")
            data = text.encode("utf-8")
            watch.lap("encode")
            if not slot.is_proven:
                check_well_formed(data)
            watch.lap("well-formedness")
            repaired = slot.repeats_drawings or slot.repeats_bookmarks or holds_breaks(text)
            watch.lap("look for repairs")
            if repaired:
                data = slot.fill(words)
            watch.start()
            entries.append(pack(slot.name, data))
            watch.lap("deflate")
        written = write_package(entries)
        watch.lap("package")
        assert written == whole, "the steps timed here are no longer those of CompiledTemplate.fill"
        return watch.taken

    for words in sheets.words:
        one(words)
    taken = [one(words) for _ in range(rounds) for words in sheets.words]
    medians = {name: median(each[name] for each in taken) for name in taken[0]}
    whole, jinja = medians.pop(_WHOLE), medians.pop(_PLAIN)
    return tuple(Phase(name, ms, ms / whole) for name, ms in (*medians.items(), (_WHOLE, whole), (_PLAIN, jinja)))
