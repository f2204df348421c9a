"""PDF files by LibreOffice: checked, kept, the same bytes; what hangs, breaks or kills it costs one file."""

from __future__ import annotations

import io
import os
import shutil
import signal
import subprocess
import sys
import threading
import time
import zipfile
from contextlib import suppress
from pathlib import Path

import docx
import pikepdf
import pytest

from qms_docs.convert import convert, find_office
from qms_docs.convert.office import shares, sweep
from qms_docs.convert.proof import UnsoundPdfError, proven
from qms_docs.domain.artifacts import BuildRequest
from qms_docs.errors import MissingProgramError
from qms_docs.pipeline import build, make_pdfs, verify
from tests.places import THEN

needs_office = pytest.mark.skipif(
    not any(shutil.which(name) for name in ("soffice", "libreoffice")), reason="LibreOffice is not installed"
)
KINDS = ("quality_policy", "notice_letter", "declaration")


def word_file(path: Path, text: str) -> Path:
    document = docx.Document()
    document.add_paragraph(text)
    document.save(str(path))
    return path


def endless(path: Path) -> Path:
    """Tables in tables, which LibreOffice lays out again and again."""
    word_file(path, "x")
    inner = "<w:p/>"
    for _ in range(26):
        cell = f"<w:tc><w:tcPr/>{inner}<w:p><w:r><w:t>x</w:t></w:r></w:p></w:tc>"
        if len(inner) < 4_000_000:
            table = f"<w:tbl><w:tblPr><w:tblW w:w='0' w:type='auto'/></w:tblPr><w:tr>{cell}{cell}</w:tr></w:tbl>"
            inner = f"{table}<w:p/>"
    with zipfile.ZipFile(path) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    body = parts["word/document.xml"].decode()
    parts["word/document.xml"] = body.replace("<w:sectPr", f"{inner}<w:sectPr", 1).encode()
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in parts.items():
            package.writestr(name, data)
    return path


def office_processes(folder: Path) -> list[str]:
    listed = subprocess.run(["ps", "-ww", "-eo", "pid=,args="], capture_output=True, text=True, check=True).stdout
    return [line for line in listed.splitlines() if str(folder) in line and "soffice" in line]


@needs_office
def test_of_twenty_files_three_fail_by_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, english: None) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    files = [word_file(tmp_path / f"{number:02d}.docx", f"Tài liệu {number}") for number in range(20)]
    files[4].write_bytes(b"PK\x03\x04 no Word file at all")
    endless(files[9])
    stop = threading.Event()

    def kill_at_fourteen() -> None:
        """The file itself is sound; LibreOffice dies of a fault of memory as soon as it begins with it."""
        while not stop.is_set():
            for copy in tmp_path.glob("qms-docs-pdf-*/work/*.docx"):
                before = copy.with_name(f"{int(copy.stem) - 1:04d}.pdf")
                if "Tài liệu 14" in text_of(copy) and before.is_file():
                    for line in office_processes(copy.parent.parent):
                        with suppress(ProcessLookupError):  # it has ended since it was listed
                            os.kill(int(line.split()[0]), signal.SIGSEGV)
            time.sleep(0.005)

    killer = threading.Thread(target=kill_at_fourteen)
    killer.start()
    try:
        started = time.monotonic()
        done = {each.file.name: each for each in convert(files, workers=2, limit=8)}
        seconds = time.monotonic() - started
    finally:
        stop.set()
        killer.join()
    failed = {name: str(each.reason) for name, each in done.items() if each.reason is not None}
    assert set(failed) == {"04.docx", "09.docx", "14.docx"}
    assert "8 seconds" in failed["09.docx"]
    assert len(done) == 20 and all(each.data.startswith(b"%PDF-") for name, each in done.items() if name not in failed)
    assert office_processes(tmp_path) == []
    assert seconds < 60


def text_of(path: Path) -> str:
    try:
        with zipfile.ZipFile(path) as package:
            return package.read("word/document.xml").decode("utf-8", errors="replace")
    except (zipfile.BadZipFile, KeyError, OSError):
        return ""


@needs_office
def test_the_pdfs_of_a_build_are_kept_while_their_word_files_stay(small_workspace: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    request = BuildRequest(small_workspace, THEN, out, ("29104", "29107"), (), KINDS)
    built = build(request)
    first = make_pdfs(out)
    assert (first.made, first.files, first.failed) == (built.documents, built.documents, ())
    bytes_before = {file: file.read_bytes() for file in out.rglob("*.pdf")}
    assert make_pdfs(out).made == 0
    assert verify(out).wrong == ()
    official = small_workspace / "communes/ben-tre/binh-dai/29104-thanh-phuoc.yaml"
    official.write_text(official.read_text("utf-8").replace("full_name: Nguyễn Văn A", "full_name: Nguyễn Văn B", 1), "utf-8")
    build(request)
    again = make_pdfs(out)
    assert 0 < again.made < built.documents
    changed = {file for file, data in bytes_before.items() if file.read_bytes() != data}
    assert changed and all("29104" in str(file) for file in changed)
    victim = next(out.rglob("*.pdf"))
    victim.unlink()
    assert [each.path for each in verify(out).wrong] == [victim.relative_to(out).as_posix()]
    assert make_pdfs(out).made == 1
    assert victim.read_bytes() == bytes_before[victim] or victim in changed


@needs_office
def test_the_same_word_file_gives_the_same_bytes_and_its_fonts(small_workspace: Path, tmp_path: Path) -> None:
    build(BuildRequest(small_workspace, THEN, tmp_path / "out", ("29104",), (), ("quality_policy",)))
    files = list((tmp_path / "out").rglob("*.docx"))
    for archive in (False, True):
        (one,), (other,) = (list(convert(files, archive=archive)) for _ in range(2))
        assert one.data == other.data
        assert one.facts is not None and one.facts.pages >= 1 and one.facts.fonts
        with pikepdf.open(io.BytesIO(one.data)) as pdf, pdf.open_metadata() as meta:
            assert (meta.pdfa_status == "2B") == archive
            assert "/StructTreeRoot" in pdf.Root


def test_the_shares_are_equal(tmp_path: Path) -> None:
    files = [tmp_path / f"{number}.docx" for number in range(200)]
    for number, file in enumerate(files):
        file.write_bytes(b"x" * (100 * number))
    for workers in (1, 2, 3):
        made = shares(files, workers)
        assert sorted(file for share in made for file in share) == sorted(files) and len(made) % workers == 0
        sizes = [sum(file.stat().st_size for file in share) for share in made]
        assert max(sizes) - min(sizes) < max(sizes) / 10
        assert all(share == sorted(share, key=files.index) for share in made)
    assert shares([], 2) == []


@needs_office
def test_nothing_is_left_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """LibreOffice is ended as soon as its last PDF is there, which leaves it no time to tidy up."""
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "tmp"))
    monkeypatch.setenv("TMPDIR", str(tmp_path / "tmp"))
    (tmp_path / "tmp").mkdir()
    (made,) = convert([word_file(tmp_path / "a.docx", "Tài liệu")])
    assert made.reason is None and list((tmp_path / "tmp").iterdir()) == []


@pytest.mark.parametrize("data", [b"", b"%PDF-1.7 half", b"%PDF-1.7\n%%EOF", b"<html>%%EOF"])
def test_what_is_no_pdf_is_none(data: bytes, tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(data)
    with pytest.raises(UnsoundPdfError):
        proven(tmp_path / "a.pdf")


def test_a_font_that_is_not_in_the_file_is_told(tmp_path: Path) -> None:
    pdf = pikepdf.new()
    pdf.add_blank_page()
    name = pikepdf.Name
    pdf.make_indirect(pikepdf.Dictionary(Type=name.FontDescriptor, FontName=name("/ABCDEF+VnTime")))
    pdf.Root.Fonts = pdf.make_indirect(pikepdf.Dictionary(Type=name.FontDescriptor, FontName=name("/ABCDEF+VnTime")))
    pdf.save(tmp_path / "a.pdf")
    with pytest.raises(UnsoundPdfError, match="VnTime"):
        proven(tmp_path / "a.pdf")


def test_without_libreoffice_one_line_says_how_to_install_it(monkeypatch: pytest.MonkeyPatch, english: None) -> None:
    monkeypatch.setenv("PATH", "/nowhere")
    monkeypatch.setattr("qms_docs.convert.office.PROGRAMS", ("soffice",))
    with pytest.raises(MissingProgramError, match="apt install") as told:
        find_office()
    assert told.value.exit_code == 3


def test_what_a_killed_run_left_in_memory_is_swept(tmp_path: Path) -> None:
    gone = subprocess.run([sys.executable, "-c", "import os; print(os.getpid())"], capture_output=True, text=True, check=True)
    dead, fresh, living = (
        tmp_path / f"qms-docs-pdf-{number}-{name}"
        for number, name in ((gone.stdout.strip(), "old"), (gone.stdout.strip(), "new"), (os.getpid(), "old"))
    )
    for folder in (dead, fresh, living):
        (folder / "work").mkdir(parents=True)
    for folder in (dead, living):
        os.utime(folder, (0, 0))
    sweep(tmp_path)
    assert not dead.exists() and fresh.is_dir() and living.is_dir()
