"""Which line is what, told by text and place, not by the names of styles: the head and the body of a paper.

In: `Document`. Out: `Paper`. Touches: nothing.
"""

from __future__ import annotations

import re

from .closing import annex_start, recognise_annexes, recognise_signature
from .effective import Document, Paragraph
from .paper import Line, Paper, fold, is_like, is_upper, segments

NATION = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
MOTTO = "Độc lập - Tự do - Hạnh phúc"
# Chữ viết tắt tên loại: Phụ lục III.
TYPES = {
    "nghi quyet": "NQ", "quyet dinh": "QĐ", "chi thi": "CT", "quy che": "QC", "quy dinh": "QyĐ", "thong cao": "TC",
    "thong bao": "TB", "huong dan": "HD", "chuong trinh": "CTr", "ke hoach": "KH", "phuong an": "PA", "de an": "ĐA",
    "du an": "DA", "bao cao": "BC", "bien ban": "BB", "to trinh": "TTr", "hop dong": "HĐ", "cong dien": "CĐ",
    "ban ghi nho": "BGN", "ban thoa thuan": "BTT", "giay uy quyen": "GUQ", "giay moi": "GM", "giay gioi thieu": "GGT",
    "giay nghi phep": "GNP", "phieu gui": "PG", "phieu chuyen": "PC", "phieu bao": "PB",
}  # fmt: skip
_NUMBER = re.compile(r"^so\b[\s:.…_\d]*[/\-]")
_DATE = re.compile(r"\bngay\b.{1,25}(\bthang\b.{1,20}\bnam\b|/.{1,6}/)")
_ORGANS = re.compile(r"^(chu tich|uy ban nhan dan|hoi dong nhan dan|giam doc|truong ban|bo truong)\b")
_BASIS = re.compile(r"^(can cu|theo de nghi|xet)\b")
ATTACHED = re.compile(r"^\(?\s*(ban hanh )?kem theo\b")
_BODY = (
    ("article", re.compile(r"^Điều\s*\d+", re.IGNORECASE)),
    ("chapter", re.compile(r"^(Phần|Chương)\s+([IVXLC]+|\d+)\.?$", re.IGNORECASE)),
    ("part", re.compile(r"^(Mục|Tiểu mục)\s+([IVXLC]+|\d+)\.?$", re.IGNORECASE)),
    ("section", re.compile(r"^[IVXLC]+\s*[.\-/)]\s*\S")),
    ("clause", re.compile(r"^\d{1,2}\s*[.)/\-]\s*(?=[^\d\s])")),
    ("point", re.compile(r"^[a-zđêôơưăâ]\s*[).]\s", re.IGNORECASE)),
    ("dash", re.compile(r"^[-–—+*•]\s*\S")),
)
BODY_ROLES = ("article", "clause", "point", "dash", "body")


def recognise(document: Document) -> Paper:
    """Return the paper: each line under its role."""
    paper = Paper(document)
    paragraphs = document.paragraphs
    start = _letterhead(paper, paragraphs)
    end, last = recognise_signature(paper, paragraphs, start)
    annex = annex_start(paragraphs, start)
    if annex is not None:
        recognise_annexes(paper, paragraphs[annex:])
        end = min(end, annex)
    _title_and_body(paper, [each for each in paragraphs[start:end] if each.cell is None and not each.boxed])
    for paragraph in paragraphs[max(last, end) : annex]:
        if paragraph.cell is None and not paragraph.boxed and paragraph.text.strip():
            paper.roles["after"].append(Line(paragraph, paragraph.runs))
    return paper


def _letterhead(paper: Paper, paragraphs: tuple[Paragraph, ...]) -> int:
    """Recognise the letterhead and return the number of paragraphs it takes."""
    nation = next((each for each in paragraphs[:40] if any(is_like(line.text, NATION) for line in segments(each))), None)
    if nation is None:
        motto = next((each for each in paragraphs[:40] if any(is_like(line.text, MOTTO) for line in segments(each))), None)
        if motto is None:
            return _loose_head(paper, paragraphs)
        nation = motto
    if nation.cell is not None:
        table = nation.cell[0]
        zone = [each for each in paragraphs if each.cell is not None and each.cell[0] == table]
        end = zone[-1].number
        if not any(_DATE.search(fold(each.text)) for each in zone):
            for each in paragraphs[end : end + 4]:
                if _NUMBER.match(fold(each.text)) or (_DATE.search(fold(each.text)) and len(each.text) < 90):
                    zone.append(each)
                    end = each.number
    else:
        end = nation.number
        for each in paragraphs[nation.number - 1 : nation.number + 9]:
            found = [fold(line.text) for line in segments(each)]
            head = any(_NUMBER.match(text) or text.startswith("v/v") or is_like(text, MOTTO) for text in found)
            if head or any(_DATE.search(text) and len(text) < 90 for text in found):
                end = each.number
        zone = list(paragraphs[:end])
    _classify_head(paper, zone, nation.cell[2] if nation.cell is not None else None)
    return end


def _loose_head(paper: Paper, paragraphs: tuple[Paragraph, ...]) -> int:
    """A paper without national title: number and date where they stand before its text."""
    end = 0
    for each in paragraphs[:12]:
        for line in segments(each):
            role = "number" if _NUMBER.match(line.folded) else "date" if _is_date(line.folded) else None
            if role:
                paper.roles[role].append(line)
                end = each.number
    return end


def _is_date(text: str) -> bool:
    return bool(_DATE.search(text)) and len(text) < 90 and not ATTACHED.match(text)


def _classify_head(paper: Paper, zone: list[Paragraph], column: int | None) -> None:
    """`column` is that of the national title, None in a head made of tabs."""
    below_number = False
    for paragraph in zone:
        for place, line in enumerate(segments(paragraph)):
            right = paragraph.cell[2] == column if column is not None and paragraph.cell else place > 0
            if line.is_rule:
                role = "rule"
            elif is_like(line.text, NATION):
                role = "nation"
            elif is_like(line.text, MOTTO, 0.8):
                role = "motto"
            elif _NUMBER.match(line.folded) or re.match(r"^so\s*:", line.folded):
                role, below_number = "number", True
            elif _is_date(line.folded):
                role = "date"
            elif line.folded.startswith(("v/v", "vv ", "vv:")) or (below_number and not right and paper.roles["number"]):
                role = "letter-summary"
            elif not right or (column is None and is_upper(line.text)):
                role = "agency"
            else:
                role = "head"
            paper.roles[role].append(line)
    agency = paper.roles["agency"]
    # «ỦY BAN NHÂN DÂN» over «XÃ …» is one name; before it stands the agency above.
    own = next((place for place in range(len(agency) - 1, -1, -1) if _begins_name(agency[place].folded)), len(agency) - 1)
    paper.roles["agency-above"] = agency[:own] if own > 0 else []
    paper.roles["agency"] = agency[own:] if own > 0 else agency


def _begins_name(text: str) -> bool:
    return not re.match(r"^(xa|phuong|thi tran|huyen|quan|thi xa|thanh pho|tinh|dac khu)\b", text)


def _title_and_body(paper: Paper, paragraphs: list[Paragraph]) -> None:
    lines = [Line(each, each.runs) for each in paragraphs if each.text.strip()]
    start = _title(paper, lines)
    decided = next(
        (place for place, line in enumerate(lines) if re.fullmatch(r"quyet (dinh|nghi):?", line.folded) and place >= start), None
    )
    if decided is not None:
        for line in lines[start:decided]:
            paper.roles["attached" if ATTACHED.match(line.folded) else "authority" if _is_organ(line) else "basis"].append(line)
        paper.roles["decided"].append(lines[decided])
        start = decided + 1
    else:
        start = _opening(paper, lines, start)
    _body(paper, lines[start:])


def _is_organ(line: Line) -> bool:
    return bool(_ORGANS.match(line.folded)) and len(line.text) < 120 and not line.text.endswith((";", "."))


def _title(paper: Paper, lines: list[Line]) -> int:
    """Recognise name of the type and summary; return how many lines they take."""
    for place, line in enumerate(lines[:4]):
        if line.folded.startswith("kinh gui") or _BASIS.match(line.folded):
            break
        known = line.folded.rstrip(":") in TYPES or (is_upper(line.text) and len(line.text) <= 60 and not _is_organ(line))
        if known and line.paragraph.cell is None:
            paper.kind = line.folded.rstrip(":")
            paper.roles["type"].append(line)
            return _summary(paper, lines, place + 1)
    return 0


def _summary(paper: Paper, lines: list[Line], start: int) -> int:
    place = start
    for line in lines[start : start + 5]:
        stops = line.folded.startswith("kinh gui") or _BASIS.match(line.folded) or ATTACHED.match(line.folded) or _is_organ(line)
        plain = line.paragraph.align != "center" and not any(run.bold for run in line.inked)
        if stops or plain or any(pattern.match(line.text) for _role, pattern in _BODY):
            break
        if not line.is_rule:
            paper.roles["summary"].append(line)
        place += 1
        if line.is_rule or _ruled(paper, line):
            break
    return place


def _ruled(paper: Paper, line: Line) -> bool:
    following = paper.document.paragraphs[line.paragraph.number : line.paragraph.number + 1]
    return any(each.has_border and not each.text.strip() for each in following)


def _opening(paper: Paper, lines: list[Line], start: int) -> int:
    """Recognise what stands between title and text where nothing is decided; return where the text begins."""
    while start < len(lines):
        line = lines[start]
        if line.folded.startswith("kinh gui"):
            paper.roles["addressed"].append(line)
            while start + 1 < len(lines) and lines[start + 1].text.startswith(("-", "–")):
                start += 1
                paper.roles["addressee"].append(lines[start])
        elif ATTACHED.match(line.folded):
            paper.roles["attached"].append(line)
        elif _BASIS.match(line.folded) and (paper.kind or line.text.endswith(";")):
            paper.roles["basis"].append(line)
        elif _is_organ(line) and is_upper(line.text):
            paper.roles["authority"].append(line)
        else:
            break
        start += 1
    return start


def _body(paper: Paper, lines: list[Line]) -> None:
    after_chapter = False
    for line in lines:
        role = next((role for role, pattern in _BODY if pattern.match(line.text)), "body")
        if role == "section" and len(line.text) > 200:
            role = "body"
        if after_chapter and role == "body" and (is_upper(line.text) or line.paragraph.align == "center"):
            role = "chapter-title"
        after_chapter = role in ("chapter", "part")
        if line.is_rule:
            role = "rule"
        paper.roles[role].append(line)
        paper.roles["content"].append(line)
