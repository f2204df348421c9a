"""How acts stand to one another and on a day: replaced, amended, repealed in part; what documents have to follow.

In: a catalogue, a day. Out: acts, `Repeal`, `Pending`. Touches: nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from .catalogue import Catalogue
from .dated import in_force
from .law import LegalAct
from .law_graph import successors_of
from .procedure import AdministrativeProcedure
from .provisions import provisions_of


class ActState(StrEnum):
    """Tình trạng hiệu lực vào một ngày."""

    COMING = "not-yet-in-force"
    STANDS = "in-force"
    ENDED = "ended"


def state_of(act: LegalAct, day: date) -> ActState:
    """Return the state of an act on a day, as far as its days are known."""
    if act.effective_to is not None and act.effective_to < day:
        return ActState.ENDED
    return ActState.STANDS if act.stands_on(day) else ActState.COMING


def replaced_by_it(catalogue: Catalogue, act: LegalAct) -> tuple[LegalAct, ...]:
    """Return the acts whose place it took."""
    return tuple(other for other in catalogue.acts.values() if act.id in other.replaced_by)


def amending_it(catalogue: Catalogue, act: LegalAct) -> tuple[LegalAct, ...]:
    """Return the acts that amend it."""
    return tuple(other for other in catalogue.acts.values() if act.id in other.amends)


@dataclass(frozen=True)
class Repeal:
    """A part of an act that another act repealed, and since when (None where the day is not known)."""

    act: str
    part: str
    by: LegalAct
    since: date | None

    def strikes(self, provision: str, day: date) -> bool:
        """True if one of the parts that a citation names is repealed on the day."""
        gone = provisions_of(self.part)
        is_now = self.since is not None and self.since <= day
        return is_now and any(part.holds(cited) for part in gone for cited in provisions_of(provision))


def repeals_in(catalogue: Catalogue) -> dict[str, tuple[Repeal, ...]]:
    """Return the repealed parts of acts, by the id of the act that lost them."""
    found: dict[str, tuple[Repeal, ...]] = {}
    for act in catalogue.acts.values():
        for part in act.repeals:
            since = part.effective_from or act.effective_from
            found[part.act] = (*found.get(part.act, ()), Repeal(part.act, part.part, act, since))
    return found


@dataclass(frozen=True)
class Pending:
    """An act in force that documents do not follow yet: they cite the acts it replaced or amends, not the act itself."""

    act: LegalAct
    replaces: tuple[str, ...]
    amends: tuple[str, ...]
    procedures: tuple[str, ...]
    kinds: tuple[str, ...]


def pending_acts(
    catalogue: Catalogue, procedures: Iterable[AdministrativeProcedure], kinds: Iterable[str], day: date
) -> Iterator[Pending]:
    """Yield the acts that these procedures and kinds of document have to take up on a day, with those that lag behind."""
    cited = [(each.code, _cited(each, day)) for each in procedures]
    of_kinds = [(key, frozenset(catalogue.kinds[key].basis)) for key in kinds]
    for act, replaces in _standing_with_replaced(catalogue, day):
        amends = tuple(old for old in act.amends if old in catalogue.acts and catalogue.acts[old].stands_on(day))
        olds = {old: _carriers(catalogue, old) for old in replaces} | {old: {act.id} for old in amends}
        found = {code: late for code, acts in cited if (late := _late(acts, olds))}
        found_kinds = {key: late for key, acts in of_kinds if (late := _late(acts, olds))}
        behind = set().union(*found.values(), *found_kinds.values())
        if behind:
            yield Pending(
                act,
                tuple(old for old in replaces if old in behind),
                tuple(old for old in amends if old in behind),
                tuple(sorted(found)),
                tuple(found_kinds),
            )


def _cited(procedure: AdministrativeProcedure, day: date) -> frozenset[str]:
    """Return the acts that a procedure names by their keys: grounds, forms, fees."""
    grounds = [each.act for each in in_force(procedure.legal_basis, day)]
    forms = [each.act for each in in_force(procedure.forms, day) if each.act]
    fees = [each.act for each in in_force(procedure.fees, day) if each.act]
    return frozenset((*grounds, *forms, *fees))


def _late(cited: frozenset[str], olds: dict[str, set[str]]) -> set[str]:
    return {old for old, carriers in olds.items() if old in cited and not carriers & cited}


def _carriers(catalogue: Catalogue, old: str) -> set[str]:
    """Return the acts of which one must be cited beside, or in place of, the old one."""
    return {act.id for act in successors_of(catalogue, catalogue.acts[old])}


def _standing_with_replaced(catalogue: Catalogue, day: date) -> Iterator[tuple[LegalAct, tuple[str, ...]]]:
    """Yield the acts in force with those they replaced, be it through acts that were replaced in turn."""
    replaced: dict[str, list[str]] = {}
    for old in catalogue.acts.values():
        for act in successors_of(catalogue, old):
            replaced.setdefault(act.id, []).append(old.id)
    for act in catalogue.acts.values():
        if act.stands_on(day):
            yield act, tuple(replaced.get(act.id, ()))
