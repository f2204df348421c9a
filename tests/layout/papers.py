"""Papers with direct formatting everywhere, one value per field, so that a test can spoil each of them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from xml.sax.saxutils import escape

from qms_docs.templating.package import pack, write_package

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TYPES = "application/vnd.openxmlformats-officedocument.wordprocessingml"


@dataclass(frozen=True)
class P:
    """A paragraph; `lead` is bold text before it, `rule` the indent of a line above, `section` ends a section."""

    key: str
    text: str
    size: float = 14
    bold: bool = False
    italic: bool = False
    align: str = "center"
    first: int = 0
    after: int = 0
    before: int = 0
    line: int = 240
    font: str = "Times New Roman"
    colour: str = ""
    underlined: bool = False
    caps: bool = False
    lead: str = ""
    lead_bold: bool = True
    rule: int | None = None
    section: bool = False


def prose(key: str, text: str, **values: object) -> P:
    base = P(key, text, align="both", first=720, after=120, line=252)
    return replace(base, **values)  # type: ignore[arg-type]


def rule(key: str, indent: int) -> P:
    return P(key, "", rule=indent)


@dataclass(frozen=True)
class Page:
    width: int = 11906
    height: int = 16838
    top: int = 1134
    bottom: int = 1134
    left: int = 1701
    right: int = 1134
    turned: bool = False
    first: bool = True
    number: str = "PAGE"
    number_at: str = "header"
    number_align: str = "center"
    number_size: float = 13
    number_bold: bool = False
    number_text: str = ""
    number_form: str = "decimal"
    first_number: bool = False


@dataclass(frozen=True)
class Paper:
    left: tuple[P, ...]
    right: tuple[P, ...]
    body: tuple[P, ...]
    recipients: tuple[P, ...]
    signer: tuple[P, ...]
    annexes: tuple[P, ...] = ()
    number: tuple[P, ...] = ()
    date: tuple[P, ...] = ()
    page: Page = field(default_factory=Page)
    restart: bool = True
    swapped: bool = False

    def each(self, change: Callable[[P], P | None]) -> Paper:
        kept = {}
        for name in ("left", "right", "body", "recipients", "signer", "annexes", "number", "date"):
            made = [change(each) for each in getattr(self, name)]
            kept[name] = tuple(each for each in made if each is not None)
        return replace(self, **kept)

    def having(self, key: str, **values: object) -> Paper:
        assert any(key == each.key for each in self.all())
        return self.each(lambda each: replace(each, **values) if each.key == key else each)  # type: ignore[arg-type]

    def without(self, *keys: str) -> Paper:
        return self.each(lambda each: None if each.key in keys else each)

    def on(self, **values: object) -> Paper:
        return replace(self, page=replace(self.page, **values))  # type: ignore[arg-type]

    def all(self) -> list[P]:
        return [
            each
            for part in (self.left, self.right, self.number, self.date, self.body, self.recipients, self.signer, self.annexes)
            for each in part
        ]

    def docx(self) -> bytes:
        page = _section(self.page, False)
        head = [self.left, self.right] if not self.swapped else [self.right, self.left]
        rows = [head, [self.number, self.date]]
        body = _table([3700, 5371], rows)
        body += "".join(_paragraph(each, page) for each in self.body)
        body += _table([4300, 4771], [[self.recipients, self.signer]]) if self.recipients or self.signer else ""
        for each in self.annexes:
            body += _paragraph(each, _section(self.page, each.key != "end1" and self.restart))
        body += _section(self.page, bool(self.annexes) and self.restart)
        return package(body, self.page)


def _properties(each: P, bold: bool) -> str:
    return (
        f'<w:rPr><w:rFonts w:ascii="{each.font}" w:hAnsi="{each.font}" w:cs="{each.font}"/>'
        + ("<w:b/>" if bold else "")
        + ("<w:i/>" if each.italic else "")
        + ("<w:caps/>" if each.caps else "")
        + (f'<w:color w:val="{each.colour}"/>' if each.colour else "")
        + f'<w:sz w:val="{int(each.size * 2)}"/>'
        + ('<w:u w:val="single"/>' if each.underlined else "")
        + "</w:rPr>"
    )


def _run(each: P, text: str, bold: bool) -> str:
    pieces = text.split("\t")
    inner = "<w:tab/>".join(f'<w:t xml:space="preserve">{escape(piece)}</w:t>' for piece in pieces)
    return f"<w:r>{_properties(each, bold)}{inner}</w:r>"


def _paragraph(each: P, section: str = "") -> str:
    border = '<w:pBdr><w:top w:val="single" w:sz="6" w:space="0" w:color="000000"/></w:pBdr>' if each.rule is not None else ""
    indent = (
        f'<w:ind w:left="{each.rule}" w:right="{each.rule}"/>'
        if each.rule is not None
        else f'<w:ind w:firstLine="{each.first}"/>'
    )
    spacing = f'<w:spacing w:before="{each.before}" w:after="{each.after}" w:line="{each.line}" w:lineRule="auto"/>'
    ends = section if each.section else ""
    runs = (_run(each, each.lead, each.lead_bold) if each.lead else "") + (_run(each, each.text, each.bold) if each.text else "")
    return f'<w:p><w:pPr>{border}{spacing}{indent}<w:jc w:val="{each.align}"/>{ends}</w:pPr>{runs}</w:p>'


def _table(widths: list[int], rows: list[list[tuple[P, ...]]]) -> str:
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    made = ""
    for row in rows:
        cells = ""
        for width, cell in zip(widths, row, strict=True):
            inner = "".join(map(_paragraph, cell)) or "<w:p/>"
            cells += f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>{inner}</w:tc>'
        made += f"<w:tr>{cells}</w:tr>"
    return f'<w:tbl><w:tblPr><w:tblW w:w="9071" w:type="dxa"/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>{made}</w:tbl>'


def _section(page: Page, restart: bool) -> str:
    turned = ' w:orient="landscape"' if page.turned else ""
    start = ' w:start="1"' if restart else ""
    return (
        '<w:sectPr><w:headerReference w:type="default" r:id="rId1"/><w:headerReference w:type="first" r:id="rId2"/>'
        '<w:footerReference w:type="default" r:id="rId3"/>'
        f'<w:pgSz w:w="{page.width}" w:h="{page.height}"{turned}/>'
        f'<w:pgMar w:top="{page.top}" w:right="{page.right}" w:bottom="{page.bottom}" w:left="{page.left}" '
        'w:header="567" w:footer="510" w:gutter="0"/>'
        f'<w:pgNumType w:fmt="{page.number_form}"{start}/>{"<w:titlePg/>" if page.first else ""}</w:sectPr>'
    )


def part(root: str, inner: str) -> str:
    return f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:{root} xmlns:w="{W}" xmlns:r="{R}">{inner}</w:{root}>'


def package(body: str, page: Page | None = None, styles: str = "", more: dict[str, str] | None = None) -> bytes:
    page = page or Page()
    look = P("page", page.number_text, size=page.number_size, align=page.number_align)
    text = _run(look, page.number_text, page.number_bold) if page.number_text else ""
    shown = f"<w:r>{_properties(look, page.number_bold)}<w:t>2</w:t></w:r>"
    field_ = f'<w:fldSimple w:instr=" {page.number} ">{shown}</w:fldSimple>' if page.number else ""
    numbered = f'<w:p><w:pPr><w:jc w:val="{page.number_align}"/></w:pPr>{text}{field_}</w:p>'
    kinds = {"header1": "header", "header2": "header", "footer1": "footer"}
    filled = {
        "header1": numbered if page.number_at == "header" else "<w:p/>",
        "header2": numbered if page.first_number else "<w:p/>",
        "footer1": numbered if page.number_at == "footer" else "<w:p/>",
    }
    types = "".join(f'<Override PartName="/word/{name}.xml" ContentType="{_TYPES}.{kind}+xml"/>' for name, kind in kinds.items())
    relations = "".join(
        f'<Relationship Id="rId{place}" Type="{R}/{kind}" Target="{name}.xml"/>'
        for place, (name, kind) in enumerate(kinds.items(), 1)
    )
    main, sheet = f"{_TYPES}.document.main+xml", f"{_TYPES}.styles+xml"
    ooxml = "http://schemas.openxmlformats.org/package/2006"
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{ooxml}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/word/document.xml" ContentType="{main}"/>'
        f'<Override PartName="/word/styles.xml" ContentType="{sheet}"/>{types}</Types>',
        "_rels/.rels": f'<Relationships xmlns="{ooxml}/relationships"><Relationship Id="rId1" '
        f'Type="{R}/officeDocument" Target="word/document.xml"/></Relationships>',
        "word/document.xml": part("document", f"<w:body>{body}</w:body>"),
        "word/_rels/document.xml.rels": f'<Relationships xmlns="{ooxml}/relationships">{relations}'
        f'<Relationship Id="rId9" Type="{R}/styles" Target="styles.xml"/></Relationships>',
        "word/styles.xml": part("styles", styles),
        **{f"word/{name}.xml": part("hdr" if kinds[name] == "header" else "ftr", inner) for name, inner in filled.items()},
        **(more or {}),
    }
    return write_package([pack(name, text.encode()) for name, text in parts.items()])


_NATION = (
    P("nation", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", size=13, bold=True),
    P("motto", "Độc lập - Tự do - Hạnh phúc", size=14, bold=True),
    rule("motto-rule", 970),
)
_AGENCY = (
    P("above", "UBND TỈNH VĨNH LONG", size=13),
    P("agency", "ỦY BAN NHÂN DÂN", size=13, bold=True),
    P("agency2", "XÃ TÂN XUÂN", size=13, bold=True),
    rule("agency-rule", 1350),
)
_DATE = (P("date", "Tân Xuân, ngày 05 tháng 02 năm 2026", italic=True),)
_SIGNER = (
    P("post1", "TM. ỦY BAN NHÂN DÂN", bold=True),
    P("post2", "KT. CHỦ TỊCH", bold=True),
    P("post3", "PHÓ CHỦ TỊCH", bold=True),
    P("space", "", after=1400),
    P("name", "Nguyễn Văn A", bold=True),
)


def recipients(first: str) -> tuple[P, ...]:
    lines = (first, "- Sở Khoa học và Công nghệ;", "- Lưu: VT, VP.")
    head = P("to-head", "Nơi nhận:", size=12, bold=True, italic=True, align="left")
    return (head, *(P(f"to{place}", line, size=11, align="left") for place, line in enumerate(lines, 1)))


def decision() -> Paper:
    """A decision with clauses, points and two annexes."""
    attached = "(Kèm theo Quyết định số 05/QĐ-UBND ngày 05 tháng 02 năm 2026 của Ủy ban nhân dân xã Tân Xuân)"
    body = (
        P("type", "QUYẾT ĐỊNH", bold=True, before=240),
        P("summary", "Về việc ban hành Quy chế làm việc của Bộ phận Một cửa", bold=True),
        rule("summary-rule", 3000),
        P("authority", "CHỦ TỊCH ỦY BAN NHÂN DÂN XÃ TÂN XUÂN", bold=True, before=120, after=120),
        prose("basis1", "Căn cứ Luật Tổ chức chính quyền địa phương ngày 16 tháng 6 năm 2025;", italic=True),
        prose("basis2", "Căn cứ Nghị định số 118/2025/NĐ-CP ngày 09 tháng 6 năm 2025 của Chính phủ;", italic=True),
        prose("basis3", "Theo đề nghị của Văn phòng Hội đồng nhân dân và Ủy ban nhân dân.", italic=True),
        P("decided", "QUYẾT ĐỊNH:", bold=True, before=120, after=120),
        prose("article1", "Ban hành Quy chế và các Phụ lục kèm theo Quyết định này.", lead="Điều 1. "),
        prose("article2", "Nhiệm vụ của các bộ phận:", lead="Điều 2. "),
        prose("clause1", "1. Văn phòng có nhiệm vụ:"),
        prose("point1", "a) Tiếp nhận hồ sơ theo quy định tại khoản 1 Điều 14;"),
        prose("point2", "b) Kiểm tra hồ sơ;"),
        prose("point3", "c) Chuyển hồ sơ;"),
        prose("point4", "d) Trả kết quả;"),
        prose("point5", "đ) Lưu hồ sơ."),
        prose("clause2", "2. Các bộ phận khác phối hợp thực hiện."),
        prose("article3", "Quyết định này có hiệu lực kể từ ngày ký./.", lead="Điều 3. "),
    )
    annexes = (
        P("end1", "", section=True),
        P("annex1", "Phụ lục I", bold=True),
        P("annex1-title", "DANH MỤC THỦ TỤC HÀNH CHÍNH", bold=True),
        P("annex1-attached", attached, italic=True),
        prose("annex1-text", "Danh mục gồm các thủ tục sau đây."),
        P("end2", "", section=True),
        P("annex2", "Phụ lục II", bold=True),
        P("annex2-title", "BIỂU MẪU", bold=True),
        P("annex2-attached", attached, italic=True),
        prose("annex2-text", "Các biểu mẫu sau đây."),
    )
    number = (P("number", "Số: 05/QĐ-UBND", size=13),)
    return Paper(_AGENCY, _NATION, body, recipients("- Như Điều 3;"), _SIGNER, annexes, number, _DATE)


def letter() -> Paper:
    body = (
        P("addressed", "Kính gửi: Sở Khoa học và Công nghệ tỉnh Vĩnh Long.", before=240, after=240),
        prose("body1", "Ủy ban nhân dân xã Tân Xuân thông báo việc công bố Hệ thống quản lý chất lượng."),
        prose("body2", "Đề nghị Sở Khoa học và Công nghệ theo dõi, quản lý./."),
    )
    number = (P("number", "Số: 12/UBND-VP", size=13), P("about", "V/v thông báo công bố", size=12, before=120))
    return Paper(_AGENCY, _NATION, body, recipients("- Như trên;"), _SIGNER, (), number, _DATE)


def report() -> Paper:
    body = (
        P("type", "BÁO CÁO", bold=True),
        P("summary", "Tình hình áp dụng Hệ thống quản lý chất lượng năm 2026", bold=True),
        rule("summary-rule", 3000),
        P("chapter", "Phần I", bold=True),
        P("chapter-title", "TÌNH HÌNH CHUNG", bold=True),
        prose("section1", "I. KẾT QUẢ", bold=True),
        prose("body1", "Các bộ phận đã áp dụng quy trình trong giải quyết thủ tục hành chính."),
        prose("section2", "II. KIẾN NGHỊ", bold=True),
        prose("body2", "Đề nghị tổ chức bồi dưỡng nghiệp vụ cho công chức."),
        prose("body3", "Trên đây là báo cáo của Ủy ban nhân dân xã Tân Xuân./."),
    )
    number = (P("number", "Số: 12/BC-UBND", size=13),)
    return Paper(_AGENCY, _NATION, body, recipients("- Như trên;"), _SIGNER, (), number, _DATE)
