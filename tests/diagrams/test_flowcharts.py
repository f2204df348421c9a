"""Flowcharts of all procedures and of steps made to be hard: nothing overlaps, crosses, sticks out or gets lost."""

from __future__ import annotations

from itertools import combinations, pairwise

import pytest
from tests.places import NOW, THEN

from qms_docs.domain.dated import in_force
from qms_docs.domain.diagram import Box, BoxKind, Diagram, Line, Paragraph
from qms_docs.load import Workspace
from qms_docs.render.diagrams.columns import WIDTH
from qms_docs.render.diagrams.flowchart import PAGE_HEIGHT, flowchart
from qms_docs.render.diagrams.measuring import LEADING, line_count, longest_word, text_width, tied, wrapped
from qms_docs.render.diagrams.steps import flow_steps
from qms_docs.render.words import CommuneContext

Steps = tuple[tuple[str, str, str], ...]
LONG = "Kiểm tra, đối chiếu, thẩm tra hồ sơ và dự thảo văn bản trình Lãnh đạo Ủy ban nhân dân xem xét, quyết định. " * 4
SOLID = (BoxKind.TERMINAL, BoxKind.STEP, BoxKind.DECISION, BoxKind.JOIN, BoxKind.LABEL, BoxKind.ROLE)


def steps_of(workspace: Workspace, day: object) -> dict[str, Steps]:
    commune = workspace.catalogue.commune_on("29104", day)  # type: ignore[arg-type]
    assert commune is not None
    context = CommuneContext(workspace.catalogue, workspace.settings, day, 2026, commune)  # type: ignore[arg-type]
    return {
        procedure.code: tuple(
            (step.action, step.actor, context.position_title(step.actor))
            for step in in_force(procedure.steps, day)  # type: ignore[arg-type]
        )
        for procedure in context.scope
    }


def corners(line: Line) -> list[tuple[float, float, float, float]]:
    """The pieces of a line as boxes without width or height."""
    return [(min(x, u), min(y, v), max(x, u), max(y, v)) for (x, y), (u, v) in pairwise(line.points)]


def assert_tidy(drawing: Diagram) -> None:
    boxes = [box for box in drawing.boxes if box.kind in SOLID]
    assert drawing.width <= WIDTH
    assert drawing.height <= PAGE_HEIGHT
    for box in drawing.boxes:
        assert box.left >= -0.1
        assert box.top >= 0
        assert box.right <= drawing.width + 0.1
        assert box.bottom <= drawing.height + 0.1
        assert_holds_its_text(box)
    for one, other in combinations(boxes, 2):
        if BoxKind.LABEL in (one.kind, other.kind) and BoxKind.DECISION in (one.kind, other.kind):
            continue  # Beside the corner of a diamond there is room.
        apart_x = min(one.right, other.right) - max(one.left, other.left)
        apart_y = min(one.bottom, other.bottom) - max(one.top, other.top)
        assert apart_x <= 0.11 or apart_y <= 0.11, (one, other)
    for line in drawing.lines:
        for end in (line.points[0], line.points[-1]):
            assert any(on_edge(box, end) for box in boxes), (line, drawing.title)
        for x, y, u, v in corners(line):
            for box in boxes:
                inside = x < box.right - 0.2 and u > box.left + 0.2 and y < box.bottom - 0.2 and v > box.top + 0.2
                assert not inside or box.kind is BoxKind.LABEL, (line, box)
    for one_line, other_line in combinations(drawing.lines, 2):
        assert not crossing(one_line, other_line), (one_line, other_line)


def assert_holds_its_text(box: Box) -> None:
    if not box.paragraphs:
        return
    beside, above = box.insets
    width, height = box.width - 2 * beside, box.height - 2 * above
    assert line_count(box.paragraphs, width, box.size) * box.size * LEADING <= height + 0.6, box
    if len(box.text) < 200:
        assert longest_word(box.paragraphs, box.size) <= width + 0.1, box


def on_edge(box: Box, point: tuple[float, float]) -> bool:
    x, y = point
    level = abs(y - box.middle) < 0.2 and min(abs(x - box.left), abs(x - box.right)) < 0.2
    upright = abs(x - box.center) < 0.2 and min(abs(y - box.top), abs(y - box.bottom)) < 0.2
    return level or upright


def crossing(one: Line, other: Line) -> bool:
    """Whether a level piece of one line meets an upright piece of the other away from both their ends."""
    pieces = [(a, b) for a in corners(one) for b in corners(other)]
    pieces += [(b, a) for a, b in pieces]
    return any(
        a[1] == a[3] and b[0] == b[2] and a[0] + 0.2 < b[0] < a[2] - 0.2 and b[1] + 0.2 < a[1] < b[3] - 0.2 for a, b in pieces
    )


@pytest.mark.parametrize("day", [THEN, NOW], ids=["2018", "2026"])
def test_every_procedure_has_a_tidy_flowchart_with_all_its_steps(workspace: Workspace, day: object) -> None:
    found = steps_of(workspace, day)
    lanes = 0
    for code, steps in found.items():
        drawings = flowchart(code, steps)
        for drawing in drawings:
            assert_tidy(drawing)
        shown = " ".join(box.text for drawing in drawings for box in drawing.boxes)
        told = " ".join(line for drawing in drawings for line in drawing.told)
        for number, (action, _, role) in enumerate(steps, 1):
            text = " ".join(action.split())
            assert text in shown
            assert f"{number}. {role}: {text}" in told
        assert "Bắt đầu" in shown
        assert shown.count("Kết thúc") == 1
        lanes += any(box.kind is BoxKind.LANE for box in drawings[0].boxes)
    # The others have more roles than lanes have room, or would take more pages in lanes.
    assert lanes > 0.65 * len(found)
    assert sum(len(flowchart(code, steps)) == 1 for code, steps in found.items()) > 0.95 * len(found)


@pytest.mark.parametrize("roles", [1, 2, 4, 7])
@pytest.mark.parametrize("count", [1, 2, 15])
def test_long_texts_take_as_many_pages_as_they_need(roles: int, count: int) -> None:
    asked = "\nHợp lệ: ký duyệt; không hợp lệ: trả lại công chức thụ lý để chỉnh sửa."
    steps = tuple((LONG + (asked if n % 3 == 2 else ""), f"actor_{n % roles}", f"Chức danh số {n % roles}") for n in range(count))
    drawings = flowchart("Thủ tục dài", steps)
    for drawing in drawings:
        assert_tidy(drawing)
    told = [line for drawing in drawings for line in drawing.told]
    assert [line.split(".")[0] for line in told] == [str(n) for n in range(1, count + 1)]
    if len(drawings) > 1:
        for before, after in pairwise(drawings):
            joins = [
                {box.text for box in each.boxes if box.kind is BoxKind.JOIN and box.text.isalpha()} for each in (before, after)
            ]
            assert joins[0] & joins[1]
        assert [drawing.continues for drawing in drawings] == [False] + [True] * (len(drawings) - 1)
        assert f"trang 1/{len(drawings)}" in drawings[0].title


def test_a_step_longer_than_a_page_is_cut_between_lines() -> None:
    drawings = flowchart("Rất dài", ((LONG * 12, "clerk", "Văn thư"), ("Xong.", "clerk", "Văn thư")))
    for drawing in drawings:
        assert_tidy(drawing)
    shown = " ".join(" ".join(box.text.split()) for drawing in drawings for box in drawing.boxes if box.kind is BoxKind.STEP)
    assert shown.count("Kiểm tra, đối chiếu") == 48
    assert "1 (tiếp)" in " ".join(box.text for drawing in drawings for box in drawing.boxes)


def test_no_step_is_no_drawing_and_one_step_is_one() -> None:
    assert flowchart("Không có", ()) == ()
    (drawing,) = flowchart("Một", (("Trả kết quả.", "clerk", "Văn thư"),))
    assert [box.text for box in drawing.boxes if box.kind is not BoxKind.LANE] == [
        "Văn thư",
        "Bắt đầu",
        "1. Trả kết quả.",
        "Kết thúc",
    ]


@pytest.mark.parametrize(
    ("action", "actor", "question", "back"),
    [
        ("Xem.\nPhù hợp: nhận; chưa phù hợp: hướng dẫn hoàn thiện.", "clerk", "Phù hợp?", 0),
        ("Hợp lệ: ký; không hợp lệ: trả lại công chức thụ lý để chỉnh sửa.", "leader", "Hợp lệ?", 1),
        ("Đồng ý: ký; không đồng ý: yêu cầu chỉnh sửa, bổ sung.", "chairman", "Đồng ý?", 1),
        ("Chưa đầy đủ, hợp lệ: thông báo rõ giấy tờ cần bổ sung.", "clerk", "Đầy đủ, hợp lệ?", 0),
        ("Chưa đầy đủ: đề nghị bổ sung; không hợp lệ: từ chối.", "clerk", "Đầy đủ?", 0),
        ("Không khai thác được hoặc dữ liệu chưa đủ: yêu cầu bổ sung.", "clerk", "Đạt yêu cầu?", 0),
        ("Không cấp: trả lời bằng văn bản, nêu rõ lý do.", "clerk", "", 0),
        ("Không đủ kinh phí: đề nghị Ủy ban nhân dân cấp tỉnh bổ sung.", "clerk", "", 0),
        ("Không có gì để hỏi.", "clerk", "", 0),
    ],
)
def test_alternatives_become_questions_with_a_way_back(action: str, actor: str, question: str, back: int) -> None:
    before = (("Nộp hồ sơ.", "applicant", "Người nộp hồ sơ"), ("Thụ lý.", "land_officer", "Công chức"))
    step = flow_steps((*before, (action, actor, "Người làm")))[2]
    assert (step.question, step.back) == (question, back)


def test_the_same_steps_give_the_same_drawing() -> None:
    steps = ((LONG, "clerk", "Văn thư"), ("Trả.", "applicant", "Người nộp hồ sơ"))
    once = flowchart("A", steps)
    flowchart.cache_clear()
    assert flowchart("A", steps) == once


def test_texts_are_measured_and_broken_as_word_does() -> None:
    assert text_width("Ắ", 10) == text_width("A", 10)
    assert text_width("ữ", 10) == text_width("ư", 10) > text_width("u", 10)
    assert text_width("W", 10, bold=True) > text_width("W", 10)
    assert list(wrapped("một hai ba", text_width("một hai"))) == ["một hai", "ba"]
    assert "".join(wrapped("x" * 90, 50)) == "x" * 90
    assert list(wrapped("a\nb", 100)) == ["a", "b"]
    assert list(wrapped("một hai\xa0ba", text_width("một hai"))) == ["một", "hai\xa0ba"]


def test_no_word_of_a_title_is_left_alone_on_its_last_line_where_there_is_room() -> None:
    width = text_width("Công chức Phòng Kinh", bold=True)
    (title,) = tied([Paragraph("Công chức Phòng Kinh tế", bold=True)], width)
    assert list(wrapped(title.text, width, bold=True)) == ["Công chức Phòng", "Kinh\xa0tế"]
    for text in ("Chủ tịch", "Một", "Công chức Phòng Văn hóa - Xã hội"):
        assert tied([Paragraph(text)], width) == (Paragraph(text),)
