"""Form of the text: paragraphs, articles, clauses, points, sections, chapters.

In: `Paper`. Out: findings. Touches: nothing.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import partial

from ...diagnostics import say
from .cascade import numeral
from .checks_of_look import sizes
from .effective import Run
from .finding import Findings, at
from .mending import set_paragraph, set_run
from .paper import Line, Paper, is_upper
from .recognition import BODY_ROLES
from .rules import align_name, style_name

ALPHABET = "abcdđeghiklmnopqrstuvxy"
_CM = 1440 / 2.54
_ROMAN = re.compile(r"^([IVXLC]+)\s*([.\-/)])")


def texts(paper: Paper, layout: str) -> Findings:
    """Yield what is wrong with the text of the paper."""
    lines = paper.lines(*BODY_ROLES)
    for line in lines:
        yield from _paragraph(line)
    yield from _sizes(lines)
    yield from _gaps(paper)
    yield from _articles(paper)
    yield from _clauses(paper)
    yield from _points(paper)
    yield from _sections(paper)
    yield from _chapters(paper)
    yield from _end(paper)


def _is_prose(line: Line) -> bool:
    """Centred lines of capitals within the text («CÔNG BỐ:») and lines to be filled by hand are no prose."""
    return not is_upper(line.text) and "\t" not in line.paragraph.text.strip()


def _paragraph(line: Line) -> Findings:
    paragraph, inked = line.paragraph, line.inked
    if wrong := [run for run in inked if not 13 <= run.size <= 14]:
        yield at("body-size", line, sizes(wrong), partial(_resize, wrong))
    if (wrong := [run for run in inked if run.italic]) and sum(len(run.text) for run in wrong) > len(line.text) * 0.5:
        yield at("body-style", line, style_name(wrong[0].bold, True), partial(_upright, wrong))
    if is_upper(line.text) and len(line.text) > 40:
        yield at("body-case", line, say("capital letters"))
    if not _is_prose(line):
        return
    if paragraph.align != "both":
        mend = partial(set_paragraph, paragraph.element, "both")
        yield at("body-align", line, align_name(paragraph.align), mend)
    if not paragraph.label and not line.text.startswith(("-", "–", "+")):
        indent = paragraph.first_line / _CM
        if not 0.97 <= indent <= 1.3 and not re.match(r"^[\t ]+", "".join(run.text for run in line.runs)):
            mend = partial(set_paragraph, paragraph.element, firstLine=720)
            yield at("body-indent", line, say("{size} cm", size=f"{indent:.2f}"), mend)
    spacing, rule = float(paragraph.values.get("line", 240)), paragraph.values.get("rule", "auto")
    shown = spacing / 240 if rule == "auto" else spacing / 20 / (max((run.size for run in inked), default=13) * 1.15)
    if not 0.98 <= shown <= 1.52:
        yield at(
            "body-lines", line, say("{lines} lines", lines=f"{shown:.2f}"), partial(set_paragraph, paragraph.element, line=252)
        )


def _resize(runs: list[Run]) -> None:
    for run in runs:
        set_run(run.element, size=min(max(run.size, 13.0), 14.0))


def _upright(runs: list[Run]) -> None:
    for run in runs:
        set_run(run.element, i=False)


def _sizes(lines: list[Line]) -> Findings:
    """One size for the whole text: the rarer ones are told."""
    weights: Counter[float] = Counter()
    for line in lines:
        for run in line.inked:
            weights[run.size] += len(run.text)
    if len([size for size in weights if 13 <= size <= 14]) < 2:
        return
    usual = weights.most_common(1)[0][0]
    for line in lines:
        if wrong := [run for run in line.inked if run.size != usual and 13 <= run.size <= 14]:
            yield at("body-size-mixed", line, sizes(wrong), partial(_each_size, wrong, usual))


def _each_size(runs: list[Run], size: float) -> None:
    for run in runs:
        set_run(run.element, size=size)


def _gaps(paper: Paper) -> Findings:
    """Gap between a paragraph and the next of the text: the larger of after and before."""
    roles = {line.paragraph.number: line for line in paper.lines(*BODY_ROLES) if _is_prose(line)}
    for number, line in roles.items():
        following = roles.get(number + 1)
        if following is None:
            continue
        one, two = line.paragraph.values, following.paragraph.values
        same = one.get("style") == two.get("style") and one.get("contextualSpacing")
        gap = 0.0 if same else max(one.get("after", 0.0), two.get("before", 0.0))
        dashes = line.text.startswith("-") and following.text.startswith("-")
        if gap < 118 and not (dashes and gap >= 38):
            mend = None if same else partial(set_paragraph, line.paragraph.element, after=120)
            yield at("body-gap", line, say("{size} pt", size=f"{gap / 20:g}"), mend)


def _articles(paper: Paper) -> Findings:
    expected = 1
    for line in paper.lines("article"):
        found = re.match(r"^(Điều)\s*(\d+)(\s*.)", line.text + " ", re.IGNORECASE)
        if found is None:
            continue
        if not re.match(r"^Điều \d+\. ", line.text + " ") or re.match(r"^Điều 0", line.text):
            yield at("article-form", line, f"«{line.text[:12].strip()}»")
        if int(found[2]) != expected:
            yield at("article-order", line, f"«Điều {found[2]}» ≠ «Điều {expected}»")
        expected = int(found[2]) + 1
        head, left = [], len(found[1]) + len(found[2]) + 1
        for run in line.inked:
            if left <= 0:
                break
            head.append(run)
            left -= len(run.text)
        if line.paragraph.label:
            continue
        if wrong := [run for run in head if not run.bold or run.italic]:
            # A run that goes on after «Điều 1.» must not become bold as a whole.
            mend = partial(_embolden, wrong) if left >= -1 else None
            yield at("article-style", line, style_name(wrong[0].bold, wrong[0].italic), mend)


def _embolden(runs: list[Run]) -> None:
    for run in runs:
        set_run(run.element, b=True, i=False)


def _clauses(paper: Paper) -> Findings:
    expected: int | None = 1
    for line in paper.lines("content"):
        if paper.role_of[line] == "clause":
            found = re.match(r"^(\d+)\s*([.)/\-])", line.text)
            if found is None:
                continue
            if found[2] != "." or not re.match(r"^\d+\.\s", line.text):
                yield at("clause-form", line, f"«{line.text[:8].strip()}»")
            if expected is not None and int(found[1]) not in (expected, 1):
                yield at("clause-order", line, f"«{found[1]}» ≠ «{expected}»")
            expected = int(found[1]) + 1
        elif paper.role_of[line] in ("article", "section"):
            expected = 1


def _points(paper: Paper) -> Findings:
    place = 0
    for line in paper.lines("content"):
        if paper.role_of[line] == "point":
            head = re.sub(r"\s", "", line.text)
            letter, sign = head[0], head[1]
            if letter != letter.lower() or sign != ")":
                yield at("point-form", line, f"«{letter}{sign}»")
            letter = letter.lower()
            if letter == "a":
                place = 0
            elif place >= len(ALPHABET) or letter != ALPHABET[place]:
                wanted = ALPHABET[place] if place < len(ALPHABET) else "?"
                yield at("point-order", line, f"«{letter})» ≠ «{wanted})»")
                place = ALPHABET.find(letter) if letter in ALPHABET else place
            place += 1
        elif paper.role_of[line] not in ("dash", "body"):
            place = 0


def _sections(paper: Paper) -> Findings:
    expected = 1
    for line in paper.lines("section"):
        found = _ROMAN.match(line.text)
        if found is None:
            continue
        if found[2] != ".":
            yield at("section-form", line, f"«{line.text[:8].strip()}»")
        if found[1] == "I" and expected != 2:
            expected = 1
        if found[1] != numeral(expected, "upperRoman"):
            yield at("section-order", line, f"«{found[1]}» ≠ «{numeral(expected, 'upperRoman')}»")
        expected += 1


def _chapters(paper: Paper) -> Findings:
    for line in paper.lines("chapter", "part"):
        word, number = line.text.rstrip(".").rsplit(None, 1)
        roman = word.lower() in ("phần", "chương")
        if number.isdigit() is roman:
            yield at("chapter-form", line, f"«{line.text}»")


def _end(paper: Paper) -> Findings:
    lines = [line for line in paper.lines("content") if paper.role_of[line] != "rule"]
    if lines and paper.roles["post"] and not lines[-1].text.endswith("./."):
        yield at("end-mark", lines[-1], f"«{lines[-1].text[-12:]}»")
