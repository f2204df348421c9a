"""The written package depends on template and words alone, opens everywhere, and keeps what has no tags byte for byte."""

from __future__ import annotations

import hashlib
import io
import os
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import docx
import pytest

from qms_docs.templating import compile_template

from . import reading
from .builder import NAMESPACES, cell, document_xml, filled, paragraph, parts, parts_of, row, run, table, template, zipped

DRAWING = '<w:drawing><wp:inline><wp:docPr id="1" name="Hình"/></wp:inline></w:drawing>'
PICTURE = f"<w:p><w:r>{DRAWING}</w:r></w:p>"
WORDS: dict[str, Any] = {
    "x": "Đống Đa & <Thủ Đức>",
    "people": [{"name": "Á", "jobs": 2}, {"name": "Bé\amới\fsau", "jobs": 0}],
    "commune": {"one": "1", "two": "2", "three": "3"},
    "no": False,
}
BLOCKS = [
    "Xã {{ x }}",
    "{% for k, v in commune.items() %}{{ k }}={{ v }} {% endfor %}",
    "{{ commune|dictsort|map('last')|join(',') }}",
    "{%p for p in people %}",
    PICTURE,
    "{{ p.name }}",
    "{%p endfor %}",
    table(*[row(cell("{%tc if no %}"), cell("a"), cell("{%tc endif %}"), cell("b"), cell("{{ x }}"))] * 2),
]
IMAGE = bytes(range(256)) * 8 + b"{{ x }}{% if %}"


def rich_template() -> bytes:
    return template(*BLOCKS, header="{{ x }}", title="Xã {{ x }}", replaced={"word/media/image1.png": IMAGE})


def test_the_same_bytes_twice() -> None:
    source = rich_template()
    compiled = compile_template(source)
    first = compiled.fill(WORDS)
    compiled.fill({**WORDS, "x": "khác"})
    assert compiled.fill(WORDS) == first
    assert compile_template(source).fill(WORDS) == first


def test_the_order_in_which_words_are_given_does_not_matter() -> None:
    source = template("{{ a }}{{ b.c }}{{ b.d }}")
    one = {"a": "1", "b": {"c": "2", "d": "3"}}
    other = {"b": {"d": "3", "c": "2"}, "a": "1", "unused": None}
    assert compile_template(source).fill(one) == compile_template(source).fill(other)


def test_composed_and_decomposed_letters_give_the_same_bytes() -> None:
    compiled = compile_template(template("{{ x }}", title="{{ x }}"))
    assert compiled.fill({"x": "Tiếng Việt"}) == compiled.fill({"x": "Tie\u0302\u0301ng Vie\u0323\u0302t"})


PROGRAM = """
import hashlib, sys
from tests.templating.test_package import WORDS, rich_template
from qms_docs.templating import compile_template
source = rich_template()
print(hashlib.sha256(compile_template(open(sys.argv[1], 'rb').read()).fill(WORDS)).hexdigest())
"""


def test_the_same_bytes_in_another_process_at_another_place(tmp_path: Path) -> None:
    file = tmp_path / "mẫu.docx"
    file.write_bytes(rich_template())
    expected = hashlib.sha256(compile_template(file).fill(WORDS)).hexdigest()
    root = Path(__file__).parents[2]
    for seed, zone, language in (("1", "Asia/Ho_Chi_Minh", "vi_VN.UTF-8"), ("12345", "America/Los_Angeles", "C")):
        settings = {"PYTHONHASHSEED": seed, "TZ": zone, "LC_ALL": language, "PYTHONPATH": f"{root / 'src'}{os.pathsep}{root}"}
        run_ = subprocess.run(
            [sys.executable, "-c", PROGRAM, str(file)], env={**os.environ, **settings}, capture_output=True, text=True, check=True
        )
        assert run_.stdout.strip() == expected


def test_a_path_and_its_bytes_give_the_same(tmp_path: Path) -> None:
    file = tmp_path / "a.docx"
    file.write_bytes(rich_template())
    by_path, by_bytes = compile_template(file), compile_template(file.read_bytes(), "tên khác.docx")
    assert by_path.fill(WORDS) == by_bytes.fill(WORDS) == compile_template(str(file)).fill(WORDS)
    assert by_path.sha256 == by_bytes.sha256 == hashlib.sha256(file.read_bytes()).hexdigest()


def test_the_package_opens_and_carries_no_date() -> None:
    source = rich_template()
    data = compile_template(source).fill(WORDS)
    with zipfile.ZipFile(io.BytesIO(data)) as archive, zipfile.ZipFile(io.BytesIO(source)) as original:
        assert archive.testzip() is None
        assert archive.namelist() == original.namelist()
        for info in archive.infolist():
            assert info.date_time == (1980, 1, 1, 0, 0, 0)
            assert (info.extra, info.comment, info.external_attr, info.create_system) == (b"", b"", 0, 0)
        assert archive.comment == b""
    opened = docx.Document(io.BytesIO(data))
    assert opened.core_properties.title == "Xã Đống Đa & <Thủ Đức>"
    assert opened.paragraphs[0].text == "Xã Đống Đa & <Thủ Đức>"
    assert opened.sections[0].header.paragraphs[0].text == "Đống Đa & <Thủ Đức>"


def test_names_beyond_ascii_are_kept() -> None:
    names = {"customXml/mục lục.xml": b"<a/>", "word/media/ảnh.png": IMAGE}
    data = parts_of(filled("{{ x }}", words=WORDS, replaced=names))
    assert {name: data[name] for name in names} == names


def test_time_stamps_are_those_of_the_template() -> None:
    source = rich_template()
    data = compile_template(source).fill(WORDS)
    for name in ("created", "modified", "revision", "lastModifiedBy"):
        assert reading.core(data, name) == reading.core(source, name)


def test_parts_without_tags_are_copied_byte_for_byte() -> None:
    given = parts(*BLOCKS, header="{{ x }}", title="{{ x }}")
    given["word/media/image1.png"] = IMAGE
    given["word/media/a.bin"] = b"{{ x }}"
    given["customXml/item1.xml"] = b'<?xml version="1.0"?>\r\n<a  b = "1" >\r\n  { x } {D5CDD505-2E9C} %}</a >\n'
    compiled = compile_template(zipped(given))
    changed = {"word/document.xml", "word/header1.xml", "docProps/core.xml"}
    assert set(compiled.filled_parts) == changed
    written = parts_of(compiled.fill(WORDS))
    assert list(written) == list(given)
    for name, data in given.items():
        assert (written[name] == data) is (name not in changed), name


def test_a_template_without_tags_comes_back_as_it_was() -> None:
    given = parts("Không có thẻ { x } % }")
    compiled = compile_template(zipped(given))
    assert compiled.filled_parts == ()
    assert parts_of(compiled.fill({})) == given


def test_what_surrounds_the_tags_is_kept() -> None:
    """Fields, bookmarks, comments' marks, content controls and strange namespaces pass through unchanged."""
    kept = (
        '<w:bookmarkStart w:id="0" w:name="b"/><w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        '<w:r><w:instrText xml:space="preserve"> PAGE \\* MERGEFORMAT </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r><w:bookmarkEnd w:id="0"/>'
        '<w:r><w:sym w:font="Wingdings" w:char="F0A8"/></w:r><x:any xmlns:x="urn:x" x:a="&amp;&quot;&#9;"/>'
    )
    xml = document_xml(f"<w:p>{kept}{run('{{ x }}')}</w:p>", '<w:p w:rsidR="00AB"/>', "<w:p/>")
    root = reading.part(filled("a", words=WORDS, replaced={"word/document.xml": xml}))
    source = reading.part(
        template("a", replaced={"word/document.xml": xml.replace(b"{{ x }}", "Đống Đa &amp; &lt;Thủ Đức&gt;".encode())})
    )
    assert [(e.tag, dict(e.attrib), e.text) for e in root.iter()] == [(e.tag, dict(e.attrib), e.text) for e in source.iter()]


@pytest.mark.parametrize("count", [0, 1, 2, 5])
@pytest.mark.parametrize(
    "opening",
    [
        "{%p for n in numbers %}",
        "{%p for n in numbers if true %}",
        "{%for n in numbers%}",
        "{%  for n in numbers %}",
        "{%- for n in numbers %}",
    ],
)
def test_repeated_drawings_get_ids_of_their_own(opening: str, count: int) -> None:
    blocks = [
        PICTURE,
        opening,
        PICTURE,
        paragraph("{{ n }}"),
        "{%p endfor %}" if opening.startswith("{%p") else "{% endfor %}",
        PICTURE,
    ]
    header = f"<w:hdr {NAMESPACES}>{''.join(b if b.startswith('<') else paragraph(b) for b in blocks)}</w:hdr>".encode()
    data = filled(*blocks, words={"numbers": list(range(count))}, replaced={"word/header1.xml": header})
    for name in ("word/document.xml", "word/header1.xml"):
        ids = [e.get("id") for e in reading.part(data, name).iter("{*}docPr")]
        assert len(ids) == len(set(ids)) == count + 2
    assert filled(*blocks, words={"numbers": list(range(count))}, replaced={"word/header1.xml": header}) == data
