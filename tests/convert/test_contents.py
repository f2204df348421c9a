"""Contents of Word files made elsewhere: printed as the headings are now, with their pages; nothing else changes."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import zipfile
from collections.abc import Sequence
from pathlib import Path

import docx
import pypdf
import pytest
from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn

from qms_docs.convert import convert
from qms_docs.convert.proof import proven
from qms_docs.domain.artifacts import BuildRequest
from qms_docs.pipeline import build
from qms_docs.templating.contents import refreshed
from tests.ooxml.checker import faults
from tests.places import THEN

needs_office = pytest.mark.skipif(
    not any(shutil.which(name) for name in ("soffice", "libreoffice")), reason="LibreOffice is not installed"
)
NS = nsdecls("w")
AS_WORD_ASKS = r' TOC \o "1-3" \h \z \u '
STALE = (("Tên cũ của phần một", 1, 41), ("Phần đã bỏ", 2, 42))


def mark(kind: str) -> str:
    return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'


def code(text: str) -> str:
    return f'<w:r><w:instrText xml:space="preserve">{text.replace(chr(34), "&quot;")}</w:instrText></w:r>'


def old_contents(asked: str, before: str = "", after: str = "", stale: Sequence[tuple[str, int, int]] = STALE) -> list[str]:
    """Paragraphs as Word saves them, the end of the field in one of its own."""
    made = []
    for number, (text, level, page) in enumerate(stale):
        begin = before + mark("begin") + code(asked) + mark("separate") if number == 0 else ""
        tabs = '<w:tabs><w:tab w:val="left" w:pos="440"/><w:tab w:val="right" w:leader="dot" w:pos="8630"/></w:tabs>'
        page_field = (
            f"{mark('begin')}{code(f' PAGEREF _Toc{number} ')}{mark('separate')}<w:r><w:t>{page}</w:t></w:r>{mark('end')}"
        )
        inner = f"<w:r><w:t>{text}</w:t></w:r><w:r><w:tab/></w:r>{page_field}"
        link = f'<w:hyperlink w:anchor="_Toc{number}" w:history="1">{inner}</w:hyperlink>'
        made.append(f'<w:p><w:pPr><w:pStyle w:val="TOC{level}"/>{tabs}</w:pPr>{begin}{link}</w:p>')
    return [*made, f"<w:p>{mark('end')}{after}</w:p>"]


def put(document: Document, paragraphs: Sequence[str], *, in_block: bool = False) -> None:
    """Put paragraphs at the end, in the block Word makes for contents or as they are."""
    section = document.element.body[-1]
    if in_block:
        gallery = '<w:docPartObj><w:docPartGallery w:val="Table of Contents"/><w:docPartUnique/></w:docPartObj>'
        body = f"<w:sdtPr>{gallery}</w:sdtPr><w:sdtContent>{''.join(paragraphs)}</w:sdtContent>"
        section.addprevious(parse_xml(f"<w:sdt {NS}>{body}</w:sdt>"))
    else:
        for each in parse_xml(f"<w:body {NS}>{''.join(paragraphs)}</w:body>"):
            section.addprevious(each)


def number_headings(document: Document) -> None:
    shapes = (("upperRoman", "Chương %1."), ("decimal", "%2."), ("decimal", "%2.%3"))
    levels = "".join(
        f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{kind}"/><w:pStyle w:val="Heading{level + 1}"/>'
        f'<w:lvlText w:val="{text}"/><w:lvlJc w:val="left"/></w:lvl>'
        for level, (kind, text) in enumerate(shapes)
    )
    numbering = document.part.numbering_part.element
    numbering.insert(0, parse_xml(f'<w:abstractNum {NS} w:abstractNumId="77">{levels}</w:abstractNum>'))
    numbering.append(parse_xml(f'<w:num {NS} w:numId="77"><w:abstractNumId w:val="77"/></w:num>'))
    for level in range(3):
        properties = document.styles[f"Heading {level + 1}"].element.get_or_add_pPr()
        properties.insert(0, parse_xml(f'<w:numPr {NS}><w:ilvl w:val="{level}"/><w:numId w:val="77"/></w:numPr>'))


def three_chapters(document: Document) -> None:
    """Each begins a page by a break in its own heading; its second section stands on the page after."""
    for chapter in "ABC":
        heading = document.add_heading(f"Phần {chapter}", 1)
        heading.runs[0]._r.insert(0, parse_xml(f'<w:br {NS} w:type="page"/>'))
        document.add_heading(f"Mục {chapter} một", 2)
        document.add_page_break()
        document.add_heading(f"Mục {chapter} hai", 2)
        document.add_heading(f"Tiểu mục {chapter}", 3)
        document.add_paragraph("Nội dung.")


def saved(document: Document) -> bytes:
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def with_contents(asked: str = AS_WORD_ASKS, *, in_block: bool = False, numbered: bool = False) -> bytes:
    document = docx.Document()
    put(document, old_contents(asked), in_block=in_block)
    if numbered:
        number_headings(document)
    three_chapters(document)
    return saved(document)


def pages_of(data: bytes) -> list[str]:
    return [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(data)).pages]


def lines_of(page: str) -> list[tuple[str, int]]:
    """The lines of contents: text and page."""
    return [(text.strip(), int(number)) for text, number in re.findall(r"^(.+?)\s*\.{3,}\s*(\d+)\s*$", page, re.MULTILINE)]


CHAPTERS = [
    (text, page + 2 * place)
    for place, letter in enumerate("ABC")
    for text, page in ((f"Phần {letter}", 2), (f"Mục {letter} một", 2), (f"Mục {letter} hai", 3), (f"Tiểu mục {letter}", 3))
]
NUMBERS = [number for chapter in ("I", "II", "III") for number in (f"Chương {chapter}.", "1.", "2.", "2.1")]
NUMBERED = [(f"{number} {text}", page) for (text, page), number in zip(CHAPTERS, NUMBERS, strict=True)]


@needs_office
def test_the_contents_are_printed_as_the_headings_are(tmp_path: Path) -> None:
    made = {
        "plain": (with_contents(), CHAPTERS),
        "block": (with_contents(in_block=True), CHAPTERS),
        "numbered": (with_contents(in_block=True, numbered=True), NUMBERED),
        "two-levels": (with_contents(r' TOC \o "1-2" '), [each for each in CHAPTERS if "Tiểu" not in each[0]]),
        "by-name": (with_contents(r' TOC \h \t "Heading 3,1" '), [each for each in CHAPTERS if "Tiểu" in each[0]]),
    }
    files = []
    for name, (data, _) in made.items():
        files.append(tmp_path / f"{name}.docx")
        files[-1].write_bytes(data)
    for each in convert(files):
        assert each.reason is None
        first = pages_of(each.data)[0]
        assert lines_of(first) == made[each.file.stem][1], each.file.stem
        assert "cũ" not in first and "đã bỏ" not in first


@needs_office
def test_left_to_itself_libreoffice_prints_them_as_they_were_saved(tmp_path: Path) -> None:
    """Where this fails, LibreOffice has learnt to refresh contents, and `refreshed` may go."""
    (tmp_path / "plain.docx").write_bytes(with_contents())
    program = shutil.which("soffice") or shutil.which("libreoffice") or ""
    words = [program, f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}", "--headless", "--convert-to", "pdf"]
    subprocess.run(
        [*words, "--outdir", str(tmp_path), str(tmp_path / "plain.docx")], capture_output=True, check=True, timeout=120
    )
    data, _ = proven(tmp_path / "plain.pdf")
    assert lines_of(pages_of(data)[0]) == [(text, page) for text, _, page in STALE]


def contents_of(data: bytes) -> list[str]:
    """The paragraphs before the first heading."""
    texts = []
    for paragraph in docx.Document(io.BytesIO(data)).element.body.iter(qn("w:p")):
        style = paragraph.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
        if style is not None and style.get(qn("w:val"), "").startswith("Heading"):
            break
        texts.append("".join(each.text or "" for each in paragraph.iter(qn("w:t"))))
    return texts


def test_what_stands_beside_contents_stays() -> None:
    document = docx.Document()
    document.add_paragraph("Trước")
    started = '<w:bookmarkStart w:id="7" w:name="ngoai"/>'
    ended = '<w:bookmarkEnd w:id="7"/><w:r><w:br w:type="page"/></w:r><w:r><w:t>Sau dấu kết thúc</w:t></w:r>'
    put(document, old_contents(AS_WORD_ASKS, f"{started}<w:r><w:t>Mục lục:</w:t></w:r>", ended))
    three_chapters(document)
    data = refreshed(saved(document))
    texts = contents_of(data)
    assert texts[:2] == ["Trước", "Mục lục:"] and texts[-1] == "Sau dấu kết thúc"
    assert [text.removesuffix("0") for text in texts[2:-1]] == [text for text, _ in CHAPTERS]
    xml = docx.Document(io.BytesIO(data)).element.xml
    assert xml.count('w:name="ngoai"') == 1 == len(re.findall(r'bookmarkEnd w:id="7"', xml)) and xml.count('w:type="page"') == 7
    assert not [each for each in faults(data) if each.part == "word/document.xml" and each.rule != "style-missing"]
    assert refreshed(data) == data


def test_contents_in_one_paragraph_are_made_too() -> None:
    """Programs often write just the field, for Word to fill in."""
    whole = mark("begin") + code(AS_WORD_ASKS) + mark("separate") + "<w:r><w:t>Bấm F9</w:t></w:r>" + mark("end")
    simple = r'<w:fldSimple w:instr="TOC \o &quot;1-3&quot;"><w:r><w:t>Bấm F9</w:t></w:r></w:fldSimple>'
    for field in (whole, simple):
        document = docx.Document()
        put(document, [f"<w:p>{field}</w:p>"])
        three_chapters(document)
        assert [text.removesuffix("0") for text in contents_of(refreshed(saved(document)))] == [text for text, _ in CHAPTERS]


def test_what_is_no_heading_does_not_count() -> None:
    document = docx.Document()
    put(document, old_contents(AS_WORD_ASKS, stale=(("Dòng cũ", 1, 1), ("Dòng cũ hai", 1, 2))))
    for old in document.paragraphs[:2]:
        old._p.get_or_add_pPr().append(parse_xml(f'<w:outlineLvl {NS} w:val="0"/>'))
    document.add_heading("", 1)
    document.add_heading("Ẩn", 1).runs[0].font.hidden = True
    document.add_heading("Sâu", 4)
    document.add_paragraph("Đoạn văn")
    document.styles.add_style("Đề mục riêng", WD_STYLE_TYPE.PARAGRAPH).base_style = document.styles["Heading 2"]
    document.add_paragraph("Kiểu riêng", style="Đề mục riêng")
    assert [text.removesuffix("0") for text in contents_of(refreshed(saved(document)))][:-1] == ["Kiểu riêng"]


def test_only_the_part_asked_for_counts() -> None:
    document = docx.Document()
    put(document, old_contents(r' TOC \b vung \o "1-3" '))
    three_chapters(document)
    headings = [each for each in document.paragraphs if each.text.strip() == "Phần B"]
    headings[0]._p.addprevious(parse_xml(f'<w:bookmarkStart {NS} w:id="3" w:name="vung"/>'))
    last = next(each for each in document.paragraphs if each.text == "Tiểu mục B")
    last._p.addnext(parse_xml(f'<w:bookmarkEnd {NS} w:id="3"/>'))
    expected = [text for text, _ in CHAPTERS if " B" in text]
    assert [text.removesuffix("0") for text in contents_of(refreshed(saved(document)))][:-1] == expected


@pytest.mark.parametrize(
    "asked",
    [
        r" TOC \f \l 1-3 ",
        r' TOC \o "1-3" \s chuong ',
        r" TOC \b khong-co ",
        r' TOC \t "Heading 1,x" ',
        " TOC ? ",
        r' TOC \o "8-9" ',
    ],
)
def test_in_doubt_the_very_same_bytes_come_back(asked: str) -> None:
    data = with_contents(asked)
    assert refreshed(data) is data


def test_contents_that_hold_more_than_paragraphs_stay() -> None:
    document = docx.Document()
    begin, middle, end = old_contents(AS_WORD_ASKS)
    table = "<w:tbl><w:tblPr/><w:tblGrid><w:gridCol/></w:tblGrid><w:tr><w:tc><w:p/></w:tc></w:tr></w:tbl>"
    put(document, [begin, table, middle, end])
    three_chapters(document)
    data = saved(document)
    assert refreshed(data) is data


def test_contents_that_end_elsewhere_stay() -> None:
    document = docx.Document()
    *lines, end = old_contents(AS_WORD_ASKS)
    put(document, lines, in_block=True)
    put(document, [end])
    three_chapters(document)
    data = saved(document)
    assert refreshed(data) is data


def test_documents_of_the_templates_keep_their_bytes(small_workspace: Path, tmp_path: Path) -> None:
    build(BuildRequest(small_workspace, THEN, tmp_path / "out", ("29104",), (), ("quality_policy", "manual", "declaration")))
    files = list((tmp_path / "out").rglob("*.docx"))
    assert files
    for file in files:
        data = file.read_bytes()
        assert refreshed(data) is data


def test_broken_files_go_through_unharmed() -> None:
    whole = with_contents()
    broken = [b"", b"PK\x03\x04 no Word file", whole[: len(whole) // 2], whole.replace(b"PK\x05\x06", b"PK\x05\x07")]
    for name, content in (
        ("word/document.xml", b"<w:instrText>TOC <broken"),
        ("word/styles.xml", b"<no"),
        ("word/styles.xml", None),
    ):
        out = io.BytesIO()
        with zipfile.ZipFile(io.BytesIO(whole)) as source, zipfile.ZipFile(out, "w") as target:
            for each in source.namelist():
                data = content if each == name else source.read(each)
                if data is not None:
                    target.writestr(each, data)
        broken.append(out.getvalue())
    for data in broken:
        assert refreshed(data) is data
