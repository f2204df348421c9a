"""Rules about how texts are typed: old encodings, tone marks, look-alike letters, blanks and brackets, letters of points.

In: `Subject`. Out: findings at the lines of the texts. Touches: nothing.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator

from ..diagnostics import Message, Severity, say
from ..domain.old_encodings import OLD_ENCODING
from ..domain.text import TONE_STYLE, tone_folded
from ..domain.vietnamese import LETTERS, upper_first
from .printed import Printed
from .rules import Finding, Steps, Subject, rule

_ERROR, _WARNING = Severity.ERROR, Severity.WARNING
_OLD_TONE = re.compile(r"(?<!q)(?:" + "|".join(TONE_STYLE) + r")(?!\w)")
_NEW_TONE = re.compile(r"(?<!q)(?:" + "|".join(TONE_STYLE.values()) + r")(?!\w)")
_WORD = re.compile(r"\w+\Z")

_LATIN = "A-Za-z\u00c0-\u024f\u1e00-\u1eff"
_CYRILLIC_GREEK = "\u0370-\u03ff\u0400-\u04ff"
_LOOK_ALIKE = re.compile(
    rf"[{_LATIN}][{_CYRILLIC_GREEK}]|[{_CYRILLIC_GREEK}][{_LATIN}]|(?<!\w)[А-Яа-яΑ-Ω](?!\w)|[ÐðƉɖ\uff01-\uff5e\ue000-\uf8ff]|"
    "[\u0131\u180e\u2028-\u202e\u2061-\u206f\ufff9-\ufffd]"
)
_ODD = re.compile(rf"[{_CYRILLIC_GREEK}ÐðƉɖ\uff01-\uff5e\ue000-\uf8ff\u0131\u180e\u2028-\u202e\u2061-\u206f\ufff9-\ufffd]")

_PUNCTUATION = re.compile(
    r"(?P<double>(?<=\S)  +(?=\S))|(?P<before>(?<=\w) [,;:!?](?!\w)|(?<=\w) \.(?=[\s\0])|\( | \))|"
    r"(?P<twice>(?<![.…])\.\.(?=\0)|[,;:]\.(?=\0)|,,|;;)"
)
_PAIRS = {")": "(", "]": "[", "»": "«", "”": "“"}
_BRACKET = re.compile(r'[()\[\]«»“”"\0]')
_POINT_BEFORE = re.compile(r"(?:^|[\s;,.(–-])(?:[a-zđ]{1,2}|\d{1,2}|[ivx]{1,4})\Z", re.IGNORECASE)
_MARKER = re.compile(r"(?:(?<=[\0\n])|(?<=[;:.] ))([a-zđ])\)(?=\s)")


def _found(text: Printed, fact: Message, advice: Message, path: Steps | None = None) -> Finding:
    return Finding(text.file, text.path if path is None else path, fact, advice, text.commune, text.procedure)


def _word_at(subject: Subject, start: int, end: int) -> str:
    """Return the word that a place of the printed texts stands in."""
    whole = subject.printed.whole
    while start > 0 and not (whole[start - 1].isspace() or whole[start - 1] == "\0"):
        start -= 1
    while end < len(whole) and not (whole[end].isspace() or whole[end] == "\0"):
        end += 1
    return whole[start:end].strip(' .,;:()[]«»“”"')


@rule("TEX004", "old-encoding-remains", _ERROR)
def old_encoding_remains(subject: Subject) -> Iterator[Finding]:
    """Nội dung in ra còn chữ của bảng mã cũ TCVN3 (ABC) hoặc VNI.

    Kiểm tra gì: các dấu hiệu không bao giờ có trong tiếng Việt Unicode: «®», «¨», «©» giữa chữ cái, chữ hoa có dấu giữa chữ
    thường, nguyên âm kèm dấu rời của VNI («aâ», «uû», «öô») trong mọi nội dung in ra.

    Vì sao: chép từ tài liệu cũ không chuyển mã thì in ra chữ không đọc được.

    Ví dụ sai:

        results: ["Tê khai ®¨ng ký"]

    Ví dụ đúng:

        results: [Tờ khai đăng ký]

    Cách sửa: chuyển mã sang Unicode (UniKey Toolkit: TCVN3 hoặc VNI sang Unicode), hoặc gõ lại.
    """
    for text, match in subject.printed.once(OLD_ENCODING):
        fact = say("«{word}» looks like the old encodings TCVN3 (ABC) or VNI.", word=_word_at(subject, *match.span()))
        yield _found(text, fact, say("Convert the text to Unicode, or type it again."))


@rule("TEX005", "text-cleaned-in-loading", _WARNING)
def text_cleaned_in_loading(subject: Subject) -> Iterator[Finding]:
    """Trong tệp có chữ và dấu gõ rời (Unicode tổ hợp), ký tự vô hình hoặc khoảng trắng lạ.

    Kiểm tra gì: nội dung các tệp dữ liệu trước khi chương trình làm sạch: dấu thanh rời (U+0300–U+036F), ký tự không độ rộng, dấu
    nối mềm, khoảng trắng không ngắt. Tài liệu in ra vẫn đúng vì chương trình đưa về dạng dựng sẵn và bỏ ký tự vô hình.

    Vì sao: tìm kiếm, so sánh trong tệp không thấy chữ cần tìm; chép sang phần mềm khác thì hỏng dấu.

    Ví dụ sai:

        results: ["Tơ\\u0300 khai"]

    Ví dụ đúng:

        results: [Tờ khai]

    Cách sửa: gõ lại, hoặc chuyển cả tệp về Unicode dựng sẵn (NFC).
    """
    catalogue = subject.catalogue
    chosen = {f"commune:{each.id}" for each in subject.communes}
    passed_over = {file for name, file in catalogue.origins.items() if name.startswith("commune:") and name not in chosen}
    for file, path, typed in catalogue.as_typed:
        if file in passed_over:
            continue
        odd = sorted({f"U+{ord(each):04X}" for each in typed if _is_cleaned(each)})
        clean = " ".join(unicodedata.normalize("NFC", typed).split())
        fact = say("The text has characters that loading cleans ({codes}): «{words}».", codes=", ".join(odd), words=clean[:40])
        yield Finding(file, path, fact, say("Type the text again, or save it as precomposed Unicode (NFC)."))


def _is_cleaned(character: str) -> bool:
    return bool(unicodedata.combining(character)) or (unicodedata.category(character) in ("Cf", "Zs") and character != " ")


@rule("TEX006", "tone-placement-mixed", _WARNING)
def tone_placement_mixed(subject: Subject) -> Iterator[Finding]:
    """Trong cùng bộ tài liệu có hai cách đặt dấu thanh: «hòa» và «hoà», «ủy» và «uỷ».

    Kiểm tra gì: các âm tiết oa, oe, uy có dấu trong mọi nội dung in ra; cách ít dùng hơn được báo, mỗi từ một lần trong mỗi tệp.
    Không xét tên văn bản và họ tên người.

    Vì sao: cùng một từ viết hai cách thì tìm kiếm sót và tài liệu trông như chép từ nhiều nơi.

    Ví dụ sai:

        results: [Biên bản hoà giải, Quyết định công nhận hòa giải thành]

    Ví dụ đúng:

        results: [Biên bản hòa giải, Quyết định công nhận hòa giải thành]

    Cách sửa: đổi các từ được báo theo cách đặt dấu dùng nhiều hơn.
    """
    texts = subject.printed
    lower = texts.whole.lower()
    old, new = Counter(_OLD_TONE.findall(lower)).total(), Counter(_NEW_TONE.findall(lower)).total()
    if not old or not new:
        return
    told: set[tuple[str, str]] = set()
    for match in (_OLD_TONE if old <= new else _NEW_TONE).finditer(lower):
        text = texts.at(match.start())
        before = _WORD.search(lower, max(match.start() - 8, 0), match.start())
        word = texts.whole[before.start() if before else match.start() : match.end()]
        if text.source == "act" or "officials" in text.path or (text.file, word.lower()) in told:
            continue
        told.add((text.file, word.lower()))
        right = tone_folded(word) if old <= new else _old_style(word.lower())
        right = upper_first(right) if word[0].isupper() else right
        fact = say("«{word}» has its tone mark elsewhere than most words of these texts: «{right}».", word=word, right=right)
        yield _found(text, fact, say("Spell it like the others; only proper names keep their own spelling."))


def _old_style(word: str) -> str:
    for old, new in TONE_STYLE.items():
        word = re.sub(f"{new}$", old, word)
    return word


@rule("TEX012", "look-alike-letters", _ERROR)
def look_alike_letters(subject: Subject) -> Iterator[Finding]:
    """Nội dung in ra có chữ trông giống chữ Việt mà là chữ khác, hoặc ký tự riêng của phông chữ.

    Kiểm tra gì: chữ Kirin, Hy Lạp lẫn trong từ tiếng Việt, «Ð» (U+00D0) thay cho «Đ», ký tự vùng riêng của Wingdings
    (U+F000–U+F0FF), chữ toàn chiều rộng, ký tự điều khiển hướng viết trong mọi nội dung in ra.

    Vì sao: in ra có thể thành ô vuông, chữ lệch phông; tìm kiếm và đối chiếu không thấy.

    Ví dụ sai:

        results: ["Ðơn đề nghị"]

    Ví dụ đúng:

        results: [Đơn đề nghị]

    Cách sửa: gõ lại từ đó bằng bộ gõ tiếng Việt; thay ký tự của Wingdings bằng ký tự Unicode («☐», «–»).
    """
    for text, match in subject.printed.once(_LOOK_ALIKE):
        odd = _ODD.search(match.group())
        code = f"U+{ord(odd.group() if odd else match.group()[0]):04X}"
        word = _word_at(subject, *match.span())
        fact = say("«{word}» has the character {code}, which is no Vietnamese letter.", word=word, code=code)
        yield _found(text, fact, say("Type the word again."))


@rule("TEX013", "wrong-punctuation", _WARNING)
def punctuation(subject: Subject) -> Iterator[Finding]:
    """Dấu câu gõ sai: hai khoảng trắng, khoảng trắng trước dấu câu, hai dấu chấm cuối, ngoặc không đủ đôi.

    Kiểm tra gì: mọi nội dung in ra; không xét dấu ba chấm, dấu «)» sau chữ hoặc số thứ tự của điểm: «a)», «1)».

    Vì sao: lỗi nhỏ nhưng lặp lại ở mọi tài liệu in ra; ngoặc thiếu làm sai nghĩa.

    Ví dụ sai:

        results: ["Giấy khai sinh (bản chính , 01 bản .."]

    Ví dụ đúng:

        results: ["Giấy khai sinh (bản chính, 01 bản)"]

    Cách sửa: sửa dấu câu. Lúc in, chương trình tự thêm dấu chấm cuối câu khi cần.
    """
    told: set[tuple[int, str]] = set()
    advice = say("Correct the punctuation.")
    for text, match in subject.printed.found(_PUNCTUATION):
        kind = match.lastgroup or ""
        if (id(text), kind) not in told:
            told.add((id(text), kind))
            before = subject.printed.whole[max(match.start() - 12, 0) : match.start()].rpartition("\0")[2]
            after = subject.printed.whole[match.end() : match.end() + 12].partition("\0")[0]
            words = f"{before}{match.group()}{after}".replace("\n", " ").strip()
            facts = {
                "double": say("Two blanks stand at «{words}».", words=words),
                "before": say("A blank stands before a punctuation mark or inside a bracket at «{words}».", words=words),
                "twice": say("Two punctuation marks follow each other at «{words}».", words=words),
            }
            yield _found(text, facts[kind], advice)
    for text, sign in _unpaired(subject):
        yield _found(text, say("The sign {sign} has no partner.", sign=sign), advice)


def _unpaired(subject: Subject) -> Iterator[tuple[Printed, str]]:
    """Yield each text whose brackets or quotes do not pair, with the first sign that stands alone."""
    waiting: list[str] = []
    alone, quotes, start = "", 0, 0
    for match in _BRACKET.finditer(subject.printed.whole):
        sign = match.group()
        if sign == "\0":
            alone = alone or (waiting[-1] if waiting else "") or ('"' if quotes % 2 else "")
            if alone:
                yield subject.printed.at(start + 1), alone
            waiting, alone, quotes, start = [], "", 0, match.start()
        elif sign == '"':
            quotes += 1
        elif sign not in _PAIRS:
            waiting.append(sign)
        elif waiting and waiting[-1] == _PAIRS[sign]:
            waiting.pop()
        elif not (sign == ")" and _POINT_BEFORE.search(subject.printed.whole[max(match.start() - 6, start + 1) : match.start()])):
            alone = alone or sign


@rule("TEX014", "letters-of-points", _WARNING)
def letters_of_points(subject: Subject) -> Iterator[Finding]:
    """Các điểm gõ trong nội dung dùng chữ không có trong bảng chữ cái tiếng Việt, hoặc sai thứ tự.

    Kiểm tra gì: «a)», «b)» … ở đầu nội dung, đầu dòng hoặc sau dấu «;», «:», «.»; trong một nội dung và qua các mục liền nhau của
    một danh sách.

    Vì sao: văn bản hành chính đánh điểm theo bảng chữ cái tiếng Việt: a, b, c, d, đ, e, g, h, i, k, l; không có f, j, w, z.

    Ví dụ sai:

        conditions: ["a) Đủ 18 tuổi; b) Tự nguyện; c) Có nơi ở; d) Có hồ sơ; e) Không bị cấm; f) Đã nộp phí"]

    Ví dụ đúng:

        conditions: ["a) Đủ 18 tuổi; b) Tự nguyện; c) Có nơi ở; d) Có hồ sơ; đ) Không bị cấm; e) Đã nộp phí"]

    Cách sửa: đánh lại chữ của các điểm; tốt hơn là tách thành các mục, chương trình tự đánh chữ.
    """
    last: dict[tuple[str, Steps], str] = {}
    of: dict[tuple[str, Steps], Printed] = {}
    told: set[int] = set()
    for text, match in subject.printed.found(_MARKER):
        letter = match[1]
        group = (text.file, _list_of(text.path))
        before = last.get(group)
        again = letter == before and of[group] is not text
        last[group], of[group] = letter, text
        wanted = LETTERS[LETTERS.index(before) + 1] if before in LETTERS[:-1] else None
        wrong = letter not in LETTERS or (letter != "a" and wanted is not None and letter != wanted and not again)
        if wrong and id(text) not in told:
            told.add(id(text))
            if before is None:
                fact = say("«{letter})» is no letter of Vietnamese points.", letter=letter)
            else:
                fact = say(
                    "After «{before})» comes «{wanted})», not «{letter})».", before=before, wanted=wanted or "–", letter=letter
                )
            yield _found(text, fact, say("The letters of points are a, b, c, d, đ, e, g, h, i, k, l."))


def _list_of(path: Steps) -> Steps:
    """Return the path of the list that a text is an item of; the text's own path where it is in none."""
    places = [n for n, step in enumerate(path) if isinstance(step, int)]
    return path[: places[-1]] if places and len(path) - places[-1] <= 2 else path
