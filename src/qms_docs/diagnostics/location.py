"""Where a fact stands in the author's own file."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True, order=True)
class Location:
    """A file and a place in it: line and column (both from 1), or a path of names such as `word/header1.xml¶3`."""

    file: str
    line: int | None = None
    column: int | None = None
    within: str | None = None

    def __str__(self) -> str:
        place = self.file
        if self.line is not None:
            place += f":{self.line}"
            if self.column is not None:
                place += f":{self.column}"
        return f"{place} › {self.within}" if self.within else place

    def relative_to(self, folder: Path) -> Location:
        """Return the same place with its file named from `folder` where it lies inside it."""
        try:
            shown = Path(self.file).resolve().relative_to(folder.resolve()).as_posix()
        except ValueError:
            return self
        return Location(shown, self.line, self.column, self.within)
