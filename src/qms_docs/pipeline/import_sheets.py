"""Old Word sheets into procedure files: matched by name, shown first, written when asked."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Any

from ..diagnostics import Diagnostic, Location, Severity, say, sort_diagnostics
from ..domain.procedure import AdministrativeProcedure
from ..intake.portal.procedure import Understood
from ..intake.sheets.drift import drift_of, foreign_records
from ..intake.sheets.matching import MIN_SCORE, Match
from ..intake.sheets.model import OldSheet
from ..intake.sheets.procedure import FORM, NewPost, UnderstoodSheet, understand_sheet
from ..load import load_workspace
from ..load.editing import edited
from ..load.plain import plain_of
from ..load.together import write_together
from ..load.yaml_text import read_text, read_yaml
from .changes import Change, changes_between
from .import_portal import TAKEN_OVER, RecordImporter
from .old_sheets import ReadSheet, read_sheets


class Take(StrEnum):
    """What a known procedure takes from a sheet: how the work is done (steps, records), or all it says."""

    PROCESS = "process"
    ALL = "all"


@dataclass(frozen=True)
class TakenSheet:
    """A sheet: what it was matched to, what was understood of it, what it changes."""

    source: str
    title: str
    sheet_code: str
    match: Match | None
    likely: tuple[Match, ...]
    steps: int = 0
    records: int = 0
    papers: int = 0
    acts: int = 0
    kept: int = 0
    file: Path | None = None
    is_new: bool = False
    changes: tuple[Change, ...] = ()
    refused: bool = True


@dataclass(frozen=True)
class SheetImport:
    """What was understood of all sheets; `posts` says for what position each name was taken, with the score."""

    sheets: tuple[TakenSheet, ...]
    posts: Mapping[str, Match]
    new_posts: tuple[NewPost, ...]
    new_acts: tuple[str, ...]
    diagnostics: tuple[Diagnostic, ...]
    drift: tuple[Diagnostic, ...] = ()
    written: tuple[Path, ...] = ()

    @property
    def errors(self) -> int:
        """How many files could not be taken."""
        return sum(1 for each in self.diagnostics if each.is_error)


def import_sheets(
    workspace: Path | str,
    files: Sequence[Path],
    seen: date,
    apply: bool = False,
    *,
    take: Take = Take.PROCESS,
    least: float = MIN_SCORE,
    given: Mapping[str, str] | None = None,
    progress: Callable[[str], None] | None = None,
) -> SheetImport:
    """Read old sheets, lay them over the workspace, and with `apply` write what is new.

    A procedure that the workspace knows takes the steps and records of the sheet, and what it did not speak of yet; with
    `Take.ALL` everything the sheet says. Raises RequestError for a file that is not there.
    """
    loaded = load_workspace(Path(workspace))
    read = read_sheets(files, loaded.catalogue, least, given, progress)
    importer = _SheetImporter(loaded, seen, how=take)
    importer.diagnostics += read.diagnostics
    drift = sort_diagnostics(drift_of(read.read, loaded.catalogue, seen, read.codes))
    importer.beside = read.read
    taken = [importer.take_sheet(each) for each in read.sheets if each.sheet is not None]
    importer.finish()
    importer.add_posts()
    written: tuple[Path, ...] = ()
    if apply and importer.texts:
        write_together(importer.texts)
        written = tuple(importer.texts)
    return SheetImport(
        tuple(taken),
        importer.posts,
        tuple(importer.new_posts.values()),
        tuple(str(act.number) for act in importer.acts.values()),
        sort_diagnostics(importer.diagnostics),
        drift,
        written,
    )


@dataclass
class _SheetImporter(RecordImporter):
    """Lays sheets over a workspace."""

    how: Take = Take.PROCESS
    beside: list[OldSheet] = field(default_factory=list)
    posts: dict[str, Match] = field(default_factory=dict)
    new_posts: dict[str, NewPost] = field(default_factory=dict)

    def take_sheet(self, read: ReadSheet) -> TakenSheet:
        """Take one sheet; what is wrong with it is told."""
        sheet, match = read.sheet, read.match
        assert sheet is not None
        nothing = TakenSheet(sheet.source, sheet.title.text, sheet.code.text, match, read.likely)
        place = Location(sheet.source, within=sheet.title.place)
        if match is None:
            near = "; ".join(f"{each.key} {each.name} ({each.score:g})" for each in read.likely) or "–"
            fact = say("No procedure is surely meant by «{title}»; nearest: {near}.", title=sheet.title.text, near=near)
            advice = say("Take the procedure in first (import tthc), or name it: --match {file}=CODE.", file=read.file.name)
            self.diagnostics.append(Diagnostic("SHT010", "procedure-unsure", Severity.ERROR, place, fact, advice))
            return nothing
        foreign = foreign_records(sheet, self.loaded.catalogue, match.key, self.beside)
        names = frozenset(" ".join(row.text.split()) for row in foreign)
        understood = understand_sheet(sheet, match.key, self.loaded.catalogue, self.seen, names, self.new_posts)
        before = len(self.records)
        known = self.loaded.catalogue.procedures.get(match.key)
        if known is not None:
            self._narrow(understood.found, known)
        self._record(understood.found, FORM)
        if len(self.records) == before or self.records[-1].refused:
            return nothing
        self._remember(understood, place)
        record, values = self.records[-1], understood.found.values
        groups = values["dossier"].get("groups", []) if values.get("dossier") else []
        return TakenSheet(
            sheet.source,
            sheet.title.text,
            sheet.code.text,
            match,
            read.likely,
            len(values.get("steps", [])),
            len(values.get("records", [])),
            sum(len(group["items"]) for group in groups),
            len(values.get("legal_basis", [])),
            len(understood.found.leftovers),
            record.file,
            record.is_new,
            record.changes,
            False,
        )

    def _took(self, now: Mapping[str, Any], before: Mapping[str, Any]) -> set[str]:
        """Return the parts a known procedure takes from a sheet."""
        took = {key for key in now if key in ("steps", "records") or (key in TAKEN_OVER and self.how is Take.ALL)}
        return took | {key for key in now if key in TAKEN_OVER and not before.get(key)} - {"scenarios"}

    def _narrow(self, found: Understood, known: AdministrativeProcedure) -> None:
        """Leave out what is neither taken nor asked for: acts, and texts that belong to parts that stay as they are."""
        found.values["field"] = known.field
        took = self._took(found.values, plain_of(known))
        if "legal_basis" not in took:
            found.acts = []
        if self.how is not Take.ALL:
            found.leftovers = [left for left in found.leftovers if _is_about(left.about, took)]
            texts = {left.text for left in found.leftovers}
            kept = [each for each in found.values.get("unparsed", []) if each["text"] in texts]
            found.values["unparsed"] = kept

    def _remember(self, understood: UnderstoodSheet, place: Location) -> None:
        self.posts |= understood.posts
        for post in understood.new_posts.values():
            if post.key not in self.new_posts:
                fact = say("«{post}» is no position of the workspace; it is proposed as {key}.", post=post.title, key=post.key)
                advice = say("Correct the spelling in the sheet, or keep the new position in communes/positions.yaml.")
                self.diagnostics.append(Diagnostic("SHT012", "post-proposed", Severity.WARNING, place, fact, advice))
                self.new_posts[post.key] = post

    def _known(self, found: Understood, form: str, known: AdministrativeProcedure, place: Location) -> None:
        file = Path(self.loaded.catalogue.origin("procedure", known.code))
        before, now = plain_of(known), found.values
        after = dict(before)
        took = self._took(now, before)
        for key in took:
            after[key] = now[key]
        if "steps" in took:
            after["scenarios"] = _scenarios(before.get("scenarios", []), now.get("scenarios", []), now["steps"])
        self._rest(found, before, after)
        after = {key: value for key, value in after.items() if value not in ([], None)}
        wanted = self._validated(after, place)
        if wanted is None:
            self._add(found, form, file, refused=True)
            return
        self._change(file, wanted, before)
        self._add(found, form, file, changes=tuple(changes_between(AdministrativeProcedure, before, wanted)))

    def _rest(self, found: Understood, before: dict[str, Any], after: dict[str, Any]) -> None:
        """Keep what was not understood of the parts taken, and the sheet among the sources."""
        kept = found.values.get("unparsed", [])
        old = before.get("unparsed", [])
        after["unparsed"] = [*old, *(each for each in kept if all(each["text"] != one["text"] for one in old))]
        verification = dict(after["verification"])
        source = found.values["verification"]["sources"][0]
        if source not in verification["sources"]:
            verification["sources"] = [*verification["sources"], source]
        after["verification"] = verification

    def _store(self, found: Understood) -> None:
        """The record of the national database stays what it was."""

    def add_posts(self) -> None:
        """Add the positions that sheets name and the workspace does not have."""
        if not self.new_posts:
            return
        file = self.loaded.root / self.loaded.settings.folders.communes / "positions.yaml"
        listed = read_yaml(file)["positions"]
        source = str(say("Old procedure sheets, read on {day}", day=self.seen.isoformat()))
        fresh = [{"key": post.key, "titles": [{"text": post.title}], "source": source} for post in self.new_posts.values()]
        known = {each["key"] for each in listed}
        self.texts[file] = edited(
            read_text(file), {"positions": [*listed, *(each for each in fresh if each["key"] not in known)]}
        )


_ABOUT = {
    "steps": ("Bước", "Bảng quy trình", "Quy trình"),
    "records": ("Hồ sơ lưu", "Thời gian lưu"),
    "time_limits": ("Thời hạn",),
    "fees": ("Phí",),
    "dossier": ("Thành phần", "Số bộ"),
    "legal_basis": ("Căn cứ",),
}


def _is_about(about: str, took: set[str]) -> bool:
    return any(about.startswith(words) for key, words in _ABOUT.items() if key in took) or about in ("Ngoài các mục", "Nội dung")


def _scenarios(old: list[Any], new: list[Any], steps: list[Any]) -> list[Any]:
    """Return the scenarios that the steps' times need: those there are, and the sheet's that are missing."""
    used = {key for step in steps for key in step.get("durations", {})}
    known = {each["key"] for each in old}
    if used <= known or used <= {"standard"}:
        return old
    return [*old, *(each for each in new if each["key"] not in known)]
