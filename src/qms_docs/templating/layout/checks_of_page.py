"""Paper, margins and page numbers.

In: `Paper`. Out: findings. Touches: nothing.
"""

from __future__ import annotations

import re
from functools import partial

from lxml import etree

from ...diagnostics import Message, say
from ..source import W
from .cascade import attribute
from .checks_of_look import sizes
from .effective import Document, Paragraph, Run, Section
from .finding import Finding, Findings
from .mending import set_paragraph, set_run, set_section
from .paper import Paper
from .rules import align_name, style_name

_MM = 1440 / 25.4
_MARGINS = {"top": (20, 25), "bottom": (20, 25), "left": (30, 35), "right": (15, 20)}
_PAGE = re.compile(r"(^|\s)PAGE(\s|$)", re.IGNORECASE)


def pages(paper: Paper, layout: str) -> Findings:
    """Yield what is wrong with paper, margins and page numbers of each section."""
    document = paper.document
    for section in document.sections:
        yield from _paper(document, section)
        yield from _margins(section)
    numbered = [
        section for section in document.sections if _fields(document, section, "header") or _fields(document, section, "footer")
    ]
    if numbered:
        yield from _numbers(document, numbered[0], layout)
    elif document.sections:
        yield Finding("page-number-missing", _place(document.sections[0]), say("none"))


def _place(section: Section) -> str:
    return f"word/document.xml › sectPr {section.number + 1}"


def _millimetres(twips: float) -> str:
    return f"{twips / _MM:.1f}".removesuffix(".0")


def _paper(document: Document, section: Section) -> Findings:
    width, height = section.width / _MM, section.height / _MM
    wide = width > height
    short, long = sorted((width, height))
    if abs(short - 210) > 1 or abs(long - 297) > 1:
        sides = ("16838", "11906") if wide else ("11906", "16838")
        mend = partial(set_section, section.element, "pgSz", w=sides[0], h=sides[1])
        yield Finding("page-size", _place(section), say("{size} mm", size=f"{width:.0f} × {height:.0f}"), mend)
    holds_table = any(each.cell for each in document.paragraphs if each.section == section.number)
    if wide and (section.number == 0 or not holds_table):
        yield Finding("page-orientation", _place(section), say("landscape"))


def _margins(section: Section) -> Findings:
    if section.width > section.height:
        return  # Turned pages: the decree names the edges of the upright sheet.
    for side, (low, high) in _MARGINS.items():
        found = section.measure(side, "pgMar", 1440)
        if not low - 0.3 <= found / _MM <= high + 0.3:
            wanted = min(max(found / _MM, low), high)
            mend = partial(set_section, section.element, "pgMar", **{side: str(round(wanted * _MM))})
            yield Finding(f"margin-{side}", _place(section), say("{size} mm", size=_millimetres(found)), mend)


def _fields(document: Document, section: Section, kind: str, pages: str = "default") -> list[Paragraph]:
    """Return the paragraphs of a header or footer that show the page number."""
    found = []
    for paragraph in document.part(section.parts.get(f"{kind}-{pages}", "")):
        codes = [each.text or "" for each in paragraph.element.iter(f"{W}instrText")]
        codes += [attribute(each, "instr") or "" for each in paragraph.element.iter(f"{W}fldSimple")]
        if _PAGE.search(" ".join(codes)):
            found.append(paragraph)
    return found


def _numbers(document: Document, section: Section, layout: str) -> Findings:
    top, bottom = _fields(document, section, "header"), _fields(document, section, "footer")
    right_place, wrong_place = (top, bottom) if layout == "nd30" else (bottom, top)
    if wrong_place:
        found = say("in the top margin") if wrong_place is top else say("in the bottom margin")
        yield Finding("page-number-place", wrong_place[0].place, found)
    for paragraph in right_place:
        yield from _look(paragraph, "center" if layout == "nd30" else "right")
    first = [_fields(document, section, kind, "first") for kind in ("header", "footer")]
    if not section.has_first_page:
        # A header that was never shown must not appear with its text.
        shown = any(
            each.text.strip() for kind in ("header", "footer") for each in document.part(section.parts.get(f"{kind}-first", ""))
        )
        mend = None if shown else partial(_hide_first, section.element)
        yield Finding("page-number-first", _place(section), say("shown"), mend)
    elif first[0] or first[1]:
        yield Finding("page-number-first", (first[0] or first[1])[0].place, say("shown"))
    numbering = section.element.find(f"{W}pgNumType")
    form, start = attribute(numbering, "fmt") or "decimal", attribute(numbering, "start")
    if form != "decimal" or start not in (None, "0", "1"):
        mend = partial(set_section, section.element, "pgNumType", fmt="decimal", start="1")
        yield Finding("page-number-form", _place(section), say("{form}, from {start}", form=form, start=start or "1"), mend)


def _look(paragraph: Paragraph, align: str) -> Findings:
    """Alignment, size, letters of the paragraph with the number; in a frame or with tabs it stands where the author put it."""
    place, inked = paragraph.place, [run for run in paragraph.runs if run.text.strip()]
    if paragraph.align != align and "\t" not in paragraph.text:
        mend = partial(set_paragraph, paragraph.element, align)
        yield Finding("page-number-align", place, align_name(paragraph.align), mend)
    if wrong := [run for run in inked if not 13 <= run.size <= 14]:
        yield Finding("page-number-size", place, sizes(wrong), partial(_each, wrong, {"size": 13.0}))
    if wrong := [run for run in inked if run.bold or run.italic]:
        found: Message = style_name(wrong[0].bold, wrong[0].italic)
        yield Finding("page-number-style", place, found, partial(_each, wrong, {"b": False, "i": False}))
    if any(sign.isalpha() or sign == "/" for sign in paragraph.text):
        yield Finding("page-number-form", place, f"«{' '.join(paragraph.text.split())}»")


def _each(runs: list[Run], values: dict[str, float | bool]) -> None:
    for run in runs:
        set_run(run.element, **values)


def _hide_first(section: etree._Element) -> None:
    set_section(section, "titlePg", val="1")
