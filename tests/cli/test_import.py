"""Taking in records at the command line: what a newcomer reads, and the codes with which it ends."""

from __future__ import annotations

import json
from pathlib import Path

from .conftest import Program

RECORD = {
    "MATTHC": "2.000635",
    "TENTTHC": "Cấp bản sao Trích lục hộ tịch",
    "LINHVUCTHUCHIEN": "Hộ tịch",
    "CACHTHUCTHUCHIEN": [{"KENH": "1", "THOIGIAN": [{"THOIGIANGIAIQUYET": "1", "DONVITINH": "", "PHILEPHI": [{"SOTIEN": "0"}]}]}],
}


def test_records_are_shown_then_written(qms: Program, ba_tri: Path, tmp_path: Path) -> None:
    file = tmp_path / "bản lưu.json"
    file.write_text(json.dumps(RECORD, ensure_ascii=False), "utf-8")
    shown = qms("import", "tthc", file, "--workspace", ba_tri, "--seen", "2026-09-01")
    assert shown.code == 0 and "2.000635" in shown.out and "IMP011" in shown.out and "--apply" in shown.out
    told = qms("import", "tthc", file, "--workspace", ba_tri, "--seen", "2026-09-01", "--json").json
    assert [each["code"] for each in told["diagnostics"]] == ["IMP011", "IMP012"] and told["written"] == []
    written = qms("import", "tthc", file, "--workspace", ba_tri, "--seen", "2026-09-01", "--apply")
    assert written.code == 0 and "Đã ghi 2 tệp" in written.out
    assert list(ba_tri.glob("procedures/ho-tich/2.000635-*.yaml"))


def test_what_is_wrong_is_told(qms: Program, ba_tri: Path, tmp_path: Path) -> None:
    assert qms("import", "tthc", tmp_path / "không có", "--workspace", ba_tri).code == 2
    file = tmp_path / "x.json"
    file.write_text("{", "utf-8")
    broken = qms("import", "tthc", file, "--workspace", ba_tri)
    assert broken.code == 1 and "IMP002" in broken.out
    assert qms("import", "tthc").code == 2 and qms("import").code == 2
