"""Binders go to a printer of CUPS.

In: PDF files, the name of a printer. Out: nothing, or the error that says which printers there are. Touches: the print queue.
"""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterable
from pathlib import Path

from ..diagnostics import say
from ..errors import MissingProgramError, RequestError

_PATIENCE = 120


def check_printer(printer: str) -> None:
    """Raise MissingProgramError without CUPS, RequestError with the printers there are for one that is unknown."""
    known = _run("lpstat", "-e").stdout.split()
    if printer.partition("/")[0] in known:  # behind a slash stands a set of options that the user has saved
        return
    fact = say("There is no printer «{name}».", name=printer)
    if known:
        raise RequestError(fact, say("The printers are: {printers}.", printers=", ".join(sorted(known))))
    raise RequestError(fact, say("CUPS knows no printer at all. See: lpstat -r, http://localhost:631."))


def send_to_printer(files: Iterable[Path], printer: str, duplex: bool) -> None:
    """Send PDF files to a printer; raises MissingProgramError without CUPS, RequestError where it refuses."""
    sides = "two-sided-long-edge" if duplex else "one-sided"
    for file in files:
        done = _run("lp", "-d", printer, "-o", f"sides={sides}", "-o", "media=A4", "--", str(file.absolute()))
        if done.returncode:
            reason = done.stderr.strip().rstrip(".")
            fact = say("The printer «{name}» refuses «{file}»: {reason}.", name=printer, file=file.name, reason=reason)
            raise RequestError(fact, say("See the printers with: lpstat -p."))


def _run(name: str, *words: str) -> subprocess.CompletedProcess[str]:
    program = shutil.which(name)
    if program is None:
        raise MissingProgramError(say("There is no printing system (CUPS)."), say("Install it: sudo apt install cups-client."))
    try:
        return subprocess.run(
            [program, *words], capture_output=True, encoding="utf-8", errors="replace", timeout=_PATIENCE, check=False
        )
    except subprocess.TimeoutExpired as cause:
        raise RequestError(
            say("The printing system (CUPS) does not answer."), say("See the printers with: lpstat -p.")
        ) from cause
