"""Letter on a change of law: what the units have to update, until when, and who does it; not a document of the set."""

from __future__ import annotations

from .decisions import loop
from .publication import annex_break, decree_section, page_number_parts, signature
from .wordml import TEXT_WIDTH, cell, head_row, p, row, run, table, tag_row

_LEFT, _RIGHT = 3700, 5371
Draft = tuple[str, dict[str, str]]
_CODES = p("TableText", "{%p for code in item.codes %}") + p("TableText", "{{ code }}") + p("TableText", "{%p endfor %}")


def _head() -> str:
    left = [
        p("Normal", "{%p if letter.is_unit %}"),
        p("AgencyLine", "{{ agency.letterhead_first }}"),
        p("Normal", "{%p else %}"),
        p("AgencyPlain", "{{ agency.letterhead_first }}"),
        p("Normal", "{%p endif %}"),
        p("AgencyLine", "{{ agency.letterhead_second }}"),
        p("Normal", "{%p if letter.is_unit %}"),
        p("AgencyRule"),
        p("Normal", "{%p else %}"),
        p("MottoRule"),
        p("Normal", "{%p endif %}"),
    ]
    right = [p("Nation", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"), p("Motto", "Độc lập - Tự do - Hạnh phúc"), p("MottoRule")]
    number = [p("NumberLine", "Số:        /{{ letter.symbol }}"), p("LetterSubject", "V/v {{ letter.subject }}")]
    rows = [
        row([cell(left, _LEFT), cell(right, _RIGHT)]),
        row([cell(number, _LEFT), cell(p("DateLine", "{{ letter.place_and_date }}"), _RIGHT)]),
    ]
    return table([_LEFT, _RIGHT], rows, style="Khung")


def _listing(titles: list[str], widths: list[int], rows: str, words: list[str], centred: set[int], title: str) -> str:
    styles = ["TableCenter" if place in centred else "TableText" for place in range(len(words))]
    cells = [
        cell(_CODES if word == _CODES else p(style, word), width)
        for style, word, width in zip(styles, words, widths, strict=True)
    ]
    lines = [
        head_row(titles, widths),
        tag_row(f"{{%tr for item in {rows} %}}", widths),
        row(cells),
        tag_row("{%tr endfor %}", widths),
    ]
    return table(widths, lines, title=title) + p("AfterTable")


def _procedures() -> str:
    widths = [600, 1304, 3100, 2067, 2000]
    titles = ["TT", "Mã thủ tục", "Tên thủ tục hành chính", "Nội dung phải rà soát", "Mã hiệu tài liệu"]
    words = ["{{ item.no }}", "{{ item.code }}", "{{ item.title }}", "{{ item.places }}", _CODES]
    return _listing(titles, widths, "letter.procedures", words, {0, 1}, "Thủ tục hành chính")


def _kinds() -> str:
    widths = [600, 4404, 2067, 2000]
    titles = ["TT", "Tên tài liệu", "Nội dung phải rà soát", "Mã hiệu tài liệu"]
    words = ["{{ item.no }}", "{{ item.title }}", "{{ item.places }}", _CODES]
    return _listing(titles, widths, "letter.kinds", words, {0}, "Tài liệu khác của hệ thống")


def _units() -> str:
    widths = [600, 3271, 2200, 1000, 1000, TEXT_WIDTH - 8071]
    titles = ["TT", "Đơn vị", "Địa bàn huyện", "Thủ tục", "Tài liệu", "Trang (ước tính)"]
    words = [f"{{{{ item.{word} }}}}" for word in ("no", "name", "district", "procedures", "documents", "pages")]
    return _listing(titles, widths, "letter.units", words, {0, 3, 4, 5}, "Đơn vị")


def _annex(number: str, title: str, *content: str) -> list[str]:
    attached = (
        "(Kèm theo Công văn số        /{{ letter.symbol }} {{ letter.day }}{% if agency.name %} của {{ agency.name }}{% endif %})"
    )
    return [p("AnnexHead", number), p("AnnexTitle", title), p("AttachedLine", attached), p("SubjectRule"), *content]


def _end_of_annex() -> str:
    return p("AfterTable").replace("</w:pPr>", f"{decree_section(restart=True)}</w:pPr>")


def impact_letter() -> Draft:
    """Công văn về việc cập nhật tài liệu khi thay đổi văn bản quy phạm pháp luật."""
    body = [
        _head(),
        p("AddressedTo", "Kính gửi: {{ letter.addressed }}."),
        p("Article", "{{ letter.opening }}"),
        p("Article", run("1. Văn bản thay đổi: ", "Strong"), "{{ letter.change }}"),
        p(
            "Article",
            run("2. Phạm vi ảnh hưởng: ", "Strong"),
            "{{ letter.procedure_count }} thủ tục hành chính và {{ letter.kind_count }} loại tài liệu khác ({{ letter.annex }})"
            "{% if not letter.is_unit %} tại {{ letter.unit_count }} đơn vị (Phụ lục II){% endif %}; "
            "phải lập và in lại {{ letter.document_count }} tài liệu, ước tính khoảng {{ letter.page_count }} trang A4.",
        ),
        p(
            "Article",
            run("3. Thời hạn: ", "Strong"),
            "hoàn thành {{ letter.deadline }}.",
        ),
        p("ArticleLead", run("4. Phân công thực hiện:", "Strong")),
        loop("letter.tasks", "task", text="- {{ task }}"),
        p(
            "ArticleLast",
            "{% if letter.is_unit %}Yêu cầu các bộ phận, cán bộ, công chức nghiêm túc thực hiện; khó khăn, vướng mắc báo cáo "
            "{{ letter.drafter }} để tổng hợp{% else %}Đề nghị các đơn vị thực hiện đúng thời hạn và gửi quyết định ban hành tài liệu "
            "sửa đổi về nơi gửi Công văn này để theo dõi{% endif %}./.",
        ),
        signature(
            [p("Recipients", "- Như trên;"), p("Recipients", "- Lưu: VT{% if letter.is_unit %}, ISO{% endif %}.")],
            "{%p if letter.is_unit %}",
            "TM. Ủy ban nhân dân",
            "{%p endif %}",
            "{{ letter.post }}",
        ),
        annex_break(),
        *_annex("{{ letter.annex }}", "Danh mục thủ tục hành chính, tài liệu phải cập nhật"),
        p("Normal", "{%p if letter.procedures %}"),
        p("ArticlePart", "1. Thủ tục hành chính"),
        _procedures(),
        p("Normal", "{%p endif %}"),
        p("Normal", "{%p if letter.kinds %}"),
        p("ArticlePart", "{% if letter.procedures %}2{% else %}1{% endif %}. Tài liệu khác của hệ thống"),
        _kinds(),
        p("Normal", "{%p endif %}"),
        p("Normal", "{%p if not letter.is_unit %}"),
        _end_of_annex(),
        *_annex("Phụ lục II", "Danh sách đơn vị phải cập nhật tài liệu", _units()),
        p("Normal", "{%p endif %}"),
        decree_section(restart=True),
    ]
    return "".join(body), page_number_parts()
