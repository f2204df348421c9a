"""Write the drafts: `python -m tools.templates [FOLDER]` (default templates/docx)."""

from __future__ import annotations

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


def main(folder: Path) -> None:
    """Write all drafts into `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, draft in DRAFTS.items():
        body, extras = draft()
        write_template(folder / f"{name}.docx", body, extras)


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else Path("templates/docx"))
