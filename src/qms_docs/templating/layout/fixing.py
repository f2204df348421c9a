"""A copy of a Word file with the safe departures mended.

In: bytes of a .docx. Out: bytes, and what was mended. Touches: nothing.
"""

from __future__ import annotations

from dataclasses import dataclass

from lxml import etree

from ...diagnostics import Diagnostic
from ..package import pack, read_package, write_package
from .effective import Document
from .linting import findings_in, layout_of, lint, roots_of
from .recognition import recognise

_ROUNDS = 4


@dataclass(frozen=True)
class Fixed:
    """The mended file, what was wrong before, and what is left."""

    data: bytes
    before: tuple[Diagnostic, ...]
    left: tuple[Diagnostic, ...]

    @property
    def mended(self) -> int:
        """How many departures there are less."""
        return len(self.before) - len(self.left)


def fix(data: bytes, where: str, layout: str | None = None) -> Fixed:
    """Return the file with all safe departures mended; the rest stays. Raises TemplateError."""
    before = lint(data, where, layout)
    parts = read_package(data, where)
    roots = roots_of(parts, where)
    chosen = layout or layout_of(recognise(Document(roots)))
    for _round in range(_ROUNDS):
        mends = [finding.mend for finding in findings_in(recognise(Document(roots)), chosen) if finding.mend]
        if not mends:
            break
        for mend in mends:
            mend()
    untouched = roots_of(parts, where)
    for name, root in roots.items():
        if etree.tostring(root) != etree.tostring(untouched[name]):
            parts[name] = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    made = write_package([pack(name, content) for name, content in parts.items()])
    return Fixed(made, before, lint(made, where, chosen))
