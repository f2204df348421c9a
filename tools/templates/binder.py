"""A binder printed for officials: cover, contents, separators; and the pages laid over each of its sheets."""

from __future__ import annotations

from .wordml import TEXT_WIDTH, cell, head_row, p, row, section, table, tag_row

Draft = tuple[str, dict[str, str]]
_SMALL = '<w:r><w:rPr><w:sz w:val="14"/><w:szCs w:val="14"/></w:rPr>{}</w:r>'
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
        p("Normal", "{%p for group in binder.groups %}"),
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
    number = _SMALL.format('<w:t xml:space="preserve">{{ overlay.label }} – tờ </w:t>')
    stamp = '<w:r><w:rPr><w:b/><w:sz w:val="18"/></w:rPr><w:t>{{ overlay.stamp }}</w:t></w:r>'
    boxed = p("Normal", stamp).replace(
        "</w:pPr>",
        '<w:pBdr><w:top w:val="single" w:sz="8" w:space="1" w:color="auto"/><w:left w:val="single" w:sz="8" w:space="4" w:color="auto"/>'
        '<w:bottom w:val="single" w:sz="8" w:space="1" w:color="auto"/><w:right w:val="single" w:sz="8" w:space="4" w:color="auto"/></w:pBdr>'
        '<w:ind w:left="5700"/><w:jc w:val="center"/></w:pPr>',
        1,
    )
    small = '<w:fldSimple w:instr=" {} "><w:r><w:rPr><w:sz w:val="14"/></w:rPr><w:t>1</w:t></w:r></w:fldSimple>'
    foot = p("Normal", number, small.format("PAGE"), _SMALL.format("<w:t>/</w:t>"), small.format("NUMPAGES"))
    header = (
        p("Normal", "{%p if overlay.stamp %}") + boxed + p("Normal", "{%p else %}") + p("Normal") + p("Normal", "{%p endif %}")
    )
    return "".join(body), {"header1": header, "footer1": foot.replace("</w:pPr>", '<w:jc w:val="left"/></w:pPr>', 1)}
