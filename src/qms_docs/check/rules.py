"""What a rule is: a code, a severity, and a function that yields findings."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from pathlib import Path

from ..diagnostics import Message, Severity
from ..domain.catalogue import Catalogue
from ..domain.layers import Merged
from ..domain.procedure import AdministrativeProcedure
from ..domain.units import Commune
from ..settings import Settings
from .page import Page, parse_page
from .printed import PrintedTexts, printed_texts

Steps = tuple[str | int, ...]


@dataclass(frozen=True)
class Subject:
    """What the rules look at: the facts as they stood on a day, for some communes."""

    catalogue: Catalogue
    settings: Settings
    templates: Path
    day: date
    communes: tuple[Commune, ...]

    @cached_property
    def procedures(self) -> tuple[AdministrativeProcedure, ...]:
        """Procedures in the scope of at least one of the communes, in the order of the data."""
        used = {procedure.code for commune in self.communes for procedure in self.catalogue.scope_on(commune, self.day)}
        return tuple(procedure for procedure in self.catalogue.procedures.values() if procedure.code in used)

    @cached_property
    def local_procedures(self) -> tuple[Merged, ...]:
        """Procedures as they differ in one of the communes, each difference once."""
        found: dict[int, Merged] = {}
        concerned = {each.procedure for _, file in self.catalogue.overrides for each in file.overrides}
        for commune in self.communes if concerned else ():
            for procedure in self.catalogue.scope_on(commune, self.day):
                if procedure.code in concerned:
                    merged = self.catalogue.merged_for(commune, self.catalogue.procedures[procedure.code], self.day)
                    if merged.changes:
                        found[id(merged)] = merged
        return tuple(found.values())

    @cached_property
    def printed(self) -> PrintedTexts:
        """Every text that the documents of these communes print on the day."""
        return printed_texts(self.catalogue, self.day, self.communes, self.procedures, self.local_procedures)


@dataclass(frozen=True)
class Finding:
    """A fact against a rule: file, path of the value in it, what is so, what to do."""

    file: str
    path: Steps
    fact: Message
    advice: Message
    commune: str | None = None
    procedure: str | None = None


Check = Callable[[Subject], Iterator[Finding]]


@dataclass(frozen=True)
class Rule:
    """A rule: stable code, name, severity; the docstring of its function is its manual page."""

    code: str
    name: str
    severity: Severity
    check: Check = field(repr=False)

    @cached_property
    def page(self) -> Page:
        """The manual page, from the docstring of the function."""
        return parse_page(self.check.__doc__)


_RULES: dict[str, Rule] = {}


def rule(code: str, name: str, severity: Severity) -> Callable[[Check], Check]:
    """Register the function as the rule `code`."""

    def register(check: Check) -> Check:
        _RULES[code] = Rule(code, name, severity, check)
        return check

    return register


def registered() -> tuple[Rule, ...]:
    """Return the rules of the families imported so far, by code."""
    return tuple(_RULES[code] for code in sorted(_RULES))
