"""From an old sheet to the data of a procedure: its words read as the national database's are, its steps and records.

In: an `OldSheet`, the catalogue. Out: `UnderstoodSheet`. Touches: nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from ...domain.catalogue import Catalogue
from ...domain.procedure import TimeUnit
from ...domain.text import MAX_TEXT, ascii_slug, tone_folded
from ..portal.limits import limits_in
from ..portal.procedure import Understood, understand
from ..portal.record import (
    Leftover,
    PortalAct,
    PortalChannel,
    PortalFee,
    PortalGroup,
    PortalPaper,
    PortalRecord,
    PortalResult,
    said,
)
from .matching import Match, Posts
from .model import OldSheet, Part, ProcessTable, Said, TimeColumn

FORM = "I"
"""The letter of this form of data: the ISO procedure sheet itself."""
_BULLET = re.compile(r"^\s*(?:[-+*•–—]+\s*\)?|\d{1,2}\s*[.)](?=\s)|[a-zđ]\)(?=\s))\s*")
_TIME = re.compile(
    r"^\s*(?P<value>\d+(?:[.,]\d+)?(?:\s*/\s*\d+)?|½|¼|¾)\s*(?:\([^()]*\)\s*)?"
    r"(?P<unit>ngày làm việc|ngày|giờ làm việc|giờ|tháng)?",
    re.IGNORECASE,
)
_NONE = ("-", "–", "—", "không")
_FRACTIONS = {"½": Decimal("0.5"), "¼": Decimal("0.25"), "¾": Decimal("0.75")}
_UNITS = {
    "ngày làm việc": TimeUnit.WORKING_DAY,
    "giờ làm việc": TimeUnit.HOUR,
    "giờ": TimeUnit.HOUR,
    "tháng": TimeUnit.MONTH,
}
_WORKING_NOTE = re.compile(r"đơn vị(?: tính)?(?: thời gian)?(?: là|:)? ngày làm việc")
_KEPT = re.compile(r"^\s*0*(\d{1,4})\s*(?:\([^()]*\)\s*)?(năm|tháng)\b\.?\s*$", re.IGNORECASE)


@dataclass
class NewPost:
    """A post a sheet names and the workspace does not have."""

    key: str
    title: str


@dataclass
class UnderstoodSheet:
    """What a sheet means. `posts` says for what position each name was taken, `new_posts` those that have none."""

    sheet: OldSheet
    found: Understood
    posts: dict[str, Match] = field(default_factory=dict)
    new_posts: dict[str, NewPost] = field(default_factory=dict)
    proposed: dict[str, NewPost] = field(default_factory=dict)
    taken_keys: set[str] = field(default_factory=set)


@dataclass(frozen=True)
class Duration:
    """A time cell that was understood: value, unit (None where nothing in the sheet says it), words left over."""

    value: Decimal
    unit: TimeUnit | None
    rest: str = ""


def understand_sheet(
    sheet: OldSheet,
    code: str,
    catalogue: Catalogue,
    seen: date,
    foreign: frozenset[str] = frozenset(),
    proposed: Mapping[str, NewPost] | None = None,
) -> UnderstoodSheet:
    """Return what a sheet means as data of the procedure `code`.

    Records named in `foreign` belong to another procedure and stay as text; `proposed` are new positions of sheets read before.
    """
    record = _record(sheet, code)
    result = UnderstoodSheet(sheet, understand(record, catalogue, seen, FORM), proposed=dict(proposed or {}))
    result.taken_keys = set(catalogue.positions)
    found, posts = result.found, Posts(catalogue.positions.values())
    found.values["names"] = [sheet.title.text[:MAX_TEXT]]
    found.values.pop("national", None)
    found.leftovers += [Leftover(left.about, left.text, left.place) for left in _unread(sheet)]
    scenarios = _scenarios(sheet)
    if "time_limits" not in found.values and (limits := _limits_by_case(sheet, scenarios)):
        found.values["time_limits"] = limits
        found.leftovers = [left for left in found.leftovers if left.about != "Thời hạn giải quyết"]
    if ways := list(dict.fromkeys(way for line in sheet.said_in(Part.CHANNELS) for way in _ways(line.text))):
        found.values["channels"] = ways
    steps = [step for process in sheet.processes for step in _steps(result, process, scenarios, posts)]
    if steps:
        found.values["steps"] = steps
    if len(scenarios) > 1:
        found.values["scenarios"] = [{"key": key, "title": title} for key, title in scenarios.values()]
    elif steps and not found.values.get("time_limits"):
        found.values.pop("scenarios", None)
    if records := list(_records(result, posts, foreign)):
        found.values["records"] = records
    if "forms" not in found.values and (titles := _lines(sheet, Part.FORMS)):
        found.values["forms"] = [{"key": f"form_{place}", "title": title.rstrip(".")} for place, title in enumerate(titles, 1)]
    found.leftovers = list({(left.about, left.text): left for left in found.leftovers}.values())
    unparsed = [{"about": left.about, "text": left.text[:MAX_TEXT], "source": left.place} for left in found.leftovers]
    found.values.pop("unparsed", None)
    if unparsed:
        found.values["unparsed"] = unparsed
    return result


def bare(text: str) -> str:
    """Return a line without its bullet and closing mark."""
    return _BULLET.sub("", text).strip().rstrip(";").strip()


def _record(sheet: OldSheet, code: str) -> PortalRecord:
    """Return the parts of a sheet that the national database has too, in its shape."""
    record = PortalRecord(sheet.source, sheet.title.place, code=code, name=sheet.title.text)
    record.subjects = _lines(sheet, Part.SUBJECTS)
    record.cooperating = _lines(sheet, Part.COOPERATING)
    record.conditions = _lines(sheet, Part.CONDITIONS)
    record.results = [PortalResult(line.rstrip(".")) for line in _lines(sheet, Part.RESULTS)]
    record.authority = "\n".join(_lines(sheet, Part.EXECUTING))
    record.acts = [PortalAct(title=bare(line.text).rstrip(".")) for line in sheet.said_in(Part.ACTS) if bare(line.text)]
    sets = sheet.said_in(Part.SETS)
    record.sets = " ".join(line.text for line in sets)
    limit = sheet.said_in(Part.LIMIT)
    fees = [PortalFee(text=bare(line.text)) for line in sheet.said_in(Part.FEES) if said(bare(line.text))]
    if limit or fees:
        place = (limit or sheet.said_in(Part.FEES))[0].place
        record.channels = [PortalChannel("", "\n".join(bare(line.text) for line in limit), fees, place=place)]
    record.groups = list(_groups(sheet))
    return record


def _lines(sheet: OldSheet, part: Part) -> list[str]:
    return [text for line in sheet.said_in(part) if (text := bare(line.text)) and tone_folded(text).strip(" .") != "không"]


def _groups(sheet: OldSheet) -> Iterator[PortalGroup]:
    """Yield the dossier: a line that ends with a colon or begins with «*» heads a group.

    Lines marked like the group's first («-») are papers; others go on with the paper before.
    """
    group, first = PortalGroup(""), ""
    for line in sheet.said_in(Part.DOSSIER):
        text = line.text.strip()
        mark = text[:1] if text[:1] in "-+*•–" else ""
        words = bare(text)
        heads = (mark == "*" and len(words) < 80) or (not mark and text.endswith(":") and len(words) < 120)
        if heads:
            if group.papers or group.title:
                yield group
            group, first = PortalGroup(words.rstrip(" :")), ""
        elif not group.papers or (mark and mark == first):
            first = first or mark
            group.papers.append(PortalPaper(words))
        else:
            group.papers[-1].name += "\n" + text
    if group.papers or group.title:
        yield group
    group = PortalGroup("")
    for paper in sheet.papers:
        if paper.heads:
            if group.papers:
                yield group
            group = PortalGroup(bare(paper.name.text))
        else:
            group.papers.append(PortalPaper(bare(paper.name.text), _counted(paper.originals), _counted(paper.copies)))
    if group.papers:
        yield group


def _counted(cell: Said) -> int | None:
    text = tone_folded(cell.text).strip(" .")
    if text in ("x", "✓", "v", "có"):
        return 1
    if text in _NONE:
        return 0
    return int(text) if text.isdigit() and int(text) <= 20 else None


_WAYS = (("trực tiếp", "direct"), ("trực tuyến", "online"), ("bưu chính", "post"))


def _ways(text: str) -> list[str]:
    """Return the ways to submit that a line only lists («Trực tiếp, trực tuyến, qua dịch vụ bưu chính»)."""
    folded = tone_folded(text)
    return [kind for word, kind in _WAYS if word in folded] if len(folded) < 90 else []


def _limits_by_case(sheet: OldSheet, scenarios: dict[str, tuple[str, str]]) -> list[dict[str, Any]]:
    """Return limits that stand one per line behind the name of their case («Có xác minh: 23 ngày.»); none where one does not."""
    found = []
    for line in sheet.said_in(Part.LIMIT):
        label, colon, rest = bare(line.text).partition(":")
        case = scenarios.get(tone_folded(label.strip()))
        first, _, more = rest.strip().partition(". ")
        limits = limits_in(first) if colon and case else []
        if case is None or len(limits) != 1:
            return []
        found.append(limits[0] | {"scenario": case[0]} | ({"note": more.strip()} if more.strip() else {}))
    return found


def _unread(sheet: OldSheet) -> Iterator[Leftover]:
    for line in sheet.left:
        yield Leftover("Ngoài các mục", line.text, line.place)
    for line in sheet.said_in(Part.CONTENT):
        yield Leftover("Nội dung", line.text, line.place)
    for line in sheet.said_in(Part.PROCESS):
        if line.text.strip(" :") not in ("Các bước", "Lưu đồ"):
            yield Leftover("Quy trình xử lý công việc", line.text, line.place)
    for line in sheet.said_in(Part.CHANNELS):
        if not _ways(line.text):
            yield Leftover("Cách thức thực hiện", line.text, line.place)
    for process in sheet.processes:
        for remark in process.remarks:
            yield Leftover("Bảng quy trình: dòng không phải bước", remark.text, remark.place)


# ---- steps


def says_working_days(sheet: OldSheet) -> bool:
    """True where the notes of a sheet say that its days are working days."""
    return any(_WORKING_NOTE.search(tone_folded(note.text)) for note in sheet.notes)


def unit_of(text: str) -> TimeUnit | None:
    """Return the unit a total states («05 ngày làm việc»), None where there is none."""
    folded = tone_folded(text)
    known = next((unit for word, unit in _UNITS.items() if word in folded), None)
    return known or (TimeUnit.CALENDAR_DAY if "ngày" in folded else None)


def duration_in(text: str, column: TimeColumn, working_days: bool) -> Duration | None:
    """Return what a time cell says; a bare «ngày» or number takes its unit from the column's total, then from the notes."""
    found = _TIME.match(text)
    if found is None:
        return None
    raw = found["value"].replace(" ", "")
    if raw in _FRACTIONS:
        value = _FRACTIONS[raw]
    elif "/" in raw:
        above, below = raw.split("/")
        if not below.isdigit() or int(below) == 0 or not above.isdigit():
            return None
        value = Decimal(above) / Decimal(below)
    else:
        value = Decimal(raw.replace(",", "."))
    if not 0 < value <= 3650:
        return None
    word = (found["unit"] or "").lower()
    unit = _UNITS.get(word) or unit_of(column.total) or (TimeUnit.WORKING_DAY if working_days else None)
    if unit is None and (word == "ngày" or "ngày" in tone_folded(column.heading.text)):
        unit = TimeUnit.CALENDAR_DAY
    return Duration(value, unit, text[found.end() :].strip(" ,;.\n"))


def _scenarios(sheet: OldSheet) -> dict[str, tuple[str, str]]:
    """Return key and title of the scenario of each time column, by the case its heading names."""
    found: dict[str, tuple[str, str]] = {}
    for process in sheet.processes:
        for column in process.columns:
            folded = tone_folded(column.case)
            if folded in found:
                continue
            if not folded or ("không" in folded.split() and "xác minh" in folded):
                key = "standard"
            elif "xác minh" in folded:
                key = "verified"
            else:
                key = ascii_slug(column.case, 30).replace("-", "_") or "truong_hop"
                key = key if key[0].isalpha() else f"truong_hop_{key}"
            keys = {each for each, _ in found.values()}
            while key in keys:
                key += "_2"
            found[folded] = (key, column.case[:1].upper() + column.case[1:] if column.case else "Thông thường")
    if len(found) == 1:
        (only,) = found
        found[only] = ("standard", found[only][1])
    elif found and all(key != "standard" for key, _ in found.values()):
        first = next(iter(found))
        found[first] = ("standard", found[first][1])
    return found


def _steps(
    result: UnderstoodSheet, process: ProcessTable, scenarios: dict[str, tuple[str, str]], posts: Posts
) -> Iterator[dict[str, Any]]:
    working = says_working_days(result.sheet)
    stated: set[tuple[int, int]] = set()
    for number, step in enumerate(process.steps, 1):
        about = f"Bước {number}"
        durations: dict[str, dict[str, str]] = {}
        for place, (column, time) in enumerate(zip(process.columns, step.times, strict=True)):
            key = scenarios[tone_folded(column.case)][0]
            text = time.said.text
            if not text or text.strip() in _NONE:
                continue
            group = {"group": str(time.group)} if time.group else {}
            if time.group and (place, time.group) in stated:
                durations[key] = group
                continue
            duration = duration_in(text, column, working)
            if duration is None or duration.unit is None:
                _keep(result, f"{about}: thời gian", text, time.said.place)
                continue
            stated.add((place, time.group))
            durations[key] = {"value": f"{duration.value.normalize():f}", "unit": duration.unit.value} | group
            if duration.rest:
                _keep(result, f"{about}: thời gian", text, time.said.place)
        for title, said_more in step.more:
            _keep(result, f"{about}: {title or 'cột khác'}", said_more.text, said_more.place)
        if not step.action or not step.actor:
            _keep(result, about, "\n".join(filter(None, (step.action.text, step.actor.text))), (step.action or step.actor).place)
            continue
        value: dict[str, Any] = {"action": step.action.text, "actor": _post(result, step.actor.text, posts)}
        if durations:
            value["durations"] = durations
        if step.output:
            value["output"] = step.output.text
        yield value


def _keep(result: UnderstoodSheet, about: str, text: str, place: str) -> None:
    if text:
        result.found.leftovers.append(Leftover(about, text, place))


def _post(result: UnderstoodSheet, text: str, posts: Posts) -> str:
    """Return the key of the position a name stands for, of a new one where the workspace has none."""
    name = " ".join(text.split())
    match = result.posts.get(name) or posts.find(name)
    if match is not None:
        result.posts[name] = match
        return match.key
    every = result.proposed | result.new_posts
    post = next((each for each in every.values() if each.title == name), None)
    if post is None:
        key = ascii_slug(name, 40).replace("-", "_") or "chuc_vu"
        key = key if key[0].isalpha() else f"chuc_vu_{key}"
        while key in every or key in result.taken_keys:
            key += "_2"
        post = NewPost(key, name)
    result.new_posts[post.key] = post
    return post.key


# ---- records


def _records(result: UnderstoodSheet, posts: Posts, foreign: frozenset[str]) -> Iterator[dict[str, Any]]:
    for row in result.sheet.records:
        name = " ".join(row.name.text.split())
        if not name:
            _keep(result, "Hồ sơ lưu", " ".join(each.text for each in (row.keeper, row.retention)), row.keeper.place)
            continue
        if name in foreign:
            text = f"{name}; {row.keeper.text}; {row.retention.text}"
            result.found.leftovers.append(Leftover("Hồ sơ lưu của thủ tục khác", text, row.name.place, "SHT013"))
            continue
        if not row.keeper:
            _keep(result, "Hồ sơ lưu không nêu người lưu", name, row.name.place)
            continue
        value: dict[str, Any] = {"name": name, "keeper": _keeper(result, row.keeper.text, posts)}
        kept = retention_in(row.retention.text)
        if kept:
            value["retention"] = kept
        elif row.retention:
            _keep(result, f"Thời gian lưu: {name[:80]}", row.retention.text, row.retention.place)
        yield value


def _keeper(result: UnderstoodSheet, text: str, posts: Posts) -> str:
    """Return the position that keeps a record: «UBND cấp xã/Công chức Tư pháp - Hộ tịch» names the agency, then the post."""
    last = text.split("/")[-1].strip() if "/" in text else text
    match = posts.find(last)
    if match is None and last != text and (whole := posts.find(text)):
        match = whole
    if match is not None:
        result.posts[" ".join(text.split())] = match
        return match.key
    return _post(result, last, posts)


def retention_in(text: str) -> dict[str, str] | None:
    """Return how long a record is kept: permanently, years or months; None where it is not understood."""
    if tone_folded(text).strip(" .") in ("vĩnh viễn", "lâu dài"):
        return {"permanent": "true"}
    found = _KEPT.match(text)
    if found is None or int(found[1]) == 0:
        return None
    return {("years" if found[2].lower() == "năm" else "months"): str(int(found[1]))}
