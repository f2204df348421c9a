"""A binder printed for officials: cover, contents, separators; and the pages laid over each of its sheets."""

from __future__ import annotations

from .wordml import TEXT_WIDTH, cell, head_row, p, row, section, table, tag_row

Draft = tuple[str, dict[str, str]]
_NARROW = (
    '<w:sectPr><w:headerReference w:type="default" r:id="rIdheader1"/><w:footerReference w:type="default" r:id="rIdfooter1"/>'
    '<w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1134" w:right="567" w:bottom="1134" w:left="1304" w:header="284"'
    ' w:footer="284" w:gutter="0"/></w:sectPr>'
)


def _on_a_new_page(paragraph: str) -> str:
    return paragraph.replace("</w:pPr>", "<w:pageBreakBefore/></w:pPr>", 1)


def _contents() -> str:
    widths = [2100, TEXT_WIDTH - 3100, 1000]
    words = ["{{ item.code }}", "{{ item.title }}", "{{ item.page }}"]
    styles = ["TableCenter", "TableText", "TableCenter"]
    lines = [
        head_row(["Mã hiệu", "Tên tài liệu", "Tờ"], widths),
        tag_row("{%tr for group in binder.groups %}", widths),
        row([cell(p("TableGroup", "{{ group.title }}"), TEXT_WIDTH, span=3)]),
        tag_row("{%tr for item in group.rows %}", widths),
        row([cell(p(style, word), width) for style, word, width in zip(styles, words, widths, strict=True)]),
        tag_row("{%tr endfor %}", widths),
        tag_row("{%tr endfor %}", widths),
    ]
    return table(widths, lines, title="Mục lục của tập tài liệu") + p("AfterTable")


def binder() -> Draft:
    """Bìa, mục lục và tờ ngăn của tập tài liệu in cho công chức."""
    body = [
        p("Normal", "{%p if binder.is_front %}"),
        p("CoverAgency", "{{ agency.upper }}"),
        p("CoverTitle", "Tập tài liệu"),
        p("CoverText", "{{ binder.title }}"),
        p("CoverText", "Hệ thống quản lý chất lượng theo {{ standard.name }}"),
        p("CoverText", "{{ binder.count }} tài liệu; lập ngày {{ binder.day }}"),
        p("Normal", "{%p if binder.stamp %}"),
        p("CoverText", "{{ binder.stamp }}"),
        p("Normal", "{%p endif %}"),
        _on_a_new_page(p("TOCHeading", "Mục lục")),
        _contents(),
        p("Normal", "{%p endif %}"),
        p("Normal", "{%p for group in binder.separators %}"),
        _on_a_new_page(p("CoverTitle", "{{ group.title }}")),
        p("CoverText", "{{ group.count }} tài liệu, từ tờ {{ group.page }}"),
        p("Normal", "{%p endfor %}"),
        section({}, {}, title_page=False),
    ]
    return "".join(body), {}


def binder_overlay() -> Draft:
    """Những gì in thêm lên mỗi tờ của tập tài liệu: dấu bản sao, số tờ."""
    body = [
        p("Normal", "{%p for sheet in overlay.sheets %}"),
        _on_a_new_page(p("TableNote", "{{ sheet.blank }}")),
        p("Normal", "{%p endfor %}"),
        _NARROW,
    ]
    number = '<w:fldSimple w:instr=" {} "><w:r><w:t>1</w:t></w:r></w:fldSimple>'
    foot = p("SheetLabel", "{{ overlay.label }} – tờ ", number.format("PAGE"), "/", number.format("NUMPAGES"))
    stamp = p("SheetStamp", "{{ overlay.stamp }}")
    header = (
        p("Normal", "{%p if overlay.stamp %}") + stamp + p("Normal", "{%p else %}") + p("Normal") + p("Normal", "{%p endif %}")
    )
    return "".join(body), {"header1": header, "footer1": foot}
