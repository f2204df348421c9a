"""What a template author sees at the command line."""

from __future__ import annotations

import json
from pathlib import Path

import docx
import pytest

from qms_docs.cli import main
from qms_docs.diagnostics import use_language
from tests.places import REPOSITORY

SHEET = str(REPOSITORY / "templates/docx/procedure_sheet.docx")
HERE = ["--workspace", str(REPOSITORY)]


@pytest.fixture(autouse=True)
def vietnamese() -> None:
    use_language("vi")


def run(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str, str]:
    code = main(["template", *words])
    seen = capsys.readouterr()
    return int(code or 0), seen.out, seen.err


def test_words_are_listed_with_meaning_and_example(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(capsys, "words", "procedure_sheet", *HERE)
    assert code == 0
    assert "agency.name" in out and "Ủy ban nhân dân xã Thạnh Phước" in out and "sheet.steps[].action" in out
    code, out, _ = run(capsys, "words", "manual", *HERE, "--json")
    assert {"word", "kind", "title", "example"} == set(json.loads(out)[0])


def test_an_unknown_kind_gets_a_suggestion(capsys: pytest.CaptureFixture[str]) -> None:
    code, _, err = run(capsys, "words", "manaul", *HERE)
    assert code == 2
    assert "manual" in err


def test_a_sound_template_is_told_so(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(capsys, "check", SHEET, "--kind", "procedure_sheet", *HERE)
    assert code == 0
    assert "0 lỗi" in out


def test_faults_are_told_with_their_places(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    document = docx.Document(SHEET)
    document.add_paragraph("{{ agency.nmae }}")
    document.save(str(tmp_path / "mau.docx"))
    code, out, _ = run(capsys, "check", str(tmp_path / "mau.docx"), "--kind", "procedure_sheet", *HERE)
    assert code == 1
    assert "TPL020" in out and "{{ agency.nmae }}" in out and "«name»" in out
    code, out, _ = run(capsys, "check", str(tmp_path / "mau.docx"), "--kind", "procedure_sheet", *HERE, "--json")
    (found,) = json.loads(out)["diagnostics"]
    assert (code, found["code"]) == (1, "TPL020")
    assert found["within"].startswith("word/document.xml¶")


def test_a_template_is_tried_with_real_data(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    made = tmp_path / "thu.docx"
    words = [
        "--kind",
        "procedure_sheet",
        "--commune",
        "29104",
        "--procedure",
        "1.001193",
        "--as-of",
        "2018-12-01",
        "--out",
        str(made),
    ]
    code, out, _ = run(capsys, "try", SHEET, *words, *HERE)
    assert (code, str(made) in out) == (0, True)
    assert docx.Document(str(made)).core_properties.title == "Đăng ký khai sinh"
    words[5] = "1.013225"
    code, _, err = run(capsys, "try", SHEET, *words, *HERE)
    assert code == 2 and "1.013225" in err


def test_an_outline_shows_styles_tables_and_tags(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(capsys, "outline", SHEET)
    assert code == 0
    assert "# word/document.xml" in out and "[bảng]" in out and "(Heading1) 2. PHẠM VI" in out
    assert "{%tr for step in sheet.steps %}" in out


def test_a_file_that_is_no_template_is_refused(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    text = tmp_path / "a.docx"
    text.write_text("xin chào", "utf-8")
    code, out, _ = run(capsys, "check", str(text))
    assert code == 1 and "TPL001" in out
    code, _, err = run(capsys, "outline", str(text))
    assert code == 1 and "Word" in err


def test_faults_stand_as_comments_in_a_copy(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    document = docx.Document(SHEET)
    document.add_paragraph("{{ agency.nmae }}")
    document.save(str(tmp_path / "mau.docx"))
    copies = [tmp_path / "nhan-xet.docx", tmp_path / "nhan-xet-2.docx"]
    for copy in copies:
        run(capsys, "check", str(tmp_path / "mau.docx"), "--kind", "procedure_sheet", *HERE, "--annotate", str(copy))
    (comment,) = docx.Document(str(copies[0])).comments
    assert comment.author == "qms-docs"
    assert "TPL020" in comment.text and "«name»" in comment.text
    assert copies[0].read_bytes() == copies[1].read_bytes()
