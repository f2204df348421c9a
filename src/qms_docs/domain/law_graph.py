"""Who rests on which act: procedures, kinds of document, forms, fees, texts; directly or through acts that amend.

In: a catalogue, a day. Out: uses of acts, the acts related to one. Touches: nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from .catalogue import Catalogue
from .dated import in_force
from .law import LegalAct
from .procedure import AdministrativeProcedure


class UsePlace(StrEnum):
    """Chỗ viện dẫn."""

    BASIS = "basis"
    FORM = "form"
    FEE = "fee"
    STEP = "step"
    KIND = "kind"
    REGIME = "regime"


@dataclass(frozen=True)
class Use:
    """A place that rests on an act: in a procedure (its code), in a kind of document (its key), or in the one-stop regime."""

    act: str
    place: UsePlace
    subject: str
    number: int = 0


@dataclass(frozen=True)
class Reach:
    """An act through which a change is felt: the act itself, one it amends, or one that amends it."""

    act: str
    through: tuple[str, ...] = ()


def uses_on(catalogue: Catalogue, day: date) -> Iterator[Use]:
    """Yield every use of an act on a day."""
    for procedure in in_force(catalogue.procedures.values(), day):
        yield from _uses_in(catalogue, procedure, day)
    for kind in catalogue.made_kinds.values():
        yield from (Use(act, UsePlace.KIND, kind.key) for act in kind.basis)
    regime = catalogue.one_stop_on(day)
    if regime is not None:
        yield Use(regime.forms_act, UsePlace.REGIME, regime.reception_unit)


def _uses_in(catalogue: Catalogue, procedure: AdministrativeProcedure, day: date) -> Iterator[Use]:
    code = procedure.code
    yield from (Use(cited.act, UsePlace.BASIS, code) for cited in in_force(procedure.legal_basis, day))
    yield from (Use(form.act, UsePlace.FORM, code) for form in in_force(procedure.forms, day) if form.act)
    yield from (Use(fee.act, UsePlace.FEE, code) for fee in in_force(procedure.fees, day) if fee.act)
    for number, step in enumerate(in_force(procedure.steps, day), 1):
        for act in catalogue.acts.values():
            if act.number in step.action:
                yield Use(act.id, UsePlace.STEP, code, number)


def reach_of(catalogue: Catalogue, act: LegalAct) -> dict[str, Reach]:
    """Return the acts through which a change of `act` is felt, by id, each with the way to it."""
    found = {act.id: Reach(act.id)}
    for amended in act.amends:
        found.setdefault(amended, Reach(amended, (act.id,)))
    waiting = [act.id]
    while waiting:
        changed = waiting.pop()
        for other in catalogue.acts.values():
            if changed in other.amends and other.id not in found:
                found[other.id] = Reach(other.id, (*found[changed].through, changed))
                waiting.append(other.id)
    return found


def successors_of(catalogue: Catalogue, act: LegalAct) -> tuple[LegalAct, ...]:
    """Return the acts that took or take its place, and the place of those, nearest first."""
    found: dict[str, LegalAct] = {}
    waiting = list(act.replaced_by)
    while waiting:
        key = waiting.pop(0)
        if key not in found and key in catalogue.acts:
            found[key] = catalogue.acts[key]
            waiting += catalogue.acts[key].replaced_by
    return tuple(found.values())
