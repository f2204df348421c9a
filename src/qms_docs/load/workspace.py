"""A workspace folder becomes settings and a catalogue; every mistake in it becomes a diagnostic."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel

from ..diagnostics import Diagnostic, Location, Severity, say
from ..domain.calendar_change import CalendarFile
from ..domain.catalogue import Catalogue
from ..domain.dated import Model
from ..domain.document import Abbreviation, DocumentKind
from ..domain.extras import ExtraWords
from ..domain.law import LayoutRegime, LegalAct, OneStopRegime
from ..domain.overrides import OverrideFile
from ..domain.people import Position
from ..domain.procedure import AdministrativeProcedure, ProcedureField
from ..domain.shared import SharedProcess
from ..domain.standard import Standard
from ..domain.system import SYSTEM_FILES
from ..domain.system.year_records import YearRecords
from ..domain.units import AdministrativeUnit, Commune, ProvinceProfile
from ..domain.working_time import WorkingCalendar
from ..errors import WorkspaceError
from ..settings import Settings
from .calendar import working_calendar
from .collecting import without_collecting
from .places import place
from .uncleaned import uncleaned
from .validation import validate
from .yaml_text import BrokenFileError, Path_, read_yaml

M = TypeVar("M", bound=BaseModel)
SETTINGS_FILE = "qms.toml"
_PLANNED = ("republication", "plan", "procedures", "yearly_report", "training")
"""The files of system/ that decide which documents are made, and those that name acts."""
_COMMUNE_FILE = re.compile(r"^(\d{5})-")


@dataclass(frozen=True)
class Workspace:
    """A loaded workspace; `diagnostics` holds what is wrong in its files."""

    root: Path
    settings: Settings
    catalogue: Catalogue
    diagnostics: tuple[Diagnostic, ...]

    @property
    def templates(self) -> Path:
        """Folder of the Word templates."""
        return self.root / self.settings.folders.templates / "docx"


class _Reader:
    """Reads files one by one, keeps what is sound and gathers what is not."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.diagnostics: list[Diagnostic] = []
        self.origins: dict[str, str] = {}
        self.as_typed: list[tuple[str, Path_, str]] = []

    def data(self, file: Path) -> Any:
        try:
            data = read_yaml(file)
            self.as_typed += ((str(file), path, text) for path, text in uncleaned(data))
            return data
        except BrokenFileError as broken:
            self._add(broken.diagnostics, file)
            return None

    def one(self, model: type[M], file: Path, data: Any = None, prefix: Path_ = ()) -> M | None:
        """Return the object of a file (or of `data` found at `prefix` in it)."""
        if not prefix:
            data = self.data(file)
            if data is None:
                self._empty(file)
                return None
        value, wrong = validate(model, data, file, prefix)
        self._add(wrong, file)
        return value

    def many(self, model: type[M], file: Path, key: str) -> Iterator[tuple[M, Path_]]:
        """Yield the objects of the list `key` of a file, each with its path."""
        data = self.data(file)
        if data is None:
            self._empty(file)
            return
        if not isinstance(data, dict) or set(data) != {key} or not isinstance(data[key], list):
            fact = say("The file must hold one list under the key «{key}».", key=key)
            self._add(
                [
                    Diagnostic(
                        "DATA018",
                        "wrong-shape",
                        Severity.ERROR,
                        place(str(file)),
                        fact,
                        say("Write «{key}:» and the entries below it, each with a dash.", key=key),
                    )
                ],
                file,
            )
            return
        for number, item in enumerate(data[key]):
            value = self.one(model, file, item, (key, number))
            if value is not None:
                yield value, (key, number)

    def register(self, kind: str, identity: str, file: Path, path: Path_ = ()) -> bool:
        """Note where an object comes from; False and a diagnostic if another one bears the same identity."""
        name = f"{kind}:{identity}"
        if name in self.origins:
            fact = say("«{identity}» is already defined in {file}.", identity=identity, file=self._shown(self.origins[name]))
            advice = say("Remove one of the two, or give it its own code.")
            self._add([Diagnostic("DATA020", "defined-twice", Severity.ERROR, place(str(file), path), fact, advice)], file)
            return False
        self.origins[name] = str(file)
        return True

    def _shown(self, file: str) -> str:
        return str(Location(file).relative_to(self.root))

    def _empty(self, file: Path) -> None:
        if not any(item.location.file == str(file) for item in self.diagnostics):
            fact, advice = say("The file is empty."), say("Write its data, or delete the file.")
            self._add([Diagnostic("DATA021", "empty-file", Severity.ERROR, Location(str(file), 1, 1), fact, advice)], file)

    def _add(self, found: list[Diagnostic], file: Path) -> None:
        match = _COMMUNE_FILE.match(file.name)
        if match is None:
            self.diagnostics.extend(found)
            return
        self.diagnostics.extend(
            Diagnostic(d.code, d.name, d.severity, d.location, d.fact, d.advice, commune=match[1]) for d in found
        )


def _files(folder: Path, pattern: str) -> list[Path]:
    return sorted(path for path in folder.glob(pattern) if path.is_file())


def load_settings(root: Path) -> Settings:
    """Return the settings of the workspace in `root`; raises WorkspaceError when there are none or they are wrong."""
    file = root / SETTINGS_FILE
    missing = say("There is no workspace in «{folder}»: the file qms.toml is missing.", folder=str(root))
    try:
        data = tomllib.loads(file.read_text("utf-8-sig"))
    except FileNotFoundError as cause:
        raise WorkspaceError(missing, say("Name the folder of a workspace, or make one: qms-docs init FOLDER.")) from cause
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as cause:
        fact = say("The settings in {file} cannot be read: {reason}.", file=str(file), reason=cause)
        raise WorkspaceError(fact, say("Correct this line of the file.")) from cause
    settings, wrong = validate(Settings, data, file)
    if settings is None:
        facts = "; ".join(f"{diagnostic.fact} {diagnostic.advice}" for diagnostic in wrong)
        raise WorkspaceError(say("The settings in {file} are wrong: {facts}", file=str(file), facts=facts))
    return settings


def _load_procedures(reader: _Reader, folder: Path) -> dict[str, AdministrativeProcedure]:
    procedures = {}
    for file in _files(folder, "*/*.yaml"):
        procedure = reader.one(AdministrativeProcedure, file)
        if procedure is not None and reader.register("procedure", procedure.code, file, ("code",)):
            procedures[procedure.code] = procedure
    return procedures


def _province(reader: _Reader, file: Path) -> ProvinceProfile | None:
    profile = reader.one(ProvinceProfile, file)
    if profile is not None:
        reader.origins[f"province:{profile.code}@{profile.valid_from or ''}"] = str(file)
    return profile


def _load_communes(reader: _Reader, folder: Path) -> tuple[list[AdministrativeUnit], list[Commune], list[ProvinceProfile]]:
    units: list[AdministrativeUnit] = []
    for file in _files(folder, "*/units.yaml"):
        units.extend(unit for unit, _ in reader.many(AdministrativeUnit, file, "units"))
    provinces = [profile for file in _files(folder, "*/province.yaml") if (profile := _province(reader, file))]
    communes = []
    for file in _files(folder, "*/*/*.yaml"):
        commune = reader.one(Commune, file)
        if commune is not None and reader.register("commune", commune.id, file, ("code",)):
            communes.append(commune)
    return units, communes, provinces


def _load_year_records(reader: _Reader, folder: Path) -> dict[tuple[str, int], YearRecords]:
    found = {}
    for file in _files(folder, "*/*/records/*.yaml"):
        records = reader.one(YearRecords, file)
        if records is not None and reader.register("records", f"{records.code}-{records.year}", file, ("code",)):
            found[records.code, records.year] = records
    return found


def _load_calendar(reader: _Reader, file: Path) -> CalendarFile:
    found = reader.one(CalendarFile, file) if file.is_file() else None
    return found or CalendarFile(office_hours=None, changes=())


def _load_overrides(reader: _Reader, folder: Path) -> tuple[tuple[str, OverrideFile], ...]:
    found = []
    for file in _files(folder, "**/*.yaml"):
        value = reader.one(OverrideFile, file)
        if value is not None:
            found.append((str(file), value))
    return tuple(found)


def _load_system(reader: _Reader, folder: Path, names: Iterable[str]) -> dict[str, Model]:
    found: dict[str, Model] = {}
    for name, model in ((name, SYSTEM_FILES[name]) for name in names):
        file = folder / f"{name}.yaml"
        value = reader.one(model, file)
        if value is not None:
            reader.origins[f"file:{name}"] = str(file)
            found[name] = value
    return found


def _load_extras(reader: _Reader, folder: Path) -> dict[str, ExtraWords]:
    found = {}
    for file in _files(folder, "*.yaml"):
        value = reader.one(ExtraWords, file)
        if value is not None and reader.register("extra", file.stem, file):
            found[file.stem] = value
    return found


def _keyed(reader: _Reader, model: type[M], file: Path, key: str, kind: str, identity: str = "key") -> dict[str, M]:
    found: dict[str, M] = {}
    for value, path in reader.many(model, file, key):
        name = str(getattr(value, identity))
        if reader.register(kind, name, file, path):
            found[name] = value
    return found


def _load_shared(reader: _Reader, file: Path) -> dict[str, SharedProcess]:
    """Return the shared processes; a workspace may have none, and then no file."""
    return _keyed(reader, SharedProcess, file, "processes", "shared") if file.is_file() else {}


@without_collecting()
def load_workspace(root: Path, whole: bool = True) -> Workspace:
    """Return the workspace in `root` with all diagnostics of its files.

    Without `whole` it comes sooner: what no plan needs is left out (calendar, records of years, extra words, most of system/).
    Raises WorkspaceError when there is none or its settings cannot be read.
    """
    root = root.resolve()
    settings = load_settings(root)
    folders = settings.folders
    reader = _Reader(root)
    law, procedures = root / folders.law, root / folders.procedures
    acts: dict[str, LegalAct] = {}
    for file in _files(law, "acts/*.yaml"):
        acts |= _keyed(reader, LegalAct, file, "acts", "act", "id")
    units, communes, provinces = _load_communes(reader, root / folders.communes)
    standards = {}
    for file in _files(law, "standards/*.yaml"):
        standard = reader.one(Standard, file)
        if standard is not None and reader.register("standard", standard.key, file, ("key",)):
            standards[standard.key] = standard
    reader.origins["file:settings"] = str(root / SETTINGS_FILE)
    reader.origins["file:abbreviations"] = str(procedures / "abbreviations.yaml")
    reader.origins["file:one-stop"] = str(law / "regimes/one-stop.yaml")
    catalogue = Catalogue(
        procedures=_load_procedures(reader, procedures),
        fields=_keyed(reader, ProcedureField, procedures / "fields.yaml", "fields", "field"),
        communes=tuple(communes),
        units=tuple(units),
        provinces=tuple(provinces),
        positions=_keyed(reader, Position, root / folders.communes / "positions.yaml", "positions", "position"),
        acts=acts,
        one_stop=tuple(regime for regime, _ in reader.many(OneStopRegime, law / "regimes/one-stop.yaml", "regimes")),
        layouts=tuple(regime for regime, _ in reader.many(LayoutRegime, law / "regimes/layout.yaml", "regimes")),
        standards=standards,
        kinds=_keyed(reader, DocumentKind, root / folders.templates / "kinds.yaml", "kinds", "kind"),
        shared=_load_shared(reader, procedures / "shared.yaml"),
        abbreviations=tuple(item for item, _ in reader.many(Abbreviation, procedures / "abbreviations.yaml", "abbreviations")),
        system=_load_system(reader, root / folders.system, SYSTEM_FILES if whole else _PLANNED),
        year_records=_load_year_records(reader, root / folders.communes) if whole else {},
        overrides=_load_overrides(reader, root / folders.overrides),
        extras=_load_extras(reader, root / folders.system / "extra") if whole else {},
        calendar=working_calendar(_load_calendar(reader, law / "calendar.yaml")) if whole else WorkingCalendar(),
        as_typed=tuple(reader.as_typed),
        origins=reader.origins,
    )
    return Workspace(root, settings, catalogue, tuple(reader.diagnostics))
