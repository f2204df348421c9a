"""Records taken into a workspace: new procedures, what people made stays, what changed since is told."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from qms_docs.load import load_workspace
from qms_docs.load.yaml_text import read_yaml
from qms_docs.pipeline import import_portal

FIRST, LATER = date(2026, 7, 20), date(2026, 9, 1)


def page(code: str = "1.000656", **changes: str) -> dict[str, str]:
    return {
        "ma_thu_tuc": code,
        "ten_thu_tuc": "Thủ tục đăng ký khai tử",
        "so_quyet_dinh": "163/QĐ-BTP",
        "linh_vuc": "Hộ tịch",
        "cach_thuc_thuc_hien": "Hình thức nộpThời gianPhí, lệ phíMô tảTrực tiếp3 Ngày làm việc8,000 VNĐ(/bản)",
        "thanh_phan_ho_so": "--Tên giấy tờMẫu đơn, tờ khaiSố lượngGiấy báo tử1 bản chính",
        "can_cu_phap_ly": "Tên văn bản pháp lýMã văn bảnLuật Hộ tịch60/2014/QH13",
        "ket_qua_xu_ly": "Trích lục khai tửMã: KQ.G15.000034",
    } | changes


def put(folder: Path, *pages: dict[str, Any]) -> Path:
    folder.mkdir(exist_ok=True)
    for number, each in enumerate(pages):
        (folder / f"{number}.json").write_text(json.dumps(each, ensure_ascii=False), "utf-8")
    return folder


def state(root: Path) -> dict[str, bytes]:
    return {file.relative_to(root).as_posix(): file.read_bytes() for file in sorted(root.rglob("*")) if file.is_file()}


def test_a_new_procedure_becomes_a_file_of_its_own(small_workspace: Path, tmp_path: Path) -> None:
    source = put(tmp_path / "nguon", page())
    before = state(small_workspace)
    shown = import_portal(small_workspace, [source], FIRST)
    assert state(small_workspace) == before and [(each.code, each.is_new) for each in shown.records] == [("1.000656", True)]
    written = import_portal(small_workspace, [source], FIRST, apply=True).written
    assert sorted(file.relative_to(small_workspace).as_posix() for file in written) == [
        "procedures/ho-tich/1.000656-thu-tuc-dang-ky-khai-tu.yaml",
        "sources/portal/1.000656.yaml",
    ]
    loaded = load_workspace(small_workspace)
    assert loaded.diagnostics == ()
    procedure = loaded.catalogue.procedures["1.000656"]
    taken = {
        each.sheet_number for each in loaded.catalogue.procedures.values() if each.field == "ho_tich" and each.code != "1.000656"
    }
    assert procedure.sheet_number not in taken and procedure.verification.seen_on == FIRST
    assert import_portal(small_workspace, [source], LATER, apply=True).written == ()


def test_unknown_fields_and_acts_are_added_as_unverified(small_workspace: Path, tmp_path: Path) -> None:
    acts = "Tên văn bản pháp lýMã văn bảnNghị định số 77/2026/NĐ-CP ngày 05/3/2026 của Chính phủ về nước sạch77/2026/NĐ-CP"
    source = put(tmp_path / "nguon", page("1.999999", linh_vuc="Nước sạch nông thôn", can_cu_phap_ly=acts))
    found = import_portal(small_workspace, [source], FIRST, apply=True)
    assert found.new_fields == ("nuoc_sach_nong_thon",) and [act.number for act in found.new_acts] == ["77/2026/NĐ-CP"]
    catalogue = load_workspace(small_workspace).catalogue
    act = catalogue.acts["77/2026/NĐ-CP"]
    assert (act.issuer, act.signed, act.title, act.verified) == ("Chính phủ", date(2026, 3, 5), "về nước sạch", False)
    assert catalogue.fields["nuoc_sach_nong_thon"].code == "NSNT"


def test_what_changed_since_is_told_and_taken_over_and_hand_made_parts_stay(small_workspace: Path, tmp_path: Path) -> None:
    source = put(tmp_path / "nguon", page("2.001019", ten_thu_tuc="Chứng thực di chúc", linh_vuc="Chứng thực"))
    (file,) = small_workspace.glob("procedures/*/2.001019-*.yaml")
    hand_made = read_yaml(file)
    first = import_portal(small_workspace, [source], FIRST, apply=True)
    assert first.records[0].since == () and first.touched == ()
    after = read_yaml(file)
    kept = ("names", "steps", "records", "time_limits", "fees", "dossier", "legal_basis", "sheet_number")
    assert {key: after.get(key) for key in kept} == {key: hand_made.get(key) for key in kept}
    put(
        source,
        page(
            "2.001019",
            ten_thu_tuc="Chứng thực di chúc (sửa đổi)",
            linh_vuc="Chứng thực",
            so_quyet_dinh="999/QĐ-BTP",
            cach_thuc_thuc_hien="Hình thức nộpThời gianPhí, lệ phíMô tảTrực tiếp4 Ngày làm việc9,000 VNĐ(/bản)",
            can_cu_phap_ly="Tên văn bản pháp lýMã văn bảnLuật Hộ tịch60/2014/QH13Về cấp bản sao23/2015/NĐ-CP",
        ),
    )
    second = import_portal(small_workspace, [source], LATER, apply=True)
    assert {change.kind.value for change in second.records[0].since} == {"renamed", "decision", "limit", "fee", "acts"}
    (touched,) = second.touched
    assert touched.code == "2.001019" and touched.communes == 7 and touched.documents >= 7
    now = read_yaml(file)
    (limit,) = load_workspace(small_workspace).catalogue.procedures["2.001019"].time_limits
    assert (limit.value, limit.unit) == (4, "working_day") and now["steps"] == hand_made["steps"]
    assert now["names"][-1] == {"valid_from": "2026-09-01", "text": "Chứng thực di chúc (sửa đổi)"}
    assert [line for line in file.read_text("utf-8").splitlines() if line.startswith("#")] == [
        "# yaml-language-server: $schema=../../schemas/procedure.schema.json"
    ]
    assert load_workspace(small_workspace).diagnostics == ()


def test_a_repealed_record_is_told(small_workspace: Path, tmp_path: Path) -> None:
    one = {"MATTHC": "2.001019", "TENTTHC": "Chứng thực di chúc", "TRANGTHAI": "Công khai", "LINHVUCTHUCHIEN": "Chứng thực"}
    source = put(tmp_path / "nguon", one)
    import_portal(small_workspace, [source], FIRST, apply=True)
    put(source, one | {"TRANGTHAI": "Đã bãi bỏ"})
    found = import_portal(small_workspace, [source], LATER)
    assert [change.kind.value for change in found.records[0].since] == ["repealed"]


def test_what_cannot_be_taken_is_told_and_the_rest_is(small_workspace: Path, tmp_path: Path) -> None:
    other = page("1.000894", raw_text="Mã thủ tục1.014023Số quyết định")
    source = put(tmp_path / "nguon", page(), other, page("khong-phai-ma"), page(), page("1.000110", ten_thu_tuc=""))
    (source / "hong.json").write_text("{", "utf-8")
    found = import_portal(small_workspace, [source], FIRST, apply=True)
    codes = {each.code for each in found.diagnostics}
    assert {"IMP002", "IMP003", "IMP004", "IMP005", "IMP006"} <= codes
    assert [each.code for each in found.records if not each.refused] == ["1.000656"]
    assert not list(small_workspace.glob("procedures/*/1.000894*")) and list(small_workspace.glob("procedures/*/1.000656*"))
    assert all(each.location.file.startswith(str(source)) for each in found.diagnostics)


@pytest.mark.slow
def test_an_old_word_file_goes_through_libreoffice(small_workspace: Path, tmp_path: Path, soffice: str) -> None:
    import subprocess

    from .test_forms import detail

    (tmp_path / "x.docx").write_bytes(detail())
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    subprocess.run(
        [soffice, "--headless", profile, "--convert-to", "doc", "--outdir", tmp_path, tmp_path / "x.docx"],
        check=True,
        capture_output=True,
    )
    found = import_portal(small_workspace, [tmp_path / "x.doc"], FIRST)
    assert [(each.code, each.form) for each in found.records] == [("2.001019", "C")]
