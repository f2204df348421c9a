"""The tables of old sheets, known by their headings: process, records, sign-off, revisions, dossier, abbreviations.

In: a `WordTable`. Out: values of the model. Touches: nothing.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from typing import TYPE_CHECKING

from ...domain.text import tone_folded
from .cover import said_of, squeezed
from .model import (
    NOTHING,
    Abbreviation,
    PaperRow,
    ProcessLayout,
    ProcessTable,
    RevisionRow,
    Said,
    SheetRecord,
    SheetStep,
    Signer,
    StepTime,
    TimeColumn,
)

if TYPE_CHECKING:
    from ...templating.content import WordCell, WordTable

_LOOKED = 4
_NUMBER = re.compile(r"(?:s?tt|số tt|số thứ tự|bước|b\.)\.?")
_STAGES = re.compile(
    r"(?:người )?(?:biên )?soạn(?: thảo)?|(?:người )?xem xét|(?:người )?phê duyệt|kiểm tra|soát xét|(?:người )?viết"
)
_TOTAL = re.compile(r"(?:(?:tổng )?cộng|tổng thời gian|tổng số (?:ngày|thời gian))\b|tổng:?$")


def _folded(cell: WordCell | None) -> str:
    return " ".join(tone_folded(cell.text).split()) if cell is not None else ""


class Heads:
    """The heading of a table: how many rows it takes, what stands over each column."""

    def __init__(self, table: WordTable, row: int) -> None:
        self.table, self.row = table, row
        cells = table.row(row)
        self.end = row + max(cell.rows for cell in cells)
        if self.end == row + 1 and any(cell.columns > 1 for cell in cells) and row + 2 < table.rows and self._goes_on(cells):
            self.end = row + 2
        self.cells = [self._over(column) for column in range(table.columns)]
        self.texts = [" ".join(_folded(cell) for cell in over) for over in self.cells]

    def _goes_on(self, cells: tuple[WordCell, ...]) -> bool:
        """True where the row below only says what stands under the wide headings."""
        below = [self.table.at(self.row + 1, column) for cell in cells if cell.columns == 1 for column in (cell.column,)]
        return all(cell is None or not cell.text for cell in below)

    def _over(self, column: int) -> list[WordCell]:
        over = [self.table.at(row, column) for row in range(self.row, self.end)]
        return list({id(cell): cell for cell in over if cell is not None and cell.text}.values())

    def said(self, column: int) -> Said:
        """Return the heading over a column."""
        over = [said_of(cell) for cell in self.cells[column]]
        return Said("\n".join(each.text for each in over), over[0].place) if over else NOTHING

    def find(self, pattern: str, but: Collection[int] = ()) -> int | None:
        """Return the first column whose heading holds the pattern."""
        return next((at for at, text in enumerate(self.texts) if at not in but and re.search(pattern, text)), None)


def _heads(table: WordTable, *patterns: str) -> Heads | None:
    for row in range(min(_LOOKED, table.rows)):
        texts = [_folded(cell) for cell in table.row(row)]
        if all(any(re.search(pattern, text) and len(text) < 120 for text in texts) for pattern in patterns):
            return Heads(table, row)
    return None


_ACTION = r"trình tự|nội dung công việc|nội dung thực hiện|các bước|bước thực hiện|công việc|hoạt động|nội dung"
_ACTOR = r"trách nhiệm|người thực hiện|bộ phận thực hiện|đơn vị thực hiện|chủ trì|người phụ trách"
_TIME = r"thời gian|thời hạn|số ngày|\d+ (?:ngày|giờ)|(?:có|không) xác minh"


def process_in(table: WordTable) -> ProcessTable | None:
    """Return the process a table describes, None where it is another table."""
    heads = _heads(table, _ACTION, _ACTOR)
    if heads is None or heads.find(r"lưu trữ|nơi lưu|thời (?:gian|hạn) lưu") is not None:
        return None
    layout, columns = _layout(table, heads)
    if not columns:
        return None
    found = ProcessTable(table.place, layout, columns)
    _add_rows(found, table, heads.end)
    return found if found.steps else None


def process_goes_on(table: WordTable, before: ProcessTable) -> bool:
    """Add a table that continues a process on the next page without headings; return whether it was one."""
    if table.columns != len(before.layout.titles) or process_in(table) is not None:
        return False
    found = ProcessTable(table.place, before.layout, before.columns)
    last = max((time.group for step in before.steps for time in step.times), default=0)
    _add_rows(found, table, 0, last)
    if not found.steps or not all(step.actor for step in found.steps):
        return False
    before.steps += found.steps
    before.remarks += found.remarks
    return True


def _layout(table: WordTable, heads: Heads) -> tuple[ProcessLayout, tuple[TimeColumn, ...]]:
    time = tuple(at for at, text in enumerate(heads.texts) if re.search(_TIME, text)) or tuple(_times_below(table, heads))
    number = next((at for at, text in enumerate(heads.texts) if _NUMBER.fullmatch(text)), None)
    taken = [*time, *((number,) if number is not None else ())]
    found: list[int | None] = []
    for pattern in (_ACTION, _ACTOR, r"biểu mẫu|kết quả|hồ sơ|sản phẩm"):
        found.append(heads.find(pattern, taken))
        taken += [at for at in found[-1:] if at is not None]
    action, actor, output = found
    at: list[int] = []
    for column in time:
        under = heads.cells[column][-1] if heads.cells[column] else None
        if not (at and heads.cells[at[-1]] and heads.cells[at[-1]][-1] is under):
            at.append(column)
    titles = tuple(heads.said(column) for column in range(table.columns))
    return ProcessLayout(number, action, actor, tuple(at), output, titles), tuple(time_column(titles[column]) for column in at)


_SPAN = re.compile(r"(?:\d+(?:[.,/]\d+)?|½)\s*(?:ngày|giờ|tháng).*|[-–—]", re.DOTALL)


def _times_below(table: WordTable, heads: Heads) -> Iterator[int]:
    """Yield the columns under which only times stand, for a table whose headings name the cases alone."""
    for column in range(table.columns):
        said = [_folded(table.at(row, column)) for row in range(heads.end, table.rows)]
        told = [text for text in said if text]
        if told and all(_SPAN.fullmatch(text) for text in told) and any(text[0] not in "-–—" for text in told):
            yield column


def _add_rows(found: ProcessTable, table: WordTable, start: int, first_group: int = 0) -> None:
    layout = found.layout
    groups: dict[int, int] = {}
    texts = {title.text for title in layout.titles if title.text}
    for row in range(start, table.rows):
        fresh = [cell for cell in table.row(row) if cell.text and cell.row == row]
        if not fresh:
            continue
        what, who = said_of(_at(table, row, layout.action)), said_of(_at(table, row, layout.actor))
        again = all(said_of(cell).text in texts for cell in fresh)
        alone = len(table.row(row)) == 1 or (len(fresh) == 1 and fresh[0].columns > 1)
        if again or alone or any(_TOTAL.match(_folded(cell)) for cell in fresh[:2]) or not (what or who):
            found.remarks += [said_of(cell) for cell in fresh]
            continue
        times = []
        for column in layout.times:
            cell = _at(table, row, column)
            shared = cell is not None and cell.rows > 1
            if shared and id(cell) not in groups:
                groups[id(cell)] = first_group + len(groups) + 1
            times.append(StepTime(said_of(cell), groups[id(cell)] if shared else 0))
        others = [cell for cell in fresh if not any(at in layout.known for at in range(cell.column, cell.column + cell.columns))]
        more = tuple(
            (layout.titles[cell.column].text if cell.column < len(layout.titles) else "", said_of(cell)) for cell in others
        )
        number, output = said_of(_at(table, row, layout.number)), said_of(_at(table, row, layout.output))
        found.steps.append(SheetStep(number, what, who, tuple(times), output, more))


def _at(table: WordTable, row: int, column: int | None) -> WordCell | None:
    return None if column is None else table.at(row, column)


_COUNT = re.compile(r"(?:\d+(?:[.,]\d+)?|½)\s*(?:\([^()]*\)\s*)?(?:ngày làm việc|ngày|giờ làm việc|giờ|tháng)", re.IGNORECASE)


def time_column(heading: Said) -> TimeColumn:
    """Return what the heading of a time column says: the case it is for, the total it states."""
    text = squeezed(heading.text)
    total = _COUNT.search(text)
    case = re.sub(r"(?i)thời (?:gian|hạn)(?: (?:giải quyết|thực hiện|xử lý))?", " ", _COUNT.sub(" ", text))
    case = " ".join(re.sub(r"[():*;]|\bngày(?: làm việc)?\b", " ", case).split()).strip(" -,")
    return TimeColumn(heading, case, total.group() if total else "")


# ---- records


def records_in(table: WordTable) -> list[SheetRecord] | None:
    """Return the rows of a table of records (hồ sơ lưu), None where it is another table."""
    heads = _heads(table, r"tên|hồ sơ|tài liệu|biểu mẫu", r"lưu")
    if heads is None:
        return None
    keep = heads.find(r"thời (?:gian|hạn)(?: lưu)?")
    where = heads.find(r"nơi lưu|người lưu|bộ phận|trách nhiệm|lưu trữ|lưu tại", (keep,) if keep is not None else ())
    number = next((at for at, text in enumerate(heads.texts) if _NUMBER.fullmatch(text)), None)
    name = heads.find(r"tên|hồ sơ|tài liệu|biểu mẫu", tuple(x for x in (keep, where, number) if x is not None))
    if name is None or (keep is None and where is None):
        return None
    rows = []
    for row in range(heads.end, table.rows):
        said = [said_of(_at(table, row, column)) for column in (number, name, where, keep)]
        known = {column for column in (number, name, where, keep) if column is not None}
        more = [said_of(cell) for cell in table.row(row) if cell.row == row and cell.text and cell.column not in known]
        if any(said) and any(cell.row == row and cell.text for cell in table.row(row)):
            if more:
                said[1] = Said(
                    "\n".join(filter(None, (said[1].text, *(each.text for each in more)))), said[1].place or more[0].place
                )
            rows.append(SheetRecord(*said))
    return rows


# ---- sign-off, revisions


def signers_in(table: WordTable) -> list[Signer] | None:
    """Return who drafted, looked through and approved; None where it is another table."""
    stages = [cell for cell in table.cells if _STAGES.fullmatch(_folded(cell).strip(" :"))]
    if len(stages) < 2:
        return None
    across = len({cell.row for cell in stages}) == 1
    found = []
    for stage in stages:
        name, post = NOTHING, NOTHING
        for cell in table.cells:
            if cell is stage or not cell.text or (cell.column != stage.column if across else cell.row != stage.row):
                continue
            title = _folded(table.at(cell.row, 0) if across else table.at(0, cell.column))
            if re.search(r"họ|tên", title):
                name = said_of(cell)
            elif re.search(r"chức", title):
                post = said_of(cell)
        found.append(Signer(said_of(stage), name, post))
    return found


def revisions_in(table: WordTable) -> list[RevisionRow] | None:
    """Return the rows of the revision table that say something, None where it is another table."""
    heads = _heads(table, r"sửa đổi|thay đổi")
    if heads is None or len([text for text in heads.texts if text]) < 2:
        return None
    rows = []
    for row in range(heads.end, table.rows):
        cells = [cell for cell in table.row(row) if cell.row == row and cell.text]
        if cells:
            rows.append(RevisionRow(tuple((heads.said(cell.column).text, said_of(cell)) for cell in cells)))
    return rows


# ---- dossier, abbreviations


def papers_in(table: WordTable) -> list[PaperRow] | None:
    """Return the rows of a dossier table with columns for originals and copies, None where it is another table."""
    heads = _heads(table, r"giấy tờ|thành phần|tên|hồ sơ", r"bản (?:chính|sao)|số lượng|bản photo")
    if heads is None:
        return None
    originals, copies = heads.find(r"bản chính|số lượng"), heads.find(r"bản sao|bản photo|bản chụp")
    number = next((at for at, text in enumerate(heads.texts) if _NUMBER.fullmatch(text)), None)
    name = heads.find(r"giấy tờ|thành phần|tên|hồ sơ", tuple(x for x in (originals, copies, number) if x is not None))
    rows = []
    for row in range(heads.end, table.rows):
        said = said_of(_at(table, row, name))
        if said and len(table.row(row)) == 1:
            rows.append(PaperRow(said, NOTHING, NOTHING, heads=True))
        elif said:
            rows.append(PaperRow(said, said_of(_at(table, row, originals)), said_of(_at(table, row, copies))))
    return rows


def abbreviations_in(table: WordTable) -> list[Abbreviation] | None:
    """Return the rows of a table of abbreviations: two columns, or three with a number in front."""
    if table.columns not in (2, 3):
        return None
    found = []
    for row in range(table.rows):
        said = [said_of(table.at(row, column)) for column in range(table.columns)][-2:]
        if re.search(r"viết tắt|giải thích|ý nghĩa|thuật ngữ", tone_folded(" ".join(each.text for each in said))) and row == 0:
            continue
        if said[0] and said[1] and len(said[0].text) <= 30:
            found.append(Abbreviation(squeezed(said[0].text), squeezed(said[1].text), said[0].place))
    return found or None


_ABBREVIATION = re.compile(
    r"^[-+*•–\s]*(?P<short>[^:=]{1,30}?)\s*(?::|=|\t|\s[-–]\s|là viết tắt của)\s*(?P<long>\S.*)$", re.DOTALL
)


def abbreviation_of(text: str, place: str) -> Abbreviation | None:
    """Return the abbreviation a paragraph explains, None where it is another sentence."""
    found = _ABBREVIATION.match(text.strip())
    if found is None:
        return None
    short = squeezed(found["short"])
    if not any(letter.isupper() for letter in short) or len(short.split()) > 4:
        return None
    return Abbreviation(short, squeezed(found["long"].lstrip(":=-– \t")), place)


def loose(table: WordTable) -> Iterator[Said]:
    """Yield what the cells of any other table say, row by row."""
    for cell in sorted(table.cells, key=lambda each: (each.row, each.column)):
        said = said_of(cell)
        if said:
            yield said


def heads_of(table: WordTable) -> list[Said]:
    """Return the titles over the columns of a table whose rows are values."""
    return [said_of(cell) for cell in table.row(0) if cell.text]
