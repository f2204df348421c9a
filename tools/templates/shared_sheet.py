"""The sheet of a process that alike procedures share (quy trình xử lý công việc chung)."""

from __future__ import annotations

from .form_parts import loop_table
from .sheet import _SECTIONS, _lines, _shown, controlled_section, cover_box, revision_page, running_parts, sign_off
from .wordml import TEXT_WIDTH, cell, contents, head_row, heading, p, row, run, table, tag_row


def _part(part: str, title: str, style: str = "Heading2") -> str:
    return heading(2, f"{{{{ shared.marks.{part} }}}}. {title}", style=style)


def _common() -> str:
    return "".join(
        [
            p("Normal", "{%p for topic in shared.common %}"),
            p("Lead", run("{{ topic.title }}:", "Strong")),
            _lines("topic.lines"),
            p("Normal", "{%p endfor %}"),
            p("BodyText", run("Nơi tiếp nhận hồ sơ và trả kết quả: ", "Strong"), "{{ reception_unit }}."),
        ]
    )


def _own() -> str:
    """What each procedure has of its own: a group row with its name, then a row for each topic."""
    widths = [2041, TEXT_WIDTH - 2041]
    rows = [
        head_row(["Nội dung", "Quy định riêng"], widths),
        tag_row("{%tr for each in shared.own %}", widths),
        row([cell(p("TableGroup", "Thủ tục {{ each.no }}. {{ each.name }}"), sum(widths), span=2)]),
        tag_row("{%tr for topic in each.topics %}", widths),
        tag_row("{%tr for line in topic.lines %}", widths),
        row([cell(p("TableText", "{% vm %}{{ topic.title }}"), widths[0]), cell(p("TableText", "{{ line }}"), widths[1])]),
        tag_row("{%tr endfor %}", widths),
        tag_row("{%tr endfor %}", widths),
        tag_row("{%tr if not each.topics %}", widths),
        row([cell(p("TableText", "Không có quy định riêng ngoài các quy định chung."), sum(widths), span=2)]),
        tag_row("{%tr endif %}", widths),
        tag_row("{%tr endfor %}", widths),
    ]
    return table(widths, rows, title="Quy định riêng của từng thủ tục") + p("AfterTable")


def _steps() -> str:
    """The steps that all procedures have; the last column may be absent."""
    number, actor, output, tag = 567, 1814, 2268, 120
    action = TEXT_WIDTH - number - actor - output - 2 * tag
    grid = [number, action, actor, tag, output, tag]

    def last(content: str) -> list[str]:
        tags = [cell(p("TableText", text), tag) for text in ("{%tc if variant.output %}", "{%tc endif %}")]
        return [tags[0], cell(content, output), tags[1]]

    titles = [("TT", number), ("Trình tự các bước công việc", action), ("Trách nhiệm", actor)]
    rows = [
        row(
            [*(cell(p("TableHead", title), width) for title, width in titles), *last(p("TableHead", "Biểu mẫu/ Kết quả"))],
            header=True,
        ),
        tag_row("{%tr for step in shared.steps %}", grid),
        row(
            [
                cell(p("TableCenter", "{{ step.no }}"), number),
                cell(p("TableText", "{{ step.action }}"), action),
                cell(p("TableCenter", "{{ step.actor }}"), actor),
                *last(p("TableText", "{{ step.output }}")),
            ]
        ),
        tag_row("{%tr endfor %}", grid),
    ]
    return table(grid, rows, title="Các bước xử lý công việc") + p("AfterTable")


def _times() -> str:
    """A row for each time limit, a column for each step."""
    members, case, time, tag = 1020, 2041, 1200, 120
    # The grid is as wide as the page; the cells of the rows that are printed fit it anew.
    grid = [members, TEXT_WIDTH - members - time - 2 * tag, tag, time, tag]

    def looped(loop: str, content: str) -> list[str]:
        return [
            cell(p("TableText", f"{{%tc for {loop} %}}"), tag),
            cell(content, time),
            cell(p("TableText", "{%tc endfor %}"), tag),
        ]

    rows = [
        row(
            [
                cell(p("TableHead", "Thủ tục"), members),
                cell(p("TableHead", "Trường hợp (thời hạn)"), case),
                *looped("title in shared.step_titles", p("TableHead", "{{ title }}")),
            ],
            header=True,
        ),
        tag_row("{%tr for item in shared.times %}", grid),
        row(
            [
                cell(p("TableCenter", "{{ item.members }}"), members),
                cell(p("TableText", "{{ item.title }}"), case),
                *looped("time in item.cells", p("TableCenter", "{{ time }}")),
            ]
        ),
        tag_row("{%tr endfor %}", grid),
    ]
    return table(grid, rows, title="Thời gian của từng bước") + p("AfterTable")


def _process() -> str:
    drawn = p("Normal", "{%p for page in shared.pages %}") + p("Normal", "{{p page }}") + p("Normal", "{%p endfor %}")
    notes = [
        "Thời gian của từng bước có thể điều chỉnh khi giải quyết hồ sơ cụ thể nhưng tổng thời gian không vượt quá thời hạn của "
        "thủ tục.",
        "Ngày làm việc được tính bằng 08 giờ hành chính.",
        "Hồ sơ của thủ tục nào thì ghi tên thủ tục đó vào {{ shared.control_slip }}.",
    ]
    return "".join(
        [
            p("Normal", "{%p if shared.tall %}"),
            _part("process", "Quy trình xử lý công việc chung", "Heading2Page"),
            p("Normal", "{%p else %}"),
            _part("process", "Quy trình xử lý công việc chung"),
            p("Normal", "{%p endif %}"),
            _shown("shared.pages", drawn, p("Lead", run("Các bước:", "Strong"))),
            _steps(),
            _part("times", "Thời gian của từng bước"),
            _times(),
            p("Lead", run("Ghi chú:", "Strong")),
            *(p("Dash", note) for note in notes),
        ]
    )


def _content() -> list[str]:
    """Section 5."""
    return [
        _part("members", "Các thủ tục áp dụng"),
        loop_table(
            ["TT", "Mã thủ tục", "Tên thủ tục hành chính", "Quy trình riêng"],
            [680, 1587, TEXT_WIDTH - 680 - 1587 - 1757, 1757],
            "shared.members",
            ["{{ item.no }}", "{{ item.code }}", "{{ item.name }}", "{{ item.sheet_code }}"],
            {0, 1, 3},
            "Các thủ tục áp dụng",
        ),
        _shown(
            "shared.separate",
            p(
                "BodyText",
                "Quy trình riêng nêu đầy đủ thành phần hồ sơ, căn cứ pháp lý của từng thủ tục; khi sửa đổi các bước chung thì sửa "
                "đổi đồng thời quy trình này và các quy trình riêng.",
            ),
        ),
        _part("common", "Quy định chung"),
        _common(),
        _part("own", "Quy định riêng của từng thủ tục"),
        p("Lead", "Ngoài quy định chung nêu trên, hồ sơ của từng thủ tục được tiếp nhận và giải quyết theo quy định sau:"),
        _own(),
        _part("basis", "Căn cứ pháp lý"),
        _lines("shared.basis"),
        _process(),
    ]


def shared_sheet() -> tuple[str, dict[str, str]]:
    """Body and running parts of the sheet of a shared process."""
    anchors = [f"_Toc{number:03d}" for number in range(8)]
    titles = ["SỬA ĐỔI TÀI LIỆU", *(f"{number}. {title}" for number, title in enumerate(_SECTIONS, 1))]

    def main(number: int, style: str | None = None) -> str:
        return heading(1, titles[number], anchors[number], style=style)

    body = [
        cover_box("Quy trình chung", "{{ shared.title }}"),
        p("TOCHeading", "MỤC LỤC"),
        contents([(1, title, anchor) for title, anchor in zip(titles, anchors, strict=True)]),
        p("SignOffHead", "SOẠN THẢO, XEM XÉT, PHÊ DUYỆT"),
        sign_off(),
        revision_page(anchors[0]),
        main(1, "Heading1Page"),
        p(
            "BodyText",
            "Quy định trình tự, trách nhiệm và thời gian xử lý công việc chung cho các thủ tục hành chính thuộc lĩnh vực "
            "{{ shared.field }} giống nhau về nội dung và trình tự giải quyết, nêu tại Mục 5, theo {{ standard.name }} và phù hợp "
            "với quy định của pháp luật.",
        ),
        _shown("shared.note", p("BodyText", "{{ shared.note }}")),
        main(2),
        p(
            "BodyText",
            "Áp dụng tại {{ agency.name }} đối với các bộ phận, cán bộ, công chức tham gia tiếp nhận, giải quyết và trả kết quả "
            "các thủ tục này. {{ reception_unit }} và các bộ phận, cá nhân liên quan chịu trách nhiệm thực hiện và kiểm soát quy trình.",
        ),
        main(3),
        p("Dash", "Tiêu chuẩn quốc gia {{ standard.name }};"),
        p("Normal", "{%p for line in shared.standard_acts %}"),
        p("Dash", "{{ line }}"),
        p("Normal", "{%p endfor %}"),
        p("Dash", "Các văn bản pháp lý nêu tại {{ shared.basis_place }} của quy trình này."),
        main(4),
        loop_table(
            ["Chữ viết tắt", "Nội dung"],
            [2268, 6803],
            "shared.abbreviations",
            ["{{ item.short }}", "{{ item.long }}"],
            {0},
            "Chữ viết tắt",
        ),
        main(5),
        *_content(),
        main(6),
        loop_table(
            ["TT", "Tên biểu mẫu", "Số hiệu", "Văn bản ban hành"],
            [680, 4706, 1417, 2268],
            "shared.form_rows",
            ["{{ item.no }}", "{{ item.name }}", "{{ item.number }}", "{{ item.source }}"],
            {0, 2},
            "Biểu mẫu",
        ),
        main(7),
        p("Lead", "Hồ sơ được lưu tại nơi và trong thời gian sau:"),
        loop_table(
            ["TT", "Tên hồ sơ", "Người lưu", "Thời gian lưu"],
            [680, 4706, 2268, 1417],
            "shared.record_rows",
            ["{{ item.no }}", "{{ item.name }}", "{{ item.keeper }}", "{{ item.retention }}"],
            {0, 3},
            "Hồ sơ lưu",
        ),
        controlled_section(),
    ]
    return "".join(body), running_parts()
