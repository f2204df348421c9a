"""The base of all templates: every style by name, with a sample and what it is for, to be edited in Word."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping

from .styles import styles_xml
from .wordml import TEXT_WIDTH, cell, head_row, p, row, run, section, tab, table

Draft = Callable[[], tuple[str, dict[str, str]]]
TITLE = "Bộ kiểu chung"
_STYLE = re.compile(r'<w:style w:type="(\w+)"[^>]*? w:styleId="(\w+)"><w:name w:val="([^"]*)"')
_USED = re.compile(r'<w:(?:pStyle|rStyle|tblStyle) w:val="(\w+)"')
_SENTENCE = "Ủy ban nhân dân xã bảo đảm giải quyết thủ tục hành chính đúng quy định, đúng thời hạn."
_INTRODUCTION = (
    "Tệp này giữ kiểu chữ, cỡ chữ, giãn cách và đường kẻ của mọi mẫu tài liệu. Muốn đổi diện mạo của cả bộ tài liệu, sửa kiểu dáng "
    "ở đây bằng Word (thẻ Trang đầu, khung Kiểu dáng, chọn Sửa đổi), lưu lại, rồi chạy lệnh «qms-docs template restyle».",
    "Chỉ sửa kiểu dáng; không định dạng trực tiếp từng đoạn. Chữ trong tệp này không đi vào tài liệu nào.",
    "Dòng đậm nghiêng là tên kiểu; dòng dưới là chữ mẫu viết bằng chính kiểu đó; dòng nghiêng nhỏ cho biết kiểu dùng vào việc gì.",
)

# Name of the group, then by id of the style: what it is for, and a sample where the usual sentence does not fit.
_GROUPS: Mapping[str, Mapping[str, tuple[str, str]]] = {
    "Văn bản và đề mục": {
        "Normal": ("Nền của mọi kiểu khác: đổi phông và cỡ chữ ở đây là đổi cả bộ, trừ kiểu có cỡ chữ riêng.", ""),
        "BodyText": ("Thân bài của sổ tay, quy trình và các tài liệu được kiểm soát.", ""),
        "Lead": ("Câu dẫn đứng ngay trước bảng hoặc danh sách, luôn cùng trang với phần sau.", ""),
        "Dash": ("Từng ý gạch đầu dòng.", ""),
        "Note": ("Ghi chú dưới bảng, dưới hình.", ""),
        "Heading1": ("Đề mục cấp 1.", "1. Phạm vi áp dụng"),
        "Heading2": ("Đề mục cấp 2.", "1.1. Đối tượng áp dụng"),
        "Heading3": ("Đề mục cấp 3.", "1.1.1. Trách nhiệm của công chức"),
    },
    "Trang bìa và mục lục": {
        "CoverAgency": ("Tên cơ quan trên trang bìa và trên bảng đầu tài liệu.", "Ủy ban nhân dân xã An Bình"),
        "Title": ("Tên tài liệu trên trang bìa.", "Quy trình giải quyết thủ tục"),
        "CoverTitle": ("Tên lớn trên trang bìa của sổ tay.", "Sổ tay chất lượng"),
        "CoverText": ("Các dòng khác của trang bìa sổ tay.", "Theo tiêu chuẩn TCVN ISO 9001:2015"),
        "Subtitle": ("Dòng dưới tên tài liệu.", "Đăng ký khai sinh"),
        "CoverControl": ("Mã hiệu, lần ban hành, ngày ban hành.", "Lần ban hành: 01"),
        "SignOffHead": ("Tên của bảng soạn thảo, xem xét, phê duyệt.", "Phê duyệt tài liệu"),
        "TOCHeading": ("Tên của mục lục.", "Mục lục"),
        "TOC1": ("Dòng cấp 1 của mục lục.", "1. Phạm vi áp dụng"),
        "TOC2": ("Dòng cấp 2 của mục lục.", "1.1. Đối tượng áp dụng"),
    },
    "Chữ trong bảng": {
        "TableText": ("Chữ trong ô của bảng.", ""),
        "TableCenter": ("Ô căn giữa: số thứ tự, mã hiệu, ngày.", "01"),
        "TableSymbol": ("Ô hình vẽ của cột Lưu đồ.", "Bước 1"),
        "TableHead": ("Hàng tiêu đề của bảng, lặp lại ở mỗi trang.", "Trách nhiệm"),
        "TableGroup": ("Hàng tên nhóm trong bảng.", "Lĩnh vực hộ tịch"),
        "TableNote": ("Ghi chú nhỏ trong ô.", ""),
        "SlipSpace": ("Ô chừa chỗ ký của phiếu kiểm soát.", "Người giao"),
        "AfterTable": ("Đoạn trống thấp ngay sau bảng.", ""),
    },
    "Đầu trang và cuối trang": {
        "Header": ("Đầu trang của tài liệu được kiểm soát, trang dọc.", "Quy trình đăng ký khai sinh\tMã hiệu: QT-HT-01"),
        "Footer": ("Cuối trang của tài liệu được kiểm soát, trang dọc.", "Lần ban hành: 01\tNgày 01/12/2018\tTrang 1/8"),
        "HeaderWide": ("Đầu trang của trang ngang.", "Danh mục tài liệu"),
        "FooterWide": ("Cuối trang của trang ngang.", "Lần ban hành: 01"),
        "HeaderPlain": ("Số trang ở giữa lề trên của văn bản hành chính.", "2"),
        "FooterPlain": ("Số trang ở lề dưới của văn bản hành chính trước ngày 05/3/2020.", "2"),
        "SheetLabel": ("Tên tập tài liệu và số tờ, in thêm ở lề dưới mỗi tờ của tập.", "Tập tài liệu – tờ 3/120"),
        "SheetStamp": ("Dấu bản sao, in thêm ở lề trên mỗi tờ của tập.", "BẢN SAO CÓ KIỂM SOÁT số 2"),
    },
    "Biểu mẫu và phiếu": {
        "FillLine": ("Dòng chấm để điền tay.", "Họ và tên: \t"),
        "FillLineTwo": ("Dòng chấm có hai ý.", "Ngày sinh: \tSố điện thoại: \t"),
        "FillKeep": ("Dòng chấm cuối, luôn cùng trang với chữ ký.", "Ý kiến khác: \t"),
        "FormMark": ("Số của mẫu ở góc trên.", "Mẫu số 01"),
        "AgencyPlain": ("Cơ quan chủ quản, chữ không đậm.", "ỦY BAN NHÂN DÂN XÃ AN BÌNH"),
        "FormText": ("Dòng chữ của phiếu, giấy.", ""),
        "FormDash": ("Từng ý trong phiếu.", "- Bản chính giấy chứng sinh;"),
        "FormKeep": ("Dòng cuối của phiếu, luôn cùng trang với chữ ký.", ""),
        "FormNote": ("Ghi chú cuối phiếu.", ""),
        "SignHint": ("Chỉ dẫn dưới chức danh ký.", "(Ký và ghi rõ họ tên)"),
    },
    "Thể thức văn bản hành chính": {
        "AgencyLine": ("Tên cơ quan ban hành, góc trên bên trái.", "ỦY BAN NHÂN DÂN"),
        "AgencyRule": ("Đường kẻ dưới tên cơ quan: bằng một phần ba đến một nửa dòng chữ.", ""),
        "Nation": ("Quốc hiệu.", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
        "Motto": ("Tiêu ngữ.", "Độc lập - Tự do - Hạnh phúc"),
        "MottoRule": ("Đường kẻ dưới tiêu ngữ: dài bằng dòng chữ.", ""),
        "NumberLine": ("Số và ký hiệu.", "Số: 01/QĐ-UBND"),
        "LetterSubject": ("Trích yếu của công văn, dưới số và ký hiệu.", "V/v công bố hệ thống quản lý chất lượng"),
        "DateLine": ("Địa danh và ngày, tháng, năm.", "An Bình, ngày 01 tháng 12 năm 2018"),
        "TypeLine": ("Tên loại văn bản.", "Quyết định"),
        "SubjectLine": ("Trích yếu nội dung.", "Về việc ban hành hệ thống tài liệu"),
        "SubjectRule": ("Đường kẻ dưới trích yếu ngắn.", ""),
        "SubjectRuleLong": ("Đường kẻ dưới trích yếu dài đầy dòng.", ""),
        "AttachedLine": ("Dòng «Kèm theo Quyết định số …».", "(Kèm theo Quyết định số 01/QĐ-UBND)"),
        "Authority": ("Thẩm quyền ban hành.", "Chủ tịch Ủy ban nhân dân xã"),
        "Basis": ("Căn cứ, chữ nghiêng (từ ngày 05/3/2020).", "Căn cứ Luật Tổ chức chính quyền địa phương;"),
        "BasisUpright": ("Căn cứ, chữ đứng (trước ngày 05/3/2020).", "Căn cứ Luật Tổ chức chính quyền địa phương;"),
        "Decided": ("Chữ «Quyết định:» đứng riêng.", "Quyết định:"),
        "Article": (
            "Điều, khoản; đoạn văn của công văn, kế hoạch, biên bản.",
            "Điều 1. Ban hành hệ thống tài liệu kèm theo Quyết định này.",
        ),
        "ArticlePart": ("Tên phần của kế hoạch, báo cáo, biên bản.", "I. Mục đích, yêu cầu"),
        "ArticleLead": ("Câu dẫn trước bảng trong văn bản.", ""),
        "ArticleLast": ("Điều khoản cuối, luôn cùng trang với chữ ký.", "Điều 3. Quyết định này có hiệu lực kể từ ngày ký."),
        "ArticleDash": ("Từng ý trong văn bản.", "- Công chức được phân công chịu trách nhiệm thực hiện;"),
        "AddressedTo": ("Nơi gửi công văn.", "Kính gửi: Các cơ quan, đơn vị liên quan"),
        "SignGap": ("Khoảng trống trước chữ ký.", ""),
        "SignPost": ("Quyền hạn, chức vụ của người ký.", "Chủ tịch"),
        "SignSpace": ("Chỗ ký tên, đóng dấu.", ""),
        "SignName": ("Họ tên người ký.", "Nguyễn Văn A"),
        "RecipientsHead": ("Chữ «Nơi nhận:».", "Nơi nhận:"),
        "Recipients": ("Từng nơi nhận.", "- Lưu: VT."),
        "AnnexTitle": ("Tên của phụ lục.", "Danh mục thủ tục hành chính"),
    },
}
# These begin a new page, so each says its own name.
_ON_NEW_PAGES = {
    "Heading2Page": ("Đề mục cấp 2 bắt đầu trang mới.", "5.7. Quy trình xử lý công việc"),
    "Heading1Page": ("Đề mục cấp 1 bắt đầu trang mới.", "2. Nội dung quy trình"),
    "PageTitle": ("Tên của một trang riêng: theo dõi sửa đổi, danh mục, sơ đồ.", "Theo dõi sửa đổi tài liệu"),
    "AnnexHead": ("Chữ «Phụ lục», bắt đầu trang mới.", "Phụ lục I"),
}
_CHARACTERS = {
    "DefaultParagraphFont": "Chữ thường trong đoạn.",
    "Strong": "Chữ đậm trong đoạn.",
    "Emphasis": "Chữ nghiêng trong đoạn.",
}
_TABLES = {
    "Bang": "Mọi bảng có đường kẻ.",
    "Khung": "Bảng không kẻ, để xếp chữ: đầu văn bản, chữ ký, nơi nhận.",
    "TableNormal": "Nền của mọi kiểu bảng.",
}


def _names() -> dict[str, str]:
    return {key: name for _kind, key, name in _STYLE.findall(styles_xml())}


def described() -> set[str]:
    """Return the ids of the styles that the base shows."""
    return {*_CHARACTERS, *_TABLES, *_ON_NEW_PAGES, *(key for group in _GROUPS.values() for key in group)}


def usage(drafts: Iterable[Draft]) -> dict[str, int]:
    """Return in how many drafts a style is used."""
    counts: dict[str, int] = {}
    for draft in drafts:
        body, extras = draft()
        for key in set(_USED.findall(body + "".join(extras.values()))):
            counts[key] = counts.get(key, 0) + 1
    return counts


def _pieces(sample: str) -> list[str]:
    """Return the runs of a sample; a tab stays a tab."""
    pieces: list[str] = []
    for place, text in enumerate(sample.split("\t")):
        pieces += [tab()] * (place > 0) + [run(text)] * bool(text)
    return pieces


def _note(text: str, count: int) -> str:
    return p("TableNote", f"{text} Dùng trong {count} mẫu." if count else f"{text} Hiện chưa mẫu nào dùng trực tiếp.")


def _paragraph(key: str, names: Mapping[str, str], told: tuple[str, str], counts: Mapping[str, int]) -> str:
    text, sample = told
    is_empty = key.endswith(("Rule", "RuleLong")) or key in ("AfterTable", "SignGap", "SignSpace")
    shown = p(key) if is_empty else p(key, *_pieces(sample or _SENTENCE))
    return p("TableGroup", names[key]) + shown + _note(text, counts.get(key, 0)) + p("AfterTable")


def _table_of(key: str, names: Mapping[str, str], counts: Mapping[str, int]) -> str:
    widths = [1200, TEXT_WIDTH - 1200]
    line = row([cell(p("TableCenter", "1"), widths[0]), cell(p("TableText", _SENTENCE), widths[1])])
    shown = table(widths, [head_row(["Số", "Nội dung"], widths), line], style=key, title=f"Bảng mẫu của kiểu {names[key]}")
    return p("TableGroup", names[key]) + shown + _note(_TABLES[key], counts.get(key, 0)) + p("AfterTable")


def base(drafts: Iterable[Draft]) -> tuple[str, dict[str, str]]:
    """The body of the base: a heading, how to use it, then every style in its group."""
    names, counts = _names(), usage(drafts)
    parts = [p("Title", TITLE), *(p("BodyText", text) for text in _INTRODUCTION)]
    for title, styles in _GROUPS.items():
        parts.append(p("Heading2", title))
        parts += [_paragraph(key, names, told, counts) for key, told in styles.items()]
    parts.append(p("Heading2", "Kiểu chữ trong đoạn"))
    for key, text in _CHARACTERS.items():
        style = None if key == "DefaultParagraphFont" else key
        parts += [p("TableGroup", names[key]), p("BodyText", run(_SENTENCE, style)), _note(text, counts.get(key, 0))]
    parts.append(p("Heading2", "Kiểu bảng"))
    parts += [_table_of(key, names, counts) for key in _TABLES]
    parts.append(p("BodyText", "Ba kiểu còn lại luôn bắt đầu trang mới."))
    for key, (text, sample) in _ON_NEW_PAGES.items():
        parts += [p(key, f"{names[key]}: {sample}"), _note(text, counts.get(key, 0))]
    return "".join(parts) + section({}, {}, title_page=False), {}
