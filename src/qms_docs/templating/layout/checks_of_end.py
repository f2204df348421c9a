"""Words and forms of the end: signature, recipients, addressee, annexes.

In: `Paper`. Out: findings. Touches: nothing.
"""

from __future__ import annotations

import re
from functools import partial

from ...diagnostics import say
from ..source import W
from .cascade import attribute, numeral
from .finding import Finding, Findings, at
from .mending import set_text
from .paper import Line, Paper

_PREFIX = re.compile(r"^(T/?M|K/?T|T/?L|T/?U/?Q|Q)([./:\s]*)\s", re.IGNORECASE)
_DEGREE = re.compile(r"^(TS|ThS|CN|KS|BS|GS|PGS|LS|Ông|Bà|NGƯT|NGND|Thạc sĩ|Tiến sĩ|Cử nhân|Kỹ sư|Bác sĩ)\b\.?", re.IGNORECASE)
_FILE_COPY = re.compile(r"^-\s*Lưu:\s*VT(\s*[,.;(]|$)")
_ANNEX_NUMBER = re.compile(r"^phụ lục\s*(?:số\s*)?([ivxlc]+|\d+)?\s*([.:]?)$", re.IGNORECASE)


def ends(paper: Paper, layout: str) -> Findings:
    """Yield what is missing or wrong at the end of the paper."""
    yield from _signature(paper)
    yield from _name(paper)
    yield from _recipients(paper)
    yield from _addressed(paper)
    yield from _annexes(paper)


def _missing(rule: str) -> Finding:
    return Finding(rule, "word/document.xml", say("none"))


def _signature(paper: Paper) -> Findings:
    posts = paper.lines("post")
    if not posts:
        yield _missing("signature-missing")
        return
    prefixes = []
    for line in posts:
        if found := _PREFIX.match(line.text):
            right = re.match(r"^(TM|KT|TL|TUQ|Q)\. ?\S", line.text, re.IGNORECASE)
            if not right:
                head = found[1].replace("/", "").upper()
                mend = partial(set_text, [run.element for run in line.runs], f"{head}. {line.text[found.end() :]}")
                yield at("post-prefix", line, f"«{found[0].strip()}»", mend)
            prefixes.append((found[1].replace("/", "").upper(), line))
    folded = [line.folded for line in posts]
    for head, line in prefixes:
        rest = folded[posts.index(line) + 1 :]
        if head == "KT" and not any(text.startswith("pho ") or "thu truong" in text for text in rest):
            yield at("post-order", line, say("no deputy below"))
        if head == "TM" and not rest:
            yield at("post-order", line, say("no office below"))
    if folded[0].startswith("pho ") and not prefixes:
        yield at("post-prefix", posts[0], say("a deputy without «KT.»"))


def _name(paper: Paper) -> Findings:
    line = paper.first("name")
    if line is None:
        if paper.roles["post"]:
            yield at("name-missing", paper.roles["post"][-1], say("none"))
        return
    if found := _DEGREE.match(line.text):
        mend = partial(set_text, [run.element for run in line.runs], line.text[found.end() :].lstrip(". "))
        yield at("name-title", line, f"«{found[0]}»", mend)


def _recipients(paper: Paper) -> Findings:
    head = paper.first("recipients-head")
    if head is None:
        if paper.roles["post"] and not paper.roles["attached"]:
            yield _missing("recipients-missing")
        return
    if head.text != "Nơi nhận:":
        mend = partial(set_text, [run.element for run in head.runs], "Nơi nhận:") if head.whole else None
        yield at("recipients-head-form", head, f"«{head.text}»", mend)
    lines = paper.lines("recipients")
    if not lines:
        yield at("recipients-missing", head, say("none"))
        return
    for place, line in enumerate(lines):
        sign = "." if place == len(lines) - 1 else ";"
        if not re.match(r"^-\s?\S", line.text) or not line.text.endswith(sign):
            body = re.sub(r"^[-–—+*•]?\s*", "", line.text).rstrip(" .;,")
            mend = (
                partial(set_text, [run.element for run in line.runs], f"- {body}{sign}")
                if line.whole and not line.paragraph.label
                else None
            )
            yield at("recipients-form", line, f"«{line.text}»", mend)
    if not _FILE_COPY.match(lines[-1].text):
        yield at("file-copy", lines[-1], f"«{lines[-1].text}»")


def _addressed(paper: Paper) -> Findings:
    line = paper.first("addressed")
    if line is None:
        if paper.is_letter:
            yield _missing("addressed-missing")
        return
    several = paper.lines("addressee")
    if not re.match(r"^Kính gửi: ?\S|^Kính gửi:$", line.text) or (not several and line.text.count(";") > 0):
        yield at("addressed-form", line, f"«{line.text}»")
    for place, each in enumerate(several):
        if not each.text.endswith("." if place == len(several) - 1 else ";"):
            yield at("addressed-form", each, f"«{each.text[-12:]}»")


def _annexes(paper: Paper) -> Findings:
    annexes = paper.lines("annex")
    if not annexes:
        return
    if not any("phu luc" in line.folded for line in paper.lines("content", "basis")):
        yield at("annex-mentioned", annexes[0], say("nowhere"))
    for place, line in enumerate(annexes, 1):
        yield from _annex_head(line, place, len(annexes))
        until = annexes[place].paragraph.number if place < len(annexes) else 10**9
        attached = [each for each in paper.lines("annex-attached") if line.paragraph.number < each.paragraph.number < until]
        if not attached:
            yield at("annex-attached-missing", line, say("none"))
        section = paper.document.sections[min(line.paragraph.section, len(paper.document.sections) - 1)]
        numbering = section.element.find(f"{W}pgNumType")
        if attribute(numbering, "start") != "1" or line.paragraph.section == 0:
            yield at("annex-pages", line, say("counted on from the paper"))


def _annex_head(line: Line, place: int, count: int) -> Findings:
    found = _ANNEX_NUMBER.match(line.text)
    wanted = numeral(place, "upperRoman")
    given = found[1] if found else None
    roman = given is None or (given.isupper() and not given.isdigit())
    if found is None or found[2] or not roman or (count > 1 and given != wanted):
        yield at("annex-form", line, f"«{line.text}»")
