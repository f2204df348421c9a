"""All families of rules, asked one after the other."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

from ..diagnostics import Diagnostic, Location, Severity
from ..domain.catalogue import Catalogue
from ..domain.units import Commune
from ..settings import CheckLevel, Settings
from . import abbreviations as _abbreviations
from . import acts as _acts
from . import agreement as _agreement
from . import codes as _codes
from . import communes as _communes
from . import consistency as _consistency
from . import control as _control
from . import cycle as _cycle
from . import durations as _durations
from . import fees as _fees
from . import kinds as _kinds
from . import law as _law
from . import limits as _limits
from . import overrides as _overrides
from . import people as _people
from . import posts as _posts
from . import procedures as _procedures
from . import regimes as _regimes
from . import settings as _settings
from . import shared as _shared
from . import spelling as _spelling
from . import staffing as _staffing
from . import system as _system
from . import texts as _texts
from . import titles as _titles
from . import validity as _validity
from .rules import Rule, Steps, Subject, registered

FAMILIES = (
    _communes,
    _durations,
    _limits,
    _people,
    _law,
    _regimes,
    _procedures,
    _validity,
    _fees,
    _shared,
    _system,
    _kinds,
    _overrides,
    _staffing,
    _posts,
    _consistency,
    _agreement,
    _titles,
    _acts,
    _control,
    _codes,
    _cycle,
    _texts,
    _abbreviations,
    _spelling,
    _settings,
)


def all_rules() -> tuple[Rule, ...]:
    """Return the rules of all families, by code."""
    return registered()


def check_catalogue(
    catalogue: Catalogue, settings: Settings, templates: Path, day: date, communes: tuple[Commune, ...]
) -> Iterator[tuple[Diagnostic, Steps]]:
    """Yield each diagnostic with the path of its value; the caller turns paths into lines."""
    subject = Subject(catalogue, settings, templates, day, communes)
    for known in all_rules():
        level = settings.checks.get(known.code)
        if level is not None and level.severity is CheckLevel.OFF:
            continue
        severity = known.severity if level is None else Severity(level.severity.value)
        for found in known.check(subject):
            yield (
                Diagnostic(
                    known.code,
                    known.name,
                    severity,
                    Location(found.file),
                    found.fact,
                    found.advice,
                    found.commune,
                    found.procedure,
                ),
                found.path,
            )
