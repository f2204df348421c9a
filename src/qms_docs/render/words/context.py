"""What all documents of a commune share: its committee, its people, the regimes and the control data."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from ...domain.dated import in_force
from ...domain.document import DocumentKind
from ...domain.people import PositionKind
from ...domain.procedure import AdministrativeProcedure
from ...domain.shared import SharedGroup, SharedProcess
from ...domain.units import Commune, LocalFee, UnitName
from ...domain.vietnamese import two_digits, upper_first
from .day import DayContext


@dataclass(frozen=True)
class CommuneContext(DayContext):
    """A commune on a day, with everything its documents print."""

    commune: Commune
    forerunners: tuple[Commune, ...] = ()
    """The communes it was formed from; of all others nothing can be printed here."""
    made: dict[str, Any] = field(default_factory=dict, compare=False, repr=False)
    """Groups of words that are the same for all documents of the commune, by name, once they are made."""
    kept: dict[str, Any] = field(default_factory=dict, compare=False, repr=False)
    """What several documents of the commune share, once it is made."""

    @cached_property
    def local_fees(self) -> dict[str, tuple[LocalFee, ...]]:
        """Fees that the province sets for this commune, by the code of the procedure."""
        profile = self.catalogue.province_on(self.commune, self.day)
        group = self.commune.agency_on(self.day).fee_group
        found: dict[str, tuple[LocalFee, ...]] = {}
        for fee in in_force(profile.fees if profile else (), self.day):
            if fee.fee_group is None or fee.fee_group == group:
                found[fee.procedure] = (*found.get(fee.procedure, ()), fee)
        return found

    @cached_property
    def name(self) -> UnitName:
        """Name of the unit on the day."""
        name = self.commune.name_on(self.day)
        if name is None:
            raise LookupError(self.commune.id)
        return name

    @cached_property
    def scope(self) -> tuple[AdministrativeProcedure, ...]:
        """Procedures in the scope on the day."""
        return self.catalogue.scope_on(self.commune, self.day)

    @cached_property
    def shared(self) -> tuple[SharedGroup, ...]:
        """Shared processes of procedures in the scope."""
        return self.catalogue.shared_among(self.scope)

    def shared_of(self, procedure: AdministrativeProcedure) -> SharedGroup | None:
        """Return the shared process of a procedure."""
        return self._shared_by_procedure.get(procedure.code)

    def has_own_sheet(self, procedure: AdministrativeProcedure) -> bool:
        """True if a sheet is made for the procedure alone, not only for its shared process."""
        group = self.shared_of(procedure)
        return group is None or group.process.separate_sheets

    @cached_property
    def _shared_by_procedure(self) -> dict[str, SharedGroup]:
        return {procedure.code: group for group in self.shared for procedure in group.procedures}

    @cached_property
    def parents(self) -> tuple[str, ...]:
        """Names with kind of the units above, nearest first: («huyện Bình Đại», «tỉnh Bến Tre»)."""
        found = []
        code = self.name.parent
        while (unit := self.catalogue.unit_on(code, self.day)) is not None:
            name = unit.name_on(self.day)
            if name is None:
                break
            found.append(name.with_kind)
            code = name.parent
        return tuple(found)

    @cached_property
    def title_blanks(self) -> dict[str, str]:
        """What fills the blanks of position titles."""
        return {
            "unit": self.name.with_kind,
            "kind": self.name.kind.value,
            "reception_unit": self.one_stop.reception_unit,
        }

    @cached_property
    def text_blanks(self) -> dict[str, str]:
        """What fills the blanks of the texts in `system/`."""
        return {
            **self.title_blanks,
            "agency": self.agency_words["name"],
            "short_agency": self.agency_words["short_name"],
            "above": self.parents[0] if self.parents else "",
            "province": self.parents[-1] if self.parents else "",
            "standard": self.standard.name,
            "year": str(self.year),
            "last_year": str(self.year - 1),
            "next_year": str(self.year + 1),
        }

    def text(self, pattern: str) -> str:
        """Return a text of the system data with its blanks ({unit}, {agency}, {year} …) filled."""
        if "{" not in pattern:
            return pattern
        for blank, value in self.text_blanks.items():
            pattern = pattern.replace("{" + blank + "}", value)
        return pattern

    def position_title(self, key: str) -> str:
        """Return the title of a position on the day, its blanks filled."""
        if key not in self._titles:
            title = self.catalogue.positions[key].title_on(self.day, self.name.kind.value)
            if title is None:
                raise LookupError(f"position {key}")
            for blank, value in self.title_blanks.items():
                title = title.replace("{" + blank + "}", value)
            self._titles[key] = title
        return self._titles[key]

    @cached_property
    def _titles(self) -> dict[str, str]:
        return {}

    @cached_property
    def holders(self) -> dict[str, str]:
        """Full name of the holder of each position on the day."""
        officials = {official.key: official.full_name for official in self.commune.officials}
        return {
            assignment.position: officials[assignment.official]
            for assignment in self.commune.assignments
            if assignment.holds_on(self.day) and assignment.official in officials
        }

    @cached_property
    def unit_words(self) -> dict[str, Any]:
        """`unit`: đơn vị hành chính."""
        return {
            "code": self.commune.code,
            "name": self.name.name,
            "kind": self.name.kind.value,
            "with_kind": self.name.with_kind,
            "with_kind_capital": upper_first(self.name.with_kind),
            "full": ", ".join((self.name.with_kind, *self.parents)),
            "parent": self.parents[0] if self.parents else "",
            "province": self.parents[-1] if self.parents else "",
            "parents_text": ", ".join(self.parents),
        }

    @cached_property
    def agency_words(self) -> dict[str, Any]:
        """`agency`: Ủy ban nhân dân."""
        facts = self.commune.agency_on(self.day)
        numbered = self.name.name.isdigit()
        return {
            "name": f"Ủy ban nhân dân {self.name.with_kind}",
            "short_name": f"UBND {self.name.with_kind}",
            "letterhead_first": "ỦY BAN NHÂN DÂN",
            "letterhead_second": self.name.with_kind.upper(),
            "upper": f"ỦY BAN NHÂN DÂN {self.name.with_kind.upper()}",
            "place": facts.place_name or (upper_first(self.name.with_kind) if numbered else self.name.name),
            "address": facts.address or "",
            "phone": facts.phone or "",
            "email": facts.email or "",
            "website": facts.website or "",
            "contact": "; ".join(
                f"{label}: {value}"
                for label, value in (("Điện thoại", facts.phone), ("Thư điện tử", facts.email), ("Website", facts.website))
                if value
            ),
        }

    @cached_property
    def agency_abbreviations(self) -> tuple[str, ...]:
        """Abbreviations that stand in the name of the agency."""
        return tuple(each["short"] for each in self.abbreviations_in([self.agency_words["name"]]))

    @cached_property
    def sign_off_words(self) -> list[dict[str, str]]:
        """`sign_off`: ô ký soạn thảo, xem xét, phê duyệt."""
        return [
            {
                "stage": stage.stage,
                "title": self.position_title(stage.position),
                "name": self.holders.get(stage.position, ""),
            }
            for stage in self.settings.sign_off
        ]

    @cached_property
    def layout_words(self) -> dict[str, bool]:
        """`layout`: khác biệt về thể thức giữa các giai đoạn."""
        layout = self.catalogue.layout_on(self.day)
        return {
            "page_number_top": layout is None or layout.page_number_place == "top-center",
            "basis_italic": layout is None or layout.basis_italic,
        }

    @cached_property
    def shared_words(self) -> dict[str, Any]:
        """Words that every template may use."""
        return {
            "year": str(self.year),
            "unit": self.unit_words,
            "agency": self.agency_words,
            "sign_off": self.sign_off_words,
            "layout": self.layout_words,
            "reception_unit": self.one_stop.reception_unit,
            "standard": {"name": self.standard.name, "title": self.standard.title},
            "signer": {"title": "CHỦ TỊCH", "name": self.holders.get("chairman", "")},
        }

    @cached_property
    def scope_groups(self) -> list[dict[str, Any]]:
        """The procedures in the scope grouped by field, each with its number in the whole list."""
        groups: list[dict[str, Any]] = []
        for number, procedure in enumerate(self.scope, 1):
            name = self.catalogue.fields[procedure.field].name
            if not groups or groups[-1]["field"] != name:
                groups.append({"field": name, "rows": []})
            groups[-1]["rows"].append(
                {
                    "no": str(number),
                    "code": procedure.code,
                    "name": procedure.name_on(self.day),
                    "sheet_code": self.sheet_code(procedure, self.catalogue.sheet_kind),
                }
            )
        return [{**group, "count": two_digits(len(group["rows"]))} for group in groups]

    def sheet_code(self, procedure: AdministrativeProcedure, kind: DocumentKind) -> str:
        """Return the code of the sheet of a procedure, e.g. «QT-TPHT-01»; where it has no sheet of its own, of the shared one."""
        if kind.is_sheet and not self.has_own_sheet(procedure):
            return self.shared_code(self._shared_by_procedure[procedure.code].process)
        key = ("sheet code", kind.key, procedure.field, procedure.sheet_number)
        if key not in self.common:
            form = self.catalogue.form_number(kind, self.day) or ""
            self.common[key] = kind.code_for(self.catalogue.fields[procedure.field].code, procedure.sheet_number, form=form)
        code: str = self.common[key]
        return code

    def shared_code(self, process: SharedProcess) -> str:
        """Return the code of the sheet of a shared process, e.g. «QTC-TPHT-01»."""
        kind = self.catalogue.shared_kind
        return kind.code_for(self.catalogue.fields[process.field].code, process.number) if kind else ""

    def code_of(self, kind: DocumentKind) -> str:
        """Return the code of the document of a kind that is made once for the commune, or once a year."""
        key = ("code", kind.key)
        if key not in self.common:
            self.common[key] = kind.code_for(year=self.year, form=self.catalogue.form_number(kind, self.day) or "")
        code: str = self.common[key]
        return code

    @property
    def posts(self) -> list[dict[str, str]]:
        """Positions held on the day, with their holders, in the order of the positions file."""
        return [
            {"title": self.position_title(key), "name": self.holders[key]}
            for key, position in self.catalogue.positions.items()
            if key in self.holders and position.kind is PositionKind.POST and key not in ("leader", "iso_secretary")
        ]
