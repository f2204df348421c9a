"""The style set shared by all templates (NĐ 30/2020/NĐ-CP, Phụ lục I, for the decisions and letters)."""

from __future__ import annotations

from .wordml import W

_FONT = '<w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:eastAsia="Times New Roman" w:cs="Times New Roman"/>'


def _paragraph(
    key: str,
    name: str,
    based: str | None = "Normal",
    following: str | None = None,
    ppr: str = "",
    rpr: str = "",
    quick: bool = True,
) -> str:
    base = f'<w:basedOn w:val="{based}"/>' if based else ""
    after = f'<w:next w:val="{following}"/>' if following else ""
    mark = "<w:qFormat/>" if quick else ""
    custom = "" if key in _BUILT_IN else ' w:customStyle="1"'
    return (
        f'<w:style w:type="paragraph"{custom} w:styleId="{key}"><w:name w:val="{name}"/>{base}{after}{mark}'
        f"<w:pPr>{ppr}</w:pPr><w:rPr>{rpr}</w:rPr></w:style>"
    )


_BUILT_IN = {
    "Heading1",
    "Heading2",
    "Heading3",
    "Title",
    "Subtitle",
    "TOC1",
    "TOC2",
    "TOCHeading",
    "Header",
    "Footer",
    "ListParagraph",
}


def _spacing(before: int = 0, after: int = 0, line: int | None = None, rule: str = "auto") -> str:
    lines = f' w:line="{line}" w:lineRule="{rule}"' if line else ""
    return f'<w:spacing w:before="{before}" w:after="{after}"{lines}/>'


def _size(points: float) -> str:
    return f'<w:sz w:val="{int(points * 2)}"/><w:szCs w:val="{int(points * 2)}"/>'


_BOLD, _ITALIC, _CAPS = "<w:b/><w:bCs/>", "<w:i/><w:iCs/>", "<w:caps/>"
_CENTER, _BOTH, _LEFT = '<w:jc w:val="center"/>', '<w:jc w:val="both"/>', '<w:jc w:val="left"/>'
_KEEP = "<w:keepNext/><w:keepLines/>"


def _tabs(*stops: tuple[str, int]) -> str:
    return "<w:tabs>" + "".join(f'<w:tab w:val="{kind}" w:pos="{place}"/>' for kind, place in stops) + "</w:tabs>"


_CONTENTS_TAB = _tabs(("right", 8504))


def _rule(indent: int, after: int) -> str:
    border = '<w:pBdr><w:top w:val="single" w:sz="6" w:space="0" w:color="000000"/></w:pBdr>'
    return f'{border}{_spacing(60, after, 40, "exact")}<w:ind w:left="{indent}" w:right="{indent}"/>{_CENTER}'


def _table(key: str, name: str, borders: bool) -> str:
    lines = "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="000000"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    border = f"<w:tblBorders>{lines}</w:tblBorders>" if borders else ""
    side = 85 if borders else 0
    margin = (
        f'<w:tblCellMar><w:top w:w="28" w:type="dxa"/><w:left w:w="{side}" w:type="dxa"/>'
        f'<w:bottom w:w="28" w:type="dxa"/><w:right w:w="{side}" w:type="dxa"/></w:tblCellMar>'
    )
    align = '<w:tcPr><w:vAlign w:val="center"/></w:tcPr>' if borders else ""
    return (
        f'<w:style w:type="table" w:customStyle="1" w:styleId="{key}"><w:name w:val="{name}"/><w:qFormat/>'
        f'<w:tblPr><w:tblInd w:w="0" w:type="dxa"/>{border}{margin}</w:tblPr>{align}</w:style>'
    )


_BOX = "<w:pBdr>{}</w:pBdr>".format(
    "".join(
        f'<w:{side} w:val="single" w:sz="8" w:space="{space}" w:color="auto"/>'
        for side, space in (("top", 1), ("left", 4), ("bottom", 1), ("right", 4))
    )
)


def styles_xml() -> str:
    """The whole styles part."""
    paragraphs = [
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/></w:style>',
        _paragraph("BodyText", "Nội dung", ppr=f'<w:widowControl/>{_spacing(0, 120, 276)}<w:ind w:firstLine="567"/>{_BOTH}'),
        _paragraph("Lead", "Dẫn nhập", based="BodyText", ppr="<w:keepNext/>"),
        _paragraph(
            "Dash", "Gạch đầu dòng", ppr=f'<w:widowControl/><w:numPr><w:numId w:val="1"/></w:numPr>{_spacing(0, 80, 264)}{_BOTH}'
        ),
        _paragraph("Note", "Ghi chú", ppr=f"{_spacing(0, 60, 252)}{_BOTH}", rpr=_ITALIC + _size(12)),
        _paragraph(
            "Heading1",
            "heading 1",
            following="BodyText",
            ppr=f'{_KEEP}{_spacing(240, 120)}<w:outlineLvl w:val="0"/>',
            rpr=_BOLD + _CAPS,
        ),
        _paragraph("Heading1Page", "Đề mục đầu trang", based="Heading1", following="BodyText", ppr="<w:pageBreakBefore/>"),
        _paragraph(
            "Heading2", "heading 2", following="BodyText", ppr=f'{_KEEP}{_spacing(160, 80)}<w:outlineLvl w:val="1"/>', rpr=_BOLD
        ),
        _paragraph("Heading2Page", "Đề mục cấp 2 đầu trang", based="Heading2", following="BodyText", ppr="<w:pageBreakBefore/>"),
        _paragraph(
            "Heading3",
            "heading 3",
            following="BodyText",
            ppr=f'{_KEEP}{_spacing(120, 60)}<w:outlineLvl w:val="2"/>',
            rpr=_BOLD + _ITALIC,
        ),
        _paragraph(
            "PageTitle",
            "Tên trang",
            following="BodyText",
            ppr=f'{_KEEP}<w:pageBreakBefore/>{_spacing(0, 200)}{_CENTER}<w:outlineLvl w:val="0"/>',
            rpr=_BOLD + _CAPS + _size(14),
        ),
        _paragraph("Title", "Title", ppr=f"{_spacing(60, 120)}{_CENTER}", rpr=_BOLD + _CAPS + _size(18)),
        _paragraph("CoverTitle", "Tên sổ tay", ppr=f"{_spacing(1600, 240)}{_CENTER}", rpr=_BOLD + _CAPS + _size(28)),
        _paragraph("CoverText", "Dòng trang bìa", ppr=f"{_spacing(60, 60)}{_CENTER}", rpr=_size(14)),
        _paragraph("Subtitle", "Subtitle", ppr=f"{_spacing(0, 60)}{_CENTER}", rpr=_BOLD + _size(14)),
        _paragraph("CoverAgency", "Cơ quan trang bìa", ppr=f"{_spacing(0, 0)}{_CENTER}", rpr=_BOLD + _size(12)),
        _paragraph("CoverControl", "Kiểm soát trang bìa", ppr=f"{_spacing(20, 20)}{_LEFT}", rpr=_size(12)),
        _paragraph(
            "SignOffHead",
            "Tiêu đề phê duyệt",
            following="TableText",
            ppr=f"{_KEEP}{_spacing(1200, 120)}{_CENTER}",
            rpr=_BOLD + _size(13),
        ),
        _paragraph(
            "TOCHeading", "TOC Heading", following="BodyText", ppr=f"{_KEEP}{_spacing(600, 160)}{_CENTER}", rpr=_BOLD + _size(13)
        ),
        _paragraph("TOC1", "toc 1", ppr=f'{_CONTENTS_TAB}{_spacing(40, 60)}<w:ind w:left="851" w:right="567"/>', rpr=_size(12)),
        _paragraph("TOC2", "toc 2", ppr=f'{_CONTENTS_TAB}{_spacing(0, 20)}<w:ind w:left="1134" w:right="567"/>', rpr=_size(12)),
        _paragraph("TableText", "Ô bảng", ppr=f"{_spacing(20, 20)}{_LEFT}", rpr=_size(12)),
        _paragraph("TableCenter", "Ô bảng giữa", based="TableText", ppr=_CENTER),
        _paragraph("TableSymbol", "Ô hình vẽ", based="TableText", ppr=f"{_spacing(0, 0)}{_CENTER}"),
        _paragraph("TableHead", "Tiêu đề bảng", based="TableText", ppr=f"<w:keepNext/>{_CENTER}", rpr=_BOLD),
        _paragraph("TableGroup", "Nhóm trong bảng", based="TableText", ppr="<w:keepNext/>", rpr=_BOLD + _ITALIC),
        _paragraph("TableNote", "Ghi chú trong bảng", based="TableText", rpr=_ITALIC + _size(11)),
        _paragraph("AfterTable", "Sau bảng", ppr=_spacing(0, 60, 120, "exact")),
        _paragraph(
            "Header",
            "header",
            ppr='<w:pBdr><w:bottom w:val="single" w:sz="4" w:space="2" w:color="000000"/></w:pBdr><w:tabs><w:tab w:val="right" w:pos="9071"/></w:tabs>',
            rpr=_ITALIC + _size(11),
        ),
        _paragraph("HeaderPlain", "Số trang đầu trang", ppr=_CENTER, rpr=_size(13)),
        _paragraph(
            "Footer",
            "footer",
            ppr='<w:pBdr><w:top w:val="single" w:sz="4" w:space="2" w:color="000000"/></w:pBdr><w:tabs><w:tab w:val="center" w:pos="4536"/><w:tab w:val="right" w:pos="9071"/></w:tabs>',
            rpr=_size(11),
        ),
        _paragraph("HeaderWide", "Đầu trang ngang", based="Header", ppr=_tabs(("clear", 9071), ("right", 14570))),
        _paragraph(
            "FooterWide",
            "Cuối trang ngang",
            based="Footer",
            ppr=_tabs(("clear", 4536), ("center", 7285), ("clear", 9071), ("right", 14570)),
        ),
        _paragraph(
            "FillLine",
            "Dòng điền tay",
            ppr='<w:tabs><w:tab w:val="right" w:leader="dot" w:pos="9071"/></w:tabs>' + _spacing(60, 60),
        ),
        _paragraph("FillKeep", "Dòng điền tay trước chữ ký", based="FillLine", ppr="<w:keepNext/>"),
        _paragraph(
            "FillLineTwo",
            "Dòng điền hai ý",
            based="FillLine",
            ppr='<w:tabs><w:tab w:val="left" w:leader="dot" w:pos="4820"/></w:tabs>',
        ),
        _paragraph("FormMark", "Số mẫu", ppr='<w:jc w:val="right"/>', rpr=_ITALIC + _size(11)),
        _paragraph("FormText", "Dòng biểu mẫu", ppr=f"{_spacing(40, 40)}{_BOTH}", rpr=_size(13)),
        _paragraph("FormKeep", "Dòng biểu mẫu trước chữ ký", based="FormText", ppr="<w:keepNext/>"),
        _paragraph("FormDash", "Ý trong biểu mẫu", based="FormText", ppr='<w:ind w:left="340"/>'),
        _paragraph("FormNote", "Ghi chú biểu mẫu", based="FormText", ppr=_spacing(120, 0), rpr=_ITALIC + _size(11)),
        _paragraph("SignHint", "Chỉ dẫn ký", ppr=f"{_KEEP}{_CENTER}", rpr=_ITALIC + _size(11)),
        _paragraph("SlipSpace", "Chỗ ký giao nhận", based="TableText", ppr=_spacing(0, 360)),
        _paragraph("AgencyPlain", "Cơ quan chủ quản", ppr=_CENTER, rpr=_size(12)),
        _paragraph("FooterPlain", "Số trang cuối trang", ppr='<w:jc w:val="right"/>', rpr=_size(13)),
        # Lớp in thêm lên mỗi tờ của tập tài liệu.
        _paragraph("SheetLabel", "Nhãn tờ in", rpr=_size(7)),
        _paragraph("SheetStamp", "Dấu bản sao", ppr=f'{_BOX}<w:ind w:left="5700"/>{_CENTER}', rpr=_BOLD + _size(9)),
        # Thể thức văn bản hành chính: NĐ 30/2020/NĐ-CP, Phụ lục I.
        _paragraph("Nation", "Quốc hiệu", ppr=_CENTER, rpr=_BOLD + _size(12)),
        _paragraph("Motto", "Tiêu ngữ", ppr=_CENTER, rpr=_BOLD + _size(13)),
        # The rule is as long as the motto in bold 13 pt: 3,180 twips of a cell of 5,371.
        _paragraph("MottoRule", "Đường kẻ tiêu ngữ", ppr=_rule(1095, 100)),
        _paragraph("AgencyLine", "Cơ quan ban hành", ppr=_CENTER, rpr=_BOLD + _size(12)),
        # A third to a half of the line above: 1,000 twips of a cell of 3,700.
        _paragraph("AgencyRule", "Đường kẻ cơ quan", ppr=_rule(1350, 100)),
        _paragraph("NumberLine", "Số và ký hiệu", ppr=_CENTER, rpr=_size(13)),
        _paragraph("LetterSubject", "Trích yếu công văn", ppr=f"{_spacing(120, 0)}{_CENTER}", rpr=_size(12)),
        _paragraph("DateLine", "Địa danh và ngày tháng", ppr=_CENTER, rpr=_ITALIC + _size(13)),
        _paragraph(
            "TypeLine",
            "Tên loại văn bản",
            following="SubjectLine",
            ppr=f"{_KEEP}{_spacing(280, 0)}{_CENTER}",
            rpr=_BOLD + _CAPS + _size(14),
        ),
        _paragraph("SubjectLine", "Trích yếu", ppr=f"{_KEEP}{_CENTER}", rpr=_BOLD + _size(14)),
        _paragraph("SubjectRule", "Đường kẻ trích yếu", ppr=_rule(3400, 160)),
        # A third to a half of a summary that fills its lines: 3,271 of 9,071 twips.
        _paragraph("SubjectRuleLong", "Đường kẻ trích yếu dài", ppr=_rule(2900, 160)),
        _paragraph("AttachedLine", "Kèm theo", ppr=f"{_spacing(0, 0)}{_CENTER}", rpr=_ITALIC + _size(14)),
        _paragraph(
            "Authority", "Thẩm quyền ban hành", ppr=f"{_KEEP}{_spacing(120, 160)}{_CENTER}", rpr=_BOLD + _CAPS + _size(14)
        ),
        _paragraph(
            "Basis",
            "Căn cứ",
            ppr=f'<w:widowControl/>{_spacing(0, 120, 252)}<w:ind w:firstLine="720"/>{_BOTH}',
            rpr=_ITALIC + _size(13),
        ),
        _paragraph(
            "BasisUpright",
            "Căn cứ đứng",
            ppr=f'<w:widowControl/>{_spacing(0, 120, 252)}<w:ind w:firstLine="720"/>{_BOTH}',
            rpr=_size(13),
        ),
        _paragraph("Decided", "Quyết định:", ppr=f"{_KEEP}{_spacing(120, 160)}{_CENTER}", rpr=_BOLD + _CAPS + _size(14)),
        _paragraph(
            "Article",
            "Điều khoản",
            ppr=f'<w:widowControl/>{_spacing(0, 120, 252)}<w:ind w:firstLine="720"/>{_BOTH}',
            rpr=_size(13),
        ),
        _paragraph(
            "ArticlePart",
            "Phần của văn bản",
            based="Article",
            following="Article",
            ppr=f'{_KEEP}{_spacing(120, 120, 252)}<w:outlineLvl w:val="0"/>',
            rpr=_BOLD,
        ),
        _paragraph("ArticleLead", "Điều khoản trước bảng", based="Article", ppr="<w:keepNext/>"),
        _paragraph("ArticleLast", "Điều khoản cuối", based="Article", ppr="<w:keepNext/><w:keepLines/>"),
        _paragraph("ArticleDash", "Gạch đầu dòng công văn", based="Article", ppr=_spacing(0, 40, 252)),
        _paragraph("AddressedTo", "Kính gửi", ppr=f"{_spacing(360, 240)}{_CENTER}", rpr=_size(14)),
        _paragraph("SignGap", "Trước chữ ký", ppr=f"<w:keepNext/>{_spacing(0, 0, 160, 'exact')}"),
        _paragraph("SignPost", "Chức vụ người ký", ppr=f"{_KEEP}{_CENTER}", rpr=_BOLD + _CAPS + _size(14)),
        _paragraph("SignSpace", "Chỗ ký", ppr=f"{_KEEP}{_spacing(0, 1400)}{_CENTER}"),
        _paragraph("SignName", "Họ tên người ký", ppr=_CENTER, rpr=_BOLD + _size(14)),
        _paragraph("RecipientsHead", "Nơi nhận", ppr=_KEEP, rpr=_BOLD + _ITALIC + _size(12)),
        _paragraph("Recipients", "Danh sách nơi nhận", ppr=_KEEP, rpr=_size(11)),
        _paragraph("AnnexTitle", "Tên phụ lục", ppr=f"{_KEEP}{_spacing(0, 60)}{_CENTER}", rpr=_BOLD + _CAPS + _size(14)),
        _paragraph("AnnexHead", "Phụ lục", ppr=f"{_KEEP}<w:pageBreakBefore/>{_CENTER}", rpr=_BOLD + _size(14)),
    ]
    characters = [
        '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont"><w:name w:val="Default Paragraph Font"/></w:style>',
        '<w:style w:type="character" w:styleId="Strong"><w:name w:val="Strong"/><w:qFormat/><w:rPr><w:b/><w:bCs/></w:rPr></w:style>',
        '<w:style w:type="character" w:styleId="Emphasis"><w:name w:val="Emphasis"/><w:qFormat/><w:rPr><w:i/><w:iCs/></w:rPr></w:style>',
    ]
    tables = [
        '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/>'
        '<w:tblCellMar><w:top w:w="0" w:type="dxa"/><w:left w:w="108" w:type="dxa"/><w:bottom w:w="0" w:type="dxa"/>'
        '<w:right w:w="108" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>',
        _table("Bang", "Bảng", borders=True),
        _table("Khung", "Khung không kẻ", borders=False),
    ]
    defaults = (
        f'<w:docDefaults><w:rPrDefault><w:rPr>{_FONT}{_size(13)}<w:lang w:val="vi-VN" w:eastAsia="vi-VN" w:bidi="ar-SA"/></w:rPr></w:rPrDefault>'
        '<w:pPrDefault><w:pPr><w:spacing w:before="0" w:after="0" w:line="240" w:lineRule="auto"/></w:pPr></w:pPrDefault></w:docDefaults>'
    )
    body = defaults + "".join(paragraphs + characters + tables)
    return f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<w:styles xmlns:w="{W}">{body}</w:styles>'


def numbering_xml() -> str:
    """One list: a dash for each line, hanging."""
    return (
        f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<w:numbering xmlns:w="{W}">'
        '<w:abstractNum w:abstractNumId="0"><w:multiLevelType w:val="singleLevel"/><w:lvl w:ilvl="0"><w:start w:val="1"/>'
        '<w:numFmt w:val="bullet"/><w:lvlText w:val="-"/><w:lvlJc w:val="left"/>'
        '<w:pPr><w:tabs><w:tab w:val="num" w:pos="851"/></w:tabs><w:ind w:left="851" w:hanging="284"/></w:pPr></w:lvl></w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>'
    )
