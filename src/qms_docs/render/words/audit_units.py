"""Who is audited and who audits: units, their posts and procedures, the team; nobody audits a post of his or her own.

In: `system/audit.yaml`, the posts held on the day, the scope. Out: plain values for `audit` and `checklist`. Touches: nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from ...domain.dated import in_force
from ...domain.procedure import AdministrativeProcedure
from ...domain.system.audit import Audit, AuditedUnit
from ...domain.vietnamese import two_digits
from .committee import NAME_BLANK, posts_of
from .context import CommuneContext
from .register import is_made, kind_code

NO_AUDITOR = "Cử người không giữ nhiệm vụ của bộ phận này"


def within(number: str, clause: str) -> bool:
    """True if `number` is `clause` or a part of it: 7.5.3 is within 7.5."""
    return number == clause or number.startswith(f"{clause}.")


def identity(context: CommuneContext, position: str) -> str:
    """Return who holds a position: the person, or the position itself where nobody is named."""
    return context.holders.get(position) or f"position:{position}"


def titled(context: CommuneContext, position: str) -> bool:
    """True if the position exists on the day in a unit of this kind."""
    known = context.catalogue.positions.get(position)
    return known is not None and known.title_on(context.day, context.name.kind.value) is not None


def unit_title(context: CommuneContext, unit: AuditedUnit) -> str:
    """Return what a unit is called on the day: its own title, else the titles of its posts."""
    kind = context.name.kind.value
    for title in unit.titles:
        if title.holds_on(context.day) and (not title.unit_kinds or kind in title.unit_kinds):
            return context.text(title.text)
    return "; ".join(dict.fromkeys(context.position_title(key) for key in unit.positions if titled(context, key)))


def unit_named(context: CommuneContext, key: str) -> str:
    """Return the title of the unit with `key`; the key where there is none."""
    units = context.catalogue.data(Audit).units
    found = next((u for u in (*in_force(units, context.day), *units) if u.key == key), None)
    return unit_title(context, found) or key if found else key


@dataclass(frozen=True)
class Member:
    """A member of the audit team; `person` is empty where a line is kept for a name."""

    role: str
    position: str
    person: str
    post: str

    @property
    def name(self) -> str:
        """The name, or a dotted line."""
        return self.person or NAME_BLANK


@dataclass(frozen=True)
class Assignment:
    """A unit with what is looked at there and who looks."""

    unit: AuditedUnit
    title: str
    people: tuple[str, ...]
    procedures: tuple[AdministrativeProcedure, ...]
    auditors: tuple[Member, ...]


class AuditPlan:
    """The audit of one commune on one day."""

    def __init__(self, context: CommuneContext) -> None:
        self.context = context
        self.data = context.catalogue.data(Audit)

    @cached_property
    def units(self) -> tuple[AuditedUnit, ...]:
        """Units that exist on the day."""
        return tuple(u for u in in_force(self.data.units, self.context.day) if any(titled(self.context, p) for p in u.positions))

    @cached_property
    def team(self) -> tuple[Member, ...]:
        """Each person once, in the highest role; a role nobody can take keeps a line for a name."""
        members: list[Member] = []
        for role in self.data.team:
            held = [p for p in role.positions if titled(self.context, p) and p in self.context.holders]
            for position in held or role.positions[:1]:
                person = self.context.holders.get(position, "")
                if person and any(member.person == person for member in members):
                    continue
                posts = posts_of(self.context, person) if person else []
                members.append(Member(role.role, position, person, "; ".join(posts) or self.context.position_title(position)))
        return tuple(members)

    @cached_property
    def procedures(self) -> dict[str, tuple[AdministrativeProcedure, ...]]:
        """The procedures in scope by unit: by field, else by who does the steps, else with the last unit."""
        found: dict[str, list[AdministrativeProcedure]] = {unit.key: [] for unit in self.units}
        for procedure in self.context.scope:
            found[self._unit_of(procedure).key].append(procedure)
        return {key: tuple(procedures) for key, procedures in found.items()}

    def _unit_of(self, procedure: AdministrativeProcedure) -> AuditedUnit:
        by_field = next((unit for unit in self.units if procedure.field in unit.fields), None)
        if by_field is not None:
            return by_field
        actors = {step.actor for step in in_force(procedure.steps, self.context.day)}
        own = [unit for unit in self.units if unit.fields and actors & set(unit.positions)]
        return own[0] if own else self.units[-1]

    @cached_property
    def assignments(self) -> tuple[Assignment, ...]:
        """Each unit with its auditors; the work is shared out evenly."""
        load = dict.fromkeys(self.team, 0)
        found = []
        for unit in self.units:
            procedures = self.procedures[unit.key]
            auditors = self._auditors(unit, procedures, load)
            for member in auditors:
                load[member] += unit.minutes
            found.append(Assignment(unit, unit_title(self.context, unit), self._people(unit), procedures, auditors))
        return tuple(found)

    def _auditors(
        self, unit: AuditedUnit, procedures: tuple[AdministrativeProcedure, ...], load: dict[Member, int]
    ) -> tuple[Member, ...]:
        """Return those who hold no post of the unit, first those who do no step of its procedures."""
        audited = {identity(self.context, position) for position in unit.positions}
        actors = {step.actor for procedure in procedures for step in in_force(procedure.steps, self.context.day)}
        acting = {identity(self.context, position) for position in actors}
        free = [member for member in self.team if identity(self.context, member.position) not in audited]
        order = sorted(free, key=lambda member: (identity(self.context, member.position) in acting, load[member]))
        chosen = order[: self.data.auditors_per_unit]
        return tuple(sorted(chosen, key=self.team.index))

    def _people(self, unit: AuditedUnit) -> tuple[str, ...]:
        holders = (self.context.holders.get(position, "") for position in unit.positions)
        return tuple(dict.fromkeys(person for person in holders if person))

    def clauses(self, unit: AuditedUnit) -> list[str]:
        """The clauses audited at a unit, without those that do not apply."""
        excluded = [item.clause for item in self.context.settings.exclusions]
        return [clause for clause in unit.clauses if not any(within(clause, number) for number in excluded)]

    def documents(self, assignment: Assignment) -> list[str]:
        """The procedures of a unit: codes of system procedures, the number of sheets with the codes of their fields."""
        made = self.context.catalogue.made_kinds
        kinds = [made[key] for key in assignment.unit.kinds if key in made and is_made(self.context, made[key])]
        fields: dict[str, int] = {}
        kind = self.context.catalogue.sheet_kind
        for sheet in dict.fromkeys(self.context.sheet_code(procedure, kind) for procedure in assignment.procedures):
            code = sheet.rsplit("-", 1)[0]
            fields[code] = fields.get(code, 0) + 1
        sheets = f"{two_digits(sum(fields.values()))} quy trình {', '.join(fields)}"
        return [*(kind_code(self.context, kind) for kind in kinds), *([sheets] if fields else [])]


def names(members: tuple[Member, ...]) -> list[str]:
    """Return the names, or who is to be found."""
    return [member.name for member in members] or [NO_AUDITOR]
