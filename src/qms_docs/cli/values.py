"""Text of the command line becomes values; what does not fit is refused with an example of what does."""

from __future__ import annotations

import os
import re
import tempfile
from datetime import date
from difflib import get_close_matches
from pathlib import Path

import typer

from .. import pipeline
from ..diagnostics import Message, say
from ..storage import Place, is_url, joined
from .cache import cache_folder
from .language import LANGUAGES

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
LAYOUT_KEYS = ("nd30", "tt01")
SUBJECTS = ("communes", "procedures", "kinds", "templates")


def _refuse(fact: Message, advice: Message) -> typer.BadParameter:
    return typer.BadParameter(f"{fact} {advice}")


def parse_day(text: str) -> date:
    """Return the day written as 2018-12-31; nothing else is guessed at."""
    try:
        if _DAY.fullmatch(text):
            return date.fromisoformat(text)
    except ValueError:
        pass
    advice = say("Write a day of the calendar as year-month-day, for example 2018-12-31.")
    raise _refuse(say("«{value}» is no day.", value=text), advice)


def parse_form(text: str) -> str:
    """Return docx or pdf."""
    if text in ("docx", "pdf"):
        return text
    raise _refuse(say("«{value}» is no format.", value=text), say("Write docx or pdf."))


def parse_stamp(text: str) -> str:
    """Return controlled or expired."""
    if text in ("controlled", "expired"):
        return text
    raise _refuse(say("«{value}» is no stamp.", value=text), say("Write controlled or expired."))


def parse_workers(text: str) -> int:
    """Return the number of processes, at least 1."""
    if text.isascii() and text.isdigit() and int(text) >= 1:
        return int(text)
    raise _refuse(say("«{value}» is no number of processes.", value=text), say("Give a whole number from 1."))


def parse_folder(text: str | Path) -> Path:
    """Return the folder, which may not exist yet but must not be a file."""
    folder = Path(text)
    if folder.exists() and not folder.is_dir():
        raise _refuse(say("«{path}» is a file.", path=str(folder)), say("Name a folder."))
    return folder


def parse_workspace(text: str | Path) -> Path:
    """Return the folder of a workspace; one in object storage is copied to the disk first."""
    if not is_url(str(text)):
        return parse_folder(text)
    cache = cache_folder() or Path(tempfile.gettempdir()) / "qms-docs"
    return pipeline.fetch_workspace(str(text), cache)


def parse_place(text: str | Path) -> str:
    """Return a folder or the URL of object storage, as it is written."""
    return str(text) if is_url(str(text)) else str(parse_folder(text))


def as_place(text: str | None, workspace: Path | None = None) -> Place:
    """Return the place written; without one, `build` in the workspace."""
    if text is None:
        assert workspace is not None
        found = joined(pipeline.home_of(workspace), "build")
    else:
        found = text if is_url(text) else Path(text)
    return found.absolute() if isinstance(found, Path) else found


def parse_cluster(text: str) -> str:
    """Return tcp://… or tls://…, or local:N with N from 1."""
    if re.fullmatch(r"(tcp|tls)://\S+", text) or re.fullmatch(r"local:[1-9][0-9]{0,2}", text, re.ASCII):
        return text
    advice = say("Write the address of a Dask scheduler, for example tcp://10.0.0.5:8786, or local:4 to try it here.")
    raise _refuse(say("«{value}» is no cluster.", value=text), advice)


def parse_language(text: str) -> str:
    """Return `vi` or `en`."""
    return _choice(text, LANGUAGES)


def parse_layout(text: str) -> str:
    """Return `nd30` or `tt01`."""
    return _choice(text, LAYOUT_KEYS)


def parse_subject(text: str) -> str:
    """Return what is to be listed."""
    return _choice(text, SUBJECTS)


def _choice(text: str, known: tuple[str, ...]) -> str:
    if text in known:
        return text
    near = get_close_matches(text, known, 1)
    choices = say("Choose one of: {expected}.", expected=", ".join(known))
    advice = say("Did you mean: {names}?", names=near[0]) if near else choices
    raise _refuse(say("«{value}» is none of the values allowed.", value=text), advice)


def cores() -> int:
    """Return how many processors this process may use, at least 1."""
    try:
        return max(1, len(os.sched_getaffinity(0)))
    except AttributeError:  # macOS and Windows do not tell
        return os.cpu_count() or 1
