"""Run the benchmarks and print the figures. No figure is judged and nothing fails because a machine is slow."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Any

from qms_docs.cli.values import cores
from qms_docs.errors import QmsDocsError

from .data import CannotMeasureError, load_material
from .fill import measure_fill
from .machine import machine
from .phases import measure_phases
from .report import build_text, fill_text, machine_text, phases_text, scale_text
from .scale import measure_scale
from .whole_build import measure_build

PARTS = ("fill", "scale", "build", "profile")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("parts", nargs="*", metavar="PART", help=f"what to measure: {', '.join(PARTS)} (default: all)")
    parser.add_argument("--workspace", type=Path, default=Path(), help="the workspace (default: this folder)")
    parser.add_argument("--as-of", type=date.fromisoformat, default=date(2018, 12, 1), metavar="DAY", help="default: 2018-12-01")
    parser.add_argument("--communes", type=int, metavar="N", help="use only N communes (default: the 61 of the roll-out)")
    parser.add_argument("--documents", type=int, default=60, metavar="N", help="documents to fill (default: 60)")
    parser.add_argument("--rounds", type=int, default=5, metavar="N", help="how often each is filled (default: 5)")
    parser.add_argument("--rows", type=int, nargs="+", default=[500, 5000], metavar="N", help="lengths of the long table")
    parser.add_argument("--sample", type=int, default=400, metavar="N", help="documents from which docxtpl's build is estimated")
    parser.add_argument("--no-node", action="store_true", help="leave out the JavaScript peers (they are installed from npm)")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures to FILE as well")
    return parser


def _measure(options: argparse.Namespace) -> dict[str, Any]:
    parts = options.parts or PARTS
    node = not options.no_node
    material = load_material(options.workspace, options.as_of, options.communes)
    sheets = material.sheets(options.documents)
    if not sheets.words:
        raise CannotMeasureError("The workspace has no procedure sheets on this day.")
    found = machine(node)
    figures: dict[str, Any] = {"machine": found}
    print(machine_text(found), flush=True)

    def fill() -> tuple[str, Any]:
        result = measure_fill(sheets, options.rounds, node)
        return fill_text(result), asdict(result)

    def scale() -> tuple[str, Any]:
        result = measure_scale(sheets, sorted(options.rows), min(options.rounds, 3))
        return scale_text(result), [asdict(each) for each in result]

    def build() -> tuple[str, Any]:
        result = measure_build(material, options.communes is not None, options.sample, cores())
        return build_text(result), asdict(result) | {"ratio": result.loop_seconds / result.seconds}

    def profile() -> tuple[str, Any]:
        result = measure_phases(sheets, options.rounds)
        return phases_text(result), [asdict(each) for each in result]

    ways: dict[str, Callable[[], tuple[str, Any]]] = {"fill": fill, "scale": scale, "build": build, "profile": profile}
    for name, measure in ways.items():
        if name in parts:
            print(f"\nmeasuring: {name} …", file=sys.stderr, flush=True)
            text, figures[name] = measure()
            print(f"\n{text}", flush=True)
    return figures


def main(arguments: list[str] | None = None) -> int:
    """Run what is asked; return 0, or 2 when it cannot be measured here."""
    parser = _parser()
    options = parser.parse_args(arguments)
    if unknown := set(options.parts) - set(PARTS):
        parser.error(f"unknown part: {', '.join(sorted(unknown))} (known: {', '.join(PARTS)})")
    if min(options.documents, options.rounds, options.sample, *options.rows, options.communes or 1) < 1:
        parser.error("numbers must be 1 or more")
    try:
        figures = _measure(options)
        if options.json:
            options.json.write_text(json.dumps(figures, ensure_ascii=False, indent=1) + "\n", "utf-8")
    except (CannotMeasureError, QmsDocsError, OSError) as cause:
        print(f"Cannot measure: {cause}", file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
