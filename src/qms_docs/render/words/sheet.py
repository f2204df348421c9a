"""The words of a procedure sheet (quy trình giải quyết thủ tục hành chính)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from ...domain.dated import in_force
from ...domain.document import DocumentKind
from ...domain.procedure import (
    AdministrativeProcedure,
    DossierGroupKind,
    DossierItem,
    Fee,
    FeeKind,
    FeeStatus,
    Scenario,
    TimeLimit,
    TimeUnit,
)
from ...domain.units import LocalFee
from ...domain.vietnamese import (
    UNKNOWN,
    channel_text,
    citation,
    closed_list,
    duration_text,
    letter,
    lower_first,
    money,
    retention_text,
    two_digits,
    upper_first,
)
from ...settings import DossierForm, FlowchartPlace, SheetNumbering, SheetSettings
from ...templating.drawings import Drawing
from ..diagrams.symbols import step_symbols
from .cited import cited_on
from .context import CommuneContext

_SHORT_TITLE = 70
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
_ALWAYS_USED_FORMS = ("RECEIPT", "SUPPLEMENT_REQUEST", "REJECTION", "APOLOGY", "STOP_NOTICE", "CONTROL_SLIP", "LOGBOOK")


def sentence(text: str) -> str:
    """Return the text closed by a full stop, unless it is closed already."""
    return text if text.endswith((".", ";", ":", "!", "?")) else text + "."


def _copies(item: DossierItem) -> str:
    """Return how many originals and copies, e.g. « (01 bản chính, 02 bản sao)»; the empty text where that is not known."""
    counts = [f"{two_digits(count)} {what}" for count, what in ((item.originals, "bản chính"), (item.copies, "bản sao")) if count]
    return f" ({', '.join(counts)})" if counts else ""


def bare_title(name: str) -> str:
    """Return the procedure's name without the word «Thủ tục» that opens many of them."""
    bare = name.removeprefix("Thủ tục ").removeprefix("thủ tục ")
    return upper_first(bare)


def short_title(name: str, limit: int = _SHORT_TITLE) -> str:
    """Return the name cut at a word so that it fits one line of a running header."""
    title = bare_title(name)
    return title if len(title) <= limit else title[:limit].rsplit(" ", 1)[0].rstrip(",;:(") + " …"


class ProcedureSheet:
    """One procedure on one day, read part by part."""

    def __init__(self, context: CommuneContext, procedure: AdministrativeProcedure) -> None:
        self.context = context
        self.procedure = procedure
        self.day = context.day
        self.scenarios = procedure.scenarios or (Scenario(key="standard", title="Thời gian"),)
        self.limits = in_force(procedure.time_limits, self.day)
        self.steps = in_force(procedure.steps, self.day)

    def texts(self, items: Iterable[Any]) -> list[str]:
        """Return the texts that hold on the day."""
        return [item.text for item in items if item.holds_on(self.day)]

    # ---- 5.a hồ sơ

    def dossier_groups(self) -> list[dict[str, Any]]:
        """Return the papers to hand in or to show, group by group."""
        forms = {form.key: form for form in in_force(self.procedure.forms, self.day)}
        groups = []
        for group in in_force(self.procedure.dossier.groups, self.day):
            items = in_force(group.items, self.day)
            if not items or group.kind is DossierGroupKind.REMARK:
                continue
            rows = []
            for place, item in enumerate(items, 1):
                form = forms.get(item.form or "")
                label = f" ({form.number})" if form and form.number and form.number not in item.name else ""
                rows.append(
                    {
                        "no": str(place),
                        "name": item.name.rstrip(" ;.,") + label,
                        "note": sentence(item.note) if item.note else "",
                        "originals": two_digits(item.originals) if item.originals else "–",
                        "copies": two_digits(item.copies) if item.copies else "–",
                        "line": item.name.rstrip(" ;.,") + label + _copies(item),
                    }
                )
            groups.append({"title": group.title.rstrip(" :;."), "rows": rows})
        return groups

    def dossier_remarks(self) -> list[str]:
        """Return what is said of the dossier as a whole."""
        remarks = []
        for group in in_force(self.procedure.dossier.groups, self.day):
            if group.kind is DossierGroupKind.REMARK:
                remarks += [sentence(upper_first(item.name)) for item in in_force(group.items, self.day)]
        return remarks

    # ---- 5.b thời hạn

    def limit_text(self, limit: TimeLimit) -> str:
        """Return one time limit in words."""
        if limit.unit is TimeUnit.SAME_DAY:
            text = "ngay trong ngày tiếp nhận hồ sơ"
            if limit.cutoff_hour is not None:
                text += (
                    f"; hồ sơ nhận sau {limit.cutoff_hour} giờ mà không giải quyết được ngay"
                    " thì trả kết quả trong ngày làm việc tiếp theo"
                )
        elif limit.unit is TimeUnit.BY_AGREEMENT:
            text = "theo thỏa thuận bằng văn bản với người yêu cầu"
        else:
            text = duration_text(limit.value, limit.unit)
            if limit.extends_base:
                text = f"kéo dài thêm không quá {text}"
        if limit.count_from:
            text += f", {limit.count_from}"
        if limit.extendable_by_agreement:
            text += "; có thể kéo dài theo thỏa thuận bằng văn bản với người yêu cầu"
        return text

    def limit_lines(self) -> list[str]:
        """Return the time limits, a line for each scenario and channel."""
        lines = []
        for scenario in self.scenarios:
            for limit in self._limits_of(scenario):
                text = self.limit_text(limit)
                heads = []
                if len(self.scenarios) > 1:
                    heads.append(scenario.title)
                if limit.channel is not None:
                    heads.append(f"nộp {channel_text(limit.channel)}")
                line = f"{', '.join(heads)}: {text}" if heads else text
                # A note on an unknown limit speaks to the author of the data, not to the citizen.
                note = f" {sentence(limit.note)}" if limit.note and limit.is_known else ""
                lines.append(sentence(upper_first(line)) + note)
        return lines or [sentence(upper_first(UNKNOWN))]

    def _limits_of(self, scenario: Scenario) -> list[TimeLimit]:
        return [limit for limit in self.limits if limit.scenario == scenario.key]

    # ---- 5.g phí, lệ phí

    def fee_lines(self) -> list[str]:
        """Return the fees with who is exempt."""
        lines: list[str] = []
        for fee in in_force(self.procedure.fees, self.day):
            local = self._local_fees(fee) if fee.status is FeeStatus.LOCAL else []
            lines += [self._fee_line(fee, amount) for amount in local] or [self._fee_line(fee, None)]
            lines += [f"Miễn, giảm: {sentence(exemption)}" for exemption in fee.exemptions]
        return lines or [sentence(upper_first(UNKNOWN))]

    def _local_fees(self, fee: Fee) -> list[LocalFee]:
        profile = self.context.catalogue.province_on(self.context.commune, self.day)
        group = self.context.commune.agency_on(self.day).fee_group
        return [
            local
            for local in in_force(profile.fees if profile else (), self.day)
            if local.procedure == self.procedure.code
            and (local.name is None or fee.name is None or local.name == fee.name)
            and (local.fee_group is None or local.fee_group == group)
        ]

    def _fee_line(self, fee: Fee, local: LocalFee | None) -> str:
        head = fee.name or ("Phí" if fee.kind is FeeKind.FEE else "Lệ phí")
        if fee.channel is not None:
            head += f" (nộp {channel_text(fee.channel)})"
        amount, per = (local.amount, local.per or fee.per) if local else (fee.amount, fee.per)
        if amount is not None:
            text = money(amount) + (f"/{per}" if per else "")
            key = local.act if local else fee.act
            acts = self.context.acts_on([key]) if key else []
            if acts:
                text += f" ({acts[0].kind.noun} số {acts[0].number})"
        elif fee.status is FeeStatus.FREE:
            text = "không thu"
        elif fee.status is FeeStatus.LOCAL:
            text = f"{UNKNOWN} (theo quy định của {fee.set_by or 'Hội đồng nhân dân cấp tỉnh'})"
        else:
            text = UNKNOWN
        note = f" {sentence(fee.note)}" if fee.note and fee.status is not FeeStatus.UNKNOWN else ""
        return sentence(f"{head}: {text}") + note

    # ---- 5.l các bước

    def time_columns(self) -> list[str]:
        """Return the titles of the time columns, one for each scenario."""
        columns = []
        for scenario in self.scenarios:
            limits = [limit for limit in self._limits_of(scenario) if limit.is_known]
            title = scenario.title if len(self.scenarios) > 1 else "Thời gian"
            plain = len(limits) == 1 and not limits[0].extends_base
            shown = lower_first(duration_text(limits[0].value, limits[0].unit)) if plain else ""
            columns.append(f"{title} ({shown})" if plain else title)
        return columns

    def _whole_limit(self, scenario: Scenario) -> str:
        """Return what one cell over all steps says where the sources give no time for any step."""
        known = {duration_text(limit.value, limit.unit) for limit in self._limits_of(scenario) if limit.is_known}
        return known.pop() if len(known) == 1 else ("Theo mục 5" if known else upper_first(UNKNOWN))

    def step_rows(self) -> list[dict[str, Any]]:
        """Return the steps, each with one time cell for each scenario.

        A cell's `parts` say how it is merged with `{% vm %}`, which looks at `loop.first`: one part opens a cell, an empty
        part before another one continues the cell above.
        """
        columns = [self.time_cells(scenario) for scenario in self.scenarios]
        symbols = self._symbols()
        return [
            {
                "no": str(place + 1),
                "symbols": symbols[place],
                "action": step.action,
                "actor": self.context.position_title(step.actor),
                "cells": [{"parts": [cells[place]] if cells[place] else ["", "…"]} for cells in columns],
                "output": step.output or "",
            }
            for place, step in enumerate(self.steps)
        ]

    def _symbols(self) -> list[list[Drawing]]:
        if self.context.settings.sheet.flowchart is not FlowchartPlace.COLUMN:
            return [[]] * len(self.steps)
        steps = tuple((step.action, step.actor, self.context.position_title(step.actor)) for step in self.steps)
        return [[Drawing(symbol)] for symbol in step_symbols(steps)]

    def time_cells(self, scenario: Scenario) -> list[str]:
        """Return what the time cell of each step says; the empty text where it continues the cell above."""
        durations = [step.durations.get(scenario.key) for step in self.steps]
        if not any(durations):
            return [self._whole_limit(scenario), *[""] * (len(durations) - 1)][: len(durations)]
        cells = []
        for place, duration in enumerate(durations):
            above = durations[place - 1] if place else None
            if duration is None:
                cells.append("–")
            elif duration.unit is None and above is not None and above.group == duration.group:
                cells.append("")
            else:
                cells.append(duration_text(duration.value, duration.unit) if duration.unit else "–")
        return cells

    # ---- 6, 7

    def form_rows(self) -> list[dict[str, str]]:
        """Return the forms of the procedure and of the one-stop regime."""
        rows = []
        for form in in_force(self.procedure.forms, self.day):
            acts = self.context.acts_on([form.act]) if form.act else []
            source = f"{acts[0].kind.noun} số {acts[0].number}" if acts else ""
            rows.append({"name": form.title, "number": form.number or "", "source": source})
        regime = self.context.one_stop
        forms_act = self.context.acts_on([regime.forms_act])
        source = f"{forms_act[0].kind.noun} số {forms_act[0].number}" if forms_act else ""
        for key in _ALWAYS_USED_FORMS:
            one_stop_form = regime.form(key)
            if one_stop_form is not None:
                rows.append({"name": one_stop_form.name, "number": f"Mẫu số {one_stop_form.number}", "source": source})
        return [{"no": str(place), **row} for place, row in enumerate(rows, 1)]

    def control_slip(self) -> str:
        """Return the name of the control slip of the one-stop regime."""
        form = self.context.one_stop.form("CONTROL_SLIP")
        return f"{form.name} (Mẫu số {form.number})" if form else "Phiếu kiểm soát quá trình giải quyết hồ sơ"

    def record_rows(self) -> list[dict[str, str]]:
        """Return the records that are kept."""
        return [
            {
                "no": str(place),
                "name": record.name,
                "keeper": self.context.position_title(record.keeper),
                "retention": retention_text(record.retention),
            }
            for place, record in enumerate(in_force(self.procedure.records, self.day), 1)
        ]

    def letters(self, present: Sequence[str]) -> dict[str, str]:
        """Return the letter of each part of Section 5 that is present."""
        used = [section for section in _SECTIONS if section in present]
        return {section: letter(used.index(section)) if section in used else "" for section in _SECTIONS}


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


def shared_mention(context: CommuneContext, procedure: AdministrativeProcedure) -> str:
    """Return how a sheet names the shared process it follows; the empty text where there is none."""
    group = context.shared_of(procedure)
    return f"{context.shared_code(group.process)} «{group.process.title}»" if group else ""


def sheet_words(context: CommuneContext, procedure: AdministrativeProcedure, kind: DocumentKind) -> dict[str, Any]:
    """Return the words of the sheet of `procedure` in the commune of `context`."""
    words, texts = _words_of_all_kinds(context, procedure)
    standard_acts = closed_list([citation(act) for act in context.acts_on(kind.basis)])
    abbreviations = context.abbreviations_in([*texts, *standard_acts])
    sheet = words["sheet"] | {"standard_acts": standard_acts, "abbreviations": abbreviations}
    title = words["procedure"]
    control = context.control_words(context.sheet_code(procedure, kind), title["title"])
    running = {"document": control, "running_title": f"Quy trình: {title['short_title']}"}
    return context.shared_words | running | words | {"sheet": sheet}


def _words_of_all_kinds(context: CommuneContext, procedure: AdministrativeProcedure) -> tuple[dict[str, Any], tuple[str, ...]]:
    """Return what the documents of a procedure share, with all its texts; made once."""
    key = f"sheet {procedure.code}"
    if key not in context.kept:
        words = _procedure_words(context, procedure)
        context.kept[key] = words, tuple(words_in([context.standard.name, words]))
    made: tuple[dict[str, Any], tuple[str, ...]] = context.kept[key]
    return made


def _procedure_words(context: CommuneContext, procedure: AdministrativeProcedure) -> dict[str, Any]:
    sheet = ProcedureSheet(context, procedure)
    name = procedure.name_on(context.day)
    cooperating, conditions = sheet.texts(procedure.cooperating), sheet.texts(procedure.conditions)
    present = [s for s in _SECTIONS if (s != "cooperating" or cooperating) and (s != "conditions" or conditions)]
    columns = sheet.time_columns()
    letters, variant = sheet.letters(present), context.settings.sheet
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
            "authority": procedure.authority or context.agency_words["name"],
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
            "shared": shared_mention(context, procedure),
        },
    }
    words["variant"] = variant_words(variant)
    return words
