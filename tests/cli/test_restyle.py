"""One look for all templates, as a consultant gives it at the command line."""

from __future__ import annotations

import hashlib
import shutil
from pathlib import Path

import docx
import pytest
from docx.oxml.ns import qn
from docx.shared import Pt

from qms_docs.templating.confinement import shipped
from qms_docs.templating.outline import outline_of
from tests.ooxml.checker import faults
from tests.places import REPOSITORY

from .conftest import Program

KINDS = ("procedure_sheet", "quality_policy", "publication_decision")


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """A workspace of nothing but some templates and their base."""
    root = tmp_path / "của xã"
    (root / "templates/docx").mkdir(parents=True)
    shutil.copy(REPOSITORY / "templates/base.docx", root / "templates")
    for name in ("manual", *KINDS):
        shutil.copy(REPOSITORY / f"templates/docx/{name}.docx", root / "templates/docx")
    return root


def twelve_points(base: Path) -> None:
    """Make the base smaller, as a consultant does in Word: all text 12 points, article text too."""
    document = docx.Document(str(base))
    for name in ("sz", "szCs"):
        document.styles.element.find(".//" + qn("w:rPrDefault")).find(".//" + qn(f"w:{name}")).set(qn("w:val"), "24")
    document.styles["Điều khoản"].font.size = Pt(12)
    document.save(str(base))


def hashes(folder: Path) -> dict[str, str]:
    return {file.name: hashlib.sha256(file.read_bytes()).hexdigest() for file in sorted(folder.rglob("*.docx"))}


def test_a_look_that_is_there_already_touches_nothing(qms: Program, own: Path) -> None:
    before = {file: file.stat().st_mtime_ns for file in own.rglob("*.docx")}
    ended = qms("template", "restyle", "--workspace", own)
    assert ended.code == 0 and "đã ghi 0 tệp" in ended.out
    assert {file: file.stat().st_mtime_ns for file in own.rglob("*.docx")} == before
    assert qms("template", "restyle", "--workspace", own, "--check").code == 0


def test_check_tells_what_would_change_and_writes_nothing(qms: Program, own: Path) -> None:
    twelve_points(own / "templates/base.docx")
    before = hashes(own)
    ended = qms("template", "restyle", "--workspace", own, "--check")
    count = len(list((own / "templates/docx").glob("*.docx")))
    assert ended.code == 1 and hashes(own) == before
    lines = [line for line in ended.out.splitlines() if "→" in line]
    assert lines == [line for line in lines if line.startswith("  đổi") and line.endswith(f"{count} mẫu")]
    assert "cỡ chữ: 13 pt → 12 pt" in lines[0] and "(cả bộ kiểu)" in lines[0] and "Điều khoản" in lines[1]
    told = qms("template", "restyle", "--workspace", own, "--check", "--json").json
    assert (told["changed"], told["written"], len(told["templates"])) == (count, 0, count)
    assert told["templates"][0]["changes"][0] | {"property": ""} == {
        "kind": "changed",
        "style": "",
        "property": "",
        "old": "13 pt",
        "new": "12 pt",
    }


def test_all_templates_take_the_look_once(qms: Program, own: Path) -> None:
    shutil.copytree(REPOSITORY / "templates/docx", own / "templates/docx", dirs_exist_ok=True)
    twelve_points(own / "templates/base.docx")
    files = sorted((own / "templates/docx").glob("*.docx"))
    (own / "templates/docx/~$manual.docx").write_bytes(b"Word keeps this beside an open file")
    ended = qms("template", "restyle", "--workspace", own)
    assert ended.code == 0 and f"đã ghi {len(files)} tệp" in ended.out
    for file in files:
        assert docx.Document(str(file)).styles["Điều khoản"].font.size == Pt(12), file.name
    after = hashes(own)
    assert "đã ghi 0 tệp" in qms("template", "restyle", "--workspace", own).out
    assert hashes(own) == after
    assert not [file for file in own.rglob("*") if file.name.startswith(".tmp-")]


def test_templates_go_into_another_folder(qms: Program, own: Path, tmp_path: Path) -> None:
    twelve_points(own / "templates/base.docx")
    before = hashes(own)
    manual = own / "templates/docx/manual.docx"
    assert qms("template", "restyle", manual, "--workspace", own, "--out", tmp_path / "mới").code == 0
    assert [file.name for file in (tmp_path / "mới").iterdir()] == ["manual.docx"]
    assert hashes(own) == before
    again = qms("template", "restyle", manual, "--workspace", own, "--out", tmp_path / "mới")
    assert "đã ghi 0 tệp" in again.out


def test_one_broken_template_keeps_all_as_they_are(qms: Program, own: Path) -> None:
    twelve_points(own / "templates/base.docx")
    (own / "templates/docx/zz.docx").write_bytes(b"PK no Word file")
    before = hashes(own)
    ended = qms("template", "restyle", "--workspace", own)
    assert ended.code == 1 and "zz.docx" in ended.err
    assert hashes(own) == before


def test_a_base_that_cannot_be_used_is_refused(qms: Program, own: Path) -> None:
    before = hashes(own)
    text = own / "base.txt"
    text.write_text("xin chào", "utf-8")
    ended = qms("template", "restyle", "--workspace", own, "--base", text)
    assert ended.code == 1 and "Word" in ended.err
    ended = qms("template", "restyle", "--workspace", own, "--base", own / "không có.docx")
    assert ended.code == 2 and "không có.docx" in ended.err
    assert hashes(own) == before


def test_a_folder_without_templates_is_told(qms: Program, tmp_path: Path) -> None:
    ended = qms("template", "restyle", "--workspace", tmp_path)
    assert ended.code == 2 and "Không có mẫu nào" in ended.err


def test_documents_are_made_in_the_new_look_with_the_same_words(qms: Program, ba_tri: Path, tmp_path: Path) -> None:
    chosen = [word for kind in KINDS for word in ("--kind", kind)]
    order = ("build", ba_tri, "--commune", "29110", "--as-of", "2018-12-01", "--workers", "1", *chosen)
    assert qms(*order, "--out", tmp_path / "cũ").code == 0
    twelve_points(ba_tri / "templates/base.docx")
    wanted = [ba_tri / f"templates/docx/{kind}.docx" for kind in KINDS]
    assert qms("template", "restyle", *wanted, "--workspace", ba_tri).code == 0
    assert not {hashlib.sha256(file.read_bytes()).hexdigest() for file in wanted} & shipped()
    assert qms(*order, "--out", tmp_path / "mới").code == 0
    old, new = (sorted((tmp_path / name).rglob("*.docx")) for name in ("cũ", "mới"))
    assert len(old) == len(new) >= 5
    for before, after in zip(old, new, strict=True):
        data = after.read_bytes()
        assert faults(data) == [], after.name
        assert docx.Document(str(after)).styles["Điều khoản"].font.size == Pt(12)
        assert list(outline_of(data, "a")) == list(outline_of(before.read_bytes(), "b"))
