"""Old Word files and others that LibreOffice reads, turned into .docx.

In: bytes of a .doc, .rtf, .odt or .html. Out: bytes of a .docx. Touches: a temporary folder, a process that is ended with it.
"""

from __future__ import annotations

import os
import subprocess
import tempfile
from pathlib import Path

from .office import end_process, find_office, without_network
from .profile import write_profile

LIMIT = 90.0
"""Seconds that LibreOffice may take for a file, its own start included."""


def as_docx(data: bytes, suffix: str, limit: float = LIMIT) -> bytes | None:
    """Return the file as .docx, None where LibreOffice cannot read it in time; raises MissingProgramError where it is absent."""
    office = find_office()
    with tempfile.TemporaryDirectory(prefix="qms-docs-word-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        write_profile(folder / "profile")
        (folder / "tmp").mkdir()
        (folder / "out").mkdir()
        source = folder / f"file{suffix}"
        source.write_bytes(data)
        words = [*without_network(), office, "--headless", "--norestore", "--nologo", "--nodefault", "--nolockcheck"]
        words += [f"-env:UserInstallation={(folder / 'profile').as_uri()}"]
        words += ["--convert-to", "docx:MS Word 2007 XML", "--outdir", str(folder / "out"), str(source)]
        if suffix in (".html", ".htm"):
            words[-5:-5] = ["--infilter=HTML (StarWriter)"]
        process = subprocess.Popen(
            words,
            env=os.environ | {"HOME": str(folder), "TMPDIR": str(folder / "tmp"), "SAL_USE_VCLPLUGIN": "svp"},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        try:
            process.wait(limit)
        except subprocess.TimeoutExpired:
            return None
        finally:
            end_process(process)
        made = folder / "out" / "file.docx"
        return made.read_bytes() if made.is_file() else None
