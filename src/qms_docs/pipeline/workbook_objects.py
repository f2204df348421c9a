"""The objects of a workspace that a workbook can hold: plain data, and the file each stands in."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from ..domain.catalogue import Catalogue
from ..domain.dated import Model
from ..domain.system.year_records import YearRecords
from ..domain.text import ascii_slug, tone_folded
from ..domain.units import Commune
from ..exchange.codecs import Names
from ..exchange.subjects import SUBJECTS, Subject
from ..exchange.taking import Identity
from ..load import Workspace
from ..load.plain import plain_of

POSITIONS = "positions"


@dataclass(frozen=True)
class Standing:
    """An object as it stands: its file, its plain data; `key` is the list of the file it is an entry of."""

    file: Path
    data: dict[str, Any]
    key: str | None = None


def standing_objects(workspace: Workspace) -> dict[str, dict[Identity, Standing]]:
    """Return all objects of the workspace by subject and identity."""
    catalogue = workspace.catalogue
    found: dict[str, dict[Identity, Standing]] = {key: {} for key in SUBJECTS}

    def add(subject: str, model: Model, file: str, identity: Identity, key: str | None = None) -> None:
        if file:
            found[subject][identity] = Standing(Path(file), plain_of(model), key)

    for commune in catalogue.communes:
        add("commune", commune, catalogue.origin("commune", commune.id), (commune.code, _day(commune.valid_from)))
    for province in catalogue.provinces:
        begin = _day(province.valid_from)
        add("province", province, catalogue.origin("province", f"{province.code}@{begin}"), (province.code, begin))
    for position in catalogue.positions.values():
        add("position", position, catalogue.origin("position", position.key), (position.key,), POSITIONS)
    for file, override in catalogue.overrides:
        add("override", override, file, (Path(file).relative_to(workspace.root).as_posix(),))
    for (code, year), records in catalogue.year_records.items():
        add("year", records, catalogue.origin("records", f"{code}-{year}"), (code, str(year)))
    for procedure in catalogue.procedures.values():
        add("procedure", procedure, catalogue.origin("procedure", procedure.code), (procedure.code,))
    for key, model in catalogue.system.items():
        if key in SUBJECTS:
            add(key, model, catalogue.origin("file", key), ())
    return found


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""


def names_of(catalogue: Catalogue) -> Names:
    """Return what the keys of a workspace are called, and back."""
    titles = {
        "position": {key: _title(each.titles[-1].text) for key, each in catalogue.positions.items()},
        "field": {key: each.name for key, each in catalogue.fields.items()},
        "kind": {key: each.title for key, each in catalogue.kinds.items()},
    }
    keys: dict[str, dict[str, str | None]] = {}
    for what, known in titles.items():
        keys[what] = {}
        for key, title in known.items():
            folded = tone_folded(title)
            # A title that two keys share names neither.
            keys[what][folded] = None if folded in keys[what] else key
    return Names(
        lambda what, key: titles.get(what, {}).get(key),
        lambda what, title: keys.get(what, {}).get(tone_folded(title)),
    )


def _title(text: str) -> str:
    plain = text.replace("{reception_unit}", "bộ phận một cửa")
    return " ".join(re.sub(r"\{\w+\}", "", plain).split())


def choices_of(catalogue: Catalogue, names: Names) -> dict[str, tuple[str, ...]]:
    """Return what may be chosen for each kind of key, as it is shown."""
    known = {"position": tuple(catalogue.positions), "field": tuple(catalogue.fields), "kind": tuple(catalogue.kinds)}
    return {what: tuple(f"{names.title_of(what, key)} ({key})" for key in keys) for what, keys in known.items()}


def labels_of(catalogue: Catalogue, subject: Subject) -> dict[Identity, str]:
    """Return the names to read beside the identities of a subject."""
    if subject.key == "commune":
        return {(each.code, _day(each.valid_from)): each.names[-1].with_kind for each in catalogue.communes}
    if subject.key == "year":
        named = {each.code: each.names[-1].with_kind for each in catalogue.communes}
        return {(code, str(year)): named.get(code, "") for code, year in catalogue.year_records}
    if subject.key == "province":
        return {(each.code, _day(each.valid_from)): each.name for each in catalogue.provinces}
    if subject.key == "position":
        return {(key,): _title(each.titles[-1].text) for key, each in catalogue.positions.items()}
    if subject.key == "procedure":
        return {(code,): each.names[-1].text for code, each in catalogue.procedures.items()}
    return {}


def new_file(workspace: Workspace, subject: Subject, identity: Identity, model: Model) -> Path:
    """Return where a new object is to be written."""
    folders = workspace.settings.folders
    root = workspace.root
    if isinstance(model, Commune):
        slug = ascii_slug(model.names[-1].name)
        folder = _folder_of(workspace, model)
        plain = folder / f"{model.code}-{slug}.yaml"
        return plain if not plain.exists() else folder / f"{model.code}-{slug}-{_day(model.valid_from)[:4] or 'moi'}.yaml"
    if isinstance(model, YearRecords):
        files = [
            Path(workspace.catalogue.origin("commune", each.id))
            for each in workspace.catalogue.communes
            if each.code == model.code
        ]
        folder = files[-1].parent if files else root / folders.communes / "khac" / "khac"
        return folder / "records" / f"{model.code}-{model.year}.yaml"
    if subject.key == "override":
        return root / identity[0]
    if subject.key == "province":
        return root / folders.communes / ascii_slug(identity[0]) / "province.yaml"
    if subject.key == "procedure":
        field, code, name = (str(getattr(model, name)) for name in ("field", "code", "field"))
        names = getattr(model, "names", ())
        name = ascii_slug(names[-1].text) if names else name
        return root / folders.procedures / ascii_slug(field) / f"{code}-{name}.yaml"
    return root / folders.communes / "positions.yaml"


def _folder_of(workspace: Workspace, commune: Commune) -> Path:
    """Return the folder of the units under the same parent, or of the same old district; else one by the parent's name."""
    catalogue = workspace.catalogue
    parent = commune.names[-1].parent
    for other in catalogue.communes:
        same = other.names[-1].parent == parent and other.legacy_district == commune.legacy_district
        if same and (file := catalogue.origin("commune", other.id)):
            return Path(file).parent
    unit = next((each for each in catalogue.units if each.code == parent), None)
    above = next((each for each in catalogue.units if unit and each.code == unit.names[-1].parent), None)
    province = ascii_slug(above.names[-1].name if above else unit.names[-1].name if unit else parent)
    district = ascii_slug(unit.names[-1].name) if above and unit else ascii_slug(commune.legacy_district or province)
    return workspace.root / workspace.settings.folders.communes / province / district


def fingerprint(loaded: Workspace) -> str:
    """Return what tells the workbooks of one workspace from those of another."""
    return hashlib.sha256(loaded.settings.name.encode()).hexdigest()[:16]
