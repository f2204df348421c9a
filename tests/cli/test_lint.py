"""`qms-docs lint` as a user runs it: text, JSON, SARIF, a mended copy."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.layout.papers import decision

from .conftest import Program


@pytest.fixture
def good(tmp_path: Path) -> Path:
    file = tmp_path / "quyết định.docx"
    file.write_bytes(decision().docx())
    return file


@pytest.fixture
def bad(tmp_path: Path) -> Path:
    file = tmp_path / "sai.docx"
    paper = (
        decision()
        .having("nation", size=15)
        .having("article3", lead="Điều 4. ")
        .having("clause2", text="2. Các bộ  phận phối hợp.")
    )
    file.write_bytes(paper.docx())
    return file


def test_a_good_paper(qms: Program, good: Path) -> None:
    ended = qms("lint", good)
    assert (ended.code, ended.err) == (0, "")
    assert "Đã xem: 1 tệp, 0 chỗ sai thể thức." in ended.out


def test_each_departure_has_place_value_rule_and_article(qms: Program, good: Path, bad: Path) -> None:
    ended = qms("lint", good, bad)
    assert ended.code == 1
    assert "word/document.xml¶5 › bảng 1, hàng 1, ô 2 › «CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM»: lỗi LAY023" in ended.out
    assert "Cỡ chữ quốc hiệu: 15 pt; quy định: 12 đến 13." in ended.out
    assert "khoản 1 Mục II Phần I Phụ lục I Nghị định số 30/2020/NĐ-CP" in ended.out
    assert "2 tệp, 3 chỗ" in ended.out
    english = qms("lint", bad, "--lang", "en")
    assert "Size of the national title: 15 pt; asked: 12 to 13 pt." in english.out


def test_json(qms: Program, bad: Path) -> None:
    found = qms("lint", bad, "--json").json
    assert found["files"] == [str(bad)]
    assert {item["name"] for item in found["diagnostics"]} == {"nation-size", "article-order", "double-blank"}
    assert {item["severity"] for item in found["diagnostics"]} == {"error", "warning"}


def test_sarif(qms: Program, bad: Path) -> None:
    ended = qms("lint", bad, "--sarif")
    log = ended.json
    assert (ended.code, log["version"], len(log["runs"])) == (1, "2.1.0", 1)
    driver, results = log["runs"][0]["tool"]["driver"], log["runs"][0]["results"]
    assert driver["name"] == "qms-docs"
    assert len(results) == 3
    for result in results:
        rule = driver["rules"][result["ruleIndex"]]
        assert rule["id"] == result["ruleId"]
        assert rule["shortDescription"]["text"] and rule["help"]["text"]
        assert result["level"] in ("error", "warning")
        (place,) = result["locations"]
        assert place["physicalLocation"]["artifactLocation"]["uri"].endswith("sai.docx")
        assert place["logicalLocations"][0]["fullyQualifiedName"].startswith("word/")
    assert " " not in qms("lint", bad.with_name("quyết định.docx"), bad, "--sarif").out.partition('"uri": "')[2].partition('"')[0]


def test_a_mended_copy(qms: Program, bad: Path) -> None:
    before, copy = bad.read_bytes(), bad.with_name("sửa.docx")
    ended = qms("lint", bad, "--fix", copy)
    assert ended.code == 1
    assert "Đã sửa: 2 chỗ." in ended.out
    assert "Điều 4" in ended.out
    assert bad.read_bytes() == before
    again = qms("lint", copy, "--json").json
    assert [item["name"] for item in again["diagnostics"]] == ["article-order"]


def test_the_layout_may_be_named(qms: Program, good: Path) -> None:
    found = qms("lint", good, "--layout", "tt01", "--json").json["diagnostics"]
    assert {item["name"] for item in found} == {"basis-style", "page-number-place"}
    assert "01/2011/TT-BNV" in found[0]["advice"]
    refused = qms("lint", good, "--layout", "nd31")
    assert refused.code == 2
    assert "nd30" in refused.err


def test_what_cannot_be_done(qms: Program, good: Path, tmp_path: Path) -> None:
    assert qms("lint", good, "--fix", good).code == 2
    assert qms("lint", good, good, "--fix", tmp_path / "x.docx").code == 2
    missing = qms("lint", tmp_path / "none.docx")
    assert missing.code == 2
    assert "none.docx" in missing.err
    broken = tmp_path / "broken.docx"
    broken.write_bytes(b"no zip")
    ended = qms("lint", broken, good)
    assert (ended.code, "TPL001" in ended.out, "2 tệp" in ended.out) == (1, True, True)
    assert qms("lint", broken, "--fix", tmp_path / "y.docx").code == 1
    assert not (tmp_path / "y.docx").exists()
