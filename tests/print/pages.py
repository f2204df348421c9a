"""A tagged PDF as a reader sees it: pages, paragraphs with their styles, cells, rows and tables.

In: the PDF of a document made by LibreOffice with tags. Out: `Print`. Touches: the file.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from pypdf import PdfReader

from tests.print.ink import Font, Ink, Span, font_of, read_ink

HEADINGS = re.compile(
    r"H[1-6]|Tên trang|Đề mục đầu trang|Phần của văn bản|Tên phụ lục|Phụ lục|Tiêu đề phê duyệt|Contents Heading"
)
LEADS = re.compile(r"Dẫn nhập|Điều khoản trước bảng|Nhóm trong bảng|Tiêu đề bảng")
"""Styles that announce what follows without being headings."""
SIGNERS = "Chức vụ người ký"


@dataclass
class Paragraph:
    """A paragraph; table, row and cell are numbered through the document, `head` marks a repeated header row."""

    style: str
    table: int | None
    row: int | None
    cell: int | None
    head: bool
    spans: list[tuple[int, Span]] = field(default_factory=list)

    @property
    def pages(self) -> list[int]:
        return sorted({page for page, _ in self.spans})

    @property
    def text(self) -> str:
        return normal("".join(span.text for _, span in self.spans))

    def lines(self, page: int | None = None) -> list[str]:
        """The printed lines, on one page or on all."""
        found: dict[tuple[int, int], list[str]] = {}
        for number, span in self.spans:
            if page in (None, number):
                key = next((k for k in found if k[0] == number and abs(k[1] - span.base) < 4), (number, round(span.base)))
                found.setdefault(key, []).append(span.text)
        return ["".join(texts) for texts in found.values()]


@dataclass
class Page:
    """A page: its size in points and its ink."""

    number: int
    width: float
    height: float
    ink: Ink

    @cached_property
    def running(self) -> str:
        """What is no part of the text: headers, footers, repeated header rows."""
        return normal("".join(text for _, text in self._running()))

    def _running(self) -> Iterator[tuple[Span, str]]:
        spans = [span for span in self.ink.spans if span.mark is None]
        for before, span in zip([None, *spans], spans, strict=False):
            near = before is not None and abs(before.base - span.base) < 1 and span.left - before.right < 1
            yield span, span.text if near else f" {span.text}"

    @property
    def told(self) -> list[Span]:
        return [span for span in self.ink.spans if span.mark is not None and span.text.strip()]


@dataclass
class Print:
    """A printed document."""

    name: str
    pages: list[Page]
    paragraphs: list[Paragraph]
    fonts: dict[str, bool]

    def on(self, page: int) -> list[Paragraph]:
        """The paragraphs that show something on a page, in the order of the text."""
        return [paragraph for paragraph in self.paragraphs if page in paragraph.pages and paragraph.text]

    def tables(self) -> Iterator[list[Paragraph]]:
        """The paragraphs of each table, those without text too."""
        numbers = sorted({paragraph.table for paragraph in self.paragraphs if paragraph.table is not None})
        for number in numbers:
            yield [paragraph for paragraph in self.paragraphs if paragraph.table == number]


def normal(text: str) -> str:
    """The text with single blanks."""
    return re.sub(r"\s+", " ", text).strip()


def pages_of(paragraphs: Iterable[Paragraph]) -> list[int]:
    return sorted({page for paragraph in paragraphs for page in paragraph.pages})


class _Tree:
    """Walks the structure of a tagged PDF."""

    def __init__(self, reader: PdfReader, pages: list[Page]) -> None:
        self.numbers = {
            page.indirect_reference.idnum: place for place, page in enumerate(reader.pages, 1) if page.indirect_reference
        }
        self.marked: dict[tuple[int, int], list[Span]] = {}
        for page in pages:
            for span in page.ink.spans:
                if span.mark is not None:
                    self.marked.setdefault((page.number, span.mark), []).append(span)
        self.paragraphs: list[Paragraph] = []
        self.counts = {"/Table": 0, "/TR": 0, "/TD": 0}

    def _next(self, kind: str) -> int:
        self.counts[kind] += 1
        return self.counts[kind]

    def walk(self, element: Any, page: int, paragraph: Paragraph | None, where: tuple[Any, ...]) -> None:
        kind = str(element.get("/S", ""))
        if "/Pg" in element:
            page = self.numbers[element.raw_get("/Pg").idnum]
        if kind == "/Table":
            where = (self._next(kind), None, None, False)
        elif kind == "/TR":
            where = (where[0], self._next(kind), None, False)
        elif kind in ("/TD", "/TH"):
            where = (where[0], where[1], self._next("/TD"), kind == "/TH")
        elif kind and "/A" in element and paragraph is None and kind not in ("/L", "/LI", "/LBody", "/Document"):
            paragraph = Paragraph(kind[1:], *where)
            self.paragraphs.append(paragraph)
        children = element.get("/K", [])
        for child in children if isinstance(children, list) else [children]:
            self._child(child.get_object() if hasattr(child, "get_object") else child, page, paragraph, where)

    def _child(self, child: Any, page: int, paragraph: Paragraph | None, where: tuple[Any, ...]) -> None:
        if not isinstance(child, int) and child.get("/Type") != "/MCR":
            self.walk(child, page, paragraph, where)
            return
        place = (page, int(child)) if isinstance(child, int) else (self.numbers[child.raw_get("/Pg").idnum], int(child["/MCID"]))
        if paragraph is not None:
            paragraph.spans += [(place[0], span) for span in self.marked.get(place, [])]


def read_print(file: Path) -> Print:
    """Read a tagged PDF."""
    reader = PdfReader(file)
    pages, fonts, known = [], dict[str, bool](), dict[int, Font]()
    for number, page in enumerate(reader.pages, 1):
        names: dict[str, Font] = {}
        entries = page.get("/Resources", {}).get("/Font", {})
        for name in entries:
            key = entries.raw_get(name).idnum
            font = known.setdefault(key, font_of(entries[name])) if key not in known else known[key]
            names[name], fonts[font.name] = font, font.embedded
        box = page.mediabox
        pages.append(Page(number, float(box.width), float(box.height), read_ink(page, names)))
    tree = _Tree(reader, pages)
    tree.walk(reader.trailer["/Root"]["/StructTreeRoot"], 0, None, (None, None, None, False))  # type: ignore[index]
    for paragraph in tree.paragraphs:
        paragraph.spans.sort(key=lambda item: item[0])
    return Print(file.stem, pages, tree.paragraphs, fonts)
