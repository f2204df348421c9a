"""A file is judged by what it looks like: style chains, toggles, themes, lists, heads made of tabs, other programs' files."""

from __future__ import annotations

import io
import subprocess
from pathlib import Path

import docx
import pytest
from docx.shared import Pt

from qms_docs.templating.layout import lint
from qms_docs.templating.layout.cascade import numeral
from qms_docs.templating.layout.effective import Document, Paragraph
from qms_docs.templating.layout.linting import roots_of
from qms_docs.templating.layout.recognition import recognise
from qms_docs.templating.layout.widths import lines_of, width_of
from qms_docs.templating.package import read_package
from tests.layout.papers import decision, package, part

_STYLES = """
<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:asciiTheme="minorHAnsi" w:hAnsiTheme="minorHAnsi"/><w:sz w:val="22"/></w:rPr>
</w:rPrDefault><w:pPrDefault><w:pPr><w:spacing w:after="160" w:line="259" w:lineRule="auto"/></w:pPr></w:pPrDefault>
</w:docDefaults>
<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>
<w:style w:type="paragraph" w:styleId="Loud"><w:name w:val="Loud"/><w:basedOn w:val="Normal"/><w:pPr><w:jc w:val="center"/>
<w:ind w:firstLine="720"/></w:pPr><w:rPr><w:b/><w:caps/><w:sz w:val="28"/></w:rPr></w:style>
<w:style w:type="paragraph" w:styleId="Louder"><w:name w:val="Louder"/><w:basedOn w:val="Loud"/>
<w:pPr><w:ind w:hanging="360"/></w:pPr>
<w:rPr><w:i/></w:rPr></w:style>
<w:style w:type="paragraph" w:styleId="RoundA"><w:name w:val="A"/><w:basedOn w:val="RoundB"/></w:style>
<w:style w:type="paragraph" w:styleId="RoundB"><w:name w:val="B"/><w:basedOn w:val="RoundA"/><w:rPr><w:b/></w:rPr></w:style>
<w:style w:type="character" w:styleId="Strong"><w:name w:val="Strong"/><w:rPr><w:b/></w:rPr></w:style>
<w:style w:type="table" w:styleId="Grid"><w:name w:val="Grid"/>
<w:pPr><w:spacing w:after="0"/></w:pPr><w:rPr><w:i/></w:rPr></w:style>
"""
_THEME = (
    '<a:theme xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><a:themeElements><a:fontScheme name="x">'
    '<a:majorFont><a:latin typeface="Cambria"/></a:majorFont><a:minorFont><a:latin typeface="Calibri"/></a:minorFont>'
    "</a:fontScheme></a:themeElements></a:theme>"
)
_LIST = part(
    "numbering",
    '<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/>'
    '<w:lvlText w:val="Điều %1."/>'
    '<w:pPr><w:ind w:left="720" w:hanging="360"/></w:pPr></w:lvl>'
    '<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="lowerLetter"/>'
    '<w:lvlText w:val="%2)"/></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>',
)


def paragraphs(body: str, **more: str) -> tuple[Paragraph, ...]:
    parts = {"word/theme/theme1.xml": _THEME, "word/numbering.xml": _LIST, **more}
    data = package(body, styles=_STYLES, more=parts)
    return Document(roots_of(read_package(data, "x"), "x")).paragraphs


def p(text: str, style: str = "", run: str = "", properties: str = "") -> str:
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    return f"<w:p><w:pPr>{named}{properties}</w:pPr><w:r><w:rPr>{run}</w:rPr><w:t>{text}</w:t></w:r></w:p>"


def test_defaults_theme_and_chains() -> None:
    plain, loud, louder = paragraphs(p("một") + p("hai", "Loud") + p("ba", "Louder"))
    assert (plain.runs[0].size, plain.runs[0].fonts, plain.values["after"]) == (11, {"Calibri"}, 160)
    assert (loud.text, loud.runs[0].bold, loud.runs[0].size, loud.align, loud.first_line) == ("HAI", True, 14, "center", 720)
    assert (louder.runs[0].bold, louder.runs[0].italic, louder.first_line) == (True, True, -360)


def test_direct_formatting_wins_over_styles() -> None:
    font = '<w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman"/><w:b w:val="0"/><w:caps w:val="0"/><w:sz w:val="26"/>'
    (paragraph,) = paragraphs(p("chữ", "Loud", font, '<w:jc w:val="both"/>'))
    run = paragraph.runs[0]
    assert (run.text, run.bold, run.size, run.fonts, paragraph.align) == ("chữ", False, 13, {"Times New Roman"}, "both")


def test_bold_in_bold_is_upright_again() -> None:
    both, once = paragraphs(p("a", "Loud", '<w:rStyle w:val="Strong"/>') + p("a", "", '<w:rStyle w:val="Strong"/>'))
    assert (both.runs[0].bold, once.runs[0].bold) == (False, True)


def test_styles_based_on_each_other_end() -> None:
    (paragraph,) = paragraphs(p("a", "RoundA"))
    assert paragraph.runs[0].bold


def test_styles_of_tables_reach_their_text() -> None:
    cell = f'<w:tbl><w:tblPr><w:tblStyle w:val="Grid"/></w:tblPr><w:tr><w:tc>{p("a")}</w:tc></w:tr></w:tbl>'
    inside, outside = paragraphs(cell + p("a"))
    assert (inside.runs[0].italic, inside.values["after"], inside.cell) == (True, 0, (1, 1, 1))
    assert (outside.runs[0].italic, outside.values["after"], outside.cell) == (False, 160, None)


def test_labels_of_lists_are_read() -> None:
    first = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
    second = '<w:numPr><w:ilvl w:val="1"/><w:numId w:val="1"/></w:numPr>'
    found = paragraphs(
        p("x", properties=first) + p("y", properties=second) * 5 + p("x", properties=first) + p("y", properties=second)
    )
    assert [each.label for each in found] == ["Điều 1.", "a)", "b)", "c)", "d)", "e)", "Điều 2.", "a)"]
    assert found[0].first_line == 360


@pytest.mark.parametrize(("value", "roman"), [(1, "I"), (4, "IV"), (9, "IX"), (14, "XIV"), (40, "XL"), (1999, "MCMXCIX")])
def test_roman(value: int, roman: str) -> None:
    assert numeral(value, "upperRoman") == roman
    assert numeral(value, "lowerRoman") == roman.lower()


def test_widths() -> None:
    # Measured: the motto in bold 13 pt takes 3,180 twips.
    assert width_of("Độc lập - Tự do - Hạnh phúc", 13, True) == pytest.approx(3180, rel=0.03)
    assert len(lines_of("một hai " * 40, 14, False, 9071)) > 1


def test_deleted_and_hidden_text_does_not_speak() -> None:
    deleted = '<w:del w:id="1" w:author="a"><w:r><w:delText>cũ</w:delText></w:r></w:del>'
    hidden = "<w:r><w:rPr><w:vanish/></w:rPr><w:t>ẩn</w:t></w:r>"
    (paragraph,) = paragraphs(f"<w:p>{deleted}{hidden}<w:r><w:t>mới</w:t></w:r></w:p>")
    assert paragraph.text == "mới"


def head_of_tabs() -> bytes:
    run = '<w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman"/><w:b/><w:sz w:val="26"/>'

    def line(left: str, right: str, properties: str = run) -> str:
        return (
            f'<w:p><w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{left}</w:t><w:tab/>'
            f'<w:t xml:space="preserve">{right}</w:t></w:r></w:p>'
        )

    plain = run.replace("<w:b/>", "<w:i/>")
    body = line("ỦY BAN NHÂN DÂN", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM") + line("XÃ TÂN XUÂN", "Độc lập - Tự do - Hạnh phúc")
    body += line("Số: 05/QĐ-UBND", "Tân Xuân, ngày 5 tháng 02 năm 2026", plain)
    return package(body + p("QUYẾT ĐỊNH", "", run))


def test_a_head_made_of_tabs() -> None:
    data = head_of_tabs()
    paper = recognise(Document(roots_of(read_package(data, "x"), "x")))
    assert [line.text for line in paper.lines("agency")] == ["ỦY BAN NHÂN DÂN", "XÃ TÂN XUÂN"]
    assert paper.roles["nation"][0].text == "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
    assert paper.roles["motto"][0].text == "Độc lập - Tự do - Hạnh phúc"
    assert paper.roles["type"][0].text == "QUYẾT ĐỊNH"
    found = {each.name for each in lint(data, "x")}
    assert {"date-zero", "number-style", "motto-rule", "agency-rule"} <= found
    assert not {"nation-missing", "motto-missing", "agency-missing", "number-missing", "date-missing"} & found


def test_a_file_of_python_docx() -> None:
    document = docx.Document()
    document.add_paragraph("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM")
    run = document.add_paragraph().add_run("Độc lập - Tự do - Hạnh phúc")
    run.bold, run.font.size, run.font.name = True, Pt(13), "Times New Roman"
    buffer = io.BytesIO()
    document.save(buffer)
    found = {each.name: str(each.fact) for each in lint(buffer.getvalue(), "x.docx")}
    assert "216 × 279" in found["page-size"]
    assert "nation-size" in found and "motto-size" not in found
    assert "wrong-font" in found


def test_a_paper_saved_by_libreoffice(tmp_path: Path, soffice: str) -> None:
    (tmp_path / "in").mkdir()
    file = tmp_path / "in/decision.docx"
    file.write_bytes(decision().docx())
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    command = [soffice, "--headless", profile, "--convert-to", "docx:MS Word 2007 XML", "--outdir", str(tmp_path), str(file)]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    found = lint((tmp_path / "decision.docx").read_bytes(), "x.docx")
    assert [f"{each.name}: {each.fact}" for each in found] == []


def test_the_layout_follows_the_day() -> None:
    then = decision().having("date", text="Tân Xuân, ngày 05 tháng 02 năm 2018")
    found = {each.name: each for each in lint(then.docx(), "x")}
    assert set(found) == {"basis-style", "page-number-place"}
    assert not any(each.is_error for each in found.values())
    assert "01/2011/TT-BNV" in str(found["basis-style"].advice)
