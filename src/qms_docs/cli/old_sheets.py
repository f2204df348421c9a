"""`qms-docs drift` and `qms-docs compare`: what old Word sheets contradict, and how two sheets differ."""

# No `from __future__ import annotations`: typer reads the annotations below, which hold values of their functions.

import sys
from collections import defaultdict
from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from .. import pipeline
from ..diagnostics import Diagnostic, as_text, say
from ..diagnostics import as_json as diagnostic_as_json
from ..diagnostics.message import translate as _
from ..errors import ExitCode
from ..intake.sheets.comparing import Difference, DifferenceKind, marked
from ..report.drift import KINDS
from . import options as opt
from .import_portal import workspace_option
from .import_sheets import given_matches, match_option, score_option
from .listing import print_table
from .output import print_json, tell
from .summary import number
from .values import parse_day


def add_drift_command(app: typer.Typer) -> None:
    """Add `drift`."""
    help_text = _("Find what old procedure sheets in Word contradict: in themselves, in each other, and with the law.")
    more = _("--docx writes a report for the client, --xlsx a list to work off.")
    example = _("Example:") + " qms-docs drift quy-trinh-cu/ --docx sai-lech.docx --xlsx sai-lech.xlsx"

    @app.command("drift", **opt.details(f"{help_text}\n\n{more}", example))
    def drift(
        files: Annotated[list[Path], typer.Argument(metavar=_("FILE|FOLDER …"), show_default=False, help=_("Files or folders."))],
        workspace: Annotated[Path, workspace_option()] = Path(),
        as_of: Annotated[
            date | None,
            typer.Option(
                "--as-of",
                metavar=_("YYYY-MM-DD"),
                parser=parse_day,
                help=_("The day the acts are looked up for. Default: today."),
            ),
        ] = None,
        docx: Annotated[
            Path | None, typer.Option("--docx", metavar="FILE.docx", help=_("Write the report as a Word file."))
        ] = None,
        xlsx: Annotated[
            Path | None, typer.Option("--xlsx", metavar="FILE.xlsx", help=_("Write the findings as a workbook."))
        ] = None,
        force: Annotated[bool, typer.Option("--force", help=_("Replace a report that is there already."))] = False,
        match: Annotated[list[str] | None, match_option()] = None,
        least: Annotated[float, score_option()] = pipeline.MIN_SCORE,
        as_json: Annotated[bool, opt.json()] = False,
        lang: Annotated[str | None, opt.language()] = None,
    ) -> int:
        found = pipeline.drift(
            workspace,
            files,
            as_of or date.today(),
            docx=docx,
            xlsx=xlsx,
            force=force,
            least=least,
            given=given_matches(match),
        )
        if as_json:
            print_json(_drift_as_json(found))
        else:
            _print_drift(found)
        return ExitCode.DIAGNOSTICS if found.unread or any(each.is_error for each in found.findings) else ExitCode.OK


def _drift_as_json(found: pipeline.DriftReport) -> dict[str, object]:
    return {
        "sheets": [
            {"file": each.file, "title": each.title, "sheet_code": each.code, "code": each.procedure, "score": each.score}
            for each in found.facts.sheets
        ],
        "counts": found.counts,
        "findings": [diagnostic_as_json(each, Path()) for each in found.findings],
        "unread": [diagnostic_as_json(each, Path()) for each in found.unread],
        "written": [str(file) for file in found.written],
    }


def _print_drift(found: pipeline.DriftReport) -> None:
    by_file: dict[str, list[Diagnostic]] = defaultdict(list)
    for each in found.findings:
        by_file[each.location.file].append(each)
    for diagnostic in (*found.unread, *(each for listed in by_file.values() for each in listed)):
        print(as_text(diagnostic, Path()))
    if found.counts:
        print()
        rows = [
            [
                code,
                KINDS.get(code, ""),
                number(len({each.location.file for each in found.findings if each.code == code})),
                number(count),
            ]
            for code, count in found.counts.items()
        ]
        print_table([str(say("Code")), str(say("Kind of drift")), str(say("Sheets")), str(say("Places"))], rows, sys.stdout)
        print()
    errors = sum(each.is_error for each in found.findings)
    fact = say(
        "{sheets} sheets were read: {findings} places of drift, {errors} of them errors.",
        sheets=number(len(found.facts.sheets)),
        findings=number(len(found.findings)),
        errors=number(errors),
    )
    print(fact)
    for file in found.written:
        print(say("Written: {file}", file=str(file)))


def add_compare_command(app: typer.Typer) -> None:
    """Add `compare`."""
    help_text = _("Compare two procedure sheets in Word, section by section.")
    more = _("Words taken out stand in [-…-], words put in in {+…+}. Bullets, capitals and closing marks do not count.")
    example = _("Example:") + " qms-docs compare quy-trinh-cu/qt-01.docx build/QT-TPHT-01.docx"

    @app.command("compare", **opt.details(f"{help_text}\n\n{more}", example))
    def compare(
        old: Annotated[Path, typer.Argument(metavar=_("OLD.docx"), show_default=False, help=_("The old sheet."))],
        new: Annotated[Path, typer.Argument(metavar=_("NEW.docx"), show_default=False, help=_("The new sheet."))],
        as_json: Annotated[bool, opt.json()] = False,
        lang: Annotated[str | None, opt.language()] = None,
    ) -> int:
        found = pipeline.compare(old, new)
        if as_json:
            print_json(_comparison_as_json(found))
        else:
            _print_comparison(found)
        return ExitCode.DIAGNOSTICS if found.differences else ExitCode.OK


def _comparison_as_json(found: pipeline.Comparison) -> dict[str, object]:
    return {
        "old": str(found.old),
        "new": str(found.new),
        "sections": [
            {
                "part": section.part.value,
                "title": section.title,
                "same": section.same,
                "differences": [
                    {
                        "kind": each.kind.value,
                        "old": each.old.text or None,
                        "old_place": each.old.place or None,
                        "new": each.new.text or None,
                        "new_place": each.new.place or None,
                    }
                    for each in section.differences
                ],
            }
            for section in found.sections
        ],
    }


def _print_comparison(found: pipeline.Comparison) -> None:
    for section in found.sections:
        if not section.differences:
            print(say("{title}: the same ({count} lines).", title=section.title, count=number(section.same)))
            continue
        print(say("{title}: {same} lines the same, {count} differ:", title=section.title, same=number(section.same),
                  count=number(len(section.differences))))  # fmt: skip
        for each in section.differences:
            tell(_shown(each), sys.stdout, 4)
    print()
    print(say("{count} differences in {sections} sections.", count=number(found.differences),
              sections=number(sum(bool(each.differences) for each in found.sections))))  # fmt: skip


def _shown(each: Difference) -> str:
    if each.kind is DifferenceKind.REMOVED:
        return f"- {each.old.text}"
    if each.kind is DifferenceKind.ADDED:
        return f"+ {each.new.text}"
    return f"~ {marked(each.old.text, each.new.text)}"
