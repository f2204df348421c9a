"""The one-stop forms of the regime in force: receipt, control slip, requests, refusals, apologies, tracking book.

Numbers and names come from the regime; the fields follow the forms of TT 01/2018/TT-VPCP and TT 03/2025/TT-VPCP.
"""

from __future__ import annotations

from .form_parts import blank_rows, fill, two_fills
from .wordml import TEXT_WIDTH, WIDE_WIDTH, cell, field, head_row, p, row, run, section, tab, table, tag_row

_LEFT, _RIGHT = 3700, TEXT_WIDTH - 3700
_BLANK_DATE = "ngày …… tháng …… năm ……"
Draft = tuple[str, dict[str, str]]


def _mark() -> str:
    """The number of the form, top right, with the circular where it is in force."""
    return p("FormMark", "{{ form.number }}{% if form.act %} – {{ form.act }}{% endif %}")


def _head(symbol: str | None) -> str:
    """Agency and reception unit on the left, national title on the right; number and date below."""
    left = [
        p("AgencyPlain", "{{ agency.letterhead_first }}"),
        p("AgencyPlain", "{{ agency.letterhead_second }}"),
        p("AgencyLine", "{{ reception_unit|upper }}"),
        p("AgencyRule"),
    ]
    right = [p("Nation", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"), p("Motto", "Độc lập - Tự do - Hạnh phúc"), p("MottoRule")]
    rows = [row([cell(left, _LEFT), cell(right, _RIGHT)])]
    if symbol is not None:
        date = p("DateLine", "{{ agency.place }}, ngày … tháng … năm ……")
        rows.append(row([cell(p("NumberLine", f"Số: ………/{symbol}"), _LEFT), cell(date, _RIGHT)]))
    return _mark() + table([_LEFT, _RIGHT], rows, style="Khung")


def _title(below: str = "") -> str:
    return p("TypeLine", "{{ form.name_upper }}") + (p("AttachedLine", below) if below else "")


def _parts(number: bool = False) -> dict[str, str]:
    footer = p("Footer", "{{ document.code }}", tab(), *(("Trang ", field("PAGE"), "/", field("NUMPAGES")) if number else ()))
    return {"header1": p("HeaderPlain"), "footer1": footer}


def _section(landscape: bool = False) -> str:
    return section({"default": "rIdheader1"}, {"default": "rIdfooter1"}, title_page=False, landscape=landscape)


def _signatures(*posts: str) -> str:
    """Places to sign side by side, with the instruction below each post."""
    width = TEXT_WIDTH // len(posts)
    rows = [
        row([cell(p("SignPost", post), width) for post in posts]),
        row([cell(p("SignHint", "(Ký và ghi rõ họ tên)"), width) for _ in posts]),
        row([cell(p("SignSpace"), width) for _ in posts]),
    ]
    return p("SignGap") + table([width] * len(posts), rows, style="Khung")


def _papers() -> str:
    """The papers of the dossier as the procedure asks for them, with the number handed in to be written."""
    widths = [624, 5607, 1420, 1420]
    rows = [
        head_row(["TT", "Thành phần hồ sơ nộp", "Bản chính", "Bản sao"], widths),
        tag_row("{%tr for group in sheet.dossier_groups %}", widths),
        row([cell(p("TableGroup", "{{ group.title }}"), sum(widths), span=4)]),
        tag_row("{%tr for item in group.rows %}", widths),
        row(
            [
                cell(p("TableCenter", "{{ item.no }}"), widths[0]),
                cell(p("TableText", "{{ item.name }}"), widths[1]),
                cell(p("TableCenter", "☐ ……"), widths[2]),
                cell(p("TableCenter", "☐ ……"), widths[3]),
            ]
        ),
        tag_row("{%tr endfor %}", widths),
        tag_row("{%tr endfor %}", widths),
    ]
    return table(widths, rows, title="Thành phần hồ sơ nộp") + p("AfterTable")


def reception_slip() -> Draft:
    """Giấy tiếp nhận hồ sơ và hẹn trả kết quả, filled in as far as the procedure is known."""
    body = [
        _head("TNHS"),
        _title("Mã hồ sơ: ……………………………"),
        fill("Tiếp nhận hồ sơ của: "),
        fill("Địa chỉ: "),
        two_fills("Số điện thoại: ", "Thư điện tử: "),
        p(
            "FormText",
            "Nội dung yêu cầu giải quyết: ",
            run("{{ procedure.title }}", "Strong"),
            " (mã thủ tục {{ procedure.code }})",
        ),
        p("FormText", "Thành phần hồ sơ nộp gồm:"),
        _papers(),
        p("FormText", "Số lượng hồ sơ: {% if sheet.dossier_sets %}{{ sheet.dossier_sets }}{% else %}……… bộ{% endif %}."),
        p("FormText", "Thời gian giải quyết hồ sơ theo quy định:"),
        p("FormDash", "{%p for line in sheet.limits %}"),
        p("FormDash", "{{ line }}"),
        p("FormDash", "{%p endfor %}"),
        p("FormText", "Phí, lệ phí:"),
        p("FormDash", "{%p for line in sheet.fees %}"),
        p("FormDash", "{{ line }}"),
        p("FormDash", "{%p endfor %}"),
        p("FormText", f"Thời gian nhận hồ sơ: …… giờ …… phút, {_BLANK_DATE}."),
        p("FormKeep", f"Thời gian trả kết quả giải quyết hồ sơ: …… giờ …… phút, {_BLANK_DATE}."),
        p("FormKeep", "Đăng ký nhận kết quả tại: ☐ {{ reception_unit }}   ☐ qua dịch vụ bưu chính   ☐ trực tuyến"),
        p("FormKeep", "Vào Sổ theo dõi hồ sơ, quyển số: …………… Số thứ tự: ……………"),
        _signatures("Người nộp hồ sơ", "Người tiếp nhận hồ sơ"),
        p(
            "FormNote",
            "Giấy này được lập thành 02 liên: một liên giao người nộp hồ sơ, một liên lưu kèm hồ sơ. "
            "Điện thoại liên hệ: {% if agency.phone %}{{ agency.phone }}{% else %}……………………{% endif %}.",
        ),
        _section(),
    ]
    return "".join(body), _parts(number=True)


def control_slip() -> Draft:
    """Phiếu kiểm soát quá trình giải quyết hồ sơ, with the sheet's own steps as hand-overs."""
    widths = [567, 2835, 2098, 1984, 1587]
    hand_over = "…… giờ …… phút, ngày …/…/……"
    rows = [
        head_row(["TT", "Bước; người thực hiện", "Thời gian giao, nhận hồ sơ", "Kết quả giải quyết hồ sơ", "Ghi chú"], widths),
        tag_row("{%tr for step in sheet.steps %}", widths),
        row(
            [
                cell(p("TableCenter", "{{ step.no }}"), widths[0]),
                cell(
                    [
                        p("TableText", run("{{ step.actor }}", "Strong")),
                        p("TableText", "{{ step.action }}"),
                        p("TableText", "{%p for time in step.cells %}"),
                        p(
                            "TableNote",
                            "{% if time.parts[0] %}{% if sheet.time_columns|length > 1 %}{{ sheet.time_columns[loop.index0] }}: {% endif %}"
                            "{{ time.parts[0] }}{% endif %}",
                        ),
                        p("TableText", "{%p endfor %}"),
                    ],
                    widths[1],
                ),
                cell(
                    [
                        p("TableText", f"Giao: {hand_over}"),
                        p("TableNote", "Người giao ký:"),
                        p("SlipSpace"),
                        p("TableText", f"Nhận: {hand_over}"),
                        p("TableNote", "Người nhận ký:"),
                        p("SlipSpace"),
                    ],
                    widths[2],
                ),
                cell([p("TableText", "☐ Trước hạn"), p("TableText", "☐ Đúng hạn"), p("TableText", "☐ Quá hạn")], widths[3]),
                cell(p("TableText"), widths[4]),
            ]
        ),
        tag_row("{%tr endfor %}", widths),
    ]
    body = [
        _head("KSHS"),
        _title("(Chuyển theo hồ sơ)"),
        two_fills("Mã hồ sơ: ", "Chủ hồ sơ: "),
        p("FormText", "Thủ tục: ", run("{{ procedure.title }}", "Strong"), " (mã thủ tục {{ procedure.code }})"),
        p("FormText", "Cơ quan giải quyết chính: {{ sheet.authority }}"),
        p("FormText", f"Thời gian nhận hồ sơ: …… giờ …… phút, {_BLANK_DATE}."),
        p("FormText", f"Thời gian hẹn trả kết quả: …… giờ …… phút, {_BLANK_DATE}."),
        table(widths, rows, title="Giao, nhận hồ sơ theo từng bước"),
        p("AfterTable"),
        p(
            "FormNote",
            "Bước nào không đúng hạn thì ghi lý do ở cột Ghi chú. Phiếu lưu kèm hồ sơ của thủ tục.",
        ),
        _section(),
    ]
    return "".join(body), _parts(number=True)


def _about(*more: str) -> list[str]:
    return [
        fill("Hồ sơ của: "),
        fill("Nội dung yêu cầu giải quyết: "),
        fill("Địa chỉ: "),
        two_fills("Số điện thoại: ", "Thư điện tử: "),
        *more,
    ]


def supplement_request() -> Draft:
    """Phiếu yêu cầu bổ sung, hoàn thiện hồ sơ."""
    widths = [624, 3742, 1568, 1569, 1568]
    rows = [head_row(["TT", "Giấy tờ cần bổ sung, hoàn thiện", "Bản chính", "Bản sao chứng thực", "Bản chụp"], widths)]
    body = [
        _head("HDHS"),
        _title(),
        *_about(fill("Mã hồ sơ (nếu có): ")),
        p("FormText", "Yêu cầu hoàn thiện hồ sơ gồm những nội dung sau:"),
        table(widths, [*rows, *blank_rows(widths, 6, 480)], title="Giấy tờ cần bổ sung"),
        p("AfterTable"),
        fill("Lý do: "),
        fill(),
        p(
            "FormKeep",
            "Trong quá trình hoàn thiện hồ sơ, nếu có vướng mắc, ông (bà) liên hệ: …………………………, số điện thoại: "
            "{% if agency.phone %}{{ agency.phone }}{% else %}……………………{% endif %} để được hướng dẫn.",
        ),
        _signatures("Người nhận hướng dẫn", "Người hướng dẫn"),
        _section(),
    ]
    return "".join(body), _parts()


def rejection_slip() -> Draft:
    """Phiếu từ chối tiếp nhận giải quyết hồ sơ."""
    body = [
        _head("TCHS"),
        _title(),
        p("FormText", "{{ reception_unit }} – {{ agency.name }} đã xem xét:"),
        *_about(),
        p(
            "FormText",
            "Qua xem xét, {{ reception_unit }} thông báo không tiếp nhận, giải quyết hồ sơ này với lý do cụ thể như sau:",
        ),
        fill(),
        fill(),
        fill("Căn cứ (điều, khoản, văn bản): "),
        fill(),
        p("FormKeep", "Xin thông báo để ông (bà) được biết và thực hiện."),
        _signatures("Người nộp hồ sơ", "Người tiếp nhận hồ sơ"),
        _section(),
    ]
    return "".join(body), _parts()


def apology_letter() -> Draft:
    """Phiếu xin lỗi và hẹn lại ngày trả kết quả (since 7/2025: văn bản xin lỗi và đề nghị gia hạn)."""
    body = [
        _head("XLHS"),
        _title(),
        p("AddressedTo", "Kính gửi: …………………………………………"),
        p("FormText", "Ngày …… tháng …… năm …………, {{ reception_unit }} tiếp nhận hồ sơ của ông (bà); mã hồ sơ: ………………"),
        fill("Nội dung yêu cầu giải quyết: "),
        p("FormText", f"Thời gian hẹn trả kết quả: …… giờ …… phút, {_BLANK_DATE}."),
        p("FormText", "Đến nay {{ agency.name }} chưa trả kết quả đúng thời hạn đã hẹn. Lý do:"),
        fill(),
        fill(),
        p(
            "FormText",
            "{{ agency.name }} xin lỗi ông (bà) vì sự chậm trễ này và "
            "{% if form.asks_for_time %}đề nghị gia hạn thời gian giải quyết, trả kết quả{% else %}hẹn lại thời gian trả kết quả{% endif %} "
            f"vào …… giờ …… phút, {_BLANK_DATE}.",
        ),
        p("FormKeep", "Mong nhận được sự thông cảm của ông (bà)./."),
        _signatures("Người nhận", "{{ signer.title }}"),
        _section(),
    ]
    return "".join(body), _parts()


def stop_notice() -> Draft:
    """Thông báo dừng giải quyết hồ sơ (regime since 7/2025)."""
    body = [
        _head("DHS"),
        _title(),
        p("AddressedTo", "Kính gửi: …………………………………………"),
        *_about(fill("Mã hồ sơ: ")),
        p(
            "FormText",
            f"Theo đề nghị ngày …… tháng …… năm ………… của ông (bà), {{{{ agency.name }}}} thông báo dừng giải quyết hồ sơ nêu trên "
            f"kể từ {_BLANK_DATE}.",
        ),
        fill("Lý do đề nghị dừng: "),
        fill(),
        fill("Phí, lệ phí đã nộp và việc hoàn trả (nếu có): "),
        fill("Giấy tờ trả lại cho người nộp hồ sơ: ", keep=True),
        fill(keep=True),
        _signatures("Người nộp hồ sơ", "Người tiếp nhận hồ sơ"),
        _section(),
    ]
    return "".join(body), _parts()


def tracking_book() -> Draft:
    """Sổ theo dõi hồ sơ, landscape."""
    titles = [
        "TT", "Mã hồ sơ", "Tên thủ tục hành chính", "Số bộ", "Tên tổ chức, cá nhân", "Địa chỉ, số điện thoại", "Cơ quan giải quyết",
        "Nhận hồ sơ", "Hẹn trả", "Chuyển giải quyết", "Nhận kết quả", "Trả kết quả", "Phương thức nhận", "Ký nhận",
    ]  # fmt: skip
    widths = [560, 980, 1750, 560, 1500, 1500, 1150, 850, 850, 1060, 900, 850, 1060, 0]
    widths[-1] = WIDE_WIDTH - sum(widths)
    body = [
        _mark(),
        p("CoverAgency", "{{ agency.upper }}"),
        p("CoverAgency", "{{ reception_unit|upper }}"),
        p("TypeLine", "{{ form.name_upper }}"),
        p("AttachedLine", "Năm {{ year }}"),
        table(widths, [head_row(titles, widths), *blank_rows(widths, 11, 560)], title="Sổ theo dõi hồ sơ"),
        p("AfterTable"),
        _section(landscape=True),
    ]
    return "".join(body), _parts()
