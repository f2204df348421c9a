"""The procedure sheet as a consultant chooses it in qms.toml: numbering, dossier, columns, flowchart."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from tests.documents import document_text, table_rows
from tests.ooxml.checker import faults
from tests.places import NOW, REPOSITORY, THEN

from qms_docs.domain.artifacts import BuildRequest
from qms_docs.load import Workspace
from qms_docs.plan import plan_build
from qms_docs.render import Press
from qms_docs.settings import SheetSettings

Made = Callable[..., "Sheet"]


@dataclass(frozen=True)
class Sheet:
    path: Path

    @property
    def text(self) -> str:
        return document_text(self.path)

    @property
    def steps(self) -> list[list[str]]:
        """The rows of the table of steps, its header first."""
        return table_rows(self.path, "Các bước xử lý công việc")


@pytest.fixture
def sheet(workspace: Workspace, tmp_path: Path) -> Made:
    def made(code: str = "1.004873", day: object = THEN, **choices: object) -> Sheet:
        settings = workspace.settings.model_copy(update={"sheet": SheetSettings.model_validate(choices)})
        press = Press(workspace.catalogue, settings, workspace.templates, day)  # type: ignore[arg-type]
        commune = workspace.catalogue.commune_on("29104", day)  # type: ignore[arg-type]
        assert commune is not None
        plan = plan_build(workspace.catalogue, BuildRequest(REPOSITORY, day, tmp_path), [commune])  # type: ignore[arg-type]
        (job,) = [job for job in plan.jobs[commune.id] if job.kind == "procedure_sheet" and job.procedure == code]
        path = tmp_path / f"{len(list(tmp_path.iterdir()))}.docx"
        path.write_bytes(press.render(job).data)
        assert not faults(path.read_bytes())
        return Sheet(path)

    return made


def headings(sheet: Sheet, start: str) -> list[str]:
    return [line for line in sheet.text.splitlines() if line.startswith(start)]


def test_section_five_is_lettered_or_numbered(sheet: Made) -> None:
    lettered, numbered = sheet().text, sheet(numbering="numbers")
    assert "a. Thành phần, số lượng hồ sơ" in lettered and "5.1." not in lettered
    # Once in the contents, once as heading.
    assert [line.split(" ", 1)[0] for line in headings(numbered, "5.")] == ["5.", "5.", *(f"5.{n}." for n in range(1, 8))]
    assert "a. Thành phần, số lượng hồ sơ" not in numbered.text
    (letter,) = re.findall(r"nêu tại điểm (\w) Mục 5", lettered)
    assert f"{letter}. Căn cứ pháp lý" in lettered
    assert "nêu tại Mục 5.1 của quy trình này" in numbered.text


def test_nothing_is_lost_between_letters_and_numbers(sheet: Made) -> None:
    """Whatever the lettered sheet says of the procedure, the numbered one says too."""
    lettered, numbered = sheet().text, sheet(numbering="numbers").text
    titles = {line for line in lettered.splitlines() if line[1:3] == ". " or line.startswith("5.")}
    allowed = ("Số lượng hồ sơ", "Nơi tiếp nhận", "Các văn bản pháp lý", "Ủy ban nhân dân xã Thạnh Phước. Nơi tiếp nhận")
    lost = [line for line in lettered.splitlines() if line and line not in numbered and line not in titles]
    assert not [line for line in lost if not line.startswith(allowed)], lost


def test_the_dossier_is_a_table_or_a_list(sheet: Made) -> None:
    table, listed = sheet(), sheet(dossier="list")
    assert "Bản chính" in table.text and "Bản chính" not in listed.text
    papers = [row[1] for row in table_rows(table.path, "Thành phần hồ sơ") if row[0].isdigit()]
    assert papers
    for paper in papers:
        assert any(line[:20] == paper[:20] for line in listed.text.splitlines()), paper
    assert re.search(r"\(\d\d bản (chính|sao)", listed.text)


def test_columns_of_the_steps_are_chosen(sheet: Made) -> None:
    usual, short, symbols = sheet().steps, sheet(output_column=False).steps, sheet(flowchart="column").steps
    assert (usual[0][0], usual[0][-1]) == ("TT", "Biểu mẫu/ Kết quả")
    assert short[0] == usual[0][:-1]
    assert [row[:3] for row in short] == [row[:3] for row in usual]
    assert symbols[0][:2] == ["Lưu đồ", "Trình tự các bước công việc"] and "Biểu mẫu/ Kết quả" not in symbols[0]
    assert [row[1] for row in symbols] == [row[1] for row in usual]
    # The text of a drawing is not the cell's; it stands in the drawing, once for each step.
    assert sheet(flowchart="column").path.read_bytes() != sheet().path.read_bytes()


@pytest.mark.parametrize("place", ["drawing", "column"])
def test_the_flowchart_names_every_step(sheet: Made, place: str) -> None:
    made = sheet(flowchart=place)
    with zipfile.ZipFile(made.path) as archive:
        xml = archive.read("word/document.xml").decode()
    drawings = re.findall(r"<wp:docPr [^>]*descr=\"([^\"]+)\"", xml)
    steps = len(made.steps) - 1
    assert len(drawings) == (1 if place == "drawing" else steps)
    told = " ".join(drawings)
    assert all(re.search(rf"(?:Bước )?{number}\b", told) for number in range(1, steps + 1))
    assert all(("Lưu đồ: " in each) == (place == "drawing") for each in drawings)


def test_the_choices_go_together_on_both_days(sheet: Made) -> None:
    for day in (THEN, NOW):
        made = sheet(day=day, numbering="numbers", dossier="list", output_column=False, flowchart="drawing")
        assert "5.7. Quy trình xử lý công việc" in made.text and "Bắt đầu" in made.text
        assert made.steps[0][-1] != "Biểu mẫu/ Kết quả"
