"""The words of the sheet of a shared process: what alike procedures have in common, and what each has of its own.

In: a commune on a day, a shared process with its procedures. Out: the group `shared`. Touches: nothing.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from ...domain.dated import in_force
from ...domain.diagram import Diagram
from ...domain.document import DocumentKind
from ...domain.shared import SharedGroup
from ...domain.vietnamese import UNKNOWN, channel_text, citation, closed_list, letter, two_digits, upper_first
from ...settings import FlowchartPlace, SheetNumbering
from ...templating.drawings import Drawing
from ..diagrams.flowchart import flowchart
from .cited import cited_on
from .context import CommuneContext
from .dividing import Topic, divided, merged, merged_action, numbers_text, together
from .flowchart import HALF_PAGE
from .models import AbbreviationWords, FormRowWords, RecordRowWords, SharedWords, VariantWords, WordGroup, _word
from .sheet import variant_words, words_in
from .sheet_parts import ProcedureSheet, bare_title, commune_facts, sentence, short_title

_PARTS = ("members", "common", "own", "basis", "process", "times")
_HEADER_LINE = 70
"""Letters that the header holds beside the code."""


class SharedMarkWords(WordGroup):
    """Chữ cái hoặc số của các phần trong Mục 5."""

    members: str = _word("Các thủ tục áp dụng", "a")
    common: str = _word("Quy định chung", "b")
    own: str = _word("Quy định riêng", "c")
    basis: str = _word("Căn cứ pháp lý", "d")
    process: str = _word("Các bước", "đ")
    times: str = _word("Thời gian của từng bước", "e")


class SharedMemberWords(WordGroup):
    """Thủ tục dùng quy trình chung."""

    no: str = _word("Số thứ tự", "1")
    code: str = _word("Mã thủ tục", "1.004884")
    name: str = _word("Tên thủ tục", "Đăng ký lại khai sinh")
    sheet_code: str = _word("Mã hiệu quy trình riêng; gạch ngang khi không có", "QT-TPHT-03")


class SharedTopicWords(WordGroup):
    """Một nội dung và các dòng của nó."""

    title: str = _word("Tên nội dung", "Thời hạn giải quyết")
    lines: list[str] = _word("Các dòng", "05 ngày làm việc.")


class SharedOwnWords(WordGroup):
    """Quy định riêng của một thủ tục."""

    no: str = _word("Số thứ tự của thủ tục", "1")
    name: str = _word("Tên thủ tục", "Đăng ký lại khai sinh")
    topics: list[SharedTopicWords] = _word("Các nội dung riêng")


class SharedStepWords(WordGroup):
    """Bước của quy trình chung."""

    no: str = _word("Số thứ tự", "1")
    action: str = _word("Nội dung công việc", "Tiếp nhận, kiểm tra hồ sơ.")
    actor: str = _word("Trách nhiệm", "Công chức Tư pháp - Hộ tịch")
    output: str = _word("Biểu mẫu, kết quả; trống khi không có", "Thủ tục 1, 2: Giấy khai sinh")


class SharedTimeWords(WordGroup):
    """Thời gian của từng bước, một dòng cho mỗi thời hạn."""

    members: str = _word("Số thứ tự các thủ tục", "1, 2, 3")
    title: str = _word("Trường hợp, thời hạn", "Không xác minh (05 ngày làm việc)")
    cells: list[str] = _word("Thời gian của từng bước", "½ ngày làm việc")


class SharedSheetWords(WordGroup):
    """Quy trình xử lý công việc chung."""

    title: str = _word("Tên quy trình chung", "Đăng ký lại khai sinh")
    note: str = _word("Vì sao dùng chung; trống khi không nêu")
    field: str = _word("Lĩnh vực", "Hộ tịch")
    separate: bool = _word("Đúng khi từng thủ tục vẫn có quy trình riêng")
    marks: SharedMarkWords = _word("Chữ cái hoặc số của các phần trong Mục 5")
    members: list[SharedMemberWords] = _word("Các thủ tục áp dụng")
    common: list[SharedTopicWords] = _word("Quy định chung cho mọi thủ tục của nhóm")
    own: list[SharedOwnWords] = _word("Quy định riêng của từng thủ tục")
    basis: list[str] = _word("Căn cứ pháp lý; văn bản của một số thủ tục thì nêu thủ tục nào")
    basis_place: str = _word("Nơi ghi căn cứ pháp lý trong Mục 5", "điểm d Mục 5")
    steps: list[SharedStepWords] = _word("Các bước")
    step_titles: list[str] = _word("Tiêu đề cột thời gian của từng bước", "Bước 1")
    times: list[SharedTimeWords] = _word("Thời gian của từng bước")
    tall: bool = _word("Đúng khi hình đầu chiếm hơn nửa trang, nên đề mục của nó sang trang mới")
    pages: list[Drawing] = _word("Hình vẽ lưu đồ, mỗi trang một hình; in bằng {{p … }}")
    form_rows: list[FormRowWords] = _word("Bảng biểu mẫu (Mục 6)")
    record_rows: list[RecordRowWords] = _word("Bảng hồ sơ lưu (Mục 7)")
    control_slip: str = _word("Phiếu kiểm soát theo chế độ một cửa", "Phiếu kiểm soát quá trình giải quyết hồ sơ (Mẫu số 05)")
    standard_acts: list[str] = _word("Văn bản về mô hình khung, về quy trình chung")
    abbreviations: list[AbbreviationWords] = _word("Chữ viết tắt có dùng")


class SharedSheetDocumentWords(SharedWords):
    """Từ của quy trình xử lý công việc chung."""

    shared: SharedSheetWords = _word("Quy trình chung")
    variant: VariantWords = _word("Cách trình bày")


def _topics(sheet: ProcedureSheet, agency: str) -> list[Topic]:
    """Return what a sheet says of its procedure in the parts a to h of Section 5, topic by topic."""
    context, procedure = sheet.context, sheet.procedure
    channels = [channel_text(channel.kind) for channel in in_force(procedure.channels, context.day)]
    papers = [
        Topic(group["title"], [row["line"] + (f". {row['note']}" if row["note"] else ".") for row in group["rows"]], papers=True)
        for group in sheet.dossier_groups()
    ]
    return [
        *papers,
        Topic("Lưu ý về hồ sơ", sheet.dossier_remarks()),
        Topic("Số lượng hồ sơ", [f"{two_digits(procedure.dossier.sets)} bộ."] if procedure.dossier.sets else []),
        Topic("Cách thức nộp", [sentence(upper_first(", ".join(channels)))] if channels else []),
        Topic("Thời hạn giải quyết", sheet.limit_lines()),
        Topic("Đối tượng thực hiện", _sentences(sheet.texts(procedure.subjects)) or [sentence(upper_first(UNKNOWN))]),
        Topic("Cơ quan thực hiện", [sentence(procedure.authority or agency)]),
        Topic("Cơ quan phối hợp", _sentences(sheet.texts(procedure.cooperating))),
        Topic("Kết quả", _sentences(sheet.texts(procedure.results)) or [sentence(upper_first(UNKNOWN))]),
        Topic("Phí, lệ phí", sheet.fee_lines()),
        Topic("Tên mẫu đơn, mẫu tờ khai", _sentences(form.title for form in in_force(procedure.forms, context.day))),
        Topic("Yêu cầu, điều kiện", _sentences(sheet.texts(procedure.conditions))),
    ]


def _sentences(texts: Iterable[str]) -> list[str]:
    return [text.rstrip(" ;.,") + "." for text in texts]


def _topic_words(topics: Iterable[Topic]) -> list[dict[str, Any]]:
    return [{"title": topic.title, "lines": topic.lines} for topic in topics if topic.lines]


class _SharedSheet:
    """A shared process on one day, read part by part."""

    def __init__(self, context: CommuneContext, group: SharedGroup) -> None:
        self.context = context
        self.group = group
        self.sheets = [ProcedureSheet(context, procedure, commune_facts(context, procedure)) for procedure in group.procedures]
        # A rule holds the steps of the procedures alike; where one has fewer, only what all have is shared.
        self.steps = list(zip(*(sheet.steps for sheet in self.sheets), strict=False))

    def members(self) -> list[dict[str, str]]:
        kind = self.context.catalogue.sheet_kind
        own = self.group.process.separate_sheets
        return [
            {
                "no": str(place),
                "code": procedure.code,
                "name": bare_title(procedure.name_on(self.context.day)),
                "sheet_code": self.context.sheet_code(procedure, kind) if own else "–",
            }
            for place, procedure in enumerate(self.group.procedures, 1)
        ]

    def basis(self) -> list[str]:
        """The acts of all procedures, those of some with the numbers of these."""
        cited = [
            {each.act for each in procedure.legal_basis if each.holds_on(self.context.day)} for procedure in self.group.procedures
        ]
        lines = []
        grounds = [each for procedure in self.group.procedures for each in procedure.legal_basis]
        for key, line in cited_on(self.context, grounds).items():
            places = [place for place, acts in enumerate(cited) if key in acts]
            some = f" (thủ tục {numbers_text(places)})" if len(places) < len(cited) else ""
            lines.append(line + some)
        return closed_list(lines) or [sentence(upper_first(UNKNOWN))]

    def step_rows(self) -> list[dict[str, str]]:
        return [
            {
                "no": str(place),
                "action": "\n".join(merged_action([step.action for step in steps])),
                "actor": "\n".join(merged([self.context.position_title(step.actor) for step in steps])),
                "output": "\n".join(merged([step.output or "" for step in steps])),
            }
            for place, steps in enumerate(self.steps, 1)
        ]

    def times(self) -> list[dict[str, Any]]:
        """A row for each time limit, with the procedures that have it."""
        found: dict[tuple[str, ...], list[int]] = {}
        for place, sheet in enumerate(self.sheets):
            for title, scenario in zip(sheet.time_columns(), sheet.scenarios, strict=True):
                cells = sheet.time_cells(scenario)[: len(self.steps)]
                first = 0
                for step, text in enumerate(cells):
                    first = step if text else first
                    cells[step] = text or f"chung bước {first + 1}"
                found.setdefault((title, *cells), []).append(place)
        return [
            {"members": numbers_text(places), "title": title, "cells": list(cells)} for (title, *cells), places in found.items()
        ]

    def pages(self) -> tuple[Diagram, ...]:
        if self.context.settings.sheet.flowchart is FlowchartPlace.NONE:
            return ()
        steps = []
        for row, steps_of_all in zip(self.step_rows(), self.steps, strict=True):
            plain = [line for line in row["action"].split("\n") if not line.startswith("Thủ tục ")]
            steps.append(("\n".join(plain) or row["action"], steps_of_all[0].actor, row["actor"]))
        return flowchart(self.group.process.title, tuple(steps))

    def form_rows(self) -> list[dict[str, str]]:
        """The forms, those that all procedures use last."""
        names = [{row["name"] for row in each.form_rows()} for each in self.sheets]
        everywhere = set.intersection(*names)
        rows = [row for each in self.sheets for row in each.form_rows()]
        return self.rows(sorted(rows, key=lambda row: row["name"] in everywhere))

    def rows(self, found: Iterable[dict[str, str]]) -> list[dict[str, str]]:
        """Return rows of tables of all procedures, equal ones once, numbered anew."""
        once = {tuple(value for name, value in row.items() if name != "no"): row for row in found}
        return [{**row, "no": str(place)} for place, row in enumerate(once.values(), 1)]


def shared_sheet_words(context: CommuneContext, group: SharedGroup, kind: DocumentKind) -> dict[str, Any]:
    """Return the words of the sheet of a shared process in the commune of `context`."""
    sheet, process = _SharedSheet(context, group), group.process
    common, own = divided([_topics(each, context.agency_words["name"]) for each in sheet.sheets])
    members, pages = sheet.members(), sheet.pages()
    numbered = context.settings.sheet.numbering is SheetNumbering.NUMBERS
    marks = {part: f"5.{place + 1}" if numbered else letter(place) for place, part in enumerate(_PARTS)}
    shared: dict[str, Any] = {
        "title": process.title,
        "note": process.note or "",
        "field": context.catalogue.fields[process.field].name,
        "separate": process.separate_sheets,
        "marks": marks,
        "members": members,
        "common": _topic_words(common),
        "own": [
            {"no": member["no"], "name": member["name"], "topics": _topic_words(together(topic) for topic in topics)}
            for member, topics in zip(members, own, strict=True)
        ],
        "basis": sheet.basis(),
        "basis_place": f"Mục {marks['basis']}" if numbered else f"điểm {marks['basis']} Mục 5",
        "steps": sheet.step_rows(),
        "step_titles": [f"Bước {place}" for place in range(1, len(sheet.steps) + 1)],
        "times": sheet.times(),
        "tall": bool(pages) and pages[0].height > HALF_PAGE,
        "pages": [Drawing(page) for page in pages],
        "form_rows": sheet.form_rows(),
        "record_rows": sheet.rows(row for each in sheet.sheets for row in each.record_rows()),
        "control_slip": sheet.sheets[0].control_slip(),
        "standard_acts": closed_list([citation(act) for act in context.acts_on(kind.basis)]),
    }
    shared["abbreviations"] = context.abbreviations_in([context.standard.name, *words_in(shared)])
    return context.shared_words | {
        "document": context.control_words(context.shared_code(process), process.title),
        "running_title": f"Quy trình chung: {short_title(process.title, _HEADER_LINE - len('Quy trình chung: '))}",
        "shared": shared,
        "variant": variant_words(context.settings.sheet),
    }
