"""What a user notices of each command: screens, JSON, exit codes."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from qms_docs import pipeline
from qms_docs.diagnostics import Diagnostic, Location, Severity, say
from qms_docs.domain.artifacts import BuildRequest, DocumentJob, FailedDocument
from tests.cli.conftest import Program

DAY = ("--as-of", "2018-12-31")
BROKEN = "communes/ben-tre/ba-tri/29113-tan-my.yaml"


Built = Callable[[pipeline.BuildResult | BaseException], list[BuildRequest]]


def _diagnostic(
    severity: Severity = Severity.WARNING, code: str = "PEO001", name: str = "sample-persons", number: int = 1
) -> Diagnostic:
    return Diagnostic(code, name, severity, Location(f"/w/[x]/{number}.yaml"), say("The documents print sample persons."))


def _result(
    *diagnostics: Diagnostic, failed: tuple[FailedDocument, ...] = (), stopped: tuple[str, ...] = ()
) -> pipeline.BuildResult:
    return pipeline.BuildResult(
        out=Path("/w/[x]/build"),
        root=Path("/w"),
        communes=24,
        documents=1224,
        made=1224,
        failed=failed,
        stopped=stopped,
        seconds=4.26,
        diagnostics=diagnostics,
    )


@pytest.fixture
def built(monkeypatch: pytest.MonkeyPatch) -> Built:
    """Let `build` return what a test says, and keep the request."""
    asked: list[BuildRequest] = []

    def use(outcome: pipeline.BuildResult | BaseException) -> list[BuildRequest]:
        def build(request: BuildRequest, progress: object = None) -> pipeline.BuildResult:
            asked.append(request)
            if isinstance(outcome, BaseException):
                raise outcome
            return outcome

        monkeypatch.setattr(pipeline, "build", build)
        return asked

    return use


# ---- build


def test_build_tells_in_vietnamese_what_was_made(qms: Program, built: Built) -> None:
    built(_result(_diagnostic(), _diagnostic(number=2)))
    seen = qms("build")
    assert seen.code == 0
    assert seen.err == ""
    assert "Đã lập: 1.224 tài liệu cho 24 đơn vị trong 4,3 giây." in seen.out
    assert "Tài liệu được lưu tại: /w/[x]/build" in seen.out
    assert "Cảnh báo: 2\n  2  PEO001   Tài liệu in tên người mẫu (sample-persons)" in seen.out
    assert "\x1b" not in seen.out


def test_build_in_english(qms: Program, built: Built) -> None:
    built(_result(_diagnostic()))
    seen = qms("build", "--lang", "en")
    assert "Made: 1,224 documents for 24 units in 4.3 seconds." in seen.out
    assert "Documents print sample persons (sample-persons)" in seen.out


def test_build_passes_on_what_was_asked(qms: Program, built: Built, tmp_path: Path) -> None:
    asked = built(_result())
    chosen = ("--commune", "29113", "--commune", "29110", "--district", "Ba Tri", "--kind", "manual")
    qms("build", tmp_path, *chosen, *DAY, "--workers", "3")
    request = asked[0]
    assert (request.communes, request.districts, request.kinds) == (("29113", "29110"), ("Ba Tri",), ("manual",))
    assert (request.as_of.isoformat(), request.workers, request.out) == ("2018-12-31", 3, tmp_path / "build")


def test_build_prints_errors_in_full_and_ends_with_1(qms: Program, built: Built) -> None:
    built(_result(*(_diagnostic(Severity.ERROR, number=n) for n in range(60)), stopped=("29113",)))
    seen = qms("build", *DAY)
    assert seen.code == 1
    assert seen.err.count("lỗi PEO001 sample-persons") == 50
    assert "… và 10 lỗi khác. Xem bằng lệnh: qms-docs check . --as-of 2018-12-31" in seen.err
    assert "Dừng lại do có lỗi: 1 đơn vị (29113)." in seen.out
    assert "[x]/0.yaml" in seen.err


def test_failed_documents_end_with_4_before_errors(qms: Program, built: Built) -> None:
    job = DocumentJob("manual", "29113@", None, "STCL", "Sổ tay", "ba-tri/x.docx")
    built(_result(_diagnostic(Severity.ERROR, "DOC001", "document-failed"), failed=(FailedDocument(job, "?"),)))
    seen = qms("build")
    assert seen.code == 4
    assert "Không lập được: 1 tài liệu." in seen.out


def test_build_json_is_one_object_also_with_errors(qms: Program, built: Built) -> None:
    built(_result(_diagnostic(Severity.ERROR)))
    seen = qms("build", "--json")
    assert (seen.code, seen.err) == (1, "")
    assert set(seen.json) == {"communes", "documents", "made", "removed", "withdrawn", "failed", "seconds", "out", "diagnostics"}
    assert seen.json["diagnostics"][0]["message"] == "Tài liệu in tên người mẫu."
    assert "người mẫu" in seen.out


def test_ctrl_c_says_what_stands(qms: Program, built: Built) -> None:
    built(KeyboardInterrupt())
    seen = qms("build", "--out", "/w/ra")
    assert seen.code == 130
    assert seen.err.startswith("Đã ngắt theo yêu cầu.\n")
    assert "\nCác tệp trong «/w/ra» đều nguyên vẹn nhưng bộ tài liệu chưa đủ" in seen.err
    assert "Traceback" not in seen.err


def test_our_own_mistakes_keep_their_traceback(qms: Program, built: Built) -> None:
    built(ZeroDivisionError())
    with pytest.raises(ZeroDivisionError):
        qms("build")


@pytest.mark.parametrize(("words", "near"), [(("--commune", "29112"), "29113"), (("--district", "Ba Tr"), "Ba Tri")])
def test_an_unknown_unit_gets_a_proposal(qms: Program, ba_tri: Path, words: tuple[str, ...], near: str) -> None:
    seen = qms("check", ba_tri, *DAY, *words)
    assert seen.code == 2
    assert f"Lỗi: Không có «{words[1]}» vào ngày này.\nCó phải ý bạn là: " in seen.err
    assert near in seen.err


def test_an_unknown_kind_gets_a_proposal(qms: Program, ba_tri: Path) -> None:
    seen = qms("build", ba_tri, *DAY, "--kind", "manuel")
    assert (seen.code, seen.out) == (2, "")
    assert "Có phải ý bạn là: manual?" in seen.err


def test_no_workspace(qms: Program, tmp_path: Path) -> None:
    seen = qms("build", tmp_path / "[trống]")
    assert seen.code == 2
    assert "Không có không gian làm việc trong" in seen.err
    assert "[trống]" in seen.err
    assert "qms-docs init" in seen.err


@pytest.mark.parametrize("command", ["build", "check"])
def test_no_workspace_as_json(qms: Program, tmp_path: Path, command: str) -> None:
    seen = qms(command, tmp_path, "--json")
    assert (seen.code, seen.err) == (2, "")
    assert set(seen.json) == {"error", "advice"}


def test_a_wrong_command_line_as_json(qms: Program) -> None:
    seen = qms("build", "--json", "--asof", "x")
    assert (seen.code, seen.err) == (2, "")
    assert seen.json == {"error": "Không có tùy chọn «--asof».", "advice": "Có phải ý bạn là: --as-of?"}


def test_a_real_build(qms: Program, ba_tri: Path, tmp_path: Path) -> None:
    seen = qms("build", ba_tri, *DAY, "--workers", "1", "--out", tmp_path / "ra")
    assert seen.code == 0, seen.err
    assert "cho 2 đơn vị" in seen.out
    count = len(list((tmp_path / "ra").rglob("*.docx")))
    assert count > 2 * (4 + 3) and count % 2 == 0
    again = qms("build", ba_tri, *DAY, "--workers", "1", "--out", tmp_path / "ra", "--json")
    assert again.json["documents"] == count
    assert again.json["out"] == str(tmp_path / "ra")


# ---- check


def _break(ba_tri: Path, change: Callable[[bytes], bytes]) -> None:
    file = ba_tri / BROKEN
    file.write_bytes(change(file.read_bytes()))


@pytest.mark.parametrize(
    ("change", "place", "words"),
    [
        (lambda data: data.replace(b"\nassignments:", b"\n\tassignments:"), f"{BROKEN}:", "Có dấu Tab ở chỗ YAML chỉ cho phép"),
        (lambda data: b"# \xff\n" + data, f"{BROKEN}:1:3: lỗi DATA003 not-utf8", "không đọc được byte 0xFF"),
        (lambda data: b"naems: x\n" + data, f"{BROKEN}:1:1: lỗi DATA010 unknown-key", "Có phải ý bạn là «names»?"),
    ],
    ids=["tab", "not-utf8", "unknown-key"],
)
def test_a_broken_file_is_told_with_its_place(
    qms: Program, ba_tri: Path, change: Callable[[bytes], bytes], place: str, words: str
) -> None:
    _break(ba_tri, change)
    seen = qms("check", ba_tri, *DAY)
    assert seen.code == 1
    assert place in seen.out
    assert words in seen.out
    assert "Lỗi: " in seen.out
    english = qms("check", ba_tri, *DAY, "--lang", "en")
    assert "error DATA0" in english.out


def test_check_counts_by_kind(qms: Program, ba_tri: Path) -> None:
    seen = qms("check", ba_tri, *DAY, "--district", "Ba Tri")
    assert "Đã kiểm tra: 2 đơn vị." in seen.out
    assert "PEO001   Tài liệu in tên người mẫu (sample-persons)" in seen.out


def test_check_json(qms: Program, ba_tri: Path) -> None:
    seen = qms("check", ba_tri, *DAY, "--json")
    assert seen.err == ""
    assert set(seen.json) == {"communes", "errors", "warnings", "diagnostics"}
    assert seen.json["communes"] == 2
    assert len(seen.json["diagnostics"]) == seen.json["errors"] + seen.json["warnings"]


def test_check_shows_20_warnings_of_a_kind_unless_all(qms: Program, ba_tri: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    result = pipeline.check(ba_tri, date(2018, 12, 31))
    many = pipeline.CheckReport(result.workspace.root, 2, tuple(_diagnostic(number=n) for n in range(25)))
    monkeypatch.setattr(pipeline, "check_report", lambda *args, **kwargs: many)
    few = qms("check", ba_tri)
    assert few.out.count("cảnh báo PEO001") == 20
    assert "PEO001: … và 5 cảnh báo cùng loại" in few.out
    assert qms("check", ba_tri, "--all").out.count("cảnh báo PEO001") == 25


# ---- list, init, schema


def test_list_communes(qms: Program, ba_tri: Path) -> None:
    seen = qms("list", "communes", ba_tri, *DAY, "--json")
    first = seen.json[0]
    assert first == {
        "code": "29110",
        "name": "Ba Tri",
        "kind": "thị trấn",
        "district": "Ba Tri",
        "province": "tỉnh Bến Tre",
        "id": "29110@",
    }
    plain = qms("list", "communes", ba_tri, *DAY).out.splitlines()
    assert plain[0].split() == ["Mã", "Loại", "Tên", "Huyện", "(cũ)", "Tỉnh"]
    assert plain[1].startswith("29110  thị trấn  Ba Tri")


def test_list_communes_of_an_unknown_district(qms: Program, ba_tri: Path) -> None:
    seen = qms("list", "communes", ba_tri, *DAY, "--district", "Ba Tr", "--json")
    assert (seen.code, seen.json["advice"]) == (2, "Có phải ý bạn là: Ba Tri?")


def test_list_procedures(qms: Program, ba_tri: Path) -> None:
    row = next(row for row in qms("list", "procedures", ba_tri, *DAY, "--json").json if row["code"] == "1.001193")
    assert row["name"].casefold().endswith("đăng ký khai sinh")
    assert (row["field"], row["sheet_code"]) == ("Hộ tịch", "QT-TPHT-01")


def test_list_kinds_and_templates(qms: Program, ba_tri: Path) -> None:
    kinds = qms("list", "kinds", ba_tri, "--json").json
    manual = next(kind for kind in kinds if kind["key"] == "manual")
    assert set(manual) == {"key", "title", "scope", "template", "code_pattern"}
    assert (manual["title"], manual["template"], manual["code_pattern"]) == ("Sổ tay chất lượng", "manual.docx", "STCL")
    (ba_tri / "templates/docx/manual.docx").unlink(missing_ok=True)
    templates = qms("list", "templates", ba_tri, "--json").json
    assert {"kind": "manual", "file": "docx/manual.docx", "exists": False} in templates
    assert "THIẾU" in qms("list", "templates", ba_tri).out


def test_list_says_when_it_may_lack_entries(qms: Program, ba_tri: Path) -> None:
    _break(ba_tri, lambda data: b"naems: x\n" + data)
    seen = qms("list", "communes", ba_tri, *DAY)
    assert seen.code == 1
    assert "Danh sách có thể chưa đủ" in seen.err


def test_init_makes_a_workspace_and_says_what_comes_next(qms: Program, tmp_path: Path) -> None:
    folder = tmp_path / "mới"
    seen = qms("init", folder)
    assert seen.code == 0
    assert (folder / "qms.toml").is_file()
    assert f"  qms-docs check '{folder}'" in seen.out
    again = qms("init", folder)
    assert again.code == 2
    assert "không trống" in again.err


def test_init_refuses_a_file(qms: Program, tmp_path: Path) -> None:
    file = tmp_path / "tệp"
    file.touch()
    seen = qms("init", file)
    assert seen.code == 2
    assert "là một tệp, không phải thư mục" in seen.err


def test_schema_says_how_many(qms: Program, tmp_path: Path) -> None:
    seen = qms("schema", tmp_path / "s")
    assert seen.code == 0
    count = len(list((tmp_path / "s").glob("*.schema.json")))
    assert f"Đã ghi {count} tệp lược đồ" in seen.out


def test_completion_offers_commands(monkeypatch: pytest.MonkeyPatch, qms: Program) -> None:
    monkeypatch.setenv("_QMS_DOCS_COMPLETE", "complete_bash")
    monkeypatch.setenv("COMP_WORDS", "qms-docs bu")
    monkeypatch.setenv("COMP_CWORD", "1")
    with pytest.raises(SystemExit) as ended:
        qms()
    assert ended.value.code == 0
