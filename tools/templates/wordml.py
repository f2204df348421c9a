"""A few words of WordprocessingML, enough to draft a template without direct formatting."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import count
from xml.sax.saxutils import escape

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_bookmarks = count(1)

PAGE_WIDTH, PAGE_HEIGHT = 11906, 16838
LEFT, RIGHT, TOP, BOTTOM = 1701, 1134, 1134, 1134
TEXT_WIDTH = PAGE_WIDTH - LEFT - RIGHT
WIDE_MARGIN = 1134
WIDE_WIDTH = PAGE_HEIGHT - 2 * WIDE_MARGIN
"""Width of the text of a landscape page."""


def run(text: str, style: str | None = None) -> str:
    """A run of text; `style` names a character style."""
    properties = f'<w:rPr><w:rStyle w:val="{style}"/></w:rPr>' if style else ""
    return f'<w:r>{properties}<w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def tab() -> str:
    """A tab stop."""
    return "<w:r><w:tab/></w:r>"


def field(instruction: str, shown: str = "1") -> str:
    """A simple field with the text shown until it is updated."""
    return f'<w:fldSimple w:instr=" {instruction} "><w:r><w:t>{escape(shown)}</w:t></w:r></w:fldSimple>'


def p(style: str, *content: str) -> str:
    """A paragraph; pieces that are no markup become runs."""
    body = "".join(piece if piece.startswith("<w:") else run(piece) for piece in content)
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>{body}</w:p>'


def heading(level: int, text: str, anchor: str | None = None, style: str | None = None) -> str:
    """A heading, with a bookmark for the contents where it has an anchor."""
    style = style or f"Heading{level}"
    if anchor is None:
        return p(style, text)
    number = next(_bookmarks)
    start = f'<w:bookmarkStart w:id="{number}" w:name="{anchor}"/>'
    return p(style, start, run(text), f'<w:bookmarkEnd w:id="{number}"/>')


def cell(content: str | Iterable[str], width: int, span: int = 1) -> str:
    """A table cell of paragraphs."""
    paragraphs = content if isinstance(content, str) else "".join(content)
    gridspan = f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{gridspan}</w:tcPr>{paragraphs}</w:tc>'


def row(cells: Iterable[str], header: bool = False, height: int | None = None) -> str:
    """A table row that is not broken over pages; `header` repeats it."""
    properties = "<w:cantSplit/>"
    if height:
        properties += f'<w:trHeight w:val="{height}" w:hRule="atLeast"/>'
    if header:
        properties += "<w:tblHeader/>"
    return f"<w:tr><w:trPr>{properties}</w:trPr>{''.join(cells)}</w:tr>"


def table(widths: list[int], rows: Iterable[str], style: str = "Bang", title: str = "") -> str:
    """A table of fixed layout."""
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    caption = f'<w:tblCaption w:val="{escape(title)}"/>' if title else ""
    look = '<w:tblLook w:val="0000" w:firstRow="0" w:lastRow="0" w:firstColumn="0" w:lastColumn="0" w:noHBand="1" w:noVBand="1"/>'
    return (
        f'<w:tbl><w:tblPr><w:tblStyle w:val="{style}"/><w:tblW w:w="{sum(widths)}" w:type="dxa"/>'
        f'<w:tblLayout w:type="fixed"/>{look}{caption}</w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>"
    )


def tag_row(tag: str, widths: list[int]) -> str:
    """A row that holds nothing but a row tag."""
    return row([cell(p("TableText", tag), sum(widths), span=len(widths))])


def head_row(titles: list[str], widths: list[int]) -> str:
    """The repeated header row of a table."""
    return row([cell(p("TableHead", title), width) for title, width in zip(titles, widths, strict=True)], header=True)


def contents(entries: list[tuple[int, str, str]]) -> str:
    """The lines of a table of contents: (level, text, anchor), each with the page of its anchor.

    Lines of references, not one contents field: LibreOffice lays references out anew and prints a contents field as it was
    saved. Word shows the numbers once its fields are updated (Ctrl+A, F9, or in the print preview); none is printed stale.
    """
    lines = []
    for level, text, anchor in entries:
        page = (
            '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
            f'<w:r><w:instrText xml:space="preserve"> PAGEREF {anchor} \\h </w:instrText></w:r>'
            '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t></w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'
        )
        lines.append(p(f"TOC{level}", f'<w:hyperlink w:anchor="{anchor}" w:history="1">{run(text)}{tab()}{page}</w:hyperlink>'))
    return "".join(lines)


def section(
    headers: dict[str, str],
    footers: dict[str, str],
    title_page: bool = True,
    top: int = TOP,
    bottom: int = BOTTOM,
    landscape: bool = False,
) -> str:
    """The section properties: relation ids of headers and footers by type (default, first)."""
    width, height, turned = (PAGE_HEIGHT, PAGE_WIDTH, ' w:orient="landscape"') if landscape else (PAGE_WIDTH, PAGE_HEIGHT, "")
    left, right = (WIDE_MARGIN, WIDE_MARGIN) if landscape else (LEFT, RIGHT)
    references = "".join(f'<w:headerReference w:type="{kind}" r:id="{rid}"/>' for kind, rid in headers.items())
    references += "".join(f'<w:footerReference w:type="{kind}" r:id="{rid}"/>' for kind, rid in footers.items())
    return (
        f'<w:sectPr>{references}<w:pgSz w:w="{width}" w:h="{height}"{turned}/>'
        f'<w:pgMar w:top="{top}" w:right="{right}" w:bottom="{bottom}" w:left="{left}" w:header="567" w:footer="510" w:gutter="0"/>'
        f"{'<w:titlePg/>' if title_page else ''}</w:sectPr>"
    )


def part(root: str, body: str) -> str:
    """A whole part: `w:document`, `w:hdr`, `w:ftr` …"""
    return f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<w:{root} xmlns:w="{W}" xmlns:r="{R}">{body}</w:{root}>'
