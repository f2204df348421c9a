"""Records of the national database into procedure files: shown first, written when asked, compared with what was seen before."""

from __future__ import annotations

import re
import tempfile
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from ..diagnostics import Diagnostic, Location, Severity, say, sort_diagnostics
from ..domain.artifacts import BuildRequest
from ..domain.procedure import AdministrativeProcedure
from ..domain.text import ascii_slug
from ..errors import OutputError, RequestError
from ..intake.portal.acts import ReadAct
from ..intake.portal.comparing import RecordChange, record_changes, stored
from ..intake.portal.procedure import Understood, understand
from ..intake.portal.reading import PortalFile, needs_office, read_portal_file
from ..load import Workspace, load_workspace
from ..load.act_entries import UneditableFileError as UneditableActsError
from ..load.act_entries import with_acts
from ..load.editing import UneditableFileError, edited
from ..load.plain import plain_of
from ..load.scalars import fresh_text
from ..load.together import write_together
from ..load.validation import validate
from ..load.yaml_text import read_text, read_yaml
from ..plan import plan_build, select_communes
from .changes import Change, changes_between
from .law_add import act_file, act_of
from .portal_findings import told_of

SUFFIXES = (".json", ".xlsx", ".xlsm", ".docx", ".doc", ".rtf", ".html", ".htm")


@dataclass(frozen=True)
class TakenRecord:
    """A record taken in: what stands of it, what it changes in its file, what changed since it was last seen."""

    code: str
    name: str
    source: str
    form: str
    file: Path | None
    is_new: bool
    papers: int
    acts: int
    limits: int
    fees: int
    unparsed: int
    changes: tuple[Change, ...] = ()
    since: tuple[RecordChange, ...] = ()
    refused: bool = False


@dataclass(frozen=True)
class Touched:
    """What a changed procedure touches on the day: how many units do it, how many documents are printed of it."""

    code: str
    communes: int
    documents: int


@dataclass(frozen=True)
class PortalImport:
    """What was understood of all files; `new_acts` and `new_fields` are proposed, `written` the files changed.

    `touched` says what the procedures that changed since they were last seen have an impact on.
    """

    records: tuple[TakenRecord, ...]
    new_acts: tuple[ReadAct, ...]
    new_fields: tuple[str, ...]
    diagnostics: tuple[Diagnostic, ...]
    written: tuple[Path, ...] = ()
    touched: tuple[Touched, ...] = ()

    @property
    def errors(self) -> int:
        """How many records or files could not be taken."""
        return sum(1 for each in self.diagnostics if each.is_error)


def import_portal(
    workspace: Path | str, files: Sequence[Path], seen: date, apply: bool = False, progress: Callable[[str], None] | None = None
) -> PortalImport:
    """Read records of the national database, compare them with the workspace, and with `apply` write what is new.

    An existing procedure keeps what people made of it (steps, records, names over time, sheet number); it takes over what changed
    in the record since it was last seen, and what it did not speak of yet. Raises RequestError for a file that is not there.
    """
    loaded = load_workspace(Path(workspace))
    importer = RecordImporter(loaded, seen)
    for file in _all_files(files):
        if progress:
            progress(file.name)
        importer.take(_read(file))
    importer.finish()
    written: tuple[Path, ...] = ()
    if apply and importer.texts:
        write_together(importer.texts)
        written = tuple(importer.texts)
    return PortalImport(
        tuple(importer.records),
        tuple(importer.acts.values()),
        tuple(importer.fields),
        sort_diagnostics(importer.diagnostics),
        written,
        tuple(_touched(loaded, [each.code for each in importer.records if each.since], seen)),
    )


def _touched(loaded: Workspace, codes: Sequence[str], day: date) -> Iterator[Touched]:
    """Yield for each procedure that changed which documents of which units rest on it."""
    if not codes:
        return
    catalogue = loaded.catalogue
    request = BuildRequest(loaded.root, day, loaded.root)
    units: Counter[str] = Counter()
    documents: Counter[str] = Counter()
    for commune in select_communes(catalogue, request):
        shared = {each.process.key: each for each in catalogue.shared_among(catalogue.scope_on(commune, day))}
        found: Counter[str] = Counter()
        for job in plan_build(catalogue, request, [commune]).jobs[commune.id]:
            members = [each.code for each in shared[job.shared].procedures] if job.shared else [job.procedure]
            found.update(code for code in codes if code in members)
        documents += found
        units.update(dict.fromkeys(found, 1))
    yield from (Touched(code, units[code], documents[code]) for code in codes)


def _all_files(files: Iterable[Path]) -> Iterator[Path]:
    for each in files:
        if each.is_dir():
            inside = (
                file for file in each.rglob("*") if file.suffix.lower() in SUFFIXES and not file.name.startswith(("~$", "."))
            )
            yield from sorted(file for file in inside if file.is_file())
        elif each.is_file():
            yield each
        else:
            raise RequestError(say("«{path}» is not there.", path=str(each)), say("Name a file or a folder."))


def _read(file: Path) -> PortalFile:
    try:
        data = file.read_bytes()
    except OSError as cause:
        raise RequestError(say("«{path}» cannot be read: {reason}.", path=str(file), reason=cause.strerror or cause)) from cause
    if needs_office(data):
        from ..convert.old_word import as_docx

        converted = as_docx(data, file.suffix.lower() if file.suffix.lower() in SUFFIXES else ".doc")
        if converted is None:
            found = PortalFile(str(file))
            fact, advice = say("LibreOffice could not read the file."), say("Open it in Word and save it as .docx.")
            found.diagnostics.append(Diagnostic("IMP002", "source-broken", Severity.ERROR, Location(str(file)), fact, advice))
            return found
        data = converted
    return read_portal_file(data, str(file))


@dataclass
class RecordImporter:
    """Lays records over a workspace."""

    loaded: Workspace
    seen: date
    records: list[TakenRecord] = field(default_factory=list)
    diagnostics: list[Diagnostic] = field(default_factory=list)
    acts: dict[str, ReadAct] = field(default_factory=dict)
    fields: dict[str, dict[str, str]] = field(default_factory=dict)
    texts: dict[Path, str | None] = field(default_factory=dict)
    numbers: dict[str, set[int]] = field(default_factory=dict)
    codes: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for procedure in self.loaded.catalogue.procedures.values():
            self.numbers.setdefault(procedure.field, set()).add(procedure.sheet_number)

    def take(self, read: PortalFile) -> None:
        """Take all records of a file."""
        self.diagnostics += read.diagnostics
        for record in read.records:
            self._record(understand(record, self.loaded.catalogue, self.seen, read.format), read.format)

    def _record(self, found: Understood, form: str) -> None:
        record = found.record
        place = Location(record.source, within=record.place)
        self.diagnostics += told_of(found)
        if found.refused:
            self._add(found, form, None, refused=True)
            return
        first = self.codes.setdefault(record.code, str(place))
        if first != str(place):
            fact = say("The procedure {code} was taken from {place} already; this record is not.", code=record.code, place=first)
            advice = say("Import the newer file alone.")
            self.diagnostics.append(Diagnostic("IMP004", "record-twice", Severity.WARNING, place, fact, advice))
            return
        for act in found.acts:
            if act.known is None and act.number is not None and act.number not in self.acts:
                self.acts[act.number] = act
        if "field" not in found.values:
            found.values["field"] = self._new_field(found)
        known = self.loaded.catalogue.procedures.get(record.code)
        if known is None:
            self._new(found, form, place)
        else:
            self._known(found, form, known, place)

    def _new_field(self, found: Understood) -> str:
        """Return the key of a field that the workspace does not know, proposed with letters of its own."""
        name = found.field_name or "Lĩnh vực khác"
        for key, facts in self.fields.items():
            if facts["name"] == name:
                return key
        key = ascii_slug(name, 40).replace("-", "_")
        key = key if re.match(r"[a-z]", key) else f"linh_vuc_{key}"
        known = self.loaded.catalogue.fields
        while key in known or key in self.fields:
            key += "_2"
        used = {each.code for each in known.values()} | {each["code"] for each in self.fields.values()}
        letters = "".join(word[0] for word in ascii_slug(name, 200).split("-") if word[0].isalpha()).upper()[:5] or "LV"
        letters = letters if len(letters) > 1 else letters + "X"
        while letters in used:
            letters = (letters[:5] + "X") if len(letters) < 6 else letters[:4] + chr(ord(letters[4]) % 25 + 65) + "X"
        self.fields[key] = {"key": key, "name": name, "code": letters}
        return key

    def _validated(self, values: dict[str, Any], place: Location) -> dict[str, Any] | None:
        model, wrong = validate(AdministrativeProcedure, values, Path(place.file), (), lambda *_: place)
        self.diagnostics += wrong
        return None if model is None else plain_of(model)

    def _new(self, found: Understood, form: str, place: Location) -> None:
        key = str(found.values["field"])
        numbers = self.numbers.setdefault(key, set())
        number = next(each for each in range(1, 1000) if each not in numbers)
        ordered = {"code": found.values["code"], "names": found.values["names"], "field": key, "sheet_number": str(number)}
        values = self._validated(ordered | found.values, place)
        if values is None:
            self._add(found, form, None, refused=True)
            return
        numbers.add(number)
        root = self.loaded.root / self.loaded.settings.folders.procedures
        file = root / ascii_slug(key) / f"{found.record.code}-{ascii_slug(found.record.name)}.yaml"
        self.texts[file] = fresh_text(values, schema="../../schemas/procedure.schema.json")
        self._store(found)
        changes = tuple(changes_between(AdministrativeProcedure, {}, values))
        self._add(found, form, file, is_new=True, changes=changes)

    def _known(self, found: Understood, form: str, known: AdministrativeProcedure, place: Location) -> None:
        file = Path(self.loaded.catalogue.origin("procedure", known.code))
        before = plain_of(known)
        last = self._last(found.record.code)
        now = stored(found)
        since = tuple(record_changes(last, now)) if last is not None else ()
        after = dict(before)
        for key, value in now.items():
            changed = last is not None and last.get(key) != value
            if key in ("national", "unparsed") or (key not in before and key != "dossier") or (changed and key in TAKEN_OVER):
                after[key] = value
        if any(change.key == "names" for change in since):
            after["names"] = _renamed(before["names"], found.record.name, self.seen)
        wanted = self._validated(after, place)
        if wanted is None:
            self._add(found, form, file, refused=True)
            return
        self._change(file, wanted, before)
        self._store(found)
        changes = tuple(changes_between(AdministrativeProcedure, before, wanted))
        self._add(found, form, file, changes=changes, since=since)

    def _change(self, file: Path, wanted: dict[str, Any], before: dict[str, Any]) -> None:
        if wanted == before:
            return
        try:
            self.texts[file] = edited(read_text(file), wanted, before)
        except UneditableFileError as cause:
            raise OutputError(
                say("«{path}» is written in a way that cannot be changed in place.", path=str(file)),
                say("Write it in the usual form (see docs/workspace.md), then run the command again."),
            ) from cause

    def _seen_file(self, code: str) -> Path:
        return self.loaded.root / "sources" / "portal" / f"{code}.yaml"

    def _last(self, code: str) -> dict[str, Any] | None:
        file = self._seen_file(code)
        if not file.is_file():
            return None
        value = read_yaml(file)
        return value["record"] if isinstance(value, dict) and isinstance(value.get("record"), dict) else None

    def _store(self, found: Understood) -> None:
        file = self._seen_file(found.record.code)
        values = {"seen_on": self.seen.isoformat(), "source": Path(found.record.source).name, "record": stored(found)}
        if self._last(found.record.code) != values["record"]:
            heading = (
                str(say("The record as it was last taken in; the next import tells what changed since. Not to be edited.")),
            )
            self.texts[file] = fresh_text(values, heading)

    def _add(
        self,
        found: Understood,
        form: str,
        file: Path | None,
        is_new: bool = False,
        changes: tuple[Change, ...] = (),
        since: tuple[RecordChange, ...] = (),
        refused: bool = False,
    ) -> None:
        values = found.values
        groups = (values.get("dossier") or {}).get("groups", [])
        self.records.append(
            TakenRecord(
                found.record.code,
                found.record.name,
                found.record.source,
                form,
                file,
                is_new,
                sum(len(group["items"]) for group in groups),
                len(values.get("legal_basis", [])),
                len(values.get("time_limits", [])),
                len(values.get("fees", [])),
                len(found.leftovers),
                changes,
                since,
                refused,
            )
        )

    def finish(self) -> None:
        """Add the acts and fields that the records cite and the workspace does not know."""
        if not any(not each.refused for each in self.records):
            return
        if self.fields:
            file = self.loaded.root / self.loaded.settings.folders.procedures / "fields.yaml"
            listed = read_yaml(file)["fields"]
            self.texts[file] = edited(read_text(file), {"fields": [*listed, *self.fields.values()]})
        self._add_acts()

    def _add_acts(self) -> None:
        for read in self.acts.values():
            act = act_of(
                read, str(say("Legal bases of the national database, seen on {day}", day=self.seen.isoformat())), self.seen
            )
            file = act_file(self.loaded, act.kind)
            try:
                if file not in self.texts:
                    _, after = with_acts(file, act, {})
                else:
                    after = _with_more(file, str(self.texts[file]), act)
                self.texts[file] = after
            except UneditableActsError as cause:
                raise OutputError(
                    say("«{path}» is written in a way that cannot be changed in place.", path=str(file)),
                    say("Write it in the usual form (see docs/workspace.md), then run the command again."),
                ) from cause


TAKEN_OVER = frozenset(
    [
        "decision",
        "subjects",
        "authority",
        "cooperating",
        "channels",
        "dossier",
        "time_limits",
        "scenarios",
        "fees",
        "results",
        "forms",
        "conditions",
        "legal_basis",
    ]
)
"""What an existing procedure takes over when the record changed; names are added with their first day."""


def _with_more(file: Path, text: str, act: Any) -> str:
    """Return the new text of a file of acts that this import has changed already, with one more act."""
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / file.name
        copy.write_bytes(text.encode())
        return with_acts(copy, act, {})[1]


def _renamed(names: list[Any], name: str, day: date) -> list[Any]:
    """Return names with a new one from the day it was seen; the one before ends the day before."""
    last = names[-1]
    ended = {"text": last} if isinstance(last, str) else dict(last)
    if ended.get("text") == name:
        return names
    ended["valid_to"] = (day - timedelta(days=1)).isoformat()
    return [*names[:-1], ended, {"valid_from": day.isoformat(), "text": name}]
