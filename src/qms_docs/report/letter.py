"""The words of the letter that tells the units what an act changes, until when, and who does it.

In: an impact, who sends the letter. Out: a dictionary for templates/docx/impact_letter.docx. Touches: nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from ..domain.impact import Impact, ImpactRow
from ..domain.units import ProvinceProfile
from ..domain.vietnamese import citation, closed_list, long_date, lower_first, short_date, two_digits
from .wording import codes_by_subject, places_of, successor_lines

TEMPLATE = "impact_letter.docx"
_FEW_CODES = 6


@dataclass(frozen=True)
class Sender:
    """Who sends the letter: a commune to its own people, or the province's department to several units."""

    words: dict[str, Any]
    stages: tuple[tuple[str, str], ...]
    """Titles of those who draft, look through and approve."""
    is_unit: bool
    rule: str | None = None
    """The provision that sets the time limit, cited; None where its act does not stand."""


def department_words(profile: ProvinceProfile) -> dict[str, Any]:
    """Return the head of a letter of the department that guides the units; who signs it is left to be filled in."""
    province = profile.name.removeprefix("tỉnh ").removeprefix("thành phố ")
    own = profile.science_department.removesuffix(f" {profile.name}")
    return {
        "agency": {
            "name": profile.science_department,
            "letterhead_first": f"UBND {profile.name.upper()}",
            "letterhead_second": own.upper(),
            "place": province,
        },
        "signer": {"title": "GIÁM ĐỐC", "name": "…………………………"},
    }


def letter_words(found: Impact, sender: Sender) -> dict[str, Any]:
    """Return everything the template prints."""
    number, agency = found.act.number, sender.words["agency"]
    annex = "Phụ lục" if sender.is_unit else "Phụ lục I"
    codes = codes_by_subject(found)
    kinds = [row for row in found.rows if not row.is_procedure]
    return {
        **sender.words,
        "letter": {
            "is_unit": sender.is_unit,
            "symbol": "UBND-VP" if sender.is_unit else "SKHCN-VP",
            "day": long_date(found.day),
            "addressed": f"Các bộ phận, cán bộ, công chức {agency['name']}" if sender.is_unit else _addressed(found),
            "opening": _opening(sender),
            "annex": annex,
            "tasks": closed_list(_tasks(sender, annex)),
            "post": "Chủ tịch" if sender.is_unit else "Giám đốc",
            "subject": f"cập nhật tài liệu Hệ thống quản lý chất lượng khi thay đổi văn bản số {number}",
            "place_and_date": f"{agency['place']}, {long_date(found.day)}",
            "change": _change(found),
            "deadline": _deadline(found),
            "procedure_count": two_digits(len(found.procedures)),
            "kind_count": two_digits(len(kinds)),
            "unit_count": two_digits(found.communes),
            "document_count": _grouped(found.documents),
            "page_count": _grouped(found.pages),
            "procedures": [
                {**_row(place, row, codes.get(row.subject, ())), "code": row.subject}
                for place, row in enumerate(found.procedures, 1)
            ],
            "kinds": [_row(place, row, codes.get(row.subject, ())) for place, row in enumerate(kinds, 1)],
            "units": [
                {
                    "no": str(place),
                    "name": unit.name,
                    "district": unit.district,
                    "procedures": two_digits(unit.procedures),
                    "documents": _grouped(unit.documents),
                    "pages": _grouped(unit.pages),
                }
                for place, unit in enumerate(found.units, 1)
            ],
            "drafter": sender.stages[0][1] if sender.stages else "Thư ký Ban Chỉ đạo ISO",
        },
    }


def _addressed(found: Impact) -> str:
    if len(found.units) == 1:
        return f"Ủy ban nhân dân {found.units[0].name}"
    return "Ủy ban nhân dân cấp xã có tên tại Phụ lục II"


def _opening(sender: Sender) -> str:
    agency = sender.words["agency"]["name"]
    who = f"{agency} thông báo" if sender.is_unit else f"{agency} đề nghị các đơn vị thực hiện"
    text = f"{who} việc cập nhật tài liệu Hệ thống quản lý chất lượng như sau:"
    return f"Thực hiện {sender.rule}, {text}" if sender.rule else text


def _tasks(sender: Sender, annex: str) -> list[str]:
    """Return who does what: the stages of sign-off, then what follows the issue."""
    drafter = next((title for _, title in sender.stages), "Thư ký Ban Chỉ đạo ISO")
    signing = [f"{title} {lower_first(stage)}" for stage, title in sender.stages[1:]]
    return [
        f"{drafter} đối chiếu văn bản mới với từng tài liệu tại {annex}, lập phiếu đề nghị sửa đổi và soạn thảo nội dung sửa đổi",
        *([f"{'; '.join(signing)} tài liệu sửa đổi"] if signing else []),
        f"{drafter} phân phối bản mới, thu hồi bản cũ, cập nhật danh mục tài liệu và tổ chức phổ biến cho người thực hiện",
    ]


def _change(found: Impact) -> str:
    """Return the sentence that says what happens to the act."""
    name = citation(found.act, long=True)
    after = "; ".join(successor_lines(found))
    if after:
        return f"{name} được thay thế bằng {after}."
    if found.act.amends:
        began = f", có hiệu lực từ ngày {short_date(found.act.effective_from)}" if found.act.effective_from else ""
        return f"{name}{began}, sửa đổi, bổ sung văn bản số {', '.join(found.act.amends)}."
    if not found.stands:
        return f"{name} không còn hiệu lực; chưa xác định văn bản thay thế."
    return f"{name} đang có hiệu lực; khi văn bản được sửa đổi, bổ sung hoặc thay thế thì cập nhật các tài liệu nêu dưới đây."


def _deadline(found: Impact) -> str:
    """Return until when: a day, where something changes and the day is known."""
    changes = bool(found.successors or found.act.amends)
    if not (changes and found.deadline and found.began):
        return "trong 03 tháng kể từ ngày văn bản mới có hiệu lực"
    return f"chậm nhất {long_date(found.deadline)} (03 tháng kể từ ngày {short_date(found.began)})"


def _row(place: int, row: ImpactRow, codes: tuple[str, ...]) -> dict[str, Any]:
    shown = [*codes[:_FEW_CODES], *(["…"] if len(codes) > _FEW_CODES else [])]
    through = f" (qua văn bản số {', '.join(row.through)})" if row.through else ""
    return {
        "no": str(place),
        "title": row.title,
        "places": places_of(row) + through,
        "codes": shown,
    }


def _grouped(value: int) -> str:
    return f"{value:,}".replace(",", ".") if value >= 10 else two_digits(value)
