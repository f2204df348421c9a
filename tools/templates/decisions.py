"""Decisions of the chairman: committee, appointments, promulgation, publishing again; layout of NĐ 30/2020/NĐ-CP."""

from __future__ import annotations

from .publication import _basis, _recipients, annex_break, decree_section, letterhead, page_number_parts, signature
from .wordml import cell, head_row, p, row, run, table, tag_row

PROPOSAL = "Theo đề nghị của {{ publication.proposer }}."


def basis_lines(*own: str) -> list[str]:
    """The acts a paper rests on, then lines of its own; the caller ends each of these, a full stop ends the last line."""
    end = ";" if own else "{% if loop.last %}.{% else %};{% endif %}"
    return [
        p("Normal", "{%p for line in publication.basis %}"),
        _basis("{{ line }}" + end),
        p("Normal", "{%p endfor %}"),
        *(_basis(line) for line in own),
    ]


def article(number: int, *content: str, last: bool = False, lead: bool = False) -> str:
    """`Điều n.` with its text."""
    style = "ArticleLast" if last else "ArticleLead" if lead else "Article"
    return p(style, run(f"Điều {number}. ", "Strong"), *content)


def loop(words: str, name: str = "line", style: str = "Article", text: str | None = None) -> str:
    """A paragraph for each text of a list."""
    shown = text if text is not None else f"{{{{ {name} }}}}"
    return p("Normal", f"{{%p for {name} in {words} %}}") + p(style, shown) + p("Normal", "{%p endfor %}")


def few_recipients(*lines: str, file: str = "ISO") -> list[str]:
    """Recipients within the agency and the file copy."""
    return [*(p("Recipients", f"- {line};") for line in lines), p("Recipients", f"- Lưu: VT, {file}.")]


def _head(subject: str, *own: str) -> list[str]:
    return [
        letterhead("Số:        /QĐ-UBND"),
        p("TypeLine", "Quyết định"),
        p("SubjectLine", subject),
        p("SubjectRuleLong"),
        p("Authority", "Chủ tịch {{ agency.name }}"),
        *basis_lines(*own),
        p("Decided", "Quyết định:"),
    ]


def _member_table() -> str:
    widths = [680, 2835, 3572, 1984]
    words = ["{{ item.no }}", "{{ item.name }}", "{{ item.post }}", "{{ item.role }}"]
    styles = ["TableCenter", "TableText", "TableText", "TableText"]
    rows = [
        head_row(["TT", "Họ và tên", "Chức vụ", "Vai trò trong Ban"], widths),
        tag_row("{%tr for item in committee.members %}", widths),
        row([cell(p(style, word), width) for style, word, width in zip(styles, words, widths, strict=True)]),
        tag_row("{%tr endfor %}", widths),
    ]
    return table(widths, rows, title="Thành viên Ban Chỉ đạo ISO") + p("AfterTable")


def committee_decision() -> tuple[str, dict[str, str]]:
    """Quyết định thành lập Ban Chỉ đạo ISO."""
    body = [
        *_head("Về việc thành lập {{ committee.full_name }}", PROPOSAL),
        article(
            1,
            "Thành lập {{ committee.full_name }} (sau đây gọi tắt là {{ committee.name }}) của {{ agency.name }} "
            "gồm {{ committee.count }} thành viên sau đây:",
            lead=True,
        ),
        _member_table(),
        article(2, "Nhiệm vụ của {{ committee.name }} và các thành viên:", lead=True),
        p("Normal", "{%p for duty in committee.duties %}"),
        p("ArticleLead", "{{ duty.title }}"),
        loop("duty.points"),
        p("Normal", "{%p endfor %}"),
        article(3, "Chế độ làm việc và thời gian hoạt động:", lead=True),
        loop("committee.working"),
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


def secretary_appointment() -> tuple[str, dict[str, str]]:
    """Quyết định cử Đại diện lãnh đạo về chất lượng và Thư ký Ban Chỉ đạo ISO."""
    body = [
        *_head(
            "Về việc cử {% for item in committee.appointments %}{{ item.title }}{% if not loop.last %} và {% endif %}{% endfor %}",
            "Căn cứ Quyết định số        /QĐ-UBND {{ document.issued_on_long }} của Chủ tịch {{ agency.name }} về việc thành lập "
            "{{ committee.name }};",
            "Xét năng lực và yêu cầu nhiệm vụ của cán bộ, công chức.",
        ),
        article(
            1, "Cử các ông (bà) có tên sau đây giữ nhiệm vụ trong Hệ thống quản lý chất lượng của {{ agency.name }}:", lead=True
        ),
        loop("committee.appointments", "item", text="{{ loop.index }}. Cử {{ item.person }}, làm {{ item.title }}."),
        article(2, "Nhiệm vụ, quyền hạn:", lead=True),
        p("Normal", "{%p for item in committee.appointments %}"),
        p("ArticleLead", run("{{ item.title }}:", "Strong")),
        loop("item.points"),
        p("Normal", "{%p endfor %}"),
        article(
            3,
            "Người được cử làm việc kiêm nhiệm, được tham dự các lớp đào tạo về Hệ thống quản lý chất lượng, được yêu cầu các bộ phận, "
            "cá nhân cung cấp tài liệu, hồ sơ, số liệu liên quan; bàn giao đầy đủ tài liệu, hồ sơ khi thôi nhiệm vụ.",
        ),
        article(
            4,
            "Quyết định này có hiệu lực kể từ ngày ký. {{ committee.name }}, các ông (bà) có tên tại Điều 1 và các bộ phận, cá nhân "
            "liên quan chịu trách nhiệm thi hành Quyết định này./.",
            last=True,
        ),
        signature(few_recipients("Như Điều 4"), "Chủ tịch"),
        decree_section(),
    ]
    return "".join(body), page_number_parts()


def _register_table() -> str:
    widths = [680, 1701, 4252, 1021, 1417]
    words = ["{{ item.no }}", "{{ item.code }}", "{{ item.title }}", "{{ item.issue }}", "{{ item.effective_on }}"]
    styles = ["TableCenter", "TableCenter", "TableText", "TableCenter", "TableCenter"]
    rows = [
        head_row(["TT", "Mã hiệu", "Tên tài liệu", "Lần ban hành", "Ngày hiệu lực"], widths),
        tag_row("{%tr for group in issued.groups %}", widths),
        row([cell(p("TableGroup", "{{ group.title }}"), sum(widths), span=5)]),
        tag_row("{%tr for item in group.rows %}", widths),
        row([cell(p(style, word), width) for style, word, width in zip(styles, words, widths, strict=True)]),
        tag_row("{%tr endfor %}", widths),
        tag_row("{%tr endfor %}", widths),
    ]
    return table(widths, rows, title="Danh mục tài liệu ban hành") + p("AfterTable")


def promulgation_decision() -> tuple[str, dict[str, str]]:
    """Quyết định ban hành hệ thống tài liệu, kèm danh mục."""
    body = [
        *_head(
            "Ban hành hệ thống tài liệu của Hệ thống quản lý chất lượng theo Tiêu chuẩn quốc gia {{ standard.name }}",
            "Theo đề nghị của {{ committee.name }}.",
        ),
        article(
            1,
            "Ban hành kèm theo Quyết định này {{ issued.count }} tài liệu của Hệ thống quản lý chất lượng áp dụng tại "
            "{{ agency.name }} (danh mục tại Phụ lục), gồm:",
            lead=True,
        ),
        loop("issued.summary", text="- {{ line }}"),
        article(
            2,
            "Tài liệu ban hành kèm theo Quyết định này có hiệu lực áp dụng từ {{ document.effective_on_long }}."
            "{% if not issued.first_issue %} Tài liệu cùng mã hiệu của các lần ban hành trước hết hiệu lực kể từ ngày này; "
            "{{ publication.proposer }} thu hồi bản đã phân phối, đóng dấu tài liệu lỗi thời lên bản lưu.{% endif %}",
        ),
        article(
            3,
            "{{ publication.proposer }} giữ bản gốc, phân phối tài liệu đến các bộ phận, tổ chức phổ biến và theo dõi việc sửa đổi, "
            "ban hành lại. Các bộ phận, cán bộ, công chức thực hiện đúng quy trình, biểu mẫu; khi văn bản quy phạm pháp luật thay đổi thì đề nghị "
            "sửa đổi tài liệu trong thời hạn 03 tháng kể từ ngày văn bản có hiệu lực.",
        ),
        article(
            4,
            "Quyết định này có hiệu lực kể từ ngày ký. {{ committee.name }}, các bộ phận, cán bộ, công chức {{ agency.name }} "
            "chịu trách nhiệm thi hành Quyết định này./.",
            last=True,
        ),
        signature(few_recipients("Như Điều 4"), "Chủ tịch"),
        annex_break(),
        p("AnnexHead", "Phụ lục"),
        p("AnnexTitle", "Danh mục tài liệu của Hệ thống quản lý chất lượng"),
        p(
            "AttachedLine",
            "(Kèm theo Quyết định số        /QĐ-UBND {{ document.issued_on_long }} của Chủ tịch {{ agency.name }})",
        ),
        p("SubjectRule"),
        _register_table(),
        decree_section(restart=True),
    ]
    return "".join(body), page_number_parts()


def republication_decision() -> tuple[str, dict[str, str]]:
    """Quyết định công bố lại, thay thế quyết định trước."""
    body = [
        *_head(
            "Về việc công bố lại Hệ thống quản lý chất lượng phù hợp Tiêu chuẩn quốc gia {{ standard.name }}",
            "Căn cứ kết quả xem xét của lãnh đạo và văn bản xác nhận hiệu lực của Hệ thống quản lý chất lượng;",
            PROPOSAL,
        ),
        article(
            1,
            "Công bố lại Hệ thống quản lý chất lượng của {{ agency.name }}, {{ unit.parents_text }} phù hợp Tiêu chuẩn quốc gia "
            "{{ standard.name }} {{ republication.reason }}. Phạm vi công bố lại: hoạt động giải quyết "
            "{{ publication.procedure_count }} thủ tục hành chính thuộc {{ publication.field_count }} lĩnh vực (Bản công bố và danh mục "
            "thủ tục hành chính kèm theo).",
        ),
        article(2, "Quyết định này có hiệu lực thi hành kể từ ngày ký và thay thế:", lead=True),
        loop("republication.earlier", text="- {{ line }}"),
        article(
            3,
            "{{ publication.proposer }} thông báo bằng văn bản cho {{ publication.department }}; niêm yết Quyết định, Bản công bố tại "
            "trụ sở {{ agency.name }}{% if agency.website %} và đăng trên trang thông tin điện tử {{ agency.website }}{% endif %}; "
            "gỡ bỏ văn bản công bố trước đây.",
        ),
        article(
            4,
            "{{ committee.name }}, các bộ phận, cán bộ, công chức {{ agency.name }} và tổ chức, cá nhân có liên quan chịu trách nhiệm "
            "thi hành Quyết định này; duy trì, cải tiến Hệ thống quản lý chất lượng theo quy định./.",
            last=True,
        ),
        signature(_recipients("- Như Điều 4;", "ISO"), "Chủ tịch"),
        decree_section(),
    ]
    return "".join(body), page_number_parts()
