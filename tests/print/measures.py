"""What is measured on a printed document; each measure yields faults as texts.

In: `Print`, and the facts about it in `Made`. Out: faults. Touches: nothing.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from tests.print.ink import Span
from tests.print.pages import HEADINGS, LEADS, SIGNERS, Page, Paragraph, Print, normal, pages_of

LEFT, SIDE, TOP, BOTTOM = 85.05, 56.7, 56.7, 56.7
"""Margins in points: 3 cm left of a page that stands, 2 cm elsewhere."""
_TOP_TITLES = ("H1", "Tên trang", "Đề mục đầu trang")
_SYMBOLS = re.compile(r"[☐☑☒□■✓→\s]*")
_LEFTOVERS = re.compile(r"\{\{|\{%|%\}|\}\}|\{\w+\}|\bNone\b|\w+undefined\b|\bTrue\b|\bFalse\b|\bnan\b")

# Longer gaps are left to be filled in by hand; boxes to tick stand apart.
_SLIPS = re.compile(r"(?<=\S) {2,3}(?=[^\s☐])|(?<=[^.]),,|[^.]\.;|[^.\t] ,|;;|: :|\(\)|«»")


@dataclass(frozen=True)
class Made:
    """A document that was made: its kind, its code, the lines of its Word file, and how it is bound."""

    kind: str
    code: str
    lines: list[str]
    controlled: bool
    longest: int | None = None


Measure = Callable[[Print, Made], Iterator[str]]


def length(found: Print, made: Made) -> Iterator[str]:
    """No page is empty, the last one holds more than a line, and a short kind stays short."""
    if made.longest and len(found.pages) > made.longest:
        yield f"{len(found.pages)} pages, {made.longest} expected"
    for page in found.pages:
        to_fill_in = len(page.ink.rules) > 8
        if not page.told and not to_fill_in:
            yield f"page {page.number} is empty"
    last = found.pages[-1]
    if len(found.pages) > 1 and len({round(span.base) for span in last.told}) == 1:
        yield f"page {last.number} holds one line: {normal(last.told[0].text)}"


def headings(found: Print, made: Made) -> Iterator[str]:
    """A heading, and what announces a list or table, never ends a page."""
    told = [paragraph for paragraph in found.paragraphs if paragraph.text]
    for place, paragraph in enumerate(told[:-1]):
        announces = HEADINGS.fullmatch(paragraph.style) or LEADS.fullmatch(paragraph.style)
        if not announces or paragraph.cell is not None or told[place + 1].pages[0] <= paragraph.pages[-1]:
            continue
        lowest = min(span.base for number, span in paragraph.spans if number == paragraph.pages[-1])
        if not _ink_between(found.pages[paragraph.pages[-1] - 1], BOTTOM, lowest - 4):
            yield f"page {paragraph.pages[-1]} ends with «{paragraph.text[:60]}»"
    for table in found.tables():
        rows = sorted({paragraph.row for paragraph in table if paragraph.pages and paragraph.row is not None})
        for row, after in itertools.pairwise(rows):
            cells = [paragraph for paragraph in table if paragraph.row == row and paragraph.text]
            leads = all(paragraph.head or LEADS.fullmatch(paragraph.style) for paragraph in cells)
            following = pages_of(paragraph for paragraph in table if paragraph.row == after)
            if leads and following and following[0] > pages_of(cells)[-1]:
                yield f"page {pages_of(cells)[-1]} ends with a row of titles: «{cells[0].text[:60]}»"


def signatures(found: Print, made: Made) -> Iterator[str]:
    """A signature stands on one page with two lines of the text at least."""
    for table in found.tables():
        if not any(paragraph.style == SIGNERS for paragraph in table):
            continue
        pages = pages_of(table)
        if len(pages) > 1:
            yield f"the signature runs over pages {pages}"
        page = found.pages[pages[0] - 1]
        highest = max(span.base for paragraph in table for number, span in paragraph.spans if number == pages[0])
        above = _ink_between(page, highest + 8, page.height - TOP)
        if pages[0] > 1 and above < 2:
            yield f"the signature on page {pages[0]} stands with {above} line(s) of the text"


def _ink_between(page: Page, low: float, high: float) -> int:
    """How many lines of text, dots to write on or rows a page shows between two heights."""
    written = {round(span.base / 4) for span in page.ink.spans if span.text.strip() and low < span.base < high}
    rows = {round(rule.bottom) for rule in page.ink.rules if rule.right - rule.left > 100 and low < rule.bottom < high}
    return max(len(written), len(rows) - 1)


def tables(found: Print, made: Made) -> Iterator[str]:
    """Header rows are repeated; rows are not cut."""
    for table in found.tables():
        pages = pages_of(table)
        titles = [paragraph.text for paragraph in table if paragraph.head and paragraph.text]
        signs = any(paragraph.style == SIGNERS for paragraph in table)
        if len(pages) > 1 and not titles and not signs and len({paragraph.row for paragraph in table}) > 3:
            yield f"a table on pages {pages} has no header row: «{table[0].text[:50]}»"
        for page in pages[1:]:
            running = found.pages[page - 1].running.replace(" ", "")
            lost = [title for title in titles if title.replace(" ", "") not in running]
            if lost and not any(word in running for word in lost[0].split()):
                yield f"page {page} lacks the table's header «{lost[0]}»"
        for row in {paragraph.row for paragraph in table}:
            cells = [paragraph for paragraph in table if paragraph.row == row]
            if len(pages_of(cells)) > 1:
                yield f"a row is cut over pages {pages_of(cells)}: «{cells[0].text[:50]}»"


def contents(found: Print, made: Made) -> Iterator[str]:
    """The contents name the headings in order; printed page numbers are right."""
    entries = [paragraph for paragraph in found.paragraphs if re.fullmatch(r"Contents \d", paragraph.style) and paragraph.text]
    if not entries:
        return
    titles = [paragraph for paragraph in found.paragraphs if paragraph.style in _TOP_TITLES]
    named = [_entry(paragraph) for paragraph in entries]
    # A title may be shortened in the contents: «Sửa đổi tài liệu» for «Trang theo dõi sửa đổi tài liệu».
    pairs = list(zip(titles, named, strict=False))
    if len(named) != len(titles) or any(not title.text.lower().endswith(name.lower()) for title, (name, _) in pairs):
        yield f"contents {[name for name, _ in named]} for {[title.text for title in titles]}"
    for title, (name, number) in pairs:
        if number is not None and number != title.pages[0]:
            yield f"contents: «{name}» stands on page {title.pages[0]}, not {number}"


def _entry(paragraph: Paragraph) -> tuple[str, int | None]:
    """The text of a line of the contents, and its page number where one is printed."""
    spans = [span.text for _, span in paragraph.spans if span.text.strip(" .")]
    number = int(spans[-1]) if len(spans) > 1 and re.fullmatch(r"\s*\d{1,3}\s*", spans[-1]) else None
    return normal("".join(spans if number is None else spans[:-1])).rstrip(" ."), number


def numbers(found: Print, made: Made) -> Iterator[str]:
    """Page numbers are right; the code runs through a controlled document."""
    count = len(found.pages)
    for page in found.pages:
        printed = re.findall(r"Trang (\d+)/(\d+)", page.running)
        if made.controlled and printed != [(str(page.number), str(count))]:
            yield f"page {page.number} of {count} says {printed}"
        if made.controlled and page.number > 1 and made.code not in page.running:
            yield f"page {page.number} lacks the code {made.code}: {page.running[:120]}"
    if made.controlled and made.code not in " ".join([found.pages[0].running, *(p.text for p in found.on(1))]):
        yield f"the first page lacks the code {made.code}"


def papers(found: Print, made: Made) -> Iterator[str]:
    """A decision or letter numbers its pages from the second one; an annex may count anew."""
    if made.controlled or any("Trang " in page.running for page in found.pages):
        return
    counted = 0
    for page in found.pages:
        numbers = [int(span.text) for span in page.ink.spans if span.mark is None and re.fullmatch(r"\s*\d{1,3}\s*", span.text)]
        counted += 1
        if counted > 1 and not numbers and any(paragraph.style == "Phụ lục" for paragraph in found.on(page.number)):
            counted = 1
        if counted == 1 and numbers:
            yield f"page {page.number}, the first of the paper, is numbered {numbers}"
        if counted > 1 and counted not in numbers:
            yield f"page {page.number} is numbered {numbers}, {counted} expected"


def margins(found: Print, made: Made) -> Iterator[str]:
    """Text keeps inside the margins, lines too, what runs keeps on the paper."""
    for page in found.pages:
        wide = page.width > page.height
        left, right = (SIDE if wide else LEFT) - 1, page.width - SIDE + 1.5
        for span in page.ink.spans:
            text = span.text.strip()
            beyond = span.left < left or span.right - _trailing(span) > right
            low = span.bottom < (BOTTOM if span.mark is not None else 20) - 1.5
            high = span.top > page.height - (TOP if span.mark is not None else 20) + 1.5
            if text and (beyond or low or high):
                yield f"page {page.number}: outside the margins: «{text[:50]}»"
        for rule in page.ink.rules:
            if rule.left < left - 1.5 or rule.right > right + 1.5:
                yield f"page {page.number}: a line from {rule.left:.0f} to {rule.right:.0f} leaves the margins"


def _trailing(span: Span) -> float:
    return (len(span.text) - len(span.text.rstrip())) * 0.25 * span.size


def overlaps(found: Print, made: Made) -> Iterator[str]:
    """No text lies on other text, and none crosses the line of a cell."""
    for page in found.pages:
        spans = sorted(
            (span for span in page.ink.spans if not _SYMBOLS.fullmatch(span.text) and span.upright), key=lambda span: -span.base
        )
        for place, span in enumerate(spans):
            for other in spans[place + 1 :]:
                if other.base < span.base - 30:
                    break
                if _meet(span, other):
                    yield f"page {page.number}: «{span.text.strip()[:30]}» lies on «{other.text.strip()[:30]}»"
        for rule in page.ink.rules:
            for span in spans if rule.stands else []:
                middle = (span.top + span.bottom) / 2
                if span.left + 1 < rule.left < span.right - _trailing(span) - 1 and rule.bottom < middle < rule.top:
                    yield f"page {page.number}: a line crosses «{span.text.strip()[:40]}»"


def _meet(one: Span, two: Span) -> bool:
    across = min(one.right - _trailing(one), two.right - _trailing(two)) - max(one.left, two.left)
    return across > 1.5 and min(one.top, two.top) - max(one.bottom, two.bottom) > 1.5


def words(found: Print, made: Made) -> Iterator[str]:
    """No word is torn by a narrow cell; no tag, blank or slip of the press is left."""
    known = {word for line in made.lines for word in line.split()}
    for paragraph in found.paragraphs:
        if paragraph.style == "Standard":  # What holds a drawing; the texts of its boxes follow one another.
            continue
        lines = [line for page in paragraph.pages for line in paragraph.lines(page)]
        for line, after in itertools.pairwise(lines):
            if line and after and not re.search(r"[\s/–-]$", line) and not after[0].isspace():
                torn = line.split()[-1] + after.split()[0]
                if torn in known:
                    yield f"page {paragraph.pages[0]}: «{torn}» is torn"
    for line in made.lines:
        if slip := _LEFTOVERS.search(line):
            yield f"«{slip.group()}» is left in «{line[:80]}»"
        if double := _SLIPS.search(line):
            yield f"a slip of writing in «{line[max(0, double.start() - 30) : double.end() + 30]}»"


def fonts(found: Print, made: Made) -> Iterator[str]:
    """Times New Roman or its twin, embedded; another font for signs alone."""
    for name, embedded in found.fonts.items():
        if not embedded:
            yield f"the font {name} is not embedded"
        if not re.match(r"LiberationSerif|TimesNewRoman", name):
            strange = {span.text for page in found.pages for span in page.ink.spans if span.font == name}
            if letters := [text for text in strange if not _SYMBOLS.fullmatch(text)]:
                yield f"the font {name} is used for {letters[:3]}"


MEASURES: tuple[Measure, ...] = (
    length, headings, signatures, tables, contents, numbers, papers, margins, overlaps, words, fonts,
)  # fmt: skip


def faults(found: Print, made: Made) -> list[str]:
    """All faults of a printed document."""
    return [f"{found.name}: {measure.__name__}: {fault}" for measure in MEASURES for fault in measure(found, made)]
