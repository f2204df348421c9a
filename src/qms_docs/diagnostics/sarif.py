"""Diagnostics as SARIF 2.1.0, which code hosts and editors show at their place.

In: diagnostics and what is known of their rules. Out: plain values for JSON. Touches: nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote

from .diagnostic import Diagnostic
from .message import translate

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"


@dataclass(frozen=True)
class RuleText:
    """What SARIF tells of a rule: a sentence, and where it comes from."""

    text: str
    help: str


def as_sarif(
    diagnostics: Iterable[Diagnostic], root: Path, rules: Mapping[str, RuleText], name: str, version: str
) -> dict[str, Any]:
    """Return one SARIF log; files are named from `root`, `rules` are known by code."""
    listed = list(diagnostics)
    names = {item.code: item.name for item in listed}
    order = {code: place for place, code in enumerate(sorted(names))}
    driver = {
        "name": name,
        "semanticVersion": version,
        "rules": [_rule(code, names[code], rules.get(code)) for code in order],
    }
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "results": [_result(each, root, order) for each in listed],
    }
    return {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}


def _rule(code: str, name: str, rule: RuleText | None) -> dict[str, Any]:
    told: dict[str, Any] = {"id": code, "name": name, "shortDescription": {"text": rule.text if rule else translate(name)}}
    if rule is not None:
        told["help"] = {"text": rule.help}
    return told


def _result(item: Diagnostic, root: Path, order: Mapping[str, int]) -> dict[str, Any]:
    place = item.location.relative_to(root)
    physical: dict[str, Any] = {"artifactLocation": {"uri": quote(Path(place.file).as_posix())}}
    if place.line is not None:
        physical["region"] = {"startLine": place.line, **({"startColumn": place.column} if place.column else {})}
    location: dict[str, Any] = {"physicalLocation": physical}
    if place.within:
        location["logicalLocations"] = [{"fullyQualifiedName": place.within}]
    text = f"{item.fact} {item.advice}" if item.advice else str(item.fact)
    return {
        "ruleId": item.code,
        "ruleIndex": order[item.code],
        "level": item.severity.value,
        "message": {"text": text},
        "locations": [location],
    }
