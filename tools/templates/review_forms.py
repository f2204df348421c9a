"""Papers of the management review: agenda, minutes (pattern of NĐ 30/2020/NĐ-CP, Mẫu 1.9), notice of conclusions."""

from __future__ import annotations

from .audit_forms import TITLE, items, yearly_letterhead
from .decisions import few_recipients, loop
from .form_parts import (
    blank_rows,
    fill,
    form_head,
    form_parts,
    form_section,
    line,
    loop_table,
    minutes_parts,
    signed_by,
    signed_by_stage,
    texts,
)
from .publication import decree_section, page_number_parts, signature
from .wordml import cell, head_row, heading, p, row, run, table, tag_row

Draft = tuple[str, dict[str, str]]


def _agenda() -> str:
    widths = [1304, 4205, 1588, 1974]

    def meeting(time: str, what: str, who: str) -> str:
        cells = [cell(p("TableCenter", time), widths[0]), cell(p("TableText", what), widths[1])]
        return row([*cells, cell(p("TableText", who), widths[2]), cell(p("TableText"), widths[3])])

    content = [
        p("TableText", run("{{ item.label }} {{ item.title }}", "Strong")),
        p("Normal", "{%p for question in item.questions %}"),
        p("TableText", "- {{ question }}"),
        p("Normal", "{%p endfor %}"),
        p("Normal", "{%p for fact in item.facts %}"),
        p("TableNote", "+ {{ fact }}"),
        p("Normal", "{%p endfor %}"),
    ]
    line_of_input = row(
        [
            cell(p("TableCenter", "{{ item.time }}"), widths[0]),
            cell(content, widths[1]),
            cell(p("TableText", "{{ item.reporter }}"), widths[2]),
            cell(p("TableText", "{{ item.records }}"), widths[3]),
        ]
    )
    rows = [
        head_row(["Thời gian", "Nội dung (điểm của điều khoản 9.3.2)", "Báo cáo", "Tài liệu, số liệu"], widths),
        meeting("{{ review.opening }}", "Khai mạc; thông qua chương trình", "{{ review.chair.post }}"),
        tag_row("{%tr for item in review.inputs %}", widths),
        line_of_input,
        tag_row("{%tr endfor %}", widths),
        meeting("{{ review.closing }}", "Thảo luận, kết luận về đầu ra (điều khoản 9.3.3); bế mạc", "{{ review.chair.post }}"),
    ]
    return table(widths, rows, title="Chương trình họp") + p("AfterTable")


def review_agenda() -> Draft:
    """Kế hoạch họp xem xét của lãnh đạo."""
    body = [
        form_head(title=TITLE),
        heading(2, "1. Mục đích"),
        texts("review.purposes", "Dash"),
        heading(2, "2. Thời gian, địa điểm"),
        p("Dash", "Thời gian: {{ review.start }}, {{ review.held_on }} (dự kiến trong {{ review.month }});"),
        p("Dash", "Địa điểm: {{ review.place }};"),
        p("Dash", "Chủ trì: {{ review.chair.line }}; ghi biên bản: {{ review.secretary.line }}."),
        heading(2, "3. Thành phần"),
        loop_table(
            ["TT", "Họ và tên", "Chức vụ"],
            [680, 3000, 5391],
            "review.attendants",
            items("no", "name", "post"),
            {0},
            "Thành phần dự họp",
        ),
        heading(2, "4. Chương trình"),
        _agenda(),
        heading(2, "5. Đầu ra phải có kết luận"),
        p("Normal", "{%p for output in review.outputs %}"),
        p("Dash", run("{{ output.title }}: ", "Strong"), "{{ output.examples | join(' ') }}"),
        p("Normal", "{%p endfor %}"),
        heading(2, "6. Chuẩn bị"),
        loop_table(
            ["TT", "Công việc", "Thực hiện", "Trước ngày họp"],
            [680, 3500, 2791, 2100],
            "review.preparations",
            items("no", "content", "who", "when"),
            {0},
            "Chuẩn bị họp",
        ),
        p("Lead", "Kế hoạch này thay giấy mời họp; người vắng mặt báo cáo chủ trì và cử người dự thay."),
        signed_by_stage(),
        form_section(),
    ]
    return "".join(body), form_parts()


def _task_table(blank: bool) -> str:
    widths = [680, 4706, 2268, 1417]
    columns = [
        (word, width, place == 0)
        for place, (word, width) in enumerate(zip(items("no", "content", "who", "due"), widths, strict=True))
    ]
    filled = [tag_row("{%tr for item in review.tasks %}", widths), line(columns), tag_row("{%tr endfor %}", widths)]
    if blank:
        written = [tag_row("{%tr else %}", widths), *blank_rows(widths, 5, 640), tag_row("{%tr endif %}", widths)]
        filled = [tag_row("{%tr if review.recorded %}", widths), *filled, *written]
    return table(widths, [head_row(["TT", "Nhiệm vụ", "Thực hiện", "Thời hạn"], widths), *filled], title="Nhiệm vụ") + p(
        "AfterTable"
    )


def review_minutes() -> Draft:
    """Biên bản họp xem xét của lãnh đạo."""
    body = [
        yearly_letterhead("Số:        /BB-UBND", dated=False),
        p("TypeLine", "Biên bản"),
        p("SubjectLine", "Họp xem xét của lãnh đạo về Hệ thống quản lý chất lượng năm {{ year }}"),
        p("SubjectRule"),
        p("FillLine", run("Thời gian bắt đầu: ", "Strong"), "{{ review.start }}, {{ review.held_on }}"),
        p("FillLine", run("Địa điểm: ", "Strong"), "{{ review.place }}"),
        p("ArticlePart", "I. THÀNH PHẦN"),
        p("Article", "1. Chủ trì: {{ review.chair.line }}."),
        p("Article", "2. Thư ký: {{ review.secretary.line }}."),
        p("ArticleLead", "3. Thành viên dự họp:"),
        p("Normal", "{%p for item in review.members %}"),
        p("ArticleDash", "- Ông (bà) {{ item.name }}, {{ item.post }};"),
        p("Normal", "{%p endfor %}"),
        fill("Vắng mặt (họ tên, lý do): "),
        p("ArticlePart", "II. NỘI DUNG"),
        p("ArticleLead", "Cuộc họp nghe báo cáo, thảo luận các nội dung theo điều khoản 9.3.2 của {{ standard.name }}:"),
        p("Normal", "{%p for item in review.inputs %}"),
        p("ArticleLead", run("{{ item.label }} {{ item.title }}", "Strong")),
        p("ArticleLead", "Người báo cáo: {{ item.reporter }}. Tài liệu: {{ item.records }}."),
        p("Normal", "{%p for fact in item.facts %}"),
        p("ArticleDash", "- {{ fact }}"),
        p("Normal", "{%p endfor %}"),
        fill("Ý kiến, nhận xét: "),
        fill(),
        p("Normal", "{%p endfor %}"),
        p("ArticlePart", "III. KẾT LUẬN"),
        p("ArticleLead", "Chủ trì kết luận về các đầu ra theo điều khoản 9.3.3:"),
        p("Normal", "{%p for output in review.outputs %}"),
        p("ArticleLead", run("{{ loop.index }}. {{ output.title }}", "Strong")),
        fill(),
        fill(),
        p("Normal", "{%p endfor %}"),
        p("ArticleLead", run("Nhiệm vụ cụ thể:", "Strong")),
        _task_table(blank=True),
        p("ArticleLead", "Kết luận về Hệ thống quản lý chất lượng (đánh dấu X):"),
        *(
            p("ArticleDash", f"- {question}: ☐ Có    ☐ Không")
            for question in ("Phù hợp với tiêu chuẩn và nhiệm vụ được giao", "Thỏa đáng", "Có hiệu lực")
        ),
        p(
            "ArticleLast",
            "Cuộc họp kết thúc vào ...... giờ ...... cùng ngày. Biên bản được đọc lại cho những người dự họp cùng nghe, thống nhất và "
            "lập thành 02 bản có giá trị như nhau./.",
        ),
        signed_by([("Thư ký", "{{ review.secretary.name }}"), ("Chủ trì", "{{ review.chair.name }}")]),
        form_section(),
    ]
    return "".join(body), minutes_parts()


def review_conclusions() -> Draft:
    """Thông báo kết luận cuộc họp xem xét của lãnh đạo."""
    body = [
        yearly_letterhead("Số:        /TB-UBND"),
        p("TypeLine", "Thông báo"),
        p(
            "SubjectLine",
            "Kết luận của Chủ tịch {{ agency.name }} tại cuộc họp xem xét của lãnh đạo về Hệ thống quản lý chất lượng năm {{ year }}",
        ),
        p("SubjectRule"),
        p("Normal", "{%p if not review.recorded %}"),
        p("Note", "(Dự thảo để chuẩn bị cuộc họp: hoàn chỉnh theo kết luận thực tế và bỏ dòng này trước khi ký.)"),
        p("Normal", "{%p endif %}"),
        p(
            "Article",
            "Lúc {{ review.start }}, {{ review.held_on }}, tại {{ review.place_within }}, {{ review.chair.line }} chủ trì cuộc họp xem xét của "
            "lãnh đạo về Hệ thống quản lý chất lượng theo {{ standard.name }}. Sau khi nghe báo cáo và ý kiến của các thành viên, "
            "Chủ tịch {{ agency.name }} kết luận như sau:",
        ),
        p("ArticleLead", run("1. Đánh giá chung", "Strong")),
        loop("review.assessments", text="- {{ line }}"),
        p("Normal", "{%p if records.now.figures.on_time_share %}"),
        p(
            "Article",
            "Trong năm đã giải quyết {{ records.now.figures.settled }} hồ sơ, đúng hạn và trước hạn "
            "{{ records.now.figures.on_time_share }}%"
            "{% if records.now.figures.satisfied_share %}; tỷ lệ tổ chức, cá nhân hài lòng {{ records.now.figures.satisfied_share }}%{% endif %}.",
        ),
        p("Normal", "{%p endif %}"),
        p("ArticleLead", run("2. Đầu ra của cuộc họp", "Strong")),
        p("Normal", "{%p for output in review.outputs %}"),
        p("ArticleLead", "{{ output.title }}:"),
        p("Normal", "{%p if not review.recorded %}"),
        loop("output.examples", text="- {{ line }}"),
        p("Normal", "{%p endif %}"),
        fill(),
        p("Normal", "{%p endfor %}"),
        p("ArticleLead", run("3. Nhiệm vụ", "Strong")),
        _task_table(blank=False),
        p("ArticleLead", run("4. Tổ chức thực hiện", "Strong")),
        p(
            "Article",
            "Các bộ phận, cá nhân được giao nhiệm vụ báo cáo kết quả với {{ review.secretary.post }} trước thời hạn; "
            "{{ review.secretary.post }} theo dõi, đôn đốc và báo cáo tại cuộc họp xem xét lần sau.",
        ),
        p("ArticleLast", "{{ agency.name }} thông báo để các bộ phận, cán bộ, công chức biết, thực hiện./."),
        signature(
            few_recipients("Chủ tịch, Phó Chủ tịch Ủy ban nhân dân", "Ban Chỉ đạo ISO", "Các bộ phận, cán bộ, công chức"),
            "Chủ tịch",
        ),
        decree_section(),
    ]
    return "".join(body), page_number_parts()
