"""Where the ways back of a flowchart run: outside of its lanes, on tracks of their own, so that no two lines cross.

In: ways back by the places of their steps. Out: a side and a track for each. Touches: nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

TRACKS = 3
LEFT, RIGHT = "left", "right"


@dataclass(frozen=True, slots=True)
class Way:
    """A way back from below the step `start` to the step `end`, above it or the same; tracks count from the lanes outwards."""

    start: int
    end: int
    side: str
    track: int


def _crosses(one: tuple[int, int], other: Way) -> bool:
    """Return whether two ways on one side would cross: they overlap, and neither lies within the other."""
    start, end = one
    return end < other.end <= start < other.start or other.end < end <= other.start < start


def _fits(start: int, end: int, side: str, taken: Iterable[Way]) -> int | None:
    """Return the track of a way on a side, outside of those it holds; None where there is none. Ways come shortest first."""
    beside = [way for way in taken if way.side == side and way.end <= start and end <= way.start]
    if any(_crosses((start, end), way) for way in beside):
        return None
    track = max((way.track + 1 for way in beside), default=0)
    return track if track < TRACKS else None


def ways_back(edges: Sequence[tuple[int, int, str]], sides: Sequence[str]) -> tuple[Way, ...]:
    """Return the ways for edges (start, end, side wished); an edge that fits on no side is left out."""
    found: list[Way] = []
    for start, end, wished in sorted(edges, key=lambda edge: (edge[0] - edge[1], edge[0])):
        for side in sorted(sides, key=lambda side: side != wished):
            track = _fits(start, end, side, found)
            if track is not None:
                found.append(Way(start, end, side, track))
                break
    return tuple(sorted(found, key=lambda way: way.start))
