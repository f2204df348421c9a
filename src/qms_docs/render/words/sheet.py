"""The words of a procedure sheet (quy trình giải quyết thủ tục hành chính).

In: a procedure on a day in a commune. Out: the words of its documents, made once for all communes alike. Touches: nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from ...domain.dated import in_force
from ...domain.document import DocumentKind
from ...domain.procedure import AdministrativeProcedure
from ...domain.vietnamese import UNKNOWN, channel_text, citation, closed_list, letter, two_digits, upper_first
from ...settings import DossierForm, FlowchartPlace, SheetNumbering, SheetSettings
from .cited import cited_on
from .context import CommuneContext
from .day import DayContext
from .sheet_parts import CommuneFacts, ProcedureSheet, bare_title, commune_facts, sentence, short_title

_SECTIONS = (
    "dossier",
    "limits",
    "subjects",
    "authority",
    "cooperating",
    "results",
    "fees",
    "forms",
    "conditions",
    "basis",
    "process",
)


def words_in(value: Any) -> list[str]:
    """Return every text in a value, in its order."""
    found: list[str] = []
    waiting = [value]
    while waiting:
        item = waiting.pop()
        if isinstance(item, str):
            found.append(item)
        elif isinstance(item, dict):
            waiting.extend(reversed(item.values()))
        elif isinstance(item, list):
            waiting.extend(reversed(item))
    return found


def variant_words(variant: SheetSettings) -> dict[str, bool]:
    """Return the group `variant`: how sheets are laid out."""
    return {
        "numbered": variant.numbering is SheetNumbering.NUMBERS,
        "listed": variant.dossier is DossierForm.LIST,
        "output": variant.output_column and variant.flowchart is not FlowchartPlace.COLUMN,
        "drawn": variant.flowchart is FlowchartPlace.DRAWING,
        "symbols": variant.flowchart is FlowchartPlace.COLUMN,
    }


@dataclass(frozen=True)
class _Made:
    """The words of a procedure, for all communes alike in the facts."""

    words: dict[str, Any]
    texts: tuple[str, ...]
    sheets: dict[str, dict[str, Any]] = field(default_factory=dict)
    """The group `sheet`, by kind."""


def sheet_words(context: CommuneContext, procedure: AdministrativeProcedure, kind: DocumentKind) -> dict[str, Any]:
    """Return the words of the sheet of `procedure` in the commune of `context`."""
    made = _made(context, procedure)
    if kind.key not in made.sheets:
        made.sheets[kind.key] = made.words["sheet"] | _by_kind(context, kind, made.texts)
    sheet, title = made.sheets[kind.key], made.words["procedure"]
    if not procedure.authority:
        sheet = sheet | {"authority": context.agency_words["name"]}
    control = context.control_words(context.sheet_code(procedure, kind), title["title"])
    running = {"document": control, "running_title": f"Quy trình: {title['short_title']}"}
    return context.shared_words | running | made.words | {"sheet": sheet}


def _by_kind(context: DayContext, kind: DocumentKind, texts: Sequence[str]) -> dict[str, Any]:
    standard_acts = closed_list([citation(act) for act in context.acts_on(kind.basis)])
    return {"standard_acts": standard_acts, "abbreviations": context.abbreviations_in([*texts, *standard_acts])}


def _made(context: CommuneContext, procedure: AdministrativeProcedure) -> _Made:
    """Return what the documents of a procedure share, in all communes alike; made once."""
    facts = commune_facts(context, procedure)
    return context.alike(("procedure", procedure.code), (procedure, facts), lambda: _made_anew(context, procedure, facts))


def _made_anew(context: DayContext, procedure: AdministrativeProcedure, facts: CommuneFacts) -> _Made:
    words = _procedure_words(context, procedure, facts)
    return _Made(words, (*words_in([context.standard.name, words]), *facts.abbreviations))


def _letters(present: Sequence[str]) -> dict[str, str]:
    """Return the letter of each part of Section 5 that is present."""
    used = [section for section in _SECTIONS if section in present]
    return {section: letter(used.index(section)) if section in used else "" for section in _SECTIONS}


def _procedure_words(context: DayContext, procedure: AdministrativeProcedure, facts: CommuneFacts) -> dict[str, Any]:
    sheet = ProcedureSheet(context, procedure, facts)
    name = procedure.name_on(context.day)
    cooperating, conditions = sheet.texts(procedure.cooperating), sheet.texts(procedure.conditions)
    present = [s for s in _SECTIONS if (s != "cooperating" or cooperating) and (s != "conditions" or conditions)]
    columns = sheet.time_columns()
    letters, variant = _letters(present), context.settings.sheet
    words: dict[str, Any] = {
        "procedure": {
            "code": procedure.code,
            "name": name,
            "title": bare_title(name),
            "title_upper": bare_title(name).upper(),
            "short_title": short_title(name),
            "field": context.catalogue.fields[procedure.field].name,
            "decision": procedure.decision or "",
        },
        "sheet": {
            "letters": letters,
            "basis_place": "Mục 5.1" if variant.numbering is SheetNumbering.NUMBERS else f"điểm {letters['basis']} Mục 5",
            "dossier_groups": sheet.dossier_groups(),
            "dossier_remarks": sheet.dossier_remarks(),
            "dossier_sets": f"{two_digits(procedure.dossier.sets)} bộ" if procedure.dossier.sets else "",
            "channels": upper_first(
                ", ".join(channel_text(channel.kind) for channel in in_force(procedure.channels, context.day))
            ),
            "limits": sheet.limit_lines(),
            "subjects": closed_list(sheet.texts(procedure.subjects)) or [sentence(upper_first(UNKNOWN))],
            "authority": procedure.authority or "",
            "cooperating": closed_list(cooperating),
            "results": closed_list(sheet.texts(procedure.results)) or [sentence(upper_first(UNKNOWN))],
            "fees": sheet.fee_lines(),
            "forms": closed_list([form.title for form in in_force(procedure.forms, context.day)]) or ["Không quy định."],
            "conditions": closed_list(conditions),
            "basis": closed_list([*cited_on(context, procedure.legal_basis).values()]) or [sentence(upper_first(UNKNOWN))],
            "time_columns": columns,
            "steps": sheet.step_rows(),
            "form_rows": sheet.form_rows(),
            "record_rows": sheet.record_rows(),
            "control_slip": sheet.control_slip(),
            "shared": facts.shared,
        },
    }
    words["variant"] = variant_words(variant)
    return words
