"""Open, make and describe workspaces."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

from pydantic import BaseModel

from ..diagnostics import say
from ..domain.calendar_change import CalendarFile
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
from ..errors import OutputError, WorkspaceError
from ..load import Workspace, load_settings, load_workspace
from ..settings import Settings
from ..storage import Place, fetched, origin_of

_WHOLE_FILES: dict[str, type[BaseModel]] = {
    "procedure": AdministrativeProcedure,
    "commune": Commune,
    "province": ProvinceProfile,
    "standard": Standard,
    "settings": Settings,
    "overrides": OverrideFile,
    "records": YearRecords,
    "calendar": CalendarFile,
}
_LISTS: dict[str, tuple[str, type[BaseModel]]] = {
    "acts": ("acts", LegalAct),
    "one-stop": ("regimes", OneStopRegime),
    "layout": ("regimes", LayoutRegime),
    "positions": ("positions", Position),
    "units": ("units", AdministrativeUnit),
    "fields": ("fields", ProcedureField),
    "kinds": ("kinds", DocumentKind),
    "shared": ("processes", SharedProcess),
    "abbreviations": ("abbreviations", Abbreviation),
}
_CARRIED = ("qms.toml", "procedures", "law", "system", "templates", "communes", ".vscode")
PACKAGED = Path(__file__).resolve().parent.parent / "workspace"
CHECKOUT = Path(__file__).resolve().parents[3]


def load(workspace: Path | str) -> Workspace:
    """Return the workspace in a folder, with the diagnostics of its files."""
    return load_workspace(Path(workspace))


def fetch_workspace(url: str, cache: Path) -> Path:
    """Return a copy, kept below `cache`, of a workspace in object storage; only what changed is fetched.

    Raises StorageError, MissingProgramError without the extra [s3], WorkspaceError for settings that cannot be read.
    """
    return fetched(
        url, cache / "sources", "qms.toml", lambda copy: sorted(set(load_settings(copy).folders.model_dump().values()))
    )


def home_of(workspace: Path) -> Place:
    """Return where a workspace lies: its folder, or the URL of which the folder is a copy."""
    return origin_of(workspace) or workspace


def write_schemas(folder: Path) -> list[Path]:
    """Write a JSON Schema for each kind of data file into `folder` and return their paths."""
    whole = _WHOLE_FILES | {f"system-{name}": model for name, model in SYSTEM_FILES.items()} | {"system-extra": ExtraWords}
    schemas = {name: model.model_json_schema() for name, model in whole.items()}
    for name, (key, model) in _LISTS.items():
        inner = model.model_json_schema()
        definitions = inner.pop("$defs", {})
        schemas[name] = {
            "type": "object",
            "additionalProperties": False,
            "required": [key],
            "properties": {key: {"type": "array", "items": inner}},
            "$defs": definitions,
        }
    written = []
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, schema in sorted(schemas.items()):
            document = {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}
            file = folder / f"{name}.schema.json"
            file.write_text(json.dumps(document, ensure_ascii=False, indent=2) + "\n", "utf-8")
            written.append(file)
    except OSError as cause:
        raise OutputError(
            say("«{path}» cannot be written: {reason}.", path=str(folder), reason=cause.strerror), say("Name another folder.")
        ) from cause
    return written


def _source() -> Path:
    """Return where the data that come with the program lie: in the wheel, or in the checkout it runs from."""
    return PACKAGED if PACKAGED.is_dir() else CHECKOUT


def init_workspace(folder: Path, empty: bool = False) -> Path:
    """Make a new workspace in `folder` from the data that come with the program; refuse one that is not empty.

    An `empty` one has the law, the templates, the units, the positions and the fields, but no commune's facts and no procedure.
    """
    if folder.exists() and any(folder.iterdir()):
        raise WorkspaceError(say("The folder «{folder}» is not empty.", folder=str(folder)), say("Name a new folder."))
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name in _CARRIED:
            source = _source() / name
            if source.is_dir():
                shutil.copytree(source, folder / name)
            else:
                shutil.copy2(source, folder / name)
    except OSError as cause:
        raise OutputError(
            say("«{path}» cannot be written: {reason}.", path=str(folder), reason=cause.strerror), say("Name another folder.")
        ) from cause
    if empty:
        _emptied(folder)
    write_schemas(folder / "schemas")
    return folder


def _emptied(folder: Path) -> None:
    """Take the samples out: communes, their local differences, procedures and what groups them."""
    for pattern in ("communes/*/*/*.yaml", "overrides/**/*.yaml", "procedures/*/*.yaml", "procedures/shared.yaml"):
        for file in folder.glob(pattern):
            file.unlink()
    for inside in sorted((each for each in folder.rglob("*") if each.is_dir()), reverse=True):
        if not any(inside.iterdir()):
            inside.rmdir()
