"""The process table of a sheet says what the data say: every step, every scenario, every shared cell."""

from __future__ import annotations

import re
import zipfile
from datetime import date
from pathlib import Path

import pytest
from lxml import etree
from tests.documents import W, document_text, table_rows
from tests.places import NOW, REPOSITORY, THEN

from qms_docs.domain.artifacts import BuildRequest
from qms_docs.domain.catalogue import Catalogue
from qms_docs.domain.dated import in_force
from qms_docs.domain.procedure import AdministrativeProcedure, ProcessStep, Scenario
from qms_docs.domain.vietnamese import duration_text
from qms_docs.load import Workspace
from qms_docs.plan import plan_build
from qms_docs.render import Press


@pytest.fixture(scope="module", params=[THEN, NOW], ids=["2018", "2026"])
def sheets(request: pytest.FixtureRequest, workspace: Workspace, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The sheets of one commune by procedure code, and under «day» the day in their file names."""
    day: date = request.param
    catalogue = workspace.catalogue
    press = Press(catalogue, workspace.settings, workspace.templates, day)
    commune = catalogue.commune_on("29104", day)
    assert commune is not None
    plan = plan_build(catalogue, BuildRequest(REPOSITORY, day, REPOSITORY, kinds=("procedure_sheet",)), [commune])
    folder = tmp_path_factory.mktemp(str(day))
    found = {}
    for job in plan.jobs[commune.id]:
        file = folder / f"{job.procedure}.docx"
        file.write_bytes(press.render(job).data)
        found[job.procedure or ""] = file
    return found


def day_of(sheets: dict[str, Path]) -> date:
    return date.fromisoformat(next(iter(sheets.values())).parent.name[:10])


def process_cells(file: Path) -> list[list[tuple[str, str | None]]]:
    """Rows of the process table: (text, vMerge) of each cell."""
    with zipfile.ZipFile(file) as archive:
        root = etree.fromstring(archive.read("word/document.xml"))
    (table,) = [
        t
        for t in root.iter(f"{W}tbl")
        if (c := t.find(f"{W}tblPr/{W}tblCaption")) is not None and c.get(f"{W}val") == "Các bước xử lý công việc"
    ]
    rows = []
    for row in table.iter(f"{W}tr"):
        cells = []
        for cell in row.iter(f"{W}tc"):
            merge = cell.find(f"{W}tcPr/{W}vMerge")
            cells.append(("".join(t.text or "" for t in cell.iter(f"{W}t")), merge.get(f"{W}val") if merge is not None else None))
        rows.append(cells)
    return rows


def wanted(step: ProcessStep, scenario: Scenario) -> str | None:
    duration = step.durations.get(scenario.key)
    return duration_text(duration.value, duration.unit) if duration and duration.unit else None


def scenarios(procedure: AdministrativeProcedure) -> tuple[Scenario, ...]:
    return procedure.scenarios or (Scenario(key="standard", title="Thời gian"),)


def test_every_time_of_every_step_stands_in_its_column(sheets: dict[str, Path], workspace: Workspace) -> None:
    day, counted = day_of(sheets), 0
    for code, file in sheets.items():
        procedure = workspace.catalogue.procedures[code]
        steps = in_force(procedure.steps, day)
        header, *rows = process_cells(file)
        assert len(rows) == len(steps), code
        assert len(header) == 4 + len(scenarios(procedure)), code
        for step, row in zip(steps, rows, strict=True):
            assert len(row) == len(header), code
            assert row[1][0] == step.action.replace("\n", ""), code
            for place, scenario in enumerate(scenarios(procedure), 3):
                text, merge = row[place]
                if wanted(step, scenario) is not None:
                    assert (text, merge) == (wanted(step, scenario), "restart"), (code, scenario.key)
                    counted += 1
                elif any(scenario.key in other.durations for other in steps) and scenario.key in step.durations:
                    assert merge == "continue" and text == "", (code, scenario.key)
    assert counted > 100


def test_shared_cells_of_one_column_do_not_hide_another(sheets: dict[str, Path]) -> None:
    """Marriage: done in a day without verification (one cell), step by step with it."""
    _, *rows = process_cells(sheets["1.000894"])
    assert [row[3] for row in rows] == [("01 ngày làm việc", "restart"), *[("", "continue")] * 4]
    assert [row[4][0] for row in rows] == [
        "01 ngày làm việc",
        "02 ngày làm việc",
        "01 ngày làm việc",
        "½ ngày làm việc",
        "½ ngày làm việc",
    ]


def test_grids_agree_with_cells_and_keep_the_text_width(sheets: dict[str, Path]) -> None:
    for code, file in sheets.items():
        with zipfile.ZipFile(file) as archive:
            root = etree.fromstring(archive.read("word/document.xml"))
        for table in root.iter(f"{W}tbl"):
            grid = [int(column.get(f"{W}w")) for column in table.iter(f"{W}gridCol")]
            assert sum(grid) == 9071, code
            for row in table.iter(f"{W}tr"):
                place = 0
                for cell in row.iter(f"{W}tc"):
                    span = cell.find(f"{W}tcPr/{W}gridSpan")
                    covered = int(span.get(f"{W}val")) if span is not None else 1
                    assert int(cell.find(f"{W}tcPr/{W}tcW").get(f"{W}w")) == sum(grid[place : place + covered]), code
                    assert cell[-1].tag == f"{W}p"
                    place += covered
                assert place == len(grid), code


def test_an_unknown_limit_prints_as_unknown(sheets: dict[str, Path], workspace: Workspace) -> None:
    day = day_of(sheets)
    unknown = [c for c in sheets if not any(li.is_known for li in in_force(workspace.catalogue.procedures[c].time_limits, day))]
    assert unknown
    for code in unknown:
        text = document_text(sheets[code])
        limits = re.split(r"\n[a-zđ]\. ", text.split("Thời hạn giải quyết\n", 1)[1])[0]
        assert all(line.lower().endswith("chưa xác định.") for line in limits.split("\n")), code


def test_every_paper_with_its_copies_stands_in_the_dossier(sheets: dict[str, Path], workspace: Workspace) -> None:
    day = day_of(sheets)
    for code, file in sheets.items():
        groups = in_force(workspace.catalogue.procedures[code].dossier.groups, day)
        items = [item for group in groups if group.kind != "remark" for item in in_force(group.items, day)]
        if not items:
            assert "Chưa xác định." in document_text(file)
            continue
        rows = [row for row in table_rows(file, "Thành phần hồ sơ") if len(row) == 4][1:]
        assert len(rows) == len(items), code
        for item, row in zip(items, rows, strict=True):
            assert row[1].startswith(item.name.rstrip(" ;.,")), code
            assert row[2:] == [f"{n:02d}" if n else "–" for n in (item.originals, item.copies)], code


def test_every_record_stands_with_its_retention(sheets: dict[str, Path], workspace: Workspace) -> None:
    day = day_of(sheets)
    for code, file in sheets.items():
        records = in_force(workspace.catalogue.procedures[code].records, day)
        rows = table_rows(file, "Hồ sơ lưu")[1:]
        assert [row[1] for row in rows] == [record.name for record in records], code
        for record, row in zip(records, rows, strict=True):
            if record.retention is None:
                assert row[3] == "chưa xác định"
            elif record.retention.permanent:
                assert row[3] == "Vĩnh viễn"


def test_zero_on_the_portal_is_not_free(sheets: dict[str, Path], workspace: Workspace) -> None:
    catalogue: Catalogue = workspace.catalogue
    for code, file in sheets.items():
        fees = in_force(catalogue.procedures[code].fees, day_of(sheets))
        text = document_text(file)
        assert "0 đồng/" not in text.replace("0.000 đồng", "").replace("00 đồng", ""), code
        if any(fee.status in ("unknown", "local") for fee in fees) or not fees:
            assert "chưa xác định" in text.lower(), code
        assert ("không thu" in text) >= any(fee.status == "free" for fee in fees), code
