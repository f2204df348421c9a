"""The procedure sheet (quy trình giải quyết thủ tục hành chính)."""

from __future__ import annotations

from .wordml import TEXT_WIDTH, cell, contents, field, head_row, heading, p, row, run, section, tab, table, tag_row

_SECTIONS = ["MỤC ĐÍCH", "PHẠM VI", "TÀI LIỆU VIỆN DẪN", "ĐỊNH NGHĨA, VIẾT TẮT", "NỘI DUNG QUY TRÌNH", "BIỂU MẪU", "HỒ SƠ LƯU"]


def sign_off() -> str:
    """The sign-off table of a cover: one column for each stage of the settings."""
    label, tag, column = 1571, 250, 2500
    widths = [label, tag, TEXT_WIDTH - label - 2 * tag, tag]

    def line(title: str, word: str, style: str, height: int | None = None) -> str:
        cells = [
            cell(p("TableHead", title), label),
            cell(p("TableText", "{%tc for stage in sign_off %}"), tag),
            cell(p(style, word), column),
            cell(p("TableText", "{%tc endfor %}"), tag),
        ]
        return row(cells, height=height)

    return table(
        widths,
        [
            line("Trách nhiệm", "{{ stage.stage }}", "TableHead"),
            line("Họ và tên", "{{ stage.name }}", "TableCenter"),
            line("Chữ ký", "", "TableCenter", height=1250),
            line("Chức vụ", "{{ stage.title }}", "TableCenter"),
        ],
        title="Soạn thảo, xem xét, phê duyệt",
    )


def cover_box(title: str, name: str) -> str:
    """The box on top of a cover: agency, title, control data."""
    widths = [2552, 3572, 2947]
    return table(
        widths,
        [
            row(
                [
                    cell(
                        [p("CoverAgency", "{{ agency.letterhead_first }}"), p("CoverAgency", "{{ agency.letterhead_second }}")],
                        widths[0],
                    ),
                    cell([p("Title", title), p("Subtitle", name)], widths[1]),
                    cell(
                        [
                            p("CoverControl", "Mã hiệu: ", run("{{ document.code }}", "Strong")),
                            p("CoverControl", "Lần ban hành: {{ document.issue }}"),
                            p("CoverControl", "Lần sửa đổi: {{ document.revision }}"),
                            p("CoverControl", "Ngày ban hành: {{ document.issued_on }}"),
                        ],
                        widths[2],
                    ),
                ],
                height=1700,
            )
        ],
        title="Thông tin kiểm soát",
    )


def revision_page(anchor: str) -> str:
    """The page on which revisions are followed; its last row is the issue and revision of the cover."""
    widths = [680, 3798, 2041, 1276, 1276]
    titles = ["STT", "Tóm lược nội dung sửa đổi", "Cơ sở pháp lý, căn cứ sửa đổi", "Lần ban hành/ sửa đổi", "Ngày ban hành"]
    blank = row([cell(p("TableText"), width) for width in widths], height=520)
    words = ["{{ entry.no }}", "{{ entry.summary }}", "{{ entry.basis }}", "{{ entry.number }}", "{{ entry.date }}"]
    styles = ["TableCenter", "TableText", "TableText", "TableCenter", "TableCenter"]
    filled = row([cell(p(style, word), width) for style, word, width in zip(styles, words, widths, strict=True)])
    rows = [
        head_row(titles, widths),
        tag_row("{%tr for entry in document.revisions %}", widths),
        filled,
        tag_row("{%tr endfor %}", widths),
        *[blank] * 9,
    ]
    return heading(1, "Trang theo dõi sửa đổi tài liệu", anchor, style="PageTitle") + table(
        widths, rows, title="Theo dõi sửa đổi"
    )


def running_parts() -> dict[str, str]:
    """Header and footer of controlled documents: the same fields as the cover."""
    return {
        "header1": p("Header", "{{ running_title }}", tab(), "{{ document.code }}"),
        "header2": p("Normal"),
        "footer1": p(
            "Footer",
            "Ngày hiệu lực: {{ document.effective_on }}",
            tab(),
            "Trang ",
            field("PAGE"),
            "/",
            field("NUMPAGES"),
            tab(),
            "Lần ban hành: {{ document.issue }} – Lần sửa đổi: {{ document.revision }}",
        ),
    }


def controlled_section() -> str:
    """Section of a controlled document: no header on the cover, the footer on every page."""
    return section({"default": "rIdheader1", "first": "rIdheader2"}, {"default": "rIdfooter1", "first": "rIdfooter1"})


def _lines(words: str, style: str = "Dash") -> str:
    return p("Normal", f"{{%p for line in {words} %}}") + p(style, "{{ line }}") + p("Normal", "{%p endfor %}")


def _lettered(part: str, title: str) -> str:
    return heading(2, f"{{{{ sheet.letters.{part} }}}}. {title}")


def _dossier() -> str:
    widths = [680, 6123, 1134, 1134]
    rows = [
        head_row(["TT", "Thành phần hồ sơ", "Bản chính", "Bản sao"], widths),
        tag_row("{%tr for group in sheet.dossier_groups %}", widths),
        row([cell(p("TableGroup", "{{ group.title }}"), sum(widths), span=4)]),
        tag_row("{%tr for item in group.rows %}", widths),
        row(
            [
                cell(p("TableCenter", "{{ item.no }}"), widths[0]),
                cell(
                    [
                        p("TableText", "{{ item.name }}"),
                        p("TableText", "{%p if item.note %}"),
                        p("TableNote", "{{ item.note }}"),
                        p("TableText", "{%p endif %}"),
                    ],
                    widths[1],
                ),
                cell(p("TableCenter", "{{ item.originals }}"), widths[2]),
                cell(p("TableCenter", "{{ item.copies }}"), widths[3]),
            ]
        ),
        tag_row("{%tr endfor %}", widths),
        tag_row("{%tr endfor %}", widths),
    ]
    groups = [
        p("Normal", "{%p for group in sheet.dossier_groups %}"),
        p("Lead", run("{{ group.title }}:", "Strong")),
        p("Normal", "{%p for item in group.rows %}"),
        p("Dash", "{{ item.line }}{% if item.note %}. {{ item.note }}{% else %};{% endif %}"),
        p("Normal", "{%p endfor %}"),
        p("Normal", "{%p endfor %}"),
    ]
    return (
        _shown("not sheet.dossier_groups", p("BodyText", "Chưa xác định."))
        + p("Normal", "{%p if variant.listed %}")
        + "".join(groups)
        + p("Normal", "{%p else %}")
        + _shown("sheet.dossier_groups", table(widths, rows, title="Thành phần hồ sơ"), p("AfterTable"))
        + p("Normal", "{%p endif %}")
        + _shown("sheet.dossier_remarks", p("Lead", run("Lưu ý:", "Strong")), _lines("sheet.dossier_remarks"))
    )


def _channels() -> str:
    return _shown("sheet.channels", p("BodyText", run("Cách thức nộp: ", "Strong"), "{{ sheet.channels }}."))


def _shown(condition: str, *content: str) -> str:
    """What is printed only where something holds."""
    return p("Normal", f"{{%p if {condition} %}}") + "".join(content) + p("Normal", "{%p endif %}")


def _process() -> str:
    """The process table: one time column for each scenario, each merged by itself; the flow column and the last may be absent."""
    number, symbol, action, actor, time, output, tag = 567, 2550, 2802, 1814, 1134, 1524, 120
    # The grid is as wide as the page; the cells of the rows that are printed fit it anew.
    grid = [number, tag, tag, symbol, tag, action, actor, tag, tag, tag, time, tag, tag, tag, tag, output, tag]
    grid[grid.index(action)] -= sum(grid) - TEXT_WIDTH

    def tags(*texts: str) -> list[str]:
        return [cell(p("TableText", text), tag) for text in texts]

    header = row(
        [
            *tags("{%tc if variant.symbols %}"),
            cell(p("TableHead", "Lưu đồ"), symbol),
            *tags("{%tc else %}"),
            cell(p("TableHead", "TT"), number),
            *tags("{%tc endif %}"),
            cell(p("TableHead", "Trình tự các bước công việc"), action),
            cell(p("TableHead", "Trách nhiệm"), actor),
            *tags("{%tc for column in sheet.time_columns %}"),
            cell(p("TableHead", "{{ column }}"), time),
            *tags("{%tc endfor %}"),
            *tags("{%tc if variant.output %}"),
            cell(p("TableHead", "Biểu mẫu/ Kết quả"), output),
            *tags("{%tc endif %}"),
        ],
        header=True,
    )
    step = row(
        [
            *tags("{%tc if variant.symbols %}"),
            cell(
                p("TableSymbol", "{%p for symbol in step.symbols %}")
                + p("TableSymbol", "{{p symbol }}")
                + p("TableSymbol", "{%p endfor %}"),
                symbol,
            ),
            *tags("{%tc else %}"),
            cell(p("TableCenter", "{{ step.no }}"), number),
            *tags("{%tc endif %}"),
            cell(p("TableText", "{{ step.action }}"), action),
            cell(p("TableCenter", "{{ step.actor }}"), actor),
            *tags("{%tc for time in step.cells %}", "{%tc for part in time.parts %}", "{%tc if part %}"),
            cell(p("TableCenter", "{% vm %}{{ part }}"), time),
            *tags("{%tc endif %}", "{%tc endfor %}", "{%tc endfor %}"),
            *tags("{%tc if variant.output %}"),
            cell(p("TableText", "{{ step.output }}"), output),
            *tags("{%tc endif %}"),
        ]
    )
    rows = [header, tag_row("{%tr for step in sheet.steps %}", grid), step, tag_row("{%tr endfor %}", grid)]
    notes = [
        "Thời gian của từng bước có thể điều chỉnh khi giải quyết hồ sơ cụ thể nhưng tổng thời gian không vượt quá thời hạn nêu trên.",
        "Ngày làm việc được tính bằng 08 giờ hành chính.",
        "Thủ tục giải quyết trong ngày hoặc do một người thực hiện không bắt buộc lập {{ sheet.control_slip }}; "
        "việc theo dõi có thể thực hiện trên phần mềm.",
    ]
    drawn = p("Normal", "{%p for page in flow.pages %}") + p("Normal", "{{p page }}") + p("Normal", "{%p endfor %}")
    shared = (
        "Trình tự dưới đây theo quy trình xử lý công việc chung {{ sheet.shared }}; khi sửa đổi các bước thì sửa đổi đồng thời cả "
        "hai quy trình."
    )
    return (
        _shown("sheet.shared", p("BodyText", shared))
        + _shown("variant.drawn", drawn, p("Lead", run("Các bước:", "Strong")))
        + table(grid, rows, title="Các bước xử lý công việc")
        + p("AfterTable")
        + p("Lead", run("Ghi chú:", "Strong"))
        + "".join(p("Dash", note) for note in notes)
    )


def _loop_table(titles: list[str], widths: list[int], loop: str, words: list[str], centered: set[int], title: str) -> str:
    line = row(
        [cell(p("TableCenter" if place in centered else "TableText", word), widths[place]) for place, word in enumerate(words)]
    )
    rows = [head_row(titles, widths), tag_row(f"{{%tr for item in {loop} %}}", widths), line, tag_row("{%tr endfor %}", widths)]
    return table(widths, rows, title=title) + p("AfterTable")


def _process_heading(text: str) -> list[str]:
    return [
        p("Normal", "{%p if flow.tall %}"),
        heading(2, text, style="Heading2Page"),
        p("Normal", "{%p else %}"),
        heading(2, text),
        p("Normal", "{%p endif %}"),
    ]


def _in_letters() -> list[str]:
    """Section 5 with lettered parts."""
    sets = p("BodyText", run("Số lượng hồ sơ: ", "Strong"), "{{ sheet.dossier_sets }}.")
    return [
        _lettered("dossier", "Thành phần, số lượng hồ sơ"),
        _dossier(),
        _shown("sheet.dossier_sets", sets),
        _channels(),
        _lettered("limits", "Thời hạn giải quyết"),
        _lines("sheet.limits"),
        _lettered("subjects", "Đối tượng thực hiện thủ tục hành chính"),
        _lines("sheet.subjects"),
        _lettered("authority", "Cơ quan thực hiện thủ tục hành chính"),
        p("Dash", "{{ sheet.authority }}. Nơi tiếp nhận hồ sơ và trả kết quả: {{ reception_unit }}."),
        _shown("sheet.cooperating", _lettered("cooperating", "Cơ quan phối hợp"), _lines("sheet.cooperating")),
        _lettered("results", "Kết quả thực hiện thủ tục hành chính"),
        _lines("sheet.results"),
        _lettered("fees", "Phí, lệ phí"),
        _lines("sheet.fees"),
        _lettered("forms", "Tên mẫu đơn, mẫu tờ khai"),
        _lines("sheet.forms"),
        _shown(
            "sheet.conditions",
            _lettered("conditions", "Yêu cầu, điều kiện thực hiện thủ tục hành chính"),
            _lines("sheet.conditions"),
        ),
        _lettered("basis", "Căn cứ pháp lý của thủ tục hành chính"),
        _lines("sheet.basis"),
        *_process_heading("{{ sheet.letters.process }}. Quy trình xử lý công việc"),
        _process(),
    ]


def _numbered() -> list[str]:
    """Section 5 in seven numbered parts; what has no part of its own stands where its reader looks for it."""

    def led(title: str, words: str) -> str:
        return p("Lead", run(f"{title}:", "Strong")) + _lines(words)

    return [
        heading(2, "5.1. Cơ sở pháp lý"),
        _lines("sheet.basis"),
        heading(2, "5.2. Thành phần hồ sơ"),
        _dossier(),
        led("Tên mẫu đơn, mẫu tờ khai", "sheet.forms"),
        _shown("sheet.conditions", led("Yêu cầu, điều kiện thực hiện", "sheet.conditions")),
        heading(2, "5.3. Số lượng hồ sơ"),
        p("Dash", "{% if sheet.dossier_sets %}{{ sheet.dossier_sets }}{% else %}Chưa xác định{% endif %}."),
        heading(2, "5.4. Thời gian xử lý"),
        _lines("sheet.limits"),
        heading(2, "5.5. Nơi tiếp nhận và trả kết quả"),
        p("Dash", "Nơi tiếp nhận hồ sơ và trả kết quả: {{ reception_unit }}. Cơ quan thực hiện: {{ sheet.authority }}."),
        _channels(),
        _shown("sheet.cooperating", led("Cơ quan phối hợp", "sheet.cooperating")),
        led("Đối tượng thực hiện", "sheet.subjects"),
        led("Kết quả", "sheet.results"),
        heading(2, "5.6. Lệ phí"),
        _lines("sheet.fees"),
        *_process_heading("5.7. Quy trình xử lý công việc"),
        _process(),
    ]


def sheet() -> tuple[str, dict[str, str]]:
    """Body and running parts of the procedure sheet."""
    anchors = [f"_Toc{number:03d}" for number in range(8)]
    entries = [(1, "SỬA ĐỔI TÀI LIỆU", anchors[0])] + [
        (1, f"{number}. {title}", anchors[number]) for number, title in enumerate(_SECTIONS, 1)
    ]

    def main(number: int) -> str:
        return heading(1, f"{number}. {_SECTIONS[number - 1]}", anchors[number])

    body = [
        cover_box("Quy trình", "{{ procedure.title }}"),
        p("TOCHeading", "MỤC LỤC"),
        contents(entries),
        p("SignOffHead", "SOẠN THẢO, XEM XÉT, PHÊ DUYỆT"),
        sign_off(),
        revision_page(anchors[0]),
        heading(1, f"1. {_SECTIONS[0]}", anchors[1], style="Heading1Page"),
        p(
            "BodyText",
            "Quy định thành phần hồ sơ, lệ phí (nếu có), trình tự, cách thức và thời gian giải quyết thủ tục hành chính "
            "«{{ procedure.title }}» của tổ chức, cá nhân theo {{ standard.name }}, bảo đảm phù hợp với quy định của pháp luật.",
        ),
        main(2),
        p(
            "BodyText",
            "Áp dụng tại {{ agency.name }} đối với các bộ phận, cán bộ, công chức tham gia tiếp nhận, giải quyết và trả kết quả "
            "thủ tục này. {{ reception_unit }} và các bộ phận, cá nhân liên quan chịu trách nhiệm thực hiện và kiểm soát quy trình.",
        ),
        main(3),
        p("Dash", "Tiêu chuẩn quốc gia {{ standard.name }};"),
        _lines("sheet.standard_acts"),
        p("Dash", "Các văn bản pháp lý nêu tại {{ sheet.basis_place }} của quy trình này."),
        main(4),
        _loop_table(
            ["Chữ viết tắt", "Nội dung"],
            [2268, 6803],
            "sheet.abbreviations",
            ["{{ item.short }}", "{{ item.long }}"],
            {0},
            "Chữ viết tắt",
        ),
        main(5),
        p("Normal", "{%p if variant.numbered %}"),
        *_numbered(),
        p("Normal", "{%p else %}"),
        *_in_letters(),
        p("Normal", "{%p endif %}"),
        main(6),
        _loop_table(
            ["TT", "Tên biểu mẫu", "Số hiệu", "Văn bản ban hành"],
            [680, 4706, 1417, 2268],
            "sheet.form_rows",
            ["{{ item.no }}", "{{ item.name }}", "{{ item.number }}", "{{ item.source }}"],
            {0, 2},
            "Biểu mẫu",
        ),
        main(7),
        p("Lead", "Hồ sơ được lưu tại nơi và trong thời gian sau:"),
        _loop_table(
            ["TT", "Tên hồ sơ", "Người lưu", "Thời gian lưu"],
            [680, 4706, 2268, 1417],
            "sheet.record_rows",
            ["{{ item.no }}", "{{ item.name }}", "{{ item.keeper }}", "{{ item.retention }}"],
            {0, 3},
            "Hồ sơ lưu",
        ),
        controlled_section(),
    ]
    return "".join(body), running_parts()
