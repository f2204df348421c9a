"""Write the drafts: `python -m tools.templates [FOLDER]`; into templates/docx, and their list, unless a folder is named."""

from __future__ import annotations

import hashlib
import sys
from pathlib import Path

from .manual import manual
from .package import write_template
from .publication import decision, declaration, letter
from .sheet import sheet

DRAFTS = {
    "procedure_sheet": sheet,
    "manual": manual,
    "publication_decision": decision,
    "declaration": declaration,
    "notice_letter": letter,
}
REPOSITORY = Path(__file__).resolve().parents[2]
SHIPPED = REPOSITORY / "src/qms_docs/templating/shipped.txt"


def main(folder: Path) -> None:
    """Write all drafts into `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, draft in DRAFTS.items():
        body, extras = draft()
        write_template(folder / f"{name}.docx", body, extras)


def list_shipped(folder: Path) -> str:
    """Return SHA-256 and name of each template in `folder`, as `sha256sum *.docx` prints them."""
    files = sorted(folder.glob("*.docx"))
    return "".join(f"{hashlib.sha256(file.read_bytes()).hexdigest()}  {file.name}\n" for file in files)


if __name__ == "__main__":
    if len(sys.argv) > 1:
        main(Path(sys.argv[1]))
    else:
        main(REPOSITORY / "templates/docx")
        SHIPPED.write_text(list_shipped(REPOSITORY / "templates/docx"), encoding="utf-8")
