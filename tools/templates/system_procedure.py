"""The one template of the six system procedures (quy trình hệ thống)."""

from __future__ import annotations

from .form_parts import line, loop_table, texts
from .sheet import controlled_section, cover_box, revision_page, running_parts, sign_off
from .wordml import TEXT_WIDTH, cell, contents, head_row, heading, p, row, table, tag_row

_SECTIONS = [
    "MỤC ĐÍCH",
    "PHẠM VI",
    "TÀI LIỆU VIỆN DẪN",
    "ĐỊNH NGHĨA, VIẾT TẮT",
    "NỘI DUNG QUY TRÌNH",
    "BIỂU MẪU",
    "HỒ SƠ LƯU",
]


def _three_columns() -> str:
    """A table borrowed from other data of the system."""
    widths = [1250, 3400, TEXT_WIDTH - 1250 - 3400]
    words = ["{{ item.first }}", "{{ item.second }}", "{{ item.third }}"]
    rows = [
        head_row(["{{ table.first }}", "{{ table.second }}", "{{ table.third }}"], widths),
        tag_row("{%tr for item in table.rows %}", widths),
        line([(word, width, place == 0) for place, (word, width) in enumerate(zip(words, widths, strict=True))]),
        tag_row("{%tr endfor %}", widths),
    ]
    return table(widths, rows, title="Bảng kèm theo bước") + p("AfterTable")


def _details() -> list[str]:
    """How each step is done, with the tables that belong to it."""
    return [
        p("Normal", "{%p for step in system_procedure.steps %}"),
        p("Heading3", "Bước {{ step.no }}. {{ step.name }}"),
        texts("step.points"),
        p("Normal", "{%p for table in step.tables %}"),
        p("TableGroup", "{{ table.title }}"),
        _three_columns(),
        p("Normal", "{%p endfor %}"),
        p("Normal", "{%p endfor %}"),
    ]


def _steps() -> str:
    """The table of steps; each form code on a line of its own, since a hyphen breaks lines."""
    widths = [560, 2400, 2400, 2041, TEXT_WIDTH - 560 - 2 * 2400 - 2041]
    words = ["{{ item.no }}", "{{ item.name }}", "{{ item.who }}", "{{ item.when }}"]
    cells = [cell(p("TableText" if place else "TableCenter", word), widths[place]) for place, word in enumerate(words)]
    codes = [
        p("TableCenter", "{%p for code in item.forms %}"),
        p("TableCenter", "{{ code }}"),
        p("TableCenter", "{%p endfor %}"),
    ]
    rows = [
        head_row(["TT", "Bước", "Trách nhiệm", "Thời hạn", "Biểu mẫu"], widths),
        tag_row("{%tr for item in system_procedure.steps %}", widths),
        row([*cells, cell(codes, widths[-1])]),
        tag_row("{%tr endfor %}", widths),
    ]
    return table(widths, rows, title="Các bước của quy trình") + p("AfterTable")


def system_procedure() -> tuple[str, dict[str, str]]:
    """Body and running parts of a system procedure."""
    anchors = [f"_Toc{number:03d}" for number in range(8)]
    entries = [(1, "SỬA ĐỔI TÀI LIỆU", anchors[0])]
    entries += [(1, f"{number}. {title}", anchors[number]) for number, title in enumerate(_SECTIONS, 1)]

    def main(number: int) -> str:
        style = "Heading1Page" if number == 1 else None
        return heading(1, f"{number}. {_SECTIONS[number - 1]}", anchors[number], style=style)

    body = [
        cover_box("Quy trình", "{{ system_procedure.name }}"),
        p("TOCHeading", "MỤC LỤC"),
        contents(entries),
        p("SignOffHead", "SOẠN THẢO, XEM XÉT, PHÊ DUYỆT"),
        sign_off(),
        revision_page(anchors[0]),
        main(1),
        texts("system_procedure.purpose"),
        main(2),
        texts("system_procedure.scope"),
        main(3),
        texts("system_procedure.references", "Dash"),
        main(4),
        loop_table(
            ["Thuật ngữ, viết tắt", "Cách hiểu trong quy trình này"],
            [2268, 6803],
            "system_procedure.terms",
            ["{{ item.term }}", "{{ item.meaning }}"],
            set(),
            "Thuật ngữ, chữ viết tắt",
        ),
        main(5),
        heading(2, "5.1. Các bước"),
        _steps(),
        heading(2, "5.2. Cách thực hiện"),
        *_details(),
        heading(2, "5.3. Quy định riêng"),
        texts("system_procedure.rules"),
        main(6),
        loop_table(
            ["TT", "Mã hiệu", "Tên biểu mẫu"],
            [680, 2268, 6123],
            "system_procedure.forms",
            ["{{ item.no }}", "{{ item.code }}", "{{ item.name }}"],
            {0, 1},
            "Biểu mẫu",
        ),
        main(7),
        p("Lead", "Hồ sơ được lập, lưu bằng bản giấy hoặc bản điện tử tại nơi và trong thời gian sau:"),
        loop_table(
            ["TT", "Tên hồ sơ", "Mã hiệu", "Người lưu", "Thời gian lưu"],
            [620, 3470, 1644, 2060, 1277],
            "system_procedure.records",
            ["{{ item.no }}", "{{ item.name }}", "{{ item.code }}", "{{ item.keeper }}", "{{ item.retention }}"],
            {0, 2, 4},
            "Hồ sơ lưu",
        ),
        controlled_section(),
    ]
    return "".join(body), running_parts()
