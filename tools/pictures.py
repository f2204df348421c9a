"""The pictures of templates/docx/README.md: python -m tools.pictures (needs LibreOffice and poppler).

Each picture is a page of a small template, or of what becomes of it with real data.
"""

from __future__ import annotations

import io
import subprocess
import sys
import tempfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

import docx
from docx.document import Document
from docx.shared import Cm, Pt

from qms_docs.diagnostics import use_language
from qms_docs.pipeline.template import try_template

ROOT = Path(__file__).resolve().parent.parent
IMAGES = ROOT / "docs/images"
KIND, COMMUNE, PROCEDURE, DAY = "procedure_sheet", "29104", "1.001193", date(2018, 12, 1)


def _paragraphs(document: Document) -> None:
    document.add_paragraph("{{ agency.name }}").runs[0].bold = True
    document.add_paragraph("Thủ tục: {{ document.title }}")
    for text in ("{%p for line in sheet.limits %}", "– {{ line }}", "{%p endfor %}"):
        document.add_paragraph(text)


def _rows(document: Document) -> None:
    table = document.add_table(4, 2, style="Table Grid")
    cells = (
        "TT", "Nội dung công việc", "{%tr for step in sheet.steps %}", "",
        "{{ step.no }}", "{{ step.action }}", "{%tr endfor %}", "",
    )  # fmt: skip
    for cell, text in zip((cell for row in table.rows for cell in row.cells), cells, strict=True):
        cell.text = text


def _drawn(build: Callable[[Document], None], file: Path) -> Path:
    document = docx.Document()
    section = document.sections[0]
    section.page_width, section.page_height = Cm(14.5), Cm(10)
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Cm(1)
    style = document.styles["Normal"]
    style.font.name, style.font.size = "Times New Roman", Pt(12)
    build(document)
    buffer = io.BytesIO()
    document.save(buffer)
    file.write_bytes(buffer.getvalue())
    return file


def _picture(file: Path, name: str, height: int) -> None:
    profile = f"-env:UserInstallation=file://{file.parent}/profile"
    command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(file.parent), str(file)]
    subprocess.run(command, check=True, capture_output=True)
    crop = ["-x", "0", "-y", "0", "-W", "628", "-H", str(height)]
    pages = ["pdftoppm", "-r", "110", "-f", "1", "-l", "1", "-singlefile", *crop, "-gray", "-png"]
    subprocess.run([*pages, str(file.with_suffix(".pdf")), str(IMAGES / name)], check=True)


def main() -> int:
    """Draw the pictures into docs/images."""
    use_language("vi")
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        for name, build, height in (("paragraphs", _paragraphs, 260), ("rows", _rows, 300)):
            template = _drawn(build, work / f"{name}.docx")
            _picture(template, f"template-{name}", height)
            filled = try_template(template, ROOT, KIND, COMMUNE, DAY, work / f"{name}-filled.docx", PROCEDURE)
            _picture(filled, f"template-{name}-filled", height)
    return 0


if __name__ == "__main__":
    sys.exit(main())
