"""What a sheet says of its procedure, part by part.

In: a procedure on a day, the facts of a commune it depends on. Out: lines and rows. Touches: nothing.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from ...domain.dated import in_force
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
    duration_text,
    lower_first,
    money,
    retention_text,
    two_digits,
    upper_first,
)
from ...settings import FlowchartPlace
from ...templating.drawings import Drawing
from ..diagrams.symbols import step_symbols
from .context import CommuneContext
from .day import DayContext

_SHORT_TITLE = 70
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


def shared_mention(context: CommuneContext, procedure: AdministrativeProcedure) -> str:
    """Return how a sheet names the shared process it follows; the empty text where there is none."""
    group = context.shared_of(procedure)
    return f"{context.shared_code(group.process)} «{group.process.title}»" if group else ""


@dataclass(frozen=True)
class CommuneFacts:
    """All that the words of a procedure may take from a commune: communes alike in these have the same words."""

    titles: tuple[tuple[str, str], ...]
    """Titles of the positions that act or keep, by key."""
    shared: str
    """How the shared process is named; the empty text where there is none."""
    local_fees: tuple[LocalFee, ...]
    abbreviations: tuple[str, ...]
    """Those in the name of the agency, which the sheet prints where nobody else decides."""


def commune_facts(context: CommuneContext, procedure: AdministrativeProcedure) -> CommuneFacts:
    """Return what the words of a procedure take from a commune."""
    actors = [step.actor for step in in_force(procedure.steps, context.day)]
    keepers = [record.keeper for record in in_force(procedure.records, context.day)]
    return CommuneFacts(
        tuple((key, context.position_title(key)) for key in dict.fromkeys((*actors, *keepers))),
        shared_mention(context, procedure),
        context.local_fees.get(procedure.code, ()),
        () if procedure.authority else context.agency_abbreviations,
    )


class ProcedureSheet:
    """One procedure on one day, read part by part."""

    def __init__(self, context: DayContext, procedure: AdministrativeProcedure, facts: CommuneFacts) -> None:
        self.context = context
        self.procedure = procedure
        self.facts = facts
        self._titles = dict(facts.titles)
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
        return [local for local in self.facts.local_fees if local.name is None or fee.name is None or local.name == fee.name]

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
                "actor": self._titles[step.actor],
                "cells": [{"parts": [cells[place]] if cells[place] else ["", "…"]} for cells in columns],
                "output": step.output or "",
            }
            for place, step in enumerate(self.steps)
        ]

    def _symbols(self) -> list[list[Drawing]]:
        if self.context.settings.sheet.flowchart is not FlowchartPlace.COLUMN:
            return [[]] * len(self.steps)
        steps = tuple((step.action, step.actor, self._titles[step.actor]) for step in self.steps)
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
                "keeper": self._titles[record.keeper],
                "retention": retention_text(record.retention),
            }
            for place, record in enumerate(in_force(self.procedure.records, self.day), 1)
        ]
