"""Vietnamese unless asked for English, also where typer speaks."""

from __future__ import annotations

import subprocess
import sys

import pytest

from qms_docs.cli.language import language_wanted
from tests.cli.conftest import Program


def test_help_is_vietnamese(qms: Program) -> None:
    seen = qms("--help")
    assert seen.code == 0
    for words in ("Cách dùng: qms-docs [TÙY_CHỌN] LỆNH", "Các lệnh:", "Tùy chọn:", "Kiểm tra dữ liệu và lập các bộ tài liệu."):
        assert words in seen.out
    for english in ("Usage", "Options", "Commands", "Show this message", "Install completion"):
        assert english not in seen.out


@pytest.mark.parametrize("command", ["build", "check", "list", "init", "schema"])
def test_help_of_every_command_is_vietnamese(qms: Program, command: str) -> None:
    seen = qms(command, "--help")
    assert seen.code == 0
    assert f"Cách dùng: qms-docs {command} [TÙY_CHỌN]" in seen.out
    assert "Tham số:" in seen.out
    for english in ("Usage", "Options", "Arguments", "default:", "[required]", "Default"):
        assert english not in seen.out


@pytest.mark.parametrize(
    "words", [["--lang", "en", "build", "--help"], ["build", "--lang=en", "--help"], ["build", "--help", "--lang", "en"]]
)
def test_lang_is_taken_before_and_after_the_command(qms: Program, words: list[str]) -> None:
    assert "Usage: qms-docs build [OPTIONS] [FOLDER]" in qms(*words).out


def test_environment_chooses_and_the_option_wins(qms: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QMS_DOCS_LANG", "en")
    assert "Usage:" in qms("--help").out
    assert "Cách dùng:" in qms("--lang", "vi", "--help").out


def test_the_language_does_not_stay(qms: Program) -> None:
    qms("--lang", "en", "--help")
    assert "Cách dùng:" in qms("--help").out


def test_language_wanted() -> None:
    assert language_wanted([], {}) == "vi"
    assert language_wanted([], {"QMS_DOCS_LANG": "en_US.UTF-8"}) == "en"
    assert language_wanted(["build", "--", "--lang", "en"], {}) == "vi"
    assert language_wanted(["--lang"], {"QMS_DOCS_LANG": "en"}) == "en"


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["bild"], "Không có lệnh «bild».\nCó phải ý bạn là: build?"),
        (["xyz"], "Không có lệnh «xyz».\nXem hướng dẫn bằng lệnh: qms-docs --help"),
        (["build", "--asof", "x"], "Không có tùy chọn «--asof».\nCó phải ý bạn là: --as-of?"),
        (["build", "--as-of"], "Tùy chọn «--as-of» phải kèm theo giá trị."),
        (["build", "--json=1"], "Tùy chọn «--json» không kèm theo giá trị."),
        (["build", "a", "b"], "Thừa tham số: b."),
        (["build", "--as-of", "31-12-2018"], "«31-12-2018» không phải là một ngày. Hãy ghi một ngày có trong lịch"),
        (["build", "--as-of", "2019-02-29"], "«2019-02-29» không phải là một ngày."),
        (["build", "--workers", "0"], "«0» không phải là số tiến trình. Hãy ghi một số nguyên từ 1 trở lên."),
        (["build", "--workers", "ba"], "«ba» không phải là số tiến trình."),
        (["build", "--lang", "fr"], "«fr» không thuộc các giá trị được phép."),
        (["list"], "Thiếu tham số MỤC."),
        (["list", "comunes"], "«comunes» không thuộc các giá trị được phép. Có phải ý bạn là: communes?"),
        (["init"], "Thiếu tham số THƯ_MỤC."),
    ],
)
def test_a_wrong_command_line_is_explained_in_vietnamese(qms: Program, words: list[str], sentence: str) -> None:
    seen = qms(*words)
    assert seen.code == 2
    assert seen.out == ""
    assert f"Lỗi: {sentence}" in seen.err or sentence in seen.err
    assert "Traceback" not in seen.err
    for english in ("Usage", "Error", "No such", "Missing", "Invalid", "Option '", "Try '"):
        assert english not in seen.err


def test_a_wrong_command_line_in_english(qms: Program) -> None:
    seen = qms("--lang", "en", "bild")
    assert (seen.code, seen.out) == (2, "")
    assert "Error: There is no command «bild».\nDid you mean: build?" in seen.err


def test_no_arguments_show_the_help_on_stderr(qms: Program) -> None:
    seen = qms()
    assert (seen.code, seen.out) == (2, "")
    assert "Cách dùng: qms-docs" in seen.err


@pytest.mark.parametrize("encoding", ["ascii", "cp1258", "utf-8"])
def test_a_poor_terminal_does_not_crash_it(encoding: str) -> None:
    ended = subprocess.run(
        [sys.executable, "-m", "qms_docs", "build", "--as-of", "hôm nay"],
        env={"PYTHONPATH": ":".join(sys.path), "PYTHONIOENCODING": encoding, "PATH": "/usr/bin:/bin"},
        capture_output=True,
        check=False,
    )
    assert ended.returncode == 2
    assert b"Traceback" not in ended.stderr


def test_version(qms: Program) -> None:
    seen = qms("--version")
    assert seen.code == 0
    assert seen.out.startswith("qms-docs ")
