"""A district's data becomes its document packs."""

from __future__ import annotations

import hashlib
import json
import re
from datetime import date
from pathlib import Path

import docx
import pytest
from tests.documents import document_text, table_rows
from tests.places import NOW, REPOSITORY, THEN

from qms_docs.domain.artifacts import BuildRequest
from qms_docs.load import Workspace
from qms_docs.pipeline import BuildResult, build

DISTRICTS = ("Bình Đại", "Ba Tri", "Mỏ Cày Nam")


def files(result: BuildResult) -> list[Path]:
    return sorted(result.out.rglob("*.docx"))


def pack(result: BuildResult, code: str) -> dict[str, str]:
    return {file.name: document_text(file) for file in files(result) if f"/{code}-" in str(file)}


def one(result: BuildResult, code: str, name: str) -> Path:
    (file,) = [file for file in files(result) if f"/{code}-" in str(file) and name in file.name]
    return file


def manifest(result: BuildResult) -> list[dict[str, str]]:
    documents: list[dict[str, str]] = json.loads((result.out / "manifest.json").read_text("utf-8"))["documents"]
    return documents


# ---- the whole roll-out


def _made(result: BuildResult) -> list[Path]:
    """What a user finds there; the journal keeps the order in which the workers were done."""
    return [file for file in result.out.rglob("*") if file.is_file() and ".qms-docs" not in file.parts]


def test_the_61_communes_get_their_packs_and_two_builds_are_alike(tmp_path: Path) -> None:
    results = [
        build(BuildRequest(REPOSITORY, THEN, tmp_path / name, districts=DISTRICTS, workers=workers))
        for name, workers in (("one", 1), ("two", 2))
    ]
    for result in results:
        assert result.communes == 61
        assert not result.failed
        assert not result.has_errors
        assert result.documents > 9_000
    trees = [{str(file.relative_to(r.out)): file.read_bytes() for file in _made(r)} for r in results]
    assert trees[0] == trees[1]
    kinds = [(entry["commune"], entry["kind"]) for entry in manifest(results[0])]
    for kind in ("manual", "publication_decision", "declaration", "notice_letter"):
        assert len({commune for commune, k in kinds if k == kind}) == 61


def test_manifest_names_every_file_with_its_hash(packs_then: BuildResult) -> None:
    entries = manifest(packs_then)
    assert {entry["path"] for entry in entries} == {str(file.relative_to(packs_then.out)) for file in files(packs_then)}
    for entry in entries:
        assert set(entry) == {"path", "sha256", "kind", "commune", "procedure", "template", "as_of"}
        assert hashlib.sha256((packs_then.out / entry["path"]).read_bytes()).hexdigest() == entry["sha256"]
        assert entry["as_of"] == "2018-12-01"


def test_paths_are_ascii_and_legal_everywhere(packs_then: BuildResult) -> None:
    for entry in manifest(packs_then):
        assert re.fullmatch(r"[a-z-]+/\d{5}-[a-z0-9-]+/[a-z0-9-]+(/[a-z-]+|/\d{4})?/[A-Z0-9-]+[a-z0-9-]*\.docx", entry["path"])
        assert len(entry["path"]) < 180
    assert len({entry["path"].lower() for entry in manifest(packs_then)}) == packs_then.documents


def test_every_procedure_in_scope_has_its_sheet(packs_then: BuildResult, workspace: Workspace) -> None:
    catalogue = workspace.catalogue
    commune = catalogue.commune_on("29104", THEN)
    assert commune is not None
    scope = {procedure.code for procedure in catalogue.scope_on(commune, THEN)}
    sheets = {
        entry["procedure"] for entry in manifest(packs_then) if entry["commune"] == "29104" and entry["kind"] == "procedure_sheet"
    }
    assert sheets == scope
    listed = table_rows(one(packs_then, "29104", "BCB-"), "Danh mục thủ tục hành chính")
    assert {row[1] for row in listed if len(row) == 4} - {"Mã thủ tục"} == scope


# ---- what must not stand in a document


@pytest.mark.parametrize("packs", ["packs_then", "packs_now"])
def test_no_tag_and_no_error_text_is_left(packs: str, request: pytest.FixtureRequest) -> None:
    result: BuildResult = request.getfixturevalue(packs)
    for file in files(result):
        text = document_text(file)
        for remainder in ("{{", "}}", "{%", "%}", "None", "Undefined", "True", "False"):
            assert remainder not in text, f"{remainder} in {file.name}"


def test_no_foreign_commune_in_a_pack(packs_then: BuildResult, workspace: Workspace) -> None:
    """Names of other communes, with their kind, may stand nowhere in a pack."""
    names = {c.code: n.with_kind for c in workspace.catalogue.communes_on(THEN) if (n := c.name_on(THEN))}
    for code in ("29104", "29050", "29161"):
        text = "\n".join(pack(packs_then, code).values()).lower()
        for other, name in names.items():
            if name != names[code]:
                assert not re.search(rf"{re.escape(name.lower())}(?!\w| \w*ương)", text) or name.lower() in names[code].lower(), (
                    code,
                    other,
                    name,
                )
        assert names[code].lower() in text


def test_a_pack_of_2018_knows_nothing_of_later_years(packs_then: BuildResult) -> None:
    # Plans speak of the next year; nothing speaks of what comes after.
    later = re.compile(r"/20(19|2\d)/|năm 202\d\b|/202\d\b|Trung tâm Phục vụ|VNeID|định danh cá nhân|Vĩnh Long")
    for file in files(packs_then):
        found = later.search(document_text(file))
        assert found is None, (file.name, found)


@pytest.mark.parametrize("packs", ["packs_then", "packs_now"])
def test_remarks_to_the_author_of_the_data_are_not_printed(packs: str, request: pytest.FixtureRequest) -> None:
    result: BuildResult = request.getfixturevalue(packs)
    remark = re.compile(r"[Nn]guồn (chỉ|ghi|không|chưa|nêu|của|mâu)|cần đối chiếu|theo trí nhớ|chưa kiểm chứng|liệt kê lần")
    for file in files(result):
        found = remark.search(document_text(file))
        assert found is None, (file.name, found)


def test_acts_not_in_force_are_not_cited(packs_then: BuildResult, packs_now: BuildResult, workspace: Workspace) -> None:
    acts = workspace.catalogue.acts.values()
    for result, day in ((packs_then, THEN), (packs_now, NOW)):
        text = "\n".join(pack(result, "29104").values())
        for act in acts:
            if act.effective_from is not None and act.effective_from > day and "/" in act.number:
                assert f"số {act.number}" not in text, act.number


# ---- names, regimes and layout follow the day


def test_then_the_commune_stands_in_its_district(packs_then: BuildResult) -> None:
    decision = document_text(one(packs_then, "29104", "QD-CB"))
    assert "xã Thạnh Phước, huyện Bình Đại, tỉnh Bến Tre" in decision
    assert "Thạnh Phước, ngày 01 tháng 12 năm 2018" in decision
    assert "Ủy ban nhân dân huyện Bình Đại;" in decision
    letter = document_text(one(packs_then, "29104", "CV-TB"))
    assert "Kính gửi: Sở Khoa học và Công nghệ tỉnh Bến Tre." in letter


def test_now_it_stands_in_the_new_province(packs_now: BuildResult) -> None:
    decision = document_text(one(packs_now, "29104", "QD-CB"))
    assert "xã Thạnh Phước, tỉnh Vĩnh Long" in decision
    assert "huyện" not in decision
    assert "PHƯỜNG BA TRI" in document_text(one(packs_now, "29110", "QD-CB"))


def test_a_town_has_its_own_letterhead(packs_then: BuildResult) -> None:
    decision = document_text(one(packs_then, "29050", "QD-CB"))
    assert "THỊ TRẤN BÌNH ĐẠI" in decision
    assert "XÃ BÌNH ĐẠI" not in decision


def test_reception_unit_and_form_numbers_follow_the_regime(packs_then: BuildResult, packs_now: BuildResult) -> None:
    then, now = (document_text(one(packs, "29104", "QT-TPHT-01-")) for packs in (packs_then, packs_now))
    assert "Bộ phận Tiếp nhận và Trả kết quả" in then
    assert "Trung tâm Phục vụ hành chính công" in now
    assert "Phiếu kiểm soát quá trình giải quyết hồ sơ (Mẫu số 05)" in then
    assert "Phiếu kiểm soát quá trình giải quyết hồ sơ (Mẫu số 06)" in now


def test_the_climate_amendment_stands_only_in_later_manuals(packs_then: BuildResult, packs_now: BuildResult) -> None:
    assert "biến đổi khí hậu" not in document_text(one(packs_then, "29104", "STCL"))
    assert "biến đổi khí hậu" in document_text(one(packs_now, "29104", "STCL"))


# ---- one field for cover, header, footer, revision table


def test_control_data_agree_everywhere_in_a_sheet(packs_then: BuildResult) -> None:
    for file in files(packs_then):
        if not file.name.startswith(("QT-", "STCL")):
            continue
        text = document_text(file)
        code = re.search(r"Mã hiệu: (\S+)", text)
        assert code and file.name.startswith(code[1])
        assert text.count(code[1]) >= 3, "cover, header and properties"
        assert re.search(r"Lần ban hành: 01\n", text) and "Lần ban hành: 01 – Lần sửa đổi: 00" in text
        assert set(re.findall(r"Ngày (?:ban hành|hiệu lực): (\S+)", text)) == {"01/12/2018"}
        last = [row for row in table_rows(file, "Theo dõi sửa đổi") if row[0].strip()][-1]
        assert last[3:] == ["01/00", "01/12/2018"]


def test_codes_are_unique_in_a_pack(packs_now: BuildResult) -> None:
    codes = [re.match(r"[A-Z0-9-]+(?=-)", Path(e["path"]).name)[0] for e in manifest(packs_now) if e["commune"] == "29104"]  # type: ignore[index]
    assert len(set(codes)) == len(codes)


def test_section_five_is_lettered_in_the_vietnamese_alphabet(packs_then: BuildResult) -> None:
    for file in files(packs_then):
        if file.name.startswith("QT-") and not file.name.startswith("QT-HT-"):
            letters = re.findall(r"^([a-zđ])\. ", document_text(file), re.MULTILINE)
            assert letters == ["a", "b", "c", "d", "đ", "e", "g", "h", "i", "k", "l"][: len(letters)], file.name
            assert len(letters) >= 9


def test_documents_open_in_python_docx_with_properties(packs_then: BuildResult) -> None:
    for file in files(packs_then):
        document = docx.Document(str(file))
        assert document.core_properties.title
        assert document.core_properties.author.startswith("Ủy ban nhân dân")
        assert document.core_properties.language == "vi-VN"


def test_documents_open_in_libreoffice(packs_then: BuildResult, soffice: str, tmp_path: Path) -> None:
    import subprocess

    chosen = [file for file in files(packs_then) if "/29161-" in str(file)]
    command = [
        soffice,
        f"-env:UserInstallation=file://{tmp_path}/profile",
        "--headless",
        "--convert-to",
        "pdf",
        "--outdir",
        str(tmp_path / "pdf"),
    ]
    subprocess.run([*command, *map(str, chosen)], check=True, capture_output=True, timeout=300)
    made = {file.stem for file in (tmp_path / "pdf").glob("*.pdf") if file.read_bytes().startswith(b"%PDF-")}
    assert made == {file.stem for file in chosen}


# ---- mistakes


def broken_build(root: Path, tmp_path: Path, *communes: str, day: date = THEN) -> BuildResult:
    return build(BuildRequest(root, day, tmp_path / "out", communes=communes))


def test_an_error_in_one_commune_stops_that_commune_alone(small_workspace: Path, tmp_path: Path) -> None:
    (file,) = (small_workspace / "communes/ben-tre/binh-dai").glob("29104-*.yaml")
    file.write_text(file.read_text("utf-8").replace("officials:", "oficials:"), "utf-8")
    result = broken_build(small_workspace, tmp_path, "29104", "29050")
    assert result.stopped == ("29104",)
    assert result.communes == 1
    assert not list((tmp_path / "out").rglob("29104-*"))
    (error,) = [d for d in result.diagnostics if d.code == "DATA010"]
    assert error.location.line and error.location.column == 1
    assert "oficials" in str(error.fact) and "officials" in str(error.advice)


def test_a_missing_procedure_is_named_at_its_line(small_workspace: Path, tmp_path: Path) -> None:
    (file,) = (small_workspace / "communes/ben-tre/binh-dai").glob("29104-*.yaml")
    text = file.read_text("utf-8") + 'procedures_excluded: ["9.999999"]\n'
    file.write_text(text, "utf-8")
    result = broken_build(small_workspace, tmp_path, "29104", "29050")
    (error,) = [d for d in result.diagnostics if d.is_error]
    assert (error.code, error.location.line, error.commune) == ("COM002", text.count("\n"), "29104")
    assert not list((tmp_path / "out").rglob("29104-*"))
    assert result.communes == 1


def test_an_error_in_shared_data_makes_no_document(small_workspace: Path, tmp_path: Path) -> None:
    (file,) = (small_workspace / "procedures/chung-thuc").glob("2.001019-*.yaml")
    file.write_text(file.read_text("utf-8").replace("2001", "2OO1").replace("seen_on: 2026-07-20", "seen_on: 20/7/2026"), "utf-8")
    result = broken_build(small_workspace, tmp_path)
    assert result.documents == 0
    assert result.has_errors
    assert not list((tmp_path / "out").rglob("*.docx"))


def test_a_word_the_data_lack_stops_the_document_and_names_the_paragraph(small_workspace: Path, tmp_path: Path) -> None:
    template = small_workspace / "templates/docx/notice_letter.docx"
    document = docx.Document(str(template))
    document.add_paragraph("{{ agency.fax }}")
    document.save(str(template))
    result = broken_build(small_workspace, tmp_path, "29104")
    (failed,) = result.failed
    assert failed.job.kind == "notice_letter"
    assert "word/document.xml¶" in failed.reason and "fax" in failed.reason
    assert not (result.out / failed.job.path).exists()
    assert len(list((tmp_path / "out").rglob("*.docx"))) == result.documents > 50
