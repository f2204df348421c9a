"""Parts of an act as they are cited: «điểm a khoản 4 Điều 4», «Điều 5», «Chương II», «Phụ lục I».

In: text. Out: `Provision`. Touches: nothing.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Annotated

from pydantic import AfterValidator

from .text import Text

_POINT = r"(?:điểm (?P<point>[a-eghiklmnopqrstuvxyđ]{1,2}\d{0,2}) )?"
_CLAUSE = r"(?:khoản (?P<clause>\d{1,3}[a-zđ]?) )?"
_ARTICLE = re.compile(rf"{_POINT}{_CLAUSE}điều (?P<article>\d{{1,4}}[a-zđ]?)", re.IGNORECASE)
_WHOLE = re.compile(r"(?:(?:mục \d{1,2} )?chương [ivxlc\d]+|phụ lục(?: [ivxlc\d]+)?)", re.IGNORECASE)
_BETWEEN = re.compile(r"\s*[;,]\s*|\s+và\s+")


@dataclass(frozen=True)
class Provision:
    """An article, chapter or appendix of an act (`unit`), or a clause or point of an article."""

    unit: str
    clause: str | None = None
    point: str | None = None

    def holds(self, other: Provision) -> bool:
        """True if `other` is this part, or lies in it."""
        return (
            self.unit == other.unit and self.clause in (None, other.clause) and (self.point is None or self.point == other.point)
        )


def provisions_of(text: str) -> tuple[Provision, ...]:
    """Return the parts that a text names, separated by `;`, `,` or «và»; raises ValueError where it names anything else."""
    return tuple(_provision(part) for part in _BETWEEN.split(text))


def _provision(part: str) -> Provision:
    if found := _ARTICLE.fullmatch(part):
        clause, point = found["clause"], found["point"]
        return Provision(f"điều {found['article'].lower()}", clause and clause.lower(), point and point.lower())
    if _WHOLE.fullmatch(part):
        return Provision(part.lower())
    raise ValueError("provision-form")


def _checked(text: str) -> str:
    provisions_of(text)
    return text


ProvisionText = Annotated[Text, AfterValidator(_checked)]
"""Điều, khoản, điểm: one or more parts of an act, each written from the smallest up."""
