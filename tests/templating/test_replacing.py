"""Pictures and embedded files of a template replaced, as docxtpl's replace_pic, _media, _embedded and _zipname do."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docxtpl import DocxTemplate
from PIL import Image

from qms_docs.errors import FillError, TemplateError
from qms_docs.templating import InlineImage, Replacing, compile_template

from . import reading
from .builder import NAME, parts_of
from .richness import DOCUMENT, HEADER, letter, ours, pictures, png

OLD, OTHER, NEW = png(40, 30, 10), png(40, 30, 20), png(80, 60, 30)
BOOK = "word/embeddings/so.xlsx"


def _more(document: Any) -> None:
    document.add_picture(io.BytesIO(OLD))
    document.sections[0].header.paragraphs[0].add_run().add_picture(io.BytesIO(OTHER))
    for shapes, name in ((document.element.body, "dấu & mộc"), (document.sections[0].header._element, "biểu trưng")):
        for each in shapes.iter("{http://schemas.openxmlformats.org/drawingml/2006/picture}cNvPr"):
            each.set("name", f"{name}.png")
            each.set("descr", f"Ảnh {name}")
    embedded = Part(
        PackURI(f"/{BOOK}"), "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", b"so cu", document.part.package
    )
    document.part.relate_to(embedded, RELATIONSHIP_TYPE.PACKAGE)


SOURCE = letter("Xã {{ x }}", header="{{ x }}", more=_more)
WORDS = {"x": "An Hiệp"}


def by_docxtpl(replace: Callable[[Any], object], tmp_path: Path) -> bytes:
    document = DocxTemplate(io.BytesIO(SOURCE))
    replace(document)
    document.render(dict(WORDS))
    target = tmp_path / "out.docx"
    document.save(target)
    return target.read_bytes()


@pytest.fixture
def files(tmp_path: Path) -> dict[str, str]:
    made = {"old": OLD, "other": OTHER, "new": NEW, "book": b"so cu", "newbook": b"so moi"}
    for name, data in made.items():
        (tmp_path / f"{name}.bin").write_bytes(data)
    return {name: str(tmp_path / f"{name}.bin") for name in made}


WAYS: dict[str, Callable[[Any, dict[str, str]], object]] = {
    "by name": lambda target, file: target.replace_pic("dấu & mộc.png", file["new"]),
    "by description": lambda target, file: target.replace_pic("Ảnh dấu & mộc", file["new"]),
    "in the header": lambda target, file: target.replace_pic("biểu trưng.png", file["new"]),
    "by content": lambda target, file: target.replace_media(file["old"], file["new"]),
    "embedded by content": lambda target, file: target.replace_embedded(file["book"], file["newbook"]),
    "by part": lambda target, file: target.replace_zipname(BOOK, file["newbook"]),
}


@pytest.mark.parametrize("way", WAYS)
def test_each_way_gives_what_docxtpl_gives(way: str, files: dict[str, str], tmp_path: Path) -> None:
    replacing = Replacing()
    WAYS[way](replacing, files)
    made, model = ours(SOURCE, WORDS, replacing), by_docxtpl(lambda document: WAYS[way](document, files), tmp_path)
    plain = ours(SOURCE, WORDS)
    for part in (DOCUMENT, HEADER):
        assert pictures(made, part) == pictures(model, part)
        assert reading.text(made, part) == reading.text(model, part)
    assert parts_of(made)[BOOK] == parts_of(model)[BOOK]
    changed = [name for name, data in parts_of(made).items() if data != parts_of(plain)[name]]
    assert len(changed) == 1 and parts_of(made)[changed[0]] in (NEW, b"so moi")
    assert ours(SOURCE, WORDS) == plain


def test_several_at_once_beside_an_image_of_the_data() -> None:
    replacing = Replacing().replace_pic("dấu & mộc.png", NEW).replace_media(OTHER, io.BytesIO(NEW)).replace_zipname(BOOK, b"moi")
    data = ours(SOURCE, {"x": InlineImage(png(5, 5))}, replacing)
    assert len(pictures(data)) == 2 and len(pictures(data, HEADER)) == 2
    assert len({digest for _, _, digest in pictures(data)}) == 2
    assert parts_of(data)[BOOK] == b"moi"


def test_a_picture_of_another_kind_gets_its_content_type() -> None:
    out = io.BytesIO()
    Image.new("RGB", (9, 9)).save(out, "JPEG")
    data = ours(SOURCE, WORDS, Replacing().replace_pic("dấu & mộc.png", out.getvalue()))
    assert b'ContentType="image/jpeg"' in parts_of(data)["[Content_Types].xml"]


UNKNOWN: dict[str, tuple[Replacing, str]] = {
    "name": (Replacing().replace_pic("dấu & mộ.png", NEW), "«dấu & mộc.png»"),
    "no such name": (Replacing().replace_pic("xyz", NEW), "biểu trưng.png"),
    "content": (Replacing().replace_media(NEW, OLD), "word/media/"),
    "embedded": (Replacing().replace_embedded(b"la", b"moi"), BOOK),
    "part": (Replacing().replace_zipname("word/embeddings/so.xls", b"moi"), f"«{BOOK}»"),
    "the document itself": (Replacing().replace_zipname("word/document.xml", b"<x/>"), "word/document.xml"),
    "content types": (Replacing().replace_zipname("[Content_Types].xml", b"<x/>"), "Content_Types"),
}


@pytest.mark.parametrize("kind", UNKNOWN)
def test_what_the_template_does_not_have_is_refused_with_what_it_has(kind: str) -> None:
    replacing, said = UNKNOWN[kind]
    with pytest.raises(FillError) as caught:
        compile_template(SOURCE, NAME).fill(WORDS, replacing)
    assert said in str(caught.value)
    assert caught.value.advice is not None


def test_all_that_is_missing_is_told_in_one_run() -> None:
    replacing = Replacing().replace_pic("a", NEW).replace_media(NEW, OLD).replace_zipname("b", b"")
    with pytest.raises(FillError) as caught:
        compile_template(SOURCE, NAME).fill(WORDS, replacing)
    assert len(caught.value.others) == 2


def test_a_broken_picture_is_refused() -> None:
    with pytest.raises(TemplateError):
        compile_template(SOURCE, NAME).fill(WORDS, Replacing().replace_pic("biểu trưng.png", b"khong phai anh"))


def test_two_pictures_of_one_file_are_not_mixed_up() -> None:
    """docxtpl changes both, though one alone was named."""

    def more(document: Any) -> None:
        document.add_picture(io.BytesIO(OLD))
        document.add_picture(io.BytesIO(OLD))
        pictures = document.element.body.iter("{http://schemas.openxmlformats.org/drawingml/2006/picture}cNvPr")
        for each, name in zip(list(pictures), ("một", "hai"), strict=True):
            each.set("name", name)

    source = letter("a", more=more)
    with pytest.raises(FillError, match="hai"):
        compile_template(source, NAME).fill({}, Replacing().replace_pic("một", NEW))
    both = ours(source, {}, Replacing().replace_pic("một", NEW).replace_pic("hai", NEW))
    assert len(set(pictures(both))) == 1
