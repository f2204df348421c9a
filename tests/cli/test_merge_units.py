"""`qms-docs merge-units`: a merged commune's first file from those of its parts."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

from qms_docs.load import load_workspace
from tests.cli.conftest import Program

ORDER = ("--as-of", "2025-07-01", "--into", "29104")


def parts(workspace: Path) -> tuple[Path, Path]:
    first, second = (next((workspace / "communes/ben-tre/binh-dai").glob(f"{code}-*.yaml")) for code in ("29098", "29104"))
    return first, second


def replace(file: Path, old: str, new: str) -> None:
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), "utf-8")


def test_what_the_parts_agree_on_is_taken_and_the_rest_is_asked(qms: Program, small_workspace: Path, tmp_path: Path) -> None:
    first, second = parts(small_workspace)
    replace(first, "full_name: Nguyễn Văn A, sample: true", "full_name: Nguyễn Văn H")
    replace(first, "successor:", "agency:\n  - {phone: 0275 3111, fee_group: nhóm 2, website: binhdai.example}\nsuccessor:")
    replace(
        second,
        "successor:",
        "agency:\n  - {phone: 0275 3222, website: binhdai.example}\nprocedures_excluded: [2.000815]\nsuccessor:",
    )
    out = tmp_path / "mới.yaml"
    ended = qms("merge-units", small_workspace, *ORDER, "--out", out, "--json")
    assert ended.code == 0, ended.err
    asked = {(each["about"], each["key"]): dict(each["answers"]) for each in json.loads(ended.out)["questions"]}
    assert asked[("post", "chairman")] == {"xã Đại Hòa Lộc": "Nguyễn Văn H", "xã Thạnh Phước": "Nguyễn Văn A"}
    assert asked[("agency", "phone")] == {"xã Đại Hòa Lộc": "0275 3111", "xã Thạnh Phước": "0275 3222"}
    assert asked[("agency", "fee_group")] == {"xã Đại Hòa Lộc": "nhóm 2"}
    assert asked[("excluded", "2.000815")] == {"xã Thạnh Phước": "2.000815"}
    assert ("post", "clerk") not in asked and ("agency", "website") not in asked
    text = out.read_text("utf-8")
    assert "Nguyễn Văn H" in text and "Nguyễn Văn A" in text and "position: chairman" not in text
    above = text.split("assignments:")[0].splitlines()[-1]
    assert above.startswith("# ") and "chairman" in above and "Nguyễn Văn H" in above


def test_the_draft_is_a_file_of_the_workspace(qms: Program, small_workspace: Path, tmp_path: Path) -> None:
    """Put in place of the unit's own file, it loads without a mistake and says what that one said."""
    (own,) = (small_workspace / "communes/vinh-long/binh-dai").glob("29104-*.yaml")
    before = load_workspace(small_workspace).catalogue.commune_on("29104", date(2026, 11, 1))
    out = tmp_path / "draft.yaml"
    assert qms("merge-units", small_workspace, *ORDER, "--out", out).code == 0
    own.write_text(out.read_text("utf-8"), "utf-8")
    loaded = load_workspace(small_workspace)
    assert not loaded.diagnostics
    after = loaded.catalogue.commune_on("29104", date(2026, 11, 1))
    assert before is not None and after is not None
    assert (after.names, after.formed_from, after.officials) == (before.names, before.formed_from, before.officials)
    assert qms("merge-units", small_workspace, *ORDER, "--out", tmp_path / "again.yaml").code == 0
    assert (tmp_path / "again.yaml").read_bytes() == out.read_bytes()


def test_nothing_is_overwritten_and_an_unknown_unit_is_told(qms: Program, small_workspace: Path, tmp_path: Path) -> None:
    out = tmp_path / "draft.yaml"
    out.write_text("của tôi", "utf-8")
    ended = qms("merge-units", small_workspace, *ORDER, "--out", out)
    assert ended.code != 0 and out.read_text("utf-8") == "của tôi" and "--out" in ended.err
    assert qms("merge-units", small_workspace, *ORDER).code != 0, "the unit has a file already"
    ended = qms("merge-units", small_workspace, "--as-of", "2025-07-01", "--into", "99999")
    assert ended.code != 0 and "successor" in ended.err
