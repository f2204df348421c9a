"""Drawings in documents: sound Word files that can be read, for people who see and for those who do not."""

from __future__ import annotations

import io
import pickle
import re
import zipfile
from datetime import date
from itertools import combinations
from pathlib import Path

import docx
import pytest
from lxml import etree
from tests.diagrams.test_flowcharts import assert_holds_its_text, crossing, on_edge, steps_of
from tests.documents import document_text, table_rows
from tests.ooxml.checker import faults
from tests.places import NOW, THEN
from tests.templating.builder import W_NS, filled, row, table, template

from qms_docs.domain.artifacts import DocumentJob
from qms_docs.domain.diagram import BoxKind, Diagram
from qms_docs.domain.words import WordKind, vocabulary_from
from qms_docs.errors import FillError
from qms_docs.load import Workspace
from qms_docs.render import Press, words_of
from qms_docs.render.diagrams.columns import WIDTH
from qms_docs.render.diagrams.flowchart import flowchart
from qms_docs.render.diagrams.measuring import wrapped
from qms_docs.render.diagrams.organisation import Post, organisation_chart
from qms_docs.templating.checking import check_template
from qms_docs.templating.compiled import compile_template
from qms_docs.templating.confinement import ConfinedTemplate
from qms_docs.templating.drawings import Drawing

WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
CODES = [f"{letter}{n}" for letter, count in (("L", 3), ("C", 5), ("H", 4), ("D", 4)) for n in range(1, count + 1)]
LOOP = ("{%p for page in flow.pages %}", "{{p page }}", "{%p endfor %}")


def chart_words(workspace: Workspace, day: date, code: str = "29104", kind: str = "charts") -> dict[str, object]:
    press = Press(workspace.catalogue, workspace.settings, workspace.templates, day)
    return press.words(job(workspace, day, code, kind))["chart"]  # type: ignore[no-any-return]


def job(workspace: Workspace, day: date, code: str, key: str) -> DocumentJob:
    kind = workspace.catalogue.kinds[key]
    commune = workspace.catalogue.commune_on(code, day)
    assert commune is not None
    return DocumentJob(key, commune.id, None, kind.code_for(year=day.year), kind.title, f"{key}.docx")


def body(data: bytes) -> etree._Element:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return etree.fromstring(archive.read("word/document.xml"))


def lines_of(drawing: Diagram) -> list[str]:
    """The lines into which the texts of a drawing are broken."""
    return [
        line
        for box in drawing.boxes
        for each in box.paragraphs
        for line in wrapped(each.text, box.width - 2 * box.insets[0], box.size, each.bold)
    ]


def assert_orderly(drawing: Diagram) -> None:
    """Boxes of one kind lie apart, texts fit, lines begin and end at boxes and do not cross."""
    frames = (BoxKind.LANE, BoxKind.ROLE)
    for box in drawing.boxes:
        assert_holds_its_text(box)
        assert box.left >= -0.1
        assert box.right <= drawing.width + 0.1
        assert box.bottom <= drawing.height + 0.1
    for one, other in combinations((box for box in drawing.boxes if box.kind not in frames), 2):
        apart_x = min(one.right, other.right) - max(one.left, other.left)
        apart_y = min(one.bottom, other.bottom) - max(one.top, other.top)
        assert apart_x <= 0.1 or apart_y <= 0.1, (one, other)
    for one_line, other_line in combinations(drawing.lines, 2):
        assert not crossing(one_line, other_line)


@pytest.mark.parametrize(("day", "code"), [(THEN, "29104"), (THEN, "29050"), (NOW, "29104"), (NOW, "29110")])
@pytest.mark.parametrize("kind", ["charts", "manual"])
def test_charts_are_orderly_on_wide_and_narrow_pages(workspace: Workspace, day: date, code: str, kind: str) -> None:
    words = chart_words(workspace, day, code, kind)
    for name in ("organisation", "interaction"):
        drawing = words[name]
        assert isinstance(drawing, Drawing)
        assert_orderly(drawing.diagram)
        assert kind == "charts" or drawing.diagram.width <= WIDTH
    chart = words["organisation"].diagram  # type: ignore[attr-defined]
    levels = [line.points for line in chart.lines if line.points[0][1] == line.points[1][1]]
    for line in chart.lines:
        if not line.dashed and len(line.points) == 2 and line.points[0][0] == line.points[1][0]:
            for x, y in line.points:
                held = any(on_edge(box, (x, y)) for box in chart.boxes)
                assert held or any(left - 0.2 <= x <= right + 0.2 and abs(y - at) < 0.2 for (left, at), (right, _) in levels), (
                    line
                )
    assert all(not re.search(rf"{name}$", line) for name in ("Phạm Thị", "Huỳnh Văn") for line in lines_of(chart))


@pytest.mark.parametrize(
    ("day", "present", "absent"),
    [(THEN, "Công chức Tài chính - Kế toán", "Phòng Kinh tế"), (NOW, "Phòng Kinh tế", "Tài chính - Kế toán")],
)
def test_the_charts_of_a_commune(workspace: Workspace, tmp_path: Path, day: date, present: str, absent: str) -> None:
    press = Press(workspace.catalogue, workspace.settings, workspace.templates, day)
    data = press.render(job(workspace, day, "29104", "charts")).data
    assert data == press.render(job(workspace, day, "29104", "charts")).data
    assert not faults(data)
    file = tmp_path / "charts.docx"
    file.write_bytes(data)
    assert len(docx.Document(str(file)).tables) >= 3
    text = document_text(file)
    assert present in text
    assert absent not in text
    for name in ("Nguyễn Văn A", "Trần Thị B", "Lê Văn C", "Ban Chỉ đạo ISO", "Đánh giá nội bộ", "SDTC"):
        assert name in text
    assert not re.search(r"[{}]|None|True|False", text)
    assert day == THEN or not re.search(r"\bhuyện\b|Bến Tre|Bộ phận Tiếp nhận", text)
    rows = table_rows(file, "Các quá trình")
    assert [row[0] for row in rows if re.fullmatch(r"[A-Z]\d", row[0])] == CODES
    drawings = list(body(data).iter(f"{WP}docPr"))
    assert len({each.get("id") for each in drawings}) == len(drawings) == 2
    assert "Nguyễn Văn A" in (drawings[0].get("descr") or "")
    assert "C1. Tiếp nhận hồ sơ" in (drawings[1].get("descr") or "")


def test_flowcharts_stand_in_the_sheets_of_a_template_of_ones_own(workspace: Workspace) -> None:
    steps = steps_of(workspace, NOW)
    compiled = compile_template(template("Lưu đồ", *LOOP, "Hết"))
    for code in ("1.003434", "1.004837", "1.012812", "1.013997"):
        pages = [Drawing(each) for each in flowchart(f"Thủ tục {code} <A & B>", steps[code])]
        data = compiled.fill({"flow": {"pages": pages}})
        assert data == compiled.fill({"flow": {"pages": pages}})
        assert set(faults(data)) <= set(faults(template("Hết")))
        root = body(data)
        drawn = list(root.iter(f"{WP}docPr"))
        assert [each.get("id") for each in drawn] == [str(n) for n in range(1, len(pages) + 1)]
        told = " ".join(each.get("descr") or "" for each in drawn)
        fallback = " ".join("".join(map(str, each.itertext())) for each in root.iter(f"{MC}Fallback"))
        for number, (action, _, role) in enumerate(steps[code], 1):
            assert f"{number}. {role}: {' '.join(action.split())}" in told
            assert " ".join(action.split()) in fallback
        shapes = [each.get("id") for each in root.iter("{*}cNvPr")]
        assert len(shapes) == len(set(shapes)) > 10
        docx.Document(io.BytesIO(data))


def test_a_drawing_crosses_to_the_process_that_fills(workspace: Workspace) -> None:
    drawing = chart_words(workspace, NOW)["organisation"]
    assert pickle.loads(pickle.dumps(drawing)) == drawing


def test_a_drawing_is_known_to_the_vocabulary_and_stands_alone(workspace: Workspace, tmp_path: Path) -> None:
    vocabulary = vocabulary_from(words_of(workspace.catalogue.kinds["procedure_sheet"], workspace.catalogue))
    lines = dict(vocabulary.lines())
    assert lines["flow.pages"].item is not None
    assert lines["flow.pages"].item.kind is WordKind.DRAWING
    file = tmp_path / "t.docx"
    file.write_bytes(template(*LOOP))
    assert not check_template(file, vocabulary).diagnostics
    file.write_bytes(template(*(tag.replace("{{p ", "{{ ") for tag in LOOP)))
    assert [found.name for found in check_template(file, vocabulary).diagnostics] == ["drawing-printed"]
    drawing = chart_words(workspace, NOW)["organisation"]
    with pytest.raises(FillError):
        compile_template(template("a {{ x }} b")).fill({"x": drawing})


@pytest.mark.parametrize("count", [1, 2, 7, 8, 9, 13, 20])
@pytest.mark.parametrize("width", [452.0, 720.0])
def test_an_organisation_of_any_size_is_orderly(count: int, width: float) -> None:
    tiers = [[Post("Chủ tịch", ("A",))], [Post("Phó Chủ tịch", ("B",)), Post("Phó Chủ tịch khác", ("C",))]]
    tiers.append(
        [Post(f"Công chức Địa chính - Nông nghiệp - Xây dựng và Môi trường số {n}", ("Nguyễn Văn A",)) for n in range(count)]
    )
    drawing = organisation_chart("Sơ đồ", tiers, [Post("Ban Chỉ đạo ISO", ("Thư ký",))], width)
    assert_orderly(drawing)
    assert len(drawing.boxes) == count + 4
    for line in drawing.lines:
        for x, y in line.points:
            inside = [
                box for box in drawing.boxes if box.left + 0.2 < x < box.right - 0.2 and box.top + 0.2 < y < box.bottom - 0.2
            ]
            assert not inside
    lone = organisation_chart("Một người", [[Post("Chủ tịch", ("A",))]], [], width)
    assert len(lone.boxes) == 1
    assert not lone.lines


def test_a_document_that_begins_with_a_table_begins_with_a_line_where_a_drawing_is_printed() -> None:
    """LibreOffice 7 loses the texts in the shapes of a document that begins with a table."""
    first = table(row("một", "hai", "ba"))
    (drawing,) = (Drawing(each) for each in flowchart("Một", (("Trả kết quả.", "clerk", "Văn thư"),)))
    lead, after, drawn = list(body(filled(first, "{{p x }}", words={"x": drawing}))[0])[:3]
    assert lead.tag.endswith("}p")
    assert not "".join(map(str, lead.itertext()))
    assert [each.get(f"{{{W_NS}}}line") for each in lead.iter("{*}spacing")] == ["20"]
    assert after.tag.endswith("}tbl")
    assert drawn.find(".//{*}wgp") is not None
    assert body(filled(first, "{{ x }}", words={"x": "Không có hình"}))[0][0].tag.endswith("}tbl")
    assert "".join(map(str, body(filled("Tên", first, "{{p x }}", words={"x": drawing}))[0][0].itertext())) == "Tên"


def test_a_child_process_prints_the_same_drawing(workspace: Workspace) -> None:
    data = template(*LOOP)
    steps = steps_of(workspace, NOW)["1.003434"]
    words = {"flow": {"pages": [Drawing(each) for each in flowchart("Thủ tục", steps)]}}
    confined = ConfinedTemplate(data, "t.docx")
    assert confined.fill(words) == compile_template(data).fill(words)
    confined.close()


@pytest.mark.parametrize("day", [THEN, NOW])
def test_the_manual_shows_both_charts(workspace: Workspace, tmp_path: Path, day: date) -> None:
    press = Press(workspace.catalogue, workspace.settings, workspace.templates, day)
    data = press.render(job(workspace, day, "29104", "manual")).data
    assert not faults(data)
    told = [each.get("descr") or "" for each in body(data).iter(f"{WP}docPr")]
    assert len(told) == 2
    assert "Chủ tịch Ủy ban nhân dân: Nguyễn Văn A" in told[0]
    file = tmp_path / "manual.docx"
    file.write_bytes(data)
    rows = table_rows(file, "Các quá trình")
    codes = [row[0].split(".")[0] for row in rows if re.match(r"[A-Z]\d\. ", row[0])]
    assert codes == CODES == re.findall(r"\b[LCHD]\d(?=\. )", told[1])
