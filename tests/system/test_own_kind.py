"""A consultant adds a kind of document without Python: the example of docs/workspace.md, followed word for word."""

from __future__ import annotations

import re
from pathlib import Path

import docx
import pytest
from tests.places import REPOSITORY, THEN

from qms_docs.pipeline import build, check_template_file, init_workspace, template_words


def blocks() -> list[str]:
    page = (REPOSITORY / "docs/workspace.md").read_text("utf-8").split("## Loại tài liệu của riêng đơn vị")[1]
    return re.findall(r"```\w+\n(.*?)```", page, re.DOTALL)


@pytest.fixture
def own(tmp_path: Path) -> Path:
    folder = init_workspace(tmp_path / "của tôi")
    kind, template, extra = blocks()
    with (folder / "templates/kinds.yaml").open("a", encoding="utf-8") as file:
        file.write(kind)
    document = docx.Document()
    for line in template.splitlines():
        document.add_paragraph(line)
    document.save(str(folder / "templates/docx/qr_notice.docx"))
    (folder / "system/extra").mkdir(parents=True)
    (folder / "system/extra/qr_notice.yaml").write_text(extra, "utf-8")
    return folder


def test_the_document_is_made(own: Path, tmp_path: Path) -> None:
    result = build(own, as_of=THEN, out=tmp_path / "out", communes=["29104"], kinds=["qr_notice"])
    assert (result.documents, result.failed) == (1, ())
    (file,) = (tmp_path / "out").rglob("*.docx")
    assert file.name.startswith("TB-QR-")
    lines = [paragraph.text for paragraph in docx.Document(str(file)).paragraphs]
    assert lines == [
        "Ủy ban nhân dân xã Thạnh Phước thông báo: niêm yết mã tra cứu các thủ tục hành chính "
        "thuộc thẩm quyền của xã Thạnh Phước.",
        "Địa điểm: Bộ phận Tiếp nhận và Trả kết quả.",
        "1. Trụ sở Ủy ban nhân dân xã Thạnh Phước – giờ hành chính",
    ]


def test_its_words_are_known_and_its_mistakes_told(own: Path) -> None:
    words = dict(template_words(own, "qr_notice").lines())
    assert (words["extra.purpose"].title, words["extra.places[].hours"].title) == ("Mục đích của thông báo", "hours")
    template = own / "templates/docx/qr_notice.docx"
    assert check_template_file(template, own, "qr_notice").diagnostics == ()
    document = docx.Document(str(template))
    document.add_paragraph("{{ extra.purpos }}")
    document.save(str(template))
    (mistake,) = check_template_file(template, own, "qr_notice").diagnostics
    assert mistake.name == "unknown-word" and "purpose" in str(mistake.advice)


def test_a_kind_may_be_left_out(own: Path, tmp_path: Path) -> None:
    table = own / "templates/kinds.yaml"
    off = "  - key: qr_notice\n    enabled: false\n"
    table.write_text(table.read_text("utf-8").replace("  - key: qr_notice\n", off), "utf-8")
    result = build(own, as_of=THEN, out=tmp_path / "out", communes=["29104"])
    assert result.documents > 40
    assert not [file for file in (tmp_path / "out").rglob("*.docx") if "TB-QR" in file.name]
