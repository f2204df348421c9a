"""Files that are broken, hostile, or something else: a diagnostic each, the others read, nothing written."""

from __future__ import annotations

import io
import random
import zipfile
from collections.abc import Callable
from pathlib import Path

import docx
import pytest

from qms_docs.domain.catalogue import Catalogue
from qms_docs.load import load_workspace
from qms_docs.pipeline.old_sheets import read_sheets
from tests.places import REPOSITORY

from .makers import Maker

CATALOGUE: Catalogue = load_workspace(REPOSITORY).catalogue
GOOD = Maker().bytes()


def part_of(name: str, change: Callable[[bytes], bytes | None]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(GOOD)) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        for item in old.namelist():
            data = old.read(item)
            changed = change(data) if item == name else data
            if changed is not None:
                new.writestr(item, changed)
    return made.getvalue()


def body(change: Callable[[bytes], bytes | None]) -> bytes:
    return part_of("word/document.xml", change)


def of(document: docx.document.Document) -> bytes:
    made = io.BytesIO()
    document.save(made)
    return made.getvalue()


def said(*lines: str) -> bytes:
    made = docx.Document()
    for line in lines:
        made.add_paragraph(line)
    return of(made)


def zipped(**files: bytes) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        for name, data in files.items():
            new.writestr(name.replace("__", "/"), data)
    return made.getvalue()


ENTITY = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>'
OUTSIDE = b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
HEAD = b"<?xml version='1.0' encoding='UTF-8' standalone='yes'?>"
W = b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"

BROKEN: dict[str, tuple[str, Callable[[], bytes]]] = {
    "empty": ("SHT002", lambda: b""),
    "text": ("SHT002", lambda: "Thời hạn giải quyết: 3 ngày".encode()),
    "json": ("SHT002", lambda: b'{"a": 1}'),
    "picture": ("SHT002", lambda: b"\x89PNG\r\n\x1a\n" + b"0" * 200),
    "pdf": ("SHT002", lambda: b"%PDF-1.7\n" + b"0" * 200),
    "zeros": ("SHT002", lambda: b"\0" * 5000),
    "begun": ("SHT002", lambda: GOOD[:100]),
    "half": ("SHT002", lambda: GOOD[: len(GOOD) // 2]),
    "without its end": ("SHT002", lambda: GOOD[:-30]),
    "zip of nothing": ("SHT002", lambda: zipped()),
    "zip of something else": ("SHT002", lambda: zipped(a=b"b")),
    "zip with an empty body": ("SHT002", lambda: zipped(word__document=b"")),
    "no body part": ("SHT002", lambda: body(lambda _: None)),
    "empty body part": ("SHT002", lambda: body(lambda _: b"")),
    "body of zeros": ("SHT002", lambda: body(lambda _: b"\0" * 100)),
    "body cut off": ("SHT002", lambda: body(lambda data: data[: len(data) // 2])),
    "body not well formed": ("SHT002", lambda: body(lambda data: data.replace(b"</w:p>", b"</w:q>", 1))),
    "body in another encoding": ("SHT002", lambda: body(lambda data: b"\xff\xfe" + data[:50])),
    "entities": ("SHT002", lambda: body(lambda data: data.replace(HEAD, HEAD + ENTITY, 1) if HEAD in data else ENTITY + data)),
    "entity of a file": ("SHT002", lambda: body(lambda data: data.replace(HEAD, HEAD + OUTSIDE, 1) if HEAD in data else OUTSIDE + data)),
    "another root": ("SHT001", lambda: body(lambda _: b"<html/>")),
    "root without a body": ("SHT001", lambda: body(lambda _: b'<w:document xmlns:w="' + W + b'"/>')),
    "body with nothing in it": ("SHT001", lambda: body(lambda _: b'<w:document xmlns:w="' + W + b'"><w:body/></w:document>')),
    "types missing": ("SHT002", lambda: part_of("[Content_Types].xml", lambda _: None)),
    "a workbook": ("SHT002", lambda: zipped(xl__workbook=b"<workbook/>")),
    "a report": ("SHT001", lambda: said("BÁO CÁO", "1. Kết quả thực hiện:", "Đã giải quyết 12 hồ sơ.", "2. Phương hướng")),
    "relations broken": ("SHT002", lambda: part_of("word/_rels/document.xml.rels", lambda _: b"<Relationships")),
    "styles broken": ("SHT002", lambda: part_of("word/styles.xml", lambda _: b"<w:styles")),
    "header broken": ("SHT002", lambda: part_of("word/header1.xml", lambda _: b"<w:hdr")),
    "bomb": ("SHT002", lambda: body(lambda data: data + b" " * (300 * 2**20))),
    "many nested tables": ("SHT002", lambda: body(lambda _: b'<w:document xmlns:w="' + W + b'"><w:body>' + b"<w:tbl><w:tr><w:tc>" * 5000 + b"</w:tc></w:tr></w:tbl>" * 5000 + b"</w:body></w:document>")),
    "nothing": ("SHT001", lambda: of(docx.Document())),
    "one word": ("SHT001", lambda: said("Quy trình")),
    "a letter": ("SHT001", lambda: said("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Kính gửi: Các đơn vị", "Đề nghị thực hiện.")),
    "a title alone": ("SHT001", lambda: said("Mã hiệu: QT 01", "QUY TRÌNH", "Đăng ký kết hôn")),
    "headings without a title": ("SHT001", lambda: said("5. NỘI DUNG", "a. Thời hạn giải quyết: 3 ngày", "b. Lệ phí: Không")),
    "a contents alone": ("SHT001", lambda: said("MỤC LỤC", "1. MỤC ĐÍCH", "2. PHẠM VI", "5. NỘI DUNG", "7. HỒ SƠ LƯU")),
    "an empty table": ("SHT001", lambda: of(_with_table(3, 3))),
    "a table of a thousand cells": ("SHT001", lambda: of(_with_table(100, 10, "x"))),
    "control characters": ("SHT001", lambda: said("Quy trình", "\u200e\u200f\ufeff")),
    "old fonts": ("SHT001", lambda: said("Quy tr×nh", "Thñ tôc ®¨ng ký kÕt h«n", "a. Thêi h¹n gi¶i quyÕt: 3 ngµy")),
}  # fmt: skip


def _with_table(rows: int, columns: int, text: str = "") -> docx.document.Document:
    made = docx.Document()
    table = made.add_table(rows, columns)
    if text:
        for row in table.rows[:20]:
            for cell in row.cells:
                cell.text = text
    return made


@pytest.mark.parametrize("name", BROKEN)
def test_broken_files_are_told_and_the_others_read(name: str, tmp_path: Path) -> None:
    code, make = BROKEN[name]
    (tmp_path / "a.docx").write_bytes(make())
    Maker().save(tmp_path / "b.docx")
    found = read_sheets([tmp_path], CATALOGUE)
    assert [(each.code, Path(each.location.file).name) for each in found.diagnostics] == [(code, "a.docx")]
    assert str(found.diagnostics[0].fact) and str(found.diagnostics[0].advice)
    assert [each.match.key for each in found.sheets if each.match] == ["1.000894"]


def test_there_are_enough_of_them() -> None:
    assert len(BROKEN) >= 40


def test_bytes_turned_around_never_end_in_an_error(tmp_path: Path) -> None:
    """A thousand bytes changed here and there: read, or told."""
    dice = random.Random(7)
    for _ in range(60):
        data = bytearray(GOOD)
        for _ in range(dice.randrange(1, 30)):
            data[dice.randrange(len(data))] = dice.randrange(256)
        (tmp_path / "a.docx").write_bytes(data)
        found = read_sheets([tmp_path / "a.docx"], CATALOGUE)
        assert found.read or found.diagnostics


def test_words_mixed_up_are_read_without_loss() -> None:
    """The paragraphs of a sheet in any order, tables among them: whatever they are taken for, none is lost."""
    from qms_docs.intake.sheets.reading import read_sheet
    from qms_docs.templating.content import read_content

    from .test_reading import lost

    dice = random.Random(3)
    for _ in range(40):
        made = Maker().document()
        blocks = [each for each in made.element.body if not each.tag.endswith("sectPr")]
        dice.shuffle(blocks)
        for each in blocks[: dice.randrange(len(blocks))]:
            made.element.body.insert(0, each)
        sheet = read_sheet(read_content(of(made), "x.docx"), "x.docx")
        assert lost(sheet) == []
