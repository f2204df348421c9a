"""Time limits (thời hạn giải quyết) as sources word them.

In: a text. Out: plain time limits, or nothing where one part of the text is not understood. Touches: nothing.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

from ...domain.procedure import TimeUnit
from .record import plain

Limit = dict[str, Any]
STANDARD, VERIFIED = "standard", "verified"
_UNITS = {
    "ngày làm việc": TimeUnit.WORKING_DAY,
    "ngày": TimeUnit.CALENDAR_DAY,
    "giờ làm việc": TimeUnit.HOUR,
    "giờ": TimeUnit.HOUR,
    "tháng": TimeUnit.MONTH,
}
_UNIT = "ngày làm việc|ngày|giờ làm việc|giờ|tháng"
_COUNT = rf"(?P<value>\d+(?:[.,]\d+)?|½)\s*(?:\([^()]*\)\s*)?(?P<unit>{_UNIT})\b(?! trong tuần)"
_LEAD = r"(?:(?:thời hạn giải quyết|thời hạn|thời gian|giải quyết|thực hiện)\s*(?:là|:)?\s*)?"
_MOST = r"(?:(?:trong thời hạn|trong|không quá|tối đa|chậm nhất là|là)\s*)*"
_FROM = r"(?P<start>,?\s*(?:kể từ|tính từ|từ)\s.+)?"
_PLAIN = re.compile(rf"{_LEAD}{_MOST}{_COUNT}\s*{_FROM}", re.IGNORECASE)
_SAME_DAY = re.compile(r"(?:giải quyết\s*)?(?:ngay\s*)?trong ngày(?: làm việc| tiếp nhận[^;,.]*| nhận[^;,.]*)?", re.IGNORECASE)
_CUTOFF = re.compile(
    r"(?:trường hợp |nếu )?(?:tiếp )?nhận (?:hồ sơ |yêu cầu )?sau (?P<hour>\d{1,2})\s*(?:giờ|h)(?:\s*00)?\b"
    r".*?ngày làm việc tiếp theo",
    re.IGNORECASE,
)
_VERIFIED = re.compile(
    rf"(?:trong )?trường hợp (?:cần |phải )?(?:tiến hành )?xác minh.*?{_MOST}{_COUNT}\s*{_FROM}", re.IGNORECASE
)
_LONGER = re.compile(rf"(?:.*?(?:có thể )?(?:được )?(?:kéo dài|gia hạn)\s*(?:thêm\s*)?){_MOST}{_COUNT}\s*{_FROM}", re.IGNORECASE)
_AGREED = re.compile(
    r"(?:hoặc )?(?:có thể )?(?:được )?kéo dài (?:hơn )?(?:thời hạn )?theo thỏa thuận bằng văn bản.*", re.IGNORECASE
)
_BARE = re.compile(r"\d+(?:[.,]\d+)?")


def is_bare_number(text: str) -> bool:
    """True for a number without its unit: no time limit."""
    return bool(_BARE.fullmatch(plain(text)))


def limits_in(text: str) -> list[Limit]:
    """Return the time limits a text states; an empty list where any part of it is not understood."""
    found: list[Limit] = []
    whole = plain(text).strip(" .;")
    # A cut-off hour is spoken of behind a comma, a longer limit behind a semicolon or a full stop.
    for clause in re.split(r"[;\n]|\.\s+|,\s+(?=trường hợp|nếu)|\s+(?=hoặc (?:có thể )?kéo dài)", whole, flags=re.IGNORECASE):
        words = clause.strip(" .,;-+")
        if words and not _take(words, found):
            return []
    return found


def _take(words: str, found: list[Limit]) -> bool:
    if cut := _CUTOFF.fullmatch(words):
        hour = int(cut["hour"])
        if not found or hour > 23:
            return False
        found[0]["cutoff_hour"] = str(hour)
        return True
    if _AGREED.fullmatch(words):
        if not found:
            return False
        found[-1]["extendable_by_agreement"] = "true"
        return True
    for pattern, scenario, extends in ((_VERIFIED, VERIFIED, False), (_LONGER, "extended", True), (_PLAIN, STANDARD, False)):
        if (said := pattern.fullmatch(words)) and (limit := _limit(said)) is not None:
            if any(each.get("scenario", STANDARD) == scenario for each in found):
                return False
            if scenario != STANDARD:
                limit["scenario"] = scenario
            if extends:
                limit["extends_base"] = "true"
            found.append(limit)
            return True
    if _SAME_DAY.fullmatch(words) and not found:
        found.append({"unit": TimeUnit.SAME_DAY.value})
        return True
    return False


def _limit(said: re.Match[str]) -> Limit | None:
    value = Decimal("0.5") if said["value"] == "½" else Decimal(said["value"].replace(",", "."))
    if not 0 < value <= 3650:
        return None
    limit: Limit = {"value": f"{value.normalize():f}", "unit": _UNITS[said["unit"].lower()].value}
    if start := (said["start"] or "").strip(" ,"):
        limit["count_from"] = start
    return limit
