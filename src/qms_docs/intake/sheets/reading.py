"""An old procedure sheet read into its parts, by its headings and tables, whatever the numbering.

In: a `WordContent`. Out: `OldSheet`. Touches: nothing.
"""

from __future__ import annotations

import re

from ...domain.text import tone_folded
from ...templating.content import WordBlock, WordContent, WordLine, WordTable
from .cover import Facts, cover_facts, is_cover, margin_of, paragraph_facts, squeezed
from .headings import Heading, inner_heading, main_heading
from .model import NOTHING, OldSheet, Part, Said, Section
from .tables import (
    abbreviation_of,
    abbreviations_in,
    heads_of,
    loose,
    papers_in,
    process_goes_on,
    process_in,
    records_in,
    revisions_in,
    signers_in,
)

_MOTTO = re.compile(r"cộng hòa xã hội chủ nghĩa việt nam")
_FRONT = frozenset([Part.COVER, Part.CONTENTS, Part.SIGN_OFF, Part.REVISIONS])
_BEFORE_CONTENT = frozenset([Part.PURPOSE, Part.SCOPE, Part.REFERENCES, Part.DEFINITIONS, Part.RESPONSIBILITY])
_WITH_RECORDS = frozenset([Part.PROCESS, Part.TEMPLATES, Part.RECORDS])
_AFTER_CONTENT = frozenset([Part.TEMPLATES, Part.RECORDS, Part.ANNEX])


def read_sheet(content: WordContent, source: str) -> OldSheet:
    """Return an old sheet; a file that is none comes back with nearly everything in `left` (`is_sheet` tells)."""
    reader = _Reader(source)
    reader.blocks(content.body.blocks)
    reader.finish()
    reader.sheet.margins = [margin_of(story) for story in content.margins if any(line.whole for line in story.lines)]
    if not reader.sheet.title:
        reader.sheet.title = next((margin.title for margin in reader.sheet.margins if margin.title), NOTHING)
    reader.sheet.lines = tuple(line for line in content.body.lines if line.whole)
    return reader.sheet


class _Reader:
    """Walks through the blocks of a sheet; `part` is where it stands."""

    def __init__(self, source: str) -> None:
        self.sheet = OldSheet(source)
        self.part = Part.COVER
        self.content_seen = False
        self.records_seen = False
        self.front: list[WordLine] = []
        self.listed: set[Part] = set()
        self.last: tuple[Heading, WordLine] | None = None

    def blocks(self, blocks: tuple[WordBlock, ...]) -> None:
        for block in blocks:
            if isinstance(block, WordTable):
                self.table(block)
            elif block.whole:
                self.line(block)

    # ---- paragraphs

    def line(self, line: WordLine) -> None:
        if line.boxed and self.part is Part.PROCESS:
            self.sheet.diagram.append(Said(squeezed(line.whole), line.place))
            return
        if self.part is Part.ANNEX or self._begins_annex(line):
            self._annex(line)
            return
        heading = self._main(line)
        if heading is not None:
            self._begin(heading, line)
            return
        if self._may_be_inner():
            inner = inner_heading(line)
            if inner is not None and (self.content_seen or (inner.number and line.bold)):
                self._begin(inner, line)
                return
        self._keep(line)

    def _main(self, line: WordLine) -> Heading | None:
        heading = main_heading(line, contents=self.part is Part.CONTENTS)
        if heading is None:
            return None
        marked = heading.number or line.bold or heading.title.isupper() or self.part in _FRONT
        return heading if marked else None

    def _begin(self, heading: Heading, line: WordLine) -> None:
        place = line.place
        if self.part is Part.CONTENTS and heading.part is not Part.CONTENTS and heading.part not in self.listed:
            self.listed.add(heading.part)
            self.last = (heading, line)
            self.sheet.contents.append(Said(squeezed(line.whole), place))
            return
        self.part = heading.part
        if heading.part is Part.CONTENT:
            self.content_seen = True
        section = Section(
            heading.part, heading.number, Said(squeezed(heading.title), place), heading=Said(squeezed(line.whole), place)
        )
        if heading.rest:
            section.lines.append(Said(squeezed(heading.rest), place))
        self.sheet.sections.append(section)

    def _may_be_inner(self) -> bool:
        return self.part not in _FRONT and self.part not in _AFTER_CONTENT and (self.content_seen or self.part in _BEFORE_CONTENT)

    def _begins_annex(self, line: WordLine) -> bool:
        if _MOTTO.search(tone_folded(squeezed(line.text))) and self.part not in _FRONT:
            return True
        return self.records_seen and main_heading(line) is None

    def _annex(self, line: WordLine) -> None:
        if self.part is not Part.ANNEX:
            self.part = Part.ANNEX
            self.sheet.sections.append(Section(Part.ANNEX, "", NOTHING))
        self.sheet.sections[-1].lines.append(Said(squeezed(line.whole), line.place))

    def _keep(self, line: WordLine) -> None:
        said = Said(squeezed(line.whole), line.place)
        if self.part is Part.COVER:
            self.front.append(line)
        elif self.part is Part.CONTENTS:
            self._in_contents(line, said)
        elif self.part is Part.PROCESS and self.sheet.processes:
            self.sheet.notes.append(said)
        elif not self.sheet.sections:
            self.sheet.left.append(said)
        else:
            section = self.sheet.sections[-1]
            section.lines.append(said)
            if section.part in (Part.DEFINITIONS, Part.REFERENCES):
                found = abbreviation_of(line.text, line.place) if section.part is Part.DEFINITIONS else None
                if found is not None:
                    self.sheet.abbreviations.append(found)

    def _in_contents(self, line: WordLine, said: Said) -> None:
        """Keep a line of the contents; a sentence is none: the heading before it has begun its section."""
        before = self.last
        if before is not None and (len(said.text) > 80 or said.text.endswith((".", ";"))):
            self.sheet.contents.pop()
            self.listed.add(before[0].part)
            self._begin(*before)
            self.line(line)
        else:
            self.sheet.contents.append(said)
            self.last = None

    # ---- tables

    def table(self, table: WordTable) -> None:
        if not any(cell.text for cell in table.cells):
            return
        whole = tone_folded(" ".join(cell.text for cell in table.cells))
        if self.part is Part.ANNEX or (_MOTTO.search(whole) and self.part not in _FRONT):
            self._annex_table(table)
        elif self.part in (Part.COVER, Part.CONTENTS) and not self.sheet.code and is_cover(table):
            self._cover(cover_facts(table))
        elif not self.content_seen and (signers := signers_in(table)) is not None:
            self.sheet.signers += signers
            self._aside(Part.SIGN_OFF, table)
        elif (process := process_in(table)) is not None:
            self.sheet.processes.append(process)
            self.part = Part.PROCESS
        elif self.part is Part.PROCESS and self.sheet.processes and not self.sheet.notes and self._goes_on(table):
            pass
        elif not self.content_seen and (rows := revisions_in(table)) is not None:
            self.sheet.revisions += rows
            self._aside(Part.REVISIONS, table)
        elif self.part in _WITH_RECORDS and (records := records_in(table)) is not None:
            self.sheet.records += records
            self.sheet.heads += heads_of(table)
            self.records_seen = True
        elif self.part in (Part.DOSSIER, Part.CONTENT, Part.SETS) and (papers := papers_in(table)) is not None:
            self.sheet.papers += papers
            self.sheet.heads += heads_of(table)
        elif self.part is Part.DEFINITIONS and (short := abbreviations_in(table)) is not None:
            self.sheet.abbreviations += short
            self.sheet.sections[-1].lines += loose(table)
        elif table.columns == 1 or any(isinstance(block, WordTable) for cell in table.cells for block in cell.blocks):
            for cell in table.cells:
                self.blocks(cell.blocks)
        elif self.records_seen:
            self._annex_table(table)
        else:
            kept = self.sheet.sections[-1].lines if self.sheet.sections and self.part not in _FRONT else self.sheet.left
            kept += loose(table)

    def _goes_on(self, table: WordTable) -> bool:
        return process_goes_on(table, self.sheet.processes[-1])

    def _aside(self, part: Part, table: WordTable) -> None:
        """Keep the headings of a table whose rows are values; what stood before it has ended."""
        if self.part is Part.CONTENTS:
            self.part = part
        self.sheet.cover += loose(table)

    def _annex_table(self, table: WordTable) -> None:
        if self.part is not Part.ANNEX:
            self.part = Part.ANNEX
            self.sheet.sections.append(Section(Part.ANNEX, "", NOTHING))
        self.sheet.sections[-1].lines += loose(table)

    def _cover(self, facts: Facts) -> None:
        sheet = self.sheet
        sheet.code, sheet.issue, sheet.day = facts.get("code"), facts.get("issue"), facts.get("day")
        sheet.page = facts.get("page")
        sheet.title = facts.get("title") or sheet.title
        others = [line for line in facts.others if line.text]
        if others and not sheet.agency:
            sheet.agency = others[0]
        sheet.cover += facts.lines

    def finish(self) -> None:
        """Understand a cover that is no table."""
        if not self.front:
            return
        facts = paragraph_facts(self.front)
        if not self.sheet.code and (facts.said or not self.sheet.title):
            self._cover(facts)
        else:
            self.sheet.cover += [Said(squeezed(line.whole), line.place) for line in self.front]
