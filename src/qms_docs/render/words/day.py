"""What all documents of a day share, whatever the commune: the one-stop regime, the standard, the acts that stand.

In: catalogue, settings, day, year. Out: words and texts. Touches: nothing. What is typed to need no more than a `DayContext` can
print no commune, so that it may be made once for all of them.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any, TypeVar

from ...domain.catalogue import Catalogue
from ...domain.law import LegalAct, OneStopRegime
from ...domain.standard import Standard
from ...domain.vietnamese import in_legal_order, long_date, short_date, two_digits
from ...settings import Settings

T = TypeVar("T")
_KNOWN = 8
"""Sets of words of one name that are kept at hand."""


@dataclass(frozen=True)
class DayContext:
    """A day, with everything of it that documents print."""

    catalogue: Catalogue
    settings: Settings
    day: date
    year: int
    common: dict[Any, Any] = field(default_factory=dict, compare=False, repr=False, kw_only=True)
    """What documents of all communes share, once it is made."""

    def alike(self, name: Hashable, facts: Any, make: Callable[[], T]) -> T:
        """Return what `make` makes, the very same for equal facts; the last few are kept under a name."""
        known: list[tuple[Any, T]] = self.common.setdefault(name, [])
        for those, made in known:
            if those == facts:
                return made
        known.append((facts, make()))
        del known[:-_KNOWN]
        return known[-1][1]

    @cached_property
    def one_stop(self) -> OneStopRegime:
        """One-stop regime on the day."""
        regime = self.catalogue.one_stop_on(self.day)
        if regime is None:
            raise LookupError(f"one-stop {self.day}")
        return regime

    @cached_property
    def standard(self) -> Standard:
        """The standard the system conforms to."""
        return self.catalogue.standards[self.settings.standard]

    @property
    def issued_on(self) -> date:
        """Day of issue of the pack."""
        return self.settings.documents.issued_on or self.day

    def acts_on(self, keys: Iterable[str]) -> list[LegalAct]:
        """Return those acts that stand on the day, in the legal order; what is not yet in force is never cited."""
        wanted = ("acts", *keys)
        if wanted not in self.common:
            acts = (self.catalogue.acts[key] for key in wanted[1:] if key in self.catalogue.acts)
            self.common[wanted] = in_legal_order([act for act in acts if act.stands_on(self.day)])
        return [*self.common[wanted]]

    def control_words(self, code: str, title: str) -> dict[str, Any]:
        """`document`: one code, issue and date for cover, header, footer and revision table; made once."""
        key = ("control", code, title)
        if key not in self.common:
            self.common[key] = self._control_words(code, title)
        made: dict[str, Any] = self.common[key]
        return made

    def _control_words(self, code: str, title: str) -> dict[str, Any]:
        control = self.settings.documents
        effective = control.effective_on or self.issued_on
        first = control.issue == 1 and control.revision == 0
        return {
            "code": code,
            "title": title,
            "title_upper": title.upper(),
            "issue": two_digits(control.issue),
            "revision": two_digits(control.revision),
            "issued_on": short_date(self.issued_on),
            "issued_on_long": long_date(self.issued_on),
            "effective_on": short_date(effective),
            "effective_on_long": long_date(effective),
            "revisions": [
                {
                    "no": "01",
                    "summary": "Ban hành lần đầu" if first else f"Ban hành lần {two_digits(control.issue)}",
                    "basis": self.standard.name,
                    "number": f"{two_digits(control.issue)}/{two_digits(control.revision)}",
                    "date": short_date(self.issued_on),
                }
            ],
        }

    def abbreviations_in(self, texts: Iterable[str]) -> list[dict[str, str]]:
        """Return the abbreviations that stand in the texts, by alphabet."""
        body = "\n".join(texts)
        return [
            {"short": item.short, "long": item.long}
            for item in self.catalogue.abbreviations
            if item.holds_on(self.day) and item.short in body
        ]
