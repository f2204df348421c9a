"""What a chairman sees when the documents are printed: pages, headings, signatures, long names."""

from __future__ import annotations

import re
import subprocess
from datetime import date

import pytest
from pypdf import PdfReader
from tests.places import NOW, REPOSITORY, THEN

from qms_docs.domain.artifacts import BuildRequest
from qms_docs.load import Workspace
from qms_docs.plan import plan_build
from qms_docs.render import Press

# The longest name (352 characters), the longest dossiers (53 and 52 papers), two and three time columns, the usual ones.
CHOSEN = {
    NOW: (
        "29104",
        [
            "1.012837",
            "1.013225",
            "2.000575",
            "2.001263",
            "1.013978",
            "manual",
            "republication_decision",
            "declaration",
            "notice_letter",
        ],
    ),
    THEN: (
        "29050",
        ["1.001193", "1.000894", "2.000815", "2.001019", "manual", "publication_decision", "declaration", "notice_letter"],
    ),
}
DECISION = {2018: "publication_decision", 2026: "republication_decision"}
_HEADING = re.compile(r"^(\d\. [A-ZĐÀ-Ỹ ,]{6,}|[a-zđ]\. [A-ZĐÀ-Ỹ][^.;]{6,80}|\d\.\d\. .{6,80}|Lĩnh vực: .*|Lưu ý:|Ghi chú:)$")


def normal(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()


@pytest.fixture(scope="module")
def pages(workspace: Workspace, soffice: str, tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[list[str]]]:
    """Lines of each page of the chosen documents, by «day/what»."""
    folder = tmp_path_factory.mktemp("pages")
    for day, (code, wanted) in CHOSEN.items():
        press = Press(workspace.catalogue, workspace.settings, workspace.templates, day)
        commune = workspace.catalogue.commune_on(code, day)
        assert commune is not None
        for job in plan_build(workspace.catalogue, BuildRequest(REPOSITORY, day, folder), [commune]).jobs[commune.id]:
            if job.kind in wanted or (job.procedure in wanted and job.kind == "procedure_sheet"):
                (folder / f"{day.year}-{job.procedure or job.kind}.docx").write_bytes(press.render(job).data)
    files = sorted(map(str, folder.glob("*.docx")))
    assert len(files) == sum(len(wanted) for _, wanted in CHOSEN.values())
    command = [
        soffice,
        f"-env:UserInstallation=file://{folder}/profile",
        "--headless",
        "--convert-to",
        "pdf",
        "--outdir",
        str(folder),
    ]
    subprocess.run([*command, *files], check=True, capture_output=True, timeout=300)
    found = {}
    for pdf in sorted(folder.glob("*.pdf")):
        texts = [page.extract_text() for page in PdfReader(pdf).pages]
        found[pdf.stem] = [[normal(line) for line in text.split("\n") if line.strip()] for text in texts]
    assert len(found) == len(files)
    return found


def body(lines: list[str]) -> list[str]:
    """The lines of a page without running header and footer."""
    return [
        line
        for line in lines
        if not re.search(r"Trang \d+/\d+|^Ngày hiệu lực|^Lần ban hành: \d+ –|^Quy trình: |^Sổ tay chất lượng – |^\d+$", line)
    ]


def test_no_heading_is_the_last_line_of_a_page(pages: dict[str, list[list[str]]]) -> None:
    seen = [line for document in pages.values() for lines in document for line in lines if _HEADING.match(line)]
    assert len(seen) > 100, "headings are recognised"
    for name, document in pages.items():
        for number, lines in enumerate(document[1:-1], 2):
            last = body(lines)[-1]
            assert not _HEADING.match(last), f"{name}, page {number}: {last}"


def test_footers_count_the_pages(pages: dict[str, list[list[str]]]) -> None:
    for name, document in pages.items():
        if "manual" in name or re.search(r"-\d\.\d{6}", name):
            for number, lines in enumerate(document, 1):
                assert f"Trang {number}/{len(document)}" in " ".join(lines), name


def test_a_page_number_stands_where_the_layout_of_the_day_asks(pages: dict[str, list[list[str]]]) -> None:
    then, now = pages["2018-declaration"], pages["2026-declaration"]
    # The annex begins on the second page and counts its own pages.
    assert then[2][-1] == "2" and now[2][0] == "2"
    for document in (then, now):
        for page in document[:2]:
            assert not {"1", "2"} & {page[0], page[-1]}, "no number on the first page of paper and annex"


def test_cover_is_one_page_and_holds_the_whole_name(pages: dict[str, list[list[str]]], workspace: Workspace) -> None:
    for name, document in pages.items():
        code = name[5:]
        if code not in workspace.catalogue.procedures:
            continue
        day = THEN if name.startswith("2018") else NOW
        title = workspace.catalogue.procedures[code].name_on(day).removeprefix("Thủ tục ")
        cover = " ".join(document[0])
        words = re.findall(r"\w+", title.lower())
        assert all(word in cover.lower() for word in words), name
        assert "PHÊ DUYỆT" in cover and "Chức vụ" in cover, f"{name}: the sign-off table stands on the cover"
        assert "TRANG THEO DÕI SỬA ĐỔI" in " ".join(document[1]), name


def test_every_page_of_a_long_table_repeats_its_header(pages: dict[str, list[list[str]]]) -> None:
    document = pages["2026-1.013225"]
    holding = [" ".join(lines) for lines in document[2:] if re.search(r"Giấy chứng nhận quyền sử dụng", " ".join(lines))]
    assert len(holding) >= 3
    for text in holding:
        assert ("Thành phần hồ sơ" in text and "Bản chính" in text) or "Thời hạn giải quyết" in text


def test_the_signature_never_stands_alone(pages: dict[str, list[list[str]]]) -> None:
    signed = 0
    for name, document in pages.items():
        for lines in document:
            text = " ".join(lines)
            signed += (text.count("./.") > 0 and "Nơi nhận:" in text) or "CHỦ TỊCH Nguyễn Văn A" in text
            if "Nơi nhận:" in text or re.search(r"\bCHỦ TỊCH Nguyễn Văn A\b", text):
                assert "./." in text, name
    assert signed == 6, "decision, declaration and letter of both years"


def test_decision_and_letter_are_short(pages: dict[str, list[list[str]]]) -> None:
    for year in (2018, 2026):
        assert len(pages[f"{year}-notice_letter"]) <= 2
        assert len(pages[f"{year}-{DECISION[year]}"]) <= 2


def test_the_day_is_written_as_the_decree_asks(pages: dict[str, list[list[str]]]) -> None:
    for year, day in ((2018, date(2018, 12, 1)), (2026, date(2026, 11, 1))):
        first = " ".join(pages[f"{year}-{DECISION[year]}"][0])
        assert f"ngày 01 tháng {day.month} năm {year}" in first
        assert "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" in first and "Độc lập - Tự do - Hạnh phúc" in first
