"""Who rests on which act: procedures, kinds of document, forms, fees, texts; directly or through acts that amend.

In: a catalogue, a day. Out: uses of acts, the acts related to one. Touches: nothing.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from .catalogue import Catalogue
from .dated import Model, in_force
from .document import DocumentGroup, DocumentKind
from .law import LegalAct
from .procedure import AdministrativeProcedure, Fee, FeeStatus
from .units import ProvinceProfile
from .vietnamese import TITLED_LAWS, UNKNOWN, channel_text, money

ACT_LIST = "external_documents"
"""The kind of document that lists the acts in use."""
_SYSTEM_FILES = {"implementation_plan": "plan", "yearly_report": "yearly_report", "training_plan": "training"}
"""Which file of system/ names acts for which kind; the system procedures are found by their content."""
_NUMBER = re.compile(r"(?<![\w/])\d{1,5}/[\dA-ZĐ][\w/-]*")

Names = Mapping[str, tuple[str, ...]]


class UsePlace(StrEnum):
    """Chỗ viện dẫn."""

    BASIS = "basis"
    FORM = "form"
    FEE = "fee"
    STEP = "step"
    TEXT = "text"
    KIND = "kind"
    REGIME = "regime"
    LIST = "list"


@dataclass(frozen=True)
class Use:
    """A place that rests on an act: in a procedure (its code), or in a kind of document (its key).

    `number` counts the steps; `detail` is the provision, the name of form or fee, or the text that names the act.
    """

    act: str
    place: UsePlace
    subject: str
    number: int = 0
    detail: str = ""

    @property
    def is_procedure(self) -> bool:
        """True if a procedure rests on the act, not a kind of document."""
        return self.place not in (UsePlace.KIND, UsePlace.REGIME, UsePlace.LIST)


@dataclass(frozen=True)
class Reach:
    """An act through which a change is felt: the act itself, one it amends, or one that amends it."""

    act: str
    through: tuple[str, ...] = ()


def uses_on(catalogue: Catalogue, day: date) -> Iterator[Use]:
    """Yield every use of an act on a day."""
    names = names_on(catalogue, day)
    for procedure in in_force(catalogue.procedures.values(), day):
        yield from uses_of(procedure, day, names)
    yield from uses_of_kinds(catalogue, day)


def uses_of_kinds(catalogue: Catalogue, day: date) -> Iterator[Use]:
    """Yield the acts that kinds of document name as their grounds, and those the one-stop forms follow."""
    regime, layout = catalogue.one_stop_on(day), catalogue.layout_on(day)
    for kind in catalogue.made_kinds.values():
        yield from (Use(act, UsePlace.KIND, kind.key) for act in (*kind.basis, *_acts_in_system(catalogue, kind)))
        if regime is not None and kind.form is not None:
            acts = dict.fromkeys((regime.forms_act, *regime.acts))
            yield from (Use(act, UsePlace.REGIME, kind.key, detail=regime.reception_unit) for act in acts)
        elif regime is not None and kind.group is DocumentGroup.PROCEDURE_SHEETS:
            yield Use(regime.forms_act, UsePlace.REGIME, kind.key)
    if layout is not None and ACT_LIST in catalogue.made_kinds:
        yield Use(layout.act, UsePlace.LIST, ACT_LIST)


def _acts_in_system(catalogue: Catalogue, kind: DocumentKind) -> Iterator[str]:
    """Yield the acts that the texts of a kind in system/ name by key."""
    data = catalogue.system.get(_SYSTEM_FILES.get(kind.key, ""))
    if kind.content is not None and "procedures" in catalogue.system:
        procedures = getattr(catalogue.system["procedures"], "procedures", ())
        data = next((each for each in procedures if each.key == kind.content), None)
    yield from dict.fromkeys(text for text in _texts_within(data) if text in catalogue.acts)


def _texts_within(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Model):
        for name in type(value).model_fields:
            yield from _texts_within(getattr(value, name))
    elif isinstance(value, tuple):
        for each in value:
            yield from _texts_within(each)


def uses_of(procedure: AdministrativeProcedure, day: date, names: Names) -> Iterator[Use]:
    """Yield the acts on which a procedure rests on a day, as it is done somewhere."""
    code = procedure.code
    for cited in in_force(procedure.legal_basis, day):
        yield Use(cited.act, UsePlace.BASIS, code, detail=cited.provision or "")
    yield from (Use(form.act, UsePlace.FORM, code, detail=form.title) for form in in_force(procedure.forms, day) if form.act)
    for fee in in_force(procedure.fees, day):
        if fee.act:
            yield Use(fee.act, UsePlace.FEE, code, detail=_fee_text(fee))
    for number, step in enumerate(in_force(procedure.steps, day), 1):
        for act in _named_in(f"{step.action}\n{step.output or ''}", names):
            yield Use(act, UsePlace.STEP, code, number, step.action.splitlines()[0])
    for text in _texts_of(procedure, day):
        yield from (Use(act, UsePlace.TEXT, code, detail=text) for act in _named_in(text, names))


def uses_of_local_fees(
    procedure: AdministrativeProcedure, profile: ProvinceProfile | None, group: str | None, day: date
) -> Iterator[Use]:
    """Yield the resolutions of the province that set the fees of a procedure in a unit of a fee group."""
    if profile is None or not any(fee.status is FeeStatus.LOCAL for fee in in_force(procedure.fees, day)):
        return
    for fee in in_force(profile.fees, day):
        if fee.procedure == procedure.code and fee.fee_group in (None, group):
            amount = money(fee.amount)
            yield Use(fee.act, UsePlace.FEE, procedure.code, detail=f"{fee.name}: {amount}" if fee.name else amount)


def _fee_text(fee: Fee) -> str:
    amount = money(fee.amount) if fee.amount else "không thu" if fee.status is FeeStatus.FREE else UNKNOWN
    named = f"{fee.name}: {amount}" if fee.name else amount
    return f"{named} ({channel_text(fee.channel)})" if fee.channel else named


def _texts_of(procedure: AdministrativeProcedure, day: date) -> Iterator[str]:
    """Yield the other printed texts in which an act may be named."""
    for group in in_force(procedure.dossier.groups, day):
        yield group.title
        for item in in_force(group.items, day):
            yield item.name
            if item.note:
                yield item.note
    yield from (each.text for each in in_force((*procedure.results, *procedure.conditions), day))
    yield from (fee.note for fee in in_force(procedure.fees, day) if fee.note)
    yield from (limit.note for limit in in_force(procedure.time_limits, day) if limit.note)


def names_on(catalogue: Catalogue, day: date) -> Names:
    """Return the ids of acts by what a text calls them: the number, or the title of the law that has it on the day."""
    found: dict[str, list[str]] = defaultdict(list)
    for act in catalogue.acts.values():
        found[act.number].append(act.id)
        if act.kind in TITLED_LAWS and act.title and act.stands_on(day):
            found[act.title].append(act.id)
    return {name: tuple(acts) for name, acts in found.items()}


def _named_in(text: str, names: Names) -> list[str]:
    called = [number.rstrip("-/") for number in _NUMBER.findall(text)] if "/" in text else []
    if "uật" in text or "áp lệnh" in text or "iến pháp" in text:
        called += [name for name in names if "/" not in name and name in text]
    return list(dict.fromkeys(act for name in called for act in names.get(name, ())))


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
