"""Binders sent to a printer: a real CUPS of the test's own, whose one printer keeps what it is given."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pikepdf
import pytest

from qms_docs.cli import main
from qms_docs.errors import MissingProgramError, RequestError
from qms_docs.pipeline import check_printer, send_to_printer

PROGRAMS = ("cupsd", "lp", "lpstat", "lpadmin")
PATH = f"{os.environ.get('PATH', '')}:/usr/sbin:/usr/local/sbin"
MISSING = [name for name in PROGRAMS if shutil.which(name, path=PATH) is None]
SERVER_BIN = Path("/usr/lib/cups")
needs_cups = pytest.mark.skipif(
    bool(MISSING) or not SERVER_BIN.is_dir(), reason=f"CUPS is not installed: {', '.join(MISSING) or SERVER_BIN}"
)
# CUPS gives a backend number, user, title, copies, options and file; it must belong to whom CUPS runs as, and to nobody else.
BACKEND = """#!/bin/sh
[ $# -eq 0 ] && { echo 'direct keep "Unknown" "keeps what it is given"'; exit 0; }
echo "$5" > "${DEVICE_URI#keep:}/$1.options"
cat "${6:--}" > "${DEVICE_URI#keep:}/$1.part" && mv "${DEVICE_URI#keep:}/$1.part" "${DEVICE_URI#keep:}/$1.pdf"
"""
CONFIGURATION = """Listen 127.0.0.1:{port}
LogLevel warn
Browsing Off
WebInterface No
DefaultAuthType None
<Location />
  Order allow,deny
  Allow from 127.0.0.1
</Location>
<Policy default>
  <Limit All>
    Order allow,deny
    Allow from 127.0.0.1
  </Limit>
</Policy>
"""


def until(is_so: Callable[[], bool]) -> bool:
    for _ in range(600):
        if is_so():
            return True
        time.sleep(0.05)
    return False


def is_listening(port: int) -> bool:
    with socket.socket() as tried:
        return tried.connect_ex(("127.0.0.1", port)) == 0


@pytest.fixture
def server(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A CUPS without printers, at a port of its own; the folder in which it lives."""
    root = tmp_path / "cups"
    for name in ("spool", "cache", "state", "log", "bin/backend", "bin/filter"):
        (root / name).mkdir(parents=True)
    (root / "bin/daemon").symlink_to(SERVER_BIN / "daemon")
    backend = root / "bin/backend/keep"
    backend.write_text(BACKEND)
    backend.chmod(0o700)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    (root / "cupsd.conf").write_text(CONFIGURATION.format(port=port))
    places = {"ServerRoot": "", "ServerBin": "bin", "RequestRoot": "spool", "CacheDir": "cache", "StateDir": "state"}
    lines = [f"{name} {root / place}" for name, place in places.items()]
    lines += [f"{name}Log {root / 'log' / name.lower()}" for name in ("Error", "Access", "Page")]
    (root / "cups-files.conf").write_text("\n".join(lines) + "\n")
    monkeypatch.setenv("PATH", PATH)
    monkeypatch.setenv("CUPS_SERVER", f"127.0.0.1:{port}")
    words = ["cupsd", "-f", "-c", str(root / "cupsd.conf"), "-s", str(root / "cups-files.conf")]
    with (root / "log/said").open("wb") as said:
        process = subprocess.Popen(words, stdout=said, stderr=said, start_new_session=True)
    try:
        if not until(lambda: process.poll() is not None or is_listening(port)) or process.poll() is not None:
            pytest.skip(f"CUPS does not start here: {(root / 'log/said').read_text(errors='replace')[:200]}")
        yield root
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGTERM)
        process.wait(20)


@pytest.fixture
def kept(server: Path) -> Path:
    """The folder in which the printer «phong-mot-cua» keeps what it is given."""
    folder = server / "kept"
    folder.mkdir()
    words = ["lpadmin", "-p", "phong-mot-cua", "-E", "-v", f"keep:{folder}", "-m", "raw"]
    subprocess.run(words, check=True, capture_output=True)
    return folder


def pdf_file(path: Path, pages: int) -> Path:
    pdf = pikepdf.new()
    for _ in range(pages):
        pdf.add_blank_page()
    pdf.save(path)
    return path


@needs_cups
def test_each_binder_arrives_byte_for_byte(kept: Path, tmp_path: Path) -> None:
    binders = [pdf_file(tmp_path / "29104-bản 1.pdf", 2), pdf_file(tmp_path / "-d.pdf", 3)]
    check_printer("phong-mot-cua")
    send_to_printer(binders, "phong-mot-cua", duplex=True)
    assert until(lambda: len(list(kept.glob("*.pdf"))) == 2)
    arrived = sorted(kept.glob("*.pdf"), key=lambda path: int(path.stem))
    assert [path.read_bytes() for path in arrived] == [path.read_bytes() for path in binders]
    for options in kept.glob("*.options"):
        assert {"sides=two-sided-long-edge", "media=A4"} <= set(options.read_text().split())


@needs_cups
def test_a_wrong_name_is_told_before_anything_is_made(kept: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code = main(["print", str(tmp_path), "--to", str(tmp_path / "print"), "--printer", "phong-hai-cua"])
    told = capsys.readouterr().err
    assert code == 2 and not (tmp_path / "print").exists()
    assert "Không có máy in «phong-hai-cua»" in told and "Các máy in hiện có: phong-mot-cua" in told


@needs_cups
def test_without_any_printer_the_next_step_is_told(server: Path, english: None) -> None:
    with pytest.raises(RequestError, match="no printer at all"):
        check_printer("phong-mot-cua")


@needs_cups
def test_what_a_printer_refuses_is_told(kept: Path, tmp_path: Path, english: None) -> None:
    subprocess.run(["cupsreject", "phong-mot-cua"], check=True)
    with pytest.raises(RequestError, match="refuses «a"):
        send_to_printer([pdf_file(tmp_path / "a.pdf", 1)], "phong-mot-cua", duplex=False)
    assert not list(kept.iterdir())


def test_a_word_file_does_not_go_to_a_printer(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["print", str(tmp_path), "--format", "docx", "--printer", "phong-mot-cua"]) == 2
    assert "Chỉ gửi được tập PDF" in capsys.readouterr().err


def test_without_cups_one_line_says_how_to_install_it(monkeypatch: pytest.MonkeyPatch, english: None) -> None:
    monkeypatch.setenv("PATH", "/nowhere")
    with pytest.raises(MissingProgramError, match="apt install"):
        check_printer("phong-mot-cua")
