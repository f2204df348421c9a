"""Forms of improvement: report of a nonconformity with its corrective action, register."""

from __future__ import annotations

from .audit_forms import TITLE, items, short_signed
from .form_parts import (
    blank_rows,
    blank_table,
    fill,
    form_head,
    form_parts,
    form_section,
    line,
    signed_by_stage,
    two_fills,
)
from .wordml import WIDE_WIDTH, head_row, heading, p, run, table, tag_row

Draft = tuple[str, dict[str, str]]


def nonconformity_report() -> Draft:
    """Phiếu báo cáo sự không phù hợp và hành động khắc phục."""
    body = [
        form_head(),
        two_fills("Số phiếu: ", "Ngày lập: "),
        two_fills("Bộ phận: ", "Người đại diện: "),
        heading(2, "1. Mô tả sự không phù hợp"),
        p(
            "FormText",
            "Nguồn phát hiện: {% for line in audit.sources %}☐\u00a0{{ line }}{% if not loop.last %};  {% endif %}{% endfor %}.",
        ),
        p(
            "FormText",
            "Mức độ: {% for grade in audit.grades %}☐\u00a0{{ grade.title }}{% if not loop.last %};  {% endif %}{% endfor %}.",
        ),
        fill("Điều gì đã xảy ra (ở đâu, khi nào, hồ sơ số): "),
        *(fill() for _ in range(3)),
        fill("Yêu cầu không được đáp ứng (điều khoản, quy trình, văn bản): "),
        fill(),
        fill("Ảnh hưởng đến tổ chức, cá nhân: "),
        short_signed(["Người phát hiện", "Đại diện bộ phận"]),
        heading(2, "2. Xử lý ngay"),
        fill("Việc đã làm (sửa sai, thu hồi, xin lỗi, hẹn lại): "),
        fill(),
        two_fills("Người thực hiện: ", "Hoàn thành ngày: "),
        heading(2, "3. Nguyên nhân"),
        p(
            "Lead",
            "Hỏi «vì sao» cho đến khi gặp nguyên nhân mà nếu loại bỏ thì lỗi không lặp lại; không ghi «do sơ suất» làm nguyên nhân.",
        ),
        blank_table(["Lần", "Vì sao?", "Trả lời, bằng chứng"], [900, 3300, 4871], 3, "Tìm nguyên nhân", 520),
        fill("Nguyên nhân gốc: "),
        p("FillLine", "Có thể xảy ra ở bộ phận, quy trình khác: ☐ Không   ☐ Có (ghi nơi)"),
        fill(),
        heading(2, "4. Hành động khắc phục"),
        blank_table(
            ["TT", "Hành động", "Người thực hiện", "Thời hạn", "Kết quả"],
            [560, 3711, 1800, 1300, 1700],
            4,
            "Hành động khắc phục",
            560,
        ),
        p("FillLine", "Cập nhật bảng rủi ro và cơ hội: ☐ Không   ☐ Có"),
        p("FillLine", "Sửa đổi tài liệu của hệ thống: ☐ Không   ☐ Có (mã hiệu, số phiếu đề nghị)"),
        fill(),
        short_signed(["Đại diện bộ phận", "Người phê duyệt"]),
        heading(2, "5. Kiểm tra kết quả"),
        two_fills("Ngày kiểm tra: ", "Hồ sơ đã xem: "),
        p("FillLine", "☐ Hành động đã thực hiện, có hiệu lực; đóng phiếu"),
        p("FillLine", "☐ Chưa thực hiện hoặc chưa có hiệu lực; thời hạn mới hoặc lập phiếu mới"),
        fill("Lý do, thời hạn, số phiếu mới: "),
        short_signed(["Người kiểm tra", "{{ audit.secretary }}"], names=["", "{{ audit.secretary_name }}"]),
        form_section(),
    ]
    return "".join(body), form_parts()


_WIDTHS = [1000, 1200, 1500, 1700, 2570, 1900, 2100, 1000, 1000, 600]
_TITLES = [
    "Số phiếu",
    "Ngày",
    "Nguồn",
    "Bộ phận",
    "Nội dung",
    "Nguyên nhân",
    "Hành động khắc phục",
    "Thời hạn",
    "Ngày đóng",
    "HL",
]


def _entries(loop: str, blanks: int, title: str, condition: str | None = None) -> str:
    words = items("number", "found_on", "source", "unit", "content", "cause", "action", "due", "closed_on", "effective")
    columns = [(word, width, place in (0, 1, 7, 8, 9)) for place, (word, width) in enumerate(zip(words, _WIDTHS, strict=True))]
    filled = [line(columns)]
    if condition:
        filled = [tag_row(f"{{%tr if {condition} %}}", _WIDTHS), *filled, tag_row("{%tr endif %}", _WIDTHS)]
    rows = [
        head_row(_TITLES, _WIDTHS),
        tag_row(f"{{%tr for item in {loop} %}}", _WIDTHS),
        *filled,
        tag_row("{%tr endfor %}", _WIDTHS),
        *blank_rows(_WIDTHS, blanks, 760),
    ]
    return table(_WIDTHS, rows, title=title) + p("AfterTable")


def nonconformity_register() -> Draft:
    """Sổ theo dõi sự không phù hợp và hành động khắc phục."""
    body = [
        form_head(WIDE_WIDTH, TITLE),
        p(
            "BodyText",
            "Ghi mọi sự không phù hợp từ mọi nguồn, theo thứ tự số phiếu; phiếu chỉ được đóng khi người kiểm tra xác nhận hành động có "
            "hiệu lực. Cột «HL» (hiệu lực) ghi Có hoặc Không. Phiếu quá hạn 10 ngày làm việc phải báo cáo Chủ tịch Ủy ban nhân dân.",
        ),
        heading(2, "1. Phiếu chưa đóng của năm {{ records.last.year }} chuyển sang"),
        _entries("records.last.nonconformities", 3, "Phiếu của năm trước", "not item.closed_on"),
        heading(2, "2. Phiếu của năm {{ year }}"),
        _entries("records.now.nonconformities", 20, "Phiếu của năm"),
        p("Lead", run("Tổng hợp cuối năm", "Strong")),
        p("Normal", "{%p if records.now.figures.nonconformities %}"),
        p(
            "BodyText",
            "Số phiếu trong năm: {{ records.now.figures.nonconformities }}; đã đóng: {{ records.now.figures.closed }}.",
        ),
        p("Normal", "{%p else %}"),
        two_fills("Số phiếu trong năm: ", "Đã đóng: "),
        p("Normal", "{%p endif %}"),
        signed_by_stage(WIDE_WIDTH),
        form_section(wide=True),
    ]
    return "".join(body), form_parts(wide=True)
