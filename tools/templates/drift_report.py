"""Report on what old procedure sheets contradict, for a client; not a document of the set."""

from __future__ import annotations

from .publication import decree_section, page_number_parts
from .wordml import TEXT_WIDTH, cell, head_row, p, row, run, table, tag_row

Draft = tuple[str, dict[str, str]]


def _kinds() -> str:
    widths = [700, TEXT_WIDTH - 3300, 1400, 1200]
    lines = [
        head_row(["TT", "Loại sai lệch", "Số quy trình", "Số chỗ"], widths),
        tag_row("{%tr for kind in report.kinds %}", widths),
        row(
            [
                cell(p("TableCenter", "{{ kind.no }}"), widths[0]),
                cell(p("TableText", "{{ kind.title }}"), widths[1]),
                cell(p("TableCenter", "{{ kind.files }}"), widths[2]),
                cell(p("TableCenter", "{{ kind.findings }}"), widths[3]),
            ]
        ),
        tag_row("{%tr endfor %}", widths),
    ]
    return table(widths, lines, title="Loại sai lệch") + p("AfterTable")


def _sheets() -> str:
    widths = [600, TEXT_WIDTH - 5100, 1800, 1500, 1200]
    words = ["no", "title", "code", "procedure", "findings"]
    lines = [
        head_row(["TT", "Tên quy trình", "Mã hiệu", "Mã thủ tục", "Số chỗ"], widths),
        tag_row("{%tr for sheet in report.sheets %}", widths),
        row(
            cell(p("TableText" if word == "title" else "TableCenter", f"{{{{ sheet.{word} }}}}"), width)
            for word, width in zip(words, widths, strict=True)
        ),
        tag_row("{%tr endfor %}", widths),
    ]
    return table(widths, lines, title="Các quy trình đã đọc") + p("AfterTable")


def _items() -> str:
    widths = [600, 2300, 1000, TEXT_WIDTH - 3900]
    fact = p("TableText", "{{ item.fact }}") + p("TableText", "Cách sửa: {{ item.advice }}")
    lines = [
        head_row(["TT", "Chỗ trong tệp", "Mức", "Sai lệch, cách sửa"], widths),
        tag_row("{%tr for item in sheet.places %}", widths),
        row(
            [
                cell(p("TableCenter", "{{ item.no }}"), widths[0]),
                cell(p("TableText", "{{ item.place }}"), widths[1]),
                cell(p("TableCenter", "{{ item.level }}"), widths[2]),
                cell(fact, widths[3]),
            ]
        ),
        tag_row("{%tr endfor %}", widths),
    ]
    return table(widths, lines, title="Từng chỗ sai lệch") + p("AfterTable")


def drift_report() -> Draft:
    """Báo cáo sai lệch của các quy trình đã có."""
    body = [
        p("AnnexTitle", "Báo cáo sai lệch của các quy trình đã có"),
        p("AttachedLine", "(Rà soát {{ report.day }})"),
        p("SubjectRule"),
        p(
            "Article",
            "Đã đọc {{ report.sheet_count }} quy trình, tìm thấy {{ report.finding_count }} chỗ sai lệch, trong đó "
            "{{ report.error_count }} chỗ là lỗi phải sửa trước khi in; {{ report.clean_count }} quy trình không có sai lệch.",
        ),
        p("Normal", "{%p if report.unread %}"),
        p("Article", run("Không đọc được: ", "Strong"), "{{ report.unread | join('; ') }}."),
        p("Normal", "{%p endif %}"),
        p("Normal", "{%p if report.kinds %}"),
        p("ArticlePart", "1. Các loại sai lệch"),
        _kinds(),
        p("Normal", "{%p endif %}"),
        p("ArticlePart", "{% if report.kinds %}2{% else %}1{% endif %}. Các quy trình đã đọc"),
        _sheets(),
        p("Normal", "{%p if report.kinds %}"),
        p("ArticlePart", "3. Từng chỗ sai lệch"),
        p("Normal", "{%p for sheet in report.sheets %}"),
        p("Normal", "{%p if sheet.places %}"),
        p("ArticleLead", run("{{ sheet.title }}", "Strong"), " ({{ sheet.file }})"),
        _items(),
        p("Normal", "{%p endif %}"),
        p("Normal", "{%p endfor %}"),
        p("Normal", "{%p endif %}"),
        decree_section(restart=True),
    ]
    return "".join(body), page_number_parts()
