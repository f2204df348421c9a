"""Forms of training and awareness: yearly plan, attendance list, minutes of dissemination."""

from __future__ import annotations

from .form_parts import (
    blank_rows,
    fill,
    form_head,
    form_parts,
    form_section,
    line,
    minutes_parts,
    signed_by,
    signed_by_stage,
    texts,
    two_fills,
)
from .publication import letterhead
from .wordml import WIDE_WIDTH, cell, head_row, heading, p, row, run, table, tag_row

Draft = tuple[str, dict[str, str]]


def _courses() -> str:
    titles = ["TT", "Chuyên đề, nội dung", "Đối tượng", "Số người", "Hướng dẫn", "Hình thức, số buổi", "Thời gian", "Đánh giá"]
    widths = [560, 3600, 3600, 850, 1900, 1550, 1120, 1390]
    topic = [
        p("TableText", run("{{ item.topic }}", "Strong")),
        p("TableText", "{%p for point in item.points %}"),
        p("TableText", "- {{ point }}"),
        p("TableText", "{%p endfor %}"),
    ]
    words = ["{{ item.no }}", "", "{{ item.audience }}", "{{ item.count }}", "{{ item.teacher }}"]
    words += ["{{ item.method }}; {{ item.sessions }} buổi", "{{ item.month }}", "{{ item.evaluation }}"]
    centered = {0, 3, 6}
    cells = [
        cell(topic if place == 1 else p("TableCenter" if place in centered else "TableText", word), widths[place])
        for place, word in enumerate(words)
    ]
    total = row(
        [
            cell(
                p("TableHead", "Cộng: {{ training.course_count }} chuyên đề, {{ training.session_count }} buổi"),
                sum(widths[:3]),
                span=3,
            ),
            cell(p("TableHead", "{{ training.person_count }}"), widths[3]),
            cell(p("TableText", "lượt người"), sum(widths[4:]), span=4),
        ]
    )
    rows = [
        head_row(titles, widths),
        tag_row("{%tr for item in training.courses %}", widths),
        row(cells),
        tag_row("{%tr endfor %}", widths),
        total,
    ]
    return table(widths, rows, title="Các chuyên đề đào tạo, bồi dưỡng") + p("AfterTable")


def training_plan() -> Draft:
    """Kế hoạch đào tạo, bồi dưỡng năm."""
    body = [
        form_head(WIDE_WIDTH, "{{ document.title_upper }} NĂM {{ year }}"),
        heading(2, "1. Mục đích, yêu cầu"),
        texts("training.aims"),
        heading(2, "2. Các chuyên đề"),
        _courses(),
        heading(2, "3. Tổ chức thực hiện"),
        texts("training.duties", "Lead"),
        p("Lead", "Số người tính theo phân công tại {{ document.issued_on_long }}; một người giữ nhiều chức vụ tính một lần."),
        signed_by_stage(WIDE_WIDTH),
        form_section(wide=True),
    ]
    return "".join(body), form_parts(wide=True)


def _people(titles: list[str], widths: list[int], blanks: int, title: str) -> str:
    words = [("{{ item.no }}", widths[0], True), ("{{ item.name }}", widths[1], False), ("{{ item.title }}", widths[2], False)]
    words += [("", width, False) for width in widths[3:]]
    rows = [
        head_row(titles, widths),
        tag_row("{%tr for item in training.people %}", widths),
        line(words),
        tag_row("{%tr endfor %}", widths),
        *blank_rows(widths, blanks, 480),
    ]
    return table(widths, rows, title=title) + p("AfterTable")


def training_attendance() -> Draft:
    """Danh sách tham gia đào tạo, bồi dưỡng."""
    body = [
        form_head(),
        fill("Chuyên đề: "),
        fill("Người, đơn vị hướng dẫn: "),
        two_fills("Thời gian: ", "Địa điểm: "),
        texts("training.attendance_notes", "Note"),
        _people(
            ["TT", "Họ và tên", "Chức vụ", "Ký tên", "Kết quả", "Ghi chú"],
            [600, 2200, 3071, 1300, 900, 1000],
            5,
            "Danh sách tham gia",
        ),
        heading(2, "Đánh giá sau đào tạo"),
        two_fills("Số người tham gia: ", "Số người đạt: "),
        fill("Nội dung cần hướng dẫn lại, cho ai, trước ngày: ", keep=True),
        fill("Kiến nghị: ", keep=True),
        p("Lead", "Danh sách, tài liệu và bài kiểm tra được lưu cùng kế hoạch đào tạo năm."),
        signed_by([("Người hướng dẫn", ""), ("Người lập", "")]),
        form_section(),
    ]
    return "".join(body), form_parts()


def dissemination_minutes() -> Draft:
    """Biên bản phổ biến tài liệu, kèm danh sách ký nhận."""
    body = [
        letterhead(None),
        p("TypeLine", "Biên bản"),
        p("SubjectLine", "Về việc phổ biến tài liệu của Hệ thống quản lý chất lượng"),
        p("SubjectRule"),
        fill("Thời gian bắt đầu: "),
        p("FillLine", "Địa điểm: Trụ sở {{ agency.name }}."),
        heading(2, "1. Thành phần"),
        p("Dash", "Chủ trì: {% if training.chair %}{{ training.chair }}, {% endif %}{{ training.chair_title }};"),
        p(
            "Dash",
            "Ghi biên bản: {% if training.secretary %}{{ training.secretary }}, {% endif %}{{ training.secretary_title }};",
        ),
        p(
            "Dash",
            "Tham dự: cán bộ, công chức {{ agency.name }} theo danh sách kèm theo ({{ training.people_count }} người được mời).",
        ),
        two_fills("Có mặt: ", "Vắng (họ tên, lý do): "),
        heading(2, "2. Nội dung phổ biến"),
        p(
            "BodyText",
            "Tài liệu của hệ thống gồm {{ training.document_count }} tài liệu, ban hành ngày {{ document.issued_on }}, có hiệu lực từ ngày {{ document.effective_on }}. Các nội dung đã phổ biến:",
        ),
        texts("training.topics"),
        heading(2, "3. Ý kiến trao đổi, giải đáp"),
        *(fill() for _ in range(6)),
        heading(2, "4. Thống nhất"),
        texts("training.agreements", "Lead"),
        fill("Thời gian kết thúc: ", keep=True),
        p("Lead", "Biên bản được đọc lại cho mọi người cùng nghe, thống nhất và ký tên."),
        signed_by([("Người ghi biên bản", "{{ training.secretary }}"), ("Chủ trì", "{{ training.chair }}")]),
        p("AnnexHead", "Danh sách"),
        p("AnnexTitle", "Người được phổ biến và ký nhận tài liệu"),
        p("AttachedLine", "(Kèm theo Biên bản phổ biến tài liệu)"),
        p("SubjectRule"),
        _people(
            ["TT", "Họ và tên", "Chức vụ", "Số bản nhận", "Ngày nhận", "Ký nhận"],
            [600, 2200, 3071, 900, 1200, 1100],
            8,
            "Danh sách ký nhận",
        ),
        form_section(),
    ]
    return "".join(body), minutes_parts()
