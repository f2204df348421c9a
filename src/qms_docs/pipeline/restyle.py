"""One look for all templates: the styles of a base file carried into each, all of them or none."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from ..diagnostics import Diagnostic, say
from ..errors import OutputError, RequestError, TemplateError

if TYPE_CHECKING:
    from ..templating.restyling import Restyled
    from ..templating.style_changes import StyleChange

BASE = Path("templates/base.docx")
TEMPLATES = Path("templates/docx")


@dataclass(frozen=True)
class RestyledFile:
    """A template and what of its styles becomes other; `out` is where it goes."""

    file: Path
    out: Path
    changes: tuple[StyleChange, ...]


@dataclass(frozen=True)
class RestyleReport:
    """All templates looked at; `written` counts the files written."""

    base: Path
    files: tuple[RestyledFile, ...]
    diagnostics: tuple[Diagnostic, ...]
    written: int

    @property
    def changed(self) -> int:
        """How many templates have, or had, another look than the base."""
        return sum(bool(each.changes) for each in self.files)


def restyle_templates(
    files: Sequence[Path] = (),
    workspace: Path | str = ".",
    base: Path | None = None,
    out: Path | None = None,
    check: bool = False,
) -> RestyleReport:
    """Give the templates (default: all of the workspace) the styles of the base; `check` writes nothing.

    They are written into `out`, or in their own place; all are made before the first is written. Raises RequestError for a file
    that cannot be read, TemplateError for one that is no sound Word file, OutputError where one cannot be written.
    """
    from ..templating.restyling import read_base, restyle

    base = base or Path(workspace) / BASE
    chosen = [file.resolve() for file in files] or _templates(Path(workspace))
    targets = [out / file.name if out is not None else file for file in chosen]
    if len(set(targets)) < len(targets):
        raise RequestError(say("Two templates have the same name."), say("Name each template once."))
    ground = read_base(_read(base), str(base))
    made: list[tuple[Path, Path, bytes, Restyled]] = []
    errors: list[TemplateError] = []
    for file, target in zip(chosen, targets, strict=True):
        data = _read(file)
        try:
            made.append((file, target, data, restyle(data, str(file), ground)))
        except TemplateError as error:
            errors.append(error)
    if errors:
        raise TemplateError.of_all(errors)
    wanted = {target: done.data for _, target, data, done in made if _differs(target, done.data, data if out is None else None)}
    if not check:
        _write_all(wanted)
    told = (*ground.diagnostics, *(each for *_, done in made for each in done.diagnostics))
    listed = tuple(RestyledFile(file, target, done.changes) for file, target, _, done in made)
    return RestyleReport(base, listed, told, 0 if check else len(wanted))


def _templates(workspace: Path) -> list[Path]:
    # Word keeps a `~$name.docx` beside a file that is open.
    found = sorted(file for file in (workspace / TEMPLATES).glob("*.docx") if not file.name.startswith(("~$", ".")))
    if not found:
        raise RequestError(
            say("There is no template in «{folder}».", folder=str(workspace / TEMPLATES)),
            say("Name templates, or the workspace."),
        )
    return [file.resolve() for file in found]


def _read(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as cause:
        raise RequestError(
            say("«{path}» cannot be read: {reason}.", path=str(file), reason=cause.strerror), say("Check the name of the file.")
        ) from cause


def _differs(target: Path, data: bytes, known: bytes | None) -> bool:
    if known is None and target.is_file():
        known = _read(target)
    return data != known


def _write_all(files: dict[Path, bytes]) -> None:
    """Write every file beside its place first; only when all are there, rename them."""
    staged: dict[Path, Path] = {}
    target = Path()
    try:
        for target, data in files.items():
            target.parent.mkdir(parents=True, exist_ok=True)
            handle, temporary = tempfile.mkstemp(prefix=".tmp-", suffix=".new", dir=target.parent)
            staged[target] = Path(temporary)
            with os.fdopen(handle, "wb") as file:
                file.write(data)
            staged[target].chmod(target.stat().st_mode & 0o777 if target.exists() else 0o644)
        for target in files:
            staged.pop(target).replace(target)
    except OSError as cause:
        raise OutputError(
            say("«{path}» cannot be written: {reason}.", path=str(target), reason=cause.strerror),
            say("Close it in Word, check free space and permissions, then run the same command again."),
        ) from cause
    finally:
        for left in staged.values():
            with suppress(OSError):
                left.unlink(missing_ok=True)
