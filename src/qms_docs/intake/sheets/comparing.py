"""Two sheets laid side by side, section by section: what was taken out, put in, said in other words.

In: two `OldSheet`s. Out: `SectionDifference`s. Touches: nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

from ...domain.text import tone_folded
from .cover import squeezed
from .model import NOTHING, TITLES, OldSheet, Part, Said
from .procedure import bare


class DifferenceKind(StrEnum):
    """Loại khác biệt: taken out, put in, in other words."""

    REMOVED = "removed"
    ADDED = "added"
    CHANGED = "changed"


@dataclass(frozen=True)
class Difference:
    """One difference, with the place in each file."""

    kind: DifferenceKind
    old: Said = NOTHING
    new: Said = NOTHING


@dataclass(frozen=True)
class SectionDifference:
    """The differences of a section; `same` counts the lines that say the same."""

    part: Part
    same: int
    differences: tuple[Difference, ...]

    @property
    def title(self) -> str:
        """What the section is called."""
        return TITLES[self.part]


def compare_sheets(old: OldSheet, new: OldSheet) -> tuple[SectionDifference, ...]:
    """Return the differences of two sheets in the order of the sections; sections that say the same are in it with none."""
    return tuple(found for part in Part if (found := _section(part, lines_of(old, part), lines_of(new, part))) is not None)


def lines_of(sheet: OldSheet, part: Part) -> list[Said]:
    """Return what a part of a sheet says, one fact per line: of a step its number, action, actor and times together."""
    if part is Part.COVER:
        facts = (("Tên", sheet.title), ("Mã hiệu", sheet.code), ("Lần ban hành", sheet.issue), ("Ngày ban hành", sheet.day))
        said = [Said(f"{label}: {value.text}", value.place) for label, value in facts if value]
        return [*([sheet.agency] if sheet.agency else []), *said]
    if part is Part.SIGN_OFF:
        return [Said(squeezed(f"{each.stage.text}: {each.post.text}"), each.stage.place) for each in sheet.signers]
    if part is Part.REVISIONS:
        return [Said(" | ".join(said.text for _, said in row.cells), row.cells[0][1].place) for row in sheet.revisions]
    if part in (Part.CONTENTS, Part.CONTENT):
        return []
    if part is Part.DEFINITIONS:
        return [Said(f"{each.short}: {each.long}", each.place) for each in sheet.abbreviations]
    if part is Part.PROCESS:
        return [*_steps(sheet), *sheet.notes]
    if part is Part.RECORDS:
        return [
            Said(squeezed(" | ".join(said.text for said in (row.name, row.keeper, row.retention))), row.name.place)
            for row in sheet.records
        ]
    lines = sheet.said_in(part)
    if part is Part.DOSSIER and sheet.papers:
        lines = [paper.name for paper in sheet.papers]
    return [Said(text, line.place) for line in lines if (text := bare(squeezed(line.text)))]


def _steps(sheet: OldSheet) -> Iterator[Said]:
    for process in sheet.processes:
        for number, step in enumerate(process.steps, 1):
            times = " | ".join(time.said.text for time in step.times)
            yield Said(
                squeezed(f"{number}. {step.action.text} | {step.actor.text} | {times}"), step.action.place or step.actor.place
            )


def _key(text: str) -> str:
    """Return a text as it is compared: bullets, capitals, closing marks and the habits of tone placement do not count."""
    return re.sub(r"\W+", " ", tone_folded(text)).strip()


def _section(part: Part, old: Sequence[Said], new: Sequence[Said]) -> SectionDifference | None:
    if not old and not new:
        return None
    before, after = [_key(line.text) for line in old], [_key(line.text) for line in new]
    found: list[Difference] = []
    same = 0
    for tag, a, b, c, d in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if tag == "equal":
            same += b - a
        else:
            found += _pairs(old[a:b], new[c:d])
    return SectionDifference(part, same, tuple(found))


def _pairs(old: Sequence[Said], new: Sequence[Said]) -> Iterator[Difference]:
    """Yield the differences of a stretch: lines that are alike in pairs, the others taken out or put in."""
    left = list(new)
    for line in old:
        scored = [(SequenceMatcher(None, _key(line.text), _key(each.text)).ratio(), -place) for place, each in enumerate(left)]
        best = max(scored, default=(0.0, 0))
        if best[0] >= 0.6:
            yield Difference(DifferenceKind.CHANGED, line, left.pop(-best[1]))
        else:
            yield Difference(DifferenceKind.REMOVED, line)
    yield from (Difference(DifferenceKind.ADDED, NOTHING, line) for line in left)


def marked(old: str, new: str) -> str:
    """Return two texts as one, words taken out as [-…-], words put in as {+…+}."""
    before, after = old.split(), new.split()
    pieces: list[str] = []
    for tag, a, b, c, d in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if tag == "equal":
            pieces += before[a:b]
            continue
        if b > a:
            pieces.append(f"[-{' '.join(before[a:b])}-]")
        if d > c:
            pieces.append(f"{{+{' '.join(after[c:d])}+}}")
    return " ".join(pieces)
