"""The quality manual (sổ tay chất lượng)."""

from __future__ import annotations

from .form_parts import grouped_table, loop_table, texts
from .level_one import shown
from .level_one_more import exclusions
from .sheet import _lines, controlled_section, cover_box, revision_page, running_parts, sign_off
from .wordml import cell, contents, head_row, heading, p, row, run, table, tag_row

_PARTS = [
    "GIỚI THIỆU CHUNG",
    "PHẠM VI ÁP DỤNG HỆ THỐNG QUẢN LÝ CHẤT LƯỢNG",
    "NGOẠI LỆ ÁP DỤNG VÀ LÝ GIẢI",
    "SỰ TƯƠNG TÁC GIỮA CÁC QUÁ TRÌNH",
    "TÀI LIỆU TƯƠNG ỨNG VỚI TIÊU CHUẨN",
    "GIỚI THIỆU KHÁI QUÁT HỆ THỐNG QUẢN LÝ CHẤT LƯỢNG",
]


def _matrix() -> str:
    widths = [1134, 4337, 3600]
    rows = [
        head_row(["Điều khoản", "Yêu cầu của tiêu chuẩn", "Tài liệu"], widths),
        tag_row("{%tr for item in manual.clauses %}", widths),
        tag_row("{%tr if item.chapter %}", widths),
        row(
            [
                cell(p("TableHead", "{{ item.number }}"), widths[0]),
                cell(p("TableGroup", "{{ item.title }}"), widths[1] + widths[2], span=2),
            ]
        ),
        tag_row("{%tr else %}", widths),
        row(
            [
                cell(p("TableCenter", "{{ item.number }}"), widths[0]),
                cell(p("TableText", "{{ item.title }}"), widths[1]),
                cell(p("TableText", "{{ item.documents }}"), widths[2]),
            ]
        ),
        tag_row("{%tr endif %}", widths),
        tag_row("{%tr endfor %}", widths),
    ]
    return table(widths, rows, title="Đối chiếu điều khoản và tài liệu") + p("AfterTable")


def _interaction() -> str:
    widths = [1700, 1700, 1900, 2200, 1571]
    process = [p("TableText", run("{{ item.code }}. ", "Strong"), "{{ item.name }}")]
    words = ["{{ item.inputs }}", "{{ item.outputs }}", "{{ item.who }}", "{{ item.documents }}"]
    cells = [
        cell(process, widths[0]),
        *(cell(p("TableText", word), width) for word, width in zip(words, widths[1:], strict=True)),
    ]
    rows = [
        head_row(["Quá trình", "Đầu vào", "Đầu ra và nơi đến", "Trách nhiệm", "Tài liệu"], widths),
        tag_row("{%tr for group in handbook.processes %}", widths),
        row([cell(p("TableGroup", "{{ group.title }}"), sum(widths), span=5)]),
        tag_row("{%tr for item in group.rows %}", widths),
        row(cells),
        tag_row("{%tr endfor %}", widths),
        tag_row("{%tr endfor %}", widths),
    ]
    return table(widths, rows, title="Các quá trình") + p("AfterTable")


def _answers() -> list[str]:
    """How each clause from 4 to 10 is met, with the documents that say more."""
    return [
        p("Normal", "{%p for chapter in handbook.chapters %}"),
        p("Heading2", "{{ chapter.title }}"),
        p("Normal", "{%p for item in chapter.answers %}"),
        p("Heading3", "{{ item.title }}"),
        texts("item.texts"),
        texts("item.points", "Dash"),
        shown("item.documents", p("Note", "Tài liệu: {{ item.documents }}.")),
        p("Normal", "{%p endfor %}"),
        p("Normal", "{%p endfor %}"),
    ]


def manual() -> tuple[str, dict[str, str]]:
    """Body and running parts of the manual."""
    anchors = [f"_Toc{number:03d}" for number in range(8)]
    entries = [(1, "SỬA ĐỔI TÀI LIỆU", anchors[0])] + [(1, f"{n}. {title}", anchors[n]) for n, title in enumerate(_PARTS, 1)]
    entries.append((1, "7. DANH MỤC TÀI LIỆU", anchors[7]))

    def main(number: int) -> str:
        return heading(1, f"{number}. {_PARTS[number - 1]}", anchors[number], style="Heading1Page" if number == 1 else None)

    body = [
        cover_box("Sổ\u00a0tay chất\u00a0lượng", "Theo {{ standard.name }}"),
        p("TOCHeading", "MỤC LỤC"),
        contents(entries),
        p("SignOffHead", "SOẠN THẢO, XEM XÉT, PHÊ DUYỆT"),
        sign_off(),
        revision_page(anchors[0]),
        main(1),
        heading(2, "1.1. Mục đích của sổ tay"),
        texts("handbook.purpose"),
        heading(2, "1.2. Lịch sử hình thành"),
        p("Normal", "{%p for line in manual.history %}"),
        p("BodyText", "{{ line }}"),
        p("Normal", "{%p endfor %}"),
        heading(2, "1.3. Cơ cấu tổ chức"),
        texts("handbook.organisation"),
        p("Lead", "Sơ đồ tổ chức:"),
        p("Normal", "{{p chart.organisation }}"),
        p("Lead", "Các chức vụ, chức danh tham gia hệ thống quản lý chất lượng:"),
        loop_table(
            ["TT", "Chức vụ, chức danh", "Họ và tên", "Chức năng trong hệ thống"],
            [620, 2600, 1851, 4000],
            "handbook.posts",
            ["{{ item.no }}", "{{ item.title }}", "{{ item.name }}", "{{ item.summary }}"],
            {0},
            "Cơ cấu tổ chức",
        ),
        heading(2, "1.4. Chức năng, nhiệm vụ"),
        p(
            "Lead",
            "{{ agency.name }} thực hiện chức năng, nhiệm vụ, quyền hạn của cơ quan hành chính nhà nước ở địa phương theo "
            "{{ manual.law_of_organisation }} và các văn bản liên quan:",
        ),
        texts("handbook.functions"),
        heading(2, "1.5. Chữ viết tắt"),
        loop_table(
            ["Chữ viết tắt", "Nội dung"],
            [2268, 6803],
            "handbook.abbreviations",
            ["{{ item.short }}", "{{ item.long }}"],
            {0},
            "Chữ viết tắt",
        ),
        main(2),
        p(
            "Lead",
            "Hệ thống quản lý chất lượng theo {{ standard.name }} được áp dụng cho các hoạt động sau tại {{ agency.name }}:",
        ),
        texts("handbook.services"),
        p(
            "Lead",
            "Phạm vi gồm {{ manual.procedure_count }} thủ tục hành chính thuộc {{ manual.field_count }} lĩnh vực "
            "(danh mục tại phần 7 của sổ tay này):",
        ),
        _lines("manual.fields"),
        p("Lead", "Ranh giới của phạm vi:"),
        texts("handbook.boundaries"),
        p("Lead", "Cơ sở xây dựng hệ thống:"),
        _lines("manual.basis"),
        main(3),
        exclusions(),
        main(4),
        texts("handbook.interaction"),
        p("Lead", "Sơ đồ tương tác giữa các quá trình:"),
        p("Normal", "{{p chart.interaction }}"),
        p("Lead", "Các quá trình, đầu vào, đầu ra, trách nhiệm và tài liệu:"),
        _interaction(),
        main(5),
        p("Lead", "Mỗi điều khoản của {{ standard.name }} được đáp ứng bằng các tài liệu sau; phần 6 nêu cách thực hiện:"),
        _matrix(),
        main(6),
        *_answers(),
        heading(1, "7. DANH MỤC TÀI LIỆU", anchors[7]),
        grouped_table(
            ["TT", "Mã hiệu", "Tên tài liệu", "Lần ban hành"],
            [680, 1871, 5103, 1417],
            "handbook.documents",
            ["{{ item.no }}", "{{ item.code }}", "{{ item.title }}", "{{ document.issue }}"],
            {0, 3},
            "Danh mục tài liệu",
        ),
        controlled_section(),
    ]
    return "".join(body), running_parts()
