"""The quality manual (sổ tay chất lượng)."""

from __future__ import annotations

from .sheet import _lines, _loop_table, controlled_section, cover_box, revision_page, running_parts, sign_off
from .wordml import cell, contents, head_row, heading, p, row, run, table, tag_row

_PARTS = [
    "GIỚI THIỆU CHUNG",
    "PHẠM VI ÁP DỤNG HỆ THỐNG QUẢN LÝ CHẤT LƯỢNG",
    "NGOẠI LỆ ÁP DỤNG VÀ LÝ GIẢI",
    "SỰ TƯƠNG TÁC GIỮA CÁC QUÁ TRÌNH",
    "TÀI LIỆU TƯƠNG ỨNG VỚI TIÊU CHUẨN",
    "GIỚI THIỆU KHÁI QUÁT HỆ THỐNG QUẢN LÝ CHẤT LƯỢNG",
]

# Điều khoản 4–10: what a commune does for each, told once for all communes.
_CLAUSES: list[tuple[str, list[str]]] = [
    (
        "6.1. Bối cảnh của tổ chức (điều khoản 4)",
        [
            "{{ agency.name }} xác định và định kỳ xem xét các vấn đề bên ngoài (quy định của pháp luật, chỉ đạo của cấp trên, điều kiện kinh tế - xã hội "
            "của địa phương) và nội bộ (tổ chức bộ máy, nhân lực, cơ sở vật chất, ứng dụng công nghệ thông tin) ảnh hưởng đến kết quả giải quyết thủ tục hành chính.",
            "Các bên quan tâm gồm tổ chức, cá nhân thực hiện thủ tục hành chính; cơ quan cấp trên; các cơ quan phối hợp; cán bộ, công chức. "
            "Yêu cầu của họ được nhận biết qua quy định của pháp luật, tiếp công dân, khảo sát sự hài lòng và được xem xét ít nhất mỗi năm một lần.",
        ],
    ),
    (
        "6.2. Sự lãnh đạo (điều khoản 5)",
        [
            "Chủ tịch Ủy ban nhân dân cam kết xây dựng, áp dụng, duy trì và cải tiến hệ thống; ban hành chính sách, mục tiêu chất lượng; bảo đảm nguồn lực; "
            "phân công rõ trách nhiệm, quyền hạn và lấy tổ chức, cá nhân làm trung tâm phục vụ.",
            "Ban Chỉ đạo ISO giúp Chủ tịch Ủy ban nhân dân triển khai hệ thống; {{ manual.secretary }} theo dõi, kiểm soát tài liệu, hồ sơ và báo cáo kết quả áp dụng.",
        ],
    ),
    (
        "6.3. Hoạch định (điều khoản 6)",
        [
            "Rủi ro và cơ hội của từng quá trình được nhận diện, đánh giá và có biện pháp xử lý. Mục tiêu chất lượng hằng năm đo lường được, có kế hoạch thực hiện, "
            "người chịu trách nhiệm và thời hạn hoàn thành. Thay đổi của hệ thống được hoạch định trước khi thực hiện.",
        ],
    ),
    (
        "6.4. Hỗ trợ (điều khoản 7)",
        [
            "Nhân lực, cơ sở hạ tầng và môi trường làm việc được bố trí theo quy định và điều kiện của địa phương. Cán bộ, công chức được bồi dưỡng để đủ năng lực, "
            "hiểu chính sách, mục tiêu và trách nhiệm của mình.",
            "Tài liệu, hồ sơ được kiểm soát: tài liệu được phê duyệt trước khi ban hành, có mã hiệu, lần ban hành, lần sửa đổi; tài liệu bên ngoài được cập nhật; "
            "tài liệu lỗi thời được thu hồi; hồ sơ được lưu theo thời gian quy định trong từng quy trình.",
        ],
    ),
    (
        "6.5. Thực hiện (điều khoản 8)",
        [
            "Mỗi thủ tục hành chính trong phạm vi áp dụng được giải quyết theo một quy trình quy định hồ sơ, thời hạn, lệ phí, trách nhiệm, thời gian từng bước và hồ sơ lưu. "
            "Hồ sơ được tiếp nhận và trả kết quả tại {{ reception_unit }}.",
            "Giấy tờ của tổ chức, cá nhân được nhận biết, bảo quản và trả lại theo quy định. Kết quả giải quyết được người có thẩm quyền kiểm tra, ký trước khi trả; "
            "kết quả sai sót được thu hồi, sửa chữa và xin lỗi theo quy định.",
        ],
    ),
    (
        "6.6. Đánh giá kết quả thực hiện (điều khoản 9)",
        [
            "Kết quả giải quyết thủ tục hành chính và sự hài lòng của tổ chức, cá nhân được theo dõi, phân tích. Đánh giá nội bộ và xem xét của lãnh đạo được thực hiện "
            "ít nhất mỗi năm một lần; kết quả được lưu hồ sơ.",
        ],
    ),
    (
        "6.7. Cải tiến (điều khoản 10)",
        [
            "Sự không phù hợp được ghi nhận, xử lý, tìm nguyên nhân và có hành động khắc phục. Khi văn bản quy phạm pháp luật liên quan thay đổi, hệ thống được cập nhật "
            "trong thời hạn ba tháng kể từ ngày văn bản có hiệu lực; khi điều chỉnh phạm vi áp dụng thì công bố lại.",
        ],
    ),
]


def _matrix() -> str:
    widths = [1134, 5669, 2268]
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
    widths = [2268, 4535, 2268]
    lines = [
        (
            "Quá trình lãnh đạo",
            "Chính sách, mục tiêu chất lượng; phân công trách nhiệm; xem xét của lãnh đạo; cải tiến",
            "Chủ tịch Ủy ban nhân dân",
        ),
        (
            "Quá trình chính",
            "Tiếp nhận hồ sơ – thẩm tra, giải quyết – ký duyệt – đóng dấu, vào sổ – trả kết quả và lưu hồ sơ",
            "{{ reception_unit }}; công chức chuyên môn; lãnh đạo Ủy ban nhân dân; văn thư",
        ),
        (
            "Quá trình hỗ trợ",
            "Kiểm soát tài liệu, hồ sơ; nhân lực, bồi dưỡng; cơ sở hạ tầng; trao đổi thông tin",
            "{{ manual.secretary }}; các bộ phận liên quan",
        ),
        (
            "Quá trình đánh giá",
            "Theo dõi, đo lường; khảo sát sự hài lòng; đánh giá nội bộ; xử lý sự không phù hợp",
            "Ban Chỉ đạo ISO",
        ),
    ]
    rows = [head_row(["Nhóm quá trình", "Nội dung", "Trách nhiệm"], widths)] + [
        row(
            [
                cell(p("TableText", run(a, "Strong")), widths[0]),
                cell(p("TableText", b), widths[1]),
                cell(p("TableText", c), widths[2]),
            ]
        )
        for a, b, c in lines
    ]
    return table(widths, rows, title="Các quá trình") + p("AfterTable")


def manual() -> tuple[str, dict[str, str]]:
    """Body and running parts of the manual."""
    anchors = [f"_Toc{number:03d}" for number in range(8)]
    entries = [(1, "SỬA ĐỔI TÀI LIỆU", anchors[0])] + [(1, f"{n}. {title}", anchors[n]) for n, title in enumerate(_PARTS, 1)]
    entries.append((1, "7. DANH MỤC TÀI LIỆU", anchors[7]))

    def main(number: int) -> str:
        return heading(1, f"{number}. {_PARTS[number - 1]}", anchors[number], style="Heading1Page" if number == 1 else None)

    body = [
        cover_box("Sổ tay chất lượng", "Theo {{ standard.name }}"),
        p("TOCHeading", "MỤC LỤC"),
        contents(entries),
        p("SignOffHead", "SOẠN THẢO, XEM XÉT, PHÊ DUYỆT"),
        sign_off(),
        revision_page(anchors[0]),
        main(1),
        heading(2, "1.1. Lịch sử hình thành"),
        p("Normal", "{%p for line in manual.history %}"),
        p("BodyText", "{{ line }}"),
        p("Normal", "{%p endfor %}"),
        heading(2, "1.2. Cơ cấu tổ chức"),
        p("Lead", "Các chức vụ, chức danh tham gia hệ thống quản lý chất lượng:"),
        _loop_table(
            ["TT", "Chức vụ, chức danh", "Họ và tên"],
            [680, 5556, 2835],
            "manual.posts",
            ["{{ loop.index }}", "{{ item.title }}", "{{ item.name }}"],
            {0},
            "Cơ cấu tổ chức",
        ),
        heading(2, "1.3. Chức năng, nhiệm vụ"),
        p(
            "BodyText",
            "{{ agency.name }} thực hiện chức năng, nhiệm vụ, quyền hạn của cơ quan hành chính nhà nước ở địa phương theo "
            "{{ manual.law_of_organisation }} và các văn bản liên quan; tổ chức tiếp nhận, giải quyết thủ tục hành chính cho tổ chức, cá nhân.",
        ),
        heading(2, "1.4. Chữ viết tắt"),
        _loop_table(
            ["Chữ viết tắt", "Nội dung"],
            [2268, 6803],
            "manual.abbreviations",
            ["{{ item.short }}", "{{ item.long }}"],
            {0},
            "Chữ viết tắt",
        ),
        main(2),
        p(
            "BodyText",
            "Hệ thống quản lý chất lượng theo {{ standard.name }} được áp dụng cho hoạt động tiếp nhận, giải quyết "
            "{{ manual.procedure_count }} thủ tục hành chính thuộc {{ manual.field_count }} lĩnh vực tại {{ agency.name }}:",
        ),
        _lines("manual.fields"),
        p("Lead", "Danh mục chi tiết tại phần 7 của sổ tay này. Cơ sở xây dựng hệ thống:"),
        _lines("manual.basis"),
        main(3),
        p("BodyText", "{%p if manual.exclusions %}"),
        p("Lead", "Điều khoản sau của tiêu chuẩn không áp dụng:"),
        p("Normal", "{%p for item in manual.exclusions %}"),
        p("Dash", "Điều khoản {{ item.clause }} «{{ item.title }}»: {{ item.reason }}"),
        p("Normal", "{%p endfor %}"),
        p("BodyText", "{%p else %}"),
        p("BodyText", "Không có điều khoản nào của tiêu chuẩn bị loại trừ."),
        p("BodyText", "{%p endif %}"),
        main(4),
        p(
            "Lead",
            "Đầu vào của hệ thống là yêu cầu của tổ chức, cá nhân và quy định của pháp luật; đầu ra là kết quả giải quyết thủ tục hành chính đúng quy định, đúng hạn. Các quá trình tương tác theo chu trình hoạch định – thực hiện – kiểm tra – cải tiến:",
        ),
        _interaction(),
        main(5),
        _matrix(),
        main(6),
    ]
    for place, (title, texts) in enumerate(_CLAUSES):
        body.append(heading(2, title))
        body += [p("BodyText", text) for text in texts]
        if place == 0:
            body += [
                p("Normal", "{%p if manual.climate %}"),
                p(
                    "BodyText",
                    "Theo {{ manual.amendment }}, đơn vị xác định biến đổi khí hậu có phải là vấn đề liên quan hay không và xem xét "
                    "yêu cầu của các bên quan tâm về biến đổi khí hậu (hạn hán, xâm nhập mặn, sạt lở, ngập úng ảnh hưởng đến việc phục vụ tổ chức, cá nhân).",
                ),
                p("Normal", "{%p endif %}"),
            ]
    body += [
        heading(1, "7. DANH MỤC TÀI LIỆU", anchors[7]),
        _loop_table(
            ["TT", "Mã hiệu", "Tên tài liệu", "Lần ban hành"],
            [680, 1871, 5103, 1417],
            "manual.documents",
            ["{{ item.no }}", "{{ item.code }}", "{{ item.title }}", "{{ document.issue }}"],
            {0, 3},
            "Danh mục tài liệu",
        ),
        controlled_section(),
    ]
    return "".join(body), running_parts()
