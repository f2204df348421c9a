"""The gallery: python -m tools.gallery — the first page of each kind of document as a picture in docs/gallery.

Needs LibreOffice, poppler and Pillow.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from datetime import date
from pathlib import Path

from PIL import Image

from qms_docs import load
from qms_docs.domain.artifacts import BuildRequest
from qms_docs.domain.document import DocumentKind
from qms_docs.plan import plan_build, select_communes
from qms_docs.render import Press

ROOT = Path(__file__).resolve().parent.parent
GALLERY = ROOT / "docs/gallery"
COMMUNE = "29104"
DAYS = (date(2018, 12, 1), date(2026, 11, 1))
"""The second day is for the kinds that the first does not make."""
_DOTS_PER_INCH, _GREYS = "60", 16


def _samples(folder: Path) -> list[tuple[DocumentKind, Path]]:
    """Write one document of each kind into `folder`; return the kinds with their files."""
    workspace = load(ROOT)
    catalogue = workspace.catalogue
    made: dict[str, Path] = {}
    for day in DAYS:
        request = BuildRequest(ROOT, day, folder, communes=(COMMUNE,))
        (commune,) = select_communes(catalogue, request)
        press = Press(catalogue, workspace.settings, workspace.templates, day)
        for job in plan_build(catalogue, request, [commune]).jobs[commune.id]:
            if job.kind not in made:
                made[job.kind] = folder / f"{job.kind}.docx"
                made[job.kind].write_bytes(press.render(job).data)
    return [(kind, made[key]) for key, kind in catalogue.kinds.items() if key in made]


def _pictures(files: list[Path], folder: Path) -> None:
    command = ["soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to", "pdf"]
    subprocess.run([*command, "--outdir", str(folder), *map(str, files)], check=True, capture_output=True)
    for file in files:
        target = GALLERY / file.stem
        pages = ["pdftoppm", "-r", _DOTS_PER_INCH, "-f", "1", "-l", "1", "-singlefile", "-gray", "-png"]
        subprocess.run([*pages, str(file.with_suffix(".pdf")), str(target)], check=True)
        picture = target.with_suffix(".png")
        with Image.open(picture) as page:
            page.convert("L").quantize(_GREYS).save(picture, optimize=True)


def _page(kinds: list[DocumentKind]) -> str:
    lines = [
        "# Trang đầu của từng loại tài liệu\n",
        f"Đơn vị {COMMUNE} ngày {DAYS[0]:%d/%m/%Y}; loại nào ngày đó không lập thì lấy ngày {DAYS[1]:%d/%m/%Y}. "
        "Ảnh được tạo lại bằng `make gallery`.\n",
    ]
    for start in range(0, len(kinds), 3):
        shown = kinds[start : start + 3]
        lines.append("| " + " | ".join(kind.title for kind in shown) + " |")
        lines.append("|" + "---|" * len(shown))
        lines.append("| " + " | ".join(f"![{kind.title}]({kind.key}.png)" for kind in shown) + " |\n")
    return "\n".join(lines).rstrip() + "\n"


def main() -> int:
    """Draw the gallery anew."""
    if not shutil.which("soffice") or not shutil.which("pdftoppm"):
        print("Cần LibreOffice và poppler-utils. (LibreOffice and poppler-utils are needed.)", file=sys.stderr)
        return 3
    GALLERY.mkdir(parents=True, exist_ok=True)
    for old in GALLERY.glob("*.png"):
        old.unlink()
    with tempfile.TemporaryDirectory() as folder:
        samples = _samples(Path(folder))
        _pictures([file for _, file in samples], Path(folder))
    (GALLERY / "README.md").write_text(_page([kind for kind, _ in samples]), "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
