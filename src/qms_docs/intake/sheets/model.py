"""An old procedure sheet (tờ quy trình) as it was read: what each part says and where, nothing changed.

In: values of the readers beside. Out: `OldSheet`. Touches: nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ...templating.content import WordLine


class Part(StrEnum):
    """Mục của tờ quy trình: the sections of a sheet, and those of its section «Nội dung»."""

    COVER = "cover"
    CONTENTS = "contents"
    SIGN_OFF = "sign_off"
    REVISIONS = "revisions"
    PURPOSE = "purpose"
    SCOPE = "scope"
    REFERENCES = "references"
    DEFINITIONS = "definitions"
    RESPONSIBILITY = "responsibility"
    CONTENT = "content"
    DOSSIER = "dossier"
    SETS = "sets"
    LIMIT = "limit"
    CHANNELS = "channels"
    SUBJECTS = "subjects"
    EXECUTING = "executing"
    COOPERATING = "cooperating"
    RESULTS = "results"
    FEES = "fees"
    FORMS = "forms"
    CONDITIONS = "conditions"
    ACTS = "acts"
    PROCESS = "process"
    TEMPLATES = "templates"
    RECORDS = "records"
    ANNEX = "annex"


TITLES = {
    Part.COVER: "Trang bìa",
    Part.CONTENTS: "Mục lục",
    Part.SIGN_OFF: "Trách nhiệm soạn thảo, xem xét, phê duyệt",
    Part.REVISIONS: "Theo dõi sửa đổi tài liệu",
    Part.PURPOSE: "Mục đích",
    Part.SCOPE: "Phạm vi",
    Part.REFERENCES: "Tài liệu viện dẫn",
    Part.DEFINITIONS: "Định nghĩa, viết tắt",
    Part.RESPONSIBILITY: "Trách nhiệm",
    Part.CONTENT: "Nội dung",
    Part.DOSSIER: "Thành phần hồ sơ",
    Part.SETS: "Số lượng hồ sơ",
    Part.LIMIT: "Thời hạn giải quyết",
    Part.CHANNELS: "Cách thức thực hiện",
    Part.SUBJECTS: "Đối tượng thực hiện",
    Part.EXECUTING: "Cơ quan thực hiện",
    Part.COOPERATING: "Cơ quan phối hợp",
    Part.RESULTS: "Kết quả thực hiện",
    Part.FEES: "Phí, lệ phí",
    Part.FORMS: "Mẫu đơn, mẫu tờ khai",
    Part.CONDITIONS: "Yêu cầu, điều kiện",
    Part.ACTS: "Căn cứ pháp lý",
    Part.PROCESS: "Quy trình xử lý công việc",
    Part.TEMPLATES: "Biểu mẫu",
    Part.RECORDS: "Hồ sơ lưu",
    Part.ANNEX: "Biểu mẫu kèm theo",
}
"""What the parts are called in Vietnamese."""


@dataclass(frozen=True)
class Said:
    """A text and its place in the file, e.g. `word/document.xml¶151`."""

    text: str
    place: str

    def __bool__(self) -> bool:
        return bool(self.text)


NOTHING = Said("", "")


@dataclass
class Section:
    """Mục: its number and title, its paragraphs and tables' rows in the order of the text; `heading` is its whole first line."""

    part: Part
    number: str
    title: Said
    lines: list[Said] = field(default_factory=list)
    heading: Said = NOTHING

    @property
    def text(self) -> str:
        """Its paragraphs, one per line."""
        return "\n".join(line.text for line in self.lines)


@dataclass(frozen=True)
class Signer:
    """Người soạn thảo, xem xét, phê duyệt: the stage, who, and the post."""

    stage: Said
    name: Said
    post: Said


@dataclass(frozen=True)
class RevisionRow:
    """A row of the revision table that says something, by the titles of its columns."""

    cells: tuple[tuple[str, Said], ...]


@dataclass(frozen=True)
class TimeColumn:
    """Cột thời gian: its heading, the name of the case it names, the total it states."""

    heading: Said
    case: str
    total: str


@dataclass(frozen=True)
class StepTime:
    """A time cell; `group` numbers the cells that several steps share (ô gộp), 0 for one of its own."""

    said: Said
    group: int = 0


@dataclass(frozen=True)
class SheetStep:
    """Bước: number, action, who, a time per time column, what comes of it; `more` holds cells of other columns."""

    number: Said
    action: Said
    actor: Said
    times: tuple[StepTime, ...]
    output: Said = NOTHING
    more: tuple[tuple[str, Said], ...] = ()


@dataclass(frozen=True)
class ProcessLayout:
    """Which columns of a process table hold what, counted from 0; `titles` are the headings over all columns."""

    number: int | None
    action: int | None
    actor: int | None
    times: tuple[int, ...]
    output: int | None
    titles: tuple[Said, ...]

    @property
    def known(self) -> frozenset[int]:
        """The columns that hold a fact of the model."""
        return frozenset(at for at in (self.number, self.action, self.actor, self.output, *self.times) if at is not None)


@dataclass
class ProcessTable:
    """Bảng quy trình xử lý công việc. `remarks` are rows that are no step (a stage, a total)."""

    place: str
    layout: ProcessLayout
    columns: tuple[TimeColumn, ...] = ()
    steps: list[SheetStep] = field(default_factory=list)
    remarks: list[Said] = field(default_factory=list)


@dataclass(frozen=True)
class SheetRecord:
    """A row of the table of records: number, name, where or by whom it is kept, how long."""

    number: Said
    name: Said
    keeper: Said
    retention: Said


@dataclass(frozen=True)
class Abbreviation:
    """Chữ viết tắt as a sheet explains it."""

    short: str
    long: str
    place: str


@dataclass(frozen=True)
class PaperRow:
    """A row of a dossier table: name, originals, copies as they stand; `heads` where it only names a group."""

    name: Said
    originals: Said
    copies: Said
    heads: bool = False


@dataclass(frozen=True)
class Margin:
    """Đầu trang, chân trang: what a header or footer says of the document."""

    part: str
    kind: str
    page: str
    title: Said = NOTHING
    code: Said = NOTHING
    issue: Said = NOTHING
    day: Said = NOTHING
    others: tuple[Said, ...] = ()


@dataclass
class OldSheet:
    """An old procedure sheet. Every paragraph that says something stands in one of its parts, or in `left`.

    `diagram` is what the shapes of a flowchart (lưu đồ) say: the steps once more; `heads` are the titles over columns of tables.
    """

    source: str
    agency: Said = NOTHING
    title: Said = NOTHING
    code: Said = NOTHING
    issue: Said = NOTHING
    day: Said = NOTHING
    page: Said = NOTHING
    cover: list[Said] = field(default_factory=list)
    signers: list[Signer] = field(default_factory=list)
    revisions: list[RevisionRow] = field(default_factory=list)
    contents: list[Said] = field(default_factory=list)
    sections: list[Section] = field(default_factory=list)
    abbreviations: list[Abbreviation] = field(default_factory=list)
    papers: list[PaperRow] = field(default_factory=list)
    processes: list[ProcessTable] = field(default_factory=list)
    heads: list[Said] = field(default_factory=list)
    diagram: list[Said] = field(default_factory=list)
    notes: list[Said] = field(default_factory=list)
    records: list[SheetRecord] = field(default_factory=list)
    margins: list[Margin] = field(default_factory=list)
    left: list[Said] = field(default_factory=list)
    lines: tuple[WordLine, ...] = ()

    def section(self, part: Part) -> Section | None:
        """Return the first section of a part, or None."""
        return next((each for each in self.sections if each.part is part), None)

    def said_in(self, part: Part) -> list[Said]:
        """Return the paragraphs of all sections of a part."""
        return [line for each in self.sections if each.part is part for line in each.lines]

    def section_text(self, part: Part) -> str:
        """Return what all sections of a part say, one paragraph per line."""
        return "\n".join(line.text for line in self.said_in(part))

    @property
    def is_sheet(self) -> bool:
        """True where enough was recognised for a procedure sheet: a title, and a process or two parts of its content."""
        inner = {each.part for each in self.sections} & _TELLING
        return bool(self.title) and (bool(self.processes) or len(inner) > 1)

    def texts(self) -> Iterator[Said]:
        """Yield every text that was read, with its place."""
        yield from (self.agency, self.title, self.code, self.issue, self.day, self.page, *self.cover, *self.contents)
        for signer in self.signers:
            yield from (signer.stage, signer.name, signer.post)
        for revision in self.revisions:
            yield from (said for _, said in revision.cells)
        for section in self.sections:
            yield section.heading
            yield from section.lines
        for paper in self.papers:
            yield from (paper.name, paper.originals, paper.copies)
        for process in self.processes:
            yield from process.layout.titles
            yield from process.remarks
            for step in process.steps:
                yield from (step.number, step.action, step.actor, step.output)
                yield from (time.said for time in step.times)
                yield from (said for _, said in step.more)
        yield from (*self.heads, *self.diagram)
        yield from self.notes
        for record in self.records:
            yield from (record.number, record.name, record.keeper, record.retention)
        yield from self.left


_TELLING = frozenset([Part.DOSSIER, Part.LIMIT, Part.RESULTS, Part.FEES, Part.ACTS, Part.SUBJECTS, Part.RECORDS])
