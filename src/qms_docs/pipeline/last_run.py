"""What the last build of a folder said, so that a run in which nothing has changed need not load, check and plan again.

In: a request, the journal. Out: the result of the run before, or None. Touches: reads the workspace, looks at the output.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ..diagnostics import Diagnostic
from ..domain.artifacts import BuildRequest, FailedDocument
from ..publish import Journal, Output
from ..publish.journal import LAST_RUN
from ..publish.manifest import MANIFEST
from ..storage import Place
from .check_cache import diagnostic_of, key_of, plain_diagnostic
from .inputs import engine_digest


@dataclass(frozen=True)
class BuildResult:
    """What a build made, what it could not make, and all that is wrong.

    Of the `documents` that stand, `made` were filled in this run; `removed` are made no more and lie there still, `withdrawn`
    were moved away.
    """

    out: Place
    root: Path
    communes: int
    documents: int
    failed: tuple[FailedDocument, ...]
    stopped: tuple[str, ...]
    seconds: float
    diagnostics: tuple[Diagnostic, ...]
    made: int = 0
    removed: tuple[str, ...] = ()
    withdrawn: tuple[str, ...] = ()

    @property
    def has_errors(self) -> bool:
        """True if a diagnostic stopped a document."""
        return any(diagnostic.is_error for diagnostic in self.diagnostics)


def run_key(request: BuildRequest) -> str | None:
    """Return the digest of all a build depends on: program, files, what is asked for; None where a file cannot be read."""
    files = key_of(Path(request.workspace).resolve(), request.as_of, request.communes, request.districts)
    if files is None:
        return None
    asked = json.dumps([files, engine_digest(), sorted(request.kinds), request.cycle_year, request.year])
    return hashlib.sha256(asked.encode()).hexdigest()


def note_run(key: str, result: BuildResult, output: Output, journal: Journal) -> None:
    """Keep the result of a build in which nothing failed."""
    manifest = output.state(MANIFEST)
    if manifest is None:
        return
    kept = {
        "key": key,
        "communes": result.communes,
        "documents": result.documents,
        "stopped": result.stopped,
        "removed": result.removed,
        "manifest": [manifest.size, manifest.stamp],
        "diagnostics": [plain_diagnostic(item, result.root) for item in result.diagnostics],
    }
    journal.put_note(LAST_RUN, json.dumps(kept, ensure_ascii=False))


def recall_run(request: BuildRequest, output: Output, journal: Journal) -> BuildResult | None:
    """Return the result of the last build if this one would do nothing: same inputs, and every file stands as published."""
    note = journal.note(LAST_RUN)
    if note is None or request.force:
        return None
    try:
        kept: dict[str, Any] = json.loads(note)
        if kept["key"] != run_key(request) or (request.prune and kept["removed"]):
            return None
        manifest = output.state(MANIFEST)
        if manifest is None or [manifest.size, manifest.stamp] != kept["manifest"]:
            return None
        if any(output.state(path) != state for path, state in journal.states()):
            return None
        root = Path(request.workspace).resolve()
        return BuildResult(
            out=request.out,
            root=root,
            communes=kept["communes"],
            documents=kept["documents"],
            failed=(),
            stopped=tuple(kept["stopped"]),
            seconds=0.0,
            diagnostics=tuple(diagnostic_of(item, root) for item in kept["diagnostics"]),
            removed=tuple(kept["removed"]),
        )
    except (LookupError, TypeError, ValueError):
        return None
