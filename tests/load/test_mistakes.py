"""What a user sees for a mistake in a file: place, fact, advice — all of them at once, never a traceback."""

from __future__ import annotations

from pathlib import Path

import pytest

from qms_docs.diagnostics import Diagnostic
from qms_docs.errors import WorkspaceError
from qms_docs.load import load_workspace

SHEET = "procedures/ho-tich/1.004873-cap-giay-xac-nhan-tinh-trang-hon-nhan.yaml"


def mistakes(root: Path, file: str, old: str, new: str) -> list[Diagnostic]:
    path = root / file
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")
    return list(load_workspace(root).diagnostics)


def places(found: list[Diagnostic], root: Path) -> list[tuple[str, int | None, int | None]]:
    return [(d.code, d.location.line, d.location.column) for d in found]


def line_of(root: Path, text: str, file: str = SHEET) -> int:
    return (root / file).read_text("utf-8").split(text)[0].count("\n") + 1


# (what is replaced, by what, code, column, words of the fact, words of the advice)
CASES = [
    ("legal_basis:", "legal_bases:", "DATA010", 1, "legal_bases", "legal_basis"),
    ("valid_from: 2016-01-01", "valid_from: 2016-02-30", "DATA012", 13, "2016-02-30", "2018-12-01"),
    ("valid_from: 2016-01-01", "valid_from: 01/01/2016", "DATA012", 13, "01/01/2016", "year-month-day"),
    ("sheet_number: 33", "sheet_number: ba mươi ba", "DATA013", 15, "ba mươi ba", "digits"),
    ("sheet_number: 33", "sheet_number: 0", "DATA013", 15, "0", "≥ 1"),
    ("unit: working_day}", "unit: workingday}", "DATA014", None, "workingday", "working_day"),
    ("code: 1.004873", "code: 1.00487", "DATA015", 7, "1.00487", "form"),
    ("value: 3, unit: working_day}", "value: 3}", "DATA019", None, "unit", "working_day"),
    ("status: local", "status: amount", "DATA019", None, "amount", "amount"),
    ("retention: {permanent: true}", "retention: {permanent: true, years: 5}", "DATA019", None, "one thing", "only one"),
    ("decision: 163/QĐ-BTP", "decision: 163/QĐ-BTP\ndecision: 1/QĐ-BTP", "DATA007", 1, "twice", "lost"),
    ("decision: 163/QĐ-BTP", "decision: &x 163/QĐ-BTP\nauthority: *x", "DATA006", None, "anchor", "both places"),
    ("decision: 163/QĐ-BTP", "decision:\n\t- 163/QĐ-BTP", "DATA005", 1, "tab", "blanks"),
    ("decision: 163/QĐ-BTP", "decision: [163/QĐ-BTP", "DATA004", None, "YAML", "quotes"),
    ("decision: 163/QĐ-BTP", "decision: [a, b]", "DATA018", None, "shape", "schema"),
    ("decision: 163/QĐ-BTP", 'decision: "163\\u0007QĐ"', "DATA017", 11, "U+0007", "Delete"),
    ("decision: 163/QĐ-BTP", 'decision: ""', "DATA011", 11, "empty", "absent"),
    ("field: ho_tich\n", "", "DATA011", None, "field", "Add"),
    ("decision: 163/QĐ-BTP", "decision: " + "x" * 30_000, "DATA016", 11, "too long", "Split"),
]


@pytest.mark.parametrize(
    ("old", "new", "code", "column", "fact", "advice"), CASES, ids=[f"{case[2]}-{case[1][:24]!r}" for case in CASES]
)
def test_a_mistake_is_told_at_its_place(
    small_workspace: Path, old: str, new: str, code: str, column: int | None, fact: str, advice: str, english: None
) -> None:
    found = mistakes(small_workspace, SHEET, old, new)
    (mistake,) = [d for d in found if d.code == code]
    assert Path(mistake.location.file) == small_workspace / SHEET
    assert mistake.location.line is not None
    if column is not None:
        assert mistake.location.column == column
    assert fact in str(mistake.fact)
    assert advice in str(mistake.advice)


def test_all_mistakes_of_all_files_come_at_once(small_workspace: Path) -> None:
    text = (small_workspace / SHEET).read_text("utf-8")
    text = (
        text.replace("sheet_number: 33", "sheet_number: x")
        .replace("legal_basis:", "legal_bases:")
        .replace("value: 23", "value: -1")
    )
    (small_workspace / SHEET).write_text(text, "utf-8")
    found = mistakes(small_workspace, "communes/ben-tre/binh-dai/29104-thanh-phuoc.yaml", "kind: xã", "kind: xa")
    assert {d.code for d in found} >= {"DATA013", "DATA010", "DATA014"}
    lines = {d.location.line for d in found if d.location.file.endswith(SHEET.split("/")[-1])}
    assert {
        line_of(small_workspace, "sheet_number:"),
        line_of(small_workspace, "legal_bases:"),
        line_of(small_workspace, "value: -1"),
    } <= lines


def test_bad_utf8_is_told_with_line_and_column(small_workspace: Path) -> None:
    file = small_workspace / SHEET
    data = file.read_bytes().replace("Cá nhân".encode(), b"C" + b"\xe1 nh\xe2n", 1)
    file.write_bytes(data)
    (found,) = [d for d in load_workspace(small_workspace).diagnostics if d.code == "DATA003"]
    line = data.split(b"\xe1 nh")[0].count(b"\n") + 1
    assert (found.location.line, found.location.column) == (line, len("subjects: [C") + 1)


def test_a_string_of_ten_megabytes_is_refused_and_not_read(small_workspace: Path) -> None:
    found = mistakes(small_workspace, SHEET, "decision: 163/QĐ-BTP", "decision: " + "x" * 10 * 2**20)
    (large,) = [d for d in found if d.code == "DATA002"]
    assert Path(large.location.file) == small_workspace / SHEET


def test_deep_nesting_is_refused(small_workspace: Path) -> None:
    found = mistakes(small_workspace, SHEET, "decision: 163/QĐ-BTP", "decision: " + "[" * 5000)
    assert [d.code for d in found if d.location.file.endswith(Path(SHEET).name)] == ["DATA004"]


def test_the_same_procedure_in_two_files_is_told(small_workspace: Path) -> None:
    file = small_workspace / SHEET
    file.with_name("1.004873-again.yaml").write_bytes(file.read_bytes())
    (found,) = [d for d in load_workspace(small_workspace).diagnostics if d.code == "DATA020"]
    assert "1.004873" in str(found.fact)


def test_an_empty_file_is_told(small_workspace: Path) -> None:
    (small_workspace / SHEET).write_text("", "utf-8")
    assert [d.code for d in load_workspace(small_workspace).diagnostics] == ["DATA021"]


def test_values_stay_what_the_author_typed(small_workspace: Path) -> None:
    file = small_workspace / SHEET
    file.write_text(
        file.read_text("utf-8").replace("decision: 163/QĐ-BTP", "decision: no").replace("- Cá nhân", "- 013"), "utf-8"
    )
    assert load_workspace(small_workspace).catalogue.procedures["1.004873"].decision == "no"


def test_text_is_cleaned_on_load(small_workspace: Path) -> None:
    file = small_workspace / SHEET
    dirty = "decision: 163\u00a0\u00a0/Q\u200eĐ-BT\u200bP  và  Thu\u0309y"
    file.write_text(file.read_text("utf-8").replace("decision: 163/QĐ-BTP", dirty), "utf-8")
    assert load_workspace(small_workspace).catalogue.procedures["1.004873"].decision == "163 /QĐ-BTP và Thủy"


def test_no_workspace_says_what_to_do(tmp_path: Path, english: None) -> None:
    with pytest.raises(WorkspaceError, match="qms-docs init"):
        load_workspace(tmp_path)


@pytest.mark.parametrize("text", ["name = ", "nam = 'x'", "name = 'x'\n[documents]\nissue = 0", "\xff"])
def test_wrong_settings_are_named(small_workspace: Path, text: str) -> None:
    (small_workspace / "qms.toml").write_bytes(text.encode("latin-1"))
    with pytest.raises(WorkspaceError, match=r"qms\.toml"):
        load_workspace(small_workspace)
