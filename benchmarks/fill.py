"""Filling one template with the words of many documents: ours and the peers, turn by turn."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from statistics import median

from .content import Content, content_of
from .data import CannotMeasureError, Sheets
from .engines import OURS, Engine, docxtpl_loop, docxtpl_reused, floor, ours
from .node import NodeEngine, prepare
from .peer_template import DIALECTS

_CHUNK = 10
# Node compiles hot functions while it runs: one pass looks for failures, one more warms up.
_WARM_UPS = 1


@dataclass(frozen=True)
class EngineFigures:
    """What was measured of one engine. `ratio` is the median of (its time / our time) for the same document and round."""

    name: str
    milliseconds: float
    fastest: float
    slowest: float
    ratio: float
    ratio_low: float
    ratio_high: float
    bytes: int
    same_text: int
    same_cells: int
    unfilled: tuple[str, ...]
    failed: int
    failed_why: str
    templates: int = 1


@dataclass(frozen=True)
class FillFigures:
    """All engines on the same documents, those that each of them can fill; and what could not be measured."""

    given: int
    documents: int
    procedures: int
    communes: int
    rounds: int
    engines: tuple[EngineFigures, ...]
    notes: tuple[str, ...] = field(default=())


def measure_fill(sheets: Sheets, rounds: int, node: bool) -> FillFigures:
    """Fill every document `rounds` times with every engine, ten documents at a time and in changing order.

    A document that some engine cannot fill is left out for all, and counted.
    """
    notes: list[str] = []
    with ExitStack() as stack:
        engines: list[Engine] = [
            ours(sheets),
            docxtpl_loop(sheets),
            docxtpl_reused(sheets),
            floor(sheets),
        ]
        for peer in _node_engines(sheets, notes) if node else ():
            stack.callback(peer.close)
            engines.append(peer)
        failures = {engine.name: engine.failures() for engine in engines}
        for hopeless in [engine for engine in engines if len(failures[engine.name]) == len(sheets.words)]:
            engines.remove(hopeless)
            notes.append(f"{hopeless.name} was not measured, it fills no document: {failures.pop(hopeless.name)[0]}.")
        if not engines or engines[0].name != OURS:
            raise CannotMeasureError(notes[-1])
        spoiled = {place for found in failures.values() for place in found}
        places = [place for place in range(len(sheets.words)) if place not in spoiled]
        if not places:
            raise CannotMeasureError("There is no document that all engines can fill.")
        for engine in engines:
            for _ in range(_WARM_UPS):
                engine.milliseconds(places)
        taken: dict[str, list[float]] = {engine.name: [] for engine in engines}
        for turn in range(rounds):
            for start in range(0, len(places), _CHUNK):
                shift = (turn + start // _CHUNK) % len(engines)
                for engine in engines[shift:] + engines[:shift]:
                    # One fill is not counted: it pays for what the engine before left in caches and memory.
                    chunk = places[start : start + _CHUNK]
                    taken[engine.name] += engine.milliseconds([chunk[0], *chunk])[1:]
        outputs = {engine.name: engine.outputs(places) for engine in engines}
    contents = [content_of(data) for data in outputs[OURS]]
    figures = tuple(
        _figures(engine, taken[engine.name], taken[OURS], outputs[engine.name], contents, failures[engine.name])
        for engine in engines
    )
    return FillFigures(len(sheets.words), len(places), sheets.procedures, sheets.communes, rounds, figures, tuple(notes))


def _node_engines(sheets: Sheets, notes: list[str]) -> Iterator[NodeEngine]:
    """Yield the Node peers that work here; note those that do not."""
    try:
        prepare()
    except CannotMeasureError as cause:
        notes.append(f"The JavaScript peers were not measured: {cause}.")
        return
    for dialect in DIALECTS:
        try:
            yield NodeEngine(dialect, sheets)
        except CannotMeasureError as cause:
            notes.append(f"{dialect.name} was not measured: {cause}.")


def _figures(
    engine: Engine, taken: list[float], own: list[float], outputs: list[bytes], contents: list[Content], failed: dict[int, str]
) -> EngineFigures:
    times = sorted(taken)
    ratios = sorted(theirs / mine for theirs, mine in zip(taken, own, strict=True))
    found = [content_of(data) for data in outputs]
    return EngineFigures(
        name=engine.name,
        milliseconds=median(times),
        fastest=_share(times, 0.05),
        slowest=_share(times, 0.95),
        ratio=median(ratios),
        ratio_low=_share(ratios, 0.05),
        ratio_high=_share(ratios, 0.95),
        bytes=round(median(len(data) for data in outputs)),
        same_text=sum(a.text == b.text for a, b in zip(found, contents, strict=True)),
        same_cells=sum(a.cells == b.cells for a, b in zip(found, contents, strict=True)),
        unfilled=tuple(sorted({part for content in found for part in content.unfilled})),
        failed=len(failed),
        failed_why=next(iter(failed.values()), ""),
        templates=getattr(engine, "templates", 1),
    )


def _share(ordered: list[float], share: float) -> float:
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]
