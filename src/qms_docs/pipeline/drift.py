"""Drift of old Word sheets: found, and written as the report a consultant hands to a client."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from ..diagnostics import Diagnostic, Location, say, sort_diagnostics
from ..errors import TemplateError
from ..intake.sheets.drift import drift_of
from ..intake.sheets.matching import MIN_SCORE
from ..load import load_workspace
from ..publish.folder import publish_file
from ..report.drift import TEMPLATE, DriftFacts, SheetFacts, drift_words, drift_workbook
from .impact_report import may_write
from .old_sheets import SheetFiles, read_sheets


@dataclass(frozen=True)
class DriftReport:
    """What old sheets contradict: the files read, the findings, the files written."""

    facts: DriftFacts
    unread: tuple[Diagnostic, ...]
    written: tuple[Path, ...] = ()

    @property
    def findings(self) -> tuple[Diagnostic, ...]:
        """All findings, by file and place."""
        return self.facts.findings

    @property
    def counts(self) -> dict[str, int]:
        """How many findings of each code."""
        return dict(sorted(Counter(each.code for each in self.findings).items()))


def drift(
    workspace: Path | str,
    files: Sequence[Path],
    day: date,
    *,
    docx: Path | None = None,
    xlsx: Path | None = None,
    force: bool = False,
    least: float = MIN_SCORE,
    given: Mapping[str, str] | None = None,
    progress: Callable[[str], None] | None = None,
) -> DriftReport:
    """Read old sheets, find what they contradict on a day, and write the reports asked for: all or none.

    Raises RequestError for a file that is not there or a report that is there already (unless `force`), OutputError for a
    missing folder, TemplateError where the report's template is unsound.
    """
    for target in (docx, xlsx):
        if target is not None:
            may_write(target, force)
    loaded = load_workspace(Path(workspace))
    read = read_sheets(files, loaded.catalogue, least, given, progress)
    facts = _facts(read, drift_of(read.read, loaded.catalogue, day, read.codes), day)
    made: list[tuple[Path, bytes]] = []
    if xlsx is not None:
        made.append((xlsx, drift_workbook(facts)))
    if docx is not None:
        made.append((docx, _document(loaded.templates / TEMPLATE, facts)))
    for file, data in made:
        publish_file(file, data)
    return DriftReport(facts, sort_diagnostics(read.diagnostics), tuple(file for file, _ in made))


def _order(finding: Diagnostic) -> tuple[str, bool, str, int, str, str]:
    """Return the order in which a reader meets findings: by file, the frame first, then down the text."""
    part, _, number = (finding.location.within or "").partition("¶")
    place = re.match(r"\d+", number)
    body = part == "word/document.xml"
    return finding.location.file, body, part, int(place.group()) if place else 0, finding.code, str(finding.fact)


def _facts(read: SheetFiles, findings: Iterable[Diagnostic], day: date) -> DriftFacts:
    found = tuple(sorted(dict.fromkeys(findings), key=_order))
    per_file = Counter(each.location.file for each in found)
    errors = Counter(each.location.file for each in found if each.is_error)
    names = Counter(each.file.name for each in read.sheets)

    def shown(file: Path) -> str:
        return file.name if names[file.name] == 1 else f"{file.parent.name}/{file.name}"

    sheets = tuple(
        SheetFacts(
            each.sheet.source,
            shown(each.file),
            each.sheet.title.text,
            each.sheet.code.text,
            each.match.key if each.match else "",
            f"{each.match.score:g}" if each.match else "",
            per_file[each.sheet.source],
            errors[each.sheet.source],
        )
        for each in read.sheets
        if each.sheet is not None
    )
    unread = tuple(shown(each.file) for each in read.sheets if each.sheet is None)
    return DriftFacts(day, sheets, unread, found)


def _document(file: Path, facts: DriftFacts) -> bytes:
    from ..templating.confinement import open_template

    try:
        template = open_template(file, file.name)
    except OSError as cause:
        raise TemplateError(
            Location(str(file)),
            say("The template cannot be read: {reason}.", reason=cause.strerror),
            say("Copy {file} from a new workspace (qms-docs init).", file=TEMPLATE),
        ) from cause
    return template.fill(drift_words(facts))
