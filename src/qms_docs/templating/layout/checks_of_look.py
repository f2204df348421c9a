"""What each part of a paper must look like: size, weight, letters, alignment; font and colour of all text.

In: `Paper`. Out: findings. Touches: nothing.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from functools import partial

from ...diagnostics import Message, say
from .effective import Paragraph, Run
from .finding import Finding, Findings, at
from .mending import change_text, set_paragraph, set_run
from .paper import Line, Paper, is_upper
from .rule import Look
from .rules import RULES, align_name, looks_for, style_name

_BLACK = {"AUTO", "000000"}
_LEGACY = (".vn", "vni-", "vni ", "abc", "tcvn")


def looks(paper: Paper, layout: str) -> Findings:
    """Yield what does not look as its part must."""
    for look in looks_for(layout):
        for line in paper.lines(look.role):
            yield from _of_line(look, line)


def _of_line(look: Look, line: Line) -> Findings:
    inked = line.inked
    if f"{look.role}-size" in RULES and (wrong := [run for run in inked if not look.size[0] <= run.size <= look.size[1]]):
        yield at(f"{look.role}-size", line, sizes(wrong), partial(_resize, wrong, *look.size))
    if f"{look.role}-style" in RULES and (wrong := [run for run in inked if _differs(look, run)]):
        mend = partial(_restyle, wrong, look)
        yield at(f"{look.role}-style", line, style_name(wrong[0].bold, wrong[0].italic), mend)
    if f"{look.role}-case" in RULES and look.upper is not None and is_upper(line.text) is not look.upper:
        # What is all capital by letters cannot be made small without knowing its names.
        mend_case = partial(_capitalise, inked) if look.upper else None
        if look.upper or len(line.text) > 6:
            found = say("capital letters") if is_upper(line.text) else say("small letters")
            yield at(f"{look.role}-case", line, found, mend_case)
    if f"{look.role}-align" in RULES and line.whole and line.paragraph.align != look.align:
        mend_align = partial(set_paragraph, line.paragraph.element, look.align)
        yield at(f"{look.role}-align", line, align_name(line.paragraph.align), mend_align)


def _differs(look: Look, run: Run) -> bool:
    return (look.bold is not None and run.bold is not look.bold) or (look.italic is not None and run.italic is not look.italic)


def _restyle(runs: list[Run], look: Look) -> None:
    for run in runs:
        set_run(run.element, **{name: value for name, value in (("b", look.bold), ("i", look.italic)) if value is not None})


def _resize(runs: list[Run], low: float, high: float) -> None:
    for run in runs:
        set_run(run.element, size=min(max(run.size, low), high))


def _capitalise(runs: Iterable[Run]) -> None:
    change_text([run.element for run in runs], str.upper)


def sizes(runs: Iterable[Run]) -> Message:
    """Return the sizes of runs as shown."""
    return say("{size} pt", size=", ".join(f"{size:g}" for size in sorted({run.size for run in runs})))


def letters(paper: Paper, layout: str) -> Findings:
    """Yield other fonts, colours, encodings and decomposed letters; each paragraph tells once."""
    shown = {line.paragraph.number for line in paper.lines("head")}
    for paragraph in (*paper.document.paragraphs, *_parts(paper)):
        inked = [run for run in paragraph.runs if run.text.strip()]
        if not inked:
            continue
        fonts = sorted({font for run in inked for font in run.fonts if font.lower() != "times new roman"})
        legacy = [font for font in fonts if font.lower().startswith(_LEGACY)]
        if legacy:
            yield at("legacy-encoding", paragraph, ", ".join(legacy))
        elif fonts:
            yield at("wrong-font", paragraph, ", ".join(fonts), partial(_refont, inked))
        colours = sorted({run.colour for run in inked if run.colour not in _BLACK})
        if colours and paragraph.number not in shown:
            yield at("wrong-colour", paragraph, ", ".join(colours), partial(_blacken, inked))
        if any(unicodedata.normalize("NFC", run.text) != run.text for run in inked):
            yield _decomposed(paragraph, inked)


def _decomposed(paragraph: Paragraph, runs: list[Run]) -> Finding:
    elements = [run.element for run in runs]
    return at("decomposed-letters", paragraph, say("letter and mark apart"), partial(change_text, elements, _compose))


def _compose(text: str) -> str:
    return unicodedata.normalize("NFC", text)


def _refont(runs: list[Run]) -> None:
    for run in runs:
        set_run(run.element, font="Times New Roman")


def _blacken(runs: list[Run]) -> None:
    for run in runs:
        if run.colour not in _BLACK:
            set_run(run.element, colour="000000")


def _parts(paper: Paper) -> list[Paragraph]:
    names = sorted({name for section in paper.document.sections for name in section.parts.values()})
    return [paragraph for name in names for paragraph in paper.document.part(name)]
