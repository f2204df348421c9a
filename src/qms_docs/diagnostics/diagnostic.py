"""One thing wrong in data or a template: code, severity, place, fact, advice."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from .location import Location
from .message import Message


class Severity(StrEnum):
    """Mức độ: an error stops the documents it touches, a warning does not."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """What is wrong, where, and what to do.

    `commune` names the unit whose documents an error stops; None means that it touches all of them.
    """

    code: str
    name: str
    severity: Severity
    location: Location
    fact: Message
    advice: Message | None = None
    commune: str | None = None
    procedure: str | None = None

    @property
    def is_error(self) -> bool:
        """True if the documents concerned must not be made."""
        return self.severity is Severity.ERROR


def sort_diagnostics(diagnostics: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """Return the diagnostics once each, by file, place and code."""
    unique = {(item.location, item.code, str(item.fact)): item for item in diagnostics}
    return tuple(unique[key] for key in sorted(unique, key=lambda k: (k[0].file, k[0].line or 0, k[0].column or 0, k[1], k[2])))
