"""What rests on an act: which procedures, kinds of document and communes have to change when it does, and by when."""

from __future__ import annotations

import difflib
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from ..diagnostics import Severity, say
from ..domain.artifacts import BuildRequest, DocumentJob
from ..domain.catalogue import Catalogue
from ..domain.document import DocumentKind, DocumentScope
from ..domain.impact import Impact, ImpactPaper, ImpactRow, ImpactUnit, printed_rows
from ..domain.law import LegalAct
from ..domain.law_graph import (
    ACT_LIST,
    Reach,
    Use,
    UsePlace,
    names_on,
    reach_of,
    successors_of,
    uses_of,
    uses_of_kinds,
    uses_of_local_fees,
)
from ..domain.procedure import AdministrativeProcedure
from ..domain.units import Commune
from ..domain.working_time import months_after
from ..errors import RequestError
from ..load import Workspace, load_workspace
from ..plan import plan_build, select_communes

MONTHS_TO_UPDATE = 3
"""Điểm a khoản 4 Điều 4 Quyết định 19/2014/QĐ-TTg: a change of law is in the system within three months."""


def find_act(catalogue: Catalogue, wanted: str) -> LegalAct:
    """Return an act by its number, spelled with or without «Đ»; raises RequestError with those that look alike."""
    plain = {_plain(key): act for key, act in catalogue.acts.items()}
    plain |= {_plain(act.number): act for act in catalogue.acts.values()}
    if _plain(wanted) in plain:
        return plain[_plain(wanted)]
    near = [plain[key].id for key in difflib.get_close_matches(_plain(wanted), plain, 3)]
    raise RequestError(
        say("There is no act «{number}» in law/acts.", number=wanted),
        say("Did you mean: {names}?", names=", ".join(near)) if near else say("Add the act to law/acts."),
    )


def _plain(text: str) -> str:
    bare = unicodedata.normalize("NFD", text.replace("Đ", "D").replace("đ", "d"))
    return "".join(letter for letter in bare.lower() if letter.isalnum() or letter == "/")


def impact(
    workspace: Path | str, number: str, as_of: date, communes: Iterable[str] = (), districts: Iterable[str] = ()
) -> Impact:
    """Return what rests on an act on a day, in the communes asked for (all when none is named)."""
    return impact_in(load_workspace(Path(workspace), whole=False), number, as_of, communes, districts)


def impact_in(
    workspace: Workspace, number: str, as_of: date, communes: Iterable[str] = (), districts: Iterable[str] = ()
) -> Impact:
    """Return what rests on an act, in a workspace that is loaded already."""
    catalogue = workspace.catalogue
    act = find_act(catalogue, number)
    request = BuildRequest(workspace.root, as_of, workspace.root, tuple(communes), tuple(districts))
    chosen = select_communes(catalogue, request)
    search = _Search(catalogue, act, as_of)
    for commune in chosen:
        search.look_at(commune, plan_build(catalogue, request, [commune]).jobs[commune.id])
    successors = successors_of(catalogue, act)
    began = successors[0].effective_from if successors else act.effective_from
    return Impact(
        act=act,
        day=as_of,
        stands=act.stands_on(as_of),
        successors=successors,
        began=began,
        deadline=months_after(began, MONTHS_TO_UPDATE) if began else None,
        rows=search.rows(),
        units=tuple(search.units),
        papers=tuple(search.papers),
        kinds={paper.kind: catalogue.kinds[paper.kind].title for paper in search.papers},
        errors=sum(each.severity is Severity.ERROR for each in workspace.diagnostics),
    )


@dataclass
class _Tally:
    """What was found of a procedure or a kind: its uses, and how much is printed of it."""

    uses: dict[Use, None] = field(default_factory=dict)
    communes: int = 0
    documents: int = 0
    pages: int = 0


class _Search:
    """Goes through the communes; communes that do a procedure alike share what was found of it."""

    def __init__(self, catalogue: Catalogue, act: LegalAct, day: date) -> None:
        self.catalogue, self.act, self.day = catalogue, act, day
        self.reach = reach_of(catalogue, act)
        self.names = names_on(catalogue, day)
        self.papers: list[ImpactPaper] = []
        self.units: list[ImpactUnit] = []
        self._tallies: dict[tuple[bool, str], _Tally] = defaultdict(_Tally)
        self._known: dict[int, tuple[Use, ...]] = {}
        self._rows: dict[int, int] = {}
        self._of_kinds: dict[str, list[Use]] = defaultdict(list)
        for use in uses_of_kinds(catalogue, day):
            if self._counts(use):
                self._of_kinds[use.subject].append(use)

    def _counts(self, use: Use) -> bool:
        """True if the act is felt here. What is not in force is not printed; the act itself is what is asked about."""
        return use.act in self.reach and (use.act == self.act.id or self.catalogue.acts[use.act].stands_on(self.day))

    def _resting(self, commune: Commune, scope: Iterable[AdministrativeProcedure]) -> dict[str, tuple[Use, ...]]:
        """Return the uses of the procedures that rest on the act as they are done in a commune, by code."""
        profile = self.catalogue.province_on(commune, self.day)
        group = commune.agency_on(self.day).fee_group
        found = {}
        for procedure in scope:
            if id(procedure) not in self._known:
                national = uses_of(procedure, self.day, self.names)
                self._known[id(procedure)] = tuple(use for use in national if self._counts(use))
            local = uses_of_local_fees(procedure, profile, group, self.day)
            if uses := (*self._known[id(procedure)], *(use for use in local if self._counts(use))):
                found[procedure.code] = uses
        return found

    def look_at(self, commune: Commune, jobs: Sequence[DocumentJob]) -> None:
        """Count what a commune has to print again."""
        scope = {procedure.code: procedure for procedure in self.catalogue.scope_on(commune, self.day)}
        resting = self._resting(commune, scope.values())
        shared = {group.process.key: group.procedures for group in self.catalogue.shared_among(scope.values())}
        listed = self._listed(resting)
        seen: set[tuple[bool, str]] = set()
        documents, pages = len(self.papers), 0
        for job in jobs:
            kind = self.catalogue.kinds[job.kind]
            members = [each.code for each in shared[job.shared]] if job.shared else [job.procedure] if job.procedure else []
            keys = [(True, code) for code in members if code in resting]
            of_kind = self._of_kinds.get(job.kind, []) + (listed if job.kind == ACT_LIST else [])
            if of_kind:
                keys.append((False, job.kind))
            if not keys:
                continue
            count = self._pages(kind, scope, members)
            pages += count
            subjects = tuple(subject for _, subject in keys)
            self.papers.append(ImpactPaper(job.path, job.code, job.title, job.kind, commune.code, subjects, count))
            for key in keys:
                tally = self._tallies[key]
                if key not in seen:
                    seen.add(key)
                    tally.communes += 1
                    tally.uses |= dict.fromkeys(resting[key[1]] if key[0] else of_kind)
                tally.documents += 1
                tally.pages += count
        if len(self.papers) > documents:
            procedures = sum(is_procedure for is_procedure, _ in seen)
            self.units.append(self._unit(commune, procedures, len(self.papers) - documents, pages))

    def _listed(self, resting: dict[str, tuple[Use, ...]]) -> list[Use]:
        """Return the uses by which the list of acts has to change: the acts that the commune's documents cite."""
        acts = dict.fromkeys(use.act for uses in (*resting.values(), *self._of_kinds.values()) for use in uses)
        return [Use(act, UsePlace.LIST, ACT_LIST) for act in acts]

    def _pages(self, kind: DocumentKind, scope: dict[str, AdministrativeProcedure], members: list[str]) -> int:
        if kind.pages is None:
            return 1
        if kind.scope is DocumentScope.PROCEDURE:
            return kind.pages.pages(self._rows_of(scope[members[0]]))
        return kind.pages.pages(len(members) if kind.scope is DocumentScope.SHARED else len(scope))

    def _rows_of(self, procedure: AdministrativeProcedure) -> int:
        if id(procedure) not in self._rows:
            self._rows[id(procedure)] = printed_rows(procedure, self.day)
        return self._rows[id(procedure)]

    def _unit(self, commune: Commune, procedures: int, documents: int, pages: int) -> ImpactUnit:
        name = commune.name_on(self.day)
        district = self.catalogue.district_code(commune, self.day)
        return ImpactUnit(
            commune.code,
            name.with_kind if name else commune.code,
            (self.catalogue.district_name(district) or district) if district else "",
            procedures,
            documents,
            pages,
        )

    def rows(self) -> tuple[ImpactRow, ...]:
        """Return what was found, procedures first, by code."""
        order = sorted(self._tallies.items(), key=lambda item: (not item[0][0], item[0][1]))
        return tuple(self._row(*key, tally) for key, tally in order)

    def _row(self, is_procedure: bool, subject: str, tally: _Tally) -> ImpactRow:
        if is_procedure:
            procedure = self.catalogue.procedures[subject]
            known = self.catalogue.fields.get(procedure.field)
            title, name = procedure.name_on(self.day), known.name if known else procedure.field
        else:
            title, name = self.catalogue.kinds[subject].title, ""
        uses = tuple(tally.uses)
        ways = () if any(_is_direct(self.reach[use.act]) for use in uses) else tuple(sorted({use.act for use in uses}))
        return ImpactRow(subject, title, name, is_procedure, uses, ways, tally.communes, tally.documents, tally.pages)


def _is_direct(reach: Reach) -> bool:
    return not reach.through
