"""What a paper is, by its code or the text of its QR code: whether it is the one in force."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from ..publish import Row, look_at
from ..storage import Place

_MARK = re.compile(
    r"QMS:(?P<commune>\d{5})/(?P<code>.+)/(?P<revision>\d\d\.\d\d)/(?P<day>\d{4}-\d{2}-\d{2})/(?P<hash>[0-9a-f]{12})"
)


class Standing(StrEnum):
    """Whether a paper is in force."""

    CURRENT = "current"
    OUTDATED = "outdated"
    WITHDRAWN = "withdrawn"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class PaperFacts:
    """A document that bears the code asked for, and how the paper at hand stands to it."""

    standing: Standing
    code: str
    commune: str
    title: str
    as_of: str
    path: str
    revision: str = ""


def what_is(out: Place, asked: str, commune: str | None = None) -> tuple[PaperFacts, ...]:
    """Return the documents of a build that bear a code, or what the text of a QR code stands for.

    Raises RequestError where nothing was built.
    """
    output = look_at(out, must_be_built=True)
    with output.journal_to_look() as journal:
        rows = list(journal.rows())
    mark = _MARK.fullmatch(asked.strip())
    code = mark["code"] if mark else asked.strip()
    wanted = mark["commune"] if mark else commune
    found = [row for row in rows if row.code == code and wanted in (None, row.commune.split("@")[0])]
    if mark and not found:
        gone = re.compile(rf"withdrawn/[^/]+/[^/]+/{wanted}-[^/]*/.*/{re.escape(code)}-[^/]*\.docx")
        standing = Standing.WITHDRAWN if any(map(gone.fullmatch, output.paths())) else Standing.UNKNOWN
        return (PaperFacts(standing, code, wanted or "", "", mark["day"], "", mark["revision"]),)
    return tuple(_facts(row, mark["hash"] if mark else None) for row in found)


def _facts(row: Row, short_hash: str | None) -> PaperFacts:
    same = short_hash is None or row.sha256.startswith(short_hash)
    standing = Standing.CURRENT if same else Standing.OUTDATED
    return PaperFacts(standing, row.code, row.commune.split("@")[0], row.title, row.as_of, row.path, row.revision)
