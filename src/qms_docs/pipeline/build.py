"""From a district's data to its document packs."""

from __future__ import annotations

import getpass
import json
import os
import platform
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from ..diagnostics import Diagnostic, Location, Severity, say, sort_diagnostics
from ..domain.artifacts import BuildPlan, BuildRequest, FailedDocument
from ..domain.document import DocumentScope
from ..domain.units import Commune
from ..execution import BegunProcesses
from ..plan import plan_build, select_kinds
from ..publish import Journal, Output, OutputView, Row, look_at, open_output
from ..publish.journal import UNMADE
from ..publish.manifest import MANIFEST, manifest_chunks
from ..storage import Place, is_url
from .check import CheckResult, check_request
from .inputs import Inputs
from .last_run import BuildResult, note_run, recall_run, run_key
from .maker import Maker, Progress
from .planning import PlannedDocument, Planner

_OF_WORKERS = ("qms_docs.pipeline.making", "qms_docs.render")


def build(
    workspace: BuildRequest | Path | str,
    progress: Progress = lambda done, total: None,
    *,
    as_of: date | None = None,
    out: Place | None = None,
    communes: Iterable[str] = (),
    districts: Iterable[str] = (),
    kinds: Iterable[str] = (),
    workers: int = 1,
    force: bool = False,
    prune: bool = False,
) -> BuildResult:
    """Make the documents of a workspace as of a day, with their manifest, and return what was made.

    `workspace` is a folder, with `as_of` and perhaps `out` (default: `build` in the workspace); or a whole BuildRequest.
    What stands in `out` and would come out the same is left as it is; `force` makes everything. Documents that are made no
    more are told, and moved to `withdrawn/` with `prune`. `progress` is told (documents looked at or made, documents in
    all). A commune with an error gets no document; a document that cannot be made stops no other.

    Raises WorkspaceError, RequestError, TemplateError or OutputError when the run cannot go on, BuildInterrupt on Ctrl-C.
    """
    if isinstance(workspace, BuildRequest):
        return _build(workspace, progress)
    if as_of is None:
        raise TypeError("build() needs the day: as_of=date(…)")
    target = Path(workspace) / "build" if out is None else out if is_url(out) else Path(out)
    request = BuildRequest(Path(workspace), as_of, target, tuple(communes), tuple(districts), tuple(kinds), workers)
    request = replace(request, force=force, prune=prune)
    return _build(request, progress)


@dataclass(frozen=True)
class _Prepared:
    """What is known before anything is made."""

    checked: CheckResult
    stopped: tuple[str, ...]
    plan: BuildPlan
    communes: dict[str, Commune]


def prepared(request: BuildRequest) -> _Prepared:
    """Load, check and plan; nothing is made."""
    checked = check_request(request)
    select_kinds(checked.workspace.catalogue, request)
    sound, stopped = _sound_communes(checked)
    plan = plan_build(checked.workspace.catalogue, request, sound)
    return _Prepared(checked, stopped, plan, {commune.id: commune for commune in sound})


def survey(
    request: BuildRequest, before: _Prepared, output: OutputView, journal: Journal
) -> tuple[Iterator[PlannedDocument], Iterator[Row]]:
    """Return every document with the reason to make or leave it, and the rows of those made no more, as they are asked for."""
    # The press is heavy to import; commands that print nothing begin sooner without it.
    from ..render import Press

    workspace = before.checked.workspace
    press = Press(workspace.catalogue, workspace.settings, workspace.templates, request.as_of, request.cycle_year)
    planner = Planner(Inputs(workspace, request), journal, press, output, request.force)
    planned = planner.plan(before.plan, before.communes, request.as_of.isoformat())
    return planned, planner.removed(before.plan, lambda row: _is_asked(row, request, before))


def _is_asked(row: Row, request: BuildRequest, before: _Prepared) -> bool:
    """True if a build of this request would make the document, were it still in the set."""
    code = row.commune.split("@")[0]
    if code in before.stopped or (request.kinds and row.kind not in request.kinds):
        return False
    kind = before.checked.workspace.catalogue.kinds.get(row.kind)
    if kind is not None and kind.scope is DocumentScope.YEAR:
        if Path(row.path).parent.name != str(request.cycle_year):
            return False
    elif request.year is not None:
        return False
    is_narrow = bool(request.communes or request.districts)
    return not is_narrow or row.commune in before.communes


def _build(request: BuildRequest, progress: Progress) -> BuildResult:
    started = time.monotonic()
    is_new = not _may_be_built(request.out)
    # Where nothing stands much is to be made: workers load the program meanwhile.
    begun = BegunProcesses(request.workers if is_new and request.workers > 1 and not request.cluster else 0, _OF_WORKERS)
    try:
        # A wrong request must not leave a new folder behind.
        before = (run_key(request), prepared(request)) if is_new else None
        with open_output(request.out, owner()) as output, output.journal() as journal:
            result = recall_run(request, output, journal)
            if result is None:
                key, ready = before or (run_key(request), prepared(request))
                result = _make(request, progress, key, ready, output, journal, begun)
    finally:
        begun.end()
    return replace(result, seconds=round(time.monotonic() - started, 3))


def _may_be_built(place: Place) -> bool:
    return is_url(place) or look_at(place).is_built


def _make(
    request: BuildRequest,
    progress: Progress,
    key: str | None,
    before: _Prepared,
    output: Output,
    journal: Journal,
    begun: BegunProcesses,
) -> BuildResult:
    planned, gone = survey(request, before, output, journal)
    maker = Maker(request, before.checked.workspace, output, journal, before.plan.count, progress, begun)
    try:
        maker.make(planned)
        removed = list(gone)
        withdrawn = _withdraw(request, output, journal, removed) if request.prune else ()
        if maker.made or withdrawn:
            journal.forget_unread()
        journal.put_note(UNMADE, json.dumps([item.job.path for item in maker.failed]))
        output.write_whole(MANIFEST, manifest_chunks(journal.rows()))
    finally:
        output.keep(journal, at_once=True)
    documents = [_failed_diagnostic(item, before.checked) for item in maker.failed]
    result = BuildResult(
        out=request.out,
        root=before.checked.workspace.root,
        communes=sum(1 for count in maker.standing.values() if count),
        documents=maker.standing.total(),
        made=maker.made,
        removed=() if request.prune else tuple(row.path for row in removed),
        withdrawn=withdrawn,
        failed=tuple(maker.failed),
        stopped=before.stopped,
        seconds=0.0,
        diagnostics=sort_diagnostics([*before.checked.diagnostics, *documents]),
    )
    if key is not None and not maker.failed:
        note_run(key, result, output, journal)
        output.keep(journal, at_once=True)
    return result


def owner() -> str:
    """Return who holds the lock, for whoever finds the folder taken."""
    try:
        user = getpass.getuser()
    except (KeyError, OSError):
        user = "?"
    return f"{user}@{platform.node()}, {os.getpid()}"


def _sound_communes(checked: CheckResult) -> tuple[tuple[Commune, ...], tuple[str, ...]]:
    """Return the communes that may be printed, and the codes of those an error stops."""
    errors = [diagnostic for diagnostic in checked.diagnostics if diagnostic.is_error]
    stopped = {diagnostic.commune for diagnostic in errors if diagnostic.commune}
    if any(diagnostic.commune is None for diagnostic in errors):
        return (), tuple(sorted({commune.code for commune in checked.communes} | stopped))
    return tuple(commune for commune in checked.communes if commune.code not in stopped), tuple(sorted(stopped))


def _withdraw(request: BuildRequest, output: Output, journal: Journal, removed: list[Row]) -> tuple[str, ...]:
    """Move documents that are made no more to a folder of the day, and forget them."""
    into = f"withdrawn/{request.as_of.isoformat()}"
    moved = [output.withdraw(row.path, into) for row in removed if output.state(row.path) is not None]
    journal.write((), removed=[row.path for row in removed])
    return tuple(moved)


def _failed_diagnostic(item: FailedDocument, checked: CheckResult) -> Diagnostic:
    template = checked.workspace.templates / checked.workspace.catalogue.kinds[item.job.kind].template
    code = item.job.commune.split("@")[0]
    return Diagnostic(
        "DOC001",
        "document-failed",
        Severity.ERROR,
        Location(str(template)),
        say("The document «{path}» could not be made: {reason}", path=item.job.path, reason=item.reason),
        say("Correct the template or the data, then run the same command again: only what is missing is made."),
        commune=code,
        procedure=item.job.procedure,
    )
