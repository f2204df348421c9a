"""PDF/A-2b for real: what the standard asks is looked for in the bytes; with veraPDF on the machine, that judges too."""

from __future__ import annotations

import io
import shutil
import struct
import subprocess
import zlib
from pathlib import Path

import docx
import pikepdf
import pytest

from qms_docs.convert import convert
from qms_docs.domain.artifacts import BuildRequest
from qms_docs.pipeline import build
from tests.convert.archive_rules import against_pdfa_2b
from tests.places import THEN

needs_office = pytest.mark.skipif(
    not any(shutil.which(name) for name in ("soffice", "libreoffice")), reason="LibreOffice is not installed"
)


def picture_that_shines_through() -> io.BytesIO:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    rows = b"".join(b"\0" + bytes((200, 30, 30, 255 - 16 * row)) * 16 for row in range(16))
    head = struct.pack(">2I5B", 16, 16, 8, 6, 0, 0, 0)
    return io.BytesIO(b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b""))


@pytest.fixture(scope="module")
def archived(tmp_path_factory: pytest.TempPathFactory, repository: Path) -> dict[str, bytes]:
    """Documents of one commune, and a stranger's with a picture that shines through and fonts that are not there."""
    folder = tmp_path_factory.mktemp("archive")
    kinds = ("quality_policy", "manual", "declaration", "notice_letter", "procedure_sheet")
    build(BuildRequest(repository, THEN, folder / "out", ("29104",), (), kinds))
    stranger = docx.Document()
    stranger.core_properties.title = "Tài liệu của người khác"
    stranger.add_paragraph("Ảnh: ").add_run().add_picture(picture_that_shines_through())
    for font in ("Times New Roman", "Arial", "Symbol", "No Such Font"):
        stranger.add_paragraph(f"Chữ {font} α β ✓ ").runs[0].font.name = font
    stranger.save(str(folder / "stranger.docx"))
    built = sorted((folder / "out").rglob("*.docx"))
    one_of_each_field = {file.parent: file for file in built if "quy-trinh" in file.parts}
    others = [file for file in built if "quy-trinh" not in file.parts]
    files = [*others, *list(one_of_each_field.values())[:4], folder / "stranger.docx"]
    made = {each.file.stem: each for each in convert(files, archive=True)}
    assert len(made) > 5 and all(each.reason is None for each in made.values())
    return {name: each.data for name, each in made.items()}


@needs_office
def test_what_is_archived_keeps_the_rules(archived: dict[str, bytes]) -> None:
    assert {name: found for name, data in archived.items() if (found := against_pdfa_2b(data))} == {}


@needs_office
def test_what_is_not_archived_does_not_keep_them(archived: dict[str, bytes], tmp_path: Path) -> None:
    """The rules tell something: an ordinary PDF, and an archived one spoilt, are found out."""
    document = docx.Document()
    document.add_paragraph("Thường")
    document.save(str(tmp_path / "a.docx"))
    (made,) = convert([tmp_path / "a.docx"])
    assert any(each.startswith("6.6") for each in against_pdfa_2b(made.data))
    for spoil, rule in ((_with_script, "6.5"), (_without_font, "6.2.11.4"), (_without_profile, "6.2.3")):
        with pikepdf.open(io.BytesIO(archived["stranger"])) as pdf:
            spoil(pdf)
            out = io.BytesIO()
            pdf.save(out)
        assert any(each.startswith(rule) for each in against_pdfa_2b(out.getvalue())), rule


def _with_script(pdf: pikepdf.Pdf) -> None:
    pdf.Root.OpenAction = pdf.make_indirect(pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(1)"))


def _without_font(pdf: pikepdf.Pdf) -> None:
    for each in pdf.objects:
        if isinstance(each, pikepdf.Dictionary) and each.get("/Type") == "/FontDescriptor":
            del each["/FontFile2"]
            return


def _without_profile(pdf: pikepdf.Pdf) -> None:
    del pdf.Root.OutputIntents


@needs_office
@pytest.mark.slow
@pytest.mark.skipif(shutil.which("verapdf") is None, reason="veraPDF is not installed")
def test_verapdf_agrees(archived: dict[str, bytes], tmp_path: Path) -> None:
    for number, data in enumerate(archived.values()):
        (tmp_path / f"{number}.pdf").write_bytes(data)
    words = ["verapdf", "--flavour", "2b", "--format", "text", *map(str, sorted(tmp_path.glob("*.pdf")))]
    told = subprocess.run(words, capture_output=True, text=True, timeout=600, check=False)
    assert told.stdout.count("PASS") == len(archived), told.stdout[-2000:]
