"""The acts of a workspace: listed, shown with what they stand to, and those that documents do not follow yet."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from ..domain.artifacts import BuildRequest
from ..domain.catalogue import Catalogue
from ..domain.law import ActKind, LegalAct
from ..domain.law_graph import Use, successors_of, uses_on
from ..domain.law_relations import (
    ActState,
    Pending,
    Repeal,
    amending_it,
    pending_acts,
    repeals_in,
    replaced_by_it,
    state_of,
)
from ..domain.procedure import AdministrativeProcedure
from ..domain.text import ascii_slug
from ..domain.units import Commune
from ..domain.vietnamese import in_legal_order
from ..domain.working_time import months_after
from ..load import load_workspace
from ..plan import plan_build, select_communes
from .impact import MONTHS_TO_UPDATE, find_act

_LONG = 1000


@dataclass(frozen=True)
class ActFacts:
    """An act with its state on a day and the acts and documents around it."""

    act: LegalAct
    day: date
    file: str
    state: ActState
    replaced_by: tuple[LegalAct, ...]
    replaces: tuple[LegalAct, ...]
    amends: tuple[LegalAct, ...]
    amended_by: tuple[LegalAct, ...]
    lost: tuple[Repeal, ...]
    uses: tuple[Use, ...]

    @property
    def procedures(self) -> tuple[str, ...]:
        """Codes of the procedures that cite it on the day."""
        return tuple(sorted({use.subject for use in self.uses if use.is_procedure}))

    @property
    def kinds(self) -> tuple[str, ...]:
        """Keys of the kinds of document that cite it."""
        return tuple(dict.fromkeys(use.subject for use in self.uses if not use.is_procedure))


@dataclass(frozen=True)
class DueAct:
    """An act that documents have to follow, until when, and how many do not yet."""

    pending: Pending
    deadline: date | None
    days_left: int | None
    communes: int
    documents: int


def list_acts(
    workspace: Path | str, kind: ActKind | None = None, in_force_on: date | None = None, search: str = ""
) -> list[LegalAct]:
    """Return the acts in the legal order; `search` looks in number, title and issuer, with or without marks."""
    acts = load_workspace(Path(workspace), whole=False).catalogue.acts.values()
    wanted = ascii_slug(search, _LONG) if search else ""
    return in_legal_order(
        [
            act
            for act in acts
            if (kind is None or act.kind is kind)
            and (in_force_on is None or act.stands_on(in_force_on))
            and wanted in ascii_slug(f"{act.id} {act.number} {act.title or ''} {act.issuer}", _LONG)
        ]
    )


def act_keys(workspace: Path | str) -> list[str]:
    """Return the keys of all acts."""
    return list(load_workspace(Path(workspace), whole=False).catalogue.acts)


def show_act(workspace: Path | str, number: str, as_of: date) -> ActFacts:
    """Return what is known of an act; raises RequestError with those that look alike where there is none."""
    loaded = load_workspace(Path(workspace), whole=False)
    catalogue = loaded.catalogue
    act = find_act(catalogue, number)
    return ActFacts(
        act,
        as_of,
        str(Path(catalogue.origin("act", act.id)).relative_to(loaded.root)),
        state_of(act, as_of),
        successors_of(catalogue, act),
        replaced_by_it(catalogue, act),
        tuple(catalogue.acts[key] for key in act.amends if key in catalogue.acts),
        amending_it(catalogue, act),
        repeals_in(catalogue).get(act.id, ()),
        tuple(use for use in uses_on(catalogue, as_of) if use.act == act.id),
    )


def due_acts(
    workspace: Path | str, as_of: date, communes: Iterable[str] = (), districts: Iterable[str] = ()
) -> tuple[DueAct, ...]:
    """Return the acts in force that the documents of these communes do not follow yet, the latest in force first."""
    loaded = load_workspace(Path(workspace), whole=False)
    catalogue = loaded.catalogue
    request = BuildRequest(loaded.root, as_of, loaded.root, tuple(communes), tuple(districts))
    chosen = select_communes(catalogue, request)
    procedures: dict[int, AdministrativeProcedure] = {}
    for commune in chosen:
        procedures |= {id(each): each for each in catalogue.scope_on(commune, as_of)}
    pending = list(pending_acts(catalogue, procedures.values(), catalogue.made_kinds, as_of))
    counted = _count(catalogue, request, chosen, pending) if pending else []
    found = [_due(each, as_of, *counts) for each, counts in zip(pending, counted, strict=True)]
    return tuple(sorted(found, key=lambda each: (-(each.deadline or date.min).toordinal(), each.pending.act.id)))


def _due(pending: Pending, day: date, communes: int, documents: int) -> DueAct:
    began = pending.act.effective_from
    deadline = months_after(began, MONTHS_TO_UPDATE) if began else None
    return DueAct(pending, deadline, (deadline - day).days if deadline else None, communes, documents)


def _count(
    catalogue: Catalogue, request: BuildRequest, communes: Iterable[Commune], pending: list[Pending]
) -> list[tuple[int, int]]:
    """Return for each act how many units and documents do not follow it."""
    units, documents = [0] * len(pending), [0] * len(pending)
    of_procedure: dict[str, set[int]] = {}
    of_kind: dict[str, set[int]] = {}
    for number, each in enumerate(pending):
        for code in each.procedures:
            of_procedure.setdefault(code, set()).add(number)
        for kind in each.kinds:
            of_kind.setdefault(kind, set()).add(number)
    for commune in communes:
        scope = catalogue.scope_on(commune, request.as_of)
        shared = {group.process.key: group.procedures for group in catalogue.shared_among(scope)}
        here: set[int] = set()
        for job in plan_build(catalogue, request, [commune]).jobs[commune.id]:
            codes = [each.code for each in shared[job.shared]] if job.shared else [job.procedure] if job.procedure else []
            behind = of_kind.get(job.kind, set()).union(*(of_procedure.get(code, ()) for code in codes))
            here |= behind
            for number in behind:
                documents[number] += 1
        for number in here:
            units[number] += 1
    return list(zip(units, documents, strict=True))
