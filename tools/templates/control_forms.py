"""Forms of document and record control: master list, external documents, distribution, change request, records, disposal."""

from __future__ import annotations

from .form_parts import (
    blank_table,
    fill,
    form_head,
    form_parts,
    form_section,
    grouped_table,
    loop_table,
    minutes_parts,
    signed_by,
    signed_by_stage,
    texts,
    two_fills,
)
from .publication import letterhead
from .wordml import TEXT_WIDTH, WIDE_WIDTH, cell, heading, p, row, run, table, tag_row

Draft = tuple[str, dict[str, str]]


def master_list() -> Draft:
    """Danh mục tài liệu nội bộ."""
    body = [
        form_head(),
        p(
            "BodyText",
            "Danh mục các tài liệu đang được kiểm soát tại {{ agency.name }}, lập {{ document.issued_on_long }}.",
        ),
        grouped_table(
            ["TT", "Mã hiệu", "Tên tài liệu", "Lần ban hành/ sửa đổi", "Ngày hiệu lực"],
            [680, 1560, 4431, 1050, 1350],
            "master.groups",
            [
                "{{ item.no }}",
                "{{ item.code }}",
                "{{ item.title }}",
                "{{ item.issue }}/{{ item.revision }}",
                "{{ item.effective_on }}",
            ],
            {0, 3, 4},
            "Danh mục tài liệu nội bộ",
        ),
        p(
            "Lead",
            "Tổng số: {{ master.count }} tài liệu. Bản gốc do {{ master.keeper }} giữ. Danh mục được lập lại mỗi khi một tài liệu "
            "được ban hành, sửa đổi hoặc bãi bỏ; tài liệu không có trong danh mục không được dùng để giải quyết công việc.",
        ),
        signed_by_stage(),
        form_section(),
    ]
    return "".join(body), form_parts()


def external_documents() -> Draft:
    """Danh mục tài liệu bên ngoài."""
    body = [
        form_head(WIDE_WIDTH),
        p(
            "BodyText",
            "Văn bản đang có hiệu lực tại ngày {{ document.issued_on }}, được viện dẫn trong quy trình giải quyết thủ tục hành chính "
            "và tài liệu của hệ thống. Cột «Nơi áp dụng» ghi mã lĩnh vực (giải thích ở cuối danh mục) hoặc «Hệ thống».",
        ),
        grouped_table(
            [
                "TT",
                "Số, ký hiệu",
                "Tên gọi, trích yếu",
                "Cơ quan ban hành",
                "Ngày ban hành",
                "Ngày hiệu lực",
                "Tình trạng",
                "Nơi áp dụng",
            ],
            [600, 1950, 4700, 1500, 1330, 1330, 1960, 1200],
            "external.groups",
            [f"{{{{ item.{word} }}}}" for word in ("no", "number", "title", "issuer", "signed", "effective", "status", "used")],
            {0, 4, 5},
            "Danh mục tài liệu bên ngoài",
        ),
        p("Normal", "{%p if external.unclear %}"),
        p(
            "Note",
            "Văn bản ghi «chưa xác định»: {{ sign_off[0].title }} đối chiếu với cơ sở dữ liệu văn bản pháp luật và ghi bổ sung trước khi phê duyệt.",
        ),
        p("Normal", "{%p endif %}"),
        p(
            "Lead",
            run("Mã lĩnh vực: ", "Strong"),
            "{% for item in external.fields %}{{ item.code }} – {{ item.name }}{% if loop.last %}.{% else %}; {% endif %}{% endfor %}",
        ),
        p(
            "Lead",
            run("Tổng số: ", "Strong"),
            "{{ external.count }} văn bản, gồm {% for line in external.summary %}{{ line }} {% endfor %}"
            "Danh mục được rà soát hằng tháng; văn bản mới được đưa vào quy trình trong 03 tháng kể từ ngày có hiệu lực.",
        ),
        signed_by_stage(WIDE_WIDTH),
        form_section(wide=True),
    ]
    return "".join(body), form_parts(wide=True)


def _matrix() -> str:
    number, code, mark, tag = 620, 1850, 560, 140
    name = WIDE_WIDTH - number - code - 11 * mark
    widths = [number, code, name, tag, 11 * mark - 2 * tag, tag]

    heads, marks = "{%tc for receiver in distribution.receivers %}", "{%tc for mark in item.marks %}"

    def looped(loop: str, style: str, word: str) -> list[str]:
        return [cell(p("TableText", loop), tag), cell(p(style, word), mark), cell(p("TableText", "{%tc endfor %}"), tag)]

    def fixed(words: list[str], styles: list[str]) -> list[str]:
        return [cell(p(style, word), width) for word, style, width in zip(words, styles, widths, strict=False)]

    styles = ["TableCenter", "TableText", "TableText"]
    rows = [
        row(
            [*fixed(["TT", "Mã hiệu", "Tên tài liệu"], ["TableHead"] * 3), *looped(heads, "TableHead", "{{ receiver.no }}")],
            header=True,
        ),
        tag_row("{%tr for group in distribution.groups %}", widths),
        row([cell(p("TableGroup", "{{ group.title }}"), sum(widths[:3]), span=3), *looped(heads, "TableCenter", "")]),
        tag_row("{%tr for item in group.rows %}", widths),
        row(
            [
                *fixed(["{{ item.no }}", "{{ item.code }}", "{{ item.title }}"], styles),
                *looped(marks, "TableCenter", "{{ mark }}"),
            ]
        ),
        tag_row("{%tr endfor %}", widths),
        tag_row("{%tr endfor %}", widths),
    ]
    return table(widths, rows, title="Bảng phân phối") + p("AfterTable")


def distribution_list() -> Draft:
    """Danh sách phân phối tài liệu."""
    body = [
        form_head(WIDE_WIDTH),
        heading(2, "1. Nơi nhận"),
        loop_table(
            ["Số bản", "Chức vụ", "Họ và tên", "Số tài liệu", "Ngày nhận", "Ký nhận", "Ngày trả, ký trả"],
            [900, 4600, 2500, 1100, 1500, 1970, 2000],
            "distribution.receivers",
            ["{{ item.no }}", "{{ item.title }}", "{{ item.name }}", "{{ item.count }}", "", "", ""],
            {0, 3},
            "Nơi nhận tài liệu",
        ),
        heading(2, "2. Bảng phân phối"),
        p("Lead", "Số ở đầu cột là số bản của nơi nhận tại Mục 1. G: bản gốc; x: bản phân phối có kiểm soát."),
        _matrix(),
        heading(2, "3. Quy định phân phối"),
        texts("distribution.notes", "Lead"),
        p("Lead", "Tổng số: {{ distribution.count }} bản, kể cả bản gốc."),
        signed_by_stage(WIDE_WIDTH),
        form_section(wide=True),
    ]
    return "".join(body), form_parts(wide=True)


_REASONS = [
    "☐ Văn bản quy phạm pháp luật, quyết định công bố thủ tục hành chính thay đổi (cập nhật trong 03 tháng kể từ ngày văn bản có hiệu lực)",
    "☐ Kết quả đánh giá nội bộ, đoàn kiểm tra, xem xét của lãnh đạo, hành động khắc phục",
    "☐ Khiếu nại, phản ánh, kiến nghị của tổ chức, cá nhân",
    "☐ Thay đổi tổ chức, nhân sự, cơ sở vật chất, phần mềm; cải tiến cách làm",
]


def change_request() -> Draft:
    """Phiếu đề nghị ban hành, sửa đổi tài liệu."""
    half = TEXT_WIDTH // 2
    kinds = "Loại đề nghị: ☐ Ban hành mới   ☐ Sửa đổi   ☐ Bãi bỏ"
    body = [
        form_head(),
        two_fills("Số phiếu: ", "Ngày đề nghị: "),
        two_fills("Người đề nghị: ", "Chức vụ: "),
        heading(2, "1. Nội dung đề nghị"),
        p("FillLine", kinds),
        fill("Tên tài liệu: "),
        two_fills("Mã hiệu: ", "Lần ban hành/sửa đổi hiện nay: "),
        p("FillLine", "Lý do:"),
        *(p("FillLine", reason) for reason in _REASONS),
        fill("Văn bản, hồ sơ làm căn cứ: "),
        blank_table(["Trang, mục", "Nội dung hiện nay", "Nội dung đề nghị"], [1275, 3898, 3898], 4, "Nội dung đề nghị", 850),
        heading(2, "2. Xem xét của {{ sign_off[0].title }}"),
        p("FillLine", "Ảnh hưởng đến tài liệu, biểu mẫu khác: ☐ Không   ☐ Có (ghi mã hiệu)"),
        fill(),
        p("FillLine", "Người cần được phổ biến, đào tạo lại: ☐ Không   ☐ Có (ghi chức vụ)"),
        fill(),
        p("FillLine", "Ý kiến: ☐ Đồng ý   ☐ Đồng ý, có điều chỉnh   ☐ Không đồng ý"),
        fill("Lý do, nội dung điều chỉnh: "),
        two_fills("Người soạn thảo: ", "Thời hạn hoàn thành: "),
        heading(2, "3. Phê duyệt"),
        p("FillKeep", "☐ Phê duyệt, giao thực hiện   ☐ Không phê duyệt"),
        fill("Chỉ đạo: ", keep=True),
        signed_by([("Người đề nghị", ""), ("Người xem xét", ""), ("Người phê duyệt", "")]),
        heading(2, "4. Kết quả thực hiện"),
        table(
            [half, TEXT_WIDTH - half],
            [
                row([cell(p("TableText", left), half), cell(p("TableText", right), TEXT_WIDTH - half)], height=480)
                for left, right in (
                    ("Lần ban hành/sửa đổi mới:", "Ngày ban hành, ngày hiệu lực:"),
                    ("Ngày cập nhật danh mục tài liệu:", "Ngày phân phối bản mới:"),
                    ("Ngày thu hồi bản cũ, số bản thu hồi:", "Ngày phổ biến, đào tạo:"),
                    ("Người thực hiện (ký, ghi rõ họ tên):", "Người kiểm tra (ký, ghi rõ họ tên):"),
                )
            ],
            title="Kết quả thực hiện",
        ),
        p("AfterTable"),
        form_section(),
    ]
    return "".join(body), form_parts()


def record_list() -> Draft:
    """Danh mục hồ sơ."""
    body = [
        form_head(WIDE_WIDTH),
        p(
            "BodyText",
            "Danh mục gồm {{ kept.count }} loại hồ sơ phải lưu của hệ thống quản lý chất lượng và của các quy trình trong phạm vi áp dụng "
            "tại {{ agency.name }}, lập {{ document.issued_on_long }}.",
        ),
        grouped_table(
            ["TT", "Tên hồ sơ", "Biểu mẫu, quy trình", "Người lưu", "Thời gian lưu"],
            [620, 5000, 2700, 4600, 1650],
            "kept.groups",
            ["{{ item.no }}", "{{ item.name }}", "{{ item.source }}", "{{ item.keeper }}", "{{ item.retention }}"],
            {0, 4},
            "Danh mục hồ sơ",
        ),
        heading(2, "Quy định lưu, tra cứu và hủy hồ sơ"),
        texts("kept.notes", "Lead"),
        p("Lead", "Số loại hồ sơ chưa xác định thời gian lưu: {{ kept.unknown }}."),
        signed_by_stage(WIDE_WIDTH),
        form_section(wide=True),
    ]
    return "".join(body), form_parts(wide=True)


def disposal_minutes() -> Draft:
    """Biên bản hủy tài liệu, hồ sơ."""
    widths = [600, 2700, 1300, 900, 1250, 2321]
    titles = ["TT", "Tên tài liệu, hồ sơ", "Mã hiệu, năm", "Số lượng", "Thời gian lưu", "Lý do hủy"]
    body = [
        letterhead(None),
        p("TypeLine", "Biên bản"),
        p("SubjectLine", "Về việc hủy tài liệu, hồ sơ hết thời gian lưu"),
        p("SubjectRule"),
        fill("Thời gian bắt đầu: "),
        fill("Địa điểm: "),
        heading(2, "1. Thành phần"),
        loop_table(
            ["TT", "Họ và tên", "Chức vụ", "Vai trò"],
            [600, 2600, 4171, 1700],
            "kept.disposal_board",
            ["{{ item.no }}", "{{ item.name }}", "{{ item.title }}", "{{ item.role }}"],
            {0},
            "Thành phần",
        ),
        heading(2, "2. Căn cứ"),
        fill("Danh mục đề nghị hủy được Chủ tịch Ủy ban nhân dân đồng ý ngày: "),
        fill("Văn bản, ý kiến khác (nếu có): "),
        heading(2, "3. Tài liệu, hồ sơ được hủy"),
        blank_table(titles, widths, 8, "Tài liệu, hồ sơ được hủy"),
        p("FillLine", "Cách hủy: ☐ Cắt nhỏ   ☐ Đốt   ☐ Xóa dữ liệu điện tử và bản sao lưu   ☐ Khác"),
        fill("Ý kiến khác: "),
        fill("Thời gian kết thúc: ", keep=True),
        p(
            "Lead",
            "Đã đối chiếu từng tập với danh mục hồ sơ và thời gian lưu; không hủy hồ sơ vĩnh viễn, hồ sơ chưa xác định thời gian lưu, hồ sơ của vụ việc "
            "đang khiếu nại, thanh tra, kiểm tra. Sau khi hủy, người lưu ghi ngày hủy vào danh mục hồ sơ.",
        ),
        p("Lead", "Biên bản lập thành 02 bản, đọc lại cho mọi người cùng nghe, thống nhất và ký tên."),
        signed_by([("Thư ký", ""), ("Thành viên", ""), ("Chủ trì", "")]),
        form_section(),
    ]
    return "".join(body), minutes_parts()
