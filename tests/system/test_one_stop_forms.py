"""The one-stop forms: numbers and names of the regime of the day, filled in as far as the procedure is known."""

from __future__ import annotations

import re
from datetime import date

import pytest
from docx.document import Document
from tests.ooxml.checker import faults
from tests.places import NOW, REPOSITORY, THEN
from tests.system.reading import document_of, lines_of

from qms_docs.domain.artifacts import BuildRequest, DocumentJob
from qms_docs.load import Workspace
from qms_docs.plan import plan_build
from qms_docs.render import Press

FORMS = (
    "reception_slip", "control_slip", "supplement_request", "rejection_slip", "apology_letter", "stop_notice", "tracking_book",
)  # fmt: skip


def jobs_of(workspace: Workspace, day: date, kinds: tuple[str, ...] = FORMS) -> list[DocumentJob]:
    commune = workspace.catalogue.commune_on("29104", day)
    assert commune is not None
    request = BuildRequest(REPOSITORY, day, REPOSITORY, kinds=kinds)
    return list(plan_build(workspace.catalogue, request, [commune]).jobs[commune.id])


def made(workspace: Workspace, day: date, job: DocumentJob) -> Document:
    return document_of(Press(workspace.catalogue, workspace.settings, workspace.templates, day).render(job).data)


@pytest.mark.parametrize(
    ("day", "numbers"),
    [
        (THEN, {"control_slip": "05", "tracking_book": "06", "apology_letter": "04"}),
        (NOW, {"control_slip": "06", "tracking_book": "07", "apology_letter": "04", "stop_notice": "05"}),
    ],
    ids=["2018", "2026"],
)
def test_the_regime_numbers_and_names_the_forms(workspace: Workspace, day: date, numbers: dict[str, str]) -> None:
    regime = workspace.catalogue.one_stop_on(day)
    assert regime is not None
    seen = {}
    for job in jobs_of(workspace, day):
        if job.kind in seen:
            continue
        text = "\n".join(lines_of(made(workspace, day, job)))
        form = regime.form(workspace.catalogue.kinds[job.kind].form or "")
        assert form is not None and form.name.upper() in text and f"Mẫu số {form.number}" in text
        assert regime.reception_unit.upper() in text or regime.reception_unit in text
        assert job.code.startswith(f"MC{form.number}")
        seen[job.kind] = form.number
    assert seen.items() >= numbers.items()
    assert ("stop_notice" in seen) == (day == NOW), "the older regime has no such form"


def test_codes_are_given_once(workspace: Workspace) -> None:
    for day in (THEN, NOW):
        codes = [job.code for job in jobs_of(workspace, day, tuple(workspace.catalogue.made_kinds))]
        assert len(codes) == len(set(codes))


@pytest.mark.parametrize("day", [THEN, NOW], ids=["2018", "2026"])
def test_a_receipt_holds_what_the_sheet_asks_for(workspace: Workspace, day: date) -> None:
    birth = next(job for job in jobs_of(workspace, day, ("reception_slip",)) if job.procedure == "1.001193")
    press = Press(workspace.catalogue, workspace.settings, workspace.templates, day)
    sheet = press.words(birth)["sheet"]
    text = "\n".join(lines_of(document_of(press.render(birth).data)))
    papers = [paper["name"] for group in sheet["dossier_groups"] for paper in group["rows"]]
    assert len(papers) >= 3
    for wanted in (*papers, *sheet["limits"], *sheet["fees"], "Đăng ký khai sinh", "1.001193"):
        assert wanted in text


def test_a_control_slip_has_the_steps_of_the_sheet(workspace: Workspace) -> None:
    job = next(job for job in jobs_of(workspace, THEN, ("control_slip",)) if job.procedure == "1.001193")
    press = Press(workspace.catalogue, workspace.settings, workspace.templates, THEN)
    steps = press.words(job)["sheet"]["steps"]
    (table,) = [t for t in document_of(press.render(job).data).tables if len(t.columns) == 5]
    assert len(table.rows) == len(steps) + 1
    for row, step in zip(table.rows[1:], steps, strict=True):
        assert row.cells[0].text == step["no"]
        assert step["actor"] in row.cells[1].text and step["action"].split("\n")[0] in row.cells[1].text


@pytest.mark.parametrize("day", [THEN, NOW], ids=["2018", "2026"])
def test_they_are_sound_and_without_blanks_of_the_program(workspace: Workspace, day: date) -> None:
    jobs = jobs_of(workspace, day)
    press = Press(workspace.catalogue, workspace.settings, workspace.templates, day)
    for job in jobs[::7]:
        data = press.render(job).data
        assert faults(data) == []
        text = "\n".join(lines_of(document_of(data)))
        assert not re.search(r"[{}]|None", text), job.title
        if day == NOW:
            assert "huyện" not in text.lower().replace("bệnh viện huyện", ""), job.title
