"""Binders for officials: what is printed can be found, bound, stamped and checked against the manifest."""

from __future__ import annotations

import io
import re
import shutil
from collections import Counter
from pathlib import Path

import pikepdf
import pypdf
import pytest

from qms_docs.convert import convert
from qms_docs.convert.binding import BoundPart, _qr_drawing, bind, sheets_of
from qms_docs.domain.artifacts import BuildRequest
from qms_docs.errors import RequestError
from qms_docs.pipeline import PrintRequest, Standing, build, print_binders, what_is
from qms_docs.pipeline.binders import mark_of
from qms_docs.publish import Journal
from qms_docs.publish.folder import JOURNAL
from tests.ooxml.checker import faults
from tests.places import THEN

KINDS = ("quality_policy", "declaration", "procedure_sheet")
needs_office = pytest.mark.skipif(
    not any(shutil.which(name) for name in ("soffice", "libreoffice")), reason="LibreOffice is not installed"
)


def pdf_of(pages: int) -> bytes:
    pdf = pikepdf.new()
    for _ in range(pages):
        pdf.add_blank_page()
    out = io.BytesIO()
    pdf.save(out)
    return out.getvalue()


def test_with_duplex_each_part_begins_on_a_right_page() -> None:
    counts = [3, 1, 2, 4]
    parts = [BoundPart(str(count), 1, pdf_of(count)) for count in counts]
    begins, sheets = sheets_of(parts, counts, duplex=True)
    assert begins == [1, 5, 7, 9] and sheets == 12
    assert len(pypdf.PdfReader(io.BytesIO(bind(parts, duplex=True))).pages) == sheets
    assert sheets_of(parts, counts, duplex=False) == ([1, 4, 5, 7], 10)


def test_the_same_parts_give_the_same_bytes() -> None:
    parts = [BoundPart("Một", 0, pdf_of(2), "QMS:29104/STCL/01.00/2018-12-01/0123456789ab"), BoundPart("Hai", 1, pdf_of(1))]
    assert bind(parts) == bind(parts)


@pytest.fixture
def out(small_workspace: Path, tmp_path: Path) -> Path:
    build(BuildRequest(small_workspace, THEN, tmp_path / "out", ("29104",), (), KINDS))
    return tmp_path / "out"


@needs_office
def test_a_binder(small_workspace: Path, out: Path, tmp_path: Path) -> None:
    request = PrintRequest(small_workspace, out, tmp_path / "print", duplex=True, copies=2, stamp="controlled")
    first, second = print_binders(request)
    assert (first.commune, first.documents, second.copy) == ("29104", 6, 2)
    with Journal(out / JOURNAL, to_look=True) as journal:
        rows = {row.code: row for row in journal.rows()}
    reader = pypdf.PdfReader(str(second.file))
    assert len(reader.pages) == second.sheets
    texts = [page.extract_text() for page in reader.pages]
    assert all("BẢN SAO CÓ KIỂM SOÁT SỐ 02" in text for text in texts)
    assert "XÃ THẠNH PHƯỚC" in texts[0].upper()
    # The contents name the sheet on which each document begins; the bookmarks lead to the same.
    contents = "\n".join(texts[1:4])
    marks = {}
    for item in reader.outline:
        for each in item if isinstance(item, list) else [item]:
            marks[str(each.title)] = reader.get_destination_page_number(each) + 1  # type: ignore[arg-type]
    for code, row in rows.items():
        sheet = marks[f"{code} {row.title}"]
        assert sheet % 2 == 1
        assert re.search(rf"{re.escape(code)}\D.*?\b{sheet}\b", contents, re.DOTALL), code
        drawn = reader.pages[sheet - 1].get_contents()
        assert drawn is not None and _qr_drawing(mark_of(row))[:200].split(b"\n")[1] in drawn.get_data()
    numbers = [re.search(r"tờ (\d+)/(\d+)", text) for text in texts]
    assert [int(each[1]) for each in numbers if each] == list(range(1, second.sheets + 1))


def test_what_does_not_fit_is_told(small_workspace: Path, out: Path, tmp_path: Path) -> None:
    for wrong in ({"pack": "Z"}, {"procedures": ("9.999999",)}, {"communes": ("00000",)}):
        with pytest.raises(RequestError):
            print_binders(PrintRequest(small_workspace, out, tmp_path / "print", **wrong))  # type: ignore[arg-type]
    with pytest.raises(RequestError):
        print_binders(PrintRequest(small_workspace, tmp_path / "nothing", tmp_path / "print"))
    assert not (tmp_path / "print").exists()


def test_a_paper_can_be_checked(small_workspace: Path, out: Path) -> None:
    with Journal(out / JOURNAL, to_look=True) as journal:
        row = next(row for row in journal.rows() if row.kind == "quality_policy")
    assert [paper.standing for paper in what_is(out, row.code)] == [Standing.CURRENT]
    assert [paper.standing for paper in what_is(out, mark_of(row))] == [Standing.CURRENT]
    commune = small_workspace / "communes/ben-tre/binh-dai/29104-thanh-phuoc.yaml"
    commune.write_text(commune.read_text("utf-8").replace("full_name: Nguyễn Văn A", "full_name: Nguyễn Văn B", 1), "utf-8")
    build(BuildRequest(small_workspace, THEN, out, ("29104",), (), KINDS))
    assert [paper.standing for paper in what_is(out, mark_of(row))] == [Standing.OUTDATED]
    assert what_is(out, "KHONG-CO") == ()
    assert [paper.standing for paper in what_is(out, "QMS:29107/CSCL/01.00/2018-12-01/0123456789ab")] == [Standing.UNKNOWN]


@needs_office
def test_one_word_file_counts_the_pages_of_each_document(small_workspace: Path, out: Path, tmp_path: Path) -> None:
    request = PrintRequest(small_workspace, out, tmp_path / "print", as_word=True)
    (binder,) = print_binders(request)
    assert binder.file.suffix == ".docx" and not faults(binder.file.read_bytes())
    (made,) = convert([binder.file])
    assert made.facts is not None and made.facts.pages == binder.sheets
    with Journal(out / JOURNAL, to_look=True) as journal:
        pages = {row.source: row.pages for row in journal.prints()}
    texts = [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(made.data)).pages]
    shown = [(int(a), int(b)) for text in texts for a, b in re.findall(r"Trang\s*:?\s*(\d+)\s*/\s*(\d+)", text)]
    assert all(number <= count for number, count in shown), "no page goes beyond the count of its document"
    begun = Counter(count for number, count in shown if number == 1)
    assert begun.total() == len(pages) - 1 and begun <= Counter(pages.values()), "the declaration alone bears no page numbers"
    assert print_binders(request)[0].file.read_bytes() == binder.file.read_bytes()
