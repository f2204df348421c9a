"""Level-1 documents: interested parties, scope of the system, job descriptions."""

from __future__ import annotations

from .form_parts import form_head, form_parts, form_section, loop_table, signed_by_stage, texts
from .level_one import approved, closing, listed, shown
from .wordml import TEXT_WIDTH, WIDE_WIDTH, cell, head_row, heading, p, row, run, table, tag_row


def _parties() -> str:
    widths = [560, 2050, 2750, 2350, 2850, 1750, 2260]
    titles = ["TT", "Bên quan tâm", "Nhu cầu, yêu cầu", "Mong đợi", "Cách đáp ứng", "Theo dõi, xem xét", "Trách nhiệm"]
    watch = [
        p("TableText", "{{ item.watch }}"),
        p("TableText", "{%p if item.documents %}"),
        p("TableNote", "Tài liệu: {{ item.documents }}"),
        p("TableText", "{%p endif %}"),
    ]
    contents = [
        p("TableCenter", "{{ item.no }}"),
        p("TableText", "{{ item.name }}"),
        listed("item.needs"),
        listed("item.hopes"),
        listed("item.answers"),
        "".join(watch),
        p("TableText", "{{ item.who }}"),
    ]
    rows = [
        head_row(titles, widths),
        tag_row("{%tr for group in parties.groups %}", widths),
        row([cell(p("TableGroup", "{{ group.title }}"), sum(widths), span=len(widths))]),
        tag_row("{%tr for item in group.rows %}", widths),
        row([cell(content, width) for content, width in zip(contents, widths, strict=True)]),
        tag_row("{%tr endfor %}", widths),
        tag_row("{%tr endfor %}", widths),
    ]
    return table(widths, rows, title="Các bên quan tâm") + p("AfterTable")


def interested_parties() -> tuple[str, dict[str, str]]:
    """Nhu cầu, mong đợi của các bên quan tâm."""
    body = [
        form_head(WIDE_WIDTH),
        texts("parties.opening"),
        _parties(),
        p("Lead", run("Theo dõi, xem xét:", "Strong")),
        closing("parties.keeping"),
        signed_by_stage(WIDE_WIDTH),
        form_section(wide=True),
    ]
    return "".join(body), form_parts(wide=True)


def procedures_in_scope() -> str:
    """The procedures in the scope by field: code, name, code of the sheet."""
    widths = [680, 1474, 5216, 1701]
    words = ["{{ item.no }}", "{{ item.code }}", "{{ item.name }}", "{{ item.sheet_code }}"]
    line = row([cell(p("TableText" if n == 2 else "TableCenter", word), widths[n]) for n, word in enumerate(words)])
    rows = [
        head_row(["TT", "Mã thủ tục", "Tên thủ tục hành chính", "Mã hiệu quy trình"], widths),
        tag_row("{%tr for group in manual.groups %}", widths),
        row([cell(p("TableGroup", "Lĩnh vực: {{ group.field }} ({{ group.count }} thủ tục)"), sum(widths), span=4)]),
        tag_row("{%tr for item in group.rows %}", widths),
        line,
        tag_row("{%tr endfor %}", widths),
        tag_row("{%tr endfor %}", widths),
    ]
    return table(widths, rows, title="Danh mục thủ tục hành chính") + p("AfterTable")


def exclusions() -> str:
    """The clauses that do not apply, and why that does no harm."""
    return (
        p("BodyText", "{%p if manual.exclusions %}")
        + p("Lead", "Điều khoản sau của tiêu chuẩn không áp dụng:")
        + p("Normal", "{%p for item in manual.exclusions %}")
        + p("Dash", "Điều khoản {{ item.clause }} «{{ item.title }}»: {{ item.reason }}")
        + p("Normal", "{%p endfor %}")
        + closing("handbook.conditions")
        + p("BodyText", "{%p else %}")
        + p("BodyText", "Không có điều khoản nào của tiêu chuẩn bị loại trừ.")
        + p("BodyText", "{%p endif %}")
    )


def scope_statement() -> tuple[str, dict[str, str]]:
    """Phạm vi áp dụng HTQLCL và danh mục thủ tục hành chính trong phạm vi."""
    body = [
        form_head(title="PHẠM\u00a0VI\u00a0ÁP\u00a0DỤNG HỆ\u00a0THỐNG\u00a0QUẢN\u00a0LÝ CHẤT\u00a0LƯỢNG"),
        heading(1, "1. Cơ quan áp dụng"),
        p("BodyText", "{{ agency.name }}, {{ unit.parents_text }}."),
        shown("agency.address", p("BodyText", "Địa chỉ trụ sở: {{ agency.address }}.")),
        shown("agency.contact", p("BodyText", "{{ agency.contact }}.")),
        heading(1, "2. Tiêu chuẩn và hoạt động trong phạm vi"),
        p(
            "Lead",
            "Hệ thống quản lý chất lượng theo Tiêu chuẩn quốc gia {{ standard.name }} ({{ standard.title }}) được áp dụng "
            "cho các hoạt động sau:",
        ),
        texts("handbook.services"),
        p(
            "BodyText",
            "Phạm vi gồm {{ manual.procedure_count }} thủ tục hành chính thuộc {{ manual.field_count }} lĩnh vực; mỗi thủ tục "
            "có một quy trình được ban hành. Danh mục nêu tại Phụ lục kèm theo.",
        ),
        heading(1, "3. Ranh giới của phạm vi"),
        texts("handbook.boundaries"),
        heading(1, "4. Điều khoản không áp dụng"),
        exclusions(),
        approved(),
        heading(1, "Phụ lục. Danh mục thủ tục hành chính trong phạm vi", style="PageTitle"),
        procedures_in_scope(),
        form_section(),
    ]
    return "".join(body), form_parts()


def _facts() -> str:
    """Who holds the post, to whom it reports, who stands in."""
    widths = [2500, TEXT_WIDTH - 2500]

    def fact(title: str, word: str, condition: str = "") -> list[str]:
        line = row([cell(p("TableGroup", title), widths[0]), cell(p("TableText", word), widths[1])])
        return [tag_row(f"{{%tr if {condition} %}}", widths), line, tag_row("{%tr endif %}", widths)] if condition else [line]

    rows = [
        *fact("Người giữ chức vụ", "{{ item.name }}"),
        *fact("Chức vụ kiêm nhiệm", "{{ item.also }}", "item.also"),
        *fact("Lĩnh vực phụ trách", "{{ item.area }}"),
        *fact("Chức năng", "{{ item.summary }}"),
        *fact("Báo cáo cho", "{{ item.reports_to }}", "item.reports_to"),
        *fact("Người thay khi vắng", "{{ item.substitute }}", "item.substitute"),
        *fact(
            "Quy trình tham gia",
            "{{ item.procedures }}",
            "item.procedures",
        ),
    ]
    return table(widths, rows, title="Chức vụ") + p("AfterTable")


def _receipt() -> str:
    widths = [680, 2600, 3491, 1150, 1150]
    words = ["{{ item.no }}", "{{ item.name }}", "{{ item.title }}", "", ""]
    line = row(
        [cell(p("TableCenter" if n == 0 else "TableText", word), widths[n]) for n, word in enumerate(words)],
        height=480,
    )
    rows = [
        head_row(["TT", "Họ và tên", "Chức vụ", "Ngày nhận", "Ký nhận"], widths),
        tag_row("{%tr for item in posts.rows %}", widths),
        line,
        tag_row("{%tr endfor %}", widths),
    ]
    return table(widths, rows, title="Ký nhận bản mô tả công việc") + p("AfterTable")


def job_descriptions() -> tuple[str, dict[str, str]]:
    """Bản mô tả công việc: trách nhiệm, quyền hạn, năng lực theo chức vụ."""
    body = [
        form_head(),
        texts("posts.opening"),
        heading(1, "I. Quy định chung"),
        heading(2, "1. Trách nhiệm của mọi cán bộ, công chức"),
        texts("posts.everyone"),
        heading(2, "2. Quyền hạn"),
        texts("posts.everyone_powers"),
        heading(2, "3. Yêu cầu năng lực"),
        texts("posts.everyone_competence"),
        heading(1, "II. Trách nhiệm, quyền hạn, năng lực theo chức vụ", style="Heading1Page"),
        p(
            "BodyText",
            "Gồm {{ posts.count }} chức vụ có người giữ vào ngày ban hành, mỗi chức vụ một trang để giao cho người thực hiện:",
        ),
        loop_table(
            ["TT", "Chức vụ", "Lĩnh vực phụ trách", "Người giữ chức vụ"],
            [680, 3000, 3491, 1900],
            "posts.rows",
            ["{{ item.no }}", "{{ item.title }}", "{{ item.area }}", "{{ item.name }}"],
            {0},
            "Các chức vụ",
        ),
        p("Normal", "{%p for item in posts.rows %}"),
        p("PageTitle", "{{ item.no }}. {{ item.title }}"),
        _facts(),
        p("Heading3", "Trách nhiệm"),
        texts("item.duties"),
        p("Heading3", "Quyền hạn"),
        texts("item.powers"),
        p("Heading3", "Yêu cầu năng lực"),
        texts("item.competence"),
        p("Normal", "{%p endfor %}"),
        heading(1, "III. Tổ chức thực hiện", style="Heading1Page"),
        texts("posts.closing"),
        heading(1, "IV. Ký nhận"),
        _receipt(),
        p(
            "Lead",
            "Người ký nhận đã đọc, hiểu rõ trách nhiệm, quyền hạn của mình và được giao phần mô tả công việc của chức vụ mình giữ. "
            "Khi thay đổi người hoặc phân công, Thư ký Ban Chỉ đạo ISO cập nhật bản này và lấy ký nhận lại.",
        ),
        signed_by_stage(),
        form_section(),
    ]
    return "".join(body), form_parts()
