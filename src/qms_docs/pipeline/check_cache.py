"""What an earlier check of the very same files said, so that a second one need not look again.

In: a folder for the cache, outside the workspace, since workspaces come from strangers. Out: reports. Touches: that folder;
a cache that cannot be read or written is as good as none.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import tempfile
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

from ..diagnostics import Diagnostic, Location, Message, Severity
from ..load import load_settings

_PACKAGE = Path(__file__).resolve().parent.parent
_KEPT = 20


def key_of(root: Path, day: date, communes: Iterable[str], districts: Iterable[str]) -> str | None:
    """Return the SHA-256 of all a check depends on: the files, the day, the units asked for, the program itself.

    None where a file cannot be read. Raises WorkspaceError when there is no workspace.
    """
    try:
        return _key_of(root, day, communes, districts)
    except OSError:
        return None


def _key_of(root: Path, day: date, communes: Iterable[str], districts: Iterable[str]) -> str:
    asked = json.dumps([day.isoformat(), sorted(communes), sorted(districts)])
    digest = hashlib.sha256(asked.encode())
    for file in _program_files():
        state = file.stat()
        digest.update(f"{file.relative_to(_PACKAGE)} {state.st_size} {state.st_mtime_ns}\n".encode())
    for name, file in _data_files(root):
        digest.update(f"{name}\n".encode())
        with file.open("rb") as data:
            digest.update(hashlib.file_digest(data, "sha256").digest())
    return digest.hexdigest()


def _program_files() -> list[Path]:
    return sorted(_PACKAGE.rglob("*.py"))


def _data_files(root: Path) -> Iterator[tuple[str, Path]]:
    yield "qms.toml", root / "qms.toml"
    for folder in sorted(set(load_settings(root).folders.model_dump().values())):
        for path in sorted((root / folder).rglob("*")):
            if path.is_file():
                yield path.relative_to(root).as_posix(), path


def recall(cache: Path, key: str, root: Path) -> dict[str, Any] | None:
    """Return the report kept under `key`, its files named from `root`; None where there is none."""
    try:
        kept = json.loads((cache / f"{key}.json").read_text("utf-8"))
        for name in ("diagnostics", "silenced"):
            kept[name] = tuple(diagnostic_of(item, root) for item in kept[name])
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return dict(kept)


def keep(cache: Path, key: str, root: Path, communes: int, **found: Iterable[Diagnostic]) -> None:
    """Keep a report, and only so many of those before it."""
    with contextlib.suppress(OSError, ValueError):
        text = json.dumps(
            {"communes": communes} | {name: [plain_diagnostic(item, root) for item in items] for name, items in found.items()}
        )
        cache.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=cache, suffix=".new")
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(text)
        Path(name).replace(cache / f"{key}.json")
        for old in sorted(cache.glob("*.json"), key=lambda path: path.stat().st_mtime_ns)[:-_KEPT]:
            old.unlink()


def plain_diagnostic(item: Diagnostic, root: Path) -> dict[str, Any]:
    """Return a diagnostic as JSON knows it, its file named from `root`."""
    where = Path(item.location.file)
    file = where.relative_to(root).as_posix() if where.is_relative_to(root) else item.location.file
    return {
        "code": item.code,
        "name": item.name,
        "severity": item.severity.value,
        "location": [file, item.location.line, item.location.column, item.location.within],
        "fact": _plain_message(item.fact),
        "advice": _plain_message(item.advice) if item.advice else None,
        "commune": item.commune,
        "procedure": item.procedure,
    }


def _plain_message(message: Message) -> list[Any]:
    values = {
        name: _plain_message(value) if isinstance(value, Message) else value if isinstance(value, int) else str(value)
        for name, value in message.values.items()
    }
    return [message.text, values]


def _message(kept: list[Any]) -> Message:
    text, values = kept
    return Message(text, {name: _message(value) if isinstance(value, list) else value for name, value in values.items()})


def diagnostic_of(kept: dict[str, Any], root: Path) -> Diagnostic:
    """Return the diagnostic that `plain_diagnostic` made plain; raises LookupError, TypeError or ValueError for anything else."""
    file, *place = kept["location"]
    return Diagnostic(
        kept["code"],
        kept["name"],
        Severity(kept["severity"]),
        Location(str(root / file) if file else file, *place),
        _message(kept["fact"]),
        _message(kept["advice"]) if kept["advice"] else None,
        kept["commune"],
        kept["procedure"],
    )
