"""The drift report (báo cáo sai lệch): what old sheets contradict, for a client to read and to work off.

In: `DriftFacts`. Out: the words of templates/docx/drift_report.docx, an Excel workbook. Touches: nothing.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from pathlib import PurePath
from typing import Any

from ..diagnostics import Diagnostic
from ..domain.vietnamese import long_date, two_digits
from ..spreadsheet.tables import Table, tables_workbook

TEMPLATE = "drift_report.docx"
KINDS = {
    "DRF001": "Lần ban hành ở đầu trang, chân trang khác trang bìa",
    "DRF002": "Ngày ở đầu trang, chân trang khác trang bìa",
    "DRF003": "Tên quy trình ở đầu trang khác trang bìa",
    "DRF004": "Mã hiệu ở đầu trang, chân trang khác trang bìa",
    "DRF005": "Một mã hiệu dùng cho hai quy trình",
    "DRF006": "Hồ sơ lưu ghi sổ, giấy tờ của thủ tục khác",
    "DRF007": "Tổng thời gian các bước khác thời hạn",
    "DRF008": "Thời hạn ở bảng quy trình khác phần nội dung",
    "DRF009": "Viện dẫn văn bản hết hiệu lực",
    "DRF010": "Viện dẫn văn bản chưa có trong danh mục",
    "DRF011": "Chữ viết tắt không được giải thích",
    "DRF012": "Chữ viết tắt giải thích hai lần",
    "DRF013": "Chữ viết tắt giải thích mà không dùng",
    "DRF014": "Số mục sai thứ tự",
    "DRF015": "Số bước sai thứ tự",
    "DRF016": "Mục lục khác các mục",
    "DRF017": "Thiếu phần bắt buộc",
    "DRF018": "Một chức danh viết nhiều cách",
    "DRF019": "Ghi cơ quan không còn sau ngày 01/7/2025",
    "DRF020": "Hai tệp cùng một thủ tục",
    "DRF021": "Phí, lệ phí của nhiều địa phương trong một quy trình",
    "DRF022": "Thời gian không ghi đơn vị",
    "DRF023": "Một chữ viết tắt giải thích khác nhau giữa các tệp",
}
"""What each code is about, as a heading of the report."""


@dataclass(frozen=True)
class SheetFacts:
    """A sheet that was read: where it lies, its file as shown, title, own code, matched national code with the score, counts."""

    source: str
    file: str
    title: str
    code: str
    procedure: str
    score: str
    findings: int
    errors: int


@dataclass(frozen=True)
class DriftFacts:
    """All that the report says."""

    day: date
    sheets: tuple[SheetFacts, ...]
    unread: tuple[str, ...]
    findings: tuple[Diagnostic, ...]


_PARTS = {"document": "Đoạn", "header": "Đầu trang {}, đoạn", "footer": "Chân trang {}, đoạn"}


def place_in(within: str | None) -> str:
    """Return a place inside a Word file for readers who never saw its parts: «Chân trang 1, đoạn 3 › bảng 1, hàng 1, ô 3»."""
    found = re.match(r"word/(document|header|footer)(\d*)\.xml¶", within or "")
    if found is None:
        return within or ""
    return f"{_PARTS[found[1]].format(found[2])} {str(within)[found.end() :]}"


def drift_words(facts: DriftFacts) -> dict[str, Any]:
    """Return everything the template prints."""
    by_kind: dict[str, list[Diagnostic]] = defaultdict(list)
    by_file: dict[str, list[Diagnostic]] = defaultdict(list)
    for each in facts.findings:
        by_kind[each.code].append(each)
        by_file[each.location.file].append(each)
    kinds = sorted(by_kind, key=lambda code: (-len({each.location.file for each in by_kind[code]}), code))
    title = "Báo cáo sai lệch của các quy trình đã có"
    return {
        "document": {"title": title, "code": "", "issue": "", "revision": "", "issued_on": long_date(facts.day)},
        "agency": {"name": ""},
        "standard": {"name": ""},
        "layout": {"page_number_top": True},
        "report": {
            "day": long_date(facts.day),
            "sheet_count": two_digits(len(facts.sheets)),
            "finding_count": two_digits(len(facts.findings)),
            "error_count": two_digits(sum(each.is_error for each in facts.findings)),
            "clean_count": two_digits(sum(not sheet.findings for sheet in facts.sheets)),
            "unread": list(facts.unread),
            "kinds": [
                {
                    "no": str(place),
                    "title": KINDS.get(code, code),
                    "files": two_digits(len({each.location.file for each in by_kind[code]})),
                    "findings": two_digits(len(by_kind[code])),
                }
                for place, code in enumerate(kinds, 1)
            ],
            "sheets": [
                {
                    "no": str(place),
                    "file": sheet.file,
                    "title": sheet.title,
                    "code": sheet.code,
                    "procedure": sheet.procedure or "chưa xác định",
                    "findings": two_digits(sheet.findings),
                    "places": [
                        {
                            "no": str(number),
                            "place": place_in(each.location.within),
                            "fact": str(each.fact),
                            "advice": str(each.advice or ""),
                            "level": "Lỗi" if each.is_error else "Cảnh báo",
                        }
                        for number, each in enumerate(by_file[sheet.source], 1)
                    ],
                }
                for place, sheet in enumerate(facts.sheets, 1)
            ],
        },
    }


def drift_workbook(facts: DriftFacts) -> bytes:
    """Return the findings as a workbook: by kind, by sheet, and one by one; raises MissingProgramError without openpyxl."""
    words = drift_words(facts)["report"]
    shown = {sheet.source: sheet.file for sheet in facts.sheets}
    kinds = Table(
        "Loại sai lệch",
        f"SAI LỆCH TRONG {words['sheet_count']} QUY TRÌNH, {words['day']}",
        {"STT": 6, "Loại sai lệch": 62, "Số quy trình": 14, "Số chỗ": 10},
        [[int(each["no"]), each["title"], int(each["files"]), int(each["findings"])] for each in words["kinds"]],
    )
    sheets = Table(
        "Quy trình",
        "CÁC QUY TRÌNH ĐÃ ĐỌC",
        {"STT": 6, "Tệp": 36, "Tên quy trình": 50, "Mã hiệu": 18, "Mã thủ tục": 14, "Điểm khớp": 10, "Lỗi": 8, "Cảnh báo": 10},
        [
            [place, each.file, each.title, each.code, each.procedure, each.score, each.errors, each.findings - each.errors]
            for place, each in enumerate(facts.sheets, 1)
        ],
    )
    findings = Table(
        "Từng chỗ",
        "TỪNG CHỖ SAI LỆCH",
        {"STT": 6, "Tệp": 32, "Mã": 10, "Mức": 12, "Chỗ trong tệp": 34, "Sai lệch": 60, "Cách sửa": 44, "Đã sửa": 10},
        [
            [
                place,
                shown.get(each.location.file, PurePath(each.location.file).name),
                each.code,
                "Lỗi" if each.is_error else "Cảnh báo",
                place_in(each.location.within),
                str(each.fact),
                str(each.advice or ""),
                "",
            ]
            for place, each in enumerate(facts.findings, 1)
        ],
    )
    return tables_workbook((kinds, sheets, findings), "Báo cáo sai lệch quy trình", facts.day)
