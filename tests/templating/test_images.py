"""Images in lines, cells, headers and notes: docxtpl's sizes and contents, whole packages, broken files refused."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import docxtpl
import pytest
from docx.shared import Mm
from PIL import Image

from qms_docs.errors import FillError, TemplateError
from qms_docs.templating import InlineImage, RichText, compile_template

from . import reading
from .builder import NAME, W_NS, paragraph, parts_of, run, table, template
from .richness import DOCUMENT, FOOTER, HEADER, WP, A, R, letter, ours, pictures, png, relations, theirs

GREY, BLACK = png(40, 30, 128, dpi=96), png(8, 8)


def drawn(kind: str, size: tuple[int, int] = (20, 10), **more: Any) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size, (200, 30, 30)).save(out, kind, **more)
    return out.getvalue()


FILES = {
    "png": GREY,
    "png without density": BLACK,
    "jpeg": drawn("JPEG", dpi=(150, 150)),
    "gif": drawn("GIF"),
    "bmp": drawn("BMP"),
    "tiff": drawn("TIFF", dpi=(200, 200)),
}
SIZES: list[dict[str, Any]] = [{}, {"width": Mm(30)}, {"height": Mm(20)}, {"width": Mm(30), "height": Mm(5)}, {"width": 914400}]


@pytest.mark.parametrize("kind", FILES)
def test_sizes_and_contents_are_docxtpl_s(kind: str) -> None:
    loop = "{% for one in list %}trước {{ one }} sau {% endfor %}"
    source = letter(loop, header="{{ list[1] }}", cell="{{ list[2] }}")
    data = FILES[kind]
    made = ours(source, {"list": [InlineImage(data, **size) for size in SIZES]})
    model = theirs(source, lambda tpl: {"list": [docxtpl.InlineImage(tpl, io.BytesIO(data), **size) for size in SIZES]})
    for part in (DOCUMENT, HEADER):
        assert pictures(made, part) == pictures(model, part)
        assert reading.text(made, part) == reading.text(model, part)
    assert len(pictures(made)) == len(SIZES) + 1
    assert len([name for name in parts_of(made) if name.startswith("word/media/")]) == 1
    assert reading.misplaced(made) == []


def test_text_beside_an_image_keeps_its_look_where_docxtpl_loses_it() -> None:
    source = template(paragraph(run("a {{ x }} b", "<w:b/>")))
    made = compile_template(source, NAME).fill({"x": InlineImage(GREY)})
    model = theirs(source, lambda tpl: {"x": docxtpl.InlineImage(tpl, io.BytesIO(GREY))})
    assert reading.body(made)[0][2] == (("b=[]", "a  b"),)
    assert reading.body(model)[0][2] == (("b=[]", "a "), ("", " b"))


@pytest.mark.parametrize("text", ["{{ x }}", "a {{r x }} b", "{{p x }}", "{% if yes %}{{ x }}{% endif %}"])
def test_an_image_in_each_kind_of_tag(text: str) -> None:
    data = ours(letter(text, header=text, footer=text, cell=text), {"x": InlineImage(GREY), "yes": True})
    assert [len(pictures(data, part)) for part in (DOCUMENT, HEADER, FOOTER)] == [2, 1, 1]
    assert reading.misplaced(data) == []


def ids(package: bytes, part: str = DOCUMENT) -> list[str]:
    return [str(each.get("id")) for each in reading.part(package, part).iter(f"{WP}docPr")]


def test_drawings_in_loops_have_ids_of_their_own() -> None:
    source = letter("{%p for one in list %}", "{{ one }}", "{%p endfor %}", header="{{ list[0] }}")
    grey, black = InlineImage(GREY), InlineImage(BLACK)
    data = ours(source, {"list": [grey, black, grey]})
    assert len(set(ids(data))) == 3
    assert [each[2] for each in pictures(data)] == [pictures(data)[place][2] for place in (0, 1, 0)]
    assert len([name for name in parts_of(data) if name.startswith("word/media/")]) == 2


def test_a_template_s_own_drawings_keep_theirs_apart() -> None:
    source = letter("{{ x }}", more=lambda document: document.add_picture(io.BytesIO(BLACK)))
    data = ours(source, {"x": InlineImage(GREY)})
    assert len(set(ids(data))) == len(ids(data)) == 2
    assert len(set(pictures(data))) == 2


def test_a_drawing_that_a_loop_repeats_gets_new_ids_where_two_parts_of_docxtpl_share_them() -> None:
    def more(document: Any) -> None:
        document.add_paragraph("{%p for one in list %}")
        document.add_picture(io.BytesIO(BLACK))
        document.add_paragraph("{%p endfor %}")

    data = ours(letter("{{ x }}", more=more), {"x": InlineImage(GREY), "list": [1, 2, 3]})
    assert len(set(ids(data))) == len(ids(data)) == 4


def test_a_click_on_an_image() -> None:
    address = "https://example.vn/?a=1&b=2"
    source = letter("{{ x }}", header="{{ x }}")
    made = ours(source, {"x": InlineImage(GREY, anchor=address)})
    model = theirs(source, lambda tpl: {"x": docxtpl.InlineImage(tpl, io.BytesIO(GREY), anchor=address)})
    for package in (made, model):
        for part in (DOCUMENT, HEADER):
            clicks = reading.part(package, part).iter(f"{A}hlinkClick")
            assert [relations(package, part)[each.get(f"{R}id", "")] for each in clicks] == [("hyperlink", address)] * 2
    with pytest.raises(FillError, match="javascript"):
        compile_template(source, NAME).fill({"x": InlineImage(GREY, anchor="javascript:1")})


def test_images_in_notes_and_in_rich_text() -> None:
    note = f'<w:footnotes xmlns:w="{W_NS}"><w:footnote w:id="1">{paragraph("a {{ x }}")}</w:footnote></w:footnotes>'
    rich = RichText("a ")
    rich.add(InlineImage(BLACK), bold=True)
    source = template(
        "{{r rich }}", table("<w:tr>" + "<w:tc><w:p/></w:tc>" * 3 + "</w:tr>"), replaced={"word/footnotes.xml": note.encode()}
    )
    data = compile_template(source, NAME).fill({"x": InlineImage(GREY), "rich": rich})
    assert len(pictures(data, "word/footnotes.xml")) == len(pictures(data)) == 1


def test_a_package_without_relationships_and_types_of_images() -> None:
    """The header of this template has no .rels, its content types know no png."""
    source = template("a", header="{{ x }}")
    assert b"png" not in parts_of(source)["[Content_Types].xml"]
    data = compile_template(source, NAME).fill({"x": InlineImage(FILES["jpeg"])})
    parts = parts_of(data)
    assert "word/_rels/header1.xml.rels" in parts
    assert next(iter(relations(data, HEADER).values()))[1].startswith("media/qms-")
    assert b"image/jpeg" in parts["[Content_Types].xml"]


def test_documents_without_images_are_as_before() -> None:
    compiled = compile_template(letter("{{ x }}"), NAME)
    before = compiled.fill({"x": "a"})
    compiled.fill({"x": InlineImage(GREY)})
    assert compiled.fill({"x": "a"}) == before
    assert not any(name.startswith("word/media/qms") for name in parts_of(before))


def test_an_image_given_by_path_bytes_or_open_file(tmp_path: Path) -> None:
    file = tmp_path / "dấu & <mộc>.png"
    file.write_bytes(GREY)
    source = letter("{{ x }}")
    by_path = ours(source, {"x": InlineImage(file)})
    assert by_path == ours(source, {"x": InlineImage(str(file))})
    with file.open("rb") as opened:
        assert ours(source, {"x": InlineImage(opened)}) == by_path
    assert pictures(ours(source, {"x": InlineImage(GREY)})) == pictures(by_path)


BROKEN = {
    "nothing": b"",
    "text": b"khong phai anh",
    "html": b"<svg xmlns='http://www.w3.org/2000/svg'/>",
    "cut png": GREY[:-20],
    "png head": GREY[:20],
    "damaged png": GREY[:60] + b"\x00" + GREY[61:],
    "png without size": png(0, 0),
    "cut jpeg": FILES["jpeg"][: len(FILES["jpeg"]) // 2],
    "cut gif": FILES["gif"][:15],
    "cut bmp": FILES["bmp"][:60],
    "cut tiff": FILES["tiff"][:12],
    "huge": png(20_000, 1)[:16] + b"\x7f\xff\xff\xff\x7f\xff\xff\xff" + png(20_000, 1)[24:],
}


@pytest.mark.parametrize("kind", BROKEN)
def test_broken_images_are_refused(kind: str) -> None:
    with pytest.raises(TemplateError) as caught:
        InlineImage(BROKEN[kind])
    assert caught.value.advice is not None


def test_images_too_large_are_refused() -> None:
    from qms_docs.templating import pictures as module

    with pytest.raises(TemplateError, match=str(module.MAX_PIXELS // 10**6)):
        InlineImage(png(20_000, 6_000))
    with pytest.raises(TemplateError, match=str(module.MAX_BYTES >> 20)):
        InlineImage(BLACK + b"\x00" * module.MAX_BYTES)


@pytest.mark.parametrize(
    "size", [{"width": 0}, {"height": -1}, {"width": "3cm"}, {"height": 1.5}, {"width": True}, {"width": 10**15}]
)
def test_sizes_that_are_none_are_refused(size: dict[str, Any]) -> None:
    with pytest.raises(TemplateError):
        InlineImage(GREY, **size)


@pytest.mark.parametrize("path", ["không có.png", "", ".", "a\x00b.png"])
def test_files_that_cannot_be_read_are_refused(path: str, tmp_path: Path) -> None:
    with pytest.raises(TemplateError):
        InlineImage(tmp_path / path)
