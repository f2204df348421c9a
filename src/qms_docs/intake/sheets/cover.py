"""What a cover, a header or a footer of an old sheet says: agency, title, code, issue, day, page.

In: tables and paragraphs. Out: `Facts`, `Margin`. Touches: nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ...domain.text import clean_text, tone_folded
from .model import NOTHING, Margin, Said

if TYPE_CHECKING:
    from ...templating.content import WordCell, WordLine, WordStory, WordTable

_LABELS = (
    ("code", r"mã (?:hiệu|số|tài liệu)(?: quy trình)?|ký hiệu|số hiệu"),
    ("issue", r"lần (?:ban hành|soát xét|sửa đổi|bh)|ban hành lần(?: thứ)?|phiên bản"),
    ("day", r"ngày (?:ban hành|hiệu lực|có hiệu lực|áp dụng|bh|hl)|hiệu lực(?: từ ngày)?"),
    ("page", r"(?:số )?trang(?: số)?"),
    ("title", r"tên (?:quy trình|tài liệu|thủ tục)"),
)
_LABEL = [(name, re.compile(rf"\s*(?:{tone_folded(words)})\s*(?P<colon>:|\s|$)\s*")) for name, words in _LABELS]
_RULE = re.compile(r"[_\s.…]{3,}$")
_CODE = re.compile(r"[A-ZĐ]{2,5}[- .]?[A-ZĐ0-9][A-ZĐ0-9./ -]{0,18}\d[A-ZĐ0-9./-]*")
_NAME_HEAD = re.compile(r"^\s*(?:quy trình|thủ tục quy trình)(?:\s+iso)?\s*:?\s*", re.IGNORECASE)


def squeezed(text: str) -> str:
    """Return a text of one line with single blanks, in NFC, without invisible marks."""
    return " ".join(str(clean_text(text)).split())


def said_of(cell: WordCell | None) -> Said:
    """Return what a cell says, its lines kept, with the place of its first line that says something."""
    if cell is None:
        return NOTHING
    lines = [line for line in cell.lines if line.whole]
    return Said("\n".join(squeezed(line.whole) for line in lines), lines[0].place if lines else "")


@dataclass
class Facts:
    """What a cover or a margin says, by name; `others` are its lines that say none of it, `lines` all of them."""

    said: dict[str, Said] = field(default_factory=dict)
    others: list[Said] = field(default_factory=list)
    lines: list[Said] = field(default_factory=list)

    def get(self, name: str) -> Said:
        """Return what is said of a fact, or nothing."""
        return self.said.get(name, NOTHING)


def labelled(text: str) -> tuple[str, str] | None:
    """Return the fact a line is about («code», «issue», «day», «page», «title») and its value; None for other lines."""
    folded = tone_folded(text)
    if len(folded) != len(text):
        return None
    for name, pattern in _LABEL:
        found = pattern.match(folded)
        if found is None:
            continue
        value = text[found.end() :].strip()
        if found["colon"] != ":" and not (name in ("page", "issue", "code", "day") and (not value or value[:1].isdigit())):
            continue
        return name, _RULE.sub("", value).strip()
    return None


def facts_of(lines: Iterable[tuple[Said, Said]]) -> Facts:
    """Return the facts of lines, each with what stands right of it (for a label whose value has a cell of its own)."""
    facts = Facts()
    used: set[str] = set()
    for line, beside in lines:
        facts.lines.append(line)
        if line.place in used:
            continue
        found = labelled(line.text)
        if found is None or found[0] in facts.said:
            facts.others.append(line)
            continue
        name, value = found
        place = line.place
        if not value and beside:
            value, place = beside.text, beside.place
            used.add(beside.place)
        facts.said[name] = Said(value, place)
    return facts


def _cell_lines(table: WordTable) -> Iterator[tuple[Said, Said]]:
    for cell in table.cells:
        right = said_of(table.at(cell.row, cell.column + cell.columns))
        lines = [line for line in cell.lines if line.whole]
        for line in lines:
            yield Said(squeezed(line.whole), line.place), right if len(lines) == 1 and right.text.count("\n") == 0 else NOTHING


def is_cover(table: WordTable) -> bool:
    """True for the table that names a sheet: two of code, issue, day and page stand in it."""
    named = {found[0] for line, _ in _cell_lines(table) if (found := labelled(line.text)) and found[0] != "title"}
    return len(named) > 1 or ("code" in named and "quy trình" in tone_folded(" ".join(cell.text for cell in table.cells)))


def cover_facts(table: WordTable) -> Facts:
    """Return the facts of a cover's table; its title is what stands with and below the words «QUY TRÌNH»."""
    facts = facts_of(_cell_lines(table))
    columns = {cell.column for cell in table.cells if _NAME_HEAD.match(tone_folded(cell.text))}
    if "title" not in facts.said and columns:
        column = min(columns)
        lines = [
            line
            for cell in table.cells
            if cell.column == column
            for line in cell.lines
            if line.whole and labelled(squeezed(line.whole)) is None
        ]
        _take_title(facts, [Said(squeezed(line.whole), line.place) for line in lines])
    return facts


def _take_title(facts: Facts, lines: list[Said]) -> None:
    start = next((number for number, line in enumerate(lines) if _NAME_HEAD.match(line.text)), None)
    if start is None:
        return
    name = [line for line in lines[start:] if _NAME_HEAD.sub("", line.text)]
    if not name:
        return
    text = " ".join([_NAME_HEAD.sub("", name[0].text), *(line.text for line in name[1:])])
    facts.said["title"] = Said(text.strip(' «»"“”'), name[0].place)
    taken = {line.place for line in lines[start:]}
    facts.others = [line for line in facts.others if line.place not in taken]


def paragraph_facts(lines: list[WordLine]) -> Facts:
    """Return the facts of a cover that is no table."""
    pairs = [(Said(squeezed(line.whole), line.place), NOTHING) for line in lines if line.whole]
    facts = facts_of(pairs)
    if "title" not in facts.said:
        _take_title(facts, list(facts.others))
    return facts


def margin_of(story: WordStory) -> Margin:
    """Return what a header or footer says."""
    from ...templating.content import WordTable  # the press is heavy

    pairs: list[tuple[Said, Said]] = []
    for block in story.blocks:
        if isinstance(block, WordTable):
            pairs += _cell_lines(block)
        else:
            pieces = [piece for piece in re.split(r"\t+|\s+[–—|]\s+(?=Lần|Ngày|Trang|Mã)", block.whole) if piece.strip()]
            pairs += [(Said(squeezed(piece), block.place), NOTHING) for piece in pieces]
    facts = facts_of(pairs)
    if "code" not in facts.said and (code := next((line for line in facts.others if _CODE.fullmatch(line.text)), None)):
        facts.said["code"] = code
        facts.others.remove(code)
    if "title" not in facts.said:
        _take_title(facts, list(facts.others))
    others = tuple(line for line in facts.others if _RULE.sub("", line.text))
    return Margin(
        story.part,
        story.kind,
        story.page,
        facts.get("title"),
        facts.get("code"),
        facts.get("issue"),
        facts.get("day"),
        others,
    )
