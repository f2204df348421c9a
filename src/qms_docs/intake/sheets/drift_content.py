"""Drift of a sheet's content: times, acts, records, abbreviations, names of posts, places that are gone.

In: an `OldSheet`, the catalogue, a day. Out: diagnostics DRF006–DRF013, DRF018–DRF022. Touches: nothing.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal

from ...diagnostics import Diagnostic, Severity, say
from ...domain.catalogue import Catalogue
from ...domain.law_graph import successors_of
from ...domain.procedure import TimeUnit
from ...domain.text import tone_folded
from ...domain.vietnamese import number_text, short_date
from ..portal.acts import NUMBER, read_act
from ..portal.limits import limits_in
from ..portal.record import PortalAct
from .findings import shown, tell
from .matching import Posts
from .model import OldSheet, Part, ProcessTable, Said
from .procedure import bare, duration_in, says_working_days, unit_of

TWO_TIERS = date(2025, 7, 1)
"""From this day there are no districts: Nghị quyết 203/2025/QH15, Luật Tổ chức chính quyền địa phương 72/2025/QH15."""
_HOURS = {TimeUnit.HOUR: Decimal(1), TimeUnit.WORKING_DAY: Decimal(8), TimeUnit.CALENDAR_DAY: Decimal(8)}
_UNIT_WORDS = {TimeUnit.HOUR: "giờ", TimeUnit.WORKING_DAY: "ngày làm việc", TimeUnit.CALENDAR_DAY: "ngày"}
_OBJECT = re.compile(
    r"(?:sổ (?:đăng ký|cấp|hộ tịch|chứng thực|ghi)[^,;.()/]*"
    r"|giấy (?:khai sinh|chứng nhận|chứng tử|xác nhận|báo tử|phép)[^,;.()/]*"
    r"|trích lục[^,;.()/]*|(?:bản sao )?di chúc[^,;.()/]*)"
)
_TOKEN = re.compile(r"(?<![\w/.-])[A-ZĐƯÔƠĂÂÊ]{2,}(?:&[A-ZĐƯÔƠĂÂÊ]{2,})?(?![\w/-]|\.\d)")
_KNOWN_TOKENS = frozenset(
    ["TCVN", "ISO", "HIV", "AIDS", "II", "III", "IV", "VI", "VII", "VIII", "IX", "XI", "XII", "XIII", "CP", "TW"]
)
_DISTRICT = re.compile(
    r"\b(?:cấp huyện|ubnd huyện|ủy ban nhân dân (?:cấp )?huyện|phòng tư pháp|ubnd quận|cấp quận|công an huyện)\b"
)
_SEVERAL = re.compile(
    r"(?:áp dụng (?:tại|cho|đối với)|tại) (?:\d+ )?(?:các )?(?:xã|phường|huyện)[^.;]*phụ lục|tại \d+ (?:xã|phường)"
)


def content_drift(
    sheet: OldSheet, catalogue: Catalogue, day: date, code: str | None, others: Sequence[OldSheet] = ()
) -> Iterator[Diagnostic]:
    """Yield what the content of a sheet contradicts; `code` is the procedure it was matched to, `others` the sheets beside it."""
    for row in foreign_records(sheet, catalogue, code, others):
        fact = say("«{record}» is a record of another procedure.", record=shown(row.text))
        advice = say("Name the register or the result of this procedure; the row was copied from another sheet.")
        yield tell(sheet, "DRF006", "foreign-record", row, fact, advice)
    for process in sheet.processes:
        yield from _sums(sheet, process)
    yield from _acts(sheet, catalogue, day)
    yield from _abbreviations(sheet)
    yield from _posts(sheet, catalogue)
    yield from _gone(sheet, day)
    yield from _localities(sheet)


def foreign_records(sheet: OldSheet, catalogue: Catalogue, code: str | None, others: Sequence[OldSheet] = ()) -> list[Said]:
    """Return the names of records that another procedure's register or result gave: this sheet speaks of none of them."""
    spoken = _spoken(sheet)
    procedure = catalogue.procedures.get(code) if code else None
    if procedure is not None:
        own = [*(each.name for each in procedure.records), *(each.text for each in procedure.results)]
        spoken += "\n" + _folded(own)
    known = _objects(catalogue, code) + "\n".join(_spoken(other) for other in others if other is not sheet)
    found = []
    for row in sheet.records:
        objects = [each.group().strip() for each in _OBJECT.finditer(tone_folded(" ".join(row.name.text.split())))]
        if any(one not in spoken and one in known for one in objects):
            found.append(row.name)
    return found


def _folded(texts: Iterable[str]) -> str:
    return "\n".join(tone_folded(" ".join(text.split())) for text in texts)


def _spoken(sheet: OldSheet) -> str:
    """Return what a sheet itself is about: its title, its results, what its steps do."""
    actions = [step.action.text for process in sheet.processes for step in process.steps]
    return _folded([sheet.title.text, sheet.section_text(Part.RESULTS), *actions])


def _objects(catalogue: Catalogue, code: str | None) -> str:
    """Return the records and results of all other procedures, folded, to look registers and papers up in."""
    said = [
        text
        for each in catalogue.procedures.values()
        if each.code != code
        for text in (*(record.name for record in each.records), *(result.text for result in each.results))
    ]
    return _folded(dict.fromkeys(said))


# ---- times


def _sums(sheet: OldSheet, process: ProcessTable) -> Iterator[Diagnostic]:
    limits = limits_in("\n".join(bare(line.text) for line in sheet.said_in(Part.LIMIT)))
    working = says_working_days(sheet)
    for place, column in enumerate(process.columns):
        total, counted, seen, wrong = Decimal(0), 0, set(), None
        units: set[TimeUnit] = set()
        for step in process.steps:
            time = step.times[place]
            if not time.said or (time.group and time.group in seen):
                continue
            seen.add(time.group)
            duration = duration_in(time.said.text, column, working)
            if duration is None or duration.unit not in _HOURS:
                wrong = wrong or time.said
                continue
            total += duration.value * _HOURS[duration.unit]
            units.add(duration.unit)
            counted += 1
        bare_time = next((step.times[place].said for step in process.steps if _no_unit(step.times[place].said.text)), None)
        if bare_time is not None and "ngày" not in tone_folded(column.heading.text) and not column.total:
            fact = say("«{time}» has no unit.", time=shown(bare_time.text))
            yield tell(
                sheet,
                "DRF022",
                "time-without-unit",
                bare_time,
                fact,
                say("Write the unit: ngày làm việc, ngày, giờ."),
                Severity.WARNING,
            )
        declared, from_text = _declared(column.total, column.case, limits)
        stated = unit_of(column.total) if column.total else None
        if wrong is not None or not counted or declared is None:
            continue
        value, unit = declared
        if unit not in _HOURS:
            continue
        whole = value * _HOURS[unit]
        if total != whole:
            fact = say("The steps take {sum}; {total} are declared.", sum=_spelled(total, unit), total=_spelled(whole, unit))
            more = total > whole
            advice = (
                say("Steps may not take longer than the limit.")
                if more
                else say("Spread the rest over the steps, or shorten the limit.")
            )
            severity = Severity.ERROR if more else Severity.WARNING
            yield tell(sheet, "DRF007", "sum-differs", column.heading, fact, advice, severity)
        legal, _ = _declared("", column.case, limits)
        if not from_text and legal is not None and stated is not None and legal[1] in _HOURS and legal != (value, unit):
            fact = say("The column declares {column}; the time limit in the text is {limit}.", column=column.total,
                       limit=_spelled(legal[0] * _HOURS[legal[1]], legal[1]))  # fmt: skip
            yield tell(sheet, "DRF008", "limit-differs", column.heading, fact, say("Correct the one that is wrong."))


def _no_unit(text: str) -> bool:
    return bool(re.fullmatch(r"\s*(?:\d+(?:[.,/]\d+)?|½|¼|¾)\s*", text))


def _declared(total: str, case: str, limits: list[dict[str, str]]) -> tuple[tuple[Decimal, TimeUnit] | None, bool]:
    """Return the time a column must sum up to, and whether it comes from the text of the time limit."""
    if total and (found := re.match(r"\s*(\d+(?:[.,]\d+)?|½)", total)) and (unit := unit_of(total)):
        value = Decimal("0.5") if found[1] == "½" else Decimal(found[1].replace(",", "."))
        return (value, unit), False
    folded = tone_folded(case)
    wanted = (
        "verified"
        if "xác minh" in folded and "không" not in folded.split()
        else "standard"
        if not folded or "xác minh" in folded
        else ""
    )
    for limit in limits:
        if limit.get("scenario", "standard") == wanted and limit.get("value"):
            return (Decimal(limit["value"]), TimeUnit(limit["unit"])), True
    return None, True


def _spelled(hours: Decimal, unit: TimeUnit) -> str:
    return f"{number_text(hours / _HOURS[unit])} {_UNIT_WORDS[unit]}"


# ---- acts


def _acts(sheet: OldSheet, catalogue: Catalogue, day: date) -> Iterator[Diagnostic]:
    for line in (*sheet.said_in(Part.REFERENCES), *sheet.said_in(Part.ACTS)):
        text = bare(line.text).rstrip(".")
        if not re.match(r"(?:bộ luật|luật|pháp lệnh|nghị|thông|quyết|chỉ thị)", tone_folded(text)):
            continue
        read = read_act(PortalAct(title=text), catalogue.acts)
        act = catalogue.acts.get(read.known) if read.known else None
        if act is None:
            fact = say("«{act}» is not among the acts of the workspace.", act=shown(read.number or text))
            advice = say("Look up whether it is in force, and add it: qms-docs law add.")
            yield tell(sheet, "DRF010", "act-unknown", line, fact, advice, Severity.WARNING)
        elif not act.stands_on(day):
            after = ", ".join(each.number for each in successors_of(catalogue, act) if each.stands_on(day))
            fact = say("{act} is not in force on {day}.", act=act.number, day=short_date(day))
            advice = (
                say("It was replaced by {acts}: cite that one.", acts=after)
                if after
                else say("Leave it out, or cite what took its place.")
            )
            yield tell(sheet, "DRF009", "sheet-act-not-in-force", line, fact, advice)


# ---- abbreviations


def _abbreviations(sheet: OldSheet) -> Iterator[Diagnostic]:
    known: dict[str, str] = {}
    for each in sheet.abbreviations:
        before = known.setdefault(each.short, each.long)
        if each is not _first(sheet, each.short):
            same = tone_folded(before).strip(" .") == tone_folded(each.long).strip(" .")
            fact = say("«{short}» is explained twice.", short=each.short)
            if not same:
                fact = say("«{short}» is explained as «{one}» and as «{other}».", short=each.short, one=before, other=each.long)
            severity = Severity.WARNING if same else Severity.ERROR
            yield tell(sheet, "DRF012", "abbreviation-twice", each.place, fact, say("Explain it once."), severity)
    used: dict[str, Said] = {}
    for said in _printed(sheet):
        if said.text.isupper():
            continue
        for found in _TOKEN.finditer(NUMBER.sub(" ", said.text)):
            used.setdefault(found.group(), said)
    if not sheet.abbreviations:
        return
    for short, said in used.items():
        if short not in known and short not in _KNOWN_TOKENS:
            fact = say("«{short}» is used and not explained.", short=short)
            yield tell(sheet, "DRF011", "abbreviation-unexplained", said, fact, say("Explain it among the abbreviations."))
    whole = " ".join(
        (
            sheet.code.text,
            *(said.text for said in sheet.cover),
            *(said.text for said in _printed(sheet)),
            *(section.heading.text for section in sheet.sections),
        )
    )
    idle = [short for short in known if not re.search(rf"(?<!\w){re.escape(short)}(?!\w)", whole)]
    if idle:
        fact = say("Explained and never used: {short}.", short=", ".join(idle))
        advice = say("List only the abbreviations the sheet uses.")
        yield tell(sheet, "DRF013", "abbreviation-idle", sheet.abbreviations[0].place, fact, advice, Severity.WARNING)


def _first(sheet: OldSheet, short: str) -> object:
    return next(each for each in sheet.abbreviations if each.short == short)


def _printed(sheet: OldSheet) -> Iterator[Said]:
    """Yield the texts of the sheet itself: not its definitions, cover or the forms behind it."""
    for section in sheet.sections:
        if section.part not in (Part.DEFINITIONS, Part.ANNEX, Part.CONTENTS):
            yield from section.lines
    for process in sheet.processes:
        for step in process.steps:
            yield from (step.action, step.actor, step.output)
    yield from sheet.notes
    for record in sheet.records:
        yield from (record.name, record.keeper)


# ---- names, places


def _posts(sheet: OldSheet, catalogue: Catalogue) -> Iterator[Diagnostic]:
    """One post, written in several ways in one sheet."""
    posts = Posts(catalogue.positions.values())
    ways: dict[str, dict[str, Said]] = defaultdict(dict)
    for said in (
        *(step.actor for process in sheet.processes for step in process.steps),
        *(Said(record.keeper.text.split("/")[-1].strip(), record.keeper.place) for record in sheet.records if record.keeper),
    ):
        name = " ".join(said.text.split())
        match = posts.find(name) if name else None
        if match is not None:
            ways[match.key].setdefault(name, said)
    for found in ways.values():
        if len(found) > 1:
            first, *others = found
            for other in others:
                fact = say("«{other}» and «{first}» name one post.", other=other, first=first)
                yield tell(sheet, "DRF018", "post-in-two-ways", found[other], fact, say("Write it one way."), Severity.WARNING)


def _gone(sheet: OldSheet, day: date) -> Iterator[Diagnostic]:
    if day < TWO_TIERS:
        return
    for said in _printed(sheet):
        found = _DISTRICT.search(tone_folded(said.text))
        if found:
            fact = say("«{agency}» is gone since 01/7/2025.", agency=said.text[found.start() : found.end()])
            yield tell(
                sheet, "DRF019", "agency-gone", said, fact, say("Name the agency that has the task now."), Severity.WARNING
            )


def _localities(sheet: OldSheet) -> Iterator[Diagnostic]:
    for said in sheet.said_in(Part.FEES):
        if _SEVERAL.search(tone_folded(said.text)):
            fact = say("The fee stands for some communes only: «{fee}»", fee=shown(said.text))
            advice = say("A commune's sheet names its own fee; keep the others as local differences (overrides/).")
            yield tell(sheet, "DRF021", "fee-of-several-places", said, fact, advice, Severity.WARNING)
