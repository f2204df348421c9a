"""Everything a workspace knows, indexed and immutable.

In: validated values. Out: `Catalogue`, asked by day. Touches: nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any, TypeVar

from .dated import Model, in_force
from .document import Abbreviation, DocumentKind, DocumentScope, PublicationOccasion
from .extras import ExtraWords
from .law import LayoutRegime, LegalAct, OneStopRegime
from .layers import Applied, Merged, merged
from .overrides import Layer, OverrideFile
from .people import Position
from .procedure import AdministrativeProcedure, ProcedureField
from .shared import SharedGroup, SharedProcess
from .standard import Standard
from .system.republication import Republication
from .system.year_records import YearRecords
from .units import AdministrativeUnit, Commune, ProvinceProfile
from .working_time import WorkingCalendar

M = TypeVar("M", bound=Model)


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Model):
        for name in type(value).model_fields:
            yield from _texts(getattr(value, name))
    elif isinstance(value, (tuple, list)):
        for item in value:
            yield from _texts(item)


@dataclass(frozen=True)
class Catalogue:
    """The facts of a workspace. `origins` tells from which file each came, by its id.

    `as_typed` holds the texts that loading had to clean: file, path, text as its author typed it.
    """

    procedures: dict[str, AdministrativeProcedure] = field(default_factory=dict)
    fields: dict[str, ProcedureField] = field(default_factory=dict)
    communes: tuple[Commune, ...] = ()
    units: tuple[AdministrativeUnit, ...] = ()
    provinces: tuple[ProvinceProfile, ...] = ()
    positions: dict[str, Position] = field(default_factory=dict)
    acts: dict[str, LegalAct] = field(default_factory=dict)
    one_stop: tuple[OneStopRegime, ...] = ()
    layouts: tuple[LayoutRegime, ...] = ()
    standards: dict[str, Standard] = field(default_factory=dict)
    kinds: dict[str, DocumentKind] = field(default_factory=dict)
    shared: dict[str, SharedProcess] = field(default_factory=dict)
    abbreviations: tuple[Abbreviation, ...] = ()
    system: dict[str, Model] = field(default_factory=dict)
    extras: dict[str, ExtraWords] = field(default_factory=dict)
    year_records: dict[tuple[str, int], YearRecords] = field(default_factory=dict)
    overrides: tuple[tuple[str, OverrideFile], ...] = ()
    calendar: WorkingCalendar = field(default_factory=WorkingCalendar)
    as_typed: tuple[tuple[str, tuple[str | int, ...], str], ...] = ()
    origins: dict[str, str] = field(default_factory=dict)

    def origin(self, kind: str, identity: str) -> str:
        """Return the file that holds the object; the empty text where it is not known."""
        return self.origins.get(f"{kind}:{identity}", "")

    def data(self, model: type[M]) -> M:
        """Return the system data of a model (`system/*.yaml`); raises LookupError where the workspace has none."""
        value = self._data.get(model)
        if not isinstance(value, model):
            raise LookupError(model.__name__)
        return value

    @cached_property
    def _data(self) -> dict[type[Model], Model]:
        return {type(value): value for value in self.system.values()}

    def records_of(self, commune: Commune, year: int) -> YearRecords | None:
        """Return what a commune recorded in a year; None where nothing, or where its code then was another unit's."""
        began = commune.valid_from.year if commune.valid_from else year
        ended = commune.valid_to.year if commune.valid_to else year
        return self.year_records.get((commune.code, year)) if began <= year <= ended else None

    @cached_property
    def acts_of_system(self) -> tuple[str, ...]:
        """The keys of acts that the data of the system name, each once."""
        return tuple(dict.fromkeys(text for data in self.system.values() for text in _texts(data) if text in self.acts))

    @cached_property
    def sheet_kind(self) -> DocumentKind:
        """The kind of the procedure sheets: the first of group D that is made once per procedure."""
        return next(kind for kind in self.kinds.values() if kind.is_sheet)

    @cached_property
    def shared_kind(self) -> DocumentKind | None:
        """The kind of the sheets of shared processes; None where the workspace makes none."""
        return next((kind for kind in self.made_kinds.values() if kind.scope is DocumentScope.SHARED), None)

    def shared_among(self, procedures: Iterable[AdministrativeProcedure]) -> tuple[SharedGroup, ...]:
        """Return the shared processes of at least two of the procedures, each with those it serves."""
        if self.shared_kind is None:
            return ()
        known = {procedure.code: procedure for procedure in procedures}
        groups = (
            SharedGroup(process, tuple(known[code] for code in process.procedures if code in known))
            for process in self.shared.values()
        )
        return tuple(group for group in groups if len(group.procedures) > 1)

    def form_number(self, kind: DocumentKind, day: date) -> str | None:
        """Return the number that the one-stop regime of the day gives the form of a kind; None where it has no such form.

        A kind that is no one-stop form has the empty number.
        """
        if kind.form is None:
            return ""
        regime = self.one_stop_on(day)
        form = regime.form(kind.form) if regime else None
        return form.number if form else None

    def publishes_again(self, commune: Commune, day: date) -> bool:
        """True if the decision to publish replaces an earlier one: recorded, or of the units the commune was formed from."""
        try:
            data = self.data(Republication)
        except LookupError:
            return False
        recorded = any(each.commune == commune.code and each.signed <= day for each in data.earlier)
        return recorded or (data.after_merger and bool(commune.formed_from))

    def is_made_for(self, kind: DocumentKind, commune: Commune, day: date) -> bool:
        """True if a kind has its occasion (or shared process) in a commune, and its form in the one-stop regime of the day."""
        if kind.occasion is not None and (kind.occasion is PublicationOccasion.AGAIN) != self.publishes_again(commune, day):
            return False
        if kind.scope is DocumentScope.SHARED and not self.shared_among(self.scope_on(commune, day)):
            return False
        return self.form_number(kind, day) is not None

    @cached_property
    def made_kinds(self) -> dict[str, DocumentKind]:
        """Kinds that are made, in the order of the table."""
        return {key: kind for key, kind in self.kinds.items() if kind.enabled}

    @cached_property
    def _units_by_code(self) -> dict[str, list[AdministrativeUnit]]:
        found: dict[str, list[AdministrativeUnit]] = {}
        for unit in self.units:
            found.setdefault(unit.code, []).append(unit)
        return found

    def forerunners(self, commune: Commune) -> tuple[Commune, ...]:
        """Return the communes that one was formed from, in the order in which it names them; the last state of each."""
        ended = self._ended.get(commune.valid_from, {}) if commune.valid_from else {}
        return tuple(ended[code] for code in commune.formed_from if code in ended)

    @cached_property
    def _ended(self) -> dict[date, dict[str, Commune]]:
        found: dict[date, dict[str, Commune]] = {}
        for each in self.communes:
            if each.successor_from:
                found.setdefault(each.successor_from, {})[each.code] = each
        return found

    def unit_on(self, code: str, day: date) -> AdministrativeUnit | None:
        """Return the district or province with `code` on `day`."""
        return next((unit for unit in self._units_by_code.get(code, []) if unit.holds_on(day)), None)

    def communes_on(self, day: date) -> tuple[Commune, ...]:
        """Return the communes that existed on `day`, by code."""
        return tuple(sorted(in_force(self.communes, day), key=lambda commune: commune.code))

    def commune_on(self, code: str, day: date) -> Commune | None:
        """Return the commune that bore `code` on `day`; a code alone may mean different units over time."""
        return next((commune for commune in self.communes if commune.code == code and commune.holds_on(day)), None)

    def district_code(self, commune: Commune, day: date) -> str | None:
        """Return the code of the district a commune belongs to on `day`, or belonged to before there were none."""
        # A commune whose names leave the day out is still asked for with its district, so that the gap is told.
        name = commune.name_on(day) or commune.names[-1]
        if (unit := self.unit_on(name.parent, day)) is not None and len(unit.code) > 2:
            return unit.code
        return commune.legacy_district

    def district_name(self, code: str) -> str | None:
        """Return the bare name of a district, whenever it existed."""
        units = self._units_by_code.get(code)
        return units[-1].names[-1].name if units else None

    def province_on(self, commune: Commune, day: date) -> ProvinceProfile | None:
        """Return the province profile of a commune on `day`."""
        name = commune.name_on(day)
        code = name.parent if name else None
        while code is not None and len(code) > 2:
            unit = self.unit_on(code, day)
            parent = unit.name_on(day) if unit else None
            code = parent.parent if parent else None
        return next((profile for profile in self.provinces if profile.code == code and profile.holds_on(day)), None)

    def scope_on(self, commune: Commune, day: date) -> tuple[AdministrativeProcedure, ...]:
        """Return the procedures in the scope of a commune on `day`, by field and sheet number; communes alike share the tuple."""
        places = tuple(item for item in self._places(commune, day).items() if item[1] in self._places_that_differ)
        key = (day, commune.border, commune.procedures_excluded, places)
        if key not in self._scopes:
            self._scopes[key] = tuple(
                self.procedure_for(commune, procedure, day)
                for procedure in self._procedures_on(day)
                if (commune.border or not procedure.border_only) and procedure.code not in commune.procedures_excluded
            )
        return self._scopes[key]

    @cached_property
    def _scopes(self) -> dict[tuple[Any, ...], tuple[AdministrativeProcedure, ...]]:
        return {}

    def _procedures_on(self, day: date) -> tuple[AdministrativeProcedure, ...]:
        order = {key: place for place, key in enumerate(self.fields)}
        found = in_force(self.procedures.values(), day)
        return tuple(sorted(found, key=lambda procedure: (order.get(procedure.field, len(order)), procedure.sheet_number)))

    def _places(self, commune: Commune, day: date) -> dict[Layer, str | None]:
        profile = self.province_on(commune, day)
        return {
            Layer.PROVINCE: profile.code if profile else None,
            Layer.DISTRICT: self.district_code(commune, day),
            Layer.COMMUNE: commune.code,
        }

    @cached_property
    def _places_that_differ(self) -> frozenset[str]:
        return frozenset(each.place for _, each in self.overrides)

    def procedure_for(self, commune: Commune, procedure: AdministrativeProcedure, day: date) -> AdministrativeProcedure:
        """Return a procedure as it is done in a commune on `day`; the very same object where nothing differs there."""
        return self.merged_for(commune, procedure, day).procedure if procedure.code in self._overrides else procedure

    def merged_for(self, commune: Commune, procedure: AdministrativeProcedure, day: date) -> Merged:
        """Return the procedure of a commune on `day` with what its province, district and itself changed."""
        places = self._places(commune, day)
        applied = tuple(each for place, each in self._overrides.get(procedure.code, ()) if places[each.layer] == place)
        key = (procedure.code, day, tuple((each.file, each.number) for each in applied))
        if key not in self._merged:
            self._merged[key] = merged(procedure, applied, day)
        return self._merged[key]

    @cached_property
    def _merged(self) -> dict[tuple[str, date, tuple[tuple[str, int], ...]], Merged]:
        return {}

    @cached_property
    def _overrides(self) -> dict[str, list[tuple[str, Applied]]]:
        found: dict[str, list[tuple[str, Applied]]] = {}
        for file, each in self.overrides:
            for number, override in enumerate(each.overrides):
                found.setdefault(override.procedure, []).append((each.place, Applied(override, each.layer, file, number)))
        return found

    def one_stop_on(self, day: date) -> OneStopRegime | None:
        """Return the one-stop regime in force on `day`."""
        return next(iter(in_force(self.one_stop, day)), None)

    def layout_on(self, day: date) -> LayoutRegime | None:
        """Return the layout regime in force on `day`."""
        return next(iter(in_force(self.layouts, day)), None)
