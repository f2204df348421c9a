"""A bar on the terminal while documents are made."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

from ..diagnostics.message import translate as _
from .output import console_for


@contextmanager
def progress_bar(shown: bool) -> Iterator[Callable[[int, int], None]]:
    """Yield what is told (done, all); draws on stderr if `shown`, and leaves no trace when it ends."""
    if not shown:
        yield lambda done, total: None
        return
    words, counts = TextColumn("{task.description}", markup=False), TextColumn("{task.fields[counts]}", markup=False)
    columns = (words, BarColumn(), counts, TimeElapsedColumn())
    with Progress(*columns, console=console_for(sys.stderr), transient=True) as bar:
        task = bar.add_task(_("Reading the data"), total=None, counts="")

        def show(done: int, total: int) -> None:
            bar.update(task, completed=done, total=total, description=_("Making documents"), counts=f"{done}/{total}")

        yield show
