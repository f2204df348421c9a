"""The measures see what is planted: by hand in a page, and in Word files that LibreOffice prints."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.places import REPOSITORY, THEN
from tests.print import measures
from tests.print.ink import Ink, Rule, Span
from tests.print.measures import Made, Measure
from tests.print.packs import make, print_all
from tests.print.pages import SIGNERS, Page, Paragraph, Print

MADE = Made("manual", "STCL", ["Một dòng chữ."], controlled=True)
WIDTH, HEIGHT = 595.3, 841.9


def span(text: str, left: float = 100, base: float = 400, width: float | None = None, mark: int | None = 1) -> Span:
    return Span(text, left, left + (width or 6 * len(text)), base, 13, "LiberationSerif", mark)


def printed(*paragraphs: Paragraph, pages: int = 1, running: str = "STCL", rules: tuple[Rule, ...] = ()) -> Print:
    """A print of these paragraphs, with a right header on each page."""
    made = []
    for number in range(1, pages + 1):
        told = [each for paragraph in paragraphs for page, each in paragraph.spans if page == number]
        header = span(f"{running} Trang {number}/{pages}", base=800, mark=None)
        made.append(Page(number, WIDTH, HEIGHT, Ink([header, *told], list(rules))))
    return Print("planted", made, list(paragraphs), {"LiberationSerif": True})


def paragraph(
    *spans: tuple[int, Span], style: str = "Nội dung", place: tuple[int, int, int] | None = None, head: bool = False
) -> Paragraph:
    table, row, cell = place or (None, None, None)
    return Paragraph(style, table, row, cell, head, list(spans))


PLAIN = paragraph((1, span("Một dòng chữ.")), (1, span("Hai dòng chữ.", base=380)))
LATER = paragraph((2, span("Dòng của trang sau.")), (2, span("Dòng cuối.", base=380)))

PLANTED: list[tuple[Measure, Print]] = [
    (measures.length, printed(PLAIN, pages=2)),
    (measures.length, printed(PLAIN, paragraph((2, span("Một dòng."))), pages=2)),
    (measures.headings, printed(PLAIN, paragraph((1, span("2. Mục", base=80)), style="H1"), LATER, pages=2)),
    (
        measures.headings,
        printed(
            paragraph((1, span("TT", base=80)), style="Tiêu đề bảng", place=(1, 1, 1), head=True),
            paragraph((2, span("01")), place=(1, 2, 2)),
            pages=2,
        ),
    ),
    (measures.signatures, printed(PLAIN, paragraph((2, span("CHỦ TỊCH", base=700)), style=SIGNERS, place=(1, 1, 1)), pages=2)),
    (
        measures.signatures,
        printed(
            paragraph((1, span("CHỦ TỊCH")), style=SIGNERS, place=(1, 1, 1)),
            paragraph((2, span("Nguyễn Văn A")), place=(1, 2, 2)),
            pages=2,
        ),
    ),
    (
        measures.tables,
        printed(
            paragraph((1, span("Tên hồ sơ")), place=(1, 1, 1), head=True), paragraph((2, span("Sổ")), place=(1, 2, 2)), pages=2
        ),
    ),
    (measures.tables, printed(paragraph((1, span("Dòng")), (2, span("cắt")), place=(1, 1, 1)), pages=2)),
    (
        measures.contents,
        printed(paragraph((1, span("1. MỘT")), style="Contents 1"), paragraph((1, span("1. HAI", base=300)), style="H1")),
    ),
    (measures.numbers, printed(PLAIN, LATER, pages=2, running="QT-HT-01")),
    (measures.margins, printed(paragraph((1, span("Chữ ra ngoài lề phải của trang giấy", left=450))))),
    (measures.margins, printed(paragraph((1, span("Chữ dưới lề", base=40))))),
    (measures.margins, printed(PLAIN, rules=(Rule(85, 300, 580, 300),))),
    (measures.overlaps, printed(paragraph((1, span("Chữ này")), (1, span("đè chữ kia", left=110, base=404))))),
    (measures.overlaps, printed(PLAIN, rules=(Rule(120, 300, 120.5, 500),))),
]


@pytest.mark.parametrize(("measure", "found"), PLANTED, ids=lambda value: getattr(value, "__name__", ""))
def test_a_planted_fault_is_seen(measure: Measure, found: Print) -> None:
    assert list(measure(found, MADE))


def test_a_decision_numbers_its_pages_from_the_second() -> None:
    plain = Made("publication_decision", "QD-CB", [], controlled=False)

    def decision(*numbers: str) -> Print:
        found = printed(PLAIN, LATER, paragraph((3, span("Phụ lục")), style="Phụ lục"), pages=3)
        for page, number in zip(found.pages, numbers, strict=True):
            page.ink.spans[0] = span(number, base=800, mark=None)
        return found

    for good in (("", "2", "3"), ("", "2", "")):
        assert not list(measures.papers(decision(*good), plain))
    for bad in (("1", "2", "3"), ("", "", "3"), ("", "3", "4")):
        assert list(measures.papers(decision(*bad), plain))


def test_a_good_page_has_no_fault() -> None:
    assert not measures.faults(printed(PLAIN, LATER, pages=2), MADE)


@pytest.mark.parametrize("line", ["Chào {{ name }}", "xã {unit}", "None", "hai  dấu cách", "một, ,hai", "của  xã", "nêu trên.;"])
def test_a_slip_of_writing_is_seen(line: str) -> None:
    assert list(measures.words(printed(PLAIN), Made("manual", "STCL", [line], controlled=True)))


@pytest.mark.parametrize("line", ["Số:        /QĐ-UBND", "☐ Có   ☐ Không", "Lý do: …………", "điểm a), b);", "01/00"])
def test_a_gap_to_fill_in_is_no_slip(line: str) -> None:
    assert not list(measures.words(printed(PLAIN), Made("manual", "STCL", [line], controlled=True)))


def test_another_font_is_seen() -> None:
    found = printed(PLAIN)
    found.pages[0].ink.spans.append(Span("Chữ", 100, 120, 200, 13, "DejaVuSans", 2))
    found.fonts |= {"DejaVuSans": True, "TimesNewRomanPSMT": False}
    assert len(list(measures.fonts(found, MADE))) == 2
    found.pages[0].ink.spans[-1] = Span("☐", 100, 120, 200, 13, "DejaVuSans", 2)
    assert len(list(measures.fonts(found, MADE))) == 1


def rewritten(data: bytes, name: str, change: Callable[[str], str]) -> bytes:
    """A Word file with one part changed."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(target, "w") as written:
        for item in source.namelist():
            part = source.read(item)
            written.writestr(item, change(part.decode("utf-8")).encode("utf-8") if item == name else part)
    return target.getvalue()


def test_faults_of_word_files_are_seen_in_print(soffice: str, tmp_path: Path) -> None:
    """The way from Word through the PDF: a torn word, a lost header row, stale contents, text over the margin."""
    made = make(REPOSITORY, "29104", THEN, tmp_path, frozenset({"risk_register", "manual", "scope_statement"}), frozenset())
    planted: dict[str, Callable[[str], str]] = {
        "risk_register": lambda xml: re.sub(r'w:w="660"', 'w:w="480"', xml),
        "scope_statement": lambda xml: xml.replace("<w:tblHeader/>", ""),
        "manual": lambda xml: xml.replace("3. NGOẠI LỆ ÁP DỤNG", "3. PHẦN ĐÃ BỎ", 1).replace(
            "<w:pPr>", '<w:pPr><w:ind w:left="-1200"/>', 1
        ),
    }
    for name, change in planted.items():
        file = tmp_path / f"{name}.docx"
        file.write_bytes(rewritten(file.read_bytes(), "word/document.xml", change))
    prints = print_all(soffice, tmp_path)
    found = "\n".join(fault for name in planted for fault in measures.faults(prints[name], made[name]))
    assert "is torn" in found
    assert "has no header row" in found
    assert "contents: contents" in found
