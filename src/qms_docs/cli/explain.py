"""`qms-docs explain`: what a rule asks, or where a printed value comes from."""

# No `from __future__ import annotations`: typer reads the annotations below, which hold values of their functions.

import re
import sys
from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from .. import pipeline
from ..diagnostics import Severity, say
from ..diagnostics.message import translate
from ..diagnostics.message import translate as _
from ..domain.overrides import Layer
from ..domain.vietnamese import short_date, upper_first
from ..errors import ExitCode
from . import options as opt
from .listing import print_table
from .output import print_json, tell

_CODE = re.compile(r"[A-Za-z]{3,4}\d{3}")
_LAYERS = {
    Layer.NATION: say("for all"),
    Layer.PROVINCE: say("province"),
    Layer.DISTRICT: say("district"),
    Layer.COMMUNE: say("commune"),
}


def add_explain_command(app: typer.Typer) -> None:
    """Add `explain` to the program."""
    help_text = _("Explain a rule; or show where a printed value comes from: file, line, layer, since when and why.")

    @app.command("explain", **opt.details(help_text))
    def explain(
        address: Annotated[
            str,
            typer.Argument(
                metavar=_("CODE|VALUE"), help=_("A rule, such as PEO005; or a value, such as 29104/1.001193/time_limits.")
            ),
        ],
        workspace: Annotated[Path, opt.workspace()] = Path(),
        as_of: Annotated[date | None, opt.day()] = None,
        as_json: Annotated[bool, opt.json()] = False,
        lang: Annotated[str | None, opt.language()] = None,
    ) -> int:
        if _CODE.fullmatch(address):
            page = pipeline.explain_code(address)
            if as_json:
                print_json(
                    {"code": page.code, "name": page.name, "severity": page.severity.value, "summary": page.summary, **page.parts}
                )
            else:
                _print_page(page)
            return ExitCode.OK
        found = pipeline.explain_value(workspace, address, as_of or date.today())
        if as_json:
            print_json([_as_json(value) for value in found])
        else:
            _print(found, workspace)
        return ExitCode.OK


def _print_page(page: pipeline.CodePage) -> None:
    severity = say("error") if page.severity is Severity.ERROR else say("warning")
    print(f"{page.code}  {translate(page.name)} ({page.name}, {severity})\n")
    tell(page.summary, sys.stdout)
    for title, text in page.parts.items():
        print(f"\n{title}\n")
        if title.startswith("Ví dụ"):
            print("\n".join(f"    {line}" for line in text.splitlines()))
        else:
            tell(upper_first(text), sys.stdout, 2)


def _as_json(value: pipeline.Explained) -> dict[str, object]:
    return {
        "path": value.path,
        "value": value.value,
        "origins": [
            {
                "layer": origin.layer.name.lower(),
                "value": origin.value,
                "file": origin.location.file,
                "line": origin.location.line,
                "since": origin.since.isoformat() if origin.since else None,
                "reason": origin.reason,
            }
            for origin in value.origins
        ],
    }


def _print(found: tuple[pipeline.Explained, ...], workspace: Path) -> None:
    root = workspace.resolve()
    titles = [str(say("Value")), "", str(say("Layer")), str(say("Place")), str(say("Since")), str(say("Reason"))]
    lines = []
    for value in found:
        for number, origin in enumerate(value.origins):
            file = Path(origin.location.file)
            shown = file.relative_to(root) if file.is_relative_to(root) else file
            lines.append(
                [
                    value.path if number == 0 else "",
                    " ".join(origin.value.split()),
                    str(_LAYERS[origin.layer]),
                    f"{shown}:{origin.location.line}",
                    short_date(origin.since) if origin.since else "",
                    origin.reason,
                ]
            )
    print_table(titles, lines, sys.stdout)
