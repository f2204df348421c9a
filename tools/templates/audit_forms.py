"""Forms of the internal audit: yearly plan, programme, decision on the team, checklist, report."""

from __future__ import annotations

from .decisions import article, basis_lines, few_recipients, loop
from .form_parts import (
    blank_rows,
    fill,
    form_head,
    form_parts,
    form_section,
    line,
    loop_table,
    signed_by,
    signed_by_stage,
    texts,
)
from .publication import decree_section, page_number_parts, signature
from .wordml import TEXT_WIDTH, WIDE_WIDTH, cell, head_row, heading, p, row, run, table, tag_row

Draft = tuple[str, dict[str, str]]
TITLE = "{{ document.title_upper }} NĂM {{ year }}"


def items(*words: str) -> list[str]:
    """Return the tags of the words of a row."""
    return [f"{{{{ item.{word} }}}}" for word in words]


def yearly_letterhead(number: str, dated: bool = True) -> str:
    """The letterhead of a paper signed later in its year: the day is written by hand, minutes have none (Mẫu 1.9)."""
    left, right = 3700, TEXT_WIDTH - 3700
    agency = [
        p("AgencyLine", "{{ agency.letterhead_first }}"),
        p("AgencyLine", "{{ agency.letterhead_second }}"),
        p("AgencyRule"),
    ]
    nation = [p("Nation", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"), p("Motto", "Độc lập - Tự do - Hạnh phúc"), p("MottoRule")]
    date = p("DateLine", "{{ agency.place }}, ngày        tháng        năm {{ year }}") if dated else p("DateLine")
    rows = [row([cell(agency, left), cell(nation, right)]), row([cell(p("NumberLine", number), left), cell(date, right)])]
    return table([left, right], rows, style="Khung")


def team_table(width: int = TEXT_WIDTH) -> str:
    """The members of the audit team."""
    rest = width - 680 - 2300 - 2100
    return loop_table(
        ["TT", "Họ và tên", "Chức vụ", "Vai trò trong đoàn"],
        [680, 2300, rest, 2100],
        "audit.team",
        items("no", "name", "post", "role"),
        {0},
        "Đoàn đánh giá",
    )


def short_signed(posts: list[str], width: int = TEXT_WIDTH, names: list[str] | None = None) -> str:
    """Places to sign side by side in a form signed several times: lower than at the end of a paper."""
    widths = [width // len(posts)] * len(posts)
    rows = [row([cell(p("TableHead", post), each) for post, each in zip(posts, widths, strict=True)])]
    rows.append(row([cell(p("TableHead"), each) for each in widths], height=760))
    if names:
        rows.append(row([cell(p("TableHead", name), each) for name, each in zip(names, widths, strict=True)]))
    return p("SignGap") + table(widths, rows, style="Khung") + p("AfterTable")


def listed(words: str, style: str = "TableText") -> list[str]:
    """A paragraph of a cell for each text of a list."""
    return [p(style, f"{{%p for name in {words} %}}"), p(style, "{{ name }}"), p(style, "{%p endfor %}")]


def _months() -> str:
    widths = [560, 2900, 2600, 2510, *[500] * 12]
    words = [("no", True), ("title", False), ("clauses", False), ("procedures", False)]
    columns = [(f"{{{{ item.{word} }}}}", width, centered) for (word, centered), width in zip(words, widths, strict=False)]
    columns += [(f"{{{{ item.marks[{number}] }}}}", 500, True) for number in range(12)]
    titles = ["TT", "Bộ phận", "Điều khoản", "Quy trình", *(str(number) for number in range(1, 13))]
    rows = [head_row(titles, widths), tag_row("{%tr for item in audit.units %}", widths), line(columns)]
    return table(widths, [*rows, tag_row("{%tr endfor %}", widths)], title="Bộ phận và tháng đánh giá") + p("AfterTable")


def audit_plan() -> Draft:
    """Kế hoạch đánh giá nội bộ năm."""
    body = [
        form_head(WIDE_WIDTH, TITLE),
        heading(2, "1. Mục đích"),
        texts("audit.purposes", "Dash"),
        heading(2, "2. Phạm vi, chuẩn mực"),
        p(
            "BodyText",
            "Đánh giá tất cả bộ phận, quy trình và điều khoản của {{ standard.name }} áp dụng tại {{ agency.name }}, ít nhất một lần "
            "trong năm. Đánh giá bổ sung khi có thay đổi lớn về tổ chức, pháp luật, khi có khiếu nại hoặc sự không phù hợp nặng. "
            "Chuẩn mực đánh giá:",
        ),
        texts("audit.criteria", "Dash"),
        heading(2, "3. Bộ phận và tháng đánh giá"),
        p(
            "Lead",
            "Các cột 1 đến 12 là tháng của năm {{ year }}; dấu X là tháng đánh giá. Điều khoản ghi theo số của {{ standard.name }}.",
        ),
        _months(),
        heading(2, "4. Tiến độ"),
        loop_table(
            ["TT", "Nội dung công việc", "Thực hiện", "Thời gian", "Kết quả"],
            [560, 5410, 2800, 1700, 4100],
            "audit.activities",
            items("no", "content", "who", "month", "result"),
            {0},
            "Tiến độ",
        ),
        p("Lead", "Kế hoạch này được gửi đến các bộ phận; {{ audit.secretary }} theo dõi, đôn đốc thực hiện."),
        signed_by_stage(WIDE_WIDTH),
        form_section(wide=True),
    ]
    return "".join(body), form_parts(wide=True)


def _timetable() -> str:
    widths = [1450, 3420, 2000, 2500, 3000, 2200]
    titles = ["Thời gian", "Bộ phận, nội dung", "Người được đánh giá", "Điều khoản", "Quy trình", "Đánh giá viên"]
    cells = [
        cell(p("TableCenter", "{{ item.time }}"), widths[0]),
        cell(p("TableText", "{{ item.content }}"), widths[1]),
        cell(listed("item.people"), widths[2]),
        cell(p("TableText", "{{ item.clauses }}"), widths[3]),
        cell(p("TableText", "{{ item.procedures }}"), widths[4]),
        cell(listed("item.auditors"), widths[5]),
    ]
    rows = [
        head_row(titles, widths),
        tag_row("{%tr for group in audit.days %}", widths),
        row([cell(p("TableGroup", "{{ group.title }}"), WIDE_WIDTH, span=len(widths))]),
        tag_row("{%tr for item in group.rows %}", widths),
        row(cells),
        tag_row("{%tr endfor %}", widths),
        tag_row("{%tr endfor %}", widths),
    ]
    return table(widths, rows, title="Lịch đánh giá") + p("AfterTable")


def audit_programme() -> Draft:
    """Chương trình đánh giá nội bộ."""
    body = [
        form_head(WIDE_WIDTH, TITLE),
        heading(2, "1. Yêu cầu"),
        p(
            "BodyText",
            "Đánh giá trong {{ audit.month }}, {{ audit.day_count }} ngày, tại trụ sở {{ agency.name }}. Phương pháp:",
        ),
        texts("audit.methods", "Dash"),
        heading(2, "2. Đoàn đánh giá"),
        team_table(WIDE_WIDTH),
        heading(2, "3. Lịch đánh giá"),
        p("Lead", "Đánh giá viên không đánh giá chức vụ do mình giữ. Thay đổi lịch phải được Trưởng đoàn đồng ý và báo trước."),
        _timetable(),
        heading(2, "4. Nguyên tắc làm việc"),
        texts("audit.rules", "Lead"),
        p("Lead", "Chương trình được gửi đến các bộ phận trước ngày đánh giá ít nhất 05 ngày làm việc."),
        signed_by(
            [
                ("Thư ký đoàn", "{{ audit.secretary_name }}"),
                ("Trưởng đoàn", "{{ audit.lead_name }}"),
                ("Phê duyệt", "{{ signer.name }}"),
            ],
            WIDE_WIDTH,
        ),
        form_section(wide=True),
    ]
    return "".join(body), form_parts(wide=True)


def audit_team_decision() -> Draft:
    """Quyết định thành lập Đoàn đánh giá nội bộ."""
    body = [
        yearly_letterhead("Số:        /QĐ-UBND"),
        p("TypeLine", "Quyết định"),
        p("SubjectLine", "Về việc thành lập Đoàn đánh giá nội bộ Hệ thống quản lý chất lượng năm\u00a0{{ year }}"),
        p("SubjectRule"),
        p("Authority", "Chủ tịch {{ agency.name }}"),
        *basis_lines(
            "Căn cứ Kế hoạch đánh giá nội bộ năm {{ year }} của {{ agency.name }};",
            "Theo đề nghị của {{ publication.proposer }}.",
        ),
        p("Decided", "Quyết định:"),
        article(
            1,
            "Thành lập Đoàn đánh giá nội bộ Hệ thống quản lý chất lượng theo {{ standard.name }} của {{ agency.name }} năm {{ year }}, "
            "gồm {{ audit.team_count }} thành viên sau đây:",
            lead=True,
        ),
        team_table(),
        article(2, "Nhiệm vụ của các thành viên:", lead=True),
        p("Normal", "{%p for duty in audit.duties %}"),
        p("ArticleLead", "{{ duty.title }}"),
        loop("duty.points"),
        p("Normal", "{%p endfor %}"),
        article(3, "Nguyên tắc và thời gian làm việc:", lead=True),
        loop("audit.rules"),
        p(
            "Article",
            "Đoàn đánh giá làm việc trong {{ audit.month }} theo chương trình được phê duyệt và tự giải thể sau khi kết quả khắc phục "
            "các sự không phù hợp được xác nhận.",
        ),
        article(
            4,
            "Quyết định này có hiệu lực kể từ ngày ký. Các ông (bà) có tên tại Điều 1, các bộ phận, cán bộ, công chức "
            "{{ agency.name }} chịu trách nhiệm thi hành Quyết định này./.",
            last=True,
        ),
        signature(few_recipients("Như Điều 4"), "Chủ tịch"),
        decree_section(),
    ]
    return "".join(body), page_number_parts()


def _questions() -> str:
    widths = [560, 1050, 6400, 5260, 1300]
    question = [p("TableText", "{{ item.text }}"), p("TableNote", "Xem: {{ item.look }}")]
    cells = [
        cell(p("TableCenter", "{{ item.no }}"), widths[0]),
        cell(p("TableCenter", "{{ item.clause }}"), widths[1]),
        cell(question, widths[2]),
        cell(p("TableText"), widths[3]),
        cell(p("TableCenter"), widths[4]),
    ]
    rows = [
        head_row(["TT", "Điều khoản", "Nội dung kiểm tra", "Bằng chứng, nhận xét", "Kết quả (P, K, N)"], widths),
        tag_row("{%tr for item in part.questions %}", widths),
        row(cells, height=900),
        tag_row("{%tr endfor %}", widths),
    ]
    return table(widths, rows, title="Câu hỏi theo điều khoản") + p("AfterTable")


def _procedures() -> str:
    number, code, limit, seen, mark, tag = 560, 1650, 1700, 800, 780, 150
    name = 4300
    widths = [number, code, name, limit, seen, tag, 5 * mark - 2 * tag, tag]
    widths.append(WIDE_WIDTH - sum(widths))

    def cells(words: list[str], style: str, left: str, shown: str) -> list[str]:
        styles = [style, style, left, style, style]
        fixed = [cell(p(each, word), width) for each, word, width in zip(styles, words, widths, strict=False)]
        return [
            *fixed,
            cell(p("TableText", "{%tc for check in checklist.checks %}"), tag),
            cell(p(style, shown), mark),
            cell(p("TableText", "{%tc endfor %}"), tag),
            cell(p(style if style == "TableHead" else "TableText", words[-1]), widths[-1]),
        ]

    heads = ["TT", "Mã hiệu", "Thủ tục hành chính", "Thời hạn", "Số hồ sơ xem", "Bằng chứng"]
    rows = [
        row(cells(heads, "TableHead", "TableHead", "({{ check.no }})"), header=True),
        tag_row("{%tr for item in part.procedures %}", widths),
        row(cells([*items("no", "code", "name", "limit"), "", ""], "TableCenter", "TableText", ""), height=560),
        tag_row("{%tr endfor %}", widths),
    ]
    return table(widths, rows, title="Quy trình được kiểm tra") + p("AfterTable")


def audit_checklist() -> Draft:
    """Phiếu ghi chép đánh giá nội bộ."""
    body = [
        form_head(WIDE_WIDTH, TITLE),
        heading(2, "Cách ghi"),
        p(
            "BodyText",
            "Cột «Kết quả» ghi P (phù hợp), K (không phù hợp) hoặc N (khuyến nghị); mỗi điểm K lập một phiếu báo cáo sự không phù hợp. "
            "Cột «Bằng chứng» ghi số, ngày của hồ sơ đã xem, người được hỏi, điều đã quan sát; không ghi nhận xét chung chung. "
            "Mức độ của phát hiện:",
        ),
        p("Normal", "{%p for grade in audit.grades %}"),
        p("Dash", run("{{ grade.title }}: ", "Strong"), "{{ grade.meaning }}"),
        p("Normal", "{%p endfor %}"),
        p("Lead", "Điểm kiểm tra đối với mỗi quy trình giải quyết thủ tục hành chính (các cột có số trong ngoặc):"),
        p("Normal", "{%p for check in checklist.checks %}"),
        p("Dash", run("({{ check.no }}) {{ check.short }}: ", "Strong"), "{{ check.text }}"),
        p("Normal", "{%p endfor %}"),
        p(
            "BodyText",
            "Phiếu gồm {{ checklist.question_count }} câu hỏi theo điều khoản và {{ checklist.procedure_count }} quy trình.",
        ),
        p("Normal", "{%p for part in checklist.units %}"),
        heading(1, "Phần {{ part.no }}. {{ part.title }}", style="Heading1Page"),
        p("FillLine", "Người được đánh giá: {{ part.people }}"),
        p("FillLine", "Đánh giá viên: {{ part.auditors }}"),
        p("FillLine", "Thời gian: ...... giờ ......, ngày ....../....../{{ year }}"),
        heading(2, "Theo điều khoản của {{ standard.name }}"),
        _questions(),
        p("Normal", "{%p if part.procedures %}"),
        heading(2, "Theo quy trình giải quyết thủ tục hành chính"),
        _procedures(),
        p("Normal", "{%p endif %}"),
        fill("Nhận xét chung: "),
        p("Lead", "Tổng hợp: ......... điểm không phù hợp; ......... khuyến nghị."),
        short_signed(["Đại diện bộ phận", "Đánh giá viên"], WIDE_WIDTH),
        p("Normal", "{%p endfor %}"),
        form_section(wide=True),
    ]
    return "".join(body), form_parts(wide=True)


def _findings() -> str:
    widths = [560, 2100, 1200, 3711, 1500]
    titles = ["TT", "Bộ phận", "Điều khoản, quy trình", "Nội dung, bằng chứng", "Mức độ"]
    words = items("no", "unit", "clause", "content", "grade")
    columns = [(word, width, place in (0, 2)) for place, (word, width) in enumerate(zip(words, widths, strict=True))]
    rows = [
        head_row(titles, widths),
        tag_row("{%tr if records.now.findings %}", widths),
        tag_row("{%tr for item in records.now.findings %}", widths),
        line(columns),
        tag_row("{%tr endfor %}", widths),
        tag_row("{%tr else %}", widths),
        *blank_rows(widths, 8, 760),
        tag_row("{%tr endif %}", widths),
    ]
    return table(widths, rows, title="Các phát hiện") + p("AfterTable")


def _unit_results() -> str:
    widths = [560, 2440, 1900, 1971, 1100, 1100]
    cells = [
        cell(p("TableCenter", "{{ item.no }}"), widths[0]),
        cell(p("TableText", "{{ item.title }}"), widths[1]),
        cell(listed("item.auditors"), widths[2]),
        cell(p("TableText"), widths[3]),
        cell(p("TableCenter", "{{ item.faults }}"), widths[4]),
        cell(p("TableCenter", "{{ item.advices }}"), widths[5]),
    ]
    rows = [
        head_row(["TT", "Bộ phận", "Đánh giá viên", "Nhận xét", "Không phù hợp", "Khuyến nghị"], widths),
        tag_row("{%tr for item in audit.units %}", widths),
        row(cells),
        tag_row("{%tr endfor %}", widths),
    ]
    return table(widths, rows, title="Kết quả tại các bộ phận") + p("AfterTable")


def audit_report() -> Draft:
    """Báo cáo kết quả đánh giá nội bộ."""
    body = [
        form_head(title=TITLE),
        heading(2, "1. Thông tin chung"),
        p("Dash", "Mục đích, chuẩn mực: theo Kế hoạch đánh giá nội bộ năm {{ year }}."),
        p("Dash", "Phạm vi: các bộ phận và quy trình nêu tại Mục 3; các điều khoản áp dụng của {{ standard.name }}."),
        p("Normal", "{%p if records.now.audit_from %}"),
        p(
            "Dash",
            "Thời gian: từ ngày {{ records.now.audit_from }}"
            "{% if records.now.audit_to %} đến ngày {{ records.now.audit_to }}{% endif %}, tại trụ sở {{ agency.name }}.",
        ),
        p("Normal", "{%p else %}"),
        p("Dash", "Thời gian: từ ngày ....../....../{{ year }} đến ngày ....../....../{{ year }}, tại trụ sở {{ agency.name }}."),
        p("Normal", "{%p endif %}"),
        heading(2, "2. Đoàn đánh giá"),
        team_table(),
        heading(2, "3. Kết quả tại các bộ phận"),
        _unit_results(),
        p("Lead", run("Điểm mạnh:", "Strong")),
        p("Normal", "{%p if records.now.strengths %}"),
        texts("records.now.strengths", "Dash"),
        p("Normal", "{%p else %}"),
        *(fill() for _ in range(3)),
        p("Normal", "{%p endif %}"),
        heading(2, "4. Các phát hiện"),
        _findings(),
        loop_table(
            ["Mức độ", "Số phát hiện"], [6571, 2500], "audit.grades", items("title", "count"), {1}, "Số phát hiện theo mức độ"
        ),
        heading(2, "5. Kết quả khắc phục của lần đánh giá trước"),
        p("Normal", "{%p if records.last.findings %}"),
        p("BodyText", "Năm {{ records.last.year }} có {{ records.last.findings | length }} phát hiện:"),
        p("Normal", "{%p for item in records.last.findings %}"),
        p("Dash", "{{ item.unit }} – {{ item.grade }}: {{ item.content }}"),
        p("Normal", "{%p endfor %}"),
        p("Normal", "{%p endif %}"),
        fill("Đã khắc phục xong, có hiệu lực: "),
        fill("Chưa xong hoặc lặp lại, lý do: "),
        heading(2, "6. Kết luận"),
        p("Lead", "Đoàn đánh giá kết luận (đánh dấu X):"),
        p("Normal", "{%p for line in audit.conclusions %}"),
        p("BodyText", "☐ {{ line }}"),
        p("Normal", "{%p endfor %}"),
        heading(2, "7. Kiến nghị"),
        *(fill() for _ in range(3)),
        p(
            "Lead",
            "Bộ phận có sự không phù hợp xác định nguyên nhân và hành động khắc phục trong 05 ngày làm việc; báo cáo này là đầu vào của "
            "cuộc họp xem xét của lãnh đạo năm {{ year }}.",
        ),
        signed_by(
            [
                ("Thư ký đoàn", "{{ audit.secretary_name }}"),
                ("Trưởng đoàn", "{{ audit.lead_name }}"),
                ("Phê duyệt", "{{ signer.name }}"),
            ]
        ),
        form_section(),
    ]
    return "".join(body), form_parts()
