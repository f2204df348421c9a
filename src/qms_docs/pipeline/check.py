"""Load, check, and nothing else."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from ..check import check_catalogue
from ..diagnostics import Diagnostic, sort_diagnostics
from ..domain.artifacts import BuildRequest
from ..domain.units import Commune
from ..load import Workspace, load_workspace, place
from ..plan import select_communes
from .check_cache import keep, key_of, recall
from .silencing import silence


@dataclass(frozen=True)
class CheckResult:
    """A loaded workspace, the communes looked at, and all that is wrong."""

    workspace: Workspace
    communes: tuple[Commune, ...]
    diagnostics: tuple[Diagnostic, ...]
    silenced: tuple[Diagnostic, ...] = ()

    @property
    def has_errors(self) -> bool:
        """True if anything stops a document."""
        return any(diagnostic.is_error for diagnostic in self.diagnostics)


@dataclass(frozen=True)
class CheckReport:
    """What is wrong in a workspace, and in how many communes it was looked for."""

    root: Path
    communes: int
    diagnostics: tuple[Diagnostic, ...]
    silenced: tuple[Diagnostic, ...] = ()

    @property
    def has_errors(self) -> bool:
        """True if anything stops a document."""
        return any(diagnostic.is_error for diagnostic in self.diagnostics)


def check_report(
    workspace: Path | str, as_of: date, communes: Iterable[str] = (), districts: Iterable[str] = (), cache: Path | None = None
) -> CheckReport:
    """Return what `check` finds; where `cache` holds the report on the very same files, that one.

    Raises what `check` raises.
    """
    root, communes, districts = Path(workspace).resolve(), tuple(communes), tuple(districts)
    key = key_of(root, as_of, communes, districts) if cache is not None else None
    if cache is not None and key is not None and (kept := recall(cache, key, root)) is not None:
        return CheckReport(root, **kept)
    result = check(root, as_of, communes, districts)
    if cache is not None and key is not None:
        keep(cache, key, root, len(result.communes), diagnostics=result.diagnostics, silenced=result.silenced)
    return CheckReport(root, len(result.communes), result.diagnostics, result.silenced)


def check(workspace: Path | str, as_of: date, communes: Iterable[str] = (), districts: Iterable[str] = ()) -> CheckResult:
    """Return what is wrong in the workspace as of a day, for the communes asked for (all when none is named).

    Raises WorkspaceError when there is no workspace, RequestError for an unknown commune or district.
    """
    request = BuildRequest(Path(workspace), as_of, Path(workspace), tuple(communes), tuple(districts))
    return check_request(request)


def check_request(request: BuildRequest) -> CheckResult:
    """Return what is wrong in the part of a workspace that a build would use."""
    loaded = load_workspace(request.workspace)
    broken = {diagnostic.commune for diagnostic in loaded.diagnostics if diagnostic.commune}
    known = {commune.code for commune in loaded.catalogue.communes_on(request.as_of)}
    asked = tuple(code for code in request.communes if code not in broken or code in known)
    only_broken = request.communes and not asked and not request.districts
    narrowed = BuildRequest(request.workspace, request.as_of, request.out, asked, request.districts)
    chosen = () if only_broken else select_communes(loaded.catalogue, narrowed)
    found = [
        Diagnostic(d.code, d.name, d.severity, place(d.location.file, path), d.fact, d.advice, d.commune, d.procedure)
        for d, path in check_catalogue(loaded.catalogue, loaded.settings, loaded.templates, request.as_of, chosen)
    ]
    standing, silenced = silence(found, _files_looked_at(loaded, chosen))
    return CheckResult(loaded, chosen, sort_diagnostics([*loaded.diagnostics, *standing]), sort_diagnostics(silenced))


def _files_looked_at(loaded: Workspace, communes: tuple[Commune, ...]) -> list[str]:
    """Return the files of the facts that all share, and of the communes chosen."""
    chosen = {f"commune:{commune.id}" for commune in communes}
    return [file for name, file in loaded.catalogue.origins.items() if not name.startswith("commune:") or name in chosen]
