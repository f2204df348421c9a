"""Capital letters, tone marks, blanks: what stands in the text itself.

In: `Paper`. Out: findings. Touches: nothing.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import partial

from ...diagnostics import say
from .effective import Paragraph
from .finding import Findings, at
from .mending import change_text, set_paragraph
from .paper import Paper, is_upper
from .recognition import BODY_ROLES

# Phụ lục II: the right form; any other mixture of small and capital letters is told.
_NAMES = (
    "Ủy ban nhân dân", "Hội đồng nhân dân", "Chủ tịch Ủy ban nhân dân", "Phó Chủ tịch Ủy ban nhân dân",
    "Mặt trận Tổ quốc Việt Nam", "Thủ tướng Chính phủ",
    "Chính phủ", "Quốc hội", "Ủy ban Thường vụ Quốc hội", "Bộ Nội vụ", "Bộ Tài chính",
    "Bộ Khoa học và Công nghệ", "Bộ Tư pháp", "Sở Khoa học và Công nghệ", "Sở Nội vụ", "Sở Tư pháp", "Sở Tài chính",
    "Thủ đô Hà Nội", "Thành phố Hồ Chí Minh", "Đảng Cộng sản Việt Nam", "Luật Tổ chức chính quyền địa phương",
)  # fmt: skip
_PATTERNS = [(name, re.compile(rf"(?<!\w)(?<!phi ){re.escape(name)}(?!\w)", re.IGNORECASE)) for name in _NAMES]
_CITED = (
    ("Điều", re.compile(r"(?<![\w.])điều(?= \d+)")),
    ("Chương", re.compile(r"(?<=[\w,;] )chương(?= [IVX]+\b)")),
    ("khoản", re.compile(r"(?<=[\w,;] )Khoản(?= \d+)")),
    ("điểm", re.compile(r"(?<=[\w,;] )Điểm(?= [a-zđ]\b)")),
    ("Nghị định số", re.compile(r"(?<!\w)nghị định số(?= \d)")),
    ("Thông tư số", re.compile(r"(?<!\w)thông tư số(?= \d)")),
    ("Quyết định số", re.compile(r"(?<!\w)quyết định số(?= \d)")),
    ("Nghị quyết số", re.compile(r"(?<!\w)nghị quyết số(?= \d)")),
    ("Luật", re.compile(r"(?<=Căn cứ )luật\b")),
)
_UNITS = re.compile(r"(?<=[\w,] )(Xã|Huyện|Tỉnh|Thị trấn)(?= [A-ZĐ][^\W\d])")
_TONES_NEW = re.compile("(o[àáảãạ]|o[èéẻẽẹ]|(?<![qQ])u[ỳýỷỹỵ])(?!\\w)", re.IGNORECASE)
_TONES_OLD = re.compile("([òóỏõọ]a|[òóỏõọ]e|(?<![qQ])[ùúủũụ]y)(?!\\w)", re.IGNORECASE)
_BEFORE_SIGN = re.compile(r"(?<=\w) +(?=[,;:!?](\s|$))|(?<=\w) +(?=\.($|\s))")


def spelling(paper: Paper, layout: str) -> Findings:
    """Yield capital letters against annex II, mixed tone marks, blanks too many."""
    for paragraph in paper.document.paragraphs:
        if paragraph.text.strip():
            yield from _capitals(paragraph)
            yield from _blanks(paragraph)
    yield from _tones(paper)
    yield from _indents(paper)
    yield from _empty(paper)


def _wrong_capitals(text: str) -> Iterator[tuple[str, str]]:
    text = unicodedata.normalize("NFC", text)
    for name, pattern in _PATTERNS:
        for found in pattern.finditer(text.replace("Uỷ", "Ủy").replace("uỷ", "ủy")):
            if found[0] != name and not is_upper(found[0]):
                yield text[found.start() : found.end()], name
    for right, pattern in _CITED:
        for found in pattern.finditer(text):
            yield found[0], right
    for found in _UNITS.finditer(text):
        yield found[0], found[0].lower()


def _capitals(paragraph: Paragraph) -> Findings:
    told: set[str] = set()
    for wrong, right in _wrong_capitals(paragraph.text):
        if wrong.lower() not in told and not any(wrong.lower() in each for each in told):
            told.add(wrong.lower())
            yield at("capital-letters", paragraph, f"«{wrong}» → «{right}»", partial(_replace, paragraph, wrong, right))


def _replace(paragraph: Paragraph, wrong: str, right: str) -> None:
    change_text([run.element for run in paragraph.runs], lambda text: re.sub(rf"(?<!\w){re.escape(wrong)}(?!\w)", right, text))


def _blanks(paragraph: Paragraph) -> Findings:
    text = paragraph.text
    elements = [run.element for run in paragraph.runs]
    # Blanks before the symbol («Số:        /QĐ-UBND») are left for the number to be written in.
    if re.search(r"(?<=\w[,;.:)]) {2,}(?=\w)|(?<=[\w)]) {2,}(?=[\w(])", text) and not re.search(r"\b[sS]ố:? {2,}/", text):
        yield at("double-blank", paragraph, say("two blanks or more"), partial(change_text, elements, _single))
    if _BEFORE_SIGN.search(text):
        yield at("blank-before-sign", paragraph, say("a blank"), partial(change_text, elements, _closed))


def _single(text: str) -> str:
    return re.sub(r"(?<=\S) {2,}(?=[^\s/])", " ", text)


def _closed(text: str) -> str:
    return _BEFORE_SIGN.sub("", text)


def _tones(paper: Paper) -> Findings:
    """Tell the rarer of the two ways («hòa», «hoà»), once each."""
    found: dict[bool, list[tuple[Paragraph, str]]] = {True: [], False: []}
    for paragraph in paper.document.paragraphs:
        text = unicodedata.normalize("NFC", paragraph.text)
        for old, pattern in ((True, _TONES_OLD), (False, _TONES_NEW)):
            for match in pattern.finditer(text):
                start = max(text.rfind(" ", 0, match.start()), text.rfind("\t", 0, match.start())) + 1
                found[old].append((paragraph, text[start : match.end()]))
    rarer = min(found.values(), key=len)
    told = set()
    if all(found.values()):
        for paragraph, word in rarer:
            if paragraph.number not in told:
                told.add(paragraph.number)
                yield at("tone-marks-mixed", paragraph, f"«{word}»")


def _indents(paper: Paper) -> Findings:
    for line in paper.lines(*BODY_ROLES, "basis"):
        raw = "".join(run.text for run in line.runs)
        if found := re.match(r"^(\t+| {3,})", raw):
            mend = partial(_untab, line.paragraph) if "\t" not in found[0] else None
            yield at("tab-indent", line, say("tab") if "\t" in found[0] else say("blanks"), mend)


def _untab(paragraph: Paragraph) -> None:
    change_text([paragraph.runs[0].element], str.lstrip)
    set_paragraph(paragraph.element, firstLine=720)


def _empty(paper: Paper) -> Findings:
    """Two or more empty paragraphs in a row within the text."""
    lines = paper.lines("content", "basis")
    if not lines:
        return
    first, last = lines[0].paragraph.number, lines[-1].paragraph.number
    row = 0
    for paragraph in paper.document.paragraphs[first - 1 : last]:
        empty = not paragraph.text.strip() and paragraph.cell is None and not paragraph.has_border and not paragraph.drawn
        row = row + 1 if empty and not len(paragraph.element.findall(".//{*}drawing")) else 0
        if row == 2:
            yield at("empty-paragraphs", paragraph, say("two or more in a row"))
