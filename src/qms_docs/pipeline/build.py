"""From a district's data to its document packs."""

from __future__ import annotations

import json
import os
import tempfile
import time
from collections.abc import Callable, Iterable
from concurrent.futures import Future, as_completed
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from ..diagnostics import Diagnostic, Location, Severity, say, sort_diagnostics
from ..domain.artifacts import BuildPlan, BuildRequest, DocumentJob, FailedDocument, ManifestEntry, RenderedDocument
from ..domain.catalogue import Catalogue
from ..domain.units import Commune
from ..errors import FillError, OutputError
from ..execution import open_executor
from ..plan import plan_build, select_kinds
from ..settings import Settings
from .check import CheckResult, check_request

if TYPE_CHECKING:
    from ..render import Press

MANIFEST = "manifest.json"
Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class BuildResult:
    """What a build made, what it could not make, and all that is wrong."""

    out: Path
    root: Path
    communes: int
    documents: int
    failed: tuple[FailedDocument, ...]
    stopped: tuple[str, ...]
    seconds: float
    diagnostics: tuple[Diagnostic, ...]

    @property
    def has_errors(self) -> bool:
        """True if a diagnostic stopped a document."""
        return any(diagnostic.is_error for diagnostic in self.diagnostics)


def build(
    workspace: BuildRequest | Path | str,
    progress: Progress = lambda done, total: None,
    *,
    as_of: date | None = None,
    out: Path | str | None = None,
    communes: Iterable[str] = (),
    districts: Iterable[str] = (),
    kinds: Iterable[str] = (),
    workers: int = 1,
) -> BuildResult:
    """Make the documents of a workspace as of a day, with their manifest, and return what was made.

    `workspace` is a folder, with `as_of` and perhaps `out` (default: `build` in the workspace); or a whole BuildRequest.
    `progress` is told (documents done, documents in all). A commune with an error gets no document; the others get all of
    theirs. Raises WorkspaceError, RequestError, TemplateError or OutputError when the run cannot go on.
    """
    if isinstance(workspace, BuildRequest):
        return _build(workspace, progress)
    if as_of is None:
        raise TypeError("build() needs the day: as_of=date(…)")
    target = Path(out) if out is not None else Path(workspace) / "build"
    request = BuildRequest(Path(workspace), as_of, target, tuple(communes), tuple(districts), tuple(kinds), workers)
    return _build(request, progress)


def _build(request: BuildRequest, progress: Progress) -> BuildResult:
    started = time.monotonic()
    checked = check_request(request)
    select_kinds(checked.workspace.catalogue, request)
    sound, stopped = _sound_communes(checked)
    plan = plan_build(checked.workspace.catalogue, request, sound)
    _open_output(request.out)
    made, failed = _make(plan, checked, request, progress)
    _write_manifest(request, checked, made)
    documents = [_failed_diagnostic(item, checked) for item in failed]
    return BuildResult(
        out=request.out,
        root=checked.workspace.root,
        communes=len({job.commune for job, _ in made}),
        documents=len(made),
        failed=tuple(failed),
        stopped=stopped,
        seconds=round(time.monotonic() - started, 3),
        diagnostics=sort_diagnostics([*checked.diagnostics, *documents]),
    )


def _sound_communes(checked: CheckResult) -> tuple[tuple[Commune, ...], tuple[str, ...]]:
    """Return the communes that may be printed, and the codes of those an error stops."""
    errors = [diagnostic for diagnostic in checked.diagnostics if diagnostic.is_error]
    stopped = {diagnostic.commune for diagnostic in errors if diagnostic.commune}
    if any(diagnostic.commune is None for diagnostic in errors):
        return (), tuple(sorted({commune.code for commune in checked.communes} | stopped))
    return tuple(commune for commune in checked.communes if commune.code not in stopped), tuple(sorted(stopped))


# ---- workers

_press: Press | None = None
_out: Path | None = None


def _prepare_worker(
    catalogue: Catalogue, settings: Settings, templates: Path, days: tuple[date, int], out: Path, kinds: tuple[str, ...]
) -> None:
    # The press is heavy to import; commands that print nothing begin sooner without it.
    from ..render import Press

    global _press, _out
    _press = Press(catalogue, settings, templates, *days)
    _out = out
    for kind in kinds:
        _press.template(kind)


Made = list[tuple[DocumentJob, str]]


def _make_commune(jobs: tuple[DocumentJob, ...]) -> tuple[Made, list[FailedDocument]]:
    """Make all documents of a commune in memory, then publish them: a commune is never half written."""
    assert _press is not None and _out is not None
    rendered: list[RenderedDocument] = []
    failed: list[FailedDocument] = []
    for job in jobs:
        try:
            rendered.append(_press.render(job))
        except (FillError, LookupError) as cause:
            failed.append(FailedDocument(job, str(cause)))
    if failed:
        return [], failed
    for document in rendered:
        publish(_out / document.job.path, document.data)
    return [(document.job, document.sha256) for document in rendered], []


def publish(target: Path, data: bytes) -> None:
    """Write the file under a name of its own and rename it, so that no reader meets half a document."""
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(prefix=".tmp-", dir=target.parent)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(data)
            Path(temporary).chmod(0o644)
            Path(temporary).replace(target)
        except BaseException:
            Path(temporary).unlink(missing_ok=True)
            raise
    except OSError as cause:
        raise OutputError(
            say("«{path}» cannot be written: {reason}.", path=str(target), reason=cause.strerror),
            say("Check free space and permissions of the output folder, then run the same command again."),
        ) from cause


# ---- parent


def _open_output(out: Path) -> None:
    try:
        out.mkdir(parents=True, exist_ok=True)
    except OSError as cause:
        raise OutputError(
            say("The output folder «{path}» cannot be made: {reason}.", path=str(out), reason=cause.strerror),
            say("Name another folder with --out."),
        ) from cause


def _make(plan: BuildPlan, checked: CheckResult, request: BuildRequest, progress: Progress) -> tuple[Made, list[FailedDocument]]:
    workspace = checked.workspace
    kinds = tuple(kind.key for kind in select_kinds(workspace.catalogue, request))
    made: dict[str, Made] = {}
    failed: dict[str, list[FailedDocument]] = {}
    if not plan.count:
        return [], []
    # Compile once here, so that an unsound template is named before any process starts.
    days = (request.as_of, request.cycle_year)
    arguments = (workspace.catalogue, workspace.settings, workspace.templates, days, request.out, kinds)
    _prepare_worker(*arguments)
    workers = min(request.workers, len(plan.jobs))
    progress(0, plan.count)

    def collect(commune: str, future: Future[tuple[Made, list[FailedDocument]]]) -> None:
        made[commune], failed[commune] = future.result()
        progress(sum(len(plan.jobs[name]) for name in made), plan.count)

    with open_executor(workers, _prepare_worker, arguments) as executor:
        waiting = {}
        try:
            for commune, jobs in plan.jobs.items():
                future = executor.submit(_make_commune, jobs)
                if future.done():  # in process, the work is done by now
                    collect(commune, future)
                else:
                    waiting[future] = commune
            for future in as_completed(waiting):
                collect(waiting[future], future)
        except BaseException:
            executor.shutdown(wait=False, cancel_futures=True)
            raise
    return [item for c in plan.jobs for item in made[c]], [item for c in plan.jobs for item in failed[c]]


def _write_manifest(request: BuildRequest, checked: CheckResult, made: Made) -> None:
    codes = {commune.id: commune.code for commune in checked.communes}
    kinds = checked.workspace.catalogue.kinds
    entries = [
        ManifestEntry(
            job.path, sha256, job.kind, codes[job.commune], job.procedure, kinds[job.kind].template, request.as_of.isoformat()
        )
        for job, sha256 in made
    ]
    text = json.dumps({"documents": [asdict(entry) for entry in entries]}, ensure_ascii=False, indent=1)
    publish(request.out / MANIFEST, (text + "\n").encode("utf-8"))


def _failed_diagnostic(item: FailedDocument, checked: CheckResult) -> Diagnostic:
    template = checked.workspace.templates / checked.workspace.catalogue.kinds[item.job.kind].template
    code = item.job.commune.split("@")[0]
    return Diagnostic(
        "DOC001",
        "document-failed",
        Severity.ERROR,
        Location(str(template)),
        say("The document «{path}» could not be made: {reason}", path=item.job.path, reason=item.reason),
        say("Correct the template or the data; no document of this commune was written."),
        commune=code,
        procedure=item.job.procedure,
    )
