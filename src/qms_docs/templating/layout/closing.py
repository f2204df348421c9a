"""Which line is what at the end of a paper: recipients, signature, annexes.

In: paragraphs. Out: roles of a `Paper`. Touches: nothing.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from .effective import Paragraph
from .paper import Line, Paper, segments

_HEAD = re.compile(r"^noi nhan\b")
POST = re.compile(
    r"^((tm|kt|tl|tuq|q|t/m|k/t|t/l)\b[./:]?\s*|pho |quyen )*"
    r"(uy ban|hoi dong|chu tich|chanh van phong|truong|giam doc|bo truong|thu truong|bi thu|ban chi dao|thu truong|nguoi lap)\b"
)
ANNEX = re.compile(r"^phu luc(\s+(so\s+)?[ivxlc\d]+)?\s*[.:]?$")
_ATTACHED = re.compile(r"^\(?\s*(ban hanh )?kem theo\b")


def recognise_signature(paper: Paper, paragraphs: Sequence[Paragraph], start: int) -> tuple[int, int]:
    """Recognise recipients and signature; return the places where their zone begins and ends."""
    head = next((each for each in paragraphs[start:] if any(_HEAD.match(line.folded) for line in segments(each))), None)
    table = head.cell[0] if head is not None and head.cell is not None else _signing_table(paragraphs[start:])
    if table is not None:
        zone = [each for each in paragraphs[start:] if each.cell is not None and each.cell[0] == table]
        _signing_cells(paper, zone)
        return zone[0].number - 1, zone[-1].number
    if head is None:
        return len(paragraphs), len(paragraphs)
    return head.number - 1, _signing_tabs(paper, paragraphs[head.number - 1 :])


def _signing_table(paragraphs: Sequence[Paragraph]) -> int | None:
    """Return the last table of one or two rows that holds a post in capitals or bold."""
    rows: dict[int, int] = {}
    posts: set[int] = set()
    for each in paragraphs:
        if each.cell is not None:
            rows[each.cell[0]] = max(rows.get(each.cell[0], 0), each.cell[1])
            posts |= {each.cell[0] for line in segments(each) if _is_post(line)}
    return max((table for table in posts if rows[table] <= 2), default=None)


def _is_post(line: Line) -> bool:
    loud = line.text == line.text.upper() or all(run.bold for run in line.inked)
    return loud and len(line.text) < 80 and bool(POST.match(line.folded))


def _signing_cells(paper: Paper, zone: Sequence[Paragraph]) -> None:
    head = next((each.cell for each in zone if _HEAD.match(Line(each, each.runs).folded)), None)
    signers: dict[tuple[int, int, int] | None, list[Line]] = {}
    for paragraph in zone:
        lines = segments(paragraph)
        if paragraph.cell == head:
            for line in lines:
                if paper.roles["recipients-head"]:
                    paper.roles["recipients"].append(line)
                elif _HEAD.match(line.folded):
                    paper.roles["recipients-head"].append(line)
        else:
            signers.setdefault(paragraph.cell, []).extend(lines)
    _signer(paper, [line for lines in signers.values() for line in lines])


def _signing_tabs(paper: Paper, paragraphs: Sequence[Paragraph]) -> int:
    signer: list[Line] = []
    last = paragraphs[0].number
    for paragraph in paragraphs[:30]:
        if ANNEX.match(Line(paragraph, paragraph.runs).folded):
            break
        for line in segments(paragraph):
            if _HEAD.match(line.folded):
                paper.roles["recipients-head"].append(line)
            elif line.text.startswith(("-", "–")):
                paper.roles["recipients"].append(line)
            else:
                signer.append(line)
            last = paragraph.number
    _signer(paper, signer)
    return last


def _signer(paper: Paper, lines: list[Line]) -> None:
    lines = [line for line in lines if not line.is_rule]
    for place, line in enumerate(lines):
        posts = paper.roles["post"]
        if POST.match(line.folded) or (not posts and place == 0) or (place < len(lines) - 1 and _is_post(line)):
            posts.append(line)
        elif line.text.startswith("("):
            paper.roles["sign-hint"].append(line)
        elif line is lines[-1]:
            paper.roles["name"].append(line)
        else:
            paper.roles["sign-other"].append(line)


def annex_start(paragraphs: Sequence[Paragraph], start: int) -> int | None:
    """Return the place of the first annex, None where there is none."""
    for place, each in enumerate(paragraphs[start:], start):
        if each.cell is None and ANNEX.match(Line(each, each.runs).folded):
            return place
    return None


def recognise_annexes(paper: Paper, paragraphs: Sequence[Paragraph]) -> None:
    """Recognise head, title and attachment line of each annex; the rest is its text."""
    titles = 0
    for each in paragraphs:
        line = Line(each, each.runs)
        if not line.text or each.cell is not None:
            titles = 0 if each.cell is not None else titles
            continue
        if ANNEX.match(line.folded):
            paper.roles["annex"].append(line)
            titles = 3
        elif titles and _ATTACHED.match(line.folded):
            paper.roles["annex-attached"].append(line)
            titles = 0
        elif titles and (each.align == "center" or all(run.bold for run in line.inked)):
            paper.roles["annex-title"].append(line)
            titles -= 1
        else:
            paper.roles["annex-text"].append(line)
            titles = 0
