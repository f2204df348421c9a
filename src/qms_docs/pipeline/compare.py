"""Two Word sheets compared by section, an old one with the one built anew."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from ..diagnostics import Location, say
from ..errors import TemplateError
from ..intake.sheets.comparing import SectionDifference, compare_sheets
from .old_sheets import read_sheet_file


@dataclass(frozen=True)
class Comparison:
    """What two sheets say differently, section by section."""

    old: Path
    new: Path
    sections: tuple[SectionDifference, ...]

    @property
    def differences(self) -> int:
        """How many differences there are in all."""
        return sum(len(section.differences) for section in self.sections)


def compare(old: Path, new: Path) -> Comparison:
    """Return the differences of two files; raises RequestError or TemplateError for one that is no Word file."""
    sheets = []
    for file in (old, new):
        sheet = read_sheet_file(file)
        if not sheet.is_sheet:
            raise _not_a_sheet(file)
        sheets.append(sheet)
    return Comparison(old, new, compare_sheets(*sheets))


def _not_a_sheet(file: Path) -> TemplateError:
    return TemplateError(
        Location(str(file)),
        say("No procedure sheet was recognised: no title, or none of its parts."),
        say("See docs/import.md for the layouts that are read; headings such as «Thành phần hồ sơ» must stand in it."),
    )
