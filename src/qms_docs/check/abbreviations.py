"""Rules about abbreviations: used but not defined, with two long forms, defined for nothing.

In: `Subject`. Out: findings at the lines of the texts and of procedures/abbreviations.yaml. Touches: the Word templates, to read.
"""

from __future__ import annotations

import re
import unicodedata
import zipfile
from collections.abc import Iterator
from functools import lru_cache
from html import unescape
from pathlib import Path

from ..diagnostics import Severity, say
from ..domain.document import Abbreviation
from ..domain.text import tone_folded
from ..domain.vietnamese import short_date
from .printed import texts_on
from .rules import Finding, Steps, Subject, rule

_WARNING = Severity.WARNING
_NEED_NO_WORDS = frozenset(("AIDS", "GPS", "HIV", "ISO", "PDF", "QR", "SMS", "TCVN", "USD", "VND", "VNĐ"))
"""Known to everybody, or names of currencies, standards and files."""
_CAPITALS = "A-ZĐĂÂÊÔƠƯ" + "".join(
    unicodedata.normalize("NFC", f"{letter}{tone}") for letter in "AĂÂEÊIOÔƠUƯY" for tone in "\u0300\u0301\u0303\u0309\u0323"
)
_SHORT = re.compile(rf"(?<![\w/&.-])(?<![{_CAPITALS}] )[A-ZĐ](?:[A-ZĐ]|&(?=[A-ZĐ]))*[A-ZĐ](?![/&-]|\.?\w)(?! [{_CAPITALS}]{{2}})")
_ROMAN = re.compile(r"[IVXLC]+")
_EXPLAINED = re.compile(r"\((?:(?:sau đây )?(?:gọi|viết) tắt là |viết tắt: ?)?«?([A-ZĐ][A-ZĐ&]*[A-ZĐ])»?\)")
_LONGEST = 120
_CALLED = re.compile(r"(?:gọi|viết) tắt là «?([A-ZĐ][A-ZĐ&]*[A-ZĐ])(?!\w)")
_CENTRE = re.compile(r"(?<!\w)trung tâm (?:phục vụ )?hành chính công(?!\w)")
_LITTLE_WORDS = frozenset(("và", "của", "cho", "theo", "về"))
_LARGEST_PART = 20 * 2**20
_PART = re.compile(r"word/(?:document|header\d*|footer\d*)\.xml")


def _defined(subject: Subject) -> list[tuple[int, Abbreviation]]:
    return [(n, item) for n, item in enumerate(subject.catalogue.abbreviations) if item.holds_on(subject.day)]


@rule("TEX007", "abbreviation-not-defined", _WARNING)
def abbreviation_not_defined(subject: Subject) -> Iterator[Finding]:
    """Thủ tục dùng chữ viết tắt chưa được giải thích.

    Kiểm tra gì: chữ viết tắt toàn chữ hoa trong nội dung in ra của thủ tục có trong procedures/abbreviations.yaml vào ngày lập
    tài liệu, hoặc được giải thích ngay trong thủ tục: «Hợp tác xã (HTX)». Không xét số La Mã, số và ký hiệu văn bản, dòng chữ in
    hoa, chữ ai cũng biết (VNĐ, HIV, TCVN …).

    Vì sao: mục chữ viết tắt của quy trình chỉ in chữ có trong danh mục; chữ khác in ra mà không ai giải thích.

    Ví dụ sai:

        results: [Giấy chứng nhận đăng ký HTX]

    Ví dụ đúng:

        results: [Giấy chứng nhận đăng ký hợp tác xã]

    Cách sửa: viết đầy đủ, hoặc thêm «{short: HTX, long: Hợp tác xã}» vào procedures/abbreviations.yaml.
    """
    texts = subject.printed
    explained = {item.short for _, item in _defined(subject)} | _NEED_NO_WORDS
    explained_here = {(text.procedure, match[1]) for text, match in texts.found(_EXPLAINED)}
    explained_here |= {(text.procedure, match[1]) for text, match in texts.found(_CALLED)}
    told = set(explained_here)
    for text, match in texts.found(_SHORT):
        key = (text.procedure, match.group())
        if text.procedure and match.group() not in explained and key not in told and not _ROMAN.fullmatch(match.group()):
            told.add(key)
            fact = say("The abbreviation «{short}» is explained nowhere.", short=match.group())
            advice = say("Write it out, or add it to procedures/abbreviations.yaml.")
            yield Finding(text.file, text.path, fact, advice, text.commune, text.procedure)


@rule("TEX008", "abbreviation-explained-twice", _WARNING)
def abbreviation_explained_twice(subject: Subject) -> Iterator[Finding]:
    """Một chữ viết tắt có hai lời giải thích, hoặc một tên gọi có hai chữ viết tắt, hai cách gọi.

    Kiểm tra gì: procedures/abbreviations.yaml (cùng có hiệu lực vào ngày lập tài liệu) không có hai dòng cùng chữ viết tắt hoặc
    cùng nội dung; lời giải thích trong nội dung in ra («Hợp tác xã (HTX)») giống danh mục và giống nhau; «Trung tâm … hành chính
    công» viết như tên bộ phận một cửa của chế độ.

    Vì sao: cùng một bộ tài liệu mà «BPTN&HT» được giải thích hai cách thì người đọc không biết là một hay hai bộ phận.

    Ví dụ sai:

        abbreviations:
          - {short: HTX, long: Hợp tác xã}
          - {short: HTX, long: Hộ trồng xoài}

    Ví dụ đúng:

        abbreviations:
          - {short: HTX, long: Hợp tác xã}

    Cách sửa: giữ một lời giải thích, một chữ viết tắt, một cách gọi.
    """
    yield from _defined_twice(subject)
    yield from _explained_otherwise(subject)
    regime = subject.catalogue.one_stop_on(subject.day)
    unit = tone_folded(regime.reception_unit) if regime else ""
    if regime and _CENTRE.fullmatch(unit):
        for text, match in subject.printed.once(_CENTRE, folded=True):
            if match.group() != unit and text.source not in ("act", "records"):
                written = subject.printed.whole[match.start() : match.end()]
                fact = say("«{written}» is called «{right}» elsewhere.", written=written, right=regime.reception_unit)
                advice = say("Write the name as the one-stop regime of the day does.")
                yield Finding(text.file, text.path, fact, advice, text.commune, text.procedure)


def _defined_twice(subject: Subject) -> Iterator[Finding]:
    file = subject.catalogue.origin("file", "abbreviations")
    shorts: dict[str, str] = {}
    longs: dict[str, str] = {}
    for n, item in _defined(subject):
        path: Steps = ("abbreviations", n)
        other_long = shorts.setdefault(item.short, item.long)
        other_short = longs.setdefault(_plain(item.long), item.short)
        advice = say("Keep one of the two lines.")
        if longs[_plain(item.long)] == item.short and other_long != item.long:
            fact = say("«{short}» is «{long}» here and «{other}» before.", short=item.short, long=item.long, other=other_long)
            yield Finding(file, path, fact, advice)
        elif other_short != item.short:
            fact = say("«{long}» is «{short}» here and «{other}» before.", long=item.long, short=item.short, other=other_short)
            yield Finding(file, path, fact, advice)
        elif any(item.short == each.short for m, each in _defined(subject) if m < n):
            yield Finding(file, path, say("«{short}» is defined twice.", short=item.short), advice)


def _explained_otherwise(subject: Subject) -> Iterator[Finding]:
    known = {item.short: item.long for _, item in _defined(subject)}
    for text, match in subject.printed.found(_EXPLAINED):
        before = subject.printed.whole[max(match.start() - _LONGEST, 0) : match.start()]
        long = _expansion(re.split(r"[\0\n.;:()«»]", before)[-1], match[1])
        if long is None:
            continue
        other = known.setdefault(match[1], long)
        if _plain(long) != _plain(other):
            fact = say("«{short}» is «{long}» here, «{other}» elsewhere.", short=match[1], long=long, other=other)
            advice = say("Explain the abbreviation in one way; procedures/abbreviations.yaml holds it for all documents.")
            yield Finding(text.file, text.path, fact, advice, text.commune, text.procedure)


def _expansion(words_before: str, short: str) -> str | None:
    """Return the words at the end of a text whose first letters make the abbreviation; None where they do not."""
    letters = [letter for letter in short.lower() if letter.isalpha()]
    words = re.findall(r"\w+", words_before)
    for start in range(len(words) - len(letters), -1, -1):
        first = [_first(word) for word in words[start:]]
        without = [_first(word) for word in words[start:] if word.lower() not in _LITTLE_WORDS]
        if letters in (first, without):
            return " ".join(words[start:])
    return None


def _first(word: str) -> str:
    """Return the first letter without its marks: «Ủy» gives the U of UBND; «Đ» stays «đ»."""
    return unicodedata.normalize("NFD", word.lower())[0]


def _plain(long: str) -> str:
    return " ".join(re.findall(r"\w+", tone_folded(long)))


@rule("TEX009", "abbreviation-of-nothing", _WARNING)
def abbreviation_of_nothing(subject: Subject) -> Iterator[Finding]:
    """Chữ viết tắt trong danh mục mà không nội dung nào dùng.

    Kiểm tra gì: mỗi chữ viết tắt có hiệu lực vào ngày lập tài liệu, chính nó hoặc nội dung đầy đủ của nó, có trong nội dung in
    ra, trong mã hiệu tài liệu hoặc trong mẫu Word.

    Vì sao: dòng thừa thường là chữ viết sai hoặc còn lại sau khi sửa tài liệu; người sau sẽ dùng nhầm.

    Ví dụ sai:

        abbreviations:
          - {short: QLHĐ, long: Quản lý hợp đồng thuê kho}

    Ví dụ đúng:

        abbreviations:
          - {short: UBND, long: Ủy ban nhân dân}

    Cách sửa: xóa dòng, hoặc ghi ngày cuối ở «valid_to».
    """
    catalogue, texts = subject.catalogue, subject.printed
    standard = catalogue.standards.get(subject.settings.standard)
    codes = [kind.code_pattern for kind in catalogue.kinds.values()]
    own = "\n".join([*(each.text for each in texts if each.source != "abbreviation"), *codes, standard.name if standard else ""])
    folded = own.lower()
    unused = [(n, item) for n, item in _defined(subject) if not _used(item, own, folded)]
    if not unused:
        return
    procedures = (text for each in catalogue.procedures.values() for _, text in texts_on(each, subject.day))
    rest = "\n".join([*procedures, *map(_template_text, sorted(subject.templates.glob("*.docx")))])
    folded = rest.lower()
    for n, item in unused:
        if not _used(item, rest, folded):
            fact = say("Nothing uses «{short}» ({long}) on {day}.", short=item.short, long=item.long, day=short_date(subject.day))
            advice = say("Delete the line, or end it with valid_to.")
            yield Finding(catalogue.origin("file", "abbreviations"), ("abbreviations", n), fact, advice)


def _used(item: Abbreviation, text: str, folded: str) -> bool:
    written = item.long.lower() in folded
    return written or (item.short in text and re.search(rf"(?<!\w){re.escape(item.short)}(?!\w)", text) is not None)


def _template_text(file: Path) -> str:
    try:
        state = file.stat()
        return _read_template(file, state.st_mtime_ns, state.st_size)
    except OSError:
        return ""


@lru_cache(maxsize=256)
def _read_template(file: Path, changed: int, size: int) -> str:
    """Return the words of a template; its time and size tell a changed file from the one read before."""
    try:
        with zipfile.ZipFile(file) as package:
            wanted = [info for info in package.infolist() if _PART.fullmatch(info.filename) and info.file_size <= _LARGEST_PART]
            parts = [package.read(info).decode("utf-8", "replace") for info in wanted]
    except (OSError, zipfile.BadZipFile, NotImplementedError, RuntimeError):
        return ""
    return unescape(re.sub("<[^>]+>", "", "\n".join(parts)))
