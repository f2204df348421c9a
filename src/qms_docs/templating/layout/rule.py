"""A rule of the layout decree, and the two layouts.

In: nothing. Out: `Rule`, `Look`, `LAYOUTS`. Touches: nothing.
"""

from __future__ import annotations

from dataclasses import dataclass

from ...diagnostics import Message, Severity


@dataclass(frozen=True)
class Layout:
    """Thể thức của một giai đoạn: its key, the act as cited, and whether its figures were seen in a source."""

    key: str
    act: str
    annex: str
    verified: bool


LAYOUTS = {
    "nd30": Layout("nd30", "Nghị định số 30/2020/NĐ-CP", "Phụ lục I", verified=True),
    # Điều của thông tư: theo trí nhớ, chưa kiểm chứng.
    "tt01": Layout("tt01", "Thông tư số 01/2011/TT-BNV", "", verified=False),
}

_BEFORE = {
    "khoản 1 Mục II": "Điều 6", "khoản 2 Mục II": "Điều 7", "khoản 3 Mục II": "Điều 8", "khoản 4 Mục II": "Điều 9",
    "khoản 5 Mục II": "Điều 10", "khoản 6 Mục II": "Điều 11", "khoản 7 Mục II": "Điều 12", "khoản 9 Mục II": "Điều 14",
    "khoản 1 Mục III": "Điều 15", "khoản 4 Mục I": "Điều 4", "khoản 7 Mục I": "Điều 15", "Mục I": "Điều 5",
    "Phụ lục II": "Phụ lục VI",
}  # fmt: skip


@dataclass(frozen=True)
class Rule:
    """A rule: code, name, title, its place in Phụ lục I of the decree, what it asks for (None: told by the look).

    `verified` is False where the value comes from practice or memory; such a rule only warns.
    """

    code: str
    name: str
    title: Message
    place: str
    asked: Message | None = None
    severity: Severity = Severity.ERROR
    asked_before: Message | None = None
    verified: bool = True

    def severity_in(self, layout: Layout) -> Severity:
        """A value that nobody has verified never stops anything."""
        return self.severity if self.verified and layout.verified else Severity.WARNING

    def article(self, layout: Layout) -> str:
        """Return where the act says so, as cited; what nobody has seen in a source is marked."""
        if layout.key == "nd30":
            within = "" if self.place.startswith("Phụ lục") else f" Phần I {layout.annex}"
            cited = f"{self.place}{within} {layout.act}"
        else:
            known = next((article for place, article in _BEFORE.items() if place in self.place), "")
            cited = f"{known} {layout.act}".strip()
        return cited if self.verified and layout.verified else f"{cited} (chưa kiểm chứng)"


@dataclass(frozen=True)
class Look:
    """How a part of a paper looks; None where nothing is asked."""

    role: str
    size: tuple[float, float]
    bold: bool | None = None
    italic: bool | None = None
    upper: bool | None = None
    align: str | None = None
