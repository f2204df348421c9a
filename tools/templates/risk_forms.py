"""Forms of risk, satisfaction and complaints: register, survey, report, book of complaints."""

from __future__ import annotations

from .form_parts import (
    blank_table,
    fill,
    form_head,
    form_parts,
    form_section,
    grouped_table,
    loop_table,
    signed_by_stage,
    texts,
    two_fills,
)
from .wordml import TEXT_WIDTH, WIDE_WIDTH, cell, head_row, heading, p, row, table, tag_row

Draft = tuple[str, dict[str, str]]


def _items(*words: str) -> list[str]:
    return [f"{{{{ item.{word} }}}}" for word in words]


def _entries(loop: str, what: str, cause: str, impact: str, title: str) -> str:
    titles = ["TT", what, cause, "Khả năng", impact, "Điểm", "Mức", "Hành động", "Trách nhiệm", "Thời hạn"]
    widths = [660, 2160, 2160, 760, 900, 780, 850, 3000, 2150, 1150]
    words = _items("no", "text", "cause", "likelihood", "impact", "points", "level", "action", "who", "deadline")
    return grouped_table(titles, widths, loop, words, {0, 3, 4, 5, 6}, title)


def risk_register() -> Draft:
    """Bảng nhận diện, đánh giá rủi ro và cơ hội."""
    followed = [
        "TT",
        "Rủi ro, cơ hội",
        "Mức",
        "Căn cứ đánh giá",
        "Kết quả thực hiện đến ngày rà soát",
        "Điểm sau xử lý",
        "Hiệu quả (có/không)",
    ]
    body = [
        form_head(WIDE_WIDTH, "{{ document.title_upper }} NĂM {{ year }}"),
        heading(2, "1. Thang điểm và mức"),
        p("Lead", "Điểm = khả năng xảy ra × mức ảnh hưởng (đối với cơ hội: khả năng thực hiện × lợi ích)."),
        loop_table(
            ["Điểm", "Khả năng xảy ra", "Mức ảnh hưởng"],
            [1000, 5570, 8000],
            "risks.scale",
            _items("points", "likelihood", "impact"),
            {0},
            "Thang điểm",
        ),
        loop_table(
            ["Mức", "Khoảng điểm", "Xử lý rủi ro", "Xử lý cơ hội", "Số rủi ro", "Số cơ hội"],
            [1400, 1400, 5370, 4200, 1100, 1100],
            "risks.levels",
            _items("name", "points", "risk", "chance", "risk_count", "chance_count"),
            {0, 1, 4, 5},
            "Các mức rủi ro, cơ hội",
        ),
        heading(2, "2. Rủi ro ({{ risks.risk_count }})"),
        _entries("risks.groups", "Rủi ro", "Nguyên nhân", "Ảnh hưởng", "Rủi ro"),
        heading(2, "3. Cơ hội ({{ risks.chance_count }})"),
        _entries("risks.chances", "Cơ hội", "Điều kiện", "Lợi ích", "Cơ hội"),
        heading(2, "4. Theo dõi, đánh giá hiệu quả hành động"),
        loop_table(
            followed,
            [620, 3600, 1150, 3400, 3400, 1100, 1300],
            "risks.followed",
            [*_items("no", "text", "level", "measure"), "", "", ""],
            {0, 2},
            "Theo dõi hiệu quả",
        ),
        heading(2, "5. Tổng hợp và rà soát"),
        p(
            "Lead",
            "Rủi ro: {{ risks.risk_count }}, gồm {% for item in risks.levels %}{{ item.risk_count }} ở mức {{ item.name|lower }}{% if not loop.last %}, {% endif %}{% endfor %}. "
            "Cơ hội: {{ risks.chance_count }}, gồm {% for item in risks.levels %}{{ item.chance_count }} ở mức {{ item.name|lower }}{% if not loop.last %}, {% endif %}{% endfor %}.",
        ),
        p(
            "Lead",
            "Rà soát sáu tháng một lần và trước cuộc họp xem xét của lãnh đạo. Hành động không hiệu quả thì xác định lại nguyên nhân, "
            "bổ sung hành động và đưa vào bảng năm sau.",
        ),
        signed_by_stage(WIDE_WIDTH),
        form_section(wide=True),
    ]
    return "".join(body), form_parts(wide=True)


def _questions() -> str:
    number, mark, tag = 600, 930, 200
    text = TEXT_WIDTH - number - 5 * mark
    widths = [number, text, tag, 5 * mark - 2 * tag, tag]

    def line(first: str, second: str, style: str, word: str) -> list[str]:
        return [
            cell(p("TableHead" if style == "TableHead" else "TableCenter", first), number),
            cell(p("TableHead" if style == "TableHead" else "TableText", second), text),
            cell(p("TableText", "{%tc for choice in survey.choices %}"), tag),
            cell(p(style, word), mark),
            cell(p("TableText", "{%tc endfor %}"), tag),
        ]

    rows = [
        row(line("TT", "Nội dung", "TableHead", "{{ choice.name }} ({{ choice.points }})"), header=True),
        tag_row("{%tr for part in survey.parts %}", widths),
        row(
            [
                cell(p("TableGroup", "{{ part.title }}"), number + text, span=2),
                cell(p("TableText", "{%tc for choice in survey.choices %}"), tag),
                cell(p("TableCenter"), mark),
                cell(p("TableText", "{%tc endfor %}"), tag),
            ]
        ),
        tag_row("{%tr for item in part.rows %}", widths),
        row(line("{{ item.no }}", "{{ item.text }}", "TableCenter", "☐")),
        tag_row("{%tr endfor %}", widths),
        tag_row("{%tr endfor %}", widths),
    ]
    return table(widths, rows, title="Câu hỏi khảo sát") + p("AfterTable")


def satisfaction_survey() -> Draft:
    """Phiếu khảo sát sự hài lòng của tổ chức, cá nhân."""
    body = [
        form_head(),
        texts("survey.greeting"),
        heading(2, "1. Thông tin chung"),
        two_fills("Thủ tục đã giải quyết: ", "Ngày nhận kết quả: "),
        loop_table(
            ["Nội dung", "Đánh dấu X vào ô phù hợp"],
            [3000, 6071],
            "survey.profile",
            _items("text", "choices"),
            set(),
            "Thông tin chung",
        ),
        heading(2, "2. Ý kiến đánh giá"),
        _questions(),
        heading(2, "3. Ý kiến khác"),
        fill("Điều chưa hài lòng, lý do: "),
        fill(),
        fill("Đề nghị để phục vụ tốt hơn: "),
        fill(),
        p("Note", "Nếu muốn được trả lời, xin ghi số điện thoại hoặc thư điện tử:"),
        fill(),
        p("Subtitle", "Xin cảm ơn ông (bà)!"),
        form_section(),
    ]
    return "".join(body), form_parts()


def _answers() -> str:
    number, mark, tag, total, share = 560, 600, 200, 760, 851
    text = TEXT_WIDTH - number - 5 * mark - total - share
    widths = [number, text, tag, 5 * mark - 2 * tag, tag, total, share]

    def line(words: tuple[str, str, str, str, str], loop: str, style: str, left: str) -> list[str]:
        first, second, word, third, fourth = words
        return [
            cell(p(style, first), number),
            cell(p(left, second), text),
            cell(p("TableText", loop), tag),
            cell(p(style, word), mark),
            cell(p("TableText", "{%tc endfor %}"), tag),
            cell(p(style, third), total),
            cell(p(style, fourth), share),
        ]

    choices = "{%tc for choice in survey.choices %}"
    heads = ("TT", "Nội dung", "{{ choice.points }}", "Cộng", "Hài lòng (%)")
    rows = [
        row(line(heads, choices, "TableHead", "TableHead"), header=True),
        tag_row("{%tr for part in survey.parts %}", widths),
        tag_row("{%tr for item in part.rows %}", widths),
        row(line(("{{ item.no }}", "{{ item.text }}", "", "", ""), choices, "TableCenter", "TableText")),
        tag_row("{%tr endfor %}", widths),
        tag_row("{%tr endfor %}", widths),
    ]
    return table(widths, rows, title="Kết quả khảo sát") + p("AfterTable")


def _causes() -> str:
    widths = [600, 2700, 2600, 2071, 1100]
    titles = ["TT", "Nội dung dưới chỉ tiêu, ý kiến góp ý nhiều lần", "Nguyên nhân", "Biện pháp, người thực hiện", "Thời hạn"]
    return blank_table(titles, widths, 5, "Nguyên nhân, biện pháp", 640)


def satisfaction_report() -> Draft:
    """Báo cáo kết quả khảo sát sự hài lòng."""
    body = [
        form_head(title="{{ document.title_upper }} NĂM {{ year }}"),
        heading(2, "1. Cách khảo sát"),
        p("BodyText", "Người phát, thu, tổng hợp phiếu: {{ survey.surveyor }}."),
        texts("survey.sampling"),
        heading(2, "2. Kết quả"),
        loop_table(
            ["Số liệu", "Năm {{ survey.last_year }}", "Năm {{ year }}"],
            [6471, 1300, 1300],
            "survey.figures",
            _items("text", "before", "now"),
            {1, 2},
            "Số liệu khảo sát",
        ),
        p(
            "Lead",
            "Số trả lời từng câu. Các mức: {% for choice in survey.choices %}{{ choice.points }} – {{ choice.name }}{% if not loop.last %}; {% endif %}{% endfor %}.",
        ),
        _answers(),
        texts("survey.methods"),
        heading(2, "3. So với chỉ tiêu"),
        p("BodyText", "Chỉ tiêu: tỷ lệ hài lòng từ {{ survey.target }}% trở lên."),
        p("Normal", "{%p if survey.recorded %}"),
        p(
            "BodyText",
            "Tỷ lệ hài lòng năm {{ year }}: {{ survey.rate }}%; {% if survey.reached %}đạt chỉ tiêu{% else %}chưa đạt chỉ tiêu{% endif %}.",
        ),
        p("Normal", "{%p else %}"),
        fill("Tỷ lệ hài lòng của năm (%): "),
        p("FillLine", "☐ Đạt chỉ tiêu   ☐ Chưa đạt chỉ tiêu"),
        p("Normal", "{%p endif %}"),
        heading(2, "4. Nguyên nhân, biện pháp"),
        _causes(),
        texts("survey.actions", "Lead"),
        p("Lead", "Báo cáo này được gửi {{ sign_off[-1].title }} và đưa vào đầu vào của cuộc họp xem xét của lãnh đạo."),
        signed_by_stage(),
        form_section(),
    ]
    return "".join(body), form_parts()


def _closing_table() -> str:
    titles = [
        "Loại",
        "Đã nhận",
        "Trả lời đúng hạn",
        "Trả lời trễ hạn",
        "Đang xử lý",
        "Đúng hoặc đúng một phần",
        "Số phiếu khắc phục",
    ]
    widths = [3070, 1700, 2000, 2000, 1700, 2300, 1800]
    kinds = ["KN – khiếu nại", "PA – phản ánh, kiến nghị", "GY – góp ý", "Cộng"]
    rows = [
        row([cell(p("TableText", kind), widths[0]), *(cell(p("TableText"), width) for width in widths[1:])], height=440)
        for kind in kinds
    ]
    return table(widths, [head_row(titles, widths), *rows], title="Tổng hợp cuối năm") + p("AfterTable")


def complaints_register() -> Draft:
    """Sổ theo dõi khiếu nại, phản ánh, kiến nghị."""
    titles = [
        "TT",
        "Ngày nhận",
        "Họ tên, địa chỉ, điện thoại",
        "Kênh nhận",
        "Loại",
        "Nội dung",
        "Người xử lý",
        "Hạn trả lời",
        "Kết quả, ngày trả lời",
        "Phiếu khắc phục",
    ]
    widths = [520, 1100, 2300, 1150, 700, 3200, 1500, 1100, 2000, 1000]
    body = [
        form_head(WIDE_WIDTH, "{{ document.title_upper }} NĂM {{ year }}"),
        texts("survey.complaint_notes"),
        blank_table(titles, widths, 16, "Sổ theo dõi khiếu nại, phản ánh, kiến nghị", 800),
        heading(2, "Tổng hợp cuối năm"),
        _closing_table(),
        p("Lead", "Khóa sổ ngày 31/12/{{ year }}."),
        signed_by_stage(WIDE_WIDTH),
        form_section(wide=True),
    ]
    return "".join(body), form_parts(wide=True)
