"""Plan, confirmation of effectiveness and yearly report; layout of NĐ 30/2020/NĐ-CP."""

from __future__ import annotations

from .decisions import article, basis_lines, few_recipients, loop
from .publication import _recipients, decree_section, letterhead, page_number_parts, signature
from .wordml import cell, head_row, p, row, run, table, tag_row


def _table(titles: list[str], widths: list[int], words: str, cells: list[str], styles: list[str], title: str) -> str:
    line = row([cell(p(style, text), width) for style, text, width in zip(styles, cells, widths, strict=True)])
    rows = [head_row(titles, widths), tag_row(f"{{%tr for item in {words} %}}", widths), line, tag_row("{%tr endfor %}", widths)]
    return table(widths, rows, title=title) + p("AfterTable")


def _blank_table(titles: list[str], widths: list[int], lines: int, title: str) -> str:
    rows = [row([cell(p("TableText"), width) for width in widths], height=560) for _ in range(lines)]
    return table(widths, [head_row(titles, widths), *rows], title=title) + p("AfterTable")


def _steps() -> str:
    return _table(
        ["Bước", "Nội dung công việc", "Thực hiện", "Thời gian", "Kết quả"],
        [822, 2976, 1928, 1418, 1927],
        "plan.steps",
        ["{{ item.no }}", "{{ item.content }}", "{{ item.who }}", "{{ item.when }}", "{{ item.result }}"],
        ["TableCenter", "TableText", "TableText", "TableText", "TableText"],
        "Các bước triển khai",
    )


def _budget() -> str:
    return _table(
        ["TT", "Nội dung chi", "Đơn vị tính", "Mức tối đa (đồng)", "Ghi chú"],
        [680, 3969, 1361, 1531, 1530],
        "plan.budget",
        ["{{ item.no }}", "{{ item.content }}", "{{ item.unit }}", "{{ item.ceiling }}", "{{ item.note }}"],
        ["TableCenter", "TableText", "TableCenter", "TableCenter", "TableCenter"],
        "Kinh phí",
    )


def implementation_plan() -> tuple[str, dict[str, str]]:
    """Kế hoạch xây dựng, áp dụng HTQLCL."""
    body = [
        letterhead("Số:        /KH-UBND"),
        p("TypeLine", "Kế hoạch"),
        p(
            "SubjectLine",
            "Xây dựng, áp dụng, công bố và duy trì Hệ thống quản lý chất lượng theo Tiêu chuẩn quốc gia {{ standard.name }}",
        ),
        p("SubjectRule"),
        *basis_lines(),
        p(
            "Article",
            "{{ agency.name }} ban hành Kế hoạch xây dựng, áp dụng, công bố và duy trì Hệ thống quản lý chất lượng theo Tiêu chuẩn "
            "quốc gia {{ standard.name }} như sau:",
        ),
        p("ArticlePart", "I. MỤC ĐÍCH, YÊU CẦU"),
        p("ArticleLead", run("1. Mục đích", "Strong")),
        loop("plan.aims"),
        p("ArticleLead", run("2. Yêu cầu", "Strong")),
        loop("plan.demands"),
        p("ArticlePart", "II. PHẠM VI ÁP DỤNG"),
        p(
            "Article",
            "Hệ thống quản lý chất lượng được áp dụng đối với hoạt động tiếp nhận, giải quyết {{ publication.procedure_count }} thủ tục "
            "hành chính thuộc {{ publication.field_count }} lĩnh vực và các hoạt động quản lý, hỗ trợ liên quan tại {{ agency.name }}. "
            "Danh mục thủ tục hành chính được cập nhật khi có quyết định công bố mới.",
        ),
        p("ArticlePart", "III. NỘI DUNG, TIẾN ĐỘ THỰC HIỆN"),
        p(
            "ArticleLead",
            "Các bước thực hiện{% if plan.steps_act %} theo {{ plan.steps_act }}{% endif %}"
            "{% if not plan.calendar %}; tháng thứ nhất là tháng ban hành Kế hoạch này ({{ plan.start }}){% endif %}:",
        ),
        _steps(),
        p("Normal", "{%p if plan.budget %}"),
        p("ArticlePart", "IV. KINH PHÍ"),
        p("ArticleLead", "Nội dung chi và mức chi tối đa{% if plan.budget_act %} theo {{ plan.budget_act }}{% endif %}:"),
        _budget(),
        loop("plan.budget_notes"),
        p("Normal", "{%p endif %}"),
        p("ArticlePart", "{% if plan.budget %}V{% else %}IV{% endif %}. TỔ CHỨC THỰC HIỆN"),
        p("Normal", "{%p for duty in plan.duties %}"),
        p("ArticleLead", run("{{ duty.title }}", "Strong")),
        loop("duty.points"),
        p("Normal", "{%p endfor %}"),
        p(
            "ArticleLast",
            "Trong quá trình thực hiện, nếu có khó khăn, vướng mắc, các bộ phận, cá nhân phản ánh về {{ publication.proposer }} "
            "để tổng hợp, trình Chủ tịch Ủy ban nhân dân xem xét, quyết định./.",
        ),
        signature(_recipients("- Chủ tịch, Phó Chủ tịch Ủy ban nhân dân;", "ISO"), "TM. Ủy ban nhân dân", "Chủ tịch"),
        decree_section(),
    ]
    return "".join(body), page_number_parts()


def _evidence() -> str:
    return _table(
        ["TT", "Điều kiện", "Kết quả, ngày hoàn thành", "Hồ sơ chứng minh"],
        [680, 3516, 2154, 2721],
        "confirmation.evidence",
        ["{{ item.no }}", "{{ item.content }}", "{{ item.result }}", "{{ item.records }}"],
        ["TableCenter", "TableText", "TableText", "TableText"],
        "Điều kiện xác nhận hiệu lực",
    )


def effectiveness_confirmation() -> tuple[str, dict[str, str]]:
    """Văn bản xác nhận hiệu lực của HTQLCL: thông báo hoặc quyết định."""
    scope = (
        "Phạm vi: hoạt động giải quyết {{ publication.procedure_count }} thủ tục hành chính thuộc {{ publication.field_count }} "
        "lĩnh vực tại {{ agency.name }}."
    )
    decision = [
        p("Authority", "Chủ tịch {{ agency.name }}"),
        *basis_lines("Xét kết quả áp dụng, đánh giá nội bộ và xem xét của lãnh đạo."),
        p("Decided", "Quyết định:"),
        article(1, "Xác nhận hiệu lực của Hệ thống quản lý chất lượng:", lead=True),
        loop("confirmation.conclusions", text="- {{ line }}"),
        p("Article", scope),
        article(2, "Các điều kiện đã hoàn thành:", lead=True),
        _evidence(),
        article(3, "Giao nhiệm vụ:", lead=True),
        loop("confirmation.tasks", text="- {{ line }}"),
    ]
    notice = [
        *basis_lines(),
        p(
            "Article",
            "Sau khi xem xét kết quả áp dụng, đánh giá nội bộ, hành động khắc phục và kết luận cuộc họp xem xét của lãnh đạo, "
            "Chủ tịch {{ agency.name }} thông báo xác nhận hiệu lực của Hệ thống quản lý chất lượng như sau:",
        ),
        p("ArticleLead", run("1. Các điều kiện đã hoàn thành", "Strong")),
        _evidence(),
        p("ArticleLead", run("2. Kết luận", "Strong")),
        loop("confirmation.conclusions", text="- {{ line }}"),
        p("Article", scope),
        p("ArticleLead", run("3. Giao nhiệm vụ", "Strong")),
        loop("confirmation.tasks", text="- {{ line }}"),
    ]
    body = [
        letterhead("Số:        /{{ confirmation.symbol }}-UBND"),
        p("TypeLine", "{% if confirmation.decision %}Quyết định{% else %}Thông báo{% endif %}"),
        p(
            "SubjectLine",
            "{% if confirmation.decision %}Về việc xác nhận{% else %}Xác nhận{% endif %} hiệu lực của Hệ thống quản lý chất lượng theo "
            "Tiêu chuẩn quốc gia {{ standard.name }}",
        ),
        p("SubjectRule"),
        p("Normal", "{%p if confirmation.decision %}"),
        *decision,
        p("Normal", "{%p else %}"),
        *notice,
        p("Normal", "{%p endif %}"),
        p(
            "ArticleLast",
            run("{% if confirmation.decision %}Điều 4. {% endif %}", "Strong"),
            "{% if confirmation.decision %}Quyết định này có hiệu lực kể từ ngày ký. {% endif %}{{ committee.name }}, các bộ phận, "
            "cán bộ, công chức {{ agency.name }} chịu trách nhiệm thực hiện "
            "{% if confirmation.decision %}Quyết định{% else %}Thông báo{% endif %} này./.",
        ),
        signature(few_recipients("{{ committee.name }}", "Các bộ phận, cán bộ, công chức"), "Chủ tịch"),
        decree_section(),
    ]
    return "".join(body), page_number_parts()


def _report_tables() -> tuple[str, str, str]:
    topics = _table(
        ["TT", "Nội dung", "Kết quả trong năm", "Hồ sơ chứng minh"],
        [680, 3119, 2438, 2834],
        "report.topics",
        ["{{ item.no }}", "{{ item.content }}", "{{ item.result }}", "{{ item.records }}"],
        ["TableCenter", "TableText", "TableText", "TableText"],
        "Kết quả áp dụng, duy trì",
    )
    figures = _table(
        ["TT", "Chỉ tiêu", "Đơn vị tính", "Năm {{ report.last_year }}", "Năm {{ year }}"],
        [680, 4309, 1361, 1361, 1360],
        "report.figures",
        ["{{ item.no }}", "{{ item.content }}", "{{ item.unit }}", "{{ item.before }}", "{{ item.now }}"],
        ["TableCenter", "TableText", "TableCenter", "TableCenter", "TableCenter"],
        "Số liệu",
    )
    faults = _blank_table(
        ["TT", "Tồn tại, hạn chế", "Nguyên nhân", "Biện pháp, thời hạn khắc phục"],
        [680, 2948, 2608, 2835],
        4,
        "Tồn tại, hạn chế",
    )
    return topics, figures, faults


def yearly_report() -> tuple[str, dict[str, str]]:
    """Báo cáo tình hình áp dụng, duy trì HTQLCL hằng năm."""
    topics, figures, faults = _report_tables()
    body = [
        letterhead("Số:        /BC-UBND"),
        p("TypeLine", "Báo cáo"),
        p(
            "SubjectLine",
            "Tình hình áp dụng, duy trì Hệ thống quản lý chất lượng theo Tiêu chuẩn quốc gia {{ standard.name }} năm {{ year }}",
        ),
        p("SubjectRule"),
        p("AddressedTo", "Kính gửi: {{ publication.department }}."),
        *basis_lines(),
        p(
            "Article",
            "{{ agency.name }} báo cáo tình hình áp dụng, duy trì Hệ thống quản lý chất lượng năm {{ year }} như sau:",
        ),
        p("ArticlePart", "I. THÔNG TIN CHUNG"),
        p(
            "Article",
            "1. Cơ quan: {{ agency.name }}, {{ unit.parents_text }}{% if agency.address %}; trụ sở: {{ agency.address }}{% endif %}.",
        ),
        p(
            "Article",
            "2. Tiêu chuẩn áp dụng: {{ standard.name }}. Phạm vi: {{ publication.procedure_count }} thủ tục hành chính thuộc "
            "{{ publication.field_count }} lĩnh vực.",
        ),
        p("Article", "3. Quyết định công bố: số ............/QĐ-UBND ngày ....../....../............"),
        loop(
            "committee.appointments",
            "item",
            text="{{ loop.index + 3 }}. {{ item.title }}: {{ item.person }}.",
        ),
        p("ArticlePart", "II. KẾT QUẢ ÁP DỤNG, DUY TRÌ"),
        p("ArticleLead", "Kết quả theo các nội dung quy định{% if report.topics_act %} tại {{ report.topics_act }}{% endif %}:"),
        topics,
        p("ArticlePart", "III. SỐ LIỆU"),
        figures,
        p("ArticlePart", "IV. TỒN TẠI, HẠN CHẾ"),
        faults,
        p("ArticlePart", "V. PHƯƠNG HƯỚNG NĂM TIẾP THEO"),
        loop("report.next_steps"),
        p("Normal", "{%p if report.proposals %}"),
        p("ArticlePart", "VI. KIẾN NGHỊ"),
        p("ArticleLead", "{{ agency.name }} đề nghị {{ publication.department }}:"),
        loop("report.proposals", text="- {{ line }}"),
        p("Normal", "{%p endif %}"),
        p(
            "ArticleLast",
            "Trên đây là báo cáo của {{ agency.name }}, kính gửi {{ publication.department }} tổng hợp, theo dõi./.",
        ),
        signature(_recipients("- Như trên;", "ISO", "copies"), "TM. Ủy ban nhân dân", "Chủ tịch"),
        decree_section(),
    ]
    return "".join(body), page_number_parts()
