"""Rules about what texts name: other places, units and districts of the past, dates, numbers of one-stop forms.

In: `Subject`. Out: findings at the lines of the texts. Touches: nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain

from ..diagnostics import Message, Severity, say
from ..domain.text import tone_folded
from ..domain.vietnamese import short_date
from .printed import Printed
from .rules import Finding, Subject, rule
from .unit_names import Named, UnitNames

_ERROR, _WARNING = Severity.ERROR, Severity.WARNING
_PAST = re.compile(
    r"(?<!\w)(?:cũ|trước đây|trước ngày|đến ngày|đến hết ngày|nguyên là|đổi tên|sáp nhập|hợp nhất|sắp xếp|hình thành từ|nhập vào|"
    r"nay là|được thành lập|tách từ|tách ra từ)(?!\w)"
)
_CITED = re.compile(
    r"(?:nghị quyết|quyết định|kế hoạch|công văn|chỉ thị|thông báo)[^\0\n;]{0,60}\d+[^\0\n;]{0,80}$|\d/[^\0\n;]{0,80}$"
)
_DISTRICT = re.compile(
    r"(?<!\w)(?:ủy ban nhân dân (?:cấp )?huyện|ubnd (?:cấp )?huyện|cấp huyện|huyện|quận|thị trấn|thị xã|phòng (?:tư pháp|nội vụ|"
    r"tài nguyên và môi trường|lao động|tài chính|nông nghiệp|kinh tế và hạ tầng|quản lý đô thị|giáo dục và đào tạo|y tế|"
    r"thanh tra|văn hóa và thông tin))(?!\w)"
)
_DATE = re.compile(
    r"(?<![\d/.,-])(?:(?P<day>\d{1,2}) tháng (?P<month>\d{1,2})(?: năm \d{4})?|(?P<d>\d{1,2})/(?P<m>\d{1,2})/(?:19|20)\d{2}|"
    r"(?<=tháng )(?P<of>\d{1,2})(?:/| năm )(?:19|20)\d{2})(?![\d/])"
)


def _found(text: Printed, fact: Message, advice: Message) -> Finding:
    return Finding(text.file, text.path, fact, advice, text.commune, text.procedure)


def _named(subject: Subject, names: UnitNames) -> Iterator[Named]:
    """Yield each unit once that a text names, save in titles of acts and after the number of an act."""
    seen: set[tuple[int, str]] = set()
    texts = subject.printed
    for named in names.named_in(texts):
        before = texts.folded[max(named.match.start() - 160, 0) : named.match.start()]
        text = named.text
        cited = text.source == "act" or (text.source == "system" and text.path[-1] == "issuer") or _CITED.search(before)
        if not cited and (id(text), named.name) not in seen:
            seen.add((id(text), named.name))
            yield named


@rule("TEX001", "another-place-named", _ERROR)
def another_place_named(subject: Subject) -> Iterator[Finding]:
    """Nội dung in ra nhắc tên xã, huyện hoặc tỉnh khác với địa phương của đơn vị.

    Kiểm tra gì: tên xã, phường, thị trấn, huyện, tỉnh có ghi loại đơn vị đứng trước, trong mọi nội dung in ra: thủ tục, khác biệt
    địa phương, tệp hệ thống, tệp đơn vị. Nội dung dùng chung chỉ được nhắc huyện, tỉnh chung của tất cả đơn vị đang lập. Không
    xét tên văn bản và tên nơi ban hành đứng sau số, ký hiệu văn bản.

    Vì sao: đây là dấu vết chép tài liệu của nơi khác, đoàn đánh giá thấy ngay.

    Ví dụ sai:

        # tệp của xã Thạnh Phước, huyện Bình Đại
        agency:
          - {address: "Ấp 3, xã Thới Thuận, huyện Bình Đại, tỉnh Bến Tre"}

    Ví dụ đúng:

        agency:
          - {address: "Ấp 3, xã Thạnh Phước, huyện Bình Đại, tỉnh Bến Tre"}

    Cách sửa: ghi đúng tên đơn vị; trong nội dung dùng chung thì ghi «địa phương», «xã» hoặc chỗ trống {unit} của tệp hệ thống.
    """
    names = UnitNames(subject.catalogue, subject.day)
    own: dict[int, set[str]] = {}
    for named in _named(subject, names):
        here = named.text.communes
        if id(here) not in own:
            own[id(here)] = names.of_all(here)
        if names.stands(named.name) and named.name not in own[id(here)] and not _PAST.search(subject.printed.around(named.match)):
            fact = say("The text names «{name}», which is not the place of every unit it is printed for.", name=named.written)
            advice = say(
                "Name the unit's own place, or leave the place out; for an address that is meant, silence the rule here."
            )
            yield _found(named.text, fact, advice)


@rule("TEX002", "unit-not-of-this-day", _ERROR)
def unit_not_of_this_day(subject: Subject) -> Iterator[Finding]:
    """Nội dung in ra nhắc đơn vị hành chính không có vào ngày lập tài liệu.

    Kiểm tra gì: tên đơn vị có trong dữ liệu nhưng đã sáp nhập, đổi tên, đổi loại, hoặc chưa thành lập vào ngày lập tài liệu.
    Không xét câu kể về trước đây («cũ», «trước đây», «sáp nhập», «hình thành từ», «trước ngày …»), tên văn bản, hồ sơ năm và
    người ban hành quyết định cũ trong system/republication.yaml.

    Vì sao: tài liệu sau ngày 01/7/2025 mà còn ghi «huyện Bình Đại, tỉnh Bến Tre» là sai rõ ràng.

    Ví dụ sai:

        # tài liệu lập ngày 01/11/2026
        agency:
          - {address: "Ấp 3, xã Thạnh Phước, huyện Bình Đại, tỉnh Bến Tre"}

    Ví dụ đúng:

        agency:
          - {address: "Ấp 3, xã Thạnh Phước, huyện Bình Đại, tỉnh Bến Tre", valid_to: 2025-06-30}
          - {address: "Ấp 3, xã Thạnh Phước, tỉnh Vĩnh Long", valid_from: 2025-07-01}

    Cách sửa: ghi ngày cuối ở «valid_to» và thêm dòng với tên mới; câu kể về trước đây thì ghi rõ «cũ» hoặc «trước đây».
    """
    names = UnitNames(subject.catalogue, subject.day)
    for named in _named(subject, names):
        kept = named.text.source == "records" or names.stands(named.name)
        if not kept and not _PAST.search(subject.printed.around(named.match)):
            fact = say("There is no «{name}» on {day}.", name=named.written, day=short_date(subject.day))
            advice = say("Name the unit of this day, or date the text with valid_to; a text about the past says «cũ».")
            yield _found(named.text, fact, advice)


@rule("TEX003", "district-after-its-end", _WARNING)
def district_after_its_end(subject: Subject) -> Iterator[Finding]:
    """Nội dung in ra còn nói đến cấp huyện sau ngày kết thúc hoạt động của cấp huyện.

    Kiểm tra gì: «huyện», «cấp huyện», «quận», «thị trấn», «Phòng Tư pháp», «Phòng Lao động …» trong nội dung in ra, vào ngày
    không còn huyện nào trong communes/*/units.yaml. Không xét tên văn bản, tên biểu mẫu, hồ sơ năm và câu nói về trước đây.

    Vì sao: từ ngày 01/7/2025 chính quyền địa phương có hai cấp (Luật 72/2025/QH15); cơ quan cấp huyện không còn để gửi hồ sơ.

    Ví dụ sai:

        cooperating: [Phòng Tư pháp]

    Ví dụ đúng:

        cooperating:
          - {text: Phòng Tư pháp, valid_to: 2025-06-30}
          - {text: Sở Tư pháp, valid_from: 2025-07-01}

    Cách sửa: ghi cơ quan nhận nhiệm vụ theo quy định mới, kèm «valid_from»; dòng cũ ghi «valid_to: 2025-06-30».
    """
    names = UnitNames(subject.catalogue, subject.day)
    if not names.has_no_districts:
        return
    texts = subject.printed
    told = {(id(named.text), named.match.start()) for named in names.named_in(texts)}
    for text, match in texts.once(_DISTRICT, folded=True):
        exempt = text.source in ("act", "records") or "forms" in text.path or text.path[-1] == "issuer"
        if exempt or (id(text), match.start()) in told or _PAST.search(texts.around(match)):
            continue
        words = texts.whole[match.start() : match.end()]
        fact = say("The text says «{words}», but there are no districts on {day}.", words=words, day=short_date(subject.day))
        advice = say("Word it as the new rules do, with valid_from; end the old wording with valid_to.")
        yield _found(text, fact, advice)


@rule("TEX010", "date-without-zeros", _WARNING)
def date_without_zeros(subject: Subject) -> Iterator[Finding]:
    """Ngày, tháng gõ trong nội dung thiếu số 0.

    Kiểm tra gì: ngày nhỏ hơn 10, tháng 1 và tháng 2 có số 0 ở trước, trong «ngày 05 tháng 02 năm 2018», «05/02/2018»,
    «tháng 02/2018»; không xét tên văn bản.

    Vì sao: thể thức văn bản quy định ghi thêm số 0 trước ngày nhỏ hơn 10 và tháng 1, 2 (Nghị định 30/2020/NĐ-CP, Phụ lục I).

    Ví dụ sai:

        results: [Thông báo theo mẫu áp dụng từ ngày 5/2/2018]

    Ví dụ đúng:

        results: [Thông báo theo mẫu áp dụng từ ngày 05/02/2018]

    Cách sửa: thêm số 0.
    """
    for text, match in subject.printed.found(_DATE):
        day = match["day"] or match["d"]
        month = match["month"] or match["m"] or match["of"]
        possible = (day is None or 1 <= int(day) <= 31) and 1 <= int(month) <= 12
        if text.source != "act" and possible and ((day is not None and len(day) == 1) or month in ("1", "2")):
            fact = say("«{date}» lacks a zero before the day or the month.", date=match.group())
            yield _found(text, fact, say("Days below 10 and the months 1 and 2 are written with a zero: 05/02/2018."))


@rule("TEX011", "form-number-of-another-regime", _WARNING)
def form_number_of_another_regime(subject: Subject) -> Iterator[Finding]:
    """Nội dung ghi số mẫu của biểu mẫu một cửa khác với số của chế độ đang áp dụng.

    Kiểm tra gì: «Mẫu số …» đứng cạnh tên một biểu mẫu của law/regimes/one-stop.yaml (Phiếu kiểm soát, Sổ theo dõi hồ sơ …) phải
    đúng số của chế độ vào ngày lập tài liệu.

    Vì sao: từ ngày 01/7/2025 Phiếu kiểm soát là Mẫu số 06, Mẫu số 05 là mẫu khác; ghi số cũ thì công chức dùng nhầm mẫu.

    Ví dụ sai:

        # tài liệu lập ngày 01/11/2026
        output: Phiếu kiểm soát quá trình giải quyết hồ sơ (Mẫu số 05)

    Ví dụ đúng:

        output: Phiếu kiểm soát quá trình giải quyết hồ sơ

    Cách sửa: bỏ số mẫu (chương trình tự ghi theo chế độ), hoặc ghi đúng số kèm «valid_from», «valid_to».
    """
    regime = subject.catalogue.one_stop_on(subject.day)
    forms = {tone_folded(_short(form.name)): form.key for each in subject.catalogue.one_stop for form in each.forms}
    if regime is None or not forms:
        return
    names = "|".join(map(re.escape, sorted(forms, key=len, reverse=True)))
    number = r"mẫu (?:số )?(\d{1,2})(?![\w/])"
    before = re.compile(rf"{number}[\s:–«\"(-]{{1,4}}({names})")
    after = re.compile(rf"({names})(?:(?!mẫu|{names})[^\0\n.;]){{0,60}}{number}")
    for text, match in chain(subject.printed.found(before, folded=True), subject.printed.found(after, folded=True)):
        at, of = (2, 1) if match[1].isdigit() else (1, 2)
        written = match[of]
        form = regime.form(forms[match[at]])
        if form is None or int(form.number) != int(written):
            fact = say(
                "«{name}» is form {right} on {day}, not {written}.",
                name=subject.printed.whole[match.start(at) : match.end(at)],
                right=form.number if form else "–",
                day=short_date(subject.day),
                written=written,
            )
            yield _found(text, fact, say("Leave the number out, the program knows it; or date the text."))


def _short(name: str) -> str:
    """Return the words that a form is called by: «Phiếu kiểm soát» of «Phiếu kiểm soát quá trình giải quyết hồ sơ»."""
    return re.split(r",| quá trình| và | giải quyết", name)[0]
