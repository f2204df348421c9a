"""Records scraped from the pages of the portal: one JSON object per procedure, tables run together into one text.

In: a JSON object with keys such as `ma_thu_tuc`. Out: `PortalRecord`. Touches: nothing.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from itertools import zip_longest
from typing import Any

from .record import (
    PortalAct,
    PortalChannel,
    PortalFee,
    PortalGroup,
    PortalPaper,
    PortalRecord,
    PortalResult,
    lines_of,
    plain,
    said,
)

_CHANNEL_HEAD = "Hình thức nộpThời gianPhí, lệ phíMô tả"
_PAPER_HEAD = "Tên giấy tờMẫu đơn, tờ khaiSố lượng"
_ACT_HEAD = "Tên văn bản pháp lýMã văn bản"
_UPPER = "A-ZĐÀÁẢÃẠĂẰẮẲẴẶÂẦẤẨẪẬÈÉẺẼẸÊỀẾỂỄỆÌÍỈĨỊÒÓỎÕỌÔỒỐỔỖỘƠỜỚỞỠỢÙÚỦŨỤƯỪỨỬỮỰỲÝỶỸỴ"
_LOWER = _UPPER.replace("A-Z", "").lower() + "a-z"
_CHANNEL = re.compile(r"(Trực tuyến|Dịch vụ bưu chính(?: công ích)?|Trực tiếp)(?=\s*(?:\d|Không có thông tin))")
_AMOUNT = r"\d[\d.,]*\s*(?:VNĐ|VND|Việt Nam Đồng|đồng|USD|EUR)"
_LIMIT = re.compile(
    r"\s*(Không có thông tin|\d+(?:[.,]\d+)?\s*(?:Ngày làm việc|Ngày|Giờ làm việc|Giờ|Tháng|Phút)|"
    rf"\d{{1,3}}(?!\d*[.,]?\d* ?{_AMOUNT}))"
)
_FEE = re.compile(rf"\s*(Không có thông tin|Miễn phí|(?:(?:Lệ phí|Phí)\s*:\s*)?{_AMOUNT})", re.IGNORECASE)
# The counts of a paper stand right behind its name; those in running text stand behind a blank or a bracket.
_COUNT = re.compile(r"(?<![\s(\d])(\d{1,3}) bản chính(?:,\s*(\d{1,3}) bản sao)?|(?<![\s(\d.,])(\d{1,3}) bản sao")
_FORM = re.compile(r"(?P<file>[^\n]{1,160}?\.(?:docx?|pdf|xlsx?|rtf|zip|rar|jpe?g|png))\s*$", re.IGNORECASE)
_EDGE = re.compile(rf"(?<=[{_LOWER}0-9.;:,)”\"])(?=[{_UPPER}])")
_MINISTRIES = (
    "BTP|BTC|BNV|BCA|BQP|BCT|BXD|BGTVT|BTNMT|BNNPTNT|BNNMT|BYT|BGDĐT|BKHCN|BKHĐT|BLĐTBXH|BVHTTDL|BTTTT|BNG|BDTTG|BTTTT|VPCP|NHNN|"
    "TTCP|UBDT|TANDTC|VKSNDTC|UBTƯMTTQVN"
)
_SYMBOL = (
    rf"(?:QH\d\d?|UBTVQH\d\d?|(?:NĐ|NQ)-CP|QĐ-TTg|(?:NQLT|TTLT)(?:-(?:CP|{_MINISTRIES}))*|(?:TT|QĐ|CT)-(?:{_MINISTRIES})|"
    rf"(?:NQ|QĐ|KH)-(?:HĐND|UBND)|(?:[A-ZĐƯ]+-)*[A-ZĐƯ]+(?![{_LOWER}]))"
)
_KIND = r"(?:Bộ luật|Luật|Nghị định|Nghị quyết|Thông tư liên tịch|Thông tư|Quyết định|Pháp lệnh)(?: số)? "
_NUMBER = rf"(?:{_KIND})?\d{{1,5}}(?:\.\d+)?[ab]?/(?:\d{{4}}/)?{_SYMBOL}"
# The number of an act stands right behind its title, which may itself end with a number, a year or a day.
_BEHIND = r"(?:(?<=[^\s(/\d])(?<!QH)(?<!\d\.)|(?<=QH\d\d)|(?<=\s(?:19|20)\d\d)|(?<=/(?:19|20)\d\d))"
_ACT_END = re.compile(rf"{_BEHIND}({_NUMBER})(?=\s*(?:$|[{_UPPER}\"“][{_LOWER}])|[{_LOWER}]{{2,}}\s)")
_RESULT = re.compile(r"Mã:\s*(KQ\.[A-Z0-9]+\.\d+|[0-9A-Z.\-]+\d)")
_RESULT_END = re.compile(r"Từ khóa(?P<words>.*?)Mô tả(?P<told>.*?)(?:Chọn cơ quan thực hiện.*)?\Z", re.DOTALL)
_PAGE_CODE = re.compile(r"Mã thủ tục\s*([0-9]\.[0-9]{6}(?:\.[0-9]{2})?)")

KNOWN = frozenset(
    [
        "ma_thu_tuc",
        "detail_url",
        "formality_id",
        "ten_thu_tuc",
        "so_quyet_dinh",
        "cap_thuc_hien",
        "loai_thu_tuc",
        "linh_vuc",
        "doi_tuong_thuc_hien",
        "co_quan_co_tham_quyen",
        "dia_chi_tiep_nhan",
        "co_quan_duoc_uy_quyen",
        "co_quan_phoi_hop",
        "thu_tuc_lien_quan",
        "trinh_tu_thuc_hien",
        "cach_thuc_thuc_hien",
        "thanh_phan_ho_so",
        "can_cu_phap_ly",
        "co_quan_thuc_hien",
        "yeu_cau_dieu_kien",
        "ket_qua_xu_ly",
        "raw_text",
    ]
)
TECHNICAL = frozenset(("formality_id", "raw_text"))
"""Keys that say nothing of their own: the portal's own number, and the whole page once more."""


def is_page(value: Any) -> bool:
    """True for a JSON object of this kind."""
    return isinstance(value, Mapping) and "ma_thu_tuc" in value and "ten_thu_tuc" in value


def read_page(value: Mapping[str, Any], source: str, place: str) -> PortalRecord:
    """Return the record; what cannot be split is kept whole."""
    record = PortalRecord(source, place, code=plain(value.get("ma_thu_tuc")), name=said(value.get("ten_thu_tuc")))
    record.says = {key for key in KNOWN if key in value}
    for name, key in (
        ("decision", "so_quyet_dinh"), ("level", "cap_thuc_hien"), ("type", "loai_thu_tuc"), ("field_name", "linh_vuc"),
        ("authority", "co_quan_co_tham_quyen"), ("address", "dia_chi_tiep_nhan"), ("authorised", "co_quan_duoc_uy_quyen"),
        ("url", "detail_url"),
    ):  # fmt: skip
        setattr(record, name, said(value.get(key)))
    record.subjects = split_subjects(said(value.get("doi_tuong_thuc_hien")))
    for name, key in (("executing", "co_quan_thuc_hien"), ("cooperating", "co_quan_phoi_hop"), ("related", "thu_tuc_lien_quan")):
        setattr(record, name, lines_of(said(value.get(key))))
    record.sequence = lines_of(said(value.get("trinh_tu_thuc_hien")))
    record.conditions = lines_of(said(value.get("yeu_cau_dieu_kien")))
    _channels(record, plain(value.get("cach_thuc_thuc_hien")))
    _papers(record, plain(value.get("thanh_phan_ho_so")))
    _acts(record, plain(value.get("can_cu_phap_ly")))
    _results(record, plain(value.get("ket_qua_xu_ly")))
    page = _PAGE_CODE.search(plain(value.get("raw_text")))
    if page and page[1] != record.code:
        record.keep("Mã thủ tục trong trang", page[1], f"{place}.raw_text", "IMP003")
    for key in value:
        if key not in KNOWN:
            record.keep(str(key), value[key], f"{place}.{key}")
    return record


def split_subjects(text: str) -> list[str]:
    """Split a list of subjects at its commas, not at those inside brackets."""
    return [each for each in (part.strip() for part in re.split(r"[,\n;](?![^()]*\))", text)) if each]


def _channels(record: PortalRecord, text: str) -> None:
    place = f"{record.place}.cach_thuc_thuc_hien"
    body = text.removeprefix(_CHANNEL_HEAD)
    starts = list(_CHANNEL.finditer(body))
    if body.strip() and (not starts or body[: starts[0].start()].strip()):
        record.keep("Cách thức thực hiện", body[: starts[0].start()] if starts else body, place)
    for start, following in zip_longest(starts, starts[1:]):
        row = body[start.end() : following.start() if following else len(body)]
        channel = PortalChannel(start[1], place=place)
        record.channels.append(channel)
        limit = _LIMIT.match(row)
        if limit:
            channel.limit, row = said(limit[1]), row[limit.end() :]
        fee = _FEE.match(row)
        if fee:
            row = row[fee.end() :]
            described, row = _in_brackets(row)
            channel.fees.append(PortalFee(said(fee[1]), described))
        channel.description = said(row)


def _in_brackets(text: str) -> tuple[str, str]:
    """Return the text of the brackets that a text begins with, and what follows them."""
    if not text.startswith("("):
        return "", text
    depth = 0
    for place, sign in enumerate(text):
        depth += (sign == "(") - (sign == ")")
        if depth == 0:
            return text[1:place].strip(), text[place + 1 :]
    return text[1:].strip(), ""


def _papers(record: PortalRecord, text: str) -> None:
    if _PAPER_HEAD not in text:
        record.keep("Thành phần hồ sơ", text, f"{record.place}.thanh_phan_ho_so")
        return
    title, *bodies = text.split(_PAPER_HEAD)
    for number, body in enumerate(bodies):
        group = PortalGroup(said(title).strip(" -:") if said(title).strip("-: ") else "")
        record.groups.append(group)
        last = 0
        for count in _COUNT.finditer(body):
            name = body[last : count.start()].strip()
            last = count.end()
            originals, copies, alone = count.groups()
            paper = PortalPaper(name, int(originals) if originals else 0, int(copies or alone or 0))
            _take_forms(paper)
            if paper.name or paper.forms:
                group.papers.append(paper)
        rest = body[last:].strip()
        if number + 1 < len(bodies):
            title = rest
        elif rest:
            record.keep("Thành phần hồ sơ", rest, f"{record.place}.thanh_phan_ho_so")


def _take_forms(paper: PortalPaper) -> None:
    """Split the names of attached files from the end of a paper's name, where an edge between the two can be seen."""
    while found := _FORM.search(paper.name):
        begin = found.start("file")
        edges = [edge.start() for edge in _EDGE.finditer(paper.name, begin)]
        if not edges:
            if begin == 0:
                break
            edges = [begin]
        edge = edges[-1]
        paper.forms.insert(0, paper.name[edge:].strip())
        paper.name = paper.name[:edge].strip()


def _acts(record: PortalRecord, text: str) -> None:
    body = text.removeprefix(_ACT_HEAD)
    last = 0
    for found in _ACT_END.finditer(body):
        title = body[last : found.start()].strip()
        record.acts.append(PortalAct(number=found[1], title=title))
        last = found.end()
    if rest := said(body[last:]):
        record.keep("Căn cứ pháp lý", rest, f"{record.place}.can_cu_phap_ly")


def _results(record: PortalRecord, text: str) -> None:
    end = _RESULT_END.search(text)
    body = text[: end.start()] if end else text
    if end:
        record.keywords, record.description = said(end["words"]), said(end["told"])
    last = 0
    for found in _RESULT.finditer(body):
        name = said(body[last : found.start()])
        if name:
            record.results.append(PortalResult(name, found[1]))
        last = found.end()
    if rest := said(body[last:]):
        record.results.append(PortalResult(rest))
