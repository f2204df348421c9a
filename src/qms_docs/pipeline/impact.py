"""What rests on an act: which procedures, documents and communes have to change when it does, and by when."""

from __future__ import annotations

import difflib
import unicodedata
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from ..diagnostics import say
from ..domain.artifacts import BuildRequest
from ..domain.catalogue import Catalogue
from ..domain.law import LegalAct
from ..domain.law_graph import Reach, Use, UsePlace, reach_of, successors_of, uses_on
from ..domain.working_time import months_after
from ..errors import RequestError
from ..load import load_workspace
from ..plan import plan_build, select_communes

MONTHS_TO_UPDATE = 3
"""Điểm a khoản 4 Điều 4 Quyết định 19/2014/QĐ-TTg: a change of law is in the system within three months."""


@dataclass(frozen=True)
class ImpactRow:
    """A procedure or a kind of document that rests on the act."""

    subject: str
    title: str
    is_procedure: bool
    uses: tuple[Use, ...]
    through: tuple[str, ...]
    communes: int
    documents: int


@dataclass(frozen=True)
class Impact:
    """What rests on an act on a day, what takes its place, until when the documents must follow."""

    act: LegalAct
    day: date
    stands: bool
    successors: tuple[LegalAct, ...]
    deadline: date | None
    rows: tuple[ImpactRow, ...]
    communes: int
    documents: int


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
    loaded = load_workspace(Path(workspace))
    catalogue = loaded.catalogue
    act = find_act(catalogue, number)
    request = BuildRequest(loaded.root, as_of, loaded.root, tuple(communes), tuple(districts))
    chosen = select_communes(catalogue, request)
    reach = reach_of(catalogue, act)
    used: dict[tuple[bool, str], list[Use]] = defaultdict(list)
    for use in uses_on(catalogue, as_of):
        # What is not in force on the day is not printed, so nothing rests on it; the act itself is what is asked about.
        if use.act in reach and (use.act == act.id or catalogue.acts[use.act].stands_on(as_of)):
            used[use.place not in (UsePlace.KIND, UsePlace.REGIME), use.subject].append(use)
    touched: dict[tuple[bool, str], tuple[set[str], int]] = {}
    papers: set[str] = set()
    for identity, jobs in plan_build(catalogue, request, chosen).jobs.items():
        for job in jobs:
            kind = catalogue.kinds[job.kind]
            keys = [(True, job.procedure)] if job.procedure else [(False, job.kind)]
            if kind.form is not None:
                keys += [key for key in used if not key[0] and used[key][0].place is UsePlace.REGIME]
            for key in keys:
                if key in used:
                    places, count = touched.get(key, (set(), 0))
                    touched[key] = (places | {identity}, count + 1)
                    papers.add(job.path)
    rows = [_row(catalogue, key, uses, reach, touched.get(key, (set(), 0)), as_of) for key, uses in used.items()]
    successors = successors_of(catalogue, act)
    began = successors[0].effective_from if successors else act.effective_from
    return Impact(
        act,
        as_of,
        act.stands_on(as_of),
        successors,
        months_after(began, MONTHS_TO_UPDATE) if began else None,
        tuple(sorted((row for row in rows if row.communes), key=lambda row: (not row.is_procedure, row.subject))),
        len({identity for places, _ in touched.values() for identity in places}),
        len(papers),
    )


def _row(
    catalogue: Catalogue,
    key: tuple[bool, str],
    uses: list[Use],
    reach: dict[str, Reach],
    touched: tuple[set[str], int],
    day: date,
) -> ImpactRow:
    is_procedure, subject = key
    kind = catalogue.kinds.get(subject)
    title = catalogue.procedures[subject].name_on(day) if is_procedure else kind.title if kind else subject
    is_direct = any(not reach[use.act].through for use in uses)
    ways = () if is_direct else tuple(sorted({use.act for use in uses}))
    return ImpactRow(subject, title, is_procedure, tuple(uses), ways, len(touched[0]), touched[1])
