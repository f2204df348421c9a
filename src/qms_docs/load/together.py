"""Several files of a workspace written together: all of them, or none.

In: texts by file. Out: nothing. Touches: the files and, while it works, files beside them.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from ..diagnostics import say
from ..errors import OutputError

_NEW, _OLD = ".qms-new", ".qms-old"


def write_together(texts: Mapping[Path, str | None]) -> None:
    """Write the texts (UTF-8, line ends as they are) into their files, new folders included; None removes a file.

    Raises OutputError where one cannot be written; then all files are as they were.
    """
    placed: list[tuple[Path, Path | None]] = []
    folders: list[Path] = []
    waiting: list[Path] = []
    file = Path()
    try:
        for file, text in texts.items():
            if text is None:
                continue
            folders += _made(file.parent)
            new = file.with_name(file.name + _NEW)
            waiting.append(new)
            with new.open("wb") as opened:
                opened.write(text.encode("utf-8"))
                opened.flush()
                os.fsync(opened.fileno())
        for file in texts:
            old = file.with_name(file.name + _OLD) if file.exists() else None
            if old is not None:
                # A copy, so that the file is there whenever the program is ended.
                shutil.copy2(file, old)
            placed.append((file, old))
            if texts[file] is None:
                file.unlink()
            else:
                file.with_name(file.name + _NEW).replace(file)
    except OSError as cause:
        _take_back(placed, waiting, folders)
        raise OutputError(
            say("«{path}» cannot be written: {reason}.", path=str(file), reason=cause.strerror or cause),
            say("Nothing was changed; free the file or the folder and try again."),
        ) from cause
    for _, old in placed:
        if old is not None:
            old.unlink(missing_ok=True)


def _made(folder: Path) -> list[Path]:
    """Make a folder, and return those that were not there, the innermost first."""
    missing = [each for each in (folder, *folder.parents) if not each.exists()]
    folder.mkdir(parents=True, exist_ok=True)
    return missing


def _take_back(placed: list[tuple[Path, Path | None]], waiting: list[Path], folders: list[Path]) -> None:
    for file, old in reversed(placed):
        with suppress(OSError):
            if old is None:
                file.unlink(missing_ok=True)
            else:
                old.replace(file)
    for new in waiting:
        with suppress(OSError):
            new.unlink(missing_ok=True)
    for folder in sorted(folders, key=lambda each: -len(each.parts)):
        with suppress(OSError):
            folder.rmdir()
