"""Decision, declaration and notice letter: layout of NĐ 30/2020/NĐ-CP (before 05/3/2020: TT 01/2011/TT-BNV)."""

from __future__ import annotations

from .wordml import TEXT_WIDTH, cell, field, head_row, p, row, run, section, table, tag_row

_LEFT, _RIGHT = 3700, 5371


def letterhead(number: str | None, *below: str) -> str:
    """Agency and number on the left, national title, motto, place and date on the right."""
    left = [p("AgencyLine", "{{ agency.letterhead_first }}"), p("AgencyLine", "{{ agency.letterhead_second }}"), p("AgencyRule")]
    right = [p("Nation", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"), p("Motto", "Độc lập - Tự do - Hạnh phúc"), p("MottoRule")]
    rows = [row([cell(left, _LEFT), cell(right, _RIGHT)])]
    if number is not None:
        date = p("DateLine", "{{ publication.place_and_date }}")
        rows.append(row([cell([p("NumberLine", number), *below], _LEFT), cell(date, _RIGHT)]))
    return table([_LEFT, _RIGHT], rows, style="Khung")


def signature(recipients: list[str], *posts: str) -> str:
    """Recipients on the left, signer on the right, never parted from each other."""
    widths = [4300, TEXT_WIDTH - 4300]
    left = [p("RecipientsHead", "Nơi nhận:"), *recipients] if recipients else [p("Recipients")]
    right = [*(p("SignPost", post) for post in posts), p("SignSpace"), p("SignName", "{{ signer.name }}")]
    return p("SignGap") + table(widths, [row([cell(left, widths[0]), cell(right, widths[1])])], style="Khung")


def _recipients(first: str, unit: str, words: str = "recipients") -> list[str]:
    return [
        p("Recipients", first),
        p("Recipients", f"{{%p for recipient in publication.{words} %}}"),
        p("Recipients", "- {{ recipient }};"),
        p("Recipients", "{%p endfor %}"),
        p("Recipients", f"- Lưu: VT, {unit}."),
    ]


def page_number_parts() -> dict[str, str]:
    """Page number in the top margin (NĐ 30) or at the bottom right (TT 01), not on the first page."""
    return {
        "header1": p("Normal", "{%p if layout.page_number_top %}")
        + p("HeaderPlain", field("PAGE"))
        + p("Normal", "{%p else %}")
        + p("HeaderPlain")
        + p("Normal", "{%p endif %}"),
        "header2": p("HeaderPlain"),
        "footer1": p("Normal", "{%p if layout.page_number_top %}")
        + p("FooterPlain")
        + p("Normal", "{%p else %}")
        + p("FooterPlain", field("PAGE"))
        + p("Normal", "{%p endif %}"),
        "footer2": p("FooterPlain"),
    }


def decree_section(restart: bool = False) -> str:
    """Margins of the decree: top and bottom 20 mm, left 30 mm, right 20 mm; an annex counts its pages anew."""
    made = section({"default": "rIdheader1", "first": "rIdheader2"}, {"default": "rIdfooter1", "first": "rIdfooter2"})
    return made.replace("<w:titlePg/>", '<w:pgNumType w:start="1"/><w:titlePg/>') if restart else made


def annex_break() -> str:
    """The end of the paper: what follows is an annex with page numbers of its own."""
    return p("AfterTable").replace("</w:pPr>", f"{decree_section()}</w:pPr>")


def _basis(line: str) -> str:
    return (
        p("Normal", "{%p if layout.basis_italic %}")
        + p("Basis", line)
        + p("Normal", "{%p else %}")
        + p("BasisUpright", line)
        + p("Normal", "{%p endif %}")
    )


def decision() -> tuple[str, dict[str, str]]:
    """Quyết định công bố HTQLCL."""
    body = [
        letterhead("Số:        /QĐ-UBND"),
        p("TypeLine", "Quyết định"),
        p("SubjectLine", "Về việc công bố Hệ thống quản lý chất lượng phù hợp Tiêu chuẩn quốc gia {{ standard.name }}"),
        p("SubjectRule"),
        p("Authority", "Chủ tịch {{ agency.name }}"),
        p("Normal", "{%p for line in publication.basis %}"),
        _basis("{{ line }};"),
        p("Normal", "{%p endfor %}"),
        _basis("Căn cứ kết quả xem xét của lãnh đạo và văn bản xác nhận hiệu lực của Hệ thống quản lý chất lượng;"),
        _basis("Theo đề nghị của {{ publication.proposer }}."),
        p("Decided", "Quyết định:"),
        p(
            "Article",
            run("Điều 1. ", "Strong"),
            "Công bố Hệ thống quản lý chất lượng của {{ agency.name }}, {{ unit.parents_text }} phù hợp Tiêu chuẩn "
            "quốc gia {{ standard.name }} đối với hoạt động giải quyết {{ publication.procedure_count }} thủ tục hành chính thuộc "
            "{{ publication.field_count }} lĩnh vực (Bản công bố và danh mục thủ tục hành chính kèm theo).",
        ),
        p(
            "Article",
            run("Điều 2. ", "Strong"),
            "Quyết định này có hiệu lực thi hành kể từ ngày ký. {{ publication.proposer }} thông báo bằng văn bản cho "
            "{{ publication.department }}; niêm yết Quyết định, Bản công bố tại trụ sở {{ agency.name }}{% if agency.website %} và đăng "
            "trên trang thông tin điện tử {{ agency.website }}{% endif %}.",
        ),
        p(
            "ArticleLast",
            run("Điều 3. ", "Strong"),
            "Ban Chỉ đạo ISO, cán bộ, công chức {{ agency.name }} và các tổ chức, cá nhân có liên quan "
            "chịu trách nhiệm thi hành Quyết định này; duy trì, cải tiến Hệ thống quản lý chất lượng theo quy định./.",
        ),
        signature(_recipients("- Như Điều 3;", "ISO"), "Chủ tịch"),
        decree_section(),
    ]
    return "".join(body), page_number_parts()


def declaration() -> tuple[str, dict[str, str]]:
    """Bản công bố HTQLCL, kèm danh mục thủ tục hành chính."""
    widths = [680, 1474, 5216, 1701]
    line = row(
        [
            cell(p("TableCenter", "{{ item.no }}"), widths[0]),
            cell(p("TableCenter", "{{ item.code }}"), widths[1]),
            cell(p("TableText", "{{ item.name }}"), widths[2]),
            cell(p("TableCenter", "{{ item.sheet_code }}"), widths[3]),
        ]
    )
    rows = [
        head_row(["TT", "Mã thủ tục", "Tên thủ tục hành chính", "Mã hiệu quy trình"], widths),
        tag_row("{%tr for group in publication.groups %}", widths),
        row([cell(p("TableGroup", "Lĩnh vực: {{ group.field }}"), sum(widths), span=4)]),
        tag_row("{%tr for item in group.rows %}", widths),
        line,
        tag_row("{%tr endfor %}", widths),
        tag_row("{%tr endfor %}", widths),
    ]
    attached = "(Kèm theo Quyết định số        /QĐ-UBND {{ document.issued_on_long }} của Chủ tịch {{ agency.name }})"
    body = [
        letterhead(None),
        p("TypeLine", "Bản công bố"),
        p("SubjectLine", "Hệ thống quản lý chất lượng phù hợp Tiêu chuẩn quốc gia {{ standard.name }}"),
        p("AttachedLine", attached),
        p("SubjectRule"),
        p("Article", "{{ agency.name }}, {{ unit.parents_text }}"),
        p("Article", "{%p if agency.address %}"),
        p("Article", "Địa chỉ trụ sở: {{ agency.address }}"),
        p("Article", "{%p endif %}"),
        p("Article", "{%p if agency.contact %}"),
        p("Article", "{{ agency.contact }}"),
        p("Article", "{%p endif %}"),
        p("Article", run("CÔNG BỐ:", "Strong")),
        p(
            "Article",
            "Hệ thống quản lý chất lượng của {{ agency.name }} phù hợp Tiêu chuẩn quốc gia {{ standard.name }} ({{ standard.title }}).",
        ),
        p(
            "Article",
            run("Phạm vi: ", "Strong"),
            "hoạt động tiếp nhận, giải quyết {{ publication.procedure_count }} thủ tục hành chính thuộc "
            "{{ publication.field_count }} lĩnh vực cho tổ chức, cá nhân, theo danh mục tại Phụ lục kèm theo.",
        ),
        p("Article", run("Hiệu lực: ", "Strong"), "kể từ {{ document.effective_on_long }}."),
        p(
            "ArticleLast",
            "Bản công bố này được niêm yết tại trụ sở {{ agency.name }}{% if agency.website %} và đăng tải trên trang thông tin "
            "điện tử {{ agency.website }}{% endif %}./.",
        ),
        signature([], "Chủ tịch"),
        annex_break(),
        p("AnnexHead", "Phụ lục"),
        p("AnnexTitle", "Danh mục thủ tục hành chính trong phạm vi áp dụng Hệ thống quản lý chất lượng"),
        p("AttachedLine", attached),
        p("SubjectRule"),
        table(widths, rows, title="Danh mục thủ tục hành chính"),
        p("AfterTable"),
        decree_section(restart=True),
    ]
    return "".join(body), page_number_parts()


def letter() -> tuple[str, dict[str, str]]:
    """Công văn thông báo việc công bố gửi Sở Khoa học và Công nghệ."""
    body = [
        letterhead(
            "Số:        /UBND-VP",
            p("LetterSubject", "V/v thông báo công bố Hệ thống quản lý chất lượng phù hợp {{ standard.name }}"),
        ),
        p("AddressedTo", "Kính gửi: {{ publication.department }}."),
        p(
            "Article",
            "Thực hiện {{ publication.implementing }}, {{ agency.name }}, {{ unit.parents_text }} thông báo việc công bố Hệ thống quản lý chất lượng như sau:",
        ),
        p(
            "Article",
            "1. Ngày {{ document.issued_on }}, Chủ tịch {{ agency.name }} đã ban hành Quyết định số        /QĐ-UBND về việc công bố "
            "Hệ thống quản lý chất lượng phù hợp Tiêu chuẩn quốc gia {{ standard.name }}.",
        ),
        p(
            "Article",
            "2. Phạm vi: hoạt động giải quyết {{ publication.procedure_count }} thủ tục hành chính thuộc {{ publication.field_count }} "
            "lĩnh vực, theo danh mục kèm theo Bản công bố.",
        ),
        p(
            "Article",
            "3. Quyết định và Bản công bố được niêm yết tại trụ sở {{ agency.name }} từ ngày {{ document.issued_on }}{% if agency.website %} và đăng tải trên trang "
            "thông tin điện tử {{ agency.website }}{% endif %}.",
        ),
        p(
            "Article",
            "4. Tài liệu gửi kèm: Quyết định công bố; Bản công bố và danh mục thủ tục hành chính trong phạm vi áp dụng.",
        ),
        p("ArticleLast", "{{ agency.name }} kính báo {{ publication.department }} để theo dõi, quản lý theo quy định./."),
        signature(_recipients("- Như trên;", "VP", "copies"), "TM. Ủy ban nhân dân", "Chủ tịch"),
        decree_section(),
    ]
    return "".join(body), page_number_parts()
