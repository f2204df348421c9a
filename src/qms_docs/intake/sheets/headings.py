"""Headings of old sheets (tiêu đề mục), whatever numbering they carry: «5.», «V.», «5.2», «đ.», a list of Word, or none.

In: a paragraph. Out: the part it begins, its number, what follows the title on the same line. Touches: nothing.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ...domain.text import tone_folded
from .model import Part

if TYPE_CHECKING:
    from ...templating.content import WordLine

_NUMBER = re.compile(
    r"^\s*(?:(?:Mục|Phần|Điều)\s+)?(?P<number>\d{1,2}(?:\s*\.\s*\d{1,2}){0,3}|[IVX]{1,5}|[a-zđ])\s*(?P<mark>[.):/-]+\s*|\s+)(?=\S)",
    re.IGNORECASE,
)
_BULLET = re.compile(r"^\s*[-+*•–—]+\s*\)?\s*")
_LEADER = re.compile(r"[\s.…_]{2,}\d{1,3}\s*$|\s+\d{1,3}\s*$|[\s.…]+$")

_WHOLE: tuple[tuple[Part, str], ...] = (
    (Part.CONTENTS, r"mục lục"),
    (
        Part.REVISIONS,
        r"(?:(?:trang|bảng|phiếu) )?(?:theo dõi )?(?:số lần |tình hình |quá trình )?sửa đổi"
        r"(?:,? bổ sung)?(?: tài liệu| quy trình)?",
    ),
    (Part.PURPOSE, r"mục đích(?: và phạm vi)?"),
    (Part.SCOPE, r"phạm vi(?: và đối tượng)?(?: áp dụng)?(?: và trách nhiệm)?"),
    (Part.REFERENCES, r"(?:các )?tài liệu (?:viện dẫn|tham chiếu|liên quan)(?: định nghĩa.*)?|căn cứ, tài liệu viện dẫn"),
    (
        Part.DEFINITIONS,
        r"(?:các )?(?:định nghĩa|thuật ngữ|giải thích từ ngữ)"
        r"(?:[ ,/-]+(?:và )?(?:các )?(?:từ |chữ )?(?:định nghĩa|viết tắt|thuật ngữ))*"
        r"|(?:các )?(?:từ |chữ )?viết tắt",
    ),
    (Part.RESPONSIBILITY, r"trách nhiệm(?: và quyền hạn)?"),
    (Part.CONTENT, r"nội dung(?: của)?(?: quy trình| thực hiện| thủ tục)?"),
    (Part.TEMPLATES, r"(?:các )?biểu mẫu(?: kèm theo| sử dụng)?(?:, phụ lục)?|phụ lục(?: và biểu mẫu)?"),
    (Part.RECORDS, r"(?:các )?hồ sơ (?:cần |phải )?lưu(?: trữ| giữ)?|lưu (?:trữ )?hồ sơ|hồ sơ lưu và bảo quản"),
)
"""Titles of a sheet's own sections: the whole paragraph, without number and colon."""

_OPEN: tuple[tuple[Part, str], ...] = (
    (Part.SETS, r"số lượng(?: bộ)? hồ sơ|số bộ hồ sơ"),
    (Part.DOSSIER, r"(?:thành phần,? (?:và )?số lượng hồ sơ|thành phần hồ sơ|hồ sơ(?: bao)? gồm|hồ sơ phải nộp)"),
    (Part.LIMIT, r"(?:thời hạn|thời gian) (?:giải quyết|xử lý|thực hiện)(?: hồ sơ| thủ tục hành chính| tthc)?"),
    (
        Part.CHANNELS,
        r"(?:cách thức|hình thức) (?:thực hiện|nộp(?: hồ sơ)?)|nơi tiếp nhận(?: hồ sơ)?(?: và trả kết quả)?|địa điểm thực hiện",
    ),
    (Part.SUBJECTS, r"đối tượng (?:thực hiện|áp dụng)(?: thủ tục hành chính| tthc)?"),
    (Part.COOPERATING, r"cơ quan phối hợp(?: \(nếu có\))?"),
    (
        Part.EXECUTING,
        r"cơ quan (?:có thẩm quyền(?: quyết định)?|trực tiếp thực hiện|thực hiện|giải quyết|được ủy quyền)"
        r"(?: thủ tục hành chính| thủ tục tthc| tthc)?",
    ),
    (Part.RESULTS, r"kết quả(?: của)?(?: việc)?(?: thực hiện| giải quyết)?(?: thủ tục hành chính| tthc)?"),
    (Part.FEES, r"(?:mức )?(?:phí|lệ phí)(?:,| và|/|;)?(?: ?phí| ?lệ phí)?(?: \(nếu có\))?"),
    (Part.FORMS, r"(?:tên )?(?:các )?mẫu đơn(?:,| và|/)?(?: mẫu)? ?(?:tờ khai|đơn)?(?: kèm theo)?|(?:tên )?mẫu tờ khai"),
    (Part.CONDITIONS, r"(?:các )?yêu cầu(?:,| và|/)? ?điều kiện(?: thực hiện)?(?: thủ tục hành chính| tthc)?(?: \(nếu có\))?"),
    (Part.ACTS, r"(?:căn cứ|cơ sở) pháp (?:lý|luật)(?: của)?(?: thủ tục hành chính| tthc)?"),
    (
        Part.PROCESS,
        r"(?:quy trình|trình tự)(?: các bước| và thời gian)?(?: xử lý| thực hiện| giải quyết| tiến hành)?"
        r"(?: công việc| hồ sơ| thủ tục hành chính| tthc)?"
        r"|(?:các )?bước (?:thực hiện|công việc|xử lý)(?: công việc)?|lưu đồ(?: quy trình)?",
    ),
)
"""Titles of the parts of «Nội dung»: what they say often follows on the same line."""


def _compiled(patterns: tuple[tuple[Part, str], ...], end: str) -> tuple[tuple[Part, re.Pattern[str]], ...]:
    return tuple((part, re.compile(rf"(?:{tone_folded(pattern)}){end}", re.IGNORECASE)) for part, pattern in patterns)


_WHOLE_TITLES = _compiled(_WHOLE, r"\s*[:.]?\s*")
_OPEN_TITLES = _compiled(_OPEN, r"(?P<end>\s*:|\s*\.?\s*$|\s+)")
_NEEDS_COLON = frozenset([Part.RESULTS, Part.FEES, Part.SETS, Part.DOSSIER, Part.PROCESS])
"""Words that also begin ordinary sentences: without a number, only a colon or the end of the line makes them a heading."""


@dataclass(frozen=True)
class Heading:
    """A heading: its part, number, title, and what follows the title."""

    part: Part
    number: str
    title: str
    rest: str = ""


def without_number(text: str) -> tuple[str, str]:
    """Return the number a line begins with («5.2», «đ», «IV») or nothing, and the line without it."""
    found = _NUMBER.match(text)
    if found is None:
        return "", text.strip()
    number, mark = re.sub(r"\s", "", found["number"]), found["mark"]
    # «c Đối tượng» is a letter that lost its point; «ở nơi», «A. Nguyễn» are words.
    if not mark.strip() and (len(number) > 1 and not number[0].isdigit()):
        return "", text.strip()
    return number, text[found.end() :].strip()


def main_heading(line: WordLine, contents: bool = False) -> Heading | None:
    """Return the heading of a section of the sheet, None where the paragraph is none."""
    number, title = without_number(line.text)
    number = line.label.strip(" .)") or number
    if contents:
        title = _LEADER.sub("", title)
    if not title or len(title) > 120:
        return None
    folded = tone_folded(" ".join(title.split()))
    for part, pattern in _WHOLE_TITLES:
        if pattern.fullmatch(folded):
            return Heading(part, number, title.rstrip(" :."))
    return None


def inner_heading(line: WordLine) -> Heading | None:
    """Return the heading of a part of «Nội dung», None where the paragraph is none."""
    text = line.text.strip()
    number, title = without_number(text)
    number = line.label.strip(" .)-+*•") or number
    bulleted = _BULLET.match(text) is not None
    if bulleted:
        title = _BULLET.sub("", text)
    folded = tone_folded(title)
    if len(folded) != len(title):
        return None
    for part, pattern in _OPEN_TITLES:
        found = pattern.match(folded)
        if found is None:
            continue
        end = found["end"]
        closed = ":" in end or (not end.strip() and found.end() >= len(folded.rstrip()))
        if not closed and (bulleted or not number or (part in _NEEDS_COLON and not number)):
            continue
        if bulleted and ":" not in end:
            continue
        if not closed and line.label and not number:
            continue
        rest = title[found.end() :].strip()
        words = title[: found.start("end")].strip()
        if not closed and part is Part.PROCESS and rest:
            continue
        return Heading(part, number, words, rest)
    return None
