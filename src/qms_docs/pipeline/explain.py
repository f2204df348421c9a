"""Where a value that is printed for a commune comes from: which file, line and layer, since when, why."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from ..diagnostics import Location, say
from ..domain.catalogue import Catalogue
from ..domain.layers import Change, dumped_on, is_past, item_keys
from ..domain.overrides import Layer
from ..domain.procedure import AdministrativeProcedure
from ..domain.units import Commune
from ..errors import RequestError
from ..load import load_workspace, place

Keys = tuple[str | int, ...]
_SHORT = {"time_limit": "time_limits", "limit": "time_limits", "fee": "fees", "step": "steps", "form": "forms", "name": "names"}
_QUIET = ("valid_from", "valid_to")


@dataclass(frozen=True)
class Origin:
    """One link of the chain: a value, the layer that gives it, its place, its first day and the reason."""

    value: str
    layer: Layer
    location: Location
    since: date | None = None
    reason: str = ""


@dataclass(frozen=True)
class Explained:
    """A value of the procedure in the commune on the day, and its origins from the widest layer to the one that wins."""

    path: str
    value: str
    origins: tuple[Origin, ...]


def explain_value(workspace: Path | str, address: str, as_of: date) -> tuple[Explained, ...]:
    """Return the values at «commune/procedure/path», each with its chain; raises RequestError for an unknown address."""
    loaded = load_workspace(Path(workspace))
    catalogue = loaded.catalogue
    parts = address.split("/")
    if len(parts) < 2:
        raise RequestError(say("{address} is no address.", address=address), say("Write it as 29104/1.001193/time_limits."))
    commune = catalogue.commune_on(parts[0], as_of)
    if commune is None:
        raise RequestError(
            say("There is no commune with the code {code} on this day.", code=parts[0]), say("See qms-docs list communes.")
        )
    procedure = catalogue.procedures.get(parts[1])
    if procedure is None:
        raise RequestError(say("There is no procedure {code}.", code=parts[1]), say("See qms-docs list procedures."))
    wanted = tuple(word for word in "/".join(parts[2:]).split(".") if word)
    found = tuple(
        _explained(catalogue, commune, procedure, (_SHORT.get(wanted[0], wanted[0]), *wanted[1:]) if wanted else (), as_of)
    )
    if not found:
        known = ", ".join(dumped_on(procedure, as_of))
        raise RequestError(
            say("The procedure {code} has no «{path}» on this day.", code=procedure.code, path=".".join(wanted)),
            say("It has: {known}.", known=known),
        )
    return found


def _explained(
    catalogue: Catalogue, commune: Commune, procedure: AdministrativeProcedure, wanted: tuple[str, ...], day: date
) -> Iterator[Explained]:
    made = catalogue.merged_for(commune, procedure, day)
    national = dict(_leaves(dumped_on(procedure, day), (), _yaml_keys(procedure.model_dump(mode="json"), day)))
    file = catalogue.origin("procedure", procedure.code)
    for path, (value, _) in _leaves(dumped_on(made.procedure, day), (), {}):
        names = [names for names, _ in path]
        if len(names) < len(wanted) or any(word not in each for word, each in zip(wanted, names, strict=False)):
            continue
        changes = [change for change in made.changes if _covers(change, names)]
        origins = []
        before, keys = national.get(path, (None, ()))
        if before != value and not changes:
            # Items before this one came or went: it is the one that says the same.
            before, keys = _alike(national, names, value)
        if before is not None:
            origins.append(Origin(_shown(before), Layer.NATION, place(file, keys)))
        for change in changes:
            after = change.after if not isinstance(change.after, dict) else value
            origins.append(
                Origin(
                    _shown(after), change.by.layer, place(change.by.file, change.keys), change.by.override.valid_from,
                    change.by.override.reason,
                )
            )  # fmt: skip
        yield Explained(".".join(each[0] for each in names), _shown(value), tuple(origins))


def _alike(
    national: dict[tuple[tuple[tuple[str, ...], int], ...], tuple[Any, Keys]], names: list[tuple[str, ...]], value: Any
) -> tuple[Any, Keys]:
    """Return the value for all, with its keys, in the list and under the name of this one that is equal to it."""
    for path, (each, keys) in national.items():
        if each == value and len(path) == len(names) and path[0][0] == names[0] and path[-1][0] == names[-1]:
            return each, keys
    return None, ()


def _covers(change: Change, names: list[tuple[str, ...]]) -> bool:
    """Whether a change set this value, or something that holds it."""
    if change.after is None or len(change.path) > len(names):
        return False
    return all(word in each for word, each in zip(change.path, names, strict=False))


def _leaves(
    value: Any, path: tuple[tuple[tuple[str, ...], int], ...], keys: dict[tuple[int, ...], Keys], at: tuple[int, ...] = ()
) -> Iterator[tuple[tuple[tuple[tuple[str, ...], int], ...], tuple[Any, Keys]]]:
    """Yield each plain value with the names that lead to it, and its keys in the file."""
    if isinstance(value, dict):
        for place_, (name, each) in enumerate(value.items()):
            if name not in _QUIET:
                yield from _leaves(each, (*path, ((name,), 0)), keys, (*at, place_))
    elif isinstance(value, list):
        for place_, (names, each) in enumerate(zip(item_keys(value), value, strict=True)):
            yield from _leaves(each, (*path, (names, place_)), keys, (*at, place_))
    elif value is not None and value is not False:
        yield path, (value, keys.get(at, ()))


def _yaml_keys(whole: dict[str, Any], day: date) -> dict[tuple[int, ...], Keys]:
    """Return, for the places in what stands on the day, the keys in the file, where lists hold other days too."""
    found: dict[tuple[int, ...], Keys] = {}

    def walk(value: Any, at: tuple[int, ...], keys: Keys) -> None:
        found[at] = keys
        if isinstance(value, dict):
            for place_, (name, each) in enumerate(value.items()):
                walk(each, (*at, place_), (*keys, name))
        elif isinstance(value, list):
            standing = [(number, each) for number, each in enumerate(value) if not is_past(each, day)]
            for place_, (number, each) in enumerate(standing):
                walk(each, (*at, place_), (*keys, number))

    walk(whole, (), ())
    return found


def _shown(value: Any) -> str:
    return "" if value is None else str(value)
